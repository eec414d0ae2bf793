//! The shapes of a date. Each is tried where a number stands, looks at a bounded number of pieces on both sides,
//! and so a line is read in time linear in its length.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use rawi_text::Span;

use super::clock::Clock;
use super::lexicon::{Kind, LEXICON, MOST_WORDS};
use super::line::{Line, Piece, PieceKind};
use super::{Calendar, FoundDate};

/// Reads dates off the pieces of a line.
pub(super) struct Reader<'r, 'l> {
    line: &'r Line<'l>,
}

/// A day that pieces `first..next` give.
#[derive(Clone, Copy, Debug)]
struct Day {
    date: Date,
    /// The reading with day and month exchanged, where the order was assumed.
    exchanged: Option<Date>,
    calendar: Calendar,
    ambiguous: bool,
    approximate: bool,
    /// A time between day and year: `Tue Nov 19 05:44:06 2019`.
    clock: Option<Clock>,
    first: usize,
    next: usize,
}

/// Most pieces between a date and its time that are looked at.
const GAP: usize = 4;
/// Most pieces that a time before its date takes.
const LOOK_BACK: usize = 14;

impl<'r, 'l> Reader<'r, 'l> {
    pub fn new(line: &'r Line<'l>) -> Self {
        Self { line }
    }

    /// All dates, in order.
    pub fn dates(&self) -> Vec<FoundDate> {
        let mut found = Vec::new();
        let (mut i, mut taken) = (0, 0);
        while i < self.pieces().len() {
            match self.day(i, taken) {
                Some(day) => {
                    let (date, next) = self.with_neighbours(day, taken);
                    found.push(date);
                    (i, taken) = (next, next);
                }
                None => i += 1,
            }
        }
        found
    }

    /// `20240305`, `20240305T0301Z`: only for a value known to be a date, since in text it may be any number.
    pub fn compact(&self) -> Option<FoundDate> {
        let PieceKind::Number { value, digits: 8, .. } = self.kind(0)? else {
            return None;
        };
        let date = compact_day(value)?;
        let mut end = 1;
        let mut time = None;
        let at = self.word(1, Kind::At).map_or(1, |(_, next)| next);
        if let Some(PieceKind::Number { value, digits, .. }) = self.kind(at) {
            let clock = match digits {
                4 => Some(value * 100),
                6 => Some(value),
                _ => None,
            };
            let parts = clock.map(|c| ((c / 10_000) as i8, (c / 100 % 100) as i8, (c % 100) as i8));
            time = parts.and_then(|(h, m, s)| jiff::civil::Time::new(h, m, s, 0).ok());
            end = if time.is_some() { at + 1 } else { end };
        }
        let zone = time.and_then(|_| self.zone(end));
        let end = zone.map_or(end, |(_, next)| next);
        Some(FoundDate {
            date,
            time,
            offset_minutes: zone.map(|(offset, _)| offset),
            span: self.span(0, end),
            calendar: Calendar::Gregorian,
            ambiguous: false,
            approximate: false,
        })
    }

    /// The first date of an address, year first.
    pub fn in_url(&self) -> Option<Date> {
        (0..self.pieces().len()).find_map(|i| {
            let PieceKind::Number { value, digits, .. } = self.kind(i)? else {
                return None;
            };
            let date = match digits {
                8 => compact_day(value),
                4 => {
                    let sep = self.mark(i + 1).filter(|m| matches!(m, '/' | '-' | '_' | '.'))?;
                    let (month, next) = match self.number(i + 2, 1..=2) {
                        Some(month) => (month, i + 3),
                        None => self
                            .word(i + 2, Kind::Month(Calendar::Gregorian))
                            .map(|(m, n)| (m as u32, n))?,
                    };
                    if !self.is_mark(next, sep) {
                        return None;
                    }
                    let day = self.number(next + 1, 1..=2)?;
                    Calendar::Gregorian.day(value as i16, month as i8, day as i8)
                }
                _ => None,
            };
            date.filter(|d| d.year() >= 1995)
        })
    }

