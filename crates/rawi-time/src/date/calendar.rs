use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use rawi_text::rows::{Row, Table, Wrong, rows};

/// In which calendar a date is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// The common calendar.
    #[default]
    Gregorian,
    /// The lunar calendar, read as Saudi Arabia's Umm al-Qura civil calendar.
    ///
    /// For 1420–1450 AH (1999–2029) the two sources behind `packs/common/umm-al-qura.tsv` agree on every month.
    /// Outside, and wherever a country goes by its own sighting of the moon, the true day may be a day before or
    /// after; the first case is marked [`approximate`](super::FoundDate::approximate).
    Hijri,
    /// The solar calendar of Iran and Afghanistan.
    Solar,
}

/// The years that a news page may write: nothing outside is taken for a date.
pub(super) const GREGORIAN_YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
const HIJRI_YEARS: std::ops::RangeInclusive<i16> = 1318..=1524;
const SOLAR_YEARS: std::ops::RangeInclusive<i16> = 1279..=1479;
/// Where the sources of the table agree.
const SURE_HIJRI_YEARS: std::ops::RangeInclusive<i16> = 1420..=1450;

impl Calendar {
    /// Whether a page may mean this year of this calendar.
    pub(super) fn has_year(self, year: i16) -> bool {
        match self {
            Self::Gregorian => GREGORIAN_YEARS.contains(&year),
            Self::Hijri => HIJRI_YEARS.contains(&year),
            Self::Solar => SOLAR_YEARS.contains(&year),
        }
    }

    /// The Gregorian day, or `None` where there is no such day.
    pub(crate) fn day(self, year: i16, month: i8, day: i8) -> Option<Date> {
        if !self.has_year(year) || !(1..=12).contains(&month) || day < 1 {
            return None;
        }
        let found = match self {
            Self::Gregorian => Date::new(year, month, day).ok(),
            Self::Hijri => hijri(year, month, day),
            Self::Solar => solar(year, month, day),
        };
        found.filter(|d| GREGORIAN_YEARS.contains(&d.year()))
    }

    /// Whether a day of this year may be converted a day wrongly.
    pub(super) fn is_approximate(self, year: i16) -> bool {
        self == Self::Hijri && !SURE_HIJRI_YEARS.contains(&year)
    }
}

/// One year of the Umm al-Qura table: its first day and the lengths of its months.
struct HijriYear {
    first: Date,
    months: [i8; 12],
}

/// The table and its first year.
static UMM_AL_QURA: LazyLock<(i16, Vec<HijriYear>)> = LazyLock::new(|| {
    let mut first_year = None;
    let mut years = Vec::new();
    for row in rows(include_str!("../../../../packs/common/umm-al-qura.tsv")) {
        let (year, hijri) = year_row(&row).unwrap_or_else(|wrong| panic!("{wrong}: {row:?}"));
        first_year.get_or_insert(year);
        years.push(hijri);
    }
    (first_year.expect("the table has rows"), years)
});

/// `umm-al-qura.tsv`: years of the Umm al-Qura calendar.
pub const TABLE: Table = Table {
    file: "umm-al-qura.tsv",
    columns: &["year", "first day", "months"],
    needed: 3,
    read: |row| year_row(row).map(|(year, _)| year.to_string()),
};

fn year_row(row: &Row<'_>) -> Result<(i16, HijriYear), Wrong> {
    let wrong = |what: &str, cell: usize, remedy: &str| {
        Wrong::new(format!("`{}` is no {what}", row.cell(cell)), remedy)
    };
    let year = row.cell(0).parse().map_err(|_| wrong("year", 0, "write the year AH"))?;
    let first = row.cell(1).parse().map_err(|_| wrong("day", 1, "write it as 2031-02-28"))?;
    let digits = row.cell(2).as_bytes();
    if digits.len() != 12 || digits.iter().any(|digit| !matches!(digit, b'8' | b'9' | b'0' | b'1'))
    {
        return Err(wrong(
            "list of months",
            2,
            "write the last digits of the lengths of twelve months",
        ));
    }
    let mut months = [0; 12];
    for (month, digit) in months.iter_mut().zip(digits) {
        *month = match digit {
            b'8' => 28,
            b'9' => 29,
            b'0' => 30,
            _ => 31,
        };
    }
    Ok((year, HijriYear { first, months }))
}

fn hijri(year: i16, month: i8, day: i8) -> Option<Date> {
    let (first_year, years) = &*UMM_AL_QURA;
    let row = usize::try_from(year - first_year).ok().and_then(|i| years.get(i));
    let Some(row) = row else {
        return tabular(year, month, day);
    };
    let index = usize::try_from(month - 1).ok()?;
    if day > row.months[index] {
        return None;
    }
    let before: i32 = row.months[..index].iter().map(|m| i32::from(*m)).sum();
    row.first.checked_add((before + i32::from(day) - 1).days()).ok()
}

