//! Files that are no ledgers, may not be written, are damaged, or are being written by somebody else.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rawi_ledger::{Fault, Ledger, LedgerError};
use rusqlite::Connection;

use crate::corpus;
use crate::dump::{assert_same, dump, look};
use crate::home::{Ended, Home, Told, ended};

/// Articles of the corpus.
const PAGES: usize = 120;

fn refused(ledger: &Path) -> LedgerError {
    Ledger::open(ledger).expect_err("it does not open")
}

/// What a folder holds, by name.
fn names(home: &Home) -> Vec<String> {
    let files = fs::read_dir(home.folder()).expect("a folder");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Refused, and nothing is changed in it; who would write puts nothing beside it.
fn assert_left_alone(home: &Home, name: &str, words: &str) {
    let (bytes, beside) = (fs::read(home.at(name)).expect("a file"), names(home));
    home.run(name, &["corpus.jsonl"]).assert_refused(words);
    assert_eq!(beside, names(home), "{name}");
    assert!(Ledger::open(&home.at(name)).is_err(), "{name}");
    assert!(bytes == fs::read(home.at(name)).expect("a file"), "{name} was changed");
}

#[test]
fn what_is_no_ledger_is_left_as_it_is() {
    let home = Home::with_pages(3);
    for (name, bytes) in [("note.txt", "buy bread\n".repeat(90)), ("short.txt", "a".into())] {
        home.write(name, bytes);
        assert_left_alone(&home, name, "no ledger");
    }
    home.write("zeros", [0; 4096]);
    assert_left_alone(&home, "zeros", "no ledger");
    let other = Connection::open(home.at("other.db")).expect("a database");
    other.execute_batch("CREATE TABLE mine (a); INSERT INTO mine VALUES (7);").expect("a table");
    drop(other);
    assert_left_alone(&home, "other.db", "no ledger");
}

/// Another program's database with a log that it has still to move into the file.
#[test]
fn the_log_of_another_database_stays_where_it_is() {
    let home = Home::with_pages(3);
    let other = Connection::open(home.at("other.db")).expect("a database");
    other
        .execute_batch(
            "PRAGMA journal_mode = wal; CREATE TABLE mine (a); INSERT INTO mine VALUES (7);",
        )
        .expect("a table");
    // As if that program had been killed.
    for (from, to) in [("other.db", "left.db"), ("other.db-wal", "left.db-wal")] {
        fs::copy(home.at(from), home.at(to)).expect("a copy");
    }
    let read = || ["left.db", "left.db-wal"].map(|name| fs::read(home.at(name)).expect("a file"));
    let before = read();
    home.run("left.db", &["corpus.jsonl"]).assert_refused("no ledger");
    assert!(before == read(), "it was changed");
    let rows =
        look(&home.at("left.db")).query_row("SELECT a FROM mine", [], |row| row.get::<_, i64>(0));
    assert_eq!(rows.expect("a row"), 7);
}

#[test]
fn a_newer_ledger_is_refused() {
    let home = Home::with_pages(3);
    assert_eq!(home.run("newer.rawi", &["corpus.jsonl"]).code, Some(0));
    let db = Connection::open(home.at("newer.rawi")).expect("a ledger");
    db.pragma_update(None, "user_version", rawi_ledger::SCHEMA_VERSION + 7).expect("a version");
    drop(db);
    assert_left_alone(&home, "newer.rawi", "use a newer rawi");
    assert!(matches!(refused(&home.at("newer.rawi")).fault, Fault::Newer(..)));
}

#[test]
fn an_empty_file_becomes_a_ledger_but_is_none() {
    let home = Home::with_pages(3);
    let empty = home.write("empty.rawi", "");
    assert!(matches!(refused(&empty).fault, Fault::NotALedger));
    assert_eq!(home.run("empty.rawi", &["corpus.jsonl"]).code, Some(0));
    Ledger::open(&empty).expect("a ledger");
}

#[test]
fn folders_and_missing_folders_are_told() {
    let home = Home::with_pages(3);
    fs::create_dir(home.at("news")).expect("a folder");
    let beside = names(&home);
    home.run("news", &["corpus.jsonl"]).assert_refused("it is a folder; name a file in it");
    home.run("gone/news.rawi", &["corpus.jsonl"])
        .assert_refused("its folder is missing; make it first");
    assert_eq!(beside, names(&home));
    assert!(matches!(refused(&home.at("gone/news.rawi")).fault, Fault::Missing));
    assert!(refused(&home.at("news")).to_string().contains("it is a folder"));
}

/// A ledger in the folder that it is fed from is no page of it, nor is what stands beside it.
#[test]
fn a_ledger_is_not_read_into_itself() {
    let home = Home::new();
    fs::create_dir(home.at("pages")).expect("a folder");
    home.write("pages/a.jsonl", corpus::lines(3).join("\n"));
    for _ in 0..2 {
        let run = home.run("pages/it.rawi", &["pages"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    }
}

#[test]
fn a_ledger_that_was_cut_off_is_told_without_a_panic() {
    let home = Home::with_pages(PAGES);
    home.undisturbed();
    let whole = fs::read(home.at("undisturbed.rawi")).expect("a ledger");
    let pages = whole.len() / 16384;
    let lengths = [1, 17, 99, 100, 511, 512, 4096, 16383, 16384, 16385];
    let of_pages = [2, 5, pages / 4, pages / 2, pages - 1].map(|page| page * 16384);
    for length in lengths.into_iter().chain(of_pages) {
        home.write("cut.rawi", &whole[..length]);
        let run = home.run("cut.rawi", &["corpus.jsonl"]);
        run.assert_refused("");
        assert!(
            ["damaged", "no ledger", "malformed"].iter().any(|word| run.stderr.contains(word)),
            "{length} bytes: {}",
            run.stderr
        );
    }
}

/// A run that waits for the rest of its input.
fn waiting(home: &Home, first: &[String]) -> Child {
    let mut command = home.ingest("it.rawi", &["--from", "jsonl", "--jobs", "1", "-"]);
    let told = fs::File::create(home.at("told")).expect("a file");
    let mut run = command.stdin(Stdio::piped()).stdout(told).spawn().expect("rawi runs");
    feed(&mut run, first);
    let begun = Instant::now();
    while Told::read(&fs::read(home.at("told")).expect("a file")).batches == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is stored");
        std::thread::sleep(Duration::from_millis(20));
    }
    run
}

fn feed(run: &mut Child, lines: &[String]) {
    let input = run.stdin.as_mut().expect("an input");
    for line in lines {
        writeln!(input, "{line}").expect("it listens");
    }
    input.flush().expect("it listens");
}

#[test]
fn one_writes_and_others_ask() {
    let home = Home::with_pages(PAGES);
    let undisturbed = home.undisturbed();
    let lines = corpus::lines(PAGES);
    let mut first = waiting(&home, &lines[..PAGES / 2]);
    // A second writer hears at once that there is one.
    let begun = Instant::now();
    home.run("it.rawi", &["corpus.jsonl"]).assert_refused("another run is writing");
    assert!(begun.elapsed() < Duration::from_secs(5));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("it.rawi", home.at("link.rawi")).expect("a link");
        home.run("link.rawi", &["corpus.jsonl"]).assert_refused("another run is writing");
    }
    // Those who ask see whole articles, and more of them as time goes on.
    let asked = Ledger::open(&home.at("it.rawi")).expect("it opens beside a writer");
    let db = look(&home.at("it.rawi"));
    let count = || {
        db.query_row("SELECT max(article) FROM article", [], |row| row.get::<_, i64>(0))
            .expect("a count")
    };
    let before = count();
    assert!(before >= 20, "{before}");
    for article in 1..=before {
        assert!(!asked.line(article).expect("an article").text.is_empty());
    }
    feed(&mut first, &lines[PAGES / 2..]);
    drop(first.stdin.take());
    while first.try_wait().expect("a child").is_none() {
        let now = count();
        asked.line(now).expect("an article");
    }
    assert!(count() > before);
    drop((db, asked));
    assert!(first.wait().expect("a child").success());
    assert_same(&undisturbed, &dump(&home.at("it.rawi")), "beside others");
}

/// Root may write whatever the rights say, so that these run as somebody else then; where that cannot be, they say nothing.
#[cfg(unix)]
mod rights {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use super::*;

    /// Runs `rawi ingest` as somebody whom the rights of files bind; nothing where there is nobody.
    fn bound(home: &Home, ledger: &str) -> Option<Ended> {
        let mut command = home.ingest(ledger, &["corpus.jsonl"]);
        if fs::metadata(home.folder()).expect("a folder").uid() != 0 {
            return Some(ended(&mut command));
        }
        // The folder of the program may be closed to others.
        fs::copy(env!("CARGO_BIN_EXE_rawi"), home.at("rawi")).expect("a copy");
        let mut other = Command::new("setpriv");
        other
            .args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "--"])
            .arg(home.at("rawi"));
        other.args(command.get_args()).current_dir(home.folder()).stdin(Stdio::null());
        let works = Command::new("setpriv").args(["--reuid", "65534", "true"]).output();
        works.is_ok_and(|output| output.status.success()).then(|| ended(&mut other))
    }

    fn allow(home: &Home, name: &str, mode: u32) {
        fs::set_permissions(home.at(name), fs::Permissions::from_mode(mode)).expect("rights");
    }

    #[test]
    fn a_ledger_that_may_not_be_written_is_told() {
        let home = Home::with_pages(5);
        assert_eq!(home.run("it.rawi", &["corpus.jsonl", "--no-trace"]).code, Some(0));
        let before = fs::read(home.at("it.rawi")).expect("a ledger");
        for (file, lock, folder) in
            [(0o444, 0o666, 0o777), (0o444, 0o444, 0o555), (0o666, 0o666, 0o555)]
        {
            allow(&home, "it.rawi", file);
            allow(&home, "it.rawi-lock", lock);
            allow(&home, "", folder);
            let run = bound(&home, "it.rawi");
            allow(&home, "", 0o777);
            let Some(run) = run else { return };
            run.assert_refused(
                "the ledger may not be written; check the rights of the file and its folder",
            );
            assert!(before == fs::read(home.at("it.rawi")).expect("a ledger"));
        }
        // No room for a new one either.
        allow(&home, "", 0o555);
        let run = bound(&home, "new.rawi");
        allow(&home, "", 0o777);
        run.expect("it ran before").assert_refused("may not be written");
        assert!(!home.at("new.rawi").exists());
    }
}
