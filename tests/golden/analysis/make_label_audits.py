#!/usr/bin/env python3
"""Writes label_health.json, ensemble.json, multi_label.json and streamed.json: cleanlab's answers on generated labels.

    pip install cleanlab==2.9.0 scikit-learn pandas
    python3 make_label_audits.py
"""
import functools
import json
import pathlib
import warnings

import numpy as np

np.argsort = functools.partial(np.argsort, kind="stable")

from cleanlab import count, dataset, rank  # noqa: E402
from cleanlab.experimental.label_issues_batched import LabelInspector, find_label_issues_batched  # noqa: E402
from cleanlab.internal.label_quality_utils import _subtract_confident_thresholds  # noqa: E402
from cleanlab.multilabel_classification import filter as multi_filter, rank as multi_rank  # noqa: E402

SCORES = ["self_confidence", "normalized_margin", "confidence_weighted_entropy"]


def generate(rng, samples, classes, noise, strength=2.5):
    true = rng.integers(0, classes, samples)
    labels = np.where(rng.random(samples) < noise, (true + 1) % classes, true)
    labels[:classes] = np.arange(classes)
    logits = rng.normal(0, 1, (samples, classes))
    logits[np.arange(samples), true] += rng.normal(strength, 1.5, samples)
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return labels, np.round(probabilities, 5)


def write(name, answers):
    (pathlib.Path(__file__).parent / f"{name}.json").write_text(json.dumps(answers, separators=(",", ":")) + "\n")


warnings.filterwarnings("ignore")
rng = np.random.default_rng(11)

labels, probabilities = generate(rng, 200, 4, 0.2)
prior, noise, inverse, _ = count.estimate_py_and_noise_matrices_from_probabilities(
    labels, probabilities, converge_latent_estimates=False)
classes = dataset.rank_classes_by_label_quality(labels, probabilities)
overlaps = dataset.find_overlapping_classes(labels, probabilities)
write("label_health", {
    "labels": labels.tolist(),
    "probabilities": probabilities.tolist(),
    "joint": count.estimate_joint(labels, probabilities).tolist(),
    "classes": classes.to_dict("list"),
    "overlaps": overlaps.to_dict("list"),
    "issues": int(count.num_label_issues(labels, probabilities)),
    "calibrated_issues": int(count.num_label_issues(labels, probabilities, estimation_method="off_diagonal_calibrated")),
    "health": dataset.overall_label_health_score(labels, probabilities, verbose=False),
    "noise": noise.tolist(),
    "inverse": inverse.tolist(),
    "prior": prior.tolist(),
    "adjusted": _subtract_confident_thresholds(labels, probabilities).tolist(),
})

labels, first = generate(rng, 80, 3, 0.15)
members = [first]
for strength in (1.0, 3.5):
    logits = rng.normal(0, 1, first.shape)
    logits[np.arange(80), labels] += strength
    members.append(np.round(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), 5))
write("ensemble", {
    "labels": labels.tolist(),
    "models": [member.tolist() for member in members],
    "quality": {weights: {score: rank.get_label_quality_ensemble_scores(
        labels, [member.copy() for member in members], method=score, weight_ensemble_members_by=weights,
        verbose=False).tolist() for score in SCORES} for weights in ("accuracy", "uniform", "log_loss_search")},
})

given = (rng.random((90, 3)) < 0.4).astype(int)
given[:2] = [[0, 0, 0], [1, 1, 1]]
probabilities = np.round(np.clip(given * 0.7 + rng.normal(0.15, 0.2, given.shape), 0.01, 0.99), 5)
flip = rng.random(given.shape) < 0.12
given = np.where(flip, 1 - given, given)
as_lists = [np.flatnonzero(row).tolist() for row in given]
write("multi_label", {
    "given": given.tolist(),
    "probabilities": probabilities.tolist(),
    "issues": {name: multi_filter.find_multilabel_issues_per_class(
        as_lists, probabilities, filter_by=name, n_jobs=1).astype(int).tolist()
        for name in ("prune_by_noise_rate", "prune_by_class", "confident_learning")},
    "per_class": {score: multi_rank.get_label_quality_scores_per_class(as_lists, probabilities, method=score).tolist()
                  for score in SCORES},
    "sample": {score: multi_rank.get_label_quality_scores(as_lists, probabilities, method=score).tolist()
               for score in SCORES},
})

labels, probabilities = generate(rng, 240, 3, 0.25)
inspector = LabelInspector(num_class=3, verbose=False)
for start in range(0, 240, 50):
    inspector.update_confident_thresholds(labels[start:start + 50], probabilities[start:start + 50])
for start in range(0, 240, 50):
    inspector.score_label_quality(labels[start:start + 50], probabilities[start:start + 50])
write("streamed", {
    "labels": labels.tolist(),
    "probabilities": probabilities.tolist(),
    "batch": 50,
    "thresholds": inspector.get_confident_thresholds(silent=True).tolist(),
    "issues": int(inspector.get_num_issues(silent=True)),
    "found": find_label_issues_batched(labels, probabilities, batch_size=50, verbose=False).tolist(),
})
