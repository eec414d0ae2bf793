//! The dates of the shared pages and corpora; skipped where `shared/` does not stand beside the workspace.

#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use rawi_time::date;
use serde_json::Value;

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// Every `date` field of the corpora is a date.
#[test]
fn corpus_fields() {
    for name in ["corpus/ant.jsonl.gz", "corpus/saudi-2015-07.jsonl.gz"] {
        let Some(path) = shared(name) else { return };
        let mut missed = Vec::new();
        for line in BufReader::new(GzDecoder::new(File::open(path).unwrap())).lines() {
            let article: Value = serde_json::from_str(&line.unwrap()).unwrap();
            let field = article["date"].as_str().unwrap_or_default();
            let found = date::parse(field);
            if !found.is_some_and(|d| (2010..=2019).contains(&d.date.year())) {
                missed.push(field.to_owned());
            }
        }
        assert!(missed.is_empty(), "{name}: {} missed, {:?}", missed.len(), missed.first());
    }
}

/// Each page gives its true date somewhere in its markup, in one of the forms that are known.
#[test]
fn page_dates() {
    let Some(path) = shared("pages/ar/ground-truth.json") else {
        return;
    };
    let truth: Value = serde_json::from_reader(File::open(&path).unwrap()).unwrap();
    let mut missed = Vec::new();
    for (id, page) in truth.as_object().unwrap() {
        let mut bytes = Vec::new();
        let file = File::open(path.with_file_name(format!("{id}.html.gz"))).unwrap();
        GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
        let html = String::from_utf8_lossy(&bytes);
        let right: jiff::civil::Date = page["date"].as_str().unwrap().parse().unwrap();
        let forms: Vec<_> = html
            .split(['<', '>', '"'])
            .flat_map(|piece| {
                date::find(piece).into_iter().filter(|d| d.date == right).map(|d| d.span.of(piece))
            })
            .collect();
        eprintln!("{id} {right}: {:?}", &forms[..forms.len().min(8)]);
        if forms.is_empty() {
            missed.push(id);
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

/// How many dates the running text gives, how fast they are read, and a sample for a person to read.
#[test]
fn corpus_texts() {
    let (mut count, mut bytes, mut took) = (0, 0, std::time::Duration::ZERO);
    for name in ["corpus/ant.jsonl.gz", "corpus/saudi-2015-07.jsonl.gz"] {
        let Some(path) = shared(name) else { return };
        for line in BufReader::new(GzDecoder::new(File::open(path).unwrap())).lines() {
            let article: Value = serde_json::from_str(&line.unwrap()).unwrap();
            let text = article["text"].as_str().unwrap_or_default();
            let began = std::time::Instant::now();
            let found: Vec<_> = text
                .split('\n')
                .flat_map(|line| date::find(line).into_iter().map(move |d| (line, d)))
                .collect();
            took += began.elapsed();
            bytes += text.len();
            for (line, day) in found {
                count += 1;
                if count % 97 == 0 {
                    eprintln!(
                        "{} {:?} {:?}: {}",
                        day.date,
                        day.time,
                        day.calendar,
                        day.span.of(line)
                    );
                }
            }
        }
    }
    eprintln!("{count} dates, {:.0} MB/s", bytes as f64 / 1e6 / took.as_secs_f64());
}
