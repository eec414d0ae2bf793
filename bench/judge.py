#!/usr/bin/env python3
"""A sheet on which a person judges the statements that Rawi reads, and the sums of a filled one.

    bench/judge.py RAWI SAMPLE.jsonl [--least 0.8] [--articles 60] --out SHEET.tsv
    bench/judge.py --tally SHEET.tsv

The first form reads the first articles of the sample (bench/sample.py draws one) in which Rawi finds a statement with at
least that confidence, and writes two files: SHEET.txt, to read (each article with numbered paragraphs, then its
statements), and SHEET.tsv, to fill, a row a statement with four empty columns:

    cue ok      y or n: the words report that somebody expressed something
    content ok  y or n: what was expressed, all of it and nothing else
    speaker ok  y or n: the right person or body, in the fullest name the article gives
    class       free: what kind of error it is (headline, quotation, other speaker, …)

The rules of what is right are those of the annotation guidelines. Content and speaker of a wrong cue may stay empty: they
count as wrong. Rows whose cue column is empty are not judged yet and left out. Precision is printed with its 95 % interval
(Wilson), which knows nothing of statements in one article being alike.
"""
import argparse, collections, csv, json, math, os, subprocess, sys

ASKED = ["cue ok", "content ok", "speaker ok"]
COLUMNS = ["article", "statement", "paragraph", "confidence", "mode", "cue", "source", "content", "speaker", *ASKED, "class"]
ANSWERS = {"y": True, "yes": True, "1": True, "n": False, "no": False, "0": False}


def read(rawi, sample):
    """The articles of `sample` as Rawi reads them; those that fail are told."""
    done = subprocess.run([rawi, "read", sample, "--format", "json", "--no-progress"], stdout=subprocess.PIPE)
    if done.returncode not in (0, 1):
        sys.exit(f"{rawi} read {sample}: exit code {done.returncode}")
    articles = [json.loads(line) for line in done.stdout.splitlines()]
    return [article for article in articles if "error" not in article]


def one_line(text):
    return " ".join((text or "").split())


def rows(article, least):
    """A row for each statement that is sure enough."""
    for number, said in enumerate(article["statements"], 1):
        if said["confidence"] < least:
            continue
        first = (said["cue"] or said["content"][0])["start"]
        words = {part: one_line((said[part] or {}).get(key)) for part, key in
                 (("cue", "text"), ("source", "text"), ("speaker", "name"))}
        yield dict(words, article=article["id"], statement=number, confidence=f"{said['confidence']:.2f}", mode=said["mode"],
                   paragraph=article["text"].count("\n", 0, first) + 1,
                   content=" … ".join(one_line(part["text"]) for part in said["content"]))


def readable(article, found):
    """The article and its statements for a person to read."""
    yield f"=== {article['id']} · {article['publisher'] or 'no publisher'}\n"
    for number, paragraph in enumerate(article["text"].split("\n"), 1):
        yield f"{number:>4}  {paragraph}"
    for row in found:
        yield (f"\n  [{row['statement']}]  paragraph {row['paragraph']} · {row['mode']} · {row['confidence']}\n"
               + "\n".join(f"       {part:8} {row[part] or '–'}" for part in ("cue", "source", "speaker", "content")))
    yield "\n"


def write(arguments):
    sheets = [(article, list(rows(article, arguments.least))) for article in read(arguments.rawi, arguments.sample)]
    with_some = [sheet for sheet in sheets if sheet[1]][:arguments.articles]
    with open(arguments.out, "w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n", restval="")
        table.writeheader()
        table.writerows(row for _, found in with_some for row in found)
    text = os.path.splitext(arguments.out)[0] + ".txt"
    with open(text, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for sheet in with_some for line in readable(*sheet))
    empty = sum(not found for _, found in sheets)
    print(f"{sum(len(found) for _, found in with_some)} statements of {len(with_some)} articles: fill {arguments.out} beside {text}; "
          f"{empty} of {len(sheets)} articles of the sample have none of confidence {arguments.least}")


def answers(row, line, path):
    """What a row says of cue, content and speaker; none where it is not judged."""
    said = [(row.get(column) or "").strip().lower() for column in ASKED]
    wrong = [answer for answer in said if answer and answer not in ANSWERS]
    if wrong:
        sys.exit(f"{path}:line {line}: {wrong[0]!r} is neither y nor n")
    return [ANSWERS.get(answer, False) for answer in said] if said[0] else None


def interval(met, of):
    """The 95 % interval of a share, in per cent (Wilson, 1927)."""
    z, p = 1.96, met / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return [100 * (middle + side * half) / (1 + z * z / of) for side in (-1, 1)]


def share(name, met, of):
    low, high = interval(met, of)
    print(f"{name:24}{met:5} of {of:<5}{100 * met / of:6.1f} %   {low:.1f} to {high:.1f}")


def tally(path):
    with open(path, encoding="utf-8-sig", newline="") as sheet:
        table = csv.DictReader(sheet, delimiter="\t")
        missing = [column for column in [*ASKED, "class", "article", "confidence"] if column not in (table.fieldnames or [])]
        if missing:
            sys.exit(f"{path}:line 1: no column {missing[0]!r}")
        judged = [(row, answers(row, table.line_num, path)) for row in table]
    filled = [(row, said) for row, said in judged if said is not None]
    if not filled:
        sys.exit(f"{path}: no row is judged yet")
    print(f"{len(filled)} of {len(judged)} statements judged, of {len({row['article'] for row, _ in filled})} articles")
    for at, name in enumerate(ASKED):
        share(name, sum(said[0] and said[at] for _, said in filled), len(filled))
    share("all three", sum(map(all, (said for _, said in filled))), len(filled))
    by = collections.defaultdict(list)
    for row, said in filled:
        by[row["confidence"][:3]].append(all(said))
    for confidence, right in sorted(by.items()):
        share(f"all three at {confidence}…", sum(right), len(right))
    classes = collections.Counter(one_line(row["class"]) or "(no class)" for row, said in filled if not all(said))
    for name, count in classes.most_common():
        print(f"{count:5}  {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rawi", nargs="?")
    parser.add_argument("sample", nargs="?")
    parser.add_argument("--least", type=float, default=0.8, help="the least confidence [0.8]")
    parser.add_argument("--articles", type=int, default=60, help="how many articles [60]")
    parser.add_argument("--out", help="the sheet to write; its readable twin ends in .txt")
    parser.add_argument("--tally", metavar="SHEET.tsv", help="sum a filled sheet")
    arguments = parser.parse_args()
    if arguments.tally:
        return tally(arguments.tally)
    if not (arguments.rawi and arguments.sample and arguments.out) or arguments.out.endswith(".txt"):
        parser.error("RAWI, SAMPLE.jsonl and --out SHEET.tsv are needed, or --tally SHEET.tsv")
    write(arguments)


if __name__ == "__main__":
    main()
