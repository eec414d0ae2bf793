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
  rawi ingest -l news.rawi news/           keep what they say
  rawi search -l news.rawi وزير النفط      and ask: search, statements, timeline, article, stats
  rawi sayings -l news.rawi --conflicts    and compare: sayings, saying, copies, conflicts, chain
  rawi eval gold.jsonl                     how well statements are read, against hand-annotated ones
  rawi pack check packs/ar                 what is wrong with a language's tables
  rawi actors lookup بلينكن                who that is, and what offices that person held
  rawi read --help                         all that read can do";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages: the article, its statements and findings
    Read(Box<ReadArgs>),
    /// Store pages in a ledger, and trace who else reports the same
    Ingest(Box<crate::ledger::args::IngestArgs>),
    /// Take a ledger out again: JSON lines, CSV, Parquet, JSON-LD
    Export(crate::ledger::args::ExportArgs),
    /// Find articles of a ledger by their words
    Search(Box<crate::ledger::args::SearchArgs>),
    /// Who said what, in a ledger
    Statements(Box<crate::ledger::args::StatementsArgs>),
    /// What somebody said, and what was said of them, day by day
    Timeline(Box<crate::ledger::args::TimelineArgs>),
    /// What several articles report somebody to have said
    Sayings(Box<crate::ledger::args::SayingsArgs>),
    /// One saying: all its reports, word by word, and where they disagree
    Saying(Box<crate::ledger::args::SayingArgs>),
    /// Articles that repeat each other, and what they change
    Copies(Box<crate::ledger::args::CopiesArgs>),
    /// Where reports of a saying cannot all be right
    Conflicts(Box<crate::ledger::args::ConflictsArgs>),
    /// How a statement reached its page
    Chain(Box<crate::ledger::args::ChainArgs>),
    /// Show an article of a ledger
    Article(Box<crate::ledger::args::ArticleArgs>),
    /// What a ledger holds, in figures
    Stats(Box<crate::ledger::args::StatsArgs>),
    /// Score statements against hand-annotated ones
    Eval(Box<EvalArgs>),
    /// Work on packs: the tables of what Rawi knows of a language
    #[command(subcommand)]
    Pack(PackCommand),
    /// Ask the registry of actors who is who, or build another one
    #[command(subcommand)]
    Actors(ActorsCommand),
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

    /// Leave out times or actors (mentions, identifiers, office-conflict), which is faster; may be given twice
    #[arg(long, value_enum, value_name = "PART", help_heading = "Output")]
    pub without: Vec<Part>,

    /// Tell actors by the registry in FILE (made by `rawi actors build`) instead of the one that is built in
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub registry: Option<PathBuf>,

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

/// What `rawi read` can leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Time expressions, and what is told by them
    Times,
    /// Mentions, identifiers of speakers, office-conflict
    Actors,
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

/// What can be done with registries of actors.
#[derive(Debug, Subcommand)]
pub enum ActorsCommand {
    /// Show who is called so, or who holds an office
    Lookup(LookupArgs),
    /// Build a registry from tables, lists of office-holders and dumps of Wikidata
    Build(BuildArgs),
}

#[derive(Debug, Parser)]
#[command(after_help = LOOKUP_EXAMPLES)]
pub struct LookupArgs {
    /// A name in any language, whole or its last part, or an office with its country or body
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,

    /// Only the offices that were held on this day: 2024-11-13
    #[arg(long, value_name = "DAY")]
    pub date: Option<jiff::civil::Date>,

    /// Name offices and countries in this language [default: that of NAME]
    #[arg(long, value_enum, value_name = "CODE", help_heading = "Output")]
    pub lang: Option<NameLang>,

    /// How to write the result
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    pub format: LookupFormat,

    /// When to colour text
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub color: Color,

    /// Ask the registry in FILE (made by `rawi actors build`) instead of the one that is built in
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub registry: Option<PathBuf>,
}

