#![warn(missing_docs)]
pub mod date;

/// The tables of `packs/` that this crate reads.
pub const TABLES: [rawi_text::rows::Table; 2] = [date::WORDS_TABLE, date::CALENDAR_TABLE];
