//! Whatever an article says, it can be stored and comes back as it was; whatever a file holds, it is answered without a
//! panic.

use std::cell::RefCell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rawi_actor::Registry;
use rawi_ledger::ask::{ConflictsQuestion, CopiesQuestion, SayingsQuestion};
use rawi_ledger::{Entry, Fingerprint, Ledger, Source, Writer};
use rawi_page::{Body, Fields, Page};
use rawi_statement::With;
use rawi_statement::line::Line;
use rawi_trace::Reader;
use rusqlite::{Connection, OpenFlags};

fn entry(page: &Page) -> Entry {
    let registry = Registry::built_in();
    let mut article = rawi_page::read(page);
    let record =
        rawi_statement::record(&mut article, With { times: true, registry: Some(registry) });
    let mut bytes = Vec::new();
    rawi_statement::contract::write_record(&article, &record, &mut bytes);
    let line = Line::read(&bytes).expect("what the contract writes can be read");
    let source = page.url.as_deref().map(Source::url);
    Entry::new(Fingerprint::of(page), source, line, registry, &Reader::default())
}

fn page(url: &str, title: Option<String>, text: &str) -> Page {
    let fields = Fields { title, date: Some("2029-04-11".into()), ..Fields::default() };
    let body = Body::Plain(text.into());
    Page { id: url.into(), url: Some(url.into()), fields, body, ..Page::default() }
}

/// Pieces of news, of which texts are made that hold statements, and anything else between them.
fn texts() -> impl Strategy<Value = String> {
    let news = proptest::sample::select(vec![
        "قال رئيس البلدية سالم الدرويشاني إن المجلس سيصلح الجسر يوم الثلاثاء.",
        "وأضافت: «لن نبيع الميناء».",
        "Mayor Dalia Marwick said that the council would close the port in April.",
        "\"We counted 900 lamps\", she added.",
        "\n",
        "\u{0}",
        "\u{202e}",
        "????",
        "https://one.example/a",
        "@quay #harbour",
    ]);
    let anything = prop_oneof![
        3 => news.prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "[\u{1}-\u{20}\u{600}-\u{6ff}\u{fe70}-\u{fefc}\"«»“”:.,،؛]{0,40}",
    ];
    proptest::collection::vec(anything, 0..8).prop_map(|pieces| pieces.join(" "))
}

