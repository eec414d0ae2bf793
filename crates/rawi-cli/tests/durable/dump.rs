//! All that a ledger holds, as lines that can be compared.

use std::collections::HashMap;
use std::path::Path;

use rawi_text::{Stems, tokenize};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use crate::corpus;

/// A connection that changes nothing.
pub fn look(ledger: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(ledger, flags).expect("the ledger opens")
}

/// Every row of every table with all its cells, in order, and the answers of the full-text tables.
///
/// An actor's number is no more than the order in which they came, and tracing adds some at the end of every run: the actor's
/// id stands for it. SQLite's own tables of statistics and the inner tables of the full text are left out: they tell how the
/// file came to be.
pub fn dump(ledger: &Path) -> String {
    let db = look(ledger);
    let actors = actors(&db);
    let mut out = Vec::new();
    for (name, sql) in tables(&db) {
        let first = out.len();
        if sql.starts_with("CREATE VIRTUAL") {
            answers(&db, &name, &mut out);
        } else {
            rows(&db, &name, &actors, &mut out);
        }
        out[first..].sort_unstable();
    }
    out.join("\n")
}

fn actors(db: &Connection) -> HashMap<i64, String> {
    let mut find = db.prepare("SELECT actor, id FROM actor").expect("a table");
    let found = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("a table");
    found.map(|row| row.expect("an actor")).collect()
}

fn tables(db: &Connection) -> Vec<(String, String)> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut find = db.prepare(sql).expect("a schema");
    let found = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("a schema");
    let mut found: Vec<(String, String)> = found.map(|row| row.expect("a table")).collect();
    let full_text: Vec<String> = found
        .iter()
        .filter(|(_, sql)| sql.starts_with("CREATE VIRTUAL"))
        .map(|(name, _)| format!("{name}_"))
        .collect();
    found.retain(|(name, _)| !full_text.iter().any(|inner| name.starts_with(inner)));
    found
}

fn rows(db: &Connection, table: &str, actors: &HashMap<i64, String>, out: &mut Vec<String>) {
    let mut find = db.prepare(&format!("SELECT * FROM {table}")).expect("a table");
    let columns = find.column_names().map(str::to_owned).collect::<Vec<_>>();
    let mut rows = find.query([]).expect("a table");
    while let Some(row) = rows.next().expect("a row") {
        let cells =
            columns.iter().enumerate().map(|(i, column)| match row.get_ref(i).expect("a cell") {
                ValueRef::Integer(number) if column == "actor" || column.ends_with("_actor") => {
                    actors.get(&number).expect("an actor that there is").clone()
                }
                ValueRef::Null => "-".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => format!("{number:?}"),
                ValueRef::Text(text) => format!("{:?}", String::from_utf8_lossy(text)),
                ValueRef::Blob(bytes) => format!("{bytes:02x?}"),
            });
        out.push(format!("{table}\t{}", cells.collect::<Vec<_>>().join("\t")));
    }
}

/// Where each word of the corpus is found.
fn answers(db: &Connection, table: &str, out: &mut Vec<String>) {
    let stems = Stems::default();
    let sql = format!("SELECT rowid FROM {table} WHERE {table} MATCH ?1 ORDER BY rowid");
    let mut find = db.prepare(&sql).expect("a table");
    for word in corpus::vocabulary() {
        let mut stem = String::new();
        stems.stem_into(tokenize(word).form(0), &mut stem);
        if stem.is_empty() {
            continue;
        }
        let found = find.query_map([format!("\"{stem}\"")], |row| row.get::<_, i64>(0));
        let found: Vec<i64> = found.expect("a question").map(|row| row.expect("a row")).collect();
        out.push(format!("{table} {word}: {found:?}"));
    }
}

/// Fails with the first lines that differ.
pub fn assert_same(wanted: &str, found: &str, when: &str) {
    if wanted == found {
        return;
    }
    let (mut wanted, mut found) = (wanted.lines(), found.lines());
    for number in 1.. {
        let (wanted, found) = (wanted.next(), found.next());
        assert_eq!(wanted, found, "{when}: the ledgers differ in line {number} of their dump");
    }
}
