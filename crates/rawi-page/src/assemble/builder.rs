//! Lays the pieces out as the article's text and keeps account of every change.

use crate::flat::{Flat, FoundPost, Piece};
use crate::{Article, Block, BlockKind, FindingCode, Repair};
use rawi_text::{Span, mojibake};

/// Where and how sources became the article's text.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) article: Article,
    /// Around every lost break, in the article's text.
    pub(super) glued: Vec<Span>,
    /// Letters repaired or damaged beyond repair.
    pub(super) damaged: Vec<Span>,
    /// Blocks that were spliced into running text.
    pub(super) spliced: Vec<usize>,
    /// Posts that were flattened into running text.
    pub(super) flattened: Vec<usize>,
}

/// Text after certain repairs, with what stood there before.
pub(super) struct Mended {
    pub(super) text: String,
    places: Vec<(Span, String)>,
}

impl Mended {
    pub(super) fn new(source: &str) -> Self {
        let mends = mojibake::mends(source);
        if mends.is_empty() {
            return Self { text: source.to_owned(), places: Vec::new() };
        }
        let mut text = String::with_capacity(source.len());
        let mut places = Vec::with_capacity(mends.len());
        let mut from = 0;
        for mend in mends {
            text.push_str(&source[from..mend.span.start]);
            let start = text.len();
            text.push_str(&mend.right);
            places.push((Span::new(start, text.len()), mend.span.of(source).to_owned()));
            from = mend.span.end;
        }
        text.push_str(&source[from..]);
        Self { text, places }
    }
}

impl Builder {
    /// Adds a block of its own, given by markup or by a field.
    pub(super) fn add_whole(&mut self, source: &Mended, kind: BlockKind) {
        let span = Span::new(0, source.text.len()).trimmed(&source.text);
        if !span.is_empty() {
            let flat = Flat { pieces: vec![Piece::new(kind, span)], glue: Vec::new() };
            self.add(source, &flat);
        }
    }

    /// Adds the pieces of one source text.
    pub(super) fn add(&mut self, source: &Mended, flat: &Flat) {
        let mut glue = flat.glue.iter().copied().peekable();
        let mut end = None;
        for piece in &flat.pieces {
            let glued = glue.next_if(|at| *at == piece.span.start).is_some()
                && end == Some(piece.span.start);
            end = Some(piece.span.end);
            let joint = self.join(glued);
            let mut inner = Vec::new();
            while let Some(at) = glue.next_if(|at| *at < piece.span.end) {
                if at > piece.span.start {
                    inner.push(at);
                }
            }
            let copy = self.copy(&source.text, piece, &inner);
            if let Some(joint) = joint {
                self.glued.push(around(&self.article.text, joint));
            }
            self.account(source, piece, &copy);
        }
    }

    /// The line break before a block; its place when it was lost in the source.
    fn join(&mut self, glued: bool) -> Option<usize> {
        let text = &mut self.article.text;
        if text.is_empty() {
            return None;
        }
        let at = text.len();
        text.push('\n');
        if glued {
            let span = Span::new(at, at + 1);
            self.article.repairs.push(Repair {
                span,
                was: String::new(),
                code: FindingCode::GluedText,
            });
        }
        glued.then_some(at)
    }

    fn copy(&mut self, source: &str, piece: &Piece, glue: &[usize]) -> Copied {
        let start = self.article.text.len();
        let mut inserted = Vec::new();
        let mut from = piece.span.start;
        for at in with_break(glue, piece.line_break) {
            self.article.text.push_str(&source[from..at]);
            from = at;
            let is_break = piece.line_break == Some(at);
            let spaced = source[..at].ends_with(char::is_whitespace);
            if spaced && is_break {
                continue;
            }
            let place = self.article.text.len();
            self.article.text.push(if is_break { '\n' } else { ' ' });
            let span = Span::new(place, place + 1);
            self.article.repairs.push(Repair {
                span,
                was: String::new(),
                code: FindingCode::GluedText,
            });
            inserted.push((at, place));
        }
        self.article.text.push_str(&source[from..piece.span.end]);
        for (_, place) in &inserted {
            self.glued.push(around(&self.article.text, *place));
        }
        let block = self.article.blocks.len();
        let span = Span::new(start, self.article.text.len());
        self.article.blocks.push(Block { kind: piece.kind, span, lang: None });
        Copied {
            from: piece.span,
            start,
            inserted: inserted.into_iter().map(|(at, _)| at).collect(),
            block,
        }
    }

    /// Notes what a copied piece brings with it: its post, repaired letters, damage.
    fn account(&mut self, source: &Mended, piece: &Piece, copy: &Copied) {
        if let Some(post) = &piece.post {
            self.add_post(post, copy);
            self.flattened.push(copy.block);
        }
        if piece.kind == BlockKind::Teaser {
            self.spliced.push(copy.block);
        }
        let from = source.places.partition_point(|(span, _)| span.start < piece.span.start);
        for (span, was) in
            source.places[from..].iter().take_while(|(span, _)| span.start < piece.span.end)
        {
            if piece.span.contains(*span) {
                let span = copy.span(*span);
                self.article.repairs.push(Repair {
                    span,
                    was: was.clone(),
                    code: FindingCode::Mojibake,
                });
                self.damaged.push(span);
            }
        }
        let block = self.article.blocks[copy.block].span;
        let damage = mojibake::damage(block.of(&self.article.text));
        self.damaged.extend(damage.into_iter().map(|span| span.shifted(block.start)));
    }

    fn add_post(&mut self, found: &FoundPost, copy: &Copied) {
        let mut post = found.post.clone();
        post.block = copy.block;
        post.span = copy.span(found.words);
        self.article.posts.push(post);
    }
}

/// How one piece was copied.
struct Copied {
    from: Span,
    start: usize,
    /// Source offsets at which one byte was inserted.
    inserted: Vec<usize>,
    block: usize,
}

impl Copied {
    fn at(&self, source: usize) -> usize {
        self.start + (source - self.from.start) + self.inserted.partition_point(|at| *at <= source)
    }

    fn span(&self, source: Span) -> Span {
        let end =
            self.at(source.end) - usize::from(self.inserted.binary_search(&source.end).is_ok());
        Span::new(self.at(source.start), end)
    }
}

fn with_break(glue: &[usize], line_break: Option<usize>) -> Vec<usize> {
    let mut all = glue.to_vec();
    if let Some(at) = line_break
        && !all.contains(&at)
    {
        all.push(at);
        all.sort_unstable();
    }
    all
}

/// The words on both sides of byte `at`, at most 24 characters each.
fn around(text: &str, at: usize) -> Span {
    let before =
        text[..at].char_indices().rev().take(24).take_while(|(_, c)| !c.is_whitespace()).last();
    let after_start = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let after =
        text[after_start..].char_indices().take(24).take_while(|(_, c)| !c.is_whitespace()).last();
    Span::new(
        before.map_or(at, |(i, _)| i),
        after.map_or(after_start, |(i, c)| after_start + i + c.len_utf8()),
    )
}
