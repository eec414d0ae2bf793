//! What words are, as far as rows tell.

use super::super::pack::{CueKind, Kind};
use super::super::words::tag;
use super::{Rules, SIDE};
use rawi_text::TokenKind;
use std::ops::Range;

impl<'t> Rules<'_, 't> {
    pub(super) fn form(&self, i: usize) -> &'t str {
        if i < self.words.tokens.len() { self.words.tokens.form(i) } else { "" }
    }

    pub(super) fn is(&self, i: usize, kind: Kind) -> bool {
        self.pack.is(self.form(i), kind)
    }

    /// Whether the word, or what is joined to its front, is of that kind.
    pub(super) fn begins_with(&self, i: usize, kind: Kind) -> bool {
        self.pack.is_itself(self.form(i), kind) || self.pack.joins(self.form(i), kind)
    }

    pub(super) fn phrase(&self, i: usize, kind: Kind) -> usize {
        self.pack.at(self.words.tokens, i, kind)
    }

    pub(super) fn is_mark(&self, i: usize, mark: char) -> bool {
        self.words.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Mark(mark))
    }

    pub(super) fn is_any_mark(&self, i: usize) -> bool {
        matches!(
            self.words.tokens.get(i).map(|t| t.kind),
            None | Some(TokenKind::Mark(_) | TokenKind::Break)
        )
    }

    pub(super) fn is_name(&self, i: usize) -> bool {
        self.words.words.get(i).is_some_and(|w| w.tag == tag("NNP"))
    }

    pub(super) fn is_pronoun(&self, i: usize) -> bool {
        const PRONOUNS: [Kind; 5] = [Kind::He, Kind::She, Kind::They, Kind::It, Kind::Itself];
        PRONOUNS.into_iter().any(|kind| self.pack.is_itself(self.form(i), kind))
    }

    /// Somebody or something that speaks.
    pub(super) fn speaks(&self, i: usize) -> bool {
        const SPEAKERS: [Kind; 6] =
            [Kind::Title, Kind::Group, Kind::Institution, Kind::Document, Kind::Man, Kind::Woman];
        SPEAKERS.into_iter().any(|kind| self.is(i, kind))
    }

    pub(super) fn is_infinitive(&self, i: usize) -> bool {
        (self.pack.ends(self.form(i), Kind::Infinitive) && !self.is(i, Kind::Circumstance))
            || self.pack.cue(self.form(i)).is_some_and(|row| row.forms.led)
    }

    /// A finite verb, as far as rows tell.
    pub(super) fn is_finite(&self, i: usize) -> bool {
        let noun =
            i > 0 && (self.begins_with(i - 1, Kind::Article) || self.is(i - 1, Kind::Genitive));
        let cue = self
            .pack
            .cue(self.form(i))
            .is_some_and(|row| row.kind == CueKind::Verb && row.forms.finite);
        self.is(i, Kind::Auxiliary)
            || self.is(i, Kind::Verb)
            || (!noun
                && !self.is_name(i)
                && (cue || self.pack.ends(self.form(i), Kind::VerbEnding)))
    }

    /// Where the cue's sentence begins and ends, the full stop left out.
    pub(super) fn room(&self, i: usize) -> Range<usize> {
        let sentence = self.words.sentence_of(i);
        let mut end = sentence.end.min(i + SIDE);
        while end > i + 1 && self.is_stop(end - 1) {
            end -= 1;
        }
        sentence.start.max(i.saturating_sub(SIDE))..end
    }

    /// A mark or break that ends a sentence outside of quotations.
    pub(super) fn is_stop(&self, i: usize) -> bool {
        let stop = matches!(
            self.words.tokens[i].kind,
            TokenKind::Break | TokenKind::Mark('.' | '!' | '?' | '…' | ';')
        );
        stop && self.words.quoted[i] == 0
    }

    /// The first token of a noun phrase.
    pub(super) fn opens_phrase(&self, i: usize) -> bool {
        self.begins_with(i, Kind::Article)
            || self.is_name(i)
            || self.speaks(i)
            || self.words.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
    }
}
