//! Statements of languages that have a learned model: what is asked, how it is answered, how it fits together.

#![allow(missing_docs)]

mod ask;
mod model;
mod quotes;
mod read;
mod room;
mod words;

pub use model::{Ask, Model, Part, WordClass};
pub use read::{Reader, Reading, choose, whole_features};
pub use words::{TAG_NAMES, Word, Words};
