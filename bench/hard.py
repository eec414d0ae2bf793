#!/usr/bin/env python3
"""Text made to be slow, and the cost of a word in longer and longer articles.

    bench/hard.py RAWI
"""
import json, os, subprocess, sys, time

CASES = {
    "(@a": "(@a" * 333_000, "(@abc)": "(@abc) " * 140_000, "letters without a space": "كلمة" * 600_000, "bars": " | " * 333_000,
    "dashes": "— " * 300_000, "words and dashes": "كلمة - " * 100_000, "site names": " - موقع " * 80_000,
    "signatures": "— Name (@x) March 5, 2031 " * 40_000, "short signatures": "- a (@abcd) " * 80_000, "قال": "قال " * 150_000,
    "بحسب": "بحسب " * 110_000, "labels": "اقرأ أيضا: " * 60_000, "quotation marks": '"قال ' * 120_000,
    "said": "said " * 200_000, "he said that": "he said that " * 80_000, "quotation marks, English": '"he said ' * 110_000,
    "said without full stops": "the clerk said the hall was cold and " * 27_000, "Name:": "Ann Lee: yes " * 80_000,
    "open quotations": "“he said\n" * 90_000, "dash and name": "“yes” — Ann Lee\n" * 55_000, "NAMES": "Ann Lee and Tom Roy " * 50_000,
    "a dit que": "il a dit que " * 80_000, "guillemets": "« a déclaré X » " * 60_000,
    "lost spaces": "كلمة.كلمة" * 60_000, "mojibake": "Ù…Ø±Ø­Ø¨Ø§ " * 50_000, "names": "سالم الراوي، " * 50_000,
}


ENGLISH = (
    "The harbour council will not buy a second ferry this year, its chairwoman Orla Venning said on Saturday. “We have one engine "
    "and two promises,” Venning told reporters outside the town hall. She added that the money would go to the sea wall first. "
    "Tobias Kerr, who speaks for the island's shopkeepers, denied that his members had asked for the delay. According to the "
    "harbour office, the old boat carried nine hundred people in May. Critics say the wall could wait; the council's engineer, "
    "Mina Dory, called that view “brave, and wet,” and urged residents to look at the cracks themselves before the winter. "
    "The boat leaves at nine, and the last one back is at six, unless the wind turns. A decision is expected in the spring."
)


def timed(rawi, arguments, data):
    start = time.monotonic()
    subprocess.run([rawi, "read", "-", "--format", "json", "--jobs", "1", *arguments], input=data, capture_output=True, timeout=120)
    return time.monotonic() - start


def main():
    rawi = sys.argv[1]
    print("| input | MB | seconds |\n| --- | --- | --- |")
    for name, text in CASES.items():
        data = text.encode()
        print(f"| {name} | {len(data) / 1e6:.1f} | {timed(rawi, ['--from', 'text'], data):.2f} |")
    sample = os.path.join(os.path.dirname(__file__), "..", "samples", "damaged-page.txt")
    arabic = " ".join(open(sample, encoding="utf-8").read().split("\n")[2:])
    for lang, body in (("Arabic", arabic), ("English", ENGLISH)):
        print(f"\n| words, {lang} | with line breaks, ms | without, ms |\n| --- | --- | --- |")
        for wanted in (200, 2_000, 20_000, 200_000):
            times = max(1, wanted // len(body.split()))
            record = {"id": "x", "title": "t", "lang": lang[:2].lower()}
            row = [timed(rawi, [], json.dumps(record | {"text": joint.join([body] * times)}).encode()) for joint in "\n "]
            print(f"| {times * len(body.split())} | {row[0] * 1e3:.0f} | {row[1] * 1e3:.0f} |")


if __name__ == "__main__":
    main()
