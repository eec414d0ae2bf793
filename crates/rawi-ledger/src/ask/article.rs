//! One article, found by what people know of it.

use rawi_statement::line::Line;
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use crate::error::{Fault, Result};
use crate::open::Ledger;

/// An article, its versions and its copies.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its number.
    pub article: i64,
    /// Its handle.
    pub handle: String,
    /// All that was read of it.
    pub line: Line,
    /// All versions of it, the first one first; none where there is only this one.
    pub versions: Vec<Version>,
    /// Articles that have its text, itself left out.
    pub copies: Vec<Copied>,
    /// Which of its statements others report too.
    pub sayings: Vec<Shared>,
}

/// A statement of the article that is a report of a saying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// Which statement of the article, from 1.
    pub number: i64,
    /// The number of the saying.
    pub saying: i64,
    /// How many articles report it.
    pub reports: i64,
    /// How many of them are no copies of each other.
    pub independent: i64,
    /// How many conflicts there are among them.
    pub conflicts: i64,
}

/// A version of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Its handle.
    pub handle: String,
    /// Which version it is, from 1.
    pub version: i64,
    /// Whether it is the newest.
    pub latest: bool,
    /// When it was written, as far as is known.
    pub day: Option<String>,
}

/// An article with the same text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Copied {
    /// Its handle.
    pub handle: String,
    /// Its publisher.
    pub publisher: Option<String>,
    /// When it was written, as far as is known.
    pub day: Option<String>,
    /// Whether its text is the one that the others have.
    pub origin: bool,
}

impl Ledger {
    /// The article of that handle, address, id or number, the first of these that fits; of an address or id its newest
    /// version. The handle of a statement (`news-7#s2`) is that of its article.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn article(&self, name: &str) -> Result<Option<Kept>> {
        self.kept(name.trim()).map_err(|fault| self.fail(fault))
    }

    /// The number of the article of that handle, address, id or number; see [`Ledger::article`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn article_number(&self, name: &str) -> Result<Option<i64>> {
        self.number_of(name.trim()).map_err(|fault| self.fail(fault))
    }

    fn kept(&self, name: &str) -> Result<Option<Kept>, Fault> {
        let Some(article) = self.number_of(name)? else { return Ok(None) };
        let mut handle = self.db.prepare_cached("SELECT handle FROM article WHERE article = ?1")?;
        Ok(Some(Kept {
            article,
            handle: handle.query_row([article], |row| row.get(0))?,
            line: crate::recall::line(&self.db, article)?,
            versions: self.versions(article)?,
            copies: self.copies(article)?,
            sayings: self.shared(article)?,
        }))
    }

    pub(crate) fn number_of(&self, name: &str) -> Result<Option<i64>, Fault> {
        let newest = "ORDER BY latest DESC, article DESC LIMIT 1";
        let of_statement = name.rsplit_once("#s").filter(|(_, number)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        for name in [Some(name), of_statement.map(|(article, _)| article)].into_iter().flatten() {
            for column in ["handle", "url", "id"] {
                let sql = format!("SELECT article FROM article WHERE {column} = ?1 {newest}");
                let mut find = self.db.prepare_cached(&sql)?;
                if let Some(found) = find.query_row([name], |row| row.get(0)).optional()? {
                    return Ok(Some(found));
                }
            }
        }
        let Ok(number) = name.parse::<i64>() else { return Ok(None) };
        let mut find = self.db.prepare_cached("SELECT article FROM article WHERE article = ?1")?;
        Ok(find.query_row([number], |row| row.get(0)).optional()?)
    }

    fn versions(&self, article: i64) -> Result<Vec<Version>, Fault> {
        let sql = "SELECT v.handle, v.version, v.latest, v.day FROM article a JOIN article v ON v.source = a.source \
                   WHERE a.article = ?1 ORDER BY v.version";
        let all = self.rows(sql, article, |row| {
            Ok(Version {
                handle: row.get(0)?,
                version: row.get(1)?,
                latest: row.get(2)?,
                day: row.get(3)?,
            })
        })?;
        Ok(if all.len() > 1 { all } else { Vec::new() })
    }

    fn copies(&self, article: i64) -> Result<Vec<Copied>, Fault> {
        let sql = "SELECT a.handle, a.publisher, a.day, c.origin = c.article FROM copy own \
                   JOIN copy c USING (cluster) JOIN article a ON a.article = c.article \
                   WHERE own.article = ?1 AND c.article <> ?1 ORDER BY a.day, a.article";
        self.rows(sql, article, |row| {
            Ok(Copied {
                handle: row.get(0)?,
                publisher: row.get(1)?,
                day: row.get(2)?,
                origin: row.get(3)?,
            })
        })
    }

    fn shared(&self, article: i64) -> Result<Vec<Shared>, Fault> {
        let sql = "SELECT s.number, g.saying, g.reports, g.independent, g.conflicts FROM statement s \
                   JOIN variant v USING (statement) JOIN saying g ON g.saying = v.saying \
                   WHERE s.article = ?1 ORDER BY s.number";
        self.rows(sql, article, |row| {
            Ok(Shared {
                number: row.get(0)?,
                saying: row.get(1)?,
                reports: row.get(2)?,
                independent: row.get(3)?,
                conflicts: row.get(4)?,
            })
        })
    }

    /// The rows of a question about the article, or whatever it is, of that number.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        article: i64,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Fault> {
        let mut find = self.db.prepare_cached(sql)?;
        let rows = find.query_map([article], |row| read(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
