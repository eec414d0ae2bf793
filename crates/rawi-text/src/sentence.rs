//! Sentences.
//!
//! News from the Web lacks spaces after full stops, leaves quotations open, and mixes scripts. [`sentences`] splits it
//! in one pass a line; when in doubt it does not split, so that a quotation stays with its speaker. Spans are **bytes**
//! of the text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Span;
use crate::rows::{Row, Table, Wrong, rows};

/// The sentences of `text`, in order; white space between them belongs to none.
///
/// - A line break always ends a sentence.
/// - A full stop inside a closed quotation or bracket ends none; one inside a quotation that is never closed does.
/// - Abbreviations (`packs/<lang>/abbreviations.tsv`), initials, decimals, dates and addresses do not end one; a full
///   stop glued to the next Arabic word does.
///
/// ```
/// let text = "قال د. سالم: «انتهى الأمر. لن نعود».وأضاف أن 2.5 مليون عادوا. انتهى";
/// let found: Vec<_> = rawi_text::sentences(text).iter().map(|s| s.of(text)).collect();
/// assert_eq!(found, ["قال د. سالم: «انتهى الأمر. لن نعود».", "وأضاف أن 2.5 مليون عادوا.", "انتهى"]);
/// ```
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if is_line_break(c) {
            Line::new(text, Span::new(start, at)).split(&mut found);
            start = at + c.len_utf8();
        }
    }
    Line::new(text, Span::new(start, text.len())).split(&mut found);
    found
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A quotation longer than this was closed by another one's mark.
const LONGEST_QUOTATION: usize = 3000;
/// A bracket longer than this, likewise.
const LONGEST_BRACKET: usize = 400;
/// Longest word that is looked up before a full stop.
const LONGEST_ABBREVIATION: usize = 32;

/// One line, and the quotations and brackets that are closed in it.
struct Line<'t> {
    text: &'t str,
    span: Span,
    /// From opening to closing mark, in order, not overlapping.
    closed: Vec<Closed>,
}

