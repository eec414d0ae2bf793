//! What is given to `rawi actors build`: folders of tables, lists and dumps, compressed or not.

use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use rawi_actor::build::TABLES;

use crate::open::{Input, reason};

/// Bytes that are read at once.
const BUFFER: usize = 256 << 10;

/// A table of a folder: the name of its file, and its bytes.
pub type Table = (String, Vec<u8>);

/// The tables of a folder, in the order in which they are added; the error is one line.
pub fn tables(folder: &Path) -> Result<Vec<Table>, String> {
    let name = folder.display();
    let cannot = |error: &io::Error| format!("{name}: cannot be read: {}", reason(error));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| cannot(&error))? {
        let file =
            entry.map_err(|error| cannot(&error))?.file_name().to_string_lossy().into_owned();
        if file.ends_with(".tsv") && !file.starts_with('.') {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(format!(
            "{name}: the folder holds no table; name one with files such as people.tsv and terms.tsv"
        ));
    }
    // Tables that nobody reads come last, where they are told.
    files.sort_by_key(|file| {
        (TABLES.iter().position(|table| table == file).unwrap_or(TABLES.len()), file.clone())
    });
    let read = |file: String| match fs::read(folder.join(&file)) {
        Ok(bytes) => Ok((file, bytes)),
        Err(error) => {
            Err(format!("{}: cannot be read: {}", folder.join(&file).display(), reason(&error)))
        }
    };
    files.into_iter().map(read).collect()
}

/// A file by what is in it.
pub enum Stream {
    /// Entities in JSON.
    Dump(Box<dyn BufRead>),
    /// Office-holders.
    List(Box<dyn BufRead>),
    /// Nothing at all.
    Empty,
}

/// Opens a file or standard input, takes its compression off and looks at its first bytes; the error is one line.
pub fn open(input: &Input, count: &Arc<AtomicU64>) -> Result<Stream, String> {
    let name = input.name();
    let cannot = |error: &io::Error| format!("{name}: cannot be read: {}", reason(error));
    let mut raw =
        BufReader::with_capacity(BUFFER, input.open(count).map_err(|error| error.to_string())?);
    let start = raw.fill_buf().map_err(|error| cannot(&error))?;
    let decoded: Box<dyn Read> = match start {
        [] => return Ok(Stream::Empty),
        [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(raw)),
        [b'B', b'Z', b'h', ..] => Box::new(MultiBzDecoder::new(raw)),
        _ => return Ok(told(Box::new(raw))),
    };
    Ok(told(Box::new(BufReader::with_capacity(BUFFER, decoded))))
}

/// Which of the two it is; a stream that breaks at once is told by who reads it.
fn told(mut stream: Box<dyn BufRead>) -> Stream {
    let start = loop {
        match stream.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Ok(bytes) => break bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes),
            Err(_) => break &[],
        }
    };
    match start.trim_ascii_start() {
        [b'[' | b'{', ..] => Stream::Dump(stream),
        // What broke before it said what it is.
        [] => Stream::Dump(stream),
        _ => Stream::List(stream),
    }
}
