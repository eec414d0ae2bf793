use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// What an input holds, once it is decompressed.
///
/// ```
/// use rawi_page::input::Kind;
///
/// assert_eq!("jsonl".parse(), Ok(Kind::Jsonl));
/// assert_eq!(
///     "pdf".parse::<Kind>().unwrap_err().to_string(),
///     "pdf is no kind of input; choose one of text, html, jsonl, feed, warc"
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One page of text without markup.
    Text,
    /// One page of markup.
    Html,
    /// JSON objects: one a line, pretty-printed, or in one array.
    Jsonl,
    /// A feed: RSS, Atom or JSON Feed.
    Feed,
    /// A web archive: WARC or WET.
    Warc,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Text, Self::Html, Self::Jsonl, Self::Feed, Self::Warc];

    /// The name in a flag.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Feed => "feed",
            Self::Warc => "warc",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = KindError;

    fn from_str(name: &str) -> Result<Self, KindError> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| KindError(name.into()))
    }
}

/// A name that no [`Kind`] has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindError(String);

impl fmt::Display for KindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is no kind of input; choose one of ", self.0)?;
        for (i, kind) in Kind::ALL.into_iter().enumerate() {
            write!(f, "{}{kind}", if i > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

impl Error for KindError {}
