//! All that a ledger holds, as lines that can be compared.

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

/// Every row of every table with all its cells, in the order of the cells, and the answers of the full-text tables.
///
/// SQLite's own tables of statistics and the inner tables of the full text are left out: they tell how it came to be.
pub fn dump(ledger: &Path) -> String {
    let db = look(ledger);
    let mut out = String::new();
    for (name, sql) in tables(&db) {
        if sql.starts_with("CREATE VIRTUAL") {
            answers(&db, &name, &mut out);
        } else {
            rows(&db, &name, &mut out);
        }
    }
    out
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

fn rows(db: &Connection, table: &str, out: &mut String) {
    let columns = db.prepare(&format!("SELECT * FROM {table}")).expect("a table").column_count();
    let order: Vec<String> = (1..=columns).map(|column| column.to_string()).collect();
    let sql = format!("SELECT * FROM {table} ORDER BY {}", order.join(", "));
    let mut find = db.prepare(&sql).expect("a table");
    let mut rows = find.query([]).expect("a table");
    while let Some(row) = rows.next().expect("a row") {
        out.push_str(table);
        for column in 0..columns {
            out.push('\t');
            match row.get_ref(column).expect("a cell") {
                ValueRef::Null => out.push('-'),
                ValueRef::Integer(number) => out.push_str(&number.to_string()),
                ValueRef::Real(number) => out.push_str(&format!("{number:?}")),
                ValueRef::Text(text) => {
                    out.push_str(&format!("{:?}", String::from_utf8_lossy(text)))
                }
                ValueRef::Blob(bytes) => out.push_str(&format!("{bytes:02x?}")),
            }
        }
        out.push('\n');
    }
}

/// Where each word of the corpus is found.
fn answers(db: &Connection, table: &str, out: &mut String) {
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
        out.push_str(&format!("{table} {word}: {found:?}\n"));
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
