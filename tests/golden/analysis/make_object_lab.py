#!/usr/bin/env python3
"""Writes object_lab.json: generated boxes with cleanlab's ObjectLab scores and flags.

    pip install cleanlab==2.9.0
    python3 make_object_lab.py

Sorting is made stable, so that a tie goes to the earlier box: numpy's default sort leaves it open.
"""
import functools
import json
import pathlib

import numpy as np

np.argsort = functools.partial(np.argsort, kind="stable")

from cleanlab.internal.constants import ALPHA, AP_SCALE_FACTOR  # noqa: E402
from cleanlab.object_detection import filter as issue_filter, rank  # noqa: E402

CLASSES = 4


def generate(seed, images, size):
    """Given boxes with overlooked, shifted, swapped and doubled ones among them, and a detector's."""
    rng = np.random.default_rng(seed)
    result = []
    for n in range(images):
        given, predicted = [], []
        for _ in range(0 if n % 7 == 3 else rng.integers(1, 7)):
            w, h = rng.uniform(0.05, 0.3, 2) * size
            x, y = rng.uniform(0, size - w), rng.uniform(0, size - h)
            k, kind = int(rng.integers(0, CLASSES)), rng.random()
            box = [x, y, x + w, y + h]
            if kind < 0.15:
                box = None
            elif kind < 0.2:
                box = [x + 0.4 * w, y + 0.3 * h, x + 1.3 * w, y + 1.1 * h]
            if box:
                given.append([(k + 1) % CLASSES if 0.2 <= kind < 0.3 else k, *box])
            if 0.3 <= kind < 0.35:
                given.append([(k + 1) % CLASSES, *box])
            if rng.random() < 0.9:
                noise = rng.normal(0, 0.03, 4) * [w, h, w, h]
                predicted.append([k, *(np.array([x, y, x + w, y + h]) + noise), 1 - rng.random() ** 2 * 0.5 * (rng.random() < .6)])
        for _ in range(rng.integers(0, 3)):
            w, h = rng.uniform(0.05, 0.3, 2) * size
            x, y = rng.uniform(0, size - w), rng.uniform(0, size - h)
            predicted.append([int(rng.integers(0, CLASSES)), x, y, x + w, y + h, rng.uniform(0.1, 1)])
        if n % 11 == 5:
            predicted = []
        predicted.sort(key=lambda one: one[0])   # cleanlab takes them class by class
        result.append(([[g[0]] + [round(float(v), 2) for v in g[1:]] for g in given],
                       [[p[0]] + [round(float(v), 2) for v in p[1:5]] + [round(float(p[5]), 3)] for p in predicted]))
    return result


def answers(images):
    labels = [{"bboxes": np.array([g[1:] for g in given], float).reshape(-1, 4),
               "labels": np.array([g[0] for g in given], int)} for given, _ in images]
    predictions = []
    for _, predicted in images:
        one = np.empty(CLASSES, dtype=object)
        for k in range(CLASSES):
            one[k] = np.array([p[1:] for p in predicted if p[0] == k], float).reshape(-1, 5)
        predictions.append(one)
    inputs = rank._get_valid_inputs_for_compute_scores(ALPHA, labels, predictions)
    boxes = {"overlooked": rank.compute_overlooked_box_scores(auxiliary_inputs=inputs),
             "badlyLocated": rank.compute_badloc_box_scores(auxiliary_inputs=inputs),
             "swapped": rank.compute_swap_box_scores(auxiliary_inputs=inputs)}
    pooled = {name: rank.pool_box_scores_per_image(scores) for name, scores in boxes.items()}
    overall = rank.get_label_quality_scores(labels, predictions, verbose=False)
    flags = issue_filter.find_label_issues(labels, predictions)
    precision = issue_filter._get_per_class_ap(labels, predictions)
    return {
        "precision": [float(np.ravel(precision[k])[0]) / AP_SCALE_FACTOR for k in range(CLASSES)],
        "images": [{"given": given, "predicted": predicted,
                    **{name: [None if v != v else float(v) for v in scores[n]] for name, scores in boxes.items()},
                    **{name + "Score": float(scores[n]) for name, scores in pooled.items()},
                    "score": float(overall[n]), "flagged": bool(flags[n])}
                   for n, (given, predicted) in enumerate(images)]}


if __name__ == "__main__":
    written = {"classes": CLASSES, "small": answers(generate(1, 40, 300)), "large": answers(generate(2, 40, 4000))}
    path = pathlib.Path(__file__).with_name("object_lab.json")
    path.write_text(json.dumps(written, separators=(",", ":")) + "\n")
