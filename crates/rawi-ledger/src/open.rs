//! Opening a ledger, to ask or to write.

use std::fs::{File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Fault, LedgerError, Result};
use crate::schema::{self, State};

/// Bytes of a page of the file.
const PAGE_BYTES: i64 = 16384;
/// KiB of pages that a writer keeps in memory.
const CACHE_KIB: i64 = 96 << 10;
/// KiB of pages that a reader keeps in memory.
const READER_CACHE_KIB: i64 = 32 << 10;
/// Pages that the log may hold before they are moved into the file: 64 MiB.
const LOG_PAGES: i64 = (64 << 20) / PAGE_BYTES;
/// How every file of SQLite begins.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// How long a reader waits for a writer that is just moving the log.
const PATIENCE: Duration = Duration::from_secs(10);

/// A ledger that is open for questions. Any number may be open at once, beside one [`Writer`](crate::Writer).
#[derive(Debug)]
pub struct Ledger {
    pub(crate) path: PathBuf,
    pub(crate) db: Connection,
}

impl Ledger {
    /// Opens the ledger in `path` for questions; nothing is written.
    ///
    /// # Errors
    /// When there is no such file, it is no ledger, or its schema is another one.
    pub fn open(path: &Path) -> Result<Self> {
        let fail = |fault| LedgerError::new(path, fault);
        // SQLite reports a missing file as one that it cannot open.
        File::open(path).map_err(|error| fail(error.into()))?;
        refuse_folder(path).map_err(fail)?;
        let db = Self::read_only(path, false)
            .or_else(|first| {
                // A log beside it can be neither read nor made in a folder that may not be written.
                let lonely = !sibling(path, "-wal").exists();
                if lonely { Self::read_only(path, true).map_err(|_| first) } else { Err(first) }
            })
            .map_err(fail)?;
        Ok(Self { path: path.to_owned(), db })
    }

    fn read_only(path: &Path, immutable: bool) -> Result<Connection, Fault> {
        let db = open_to_read(path, immutable)?;
        db.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
        match schema::state(&db)? {
            State::Empty => Err(Fault::NotALedger),
            State::Version(version) if version < schema::VERSION => {
                Err(Fault::Older(version, schema::VERSION))
            }
            State::Version(_) => Ok(db),
        }
    }

    pub(crate) fn fail(&self, fault: impl Into<Fault>) -> LedgerError {
        LedgerError::new(&self.path, fault)
    }
}

/// A connection that cannot write. An `immutable` one takes no lock, leaves no file beside it, and does not see a log.
fn open_to_read(path: &Path, immutable: bool) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let db = if immutable {
        Connection::open_with_flags(format!("file:{}?immutable=1", escaped(path)), flags)?
    } else {
        Connection::open_with_flags(path, flags)?
    };
    db.busy_timeout(PATIENCE)?;
    Ok(db)
}

/// Opens the file in `path` for writing, made and brought up to date where that is needed, and the lock that keeps
/// others from writing.
pub(crate) fn for_writing(path: &Path) -> Result<(Ledger, File)> {
    let fail = |fault| LedgerError::new(path, fault);
    refuse_folder(path).and_then(|()| refuse_stranger(path)).map_err(fail)?;
    let lock = lock(path).map_err(fail)?;
    let mut db = open_to_write(path).map_err(fail)?;
    schema::migrate(&mut db).map_err(fail)?;
    Ok((Ledger { path: path.to_owned(), db }, lock))
}

/// Refuses a folder, of which SQLite would only say that it cannot open it.
fn refuse_folder(path: &Path) -> Result<(), Fault> {
    let named = || Fault::Io(std::io::Error::other("it is a folder; name a file in it"));
    if path.is_dir() { Err(named()) } else { Ok(()) }
}

/// Refuses a file that is no ledger, or a newer one, before anything is made beside it and without a connection that may
/// write: such a one, when it closes, moves what another program left in its log into the file.
fn refuse_stranger(path: &Path) -> Result<(), Fault> {
    if !path.is_file() {
        return Ok(());
    }
    let mut head = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut head));
    // SQLite takes a file of one byte for an empty one and would write over it.
    if read.is_ok() && !head.is_empty() && head != MAGIC {
        return Err(Fault::NotALedger);
    }
    let lonely = !sibling(path, "-wal").exists();
    match open_to_read(path, lonely).and_then(|db| schema::state(&db)) {
        Err(fault @ (Fault::NotALedger | Fault::Newer(..))) => Err(fault),
        // Whatever else there is to say is said by the connection that may write.
        _ => Ok(()),
    }
}

fn open_to_write(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    // Asked first, so that nothing is changed in a file that is no ledger.
    if schema::state(&db)? == State::Empty {
        db.pragma_update(None, "page_size", PAGE_BYTES)?;
    }
    if db.is_readonly(rusqlite::MAIN_DB)? {
        return Err(Fault::ReadOnly);
    }
    db.pragma_update(None, "journal_mode", "wal")?;
    // What is reported as stored outlives a loss of power.
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "cache_size", -CACHE_KIB)?;
    db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    db.pragma_update(None, "foreign_keys", false)?;
    db.set_prepared_statement_cache_capacity(128);
    Ok(db)
}

/// The lock of a ledger's one writer: a file beside it, which the system lets go when the process ends, however it ends.
fn lock(path: &Path) -> Result<File, Fault> {
    // By whatever link a ledger is reached, it has one lock.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let file =
        File::options().create(true).truncate(false).write(true).open(sibling(&path, "-lock"));
    let file = file.map_err(|error| match Fault::from(error) {
        // The folder is missing, not the ledger.
        Fault::Missing => Fault::Io(std::io::Error::other("its folder is missing; make it first")),
        fault => fault,
    })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Fault::Locked),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// `path` with `ending` after its name.
pub(crate) fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A path as SQLite's URIs have it.
fn escaped(path: &Path) -> String {
    let path = path.to_string_lossy();
    path.replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
