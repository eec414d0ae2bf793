//! Who: a registry of people, offices, bodies and places.
#![warn(missing_docs)]

mod actor;
pub mod build;
mod conflict;
mod form;
mod lookup;
mod mention;
mod registry;
mod scan;
mod term;
mod translit;

pub use actor::{ActorKind, Name, NameUse};
pub use conflict::Conflict;
pub use lookup::Office;
pub use mention::{Claim, Mention, MentionKind, Mentions, mentions};
pub use registry::{Actor, Mark, NoRegistry, Position, Registry, Term};
pub use term::{End, Held, NoDate, PartialDate, held};
pub use translit::{sound_of, transliterates};
