#!/usr/bin/env python3
"""Writes embedding_*.json: Datalab's outliers and near duplicates of generated features.

    pip install cleanlab==2.9.0 scikit-learn
    python3 make_embedding.py
"""
import json
import pathlib
import warnings

import numpy as np
from cleanlab.datalab.internal.issue_manager.duplicate import (NearDuplicateIssueManager,
                                                               _compute_scores_with_exp_transform)
from cleanlab.datalab.internal.issue_manager.outlier import OutlierIssueManager
from cleanlab.internal.neighbor.knn_graph import create_knn_graph_and_index
from cleanlab.internal.outlier import correct_precision_errors, transform_distances_to_scores

EPSILON = np.finfo(np.float64).eps


def generate(seed, rows, columns):
    rng = np.random.default_rng(seed)
    centres = rng.normal(0, 3, (4, columns))
    features = centres[rng.integers(0, 4, rows)] + rng.normal(0, 1, (rows, columns))
    features[0] = -20 * centres.sum(axis=0)
    features[5] = features[6]
    features[7] = features[8] + 1e-3
    return np.round(features, 4).astype(np.float32)


def answers(features, k=10):
    graph, knn = create_knn_graph_and_index(features, n_neighbors=k)
    distances = graph.data.reshape(len(features), k)
    means = distances.mean(axis=1)
    manager = OutlierIssueManager.__new__(OutlierIssueManager)
    _, limit, marked = manager._compute_threshold_and_issue_column_from_distances(distances)
    scores = transform_distances_to_scores(means, t=1, scaling_factor=float(max(np.median(means), 100 * EPSILON)))
    metric = knn.metric if isinstance(knn.metric, str) else "euclidean"
    scores = correct_precision_errors(scores, means, metric)
    median = max(np.median(distances[:, 0]), EPSILON)
    sets = NearDuplicateIssueManager._neighbors_within_radius(graph, 0.13, median)
    return {
        "features": features.tolist(),
        "metric": metric,
        "distances": distances.tolist(),
        "outlier_scores": scores.tolist(),
        "outliers": np.flatnonzero(marked).tolist(),
        "outlier_limit": limit,
        "duplicate_scores": _compute_scores_with_exp_transform(distances[:, 0], temperature=1 / median).tolist(),
        "duplicate_sets": [sorted(int(i) for i in near) for near in sets],
    }


warnings.filterwarnings("ignore")
for case, columns in {"cosine": 6, "euclidean": 2}.items():
    text = json.dumps(answers(generate(3, 120, columns)), separators=(",", ":"))
    (pathlib.Path(__file__).parent / f"embedding_{case}.json").write_text(text + "\n")
