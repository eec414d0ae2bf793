//! What fires on real articles; skipped where they are absent.
//!
//! Read in full on 26,106 articles: 11 mends, all true (`GuantÃ¡namo`), all in PolNeAR; no mend in Arabic.
#![allow(clippy::print_stderr, reason = "hits are to be read by a person")]

mod shared;

use std::time::Instant;

use rawi_text::mojibake::{damage, mends};

/// The words around a span, for reading.
fn around(text: &str, span: rawi_text::Span) -> String {
    let start = text.floor_char_boundary(span.start.saturating_sub(60));
    let end = text.ceil_char_boundary(span.end + 40);
    text[start..end].replace('\n', "⏎")
}

#[test]
fn hits_in_articles() {
    let mut articles = shared::articles();
    for name in ["gold/en-dev.jsonl.gz", "gold/en-train.jsonl.gz"] {
        let text =
            |v: &serde_json::Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
        articles.extend(shared::records(name).iter().map(|v| (text(v, "id"), text(v, "text"))));
    }
    if articles.is_empty() {
        return;
    }
    let began = Instant::now();
    let repairs: Vec<_> = articles.iter().map(|(_, text)| mends(text)).collect();
    let each = began.elapsed() / articles.len() as u32;
    for ((id, text), repairs) in articles.iter().zip(&repairs) {
        for mend in repairs {
            eprintln!(
                "mend {id}: {:?} → {:?} in {}",
                mend.span.of(text),
                mend.right,
                around(text, mend.span)
            );
        }
    }
    eprintln!("mends: {each:?} an article");
    let began = Instant::now();
    let spans: Vec<_> = articles.iter().map(|(_, text)| damage(text)).collect();
    let each = began.elapsed() / articles.len() as u32;
    for ((id, text), spans) in articles.iter().zip(&spans) {
        for span in spans {
            eprintln!("damage {id}: {:?} in {}", span.of(text), around(text, *span));
        }
    }
    let count: usize = spans.iter().map(Vec::len).sum();
    eprintln!("damage: {count} spans in {} articles; {each:?} an article", articles.len());
}
