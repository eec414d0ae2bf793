//! The commands that keep a ledger and ask it.

pub mod args;
pub mod export;
pub mod article;
mod ask;
pub mod ingest;
pub mod search;
pub mod statements;