const LOOKUP_EXAMPLES: &str = "\
Examples:
  rawi actors lookup Blinken
  rawi actors lookup \"أنتوني بلينكن\" --date 2024-11-13
  rawi actors lookup \"الأمين العام لحلف شمال الأطلسي\" --date 2024-11-13
  rawi actors lookup \"French foreign minister\"
  rawi actors lookup Nato -f json | jq -r .id

A name that the registry does not have is compared by its sound, whatever letters it is written in, and the answer \
says so. \"perhaps\" stands beside an office when the registry does not know for certain that it was held that day.

With -f json each actor is one object: id, kind, rank, match (office, name, last-name or sound), alike (with sound), \
country, names by language, and offices (position, name, jurisdiction, start, end, known_until, state, held).

Exit code: 0 somebody was found, 1 nobody, or the registry cannot be read, 2 wrong usage. NO_COLOR is honoured.";

/// How to write who was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LookupFormat {
    /// For a person in a terminal
    #[default]
    Text,
    /// One JSON object an actor
    Json,
}

/// A language that the registry has names in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NameLang {
    /// Arabic
    Ar,
    /// English
    En,
}

#[derive(Debug, Parser)]
#[command(after_help = BUILD_EXAMPLES)]
pub struct BuildArgs {
    /// Folders of tables, lists of office-holders (CSV), dumps of Wikidata (JSON), or `-` for standard input
    ///
    /// They are added in this order; a list or dump may be compressed by gzip or bzip2. What it is is told from its first
    /// bytes. An identifier may stand once in an input; a later input adds names and terms to it.
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,

    /// The registry that is written; it appears only when it is whole
    #[arg(short, long, visible_alias = "out", value_name = "FILE", help_heading = "Output")]
    pub output: PathBuf,

    /// Begin with nothing, instead of the tables of the registry that is built in
    #[arg(long, help_heading = "Input")]
    pub from_scratch: bool,

    /// Leave out what is wrong and go on, instead of writing nothing
    #[arg(long, help_heading = "Input")]
    pub lenient: bool,

    /// Tell of faults only: no progress, no summary
    #[arg(short, long, help_heading = "Run")]
    pub quiet: bool,

    /// No progress bar
    #[arg(long, help_heading = "Run")]
    pub no_progress: bool,
}

const BUILD_EXAMPLES: &str = "\
Tables are those of packs/actors: TSV, one folder, any of countries, cities, bodies, positions, titles, marks, words, \
people, terms.
A list has the header country,position,person,qid,start,end; country and position in English. A position is one of ours \
by titles.tsv: as it stands, or without its \"of X\", \"(X)\" or demonym.
A dump is an array of entities, one a line, or one entity a line. Humans (P31 Q5) are taken whose positions held (P39) are \
ours by the English labels of the positions' items, with the names in Arabic and English. It is read once, and memory does \
not grow with it, but with what is taken.

Examples:
  rawi actors build my-tables/ -o mine.bin             the registry that is built in, and more
  rawi actors build holders.csv latest-all.json.bz2 --lenient -o big.bin
  rawi actors build packs/actors --from-scratch -o packs/actors/registry.bin
  zcat dump.json.gz | rawi actors build - -o mine.bin
  rawi read news/ --registry mine.bin                  use it

Each fault is one line, FILE:LINE: what is wrong; what to do. Without --lenient nothing is written then.

Exit code: 0 the registry was written, 1 it was not, 2 wrong usage.";

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

#[derive(Debug, Parser)]
#[command(after_help = EVAL_EXAMPLES)]
pub struct EvalArgs {
    /// The annotated documents: JSON lines, gzipped or not, or `-` for standard input
    ///
    /// One document a line: {"id", "lang", "publisher", "text", "statements": [{"cue": [start, end] or null,
    /// "source": [start, end] or null, "content": [[start, end], …], "speaker": "…", "mode":
    /// "direct|indirect|mixed"}]}. Offsets count code points of the text, ends exclusive.
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,

