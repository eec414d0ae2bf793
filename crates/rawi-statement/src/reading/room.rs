//! Where the parts of a statement may stand.

use super::model::{Gate, Part};
use super::words::Words;
use rawi_text::TokenKind;
use std::ops::Range;

/// Tokens at most before a cue where a content may begin, inside its sentence.
const LEFT: usize = 90;

/// Tokens at most after a cue where its content may begin, inside its sentence.
const RIGHT: usize = 30;

/// Tokens at most before and after a cue where its source may begin.
const SOURCE: (usize, usize) = (36, 20);

/// Sentences at most that a quotation goes on after its cue's sentence.
const GOES_ON: usize = 12;

/// Tokens at most in a content.
const LONGEST: usize = 600;

impl Words<'_> {
    /// Where a part may begin, in order.
    pub fn starts(&self, cue: usize, part: Part, source: &Range<usize>, gate: &Gate) -> Vec<usize> {
        let sentence = self.sentence_of(cue);
        let (before, after) = match part {
            Part::Source => SOURCE,
            Part::Left => (LEFT, 0),
            Part::Right => (0, RIGHT),
        };
        let from = sentence.start.max(cue.saturating_sub(before));
        let to = sentence.end.min(cue + after);
        let mut starts: Vec<usize> = match part {
            Part::Source => (from..to).filter(|k| *k != cue && self.may_begin_source(*k)).collect(),
            Part::Left => (from..cue).filter(|k| self.may_begin(*k, source)).collect(),
            Part::Right => (cue + 1..to).filter(|k| self.may_begin(*k, source)).collect(),
        };
        starts.retain(|k| self.lets(gate, *k));
        match part {
            Part::Source => {}
            Part::Left => {
                // A quotation of several sentences before its cue.
                let before = self
                    .opened_before(cue, &sentence)
                    .or_else(|| self.signed_quote(cue, &sentence));
                if let Some(open) = before {
                    starts.insert(0, open);
                }
            }
            Part::Right => {
                if let Some(next) = self.next_sentence(sentence.end.saturating_sub(1)) {
                    let told = matches!(self.tokens[sentence.end - 1].kind, TokenKind::Mark(':'));
                    if self.opens(next.start) || told {
                        starts.push(next.start);
                    }
                }
            }
        }
        starts
    }

    /// Whether a boundary before token `k` is worth asking about.
    fn lets(&self, gate: &Gate, k: usize) -> bool {
        gate.lets(self.at(k, -1).tag, self.at(k, 0).tag)
            || self.opens(k)
            || self.closes(k.wrapping_sub(1))
    }

    fn may_begin(&self, k: usize, source: &Range<usize>) -> bool {
        if source.contains(&k) {
            return false;
        }
        match self.tokens[k].kind {
            TokenKind::Mark(c) => {
                self.opens(k) || matches!(c, '$' | '£' | '€' | '#' | '[' | '(' | '…')
            }
            TokenKind::Break => false,
            _ => true,
        }
    }

    fn may_begin_source(&self, k: usize) -> bool {
        matches!(
            self.tokens[k].kind,
            TokenKind::Word | TokenKind::Number | TokenKind::Handle | TokenKind::Hashtag
        ) || self.opens(k)
    }

    /// The opening mark of a quotation that began before the cue's sentence and ends in it, before the cue.
    fn opened_before(&self, cue: usize, sentence: &Range<usize>) -> Option<usize> {
        let nth = usize::from(self.quoted[sentence.start]).checked_sub(1)?;
        let quote = self.quotes[nth];
        (quote.open < sentence.start && quote.close <= cue && cue - quote.open < LONGEST)
            .then_some(quote.open)
    }

    /// The quotation before a dash at the beginning of its sentence.
    fn signed_quote(&self, cue: usize, sentence: &Range<usize>) -> Option<usize> {
        (cue == sentence.start).then(|| self.quote_before_dash(cue)).flatten()
    }

    /// The opening mark of the quotation that ends before a dash.
    fn quote_before_dash(&self, dash: usize) -> Option<usize> {
        if !matches!(self.tokens[dash].kind, TokenKind::Mark('—' | '―' | '–' | '-')) {
            return None;
        }
        let mut last = dash.checked_sub(1)?;
        if self.tokens[last].kind == TokenKind::Break {
            last = last.checked_sub(1)?;
        }
        let nth = usize::from(*self.quoted.get(last)?).checked_sub(1)?;
        let open = self.quotes[nth].open;
        (self.closes(last) && dash - open < LONGEST).then_some(open)
    }

    /// “…” — Name: the quotation and the name that ends the line.
    pub fn signature(&self, dash: usize) -> Option<(Range<usize>, Range<usize>)> {
        let open = self.quote_before_dash(dash)?;
        let line = (dash + 1..self.tokens.len().min(dash + 12))
            .find(|i| self.tokens[*i].kind == TokenKind::Break)
            .unwrap_or(self.tokens.len().min(dash + 12));
        let mut end = line;
        while end > dash + 1 && self.tokens[end - 1].kind == TokenKind::Mark('.') {
            end -= 1;
        }
        let named = self.words.get(dash + 1).is_some_and(|w| matches!(w.shape, 2 | 3));
        let ends = line == self.tokens.len() || self.tokens[line].kind == TokenKind::Break;
        let alone = (dash + 1..end).all(|i| {
            let verb = self.words[i].shape == 1 && self.words[i].is_verb();
            !verb && !self.opens(i)
        });
        let begins = self.begins_line[open] || self.sentence_of(open).start == open;
        (named && ends && alone && begins).then_some((open..dash, dash + 1..end))
    }

    /// The sentence after the one that holds `last`.
    fn next_sentence(&self, last: usize) -> Option<Range<usize>> {
        let nth = *self.sentence.get(last)? as usize;
        self.sentences.get(nth + 1).cloned()
    }

    /// Where a part that begins at `start` may end: indices of the token after it, in order.
    pub fn ends(
        &self,
        cue: usize,
        part: Part,
        start: usize,
        source: &Range<usize>,
        gate: &Gate,
    ) -> Vec<usize> {
        let sentence = self.sentence_of(start);
        let limit = match part {
            Part::Source if start < cue => cue,
            Part::Source => sentence.end.min(start + 40),
            Part::Left if self.sentence[start] < self.sentence[cue] => cue,
            Part::Left if source.start > start && source.start < cue => source.start,
            Part::Left => cue,
            Part::Right => sentence.end,
        };
        let limit = limit.min(start + LONGEST);
        let mut ends: Vec<usize> = (start + 1..=limit)
            .filter(|e| self.lets(gate, *e) && self.may_end(*e, part, start, sentence.end))
            .collect();
        if part == Part::Right {
            // Over a source inside: "… and," he said, "…".
            if source.start > start {
                ends.retain(|e| *e <= source.start || *e >= source.end);
            }
            self.goes_on(start, sentence.end, &mut ends);
            if self.tokens[cue].kind == TokenKind::Mark(':') && !self.opens(start) {
                self.to_line_end(start, sentence.end, &mut ends);
            }
        }
        ends
    }

    fn may_end(&self, end: usize, part: Part, start: usize, sentence_end: usize) -> bool {
        let last = end - 1;
        let next_is_mark = matches!(
            self.tokens.get(end).map(|t| t.kind),
            None | Some(TokenKind::Mark(_) | TokenKind::Break)
        );
        if part == Part::Source && end - start > 40 {
            return false;
        }
        match self.tokens[last].kind {
            TokenKind::Break => false,
            TokenKind::Mark(_) if self.closes(last) => true,
            TokenKind::Mark(',' | ';' | ':' | '-' | '–' | '—' | '(' | '[' | '/') => false,
            TokenKind::Mark('.' | '!' | '?' | '…') => {
                // The full stop belongs to the content only inside its quotation.
                self.quoted[start] != 0 || end != sentence_end
            }
            TokenKind::Mark(_) if self.opens(last) => false,
            _ => {
                next_is_mark
                    || end - start <= 60
                    || self.words.get(end).is_some_and(|w| w.prior >= 3)
            }
        }
    }

    /// After "NAME:" every sentence of the line may be the last.
    fn to_line_end(&self, start: usize, sentence_end: usize, ends: &mut Vec<usize>) {
        let mut last = sentence_end - 1;
        for _ in 0..GOES_ON {
            let Some(next) = self.next_sentence(last) else { return };
            if self.begins_line[next.start] || next.end - start > LONGEST {
                return;
            }
            if next.end > *ends.last().unwrap_or(&0) {
                ends.push(next.end);
            }
            last = next.end - 1;
        }
    }

    /// Sentences that open in quotation marks after the cue's sentence go on with the content.
    fn goes_on(&self, start: usize, sentence_end: usize, ends: &mut Vec<usize>) {
        let mut last = sentence_end - 1;
        for _ in 0..GOES_ON {
            let Some(next) = self.next_sentence(last) else { return };
            let in_quote = self.opens(next.start)
                || (self.quoted[next.start] != 0 && self.quoted[next.start] == self.quoted[last]);
            let new_line = self.begins_line[next.start];
            let unclosed = self.quoted[last] != 0
                && self.quotes.get(usize::from(self.quoted[last]) - 1).is_some_and(|q| !q.closed);
            if !in_quote || (new_line && !unclosed) || next.end - start > LONGEST {
                return;
            }
            let close = (next.start..next.end).find(|k| self.closes(*k)).map(|k| k + 1);
            ends.extend(close.filter(|close| *close < next.end));
            if next.end > *ends.last().unwrap_or(&0) {
                ends.push(next.end);
            }
            if close.is_some_and(|close| self.count(close..next.end) > 2) {
                return;
            }
            last = next.end - 1;
        }
    }
}
