//! A stream of JSON to its objects, none of which is parsed here.

use std::io::{self, BufRead};

use memchr::{memchr_iter, memchr2, memrchr};

use super::Place;
use super::stream::{Piece, Stream};

/// Cuts JSON Lines, a JSON array, or JSON values that are pretty-printed one behind the other.
pub(crate) struct Jsonl<'r> {
    stream: Stream<'r>,
    max: usize,
    line: u64,
    /// The first byte of the line in which the reader is; kept for values that lines do not bound.
    line_start: u64,
    number: u64,
    layout: Option<Layout>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// One value a line; a broken line does not harm the next.
    Lines,
    /// Values that only their brackets bound.
    Values,
}

/// One value: its number in the container, where it begins, and its bytes.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) number: u64,
    pub(crate) place: Place,
    pub(crate) piece: Piece,
}

impl<'r> Jsonl<'r> {
    pub(crate) const fn new(stream: Stream<'r>, max: usize) -> Self {
        Self { stream, max, line: 0, line_start: 0, number: 0, layout: None }
    }

    /// Where the reader is.
    pub(crate) const fn place(&self) -> Place {
        Place::line(self.line + 1)
    }

    /// The number of values so far.
    pub(crate) const fn number(&self) -> u64 {
        self.number
    }

    /// Gives up what was read of the next value, after an error of the source.
    pub(crate) fn recover(&mut self) {
        self.stream.consume(self.stream.window().len());
        self.layout = Some(Layout::Lines);
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Value>> {
        let layout = match self.layout {
            Some(layout) => layout,
            None => {
                let layout = self.tell_layout();
                *self.layout.insert(layout)
            }
        };
        match layout {
            Layout::Lines => self.next_line(),
            Layout::Values => self.next_value(),
        }
    }

    /// Tells the layout from the first line that is not blank.
    fn tell_layout(&mut self) -> Layout {
        if self.stream.glance(3) == b"\xef\xbb\xbf" {
            self.stream.consume(3);
            self.line_start = 3;
        }
        let mut count = 4 << 10;
        loop {
            let wanted = count;
            let start = self.stream.glance(wanted);
            let text = start.trim_ascii_start();
            let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
            let whole = line.len() < text.len() || start.len() < wanted;
            if whole || wanted >= self.max {
                return layout(line);
            }
            count *= 4;
        }
    }

    fn next_line(&mut self) -> io::Result<Option<Value>> {
        loop {
            let Some(piece) = self.stream.line(self.max)? else { return Ok(None) };
            self.line += 1;
            if !matches!(&piece, Piece::Whole(line) if line.trim_ascii().is_empty()) {
                self.number += 1;
                return Ok(Some(Value {
                    number: self.number,
                    place: Place::line(self.line),
                    piece,
                }));
            }
        }
    }

    fn next_value(&mut self) -> io::Result<Option<Value>> {
        if !self.skip_between()? {
            return Ok(None);
        }
        let column = self.stream.offset() - self.line_start + 1;
        let place = Place::Line { line: self.line + 1, column: Some(column) };
        let (mut bytes, mut length) = (Vec::new(), 0);
        let mut scan = Scan::default();
        loop {
            let window = self.stream.window();
            let (step, ended) = scan.step(window);
            length += step as u64;
            if length <= self.max as u64 {
                bytes.extend_from_slice(&window[..step]);
            } else {
                bytes = Vec::new();
            }
            self.advance(step);
            if ended || !self.stream.more()? {
                break;
            }
        }
        self.number += 1;
        let too_long = length > self.max as u64;
        let piece = if too_long { Piece::TooLong(length) } else { Piece::Whole(bytes) };
        Ok(Some(Value { number: self.number, place, piece }))
    }

    /// Consumes `count` bytes and counts their lines.
    fn advance(&mut self, count: usize) {
        let bytes = &self.stream.window()[..count];
        if let Some(last) = memrchr(b'\n', bytes) {
            self.line += memchr_iter(b'\n', bytes).count() as u64;
            self.line_start = self.stream.offset() + last as u64 + 1;
        }
        self.stream.consume(count);
    }

    /// Steps over white space, commas and the brackets of the outer array; `false` at the end.
    fn skip_between(&mut self) -> io::Result<bool> {
        loop {
            let window = self.stream.window();
            let at = window.iter().position(|byte| !b" \t\r\n,[]".contains(byte));
            let step = at.unwrap_or(window.len());
            self.advance(step);
            if at.is_some() {
                return Ok(true);
            }
            if !self.stream.more()? {
                return Ok(false);
            }
        }
    }
}

/// The layout that the first line, from its first byte that is not blank, promises.
fn layout(line: &[u8]) -> Layout {
    let inside = line.strip_prefix(b"[").unwrap_or(line);
    let mut scan = Scan::default();
    let (_, ended) = scan.step(inside);
    if inside.len() < line.len() || !(ended || scan.quoted || line.is_empty()) {
        Layout::Values
    } else {
        Layout::Lines
    }
}

/// Finds the end of a value by its brackets and quotes.
#[derive(Default)]
struct Scan {
    depth: u64,
    quoted: bool,
    escaped: bool,
    begun: bool,
}

impl Scan {
    /// How many of `bytes` belong to the value, and whether it ends there.
    fn step(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while at < bytes.len() {
            if self.quoted && !self.escaped {
                // Most of a record is the inside of strings.
                at += memchr2(b'"', b'\\', &bytes[at..]).unwrap_or(bytes.len() - at);
                if at == bytes.len() {
                    break;
                }
            }
            let byte = bytes[at];
            let bare_end = self.depth == 0 && self.begun && b",]} \t\r\n".contains(&byte);
            if !self.quoted && bare_end {
                return (at, true);
            }
            at += 1;
            if self.take(byte) {
                return (at, true);
            }
        }
        (at, false)
    }

