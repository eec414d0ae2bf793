//! Across articles: copies, sayings and their versions, chains, conflicts.
#![warn(missing_docs)]

mod shingle;

pub use shingle::{Overlap, Shingles, Sketch, phrases, word_hash};
