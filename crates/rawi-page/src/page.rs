use jiff::civil::Date;

/// A page as a container handed it over: one article's bytes or text with what is known about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The input's own identifier, else its file's name with the record's number.
    pub id: String,
    /// Where the page was found.
    pub url: Option<String>,
    /// The day it was fetched or crawled, when known.
    pub fetched: Option<Date>,
    /// What the container says beside the body.
    pub fields: Fields,
    /// The body itself.
    pub body: Body,
}

/// What a container says about an article beside its body; values as written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The headline.
    pub title: Option<String>,
    /// The publication date, in any form.
    pub date: Option<String>,
    /// The site or newspaper.
    pub publisher: Option<String>,
    /// Who signed it.
    pub byline: Option<String>,
    /// The agency line.
    pub credit: Option<String>,
    /// The language code.
    pub lang: Option<String>,
}

/// The body of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Markup; the charset that HTTP declared, if any.
    Html {
        /// The bytes as they came.
        bytes: Vec<u8>,
        /// The charset of the HTTP header.
        charset: Option<String>,
    },
    /// Text without markup, bytes not decoded yet.
    PlainBytes(Vec<u8>),
    /// Text without markup.
    Plain(String),
    /// A fragment of markup, already text (a feed's entry).
    Fragment(String),
}

impl Default for Body {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}