    /// Whether `byte` is the last of the value.
    fn take(&mut self, byte: u8) -> bool {
        self.begun = true;
        if self.escaped {
            self.escaped = false;
        } else if self.quoted {
            self.escaped = byte == b'\\';
            self.quoted = byte != b'"';
            return !self.quoted && self.depth == 0;
        } else {
            match byte {
                b'"' => self.quoted = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    return self.depth == 0;
                }
                _ => {}
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::stream::tests::Drip;

    /// Each value's line and bytes, the same however the bytes arrive.
    fn cut(text: &str, max: usize) -> Vec<(u64, String)> {
        let line = |value: &Value| match value.place {
            Place::Line { line, .. } => line,
            other => panic!("{other}"),
        };
        let read = |stream| {
            let mut jsonl = Jsonl::new(stream, max);
            let values = std::iter::from_fn(|| jsonl.next().unwrap());
            let told = values.map(|value| match &value.piece {
                Piece::Whole(bytes) => (line(&value), String::from_utf8(bytes.clone()).unwrap()),
                Piece::TooLong(length) => (line(&value), format!("{length} bytes")),
            });
            told.collect::<Vec<_>>()
        };
        let whole = read(Stream::new(Box::new(text.as_bytes())));
        assert_eq!(read(Stream::new(Box::new(Drip(text.as_bytes())))), whole);
        whole
    }

    #[test]
    fn every_layout_is_cut() {
        for (text, expected) in [
            ("", &[][..]),
            (
                "\u{feff}\n\n{\"a\": 1}\r\n\n{\"b\"\n7\n",
                &[(3, "{\"a\": 1}"), (5, "{\"b\""), (6, "7")],
            ),
            ("{\"a\": \"cut\n{\"b\": 1}", &[(1, "{\"a\": \"cut"), (2, "{\"b\": 1}")]),
            (
                "[{\"a\": [1, {}]}, {\"b\": \"]}\\\"\"},\n 7, \"x\"]",
                &[(1, "{\"a\": [1, {}]}"), (1, "{\"b\": \"]}\\\"\"}"), (2, "7"), (2, "\"x\"")],
            ),
            ("\n{\n\"a\":\n1}\n{\n}", &[(2, "{\n\"a\":\n1}"), (5, "{\n}")]),
            ("[\n{\"a\": \"never closed\n", &[(2, "{\"a\": \"never closed\n")]),
            ("[]", &[]),
            ("{\"id\": 1,\n\"text\": 2}", &[(1, "{\"id\": 1,\n\"text\": 2}")]),
        ] {
            let cut = cut(text, 1000);
            let found: Vec<_> = cut.iter().map(|(line, value)| (*line, value.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_value_that_is_too_long_is_stepped_over() {
        let long = format!("{{\"a\": \"{}\"}}", "x".repeat(91));
        assert_eq!(
            cut(&format!("{{}}\n{long}\n{{}}"), 50),
            [(1, "{}".into()), (2, "100 bytes".into()), (3, "{}".into())]
        );
        assert_eq!(
            cut(&format!("[{{}},\n{long},\n{{}}]"), 50),
            [(1, "{}".into()), (2, "100 bytes".into()), (3, "{}".into())]
        );
    }
}