    /// The day whose first number is piece `i`; pieces before `taken` belong to an earlier date.
    fn day(&self, i: usize, taken: usize) -> Option<Day> {
        if !matches!(self.kind(i)?, PieceKind::Number { .. }) {
            return None;
        }
        let day = self.numeric(i);
        let day = day.or_else(|| self.day_then_month(i));
        let day = day.or_else(|| self.month_then_day(i, taken));
        day.or_else(|| self.year_then_month(i))
    }

    /// `2020/12/25`, `28/03/2016`, `17.03.2020`, `21 / 10 / 1436`.
    fn numeric(&self, i: usize) -> Option<Day> {
        let sep = self.mark(i + 1).filter(|m| matches!(m, '/' | '-' | '.' | '\\'))?;
        if self.mark(i + 3)? != sep || !self.evenly_spaced(i, sep) || self.is_inner(i, sep) {
            return None;
        }
        let year_first = self.number(i, 4..=4).is_some();
        let year_at = if year_first { i } else { i + 4 };
        let PieceKind::Number { value: year, digits: 4, persian } = self.kind(year_at)? else {
            return None;
        };
        let middle = self.number(i + 2, 1..=2)? as i8;
        let outer = self.number(if year_first { i + 4 } else { i }, 1..=2)? as i8;
        let year = i16::try_from(year).ok()?;
        let (era, next) = self.era(i + 5, year);
        let (calendar, calendar_assumed) = numeric_calendar(year, era, persian, year_first)?;
        let straight = calendar.day(year, middle, outer);
        let exchanged = calendar.day(year, outer, middle).filter(|_| !year_first);
        let date = straight.or(exchanged)?;
        let order_assumed = straight.is_some() && exchanged.is_some() && straight != exchanged;
        Some(Day {
            date,
            exchanged: exchanged.filter(|_| order_assumed),
            calendar,
            ambiguous: order_assumed || calendar_assumed,
            approximate: calendar.is_approximate(year),
            clock: None,
            first: i,
            next,
        })
    }

    /// Whether the five pieces of a numeric date stand tight, or (around `/` and `-`) all apart.
    fn evenly_spaced(&self, i: usize, sep: char) -> bool {
        let Some(inner) = self.pieces().get(i + 1..i + 5) else {
            return false;
        };
        match sep {
            '/' => true,
            '-' => inner.iter().all(|p| p.spaced == inner[0].spaced),
            _ => inner.iter().all(|p| !p.spaced),
        }
    }

    /// Whether the numbers at `i` are the inside of something longer: an IP address, a path, a version.
    fn is_inner(&self, i: usize, sep: char) -> bool {
        let joined = |mark: usize, number: usize, spaced: &[usize]| {
            self.is_mark(mark, sep)
                && spaced.iter().all(|s| self.pieces().get(*s).is_some_and(|p| !p.spaced))
                && (sep == '/' || matches!(self.kind(number), Some(PieceKind::Number { .. })))
        };
        let before = i >= 2 && joined(i - 1, i - 2, &[i, i - 1]);
        // `2020/12/25/` may end with a slash, yet goes on only with something behind it.
        let after = self.pieces().get(i + 6).is_some() && joined(i + 5, i + 6, &[i + 5, i + 6]);
        before || after
    }

    /// `24 نيسان / أبريل 2020`, `7th, May 2031`, `10-Nov-2000`, `15 من شهر مارس عام 2003`.
    fn day_then_month(&self, i: usize) -> Option<Day> {
        let day = self.number(i, 1..=2)? as i8;
        let mut next = self.word(i + 1, Kind::Ordinal).map_or(i + 1, |(_, n)| n);
        next = self.skip_mark(next, ",-/.");
        for _ in 0..2 {
            next = self.word(next, Kind::Join).map_or(next, |(_, n)| n);
        }
        let (calendar, month, next) = self.month(next)?;
        let next = self.before_year(next);
        let (year, era, next) = self.year(next)?;
        self.written(era.unwrap_or(calendar), calendar, (year, month, day), i, next, None)
    }

