"""Writes rank_tests.json: what SciPy's rank tests say of samples with and without ties."""
import json
import pathlib
import random

from scipy import stats

random.seed(7)


def sample(count, shift, decimals):
    return [round(random.gauss(shift, 1), decimals) for _ in range(count)]


cases = {"two": [], "differences": []}
for first, second, shift, decimals in [
    (12, 9, 0.0, 6), (8, 8, 1.5, 6), (40, 25, 0.5, 1), (9, 30, -2.0, 0), (200, 150, 0.2, 2)]:
    a = sample(first, shift, decimals)
    b = sample(second, 0, decimals)
    test = stats.mannwhitneyu(a, b, use_continuity=True, alternative="two-sided",
                              method="asymptotic")
    cases["two"].append({"first": a, "second": b, "p": test.pvalue,
                         "effect": 2 * test.statistic / (len(a) * len(b)) - 1})
for count, shift, decimals in [(8, 0.0, 6), (12, 1.0, 6), (30, 0.4, 1), (25, -1.0, 0)]:
    differences = sample(count, shift, decimals)
    kept = [d for d in differences if d != 0]
    test = stats.wilcoxon(differences, zero_method="wilcox", correction=True, method="approx")
    ranks = stats.rankdata([abs(d) for d in kept])
    positive = sum(rank for rank, d in zip(ranks, kept) if d > 0)
    cases["differences"].append({"values": differences, "p": test.pvalue,
                                 "effect": 2 * positive / sum(ranks) - 1})
target = pathlib.Path(__file__).parent / "rank_tests.json"
target.write_text(json.dumps(cases) + "\n")
