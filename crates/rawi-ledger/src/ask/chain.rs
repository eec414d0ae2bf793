//! How a statement reached its page.

use rawi_actor::Registry;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use super::report::{Brief, one_brief};
use super::said::Said;
use crate::error::{Fault, Result};
use crate::open::Ledger;
use crate::recall;
use crate::trace::{passed, passed_of};

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// `speaker`, `spokesman`, `agency`, `publisher` or `republisher`.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Its identifier.
    pub actor: Option<String>,
    /// By what it is known: `text`, `credit`, `copy` or `page`.
    pub basis: String,
}

/// How a statement reached its page, and who else has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Passage {
    /// The statement.
    #[serde(flatten)]
    pub said: Said,
    /// From the speaker on.
    pub links: Vec<Step>,
    /// The number of its saying; none where nobody else is known to report it.
    pub saying: Option<i64>,
    /// How many articles report it.
    pub reports: i64,
    /// How many of them are no copies of each other.
    pub independent: i64,
    /// The earliest report that is known.
    pub earliest: Brief,
}

/// The chain of a statement as tracing left it; empty where it left none.
pub(crate) fn stored(db: &Connection, statement: i64) -> Result<Vec<Step>, Fault> {
    let mut find = db.prepare_cached(
        "SELECT h.role, h.name, p.id, h.basis FROM chain h LEFT JOIN actor p USING (actor) \
         WHERE h.statement = ?1 ORDER BY h.step",
    )?;
    let steps = find.query_map([statement], |row| {
        Ok(Step { role: row.get(0)?, name: row.get(1)?, actor: row.get(2)?, basis: row.get(3)? })
    })?;
    Ok(steps.collect::<rusqlite::Result<_>>()?)
}

impl Ledger {
    /// The number of the statement of that handle (`news-7#s2`) or number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statement_number(&self, name: &str) -> Result<Option<i64>> {
        self.statement_of(name.trim()).map_err(|fault| self.fail(fault))
    }

    fn statement_of(&self, name: &str) -> Result<Option<i64>, Fault> {
        let parts = name.rsplit_once("#s").and_then(|(article, number)| {
            Some((article, number.parse::<i64>().ok().filter(|number| *number > 0)?))
        });
        if let Some((article, number)) = parts {
            let Some(article) = self.number_of(article)? else { return Ok(None) };
            let sql = "SELECT statement FROM statement WHERE article = ?1 AND number = ?2";
            let mut find = self.db.prepare_cached(sql)?;
            return Ok(find.query_row([article, number], |row| row.get(0)).optional()?);
        }
        let Ok(number) = name.parse::<i64>() else { return Ok(None) };
        let sql = "SELECT statement FROM statement WHERE statement = ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?)
    }

    /// How the statement of that number reached its page.
    ///
    /// # Errors
    /// When there is no such statement, or the file cannot be read.
    pub fn passage(&self, statement: i64, registry: &Registry) -> Result<Passage> {
        self.passed(statement, registry).map_err(|fault| self.fail(fault))
    }

    fn passed(&self, statement: i64, registry: &Registry) -> Result<Passage, Fault> {
        let mut links = stored(&self.db, statement)?;
        if links.is_empty() {
            links = self.links(statement, registry)?;
        }
        let mut find = self.db.prepare_cached(
            "SELECT g.saying, g.reports, g.independent, g.earliest FROM variant v \
             JOIN saying g ON g.saying = v.saying WHERE v.statement = ?1",
        )?;
        let saying = find
            .query_row([statement], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
        let (saying, reports, independent, earliest) = saying.optional()?.map_or(
            (None, 1, 1, statement),
            |(saying, reports, independent, earliest)| {
                (Some(saying), reports, independent, earliest)
            },
        );
        Ok(Passage {
            said: self.one_said(statement)?,
            links,
            saying,
            reports,
            independent,
            earliest: one_brief(&self.db, earliest)?,
        })
    }

    /// Tracing keeps the chains of what several report; any other is put together when it is asked for.
    fn links(&self, statement: i64, registry: &Registry) -> Result<Vec<Step>, Fault> {
        let sql = "SELECT article, number FROM statement WHERE statement = ?1";
        let (article, number): (i64, usize) = self
            .db
            .prepare_cached(sql)?
            .query_row([statement], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let line = recall::line(&self.db, article)?;
        let about = passed_of(&self.db, article, &line)?;
        let Some(said) = number.checked_sub(1).and_then(|at| line.statements.get(at)) else {
            return Ok(Vec::new());
        };
        let links = rawi_trace::chain(&passed(registry, &about, said)).into_iter();
        Ok(links
            .map(|link| Step {
                role: link.role.name().to_owned(),
                name: link.name,
                actor: link.actor,
                basis: link.basis.to_owned(),
            })
            .collect())
    }
}
