//! Across articles: copies, sayings and their versions, chains, conflicts.
#![warn(missing_docs)]

pub mod cluster;
mod gist;
mod lore;
mod same;
mod shingle;
mod speaker;
mod wording;

pub use gist::{Common, Gist, Run};
pub use lore::{Class, Reader, TABLES};
pub use same::{Encoder, Link, LinkKind, NoEncoder, OCCASION_DAYS, same};
pub use shingle::{Overlap, Shingles, Sketch, phrases, word_hash};
pub use speaker::{Agreement, Scene, SpeakerKey};
pub use wording::{GAP, When, Word, Wording};
