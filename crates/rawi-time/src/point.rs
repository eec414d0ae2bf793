//! Stretches of the calendar with a value: days, weeks, months, years and what is longer.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::date::Calendar;
use crate::lexicon::{PARTS, SEASONS};

/// How long a stretch is, the shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    /// A stretch that no unit names.
    Other,
}

/// A stretch of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub grain: Grain,
    /// The TIMEX3 value.
    pub value: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// When a feast is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// Hijri month, its first and its last day.
    Hijri(i8, i8, i8),
    /// Month and day.
    Day(i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
    /// Month, weekday (Monday is 1), which one; -1 is the last.
    Weekday(i8, i8, i8),
}

/// Feasts that times name.
pub(crate) const FEASTS: [(&str, When); 34] = [
    ("ramadan", When::Hijri(9, 1, 30)),
    ("fitr", When::Hijri(10, 1, 1)),
    ("adha", When::Hijri(12, 10, 10)),
    ("arafa", When::Hijri(12, 9, 9)),
    ("hajj", When::Hijri(12, 8, 13)),
    ("hijri-new-year", When::Hijri(1, 1, 1)),
    ("ashura", When::Hijri(1, 10, 10)),
    ("mawlid", When::Hijri(3, 12, 12)),
    ("new-year", When::Day(1, 1)),
    ("new-year-eve", When::Day(12, 31)),
    ("epiphany", When::Day(1, 6)),
    ("valentine", When::Day(2, 14)),
    ("womens-day", When::Day(3, 8)),
    ("st-patrick", When::Day(3, 17)),
    ("fools-day", When::Day(4, 1)),
    ("may-day", When::Day(5, 1)),
    ("bastille-day", When::Day(7, 14)),
    ("halloween", When::Day(10, 31)),
    ("all-saints", When::Day(11, 1)),
    ("armistice", When::Day(11, 11)),
    ("christmas-eve", When::Day(12, 24)),
    ("christmas", When::Day(12, 25)),
    ("boxing-day", When::Day(12, 26)),
    ("ash-wednesday", When::Easter(-46)),
    ("palm-sunday", When::Easter(-7)),
    ("maundy-thursday", When::Easter(-3)),
    ("good-friday", When::Easter(-2)),
    ("easter", When::Easter(0)),
    ("easter-monday", When::Easter(1)),
    ("pentecost", When::Easter(49)),
    ("martin-luther-king", When::Weekday(1, 1, 3)),
    ("memorial-day", When::Weekday(5, 1, -1)),
    ("labor-day", When::Weekday(9, 1, 1)),
    ("thanksgiving", When::Weekday(11, 4, 4)),
];

impl Point {
    fn new(grain: Grain, value: String, from: Date, to: Date) -> Self {
        Self { grain, value, from, to }
    }

    pub fn day(day: Date) -> Self {
        Self::new(Grain::Day, day_value(day), day, day)
    }

    /// The week of ISO 8601 that holds `day`.
    pub fn week(day: Date) -> Option<Self> {
        let week = day.iso_week_date();
        let monday = ISOWeekDate::new(week.year(), week.week(), Weekday::Monday).ok()?.date();
        let sunday = monday.checked_add(6.days()).ok()?;
        let value = format!("{:04}-W{:02}", week.year(), week.week());
        Some(Self::new(Grain::Week, value, monday, sunday))
    }

    /// The weekend of the week that holds `day`: its Saturday and Sunday.
    pub fn weekend(day: Date) -> Option<Self> {
        let week = Self::week(day)?;
        let from = week.from.checked_add(5.days()).ok()?;
        Some(Self::new(Grain::Weekend, format!("{}-WE", week.value), from, week.to))
    }

    pub fn month(year: i16, month: i8) -> Option<Self> {
        let from = Date::new(year, month, 1).ok()?;
        Some(Self::new(
            Grain::Month,
            format!("{}-{month:02}", year_value(year)),
            from,
            from.last_of_month(),
        ))
    }

