//! The command lines of what tracing found.

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use rawi_trace::conflict::{Kind, Severity};

use super::AskOutput;

#[derive(Debug, Parser)]
#[command(after_help = SAYINGS_EXAMPLES)]
pub struct SayingsArgs {
    #[command(flatten)]
    pub output: AskOutput,

    /// Who said it, as a report has it: an identifier, a name in any language, or an office (whoever held it on the day)
    #[arg(long, value_name = "NAME|ID", help_heading = "Filters")]
    pub speaker: Option<String>,

    /// What a report of it is about: a query as in `rawi search`
    #[arg(long, value_name = "WORDS", help_heading = "Filters")]
    pub about: Option<String>,

    /// Only what was said on this day or later: 2024-11-13
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub from: Option<Date>,

    /// Only what was said on this day or earlier
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub to: Option<Date>,

    /// Only what this publisher reports too, named as the articles have it
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub publisher: Option<String>,

    /// Only what so many articles report, copies of each other included
    #[arg(long, value_name = "N", default_value = "2", help_heading = "Filters")]
    pub min_reports: usize,

    /// Only those whose reports disagree
    #[arg(long, help_heading = "Filters")]
    pub conflicts: bool,

    /// Only those that are reported in more than one language
    #[arg(long, help_heading = "Filters")]
    pub across: bool,
}

const SAYINGS_EXAMPLES: &str = "\
Examples:
  rawi sayings -l news.rawi                             what most report independently of each other
  rawi sayings -l news.rawi --speaker Kerry --conflicts
  rawi sayings -l news.rawi --about 'النووي' --from 2015-07-01 --across
  rawi sayings -l news.rawi -f json | jq 'select(.independent > 2) | .words'
  rawi saying -l news.rawi 1042                         then: one of them, with all its reports

Most independent reports come first, then the newest. Reports are independent when their articles are no copies of each other.
The words are those of the fullest report, shortened.

With -f json each saying is one object: saying, handle, day, speaker, speaker_id, reports, independent, publishers, languages,
conflicts_by_kind, words.

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";

#[derive(Debug, Parser)]
#[command(after_help = SAYING_EXAMPLES)]
pub struct SayingArgs {
    /// Its number or handle, or the number or handle of any statement that is a report of it
    #[arg(value_name = "ID")]
    pub saying: String,

    #[command(flatten)]
    pub output: AskOutput,
}

const SAYING_EXAMPLES: &str = "\
Examples:
  rawi saying -l news.rawi 1042
  rawi saying -l news.rawi news-7#s2                    the saying that this statement is a report of
  rawi saying -l news.rawi 1042 --color always --limit 0 | less -R
  rawi saying -l news.rawi 1042 -f json | jq '.variants[].compared.stretches'

Each wording stands once, with all who have it, the earliest first. It is compared word by word with the earliest one of its
language, or with the fullest where the earliest is an excerpt of that: [-words that are gone-] {+words that are new+}; in
colours what is gone is struck out, what is new underlined, yellow where it replaces something. A wording that has little in
common with the other is shown without marks, as \"in other words\".

Behind each name of a chain stands by what it is known: text (the statement names it), credit (the article does), copy (an
article does that this one repeats), page (it published the page). --limit counts wordings, and conflicts.

With -f json the saying is one object: what `rawi sayings` has of it, and earliest, variants (each with its reports and
compared: with, one, other, stretches), conflicts. A stretch is {\"change\",\"one\":[start,end],\"other\":[start,end]} in code points
of the texts one and other; change is same, reworded (what tells something is the same; inflection, function words or negations
are others), added, dropped or exchanged.

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";

#[derive(Debug, Parser)]
#[command(after_help = COPIES_EXAMPLES)]
pub struct CopiesArgs {
    /// The handle, address or number of an article: its copies, and what each changed [default: all clusters in brief]
    #[arg(value_name = "ARTICLE")]
    pub article: Option<String>,

    #[command(flatten)]
    pub output: AskOutput,

    /// Only where one is of this publisher, named as the articles have it
    #[arg(long, value_name = "NAME", help_heading = "Filters", conflicts_with = "article")]
    pub publisher: Option<String>,

    /// Only where one was written on this day or later: 2024-11-13
    #[arg(long, value_name = "DAY", help_heading = "Filters", conflicts_with = "article")]
    pub from: Option<Date>,

    /// Only where one was written on this day or earlier
    #[arg(long, value_name = "DAY", help_heading = "Filters", conflicts_with = "article")]
    pub to: Option<Date>,

    /// Only clusters of so many articles
    #[arg(
        long,
        value_name = "N",
        default_value = "2",
        help_heading = "Filters",
        conflicts_with = "article"
    )]
    pub min: usize,
}

