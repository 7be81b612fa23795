"""Reference values for lib/stats, written to stats.json: python stats.py > stats.json

Needs scikit-learn (1.9.1 made the stored file). The calibration error and the random stream are written out here a
second time from their papers, because scikit-learn has neither.
"""

import json

import numpy as np
from sklearn import metrics

rng = np.random.default_rng(7)
n = 200
labels = (rng.random(n) < 0.35).astype(int)
scores = np.clip(0.35 + 0.3 * (labels - 0.35) + rng.normal(0, 0.2, n), 0, 1).round(2)
predictions = (scores >= 0.5).astype(int)
groups = rng.choice(["a", "b", "c"], n)
actual = rng.normal(50, 10, 60).round(3)
predicted = (actual + rng.normal(1, 4, 60)).round(3)
gains = rng.integers(0, 4, 25)
order = np.arange(25, 0, -1)  # scores that keep the given order


def ece(y, p, bins=10):
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for i in range(bins):
        inside = (p > edges[i]) & (p <= edges[i + 1]) if i else (p <= edges[1])
        if inside.any():
            total += inside.mean() * abs(p[inside].mean() - y[inside].mean())
    return total


def spread(rate):
    rates = [rate(labels[groups == g], predictions[groups == g]) for g in "abc"]
    return max(rates) - min(rates)


MASK = 0xFFFFFFFF


def xoshiro(seed, count):
    state, s = seed, []
    for _ in range(4):
        state = (state + 0x9E3779B9) & MASK
        z = state
        z = ((z ^ (z >> 16)) * 0x85EBCA6B) & MASK
        z = ((z ^ (z >> 13)) * 0xC2B2AE35) & MASK
        s.append(z ^ (z >> 16))
    rotl = lambda x, k: ((x << k) | (x >> (32 - k))) & MASK
    out = []
    for _ in range(count):
        out.append((rotl((s[1] * 5) & MASK, 7) * 9) & MASK)
        t = (s[1] << 9) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 11)
    return out


print(
    json.dumps(
        {
            "classification": {
                "labels": labels.tolist(),
                "scores": scores.tolist(),
                "predictions": predictions.tolist(),
                "groups": groups.tolist(),
                "accuracy": metrics.accuracy_score(labels, predictions),
                "precision": metrics.precision_score(labels, predictions),
                "recall": metrics.recall_score(labels, predictions),
                "f1": metrics.f1_score(labels, predictions),
                "log_loss": metrics.log_loss(labels, scores),
                "brier": metrics.brier_score_loss(labels, scores),
                "roc_auc": metrics.roc_auc_score(labels, scores),
                "average_precision": metrics.average_precision_score(labels, scores),
                "calibration_error": ece(labels, scores),
                "demographic_parity_difference": spread(lambda y, p: p.mean()),
                "equal_opportunity_difference": spread(metrics.recall_score),
            },
            "regression": {
                "actual": actual.tolist(),
                "predicted": predicted.tolist(),
                "rmse": float(metrics.root_mean_squared_error(actual, predicted)),
                "mae": float(metrics.mean_absolute_error(actual, predicted)),
            },
            "ranking": {
                "gains": gains.tolist(),
                "ndcg_10": float(metrics.ndcg_score([gains], [order], k=10)),
                "ndcg_25": float(metrics.ndcg_score([gains], [order], k=25)),
            },
            "random": {"seed": 42, "words": xoshiro(42, 8)},
        },
        default=float,
    )
)
