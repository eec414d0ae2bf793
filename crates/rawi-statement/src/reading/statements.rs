//! From readings to statements: cue, mode, act, addressee, day.

use super::cast::Cast;
use super::model::Model;
use super::pack::{Kind, Pack};
use super::read::{Least, Reader, Reading, choose, read_all};
use super::rules::Rules;
use super::words::{Words, tag};
use crate::weekday::last_weekday;
use crate::{Act, Mode, Statement};
use jiff::ToSpan;
use jiff::civil::Date;
use rawi_page::{Article, BlockKind};
use rawi_text::{Span, TokenKind, Tokens};
use rawi_time::date;
use std::ops::Range;
use std::sync::LazyLock;

/// Readings less likely than this are no statements. Chosen on training articles kept from learning and on the development
/// set: the F1 of contents is flat from 0.3 to 0.45.
pub(crate) const LEAST: Least = Least { plain: 0.35, quoted: 0.27 };

/// Words that are no cue more often than this are not looked beside.
const LEAST_CUE: Least = Least { plain: 0.25, quoted: 0.07 };

/// The statements of those blocks of `article`.
pub(crate) fn statements(
    article: &Article,
    tokens: &Tokens,
    ranges: &[Range<usize>],
    read: &[usize],
    learned: Option<&Model>,
    pack: &Pack,
) -> Vec<Statement> {
    let blocks: Vec<Range<usize>> = read.iter().map(|i| ranges[*i].clone()).collect();
    let mut words = Words::new(&article.text, tokens, &blocks, learned.unwrap_or(&NOTHING));
    let asked = blocks.iter().cloned().flatten();
    let all = match learned {
        Some(model) => {
            words.tag(&blocks, model);
            read_all(&mut Reader::new(&words, model), asked, LEAST_CUE)
        }
        None => {
            words.tag_by(&blocks, pack);
            read_all(&mut Rules::new(&words, pack), asked, LEAST_CUE)
        }
    };
    let readings = choose(all, tokens.len(), LEAST);
    let mut maker = Maker {
        words: &words,
        pack,
        cast: Cast::new(&words, pack, &blocks),
        written: article.written.map(|w| w.date),
    };
    let mut statements = Vec::with_capacity(readings.len());
    let mut last = None;
    for reading in &readings {
        let nth = blocks.partition_point(|block| block.end <= reading.cue);
        let block = read[nth.min(read.len() - 1)];
        let apart = |i: usize| {
            matches!(
                article.blocks[i].kind,
                BlockKind::Headline | BlockKind::Teaser | BlockKind::Caption
            )
        };
        if last.is_some_and(|last| last != block && (apart(last) || apart(block))) {
            maker.cast.pause();
        }
        last = Some(block);
        statements.extend(maker.statement(reading, block, &blocks));
    }
    statements
}

/// What is known of words where nothing was learned.
static NOTHING: LazyLock<Model> = LazyLock::new(Model::default);

struct Maker<'w, 't> {
    words: &'w Words<'t>,
    pack: &'w Pack,
    cast: Cast<'w, 't>,
    written: Option<Date>,
}

impl Maker<'_, '_> {
    fn statement(
        &mut self,
        reading: &Reading,
        block: usize,
        blocks: &[Range<usize>],
    ) -> Option<Statement> {
        let content: Vec<Span> = reading
            .contents()
            .flat_map(|range| self.by_block(range, blocks))
            .map(|range| self.span(range))
            .collect();
        if content.is_empty() {
            return None;
        }
        let cue = self.cue(reading);
        let next = reading.cue + 1;
        let next = if next < self.words.tokens.len() { self.words.tokens.form(next) } else { "" };
        let row = self.pack.cue_before(self.words.tokens.form(reading.cue), next);
        let speaker = self.cast.speaker(reading.cue, &reading.source);
        Some(Statement {
            source: (!reading.source.is_empty())
                .then(|| self.span(self.trim(reading.source.clone()))),
            speaker,
            mode: self.mode(reading),
            act: row.map_or(Act::Say, |row| row.act),
            negated: self.negated(&cue),
            via: self.via(reading),
            addressee: row.filter(|row| row.to).and_then(|_| self.addressee(reading)),
            time: self.day(reading),
            place: None,
            block,
            confidence: reading.share,
            actors: crate::Actors::default(),
            cue: Some(self.span(cue)),
            content,
        })
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(
            self.words.tokens[range.start].span.start,
            self.words.tokens[range.end - 1].span.end,
        )
    }

    /// A range cut at the ends of blocks, without breaks at its ends.
    fn by_block(&self, range: Range<usize>, blocks: &[Range<usize>]) -> Vec<Range<usize>> {
        let from = blocks.partition_point(|block| block.end <= range.start);
        blocks[from..]
            .iter()
            .take_while(|block| block.start < range.end)
            .map(|block| block.start.max(range.start)..block.end.min(range.end))
            .map(|range| self.trim(range))
            .filter(|range| self.words.count(range.clone()) > 0)
            .collect()
    }

