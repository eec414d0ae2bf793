//! Who: a registry of people, offices, bodies and places.
#![warn(missing_docs)]

mod actor;
pub mod build;
mod form;
mod registry;
mod term;

pub use actor::{ActorKind, Name, NameUse};
pub use registry::{Actor, Mark, NoRegistry, Position, Registry, Term};
pub use term::{End, Held, NoDate, PartialDate, held};