    /// `March 5, 2024`, `ديسمبر 25, 2020`, `Nov 19 05:44:06 2019`.
    fn month_then_day(&self, i: usize, taken: usize) -> Option<Day> {
        let day = self.number(i, 1..=2)? as i8;
        let (calendar, month, first) = self.month_before(i, taken)?;
        let mut next = self.word(i + 1, Kind::Ordinal).map_or(i + 1, |(_, n)| n);
        let clock = self.clock(next).filter(|_| self.pieces()[next].spaced);
        next = clock.map_or_else(|| self.before_year(next), |c| c.next);
        let (year, era, next) = self.year(next)?;
        self.written(era.unwrap_or(calendar), calendar, (year, month, day), first, next, clock)
    }

    /// `2020 مارس 17`, `2024-Mar-05`; not the `2019` of "in 2019 March 5 2020".
    fn year_then_month(&self, i: usize) -> Option<Day> {
        let year = self.number(i, 4..=4)? as i16;
        let (calendar, month, next) = self.month(self.skip_mark(i + 1, "-/"))?;
        let at = self.skip_mark(next, "-/");
        let day = self.number(at, 1..=2)? as i8;
        if self.year(self.before_year(at + 1)).is_some() || self.is_mark(at + 1, ':') {
            return None;
        }
        self.written(calendar, calendar, (year, month, day), i, at + 1, None)
    }

    /// A date whose month is a word, if its parts fit one calendar.
    fn written(
        &self,
        era: Calendar,
        calendar: Calendar,
        (year, month, day): (i16, i8, i8),
        first: usize,
        next: usize,
        clock: Option<Clock>,
    ) -> Option<Day> {
        if era != calendar {
            return None;
        }
        let date = calendar.day(year, month, day)?;
        let approximate = calendar.is_approximate(year);
        Some(Day {
            date,
            exchanged: None,
            calendar,
            ambiguous: false,
            approximate,
            clock,
            first,
            next,
        })
    }

    /// A month at piece `i` with the other name it may carry: `نيسان / أبريل`, `يناير (كانون الثاني)`.
    fn month(&self, i: usize) -> Option<(Calendar, i8, usize)> {
        let (calendar, month, next) = self.month_name(i)?;
        let opened = self.is_mark(next, '(');
        let at = self.skip_mark(next, "/(-\\");
        let other = self.month_name(at).filter(|(c, m, _)| (*c, *m) == (calendar, month));
        let Some((_, _, after)) = other else {
            return Some((calendar, month, next));
        };
        match (opened, self.is_mark(after, ')')) {
            (true, true) => Some((calendar, month, after + 1)),
            (true, false) => Some((calendar, month, next)),
            (false, _) => Some((calendar, month, after)),
        }
    }

    /// One name of a month, with the full stop of an abbreviation.
    fn month_name(&self, i: usize) -> Option<(Calendar, i8, usize)> {
        let (calendar, month, next) = [Calendar::Gregorian, Calendar::Hijri, Calendar::Solar]
            .into_iter()
            .filter_map(|c| self.word(i, Kind::Month(c)).map(|(m, next)| (c, m as i8, next)))
            .max_by_key(|(_, _, next)| *next)?;
        let stop = self.is_mark(next, '.') && !self.pieces()[next].spaced;
        Some((calendar, month, next + usize::from(stop)))
    }

    /// The month that ends right before piece `i`.
    fn month_before(&self, i: usize, taken: usize) -> Option<(Calendar, i8, usize)> {
        let earliest = i.saturating_sub(2 * MOST_WORDS).max(taken);
        let ends_here = |first: usize| {
            let (calendar, month, next) = self.month(first)?;
            let next = if next < i { self.skip_mark(next, "-") } else { next };
            (next == i).then_some((calendar, month, first))
        };
        (earliest..i).find_map(ends_here)
    }

