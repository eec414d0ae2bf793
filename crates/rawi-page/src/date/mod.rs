//! Dates as pages write them.

use jiff::civil::{Date, Time};
use rawi_text::Span;

/// A date found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// The day, in the page's own zone.
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
    /// Minutes east of UTC.
    pub offset_minutes: Option<i16>,
    /// Bytes of the line that give it.
    pub span: Span,
}

/// The full dates (day, month and year) that `line` gives, in order.
pub fn find(_line: &str) -> Vec<FoundDate> {
    Vec::new()
}

/// The one date that a metadata value gives (ISO 8601, RFC 2822, or any form that [`find`] knows).
pub fn parse(value: &str) -> Option<FoundDate> {
    find(value).first().copied()
}

/// The date that an address gives (`/2024/03/05/`, `/2024-03-05-`, `20240305`).
pub fn in_url(_url: &str) -> Option<Date> {
    None
}

/// The weekday that a folded word names.
pub fn weekday(_form: &str) -> Option<jiff::civil::Weekday> {
    None
}
