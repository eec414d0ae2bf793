//! A text cut into tokens, with its quotation marks paired: what every step of the engine looks at.

use crate::pack::{Cue, Pack, Syntax};
use rawi_text::{Span, TokenKind, Tokens};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::ops::Range;

/// Tokens of one article with the pack of its language.
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a Tokens,
    pub(crate) pack: &'a Pack,
    /// Whether the text writes the preposition على with ى, so that علي with ي is a name.
    pub(crate) parts_yeh: bool,
    /// For every opening mark the index of its closing mark.
    close: Vec<Option<u32>>,
    /// For every token whether it closes a quotation.
    closes: Vec<bool>,
    /// Where each folded word stands, without article; made when a name is first looked for.
    places: OnceCell<FxHashMap<&'a str, Vec<u32>>>,
}

/// Tokens at most that one sentence is searched for, so that text without full stops costs no more than other text.
pub(crate) const SENTENCE_TOKENS: usize = 400;

impl<'a> View<'a> {
    /// Pairs the quotation marks inside each of the `blocks` (token ranges).
    pub(crate) fn new(
        text: &'a str,
        tokens: &'a Tokens,
        pack: &'a Pack,
        blocks: &[Range<usize>],
    ) -> Self {
        let mixes = [" الي ", " إلي ", "علي أن", "علي ان"].iter().any(|words| text.contains(words));
        let parts_yeh = text.contains("على") || text.contains("إلى") || !mixes;
        let mut view = Self {
            text,
            tokens,
            pack,
            parts_yeh,
            close: vec![None; tokens.len()],
            closes: vec![false; tokens.len()],
            places: OnceCell::new(),
        };
        for block in blocks {
            view.pair(block.clone());
        }
        for at in view.close.iter().flatten() {
            view.closes[*at as usize] = true;
        }
        view
    }

    fn pair(&mut self, block: Range<usize>) {
        let mut straight: Option<usize> = None;
        let mut guillemets: Vec<usize> = Vec::new();
        let mut curly: Option<usize> = None;
        let mut skip_until = block.start;
        for i in block.clone() {
            if i < skip_until {
                continue;
            }
            match self.mark(i) {
                Some('"') => match straight {
                    Some(_) if self.looks_opening(i) => match self.nested_name(i, block.end) {
                        Some(end) => skip_until = end,
                        // The first was never closed.
                        None => straight = Some(i),
                    },
                    Some(_) => close(&mut straight, i, &mut self.close),
                    None if !self.looks_closing(i) => straight = Some(i),
                    None => {}
                },
                Some('«') => guillemets.push(i),
                Some('»') => close(&mut guillemets.pop(), i, &mut self.close),
                Some('“') if curly.is_none() => curly = Some(i),
                // Some sites open with ” and close with “.
                Some('”') if curly.is_none() && self.opens(i) => curly = Some(i),
                Some('”' | '“') => close(&mut curly, i, &mut self.close),
                _ => {}
            }
        }
    }

    /// A space before the mark and none after it.
    fn looks_opening(&self, i: usize) -> bool {
        self.opens(i)
            && self.text[..self.tokens[i].span.start]
                .ends_with(|c: char| c.is_whitespace() || c == '(')
    }

    /// None before the mark and a space or another mark after it.
    fn looks_closing(&self, i: usize) -> bool {
        let span = self.tokens[i].span;
        let after = self.text[span.end..].chars().next();
        !self.text[..span.start].ends_with(char::is_whitespace)
            && after.is_none_or(|c| !c.is_alphanumeric())
    }

    /// A name in marks inside a quotation: the token after its closing mark.
    fn nested_name(&self, i: usize, end: usize) -> Option<usize> {
        let close = (i + 1..end.min(i + 6)).find(|k| self.mark(*k) == Some('"'))?;
        let goes_on = (close + 1..end).any(|k| self.mark(k) == Some('"'));
        (self.words(i + 1..close) <= 3
            && self.looks_closing(close)
            && goes_on
            && self.is_word(close + 1))
        .then_some(close + 1)
    }

    /// Whether a mark stands where an opening one would: a space before it, none after.
    fn opens(&self, i: usize) -> bool {
        let span = self.tokens[i].span;
        !self.text[span.end..].starts_with(char::is_whitespace)
    }

