//! What is taken out of a small ledger of made-up articles; what tracing would find is filled in by hand.

use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use rawi_actor::Registry;
use rawi_ledger::{Entry, Fingerprint, Ledger, Source, Versions, What, Writer};
use rawi_page::{Body, Fields, Page};
use rawi_statement::With;
use rawi_statement::line::Line;
use rawi_trace::Reader;
use serde_json::Value;

const BRIDGE: &str = "افتتاح جسر الصنوبر\nقال وزير النقل سالم الراوي إن الجسر \"مفتوح للجميع\". \
                      وأضاف أن العبور مجاني.\nونفى رئيس البلدية كرم الطحان أن يكون العمل قد تأخر.";
const AGAIN: &str = "الراوي: الجسر للجميع\nقال وزير النقل سالم الراوي إن الجسر \"مفتوح للجميع\".";
const LATER: &str =
    "افتتاح جسر الصنوبر اليوم\nقال وزير النقل سالم الراوي إن الجسر \"مغلق حتى الغد\".";

fn page(id: &str, url: Option<&str>, text: &str) -> Page {
    let fields = Fields {
        date: Some("2031-05-04".into()),
        publisher: Some("=صحيفة السنديان".into()),
        ..Fields::default()
    };
    Page {
        id: id.into(),
        url: url.map(Into::into),
        fields,
        body: Body::Plain(text.into()),
        ..Page::default()
    }
}

/// The page as it is stored, and the line of it.
fn entry(page: &Page) -> (Entry, Vec<u8>) {
    let registry = Registry::built_in();
    let mut article = rawi_page::read(page);
    let record =
        rawi_statement::record(&mut article, With { times: true, registry: Some(registry) });
    let mut bytes = Vec::new();
    rawi_statement::contract::write_record(&article, &record, &mut bytes);
    let line = Line::read(&bytes).expect("a line of the contract");
    let source = page.url.as_deref().map(Source::url);
    let entry = Entry::new(Fingerprint::of(page), source, line, registry, &Reader::default());
    (entry, bytes)
}

fn pages() -> [Page; 3] {
    [
        page("bridge", Some("https://sindyan.example/جسر"), BRIDGE),
        page("again", None, AGAIN),
        page("bridge", Some("https://sindyan.example/جسر"), LATER),
    ]
}

/// A ledger of `pages`; the first is an older version of the last.
fn ledger(folder: &Path) -> Ledger {
    let path = folder.join("small.rawi");
    let mut writer = Writer::open(&path, Registry::built_in()).expect("a new ledger");
    let entries: Vec<Entry> = pages().iter().map(|page| entry(page).0).collect();
    writer.store(entries).expect("stored");
    writer.close().expect("closed");
    Ledger::open(&path).expect("a ledger")
}

/// The same, with what tracing might find: a saying of two reports that disagree.
fn traced(folder: &Path) -> Ledger {
    let path = folder.join("small.rawi");
    drop(ledger(folder));
    let db = rusqlite::Connection::open(&path).expect("the file");
    db.execute_batch(
        "CREATE TEMP TABLE said AS SELECT min(CASE WHEN article = 2 THEN statement END) AS one,
                min(CASE WHEN article = 3 THEN statement END) AS other FROM statement;
         INSERT INTO saying SELECT one, 2, 2, 1, one, '2031-05-04', 'سالم الراوي', NULL, 1 FROM said;
         INSERT INTO variant SELECT one, one FROM said UNION ALL SELECT other, one FROM said;
         INSERT INTO conflict SELECT one, 0, 'negation', 'high', 'مفتوح', 'مغلق' FROM said;
         INSERT INTO conflict_side SELECT one, 0, 1, one FROM said
          UNION ALL SELECT one, 0, 2, other FROM said;
         INSERT INTO chain SELECT one, 0, 'speaker', 'سالم الراوي', NULL, 'named' FROM said
          UNION ALL SELECT one, 1, 'publisher', 'صحيفة', NULL, 'page' FROM said;
         INSERT INTO copy VALUES (2, 2, 2, 'time', 1.0, 0.0, 0, 0), (3, 2, 2, 'time', 0.5, 0.25, 1, 0);",
    )
    .expect("filled by hand");
    drop(db);
    Ledger::open(&path).expect("a ledger")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn jsonl(ledger: &Ledger, what: What, versions: Versions) -> Vec<u8> {
    let mut out = Vec::new();
    ledger.export(versions).expect("a moment").jsonl(what, &mut out).expect("written");
    out
}

fn objects(ledger: &Ledger, what: What) -> Vec<Value> {
    let bytes = jsonl(ledger, what, Versions::Latest);
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).expect("JSON")).collect()
}

