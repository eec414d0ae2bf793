#!/usr/bin/env python3
"""Draws N sayings of a ledger on which a reader judges whether their reports say the same, and sums the verdicts.

    bench/sample_sayings.py LEDGER N SEED SHEET.jsonl [--variants 15]
    bench/sample_sayings.py --score SHEET.jsonl

Sayings with at least two publishers are drawn, each with the same chance; the same LEDGER, N and SEED draw the same. Two files are
written: SHEET.txt, to read, and SHEET.jsonl, to fill, a saying a line. Of a saying with more than --variants reports the
earliest, those of each conflict (the first of a side) and some others by chance are shown.

To fill, in the line of a saying:

    verdict   right     all shown variants report the same utterance: one speaker, one occasion, the same content, or a part of it
              partly    most of them do; `misfits` has the numbers of the variants that do not
              wrong     it is not one saying
    misfits   list of numbers of variants
    error     where it is not right, one of: content (another thing is said), occasion (the same at another time), speaker
              (somebody else says it), joined (two sayings or more in one), statement (variants are no statements, or cut so that
              nothing can be told), other
    note      free
    and in each of its conflicts
    verdict   right     the two sides cannot both be right, or a reader wants to know of it
              wrong     they do not differ in this, or in nothing that matters

Sayings and conflicts without a verdict are left out of the sums. Shares have their 95 % interval (Wilson).
"""
import argparse, collections, contextlib, json, math, os, random, re, sqlite3, sys

VERDICTS = ["right", "partly", "wrong"]
ERRORS = ["content", "occasion", "speaker", "joined", "statement", "other"]
SENTENCE_END = re.compile(r"[.!?؟\n]+")
AROUND = 400

REPORTS = """
SELECT s.statement, s.article, a.publisher, a.day, a.handle || '#s' || s.number AS handle, s.speaker, p.id AS actor, s.mode,
       s.cue_starts, s.cue_ends, s.source_starts, s.source_ends, a.text
  FROM variant v JOIN statement s USING (statement) JOIN article a USING (article) LEFT JOIN actor p ON p.actor = s.speaker_actor
 WHERE v.saying = ? ORDER BY a.day, s.statement
"""


def drawn(items, wanted, seed):
    return random.Random(seed).sample(items, min(wanted, len(items)))


def one_line(text):
    return " ".join((text or "").split())


def around(text, pieces, spans):
    """The sentences in which the spans stand and one more on each side, the pieces of the content in ⟦ ⟧."""
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    ends = [found.end() for found in SENTENCE_END.finditer(text, max(first - AROUND, 0), first)]
    start = ends[-2] if len(ends) > 1 else max(first - AROUND, 0)
    ends = [found.end() for found in SENTENCE_END.finditer(text, last, last + AROUND)]
    stop = ends[min(1, len(ends) - 1)] if ends else min(last + AROUND, len(text))
    shown, at = [], start
    for begins, stops in sorted(pieces):
        shown += [text[at:begins], "⟦", text[begins:stops], "⟧"]
        at = stops
    return one_line("".join([*shown, text[at:stop]]))


def variant(db, report):
    pieces = db.execute("SELECT starts, ends FROM content WHERE statement = ? ORDER BY piece", [report["statement"]]).fetchall()
    pieces = [tuple(piece) for piece in pieces]
    named = [(report[f"{part}_starts"], report[f"{part}_ends"]) for part in ("cue", "source")]
    spans = pieces + [span for span in named if span[0] is not None]
    told = {field: report[field] for field in ("statement", "handle", "publisher", "day", "speaker", "actor", "mode")}
    text = report["text"]
    return dict(told, words=" … ".join(one_line(text[start:end]) for start, end in pieces), around=around(text, pieces, spans))


