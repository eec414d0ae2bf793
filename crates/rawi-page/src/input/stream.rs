use std::io::{self, BufRead, Read};

use memchr::memchr;

/// How much is asked of the source at once.
const CHUNK: usize = 256 << 10;

/// A source of bytes that can be looked ahead in, and that knows how far it has come.
pub(crate) struct Stream<'r> {
    source: Box<dyn Read + Send + 'r>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    offset: u64,
    /// An error of the source that was met while looking ahead.
    failure: Option<io::Error>,
}

/// A piece of a stream, or only its length where it had more bytes than allowed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Whole(Vec<u8>),
    TooLong(u64),
}

impl<'r> Stream<'r> {
    pub(crate) fn new(source: Box<dyn Read + Send + 'r>) -> Self {
        Self { source, buffer: Vec::new(), start: 0, end: 0, offset: 0, failure: None }
    }

    /// Bytes that have been consumed.
    pub(crate) const fn offset(&self) -> u64 {
        self.offset
    }

    /// Bytes that have been read and not consumed.
    pub(crate) fn window(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Reads more bytes behind the window; `false` at the end of the stream.
    pub(crate) fn more(&mut self) -> io::Result<bool> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        } else if self.start > 0 && self.buffer.len() - self.end < CHUNK {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.buffer.len() - self.end < CHUNK {
            // Doubling keeps the copying linear in the length of a record.
            let len = (self.end + CHUNK).max(self.buffer.len().min(self.end) * 2);
            self.buffer.resize(len, 0);
        }
        loop {
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(read) => {
                    self.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The next `count` bytes without consuming them; fewer only at the end of the stream.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.end - self.start < count && self.more()? {}
        let window = self.window();
        Ok(&window[..window.len().min(count)])
    }

    /// Like [`peek`](Self::peek), but an error of the source waits until its place is reached.
    pub(crate) fn glance(&mut self, count: usize) -> &[u8] {
        while self.failure.is_none() && self.end - self.start < count {
            match self.more() {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => self.failure = Some(error),
            }
        }
        let window = self.window();
        &window[..window.len().min(count)]
    }

    /// Puts `bytes`, which were consumed last, back in front of the window.
    pub(crate) fn unread(&mut self, bytes: &[u8]) {
        let rest = self.window().to_vec();
        self.buffer.clear();
        self.buffer.extend_from_slice(bytes);
        self.buffer.extend_from_slice(&rest);
        (self.start, self.end) = (0, self.buffer.len());
        self.offset -= bytes.len() as u64;
    }

    /// The next `count` bytes; fewer only at the end of the stream.
    pub(crate) fn cut(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let bytes = self.peek(count)?.to_vec();
        self.consume(bytes.len());
        Ok(bytes)
    }

    /// Consumes `count` bytes; gives how many there were.
    pub(crate) fn skip(&mut self, count: u64) -> io::Result<u64> {
        let mut left = count;
        while left > 0 && (self.start < self.end || self.more()?) {
            let step = left.min((self.end - self.start) as u64);
            self.consume(step as usize);
            left -= step;
        }
        Ok(count - left)
    }

    /// The next line without its line break; `None` at the end of the stream.
    pub(crate) fn line(&mut self, max: usize) -> io::Result<Option<Piece>> {
        let mut searched = 0;
        loop {
            if let Some(at) = memchr(b'\n', &self.window()[searched..]) {
                let line = &self.window()[..searched + at];
                let piece = if line.len() > max {
                    Piece::TooLong(line.len() as u64)
                } else {
                    Piece::Whole(line.strip_suffix(b"\r").unwrap_or(line).to_vec())
                };
                self.consume(searched + at + 1);
                return Ok(Some(piece));
            }
            searched = self.window().len();
            if searched > max {
                return self.skip_line().map(|length| Some(Piece::TooLong(length)));
            }
            if !self.more()? {
                return Ok((searched > 0).then(|| self.rest()));
            }
        }
    }

    /// Everything that is left; fails over to its length over `max`.
    pub(crate) fn all(&mut self, max: usize) -> io::Result<Piece> {
        while self.more()? {
            if self.window().len() > max {
                return Ok(Piece::TooLong(self.window().len() as u64));
            }
        }
        if self.window().len() > max {
            return Ok(Piece::TooLong(self.window().len() as u64));
        }
        Ok(self.rest())
    }

    fn rest(&mut self) -> Piece {
        let bytes = self.window().to_vec();
        self.consume(bytes.len());
        Piece::Whole(bytes)
    }

    /// Consumes up to and with the next line break; gives the length before it.
    fn skip_line(&mut self) -> io::Result<u64> {
        let from = self.offset;
        loop {
            if let Some(at) = memchr(b'\n', self.window()) {
                self.consume(at + 1);
                return Ok(self.offset - from - 1);
            }
            self.consume(self.end - self.start);
            if !self.more()? {
                return Ok(self.offset - from);
            }
        }
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Stream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.more()?;
        }
        Ok(self.window())
    }

    fn consume(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.offset += count as u64;
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A source that gives one byte at a time, as the slowest pipe would.
    pub(crate) struct Drip<'a>(pub &'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = out.len().min(1);
            self.0.read(&mut out[..count])
        }
    }

    fn lines(mut stream: Stream<'_>, max: usize) -> Vec<Piece> {
        std::iter::from_fn(|| stream.line(max).unwrap()).collect()
    }

    #[test]
    fn lines_come_whole_however_they_arrive() {
        let bytes = b"one\r\n\ntoo long\nlast";
        let expected = [
            Piece::Whole(b"one".to_vec()),
            Piece::Whole(Vec::new()),
            Piece::TooLong(8),
            Piece::Whole(b"last".to_vec()),
        ];
        assert_eq!(lines(Stream::new(Box::new(&bytes[..])), 5), expected);
        assert_eq!(lines(Stream::new(Box::new(Drip(bytes))), 5), expected);
    }

    #[test]
    fn an_endless_line_is_not_kept() {
        let source = io::repeat(b'x').take(100 << 20).chain(&b"\nnext\n"[..]);
        let mut stream = Stream::new(Box::new(source));
        assert_eq!(stream.line(1 << 20).unwrap(), Some(Piece::TooLong(100 << 20)));
        assert!(stream.buffer.len() < 4 << 20);
        assert_eq!(stream.line(1 << 20).unwrap(), Some(Piece::Whole(b"next".to_vec())));
    }

    #[test]
    fn bytes_can_be_put_back() {
        let mut stream = Stream::new(Box::new(&b"abcdef"[..]));
        let taken = stream.cut(4).unwrap();
        assert_eq!((taken.as_slice(), stream.offset()), (&b"abcd"[..], 4));
        stream.unread(&taken[2..]);
        assert_eq!(stream.offset(), 2);
        assert_eq!(stream.all(10).unwrap(), Piece::Whole(b"cdef".to_vec()));
    }
}
