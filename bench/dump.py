#!/usr/bin/env python3
"""Writes a synthetic dump in the form of Wikidata's and measures `rawi actors build` on it.

    bench/dump.py RAWI [MEGABYTES...] [--keep FOLDER]

For every size (default 100 1000) a dump of invented people (one in a hundred entities) among other entities goes to a
file in a temporary folder, or in FOLDER where it stays; it is built from plain, and from gzip. Prints a table: megabytes
of JSON and in the file, entities, people that the registry gained, seconds, megabytes of JSON a second, and the peak
resident memory, which must not grow with the dump.
"""
import argparse, gzip, json, os, random, shutil, subprocess, tempfile, threading, time

COUNTRIES = {142: "France", 183: "Germany", 38: "Italy", 29: "Spain", 79: "Egypt", 851: "Saudi Arabia", 810: "Jordan"}
TITLES = ["Minister of Finance", "Minister of Justice", "Minister of Health", "Minister of Culture", "Minister of Tourism",
          "ambassador", "Deputy Prime Minister", "Minister of Transport"]
SYLLABLES = ["ba", "dor", "mi", "ran", "sel", "tu", "va", "zim", "kor", "lu", "nes", "pal"]
LETTERS = "ابتدرسفقكلمنهوي"


def snak(prop, value, kind):
    return {"snaktype": "value", "property": prop, "datavalue": {"value": value, "type": kind}, "datatype": kind}


def item(prop, number):
    return snak(prop, {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}, "wikibase-entityid")


def day(prop, year):
    value = {"time": f"+{year}-05-07T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": 11,
             "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    return snak(prop, value, "time")


def statement(main, qualifiers=None):
    made = {"mainsnak": main, "type": "statement", "id": f"Q0${random.getrandbits(64):x}", "rank": "normal",
            "references": [{"hash": f"{random.getrandbits(160):040x}", "snaks": {"P248": [item("P248", 36578)]},
                            "snaks-order": ["P248"]}]}
    if qualifiers:
        made["qualifiers"] = qualifiers
        made["qualifiers-order"] = list(qualifiers)
    return made


def word(letters=None):
    if letters:
        return "".join(random.choice(letters) for _ in range(random.randint(4, 7)))
    return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 3))).capitalize()


def entity(number, en, ar=None, claims=None):
    labels = {"en": en}
    if ar:
        labels["ar"] = ar
    for code in ("de", "fr", "es", "ru", "ja", "zh", "nl", "pt"):
        labels[code] = f"{en} {word()}"
    made = {"type": "item", "id": f"Q{number}", "ns": 0,
            "labels": {code: {"language": code, "value": text} for code, text in labels.items()},
            "descriptions": {code: {"language": code, "value": f"{word()} {word()} {word()}"} for code in labels},
            "aliases": {"en": [{"language": "en", "value": f"{en} {word()}"}]}, "claims": claims or {},
            "sitelinks": {f"{code}wiki": {"site": f"{code}wiki", "title": en, "badges": []} for code in labels},
            "lastrevid": random.getrandbits(31)}
    for n in range(random.randint(4, 20)):
        prop = f"P{3000 + random.randint(0, 900)}"
        made["claims"][prop] = [statement(item(prop, random.randint(10_000, 99_999)))]
    return made


def positions():
    made = []
    for country, name in COUNTRIES.items():
        for title in TITLES:
            number = 900_000_000 + len(made)
            claims = {"P31": [statement(item("P31", 4164871))], "P1001": [statement(item("P1001", country))]}
            made.append(entity(number, f"{title} of {name}", claims=claims))
    return made


def human(number, of):
    start = random.randint(1960, 2015)
    when = {"P580": [day("P580", start)], "P582": [day("P582", start + 4)]}
    claims = {"P31": [statement(item("P31", 5))], "P27": [statement(item("P27", random.choice(list(COUNTRIES))))],
              "P39": [statement(item("P39", 900_000_000 + random.randrange(of)), when)]}
    return entity(number, f"{word()} {word()}", f"{word(LETTERS)} {word(LETTERS)}", claims)


def noise(number):
    claims = {"P31": [statement(item("P31", random.choice([5, 4830453, 532, 16521])))]}
    return entity(number, f"{word()} {word()}", claims=claims)


def compact(made):
    return json.dumps(made, separators=(",", ":"))


def write(path, megabytes):
    """Streams a dump to `path`; how many bytes and entities it has. Noise repeats, with other identifiers."""
    random.seed(7)
    offices = positions()
    noises = [compact(noise(0)).split('"id":"Q0"', 1) for _ in range(4000)]
    number, written = 910_000_000, 0
    with open(path, "w") as out:
        written += out.write("[\n")
        for made in offices:
            written += out.write(compact(made) + ",\n")
        while written < megabytes * 1_000_000:
            number += 1
            if number % 100 == 0:
                line = compact(human(number, len(offices)))
            else:
                head, tail = noises[number % len(noises)]
                line = f'{head}"id":"Q{number}"{tail}'
            written += out.write(line + ",\n")
        last = compact(noise(number + 1))
        written += out.write(last + "\n]\n")
    return written, number - 910_000_000 + len(offices) + 1


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
        time.sleep(0.02)


def measure(rawi, path, out):
    begun, seen = time.time(), [0]
    child = subprocess.Popen([rawi, "actors", "build", path, "-o", out], stdout=subprocess.PIPE, text=True)
    watcher = threading.Thread(target=peak, args=(child.pid, seen))
    watcher.start()
    told = child.communicate()[0]
    watcher.join()
    if child.returncode:
        raise SystemExit(f"rawi failed on {path}")
    people = told.split("(", 1)[1].split(" ", 1)[0]
    return time.time() - begun, seen[0], people


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rawi")
    parser.add_argument("megabytes", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--keep", metavar="FOLDER")
    args = parser.parse_args()
    folder = args.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    print(f"{'MB':>6} {'file':>14} {'MB':>6} {'entities':>9} {'people':>7} {'s':>6} {'MB/s':>6} {'RSS MB':>7}")
    for megabytes in args.megabytes:
        path = os.path.join(folder, f"dump-{megabytes}.json")
        written, entities = write(path, megabytes)
        packed = path + ".gz"
        with open(path, "rb") as plain, gzip.open(packed, "wb", compresslevel=6) as out:
            shutil.copyfileobj(plain, out, 1 << 20)
        for name in (path, packed):
            seconds, rss, people = measure(args.rawi, name, os.path.join(folder, "out.bin"))
            print(f"{written / 1e6:6.0f} {os.path.basename(name):>14} {os.path.getsize(name) / 1e6:6.0f} {entities:9} "
                  f"{people:>7} {seconds:6.2f} {written / 1e6 / seconds:6.0f} {rss / 1024:7.0f}", flush=True)
            if not args.keep:
                os.remove(name)
    if not args.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
