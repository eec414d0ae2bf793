//! A line of the output contract, read back.
//!
//! What [`contract`](crate::contract) writes of an article can be kept, sent elsewhere and read again: [`Line::read`] gives
//! the same fields as owned data, and [`Line::write`] writes the same bytes. All offsets are **code points** into
//! [`Line::text`], ends exclusive, as in the contract. Fields that the contract does not know are passed over; fields that were
//! added to its first version may be missing.
//!
//! ```
//! use rawi_statement::line::Line;
//!
//! let article = rawi_page::Article { id: "a1".into(), ..Default::default() };
//! let mut written = Vec::new();
//! rawi_statement::contract::write_article(&article, &[], &mut written);
//! let line = Line::read(&written)?;
//! assert_eq!(line.id, "a1");
//! let mut again = Vec::new();
//! line.write(&mut again);
//! assert_eq!(again, written);
//! # Ok::<(), serde_json::Error>(())
//! ```

use serde::{Deserialize, Serialize};

/// One article with all that was read of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The input's own identifier, else its file's name.
    pub id: String,
    /// Where the page was found.
    #[serde(default)]
    pub url: Option<String>,
    /// Language of the body: `ar`, `en` …
    #[serde(default)]
    pub lang: Option<String>,
    /// Name of the site or newspaper.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Who signed the article.
    #[serde(default)]
    pub byline: Option<String>,
    /// The agency line as the page gives it.
    #[serde(default)]
    pub credit: Option<String>,
    /// The headline.
    #[serde(default)]
    pub title: Option<Title>,
    /// When the page says that it was published.
    #[serde(default)]
    pub published: Option<Dated>,
    /// Best estimate of when the text was written.
    #[serde(default)]
    pub written: Option<Dated>,
    /// The whole text in reading order.
    pub text: String,
    /// The blocks of the text.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// Embedded social-media posts.
    #[serde(default)]
    pub posts: Vec<Post>,
    /// What is wrong or doubtful.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Time expressions.
    #[serde(default)]
    pub times: Vec<Time>,
    /// Names of actors.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Who said what.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Where the text differs from what the page carried.
    #[serde(default)]
    pub repairs: Vec<Repair>,
    /// Where title, byline and publisher were read.
    #[serde(default)]
    pub bases: Bases,
}

/// The headline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// Its words.
    pub text: String,
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

/// A day, and what is known beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The day: `2024-11-13`.
    pub value: String,
    /// Where it was read.
    pub basis: String,
    /// Where it stands in the text.
    #[serde(default)]
    pub start: Option<usize>,
    /// Where it ends there.
    #[serde(default)]
    pub end: Option<usize>,
    /// The time of day: `14:30:00`.
    #[serde(default)]
    pub time: Option<String>,
    /// Its zone: `+03:00`.
    #[serde(default)]
    pub offset: Option<String>,
}

/// A stretch of the text with a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: String,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its language.
    #[serde(default)]
    pub lang: Option<String>,
}

/// An embedded social-media post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The site.
    pub platform: String,
    /// Who signed it.
    pub author: Option<String>,
    /// The account.
    pub handle: Option<String>,
    /// The day it was posted.
    pub date: Option<String>,
    /// Its words.
    pub text: String,
    /// Links in it.
    #[serde(default)]
    pub links: Vec<String>,
    /// Accounts in it.
    #[serde(default)]
    pub mentions: Vec<String>,
    /// Tags in it.
    #[serde(default)]
    pub hashtags: Vec<String>,
    /// Index of its block.
    pub block: usize,
    /// Where its words begin in the text.
    #[serde(default)]
    pub start: usize,
    /// Where they end.
    #[serde(default)]
    pub end: usize,
}

/// What is wrong or doubtful about the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// One of the contract's codes.
    pub code: String,
    /// One sentence for a person.
    pub message: String,
    /// The words that show it, as start and end.
    pub spans: Vec<(usize, usize)>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// `date`, `time`, `duration` or `set`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it means, as TIMEX3 writes it.
    pub value: String,
    /// The first moment that is meant.
    pub from: Option<String>,
    /// The moment after the last.
    pub to: Option<String>,
    /// `approx`, `start` …
    #[serde(rename = "mod", default)]
    pub modifier: Option<String>,
}

