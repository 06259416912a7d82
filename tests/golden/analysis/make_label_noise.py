#!/usr/bin/env python3
"""Writes label_noise_*.json: labels made wrong in a known way, and the probabilities of a classifier
that was trained on these labels and so has learned some of their errors.

    python3 make_label_noise.py        (NumPy only)

Points lie around the centres of their classes; softmax regression is trained on four fifths of them and
judges the last fifth, five times.
"""
import json
import pathlib

import numpy as np

SAMPLES, CLASSES, DIMENSIONS, FOLDS = 1000, 6, 8, 5


def pair(truth, rate, random):
    """Takes a class for the next one."""
    return np.where(random.random(len(truth)) < rate, (truth + 1) % CLASSES, truth)


def one_class(truth, rate, random):
    """Takes class 0 for class 1; all others are right."""
    return np.where((truth == 0) & (random.random(len(truth)) < rate), 1, truth)


def uniform(truth, rate, random):
    """Takes a class for any other one."""
    other = (truth + random.integers(1, CLASSES, len(truth))) % CLASSES
    return np.where(random.random(len(truth)) < rate, other, truth)


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def trained(points, labels, steps=400, rate=0.5, decay=1e-3):
    inputs = np.hstack([points, np.ones((len(points), 1))])
    weights = np.zeros((inputs.shape[1], CLASSES))
    wanted = np.eye(CLASSES)[labels]
    for _ in range(steps):
        error = softmax(inputs @ weights) - wanted
        weights -= rate * (inputs.T @ error / len(points) + decay * weights)
    return weights


def out_of_sample(points, labels, random):
    fold = random.permutation(len(labels)) % FOLDS
    probabilities = np.zeros((len(labels), CLASSES))
    for held in range(FOLDS):
        weights = trained(points[fold != held], labels[fold != held])
        inputs = np.hstack([points, np.ones((len(points), 1))])
        probabilities[fold == held] = softmax(inputs[fold == held] @ weights)
    rounded = np.round(probabilities, 4)
    return rounded / rounded.sum(axis=1, keepdims=True)


def main():
    for name, noise, rate in [("pair", pair, 0.3), ("one_class", one_class, 0.4), ("uniform", uniform, 0.2)]:
        random = np.random.default_rng(7)
        centres = random.normal(size=(CLASSES, DIMENSIONS)) * 1.5
        truth = random.integers(0, CLASSES, SAMPLES)
        points = centres[truth] + random.normal(size=(SAMPLES, DIMENSIONS))
        labels = noise(truth, rate, random)
        probabilities = out_of_sample(points, labels, random)
        case = {"classes": CLASSES, "labels": labels.tolist(), "truth": truth.tolist(),
                "probabilities": [[round(p, 5) for p in row] for row in probabilities.tolist()]}
        file = pathlib.Path(__file__).with_name(f"label_noise_{name}.json")
        file.write_text(json.dumps(case, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