    /// Quarters and halves are counted from 1.
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        Self::months(Grain::Quarter, year, quarter, 3, 'Q')
    }

    pub fn half(year: i16, half: i8) -> Option<Self> {
        Self::months(Grain::Half, year, half, 6, 'H')
    }

    fn months(grain: Grain, year: i16, n: i8, length: i8, letter: char) -> Option<Self> {
        if n < 1 || n > 12 / length {
            return None;
        }
        let from = Date::new(year, (n - 1) * length + 1, 1).ok()?;
        let to = Date::new(year, n * length, 1).ok()?.last_of_month();
        Some(Self::new(grain, format!("{}-{letter}{n}", year_value(year)), from, to))
    }

    /// Season 0 is spring; a winter ends in the year after its own. (Meteorological seasons of the north.)
    pub fn season(year: i16, season: usize) -> Option<Self> {
        let value = format!("{}-{}", year_value(year), SEASONS.get(season)?);
        let from = Date::new(year, [3, 6, 9, 12][season], 1).ok()?;
        let to = from.checked_add(2.months()).ok()?.last_of_month();
        Some(Self::new(Grain::Season, value, from, to))
    }

    pub fn year(year: i16) -> Option<Self> {
        let from = Date::new(year, 1, 1).ok()?;
        let to = Date::new(year, 12, 31).ok()?;
        Some(Self::new(Grain::Year, year_value(year), from, to))
    }

    /// The decade of ten years that begins with `first`.
    pub fn decade(first: i16) -> Option<Self> {
        let first = first.div_euclid(10).checked_mul(10)?;
        let from = Date::new(first, 1, 1).ok()?;
        let to = Date::new(first.checked_add(9)?, 12, 31).ok()?;
        Some(Self::new(Grain::Decade, format!("{:03}", first / 10), from, to))
    }

    /// Century 20 is that of the years 19xx; negative ones are before our era.
    pub fn century(century: i16) -> Option<Self> {
        let (first, value) = if century > 0 {
            ((century - 1).checked_mul(100)?, format!("{:02}", century - 1))
        } else {
            // The third century before our era: 300 to 201 BC.
            (century.checked_mul(100)?.checked_add(1)?, format!("BC{:02}", -century - 1))
        };
        let from = Date::new(first.max(-9998), 1, 1).ok()?;
        let to = Date::new(first.checked_add(99)?, 12, 31).ok()?;
        Some(Self::new(Grain::Century, value, from, to))
    }

    /// A fiscal year by the year in which it ends, a school year by the one in which it begins.
    pub fn fiscal(year: i16) -> Option<Self> {
        let plain = Self::year(year)?;
        Some(Self::new(Grain::Year, format!("FY{}", plain.value), plain.from, plain.to))
    }

    pub fn school(year: i16) -> Option<Self> {
        let from = Date::new(year, 9, 1).ok()?;
        let to = Date::new(year.checked_add(1)?, 6, 30).ok()?;
        Some(Self::new(Grain::Year, format!("SY{}", year_value(year)), from, to))
    }

    /// A stretch by its ends.
    pub fn stretch(from: Date, to: Date) -> Self {
        if from == to {
            return Self::day(from);
        }
        Self::new(Grain::Other, format!("{}/{}", day_value(from), day_value(to)), from, to)
    }

    pub fn hijri_month(year: i16, month: i8) -> Option<Self> {
        let from = Calendar::Hijri.day(year, month, 1)?;
        let to = Calendar::Hijri
            .day(year, month, 30)
            .or_else(|| Calendar::Hijri.day(year, month, 29))?;
        Some(Self::stretch(from, to))
    }

    pub fn hijri_year(year: i16) -> Option<Self> {
        let from = Calendar::Hijri.day(year, 1, 1)?;
        let to = Calendar::Hijri.day(year.checked_add(1)?, 1, 1)?.yesterday().ok()?;
        Some(Self::stretch(from, to))
    }

    /// The feast of one common year; a Hijri feast that falls twice in a year is its first, one that falls into none
    /// (years of three solstices) is that of the next year.
    pub fn feast(feast: usize, year: i16) -> Option<Self> {
        let hijri = |month: i8, from: i8, to: i8| {
            let about = (i32::from(year) - 622) * 33 / 32;
            (about - 1..=about + 2).find_map(|hijri| {
                let hijri = i16::try_from(hijri).ok()?;
                let first = Calendar::Hijri.day(hijri, month, from)?;
                let last = match to {
                    30 => Calendar::Hijri
                        .day(hijri, month, 30)
                        .or_else(|| Calendar::Hijri.day(hijri, month, 29))?,
                    to => Calendar::Hijri.day(hijri, month, to)?,
                };
                (first.year() == year).then(|| Self::stretch(first, last))
            })
        };
        let day = match FEASTS.get(feast)?.1 {
            When::Hijri(month, from, to) => return hijri(month, from, to),
            When::Day(month, day) => Date::new(year, month, day).ok(),
            When::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
            When::Weekday(month, weekday, nth) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
        };
        day.map(Self::day)
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm; Meeus, *Astronomical Algorithms*, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

/// A year as TIMEX3 writes it; `BC0216` for years before our era (the year 0 is 1 BC).
pub(crate) fn year_value(year: i16) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - i32::from(year)) }
}

pub(crate) fn day_value(day: Date) -> String {
    format!("{}-{:02}-{:02}", year_value(day.year()), day.month(), day.day())
}

/// The hours of a part of the day; an end after 24 is in the next day.
pub(crate) fn part_hours(part: usize) -> (i8, i8) {
    [(5, 12), (11, 14), (12, 18), (17, 24), (20, 28)][part.min(PARTS.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let day: Date = "2024-12-30".parse().unwrap();
        assert_eq!(Point::week(day).unwrap().value, "2025-W01");
        assert_eq!(Point::weekend(day).unwrap().from.to_string(), "2025-01-04");
        assert_eq!(Point::season(2024, 3).unwrap().to.to_string(), "2025-02-28");
        assert_eq!(Point::century(20).unwrap().value, "19");
        assert_eq!(Point::decade(1957).unwrap().value, "195");
        assert_eq!(Point::year(-215).unwrap().value, "BC0216");
        let feast = |name: &str, year: i16| {
            let at = FEASTS.iter().position(|(known, _)| *known == name).unwrap();
            Point::feast(at, year).unwrap().value
        };
        assert_eq!(feast("ramadan", 2024), "2024-03-11/2024-04-09");
        assert_eq!(feast("fitr", 2015), "2015-07-17");
        assert_eq!(feast("easter", 2024), "2024-03-31");
        assert_eq!(feast("easter", 2000), "2000-04-23");
        assert_eq!(feast("good-friday", 2022), "2022-04-15");
        assert_eq!(feast("thanksgiving", 2021), "2021-11-25");
        assert_eq!(feast("memorial-day", 2024), "2024-05-27");
    }

    /// The last years that a calendar holds give nothing rather than a panic.
    #[test]
    fn ends_of_the_calendar() {
        for year in [i16::MIN, -9999, -9998, 0, 9998, 9999, i16::MAX] {
            let _ = (
                Point::year(year),
                Point::decade(year),
                Point::season(year, 3),
                Point::month(year, 12),
            );
            let _ = (Point::school(year), Point::hijri_year(year), Point::century(year / 100));
            (0..FEASTS.len()).for_each(|feast| drop(Point::feast(feast, year)));
        }
    }
}
