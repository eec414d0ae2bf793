//! Where the output goes: standard output, a file, or a folder with one file an article.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::render::Frame;
use crate::work::Done;

/// Bytes gathered before they are written.
const BUFFER: usize = 256 << 10;

/// Where the output goes.
pub struct Sink {
    place: Place,
    frame: Frame,
    /// Whether a piece has been written.
    begun: bool,
}

enum Place {
    /// A stream; `eager` when a person watches it.
    Stream { out: BufWriter<Box<dyn Write + Send>>, eager: bool },
    /// A file that takes its name when it is whole.
    File { out: BufWriter<NamedTempFile>, target: PathBuf },
    /// A folder.
    Folder { path: PathBuf, extension: &'static str, taken: HashSet<String> },
}

impl Sink {
    /// Standard output.
    pub fn stdout(frame: Frame) -> io::Result<Self> {
        let out = io::stdout();
        let eager = out.is_terminal();
        Self::begin(Place::Stream { out: buffered(Box::new(out)), eager }, frame)
    }

    /// The file or folder `path`; a folder is made when it is not there.
    pub fn at(path: &Path, extension: &'static str, frame: Frame) -> io::Result<Self> {
        let place = if is_folder(path) {
            fs::create_dir_all(path)?;
            Place::Folder { path: path.to_owned(), extension, taken: HashSet::new() }
        } else {
            open_file(path)?
        };
        Self::begin(place, frame)
    }

    fn begin(mut place: Place, frame: Frame) -> io::Result<Self> {
        match &mut place {
            Place::Stream { out, .. } => out.write_all(frame.head.as_bytes())?,
            Place::File { out, .. } => out.write_all(frame.head.as_bytes())?,
            Place::Folder { .. } => {}
        }
        Ok(Self { place, frame, begun: false })
    }

    /// Writes what came of a batch.
    pub fn write(&mut self, done: &Done) -> io::Result<()> {
        for piece in &done.pieces {
            let bytes = &done.bytes[piece.range.clone()];
            let between = if self.begun { self.frame.between } else { "" };
            self.begun = true;
            match &mut self.place {
                Place::Stream { out, .. } => append(out, between, bytes)?,
                Place::File { out, .. } => append(out, between, bytes)?,
                Place::Folder { path, extension, taken } => {
                    let name = file_name(&piece.id, taken);
                    write_whole(path, &format!("{name}.{extension}"), &self.frame, bytes)?;
                }
            }
        }
        match &mut self.place {
            Place::Stream { out, eager: true } => out.flush(),
            _ => Ok(()),
        }
    }

    /// Writes the end, and gives a file its name.
    pub fn finish(self) -> io::Result<()> {
        let foot = self.frame.foot.as_bytes();
        match self.place {
            Place::Stream { mut out, .. } => {
                out.write_all(foot)?;
                out.flush()
            }
            Place::File { mut out, target } => {
                out.write_all(foot)?;
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(target)?;
                Ok(())
            }
            Place::Folder { .. } => Ok(()),
        }
    }
}

/// Bytes on their way to standard output, or to a file that takes its name when it is whole.
pub struct Whole(Sink);

impl Whole {
    /// Standard output.
    pub fn stdout() -> io::Result<Self> {
        Sink::stdout(Frame::default()).map(Self)
    }

    /// The file `path`.
    pub fn at(path: &Path) -> io::Result<Self> {
        Sink::begin(open_file(path)?, Frame::default()).map(Self)
    }

    /// Ends it, and gives a file its name.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()
    }

    fn out(&mut self) -> &mut (dyn Write + Send) {
        match &mut self.0.place {
            Place::Stream { out, .. } => out,
            Place::File { out, .. } => out,
            Place::Folder { .. } => unreachable!("it is never made of a folder"),
        }
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out().flush()
    }
}

/// A folder that takes one whole file after the other.
pub struct Folder {
    path: PathBuf,
    taken: HashSet<String>,
}

impl Folder {
    /// The folder `path`, made when it is not there.
    pub fn at(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        Ok(Self { path: path.to_owned(), taken: HashSet::new() })
    }

    /// Writes a file named after `id`.
    pub fn write(&mut self, id: &str, extension: &str, bytes: &[u8]) -> io::Result<()> {
        let name = file_name(id, &mut self.taken);
        write_whole(&self.path, &format!("{name}.{extension}"), &Frame::default(), bytes)
    }
}

fn buffered(out: Box<dyn Write + Send>) -> BufWriter<Box<dyn Write + Send>> {
    BufWriter::with_capacity(BUFFER, out)
}

fn append(out: &mut dyn Write, between: &str, bytes: &[u8]) -> io::Result<()> {
    out.write_all(between.as_bytes())?;
    out.write_all(bytes)
}

/// Whether `path` means a folder: one that is there, or a name that ends in a slash.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
        || path.as_os_str().as_encoded_bytes().last().is_some_and(|b| matches!(b, b'/' | b'\\'))
}

/// A new file beside `path`; what is not a plain file (`/dev/null`, a pipe) is written as it is.
fn open_file(path: &Path) -> io::Result<Place> {
    let there = fs::metadata(path);
    if there.as_ref().is_ok_and(|data| !data.is_file()) {
        let file = File::options().write(true).open(path)?;
        return Ok(Place::Stream { out: buffered(Box::new(file)), eager: false });
    }
    // A link keeps pointing where it points: the file it names is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let permissions = there.ok().map(|data| data.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it may not be written"));
    }
    let file = beside(target.parent().unwrap_or(Path::new("")), permissions)?;
    Ok(Place::File { out: BufWriter::with_capacity(BUFFER, file), target })
}

/// A hidden file in `folder` with the rights of the file it will replace, else those of any new file.
pub fn beside(folder: &Path, permissions: Option<fs::Permissions>) -> io::Result<NamedTempFile> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".rawi-");
    #[cfg(unix)]
    let new = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions.clone().unwrap_or(new));
    let file = builder.tempfile_in(folder)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    Ok(file)
}

fn write_whole(folder: &Path, name: &str, frame: &Frame, bytes: &[u8]) -> io::Result<()> {
    let mut file = beside(folder, None)?;
    file.write_all(&[frame.head.as_bytes(), bytes, frame.foot.as_bytes()].concat())?;
    file.persist(folder.join(name))?;
    Ok(())
}

/// A file's name for an article's id: never a path, never hidden, never one that was given before.
fn file_name(id: &str, taken: &mut HashSet<String>) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '-' };
    let mut name: String = id.chars().map(safe).collect();
    while name.len() > 100 {
        name.pop();
    }
    let name = name.trim_matches(['-', '.']);
    let name = if name.is_empty() { "article" } else { name };
    let mut free = name.to_owned();
    let mut number = 2;
    while !taken.insert(free.to_lowercase()) {
        free = format!("{name}-{number}");
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_never_a_path_nor_given_twice() {
        let mut taken = HashSet::new();
        let mut name = |id: &str| file_name(id, &mut taken);
        assert_eq!(name("../../etc/passwd"), "etc-passwd");
        assert_eq!(name("etc/passwd"), "etc-passwd-2");
        assert_eq!(name("خبر 1"), "خبر-1");
        assert_eq!(name(""), "article");
        assert_eq!(name(".."), "article-2");
        assert_eq!(name("News"), "News");
        assert_eq!(name("news"), "news-2");
        assert!(name(&"ن".repeat(500)).len() <= 100);
    }
}
