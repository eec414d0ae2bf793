//! Files and streams to pages.
//!
//! - [`records`] cuts a stream of bytes into [`Record`]s: serial, cheap, in bounded memory.
//! - [`Record::into_page`] parses one into a [`Page`](crate::Page): the costly part, for worker threads.
//! - [`Options`] force a [`Kind`], map JSON fields ([`FieldMap`]) and bound a record's size.
//! - Whatever cannot be read is an [`InputError`] that names the input, the place and the remedy; the records
//!   after it still come.
//!
//! ```
//! use rawi_page::input::{Options, records};
//!
//! let lines = "{\"id\": 7, \"headline\": \"عنوان\", \"text\": \"خبر\"}\nbroken\n";
//! let options = Options::default();
//! let pages: Vec<_> = records(Box::new(lines.as_bytes()), "news.jsonl", &options)
//!     .map(|record| record?.into_page(&options))
//!     .collect();
//! assert_eq!(pages.len(), 2);
//! assert_eq!(pages[0].as_ref().unwrap().id, "7");
//! let error = pages[1].as_ref().unwrap_err();
//! assert!(error.to_string().starts_with("news.jsonl:line 2, column 1: not a JSON object: expected value"));
//! ```

mod compressed;
mod cut;
mod entry;
mod error;
mod feed;
mod fields;
mod http;
mod json;
mod jsonl;
mod kind;
mod open;
mod record;
mod sniff;
mod stream;
mod utf16;
mod warc;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io::Read;
use std::sync::Arc;

use cut::{Cut, Stop};
use open::{Reader, open};
use record::Payload;
use stream::Stream;

pub use error::{InputError, Place};
pub use fields::{FieldError, FieldMap, Target};
pub use kind::{Kind, KindError};
pub use record::Record;

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The kind of the inputs; `None` tells it from their first bytes. Compression is always told from the bytes.
    pub kind: Option<Kind>,
    /// Which fields of a JSON record become what of a page.
    pub fields: FieldMap,
    /// The most bytes that one record, decompressed, may have. A larger one is skipped and reported.
    pub max_record_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { kind: None, fields: FieldMap::default(), max_record_bytes: 32 << 20 }
    }
}

/// The records of `source`, in order.
///
/// `name` is what errors and ids call the input, usually the path of a file; its extension is a hint where the first
/// bytes do not tell the [`Kind`]. Nothing is read before the first call of `next`.
pub fn records<'r>(
    source: Box<dyn Read + Send + 'r>,
    name: &str,
    options: &Options,
) -> Records<'r> {
    Records { input: name.into(), options: options.clone(), state: State::Closed(source) }
}

/// The records of one input; see [`records`]. After `None` it stays `None`.
pub struct Records<'r> {
    input: Arc<str>,
    options: Options,
    state: State<'r>,
}

enum State<'r> {
    Closed(Box<dyn Read + Send + 'r>),
    Open(Reader<'r>),
    Done,
}

impl Iterator for Records<'_> {
    type Item = Result<Record, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let State::Closed(source) = replace_closed(&mut self.state) {
            match open(Stream::new(source), &self.input, &self.options) {
                Ok(reader) => self.state = State::Open(reader),
                Err(error) => return Some(Err(error)),
            }
        }
        let State::Open(reader) = &mut self.state else { return None };
        let cut = Cut { input: &self.input, max: self.options.max_record_bytes };
        let item = match reader {
            Reader::Whole { bytes, markup } => {
                let bytes = std::mem::take(bytes);
                let payload = if *markup { Payload::Html(bytes) } else { Payload::Text(bytes) };
                self.state = State::Done;
                return Some(Ok(cut.record(None, None, payload)));
            }
            Reader::Jsonl(jsonl) => cut.value(jsonl),
            Reader::Feed(feed) => cut.entry(feed),
            Reader::Items { items, given, info } => items.next().map(|item| {
                *given += 1;
                let place = Some(Place::Record(*given));
                Ok(cut.record(Some(*given), place, Payload::Item(item, info.clone())))
            }),
            Reader::Warc(warc) => cut.capture(warc),
        };
        if item.is_none() {
            self.state = State::Done;
        }
        match item? {
            Err(Stop::Source(error)) => {
                self.state = State::Done;
                Some(Err(error))
            }
            Err(Stop::Record(error)) => Some(Err(error)),
            Ok(record) => Some(Ok(record)),
        }
    }
}

/// Takes the source out of a closed state, and leaves any other state alone.
fn replace_closed<'r>(state: &mut State<'r>) -> State<'r> {
    match state {
        State::Closed(_) => std::mem::replace(state, State::Done),
        _ => State::Done,
    }
}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("input", &self.input).finish_non_exhaustive()
    }
}

/// The id of a record without one of its own.
fn record_id(input: &str, number: Option<u64>) -> String {
    let file = input.rsplit(['/', '\\']).next().filter(|file| !file.is_empty()).unwrap_or(input);
    number.map_or_else(|| file.to_owned(), |number| format!("{file}#{number}"))
}

/// `error`, saying that its record is larger than allowed.
fn too_long(error: InputError, length: Option<u64>, max: usize) -> InputError {
    let message = match length {
        Some(length) => format!("the record has {length} bytes, more than the {max} allowed"),
        None => format!("the input has more than the {max} bytes allowed"),
    };
    InputError { message, ..error }.remedy("allow larger records (--max-record), or leave it out")
}