def conflicts(db, saying):
    """The conflicts of a saying, their sides as statements."""
    for found in db.execute("SELECT * FROM conflict WHERE saying = ? ORDER BY conflict", [saying]).fetchall():
        sides = [[row["statement"] for row in db.execute(
            "SELECT statement FROM conflict_side WHERE saying = ? AND conflict = ? AND side = ? ORDER BY statement",
            [saying, found["conflict"], side])] for side in (1, 2)]
        yield dict(conflict=found["conflict"], kind=found["kind"], severity=found["severity"], sides=sides,
                   words=[one_line(found["one_words"]), one_line(found["other_words"])], verdict="")


def shown(reports, earliest, disputed, most, dice):
    """Which reports of a saying are shown, in their order."""
    needed = [earliest] + [side[0] for conflict in disputed for side in conflict["sides"] if side]
    rest = [report["statement"] for report in reports if report["statement"] not in needed]
    dice.shuffle(rest)
    chosen = set(needed) | set(rest[:max(most - len(set(needed)), 0)])
    return [report for report in reports if report["statement"] in chosen]


def sheet(db, saying, most, dice):
    """The line of a saying."""
    disputed = list(conflicts(db, saying["saying"]))
    reports = db.execute(REPORTS, [saying["saying"]]).fetchall()
    variants = [variant(db, report) for report in shown(reports, saying["earliest"], disputed, most, dice)]
    numbers = {one["statement"]: number for number, one in enumerate(variants, 1)}
    for conflict in disputed:
        conflict["sides"] = [[numbers[one] for one in side if one in numbers] for side in conflict["sides"]]
    told = {field: saying[field] for field in ("saying", "speaker", "day", "reports", "independent", "publishers")}
    return dict(told, verdict="", misfits=[], error="", note="", conflicts=disputed,
                variants=[dict(number=number, **one) for number, one in enumerate(variants, 1)])


def readable(saying):
    yield (f"=== saying {saying['saying']} · {saying['speaker'] or 'no speaker'} · {saying['day'] or 'no day'} · {saying['reports']} reports, "
           f"{saying['independent']} independent, {saying['publishers']} publishers")
    if len(saying["variants"]) < saying["reports"]:
        yield f"    {len(saying['variants'])} of the reports are shown"
    for one in saying["variants"]:
        who = one["speaker"] or "no speaker"
        yield f"\n  [{one['number']}] {one['publisher'] or 'no publisher'} · {one['day'] or 'no day'} · {one['mode']} · {one['handle']}"
        yield f"      speaker  {who}" + (f" ({one['actor']})" if one["actor"] else "")
        yield f"      words    {one['words']}"
        yield f"      around   {one['around']}"
    for conflict in saying["conflicts"]:
        one, other = ("[" + ", ".join(map(str, side)) + "]" for side in conflict["sides"])
        yield f"\n  conflict {conflict['conflict']}: {conflict['kind']}, {conflict['severity']}"
        yield f"      {one} {conflict['words'][0] or '–'}"
        yield f"      {other} {conflict['words'][1] or '–'}"
    yield "\n"


