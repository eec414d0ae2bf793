//! Who said what: finds every [`Statement`] of an [`Article`](rawi_page::Article).
//!
//! - [`statements()`] is the engine; what it knows of a language is a pack under `packs/`.
//! - [`contract`] writes an article with its statements as one line of the output contract.
#![warn(missing_docs)]

pub mod contract;
mod engine;
mod pack;
mod statement;

pub use engine::statements;
pub use statement::{Act, Mode, Speaker, SpeakerBasis, Statement};
