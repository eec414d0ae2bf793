use std::error::Error;
use std::fmt;
use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use memchr::memmem;
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::stream::Stream;

const GZIP: [u8; 3] = [0x1f, 0x8b, 0x08];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Compressed data that is not as it was written. Reading on may still give the data behind the damage.
#[derive(Debug)]
pub(crate) struct Damaged(String);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Damaged {}

impl Damaged {
    fn error(message: String) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, Self(message))
    }

    /// Whether `error` is this, and reading on is safe.
    pub(crate) fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

/// The decompressed bytes of `stream`, which may as well not be compressed.
pub(crate) fn decompress(mut stream: Stream<'_>) -> io::Result<Stream<'_>> {
    let start = stream.peek(4)?;
    if start.starts_with(&GZIP) {
        Ok(Stream::new(Box::new(Gzip { state: Member::Between(stream), quiet: false })))
    } else if start == ZSTD || is_skippable(start) {
        let decoder = Box::new(FrameDecoder::new());
        Ok(Stream::new(Box::new(Zstd { stream, decoder, state: Frame::Between })))
    } else {
        Ok(stream)
    }
}

/// Reads every member of a gzip file (RFC 1952, 2.2). Behind damage it goes on at the next member: a web archive has
/// one member a record.
struct Gzip<'r> {
    state: Member<'r>,
    /// Whether damage was reported and nothing has been read since.
    quiet: bool,
}

enum Member<'r> {
    Inside(Box<GzDecoder<Stream<'r>>>),
    Between(Stream<'r>),
    Lost(Stream<'r>),
    End,
}

impl Read for Gzip<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            self.state = match std::mem::replace(&mut self.state, Member::End) {
                Member::Inside(mut member) => match member.read(out) {
                    Ok(0) => Member::Between(member.into_inner()),
                    Ok(read) => {
                        self.state = Member::Inside(member);
                        self.quiet = false;
                        return Ok(read);
                    }
                    Err(error) => {
                        let message = gzip_message(&error).ok_or(error)?;
                        self.lose(member.into_inner(), message)?
                    }
                },
                Member::Between(stream) => self.next_member(stream)?,
                Member::Lost(stream) => find_member(stream)?,
                Member::End => return Ok(0),
            };
        }
    }
}

impl<'r> Gzip<'r> {
    fn next_member(&mut self, mut stream: Stream<'r>) -> io::Result<Member<'r>> {
        // Tapes and some tools pad with zeros.
        while stream.peek(1)? == [0] {
            let zeros = stream.window().iter().take_while(|&&byte| byte == 0).count();
            stream.consume(zeros);
        }
        match stream.peek(GZIP.len())? {
            [] => Ok(Member::End),
            start if start == GZIP => Ok(Member::Inside(Box::new(GzDecoder::new(stream)))),
            _ => self.lose(stream, "the gzip data is followed by something else".into()),
        }
    }

    fn lose(&mut self, stream: Stream<'r>, message: String) -> io::Result<Member<'r>> {
        if std::mem::replace(&mut self.quiet, true) {
            return Ok(Member::Lost(stream));
        }
        self.state = Member::Lost(stream);
        Err(Damaged::error(message))
    }
}

/// What is wrong with the data; `None` where the source itself failed.
fn gzip_message(error: &io::Error) -> Option<String> {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Some("the gzip data breaks off".into()),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            Some(format!("the gzip data is damaged ({error})"))
        }
        _ => None,
    }
}

fn find_member(mut stream: Stream<'_>) -> io::Result<Member<'_>> {
    loop {
        if let Some(at) = memmem::find(stream.window(), &GZIP) {
            stream.consume(at);
            return Ok(Member::Inside(Box::new(GzDecoder::new(stream))));
        }
        let keep = stream.window().len().min(GZIP.len() - 1);
        stream.consume(stream.window().len() - keep);
        if !stream.more()? {
            return Ok(Member::End);
        }
    }
}

/// Reads every frame of a Zstandard file (RFC 8878, 3), and steps over skippable frames.
struct Zstd<'r> {
    stream: Stream<'r>,
    decoder: Box<FrameDecoder>,
    state: Frame,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Between,
    Inside,
    End,
}

