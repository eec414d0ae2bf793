//! The command line. The help, the man page and the completions all come from here.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use rawi_page::input::{FieldMap, Kind};

/// Reads news pages, damaged ones too: who said what, and what is wrong with the page
#[derive(Debug, Parser)]
#[command(name = "rawi", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  rawi read page.html                      what the page says, for a person
  rawi read --format json news/ > out.jsonl
  rawi pack check packs/ar                 what is wrong with a language's tables
  rawi read --help                         all that read can do";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages: the article, its statements and findings
    Read(Box<ReadArgs>),
    /// Work on packs: the tables of what Rawi knows of a language
    #[command(subcommand)]
    Pack(PackCommand),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  rawi completions bash > ~/.local/share/bash-completion/completions/rawi"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    #[command(after_help = "Example:\n  rawi man > ~/.local/share/man/man1/rawi.1")]
    Man,
}

#[derive(Debug, Parser)]
#[command(after_help = READ_EXAMPLES)]
pub struct ReadArgs {
    /// Files, folders (read recursively, hidden files skipped) or `-` for standard input
    ///
    /// Text, HTML, JSON lines, feeds (RSS, Atom, JSON Feed) and web archives (WARC, WET), compressed or not;
    /// the kind is told from the first bytes.
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// What kind of input it is, instead of telling it from the first bytes
    #[arg(long, value_name = "KIND", help_heading = "Input", value_parser = kind_parser())]
    pub from: Option<Kind>,

    /// Where a JSON record keeps a part of the article, as PART=FIELD; may be given many times
    ///
    /// PART is one of id, url, lang, publisher, title, text, html, date, byline, credit, fetched.
    #[arg(long, value_name = "PART=FIELD", help_heading = "Input", value_parser = field_rule)]
    pub field: Vec<String>,

    /// How to write the result
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    pub format: Format,

    /// Write to FILE, or one file an article into DIR/, instead of standard output
    ///
    /// FILE appears only when the run is over, so that it is never half a result. DIR is a folder that exists or
    /// a path that ends in a slash.
    #[arg(short, long, value_name = "FILE|DIR/", help_heading = "Output")]
    pub out: Option<PathBuf>,

    /// When to colour text
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub color: Color,

    /// The largest record that is read, in MiB; a larger one is a failure of its own
    #[arg(long, value_name = "MIB", default_value = "32", help_heading = "Input")]
    pub max_record: NonZeroUsize,

    /// How many articles to work on at once [default: all cores]
    #[arg(short, long, value_name = "N", help_heading = "Run")]
    pub jobs: Option<NonZeroUsize>,

    /// Tell of failures only: no progress, no summary
    #[arg(short, long, help_heading = "Run")]
    pub quiet: bool,

    /// No progress bar
    #[arg(long, help_heading = "Run")]
    pub no_progress: bool,
}

/// What can be done with packs.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Check a pack's tables, and count which of its rows a corpus needs
    Check(CheckArgs),
}

#[derive(Debug, Parser)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// Folders of tables, such as packs/ar
    #[arg(value_name = "PACK", required = true)]
    pub packs: Vec<PathBuf>,

    /// The pack's language, where the folder is not named after it
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,

    /// Count in how many of these articles each row of cues, syntax and names stands, and list the rows in none
    ///
    /// Any input that `rawi read` takes: files, folders or `-` for standard input. A row stands in an article when its
    /// words do, whether or not a statement comes of them.
    #[arg(long, value_name = "INPUT", num_args = 1.., help_heading = "Input")]
    pub text: Vec<PathBuf>,

    /// Where a JSON record keeps a part of the article, as PART=FIELD; may be given many times
    #[arg(long, value_name = "PART=FIELD", help_heading = "Input", value_parser = field_rule)]
    pub field: Vec<String>,

    /// How to write the result
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    pub format: CheckFormat,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  rawi pack check packs/ar
  rawi pack check packs/*
  rawi pack check packs/ar --text corpus.jsonl.gz        also the rows that the corpus does not need
  rawi pack check packs/ar --text news/ -f json | jq '.counts[] | select(.articles < 3)'
  rawi pack check drafts/new-rows --lang ar

Each fault is one line, FILE:LINE: what is wrong; what to do. With -f json each pack is one object: pack, lang, \
rows, faults (file, line, message, remedy), and with --text articles and counts (file, line, table, kind, form, \
articles).

Exit code: 0 nothing is wrong, 1 a fault or an input that cannot be read, 2 wrong usage. Rows in no article are no \
fault.";

/// How to write what a check found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// A line a fault, for a person or an editor
    #[default]
    Text,
    /// One JSON object a pack
    Json,
}

const READ_EXAMPLES: &str = "\
Examples:
  rawi read samples/damaged-page.txt           the page for a person, in the terminal
  rawi read page.html -f html -o page.read.html
  rawi read corpus.jsonl.gz -f json | jq -r '.statements[].speaker.name'
  rawi read articles.jsonl --field text=content --field date=day
  rawi read news/ -f html -o read/             one page an article
  curl -s https://news.example/rss | rawi read --from feed

Each failed input is one line on standard error, and with -f json a line {\"id\",\"error\"} at its place; the \
others are read all the same.

Exit code: 0 all was read, 1 something failed, 2 wrong usage. When the reader of the output goes away (| head) \
the run ends quietly with 0. NO_COLOR is honoured.";

/// How to write the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person in a terminal
    #[default]
    Text,
    /// One JSON object a line, the output contract
    Json,
    /// One self-contained page
    Html,
}

impl Format {
    /// What the name of a file in this format ends in.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Json => "json",
            Self::Html => "html",
        }
    }
}

/// When to colour text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Also into a pipe or a file
    Always,
    /// Not at all
    Never,
}

fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::name)).try_map(|name| name.parse::<Kind>())
}

/// Checks a field rule, so that a wrong one is wrong usage.
fn field_rule(rule: &str) -> Result<String, String> {
    match FieldMap::default().set(rule) {
        Ok(()) => Ok(rule.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Args::command().debug_assert();
    }
}