#[derive(Clone, Copy, Debug)]
struct Closed {
    /// Of the opening mark.
    start: usize,
    /// Of the closing mark: before it.
    end: usize,
    is_quotation: bool,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, span: Span) -> Self {
        Self { text, span, closed: closed_in(text, span) }
    }

    fn split(&self, found: &mut Vec<Span>) {
        let first = found.len();
        let mut start = self.span.start;
        let mut has_word = false;
        let mut closed = self.closed.iter().peekable();
        let mut rest = self.text[self.span.start..self.span.end].char_indices();
        while let Some((at, c)) = rest.next() {
            let at = self.span.start + at;
            has_word = has_word || c.is_alphanumeric();
            if !is_terminator(c) || !has_word {
                continue;
            }
            while closed.next_if(|region| region.end < at).is_some() {}
            let region = closed.peek().filter(|region| region.start < at).copied();
            let stop = self.stop(at);
            let end = match region {
                None => self.ends(start, stop),
                Some(region) => self.ends_with_quotation(region, stop),
            };
            let Some(end) = end else {
                // The other marks of `?!` are read with the first.
                while rest.offset() + self.span.start < stop.end && rest.next().is_some() {}
                continue;
            };
            self.push(start, end, found);
            (start, has_word) = (end, false);
            while rest.offset() + self.span.start < end && rest.next().is_some() {}
        }
        self.push_rest(start, has_word, first, found);
    }

    fn push(&self, start: usize, end: usize, found: &mut Vec<Span>) {
        let span = Span::new(start, end).trimmed(self.text);
        if !span.is_empty() {
            found.push(span);
        }
    }

    /// What is left at the end of the line: marks alone belong to the sentence before them.
    fn push_rest(&self, start: usize, has_word: bool, first: usize, found: &mut Vec<Span>) {
        let span = Span::new(start, self.span.end).trimmed(self.text);
        if span.is_empty() {
            return;
        }
        match found[first..].last_mut() {
            Some(last) if !has_word => last.end = span.end,
            _ => found.push(span),
        }
    }

    /// The run of terminators at `at`.
    fn stop(&self, at: usize) -> Stop {
        let run = self.text[at..self.span.end].chars().take_while(|c| is_terminator(*c));
        let mut stop = Stop { start: at, end: at, dots: 0, asks: false };
        for c in run {
            stop.end += c.len_utf8();
            match c {
                '.' => stop.dots += 1,
                '…' => stop.dots += 3,
                '۔' | '。' => {}
                _ => stop.asks = true,
            }
        }
        stop
    }

    /// Where the sentence from `start` ends, if it does at `stop`, which stands in no quotation.
    fn ends(&self, start: usize, stop: Stop) -> Option<usize> {
        let end = self.past_closers(stop.end);
        let before = self.text[start..stop.start].chars().next_back();
        let after = self.text[end..self.span.end].chars().next();
        let next = self.text[end..self.span.end].trim_start_matches(is_space).chars().next();
        let Some(next) = next else { return Some(end) };
        if is_terminator(next) {
            // `؟".` and `؟ !`: the last one decides.
            return None;
        }
        let glued = after == Some(next);
        let ends = match (stop.asks, stop.dots) {
            (true, _) => self.question_ends(stop, before, next, glued),
            (false, 2..) => !glued && next.is_uppercase(),
            (false, 1) if glued => self.glued_stop_ends(start, stop, before, end, next),
            (false, 1) => self.spaced_stop_ends(start, stop, next),
            (false, _) => true,
        };
        ends.then_some(end)
    }

    /// A quotation whose own sentence ends right before its closing mark may end the sentence around it.
    fn ends_with_quotation(&self, region: &Closed, stop: Stop) -> Option<usize> {
        if !region.is_quotation || stop.end != region.end || stop.asks && !self.is_last(region.end)
        {
            return None;
        }
        let end = self.past_closers(region.end);
        let next = self.text[end..self.span.end].trim_start_matches(is_space).chars().next();
        let goes_on = |c: char| {
            is_terminator(c) || matches!(c, ',' | '،' | '؛' | ';' | ':' | '-' | '–' | '—' | '(')
        };
        let goes_on = next.is_some_and(|c| goes_on(c) || c.is_lowercase());
        (!goes_on && (stop.dots < 2 || next.is_none())).then_some(end)
    }

    /// Whether nothing but closing marks and spaces follow.
    fn is_last(&self, at: usize) -> bool {
        self.text[self.past_closers(at)..self.span.end].trim_start_matches(is_space).is_empty()
    }

    fn past_closers(&self, from: usize) -> usize {
        let mut end = from;
        let mut rest = self.text[from..self.span.end].chars().peekable();
        while let Some(c) = rest.next() {
            let next = rest.peek().copied();
            let closes = match c {
                // Straight marks close where they are known to, or where nothing follows that they could open.
                '"' | '“' | '”' | '„' => {
                    self.closes(end)
                        || next.is_none_or(|c| is_space(c) || is_terminator(c) || is_inner_mark(c))
                }
                // `D.C.’s`
                '’' => !next.is_some_and(char::is_alphabetic),
                _ => matches!(
                    c,
                    '»' | ')' | ']' | '}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
                ),
            };
            if !closes {
                break;
            }
            end += c.len_utf8();
        }
        end
    }

    fn closes(&self, at: usize) -> bool {
        self.closed.binary_search_by_key(&at, |region| region.end).is_ok()
    }

    fn question_ends(&self, stop: Stop, before: Option<char>, next: char, glued: bool) -> bool {
        let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '=' | '&' | '_' | '-');
        let marks = &self.text[stop.start..stop.end];
        // `a?b=1`, `Yahoo!'s`
        if glued && before.is_some_and(latin) && (latin(next) || next == '\'') {
            return false;
        }
        // `????? ????`, `????????@name`: letters that were lost.
        if marks.len() >= 2 && marks.bytes().all(|b| b == b'?') && before.is_none_or(is_space) {
            return false;
        }
        !(next.is_lowercase() || is_inner_mark(next))
    }

    fn spaced_stop_ends(&self, start: usize, stop: Stop, next: char) -> bool {
        let word = self.word_before(start, stop.start);
        if is_inner_mark(next) || next.is_lowercase() {
            return false;
        }
        // `1. First`, and lists run together, `…  2. Second`: the number of an item.
        let is_number = !word.is_empty() && word.len() <= 6 && word.chars().all(char::is_numeric);
        let before = &self.text[start..stop.start - word.len()];
        if is_number && (before.ends_with("  ") || before.trim_start_matches(is_space).is_empty()) {
            return false;
        }
        match abbreviation(word) {
            Some(Abbreviation::Title) => {
                self.follows_number(start, stop.start, word) && word_is_arabic(word)
            }
            Some(Abbreviation::Mid) if word.eq_ignore_ascii_case("no") => !next.is_numeric(),
            Some(Abbreviation::Mid) => false,
            Some(Abbreviation::End) => true,
            None => !is_initials(word) || self.follows_number(start, stop.start, word),
        }
    }

    /// `2020م.` and `1445 هـ.`: the letter is the year's era.
    fn follows_number(&self, start: usize, end: usize, word: &str) -> bool {
        let before = self.text[start..end - word.len()].trim_end_matches(is_space);
        before.chars().next_back().is_some_and(char::is_numeric)
    }

    /// Whether a full stop without a space behind it (but for closing marks) ends the sentence.
    fn glued_stop_ends(
        &self,
        start: usize,
        stop: Stop,
        before: Option<char>,
        end: usize,
        next: char,
    ) -> bool {
        let Some(before) = before else { return false };
        if end > stop.end || matches!(before, '"' | '»' | '”' | '“' | ')' | ']') {
            return next.is_alphabetic() || is_opener(next);
        }
        let word = self.word_before(start, stop.start);
        if abbreviation(word).is_some()
            || is_initials(word) && !self.follows_number(start, stop.start, word)
        {
            return false;
        }
        if is_opener(next) || matches!(next, '#' | '@') {
            return before.is_alphanumeric() && !before.is_ascii();
        }
        let follow = self.word_after(end);
        if is_arabic(next) {
            // `إس.بي.دي.آر`: the names of Latin letters.
            let (last, follow) =
                (letters(word.rsplit('.').next().unwrap_or(word)), letters(follow));
            let spelled = last.max(follow) <= 3 && last.min(follow) <= 2;
            return before.is_alphanumeric() && follow >= 2 && (!spelled || before.is_numeric());
        }
        if self.text[end + follow.len()..self.span.end].starts_with('.')
            && !self.is_last(end + follow.len() + 1)
        {
            // `www.Example.com`
            let beyond = self.text[end + follow.len() + 1..self.span.end].chars().next();
            if beyond.is_some_and(char::is_alphanumeric) {
                return false;
            }
        }
        // `ends.The next`, not `Node.Js` or `example.Com/x`: a plain word of lower case, then a capitalised one.
        let plain = word.len() >= 3
            && word.chars().all(char::is_alphabetic)
            && word.chars().next_back().is_some_and(char::is_lowercase);
        let mut follow = self.text[end..self.span.end].chars();
        let capitalised = follow.next().is_some_and(char::is_uppercase)
            && follow.next().is_some_and(|c| c.is_lowercase() || c == ' ')
            && follow.next().is_some_and(|c| c.is_lowercase() || c == ' ');
        let begins = self.text[start..stop.start - word.len()].chars().next_back();
        plain && capitalised && begins.is_none_or(|c| is_space(c) || is_opener(c))
    }

    /// The letters that begin at `at`.
    fn word_after(&self, at: usize) -> &'t str {
        let ceiling = self.text.ceil_char_boundary(at + LONGEST_ABBREVIATION).min(self.span.end);
        let line = &self.text[at..ceiling];
        let word = line.char_indices().take_while(|(_, c)| c.is_alphanumeric()).last();
        word.map_or("", |(last, c)| &line[..last + c.len_utf8()])
    }

    /// The word with its inner full stops that ends at `end`.
    fn word_before(&self, start: usize, end: usize) -> &'t str {
        let floor =
            self.text.floor_char_boundary(end.saturating_sub(LONGEST_ABBREVIATION)).max(start);
        let line = &self.text[floor..end];
        let inner = |c: char| {
            c.is_alphanumeric() || matches!(c, '.' | '\u{640}' | '\u{64B}'..='\u{652}' | '\u{200F}')
        };
        let word = line.char_indices().rev().take_while(|(_, c)| inner(*c)).last();
        word.map_or("", |(at, _)| line[at..].trim_start_matches('.'))
    }
}

