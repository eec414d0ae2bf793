//! The words of an article around what was sought.

use rawi_text::{Span, Stems, TokenKind, Tokens};
use serde::Serialize;

use super::query::{Query, Term, phrase_at, searchable, stem_into};

/// Words of a snippet.
const WORDS: usize = 30;
/// Of these, before the first match.
const BEFORE: usize = 6;

/// A part of an article's text with what was sought in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// Words of the article, with … where it goes on.
    pub text: String,
    /// What was sought, as starts and ends in code points of `text`.
    pub spans: Vec<(usize, usize)>,
}

/// The best part of `text` but for its first `title` bytes; what stands there is shown anyway.
pub(crate) fn snippet(
    text: &str,
    tokens: &Tokens,
    title: usize,
    query: &Query,
    stems: &Stems,
) -> Snippet {
    let words: Vec<usize> = searchable(tokens).collect();
    let matches = matches(tokens, &words, query, stems);
    let body = words.partition_point(|i| tokens[*i].span.start < title);
    let in_body = matches.partition_point(|m| m.word < body);
    let (first, matches) = match (&matches[in_body..], body < words.len()) {
        (inside, true) => (body, inside),
        _ => (0, &matches[..]),
    };
    let start = best(matches, words.len()).unwrap_or(first).max(first);
    cut(text, tokens, &words, start, first, matches)
}

/// A word that was sought: its place among the words, and which term it is of.
#[derive(Clone, Copy, Debug)]
struct Match {
    word: usize,
    term: usize,
}

fn matches(tokens: &Tokens, words: &[usize], query: &Query, stems: &Stems) -> Vec<Match> {
    let mut found = Vec::new();
    for (term, sought) in query.wanted.iter().enumerate() {
        if let Term::Phrase { forms, .. } = sought {
            for at in phrase_at(tokens, words, forms) {
                found.extend((at..at + forms.len()).map(|word| Match { word, term }));
            }
        }
    }
    let by_stem = |term: &Term| !matches!(term, Term::Phrase { .. });
    let words = if query.wanted.iter().any(by_stem) { words } else { &[] };
    let mut stem = String::new();
    for (word, i) in words.iter().enumerate() {
        stem.clear();
        stem_into(tokens, *i, stems, &mut stem);
        let bare = match tokens[*i].kind {
            TokenKind::Handle | TokenKind::Hashtag => &stem[1..],
            _ => &stem,
        };
        let is = |term: &Term| match term {
            Term::Word { stem: sought, .. } => *sought == stem || sought == bare,
            Term::Prefix { stem: sought, .. } => {
                stem.starts_with(sought.as_str()) || bare.starts_with(sought.as_str())
            }
            Term::Phrase { .. } => false,
        };
        if let Some(term) = query.wanted.iter().position(is) {
            found.push(Match { word, term });
        }
    }
    found.sort_by_key(|m| m.word);
    found.dedup_by_key(|m| m.word);
    found
}

/// The first word of the window with the most terms, then the most matches; the earliest of those.
fn best(matches: &[Match], words: usize) -> Option<usize> {
    let room = WORDS - BEFORE;
    let worth = |at: usize| {
        let inside = matches[at..].iter().take_while(|m| m.word < matches[at].word + room);
        let (mut terms, mut count) = (0u64, 0u32);
        for m in inside {
            terms |= 1 << (m.term % 64);
            count += 1;
        }
        (terms.count_ones(), count)
    };
    let at = (0..matches.len()).max_by_key(|at| (worth(*at), std::cmp::Reverse(*at)))?;
    let latest = words.saturating_sub(WORDS);
    Some(matches[at].word.saturating_sub(BEFORE).min(latest))
}

fn cut(
    text: &str,
    tokens: &Tokens,
    words: &[usize],
    start: usize,
    first: usize,
    matches: &[Match],
) -> Snippet {
    let end = (start + WORDS).min(words.len());
    let Some(within) = words.get(start..end).filter(|words| !words.is_empty()) else {
        return Snippet::default();
    };
    // What stands before the first word and after the last one of a text belongs to it.
    let from = tokens[within[0]].span.start;
    let to = match words.get(end) {
        Some(_) => tokens[within[within.len() - 1]].span.end,
        None => text.len(),
    };
    let mut out = String::new();
    if start > first {
        out.push_str("… ");
    }
    let lead = out.chars().count();
    out.extend(text[from..to].trim_end().chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
    if end < words.len() {
        out.push_str(" …");
    }
    let point = |at: usize| lead + text[from..at].chars().count();
    let spans = matches
        .iter()
        .filter(|m| (start..end).contains(&m.word))
        .map(|m| tokens[words[m.word]].span)
        .map(|Span { start, end }| (point(start), point(end)));
    let spans = spans.collect();
    Snippet { text: out, spans }
}
