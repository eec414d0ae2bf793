//! The command lines of what is done with ledgers.

mod traced;

pub use traced::{ChainArgs, ConflictsArgs, CopiesArgs, SayingArgs, SayingsArgs};

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, ValueEnum};
use jiff::civil::Date;
use rawi_page::input::Kind;
use rawi_statement::Act;

use crate::args::{Color, NameLang, field_rule, kind_parser};

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

#[derive(Debug, Parser)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct ExportArgs {
    /// The ledger
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// How to write it
    #[arg(short, long, value_enum, help_heading = "Output")]
    pub format: ExportFormat,

    /// What of it; may be given many times when DIR/ takes one file each
    /// [default: articles; with csv and parquet statements; into DIR/ everything]
    #[arg(long, value_enum, value_name = "WHAT", help_heading = "Output")]
    pub what: Vec<ExportWhat>,

    /// Write to FILE, or one file of each WHAT into DIR/ (with jsonld one an article), instead of standard output
    ///
    /// A file appears only when it is whole. DIR is a folder that exists or a path that ends in a slash.
    #[arg(short, long, value_name = "FILE|DIR/", help_heading = "Output")]
    pub out: Option<PathBuf>,

    /// Which versions of articles; sayings, copies and conflicts are always those of the newest
    #[arg(long, value_enum, default_value_t, value_name = "WHICH", help_heading = "Output")]
    pub versions: ExportVersions,
}

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line; articles as `rawi read -f json` writes them, byte for byte
    Jsonl,
    /// A flat table with a line of column names
    Csv,
    /// The same table with types: days, numbers, truth values, text
    Parquet,
    /// One JSON-LD document an article: schema.org and W3C Web Annotations
    Jsonld,
}

impl ExportFormat {
    /// What the name of a file in this format ends in.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Jsonld => "jsonld",
        }
    }
}

/// What is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    /// Articles; in tables without their parts, with counts of these
    Articles,
    /// Who said what
    Statements,
    /// The same statement across reports; in tables one row a report
    Sayings,
    /// Articles that repeat each other
    Copies,
    /// Reports that cannot all be right
    Conflicts,
    /// How statements reached their pages; in tables one row a step
    Chains,
    /// Everybody and everything that is named
    Actors,
}

impl From<ExportWhat> for rawi_ledger::What {
    fn from(what: ExportWhat) -> Self {
        match what {
            ExportWhat::Articles => Self::Articles,
            ExportWhat::Statements => Self::Statements,
            ExportWhat::Sayings => Self::Sayings,
            ExportWhat::Copies => Self::Copies,
            ExportWhat::Conflicts => Self::Conflicts,
            ExportWhat::Chains => Self::Chains,
            ExportWhat::Actors => Self::Actors,
        }
    }
}

/// Which versions of articles are taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExportVersions {
    /// The newest one of each
    #[default]
    Latest,
    /// The older ones too
    All,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  rawi export -l news.rawi -f jsonl > articles.jsonl
  rawi export -l news.rawi -f jsonl --what sayings | jq 'select(.independent > 2)'
  rawi export -l news.rawi -f csv --what statements -o statements.csv
  rawi export -l news.rawi -f parquet -o tables/        all tables, one file each
  rawi export -l news.rawi -f jsonld -o documents/      one document an article

Rows stand in the order of storing: equal ledgers give equal bytes. The export is of one moment, whatever is stored
meanwhile.

CSV: UTF-8, several values in a cell joined by |, an absent value is an empty cell. Text that begins with = + - @, a tab or a
carriage return has a ' before it, so that no spreadsheet runs it; the other formats leave text as it is.

JSON-LD: statements are schema.org's Quotation (direct, mixed) or Claim (indirect). Each has a Web Annotation with its words,
32 characters of context and its place in code points of the document's text; where the page has an address, the target's
id is a link that a browser opens at the words (#:~:text=).

Exit code: 0 all was written, 1 something failed, 2 wrong usage. When the reader of the output goes away (| head) the run
ends quietly with 0.";

/// Which ledger is asked, and how the answer is told.
#[derive(Clone, Debug, Parser)]
pub struct AskOutput {
    /// The ledger, made by `rawi ingest`
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// How to write the answer
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    pub format: AskFormat,

    /// When to colour text
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub color: Color,

    /// How many to show at most; 0 is all
    #[arg(long, value_name = "N", default_value = "20", help_heading = "Output")]
    pub limit: usize,
}

/// How to write an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AskFormat {
    /// For a person in a terminal
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Parser)]
#[command(after_help = SEARCH_EXAMPLES)]
pub struct SearchArgs {
    /// Words that all have to occur, "exact words" in their order, -unwanted words, begin* of words
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<OsString>,

    #[command(flatten)]
    pub output: AskOutput,

    /// Only articles of this day or later: 2024-11-13
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub from: Option<Date>,

    /// Only articles of this day or earlier
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub to: Option<Date>,

    /// Only articles of this publisher, named as the articles have it
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub publisher: Option<String>,

    /// Only articles in this language: ar, en …
    #[arg(long, value_name = "CODE", help_heading = "Filters")]
    pub lang: Option<String>,
}

const SEARCH_EXAMPLES: &str = "\
Words are found in all their forms: وزير finds الوزير and للوزير, minister finds ministers. Put the whole query in single quotes
where it has quotation marks or a word with a minus.

