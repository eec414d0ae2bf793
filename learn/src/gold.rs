//! Annotated articles, read as the engine reads them.

use flate2::read::MultiGzDecoder;
use rawi_page::{Article, Body, Fields, Page};
use rawi_text::{Tokens, tokenize};
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    statements: Vec<Annotated>,
}

#[derive(Deserialize)]
struct Annotated {
    cue: Option<(usize, usize)>,
    source: Option<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// One article with its statements as ranges of tokens.
pub struct Document {
    pub id: String,
    pub article: Article,
    pub tokens: Tokens,
    pub blocks: Vec<Range<usize>>,
    pub gold: Vec<Gold>,
    /// For every code point of the annotated text its byte in the article's text.
    pub places: Vec<usize>,
}

/// One annotated statement.
#[derive(Clone, Debug)]
pub struct Gold {
    pub cue: Range<usize>,
    pub source: Range<usize>,
    pub contents: Vec<Range<usize>>,
}

/// Lines of a file, gunzipped where its name says so.
pub fn lines(path: &str) -> impl Iterator<Item = String> {
    let file = File::open(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let read: Box<dyn Read> =
        if path.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let path = path.to_owned();
    BufReader::new(read).lines().map(move |line| line.unwrap_or_else(|e| panic!("{path}: {e}")))
}

/// The documents of a gold file.
pub fn documents(path: &str) -> Vec<Document> {
    lines(path)
        .filter(|line| !line.trim().is_empty())
        .filter_map(|line| {
            let line: Line = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{path}: {e}"));
            let id = line.id.clone();
            let document = Document::new(line);
            if document.is_none() {
                eprintln!("{id}: left out, its letters were mended");
            }
            document
        })
        .collect()
}

impl Document {
    fn new(line: Line) -> Option<Self> {
        let article = rawi_page::read(&Page {
            id: line.id.clone(),
            fields: Fields { lang: Some("en".into()), ..Fields::default() },
            body: Body::Plain(line.text.clone()),
            ..Page::default()
        });
        let tokens = tokenize(&article.text);
        let blocks: Vec<Range<usize>> =
            article.blocks.iter().map(|b| tokens.at(b.span.start)..tokens.at(b.span.end)).collect();
        let places = places(&line.text, &article.text)?;
        let range = |(from, to): (usize, usize)| -> Range<usize> {
            let (from, to) = (places[from], places[to]);
            let mut start = tokens.at(from);
            if start > 0 && tokens[start - 1].span.end > from {
                start -= 1;
            }
            start..tokens.at(to).max(start)
        };
        let gold = line
            .statements
            .iter()
            .filter_map(|s| {
                let cue = range(s.cue?);
                let source = s.source.map_or(cue.start..cue.start, range);
                let contents: Vec<Range<usize>> =
                    s.content.iter().map(|c| range(*c)).filter(|r| !r.is_empty()).collect();
                (!cue.is_empty() && !contents.is_empty()).then_some(Gold { cue, source, contents })
            })
            .collect();
        Some(Self { id: line.id, article, tokens, blocks, gold, places })
    }
}

/// Where each code point of `from` stands in `to`; the two differ only in white space.
fn places(from: &str, to: &str) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut rest = to.char_indices().filter(|(_, c)| !c.is_whitespace()).peekable();
    for c in from.chars() {
        places.push(rest.peek().map_or(to.len(), |(at, _)| *at));
        if !c.is_whitespace() && rest.next().is_some_and(|(_, other)| other != c) {
            return None;
        }
    }
    places.push(to.len());
    Some(places)
}
