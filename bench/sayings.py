#!/usr/bin/env python3
"""Fits the weights by which rawi-trace tells whether two statements are one saying (crates/rawi-trace/src/same.rs).

    cargo test -p rawi-trace --test sayings pairs -- --ignored --nocapture | grep -P '\\t' > dev.tsv
    RAWI_LINES=lines.jsonl RAWI_PAIRS=judged.tsv cargo test -p rawi-trace --test sayings pairs -- --ignored --nocapture \\
        | grep -P '\\t' > judged-pairs.tsv
    bench/sayings.py dev.tsv [judged-pairs.tsv]

dev.tsv has the pairs of the written half that rules may be made by, judged-pairs.tsv pairs of a corpus that readers judged
(lines.jsonl is the output of `rawi read -f json`; judged.tsv has two statement ids and 1 or 0). Prints the weights of a logistic
regression for pairs in one language and in two, and precision and recall by bound. Judged pairs count 1.5 times; those of
articles that are nearly the same (occasion 0.7 and more) and no saying are left out: `matches` decides between them.
Needs numpy.
"""
import csv
import sys

import numpy as np

NAMES = ["bias", "same", "perhaps", "terms", "containment", "dice", "occasion", "rare", "apart"]


def rows(path):
    return list(csv.DictReader(open(path, encoding="utf-8"), delimiter="\t"))


def near(row):
    return int(row["apart"]) <= 3 and row["agreement"] != "Other" and int(row["terms"]) > 0


def features(row):
    return [1.0, row["agreement"] == "Same", row["agreement"] == "Perhaps", min(int(row["terms"]), 6) / 6,
            float(row["containment"]), float(row["dice"]), float(row["occasion"]), min(int(row["rare"]), 3) / 3,
            min(int(row["apart"]), 4) / 4]


def fit(x, y, weight):
    w = np.zeros(x.shape[1])
    ridge = np.r_[0, np.ones(len(w) - 1)]
    for _ in range(80):
        p = 1 / (1 + np.exp(-x @ w))
        step = x.T @ (weight * (p - y)) + ridge * w
        w -= np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-6), step)
    return w


def main(dev, judged=None):
    judged = [r for r in rows(judged) if r["gold"] == "1" or float(r["occasion"]) < 0.7] if judged else []
    for across in "01":
        used = [(r, 1.0) for r in rows(dev) if r["across"] == across and near(r)]
        used += [(r, 1.5) for r in judged if r["across"] == across and near(r)]
        x = np.array([[float(v) for v in features(r)] for r, _ in used])
        y = np.array([float(r["gold"]) for r, _ in used])
        w = fit(x, y, np.array([weight for _, weight in used]))
        p = 1 / (1 + np.exp(-x @ w))
        print("in two languages" if across == "1" else "in one language", dict(zip(NAMES, w.round(2).tolist())))
        for bound in (0.3, 0.4, 0.5, 0.6, 0.7):
            hit = ((p >= bound) & (y == 1)).sum()
            print(f"  {bound}: P {hit / max(1, (p >= bound).sum()):.3f} R {hit / max(1, y.sum()):.3f}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
