use jiff::civil::{Date, Time};
use rawi_text::{Lang, Span};

/// What a page carries. Spans are bytes into [`Article::text`].
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The input's own identifier, else its file's name.
    pub id: String,
    /// Where the page was found, when known.
    pub url: Option<String>,
    /// Language of the body.
    pub lang: Option<Lang>,
    /// Name of the site or newspaper.
    pub publisher: Option<String>,
    /// Who signed the article.
    pub byline: Option<String>,
    /// The agency line as the page gives it.
    pub credit: Option<String>,
    /// The headline.
    pub title: Option<Title>,
    /// When the page says that it was published.
    pub published: Option<Dated>,
    /// Best estimate of when the text was written.
    pub written: Option<Dated>,
    /// The whole text in reading order, headline first, blocks joined by `\n`.
    pub text: String,
    /// The blocks, in order; together with the joining line breaks they cover `text`.
    pub blocks: Vec<Block>,
    /// Embedded social-media posts.
    pub posts: Vec<Post>,
    /// What is wrong or doubtful.
    pub findings: Vec<Finding>,
    /// Every place where `text` differs from what the page carried.
    pub repairs: Vec<Repair>,
    /// Where title, byline and publisher were read; dates carry their own basis.
    pub bases: Bases,
}

/// Where the values of an article were read; `None` where there is no value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bases {
    /// Of [`Article::title`].
    pub title: Option<Basis>,
    /// Of [`Article::byline`].
    pub byline: Option<Basis>,
    /// Of [`Article::publisher`].
    pub publisher: Option<Basis>,
}

/// The headline and where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// What a stretch of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title line.
    Headline,
    /// A line that gives date, place, byline or agency.
    Dateline,
    /// The article's own prose.
    Paragraph,
    /// A heading inside the article.
    Subheading,
    /// An item of a list.
    List,
    /// Words that belong to a picture, video or table.
    Caption,
    /// An embedded social-media post.
    Post,
    /// A piece of another article inside this one.
    Teaser,
    /// Share lines, tags, subscription boxes and the like.
    Boilerplate,
}

impl BlockKind {
    /// The name in the output contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Dateline => "dateline",
            Self::Paragraph => "paragraph",
            Self::Subheading => "subheading",
            Self::List => "list",
            Self::Caption => "caption",
            Self::Post => "post",
            Self::Teaser => "teaser",
            Self::Boilerplate => "boilerplate",
        }
    }

    /// Whether the block is the article's own running text.
    pub const fn is_body(self) -> bool {
        matches!(self, Self::Paragraph | Self::Subheading | Self::List)
    }
}

/// A stretch of the article's text with a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
    /// Its language, when long enough to tell.
    pub lang: Option<Lang>,
}

/// An embedded social-media post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// `x`, `facebook`, `instagram`, `telegram`, `youtube`, `tiktok` or another site's name.
    pub platform: String,
    /// The name the post is signed with.
    pub author: Option<String>,
    /// The account, without `@`.
    pub handle: Option<String>,
    /// The day it was posted.
    pub date: Option<Date>,
    /// The words of the post, without its signature.
    pub text: String,
    /// Links in it.
    pub links: Vec<String>,
    /// Accounts it names, without `@`.
    pub mentions: Vec<String>,
    /// Tags in it, without `#`.
    pub hashtags: Vec<String>,
    /// Index of its block in [`Article::blocks`].
    pub block: usize,
    /// Where the words of the post stand in the article's text.
    pub span: Span,
}

/// Where a value was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A visible line of the page.
    Page,
    /// A `meta` element, or a field of the record.
    Meta,
    /// JSON-LD.
    JsonLd,
    /// The address.
    Url,
    /// An embedded post.
    Post,
    /// The running text.
    Text,
}

impl Basis {
    /// The name in the output contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Meta => "meta",
            Self::JsonLd => "jsonld",
            Self::Url => "url",
            Self::Post => "post",
            Self::Text => "text",
        }
    }
}

/// A day, with the time of day where the source gives it, and where it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The day, in the page's own zone.
    pub date: Date,
    /// The time of day, in the page's own zone.
    pub time: Option<Time>,
    /// Minutes east of UTC, where the page says so.
    pub offset_minutes: Option<i16>,
    /// Where it was read.
    pub basis: Basis,
    /// Where it stands in the text, if it does.
    pub span: Option<Span>,
}

/// What is wrong or doubtful about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// One of the codes of the output contract.
    pub code: FindingCode,
    /// One sentence for a person.
    pub message: String,
    /// The words that show it.
    pub spans: Vec<Span>,
}

/// The codes of the output contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingCode {
    /// The headline is another story's.
    HeadlineMismatch,
    /// Dates of the page contradict each other.
    DateConflict,
    /// Two blocks stand with no space between them.
    GluedText,
    /// Another article's teaser stands inside the text.
    SplicedTeaser,
    /// A social-media post is flattened into the text.
    EmbeddedPost,
    /// Letters were destroyed or decoded wrongly.
    Mojibake,
    /// The text breaks off.
    Truncated,
    /// A paragraph stands twice.
    DuplicateParagraph,
    /// There is no running text.
    EmptyBody,
    /// Sources for the title disagree.
    TitleConflict,
    /// Sources for the byline or publisher disagree.
    BylineConflict,
    /// The page says that it is in another language than its text.
    LanguageConflict,
    /// The page names a charset that does not exist; its letters were told by detection.
    UnknownCharset,
    /// An office is ascribed to one who did not hold it when the text was written.
    OfficeConflict,
}

impl FindingCode {
    /// The name in the output contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::HeadlineMismatch => "headline-mismatch",
            Self::DateConflict => "date-conflict",
            Self::GluedText => "glued-text",
            Self::SplicedTeaser => "spliced-teaser",
            Self::EmbeddedPost => "embedded-post",
            Self::Mojibake => "mojibake",
            Self::Truncated => "truncated",
            Self::DuplicateParagraph => "duplicate-paragraph",
            Self::EmptyBody => "empty-body",
            Self::TitleConflict => "title-conflict",
            Self::BylineConflict => "byline-conflict",
            Self::LanguageConflict => "language-conflict",
            Self::UnknownCharset => "unknown-charset",
            Self::OfficeConflict => "office-conflict",
        }
    }
}

/// One change of the text, made because it was certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Where the new words stand in [`Article::text`].
    pub span: Span,
    /// What stood there before.
    pub was: String,
    /// The finding that explains it.
    pub code: FindingCode,
}
