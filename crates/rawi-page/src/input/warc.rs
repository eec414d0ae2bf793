//! A web archive (WARC 1.0 and 1.1, ISO 28500) to its pages, none of which is parsed here.

use std::io::{self, BufRead};

use memchr::memmem;

use super::http::{self, Head};
use super::stream::Stream;

/// The most that a record's header may have.
const MAX_HEADER: usize = 64 << 10;
/// How much of a response is looked at to see whether it is a page.
const MAX_HTTP_HEAD: usize = 32 << 10;

/// Cuts a web archive at its records and keeps those that are pages.
pub(crate) struct Warc<'r> {
    stream: Stream<'r>,
    max: usize,
    number: u64,
    begun: u64,
}

/// One page of an archive: its number and first byte among all records.
#[derive(Debug)]
pub(crate) struct Capture {
    pub(crate) number: u64,
    pub(crate) offset: u64,
    pub(crate) header: Header,
    pub(crate) block: Vec<u8>,
}

/// Why a record, or what stands where a record should be, cannot be read.
#[derive(Debug)]
pub(crate) struct WarcError {
    pub(crate) number: u64,
    pub(crate) offset: u64,
    pub(crate) message: String,
}

/// What became of a record.
enum Outcome {
    Page(Capture),
    Other,
}

impl<'r> Warc<'r> {
    pub(crate) const fn new(stream: Stream<'r>, max: usize) -> Self {
        Self { stream, max, number: 0, begun: 0 }
    }

    /// Where the record that was begun last begins.
    pub(crate) const fn offset(&self) -> u64 {
        self.begun
    }

    /// The number of that record.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// Gives up what was read of a record, after an error of the source.
    pub(crate) fn recover(&mut self) {
        self.stream.consume(self.stream.window().len());
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Result<Capture, WarcError>>> {
        loop {
            self.begun = self.stream.offset();
            self.skip_blank()?;
            self.begun = self.stream.offset();
            match self.stream.peek(5)? {
                [] => return Ok(None),
                b"WARC/" => {}
                _ => {
                    let found = self.resync(1)?;
                    let message = "no WARC record begins here".to_owned();
                    return Ok(Some(Err(self.error(message, found))));
                }
            }
            self.number += 1;
            match self.record()? {
                Ok(Outcome::Page(capture)) => return Ok(Some(Ok(capture))),
                Ok(Outcome::Other) => {}
                Err(error) => return Ok(Some(Err(error))),
            }
        }
    }

    fn record(&mut self) -> io::Result<Result<Outcome, WarcError>> {
        let Some(header) = self.header()? else {
            let found = self.resync(5)?;
            return Ok(Err(self.error("the record's header does not end".into(), found)));
        };
        let Some(length) = header.length() else {
            let found = self.resync(0)?;
            let message = "the record's header has no Content-Length that is a number".into();
            return Ok(Err(self.error(message, found)));
        };
        if !self.is_page(&header)? {
            let skipped = self.stream.skip(length)?;
            return Ok(self.check_length(length, skipped, &[])?.map(|()| Outcome::Other));
        }
        if length > self.max as u64 {
            self.stream.skip(length)?;
            let message =
                format!("the record has {length} bytes, more than the {} allowed", self.max);
            return Ok(Err(self.error(message, true)));
        }
        let block = self.stream.cut(length as usize)?;
        let checked = self.check_length(length, block.len() as u64, &block)?;
        let capture = Capture { number: self.number, offset: self.begun, header, block };
        Ok(checked.map(|()| Outcome::Page(capture)))
    }

    /// The header up to and with its blank line.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut wanted = 1 << 10;
        loop {
            let start = self.stream.peek(wanted)?;
            if let Some(end) = http::head_end(start) {
                let header = Header(Head::parse(&start[..end]));
                self.stream.consume(end);
                return Ok(Some(header));
            }
            if start.len() < wanted || wanted >= MAX_HEADER {
                return Ok(None);
            }
            wanted *= 2;
        }
    }

    /// Whether the record, whose block is next, is a page.
    fn is_page(&mut self, header: &Header) -> io::Result<bool> {
        let length = header.length().unwrap_or_default().min(MAX_HTTP_HEAD as u64);
        match header.get("warc-type").unwrap_or_default() {
            "response" if header.is_http() => {
                let start = self.stream.peek(length as usize)?;
                Ok(http::head_end(start).is_some_and(|end| Head::parse(&start[..end]).is_page()))
            }
            "resource" | "conversion" => Ok(http::is_page_type(header.get("content-type"))),
            _ => Ok(false),
        }
    }

    /// Checks that the block, of which `read` bytes were there, ends where the header says.
    fn check_length(
        &mut self,
        length: u64,
        read: u64,
        block: &[u8],
    ) -> io::Result<Result<(), WarcError>> {
        if read == length && self.at_boundary() {
            return Ok(Ok(()));
        }
        let mut message = format!("Content-Length says {length} bytes, but no record follows them");
        if read < length {
            message = format!("the record breaks off: it has {read} of {length} bytes");
        }
        // The length was too large if the next record begins inside the block.
        if let Some(at) = memmem::find(block, b"\r\n\r\nWARC/1.") {
            message = format!(
                "Content-Length says {length} bytes, but the next record begins after {at}"
            );
            self.stream.unread(&block[at..]);
            return Ok(Err(self.error(message, true)));
        }
        let found = self.resync(0)?;
        Ok(Err(self.error(message, found)))
    }

    /// Whether the stream or the record ends here.
    fn at_boundary(&mut self) -> bool {
        let next = self.stream.glance(16);
        let blank = next.iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let lines = memchr::memchr_iter(b'\n', &next[..blank]).count();
        let rest = &next[blank..];
        rest.is_empty() || lines >= 2 || lines == 1 && rest.starts_with(b"WARC/")
    }