/// A run of terminators.
#[derive(Clone, Copy, Debug)]
struct Stop {
    start: usize,
    end: usize,
    dots: usize,
    /// Whether `!`, `?` or `؟` is among them.
    asks: bool,
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | '。')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}')
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '(' | '[' | '‘')
}

/// Marks that go on with the sentence before them.
fn is_inner_mark(c: char) -> bool {
    matches!(c, ',' | '،' | '؛' | ';' | ':' | ')' | ']')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}')
}

fn word_is_arabic(word: &str) -> bool {
    word.chars().next().is_some_and(is_arabic)
}

/// `J`, `U.S`, `أ.ب`: single letters, parted by full stops. A single digit is none.
fn is_initials(word: &str) -> bool {
    let mut parts = word.split('.');
    let is_letter = |part: &str| {
        let mut letters = part.chars().filter(|c| *c != '\u{640}');
        letters.next().is_some_and(|c| c.is_uppercase() || is_arabic(c)) && letters.next().is_none()
    };
    !word.is_empty() && parts.all(is_letter)
}

fn letters(word: &str) -> usize {
    word.chars()
        .filter(|c| c.is_alphabetic() && !matches!(c, '\u{640}' | '\u{64B}'..='\u{652}'))
        .count()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Abbreviation {
    /// A name follows.
    Title,
    /// Does not end a sentence.
    Mid,
    /// May end one.
    End,
}

static ABBREVIATIONS: LazyLock<FxHashMap<String, Abbreviation>> = LazyLock::new(|| {
    let packs = [
        include_str!("../../../packs/ar/abbreviations.tsv"),
        include_str!("../../../packs/en/abbreviations.tsv"),
        include_str!("../../../packs/fr/abbreviations.tsv"),
    ];
    let mut forms = FxHashMap::default();
    for row in packs.iter().flat_map(|pack| rows(pack)) {
        let (form, kind) =
            abbreviation_row(&row).unwrap_or_else(|wrong| panic!("{wrong}: {row:?}"));
        forms.entry(form).or_insert(kind);
    }
    forms
});

/// `abbreviations.tsv`: words after which a full stop ends nothing.
pub const ABBREVIATIONS_TABLE: Table = Table {
    file: "abbreviations.tsv",
    columns: &["kind", "form", "comment"],
    needed: 2,
    // A form of two kinds would have the first only.
    read: |row| abbreviation_row(row).map(|(form, _)| form),
};

fn abbreviation_row(row: &Row<'_>) -> Result<(String, Abbreviation), Wrong> {
    let kind = match row.cell(0) {
        "title" => Abbreviation::Title,
        "mid" => Abbreviation::Mid,
        "end" => Abbreviation::End,
        other => return Err(Wrong::unknown("kind", other, &["title", "mid", "end"])),
    };
    let form = folded(row.cell(1));
    if form.is_empty() || form.len() > LONGEST_ABBREVIATION || form.contains(char::is_whitespace) {
        return Err(Wrong::new(
            format!(
                "`{form}` is not one word of 1 to {LONGEST_ABBREVIATION} bytes: it is never looked up"
            ),
            "write the word before the full stop, or remove the row",
        ));
    }
    if form.ends_with('.') {
        return Err(Wrong::new(
            format!("`{form}` ends in a full stop: it is never looked up"),
            "leave the last full stop out",
        ));
    }
    Ok((form, kind))
}

fn folded(word: &str) -> String {
    let kept =
        word.chars().filter(|c| !matches!(c, '\u{640}' | '\u{64B}'..='\u{652}' | '\u{200F}'));
    kept.flat_map(char::to_lowercase).collect()
}

fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.is_empty() || word.len() > LONGEST_ABBREVIATION {
        return None;
    }
    let word = folded(word);
    let found = ABBREVIATIONS.get(&word).copied();
    // `ود. سالم` (and Dr Salem), `وص.ب.`; bare letters are not stripped to, or `وج` would be `ج`.
    let sure = |kind: &Abbreviation| *kind == Abbreviation::Title || word.contains('.');
    found.or_else(|| ABBREVIATIONS.get(word.strip_prefix('و')?).copied().filter(sure))
}

