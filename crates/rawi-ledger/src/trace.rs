//! Tracing what was stored: [`link`] finds which articles and statements belong together, [`join`] puts them together.

mod join;
mod link;

pub(crate) use join::{passed, passed_of};
pub(crate) use link::{Ready, Traits, body_text};

use rawi_actor::Registry;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::error::Fault;
use crate::store::Known;

/// Articles that are traced in one transaction when they were not traced with their batch.
const CHUNK: i64 = 500;

/// What tracing keeps in memory between batches.
#[derive(Debug, Default)]
pub(crate) struct Tracer {
    near: link::Near,
}

impl Tracer {
    /// Links a batch that was just stored, inside of its transaction; false when articles before it are still to be linked.
    pub(crate) fn link(&mut self, db: &Transaction<'_>, batch: Vec<Ready>) -> Result<bool, Fault> {
        let Some(first) = batch.iter().map(|ready| ready.article).min() else { return Ok(true) };
        if linked(db)? != first - 1 {
            return Ok(false);
        }
        let last = batch.iter().map(|ready| ready.article).max().unwrap_or(first);
        link::batch(db, &mut self.near, batch)?;
        set_linked(db, last)?;
        Ok(true)
    }

    /// Links what is not linked yet, and puts together what has new links.
    pub(crate) fn pending(
        &mut self,
        db: &mut Connection,
        registry: &Registry,
        known: &mut Known,
        tell: &mut dyn FnMut(u64, u64),
    ) -> Result<(), Fault> {
        let last: Option<i64> =
            db.query_row("SELECT max(article) FROM article", [], |row| row.get(0))?;
        let last = last.unwrap_or(0);
        let first = linked(db)?;
        let mut done = first;
        while done < last {
            let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let to = (done + CHUNK).min(last);
            let batch = (done + 1..=to)
                .map(|article| self.near.ready(&step, article))
                .collect::<Result<Vec<_>, Fault>>()?;
            link::batch(&step, &mut self.near, batch)?;
            set_linked(&step, to)?;
            step.commit()?;
            done = to;
            tell((done - first) as u64, (last - first) as u64);
        }
        join::copies(db)?;
        join::sayings(db, registry, known, &mut self.near, tell)
    }
}

/// The number of the last article that was linked.
fn linked(db: &Connection) -> Result<i64, Fault> {
    let mut find =
        db.prepare_cached("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'linked'")?;
    Ok(find.query_row([], |row| row.get(0)).optional()?.unwrap_or(0))
}

fn set_linked(db: &Connection, article: i64) -> Result<(), Fault> {
    let mut set = db.prepare_cached("INSERT OR REPLACE INTO meta VALUES ('linked', ?1)")?;
    set.execute([article.to_string()])?;
    Ok(())
}
