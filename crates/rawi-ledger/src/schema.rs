//! The tables of a ledger, and how an older file comes to have them.

use rusqlite::Connection;

use crate::error::Fault;

/// `PRAGMA application_id` of a ledger: "Rawi".
const APPLICATION: i64 = 0x5261_7769;

/// What each version adds to the one before it, in order; the first makes an empty file a ledger.
const STEPS: [&str; 1] = [include_str!("../schema/1.sql")];

/// The version of the schema that this crate writes.
pub const VERSION: i64 = STEPS.len() as i64;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It holds nothing yet.
    Empty,
    /// It is a ledger of this version of the schema.
    Version(i64),
}

/// What the file behind `db` is.
pub(crate) fn state(db: &Connection) -> Result<State, Fault> {
    let number = |sql| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let version = number("PRAGMA user_version")?;
    let application = number("PRAGMA application_id")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    match (application, version, tables) {
        (APPLICATION, version, _) if version > VERSION => Err(Fault::Newer(version, VERSION)),
        (APPLICATION, version, _) if version > 0 => Ok(State::Version(version)),
        (0, 0, 0) => Ok(State::Empty),
        _ => Err(Fault::NotALedger),
    }
}

/// Brings a file to the newest version, in one transaction a step.
pub(crate) fn migrate(db: &mut Connection) -> Result<(), Fault> {
    migrate_by(db, &STEPS)
}

fn migrate_by(db: &mut Connection, steps: &[&str]) -> Result<(), Fault> {
    loop {
        let step = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Asked inside of the transaction: another run may just have done it.
        let done = match state(&step)? {
            State::Empty => 0,
            State::Version(version) => version as usize,
        };
        let Some(sql) = steps.get(done) else { return Ok(()) };
        step.execute_batch(sql)?;
        step.pragma_update(None, "application_id", APPLICATION)?;
        step.pragma_update(None, "user_version", done as i64 + 1)?;
        step.commit()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_becomes_a_ledger_once() {
        let mut db = Connection::open_in_memory().unwrap();
        assert_eq!(state(&db).unwrap(), State::Empty);
        migrate(&mut db).unwrap();
        assert_eq!(state(&db).unwrap(), State::Version(VERSION));
        migrate(&mut db).unwrap();
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before_it() {
        let mut db = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE one (a);", "CREATE TABLE two (a); CREATE TABLE one (b);"];
        assert!(migrate_by(&mut db, &steps).is_err());
        let tables: Vec<String> = db
            .prepare("SELECT name FROM sqlite_schema")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(tables, ["one"]);
        assert_eq!(state(&db).unwrap(), State::Version(1));
    }

    #[test]
    fn other_files_and_newer_ones_are_refused() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE mine (a);").unwrap();
        assert!(matches!(state(&db), Err(Fault::NotALedger)));
        let db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "application_id", APPLICATION).unwrap();
        db.pragma_update(None, "user_version", VERSION + 1).unwrap();
        assert!(matches!(state(&db), Err(Fault::Newer(..))));
    }
}
