//! The rows of `tests/rows`: sentences with a time each, its type and value, half of them kept from those who write
//! rules. `docs/times.md` tells how they are annotated; `bench/times.py` compares them with other programs.
//!
//! `RAWI_ERRORS=ar-dev cargo test -p rawi-time --test rows -- --nocapture` prints the wrong rows of one file.

#![allow(clippy::print_stdout, reason = "the figures are for whoever runs it with --nocapture")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rawi_text::rows::rows;
use rawi_text::{Lang, tokenize};
use rawi_time::{Anchor, Time, times};

struct Figures {
    rows: usize,
    right: usize,
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rows").join(name);
    fs::read_to_string(path).unwrap()
}

/// The span without one attached particle.
fn bare(span: &str) -> &str {
    let rest = span.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']).unwrap_or(span);
    if rest.chars().count() >= 2 { rest } else { span }
}

fn figures(name: &str, lang: Lang) -> Figures {
    let show = std::env::var("RAWI_ERRORS").is_ok_and(|wanted| wanted == name);
    let mut figures = Figures { rows: 0, right: 0 };
    let mut classes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in rows(&read(&format!("{name}.tsv"))) {
        let [sentence, anchor, span, kind, value, class] = [0, 1, 2, 3, 4, 5].map(|i| row.cell(i));
        let start =
            sentence.find(span).unwrap_or_else(|| panic!("{name}:{}: no such span", row.line));
        let end = start + span.len();
        let anchor = Anchor::day(anchor.parse().unwrap());
        let found = times(sentence, &tokenize(sentence), lang, Some(anchor));
        let meets = |time: &&Time| time.span.start < end && start < time.span.end;
        let right = found.iter().filter(meets).any(|time| {
            time.kind.name() == kind
                && time.value == value
                && overlaps(time.span.of(sentence), span)
        });
        figures.rows += 1;
        figures.right += usize::from(right);
        let of_class = classes.entry(class.to_owned()).or_default();
        of_class.0 += 1;
        of_class.1 += usize::from(right);
        if show && !right {
            println!("{}: [{class}] {sentence}", row.line);
            println!("      {} want {span} = {kind} {value}", row.cell(1));
            for time in &found {
                println!(
                    "      got  {} = {} {}",
                    time.span.of(sentence),
                    time.kind.name(),
                    time.value
                );
            }
        }
    }
    println!("{name}: {} of {} right", figures.right, figures.rows);
    if show {
        for (class, (all, right)) in classes {
            println!("   {class}: {right} of {all}");
        }
    }
    figures
}

/// Whether two spans share more than a particle.
fn overlaps(a: &str, b: &str) -> bool {
    !bare(a).is_empty() && !bare(b).is_empty()
}

fn at_least(name: &str, lang: Lang, percent: usize) {
    let figures = figures(name, lang);
    assert!(figures.rows >= 140, "{name} has {} rows", figures.rows);
    assert!(figures.right * 100 >= figures.rows * percent, "{name}: fewer than {percent} % right");
}

#[test]
fn arabic() {
    at_least("ar-dev", Lang::Ar, 95);
    at_least("ar-kept", Lang::Ar, 95);
}

#[test]
fn english() {
    at_least("en-dev", Lang::En, 95);
    at_least("en-kept", Lang::En, 95);
}

/// Sentences with words that only look like times.
#[test]
fn no_times() {
    for (name, lang) in [("ar-none", Lang::Ar), ("en-none", Lang::En)] {
        let (mut all, mut wrong) = (0, 0);
        for row in rows(&read(&format!("{name}.tsv"))) {
            let sentence = row.cell(0);
            let anchor = Anchor::day("2024-11-13".parse().unwrap());
            let found = times(sentence, &tokenize(sentence), lang, Some(anchor));
            all += 1;
            wrong += usize::from(!found.is_empty());
            if std::env::var("RAWI_ERRORS").is_ok_and(|wanted| wanted == name) {
                for time in &found {
                    println!(
                        "{}: {} = {} in {sentence}",
                        row.line,
                        time.span.of(sentence),
                        time.value
                    );
                }
            }
        }
        println!("{name}: {wrong} of {all} hold a time");
        assert!(wrong * 10 <= all, "{name}: {wrong} of {all} hold a time");
    }
}
