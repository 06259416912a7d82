#!/usr/bin/env python3
"""Writes segmentation.json: generated pictures of classes with their figures.

    pip install numpy cleanlab==2.9.0
    python3 make_segmentation.py

IoU, Dice, accuracy, boundary F and Rand score are counted pixel by pixel and pair by pair from their definitions;
the label quality is cleanlab's.
"""
import json
import math
import pathlib

import numpy as np
from cleanlab.segmentation.rank import get_label_quality_scores

CLASSES, HEIGHT, WIDTH = 4, 40, 56


def blobs(rng, classes):
    labels = np.zeros((HEIGHT, WIDTH), int)
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
    for k in classes:
        for _ in range(3):
            y, x, r = rng.integers(0, HEIGHT), rng.integers(0, WIDTH), rng.integers(3, 11)
            labels[(ys - y) ** 2 + (xs - x) ** 2 <= r * r] = k
    return labels


def boundary(labels, truth, k):
    places = []
    for y in range(HEIGHT):
        for x in range(WIDTH):
            if labels[y, x] == k and truth[y, x] < CLASSES and any(
                    0 <= v < HEIGHT and 0 <= u < WIDTH and truth[v, u] < CLASSES and labels[v, u] != k
                    for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1))):
                places.append((y, x))
    return places


def boundary_f(truth, predicted, k):
    there, found = boundary(truth, truth, k), boundary(predicted, truth, k)
    if not there or not found:
        return float(not there and not found)
    tolerance = max(1, 0.0075 * math.hypot(WIDTH, HEIGHT))

    def near(a, b):
        return sum(min(math.dist(p, q) for q in b) <= tolerance for p in a) / len(a)

    precision, recall = near(found, there), near(there, found)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def per_class(truth, predicted):
    counts = truth < CLASSES
    result = []
    for k in range(CLASSES):
        t, p = (truth == k) & counts, (predicted == k) & counts
        if not t.any() and not p.any():
            result.append(None)
            continue
        result.append({"iou": float((t & p).sum() / (t | p).sum()), "dice": float(2 * (t & p).sum() / (t.sum() + p.sum())),
                       "recall": float((t & p).sum() / t.sum()) if t.any() else None,
                       "boundaryF": boundary_f(truth, predicted, k)})
    return result


def rand(truth, predicted):
    """Pairs of pixels, each with itself included, that one or both pictures put into one segment."""
    inside = np.flatnonzero(truth)
    t, p = truth.ravel()[inside], predicted.ravel()[inside].astype(int)
    p = np.where(p == 0, -1 - np.arange(len(p)), p)           # background of the prediction: a segment a pixel
    in_truth, in_prediction = t[:, None] == t[None, :], p[:, None] == p[None, :]
    both = (in_truth & in_prediction).sum()
    precision, recall = both / in_prediction.sum(), both / in_truth.sum()
    return {"score": float(2 * precision * recall / (precision + recall)), "precision": float(precision),
            "recall": float(recall)}


def main():
    rng = np.random.default_rng(11)
    images = []
    for index in range(4):
        truth = blobs(rng, (1, 2) if index < 3 else ())        # class 3 is never there
        predicted = np.roll(truth, (index, 2), (0, 1))
        predicted[rng.random((HEIGHT, WIDTH)) < 0.02] = 1
        if index == 2:
            predicted[:6, :6] = 3                                # but predicted once
        truth[rng.random((HEIGHT, WIDTH)) < 0.03] = 255
        images.append((truth, predicted))
    segments = blobs(rng, range(1, 7)), blobs(rng, range(1, 5))
    segments[1][:, ::2] = segments[0][:, ::2]

    labels = np.stack([blobs(rng, (1, 2)) for _ in range(3)])
    logits = rng.normal(0, 1.5, (3, 3, HEIGHT, WIDTH)) + 4 * (labels[:, None] == np.arange(3)[None, :, None, None])
    labels[1, 5:15, 5:25] = 1                                    # a planted error
    probabilities = np.round(np.exp(logits) / np.exp(logits).sum(1, keepdims=True), 4).astype(np.float32)
    scores, pixels = get_label_quality_scores(labels, probabilities, verbose=False)

    def text(picture):
        return " ".join(map(str, picture.ravel().tolist()))

    written = {
        "width": WIDTH, "height": HEIGHT, "classes": CLASSES,
        "images": [{"truth": text(t), "predicted": text(p), "perClass": per_class(t, p),
                    "accuracy": float((t == p)[t < CLASSES].mean())} for t, p in images],
        "accuracy": float(np.concatenate([(t == p)[t < CLASSES] for t, p in images]).mean()),
        "segments": [text(s) for s in segments], "rand": rand(*segments),
        "quality": [{"labels": text(labels[i]), "score": float(scores[i]), "lowest": float(pixels[i].min()),
                     "probabilities": [" ".join("%.4g" % v for v in probabilities[i, k].ravel()) for k in range(3)]}
                    for i in range(3)],
    }
    path = pathlib.Path(__file__).with_name("segmentation.json")
    path.write_text(json.dumps(written, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
