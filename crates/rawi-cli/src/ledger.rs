//! The commands that keep a ledger and ask it.

pub mod args;
pub mod article;
mod ask;
pub mod conflicts;
pub mod copies;
pub mod export;
pub mod ingest;
pub mod sayings;
pub mod search;
pub mod statements;
