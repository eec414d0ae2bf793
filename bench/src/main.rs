//! Measures Rawi against scored sets and named rivals.
//!
//! ```text
//! rawi-bench pages-aeb DIR [--rival FILE] [--write FILE] [--each]
//! rawi-bench pages-ar DIR [--each]
//! rawi-bench pages-deep
//! rawi-bench headlines CORPUS_DIR
//! rawi-bench search LEDGER QUERIES
//! rawi-bench copies LEDGER [--rivals DIR]
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod copies;
mod headlines;
mod pages;
mod search;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let done = match args.first().map(String::as_str) {
        Some("pages-aeb") => pages::aeb::run(rest),
        Some("pages-ar") => pages::ar::run(rest),
        Some("pages-deep") => pages::deep::run(),
        Some("headlines") => headlines::run(rest),
        Some("copies") => copies::run(rest),
        Some("search") => search::run(rest),
        _ => Err("usage: rawi-bench pages-aeb DIR | pages-ar DIR | pages-deep | headlines DIR | \
                      search LEDGER QUERIES | copies LEDGER"
            .into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rawi-bench: {error}");
            ExitCode::FAILURE
        }
    }
}
