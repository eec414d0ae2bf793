//! How well statements were read: those found against those that people annotated.
//!
//! - [`Document`] is one line of a gold file or of the output of `rawi read --format json`.
//! - [`judge()`] compares two documents: which gold statements were found, how exactly, and with whose name.
//! - [`Score`] adds the verdicts up; [`Breakdown`] by a trait of statement or document, [`Calibration`] by
//!   confidence; [`faults()`] lists what went wrong in one document.
//!
//! A gold statement is found when the words of its content and those of a statement read have an intersection
//! over union of at least one half, one to one, the best pairs first. Punctuation is ignored throughout. Where
//! the texts differ (a page may be repaired) their words are aligned first.
//!
//! ```
//! use rawi_eval::{Document, Score, judge};
//!
//! let gold = br#"{"id": "a", "text": "Venning said the ferry is late.", "statements":
//!     [{"cue": [8, 12], "source": [0, 7], "content": [[13, 30]], "speaker": "Venning", "mode": "indirect"}]}"#;
//! let read = br#"{"id": "a", "text": "Venning said the ferry is late.", "statements":
//!     [{"content": [{"start": 13, "end": 25}], "speaker": {"name": "Orla Venning"}, "mode": "indirect"}]}"#;
//! let (gold, read) = (Document::parse(gold)?, Document::parse(read)?);
//! let mut score = Score::default();
//! score.add(&judge(&gold, &read));
//! assert_eq!(score.content.f1(), 1.0);
//! assert_eq!(score.exact.f1(), 0.0);
//! assert_eq!(score.speaker.recall.ratio(), 1.0);
//! # Ok::<(), rawi_eval::ParseError>(())
//! ```
#![warn(missing_docs)]

mod align;
mod breakdown;
mod calibration;
mod document;
mod fault;
mod judge;
mod measure;
mod name;
mod score;
mod word;

pub use breakdown::{Breakdown, By, Row};
pub use calibration::{Bin, Calibration};
pub use document::{Document, ParseError, Points, Quote, Speaker, Statement};
pub use fault::{Fault, FaultKind, faults};
pub use judge::{Found, GoldVerdict, Judged, ReadVerdict, judge};
pub use measure::{Measure, Share, percent};
pub use score::{Score, Versus};
