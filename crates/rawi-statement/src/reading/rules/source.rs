//! Who speaks: the noun phrase before a verb or behind one turned round.

use super::super::pack::{CueKind, Kind};
use super::{LONGEST_SOURCE, Rules};
use rawi_text::TokenKind;
use std::ops::Range;

impl Rules<'_, '_> {
    /// The noun phrase that begins at `from`, with a name that a comma sets beside it.
    pub(super) fn noun_phrase(&self, from: usize, beside: bool) -> Option<Range<usize>> {
        if self.is_pronoun(from) {
            return Some(from..from + 1);
        }
        if !self.opens_phrase(from) {
            return None;
        }
        let limit = self.words.sentence_of(from).end.min(from + LONGEST_SOURCE);
        let mut end = self.phrase_end(from, limit);
        if beside && self.is_mark(end, ',') && end + 1 < limit && self.is_beside(end + 1) {
            end = self.phrase_end(end + 1, limit);
        }
        (end > from).then_some(from..end)
    }

    /// A name or an office, set beside another.
    pub(super) fn is_beside(&self, i: usize) -> bool {
        let title = |k: usize| self.is(k, Kind::Title) || self.is(k, Kind::Group);
        self.is_name(i)
            || title(i)
            || (self.begins_with(i, Kind::Article)
                && (title(i + 1) || self.pack.joins(self.form(i), Kind::Article) && title(i)))
    }

    /// Where the noun phrase that begins at `from` ends.
    pub(super) fn phrase_end(&self, from: usize, limit: usize) -> usize {
        let mut k = from;
        while k < limit && !self.ends_phrase(k, from) {
            k += 1;
        }
        // A word that only joins belongs to what it would have joined.
        while k > from + 1 && (self.is(k - 1, Kind::Genitive) || self.is(k - 1, Kind::Conjunction))
        {
            k -= 1;
        }
        k
    }

    pub(super) fn ends_phrase(&self, k: usize, from: usize) -> bool {
        match self.words.tokens[k].kind {
            TokenKind::Mark('-') => false,
            // "M. Leroy"
            TokenKind::Mark('.') => {
                let short = k > from && self.form(k - 1).len() <= 4 && self.is(k - 1, Kind::Title);
                !(short && self.is_name(k + 1))
            }
            TokenKind::Mark(_) | TokenKind::Break => true,
            TokenKind::Word => {
                let name = self.is_name(k);
                self.pack.is_itself(self.form(k), Kind::Who)
                    || self.begins_with(k, Kind::Clause)
                    || (self.pack.is_itself(self.form(k), Kind::Preposition) && k > from)
                    || (!name && self.phrase(k, Kind::Circumstance) > 0)
                    || self.phrase(k, Kind::Closer) > 0
                    || self.phrase(k, Kind::Adverb) > 0
                    || (k > from && self.is_finite(k) && !self.is_title_noun(k))
                    || self.is_present(k)
                    || (self.is(k, Kind::Conjunction) && !self.opens_phrase(k + 1))
            }
            _ => false,
        }
    }

    pub(super) fn is_title_noun(&self, k: usize) -> bool {
        self.is(k, Kind::Title) || self.is(k, Kind::Group)
    }

    pub(super) fn is_present(&self, k: usize) -> bool {
        self.pack
            .cue(self.form(k))
            .is_some_and(|row| row.kind == CueKind::Verb && row.forms.present && !row.forms.finite)
    }