    /// The mark that token `i` is.
    pub(crate) fn mark(&self, i: usize) -> Option<char> {
        match self.tokens.get(i)?.kind {
            TokenKind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// Index of the mark that closes the quotation opened by token `i`.
    pub(crate) fn closing(&self, i: usize) -> Option<usize> {
        self.close.get(i).copied().flatten().map(|at| at as usize)
    }

    /// Whether token `i` is a mark that opens quotations, paired or not.
    pub(crate) fn is_open_quote(&self, i: usize) -> bool {
        self.closing(i).is_some()
            || (matches!(self.mark(i), Some('«' | '“' | '"'))
                && !self.is_close_quote(i)
                && self.opens(i))
    }

    /// Whether token `i` closes a quotation.
    pub(crate) fn is_close_quote(&self, i: usize) -> bool {
        self.closes.get(i).copied().unwrap_or(false)
    }

    /// Where the folded word stands, with or without the article, in order.
    pub(crate) fn places(&self, bare: &str) -> &[u32] {
        let places = self.places.get_or_init(|| {
            let mut places: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
            for i in (0..self.tokens.len()).filter(|i| self.is_word(*i)) {
                let form = self.form(i);
                places.entry(form.strip_prefix("ال").unwrap_or(form)).or_default().push(i as u32);
            }
            places
        });
        places.get(bare).map_or(&[], Vec::as_slice)
    }

    /// The sentence around token `i`, inside `block`.
    pub(crate) fn sentence(&self, i: usize, block: &Range<usize>) -> Range<usize> {
        let floor = block.start.max(i.saturating_sub(SENTENCE_TOKENS));
        let ceiling = block.end.min(i + SENTENCE_TOKENS);
        let start = (floor..i).rev().find(|k| self.ends_sentence(*k)).map_or(floor, |k| k + 1);
        start..(i + 1..ceiling).find(|k| self.ends_sentence(*k)).unwrap_or(ceiling)
    }

    /// The folded word of token `i`; nothing where there is no such token.
    pub(crate) fn form(&self, i: usize) -> &'a str {
        if i < self.tokens.len() { self.tokens.form(i) } else { "" }
    }

    /// The cue that token `i` is. A form that ends in ى (رأى) must be written so where the text parts ى and ي.
    pub(crate) fn cue(&self, i: usize) -> Option<&'a Cue> {
        let cue = self.is_word(i).then(|| self.pack.cue(self.form(i))).flatten()?;
        let written = || self.tokens[i].span.of(self.text).ends_with('ى');
        // "علي بن أبي طالب"
        let named = self.form(i) == "طالب" && i > 0 && matches!(self.form(i - 1), "ابي" | "ابو");
        if named {
            return None;
        }
        (!cue.maqsura || !self.parts_yeh || written()).then_some(cue)
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub(crate) fn is(&self, i: usize, syntax: Syntax) -> bool {
        self.is_word(i) && self.pack.is(self.form(i), syntax)
    }

    pub(crate) fn phrase(&self, i: usize, end: usize, syntax: Syntax) -> Option<usize> {
        self.pack.at(self.tokens, i, end, syntax)
    }

    /// Whether a sentence ends with token `i`: a line break, a question or exclamation mark, or a full stop that does
    /// not belong to an abbreviation.
    pub(crate) fn ends_sentence(&self, i: usize) -> bool {
        match self.tokens[i].kind {
            TokenKind::Break => true,
            TokenKind::Mark('؟' | '!' | '?') => true,
            TokenKind::Mark('.') => !self.is_abbreviation_stop(i) && !self.is_inner_stop(i),
            _ => false,
        }
    }

    /// "إل.جي": letters directly on both sides; assembly has set a space after the stops that end a sentence.
    fn is_inner_stop(&self, i: usize) -> bool {
        let span = self.tokens[i].span;
        let touches = |k: usize, at: fn(&rawi_text::Span) -> usize, edge: usize| {
            self.is_word(k) && at(&self.tokens[k].span) == edge
        };
        i > 0 && touches(i - 1, |s| s.end, span.start) && touches(i + 1, |s| s.start, span.end)
    }

    /// "د. محمد", "أ.د. علي": a stop after one or two letters, with a word after it.
    fn is_abbreviation_stop(&self, i: usize) -> bool {
        i > 0
            && self.is_word(i - 1)
            && self.tokens[i - 1].span.end == self.tokens[i].span.start
            && self.form(i - 1).chars().nth(1).is_none()
            && self.is_word(i + 1)
    }

    /// Whether token `i` opens a clause, and whether it belongs to the clause itself (a pronoun is attached).
    pub(crate) fn clause_opener(&self, i: usize) -> Option<ClauseOpener> {
        if !self.is_word(i) {
            return None;
        }
        let form = self.form(i);
        if self.pack.is(form, Syntax::Clause) {
            return Some(ClauseOpener::Outside);
        }
        let rest =
            ["ان", "بان", "فان", "وان", "وبان"].iter().find_map(|head| form.strip_prefix(head))?;
        const PRONOUNS: [&str; 10] = ["ه", "ها", "هم", "هما", "هن", "ني", "نا", "ك", "كم", "ي"];
        PRONOUNS.contains(&rest).then_some(ClauseOpener::Inside)
    }

    /// Bytes from the start of token `from` to the end of token `to - 1`.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.tokens[range.start].span.start, self.tokens[range.end - 1].span.end)
    }

    /// Whether token `i` is the name علي, not the preposition على: written with ي in a text that parts the two, and
    /// before a word without article.
    pub(crate) fn is_ali(&self, i: usize) -> bool {
        self.is_word(i)
            && self.form(i) == "علي"
            && self.parts_yeh
            && self.tokens[i].span.of(self.text).ends_with('ي')
    }

    /// Whether token `i` is an office or an honorific, with or without article.
    pub(crate) fn is_bare_title(&self, i: usize) -> bool {
        self.is_word(i) && self.pack.is_bare(self.form(i), Syntax::Title)
    }

    pub(crate) fn words(&self, range: Range<usize>) -> usize {
        range.filter(|i| self.is_word(*i)).count()
    }
}

/// How a clause begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClauseOpener {
    /// A bare إن or أن: the content begins after it.
    Outside,
    /// إنه, أنها: the content begins with it.
    Inside,
}

fn close(open: &mut Option<usize>, i: usize, closes: &mut [Option<u32>]) {
    if let Some(at) = open.take() {
        closes[at] = Some(i as u32);
    }
}
