//! Content behind its cue.

use super::super::pack::{CueKind, CueRow, Kind};
use super::{Rules, share};
use rawi_text::TokenKind;
use std::ops::Range;

impl Rules<'_, '_> {
    /// The content behind a verb: from `from` on, at most `reach` tokens away.
    pub(super) fn right(
        &self,
        from: usize,
        cue: usize,
        row: &CueRow<'_>,
        reach: usize,
    ) -> Option<(Range<usize>, f32)> {
        let end = self.room(cue).end.min(from + reach);
        let mut k = from;
        let (mut inside, mut object, mut apart) = (false, false, true);
        while k < end {
            let direct = !inside && !object;
            if let Some(found) = self.content_at(k, cue, row, direct) {
                return Some(found);
            }
            if self.is_mark(k, ':') {
                return None;
            }
            if let Some(length) = self.length_of_circumstance(k) {
                k += length;
                (inside, apart) = (false, true);
                continue;
            }
            if self.ends_search(k, inside || apart, row) {
                return None;
            }
            apart = false;
            if self.pack.is_itself(self.form(k), Kind::Preposition) {
                inside = true;
            } else if direct && self.opens_phrase(k) {
                object = true;
            }
            k += 1;
        }
        // The full stop was cut off; a colon may end the line.
        self.is_mark(k, ':').then(|| self.content_at(k, cue, row, true)).flatten()
    }

    pub(super) fn length_of_circumstance(&self, k: usize) -> Option<usize> {
        let length = self.phrase(k, Kind::Circumstance).max(self.phrase(k, Kind::Adverb));
        (length > 0 && !self.is_name(k)).then_some(length)
    }

    /// Whether the search for a content is over at `k`.
    pub(super) fn ends_search(&self, k: usize, inside: bool, row: &CueRow<'_>) -> bool {
        match self.words.tokens[k].kind {
            TokenKind::Mark('-') => false,
            TokenKind::Mark(',') => !(inside && row.takes("clause")) || self.is_present(k + 1),
            TokenKind::Mark(_) | TokenKind::Break => true,
            _ => {
                self.pack.is_itself(self.form(k), Kind::Who)
                    || self.phrase(k, Kind::Closer) > 0
                        && self.is_present(k + self.phrase(k, Kind::Closer))
                    || self.is_finite(k) && !self.is_title_noun(k)
                    || self.is_present(k)
            }
        }
    }

    /// The content that begins at `k`. `direct`: no noun stands between the cue and it.
    pub(super) fn content_at(
        &self,
        k: usize,
        cue: usize,
        row: &CueRow<'_>,
        direct: bool,
    ) -> Option<(Range<usize>, f32)> {
        let quote = row.takes("quote");
        if self.is_mark(k, ':') {
            return self.after_colon(k, cue).filter(|_| quote);
        }
        if self.words.opens(k) && direct && (quote || row.takes("object")) {
            return Some((k..self.object_end(k, cue), share::QUOTE - 0.1));
        }
        if self.begins_with(k, Kind::Clause) && row.takes("clause") && self.is_opener(k, direct) {
            let start = k + usize::from(!self.pack.joins(self.form(k), Kind::Clause));
            let end = self.clause_end(start, cue);
            return (self.words.count(start..end) > 1).then_some((start..end, share::CLAUSE));
        }
        if let Some(start) = self.prepositional(k, row, direct) {
            let end = self.clause_end(start, cue);
            return (end > start + 1 || self.pack.bare(self.form(start)) != self.form(start))
                .then_some((start..end, share::PREPOSITION));
        }
        let negated = self.is(k, Kind::Negation) && (k + 1..k + 4).any(|k| self.is_infinitive(k));
        if direct
            && row.takes("clause")
            && (negated || self.is_infinitive(k) && !self.opens_phrase(k))
        {
            let end = self.clause_end(k, cue);
            return (end > k + 1).then_some((k..end, share::INFINITIVE));
        }
        let object = direct && row.takes("object") && !self.words.opens(k) && self.is_object(k);
        object
            .then(|| (k..self.object_end(k, cue), share::OBJECT))
            .filter(|(range, _)| self.words.count(range.clone()) > 1)
    }

    /// An opener right behind the verb; behind a noun only one that is no relative.
    pub(super) fn is_opener(&self, k: usize, direct: bool) -> bool {
        direct || self.behind_circumstance(k) || self.is_mark(k - 1, ',')
    }

    /// Whether a preposition stands among the words directly before `k`, or a circumstance ends there.
    pub(super) fn behind_circumstance(&self, k: usize) -> bool {
        let from = self.words.sentence_of(k).start.max(k.saturating_sub(12));
        (from..k).rev().take_while(|j| !self.is_finite(*j)).any(|j| {
            self.begins_with(j, Kind::Preposition) || self.phrase(j, Kind::Circumstance) > 0
        })
    }

