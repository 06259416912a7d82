#!/usr/bin/env python3
"""Writes annotators_*.json: cleanlab's consensus of generated labels of several annotators.

    pip install cleanlab==2.9.0 pandas scikit-learn
    python3 make_annotators.py

cleanlab has no Dawid-Skene and no agreement coefficients: those are computed here by their definitions, with dense
loops over items instead of our sums.
"""
import json
import pathlib
import warnings

import numpy as np
from cleanlab import multiannotator
from cleanlab.internal import multiannotator_utils
from cleanlab.internal.multiannotator_utils import find_best_temp_scaler, temp_scale_pred_probs

# cleanlab 2.9 counts an item's labels as floats and then puts the counts at the wrong classes.
multiannotator_utils.value_counts = lambda labels, num_classes: np.bincount(labels.astype(int), minlength=num_classes)

NONE = -1


def generate(seed, items, annotators, classes, share, skills):
    rng = np.random.default_rng(seed)
    true = rng.integers(0, classes, items)
    table = np.full((items, annotators), NONE)
    for j in range(annotators):
        asked = rng.random(items) < share
        right = rng.random(items) < skills[j % len(skills)]
        table[:, j] = np.where(asked, np.where(right, true, rng.integers(0, classes, items)), NONE)
    empty = (table == NONE).all(axis=1)
    table[empty, 0] = true[empty]
    table[0, :] = true[0]
    logits = rng.normal(0, 1, (items, classes))
    logits[np.arange(items), true] += rng.normal(2, 1, items)
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return table, np.round(probabilities, 5)


def dawid_skene(table, classes, rounds=100, smoothing=0.01, tolerance=1e-5):
    items, annotators = table.shape
    posterior = np.zeros((items, classes))
    for i in range(items):
        for label in table[i][table[i] != NONE]:
            posterior[i, label] += 1
    posterior /= posterior.sum(axis=1, keepdims=True)
    for _ in range(rounds):
        confusion = np.full((annotators, classes, classes), smoothing)
        for i in range(items):
            for j in range(annotators):
                if table[i, j] != NONE:
                    confusion[j, :, table[i, j]] += posterior[i]
        confusion /= confusion.sum(axis=2, keepdims=True)
        prior = posterior.mean(axis=0)
        new = np.zeros_like(posterior)
        for i in range(items):
            logarithm = np.log(np.maximum(prior, 1e-300))
            for j in range(annotators):
                if table[i, j] != NONE:
                    logarithm = logarithm + np.log(confusion[j, :, table[i, j]])
            weights = np.exp(logarithm - logarithm.max())
            new[i] = weights / weights.sum()
        change = np.abs(new - posterior).max()
        posterior = new
        if change < tolerance:
            break
    return posterior, confusion, prior


def cohen(a, b):
    both = (a != NONE) & (b != NONE)
    a, b = a[both], b[both]
    chance = sum((a == k).mean() * (b == k).mean() for k in range(max(a.max(), b.max()) + 1))
    return ((a == b).mean() - chance) / (1 - chance)


def votes_of(table, classes):
    votes = np.array([[(row == k).sum() for k in range(classes)] for row in table])
    return votes[votes.sum(axis=1) >= 2]


def fleiss(table, classes):
    votes = votes_of(table, classes)
    each = votes.sum(axis=1)
    observed = np.mean((votes * (votes - 1)).sum(axis=1) / (each * (each - 1)))
    shares = votes.sum(axis=0) / votes.sum()
    return (observed - (shares ** 2).sum()) / (1 - (shares ** 2).sum())


def krippendorff(table, classes):
    coincidences = np.zeros((classes, classes))
    for votes in votes_of(table, classes):
        pairs = np.outer(votes, votes) - np.diag(votes)
        coincidences += pairs / (votes.sum() - 1)
    totals = coincidences.sum(axis=1)
    n = totals.sum()
    expected = (n ** 2 - (totals ** 2).sum()) / (n * (n - 1))
    return 1 - (n - np.trace(coincidences)) / n / expected


def answers(table, probabilities):
    labels = np.where(table == NONE, np.nan, table.astype(float))
    classes = probabilities.shape[1]
    np.random.seed(0)
    majority = multiannotator.get_majority_vote_label(labels, probabilities, verbose=False)
    crowd = multiannotator.get_label_quality_multiannotator(labels, probabilities, verbose=False, return_weights=True)
    stats = crowd["annotator_stats"].sort_index()
    posterior, confusion, prior = dawid_skene(table, classes)
    temperature = find_best_temp_scaler(labels, probabilities)
    return {
        "classes": classes,
        "given": table.tolist(),
        "probabilities": probabilities.tolist(),
        "majority": majority.tolist(),
        "crowdlab": {
            "consensus": crowd["label_quality"]["consensus_label"].tolist(),
            "quality": crowd["label_quality"]["consensus_quality_score"].tolist(),
            "agreement": crowd["label_quality"]["annotator_agreement"].tolist(),
            "model_weight": float(crowd["model_weight"]),
            "annotator_weight": np.asarray(crowd["annotator_weight"]).tolist(),
            "annotator_quality": stats["annotator_quality"].tolist(),
            "annotator_agreement": stats["agreement_with_consensus"].tolist(),
        },
        "dawid_skene": {"posterior": posterior.tolist(), "confusion": confusion.tolist(), "prior": prior.tolist()},
        "temperature": float(temperature),
        "scaled": temp_scale_pred_probs(probabilities, temperature)[:5].tolist(),
        "cohen": cohen(table[:, 0], table[:, 1]),
        "fleiss": fleiss(table, classes),
        "krippendorff": krippendorff(table, classes),
    }


CASES = {
    "complete": dict(seed=1, items=60, annotators=3, classes=3, share=1.0, skills=[0.8, 0.7, 0.6]),
    "sparse": dict(seed=2, items=80, annotators=6, classes=4, share=0.35, skills=[0.9, 0.6, 0.3]),
    "two_classes": dict(seed=3, items=50, annotators=4, classes=2, share=0.7, skills=[0.9, 0.5]),
    "always_agree": dict(seed=4, items=40, annotators=3, classes=3, share=0.8, skills=[1.0]),
}

warnings.filterwarnings("ignore")
for case, choices in CASES.items():
    text = json.dumps(answers(*generate(**choices)), separators=(",", ":"))
    (pathlib.Path(__file__).parent / f"annotators_{case}.json").write_text(text + "\n")
