//! A report: a statement as one article has it.

use rusqlite::{Connection, Row};
use serde::Serialize;

use super::chain::{self, Step};
use crate::error::Fault;

/// The columns of [`Brief`], of statement `s` and its article `a`.
pub(crate) const BRIEF: &str = "a.handle || '#s' || s.number, s.statement, a.handle, a.publisher, COALESCE(a.day, a.published), a.lang";

/// When an article was published, to the minute where that is known, else when it was written: what decides who was first.
pub(crate) const MOMENT: &str = "CASE WHEN a.published IS NOT NULL THEN a.published || COALESCE('T' || a.published_time, '') \
     ELSE a.written || COALESCE('T' || a.written_time, '') END";

/// Which report it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// The article's handle and the statement's number: `news-7#s2`.
    pub handle: String,
    /// Its number in the ledger.
    pub statement: i64,
    /// The handle of its article.
    pub article: String,
    /// Who published the article.
    pub publisher: Option<String>,
    /// When the article was written, as far as is known.
    pub day: Option<String>,
    /// Its language.
    pub lang: Option<String>,
}

/// A report with its words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Which one.
    #[serde(flatten)]
    pub brief: Brief,
    /// When the article was published, with the time of day where that is known; else when it was written.
    pub published: Option<String>,
    /// The address of the article.
    pub url: Option<String>,
    /// The speaker, as the article has it.
    pub speaker: Option<String>,
    /// The speaker's identifier.
    pub speaker_id: Option<String>,
    /// `direct`, `indirect` or `mixed`.
    pub mode: String,
    /// What the words do: `say`, `deny` …
    pub act: String,
    /// Whether that is negated.
    pub negated: bool,
    /// How likely it is right, from 0 to 1.
    pub confidence: f64,
    /// Its words; pieces have … between them.
    pub content: String,
    /// How it reached the page.
    pub chain: Vec<Step>,
}

pub(crate) fn brief(row: &Row<'_>) -> rusqlite::Result<Brief> {
    Ok(Brief {
        handle: row.get(0)?,
        statement: row.get(1)?,
        article: row.get(2)?,
        publisher: row.get(3)?,
        day: row.get(4)?,
        lang: row.get(5)?,
    })
}

/// The report of a statement.
pub(crate) fn one_brief(db: &Connection, statement: i64) -> Result<Brief, Fault> {
    let sql = format!(
        "SELECT {BRIEF} FROM statement s JOIN article a USING (article) WHERE s.statement = ?1"
    );
    Ok(db.prepare_cached(&sql)?.query_row([statement], brief)?)
}

/// The reports of a saying, the earliest first; what is not dated comes last.
pub(crate) fn reports(db: &Connection, saying: i64) -> Result<Vec<Report>, Fault> {
    let sql = format!(
        "SELECT {BRIEF}, {MOMENT} AS moment, a.url, s.speaker, p.id, s.mode, s.act, s.negated, s.confidence, \
         (SELECT d.content FROM said d WHERE d.statement = s.statement) \
         FROM variant v CROSS JOIN statement s USING (statement) CROSS JOIN article a USING (article) \
         LEFT JOIN actor p ON p.actor = s.speaker_actor \
         WHERE v.saying = ?1 ORDER BY moment IS NULL, moment, s.statement"
    );
    let mut find = db.prepare_cached(&sql)?;
    let mut rows = find.query([saying])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let brief = brief(row)?;
        found.push(Report {
            published: row.get(6)?,
            url: row.get(7)?,
            speaker: row.get(8)?,
            speaker_id: row.get(9)?,
            mode: row.get(10)?,
            act: row.get(11)?,
            negated: row.get(12)?,
            confidence: row.get(13)?,
            content: row.get::<_, Option<String>>(14)?.unwrap_or_default(),
            chain: chain::stored(db, brief.statement)?,
            brief,
        });
    }
    Ok(found)
}
