//! Who said what.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

use super::about;
use super::query::Query;
use super::search::Days;
use super::speaker::Who;
use crate::error::{Fault, Result};
use crate::open::Ledger;

/// Which statements are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct SaidQuestion<'q> {
    /// By whom.
    pub speaker: Option<&'q Who<'q>>,
    /// With which words.
    pub about: Option<&'q Query>,
    /// When it was said, else when the article was written.
    pub days: Days,
    /// `say`, `deny` …
    pub act: Option<&'q str>,
    /// `direct`, `indirect` or `mixed`.
    pub mode: Option<&'q str>,
    /// In whose articles.
    pub publisher: Option<&'q str>,
    /// How many are wanted; 0 is all.
    pub limit: usize,
}

/// A statement, and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Said {
    /// The article's handle and the statement's number: `news-7#s2`.
    pub handle: String,
    /// Its number in the ledger.
    pub statement: i64,
    /// When it was said, else when the article was written.
    pub day: Option<String>,
    /// The speaker, as the article has it.
    pub speaker: Option<String>,
    /// The speaker's identifier.
    pub speaker_id: Option<String>,
    /// The speaker's usual name in Arabic.
    pub speaker_ar: Option<String>,
    /// The speaker's usual name in English.
    pub speaker_en: Option<String>,
    /// What the words do: `say`, `deny` …
    pub act: String,
    /// Whether that is negated.
    pub negated: bool,
    /// `direct`, `indirect` or `mixed`.
    pub mode: String,
    /// To whom.
    pub addressee: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Its words; pieces have … between them.
    pub content: String,
    /// How likely it is right, from 0 to 1.
    pub confidence: f64,
    /// Who published the article.
    pub publisher: Option<String>,
    /// The language of the article.
    pub lang: Option<String>,
    /// The address of the article.
    pub url: Option<String>,
}

impl SaidQuestion<'_> {
    fn sql(&self) -> (String, Vec<Value>) {
        let mut values: Vec<Value> = Vec::new();
        let mut sql =
            "SELECT s.statement, s.speaker_actor, s.speaker, COALESCE(s.said_on, a.day) AS day \
                       FROM statement s JOIN article a USING (article) WHERE a.latest = 1"
                .to_owned();
        if let Some(who) = self.speaker {
            sql.push_str(
                " AND (s.speaker_actor IN (SELECT value FROM json_each(?)) \
                 OR s.speaker IN (SELECT value FROM json_each(?)))",
            );
            values.extend([who.numbers(), who.name_list()]);
        }
        if let Some(query) = self.about {
            about::condition(query, &mut sql, &mut values);
        }
        self.days.conditions("COALESCE(s.said_on, a.day)", &mut sql, &mut values);
        let exact = [("s.act", self.act), ("s.mode", self.mode), ("a.publisher", self.publisher)];
        for (column, value) in exact {
            if let Some(value) = value {
                sql.push_str(&format!(" AND {column} = ?"));
                values.push(Value::Text(value.to_owned()));
            }
        }
        sql.push_str(" ORDER BY day DESC, s.statement DESC");
        (sql, values)
    }
}

impl Ledger {
    /// Statements of the newest versions of articles, the newest first, and whether there are more than the limit.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn said(&self, question: &SaidQuestion<'_>) -> Result<(Vec<Said>, bool)> {
        self.statements(question).map_err(|fault| self.fail(fault))
    }

    fn statements(&self, question: &SaidQuestion<'_>) -> Result<(Vec<Said>, bool), Fault> {
        let mut found = Vec::new();
        for (statement, _) in self.statement_days(question)? {
            let said = self.one_said(statement)?;
            if !question.about.is_none_or(|query| about::fits(query, &said.content)) {
                continue;
            }
            if question.limit > 0 && found.len() == question.limit {
                return Ok((found, true));
            }
            found.push(said);
        }
        Ok((found, false))
    }

    /// Numbers and days of statements, the newest first; phrases are not looked for yet.
    pub(crate) fn statement_days(
        &self,
        question: &SaidQuestion<'_>,
    ) -> Result<Vec<(i64, Option<String>)>, Fault> {
        let (sql, values) = question.sql();
        let mut find = self.db.prepare_cached(&sql)?;
        let mut rows = find.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let (actor, day) = (row.get(1)?, row.get::<_, Option<String>>(3)?);
            let name: Option<String> = row.get(2)?;
            let meant = |who: &Who<'_>| who.is_meant(actor, name.as_deref(), day.as_deref());
            if question.speaker.is_none_or(meant) {
                found.push((row.get(0)?, day));
            }
        }
        Ok(found)
    }

    pub(crate) fn one_said(&self, statement: i64) -> Result<Said, Fault> {
        let mut find = self.db.prepare_cached("SELECT * FROM said WHERE statement = ?1")?;
        Ok(find.query_row([statement], said)?)
    }
}

fn said(row: &Row<'_>) -> rusqlite::Result<Said> {
    Ok(Said {
        handle: row.get("handle")?,
        statement: row.get("statement")?,
        day: row.get("said_on")?,
        speaker: row.get("speaker")?,
        speaker_id: row.get("speaker_id")?,
        speaker_ar: row.get("speaker_ar")?,
        speaker_en: row.get("speaker_en")?,
        act: row.get("act")?,
        negated: row.get("negated")?,
        mode: row.get("mode")?,
        addressee: row.get("addressee")?,
        place: row.get("place")?,
        content: row.get::<_, Option<String>>("content")?.unwrap_or_default(),
        confidence: row.get("confidence")?,
        publisher: row.get("publisher")?,
        lang: row.get("lang")?,
        url: row.get("url")?,
    })
}
