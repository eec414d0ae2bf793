use crate::{Basis, BlockKind, Dated, FindingCode, Post};

/// What a reader of one format hands to assembly: the page's pieces before they are weighed.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// See [`crate::Article::id`].
    pub id: String,
    /// The page's address.
    pub url: Option<String>,
    /// The language that the page claims, as written there.
    pub lang: Option<String>,
    /// Titles, the most trustworthy first, without the site's name.
    pub titles: Vec<Candidate<String>>,
    /// Publication dates, the most trustworthy first. `span` is always `None` here.
    pub dates: Vec<Dated>,
    /// The day the page was fetched: what "3 hours ago" is counted from.
    pub fetched: Option<jiff::civil::Date>,
    /// Who signed it, the most trustworthy first.
    pub bylines: Vec<Candidate<String>>,
    /// The site's name, the most trustworthy first.
    pub publishers: Vec<Candidate<String>>,
    /// The agency line, when a field gives it.
    pub credit: Option<String>,
    /// The text, in reading order. A headline block is not required.
    pub blocks: Vec<DraftBlock>,
    /// What the reader already found wrong, without spans.
    pub findings: Vec<(FindingCode, String)>,
}

/// A value and where it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<T> {
    /// The value.
    pub value: T,
    /// Where it was read.
    pub basis: Basis,
}

/// One block of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftBlock {
    /// What the reader knows it to be; assembly may refine a `Paragraph`.
    pub kind: BlockKind,
    /// Its words; white space as a reader would see it.
    pub text: String,
    /// For a post: all that the markup tells (its `block` and `span` are set by assembly).
    pub post: Option<Post>,
}