/// The quotations and brackets of a line that are closed in it, the outer ones, in order.
fn closed_in(text: &str, span: Span) -> Vec<Closed> {
    let mut found = Vec::new();
    let mut guillemets = Vec::new();
    let mut brackets = Vec::new();
    let mut straight = None;
    let mut before = None;
    let mut before_that = None;
    let mut rest = text[span.start..span.end].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let at = span.start + at;
        match c {
            '«' => guillemets.push(at),
            '»' => found.extend(guillemets.pop().map(|start| Closed {
                start,
                end: at,
                is_quotation: true,
            })),
            '(' | '[' => brackets.push(at),
            ')' | ']' => found.extend(brackets.pop().map(|start| Closed {
                start,
                end: at,
                is_quotation: false,
            })),
            '"' | '“' | '”' | '„' => {
                let next = rest.peek().map(|(_, c)| *c);
                let next_is_space = next.is_none_or(is_space);
                let mut opens = !next_is_space && may_open(before, before_that);
                // `إن"الجميع`: the space is missing, for there is nothing that it could close. Hebrew writes `צה"ל`.
                opens |= straight.is_none()
                    && next.is_some_and(char::is_alphabetic)
                    && before.is_some_and(|c| is_arabic(c) || c.is_ascii_alphabetic());
                straight = match straight {
                    // A mark with a space before and a letter behind opens anew: the one before was never closed.
                    Some(_) if opens => Some(at),
                    Some(start) => {
                        found.push(Closed { start, end: at, is_quotation: true });
                        None
                    }
                    None => opens.then_some(at),
                };
            }
            _ => {}
        }
        (before_that, before) = (before, Some(c));
    }
    found.retain(|region| {
        let longest = if region.is_quotation { LONGEST_QUOTATION } else { LONGEST_BRACKET };
        region.end - region.start <= longest
    });
    outermost(found)
}

