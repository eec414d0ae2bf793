use std::sync::Arc;

use super::entry::{self, FeedInfo};
use super::json::{self, JsonError};
use super::warc::Header;
use super::{InputError, Options, Place, Target, http};
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
    /// A JSON object.
    Json(Vec<u8>),
    /// An item of a JSON Feed.
    Item(Vec<u8>, Arc<FeedInfo>),
    /// An entry of a feed in XML.
    Entry(Vec<u8>, Arc<FeedInfo>),
    /// A record of a web archive.
    Capture(Header, Vec<u8>),
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

    /// Bytes of the record that are held in memory.
    pub fn bytes(&self) -> usize {
        match &self.payload {
            Payload::Text(bytes)
            | Payload::Html(bytes)
            | Payload::Json(bytes)
            | Payload::Item(bytes, _)
            | Payload::Entry(bytes, _)
            | Payload::Capture(_, bytes) => bytes.len(),
        }
    }

    /// Where the record begins.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// The id that the page gets unless the record has its own: the input's name, with `#N` in a container.
    pub fn id(&self) -> String {
        super::record_id(&self.input, self.number)
    }

    /// Parses the record: JSON, XML, HTTP headers and codings, charsets.
    ///
    /// # Errors
    /// When the record is not what its container promises, or has no text.
    pub fn into_page(self, options: &Options) -> Result<Page, InputError> {
        let Self { input, number, place, payload } = self;
        let fault = Fault { input: &input, number, place };
        let page = match payload {
            Payload::Text(bytes) => Page { body: Body::PlainBytes(bytes), ..Page::default() },
            Payload::Html(bytes) => {
                Page { body: Body::Html { bytes, charset: None }, ..Page::default() }
            }
            Payload::Json(bytes) => {
                json::page(&bytes, &options.fields).map_err(|error| fault.json(&error, options))?
            }
            Payload::Item(bytes, info) => {
                let fields = info.fields.as_ref().unwrap_or(&options.fields);
                let page =
                    json::page(&bytes, fields).map_err(|error| fault.json(&error, options))?;
                of_feed(page, &info)
            }
            Payload::Entry(bytes, info) => {
                entry::page(&bytes, &info).map_err(|error| fault.xml(&error))?
            }
            Payload::Capture(header, block) => {
                capture(&header, block, options).map_err(|message| fault.error(message))?
            }
        };
        let id = if page.id.is_empty() { super::record_id(&input, number) } else { page.id };
        Ok(Page { id, ..page })
    }
}

/// What the feed says of its items, where they do not say it themselves.
fn of_feed(mut page: Page, info: &FeedInfo) -> Page {
    page.fields.publisher = page.fields.publisher.or_else(|| info.title.clone());
    page.fields.lang = page.fields.lang.or_else(|| info.lang.clone());
    page
}

/// The page of a record of a web archive.
fn capture(header: &Header, block: Vec<u8>, options: &Options) -> Result<Page, String> {
    let (content_type, bytes) = if header.get("warc-type") == Some("response") {
        let end = http::head_end(&block).unwrap_or(block.len());
        let head = http::Head::parse(&block[..end]);
        let bytes = http::body(&head, block[end..].to_vec(), options.max_record_bytes)?;
        (head.get("content-type").map(str::to_owned), bytes)
    } else {
        (header.get("content-type").map(str::to_owned), block)
    };
    let full = content_type.unwrap_or_default();
    let charset = http::charset(&full);
    let body = match http::media_type(&full).as_str() {
        "text/plain" if charset.is_some() => {
            Body::Plain(rawi_text::decode(&bytes, charset.as_deref()).text)
        }
        "text/plain" => Body::PlainBytes(bytes),
        _ => Body::Html { bytes, charset },
    };
    let fetched = header.get("warc-date").and_then(json::day);
    Ok(Page { url: header.url(), fetched, body, ..Page::default() })
}

/// Where an error of [`Record::into_page`] is.
struct Fault<'a> {
    input: &'a str,
    number: Option<u64>,
    place: Option<Place>,
}

impl Fault<'_> {
    fn error(&self, message: impl Into<String>) -> InputError {
        let error = InputError::of_record(self.input, self.number, message);
        InputError { place: self.place, ..error }
    }

    fn json(&self, error: &JsonError, options: &Options) -> InputError {
        match error {
            JsonError::Syntax(error) => self.syntax(error),
            JsonError::NoText(fields) => {
                let tried = options.fields.sources(Target::Text).join(", ");
                let has = if fields.is_empty() { "nothing else".into() } else { fields.join(", ") };
                self.error(format!("no text and no title: none of {tried}; the record has {has}"))
                    .remedy("name the field that holds the text, as in text=NAME")
            }
        }
    }

    /// An error of serde, whose place counts from the record's first byte.
    fn syntax(&self, error: &serde_json::Error) -> InputError {
        let told = error.to_string();
        let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told);
        let found =
            self.error(format!("not a JSON object: {told}")).remedy("mend or remove the record");
        match self.place {
            Some(Place::Line { line, column }) if error.line() > 0 => {
                // Only the record's first line does not begin at the first column.
                let shift =
                    if error.line() == 1 { column.map_or(0, |column| column - 1) } else { 0 };
                let column = Some(shift + error.column().max(1) as u64);
                found.at(Place::Line { line: line + error.line() as u64 - 1, column })
            }
            _ => found,
        }
    }

    fn xml(&self, error: &entry::XmlError) -> InputError {
        let found = self.error(format!("the entry is not XML: {}", error.message));
        let found = found.remedy("mend or remove the entry");
        match self.place {
            Some(Place::Byte(start)) => found.at(Place::Byte(start + error.at)),
            _ => found,
        }
    }
}