    fn skip_blank(&mut self) -> io::Result<()> {
        while matches!(self.stream.peek(1)?, [b'\r' | b'\n']) {
            let window = self.stream.window();
            let blank = window.iter().take_while(|byte| b"\r\n".contains(byte)).count();
            self.stream.consume(blank);
        }
        Ok(())
    }

    /// Goes to the next line that begins a record, at least `step` bytes on; `false` if there is none.
    fn resync(&mut self, step: u64) -> io::Result<bool> {
        const MARK: &[u8] = b"\nWARC/1.";
        self.stream.skip(step)?;
        if self.stream.peek(MARK.len() - 1)? == &MARK[1..] {
            return Ok(true);
        }
        loop {
            let window = self.stream.window();
            if let Some(at) = memmem::find(window, MARK) {
                self.stream.consume(at + 1);
                return Ok(true);
            }
            let keep = window.len().min(MARK.len() - 1);
            self.stream.consume(window.len() - keep);
            if !self.stream.more()? {
                self.stream.consume(keep);
                return Ok(false);
            }
        }
    }

    fn error(&self, message: String, found: bool) -> WarcError {
        let rest = if found { "" } else { ", and no record after it was found" };
        WarcError { number: self.number, offset: self.begun, message: message + rest }
    }
}

/// The header of a record.
#[derive(Debug)]
pub(crate) struct Header(Head);

impl Header {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)
    }

    /// The address; WARC 1.0 puts it in angle brackets in its grammar, and some writers do.
    pub(crate) fn url(&self) -> Option<String> {
        let url = self.get("warc-target-uri")?.trim_start_matches('<').trim_end_matches('>');
        (!url.is_empty()).then(|| url.to_owned())
    }

    /// Whether the block is an HTTP message.
    pub(crate) fn is_http(&self) -> bool {
        self.get("content-type")
            .is_none_or(|kind| kind.to_ascii_lowercase().starts_with("application/http"))
    }

    fn length(&self) -> Option<u64> {
        self.get("content-length")?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::stream::tests::Drip;

    fn record(kind: &str, mime: &str, length: impl ToString, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <http://x/>\r\nContent-Type: {mime}\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            length.to_string()
        )
    }

    fn cut(archive: &str) -> Vec<Result<(u64, String), (u64, String)>> {
        let read = |stream| {
            let mut warc = Warc::new(stream, 1000);
            let records = std::iter::from_fn(|| warc.next().unwrap());
            let told = records.map(|record| match record {
                Ok(capture) => Ok((capture.number, String::from_utf8(capture.block).unwrap())),
                Err(error) => Err((error.offset, error.message)),
            });
            told.take(20).collect::<Vec<_>>()
        };
        let whole = read(Stream::new(Box::new(archive.as_bytes())));
        assert_eq!(read(Stream::new(Box::new(Drip(archive.as_bytes())))), whole);
        whole
    }

    #[test]
    fn pages_are_cut_and_the_rest_is_stepped_over() {
        let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>";
        let http = "application/http; msgtype=response";
        let archive = [
            record("warcinfo", "application/warc-fields", 4, "a: b"),
            record("request", "application/http; msgtype=request", 3, "GET"),
            record("response", http, html.len(), html),
            record("response", http, 41, "HTTP/1.1 200 OK\r\nContent-Type: a/png\r\n\r\n"),
            record("response", http, 47, "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\nno"),
            record("resource", "text/html; charset=x", 1, "r"),
            record("conversion", "text/plain", 0, ""),
            record("metadata", "text/plain", 1, "m"),
        ];
        let expected = [Ok((3, html.into())), Ok((6, "r".into())), Ok((7, String::new()))];
        assert_eq!(cut(&archive.concat()), expected);
        assert_eq!(cut(""), []);
    }

    #[test]
    fn damage_is_placed_and_the_next_record_is_found() {
        let good = record("resource", "text/html", 4, "good");
        let start = |at: usize, message: &str| Err((at as u64, message.to_owned()));
        for (bad, message) in [
            (
                record("resource", "text/html", 2, "abcdef"),
                "Content-Length says 2 bytes, but no record follows them",
            ),
            (
                record("resource", "text/html", 30, "abcdef"),
                "Content-Length says 30 bytes, but the next record begins after 8",
            ),
            (
                record("resource", "text/html", "x", "abc"),
                "the record's header has no Content-Length that is a number",
            ),
            (
                record("resource", "text/html", -1, "abc"),
                "the record's header has no Content-Length that is a number",
            ),
            ("WARC".into(), "no WARC record begins here"),
            ("junk\r\n".into(), "no WARC record begins here"),
            (
                record("metadata", "x", 1, "abc"),
                "Content-Length says 1 bytes, but no record follows them",
            ),
            (
                record("resource", "text/html", 1001, &"x".repeat(1001)),
                "the record has 1001 bytes, more than the 1000 allowed",
            ),
        ] {
            let found = cut(&[good.as_str(), bad.as_str(), "\r\n", good.as_str()].concat());
            assert_eq!(found.len(), 3, "{found:?}");
            assert_eq!(found[1], start(good.len(), message));
            assert_eq!(found[2].as_ref().unwrap().1, "good");
        }
    }

    #[test]
    fn an_archive_that_breaks_off_says_so() {
        let archive = record("resource", "text/html", 40, "abcdef");
        let end = ", and no record after it was found";
        let message = format!("the record breaks off: it has 10 of 40 bytes{end}");
        assert_eq!(cut(&archive), [Err((0, message))]);
        let message = format!("the record's header does not end{end}");
        assert_eq!(cut(&archive[..50]), [Err((0, message))]);
    }
}
