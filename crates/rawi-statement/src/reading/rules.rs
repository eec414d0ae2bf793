//! Answers by the rows of a pack alone, for languages of which nothing was learned: subject, verb, content, in that order
//! or with the content before.

use super::model::Part;
use super::pack::{CueKind, CueRow, Kind, Pack};
use super::read::{Answer, Reading, signed};
use super::words::{Words, tag};
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

    // ── Words ──

    fn form(&self, i: usize) -> &'t str {
        if i < self.words.tokens.len() { self.words.tokens.form(i) } else { "" }
    }

    fn is(&self, i: usize, kind: Kind) -> bool {
        self.pack.is(self.form(i), kind)
    }

    /// Whether the word, or what is joined to its front, is of that kind.
    fn begins_with(&self, i: usize, kind: Kind) -> bool {
        self.pack.is_itself(self.form(i), kind) || self.pack.joins(self.form(i), kind)
    }

    fn phrase(&self, i: usize, kind: Kind) -> usize {
        self.pack.at(self.words.tokens, i, kind)
    }

    fn is_mark(&self, i: usize, mark: char) -> bool {
        self.words.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Mark(mark))
    }

    fn is_any_mark(&self, i: usize) -> bool {
        matches!(
            self.words.tokens.get(i).map(|t| t.kind),
            None | Some(TokenKind::Mark(_) | TokenKind::Break)
        )
    }

    fn is_name(&self, i: usize) -> bool {
        self.words.words.get(i).is_some_and(|w| w.tag == tag("NNP"))
    }

    fn is_pronoun(&self, i: usize) -> bool {
        const PRONOUNS: [Kind; 5] = [Kind::He, Kind::She, Kind::They, Kind::It, Kind::Itself];
        PRONOUNS.into_iter().any(|kind| self.pack.is_itself(self.form(i), kind))
    }

    /// Somebody or something that speaks.
    fn speaks(&self, i: usize) -> bool {
        const SPEAKERS: [Kind; 6] =
            [Kind::Title, Kind::Group, Kind::Institution, Kind::Document, Kind::Man, Kind::Woman];
        SPEAKERS.into_iter().any(|kind| self.is(i, kind))
    }

    fn is_infinitive(&self, i: usize) -> bool {
        (self.pack.ends(self.form(i), Kind::Infinitive) && !self.is(i, Kind::Circumstance))
            || self.pack.cue(self.form(i)).is_some_and(|row| row.forms.led)
    }

    /// A finite verb, as far as rows tell.
    fn is_finite(&self, i: usize) -> bool {
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
    fn room(&self, i: usize) -> Range<usize> {
        let sentence = self.words.sentence_of(i);
        let mut end = sentence.end.min(i + SIDE);
        while end > i + 1 && self.is_stop(end - 1) {
            end -= 1;
        }
        sentence.start.max(i.saturating_sub(SIDE))..end
    }

    /// A mark or break that ends a sentence outside of quotations.
    fn is_stop(&self, i: usize) -> bool {
        let stop = matches!(
            self.words.tokens[i].kind,
            TokenKind::Break | TokenKind::Mark('.' | '!' | '?' | '…' | ';')
        );
        stop && self.words.quoted[i] == 0
    }

    /// The first token of a noun phrase.
    fn opens_phrase(&self, i: usize) -> bool {
        self.begins_with(i, Kind::Article)
            || self.is_name(i)
            || self.speaks(i)
            || self.words.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
    }

    // ── Verbs ──

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
            } else if !self.is(before, Kind::Negation)
                && !(self.pack.is_itself(self.form(before), Kind::Clitic)
                    && !self.is_noun_after(before, i))
            {
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

    // ── Content before the cue ──

    /// "… », a déclaré le maire": content, verb, subject.
    fn inverted(&self, i: usize, row: &CueRow<'_>, group: &Group) -> Option<Frame> {
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
    fn is_subject_quote(&self, left: &Range<usize>, group: &Group) -> bool {
        let comma = left.end < group.range.start;
        let whole =
            left.start == self.room(group.range.start).start || self.words.opens(left.start);
        !comma && !whole
    }

    /// The content that ends before a comma or a closing mark at `end`.
    fn before(&self, end: usize) -> Option<Range<usize>> {
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
    fn after_label(&self, from: usize, to: usize) -> usize {
        (from..to.min(from + 8)).find(|k| self.is_mark(*k, ':')).map_or(from, |k| k + 1)
    }

    fn is_clause(&self, range: &Range<usize>) -> bool {
        range.clone().any(|k| self.is_finite(k))
    }

    fn heads_speaker(&self, source: &Range<usize>) -> bool {
        source.clone().take(3).any(|k| self.speaks(k) || self.is_name(k))
    }

    /// What goes on behind "…, a-t-il dit": in the same quotation, or in the one that opens next.
    fn after_incise(&self, from: usize, left: &Range<usize>, cue: usize) -> Option<Range<usize>> {
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
    fn has_own_cue(&self, at: usize) -> bool {
        let cue =
            |k: usize| self.pack.cue(self.form(k)).is_some_and(|row| row.kind == CueKind::Verb);
        !self.is_any_mark(at) && (at..at + 3).any(cue)
    }

    fn skip_adverbs(&self, mut at: usize) -> usize {
        loop {
            let adverb = self.phrase(at, Kind::Adverb).max(self.phrase(at, Kind::Circumstance));
            if adverb == 0 || self.opens_phrase(at) && self.is_name(at) {
                return at;
            }
            at += adverb;
        }
    }

    /// Behind ", sans s'attarder," between verb and subject.
    fn skip_aside(&self, at: usize, cue: usize) -> usize {
        let end = self.room(cue).end.min(at + 8);
        let aside =
            self.is_mark(at, ',').then(|| (at + 1..end).find(|k| self.is_mark(*k, ','))).flatten();
        aside.map_or(at, |comma| comma + 1)
    }

    // ── Sources ──

    /// The noun phrase that begins at `from`, with a name that a comma sets beside it.
    fn noun_phrase(&self, from: usize, beside: bool) -> Option<Range<usize>> {
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
    fn is_beside(&self, i: usize) -> bool {
        let title = |k: usize| self.is(k, Kind::Title) || self.is(k, Kind::Group);
        self.is_name(i)
            || title(i)
            || (self.begins_with(i, Kind::Article)
                && (title(i + 1) || self.pack.joins(self.form(i), Kind::Article) && title(i)))
    }

    /// Where the noun phrase that begins at `from` ends.
    fn phrase_end(&self, from: usize, limit: usize) -> usize {
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

    fn ends_phrase(&self, k: usize, from: usize) -> bool {
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

    fn is_title_noun(&self, k: usize) -> bool {
        self.is(k, Kind::Title) || self.is(k, Kind::Group)
    }

    fn is_present(&self, k: usize) -> bool {
        self.pack
            .cue(self.form(k))
            .is_some_and(|row| row.kind == CueKind::Verb && row.forms.present && !row.forms.finite)
    }

    /// The subject that ends before a verb at `end`; empty where there is none.
    fn subject(&self, end: usize, floor: usize) -> Range<usize> {
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

    fn is_beside_all(&self, range: &Range<usize>) -> bool {
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
    fn clause_start(&self, end: usize, floor: usize) -> usize {
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
    fn ends_clause(&self, close: usize) -> bool {
        let full =
            matches!(self.words.tokens[close - 1].kind, TokenKind::Mark('.' | '!' | '?' | '…'));
        full || self.is_mark(close + 1, ',')
    }

    /// The noun phrase of a stretch between commas, without circumstances and without a clause before it.
    fn subject_in(&self, range: &Range<usize>) -> Option<Range<usize>> {
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

    fn begins_subject(&self, k: usize) -> bool {
        let apart = self.pack.is_itself(self.form(k), Kind::Genitive)
            && !self.pack.is_itself(self.form(k), Kind::Article);
        self.opens_phrase(k)
            && self.phrase(k, Kind::Circumstance) == 0
            && !apart
            && self.phrase(k, Kind::Adverb) == 0
    }

    // ── Content after the cue ──

    /// The content behind a verb: from `from` on, at most `reach` tokens away.
    fn right(
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

    fn length_of_circumstance(&self, k: usize) -> Option<usize> {
        let length = self.phrase(k, Kind::Circumstance).max(self.phrase(k, Kind::Adverb));
        (length > 0 && !self.is_name(k)).then_some(length)
    }

    /// Whether the search for a content is over at `k`.
    fn ends_search(&self, k: usize, inside: bool, row: &CueRow<'_>) -> bool {
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
    fn content_at(
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
    fn is_opener(&self, k: usize, direct: bool) -> bool {
        direct || self.behind_circumstance(k) || self.is_mark(k - 1, ',')
    }

    /// Whether a preposition stands among the words directly before `k`, or a circumstance ends there.
    fn behind_circumstance(&self, k: usize) -> bool {
        let from = self.words.sentence_of(k).start.max(k.saturating_sub(12));
        (from..k).rev().take_while(|j| !self.is_finite(*j)).any(|j| {
            self.begins_with(j, Kind::Preposition) || self.phrase(j, Kind::Circumstance) > 0
        })
    }

    fn is_object(&self, k: usize) -> bool {
        let article =
            self.begins_with(k, Kind::Article) || self.words.tokens[k].kind == TokenKind::Number;
        article && !self.pack.is_itself(self.form(k), Kind::Preposition) && !self.is_infinitive(k)
            || self.is(k, Kind::Preposition)
                && self.words.tokens.get(k + 1).is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// Where the content that a preposition of the row begins starts.
    fn prepositional(&self, k: usize, row: &CueRow<'_>, direct: bool) -> Option<usize> {
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
    fn after_colon(&self, colon: usize, cue: usize) -> Option<(Range<usize>, f32)> {
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
    fn clause_end(&self, start: usize, cue: usize) -> usize {
        let end = self.room(cue).end;
        (start + 1..end)
            .find(|k| self.words.quoted[*k] == 0 && self.closes_clause(*k))
            .unwrap_or(end)
    }

    /// Where a noun phrase that begins at `start` ends, with what belongs to it.
    fn object_end(&self, start: usize, cue: usize) -> usize {
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
    fn follows_quote(&self, k: usize) -> bool {
        self.length_of_circumstance(k).is_some()
            || self.is(k, Kind::Conjunction)
            || self.pack.is_itself(self.form(k), Kind::Preposition)
    }

    /// A comma inside an enumeration: another phrase, and a conjunction later.
    fn lists_on(&self, comma: usize, end: usize) -> bool {
        self.begins_with(comma + 1, Kind::Article)
            && (comma + 2..end.min(comma + 12)).any(|k| self.is(k, Kind::Conjunction))
    }

    /// Whether another report or a closer begins at `k`.
    fn closes_clause(&self, k: usize) -> bool {
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
    fn is_told(&self, k: usize) -> bool {
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

    // ── Sources before a comma, lines behind a name ──

    /// "Selon le maire, …" and "…, selon le maire".
    fn according(&self, i: usize) -> Option<Frame> {
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
    fn noun(&self, i: usize) -> Option<Frame> {
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
    fn named_line(&self, colon: usize) -> Option<Frame> {
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

    fn names_speaker(&self, named: &Range<usize>) -> bool {
        let noun =
            self.pack.cue(self.form(named.start)).is_some_and(|row| row.kind == CueKind::Noun);
        !noun
            && (named.clone().take(2).any(|k| self.speaks(k))
                || (self.is_name(named.start) && named.len() < 4))
    }

    /// A given name before a surname, an office, or a surname that the article gives in full.
    fn names_person(&self, named: &Range<usize>) -> bool {
        let start = named.start;
        let given = self.is(start, Kind::Man) || self.is(start, Kind::Woman);
        (given && named.len() > 1 && self.is_name(start + 1))
            || (named.len() == 1 && self.is_surname(start))
    }

    fn is_surname(&self, i: usize) -> bool {
        let form = self.form(i);
        let tokens = self.words.tokens;
        (1..tokens.len().min(LOOKED_THROUGH)).any(|k| {
            k != i
                && tokens.form(k) == form
                && (self.is(k - 1, Kind::Man) || self.is(k - 1, Kind::Woman))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::{choose, read_all};
    use super::super::{Model, language};
    use super::*;
    use rawi_text::{Lang, tokenize};

    /// Source, cue and contents of every statement.
    fn told(lang: Lang, text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        let block = 0..tokens.len();
        let pack = &language(lang).expect("a pack").pack;
        let mut words = Words::new(text, &tokens, std::slice::from_ref(&block), &Model::default());
        words.tag_by(std::slice::from_ref(&block), pack);
        let readings =
            choose(read_all(&mut Rules::new(&words, pack), block, 0.15), tokens.len(), 0.3);
        let shown = |range: &Range<usize>| match range.is_empty() {
            true => "",
            false => &text[tokens[range.start].span.start..tokens[range.end - 1].span.end],
        };
        readings
            .iter()
            .map(|reading| {
                let contents: Vec<&str> = reading.contents().map(|range| shown(&range)).collect();
                format!(
                    "{} | {} | {}",
                    shown(&reading.source),
                    tokens.form(reading.cue),
                    contents.join(" … ")
                )
            })
            .collect()
    }

    #[test]
    fn french_shapes() {
        let rows = [
            ("Le maire a dit que la digue tient.", "Le maire | dit | la digue tient"),
            (
                "La digue tient, a assuré hier, sans détour, le maire.",
                "le maire | assuré | La digue tient",
            ),
            ("« La digue, a-t-il dit, tient. »", "il | dit | « La digue … tient. »"),
            (
                "Le maire n'a pas démenti, en juin, que la digue fuit.",
                "Le maire | démenti | la digue fuit",
            ),
            ("Selon le maire, la digue tient.", "le maire | selon | la digue tient"),
            ("Réponse du maire : « La digue tient. »", "du maire | réponse | « La digue tient. »"),
            ("Marc Leroy : « La digue tient »", "Marc Leroy | : | « La digue tient »"),
            ("La demande du maire est claire.", ""),
            ("Un accord prévoit des aides.", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(told(Lang::Fr, text).join("; "), expected, "{text}");
        }
    }

    #[test]
    fn the_rows_of_another_language_carry_over() {
        let rows = [
            ("The mayor said that the dam holds.", "The mayor | said | the dam holds"),
            (
                "“The dam holds,” the mayor said. According to Ada Quill, the dam leaks.",
                "Ada Quill | according | the dam leaks",
            ),
            ("Ada Quill: “The dam holds.”", "Ada Quill | : | “The dam holds.”"),
        ];
        for (text, expected) in rows {
            assert_eq!(told(Lang::En, text).join("; "), expected, "{text}");
        }
    }
}
