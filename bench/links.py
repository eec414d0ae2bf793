#!/usr/bin/env python3
"""How many statements lead to an actor of the registry, and sheets on which a person judges whether to the right one.

    bench/links.py RAWI CORPUS-DIR share
    bench/links.py RAWI CORPUS-DIR draw N SEED --registry-tables packs/actors SHEET.tsv
    bench/links.py tally SHEET.tsv
    bench/links.py RAWI CORPUS-DIR mentions N SEED SHEET.tsv [--sentences 3]
    bench/links.py RAWI CORPUS-DIR recall SHEET.tsv

With --read FILE the lines of an earlier `rawi read CORPUS-DIR --format json` are taken instead of RAWI and CORPUS-DIR.

share      prints by publisher the statements that have a speaker, and how many of them are linked to an actor of the registry
draw       draws N of all linked statements, each with the same chance, with what the tables of the registry say of the
           actor around the day on which the article was written. To fill: `right` (1 or 0: is this the actor whom the
           speaker's name denotes here?) and `class` (free: what kind of error it is, or a remark)
tally      sums such a sheet: precision with its 95 % interval (Wilson), and the classes. Rows whose `right` is empty are left out
mentions   draws N articles and of each some sentences. To fill: one row for each name of an actor of the registry (copy the
           row when a sentence has several; leave it empty when it has none): `mention` as it stands in the sentence, `actor`
           its identifier (several spelt with | where any of them is right), `class` free: why it is hard
recall     looks a filled sheet of mentions up in what Rawi reads: a mention is found when some of it is linked to its actor
"""
import argparse, collections, csv, json, math, os, random, re, subprocess, sys

NAMED = ("named", "title", "headline", "pronoun", "implicit")
DRAWN = ["article", "written", "around", "speaker", "basis", "actor", "name en", "name ar", "offices", "right", "class"]
MENTIONS = ["article", "written", "start", "sentence", "mention", "actor", "class"]
AROUND = 400


def one_line(text):
    return " ".join((text or "").split())


def articles(rawi, corpus, lines):
    """The articles as Rawi reads them, in the order of the corpus; those that fail are left out."""
    if lines:
        with open(lines, "rb") as file:
            yield from (article for article in map(json.loads, file) if "error" not in article)
        return
    reading = subprocess.Popen([rawi, "read", corpus, "--format", "json", "--no-progress"], stdout=subprocess.PIPE)
    yield from (article for article in map(json.loads, reading.stdout) if "error" not in article)
    if reading.wait() not in (0, 1):
        sys.exit(f"{rawi} read {corpus}: exit code {reading.returncode}")


def with_speaker(article):
    for said in article["statements"]:
        if (said["speaker"] or {}).get("name") and said["speaker"]["basis"] in NAMED:
            yield said


def is_linked(said):
    actor = said["speaker"]["actor"]
    return bool(actor) and not actor.startswith("name/")


def drawn(items, wanted, seed):
    """`wanted` of `items`, each with the same chance (reservoir sampling, algorithm R), shuffled."""
    dice, kept = random.Random(seed), []
    for number, item in enumerate(items):
        if len(kept) < wanted:
            kept.append(item)
        elif (slot := dice.randrange(number + 1)) < wanted:
            kept[slot] = item
    dice.shuffle(kept)
    return kept


def write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, columns, delimiter="\t", lineterminator="\n", restval="")
        table.writeheader()
        table.writerows(rows)


def filled(path, columns):
    with open(path, encoding="utf-8-sig", newline="") as sheet:
        table = csv.DictReader(sheet, delimiter="\t")
        missing = [column for column in columns if column not in (table.fieldnames or [])]
        if missing:
            sys.exit(f"{path}:line 1: no column {missing[0]!r}")
        for row in table:
            yield table.line_num, row


# --- the share of linked speakers


def share(found):
    kinds = ("linked", "name/", "none")
    table = collections.defaultdict(collections.Counter)
    for article in found:
        for said in with_speaker(article):
            kind = "linked" if is_linked(said) else "name/" if said["speaker"]["actor"] else "none"
            for publisher in (article["publisher"] or "–", "total"):
                table[publisher][kind] += 1
    total = table.pop("total", collections.Counter())
    print("| publisher | statements with a speaker | linked | | `name/` | none |")
    print("|---|---:|---:|---:|---:|---:|")
    for publisher, counts in [*sorted(table.items(), key=lambda row: (-row[1].total(), row[0])), ("**total**", total)]:
        linked, named, none = (counts[kind] for kind in kinds)
        print(f"| {publisher} | {counts.total()} | {linked} | {100 * linked / max(1, counts.total()):.1f} % | {named} | {none} |")