/// A name of an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// `person`, `organization`, `place` or `office`.
    pub kind: String,
    /// Who that is.
    pub actor: Option<String>,
}

/// Words with their place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// One report that somebody expressed something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The article's id and a number.
    pub id: String,
    /// The words that report the act.
    pub cue: Option<Quote>,
    /// The words that name who expressed it.
    pub source: Option<Quote>,
    /// What was expressed.
    pub content: Vec<Quote>,
    /// Who that is.
    pub speaker: Option<Speaker>,
    /// `direct`, `indirect` or `mixed`.
    pub mode: String,
    /// `say`, `deny` …
    pub act: String,
    /// Whether the cue is negated.
    #[serde(default)]
    pub negated: bool,
    /// Who passed it on, nearest the speaker first.
    #[serde(default)]
    pub via: Vec<String>,
    /// To whom it was said.
    pub addressee: Option<String>,
    /// The day it was said, where the text tells.
    pub time: Option<SaidOn>,
    /// Where it was said.
    pub place: Option<String>,
    /// Index of the block of its cue.
    pub block: usize,
    /// How likely it is right, from 0 to 1.
    pub confidence: f64,
    /// Identifiers of those in `via`.
    #[serde(default)]
    pub via_actors: Vec<Option<String>>,
    /// Identifier of the addressee.
    #[serde(default)]
    pub addressee_actor: Option<String>,
    /// Identifier of the place.
    #[serde(default)]
    pub place_actor: Option<String>,
}

/// Who a statement is ascribed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name that the article gives.
    pub name: String,
    /// The identifier.
    pub actor: Option<String>,
    /// How the speaker was found.
    pub basis: String,
}

/// The day on which something was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidOn {
    /// The day: `2024-11-13`.
    pub value: String,
}

/// One change of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Where the new words begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// What stood there.
    pub was: String,
    /// The finding that explains it.
    pub code: String,
}

/// Where values of an article were read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bases {
    /// Of the title.
    pub title: Option<String>,
    /// Of the byline.
    pub byline: Option<String>,
    /// Of the publisher.
    pub publisher: Option<String>,
}

impl Line {
    /// Reads a line of the contract.
    ///
    /// # Errors
    /// When it is not JSON, or a field that stands in every line is missing or of another type.
    pub fn read(line: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(line)
    }

    /// Appends the line to `out`, line break included.
    pub fn write(&self, out: &mut Vec<u8>) {
        serde_json::to_writer(&mut *out, self).expect("JSON with string keys, written to memory");
        out.push(b'\n');
    }
}

/// Where the code points of a text stand in its bytes.
///
/// ```
/// let places = rawi_statement::line::Places::new("جسر x");
/// assert_eq!(places.of("جسر x", 4, 5), Some("x"));
/// assert_eq!(places.of("جسر x", 4, 9), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The byte at which each code point begins, and the length of the text.
    starts: Vec<u32>,
}

impl Places {
    /// The places of `text`.
    pub fn new(text: &str) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 2 + 1);
        starts.extend(text.char_indices().map(|(at, _)| at as u32));
        starts.push(text.len() as u32);
        Self { starts }
    }

    /// The words from code point `start` to `end` of the text that the places were made of; none where there are none.
    pub fn of<'t>(&self, text: &'t str, start: usize, end: usize) -> Option<&'t str> {
        let span = self.span(start, end)?;
        text.get(span.start..span.end)
    }

    /// The bytes from code point `start` to `end`.
    pub fn span(&self, start: usize, end: usize) -> Option<rawi_text::Span> {
        let (from, to) = (*self.starts.get(start)?, *self.starts.get(end)?);
        (from <= to).then(|| rawi_text::Span::new(from as usize, to as usize))
    }
}
