//! Making a registry.
//!
//! A [`Draft`] collects actors, names, offices and terms from the tables of `packs/actors` ([`Draft::add_table`]), says what is
//! wrong with them, and writes the bytes that [`Registry::from_bytes`](crate::Registry::from_bytes) reads.

mod draft;
mod forms;
mod tables;

pub use draft::{Draft, DraftTerm, Fault};
pub use tables::{TABLES, shape};