/// The tabular Islamic calendar (civil epoch, leap years 2 5 7 10 13 16 18 21 24 26 29), for years off the table.
fn tabular(year: i16, month: i8, day: i8) -> Option<Date> {
    let (year, month, day) = (i32::from(year), i32::from(month), i32::from(day));
    let leap = (11 * year + 14) % 30 < 11;
    let length = if month % 2 == 1 || (month == 12 && leap) { 30 } else { 29 };
    if day > length {
        return None;
    }
    let days =
        (year - 1) * 354 + (3 + 11 * year).div_euclid(30) + 29 * (month - 1) + month / 2 + day - 1;
    // 1 Muharram 1 is 16 July 622 of the Julian calendar, which is 19 July 622 of the Gregorian one.
    Date::new(622, 7, 19).ok()?.checked_add(days.days()).ok()
}

/// The solar Hijri calendar by its 33-year cycle, which agrees with the observed equinox for 1279–1480
/// (checked year by year against ICU).
fn solar(year: i16, month: i8, day: i8) -> Option<Date> {
    let leap = is_solar_leap(year);
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        _ => 29 + i8::from(leap),
    };
    if day > length {
        return None;
    }
    let month = i32::from(month);
    let in_year =
        if month <= 7 { 31 * (month - 1) } else { 30 * (month - 1) + 6 } + i32::from(day) - 1;
    // 1 Farvardin 1400 is 21 March 2021.
    let years = i32::from(year) - 1400;
    let days = years * 365 + solar_leaps_before(year) - solar_leaps_before(1400) + in_year;
    Date::new(2021, 3, 21).ok()?.checked_add(days.days()).ok()
}

const SOLAR_LEAPS: [i16; 8] = [1, 5, 9, 13, 17, 22, 26, 30];

fn is_solar_leap(year: i16) -> bool {
    SOLAR_LEAPS.contains(&year.rem_euclid(33))
}

fn solar_leaps_before(year: i16) -> i32 {
    let in_cycle = SOLAR_LEAPS.iter().filter(|l| **l < year.rem_euclid(33)).count();
    i32::from(year.div_euclid(33)) * 8 + in_cycle as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days whose conversion is public knowledge.
    #[test]
    fn known_days() {
        let rows = [
            (Calendar::Hijri, 1445, 9, 1, "2024-03-11"), // Ramadan 2024 in Saudi Arabia
            (Calendar::Hijri, 1445, 10, 1, "2024-04-10"), // Eid al-Fitr 2024
            (Calendar::Hijri, 1436, 10, 1, "2015-07-17"), // Eid al-Fitr 2015
            (Calendar::Hijri, 1400, 1, 1, "1979-11-20"), // the siege of the Grand Mosque began
            (Calendar::Hijri, 1421, 12, 10, "2001-03-05"), // Eid al-Adha 2001
            (Calendar::Solar, 1357, 11, 22, "1979-02-11"), // 22 Bahman
            (Calendar::Solar, 1398, 11, 29, "2020-02-18"),
            (Calendar::Solar, 1399, 12, 30, "2021-03-20"), // a leap year's last day
            (Calendar::Solar, 1403, 12, 30, "2025-03-20"),
            (Calendar::Solar, 1404, 1, 1, "2025-03-21"),
            (Calendar::Gregorian, 2024, 2, 29, "2024-02-29"),
        ];
        for (calendar, year, month, day, right) in rows {
            let found = calendar.day(year, month, day).map(|d| d.to_string());
            assert_eq!(found.as_deref(), Some(right), "{calendar:?} {year}-{month}-{day}");
        }
    }

    #[test]
    fn no_such_day() {
        let rows = [
            (Calendar::Gregorian, 2023, 2, 29),
            (Calendar::Gregorian, 1899, 1, 1),
            (Calendar::Gregorian, 2101, 1, 1),
            (Calendar::Gregorian, 2020, 13, 1),
            (Calendar::Solar, 1402, 12, 30),
            (Calendar::Solar, 1402, 7, 31),
            (Calendar::Hijri, 1445, 9, 31),
            (Calendar::Hijri, 1300, 1, 1),
        ];
        for (calendar, year, month, day) in rows {
            assert_eq!(calendar.day(year, month, day), None, "{calendar:?} {year}-{month}-{day}");
        }
    }

    /// The table has no gap: each year begins where the one before ends.
    #[test]
    fn table_is_seamless() {
        let (_, years) = &*UMM_AL_QURA;
        for pair in years.windows(2) {
            let length: i32 = pair[0].months.iter().map(|m| i32::from(*m)).sum();
            assert_eq!(pair[0].first.checked_add(length.days()).unwrap(), pair[1].first);
        }
    }

    /// Off the table the arithmetic calendar carries on within a few days of it.
    #[test]
    fn arithmetic_meets_the_table() {
        for year in 1343..=1500 {
            let table = hijri(year, 1, 1).unwrap();
            let arithmetic = tabular(year, 1, 1).unwrap();
            let apart = table.until(arithmetic).unwrap().get_days().abs();
            assert!(apart <= 2, "{year}: {table} {arithmetic}");
        }
    }
}
