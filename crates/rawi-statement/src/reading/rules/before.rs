//! Content before its cue: "… », a déclaré le maire".

use super::super::pack::{CueKind, CueRow, Kind};
use super::{Frame, Group, Rules, share};
use rawi_text::TokenKind;
use std::ops::Range;

impl Rules<'_, '_> {
    /// "… », a déclaré le maire": content, verb, subject.
    pub(super) fn inverted(&self, i: usize, row: &CueRow<'_>, group: &Group) -> Option<Frame> {
        if !row.takes("quote") && !row.takes("clause") {
            return None;
        }
        let left = self.before(group.range.start)?;
        let after = group.range.end;
        let from = self.skip_aside(self.skip_adverbs(after), i);
        let source = match group.pronoun {
            Some(at) => at..at + 1,
            None => self.noun_phrase(from, true)?,
        };
        let quoted = self.words.quoted[left.end - 1] != 0;
        let told = group.pronoun.is_some()
            || quoted
            || !row.takes("object") && (self.heads_speaker(&source) || self.is_clause(&left))
            || self.heads_speaker(&source) && self.is_clause(&left);
        if !told || (quoted && self.words.quoted[i] == 0 && self.is_subject_quote(&left, group)) {
            return None;
        }
        let right = self.after_incise(source.end.max(group.range.end), &left, i);
        let share = if quoted { share::QUOTE } else { share::INVERTED };
        Some(Frame { cue: i, source, left: Some(left), right, share })
    }

    /// Whether a quotation before the verb is a part of its subject: no comma between.
    pub(super) fn is_subject_quote(&self, left: &Range<usize>, group: &Group) -> bool {
        let comma = left.end < group.range.start;
        let whole =
            left.start == self.room(group.range.start).start || self.words.opens(left.start);
        !comma && !whole
    }

    /// The content that ends before a comma or a closing mark at `end`.
    pub(super) fn before(&self, end: usize) -> Option<Range<usize>> {
        let comma = end.checked_sub(1)?;
        let last = if self.is_mark(comma, ',') { comma.checked_sub(1)? } else { comma };
        let here = self.words.quoted[end];
        if here != 0 {
            // Inside a quotation that goes on behind the speaker.
            let quote = self.words.quotes[usize::from(here) - 1];
            return (last < comma && quote.open <= last).then_some(quote.open..last + 1);
        }
        let room = self.room(end);
        if self.words.closes(last) && (last >= room.start || !self.words.begins_line[end]) {
            let quote = self.words.quotes[usize::from(self.words.quoted[last]).checked_sub(1)?];
            let lead = self.words.count(room.start.min(quote.open)..quote.open);
            let apart = quote.open <= room.start || lead == 0 || self.is_mark(quote.open - 1, ':');
            return Some(if apart { quote.open..quote.close } else { room.start..quote.close });
        }
        let from = self.after_label(room.start, last);
        (last < comma && last >= from && self.words.count(from..last + 1) > 1)
            .then_some(from..last + 1)
    }

    /// Behind "Tunisie :" at the beginning of a sentence.
    pub(super) fn after_label(&self, from: usize, to: usize) -> usize {
        (from..to.min(from + 8)).find(|k| self.is_mark(*k, ':')).map_or(from, |k| k + 1)
    }

    pub(super) fn is_clause(&self, range: &Range<usize>) -> bool {
        range.clone().any(|k| self.is_finite(k))
    }

    pub(super) fn heads_speaker(&self, source: &Range<usize>) -> bool {
        source.clone().take(3).any(|k| self.speaks(k) || self.is_name(k))
    }

    /// What goes on behind "…, a-t-il dit": in the same quotation, or in the one that opens next.
    pub(super) fn after_incise(
        &self,
        from: usize,
        left: &Range<usize>,
        cue: usize,
    ) -> Option<Range<usize>> {
        let nth = usize::from(self.words.quoted[cue]);
        if nth != 0 {
            let close = self.words.quotes[nth - 1].close;
            let mark = (from..close).find(|k| self.is_any_mark(*k) && !self.is_mark(*k, '-'))?;
            let start = mark + usize::from(!self.words.closes(mark));
            return (self.words.count(start..close) > 0).then_some(start..close);
        }
        if self.words.quoted[left.end - 1] == 0 {
            return None;
        }
        let sentence = self.words.sentence_of(cue);
        let mark = (from..sentence.end).find(|k| {
            self.words.opens(*k + 1)
                && matches!(self.words.tokens[*k].kind, TokenKind::Mark(',' | ':' | '.'))
        });
        let open = mark.map(|mark| mark + 1).or_else(|| {
            let next = sentence.end;
            (self.words.opens(next) && !self.words.begins_line[next]).then_some(next)
        })?;
        let quote = self.words.quotes[usize::from(self.words.quoted[open]).checked_sub(1)?];
        let told = self.is_mark(quote.close, ',') || self.has_own_cue(quote.close);
        (!told).then_some(quote.open..quote.close)
    }

    /// Whether a verb of saying stands directly at `at`.
    pub(super) fn has_own_cue(&self, at: usize) -> bool {
        let cue =
            |k: usize| self.pack.cue(self.form(k)).is_some_and(|row| row.kind == CueKind::Verb);
        !self.is_any_mark(at) && (at..at + 3).any(cue)
    }

    pub(super) fn skip_adverbs(&self, mut at: usize) -> usize {
        loop {
            let adverb = self.phrase(at, Kind::Adverb).max(self.phrase(at, Kind::Circumstance));
            if adverb == 0 || self.opens_phrase(at) && self.is_name(at) {
                return at;
            }
            at += adverb;
        }
    }

    /// Behind ", sans s'attarder," between verb and subject.
    pub(super) fn skip_aside(&self, at: usize, cue: usize) -> usize {
        let end = self.room(cue).end.min(at + 8);
        let aside =
            self.is_mark(at, ',').then(|| (at + 1..end).find(|k| self.is_mark(*k, ','))).flatten();
        aside.map_or(at, |comma| comma + 1)
    }
}