fn table(ledger: &Ledger, what: What, versions: Versions) -> Vec<csv::StringRecord> {
    let mut out = Vec::new();
    ledger.export(versions).expect("a moment").csv(what, &mut out).expect("written");
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_slice());
    rows.records().map(|row| row.expect("as many cells as columns")).collect()
}

/// The cell under `name` in each row.
fn cells<'r>(rows: &'r [csv::StringRecord], name: &str) -> Vec<&'r str> {
    let at = rows[0].iter().position(|column| column == name).expect("a column");
    rows[1..].iter().map(|row| &row[at]).collect()
}

#[test]
fn articles_come_out_as_they_were_read() {
    let folder = folder();
    let ledger = ledger(folder.path());
    let [first, second, third] = pages().map(|page| entry(&page).1);
    let all = jsonl(&ledger, What::Articles, Versions::All);
    assert!(all == [first, second.clone(), third.clone()].concat());
    assert!(jsonl(&ledger, What::Articles, Versions::Latest) == [second, third].concat());
}

#[test]
fn a_statement_tells_where_it_stands() {
    let folder = folder();
    let found = objects(&traced(folder.path()), What::Statements);
    assert_eq!(found[0]["handle"], "again#s1");
    assert_eq!(found[0]["day"], "2031-05-04");
    assert_eq!(found[0]["speaker"]["name"], "سالم الراوي");
    assert_eq!(found[0]["saying"], "again#s1");
    let last = found.last().expect("a statement");
    assert_eq!(
        last["handle"],
        format!("bridge~2#s{}", found.iter().filter(|said| said["article"] == "bridge~2").count())
    );
}

#[test]
fn sayings_have_their_variants_chains_and_conflicts_inside() {
    let folder = folder();
    let ledger = traced(folder.path());
    let found = objects(&ledger, What::Sayings);
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["id"], &found[0]["reports"]), (&"again#s1".into(), &2.into()));
    assert_eq!(found[0]["variants"][0]["chain"][1]["role"], "publisher");
    assert_eq!(found[0]["variants"][1]["statement"], "bridge~2#s1");
    assert_eq!(found[0]["conflicts"][0]["other"]["statements"][0], "bridge~2#s1");
    let conflicts = objects(&ledger, What::Conflicts);
    assert_eq!(conflicts[0], found[0]["conflicts"][0]);
    let chains = objects(&ledger, What::Chains);
    assert_eq!(chains[0]["steps"], found[0]["variants"][0]["chain"]);
    let copies = objects(&ledger, What::Copies);
    assert_eq!((&copies[0]["origin"], &copies[0]["basis"]), (&"again".into(), &"time".into()));
    assert_eq!(copies[0]["members"][0]["is_origin"], true);
    assert_eq!(copies[0]["members"][1]["is_origin"], false);
    assert_eq!(copies[0]["members"][1]["retitled"], true);
}

