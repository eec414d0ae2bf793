//! The questions of `docs/ledger.md` have the answers that stand there.

use std::fs;
use std::path::{Path, PathBuf};

use rawi_actor::Registry;
use rawi_ledger::{Entry, Fingerprint, Source, Writer};
use rawi_page::{Body, Fields, Page};
use rawi_statement::With;
use rawi_statement::line::Line;
use rawi_trace::Reader;
use rusqlite::types::Value;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// A page of the example.
fn page(line: &str) -> Page {
    let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let field = |name: &str| record[name].as_str().map(str::to_owned);
    let fields = Fields {
        title: field("title"),
        date: field("date"),
        publisher: field("publisher"),
        credit: field("credit"),
        lang: field("lang"),
        ..Fields::default()
    };
    Page {
        id: field("id").expect("an id"),
        url: field("url"),
        fields,
        body: Body::Plain(field("text").expect("a text")),
        ..Page::default()
    }
}

fn entry(page: &Page) -> Entry {
    let registry = Registry::built_in();
    let mut article = rawi_page::read(page);
    let with = With { times: true, registry: Some(registry) };
    let record = rawi_statement::record(&mut article, with);
    let mut bytes = Vec::new();
    rawi_statement::contract::write_record(&article, &record, &mut bytes);
    let line = Line::read(&bytes).expect("a line of the contract");
    let source = page.url.as_deref().map(Source::url);
    Entry::new(Fingerprint::of(page), source, line, registry, &Reader::default())
}

/// The ledger of the example.
fn example(folder: &Path) -> rusqlite::Connection {
    let path = folder.join("example.rawi");
    let text = fs::read_to_string(docs().join("ledger-example.jsonl")).expect("the example");
    let entries: Vec<Entry> = text.lines().map(|line| entry(&page(line))).collect();
    let mut writer = Writer::open(&path, Registry::built_in()).expect("a new ledger");
    // As `rawi ingest --no-trace` does.
    writer.only_store();
    writer.store(entries).expect("stored");
    writer.close().expect("closed");
    let db = rusqlite::Connection::open(&path).expect("the file");
    let found = fs::read_to_string(docs().join("ledger-example.sql")).expect("what tracing finds");
    db.execute_batch(&found).expect("put in");
    db
}

/// The answer to a question, as the shell of SQLite lists it.
fn answer(db: &rusqlite::Connection, question: &str) -> String {
    let mut query = db.prepare(question).unwrap_or_else(|error| panic!("{error}: {question}"));
    let columns = query.column_count();
    let mut rows = query.query([]).expect("rows");
    let mut out = String::new();
    while let Some(row) = rows.next().expect("a row") {
        let cells = (0..columns).map(|at| match row.get::<_, Value>(at).expect("a cell") {
            Value::Null | Value::Blob(_) => String::new(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Text(text) => text,
        });
        out.push_str(&cells.collect::<Vec<_>>().join("|"));
        out.push('\n');
    }
    out
}

#[test]
fn the_questions_have_their_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = example(folder.path());
    let page = fs::read_to_string(docs().join("ledger.md")).expect("the page");
    let mut asked = 0;
    for part in page.split("```sql\n").skip(1) {
        let (question, rest) = part.split_once("```").expect("the end of a question");
        let (_, rest) = rest.split_once("```text\n").expect("an answer");
        let (told, _) = rest.split_once("```").expect("the end of an answer");
        assert_eq!(answer(&db, question), told, "{question}");
        asked += 1;
    }
    assert_eq!(asked, 13);
}

#[test]
fn the_full_text_is_asked_by_stems() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = example(folder.path());
    let page = fs::read_to_string(docs().join("ledger.md")).expect("the page");
    let (_, question) = page.rsplit_once("```text\n").expect("the last question");
    let (question, _) = question.split_once("```").expect("its end");
    let found = answer(&db, question);
    assert_eq!(found.lines().count(), 3, "{found}");
}

#[test]
fn every_table_and_column_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = example(folder.path());
    let page = fs::read_to_string(docs().join("ledger.md")).expect("the page");
    let columns = answer(
        &db,
        "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE '%\\_words%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'",
    );
    for line in columns.lines() {
        let (table, column) = line.split_once('|').expect("two cells");
        let is_written = column.starts_with("written_");
        for name in [table, column] {
            assert!(
                is_written || page.contains(&format!("`{name}`")),
                "{table}.{column} is not told"
            );
        }
    }
}
