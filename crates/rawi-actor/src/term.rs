//! When somebody held an office.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day, or a month or year of which the day is not known.
///
/// ```
/// use rawi_actor::PartialDate;
/// let month: PartialDate = "2014-10".parse().unwrap();
/// assert_eq!(month.first().to_string(), "2014-10-01");
/// assert_eq!(month.last().to_string(), "2014-10-31");
/// assert!("2014-13".parse::<PartialDate>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PartialDate {
    year: i16,
    /// 0 where it is not known.
    month: i8,
    day: i8,
}

impl PartialDate {
    /// The first day it can be.
    pub fn first(self) -> Date {
        Date::new(self.year, self.month.max(1), self.day.max(1)).expect("checked when it was made")
    }

    /// That day, month (`day` 0) or year (`month` 0), where there is one.
    pub(crate) fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = Self { year, month, day };
        date.is_real().then_some(date)
    }

    /// Whether there is such a day: what was read from a file may say anything.
    pub(crate) fn is_real(self) -> bool {
        self.year > 0
            && (0..=12).contains(&self.month)
            && self.day >= 0
            && (self.month > 0 || self.day == 0)
            && Date::new(self.year, self.month.max(1), self.day.max(1)).is_ok()
    }

    /// The last day it can be.
    pub fn last(self) -> Date {
        match (self.month, self.day) {
            (0, _) => Date::new(self.year, 12, 31).expect("every year has one"),
            (_, 0) => self.first().last_of_month(),
            _ => self.first(),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self { year: day.year(), month: day.month(), day: day.day() }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoDate(String);

impl fmt::Display for NoDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no date; write 2021-01-20, 2021-01 or 2021", self.0)
    }
}

impl std::error::Error for NoDate {}

impl FromStr for PartialDate {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let wrong = || NoDate(text.chars().take(40).collect());
        let mut parts = text.split('-');
        let year = parts.next().filter(|year| year.len() == 4).ok_or_else(wrong)?;
        let year: i16 = year.parse().map_err(|_| wrong())?;
        let mut two = || -> Result<i8, NoDate> {
            match parts.next() {
                None => Ok(0),
                Some(part) if part.len() == 2 => part.parse().map_err(|_| wrong()),
                Some(_) => Err(wrong()),
            }
        };
        let (month, day) = (two()?, two()?);
        let whole = parts.next().is_none()
            && year > 0
            && (month == 0 && day == 0 || Date::new(year, month, day.max(1)).is_ok() && day >= 0);
        if whole { Ok(Self { year, month, day }) } else { Err(wrong()) }
    }
}

/// How a term ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum End {
    /// It goes on, as far as is known.
    Open,
    /// On that day.
    On(PartialDate),
    /// It is not known whether it goes on; it did until then.
    KnownUntil(Option<PartialDate>),
}

/// Whether something was so on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It was.
    Yes,
    /// The registry does not know.
    Perhaps,
    /// It was not.
    No,
}

/// Days around the ends of a term that prove nothing: announcement, oath and handover differ.
const HANDOVER_DAYS: i32 = 10;

/// Whether a term from `start` to `end` holds `day`.
///
/// ```
/// use rawi_actor::{End, Held, held};
/// let day = |text: &str| text.parse().unwrap();
/// let end = End::On(day("2024-10-01"));
/// let start = Some(day("2014-10-01"));
/// assert_eq!(held(start, end, "2020-01-01".parse().unwrap()), Held::Yes);
/// assert_eq!(held(start, end, "2024-11-13".parse().unwrap()), Held::No);
/// assert_eq!(held(start, end, "2024-10-05".parse().unwrap()), Held::Perhaps);
/// ```
pub fn held(start: Option<PartialDate>, end: End, day: Date) -> Held {
    let slack = |date: Date, days: i32| date.checked_add(days.days()).unwrap_or(date);
    if let Some(start) = start {
        if day < slack(start.first(), -HANDOVER_DAYS) {
            return Held::No;
        }
        if day < start.last() {
            return Held::Perhaps;
        }
    }
    let sure = match end {
        End::Open => Held::Yes,
        End::On(end) if day > slack(end.last(), HANDOVER_DAYS) => Held::No,
        End::On(end) if day > end.first() => Held::Perhaps,
        End::On(_) => Held::Yes,
        End::KnownUntil(Some(known)) if day <= known.last() => Held::Yes,
        End::KnownUntil(_) => Held::Perhaps,
    };
    if start.is_none() && sure == Held::Yes { Held::Perhaps } else { sure }
}