    pub(super) fn is_object(&self, k: usize) -> bool {
        let article =
            self.begins_with(k, Kind::Article) || self.words.tokens[k].kind == TokenKind::Number;
        article && !self.pack.is_itself(self.form(k), Kind::Preposition) && !self.is_infinitive(k)
            || self.is(k, Kind::Preposition)
                && self.words.tokens.get(k + 1).is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// Where the content that a preposition of the row begins starts.
    pub(super) fn prepositional(&self, k: usize, row: &CueRow<'_>, direct: bool) -> Option<usize> {
        let joined = self.pack.joined(self.form(k));
        let taken = row.takes(self.form(k)) || (!joined.is_empty() && row.takes(&joined));
        if !taken || self.is_any_mark(k) {
            return None;
        }
        let next = if joined.is_empty() { k + 1 } else { k };
        let acts = (next..next + 4).any(|k| self.is_infinitive(k) && !self.opens_phrase(k))
            && (self.is_infinitive(next)
                || self.is(next, Kind::Clitic)
                || self.is(next, Kind::Negation));
        let quoted = self.words.opens(next) || self.words.opens(next + 1) && self.is_any_mark(next);
        (direct && !row.takes("object") || acts || quoted).then_some(k)
    }

    /// The words behind a colon: a quotation, else what is left of the sentence.
    pub(super) fn after_colon(&self, colon: usize, cue: usize) -> Option<(Range<usize>, f32)> {
        let mut at = colon + 1;
        if self.words.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Break) {
            at += 1;
        }
        if self.words.opens(at) {
            let quote = self.words.quotes[usize::from(self.words.quoted[at]).checked_sub(1)?];
            return Some((quote.open..quote.close, share::QUOTE));
        }
        let end = self.room(cue).end;
        (colon + 1 < end).then_some((colon + 1..end, share::COLON))
    }

    /// Where a clause that begins at `start` ends.
    pub(super) fn clause_end(&self, start: usize, cue: usize) -> usize {
        let end = self.room(cue).end;
        (start + 1..end)
            .find(|k| self.words.quoted[*k] == 0 && self.closes_clause(*k))
            .unwrap_or(end)
    }

    /// Where a noun phrase that begins at `start` ends, with what belongs to it.
    pub(super) fn object_end(&self, start: usize, cue: usize) -> usize {
        let end = self.room(cue).end;
        let stop = |k: &usize| {
            self.words.quoted[*k] == 0
                && (self.closes_clause(*k)
                    || self.is_mark(*k, ',') && !self.lists_on(*k, end)
                    || self.phrase(*k, Kind::Closer) > 0
                    || self.words.closes(*k - 1)
                        && self.words.opens(start)
                        && self.follows_quote(*k))
        };
        (start + 1..end).find(stop).unwrap_or(end)
    }

    /// Behind a quotation: circumstances and subjects, which do not belong to it.
    pub(super) fn follows_quote(&self, k: usize) -> bool {
        self.length_of_circumstance(k).is_some()
            || self.is(k, Kind::Conjunction)
            || self.pack.is_itself(self.form(k), Kind::Preposition)
    }

    /// A comma inside an enumeration: another phrase, and a conjunction later.
    pub(super) fn lists_on(&self, comma: usize, end: usize) -> bool {
        self.begins_with(comma + 1, Kind::Article)
            && (comma + 2..end.min(comma + 12)).any(|k| self.is(k, Kind::Conjunction))
    }

    /// Whether another report or a closer begins at `k`.
    pub(super) fn closes_clause(&self, k: usize) -> bool {
        let comma = self.is_mark(k, ',');
        let mut next = k + usize::from(comma);
        let joined = comma || self.is(k, Kind::Conjunction);
        let closer = self.phrase(next, Kind::Closer);
        if closer > 0 && (comma || self.is_present(next + closer)) {
            return true;
        }
        if !joined {
            return self.is_present(k) && self.is_told(k);
        }
        if self.is(next, Kind::Conjunction) {
            next += 1;
        }
        if self.pack.cue(self.form(next)).is_some_and(|row| row.kind == CueKind::Source) {
            return true;
        }
        next += self.phrase(next, Kind::Closer);
        while !self.is_any_mark(next)
            && (self.is(next, Kind::Auxiliary) || self.phrase(next, Kind::Adverb) > 0)
        {
            next += self.phrase(next, Kind::Adverb).max(1);
        }
        let turned = self.is_mark(next, '-') && self.turned_after(next).is_some();
        turned || self.is_told(next)
    }

    /// A verb of saying at `k` with a content of its own right behind.
    pub(super) fn is_told(&self, k: usize) -> bool {
        let Some(row) = self.pack.cue(self.form(k)).filter(|row| row.kind == CueKind::Verb) else {
            return false;
        };
        let next = self.skip_adverbs(k + 1);
        let opens = self.begins_with(next, Kind::Clause)
            || self.words.opens(next)
            || self.is_mark(next, ':');
        let object =
            row.takes("object") && self.begins_with(next, Kind::Article) && !self.is_noun(k, k);
        self.turned_after(k + 1).is_some()
            || opens
            || object
            || (row.forms.present && !row.forms.finite && self.is_infinitive(next))
    }
}
