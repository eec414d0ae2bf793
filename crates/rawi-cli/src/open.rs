//! Which inputs there are, and their bytes.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rawi_page::input::InputError;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// What errors and ids call it.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "stdin".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Opens it; the bytes that are read from it are added to `count`.
    pub fn open(&self, count: &Arc<AtomicU64>) -> Result<Box<dyn Read + Send>, InputError> {
        let count = Arc::clone(count);
        match self {
            Self::Stdin => Ok(Box::new(Counted { inner: io::stdin(), count })),
            Self::File(path) => match File::open(path) {
                Ok(inner) => Ok(Box::new(Counted { inner, count })),
                Err(error) => Err(cannot_read(path, &error)),
            },
        }
    }
}

/// A reader that counts what goes through it.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// The inputs that `paths` name, in order: folders are walked in order of name, hidden files and `skip` left out.
///
/// Only one folder's names a level are held at a time.
pub struct Inputs {
    /// What is still to come, the next one last.
    ahead: Vec<Ahead>,
    skip: Option<PathBuf>,
}

struct Ahead {
    path: PathBuf,
    /// Named on the command line, so read whatever it is.
    named: bool,
}

impl Inputs {
    /// The inputs of a command line; none at all means standard input.
    pub fn new(paths: &[PathBuf], skip: Option<PathBuf>) -> Self {
        let mut ahead: Vec<Ahead> =
            paths.iter().rev().map(|path| Ahead { path: path.clone(), named: true }).collect();
        if ahead.is_empty() {
            ahead.push(Ahead { path: PathBuf::from("-"), named: true });
        }
        Self { ahead, skip }
    }

    /// Puts what a folder holds ahead; how much that is.
    fn enter(&mut self, folder: &Path) -> Result<usize, InputError> {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = entries.map_err(|error| cannot_read(folder, &error))?;
        entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.file_name()));
        self.ahead.extend(entries.iter().map(|entry| Ahead { path: entry.path(), named: false }));
        Ok(entries.len())
    }

    /// Whether a file found in a folder is to be read. Links to folders are not followed: they may lead in a circle.
    fn is_wanted(&self, path: &Path) -> bool {
        let same =
            |skip: &PathBuf| fs::canonicalize(path).is_ok_and(|real| belongs_to(&real, skip));
        fs::metadata(path).map_or(true, |data| data.is_file())
            && !self.skip.as_ref().is_some_and(same)
    }
}

/// Whether a file is the output, or one of those that stand beside it when it is a ledger.
fn belongs_to(path: &Path, output: &Path) -> bool {
    let (path, output) =
        (path.as_os_str().as_encoded_bytes(), output.as_os_str().as_encoded_bytes());
    path.strip_prefix(output)
        .is_some_and(|rest| matches!(rest, b"" | b"-lock" | b"-wal" | b"-shm" | b"-journal"))
}

impl Iterator for Inputs {
    type Item = Result<Input, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Ahead { path, named } = self.ahead.pop()?;
            if named && path.as_os_str() == "-" {
                return Some(Ok(Input::Stdin));
            }
            let is_folder = if named { path.is_dir() } else { path.is_dir() && !path.is_symlink() };
            if is_folder {
                match self.enter(&path) {
                    Ok(0) if named => return Some(Err(empty_folder(&path))),
                    Ok(_) => {}
                    Err(error) => return Some(Err(error)),
                }
            } else if named || self.is_wanted(&path) {
                return Some(Ok(Input::File(path)));
            }
        }
    }
}

/// The bytes of all inputs together, when every one is a plain file.
pub fn total_bytes(inputs: Inputs) -> Option<u64> {
    let mut total = 0;
    for input in inputs {
        match input {
            Ok(Input::Stdin) => return None,
            Ok(Input::File(path)) => match fs::metadata(path) {
                Ok(data) if !data.is_file() => return None,
                Ok(data) => total += data.len(),
                Err(_) => {}
            },
            Err(_) => {}
        }
    }
    Some(total)
}

fn empty_folder(path: &Path) -> InputError {
    InputError {
        message: "the folder holds no files".to_owned(),
        remedy: Some("name a folder with pages; hidden files are left out".to_owned()),
        ..cannot_read(path, &io::Error::from(io::ErrorKind::NotFound))
    }
}

fn cannot_read(path: &Path, error: &io::Error) -> InputError {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => Some("check the name"),
        io::ErrorKind::PermissionDenied => Some("check who may read it"),
        _ => None,
    };
    InputError {
        id: path
            .file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
        input: path.display().to_string(),
        place: None,
        message: format!("cannot be read: {}", reason(error)),
        remedy: remedy.map(str::to_owned),
    }
}

/// The system's message without the number it appends.
pub fn reason(error: &io::Error) -> String {
    let message = error.to_string();
    match message.rfind(" (os error") {
        Some(at) => message[..at].to_lowercase(),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_without_hidden_files() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/.hidden")).unwrap();
        let hidden = [".secret", "b/.hidden/x", "out.json", "out.json-wal", "out.json-lock"];
        for name in ["c.txt", "a.txt", "b/2.txt", "b/10.txt"].into_iter().chain(hidden) {
            fs::write(root.join(name), "x").unwrap();
        }
        let skip = fs::canonicalize(root.join("out.json")).unwrap();
        let found: Vec<String> = Inputs::new(&[root.to_owned()], Some(skip))
            .map(|input| input.unwrap().name())
            .map(|name| name[root.display().to_string().len() + 1..].replace('\\', "/"))
            .collect();
        assert_eq!(found, ["a.txt", "b/10.txt", "b/2.txt", "c.txt"]);
        assert_eq!(total_bytes(Inputs::new(&[root.to_owned()], None)), Some(7));
    }

    #[test]
    fn nothing_named_is_standard_input() {
        let inputs: Vec<_> = Inputs::new(&[], None).collect();
        assert_eq!(inputs, [Ok(Input::Stdin)]);
        assert_eq!(total_bytes(Inputs::new(&[], None)), None);
    }
}