    /// Skips what may stand between month and year.
    fn before_year(&self, i: usize) -> usize {
        let mut next = self.skip_mark(i, ",-/.");
        for _ in 0..2 {
            next = self.word(next, Kind::Year).map_or(next, |(_, n)| n);
        }
        next
    }

    /// A year of four digits at piece `i`, the calendar that its era names, and the piece after both.
    fn year(&self, i: usize) -> Option<(i16, Option<Calendar>, usize)> {
        let year = self.number(i, 4..=4)? as i16;
        let (era, next) = self.era(i + 1, year);
        Some((year, era, next))
    }

    /// `هـ`, `م`, `ه.ش` after a year, where that calendar has such a year.
    fn era(&self, i: usize, year: i16) -> (Option<Calendar>, usize) {
        let opened = usize::from(self.is_mark(i, '('));
        let found = [Calendar::Hijri, Calendar::Solar, Calendar::Gregorian]
            .into_iter()
            .filter(|c| c.has_year(year))
            .filter_map(|c| self.word(i + opened, Kind::Era(c)).map(|(_, next)| (c, next)))
            .max_by_key(|(_, next)| *next);
        match found {
            Some((calendar, next)) if opened == 0 => (Some(calendar), next),
            Some((calendar, next)) if self.is_mark(next, ')') => (Some(calendar), next + 1),
            _ => (None, i),
        }
    }

    /// Takes in the weekday, time and zone beside a day. Returns the next free piece too.
    fn with_neighbours(&self, day: Day, taken: usize) -> (FoundDate, usize) {
        let (mut first, mut next) = (day.first, day.next);
        let (mut date, mut ambiguous) = (day.date, day.ambiguous);
        if let Some((weekday, at)) = self.weekday_before(first, taken) {
            first = at;
            let falls_on = |d: Date| i16::from(d.weekday().to_monday_one_offset()) == weekday;
            if let Some(other) = day.exchanged
                && falls_on(other) != falls_on(date)
            {
                date = if falls_on(other) { other } else { date };
                ambiguous = false;
            }
        }
        let iso = self.glued_clock(next);
        let before = || self.clock_before(first, taken);
        let clock = day.clock.map(|c| (first, Clock { next, ..c }));
        let clock = clock.or(iso.map(|c| (first, c)));
        let clock = clock.or_else(|| before().map(|(at, c)| (at, Clock { next, ..c })));
        let clock = clock.or_else(|| self.clock_after(next).map(|c| (first, c)));
        let mut offset_minutes = clock.and_then(|(_, c)| c.offset_minutes);
        if let Some((at, clock)) = clock {
            (first, next) = (at, clock.next);
        }
        if offset_minutes.is_none()
            && let Some((offset, after)) =
                self.zone(next).filter(|_| clock.is_none() || day.clock.is_some())
        {
            (offset_minutes, next) = (Some(offset), after);
        }
        let found = FoundDate {
            date,
            time: clock.map(|(_, c)| c.time),
            offset_minutes,
            span: self.span(first, next),
            calendar: day.calendar,
            ambiguous,
            approximate: day.approximate,
        };
        (found, next)
    }

    /// The weekday before piece `i` and where it begins.
    fn weekday_before(&self, i: usize, taken: usize) -> Option<(i16, usize)> {
        let end =
            if i > taken && matches!(self.mark(i - 1), Some(',' | '-' | '.')) { i - 1 } else { i };
        (end.saturating_sub(2).max(taken)..end).find_map(|first| {
            let (weekday, next) = self.word(first, Kind::Weekday)?;
            (next == end).then_some((weekday, first))
        })
    }

    /// `T03:01Z` right behind the date.
    fn glued_clock(&self, i: usize) -> Option<Clock> {
        let (_, next) = self.word(i, Kind::At).filter(|_| !self.pieces()[i].spaced)?;
        self.clock(next)
    }

    /// A time after the date, past a few marks and words such as `الساعة`.
    fn clock_after(&self, i: usize) -> Option<Clock> {
        self.clock(self.skip_gap(i))
    }