    /// Without breaks, commas and colons at the ends.
    fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        let loose = |i: usize| {
            matches!(
                self.words.tokens[i].kind,
                TokenKind::Break | TokenKind::Mark(',' | ';' | ':' | '–' | '—' | '―')
            )
        };
        while range.len() > 1 && loose(range.end - 1) {
            range.end -= 1;
        }
        while range.len() > 1 && loose(range.start) {
            range.start += 1;
        }
        range
    }

    /// The cue with the auxiliaries before it: "has also said".
    fn cue(&self, reading: &Reading) -> Range<usize> {
        let sentence = self.words.sentence_of(reading.cue);
        let mut start = reading.cue;
        let verb = self.words.words[reading.cue].is_verb();
        let taken = |i: usize| {
            reading.source.contains(&i) || reading.contents().any(|range| range.contains(&i))
        };
        while verb && start > sentence.start && reading.cue - start < 5 {
            let length = self.belongs_before(start, sentence.start);
            if length == 0 || (start - length..start).any(taken) {
                break;
            }
            start -= length;
        }
        let mut end = reading.cue + 1;
        let form = self.words.tokens.form(reading.cue);
        if form == "according"
            && end < sentence.end
            && self.words.tokens.form(end) == "to"
            && !taken(end)
        {
            end += 1;
        }
        start..end
    }

    /// How many tokens before `end` belong to the verb there.
    fn belongs_before(&self, end: usize, floor: usize) -> usize {
        const WORDS: [Kind; 4] = [Kind::Auxiliary, Kind::Negation, Kind::Adverb, Kind::Clitic];
        let form = self.words.tokens.form(end - 1);
        if WORDS.into_iter().any(|kind| self.pack.is(form, kind)) {
            return 1;
        }
        let ends = |n: &usize| self.pack.at(self.words.tokens, end - n, Kind::Lead) == *n;
        (1..=3).filter(|n| end >= floor + n).find(ends).unwrap_or(0)
    }

    /// Whether the cue is turned round: "did not deny".
    fn negated(&self, cue: &Range<usize>) -> bool {
        cue.clone().any(|i| self.pack.is(self.words.tokens.form(i), Kind::Negation))
    }

    fn mode(&self, reading: &Reading) -> Mode {
        let (mut inside, mut outside) = (0, 0);
        for i in reading.contents().flatten() {
            if self.words.count(i..i + 1) == 0 {
                continue;
            }
            match self.words.quoted[i] {
                0 => outside += 1,
                _ => inside += 1,
            }
        }
        // "à « un guerrier »": a preposition outside of the marks changes nothing.
        let first =
            reading.contents().next().map_or("", |range| self.words.tokens.form(range.start));
        if outside == 1
            && (self.pack.is_itself(first, Kind::Preposition)
                || self.pack.is_itself(first, Kind::Genitive))
        {
            outside = 0;
        }
        match (inside, outside) {
            (0, _) => Mode::Indirect,
            (_, 0) => Mode::Direct,
            _ => Mode::Mixed,
        }
    }

    /// "was quoted by the agency as saying": who passed it on.
    fn via(&self, reading: &Reading) -> Vec<String> {
        let cue = reading.cue;
        let from = self.words.sentence_of(cue).start.max(cue.saturating_sub(14));
        let Some(quoted) = (from..cue).rev().find(|i| self.words.tokens.form(*i) == "quoted")
        else {
            return Vec::new();
        };
        let by = quoted + 1;
        if by + 1 >= cue || !self.pack.is(self.words.tokens.form(by), Kind::Passing) {
            return Vec::new();
        }
        let start =
            by + 1 + usize::from(self.pack.is(self.words.tokens.form(by + 1), Kind::Article));
        let end = (start..cue).find(|i| self.words.tokens.form(*i) == "as").unwrap_or(cue);
        if start >= end {
            return Vec::new();
        }
        vec![self.span(start..end).of(self.words.text).to_owned()]
    }

    /// "told reporters": the noun phrase between cue and content.
    fn addressee(&self, reading: &Reading) -> Option<String> {
        let right = reading.right.as_ref().map(|range| range.start);
        let sentence = self.words.sentence_of(reading.cue);
        let end = right.unwrap_or(sentence.end).min(reading.cue + 12);
        let mut start = reading.cue + 1;
        if start < end && self.pack.is(self.words.tokens.form(start), Kind::Addressing) {
            start += 1;
        }
        let stop = (start..end)
            .find(|i| {
                let word = self.words.words[*i];
                matches!(self.words.tokens[*i].kind, TokenKind::Mark(_) | TokenKind::Break)
                    || word.tag == tag("IN")
                    || word.tag == tag("TO")
                    || word.is_verb()
                    || date::weekday(self.words.tokens.form(*i)).is_some()
                    || reading.source.contains(i)
            })
            .unwrap_or(end);
        let ends_in_noun = stop > start && self.words.words[stop - 1].is_noun();
        ends_in_noun.then(|| self.span(start..stop).of(self.words.text).to_owned())
    }

    /// The day that the sentence names beside the cue, counted from when the article was written.
    fn day(&self, reading: &Reading) -> Option<Date> {
        let written = self.written?;
        let sentence = self.words.sentence_of(reading.cue);
        let room =
            sentence.start.max(reading.cue.saturating_sub(20))..sentence.end.min(reading.cue + 20);
        let outside = |i: &usize| !reading.contents().any(|range| range.contains(i));
        room.filter(outside).find_map(|i| {
            let form = self.words.tokens.form(i);
            if self.pack.is_itself(form, Kind::Today) {
                return Some(written);
            }
            if self.pack.is_itself(form, Kind::Yesterday) {
                return written.checked_sub(1.day()).ok();
            }
            // "Monday" is one with a capital only; where weekdays have none, rows say so.
            let weekday =
                self.words.words[i].shape & 3 == 2 || self.pack.is_itself(form, Kind::Circumstance);
            let ahead = [i.wrapping_sub(1), i + 1].into_iter().any(|k| {
                k < self.words.tokens.len()
                    && self.pack.is_itself(self.words.tokens.form(k), Kind::Next)
            });
            date::weekday(form)
                .filter(|_| weekday && !ahead && form.len() > 3)
                .and_then(|day| last_weekday(day, written))
        })
    }
}