impl Read for Zstd<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            match self.state {
                Frame::End => return Ok(0),
                Frame::Between => self.next_frame()?,
                Frame::Inside if self.decoder.can_collect() > 0 => return self.decoder.read(out),
                Frame::Inside if self.decoder.is_finished() => self.check_frame()?,
                Frame::Inside => {
                    let step = BlockDecodingStrategy::UptoBlocks(1);
                    let decoded = self.decoder.decode_blocks(&mut self.stream, step);
                    decoded.map_err(|error| self.lose(&error))?;
                }
            }
        }
    }
}

impl Zstd<'_> {
    fn next_frame(&mut self) -> io::Result<()> {
        let start = self.stream.peek(8)?;
        if start.is_empty() {
            self.state = Frame::End;
        } else if is_skippable(start) && start.len() == 8 {
            let length = u32::from_le_bytes([start[4], start[5], start[6], start[7]]);
            self.stream.skip(8 + u64::from(length))?;
        } else {
            let begun = self.decoder.reset(&mut self.stream);
            begun.map_err(|error| self.lose(&error))?;
            self.state = Frame::Inside;
        }
        Ok(())
    }

    fn check_frame(&mut self) -> io::Result<()> {
        self.state = Frame::Between;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(written), Some(counted)) if written != counted => {
                Err(Damaged::error("the zstd data does not match its checksum".into()))
            }
            _ => Ok(()),
        }
    }

    fn lose(&mut self, error: &dyn Error) -> io::Error {
        self.state = Frame::End;
        let ended = matches!(self.stream.peek(1), Ok([]));
        Damaged::error(if ended {
            "the zstd data breaks off".into()
        } else {
            format!("the zstd data is damaged ({error})")
        })
    }
}

fn is_skippable(start: &[u8]) -> bool {
    matches!(start, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::input::stream::tests::Drip;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    /// All that can be read, and the errors on the way.
    fn read(bytes: &[u8]) -> (Vec<u8>, Vec<String>) {
        let mut stream = decompress(Stream::new(Box::new(bytes))).unwrap();
        let (mut text, mut errors) = (Vec::new(), Vec::new());
        while let Err(error) = stream.read_to_end(&mut text) {
            errors.push(error.to_string());
            assert!(errors.len() < 10, "{errors:?}");
        }
        (text, errors)
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        for pack in [gzip, zstd] {
            let both = [pack(b"one "), pack(b"two")].concat();
            assert_eq!(read(&both), (b"one two".to_vec(), vec![]));
            let mut dripped = Vec::new();
            let mut stream = decompress(Stream::new(Box::new(Drip(&both)))).unwrap();
            stream.read_to_end(&mut dripped).unwrap();
            assert_eq!(dripped, b"one two");
        }
        assert_eq!(read(b"plain"), (b"plain".to_vec(), vec![]));
        assert_eq!(read(b""), (vec![], vec![]));
    }

    #[test]
    fn padding_and_skippable_frames_are_stepped_over() {
        assert_eq!(read(&[gzip(b"a"), vec![0; 9], gzip(b"b")].concat()), (b"ab".to_vec(), vec![]));
        let skippable = b"\x50\x2a\x4d\x18\x03\0\0\0xyz".to_vec();
        assert_eq!(read(&[skippable, zstd(b"a")].concat()), (b"a".to_vec(), vec![]));
    }

    #[test]
    fn damage_is_reported_once_and_the_next_member_is_found() {
        let mut member = gzip(&b"some words ".repeat(9));
        let at = member.len() - 6;
        member[at] ^= 0xff; // the checksum
        let (text, errors) = read(&[member, gzip(b"next")].concat());
        assert!(text.ends_with(b"next"));
        assert_eq!(
            errors,
            ["the gzip data is damaged (corrupt gzip stream does not have a matching checksum)"]
        );

        let whole = gzip(&b"some words ".repeat(9));
        let (_, errors) = read(&whole[..whole.len() - 9]);
        assert_eq!(errors, ["the gzip data breaks off"]);
        let (text, errors) = read(&[gzip(b"a"), b"junk".to_vec(), gzip(b"b")].concat());
        assert_eq!((text.as_slice(), errors.len()), (&b"ab"[..], 1));
        let whole = zstd(&b"some words ".repeat(9));
        for cut in 5..whole.len() {
            let (_, errors) = read(&whole[..cut]);
            assert_eq!(errors.len(), 1, "cut at {cut}: {errors:?}");
        }
    }
}
