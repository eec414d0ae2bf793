use std::io::{self, BufRead, Read};

use super::stream::Stream;

/// A stream of UTF-16 as UTF-8; what is not a character becomes U+FFFD.
pub(crate) struct Utf16<'r> {
    stream: Stream<'r>,
    big: bool,
    ready: Vec<u8>,
    given: usize,
}

impl<'r> Utf16<'r> {
    pub(crate) fn new(stream: Stream<'r>, big: bool) -> Self {
        Self { stream, big, ready: Vec::new(), given: 0 }
    }

    fn refill(&mut self) -> io::Result<()> {
        const STEP: usize = 64 << 10;
        let bytes = self.stream.peek(STEP)?;
        let mut len = bytes.len();
        if len == STEP {
            // A pair of surrogates is not cut.
            let high = bytes[if self.big { len - 2 } else { len - 1 }];
            len -= if (0xd8..0xdc).contains(&high) { 2 } else { 0 };
        }
        self.ready = decode(&bytes[..len], self.big).into_bytes();
        self.given = 0;
        self.stream.consume(len);
        Ok(())
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.refill()?;
        }
        let read = (&self.ready[self.given..]).read(out)?;
        self.given += read;
        Ok(read)
    }
}

/// Decodes `bytes`; an odd one at the end is U+FFFD.
pub(crate) fn decode(bytes: &[u8], big: bool) -> String {
    let unit = if big { u16::from_be_bytes } else { u16::from_le_bytes };
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text: String = char::decode_utf16(pairs.iter().map(|&pair| unit(pair)))
        .map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    text.extend(odd.iter().map(|_| char::REPLACEMENT_CHARACTER));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_not_cut_between_steps() {
        for shift in ["", "a", "ab"] {
            let text = format!("{shift}{}", "خبر 😀".repeat(20_000));
            for big in [false, true] {
                let order = if big { u16::to_be_bytes } else { u16::to_le_bytes };
                let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
                let mut decoded = String::new();
                let mut reader = Utf16::new(Stream::new(Box::new(&bytes[..])), big);
                reader.read_to_string(&mut decoded).unwrap();
                assert!(decoded == text);
            }
        }
        assert_eq!(decode(&[0x00, 0xd8, 0x41, 0x00, 0x42], false), "\u{fffd}A\u{fffd}");
    }
}
