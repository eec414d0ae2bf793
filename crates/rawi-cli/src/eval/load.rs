//! Files of documents, one a line.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use rawi_eval::Document;
use rawi_page::input::{InputError, Place};
use rustc_hash::FxHashMap;

use crate::open::{Input, reason};

/// A longer line is an error, lest a file without line breaks fill the memory.
const MAX_LINE: u64 = 64 << 20;

/// An annotated document.
pub struct Gold {
    pub document: Document,
    /// The bytes of its line.
    pub bytes: u64,
}

/// The annotated documents of a file; none where there are none. What is wrong goes to `tell`.
///
/// Spans outside the text are told, and the document counts all the same.
pub fn gold(path: &Path, tell: &mut dyn FnMut(String)) -> Option<Vec<Gold>> {
    let mut all = Vec::new();
    let name = input(path).name();
    lines(path, tell, &mut |line, document, bytes, tell| {
        if let Some((number, span)) = document.misplaced() {
            let message = format!(
                "statement {number} has a span [{}, {}] that is no stretch of the text",
                span.start, span.end
            );
            let remedy = "mend the offsets; they count code points".to_owned();
            tell(fault(&name, Some((line, None)), message, Some(remedy)).to_string());
        }
        all.push(Gold { document, bytes });
    })?;
    if all.is_empty() {
        let remedy = "name a file with one annotated document a line".to_owned();
        tell(fault(&name, None, "holds no documents".to_owned(), Some(remedy)).to_string());
        return None;
    }
    Some(all)
}

/// The documents of a file by id; of two with the same id the later. What is wrong goes to `tell`.
pub fn readings(path: &Path, tell: &mut dyn FnMut(String)) -> Option<FxHashMap<String, Document>> {
    let mut all = FxHashMap::default();
    lines(path, tell, &mut |_, document, _, _| {
        all.insert(document.id.clone(), document);
    })?;
    Some(all)
}

fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.to_owned()) }
}

/// Takes the number of a line, its document, and its bytes; may tell what is wrong.
type Take<'t> = &'t mut dyn FnMut(u64, Document, u64, &mut dyn FnMut(String));

/// Gives every document of a file to `take`; none where the file cannot be opened.
fn lines(path: &Path, tell: &mut dyn FnMut(String), take: Take<'_>) -> Option<()> {
    let input = input(path);
    let name = input.name();
    let mut source = match open(&input) {
        Ok(source) => source,
        Err(error) => {
            tell(error.to_string());
            return None;
        }
    };
    for number in 1.. {
        match next_line(&mut *source) {
            Ok(None) => break,
            Ok(Some(line)) if line.trim_ascii().is_empty() => {}
            Ok(Some(line)) => match Document::parse(&line) {
                Ok(document) => take(number, document, line.len() as u64, tell),
                Err(error) => {
                    let place = Some((number, error.column));
                    let remedy = Some("mend or remove the line".to_owned());
                    tell(fault(&name, place, error.message, remedy).to_string());
                }
            },
            Err(error) => {
                let message = format!("cannot be read further: {}", reason(&error));
                tell(fault(&name, Some((number, None)), message, None).to_string());
                break;
            }
        }
    }
    Some(())
}

/// The decompressed bytes of an input.
fn open(input: &Input) -> Result<Box<dyn BufRead>, InputError> {
    let mut source = BufReader::new(input.open(&Default::default())?);
    let cannot = |error: io::Error| {
        let message = format!("cannot be read: {}", reason(&error));
        fault(&input.name(), None, message, None)
    };
    let is_gzip = source.fill_buf().map_err(cannot)?.starts_with(&[0x1f, 0x8b]);
    if is_gzip {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(source))));
    }
    Ok(Box::new(source))
}

/// The next line, without a byte order mark.
fn next_line(source: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = source.take(MAX_LINE + 1).read_until(b'\n', &mut line)?;
    if read as u64 > MAX_LINE {
        let message = format!("the line is longer than {} MiB", MAX_LINE >> 20);
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    if line.starts_with("\u{feff}".as_bytes()) {
        line.drain(..3);
    }
    Ok((read > 0).then_some(line))
}

/// An error at a line, and a column where one is known.
fn fault(
    name: &str,
    place: Option<(u64, Option<u64>)>,
    message: String,
    remedy: Option<String>,
) -> InputError {
    let place = place.map(|(line, column)| Place::Line { line, column });
    InputError { id: name.to_owned(), input: name.to_owned(), place, message, remedy }
}
