use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The latest such weekday that is not after `from`.
pub(crate) fn last_weekday(weekday: Weekday, from: Date) -> Option<Date> {
    (0..7)
        .filter_map(|back| from.checked_sub(i64::from(back).days()).ok())
        .find(|date| date.weekday() == weekday)
}
