//! What an actor said, and what was said of them, by day.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use super::said::{Said, SaidQuestion};
use super::search::Days;
use super::speaker::Who;
use crate::error::{Fault, Result};
use crate::open::Ledger;

/// What an actor said and what was said of or to them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Timeline {
    /// The newest day first; what has no day last.
    pub days: Vec<TimelineDay>,
    /// How many days there are in all.
    pub all_days: usize,
}

/// One day of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TimelineDay {
    /// The day; none where the articles tell none.
    pub day: Option<String>,
    /// How many articles of that day name the actor.
    pub articles: u64,
    /// What they said.
    pub said: Vec<Said>,
    /// What others said of them or to them.
    pub about: Vec<Said>,
}

/// Numbers of statements, before they are fetched.
#[derive(Default)]
struct Day {
    articles: u64,
    said: Vec<i64>,
    about: Vec<i64>,
}

impl Ledger {
    /// The timeline of an actor: the newest `limit` days, 0 is all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn timeline(&self, who: &Who<'_>, days: Days, limit: usize) -> Result<Timeline> {
        self.by_day(who, days, limit).map_err(|fault| self.fail(fault))
    }

    fn by_day(&self, who: &Who<'_>, days: Days, limit: usize) -> Result<Timeline, Fault> {
        let mut all: BTreeMap<Option<String>, Day> = BTreeMap::new();
        let question = SaidQuestion { speaker: Some(who), days, ..SaidQuestion::default() };
        for (statement, day) in self.statement_days(&question)? {
            all.entry(day).or_default().said.push(statement);
        }
        for (statement, day) in self.about(who, days)? {
            let day = all.entry(day).or_default();
            if !day.said.contains(&statement) {
                day.about.push(statement);
            }
        }
        let mut sql = "SELECT count(DISTINCT m.article), a.day FROM mention m JOIN article a USING (article) \
                       WHERE a.latest = 1 AND m.actor IN (SELECT value FROM json_each(?))"
            .to_owned();
        let mut values = vec![who.numbers()];
        days.conditions("a.day", &mut sql, &mut values);
        sql.push_str(" GROUP BY a.day");
        for (count, day) in pairs(&self.db, &sql, values)? {
            all.entry(day).or_default().articles = count as u64;
        }
        let all_days = all.len();
        let most = if limit == 0 { usize::MAX } else { limit };
        let fetch = |numbers: Vec<i64>| -> Result<Vec<Said>, Fault> {
            numbers.into_iter().map(|statement| self.one_said(statement)).collect()
        };
        let days = all.into_iter().rev().take(most).map(|(day, Day { articles, said, about })| {
            Ok(TimelineDay { day, articles, said: fetch(said)?, about: fetch(about)? })
        });
        let days: Result<Vec<TimelineDay>, Fault> = days.collect();
        Ok(Timeline { days: days?, all_days })
    }

    /// Statements to the actor, and those that name them in their words.
    fn about(&self, who: &Who<'_>, days: Days) -> Result<Vec<(i64, Option<String>)>, Fault> {
        let mut sql = "SELECT s.statement, COALESCE(s.said_on, a.day) AS day \
                       FROM statement s JOIN article a USING (article) WHERE a.latest = 1 AND s.statement IN ( \
                       SELECT c.statement FROM mention m JOIN statement t USING (article) \
                       JOIN content c ON c.statement = t.statement AND m.starts >= c.starts AND m.ends <= c.ends \
                       WHERE m.actor IN (SELECT value FROM json_each(?)) \
                       UNION SELECT statement FROM statement \
                       WHERE addressee_actor IN (SELECT value FROM json_each(?)))"
            .to_owned();
        let mut values = vec![who.numbers(), who.numbers()];
        days.conditions("COALESCE(s.said_on, a.day)", &mut sql, &mut values);
        sql.push_str(" ORDER BY s.statement");
        pairs(&self.db, &sql, values)
    }
}

fn pairs(
    db: &Connection,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<(i64, Option<String>)>, Fault> {
    let mut find = db.prepare_cached(sql)?;
    let rows = find.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
