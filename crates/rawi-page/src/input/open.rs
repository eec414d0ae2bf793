//! From a source of bytes to the reader of its kind.

use std::io::{self, BufRead};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::compressed::decompress;
use super::entry::FeedInfo;
use super::feed::Feed;
use super::jsonl::Jsonl;
use super::sniff::{self, SNIFFED};
use super::stream::{Piece, Stream};
use super::utf16::Utf16;
use super::warc::Warc;
use super::{InputError, Kind, Options, too_long};

/// The most that a JSON Feed may have: unlike other kinds it is held as a whole.
const MAX_JSON_FEED: usize = 64 << 20;

/// The reader of one input.
pub(crate) enum Reader<'r> {
    /// The whole input is one page, of markup or not.
    Whole {
        bytes: Vec<u8>,
        markup: bool,
    },
    Jsonl(Jsonl<'r>),
    Feed(Feed<'r>),
    /// The items of a JSON Feed, in order, and how many were given.
    Items {
        items: std::vec::IntoIter<Vec<u8>>,
        given: u64,
        info: Arc<FeedInfo>,
    },
    Warc(Warc<'r>),
}

/// Tells the kind of `stream` and sets up its reader.
pub(crate) fn open<'r>(
    stream: Stream<'r>,
    name: &str,
    options: &Options,
) -> Result<Reader<'r>, InputError> {
    let unreadable = |error: io::Error| {
        InputError::of_input(name, error.to_string()).remedy("fetch the input again")
    };
    let mut stream = decompress(stream).map_err(unreadable)?;
    // Damage behind the first bytes is reported where it stands, after the records before it.
    if stream.glance(SNIFFED).is_empty() {
        stream.peek(1).map_err(unreadable)?;
    }
    let start = stream.glance(SNIFFED);
    if start.len() < SNIFFED && is_blank(start) {
        return Err(InputError::of_input(name, "the input is empty"));
    }
    let kind = options.kind.unwrap_or_else(|| sniff::kind(start, name));
    let nuls = || options.kind.is_none() && kind != Kind::Warc && sniff::has_stray_nuls(start);
    let binary =
        sniff::binary(start).or_else(|| nuls().then_some("binary data (it holds NUL bytes)"));
    if let Some(what) = binary {
        return Err(InputError::of_input(name, format!("the input is {what}, not text")).remedy(
            "give text, HTML, JSON Lines, a feed or a WARC file, plain or as .gz or .zst",
        ));
    }
    let utf16 = sniff::utf16_bom(start).filter(|_| matches!(kind, Kind::Jsonl | Kind::Feed));
    if let Some(big) = utf16 {
        stream = Stream::new(Box::new(Utf16::new(stream, big)));
    }
    let max = options.max_record_bytes;
    Ok(match kind {
        Kind::Jsonl => Reader::Jsonl(Jsonl::new(stream, max)),
        Kind::Warc => Reader::Warc(Warc::new(stream, max)),
        Kind::Feed => feed(stream, name, options)?,
        Kind::Text | Kind::Html => {
            let bytes = whole(&mut stream, name, max)?;
            Reader::Whole { bytes, markup: kind == Kind::Html }
        }
    })
}

fn is_blank(start: &[u8]) -> bool {
    start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii().is_empty()
}

/// The whole stream, which must not be longer than `max`.
fn whole(stream: &mut Stream<'_>, name: &str, max: usize) -> Result<Vec<u8>, InputError> {
    match stream.all(max) {
        Ok(Piece::Whole(bytes)) => Ok(bytes),
        Ok(Piece::TooLong(_)) => Err(too_long(InputError::of_input(name, ""), None, max)),
        Err(error) => Err(InputError::of_input(name, error.to_string())
            .at(super::Place::Byte(stream.offset() + stream.window().len() as u64))
            .remedy("fetch the input again")),
    }
}

fn feed<'r>(
    mut stream: Stream<'r>,
    name: &str,
    options: &Options,
) -> Result<Reader<'r>, InputError> {
    let start = stream.glance(SNIFFED);
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if !start.starts_with(b"{") {
        return Ok(Reader::Feed(Feed::new(stream, options.max_record_bytes)));
    }
    if stream.glance(3) == b"\xef\xbb\xbf" {
        stream.consume(3);
    }
    let bytes = whole(&mut stream, name, MAX_JSON_FEED)?;
    json_feed(&bytes, options).map_err(|error| {
        let place =
            super::Place::Line { line: error.line() as u64, column: Some(error.column() as u64) };
        let told = error.to_string();
        let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told);
        let error = InputError::of_input(name, format!("not a JSON Feed: {told}")).at(place);
        error.remedy("mend the feed, or read it as another kind")
    })
}

/// <https://www.jsonfeed.org/version/1.1/>
#[derive(Deserialize)]
struct JsonFeed<'a> {
    title: Option<String>,
    language: Option<String>,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

fn json_feed<'r>(bytes: &[u8], options: &Options) -> Result<Reader<'r>, serde_json::Error> {
    let text = String::from_utf8_lossy(bytes);
    let feed: JsonFeed<'_> = serde_json::from_str(&text)?;
    let mut fields = options.fields.clone();
    // An item may have both forms of its text; the markup tells more.
    for rules in [&["html=content_html"][..], &["text=content_text", "text=summary"]] {
        let target = if rules.len() == 1 { super::Target::Html } else { super::Target::Text };
        if !fields.is_chosen(target) {
            rules.iter().for_each(|rule| fields.set(rule).unwrap_or_default());
        }
    }
    let items: Vec<_> = feed.items.iter().map(|item| item.get().as_bytes().to_vec()).collect();
    let info =
        FeedInfo { title: feed.title, lang: feed.language, charset: None, fields: Some(fields) };
    Ok(Reader::Items { items: items.into_iter(), given: 0, info: Arc::new(info) })
}