    /// A time right before the date, and where it begins.
    fn clock_before(&self, i: usize, taken: usize) -> Option<(usize, Clock)> {
        (i.saturating_sub(LOOK_BACK).max(taken)..i).find_map(|first| {
            // A time needs a colon or a word to be one; a bare number before a date is none.
            let clock = self.clock(first).filter(|c| c.next <= i)?;
            (clock.next == i || self.skip_gap(clock.next) == i).then_some((first, clock))
        })
    }

    fn skip_gap(&self, i: usize) -> usize {
        let mut next = i;
        for _ in 0..GAP {
            next = match self.word(next, Kind::At) {
                Some((_, after)) => after,
                None => self.skip_mark(next, "-|,()•·@:؛;/"),
            };
        }
        next
    }

    /// The word or words of `kind` at piece `i`, the longest: their value and the piece after them.
    pub(super) fn word(&self, i: usize, kind: Kind) -> Option<(i16, usize)> {
        let mut form = String::new();
        let mut found = None;
        let mut at = i;
        for _ in 0..MOST_WORDS {
            if self.kind(at) != Some(PieceKind::Word) {
                break;
            }
            if !form.is_empty() {
                form.push(' ');
            }
            self.line.fold_into(at, &mut form);
            at += 1;
            let senses = LEXICON.get(form.as_str());
            if let Some((_, value)) = senses.and_then(|s| s.iter().find(|(k, _)| *k == kind)) {
                found = Some((*value, at));
            }
            // `a.m.`, `ه.ش`, `dhul-hijjah`, `sha'ban`
            let inside =
                matches!(self.mark(at), Some('.' | '-' | '\'')) && !self.pieces()[at].spaced;
            at += usize::from(inside);
        }
        found
    }

    /// The value of the number at `i` when it has that many digits.
    pub(super) fn number(&self, i: usize, allowed: RangeInclusive<usize>) -> Option<u32> {
        match self.kind(i)? {
            PieceKind::Number { value, digits, .. } if allowed.contains(&digits) => Some(value),
            _ => None,
        }
    }

    /// Whether a number stands at `i` with no space before it.
    pub(super) fn glued_number(&self, i: usize) -> bool {
        self.pieces()
            .get(i)
            .is_some_and(|p| !p.spaced && matches!(p.kind, PieceKind::Number { .. }))
    }

    pub(super) fn mark(&self, i: usize) -> Option<char> {
        match self.kind(i)? {
            PieceKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self, i: usize, mark: char) -> bool {
        self.mark(i) == Some(mark)
    }

    fn skip_mark(&self, i: usize, marks: &str) -> usize {
        i + usize::from(self.mark(i).is_some_and(|m| marks.contains(m)))
    }

    pub(super) fn kind(&self, i: usize) -> Option<PieceKind> {
        self.pieces().get(i).map(|p| p.kind)
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.line.pieces
    }

    fn span(&self, first: usize, next: usize) -> Span {
        Span::new(self.pieces()[first].start, self.pieces()[next - 1].end)
    }
}

/// The calendar of a numeric date, and whether that was assumed.
///
/// 1318–1419 is a year of the last century in the Hijri calendar and of ours in the solar one. Iranian sites write
/// the year first or use their own digits (`۱۳۹۹/۰۲/۲۱`); Saudi decrees put the day first (`6/9/1389`).
fn numeric_calendar(
    year: i16,
    era: Option<Calendar>,
    persian: bool,
    year_first: bool,
) -> Option<(Calendar, bool)> {
    if let Some(calendar) = era {
        return Some((calendar, false));
    }
    if Calendar::Gregorian.has_year(year) {
        return Some((Calendar::Gregorian, false));
    }
    match year {
        1420..=1524 if !persian => Some((Calendar::Hijri, false)),
        1279..=1479 if persian || year_first => Some((Calendar::Solar, false)),
        1318..=1419 => Some((Calendar::Hijri, true)),
        _ => None,
    }
}

fn compact_day(value: u32) -> Option<Date> {
    let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
    Calendar::Gregorian.day(i16::try_from(year).ok()?, month as i8, day as i8)
}
