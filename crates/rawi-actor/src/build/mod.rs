//! Making a registry.
//!
//! A [`Draft`] collects actors, names, offices and terms from the tables of `packs/actors` ([`Draft::add_table`]), from lists of
//! office-holders ([`Draft::add_csv`]) and from dumps of Wikidata ([`Dump`]), says what is wrong with them, and writes the bytes that [`Registry::from_bytes`](crate::Registry::from_bytes) reads.

mod csv;
mod draft;
mod dump;
mod entity;
mod forms;
mod lines;
mod offices;
mod report;
mod tables;

pub use draft::{Counts, Draft, DraftTerm, Fault};
pub use dump::Dump;
pub use report::{Left, Report};
pub use tables::{TABLES, built_in_tables, shape};
