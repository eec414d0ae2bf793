//! Flattened text taken apart: posts, teasers and lines that are not the article's own prose.
//!
//! Nothing here changes the text: the result is [`Piece`]s and the places where a break was lost.

mod glue;
mod lexicon;
mod line;
mod post;
mod teaser;

pub(crate) use lexicon::TABLE;

use crate::BlockKind;
use rawi_text::{Span, TokenKind, tokenize};
use teaser::Line;

pub(crate) use lexicon::{LEXICON, Label};
pub(crate) use line::{byline_of, date_of, name_in_credit, names_agency, title_end};
pub(crate) use post::FoundPost;

/// A stretch of a source text that becomes one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) kind: BlockKind,
    pub(crate) span: Span,
    /// For a post.
    pub(crate) post: Option<FoundPost>,
    /// Where a line break belongs inside the piece: after a teaser's headline.
    pub(crate) line_break: Option<usize>,
}

impl Piece {
    pub(crate) fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, post: None, line_break: None }
    }
}

/// A source text taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flat {
    /// In order; what lies between them is white space.
    pub(crate) pieces: Vec<Piece>,
    /// Where a space or line break was lost, in order.
    pub(crate) glue: Vec<usize>,
}

/// Takes `text` apart: every line is a piece of kind `kind`, except posts and teasers.
pub(crate) fn split(text: &str, kind: BlockKind) -> Flat {
    let mut flat = Flat { pieces: Vec::new(), glue: glue::points(text) };
    let mut from = 0;
    for post in post::find(text) {
        split_lines(text, Span::new(from, post.span.start), kind, &mut flat);
        from = post.span.end;
        flat.pieces
            .push(Piece { post: Some(post.clone()), ..Piece::new(BlockKind::Post, post.span) });
    }
    split_lines(text, Span::new(from, text.len()), kind, &mut flat);
    add_signature_glue(text, &mut flat);
    flat
}

/// Takes a whole plain text apart and tells what each line is. `title` is the title known from elsewhere.
pub(crate) fn split_page(text: &str, title: Option<&str>) -> Flat {
    let mut flat = split(text, BlockKind::Paragraph);
    line::classify(text, title, &mut flat.pieces);
    flat
}

/// A post's signature glued to the next word is a lost break whatever that word is.
fn add_signature_glue(text: &str, flat: &mut Flat) {
    let mut found = Vec::new();
    for pair in flat.pieces.windows(2) {
        let at = pair[1].span.start;
        if pair[0].span.end == at
            && flat.glue.binary_search(&at).is_err()
            && !text[..at].ends_with(char::is_whitespace)
        {
            found.push(at);
        }
    }
    flat.glue.append(&mut found);
    flat.glue.sort_unstable();
}

fn split_lines(text: &str, room: Span, kind: BlockKind, flat: &mut Flat) {
    let mut start = room.start;
    for line in room.of(text).split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if span.of(text).chars().any(is_visible) {
            split_line(text, span, kind, flat);
        }
    }
}

/// Whether a line with this character in it is worth a block.
fn is_visible(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}')
}

fn split_line(text: &str, span: Span, kind: BlockKind, flat: &mut Flat) {
    let inner = span.of(text);
    if !may_hold_teaser(inner) {
        flat.pieces.push(Piece::new(kind, span));
        return;
    }
    let tokens = tokenize(inner);
    let from = flat.glue.partition_point(|at| *at <= span.start);
    let to = flat.glue.partition_point(|at| *at < span.end);
    let glue: Vec<usize> = flat.glue[from..to].iter().map(|at| at - span.start).collect();
    let mut from = 0;
    loop {
        let rest = Span::new(from, inner.len()).trimmed(inner);
        if rest.is_empty() {
            break;
        }
        let range = tokens.at(rest.start)..tokens.len();
        let line = Line { text: inner, span: rest, tokens: &tokens, range, glue: &glue };
        let Some(teaser) = teaser::find(&line) else {
            flat.pieces.push(Piece::new(kind, rest.shifted(span.start)));
            break;
        };
        let before = Span::new(rest.start, teaser.span.start).trimmed(inner);
        if !before.is_empty() {
            flat.pieces.push(Piece::new(kind, before.shifted(span.start)));
        }
        let whole = teaser.span.trimmed(inner).shifted(span.start);
        let line_break = teaser.lead.filter(|at| *at < teaser.span.end).map(|at| at + span.start);
        flat.pieces.push(Piece { line_break, ..Piece::new(BlockKind::Teaser, whole) });
        from = teaser.span.end;
    }
}

/// A cheap look before a line is tokenised: a dash between spaces, or a word that begins a label.
fn may_hold_teaser(line: &str) -> bool {
    [" - ", " – ", " — ", " | "].iter().any(|dash| line.contains(dash))
        || lexicon::may_hold(line, Label::Teaser)
}

/// Number of words in `text`.
pub(crate) fn count_words(text: &str) -> usize {
    tokenize(text).iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).count()
}
