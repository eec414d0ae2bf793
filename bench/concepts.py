#!/usr/bin/env python3
"""Writes the weights of packs/LANG/concepts.tsv: how much a concept tells, by how rarely statements speak of it.

    rawi read CORPUS -f json > lines.jsonl
    RAWI_LINES=lines.jsonl cargo test -p rawi-trace --test sayings counts -- --ignored --nocapture | grep -P '^\\w+\\t' > counts.tsv
    python3 bench/concepts.py packs/ar/concepts.tsv counts.tsv

A weight is in tenths: a sixth of the natural logarithm of statements by statements that have the concept (inverse document
frequency), from 3 to 12; a concept that the corpus does not have gets 12. The weights in the repository were counted in
statements of Arabic newspapers of 2015-17 and of American ones of 2012-16.
"""
import math
import sys


def word_hash(word):
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def main(table, counts):
    counts = dict(line.rstrip("\n").split("\t")[:2] for line in open(counts, encoding="utf-8"))
    total = int(counts.pop("all"))
    rows = open(table, encoding="utf-8").read().splitlines()
    with open(table, "w", encoding="utf-8") as out:
        for row in rows:
            if row.startswith("# concept"):
                row = "# concept\tforms\tweight in tenths (bench/concepts.py)"
            elif not row.startswith("#"):
                concept, forms = row.split("\t")[:2]
                count = int(counts.get(str(word_hash(concept) & 0xFFFFFFFF | 1 << 31), 0))
                weight = round(10 * math.log(total / count) / 6) if count else 12
                row = f"{concept}\t{forms}\t{min(12, max(3, weight))}"
            out.write(row + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