const COPIES_EXAMPLES: &str = "\
Examples:
  rawi copies -l news.rawi                              the largest clusters
  rawi copies -l news.rawi --publisher almadina --from 2015-07-20
  rawi copies -l news.rawi news-7                       who repeats this article or is repeated by it, and what was changed
  rawi copies -l news.rawi news-7 -f json | jq '.members[] | {handle, kept, retitled}'

The origin is the article that the others most likely come from, and why: credit (the others name its publisher, or it alone
names an agency), time (it was published first), containment (the others stand in it), order (nothing tells; it was stored first).
kept is the share of the origin's text that a copy keeps, new the share of its own that the origin does not have.

Of one cluster each copy is compared with the origin: [-words that are gone-] {+words that are new+}, in colours struck out and
underlined; paragraphs that are the same are folded to …, long ones shortened.

With -f json each cluster is one object: cluster, origin, basis, members; of one cluster each member has compared_title and
compared as `rawi saying` has them, with the whole texts.

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";

#[derive(Debug, Parser)]
#[command(after_help = CONFLICTS_EXAMPLES)]
pub struct ConflictsArgs {
    #[command(flatten)]
    pub output: AskOutput,

    /// On what they disagree
    #[arg(long, value_name = "KIND", help_heading = "Filters", value_parser = kind_parser())]
    pub kind: Option<String>,

    /// How grave it is
    #[arg(long, value_name = "SEVERITY", help_heading = "Filters", value_parser = severity_parser())]
    pub severity: Option<String>,

    /// Whose saying it is, as a report has it: an identifier, a name in any language, or an office
    #[arg(long, value_name = "NAME|ID", help_heading = "Filters")]
    pub speaker: Option<String>,

    /// Only on what was said on this day or later: 2024-11-13
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub from: Option<Date>,

    /// Only on what was said on this day or earlier
    #[arg(long, value_name = "DAY", help_heading = "Filters")]
    pub to: Option<Date>,

    /// Only where this publisher stands on a side, named as the articles have it
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub publisher: Option<String>,
}

fn kind_parser() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.name()))
}

fn severity_parser() -> impl TypedValueParser<Value = String> {
    let all = [Severity::High, Severity::Medium, Severity::Low];
    PossibleValuesParser::new(all.iter().map(|severity| severity.name()))
}

const CONFLICTS_EXAMPLES: &str = "\
Examples:
  rawi conflicts -l news.rawi                           the gravest first, of these the newest
  rawi conflicts -l news.rawi --kind number --from 2015-07-20
  rawi conflicts -l news.rawi --publisher almadina --severity high
  rawi conflicts -l news.rawi -f json | jq -r '[.kind, .one.words, .other.words] | @tsv'

Kinds: speaker (who said it), negation (whether it is so), number, date, quotation (words in quotation marks), hedge (how certain
it is). high: it is another statement; medium: a detail is another one; low: it is softened or hardened. What is only left out,
put in other words or rounded is no conflict. `rawi saying ID` shows all reports.

With -f json each conflict is one object: saying, conflict, kind, severity, day, speaker, speaker_id, one and other (words, reports).

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";

#[derive(Debug, Parser)]
#[command(after_help = CHAIN_EXAMPLES)]
pub struct ChainArgs {
    /// Its handle (ARTICLE#sN) or number
    #[arg(value_name = "STATEMENT")]
    pub statement: String,

    #[command(flatten)]
    pub output: AskOutput,
}

const CHAIN_EXAMPLES: &str = "\
Examples:
  rawi chain -l news.rawi news-7#s2
  rawi chain -l news.rawi 1042 -f json | jq -r '.links[] | [.role, .name, .basis] | @tsv'

From the speaker to the page: speaker, spokesman (or what paper), agency, publisher, republisher. Behind each stands by what it is
known: text (the statement names it), credit (the article does), copy (an article does that this one repeats), page (it published
the page). Nobody stands there who is only guessed.

With -f json it is one object: the statement as `rawi statements` has it, links (role, name, actor, basis), saying, reports,
independent, earliest.

Exit code: 0 also when nothing is found, 1 the ledger cannot be read, 2 wrong usage. NO_COLOR is honoured.";
