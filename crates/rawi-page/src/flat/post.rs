//! Posts that were flattened into the text: the words, then "— Name (@handle) March 3, 2031".

use crate::Post;
use rawi_text::{Span, TokenKind, sentences, tokenize};
use rawi_time::date;

/// A post found in flattened text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundPost {
    /// All of it, signature included.
    pub(crate) span: Span,
    /// Its words, bytes of the same text; goes into [`Post::span`] after assembly.
    pub(crate) words: Span,
    /// What is known about it.
    pub(crate) post: Post,
}

/// At how many characters of one line a post is taken to begin with the line (X's length for all, with its links).
const POST_CHARS: usize = 340;

/// Bytes at most of an account's name.
const HANDLE_BYTES: usize = 30;
/// Bytes at most between the dash of a signature and its handle.
const AUTHOR_BYTES: usize = 400;

/// The character boundary at most `bytes` before `at`.
fn back(text: &str, at: usize, bytes: usize) -> usize {
    let mut from = at.saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

/// The posts of `text`, in order, not overlapping.
pub(crate) fn find(text: &str) -> Vec<FoundPost> {
    let mut found: Vec<FoundPost> = Vec::new();
    for open in memchr::memmem::find_iter(text.as_bytes(), b"(@") {
        let floor = found.last().map_or(0, |post| post.span.end);
        if open >= floor
            && let Some(post) = at(text, open, floor)
        {
            found.push(post);
        }
    }
    found
}

/// The post whose signature's handle opens at byte `open`, not reaching before `floor`.
fn at(text: &str, open: usize, floor: usize) -> Option<FoundPost> {
    let handle = &text[open + 2..];
    let len = handle
        .bytes()
        .take(HANDLE_BYTES + 1)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
        .count();
    let handle_end = open + 2 + len;
    if !(2..=HANDLE_BYTES).contains(&len) || !text[handle_end..].starts_with(')') {
        return None;
    }
    let near = Span::new(floor.max(back(text, open, AUTHOR_BYTES)), open);
    let near =
        Span::new(near.of(text).rfind('\n').map_or(near.start, |at| near.start + at + 1), open);
    let dash = near.of(text).rfind(['—', '–', '―']).or_else(|| near.of(text).rfind("- "))?;
    let signature = near.start + dash;
    let author = text[signature..open].trim_start_matches(['—', '–', '―', '-', ' ']).trim();
    if author.is_empty() || author.chars().count() > 80 {
        return None;
    }
    let line = text[floor..open].rfind('\n').map_or(floor, |at| floor + at + 1);
    let (end, date) = dated(text, handle_end + 1);
    let words = words(text, Span::new(floor, signature), line)?;
    let mut post = Post {
        platform: "x".to_owned(),
        author: Some(author.to_owned()),
        handle: Some(text[open + 2..handle_end].to_owned()),
        date,
        text: words.of(text).to_owned(),
        ..Post::default()
    };
    read_marks(&mut post);
    Some(FoundPost { span: Span::new(words.start, end), words, post })
}

/// End of the signature and its date, when one follows the handle.
fn dated(text: &str, from: usize) -> (usize, Option<jiff::civil::Date>) {
    const WINDOW: usize = 64;
    let mut end = text.len().min(from + WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = text[from..end].split('\n').next().unwrap_or_default();
    match date::find(window).first() {
        Some(found)
            if window[..found.span.start].chars().filter(|c| c.is_alphanumeric()).count() == 0 =>
        {
            (from + found.span.end, Some(found.date))
        }
        _ => (from, None),
    }
}

/// The words of the post that is signed at the end of `room`; `line` is where the signature's line begins.
fn words(text: &str, room: Span, line: usize) -> Option<Span> {
    let same_line = Span::new(line, room.end).trimmed(text);
    if !same_line.is_empty() {
        return Some(tail(text, same_line));
    }
    let mut words: Option<Span> = None;
    let mut end = line.saturating_sub(1).max(room.start);
    for _ in 0..12 {
        let start = text[room.start..end].rfind('\n').map_or(room.start, |at| room.start + at + 1);
        let above = Span::new(start, end).trimmed(text);
        match words {
            None if !above.is_empty() => words = Some(above),
            Some(all) if has_marks(above.of(text)) => words = Some(Span::new(above.start, all.end)),
            Some(_) => break,
            None => {}
        }
        if start == room.start {
            break;
        }
        end = start - 1;
    }
    words
}

/// Of a line that holds other text before the post: its last sentences in the post's script, or all that fits a post.
fn tail(text: &str, line: Span) -> Span {
    let inner = line.of(text);
    let parts = sentences(inner);
    let Some(last) = parts.last() else {
        return line;
    };
    let latin = is_latin(last.of(inner));
    let start = parts
        .iter()
        .rev()
        .take_while(|part| is_latin(part.of(inner)) == latin)
        .last()
        .map_or(0, |p| p.start);
    let run = Span::new(line.start + start, line.end);
    if run.of(text).chars().count() <= POST_CHARS { run } else { last.shifted(line.start) }
}

fn is_latin(text: &str) -> bool {
    let latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let other = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    latin > other
}

fn has_marks(text: &str) -> bool {
    text.contains(['@', '#']) || text.contains("pic.twitter.com/") || text.contains("://")
}

/// Reads mentions, tags and links out of the post's words.
pub(crate) fn read_marks(post: &mut Post) {
    let tokens = tokenize(&post.text);
    for token in tokens.iter() {
        let word = token.span.of(&post.text);
        let list = match token.kind {
            TokenKind::Handle => &mut post.mentions,
            TokenKind::Hashtag => &mut post.hashtags,
            TokenKind::Url => &mut post.links,
            _ => continue,
        };
        let word = if token.kind == TokenKind::Url { word } else { &word[1..] };
        if !list.iter().any(|known| known == word) {
            list.push(word.to_owned());
        }
    }
}
