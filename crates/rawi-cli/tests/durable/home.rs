//! A folder with a corpus and a ledger, and what is run on it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rusqlite::Connection;
use serde_json::Value;

use crate::{corpus, dump};

/// A folder that goes when the test ends.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// An empty one.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// One with a corpus of so many pages, `corpus.jsonl`.
    pub fn with_pages(count: usize) -> Self {
        let home = Self::new();
        home.write("corpus.jsonl", &(corpus::lines(count).join("\n") + "\n"));
        home
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What stands at `name` in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.at(name), bytes).expect("a file");
        self.at(name)
    }

    /// `rawi ingest` into `ledger`, not started yet; batches are small, so that there are many.
    pub fn ingest(&self, ledger: &str, inputs: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rawi"));
        command.arg("ingest").args(arguments(ledger, inputs)).current_dir(self.folder());
        command.env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
        command
    }

    /// Runs `rawi ingest` until it ends.
    pub fn run(&self, ledger: &str, inputs: &[&str]) -> Ended {
        ended(&mut self.ingest(ledger, inputs))
    }

    /// A ledger of the corpus from one run that nothing disturbed, and all that is in it.
    pub fn undisturbed(&self) -> String {
        let run = self.run("undisturbed.rawi", &["corpus.jsonl"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        dump::dump(&self.at("undisturbed.rawi"))
    }

    /// Checks a ledger as it lies there, log and all, on a copy: so the next run finds it as it was left. How many articles
    /// and statements are in it.
    pub fn check(&self, ledger: &str, when: &str) -> Held {
        let copy = self.at("copy");
        fs::create_dir_all(&copy).expect("a folder");
        for ending in ["", "-wal"] {
            let (from, to) =
                (self.at(&format!("{ledger}{ending}")), copy.join(format!("it{ending}")));
            match fs::copy(from, &to) {
                Ok(_) => {}
                Err(_) => drop(fs::remove_file(&to)),
            }
        }
        let _ = fs::remove_file(copy.join("it-shm"));
        if !copy.join("it").exists() {
            return Held::default();
        }
        let db = Connection::open(copy.join("it")).expect("the copy opens");
        let sound: String =
            db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
        assert_eq!(sound, "ok", "{when}");
        let made: i64 = db
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .expect("a schema");
        if made == 0 {
            return Held::default();
        }
        let mut find = db.prepare("SELECT handle FROM article ORDER BY article").expect("articles");
        let handles = find.query_map([], |row| row.get(0)).expect("articles");
        let handles = handles.map(|row| row.expect("an article")).collect();
        let sql = "SELECT (SELECT count(*) FROM statement), (SELECT count(*) FROM article a WHERE NOT EXISTS \
                   (SELECT 1 FROM block b WHERE b.article = a.article)), (SELECT count(*) FROM page)";
        let (statements, halves, pages): (u64, u64, usize) = db
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .expect("counts");
        assert_eq!(halves, 0, "{when}: articles without their blocks");
        Held { handles, statements, pages }
    }
}

/// What a run of these tests says after the command's name.
pub fn arguments<'a>(ledger: &'a str, inputs: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["--ledger", ledger, "--batch", "40", "-f", "json", "--quiet"];
    arguments.extend(inputs);
    arguments
}

/// What a ledger holds.
#[derive(Debug, Default)]
pub struct Held {
    /// The handles of its articles, in the order of storing.
    pub handles: Vec<String>,
    /// How many statements they have.
    pub statements: u64,
    /// How many pages are known.
    pub pages: usize,
}

/// What came of a run.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code; none when it was killed.
    pub code: Option<i32>,
    /// What it reported.
    pub told: Told,
    /// What it complained of.
    pub stderr: String,
}

impl Ended {
    /// Fails unless it ended with one line on standard error that holds `words`, and no panic.
    pub fn assert_refused(&self, words: &str) {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "{self:?}");
        assert!(self.stderr.starts_with("rawi: ") && self.stderr.contains(words), "{self:?}");
        assert!(!self.stderr.contains("internal error"), "{self:?}");
    }
}

/// Runs a command until it ends.
pub fn ended(command: &mut Command) -> Ended {
    let Output { status, stdout, stderr } = command.output().expect("rawi runs");
    let stderr = String::from_utf8(stderr).expect("UTF-8");
    Ended { code: status.code(), told: Told::read(&stdout), stderr }
}

/// What a run reported as safe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Articles in all its batches.
    pub articles: u64,
    /// Statements in all its batches.
    pub statements: u64,
    /// How many batches.
    pub batches: usize,
}

impl Told {
    /// What the whole lines among `bytes` say.
    pub fn read(bytes: &[u8]) -> Self {
        let mut told = Self::default();
        let whole =
            bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"));
        for line in whole {
            let line: Value = serde_json::from_slice(line).expect("a line of JSON");
            let number =
                |name: &str| line[name].as_u64().unwrap_or_else(|| panic!("{name} in {line}"));
            (told.articles, told.statements) = (number("articles"), number("statements"));
            told.batches += usize::from(line.get("stored").is_some());
        }
        told
    }
}

/// An environment variable's number, or what stands for it.
pub fn number_of(name: &(impl AsRef<OsStr> + ?Sized), otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
}
