//! Across articles: copies, sayings and their versions, chains, conflicts.
#![warn(missing_docs)]

pub mod align;
mod chain;
pub mod cluster;
pub mod conflict;
mod gist;
mod lore;
mod origin;
mod same;
mod shingle;
mod speaker;
mod wording;

pub use chain::{ChainLink, Passed, Role, chain};
pub use gist::{Common, Gist, Run};
pub use lore::{Class, Reader, TABLES};
pub use origin::{Change, Copied, OriginBasis, change, origin};
pub use same::{Encoder, Link, LinkKind, NoEncoder, OCCASION_DAYS, matches, same};
pub use shingle::{Overlap, Shingles, Sketch, phrases, word_hash};
pub use speaker::{Agreement, Context, Scene, SpeakerKey};
pub use wording::{GAP, When, Word, Wording, day_number};
