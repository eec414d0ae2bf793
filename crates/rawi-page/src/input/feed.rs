//! A stream of XML to the entries of a feed, none of which is parsed here.

use std::io::{self, BufRead};
use std::sync::Arc;

use memchr::{memchr, memmem};

use super::entry::FeedInfo;
use super::stream::{Piece, Stream};

/// The most that is kept of what stands before the first entry.
const MAX_HEADER: usize = 256 << 10;
/// The longest name of a tag.
const MAX_NAME: usize = 80;

/// Cuts RSS (0.9 to 2.0), RDF and Atom at their `<item>` and `<entry>` elements.
///
/// Nothing has to be well-formed for that, so that one bad entry does not cost the others.
pub(crate) struct Feed<'r> {
    stream: Stream<'r>,
    max: usize,
    number: u64,
    header: Vec<u8>,
    info: Option<Arc<FeedInfo>>,
    /// The entry that is open.
    open: Option<Open>,
}

struct Open {
    name: Vec<u8>,
    offset: u64,
    length: u64,
    kept: Vec<u8>,
}

/// One entry: its number, where it begins, what the feed says of all, and its bytes.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    pub(crate) offset: u64,
    pub(crate) info: Arc<FeedInfo>,
    pub(crate) piece: Piece,
    /// Whether the feed ended inside it.
    pub(crate) cut: bool,
}

enum Markup {
    Opens(Vec<u8>),
    Closes(Vec<u8>),
    /// A comment, a CDATA section, a processing instruction or another tag, up to this.
    Until(&'static [u8]),
}

impl<'r> Feed<'r> {
    pub(crate) const fn new(stream: Stream<'r>, max: usize) -> Self {
        Self { stream, max, number: 0, header: Vec::new(), info: None, open: None }
    }

    /// How far it has read.
    pub(crate) const fn offset(&self) -> u64 {
        self.stream.offset()
    }

    /// The number of entries so far.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// What stands before the first entry.
    pub(crate) fn header(&self) -> &[u8] {
        &self.header
    }

