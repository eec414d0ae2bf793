#!/usr/bin/env python3
"""Reads the shared corpus with `rawi read - --format json --jobs 1` and measures what the foundation promises.

    bench/corpus.py RAWI CORPUS_DIR [TIMES...]

For every number of TIMES (default 1 10) the corpus goes through that often, its ids made distinct by a suffix. Prints a
table: lines in and out, whether the order of the ids is kept, errors, articles a second by the wall clock and by CPU
time (other work on the machine makes the first smaller, not the second), and the peak resident memory.
"""
import glob, gzip, os, subprocess, sys, threading, time


def corpus(folder):
    for name in sorted(glob.glob(os.path.join(folder, "*.jsonl.gz"))):
        with gzip.open(name, "rb") as lines:
            yield from lines


def feed(pipe, lines, times):
    for n in range(times):
        for line in lines:
            pipe.write(line if n == 0 else line.replace(b'{"id": "', b'{"id": "%d/' % n, 1))
    pipe.close()


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


def once(rawi, lines, times):
    start = time.monotonic()
    child = subprocess.Popen(
        [rawi, "read", "-", "--format", "json", "--jobs", "1", "--no-progress"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    threading.Thread(target=feed, args=(child.stdin, lines, times), daemon=True).start()
    seen = [0]
    threading.Thread(target=peak, args=(child.pid, seen), daemon=True).start()
    ids, errors = [], 0
    for line in child.stdout:
        # The id stands first in every line; parsing all of it would slow the reader down.
        ids.append(line[:120].split(b'"', 4)[3])
        errors += line.startswith(b'{"id"') and b'"error":' in line[:200]
    complaints = child.stderr.read().decode().splitlines()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    cpu = usage.ru_utime + usage.ru_stime
    expected = [line[:200].split(b'"', 4)[3] for line in lines]
    expected = expected + [b"%d/%s" % (n, i) for n in range(1, times) for i in expected]
    return dict(lines=len(lines) * times, out=len(ids), order=ids == expected, errors=errors + len(complaints),
                wall=len(ids) / wall, cpu=len(ids) / cpu, rss=seen[0] / 1024, status=os.waitstatus_to_exitcode(status))


def main():
    rawi, folder, *times = sys.argv[1:]
    lines = list(corpus(folder))
    print("| times | lines in | lines out | order kept | errors | exit | articles/s | articles a CPU second | peak RSS, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for n in map(int, times or ["1", "10"]):
        r = once(rawi, lines, n)
        print(f"| {n} | {r['lines']} | {r['out']} | {'yes' if r['order'] else 'no'} | {r['errors']} | {r['status']} | "
              f"{r['wall']:.0f} | {r['cpu']:.0f} | {r['rss']:.1f} |", flush=True)


if __name__ == "__main__":
    main()