/// Whether a straight mark may open a quotation: at a word's start, or behind a one-letter particle (`و"الحرب"`).
fn may_open(before: Option<char>, before_that: Option<char>) -> bool {
    match before {
        None => true,
        Some(c)
            if is_space(c)
                || matches!(c, '(' | '[' | ':' | '-' | '–' | '—' | '،' | ',' | '/' | '«' | '.') =>
        {
            true
        }
        Some('و' | 'ب' | 'ل' | 'ف' | 'ك' | '\u{640}') => {
            before_that.is_none_or(|c| is_space(c) || is_arabic(c) && c == 'ب')
        }
        Some(_) => false,
    }
}

fn outermost(mut found: Vec<Closed>) -> Vec<Closed> {
    found.sort_unstable_by_key(|region| (region.start, std::cmp::Reverse(region.end)));
    let mut outer: Vec<Closed> = Vec::with_capacity(found.len());
    for region in found {
        match outer.last_mut() {
            Some(last) if region.start < last.end => {
                // Crossing marks: the longer reading, which splits less.
                if region.end > last.end {
                    last.end = region.end;
                    last.is_quotation |= region.is_quotation;
                }
            }
            _ => outer.push(region),
        }
    }
    outer
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Texts with `|` where a sentence ends.
    const TEXTS: &[&str] = &[
        // plain
        "وصل الوفد إلى المدينة. |والتقى رئيس البلدية.",
        "هل يعود؟ |لا أحد يعرف! |انتهى",
        "The mayor left. |He did not speak.",
        "Why now? |Nobody knows!",
        "سطر أول\n|سطر ثان\n\n|سطر ثالث",
        "فقرة\r\n|فقرة",
        // missing spaces
        "انتهت الحرب.|وأضاف أن الاتفاق قريب.|وغادر",
        "عاد في 2020.|وقال إنه باق",
        "اجتماع NATO.|وقال الوزير",
        "قال «نعم».|وأضاف",
        "قال \"نعم\".|وأضاف",
        "(انظر الصورة).|وأضاف",
        "لماذا عاد؟|قال إنه تعب",
        "It ends.|The next begins",
        // not ends
        "موقع 24.ae وموقع example.com وصفحة news.example.com/a.html?b=1 مفتوحة",
        "بلغ 1.5 مليون في 1.1.2020 و3.14",
        "رمز A.B.C معروف",
        "صندوق إس.بي.دي.آر وشركة أو.سي.آي إن.في",
        "زوروا www.Example.com الآن",
        "«هل نعود؟»، قال. |ثم خرج",
        "قال د. سالم وأ.د. ليلى ود. هند وم. خالد",
        "قال د.سالم وأ.د ليلى",
        "انظر ص. 15 وص.ب. 1234",
        "عام 1445 هـ. |ثم عاد",
        "عام 2020م. |ثم عاد",
        "Mr. Smith met Dr. Jones in the U.S. Senate at 9 a.m. |They spoke.",
        "J. K. Smith and Sen. Jane Doe agreed.",
        "No. 10 is closed. |He said no. |She left.",
        "She works at Example Inc. |The firm is small.",
        "1. أولا نبدأ. |ثم ننتهي",
        "الفائزون:  1. سالم  2. هند  3. خالد",
        "in Washington D.C.’s office",
        "هل يعود؟\". |وأضاف",
        "قال إن\"الجميع عاد. كلهم.\" |وطالب بالصبر",
        "انتهى.\" |وواصل",
        "חיילי צה\"ל חזרו. |הם \"עייפים. מאוד\" היום",
        "Yahoo! is old.",
        "see a?b=1 there",
        // ellipses
        "قال... ثم سكت",
        "سعيد.. من بعيد",
        "He paused… and left. |Then… |Nothing.",
        "انتظر...",
        // quotations
        "قال: «انتهى الأمر. لن نعود. أبدا» ثم خرج. |وعاد",
        "قال: \"انتهى الأمر. لن نعود\" ثم خرج. |وعاد",
        "قال: “انتهى الأمر. لن نعود” ثم خرج. |وعاد",
        "قال: ”انتهى الأمر. لن نعود“ ثم خرج. |وعاد",
        "قال و\"الأمر. انتهى\" ثم خرج. |وعاد",
        "قال: «انتهى الأمر.» |وأضاف",
        "«أين أنت؟» سأل سالم. |فأجاب",
        "“Where are you?” he asked. |She left.",
        "“It is over. We leave.” |He sat down.",
        "“It is over.” he said.",
        "«انتهى. عدنا»، قال سالم. |ثم خرج",
        "قال «كلاما عن «صحيفة. ما» قديما. وجديدا» ثم خرج. |وعاد",
        // quotations that are never closed
        "قال: «انتهى الأمر. |لن نعود. |ثم خرج",
        "قال: \"انتهى الأمر. |لن نعود. |ثم خرج",
        "قال \"انتهى. |وقال \"لا. نعم\" ثم خرج. |وعاد",
        "انتهى الأمر. |لن نعود» ثم خرج",
        // brackets and lost letters
        "قال (أي الوزير. لا غيره) نعم. |وعاد",
        "هذا حق (؟) نعم",
        "welcomed ????????@Someone to the house. |They met.",
        ".@Someone welcomed him. |They met.",
        "Urdu ہے۔ |اور",
        "...",
        "",
        "   ",
    ];

    #[test]
    fn texts() {
        let mut wrong = Vec::new();
        for row in TEXTS {
            let text = row.replace('|', "");
            let right: Vec<_> = row.split('|').map(str::trim).filter(|s| !s.is_empty()).collect();
            let found: Vec<_> = sentences(&text).into_iter().map(|span| span.of(&text)).collect();
            if found != right {
                wrong.push(format!("{}\n  {}", row, found.join("|")));
            }
        }
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), TEXTS.len(), wrong.join("\n"));
    }

    /// One line of marks and quotes without an end: time grows with its length.
    #[test]
    fn long_lines() {
        for piece in ["«قال. ", "\"نعم. ", "(لا. ", "؟؟", "a. ", "د.", "????", "»", ". . "]
        {
            let text = piece.repeat(100_000);
            let began = std::time::Instant::now();
            hold(&text);
            assert!(began.elapsed().as_secs() < 10, "{piece}");
        }
    }

    fn hold(text: &str) {
        let mut end = 0;
        for span in sentences(text) {
            assert!(span.start >= end && span.end > span.start, "{text:?}");
            assert!(
                text[end..span.start].trim().is_empty(),
                "left out: {:?}",
                &text[end..span.start]
            );
            assert_eq!(span.of(text).trim(), span.of(text));
            end = span.end;
        }
        assert!(text[end..].trim().is_empty(), "left out: {:?}", &text[end..]);
    }

    proptest! {
        #[test]
        fn any_text_is_covered(text in any::<String>()) {
            hold(&text);
        }

        #[test]
        fn any_marks_are_covered(text in "[قالدمو a-cT0-9.!?؟…«»\"“”()\\[\\] \n،@]{0,80}") {
            hold(&text);
        }
    }
}
