//! French is read by its pack alone: articles written for this test, every other one kept apart while the rows and rules
//! were made.
//!
//! `french/articles.txt` holds them marked up; `french.jsonl` is made of it, for `rawi eval`:
//! `RAWI_UPDATE=1 cargo test -p rawi-statement --test french`.

use std::fs;
use std::path::{Path, PathBuf};

use rawi_eval::{Document, Score, judge};
use rawi_page::{Body, Page, read};
use rawi_statement::{contract, statements};
use serde_json::{Value, json};

const ARTICLES: &str = include_str!("french/articles.txt");

fn written() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/french.jsonl")
}

/// One statement while its marks are gathered.
#[derive(Default)]
struct Marked {
    cue: Value,
    source: Value,
    content: Vec<Value>,
}

/// The article of one part of the file, as a line of gold.
fn gold(part: &str) -> Value {
    let (id, rest) = part.split_once('\n').expect("a name");
    let (mut text, mut length) = (String::new(), 0);
    let mut marked: Vec<(u32, Marked)> = Vec::new();
    let body: Vec<&str> =
        rest.lines().filter(|line| !line.starts_with("= ") && !line.is_empty()).collect();
    let body = body.join("\n");
    let mut pieces = body.split('{');
    let mut add = |words: &str| {
        let start = length;
        length += words.chars().count();
        text.push_str(words);
        json!([start, length])
    };
    add(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (mark, after) = piece.split_once('}').expect("a closing brace");
        let (name, words) = mark.split_once(':').expect("a colon in a mark");
        let number: u32 = name[1..].parse().expect("a number in a mark");
        let span = add(words);
        add(after);
        let at = marked.iter().position(|(n, _)| *n == number).unwrap_or_else(|| {
            marked.push((number, Marked::default()));
            marked.len() - 1
        });
        let of = &mut marked[at].1;
        match &name[..1] {
            "c" => of.cue = span,
            "s" => of.source = span,
            "q" => of.content.push(span),
            other => panic!("{id}: {other} is no mark"),
        }
    }
    let told = |number: u32| {
        let line = rest.lines().find_map(|line| line.strip_prefix(&format!("= {number} ")));
        line.and_then(|line| line.split_once(" | "))
            .unwrap_or_else(|| panic!("{id}: no line for {number}"))
    };
    marked.sort_by_key(|(_, of)| of.cue[0].as_u64());
    let statements: Vec<Value> = marked
        .into_iter()
        .map(|(number, of)| {
            assert!(!of.cue.is_null() && !of.content.is_empty(), "{id}: {number} lacks cue or content");
            let (speaker, mode) = told(number);
            json!({"cue": of.cue, "source": of.source, "content": of.content, "speaker": speaker, "mode": mode})
        })
        .collect();
    json!({"id": id, "lang": "fr", "text": text, "statements": statements})
}

fn articles() -> Vec<Value> {
    format!("\n{ARTICLES}").split("\n# fr").skip(1).map(|part| gold(&format!("fr{part}"))).collect()
}

fn document(line: &[u8]) -> Document {
    Document::parse(line).unwrap_or_else(|error| panic!("{error}"))
}

fn score<'a>(articles: impl Iterator<Item = &'a Value>) -> Score {
    let mut score = Score::default();
    for gold in articles {
        let text = gold["text"].as_str().expect("a text").to_owned();
        let id = gold["id"].as_str().expect("an id").to_owned();
        let article = read(&Page { id, body: Body::Plain(text), ..Page::default() });
        let mut line = Vec::new();
        contract::write_article(&article, &statements(&article), &mut line);
        score.add(&judge(&document(gold.to_string().as_bytes()), &document(&line)));
    }
    score
}

#[test]
fn the_lines_are_those_of_the_articles() {
    let lines: String = articles().iter().map(|article| format!("{article}\n")).collect();
    if std::env::var_os("RAWI_UPDATE").is_some() {
        fs::write(written(), &lines).expect("the lines can be written");
    }
    let kept = fs::read_to_string(written()).expect("the lines");
    assert!(kept == lines, "french.jsonl is out of date; write it again with RAWI_UPDATE=1");
}

#[test]
fn french_is_read_by_rows() {
    let articles = articles();
    let gold: u64 = articles
        .iter()
        .map(|article| article["statements"].as_array().map_or(0, Vec::len) as u64)
        .sum();
    assert!(articles.len() >= 40 && gold >= 120, "{} articles, {gold} statements", articles.len());
    for (half, offset, floors) in
        [("developed on", 0, [0.97, 0.91, 0.96]), ("kept apart", 1, [0.96, 0.86, 0.95])]
    {
        let score = score(articles.iter().skip(offset).step_by(2));
        let figures = [score.content.f1(), score.speaker.f1(), score.mode.ratio()];
        assert!(
            figures.iter().zip(floors).all(|(figure, floor)| *figure >= floor),
            "{half}: content, speaker, mode {figures:.3?}, floors {floors:?}"
        );
    }
}