# --- who an actor is, for the reader of a sheet


def rows_of(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as table:
        for line in table:
            if not line.startswith("#"):
                yield [cell.split("|") for cell in line.rstrip("\n").split("\t")]


def first_last(day):
    """The first and the last day that a date of day, month or year may mean, as comparable text."""
    return day + "-01-01"[len(day) - 4:], day + "-12-31"[len(day) - 4:]


def around(day, start, end, years=1):
    """Whether a term touches the time `years` about a day; a term whose end is not known does if it began before."""
    if not day:
        return False
    early, late = (f"{int(day[:4]) + step:04}{day[4:]}" for step in (-years, years))
    return (not start.strip("?") or first_last(start)[0] <= late) and (not end.strip("?") or first_last(end)[1] >= early)


class Registry:
    def __init__(self, folder):
        self.names, self.terms, self.kind = {}, collections.defaultdict(list), {}
        for (who, *_), english, arabic in rows_of(folder, "people.tsv"):
            self.put(who, english, arabic, "person")
        for (body, *_), (item, *_), (country, *_), english, arabic, *_ in rows_of(folder, "bodies.tsv"):
            self.put(item or body, english, arabic, " ".join(filter(None, (body.split("/")[0], country))))
        for (code, *_), (item, *_), english, arabic, *_ in rows_of(folder, "countries.tsv"):
            self.put(item or f"country/{code.lower()}", english, arabic, "country")
        for (country, *_), english, arabic in rows_of(folder, "cities.tsv"):
            slug = re.sub(r"[^a-z0-9]+", "-", english[0].lower()).strip("-")
            self.put(f"city/{slug}", english, arabic, f"city {country}")
        for who, position, where, start, end, *_ in rows_of(folder, "terms.tsv"):
            self.terms[who[0]].append((position[0], where[0], start[0], end[0]))

    def put(self, actor, english, arabic, kind):
        self.names[actor], self.kind[actor] = (english[0], arabic[0]), kind

    def told(self, actor, day):
        """The cells of a sheet that say who `actor` is: names, and kind or offices about the day (all, if none then)."""
        english, arabic = self.names.get(actor, ("", ""))
        terms = [term for term in self.terms[actor] if around(day, *term[2:])] or self.terms[actor]
        offices = ["{} {} {}…{}".format(*term) for term in terms]
        return {"name en": english, "name ar": arabic, "offices": "; ".join(offices) or self.kind.get(actor, "not in the tables")}


def day_of(article):
    return ((article.get("written") or article.get("published") or {}).get("value") or "")[:10]


def passage(text, start, end):
    """Up to AROUND characters about a span, cut at words, within its line where that is long enough."""
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    high = len(text) if high < 0 else high
    if high - low > AROUND:
        spare = max(0, AROUND - (end - start))
        low, high = max(low, start - spare // 2), min(high, end + spare - spare // 2)
        low = low if low == 0 or text[low - 1].isspace() else text.find(" ", low, start) + 1 or start
        high = high if high == len(text) or text[high].isspace() else max(end, text.rfind(" ", end, high))
    return one_line(f"{text[low:start]}⟦{text[start:end]}⟧{text[high if high < end else end:high]}")


def linked(found):
    for article in found:
        for said in filter(is_linked, with_speaker(article)):
            spans = [span for span in (said["cue"], said["source"]) if span] or said["content"][:1]
            yield {"article": article["id"], "written": day_of(article), "speaker": one_line(said["speaker"]["name"]),
                   "basis": said["speaker"]["basis"], "actor": said["speaker"]["actor"],
                   "around": passage(article["text"], min(s["start"] for s in spans), max(s["end"] for s in spans))}


def draw(found, wanted, seed, tables, path):
    registry, kept = Registry(tables), drawn(linked(found), wanted, seed)
    write(path, DRAWN, (row | registry.told(row["actor"], row["written"]) for row in kept))
    print(f"{len(kept)} linked statements: fill `right` and `class` of {path}")


# --- the sums


def interval(met, of):
    """The 95 % interval of a share, in per cent (Wilson, 1927)."""
    z, p = 1.96, met / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return [100 * (middle + side * half) / (1 + z * z / of) for side in (-1, 1)]


def told(name, met, of):
    low, high = interval(met, of)
    print(f"{name:24}{met:5} of {of:<5}{100 * met / of:6.1f} %   {low:.1f} to {high:.1f}")


def tally(path):
    rows = []
    for line, row in filled(path, ["right", "class", "basis"]):
        answer = (row["right"] or "").strip()
        if answer not in ("", "0", "1"):
            sys.exit(f"{path}:line {line}: {answer!r} is neither 1 nor 0")
        if answer:
            rows.append((row, answer == "1"))
    if not rows:
        sys.exit(f"{path}: no row is judged yet")
    told("right", sum(right for _, right in rows), len(rows))
    by = collections.defaultdict(list)
    for row, right in rows:
        by[row["basis"]].append(right)
    for basis, right in sorted(by.items()):
        told(f"  {basis}", sum(right), len(right))
    for title, wanted in (("wrong", False), ("right, with a remark", True)):
        classes = collections.Counter(one_line(row["class"]) for row, right in rows if right == wanted)
        if wanted:
            del classes[""]
        print(f"{title}:")
        for name, count in classes.most_common():
            print(f"{count:5}  {name or '(no class)'}")


# --- mentions


def sentences(article):
    """The sentences of an article with where they begin; a heading or a line is at least one."""
    text = article["text"]
    for match in re.finditer(r"[^\n]+?(?:[.!?؟…]+[\"”»)]*(?=\s)|(?=\n)|$)", text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if match.group().strip():
            yield start, match.group().strip()


def mentions(found, wanted, seed, each, path):
    dice, rows = random.Random(seed), []
    kept = drawn(((article["id"], day_of(article), list(sentences(article))) for article in found), wanted, seed)
    for article, day, all_of in kept:
        for start, sentence in sorted(dice.sample(all_of, min(each, len(all_of)))):
            rows.append({"article": article, "written": day, "start": start, "sentence": one_line(sentence)})
    write(path, MENTIONS, rows)
    print(f"{len(rows)} sentences of {len(kept)} articles: fill `mention`, `actor` and `class` of {path}")


def places(row, text):
    """Where the mention stands in the sentence; blanks of any kind are the same."""
    def spaced(words):
        return re.compile(r"\s+".join(map(re.escape, words.split())))
    sentence = spaced(row["sentence"]).match(text, int(row["start"]))
    return [found.span() for found in spaced(row["mention"]).finditer(text, *sentence.span())] if sentence else []


def recall(found, path):
    asked = collections.defaultdict(list)
    for line, row in filled(path, MENTIONS):
        if row["mention"] and row["actor"]:
            asked[row["article"]].append((line, row))
    if not asked:
        sys.exit(f"{path}: no row is filled yet")
    right, wrong, met = collections.Counter(), [], 0
    for article in found:
        for line, row in asked.pop(article["id"], []):
            spans = places(row, article["text"])
            if not spans:
                sys.exit(f"{path}:line {line}: {row['mention']!r} is not in the sentence")
            over = [m for m in article["mentions"] if any(m["start"] < end and start < m["end"] for start, end in spans)]
            if any(m["actor"] in row["actor"].split("|") for m in over):
                met += 1
            else:
                wrong.append((line, row, ", ".join(f"{m['text']} → {m['actor']}" for m in over) or "nothing"))
    if asked:
        sys.exit(f"{path}: no article {next(iter(asked))!r}")
    told("found", met, met + len(wrong))
    for name, count in collections.Counter(one_line(row["class"]) for _, row, _ in wrong).most_common():
        print(f"{count:5}  {name or '(no class)'}")
    for line, row, instead in wrong:
        print(f"{path}:{line}: {row['article']}: {row['mention']} is {row['actor']}, found: {instead}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="+", metavar="ARGUMENT", help="as above")
    parser.add_argument("--read", metavar="FILE", help="what Rawi read, instead of RAWI and CORPUS-DIR")
    parser.add_argument("--registry-tables", metavar="DIR", help="the tables of the registry")
    parser.add_argument("--sentences", type=int, default=3, help="how many of an article [3]")
    arguments = parser.parse_intermixed_args()
    words = arguments.words
    if words[0] == "tally" and len(words) == 2:
        return tally(words[1])
    if not arguments.read and len(words) < 3:
        parser.error("RAWI, CORPUS-DIR and what to do are needed")
    rawi, corpus = (None, None) if arguments.read else words[:2]
    what, *rest = words if arguments.read else words[2:]
    found = articles(rawi, corpus, arguments.read)
    numbers = len(rest) == 3 and all(number.isdigit() for number in rest[:2])
    if what == "share" and not rest:
        share(found)
    elif what == "draw" and numbers and arguments.registry_tables:
        draw(found, int(rest[0]), int(rest[1]), arguments.registry_tables, rest[2])
    elif what == "mentions" and numbers:
        mentions(found, int(rest[0]), int(rest[1]), arguments.sentences, rest[2])
    elif what == "recall" and len(rest) == 1:
        recall(found, rest[0])
    else:
        parser.error("as above: share, draw N SEED SHEET with --registry-tables, mentions N SEED SHEET, recall SHEET or tally SHEET")


if __name__ == "__main__":
    main()
