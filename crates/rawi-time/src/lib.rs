//! When: the dates of pages, and the time expressions of texts with the intervals they mean.
//!
//! - [`times`] finds every [`Time`] of a text: a date, a time of day, a duration, a set, with its TIMEX3 value and the
//!   interval it means, counted from an [`Anchor`]: the day on which the text was written.
//! - [`amounts`] finds the numbers of a text, in digits and words.
//! - [`date`] reads the full dates of page lines, metadata and addresses, in three calendars.
//!
//! What a language needs is data: the words and rules of `packs/<lang>/times.tsv` beside the months, weekdays and
//! zones of `dates.tsv`. What a rule means is code, and the same for all languages. Nothing here asks a clock.
//! All spans are **bytes** of the text that was passed in.
//!
//! ```
//! use rawi_text::{Lang, tokenize};
//! use rawi_time::{Anchor, times};
//!
//! let text = "وصل الوفد مساء أمس، ويغادر يوم الجمعة المقبل.";
//! let anchor = Anchor::day("2024-11-13".parse().unwrap());
//! let found = times(text, &tokenize(text), Lang::Ar, Some(anchor));
//! let values: Vec<&str> = found.iter().map(|time| time.value.as_str()).collect();
//! assert_eq!(values, ["2024-11-12TEV", "2024-11-15"]);
//! assert_eq!(found[0].span.of(text), "مساء أمس");
//! ```
#![warn(missing_docs)]

mod amount;
pub mod date;
mod frame;
mod lexicon;
mod number;
mod pattern;
mod point;
mod read;
mod resolve;
mod tense;
mod time;
mod words;

pub use amount::{Amount, amounts};
pub use read::times;
pub use time::{Anchor, Modifier, Moment, Time, TimeKind};

/// The tables of `packs/` that this crate reads.
pub const TABLES: [rawi_text::rows::Table; 3] =
    [date::WORDS_TABLE, date::CALENDAR_TABLE, lexicon::TABLE];
