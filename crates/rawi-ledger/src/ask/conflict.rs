//! Where reports of one saying cannot all be right.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;

use super::report::{BRIEF, Brief, brief};
use super::search::Days;
use super::speaker::Who;
use crate::error::{Fault, Result};
use crate::open::Ledger;

/// Which conflicts are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConflictsQuestion<'q> {
    /// `speaker`, `negation`, `number`, `date`, `quotation` or `hedge`.
    pub kind: Option<&'q str>,
    /// `high`, `medium` or `low`.
    pub severity: Option<&'q str>,
    /// On sayings that a report ascribes to them.
    pub speaker: Option<&'q Who<'q>>,
    /// The day of the saying.
    pub days: Days,
    /// Who stands on one of the sides.
    pub publisher: Option<&'q str>,
    /// How many are wanted; 0 is all.
    pub limit: usize,
}

/// Two sides that cannot both be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The number of the saying.
    pub saying: i64,
    /// Which conflict of it.
    pub conflict: i64,
    /// What they disagree on.
    pub kind: String,
    /// How grave it is.
    pub severity: String,
    /// The day of the saying.
    pub day: Option<String>,
    /// Whose saying it is.
    pub speaker: Option<String>,
    /// The speaker's identifier.
    pub speaker_id: Option<String>,
    /// The one side.
    pub one: Side,
    /// The other side.
    pub other: Side,
}

/// What one side says, and who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The words in which they differ, with those around them.
    pub words: String,
    /// The reports.
    pub reports: Vec<Brief>,
}

const COLUMNS: &str = "SELECT c.saying, c.conflict, c.kind, c.severity, g.day, g.speaker, p.id, c.one_words, c.other_words \
     FROM conflict c JOIN saying g USING (saying) LEFT JOIN actor p ON p.actor = g.actor";

/// The gravest first, then the newest, then what most report.
const ORDER: &str = "ORDER BY CASE c.severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, \
     g.day DESC, g.independent DESC, c.saying, c.conflict";

/// The conflicts among the reports of a saying, the gravest first.
pub(crate) fn of_saying(db: &Connection, saying: i64) -> Result<Vec<Conflict>, Fault> {
    let sql = format!("{COLUMNS} WHERE c.saying = ?1 {ORDER}");
    let mut find = db.prepare_cached(&sql)?;
    let mut rows = find.query([saying])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(conflict(db, row)?);
    }
    Ok(found)
}

fn conflict(db: &Connection, row: &Row<'_>) -> Result<Conflict, Fault> {
    let (saying, conflict) = (row.get(0)?, row.get(1)?);
    let side = |number: i64, words: usize| -> Result<Side, Fault> {
        let reports = of_side(db, [saying, conflict, number])?;
        Ok(Side { words: row.get(words)?, reports })
    };
    Ok(Conflict {
        saying,
        conflict,
        kind: row.get(2)?,
        severity: row.get(3)?,
        day: row.get(4)?,
        speaker: row.get(5)?,
        speaker_id: row.get(6)?,
        one: side(1, 7)?,
        other: side(2, 8)?,
    })
}

fn of_side(db: &Connection, side: [i64; 3]) -> Result<Vec<Brief>, Fault> {
    let sql = format!(
        "SELECT {BRIEF} FROM conflict_side d JOIN statement s USING (statement) JOIN article a USING (article) \
         WHERE d.saying = ?1 AND d.conflict = ?2 AND d.side = ?3 ORDER BY a.day, d.statement"
    );
    let mut find = db.prepare_cached(&sql)?;
    let rows = find.query_map(side, brief)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl ConflictsQuestion<'_> {
    fn sql(&self) -> (String, Vec<Value>) {
        let mut sql = format!("{COLUMNS} WHERE TRUE");
        let mut values: Vec<Value> = Vec::new();
        for (column, value) in [("c.kind", self.kind), ("c.severity", self.severity)] {
            if let Some(value) = value {
                sql.push_str(&format!(" AND {column} = ?"));
                values.push(Value::Text(value.to_owned()));
            }
        }
        self.days.conditions("g.day", &mut sql, &mut values);
        if let Some(publisher) = self.publisher {
            sql.push_str(
                " AND EXISTS (SELECT 1 FROM conflict_side d JOIN statement s USING (statement) JOIN article a USING (article) \
                 WHERE d.saying = c.saying AND d.conflict = c.conflict AND a.publisher = ?)",
            );
            values.push(Value::Text(publisher.to_owned()));
        }
        sql.push(' ');
        sql.push_str(ORDER);
        (sql, values)
    }
}

impl Ledger {
    /// Conflicts, the gravest first, of these the newest, and whether there are more than the limit.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conflicts(&self, question: &ConflictsQuestion<'_>) -> Result<(Vec<Conflict>, bool)> {
        self.gravest(question).map_err(|fault| self.fail(fault))
    }

    fn gravest(&self, question: &ConflictsQuestion<'_>) -> Result<(Vec<Conflict>, bool), Fault> {
        let of_speaker = question.speaker.map(|who| self.sayings_of(who)).transpose()?;
        let (sql, values) = question.sql();
        let mut find = self.db.prepare_cached(&sql)?;
        let mut rows = find.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let saying: i64 = row.get(0)?;
            if of_speaker.as_ref().is_some_and(|sayings| !sayings.contains(&saying)) {
                continue;
            }
            if question.limit > 0 && found.len() == question.limit {
                return Ok((found, true));
            }
            found.push(conflict(&self.db, row)?);
        }
        Ok((found, false))
    }
}
