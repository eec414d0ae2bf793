#!/usr/bin/env python3
"""Ingests a corpus once and several times its size, each into a fresh ledger, and prints what that costs.

    bench/ledger.py RAWI CORPUS.jsonl.gz [COPIES...] --work DIR [--no-trace] [--jobs N] [--keep]

For every number of COPIES (default 1 4 16) the input is CORPUS, or that many copies of it made by bench/scramble.py, which are other
articles that cost the same. They are made once, as DIR/COPIES.jsonl.gz, and taken again while CORPUS is not newer. The ledger
is DIR/COPIES.rawi; it is removed when it was measured, unless --keep.

A row has: articles; MB of their titles and texts; seconds on the clock and on the processor; articles a second of each; peak resident
memory; MB of the ledger, its journal worked in; its size beside the text's; how long the same run takes again, and what it found
new (it should be nothing); sayings, and pairs of copies.

--no-trace  measures also a run that only stores, in a row of its own before the whole one: the difference is what tracing costs

Other work on the machine makes the seconds on the clock longer. Input is read from the disk's cache: it was just read to count it.
"""
import argparse, contextlib, gzip, json, os, sqlite3, subprocess, sys, threading, time

SCRAMBLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scramble.py")
MB = 1_000_000
COLUMNS = ["copies", "run", "articles", "text, MB", "s", "CPU s", "articles/s", "articles/CPU s", "peak RSS, MB", "ledger, MB",
           "ledger/text", "again, s", "new then", "sayings", "copy pairs"]


def corpus(given, copies):
    """The file that holds so many copies."""
    if copies == 1:
        return given.corpus
    path = os.path.join(given.work, f"{copies}.jsonl.gz")
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(given.corpus):
        # Under its name only when it is whole.
        subprocess.run([sys.executable, SCRAMBLE, given.corpus, str(copies), path + ".part"], check=True)
        os.replace(path + ".part", path)
    return path


def size(path):
    """Articles of a corpus, and the bytes of their titles and texts."""
    articles = text = 0
    with gzip.open(path, "rb") as lines:
        for article in map(json.loads, lines):
            articles += 1
            text += sum(len((article.get(field) or "").encode()) for field in ("title", "text"))
    return articles, text


def peak(pid, seen):
    """Notes the peak resident memory of `pid` in kB; rusage would count this script's own pages before exec."""
    while True:
        try:
            with open(f"/proc/{pid}/status") as status:
                kb = [line for line in status if line.startswith("VmHWM")]
        except OSError:
            return
        if not kb:
            return
        seen[0] = int(kb[0].split()[1])
        time.sleep(0.05)


def ingest(given, path, ledger, *more):
    """Runs `rawi ingest`: its last line, with wall, cpu and rss."""
    command = [given.rawi, "ingest", "--ledger", ledger, "--format", "json", "--no-progress", *more, path]
    if given.jobs:
        command += ["--jobs", str(given.jobs)]
    start, seen = time.monotonic(), [0]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    threading.Thread(target=peak, args=(child.pid, seen), daemon=True).start()
    lines = child.stdout.read().splitlines()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1) or not lines or not json.loads(lines[-1]).get("done"):
        sys.exit(f"{' '.join(command)}: exit code {child.returncode}; nothing is measured")
    return dict(json.loads(lines[-1]), wall=time.monotonic() - start, cpu=usage.ru_utime + usage.ru_stime, rss=seen[0] * 1024)


def remove(ledger):
    for end in ("", "-lock", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            os.remove(ledger + end)


def held(ledger):
    """Sayings and pairs of copies."""
    with contextlib.closing(sqlite3.connect(ledger)) as db:
        return [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("saying", "copy_pair")]


def new(again):
    """What a second run of the same input found new."""
    found = [f"{again[what]} {what}" for what in ("articles", "versions", "statements", "failed") if again[what]]
    return ", ".join(found) or "nothing"


def row(given, copies, *more):
    path, ledger = corpus(given, copies), os.path.join(given.work, f"{copies}.rawi")
    articles, text = size(path)
    remove(ledger)
    first = ingest(given, path, ledger, *more)
    if first["failed"]:
        print(f"{path}: {first['failed']} of {articles} articles failed", file=sys.stderr)
    bytes_held = sum(os.path.getsize(ledger + end) for end in ("", "-wal") if os.path.exists(ledger + end))
    again = ingest(given, path, ledger, *more)
    sayings, pairs = held(ledger)
    if not given.keep:
        remove(ledger)
    return [copies, "store" if more else "store and trace", articles, f"{text / MB:.1f}", f"{first['wall']:.1f}", f"{first['cpu']:.1f}",
            f"{articles / first['wall']:.0f}", f"{articles / first['cpu']:.0f}", f"{first['rss'] / MB:.0f}", f"{bytes_held / MB:.1f}",
            f"{bytes_held / max(text, 1):.2f}", f"{again['wall']:.1f}", new(again), sayings, pairs]


def line(cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("rawi")
    asked.add_argument("corpus")
    asked.add_argument("copies", nargs="*", type=int, default=[1, 4, 16])
    asked.add_argument("--work", required=True, metavar="DIR")
    asked.add_argument("--no-trace", action="store_true")
    asked.add_argument("--jobs", type=int)
    asked.add_argument("--keep", action="store_true")
    # Copies may stand behind options too.
    given = asked.parse_intermixed_args()
    if min(given.copies) < 1:
        asked.error("COPIES are 1 or more")
    os.makedirs(given.work, exist_ok=True)
    line(COLUMNS)
    line(["---"] * 2 + ["---:"] * (len(COLUMNS) - 2))
    for copies in given.copies:
        if given.no_trace:
            line(row(given, copies, "--no-trace"))
        line(row(given, copies))


if __name__ == "__main__":
    main()
