//! "Selon le maire, …", "Leroy : « … »": statements without a verb.

use super::super::pack::{CueKind, Kind};
use super::{Frame, LOOKED_THROUGH, Rules, share};
use std::ops::Range;

impl Rules<'_, '_> {
    /// "Selon le maire, …" and "…, selon le maire".
    pub(super) fn according(&self, i: usize) -> Option<Frame> {
        if self.words.quoted[i] != 0 {
            return None;
        }
        let room = self.room(i);
        let from = i + 1 + usize::from(self.pack.is_itself(self.form(i + 1), Kind::Addressing));
        let source = self.noun_phrase(from, false).filter(|_| from < room.end)?;
        let rest = (source.end..room.end).find(|k| self.is_mark(*k, ',')).map(|k| k + 1);
        let leads = (room.start..i).all(|k| {
            self.is_any_mark(k) || self.is(k, Kind::Conjunction) || self.phrase(k, Kind::Adverb) > 0
        });
        let label = self.after_label(room.start, i);
        let left = (!leads).then(|| label..i - usize::from(self.is_mark(i - 1, ',')));
        let left = left.filter(|left| left.start < left.end && self.words.count(left.clone()) > 1);
        let behind = match left {
            Some(_) => rest
                .filter(|_| self.is_mark(i.wrapping_sub(1), ',') && self.is_mark(source.end, ',')),
            None => Some(rest.unwrap_or(source.end)),
        };
        let right = behind.map(|from| from..self.clause_end(from, i)).filter(|right| {
            right.start < right.end
                && self.words.count(right.clone()) > 1
                && (left.is_none() || !self.is_present(right.start))
        });
        (left.is_some() || right.is_some()).then_some(Frame {
            cue: i,
            source,
            left,
            right,
            share: share::SOURCE,
        })
    }

    /// "Réponse du maire : « … »".
    pub(super) fn noun(&self, i: usize) -> Option<Frame> {
        let room = self.room(i);
        let colon = (i + 1..room.end.min(i + 12)).find(|k| self.is_mark(*k, ':'))?;
        if self.words.quoted[i] != 0
            || (room.start..colon).any(|k| self.is_finite(k))
            || !self.words.opens(colon + 1)
        {
            return None;
        }
        let source =
            (i + 1..colon).find(|k| self.begins_subject(*k) || self.begins_with(*k, Kind::Article));
        let source = source.and_then(|from| self.noun_phrase(from, true)).unwrap_or(i..i);
        let (right, _) = self.after_colon(colon, i)?;
        Some(Frame { cue: i, source, left: None, right: Some(right), share: share::COLON })
    }

    /// "Leroy : « … »" at the beginning of a line.
    pub(super) fn named_line(&self, colon: usize) -> Option<Frame> {
        let from = (colon.saturating_sub(10)..colon).rev().find(|k| self.words.begins_line[*k])?;
        let named = from..colon;
        let only_words = named
            .clone()
            .all(|k| !self.is_any_mark(k) || self.is_mark(k, '-') || self.is_mark(k, ','));
        let verb = named.clone().any(|k| self.is_finite(k) && !self.is_title_noun(k));
        if named.is_empty() || !only_words || verb || self.words.quoted[colon] != 0 {
            return None;
        }
        let (right, _) = self.after_colon(colon, colon)?;
        let quoted = self.words.opens(right.start);
        let fits = if quoted { self.names_speaker(&named) } else { self.names_person(&named) };
        let share = if quoted { share::QUOTE } else { share::OBJECT };
        fits.then_some(Frame { cue: colon, source: named, left: None, right: Some(right), share })
    }

    pub(super) fn names_speaker(&self, named: &Range<usize>) -> bool {
        let noun =
            self.pack.cue(self.form(named.start)).is_some_and(|row| row.kind == CueKind::Noun);
        !noun
            && (named.clone().take(2).any(|k| self.speaks(k))
                || (self.is_name(named.start) && named.len() < 4))
    }

    /// A given name before a surname, an office, or a surname that the article gives in full.
    pub(super) fn names_person(&self, named: &Range<usize>) -> bool {
        let start = named.start;
        let given = self.is(start, Kind::Man) || self.is(start, Kind::Woman);
        (given && named.len() > 1 && self.is_name(start + 1))
            || (named.len() == 1 && self.is_surname(start))
    }

    pub(super) fn is_surname(&self, i: usize) -> bool {
        let form = self.form(i);
        let tokens = self.words.tokens;
        (1..tokens.len().min(LOOKED_THROUGH)).any(|k| {
            k != i
                && tokens.form(k) == form
                && (self.is(k - 1, Kind::Man) || self.is(k - 1, Kind::Woman))
        })
    }
}
