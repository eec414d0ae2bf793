//! The commands that keep a ledger and ask it.

pub mod args;
pub mod export;
pub mod ingest;
