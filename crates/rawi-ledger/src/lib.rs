//! The record of what was read, in one SQLite file, and the questions that can be asked of it.
#![warn(missing_docs)]

pub mod ask;
mod entry;
mod error;
mod export;
mod open;
mod recall;
mod schema;
mod store;
mod trace;

pub use entry::{Credit, Entry, Fingerprint, Source};
pub use error::{Fault, LedgerError, Result};
pub use export::{Export, ExportError, Versions, What};
pub use open::Ledger;
pub use schema::VERSION as SCHEMA_VERSION;
pub use store::{Stored, Writer};
