//! Answers by the rows of a pack alone, for languages of which nothing was learned: subject, verb, content, in that order
//! or with the content before.

mod after;
mod before;
mod line;
mod source;
mod word;

use super::model::Part;
use super::pack::{CueKind, CueRow, Kind, Pack};
use super::read::{Answer, Reading, signed};
use super::words::Words;
use rawi_text::TokenKind;
use std::ops::Range;

/// Tokens at most between a cue and its content.
const REACH: usize = 30;

/// Tokens at most on either side of a cue, except in quotations.
const SIDE: usize = 150;

/// Tokens at most in a source.
const LONGEST_SOURCE: usize = 30;

/// Tokens at the beginning of an article in which a full name is looked for.
const LOOKED_THROUGH: usize = 2000;

/// How likely a statement of that shape is right.
mod share {
    pub(super) const CLAUSE: f32 = 0.9;
    pub(super) const QUOTE: f32 = 0.9;
    pub(super) const INVERTED: f32 = 0.85;
    pub(super) const SOURCE: f32 = 0.8;
    pub(super) const INFINITIVE: f32 = 0.75;
    pub(super) const COLON: f32 = 0.7;
    pub(super) const PREPOSITION: f32 = 0.7;
    pub(super) const OBJECT: f32 = 0.6;
}

/// What stands beside a cue.
#[derive(Clone, Debug)]
struct Frame {
    cue: usize,
    source: Range<usize>,
    left: Option<Range<usize>>,
    right: Option<Range<usize>>,
    share: f32,
}

/// Answers by rows.
pub(crate) struct Rules<'w, 't> {
    words: &'w Words<'t>,
    pack: &'w Pack,
    /// What the cue asked about last stands beside.
    frame: Option<Frame>,
}

impl Answer for Rules<'_, '_> {
    fn cue(&mut self, i: usize) -> f32 {
        self.frame = self.frame_at(i);
        self.frame.as_ref().map_or(0.0, |frame| frame.share)
    }

    fn part(&mut self, cue: usize, part: Part, _: &Range<usize>) -> (Option<Range<usize>>, f32) {
        let Some(frame) = self.frame.as_ref().filter(|frame| frame.cue == cue) else {
            return (None, 1.0);
        };
        let found = match part {
            Part::Source => Some(frame.source.clone()).filter(|range| !range.is_empty()),
            Part::Left => frame.left.clone(),
            Part::Right => frame.right.clone(),
        };
        (found, frame.share)
    }

    fn quoted(&self, i: usize) -> bool {
        self.words.near_quotes(i)
    }

    fn certain(&self, i: usize) -> Option<Reading> {
        signed(self.words, i)
    }

    fn share(&mut self, reading: &Reading) -> f32 {
        reading.cue_share
    }
}

/// The verb of a cue with what belongs to it.
struct Group {
    range: Range<usize>,
    /// The pronoun turned round behind it.
    pronoun: Option<usize>,
}

impl<'w, 't> Rules<'w, 't> {
    pub(crate) fn new(words: &'w Words<'t>, pack: &'w Pack) -> Self {
        Self { words, pack, frame: None }
    }

    fn frame_at(&self, i: usize) -> Option<Frame> {
        match self.words.tokens[i].kind {
            TokenKind::Mark(':') => self.named_line(i),
            TokenKind::Word => {
                let row = self.pack.cue(self.form(i))?;
                match row.kind {
                    CueKind::Verb => self.verb(i, &row),
                    CueKind::Source => self.according(i),
                    CueKind::Noun => self.noun(i),
                }
            }
            _ => None,
        }
    }

    /// The verb with its auxiliaries, where the form at `i` reports there.
    fn group(&self, i: usize, row: &CueRow<'_>) -> Option<Group> {
        let room = self.room(i);
        let mut start = i;
        let led = row.forms.led.then(|| self.lead_before(i, room.start)).flatten();
        start = led.unwrap_or(start);
        let mut pronoun = None;
        let mut auxiliary = false;
        while start > room.start {
            let before = start - 1;
            if self.is(before, Kind::Auxiliary) {
                auxiliary = true;
            } else if let Some(turned) = self.turned_before(start, room.start) {
                pronoun = Some(before);
                auxiliary = true;
                start = turned;
                continue;
            } else if let Some(length) = self.adverb_before(start, room.start) {
                start -= length;
                continue;
            } else if !self.stands_before_verb(before, i) {
                break;
            }
            start = before;
        }
        let finite = row.forms.finite && !self.is_noun(i, start);
        let fits = led.is_some() || finite || (row.forms.past && auxiliary);
        if !fits {
            return None;
        }
        let mut end = i + 1;
        if pronoun.is_none()
            && let Some(at) = self.turned_after(end)
        {
            pronoun = Some(at);
            end = at + 1;
        }
        Some(Group { range: start..end, pronoun })
    }

