#!/usr/bin/env python3
"""Writes confident_learning_*.json: generated labels and probabilities with cleanlab's answers.

    pip install cleanlab==2.9.0
    python3 make_confident_learning.py

Sorting is made stable, so that a tie goes to the earlier sample: numpy's default sort leaves it open.
"""
import functools
import json
import pathlib
import warnings

import numpy as np

np.argsort = functools.partial(np.argsort, kind="stable")

from cleanlab import count, filter as issue_filter, rank  # noqa: E402

FILTERS = ["prune_by_noise_rate", "prune_by_class", "both", "confident_learning", "predicted_neq_given",
           "low_normalized_margin", "low_self_confidence"]
SCORES = ["self_confidence", "normalized_margin", "confidence_weighted_entropy"]


def generate(seed, samples, classes, noise, decimals, absent=None, single=None):
    """Labels with class-dependent noise, and the probabilities of a model that is mostly right."""
    rng = np.random.default_rng(seed)
    true = rng.choice([k for k in range(classes) if k not in (absent, single)], size=samples)
    if single is not None:
        true[0] = single
    flipped = np.where(rng.random(samples) < 0.7, (true + 1) % classes, (true + 2) % classes)
    labels = np.where(rng.random(samples) < noise, flipped, true)
    labels[np.isin(labels, [k for k in (absent, single) if k is not None])] = 0
    if single is not None:
        labels[0] = single
    logits = rng.normal(0, 1, (samples, classes))
    logits[np.arange(samples), true] += rng.normal(2.5, 1.5, samples)
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return labels, np.round(probabilities, decimals)


def answers(labels, probabilities):
    indices = {name: np.flatnonzero(issue_filter.find_label_issues(labels, probabilities, filter_by=name, n_jobs=1))
               for name in FILTERS}
    scores = {name: rank.get_label_quality_scores(labels, probabilities, method=name) for name in SCORES}
    return {
        "classes": probabilities.shape[1],
        "labels": labels.tolist(),
        "probabilities": probabilities.tolist(),
        "thresholds": count.get_confident_thresholds(labels, probabilities).tolist(),
        "counts": count.compute_confident_joint(labels, probabilities, calibrate=False).tolist(),
        "joint": count.compute_confident_joint(labels, probabilities).tolist(),
        "filters": {name: found.tolist() for name, found in indices.items()},
        "scores": {name: values.tolist() for name, values in scores.items()},
    }


CASES = {
    "three_classes": dict(seed=1, samples=200, classes=3, noise=0.15, decimals=5),
    "ten_noisy_classes": dict(seed=2, samples=300, classes=10, noise=0.4, decimals=5),
    "absent_class": dict(seed=3, samples=120, classes=4, noise=0.2, decimals=5, absent=2),
    "single_sample": dict(seed=4, samples=100, classes=4, noise=0.2, decimals=5, single=3),
    "ties": dict(seed=5, samples=250, classes=3, noise=0.3, decimals=1),
}

warnings.filterwarnings("ignore")
folder = pathlib.Path(__file__).parent
for case, choices in CASES.items():
    text = json.dumps(answers(*generate(**choices)), separators=(",", ":"))
    (folder / f"confident_learning_{case}.json").write_text(text + "\n")
