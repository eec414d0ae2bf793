//! Languages of the shared corpora; skipped where they are absent.
#![allow(clippy::print_stderr, reason = "figures for a reader, and a skipped test says so")]

mod shared;

use std::time::Instant;

use rawi_text::{Lang, language};

#[test]
fn corpora_are_arabic() {
    let mut articles = shared::articles();
    articles.retain(|(_, text)| text.chars().count() >= 40);
    if articles.is_empty() {
        return;
    }
    let began = Instant::now();
    let found: Vec<_> = articles.iter().map(|(_, text)| language(text)).collect();
    let each = began.elapsed() / articles.len() as u32;
    let exceptions: Vec<_> =
        articles.iter().zip(&found).filter(|(_, l)| **l != Some(Lang::Ar)).collect();
    for ((id, text), lang) in exceptions.iter().take(40) {
        let start: String = text.chars().take(70).collect();
        eprintln!("{:?} {id}: {start:?}", lang.map(Lang::code));
    }
    eprintln!("{} of {} are not Arabic; {each:?} an article", exceptions.len(), articles.len());
    assert!(exceptions.len() < articles.len() / 1000);

    let blocks: Vec<_> = articles
        .iter()
        .flat_map(|(_, text)| text.split('\n'))
        .filter(|b| b.chars().count() >= 20)
        .collect();
    let began = Instant::now();
    let wrong: Vec<_> =
        blocks.iter().filter(|b| matches!(language(b), Some(l) if l != Lang::Ar)).collect();
    let each = began.elapsed() / blocks.len() as u32;
    for block in wrong.iter().filter(|b| !b.is_ascii()).take(30) {
        eprintln!(
            "{:?} {}",
            language(block).map(Lang::code),
            block.chars().take(100).collect::<String>()
        );
    }
    let none = blocks.iter().filter(|b| language(b).is_none()).count();
    eprintln!(
        "blocks: {} of {} otherwise, {none} untold; {each:?} a block",
        wrong.len(),
        blocks.len()
    );
}

#[test]
fn gold_is_english() {
    for name in ["gold/en-dev.jsonl.gz", "gold/en-train.jsonl.gz"] {
        for record in shared::records(name) {
            let text = record["text"].as_str().unwrap();
            assert_eq!(language(text), Some(Lang::En), "{}", record["id"]);
            for block in
                text.split('\n').filter(|b| b.chars().filter(|c| c.is_alphabetic()).count() >= 20)
            {
                if language(block) != Some(Lang::En) {
                    eprintln!("{:?} {block}", language(block));
                }
            }
        }
    }
}

#[test]
fn pages_are_what_they_say() {
    let Some(path) = shared::path("pages/ar/ground-truth.json") else { return };
    let truth: serde_json::Value =
        serde_json::from_reader(std::fs::File::open(path).unwrap()).unwrap();
    for (id, page) in truth.as_object().unwrap() {
        for block in page["body"].as_array().unwrap().iter().filter_map(|b| b.as_str()) {
            if block.chars().filter(|c| c.is_alphabetic()).count() < 20 {
                continue;
            }
            let found = language(block).map(Lang::code);
            assert_eq!(found, page["language"].as_str(), "{id}: {block}");
        }
    }
}