#[test]
fn any_text_is_stored_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("any.rawi");
    let writer = RefCell::new(Writer::open(&path, Registry::built_in()).unwrap());
    let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    // Few addresses, so that there are versions.
    let pages = (0..9u8, proptest::option::of(any::<String>()), texts());
    let config = Config { failure_persistence: None, ..Config::with_cases(256) };
    let outcome = TestRunner::new(config).run(&pages, |(address, title, text)| {
        let entry = entry(&page(&format!("https://one.example/{address}"), title, &text));
        let stored = writer.borrow_mut().store(vec![entry.clone()]).unwrap();
        prop_assert_eq!(stored.articles + stored.known, 1);
        if stored.articles == 1 {
            let sql = "SELECT max(article) FROM article";
            let newest: i64 = db.query_row(sql, [], |row| row.get(0)).unwrap();
            prop_assert_eq!(&writer.borrow().ledger().line(newest).unwrap(), &entry.line);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    writer.borrow_mut().trace(&mut |_, _| ()).unwrap();
    let sound: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

/// A small ledger in `path`, closed.
fn make(path: &Path) {
    let mut writer = Writer::open(path, Registry::built_in()).unwrap();
    let entries: Vec<Entry> = (0..40).map(|number| entry(&numbered(number, 1))).collect();
    writer.store(entries).unwrap();
    writer.trace(&mut |_, _| ()).unwrap();
    writer.close().unwrap();
}

fn numbered(number: u32, version: u32) -> Page {
    let text = format!(
        "قال رئيس البلدية سالم الدرويشاني إن المجلس سيصلح {number} جسرا يوم الثلاثاء.\n\
         Mayor Dalia Marwick said that the council would close {version} ports of {number} in April."
    );
    let title = format!("Council counts {number} bridges");
    page(&format!("https://one.example/{number}"), Some(title), &text)
}

/// Numbers that look random (SplitMix64).
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) as usize
}

/// Changes a few bytes, mostly such as hold something: the most of a small ledger is empty.
fn damage(bytes: &mut [u8], seed: u64) {
    let mut state = seed;
    for _ in 0..1 + next(&mut state) % 12 {
        let mut at = next(&mut state) % bytes.len();
        if !next(&mut state).is_multiple_of(8) {
            at = (at..bytes.len()).find(|at| bytes[*at] != 0).unwrap_or(at);
        }
        bytes[at] ^= (1 + next(&mut state) % 255) as u8;
    }
}

/// Asks all that can be asked and writes; every answer will do, but it has to come. How often it was refused.
fn use_all(path: &Path, entries: &[Entry]) -> usize {
    let mut refused = Vec::new();
    match Ledger::open(path) {
        Ok(ledger) => {
            refused.extend((1..=40).filter_map(|article| ledger.line(article).err()));
            let asked = entries.iter().map(|entry| ledger.has_page(&entry.fingerprint));
            refused.extend(asked.filter_map(Result::err));
            refused.extend(ledger.sayings(&SayingsQuestion::default()).err());
            refused.extend(ledger.conflicts(&ConflictsQuestion::default()).err());
            refused.extend(ledger.clusters(&CopiesQuestion::default()).err());
            refused.extend((1..=9).filter_map(|statement| ledger.saying(statement).err()));
            refused.extend((1..=9).filter_map(|article| ledger.copies_of(article).err()));
            let registry = Registry::built_in();
            refused
                .extend((1..=9).filter_map(|statement| ledger.passage(statement, registry).err()));
        }
        Err(error) => refused.push(error),
    }
    match Writer::open(path, Registry::built_in()) {
        Ok(mut writer) => {
            refused.extend(writer.store(entries.to_vec()).err());
            refused.extend(writer.trace(&mut |_, _| ()).err());
            refused.extend(writer.close().err());
        }
        Err(error) => refused.push(error),
    }
    refused.len()
}

#[test]
fn a_damaged_ledger_is_answered_or_refused() {
    const CASES: u64 = 200;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it.rawi");
    make(&path);
    let whole = fs::read(&path).unwrap();
    let entries: Vec<Entry> = (30..50).map(|number| entry(&numbered(number, 2))).collect();
    let mut noticed = 0;
    for seed in 0..CASES {
        let mut bytes = whole.clone();
        damage(&mut bytes, seed);
        let path = folder.path().join(format!("{seed}.rawi"));
        fs::write(&path, bytes).unwrap();
        let (done, outcome) = mpsc::channel();
        let (file, entries) = (path.clone(), entries.clone());
        thread::spawn(move || {
            let used = catch_unwind(AssertUnwindSafe(|| use_all(&file, &entries)));
            let _ = done.send(used.map_err(|_| "panics"));
        });
        let used = outcome.recv_timeout(Duration::from_secs(120)).unwrap_or(Err("hangs"));
        noticed += usize::from(used.unwrap_or_else(|how| panic!("seed {seed} {how}")) > 0);
        for ending in ["", "-lock", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", path.display()));
        }
    }
    assert!(noticed > CASES as usize / 10, "only {noticed} were noticed: is anything damaged?");
}

/// Root may write whatever the rights say, so that as root there is nothing to see here.
#[cfg(unix)]
#[test]
fn a_ledger_in_a_folder_that_may_not_be_written_can_be_asked() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it.rawi");
    make(&path);
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&path, 0o444);
    allow(folder.path(), 0o555);
    let found = Ledger::open(&path).map(|ledger| ledger.line(1).unwrap().text);
    allow(folder.path(), 0o755);
    assert!(found.unwrap().contains("Dalia Marwick"));
}