    /// A negation, or a pronoun that is no subject.
    fn stands_before_verb(&self, k: usize, verb: usize) -> bool {
        let clitic = self.pack.is_itself(self.form(k), Kind::Clitic);
        self.is(k, Kind::Negation) || (clitic && !self.is_noun_after(k, verb))
    }

    /// "la demande": an article before a form that is a noun too.
    fn is_noun_after(&self, article: usize, i: usize) -> bool {
        article + 1 == i && self.pack.is_itself(self.form(article), Kind::Article)
    }

    /// Whether what looks like a finite verb is a noun, for what stands before it.
    fn is_noun(&self, i: usize, start: usize) -> bool {
        if start < i || self.is_name(i) && self.words.sentence_of(i).start != i {
            return start == i;
        }
        let joined = self.pack.joined(self.form(i));
        let article = !joined.is_empty() && !self.pack.is_itself(&joined, Kind::Clitic);
        article
            || i > 0
                && (self.pack.is_itself(self.form(i - 1), Kind::Article)
                    || self.pack.is_itself(self.form(i - 1), Kind::Genitive)
                    || self.pack.is_itself(self.form(i - 1), Kind::Preposition)
                    || self.words.tokens[i - 1].kind == TokenKind::Number)
    }

    /// Where an adverb that ends before `end` begins, as its length.
    fn adverb_before(&self, end: usize, floor: usize) -> Option<usize> {
        (1..=4).find(|n| end >= floor + n && self.phrase(end - n, Kind::Adverb) == *n)
    }

    /// Where the lead before `i` begins.
    fn lead_before(&self, i: usize, floor: usize) -> Option<usize> {
        let ends = |n: &usize| {
            let length = self.phrase(i - n, Kind::Lead);
            // The last word of a lead may be joined to the cue.
            length == *n || length == *n + 1 && self.pack.bare(self.form(i)) != self.form(i)
        };
        (1..=3).filter(|n| i >= floor + n).find(ends).map(|n| i - n)
    }

    /// "a-t-il" before `end`: where it begins.
    fn turned_before(&self, end: usize, floor: usize) -> Option<usize> {
        let dash = end.checked_sub(2).filter(|dash| *dash > floor && self.is_mark(*dash, '-'))?;
        if !self.is_pronoun(end - 1) {
            return None;
        }
        let word = dash - 1;
        let verb = match self.form(word) {
            "t" if word > floor + 1 && self.is_mark(word - 1, '-') => word - 2,
            _ => word,
        };
        self.is(verb, Kind::Auxiliary).then_some(verb)
    }

    /// "-t-il" at `at`: the pronoun.
    fn turned_after(&self, at: usize) -> Option<usize> {
        if !self.is_mark(at, '-') {
            return None;
        }
        let next =
            if self.form(at + 1) == "t" && self.is_mark(at + 2, '-') { at + 3 } else { at + 1 };
        self.is_pronoun(next).then_some(next)
    }

    fn verb(&self, i: usize, row: &CueRow<'_>) -> Option<Frame> {
        let Some(group) = self.group(i, row) else { return self.subjectless(i, row) };
        if let Some(frame) = self.inverted(i, row, &group) {
            return Some(frame);
        }
        if self.words.quoted[i] != 0 || group.pronoun.is_some() {
            return None;
        }
        let (right, share) = self.right(group.range.end, i, row, REACH)?;
        let source = self.subject(group.range.start, self.room(i).start);
        // Things foresee and recall too, but only speakers say what no clause tells.
        let thing = share == share::OBJECT
            && !source.is_empty()
            && !source.clone().any(|k| {
                self.speaks(k) || self.is_name(k) || self.is_pronoun(k) || self.is(k, Kind::Who)
            });
        if thing {
            return None;
        }
        Some(Frame { cue: i, source, left: None, right: Some(right), share })
    }

    /// "ajoutant que", "et ajouté que": the subject of the clause before speaks.
    fn subjectless(&self, i: usize, row: &CueRow<'_>) -> Option<Frame> {
        if self.words.quoted[i] != 0 {
            return None;
        }
        let beside = i > 0 && (self.is(i - 1, Kind::Conjunction) || self.is_mark(i - 1, ','));
        let fits = row.forms.present || (row.forms.past && beside);
        let reach = if row.forms.present { REACH } else { 4 };
        let (right, share) = self.right(i + 1, i, row, reach).filter(|_| fits)?;
        let bare = !row.forms.present && share < share::INFINITIVE;
        (!bare).then_some(Frame { cue: i, source: i..i, left: None, right: Some(right), share })
    }
}

#[cfg(test)]
mod tests;