#[test]
fn tables_have_a_row_a_thing_and_nothing_that_runs() {
    let folder = folder();
    let ledger = traced(folder.path());
    let statements = table(&ledger, What::Statements, Versions::Latest);
    assert_eq!(statements.len() - 1, objects(&ledger, What::Statements).len());
    assert_eq!(cells(&statements, "publisher")[0], "'=صحيفة السنديان");
    assert_eq!(cells(&statements, "saying")[0], "again#s1");
    assert_eq!(
        cells(&table(&ledger, What::Articles, Versions::All), "latest"),
        ["false", "true", "true"]
    );
    assert_eq!(
        cells(&table(&ledger, What::Articles, Versions::Latest), "handle"),
        ["again", "bridge~2"]
    );
    let variants = table(&ledger, What::Sayings, Versions::Latest);
    assert_eq!(cells(&variants, "is_earliest"), ["true", "false"]);
    let copies = table(&ledger, What::Copies, Versions::Latest);
    assert_eq!(cells(&copies, "kept"), ["1", "0.5"]);
    assert_eq!(cells(&copies, "is_origin"), ["true", "false"]);
    let conflicts = table(&ledger, What::Conflicts, Versions::Latest);
    assert_eq!(cells(&conflicts, "other_statements"), ["bridge~2#s1"]);
    assert_eq!(cells(&table(&ledger, What::Chains, Versions::Latest), "step"), ["0", "1"]);
}

#[test]
fn parquet_holds_the_same_rows_as_csv() {
    let folder = folder();
    let ledger = traced(folder.path());
    for what in What::ALL {
        for versions in [Versions::Latest, Versions::All] {
            let path = folder.path().join("table.parquet");
            let mut out = std::fs::File::create(&path).expect("a file");
            ledger.export(versions).expect("a moment").parquet(what, &mut out).expect("written");
            let file = std::fs::File::open(&path).expect("the file");
            let file = SerializedFileReader::new(file).expect("a Parquet file");
            let rows = table(&ledger, what, versions);
            let schema = file.metadata().file_metadata().schema();
            let names: Vec<&str> = schema.get_fields().iter().map(|field| field.name()).collect();
            assert_eq!(names, rows[0].iter().collect::<Vec<_>>(), "{}", what.name());
            assert_eq!(file.metadata().file_metadata().num_rows() as usize, rows.len() - 1);
            for row in file.get_row_iter(None).expect("rows") {
                row.expect("a row");
            }
        }
    }
}

#[test]
fn two_exports_are_equal() {
    let (one, other) = (folder(), folder());
    let ledgers = [traced(one.path()), traced(other.path())];
    for what in What::ALL {
        let [one, other] = ledgers.each_ref().map(|ledger| jsonl(ledger, what, Versions::All));
        assert!(one == other, "{}", what.name());
        let [one, other] = ledgers.each_ref().map(|ledger| {
            let mut out = Vec::new();
            ledger
                .export(Versions::All)
                .expect("a moment")
                .parquet(what, &mut out)
                .expect("written");
            out
        });
        assert!(one == other, "{}", what.name());
    }
}

#[test]
fn documents_hold_every_statement_and_its_words() {
    let folder = folder();
    let ledger = ledger(folder.path());
    let mut handles = Vec::new();
    let export = ledger.export(Versions::All).expect("a moment");
    export
        .jsonld(&mut |handle, bytes| {
            let document: Value = serde_json::from_slice(bytes).expect("JSON");
            let graph = document["@graph"].as_array().expect("nodes");
            let text = graph[0]["text"].as_str().expect("a text");
            for annotation in &graph[1..] {
                for target in annotation["target"].as_array().expect("targets") {
                    let [quote, place] = [0, 1].map(|at| &target["selector"][at]);
                    let [start, end] = ["start", "end"]
                        .map(|name| place[name].as_u64().expect("a number") as usize);
                    let words: String = text.chars().skip(start).take(end - start).collect();
                    assert_eq!(quote["exact"], words.as_str());
                }
            }
            assert_eq!(graph[0]["hasPart"].as_array().map_or(0, Vec::len), graph.len() - 1);
            handles.push(handle.to_owned());
            Ok(())
        })
        .expect("written");
    assert_eq!(handles, ["bridge", "again", "bridge~2"]);
}

#[test]
fn an_output_that_fails_is_told_apart_from_a_ledger_that_does() {
    let folder = folder();
    let ledger = ledger(folder.path());
    let export = ledger.export(Versions::Latest).expect("a moment");
    let failed = export.jsonld(&mut |_, _| Err(std::io::ErrorKind::BrokenPipe.into()));
    assert!(
        matches!(failed, Err(rawi_ledger::ExportError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe)
    );
}
