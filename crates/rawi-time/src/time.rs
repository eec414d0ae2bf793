//! What is found.

use std::fmt;

use jiff::civil::{Date, DateTime, Time as Clock};
use rawi_text::Span;

/// The moment from which a text counts: when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The day, in the text's own zone.
    pub day: Date,
    /// The time of day, where it is known.
    pub time: Option<Clock>,
}

impl Anchor {
    /// A day without a time.
    pub fn day(day: Date) -> Self {
        Self { day, time: None }
    }
}

/// The TIMEX3 type of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day or something longer, or a vague point.
    Date,
    /// A part of a day or something shorter.
    Time,
    /// A length.
    Duration,
    /// Something that comes again.
    Set,
}

impl TimeKind {
    /// The name in the output contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
        }
    }
}

/// Which part of the value is meant, or how exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modifier {
    /// مطلع, early.
    Start,
    /// منتصف, mid.
    Mid,
    /// أواخر, the end of.
    End,
    /// نحو, about.
    Approx,
    /// More than, or after.
    MoreThan,
    /// Less than, or before.
    LessThan,
}

impl Modifier {
    /// The TIMEX3 name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::MoreThan => "MORE_THAN",
            Self::LessThan => "LESS_THAN",
        }
    }
}

/// A day, or a minute of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A whole day.
    Day(Date),
    /// A minute.
    Minute(DateTime),
}

impl Moment {
    /// The day in which it lies.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Minute(minute) => minute.date(),
        }
    }
}

impl fmt::Display for Moment {
    /// ISO 8601: `2024-11-13`, `2024-11-13T15:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => date.fmt(f),
            Self::Minute(minute) => {
                write!(f, "{}T{:02}:{:02}", minute.date(), minute.hour(), minute.minute())
            }
        }
    }
}

/// A time expression and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its type.
    pub kind: TimeKind,
    /// Its TIMEX3 value, as `docs/times.md` tells: `2024-11-13`, `2024-W46`, `195`, `P4M`, `PAST_REF`.
    pub value: String,
    /// The first moment of what is meant.
    pub from: Option<Moment>,
    /// The last moment of what is meant.
    pub to: Option<Moment>,
    /// Which part of it, or how exactly.
    pub modifier: Option<Modifier>,
    /// Whether the text itself gives the year: nothing was counted from an anchor.
    pub explicit: bool,
}

impl Time {
    /// The day that is meant, where it is one day or a part of one.
    pub fn one_day(&self) -> Option<Date> {
        let (from, to) = (self.from?, self.to?);
        let one = matches!(self.kind, TimeKind::Date if from == to)
            || self.kind == TimeKind::Time && !self.value.starts_with('P');
        (one && self.value.len() >= 10).then(|| from.date())
    }
}