    /// Score this output of `rawi read -f json` instead of reading the texts of GOLD now
    ///
    /// Documents find each other by id; one that is not there counts as read without statements. Its text may
    /// differ from the gold text (a page may be repaired): words are aligned.
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub predicted: Option<PathBuf>,

    /// Set this other output of `rawi read -f json` beside it
    ///
    /// Shows the figures of both and the difference (above zero where this reading is better than FILE), and how
    /// many gold statements only one of the two finds.
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub compare: Option<PathBuf>,

    /// Also tell the main figures apart by a trait; may be given many times
    #[arg(long, value_enum, value_name = "TRAIT", help_heading = "Output")]
    pub by: Vec<Trait>,

    /// List so many statements of each kind of error, and with --compare of those that only one finds
    ///
    /// missed: a gold statement that was not found. spurious: one read that matches no gold statement. bounds:
    /// found, but the content is not the same words. speaker: found, but the speaker has another name.
    #[arg(long, value_name = "N", default_value = "0", help_heading = "Output")]
    pub errors: usize,

    /// Also show how many statements of each confidence are right
    #[arg(long, help_heading = "Output")]
    pub calibration: bool,

    /// How to write the figures
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    pub format: FiguresFormat,

    /// When to colour text
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", help_heading = "Output")]
    pub color: Color,

    /// How many documents to work on at once [default: all cores]
    #[arg(short, long, value_name = "N", help_heading = "Run")]
    pub jobs: Option<NonZeroUsize>,

    /// Tell of failures only: no progress
    #[arg(short, long, help_heading = "Run")]
    pub quiet: bool,

    /// No progress bar
    #[arg(long, help_heading = "Run")]
    pub no_progress: bool,
}

const EVAL_EXAMPLES: &str = "\
Figures, in per cent: P is precision (how much of what was read is right), R recall (how much of what was annotated \
was found), F1 their harmonic mean.
  content      half of the words at least are the same (intersection over union)
  exact        … 95 in a hundred
  attribution  content, and the source or speaker read is the gold one
  speaker      content, and the speaker's name agrees; R of gold ones that have it
  cue          the cues share a word, whatever the content
  token        words of contents
  direct       R of content in direct and mixed speech
  indirect     R of content in indirect speech
  implicit     right speaker, of gold statements whose text gives no source
  mode         right mode, of those found
Statements match one to one, the best pairs first; punctuation is ignored.

Examples:
  rawi eval samples/gold.jsonl                  read the texts now and score
  rawi eval gold.jsonl.gz --by mode --by basis  where it is right and where wrong
  rawi read pages.jsonl -f json -o before.jsonl
  rawi eval gold.jsonl --predicted before.jsonl --errors 20
  rawi eval gold.jsonl --compare before.jsonl --errors 10
                                                what a change wins and loses
  rawi eval gold.jsonl -f json | jq .content.f1

Each line that cannot be read is one line on standard error that names file and line; the others count.

Exit code: 0 all was scored, 1 something failed, 2 wrong usage. NO_COLOR is honoured.";

/// How to write the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FiguresFormat {
    /// Tables for a person in a terminal
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// By what figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Trait {
    /// Direct, indirect, mixed: R by the gold mode, P by the mode that was read
    Mode,
    /// Say, announce, deny, …: P only, for gold files do not tell acts
    Act,
    /// The document's, from GOLD or else from what was read: R and P
    Publisher,
    /// How the speaker was found: P only
    Basis,
}

impl From<Trait> for rawi_eval::By {
    fn from(by: Trait) -> Self {
        match by {
            Trait::Mode => Self::Mode,
            Trait::Act => Self::Act,
            Trait::Publisher => Self::Publisher,
            Trait::Basis => Self::Basis,
        }
    }
}

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

pub fn kind_parser() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::name)).try_map(|name| name.parse::<Kind>())
}

/// Checks a field rule, so that a wrong one is wrong usage.
pub fn field_rule(rule: &str) -> Result<String, String> {
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