Examples:
  rawi search -l news.rawi وزير النفط
  rawi search -l news.rawi '\"وزير النفط\" -أسعار' --from 2015-07-01
  rawi search -l news.rawi 'ministr* budget' --lang en
  rawi search -l news.rawi minister -f json | jq -r .handle

Titles weigh four times as much. Function words (في, of) count in quotation marks only. Of words that stand in more than 2,000
articles the 2,000 that were stored last are ranked, and exact words are sought in the best 150 articles that have them in any form; a line on
standard error says so. --limit 0 lifts both bounds.

With -f json each article is one object: handle, article, score, title, publisher, day, lang, url, snippet (text, spans in code
points of it).

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";

#[derive(Debug, Parser)]
#[command(after_help = STATEMENTS_EXAMPLES)]
pub struct StatementsArgs {
    #[command(flatten)]
    pub output: AskOutput,

    /// Who said it: an identifier, a name in any language, or an office (whoever held it on the day)
    #[arg(long, value_name = "NAME|ID", help_heading = "Filters")]
    pub speaker: Option<String>,

    /// What it is about: a query as in `rawi search`
    #[arg(long, value_name = "WORDS", help_heading = "Filters")]
    pub about: Option<String>,

    /// Only what was said on this day or later: 2024-11-13
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub from: Option<Date>,

    /// Only what was said on this day or earlier
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub to: Option<Date>,

    /// What the words do
    #[arg(long, value_name = "ACT", help_heading = "Filters", value_parser = act_parser())]
    pub act: Option<String>,

    /// How it is reported
    #[arg(long, value_name = "MODE", help_heading = "Filters", value_parser = ["direct", "indirect", "mixed"])]
    pub mode: Option<String>,

    /// Only articles of this publisher, named as the articles have it
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub publisher: Option<String>,

    /// Name speakers in this language, as far as the registry has names [default: as the article does]
    #[arg(long, value_enum, value_name = "CODE", help_heading = "Output")]
    pub lang: Option<NameLang>,
}

fn act_parser() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(Act::ALL.iter().map(|act| act.name()))
}

const STATEMENTS_EXAMPLES: &str = "\
Examples:
  rawi statements -l news.rawi --speaker Q7821917
  rawi statements -l news.rawi --speaker \"وزير الخارجية الأمريكي\" --from 2015-07-01 --to 2015-07-14
  rawi statements -l news.rawi --about 'النووي -العقوبات' --act warn
  rawi statements -l news.rawi --speaker Kerry --mode direct -f json | jq -r .content

The newest come first. With -f json each statement is one object: handle, statement, day, speaker, speaker_id, speaker_ar,
speaker_en, act, negated, mode, addressee, place, content, confidence, publisher, lang, url.

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";

#[derive(Debug, Parser)]
#[command(after_help = TIMELINE_EXAMPLES)]
pub struct TimelineArgs {
    /// An identifier, a name in any language, or an office
    #[arg(value_name = "ACTOR", required = true)]
    pub actor: Vec<String>,

    #[command(flatten)]
    pub output: AskOutput,

    /// From this day on: 2024-11-13
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub from: Option<Date>,

    /// Up to this day
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub to: Option<Date>,

    /// Name speakers in this language, as far as the registry has names [default: as the article does]
    #[arg(long, value_enum, value_name = "CODE", help_heading = "Output")]
    pub lang: Option<NameLang>,
}

const TIMELINE_EXAMPLES: &str = "\
Examples:
  rawi timeline -l news.rawi Q7821917
  rawi timeline -l news.rawi جون كيري --from 2015-07-01 --to 2015-07-14
  rawi timeline -l news.rawi Kerry -f json | jq '[.day, .articles, (.said | length)]'

The newest day comes first; --limit counts days. With -f json each day is one object: day, articles (that name the actor), said
and about (statements, as `rawi statements` has them).

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";

#[derive(Debug, Parser)]
#[command(after_help = ARTICLE_EXAMPLES)]
pub struct ArticleArgs {
    /// Its handle, address or number; the handle of a statement is that of its article
    #[arg(value_name = "ARTICLE")]
    pub article: String,

    /// The ledger, made by `rawi ingest`
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// How to write the answer
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    pub format: AskFormat,

    /// When to colour text
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub color: Color,
}

const ARTICLE_EXAMPLES: &str = "\
Examples:
  rawi article -l news.rawi news-7
  rawi article -l news.rawi https://news.example/7
  rawi article -l news.rawi news-7 -f json               its line, byte for byte as `rawi read -f json` wrote it

As text its versions, its copies and the sayings that its statements are reports of stand below. Of an address the newest version is shown.

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";

#[derive(Debug, Parser)]
#[command(after_help = STATS_EXAMPLES)]
pub struct StatsArgs {
    /// The ledger, made by `rawi ingest`
    #[arg(short, long, value_name = "FILE")]
    pub ledger: PathBuf,

    /// How to write the answer
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    pub format: AskFormat,

    /// When to colour text
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub color: Color,

    /// Name speakers in this language, as far as the registry has names [default: en]
    #[arg(long, value_enum, value_name = "CODE", help_heading = "Output")]
    pub lang: Option<NameLang>,
}

const STATS_EXAMPLES: &str = "\
Examples:
  rawi stats -l news.rawi
  rawi stats -l news.rawi -f json | jq '.findings'

Figures are of the newest versions of articles.

Exit code: 0 the ledger was read, 1 it cannot be read, 2 wrong usage. NO_COLOR is honoured.";
