#!/usr/bin/env python3
"""What times and actors cost: throughput with and without them, the time to load the registry, memory and size.

    bench/actors.py RAWI CORPUS [ROUNDS]

RAWI is a release build, CORPUS a folder of JSONL.gz files. The four settings take turns, ROUNDS times (5), on one core, so
that a busy machine slows all of them alike; the median of each counts. Prints a table in Markdown.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile

SETTINGS = [
    ("all", []),
    ("without times", ["--without", "times"]),
    ("without actors", ["--without", "actors"]),
    ("without both", ["--without", "times", "--without", "actors"]),
]


def run(command):
    """CPU seconds and peak RSS in MB of a command."""
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0o644),
    ])
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    rawi, corpus = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    read = [rawi, "read", "--format", "json", "-q", "-j", "1"]
    seconds = {name: [] for name, _ in SETTINGS}
    memory = {name: 0.0 for name, _ in SETTINGS}
    for _ in range(rounds):
        for name, flags in SETTINGS:
            took, peak = run([*read, *flags, corpus])
            seconds[name].append(took)
            memory[name] = max(memory[name], peak)
    base = statistics.median(seconds["without both"])
    print("| setting | CPU s | throughput kept | peak RSS MB |")
    print("| --- | ---: | ---: | ---: |")
    for name, _ in SETTINGS:
        median = statistics.median(seconds[name])
        print(f"| {name} | {median:.2f} | {100 * base / median:.0f} % | {memory[name]:.1f} |")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as page:
        page.write("اجتماع\nقال الوزير سالم الراوي إن الاجتماع انتهى.\n")
        page.flush()
        load = {}
        for name, flags in (SETTINGS[0], SETTINGS[1], SETTINGS[3]):
            took = [run([*read, *flags, page.name])[0] for _ in range(40)]
            load[name] = 1000 * statistics.median(took)
    print(f"\nRegistry: one page with it {load['without times']:.0f} ms of CPU, without {load['without both']:.0f} ms: "
          f"{load['without times'] - load['without both']:.0f} ms to load it.")
    print(f"Binary: {os.path.getsize(rawi) / 1e6:.1f} MB.")


main()
