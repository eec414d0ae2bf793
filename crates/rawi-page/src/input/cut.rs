//! What the reader of each kind gives, as records and errors.

use std::io;
use std::sync::Arc;

use super::compressed::Damaged;
use super::feed::{self, Feed};
use super::jsonl::Jsonl;
use super::record::Payload;
use super::stream::Piece;
use super::warc::Warc;
use super::{InputError, Place, Record, sniff, too_long};

/// Why there is an error instead of a record.
pub(crate) enum Stop {
    /// This record cannot be read; the next may be.
    Record(InputError),
    /// The source cannot be read any further.
    Source(InputError),
}

/// The next record, or `None` at the end of the input.
pub(crate) type Next = Option<Result<Record, Stop>>;

/// Names the records of one input.
pub(crate) struct Cut<'a> {
    pub(crate) input: &'a Arc<str>,
    pub(crate) max: usize,
}

impl Cut<'_> {
    pub(crate) fn record(
        &self,
        number: Option<u64>,
        place: Option<Place>,
        payload: Payload,
    ) -> Record {
        Record { input: self.input.clone(), number, place, payload }
    }

    pub(crate) fn value(&self, jsonl: &mut Jsonl<'_>) -> Next {
        let value = match jsonl.next() {
            Ok(value) => value?,
            Err(error) => {
                let stop = self.lost(jsonl.number() + 1, jsonl.place(), &error);
                jsonl.recover();
                return Some(Err(stop));
            }
        };
        let place = value.place;
        Some(match value.piece {
            Piece::Whole(bytes) => {
                Ok(self.record(Some(value.number), Some(place), Payload::Json(bytes)))
            }
            Piece::TooLong(length) => Err(self.too_long(value.number, place, length)),
        })
    }

    pub(crate) fn entry(&self, feed: &mut Feed<'_>) -> Next {
        let entry = match feed.next() {
            Ok(Some(entry)) => entry,
            Ok(None) => return self.no_feed(feed).map(|error| Err(Stop::Source(error))),
            Err(error) => {
                let stop = self.lost(feed.number() + 1, Place::Byte(feed.offset()), &error);
                feed.recover();
                return Some(Err(stop));
            }
        };
        Some(self.whole_entry(entry))
    }

    fn whole_entry(&self, entry: feed::Entry) -> Result<Record, Stop> {
        let place = Place::Byte(entry.offset);
        match entry.piece {
            Piece::TooLong(length) => Err(self.too_long(entry.number, place, length)),
            Piece::Whole(_) if entry.cut => {
                let error =
                    self.error(entry.number, place, "the feed breaks off inside this entry");
                Err(Stop::Record(error.remedy("fetch the feed again")))
            }
            Piece::Whole(bytes) => {
                let payload = Payload::Entry(bytes, entry.info);
                Ok(self.record(Some(entry.number), Some(place), payload))
            }
        }
    }

    /// An error if the input, which has come to its end, was no feed. A feed without entries is none.
    fn no_feed(&self, feed: &Feed<'_>) -> Option<InputError> {
        if feed.number() > 0 {
            return None;
        }
        let header = String::from_utf8_lossy(feed.header());
        let header = header.trim_start_matches('\u{feff}');
        let message = match sniff::root(header) {
            Some("rss" | "feed" | "RDF" | "channel") => return None,
            Some(root) => {
                format!("not a feed: the first element is <{root}>, not <rss>, <feed> or <rdf:RDF>")
            }
            None => "not a feed: it does not begin with an element".to_owned(),
        };
        Some(InputError::of_input(self.input, message).remedy("read it as another kind"))
    }

    pub(crate) fn capture(&self, warc: &mut Warc<'_>) -> Next {
        Some(match warc.next() {
            Ok(None) => return None,
            Ok(Some(Ok(capture))) => {
                let payload = Payload::Capture(capture.header, capture.block);
                let place = Place::Byte(capture.offset);
                Ok(self.record(Some(capture.number), Some(place), payload))
            }
            Ok(Some(Err(error))) => {
                let error = self.error(error.number, Place::Byte(error.offset), error.message);
                Err(Stop::Record(error.remedy("write the archive anew, or leave the record out")))
            }
            Err(error) => {
                let stop = self.lost(warc.number(), Place::Byte(warc.offset()), &error);
                warc.recover();
                Err(stop)
            }
        })
    }

    fn error(&self, number: u64, place: Place, message: impl Into<String>) -> InputError {
        InputError::of_record(self.input, Some(number), message).at(place)
    }

    fn too_long(&self, number: u64, place: Place, length: u64) -> Stop {
        Stop::Record(too_long(self.error(number, place, ""), Some(length), self.max))
    }

    /// The source failed in the middle of a record.
    fn lost(&self, number: u64, place: Place, error: &io::Error) -> Stop {
        let told = self.error(number, place, error.to_string());
        if Damaged::is(error) {
            Stop::Record(told.remedy("fetch the input again; the records before this were read"))
        } else {
            Stop::Source(told.remedy("see that the input can be read to its end"))
        }
    }
}
