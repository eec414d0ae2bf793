//! What the questions are answered by: the features of a cue, of a part's beginning and of its end.

use super::model::{Gate, Part};
use super::words::{Bag, Word, Words, tag};
use rawi_net::Feature;
use rawi_text::TokenKind;
use std::ops::Range;

/// A distance in steps that widen.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=5 => distance as u32,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=22 => 9,
        23..=35 => 10,
        36..=60 => 11,
        _ => 12,
    }
}

fn few(count: usize) -> u32 {
    count.min(3) as u32
}

fn t(word: Word) -> u32 {
    u32::from(word.tag)
}

fn f(word: Word) -> u32 {
    u32::from(word.fine)
}

fn c(word: Word) -> u32 {
    u32::from(word.coarse)
}

fn s(word: Word) -> u32 {
    u32::from(word.shape)
}

impl Words<'_> {
    fn is_comma(&self, i: usize) -> bool {
        matches!(self.tokens.get(i).map(|t| t.kind), Some(TokenKind::Mark(',' | ';')))
    }

    fn mark(&self, i: usize) -> Option<char> {
        match self.tokens.get(i)?.kind {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// How a quotation stands to token `i`: in it, just before or after it, in its sentence.
    fn quote_state(&self, i: usize, sentence: &Range<usize>) -> u32 {
        if self.quoted[i] != 0 {
            return 1;
        }
        let near_before = (i.saturating_sub(6).max(sentence.start)..i).any(|k| self.closes(k));
        let near_after = (i + 1..sentence.end.min(i + 5)).any(|k| self.opens(k));
        let before = (i.saturating_sub(60).max(sentence.start)..i).any(|k| self.closes(k));
        let after = (i + 1..sentence.end.min(i + 60)).any(|k| self.opens(k));
        2 + u32::from(near_before)
            + 2 * u32::from(near_after)
            + 4 * u32::from(before)
            + 8 * u32::from(after)
    }

    /// Whether quotation marks stand in the sentence of token `i`, near it.
    pub fn near_quotes(&self, i: usize) -> bool {
        let sentence = self.sentence_of(i);
        let near = sentence.start.max(i.saturating_sub(80))..sentence.end.min(i + 80);
        self.counts[near.end][1] > self.counts[near.start][1]
    }

    /// The nearest noun or pronoun before token `i`.
    fn subject(&self, i: usize, sentence: &Range<usize>) -> Option<usize> {
        (i.saturating_sub(8).max(sentence.start)..i).rev().find(|k| self.words[*k].is_noun())
    }

    /// Whether token `i` may be a cue at all.
    pub fn may_be_cue(&self, i: usize, gate: &Gate) -> bool {
        let word = self.words[i];
        match self.tokens[i].kind {
            TokenKind::Word => word.prior > 0 && gate.lets(word.prior, word.tag),
            TokenKind::Mark(':' | '—' | '―' | '–') => true,
            _ => false,
        }
    }

    /// Is token `i` a cue?
    pub fn cue_features(&self, i: usize, out: &mut Vec<Feature>) {
        let sentence = self.sentence_of(i);
        let at = |by: isize| {
            let k = i.wrapping_add_signed(by);
            if sentence.contains(&k) { self.words[k] } else { self.at(usize::MAX, 0) }
        };
        let (w, p, n) = (at(0), at(-1), at(1));
        let state = self.quote_state(i, &sentence);
        let that = (i + 1..sentence.end.min(i + 6))
            .find(|k| self.tokens.form(*k) == "that")
            .map_or(0, |k| (k - i) as u32);
        let subject = self.subject(i, &sentence);
        let noun = subject.map_or(self.at(usize::MAX, 0), |k| self.words[k]);
        let mut bag = Bag::new(0x1000, out);
        bag.add(w.hash);
        bag.add(f(w));
        bag.add(c(w));
        bag.add(w.suffix);
        bag.pair(w.hash, t(w));
        bag.pair(f(w), t(w));
        for by in [-2, -1, 1, 2] {
            bag.add(at(by).hash);
        }
        bag.add(t(at(3)));
        bag.add(f(p));
        bag.add(f(n));
        bag.three(t(p), t(w), t(n));
        bag.three(t(w), t(n), t(at(2)));
        bag.three(t(at(-2)), t(p), t(w));
        bag.pair(w.hash, n.hash);
        bag.pair(p.hash, w.hash);
        bag.pair(w.hash, t(n));
        bag.pair(w.hash, t(p));
        bag.pair(f(w), t(n));
        bag.pair(f(w), n.hash);
        bag.pair(w.hash, state);
        bag.pair(f(w), state);
        bag.pair(t(w), state);
        bag.pair(f(w), that);
        bag.add(noun.hash);
        bag.pair(t(noun), s(noun));
        bag.pair(f(w), c(noun));
        bag.pair(t(w), noun.hash);
        bag.pair(u32::from(w.prior), t(noun));
        bag.add(bucket(subject.map_or(99, |k| i - k)));
        bag.add(bucket(i - sentence.start));
        bag.add(bucket(sentence.end - i));
        bag.pair(u32::from(self.begins_line[sentence.start]), t(w));
        bag.add(self.mark(sentence.end.saturating_sub(1)).map_or(0, |m| m as u32));
        bag.pair(
            t(w),
            u32::from(self.is_comma(i + 1)) + 2 * u32::from(self.is_comma(i.wrapping_sub(1))),
        );
        let others = (sentence.start.max(i.saturating_sub(25))..sentence.end.min(i + 25))
            .filter(|k| *k != i && self.words[*k].prior >= 5)
            .count();
        bag.pair(u32::from(w.prior), few(others));
        let verb_before =
            (sentence.start.max(i.saturating_sub(25))..i).rev().find(|k| self.words[*k].is_verb());
        let verb = verb_before.map_or(self.at(usize::MAX, 0), |k| self.words[k]);
        bag.pair(t(verb), t(w));
        bag.pair(u32::from(verb.prior), u32::from(w.prior));
    }

    /// What a part's beginning at token `s` is told by, whatever the cue.
    pub fn start_features(&self, at: usize, out: &mut Vec<Feature>) {
        let k = |by: isize| self.at(at, by);
        let (w, p) = (k(0), k(-1));
        let sentence = self.sentence_of(at);
        let mut bag = Bag::new(0x2000, out);
        bag.add(w.hash);
        bag.add(p.hash);
        bag.add(k(1).hash);
        bag.pair(t(p), t(w));
        bag.three(t(p), t(w), t(k(1)));
        bag.three(t(k(-2)), t(p), t(w));
        bag.three(t(w), t(k(1)), t(k(2)));
        bag.add(f(w));
        bag.add(f(p));
        bag.pair(s(w), t(p));
        bag.pair(p.hash, t(w));
        bag.pair(p.hash, w.hash);
        bag.add(
            u32::from(at == sentence.start)
                + 2 * u32::from(self.begins_line.get(at) == Some(&true)),
        );
        bag.add(
            u32::from(self.quoted.get(at).is_some_and(|q| *q != 0)) + 2 * u32::from(self.opens(at)),
        );
    }

    /// What a part's beginning at `start` is told by beside the cue.
    pub fn start_beside(
        &self,
        cue: usize,
        part: Part,
        start: usize,
        source: &Range<usize>,
        out: &mut Vec<Feature>,
    ) {
        let w = self.words[cue];
        let (here, before) = (self.at(start, 0), self.at(start, -1));
        let after = start > cue;
        let distance = bucket(start.abs_diff(cue)) + 20 * u32::from(after);
        let between = if after { cue + 1..start } else { start..cue };
        let inside = self.between(between.clone());
        let same_quote = u32::from(self.quoted[cue] == self.quoted[start]);
        let signature = match between.len() {
            0..=4 => between.clone().fold(7_u32, |h, k| h.wrapping_mul(61) ^ t(self.words[k])),
            n => 1000 + bucket(n),
        };
        let to_source = if source.is_empty() {
            0
        } else if start == source.end {
            1
        } else if start == source.end + 1 {
            2
        } else if start > source.end {
            3
        } else {
            4
        };
        let side = u32::from(!source.is_empty()) + u32::from(source.start > cue);
        let mut bag = Bag::new(0x3000, out);
        bag.add(distance);
        bag.pair(distance, f(w));
        bag.pair(distance, w.hash);
        bag.three(distance, t(before), t(here));
        bag.three(w.hash, t(before), t(here));
        bag.three(f(w), t(before), t(here));
        bag.three(t(w), t(before), t(here));
        bag.pair(w.hash, here.hash);
        bag.pair(w.hash, before.hash);
        bag.pair(f(w), before.hash);
        bag.pair(inside.key(), t(here));
        bag.pair(inside.key(), distance);
        bag.three(signature, f(w), u32::from(after));
        bag.pair(signature, t(here));
        bag.pair(same_quote, u32::from(self.opens(start)) + 2 * u32::from(after));
        bag.three(to_source, side, t(here));
        bag.three(to_source, side, f(w));
        bag.three(to_source, side, distance);
        bag.three(t(self.at(cue, 1)), t(here), u32::from(after));
        bag.pair(self.at(cue, 1).hash, distance);
        bag.pair(
            bucket(self.sentence[start].abs_diff(self.sentence[cue]) as usize),
            u32::from(self.opens(start)),
        );
        let elsewhere = self.sentence[start] != self.sentence[cue];
        let told = u32::from(self.told.get(self.sentence[start] as usize).copied().unwrap_or(0));
        bag.three(u32::from(elsewhere), told, u32::from(self.begins_line[start]));
        bag.three(
            u32::from(elsewhere) + 2 * u32::from(after),
            u32::from(self.opens(start)),
            w.hash,
        );
        let _ = part;
    }

    /// What speaks for there being no such part.
    pub fn none_features(
        &self,
        cue: usize,
        part: Part,
        source: &Range<usize>,
        out: &mut Vec<Feature>,
    ) {
        let sentence = self.sentence_of(cue);
        let w = self.words[cue];
        let state = self.quote_state(cue, &sentence);
        let (n, p) = (self.at(cue, 1), self.at(cue, -1));
        let side = u32::from(!source.is_empty()) + u32::from(source.start > cue);
        let ends = source.end + 1 >= sentence.end;
        let mut bag = Bag::new(0x4000, out);
        bag.add(part as u32);
        bag.add(w.hash);
        bag.add(f(w));
        bag.add(t(w));
        bag.add(state);
        bag.pair(state, w.hash);
        bag.pair(state, side);
        bag.three(state, side, u32::from(ends));
        bag.pair(t(p), t(w));
        bag.pair(t(w), t(n));
        bag.three(t(p), t(w), t(n));
        bag.pair(w.hash, t(n));
        bag.pair(w.hash, t(p));
        bag.pair(w.hash, n.hash);
        bag.add(n.hash);
        bag.add(p.hash);
        bag.pair(f(w), t(n));
        bag.add(bucket(cue - sentence.start));
        bag.add(bucket(sentence.end - cue));
        bag.pair(w.hash, bucket(sentence.end - cue));
        bag.pair(side, bucket(sentence.end.saturating_sub(source.end.max(cue))));
        bag.pair(side, t(self.at(source.end, 0)));
        bag.three(side, t(self.at(source.end, 0)), t(self.at(source.end, 1)));
        bag.pair(
            side,
            u32::from(self.is_comma(source.start.wrapping_sub(1)))
                + 2 * u32::from(self.closes(source.start.wrapping_sub(1))),
        );
        bag.add(
            u32::from(self.closes(cue.wrapping_sub(1)))
                + 2 * u32::from(self.is_comma(cue.wrapping_sub(1))),
        );
    }

    /// What a part's end before token `end` is told by, whatever the cue.
    pub fn end_features(&self, end: usize, out: &mut Vec<Feature>) {
        let k = |by: isize| self.at(end, by);
        let (last, next) = (k(-1), k(0));
        let sentence = self.sentence_of(end.saturating_sub(1));
        let mut bag = Bag::new(0x5000, out);
        bag.add(last.hash);
        bag.add(next.hash);
        bag.add(k(1).hash);
        bag.pair(t(last), t(next));
        bag.three(t(last), t(next), t(k(1)));
        bag.three(t(next), t(k(1)), t(k(2)));
        bag.three(t(k(-2)), t(last), t(next));
        bag.pair(next.hash, k(1).hash);
        bag.pair(next.hash, t(k(1)));
        bag.pair(last.hash, t(next));
        bag.add(f(next));
        bag.add(f(last));
        bag.pair(s(next), t(last));
        let closes = u32::from(self.closes(end.wrapping_sub(1))) + 2 * u32::from(self.closes(end));
        let at_end = u32::from(end == sentence.end) + 2 * u32::from(end + 1 == sentence.end);
        bag.three(closes, at_end, t(last));
        bag.three(closes, t(next), t(k(1)));
        let state = u32::from(self.quoted.get(end).is_some_and(|q| *q != 0));
        bag.pair(state, at_end);
        let next_verb = (end..sentence.end.min(end + 4)).find(|k| self.words[*k].is_verb());
        bag.pair(t(next), next_verb.map_or(9, |k| (k - end) as u32));
        let next_prior = (end..sentence.end.min(end + 3)).map(|k| self.words[k].prior).max();
        bag.pair(t(next), u32::from(next_prior.unwrap_or(0)));
    }

    /// What a part's end is told by beside the cue and the part's beginning.
    pub fn end_beside(
        &self,
        cue: usize,
        part: Part,
        range: Range<usize>,
        source: &Range<usize>,
        out: &mut Vec<Feature>,
    ) {
        let Range { start, end } = range;
        let w = self.words[cue];
        let first = self.words[start];
        let (last, next) = (self.at(end, -1), self.at(end, 0));
        let length = bucket(end - start);
        let inside = self.between(start..end);
        let balance = self.balance(start, end);
        let sentence = self.sentence_of(cue);
        let left = bucket(sentence.end.saturating_sub(end));
        let sentences = few(self.sentence[end - 1].abs_diff(self.sentence[start]) as usize);
        let meets = if end == cue {
            1
        } else if end + 1 == cue {
            2
        } else if end == source.start {
            3
        } else if end + 1 == source.start {
            4
        } else {
            0
        };
        let at_end = u32::from(end == sentence.end) + 2 * u32::from(end + 1 == sentence.end);
        let mut bag = Bag::new(0x6000, out);
        bag.add(length);
        bag.pair(length, t(next));
        bag.pair(length, f(w));
        bag.three(length, t(last), t(next));
        bag.three(t(first), t(last), t(next));
        bag.pair(first.hash, t(next));
        bag.pair(first.hash, at_end);
        bag.three(w.hash, t(first), at_end);
        bag.pair(w.hash, t(next));
        bag.three(f(w), t(last), t(next));
        bag.pair(w.hash, next.hash);
        bag.three(t(w), t(first), t(next));
        bag.three(t(w), t(first), at_end);
        bag.pair(balance, at_end);
        bag.three(balance, t(last), t(next));
        bag.pair(inside.key(), t(next));
        bag.three(inside.key(), t(first), at_end);
        bag.three(inside.verbs(), t(first), t(next));
        bag.three(inside.verbs(), t(next), t(self.at(end, 1)));
        bag.three(inside.verbs(), next.hash, t(self.at(end, 1)));
        bag.pair(left, t(next));
        bag.pair(sentences, balance);
        bag.pair(meets, t(next));
        bag.three(meets, balance, length);
        bag.three(t(self.at(start, -1)), t(first), t(next));
        bag.pair(self.at(start, -1).hash, at_end);
        let goes_on = self.sentence[end - 1] > self.sentence[cue] && end > cue;
        let told = u32::from(self.told.get(self.sentence[end - 1] as usize).copied().unwrap_or(0));
        bag.three(u32::from(goes_on), told, balance);
        let after = self.sentence.get(end).and_then(|nth| self.told.get(*nth as usize));
        let after = after.copied().map_or(9, u32::from);
        let opens = u32::from(
            self.opens(end)
                || (self.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Break)
                    && self.opens(end + 1)),
        );
        bag.three(at_end, opens, after);
        bag.three(balance, opens, after);
        let _ = part;
    }

    fn between(&self, range: Range<usize>) -> Between {
        let end = range.end.min(range.start + 120).max(range.start);
        let (from, to) = (self.counts[range.start], self.counts[end]);
        Between(std::array::from_fn(|i| to[i] - from[i]))
    }

    /// How the quotations stand to a range: whether it opens with one, closes with one, cuts one.
    fn balance(&self, start: usize, end: usize) -> u32 {
        let opens = self.opens(start);
        let closes = self.closes(end - 1);
        let (a, b) = (self.quoted[start], self.quoted[end - 1]);
        let cut_start = a != 0 && !opens;
        let cut_end = b != 0 && self.quoted.get(end) == Some(&b);
        u32::from(opens)
            + 2 * u32::from(closes)
            + 4 * u32::from(cut_start)
            + 8 * u32::from(cut_end)
            + 16 * u32::from(a != 0 && a == b)
    }
}

/// What stands in a range: commas, quotation marks, verbs, *that*, nouns.
struct Between([u32; 5]);

impl Between {
    fn key(&self) -> u32 {
        let [commas, marks, verbs, that, nouns] = self.0;
        commas.min(3) + 4 * marks.min(3) + 16 * verbs.min(3) + 64 * that.min(1) + 128 * nouns.min(1)
    }

    fn verbs(&self) -> u32 {
        self.0[2].min(3)
    }
}

impl Words<'_> {
    /// How much of what [`Between`] counts stands before each token.
    pub(super) fn count_up(&mut self) {
        let mut counts = [0; 5];
        self.counts = Vec::with_capacity(self.words.len() + 1);
        self.counts.push(counts);
        for i in 0..self.words.len() {
            let word = self.words[i];
            let seen = [
                self.is_comma(i),
                self.opens(i) || self.closes(i),
                word.is_verb(),
                word.tag == tag("IN") && self.tokens.form(i) == "that",
                word.is_noun(),
            ];
            for (count, seen) in counts.iter_mut().zip(seen) {
                *count += u32::from(seen);
            }
            self.counts.push(counts);
        }
    }
}
