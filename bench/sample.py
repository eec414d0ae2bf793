#!/usr/bin/env python3
"""Draws N articles at random from a corpus, the same ones for the same SEED.

    bench/sample.py CORPUS_DIR N SEED > sample.jsonl

The .jsonl.gz files of CORPUS_DIR are read in order of name, each article once and with the same chance (reservoir
sampling, algorithm R), in memory for N articles. They come out shuffled, so that the first of them are a sample too.
"""
import glob, gzip, os, random, sys


def lines(folder):
    for name in sorted(glob.glob(os.path.join(folder, "*.jsonl.gz"))):
        with gzip.open(name, "rb") as corpus:
            for line in corpus:
                if line.strip():
                    yield line.rstrip(b"\r\n") + b"\n"


def drawn(items, wanted, seed):
    """`wanted` of `items` in any order, each with the same chance."""
    dice, kept = random.Random(seed), []
    for number, item in enumerate(items):
        if len(kept) < wanted:
            kept.append(item)
        elif (slot := dice.randrange(number + 1)) < wanted:
            kept[slot] = item
    dice.shuffle(kept)
    return kept


def main():
    if len(sys.argv) != 4 or not all(number.isdigit() for number in sys.argv[2:]):
        sys.exit(__doc__)
    folder, wanted, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    found = drawn(lines(folder), wanted, seed)
    sys.stdout.buffer.writelines(found)
    if len(found) < wanted:
        sys.exit(f"{folder}: only {len(found)} articles in .jsonl.gz files")


if __name__ == "__main__":
    main()
