//! Quotation marks of Latin scripts, paired.

use rawi_text::{TokenKind, Tokens};
use std::ops::Range;

/// Words between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The token that opens it (of two apostrophes the first).
    pub open: usize,
    /// The token after the one that closes it, or after the last where nothing does.
    pub close: usize,
    /// Whether a mark closes it.
    pub closed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Straight,
    Curly,
    Guillemets,
    Apostrophes,
    Single,
}

struct Open {
    family: Family,
    at: usize,
    /// Tokens of the opening mark.
    len: usize,
}

/// The outermost quotations of every paragraph of `blocks`, in order, not overlapping.
pub(crate) fn pair(text: &str, tokens: &Tokens, blocks: &[Range<usize>]) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for block in blocks {
        let mut start = block.start;
        for i in block.clone() {
            if tokens[i].kind == TokenKind::Break {
                pair_line(text, tokens, start..i, &mut quotes);
                start = i + 1;
            }
        }
        pair_line(text, tokens, start..block.end, &mut quotes);
    }
    quotes
}

fn pair_line(text: &str, tokens: &Tokens, line: Range<usize>, quotes: &mut Vec<Quote>) {
    let mut open: Option<Open> = None;
    let mut i = line.start;
    while i < line.end {
        let (family, len) = match mark(text, tokens, i, line.end) {
            Some(found) => found,
            None => {
                i += 1;
                continue;
            }
        };
        let (before, after) = around(text, tokens, i, i + len - 1);
        match &open {
            Some(opened) if opened.family == family => {
                if closes(tokens, i, family, before, after) {
                    quotes.push(Quote { open: opened.at, close: i + len, closed: true });
                    open = None;
                } else if family != Family::Single && begins(tokens, i, before, after) {
                    // The one before was never closed.
                    quotes.push(Quote { open: opened.at, close: i, closed: false });
                    open = Some(Open { family, at: i, len });
                }
            }
            // Single marks inside double ones are nested; double marks end a single one that was an apostrophe.
            Some(opened) if opened.family == Family::Single && family != Family::Single => {
                open = begins(tokens, i, before, after).then_some(Open { family, at: i, len });
            }
            Some(_) => {}
            None if opens(tokens, i, family, before, after) => {
                open = Some(Open { family, at: i, len })
            }
            None => {}
        }
        i += len;
    }
    if let Some(opened) = open.filter(|o| o.family != Family::Single && o.at + o.len < line.end) {
        quotes.push(Quote { open: opened.at, close: line.end, closed: false });
    }
}

fn mark(text: &str, tokens: &Tokens, i: usize, end: usize) -> Option<(Family, usize)> {
    let TokenKind::Mark(c) = tokens[i].kind else { return None };
    let doubled = |c: char| {
        i + 1 < end
            && tokens[i + 1].kind == TokenKind::Mark(c)
            && tokens[i].span.end == tokens[i + 1].span.start
            && text.is_char_boundary(tokens[i].span.end)
    };
    match c {
        '"' | '＂' => Some((Family::Straight, 1)),
        '“' | '”' | '„' | '‟' => Some((Family::Curly, 1)),
        '«' | '»' => Some((Family::Guillemets, 1)),
        '\'' | '`' | '‘' | '’' if doubled(c) => Some((Family::Apostrophes, 2)),
        '\'' | '‘' | '’' => Some((Family::Single, 1)),
        _ => None,
    }
}

/// What stands directly before and after tokens `from..=to`; a space at the ends.
fn around(text: &str, tokens: &Tokens, from: usize, to: usize) -> (char, char) {
    let before = text[..tokens[from].span.start].chars().next_back().unwrap_or(' ');
    let after = text[tokens[to].span.end..].chars().next().unwrap_or(' ');
    (before, after)
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '\u{200b}'..='\u{200f}')
}

/// A mark that stands before a word and after a gap.
fn begins(tokens: &Tokens, i: usize, before: char, after: char) -> bool {
    match tokens[i].kind {
        TokenKind::Mark('“' | '„' | '‘' | '«' | '`') => true,
        TokenKind::Mark('”' | '’' | '»') => false,
        _ => is_gap(before) && !after.is_whitespace(),
    }
}

fn opens(tokens: &Tokens, i: usize, family: Family, before: char, after: char) -> bool {
    match family {
        Family::Single => {
            begins(tokens, i, before, after) && is_gap(before) && after.is_alphanumeric()
        }
        Family::Guillemets => tokens[i].kind == TokenKind::Mark('«'),
        _ => {
            begins(tokens, i, before, after)
                || (!after.is_whitespace() && !before.is_alphanumeric())
        }
    }
}

fn closes(tokens: &Tokens, i: usize, family: Family, before: char, after: char) -> bool {
    match family {
        Family::Single => {
            tokens[i].kind != TokenKind::Mark('‘')
                && !before.is_whitespace()
                && !after.is_alphanumeric()
        }
        Family::Guillemets => tokens[i].kind == TokenKind::Mark('»'),
        Family::Curly => {
            tokens[i].kind == TokenKind::Mark('”') || !begins(tokens, i, before, after)
        }
        _ => !begins(tokens, i, before, after),
    }
}
