//! Why a ledger cannot be used, in one line that says what to do.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why something of a ledger failed.
#[derive(Debug)]
pub struct LedgerError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a ledger.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fault {
    /// There is no such file.
    Missing,
    /// The file is something else.
    NotALedger,
    /// A newer version of Rawi made it; the version of its schema, and the one that is known here.
    Newer(i64, i64),
    /// An older version of Rawi made it, and it may not be written to bring it up to date.
    Older(i64, i64),
    /// Somebody else is writing to it.
    Locked,
    /// It may not be written.
    ReadOnly,
    /// There is no room left.
    Full,
    /// The disk does not do what it is asked: a limit of size, a quota, a failing device; what SQLite says of it.
    Disk(String),
    /// It is damaged; what SQLite says of it.
    Damaged(String),
    /// The system's message.
    Io(std::io::Error),
    /// Anything else that SQLite says.
    Sqlite(rusqlite::Error),
}

/// The outcome of something with a ledger.
pub type Result<T, E = LedgerError> = std::result::Result<T, E>;

impl LedgerError {
    pub(crate) fn new(path: &Path, fault: impl Into<Fault>) -> Self {
        Self { path: path.to_owned(), fault: fault.into() }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::NotADatabase) => Self::NotALedger,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            // A file beyond the size that is allowed is reported so, not as a full disk.
            Some(ErrorCode::SystemIoFailure) => Self::Disk(error.to_string()),
            _ if holds_what_was_never_written(&error) => Self::Damaged(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

/// Whether a cell holds another kind of value than was ever put into it.
fn holds_what_was_never_written(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnName, InvalidColumnType,
        Utf8Error,
    };
    matches!(
        error,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnName(_)
            | InvalidColumnType(..)
            | Utf8Error(..)
    )
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error),
        }
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path.display())?;
        match &self.fault {
            Fault::Missing => f.write_str(
                "there is no such ledger; make one with `rawi ingest --ledger FILE INPUT…`",
            ),
            Fault::NotALedger => {
                f.write_str("the file is no ledger of Rawi; it was left as it is: choose another file")
            }
            Fault::Newer(theirs, ours) => write!(
                f,
                "the ledger has schema {theirs}, this rawi knows schemas up to {ours}; use a newer rawi"
            ),
            Fault::Older(theirs, ours) => write!(
                f,
                "the ledger has schema {theirs}, older than {ours}; bring it up to date with `rawi ingest`, which may write it"
            ),
            Fault::Locked => f.write_str(
                "another run is writing to the ledger; wait for it, or write to another ledger",
            ),
            Fault::ReadOnly => f.write_str(
                "the ledger may not be written; check the rights of the file and its folder",
            ),
            Fault::Full => f.write_str(
                "there is no room left on its disk; make room and run it again: what was reported as stored is kept",
            ),
            Fault::Disk(told) => write!(
                f,
                "its disk fails ({told}); check its room, limits of size and health, and run it again: what was reported as stored is kept"
            ),
            Fault::Damaged(told) => {
                write!(f, "the ledger is damaged ({told}); restore it from a copy, or make it anew")
            }
            Fault::Io(error) => write!(f, "{error}"),
            Fault::Sqlite(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for LedgerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            Fault::Io(error) => Some(error),
            Fault::Sqlite(error) => Some(error),
            _ => None,
        }
    }
}
