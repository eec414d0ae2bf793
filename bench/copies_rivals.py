#!/usr/bin/env python3
"""Lets other libraries find the copies among articles, each in the way its own documentation shows, and takes the time.

    bench/copies_rivals.py datasketch|rensa WORDS.jsonl PAIRS.tsv [--threshold 0.5] [--limit N]

WORDS.jsonl has an article a line: {"id", "words": "folded words joined by blanks"}. A set of 5-word shingles is made of each (of an
article of fewer words, one shingle of them all; an article without words is left out), of the set a signature of 128 permutations,
and the pairs that the tool's LSH puts together and whose signatures estimate a Jaccard index of at least the threshold go to
PAIRS.tsv. Prints one line of JSON: tool, version, articles, candidates (before the estimate), pairs, seconds, cpu_seconds, peak_mb
and pairs_file.

The seconds take in shingling, hashing, indexing, asking and the estimate of each candidate; not the reading of WORDS.jsonl, which is
wholly in memory before (and in peak_mb), nor the writing of PAIRS.tsv. One process, one thread.

datasketch   MinHash.generator, and MinHashLSH(threshold, num_perm=128), which chooses its own bands; each article asks and is then
             put in, so that a pair comes once
rensa        RMinHash an article at a time (its calls for many at once were slower here: they keep all shingles), and RMinHashLSH,
             asked and filled likewise. Its index does not choose bands: 32 of 4 rows, which find a pair at 0.5
             with a chance of 87 %

The tools are not of this repository's dependencies: `python3 -m venv V && V/bin/pip install datasketch rensa`, then run with
V/bin/python.
"""
import os

# Before numpy and rensa are loaded: both start as many threads as there are cores.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[name] = "1"

import argparse, importlib, importlib.metadata, json, resource, time

PERMUTATIONS = 128
SHINGLE = 5
RENSA_BANDS = 32
SEED = 1


def read(path, limit):
    """The ids, and the words of each article as one string."""
    ids, texts = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if limit is not None and len(ids) == limit:
                break
            article = json.loads(line)
            ids.append(article["id"])
            texts.append(article["words"])
    return ids, texts


def shingles(text):
    words = text.split()
    if len(words) < SHINGLE:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def with_datasketch(texts, threshold):
    from datasketch import MinHash, MinHashLSH
    index, seen, pairs, candidates = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), {}, [], 0
    sets = ([shingle.encode() for shingle in shingles(text)] for text in texts)
    for n, signature in enumerate(MinHash.generator(sets, num_perm=PERMUTATIONS, seed=SEED)):
        if signature.is_empty():
            continue
        for earlier in index.query(signature):
            candidates += 1
            if signature.jaccard(seen[earlier]) >= threshold:
                pairs.append((earlier, n))
        index.insert(n, signature)
        seen[n] = signature
    return pairs, candidates


def with_rensa(texts, threshold):
    from rensa import RMinHash, RMinHashLSH
    index, seen, pairs, candidates = RMinHashLSH(threshold, PERMUTATIONS, RENSA_BANDS), {}, [], 0
    for n, text in enumerate(texts):
        those = shingles(text)
        if not those:
            continue
        signature = RMinHash(PERMUTATIONS, SEED)
        signature.update(those)
        for earlier in index.query(signature):
            candidates += 1
            if signature.jaccard(seen[earlier]) >= threshold:
                pairs.append((earlier, n))
        index.insert(n, signature)
        seen[n] = signature
    return pairs, candidates


TOOLS = {"datasketch": with_datasketch, "rensa": with_rensa}


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("tool", choices=TOOLS)
    asked.add_argument("words")
    asked.add_argument("pairs")
    asked.add_argument("--threshold", type=float, default=0.5)
    asked.add_argument("--limit", type=int, help="only this many articles")
    given = asked.parse_args()
    ids, texts = read(given.words, given.limit)
    # Loaded before the clock starts: a library's start is no part of its speed.
    importlib.import_module(given.tool)
    wall, cpu = time.monotonic(), time.process_time()
    pairs, candidates = TOOLS[given.tool](texts, given.threshold)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    with open(given.pairs, "w", encoding="utf-8") as out:
        out.write("# id\tid\n")
        for one, other in sorted(tuple(sorted((ids[a], ids[b]))) for a, b in pairs):
            out.write(f"{one}\t{other}\n")
    print(json.dumps({
        "tool": given.tool, "version": importlib.metadata.version(given.tool), "articles": len(ids), "candidates": candidates,
        "pairs": len(pairs), "seconds": round(wall, 3), "cpu_seconds": round(cpu, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1), "pairs_file": given.pairs}))


if __name__ == "__main__":
    main()