    /// The subject that ends before a verb at `end`; empty where there is none.
    pub(super) fn subject(&self, end: usize, floor: usize) -> Range<usize> {
        if end <= floor {
            return end..end;
        }
        let last = end - 1;
        // "celui-ci"
        if last >= floor + 2 && self.is_mark(last - 1, '-') && self.is_pronoun(last - 2) {
            return last - 2..end;
        }
        if self.is_pronoun(last) || self.pack.is_itself(self.form(last), Kind::Who) {
            let article = last > floor && self.pack.is_itself(self.form(last - 1), Kind::Article);
            return last - usize::from(article)..end;
        }
        let floor = self.clause_start(end, floor);
        let commas: Vec<usize> =
            (floor..end).filter(|k| self.is_mark(*k, ',') && self.words.quoted[*k] == 0).collect();
        let closed = commas.last() == Some(&last);
        let mut stops: Vec<usize> = commas.into_iter().filter(|k| *k != last).collect();
        stops.insert(0, floor.wrapping_sub(1));
        let segment = |n: usize| {
            let from = stops.len().checked_sub(n + 1).map(|at| stops[at].wrapping_add(1));
            let to = if n == 0 { end - usize::from(closed) } else { stops[stops.len() - n] };
            from.map(|from| from..to)
        };
        let nearest = segment(0).unwrap_or(end..end);
        if closed
            && let Some(before) = segment(1)
            && let Some(found) = self.subject_in(&before)
        {
            // "Le maire, Marc Leroy, a dit": the name belongs to it; "le maire, qui préside, a dit": not so.
            let beside = found.end == before.end && self.is_beside_all(&nearest);
            return if beside { found.start..nearest.end } else { found };
        }
        self.subject_in(&nearest).unwrap_or(end..end)
    }

    pub(super) fn is_beside_all(&self, range: &Range<usize>) -> bool {
        let start = range.start;
        !range.is_empty()
            && !self.pack.is_itself(self.form(start), Kind::Who)
            && self.phrase(start, Kind::Preposition) == 0
            && self.phrase(start, Kind::Circumstance) == 0
            && self.phrase(start, Kind::Closer) == 0
            && !self.begins_with(start, Kind::Clause)
            && !range.clone().any(|k| self.is(k, Kind::Auxiliary))
    }

    /// Where the clause that ends at `end` begins: behind marks, openers and contrasts.
    pub(super) fn clause_start(&self, end: usize, floor: usize) -> usize {
        (floor..end)
            .rev()
            .find(|k| match self.words.tokens[*k].kind {
                TokenKind::Mark(':' | ';' | '(' | ')' | '–' | '—' | '•') | TokenKind::Break => {
                    true
                }
                TokenKind::Mark(_) => {
                    self.words.opens(*k) || (self.words.closes(*k) && self.ends_clause(*k))
                }
                _ => false,
            })
            .map_or(floor, |k| k + 1)
    }

    /// A closing mark of quotation behind a full stop or before a comma.
    pub(super) fn ends_clause(&self, close: usize) -> bool {
        let full =
            matches!(self.words.tokens[close - 1].kind, TokenKind::Mark('.' | '!' | '?' | '…'));
        full || self.is_mark(close + 1, ',')
    }

    /// The noun phrase of a stretch between commas, without circumstances and without a clause before it.
    pub(super) fn subject_in(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let mut start = range.start;
        // Behind another verb only what a conjunction begins anew.
        if let Some(verb) =
            range.clone().rev().find(|k| self.is_finite(*k) && !self.is_title_noun(*k))
        {
            start = (verb + 1..range.end).find(|k| self.is(*k, Kind::Conjunction))? + 1;
        }
        while start < range.end && !self.begins_subject(start) {
            start += 1;
        }
        // "À Paris le maire": behind a preposition the last phrase that none precedes.
        if start > range.start
            && start < range.end
            && self.pack.is_itself(self.form(start - 1), Kind::Preposition)
        {
            start = (start + 1..range.end).rev().find(|k| {
                self.begins_subject(*k)
                    && !self.is(*k - 1, Kind::Genitive)
                    && !self.pack.is_itself(self.form(*k - 1), Kind::Preposition)
                    && !self.begins_with(*k - 1, Kind::Article)
                    && !self.is_name(*k - 1)
                    && !self.is_title_noun(*k - 1)
                    && (self.begins_with(*k, Kind::Article) || self.is_name(*k))
            })?;
        }
        let end = self.phrase_end(start, range.end);
        (start < end).then_some(start..end)
    }

    pub(super) fn begins_subject(&self, k: usize) -> bool {
        let apart = self.pack.is_itself(self.form(k), Kind::Genitive)
            && !self.pack.is_itself(self.form(k), Kind::Article);
        self.opens_phrase(k)
            && self.phrase(k, Kind::Circumstance) == 0
            && !apart
            && self.phrase(k, Kind::Adverb) == 0
    }
}
