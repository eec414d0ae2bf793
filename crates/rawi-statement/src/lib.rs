//! Who said what: finds every [`Statement`] of an [`Article`](rawi_page::Article).
//!
//! - [`statements()`] is the engine; what it knows of a language is a pack under `packs/`.
//! - [`contract`] writes an article with its statements as one line of the output contract.
#![warn(missing_docs)]

pub mod contract;
mod statement;

pub use statement::{Act, Mode, Speaker, SpeakerBasis, Statement};

/// The statements of `article`, by position of the cue.
pub fn statements(_article: &rawi_page::Article) -> Vec<Statement> {
    Vec::new()
}