def write(given):
    with contextlib.closing(sqlite3.connect(f"file:{given.ledger}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        sayings = db.execute("SELECT * FROM saying WHERE publishers > 1 ORDER BY saying").fetchall()
        dice = random.Random(f"variants {given.seed}")
        lines = [sheet(db, saying, given.variants, dice) for saying in drawn(sayings, given.n, given.seed)]
    text = os.path.splitext(given.sheet)[0] + ".txt"
    with open(given.sheet, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    with open(text, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for saying in lines for line in readable(saying))
    print(f"{len(lines)} of {len(sayings)} sayings with two publishers or more, {sum(len(line['variants']) for line in lines)} variants, "
          f"{sum(len(line['conflicts']) for line in lines)} conflicts: fill {given.sheet} beside {text}")


def told(path, number, what, value, known):
    """A verdict as it is counted; empty where none was given."""
    value = (value or "").strip().lower()
    if value and value not in known:
        sys.exit(f"{path}:{number}: {what} {value!r} is none of {', '.join(known)}")
    return value


def filled(path):
    """The sayings that have a verdict, and all conflicts that have one."""
    sayings, disputed, all_sayings = [], [], 0
    with open(path, encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            saying, all_sayings = json.loads(line), all_sayings + 1
            saying["verdict"] = told(path, number, "verdict", saying.get("verdict"), VERDICTS)
            saying["error"] = told(path, number, "error", saying.get("error"), ERRORS)
            numbers = {one["number"] for one in saying["variants"]}
            if strangers := set(saying.get("misfits") or []) - numbers:
                sys.exit(f"{path}:{number}: misfits {sorted(strangers)} are no variants of saying {saying['saying']}")
            if saying["verdict"]:
                sayings.append(saying)
            for conflict in saying["conflicts"]:
                conflict["verdict"] = told(path, number, "verdict of a conflict", conflict.get("verdict"), ["right", "wrong"])
                if conflict["verdict"]:
                    disputed.append(conflict)
    return sayings, disputed, all_sayings


def interval(met, of):
    """The 95 % interval of a share, in per cent (Wilson, 1927)."""
    z, p = 1.96, met / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return [100 * (middle + side * half) / (1 + z * z / of) for side in (-1, 1)]


def share(name, met, of):
    if of:
        low, high = interval(met, of)
        print(f"| {name} | {met} | {of} | {100 * met / of:.1f} % | {low:.1f} to {high:.1f} |")


def head(what):
    print(f"\n| {what} | | of | share | 95 % |\n| --- | ---: | ---: | ---: | ---: |")


def score(path):
    sayings, disputed, all_sayings = filled(path)
    if not sayings and not disputed:
        sys.exit(f"{path}: nothing has a verdict yet")
    print(f"{len(sayings)} of {all_sayings} sayings judged, {len(disputed)} conflicts")
    head("sayings")
    for verdict in VERDICTS:
        share(verdict, sum(saying["verdict"] == verdict for saying in sayings), len(sayings))
    with_few = [saying for saying in sayings if saying["reports"] == 2]
    share("right, of two reports", sum(saying["verdict"] == "right" for saying in with_few), len(with_few))
    many = [saying for saying in sayings if saying["reports"] > 2]
    share("right, of more", sum(saying["verdict"] == "right" for saying in many), len(many))
    # Of a saying that is none at all every variant is out of place.
    kept = [saying for saying in sayings if saying["verdict"] != "wrong"]
    fit = sum(len(saying["variants"]) - len(set(saying.get("misfits") or [])) for saying in kept)
    share("variants in their place", fit, sum(len(saying["variants"]) for saying in sayings))
    head("errors")
    wrong = [saying for saying in sayings if saying["verdict"] != "right"]
    for error, count in collections.Counter(saying["error"] or "(none told)" for saying in wrong).most_common():
        share(error, count, len(sayings))
    head("conflicts that are right")
    share("all", sum(conflict["verdict"] == "right" for conflict in disputed), len(disputed))
    for kind in sorted({(conflict["kind"], conflict["severity"]) for conflict in disputed}):
        those = [conflict for conflict in disputed if (conflict["kind"], conflict["severity"]) == kind]
        share(", ".join(kind), sum(conflict["verdict"] == "right" for conflict in those), len(those))


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("ledger", nargs="?")
    asked.add_argument("n", nargs="?", type=int)
    asked.add_argument("seed", nargs="?", type=int)
    asked.add_argument("sheet", nargs="?")
    asked.add_argument("--variants", type=int, default=15, help="how many reports of a saying are shown [15]")
    asked.add_argument("--score", metavar="SHEET.jsonl", help="sum a filled sheet")
    given = asked.parse_args()
    if given.score:
        return score(given.score)
    if given.sheet is None or given.sheet.endswith(".txt"):
        asked.error("LEDGER, N, SEED and SHEET.jsonl are needed, or --score SHEET.jsonl")
    write(given)


if __name__ == "__main__":
    main()
