//! Taking a ledger out again, for programs that know nothing of it.
//!
//! Everything is written as it is read, in the order of storing, so memory does not grow with the ledger and equal ledgers
//! give equal bytes. [`What`] names what there is; `table` holds the flat tables that CSV and Parquet share, `jsonl` the
//! objects with their parts inside, `jsonld` the documents for the Web.

mod annotation;
mod csv;
mod jsonl;
mod jsonld;
mod parquet;
mod table;

use std::fmt;
use std::io::{self, Write};

use rusqlite::{Connection, Row, Transaction};

use crate::error::{Fault, LedgerError};
use crate::open::Ledger;

/// What of a ledger is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// Articles with all that was read of them; in flat tables without their parts, with counts of these.
    Articles,
    /// Statements.
    Statements,
    /// Sayings with their reports; in flat tables one row a report.
    Sayings,
    /// Articles that repeat each other.
    Copies,
    /// Reports of one saying that cannot all be right.
    Conflicts,
    /// How statements reached their pages.
    Chains,
    /// Everybody and everything that is named.
    Actors,
}

impl What {
    /// Everything.
    pub const ALL: [Self; 7] = [
        Self::Articles,
        Self::Statements,
        Self::Sayings,
        Self::Copies,
        Self::Conflicts,
        Self::Chains,
        Self::Actors,
    ];

    /// Its name: `articles` …
    pub const fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Statements => "statements",
            Self::Sayings => "sayings",
            Self::Copies => "copies",
            Self::Conflicts => "conflicts",
            Self::Chains => "chains",
            Self::Actors => "actors",
        }
    }
}

/// Which versions of articles, and of what they hold, are taken out. Sayings, copies and conflicts are what tracing found
/// among the newest ones, whatever is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Versions {
    /// The newest version of each article.
    #[default]
    Latest,
    /// The older ones too.
    All,
}

/// A ledger at one moment: what is stored meanwhile is not seen.
pub struct Export<'l> {
    ledger: &'l Ledger,
    versions: Versions,
    _moment: Transaction<'l>,
}

impl fmt::Debug for Export<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export").field("versions", &self.versions).finish_non_exhaustive()
    }
}

impl Ledger {
    /// What can be taken out of the ledger as it is now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn export(&self, versions: Versions) -> Result<Export<'_>, LedgerError> {
        let moment = self.db.unchecked_transaction().map_err(|error| self.fail(error))?;
        Ok(Export { ledger: self, versions, _moment: moment })
    }
}

impl Export<'_> {
    /// Writes one JSON object a line: articles as `rawi read` writes them, byte for byte, the others with their parts.
    ///
    /// # Errors
    /// When the ledger cannot be read or `out` cannot be written.
    pub fn jsonl(&self, what: What, out: &mut dyn Write) -> Result<(), ExportError> {
        self.told(jsonl::write(&self.ledger.db, what, self.versions, out))
    }

    /// Writes a flat table as CSV with a line of column names. Text that a spreadsheet would run has a `'` before it.
    ///
    /// # Errors
    /// When the ledger cannot be read or `out` cannot be written.
    pub fn csv(&self, what: What, out: &mut dyn Write) -> Result<(), ExportError> {
        self.told(csv::write(&self.ledger.db, what, self.versions, out))
    }

    /// Writes the same table as a Parquet file with types.
    ///
    /// # Errors
    /// When the ledger cannot be read or `out` cannot be written.
    pub fn parquet(&self, what: What, out: &mut (dyn Write + Send)) -> Result<(), ExportError> {
        self.told(parquet::write(&self.ledger.db, what, self.versions, out))
    }

    /// Gives each article as a JSON-LD document on one line, with its handle.
    ///
    /// # Errors
    /// When the ledger cannot be read or `take` fails.
    pub fn jsonld(
        &self,
        take: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
    ) -> Result<(), ExportError> {
        self.told(jsonld::write(&self.ledger.db, self.versions, take))
    }

    fn told(&self, done: Result<(), Stop>) -> Result<(), ExportError> {
        done.map_err(|stop| match stop {
            Stop::Fault(fault) => ExportError::Ledger(self.ledger.fail(fault)),
            Stop::Output(error) => ExportError::Output(error),
        })
    }
}

/// Why an export ended early.
#[derive(Debug)]
pub enum ExportError {
    /// The ledger cannot be read.
    Ledger(LedgerError),
    /// What was taken out cannot be written.
    Output(io::Error),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ledger(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Ledger(error) => Some(error),
            Self::Output(error) => Some(error),
        }
    }
}

/// [`ExportError`], while the ledger's name is not at hand.
#[derive(Debug)]
enum Stop {
    Fault(Fault),
    Output(io::Error),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Hands each row of a query over as soon as it is read.
fn each(
    db: &Connection,
    sql: &str,
    mut take: impl FnMut(&Row<'_>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut query = db.prepare(sql)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

impl Versions {
    /// What a row of `article a` has to be, in SQL.
    fn of_article(self) -> &'static str {
        match self {
            Self::Latest => "a.latest",
            Self::All => "1",
        }
    }
}

/// The handle of statement number `number` (an expression), in SQL.
fn handle_of(number: &str) -> String {
    format!(
        "(SELECT ha.handle || '#s' || hs.number FROM statement hs JOIN article ha USING (article) \
         WHERE hs.statement = {number})"
    )
}

/// The words of statement `s` of article `a`, pieces joined by an ellipsis, in SQL.
const CONTENT: &str = "(SELECT group_concat(words, ' … ') FROM \
    (SELECT substr(a.text, c.starts + 1, c.ends - c.starts) AS words \
     FROM content c WHERE c.statement = s.statement ORDER BY c.piece))";

/// The handle of statement `s` of article `a`, in SQL.
const HANDLE: &str = "a.handle || '#s' || s.number";

/// Where Wikidata tells of an actor, where its identifier is Wikidata's.
fn wikidata(id: &str) -> Option<String> {
    let number = id.strip_prefix('Q')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("https://www.wikidata.org/entity/{id}"))
}

#[cfg(test)]
mod tests {
    use super::wikidata;

    #[test]
    fn only_wikidatas_identifiers_have_an_address_there() {
        assert_eq!(wikidata("Q42").as_deref(), Some("https://www.wikidata.org/entity/Q42"));
        for id in ["Q", "Q4x", "name/q42", "city/abha", ""] {
            assert_eq!(wikidata(id), None, "{id}");
        }
    }
}