    /// Gives up the entry that is open, after an error of the source.
    pub(crate) fn recover(&mut self) {
        self.open = None;
        self.stream.consume(self.stream.window().len());
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Entry>> {
        loop {
            let window = self.stream.peek(1)?;
            if window.is_empty() {
                return Ok(self.open.take().map(|open| self.entry(open, true)));
            }
            if window != b"<" {
                self.keep_until_markup()?;
                continue;
            }
            match self.markup() {
                Markup::Until(end) => self.keep_through(end)?,
                Markup::Opens(name) if !self.begins(&name) => self.keep_through(b">")?,
                Markup::Opens(name) => {
                    let before = self.open.take();
                    let offset = self.stream.offset();
                    self.open = Some(Open { name, offset, length: 0, kept: Vec::new() });
                    self.keep_through(b">")?;
                    if let Some(before) = before {
                        return Ok(Some(self.entry(before, false)));
                    }
                }
                Markup::Closes(name) => {
                    self.keep_through(b">")?;
                    if let Some(open) = self.open.take_if(|open| open.name == name) {
                        return Ok(Some(self.entry(open, false)));
                    }
                }
            }
        }
    }

    fn entry(&mut self, open: Open, cut: bool) -> Entry {
        self.number += 1;
        let info = self.info.get_or_insert_with(|| Arc::new(FeedInfo::read(&self.header))).clone();
        let whole = open.length <= self.max as u64;
        let piece = if whole { Piece::Whole(open.kept) } else { Piece::TooLong(open.length) };
        Entry { number: self.number, offset: open.offset, info, piece, cut }
    }

    /// What the `<` at the front of the window begins.
    fn markup(&mut self) -> Markup {
        let start = self.stream.glance(MAX_NAME);
        let sections: [(&[u8], &[u8]); 3] =
            [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];
        if let Some((_, end)) = sections.iter().find(|(open, _)| start.starts_with(open)) {
            return Markup::Until(end);
        }
        let closes = start.get(1) == Some(&b'/');
        let tag = &start[1 + usize::from(closes)..];
        let ends = tag.iter().position(|byte| byte.is_ascii_whitespace() || b"/><".contains(byte));
        let name = &tag[..ends.unwrap_or(tag.len())];
        let local = name.rsplit(|&byte| byte == b':').next().unwrap_or_default();
        match (local, closes) {
            (b"item" | b"entry", true) => Markup::Closes(name.to_vec()),
            (b"item" | b"entry", false) => Markup::Opens(name.to_vec()),
            _ => Markup::Until(b">"),
        }
    }

    /// Whether `<name>` begins an entry: not inside an entry that another name opened.
    fn begins(&self, name: &[u8]) -> bool {
        self.open.as_ref().is_none_or(|open| open.name == name)
    }

    fn keep_until_markup(&mut self) -> io::Result<()> {
        let window = self.stream.window();
        let count = memchr(b'<', window).unwrap_or(window.len());
        self.keep(count);
        Ok(())
    }

    fn keep_through(&mut self, end: &[u8]) -> io::Result<()> {
        loop {
            let window = self.stream.window();
            if let Some(at) = memmem::find(window, end) {
                self.keep(at + end.len());
                return Ok(());
            }
            self.keep(window.len().saturating_sub(end.len() - 1));
            if !self.stream.more()? {
                self.keep(self.stream.window().len());
                return Ok(());
            }
        }
    }

    /// Moves `count` bytes of the window to the entry or the header.
    fn keep(&mut self, count: usize) {
        let bytes = &self.stream.window()[..count];
        match &mut self.open {
            Some(open) => {
                open.length += count as u64;
                if open.length <= self.max as u64 {
                    open.kept.extend_from_slice(bytes);
                } else {
                    open.kept = Vec::new();
                }
            }
            None if self.info.is_none() => {
                let room = MAX_HEADER - self.header.len();
                self.header.extend_from_slice(&bytes[..count.min(room)]);
            }
            None => {}
        }
        self.stream.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::stream::tests::Drip;

    fn cut(text: &str, max: usize) -> Vec<(u64, String, bool)> {
        let read = |stream| {
            let mut feed = Feed::new(stream, max);
            let entries = std::iter::from_fn(|| feed.next().unwrap());
            let told = entries.map(|entry| {
                let bytes = match entry.piece {
                    Piece::Whole(bytes) => String::from_utf8(bytes).unwrap(),
                    Piece::TooLong(length) => format!("{length} bytes"),
                };
                (entry.offset, bytes, entry.cut)
            });
            told.collect::<Vec<_>>()
        };
        let whole = read(Stream::new(Box::new(text.as_bytes())));
        assert_eq!(read(Stream::new(Box::new(Drip(text.as_bytes())))), whole);
        whole
    }

    #[test]
    fn entries_are_cut() {
        for (text, expected) in [
            (
                "<rss><items/><item>a</item >\n<item x='1'/><b></item></rss>",
                &[(13, "<item>a</item >", false), (29, "<item x='1'/><b></item>", false)][..],
            ),
            (
                "<f><!-- <entry> --><a:entry><![CDATA[</a:entry>]]></a:entry>",
                &[(19, "<a:entry><![CDATA[</a:entry>]]></a:entry>", false)],
            ),
            (
                "<item>never closed<item>b</item>",
                &[(0, "<item>never closed", false), (18, "<item>b</item>", false)],
            ),
            ("<entry><item>c</item></entry>", &[(0, "<entry><item>c</item></entry>", false)]),
            ("<rss><item>breaks off<![CDATA[", &[(5, "<item>breaks off<![CDATA[", true)]),
            ("<rss><item", &[(5, "<item", true)]),
            ("<", &[]),
        ] {
            let cut = cut(text, 1000);
            let found: Vec<_> =
                cut.iter().map(|(at, entry, cut)| (*at, entry.as_str(), *cut)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn an_entry_that_is_too_long_is_stepped_over() {
        let text = format!("<item>{}</item><item>b</item>", "x".repeat(87));
        assert_eq!(
            cut(&text, 50),
            [(0, "100 bytes".into(), false), (100, "<item>b</item>".into(), false)]
        );
    }
}
