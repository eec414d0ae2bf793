//! Sentences of real articles: figures, and splits for a person to read; skipped where they are absent.
#![allow(clippy::print_stderr, reason = "figures for a reader")]

mod shared;

use std::time::Instant;

use rawi_text::sentences;

#[test]
fn articles_are_covered() {
    let mut articles = shared::articles();
    let text = |v: &serde_json::Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
    articles.extend(
        shared::records("gold/en-dev.jsonl.gz").iter().map(|v| (text(v, "id"), text(v, "text"))),
    );
    if articles.is_empty() {
        return;
    }
    let began = Instant::now();
    let found: Vec<_> = articles.iter().map(|(_, text)| sentences(text)).collect();
    let took = began.elapsed();
    let bytes: usize = articles.iter().map(|(_, text)| text.len()).sum();
    let count: usize = found.iter().map(Vec::len).sum();
    eprintln!("{count} sentences, {:.0} MB/s", bytes as f64 / 1e6 / took.as_secs_f64());
    for ((id, text), spans) in articles.iter().zip(&found) {
        let mut end = 0;
        for span in spans {
            assert!(text[end..span.start].trim().is_empty(), "{id}");
            let glued = span.start == end && end > 0;
            let words = span.of(text).split_whitespace().count();
            let kind = match words {
                _ if glued => "glued",
                0..=2 => "short",
                3..=150 => "",
                _ => "long",
            };
            if !kind.is_empty() {
                let from = text.floor_char_boundary(span.start.saturating_sub(60));
                let to = text.ceil_char_boundary(span.start + 90);
                let shown = format!("{}|{}", &text[from..span.start], &text[span.start..to]);
                eprintln!("{kind} {id}: {}", shown.replace('\n', "⏎"));
            }
            end = span.end;
        }
        assert!(text[end..].trim().is_empty(), "{id}");
    }
}
