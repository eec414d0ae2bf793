//! Dates as pages write them: in Arabic, Persian, English and French, in three calendars, and in the formats of
//! metadata.
//!
//! [`find`] reads a line, [`parse`] one metadata value, [`in_url`] an address. All spans are **bytes** of the line.
//! Days and times stay in the page's own zone; nothing is converted to UTC.
//!
//! The words (months, weekdays, `ص`/`م`, zones) are data: `packs/<lang>/dates.tsv`. All languages are read at
//! once, since pages mix them (`7th, May 2031` stands on Arabic pages), and their forms do not collide between a
//! day and a year.
//!
//! ```
//! use rawi_time::date::{Calendar, find};
//! let line = "الجمعة 24 نيسان / أبريل 2020 09:22 مساءً";
//! let found = find(line);
//! assert_eq!(found[0].date.to_string(), "2020-04-24");
//! assert_eq!(found[0].time.unwrap().to_string(), "21:22:00");
//! assert_eq!(found[0].calendar, Calendar::Gregorian);
//! ```

mod calendar;
mod clock;
mod grammar;
mod lexicon;
mod line;
mod relative;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, Time};
use rawi_text::Span;

pub use calendar::Calendar;
pub use calendar::TABLE as CALENDAR_TABLE;
use grammar::Reader;
pub use lexicon::TABLE as WORDS_TABLE;
use line::Line;
pub use relative::relative;

/// A date found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// The day, in the page's own zone, converted to the Gregorian calendar.
    pub date: Date,
    /// The time of day, in the page's own zone.
    pub time: Option<Time>,
    /// Minutes east of UTC.
    pub offset_minutes: Option<i16>,
    /// Bytes of the line that give it, with its weekday, time and zone where they stand beside it.
    pub span: Span,
    /// The calendar in which the line writes it.
    pub calendar: Calendar,
    /// Whether the order of day and month (`03/05/2024`), or the calendar of a bare `6/9/1389`, was assumed.
    pub ambiguous: bool,
    /// Whether the conversion from the Hijri calendar may be a day off; see [`Calendar::Hijri`].
    pub approximate: bool,
}

/// The full dates (day, month and year) that `line` gives, in order, not overlapping.
///
/// Days that do not exist and years outside 1900–2100 are no dates. Numeric dates are read day first unless that
/// is impossible, or contradicts a weekday beside them.
///
/// ```
/// let found = rawi_time::date::find("الرياض 15 رمضان 1445 هـ الموافق 25 مارس 2024م");
/// assert_eq!(found.len(), 2);
/// assert_eq!(found[0].date, found[1].date);
/// ```
pub fn find(line: &str) -> Vec<FoundDate> {
    if !line::may_hold_year(line) {
        return Vec::new();
    }
    Reader::new(&Line::new(line)).dates()
}

/// The one date that a metadata value gives (ISO 8601 with or without separators, RFC 2822, or any form that
/// [`find`] knows). Where a value gives two, a Gregorian date goes before others.
///
/// ```
/// let found = rawi_time::date::parse("2020-06-03T03:01+0400").unwrap();
/// assert_eq!(found.offset_minutes, Some(240));
/// ```
pub fn parse(value: &str) -> Option<FoundDate> {
    if !line::may_hold_year(value) {
        return None;
    }
    let line = Line::new(value);
    let reader = Reader::new(&line);
    let found = reader.dates();
    let gregorian = found.iter().find(|d| d.calendar == Calendar::Gregorian);
    gregorian.or(found.first()).copied().or_else(|| reader.compact())
}

/// The date that an address gives (`/2024/03/05/`, `/2024/mar/05/`, `/2024-03-05-`, `20240305`), years 1995–2100.
///
/// ```
/// let day = rawi_time::date::in_url("https://example.com/news/2024/3/5/title-17").unwrap();
/// assert_eq!(day.to_string(), "2024-03-05");
/// ```
pub fn in_url(url: &str) -> Option<Date> {
    if !line::may_hold_year(url) {
        return None;
    }
    Reader::new(&Line::new(url)).in_url()
}

/// The weekday that a folded word names, also with an attached و, ب or ل.
///
/// ```
/// use jiff::civil::Weekday;
/// assert_eq!(rawi_time::date::weekday("الاربعاء"), Some(Weekday::Wednesday));
/// assert_eq!(rawi_time::date::weekday("كتاب"), None);
/// ```
pub fn weekday(form: &str) -> Option<jiff::civil::Weekday> {
    let named = |form: &str| {
        let rows = lexicon::LEXICON.get(form)?;
        let (_, value) = rows.iter().find(|(kind, _)| *kind == lexicon::Kind::Weekday)?;
        jiff::civil::Weekday::from_monday_one_offset(i8::try_from(*value).ok()?).ok()
    };
    named(form).or_else(|| named(form.strip_prefix(['و', 'ب', 'ل'])?))
}
