//! Lines of a stream, bounded.

use std::io::{self, BufRead, ErrorKind};

use rawi_text::rows::Wrong;

/// What came of asking for a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// It is in the buffer, without its end; `ended` is whether it had one.
    Read { ended: bool },
    /// It is longer than the bound, and was passed over.
    TooLong,
    /// There is none.
    None,
}

/// Reads the next line into `line`, at most `most` bytes of it.
pub(super) fn next(input: &mut dyn BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<Line> {
    line.clear();
    let mut any = false;
    let mut too_long = false;
    loop {
        let bytes = match input.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        any |= !bytes.is_empty();
        let end = memchr::memchr(b'\n', bytes);
        let piece = &bytes[..end.unwrap_or(bytes.len())];
        too_long |= line.len() + piece.len() > most;
        if too_long {
            // What was kept of it would only take room.
            *line = Vec::new();
        } else {
            line.extend_from_slice(piece);
        }
        let (at_end, taken) = (bytes.is_empty(), piece.len() + usize::from(end.is_some()));
        input.consume(taken);
        match end {
            _ if at_end && !any => return Ok(Line::None),
            Some(_) if too_long => return Ok(Line::TooLong),
            Some(_) => return Ok(Line::Read { ended: true }),
            None if at_end && too_long => return Ok(Line::TooLong),
            None if at_end => return Ok(Line::Read { ended: false }),
            None => {}
        }
    }
}

/// What a stream that cannot be read on says.
pub(super) fn broken(error: &io::Error) -> Wrong {
    match error.kind() {
        ErrorKind::UnexpectedEof => {
            Wrong::new("the compressed stream is cut off", "fetch the file again")
        }
        ErrorKind::InvalidData | ErrorKind::InvalidInput => {
            Wrong::new(format!("the compressed stream is broken ({error})"), "fetch the file again")
        }
        _ => Wrong::new(
            format!("the file cannot be read on ({error})"),
            "check the file and its disk",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_does_not_hide_the_next() {
        let text = b"one\nlonger than that\n\nlast";
        for buffer in [1, 3, 64] {
            let mut input = io::BufReader::with_capacity(buffer, &text[..]);
            let mut line = Vec::new();
            let mut found = Vec::new();
            loop {
                match next(&mut input, &mut line, 5).unwrap() {
                    Line::None => break,
                    Line::TooLong => found.push("…".to_owned()),
                    Line::Read { ended } => {
                        found.push(format!(
                            "{}{}",
                            String::from_utf8_lossy(&line),
                            if ended { ";" } else { "" }
                        ));
                    }
                }
            }
            assert_eq!(found, ["one;", "…", ";", "last"]);
        }
    }
}
