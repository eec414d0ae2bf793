//! What a ledger holds, in figures.

use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

use crate::error::{Fault, Result};
use crate::open::Ledger;

/// How many publishers and speakers are named.
const TOP: usize = 10;

/// What a ledger holds. Where nothing else is said, of the newest versions of articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: u64,
    /// Older versions of them.
    pub older_versions: u64,
    /// Statements.
    pub statements: u64,
    /// Statements by mode.
    pub modes: Vec<Counted>,
    /// Speakers that have an identifier.
    pub speakers: u64,
    /// Those with the most statements.
    pub top_speakers: Vec<Counted>,
    /// Publishers.
    pub publishers: u64,
    /// Those with the most articles.
    pub top_publishers: Vec<Counted>,
    /// Articles by language; `und` where it is not known.
    pub languages: Vec<Counted>,
    /// The first day of an article.
    pub first_day: Option<String>,
    /// The last one.
    pub last_day: Option<String>,
    /// Articles without a day.
    pub undated: u64,
    /// Findings by code.
    pub findings: Vec<Counted>,
    /// Clusters of copies.
    pub copy_clusters: u64,
    /// Articles in them.
    pub copies: u64,
    /// Sayings with two reports or more.
    pub sayings: u64,
    /// Conflicts by kind.
    pub conflicts: Vec<Counted>,
    /// Bytes of the file, without what stands in its log.
    pub bytes: u64,
    /// Version of the schema.
    pub schema: i64,
}

/// How many there are of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Of what.
    pub name: String,
    /// How many.
    pub count: u64,
    /// The name in Arabic, of actors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ar: Option<String>,
    /// The name in English, of actors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Ledger {
    /// What the ledger holds. Reads all of it but the texts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        self.count_all().map_err(|fault| self.fail(fault))
    }

    fn count_all(&self) -> Result<Stats, Fault> {
        let one = |sql: &str| self.db.query_row(sql, [], |row| row.get::<_, u64>(0));
        let day = |which: &str| {
            let sql = format!("SELECT {which}(day) FROM article WHERE latest = 1");
            self.db.query_row(&sql, [], |row| row.get::<_, Option<String>>(0))
        };
        let of_latest = "JOIN article a USING (article) WHERE a.latest = 1";
        Ok(Stats {
            articles: one("SELECT count(*) FROM article WHERE latest = 1")?,
            older_versions: one("SELECT count(*) FROM article WHERE latest = 0")?,
            statements: one(&format!("SELECT count(*) FROM statement s {of_latest}"))?,
            modes: self.counted(&format!("SELECT s.mode, count(*) FROM statement s {of_latest} GROUP BY 1"))?,
            speakers: one(&format!("SELECT count(DISTINCT speaker_actor) FROM statement s {of_latest}"))?,
            top_speakers: self.counted(&format!(
                "SELECT p.id, t.n, p.ar, p.en FROM (SELECT speaker_actor, count(*) AS n FROM statement s {of_latest} \
                 AND speaker_actor IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT {TOP}) t \
                 JOIN actor p ON p.actor = t.speaker_actor"
            ))?,
            publishers: one("SELECT count(DISTINCT publisher) FROM article WHERE latest = 1")?,
            top_publishers: self.counted(&format!(
                "SELECT publisher, count(*) FROM article WHERE latest = 1 AND publisher IS NOT NULL \
                 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}"
            ))?,
            languages: self.counted(
                "SELECT COALESCE(lang, 'und'), count(*) FROM article WHERE latest = 1 GROUP BY 1",
            )?,
            first_day: day("min")?,
            last_day: day("max")?,
            undated: one("SELECT count(*) FROM article WHERE latest = 1 AND day IS NULL")?,
            findings: self.counted(&format!("SELECT f.code, count(*) FROM finding f {of_latest} GROUP BY 1"))?,
            copy_clusters: one("SELECT count(DISTINCT cluster) FROM copy")?,
            copies: one("SELECT count(*) FROM copy")?,
            sayings: one("SELECT count(*) FROM saying")?,
            conflicts: self.counted("SELECT kind, count(*) FROM conflict GROUP BY 1")?,
            bytes: std::fs::metadata(&self.path)?.len(),
            schema: self
                .db
                .query_row("PRAGMA user_version", [], |row| row.get(0))
                .optional()?
                .unwrap_or_default(),
        })
    }

    /// Names and counts, the most first.
    fn counted(&self, sql: &str) -> Result<Vec<Counted>, Fault> {
        let mut find = self.db.prepare(sql)?;
        let with_names = find.column_count() > 2;
        let counted = |row: &Row<'_>| {
            let name = |at| if with_names { row.get(at) } else { Ok(None) };
            Ok(Counted { name: row.get(0)?, count: row.get(1)?, ar: name(2)?, en: name(3)? })
        };
        let rows = find.query_map([], counted)?;
        let mut all: Vec<Counted> = rows.collect::<rusqlite::Result<_>>()?;
        all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        Ok(all)
    }
}
