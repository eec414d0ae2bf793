//! The command lines of what is done with ledgers.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use rawi_page::input::Kind;

use crate::args::{field_rule, kind_parser};

#[derive(Debug, Parser)]
#[command(after_help = INGEST_EXAMPLES)]
pub struct IngestArgs {
    /// Files, folders (read recursively, hidden files skipped) or `-` for standard input: all that `rawi read` takes
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// The ledger: one file, made when it is not there
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// What kind of input it is, instead of telling it from the first bytes
    #[arg(long, value_name = "KIND", help_heading = "Input", value_parser = kind_parser())]
    pub from: Option<Kind>,

    /// Where a JSON record keeps a part of the article, as PART=FIELD; may be given many times
    ///
    /// PART is one of id, url, lang, publisher, title, text, html, date, byline, credit, fetched.
    #[arg(long, value_name = "PART=FIELD", help_heading = "Input", value_parser = field_rule)]
    pub field: Vec<String>,

    /// The largest record that is read, in MiB; a larger one is a failure of its own
    #[arg(long, value_name = "MIB", default_value = "32", help_heading = "Input")]
    pub max_record: NonZeroUsize,

    /// Tell actors by the registry in FILE (made by `rawi actors build`) instead of the one that is built in
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub registry: Option<PathBuf>,

    /// How to tell what was stored
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    pub format: IngestFormat,

    /// Only store; copies, sayings and conflicts are sought by the next run without this
    #[arg(long, help_heading = "Run")]
    pub no_trace: bool,

    /// How many articles a batch has; small ones are slow, and for tests
    #[arg(long, value_name = "N", default_value = "1000", hide = true)]
    pub batch: NonZeroUsize,

    /// How many articles to read at once [default: all cores]
    #[arg(short, long, value_name = "N", help_heading = "Run")]
    pub jobs: Option<NonZeroUsize>,

    /// Tell of failures only: no progress, no summary
    #[arg(short, long, help_heading = "Run")]
    pub quiet: bool,

    /// No progress bar
    #[arg(long, help_heading = "Run")]
    pub no_progress: bool,
}

/// How to tell what was stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum IngestFormat {
    /// One line at the end, for a person
    #[default]
    Text,
    /// One JSON object for every batch as soon as it is safe, and one at the end
    Json,
}

const INGEST_EXAMPLES: &str = "\
Examples:
  rawi ingest --ledger news.rawi corpus.jsonl.gz
  rawi ingest --ledger news.rawi pages/                 again with what is new: what is there already is passed over
  curl -s https://news.example/rss | rawi ingest --ledger news.rawi --from feed
  rawi stats --ledger news.rawi

A page that the ledger has changes nothing. Another text at a known address (or of a known record id) is kept as its newer
version, and the older one stays. Pages are stored in batches; a batch that was reported (with -f json: a line
{\"stored\",\"articles\",\"statements\"}) outlives a crash, and running again goes on where it ended. At the end the new
articles are traced: copies, sayings, chains, conflicts.

One run at a time writes to a ledger; any number may ask it meanwhile. Beside FILE stand FILE-lock and, during a run,
FILE-wal and FILE-shm.

Exit code: 0 all was stored, 1 something failed (each failure is one line on standard error), 2 wrong usage.";
