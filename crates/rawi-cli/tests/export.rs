//! `rawi export`, as it is run.
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn rawi(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rawi"));
    command.args(args).stdin(Stdio::null()).output().expect("rawi runs")
}

fn good(args: &[&str]) -> Vec<u8> {
    let output = rawi(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The one line that says why `args` failed, with the exit code.
fn bad(args: &[&str]) -> (Option<i32>, String) {
    let output = rawi(args);
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(told.lines().count(), 1, "{told}");
    (output.status.code(), told)
}

/// A ledger of `input` in `folder`.
fn ledger(folder: &Path, input: &Path) -> String {
    let path = folder.join("test.rawi").display().to_string();
    good(&["ingest", "--no-trace", "-q", "-l", &path, &input.display().to_string()]);
    path
}

fn sample() -> PathBuf {
    root().join("samples/articles.jsonl")
}

#[test]
fn read_and_export_write_the_same_lines() {
    let samples = ["articles.jsonl", "damaged-page.txt", "gold.jsonl", "meeting.txt", "page.html"];
    for name in samples {
        let folder = tempfile::tempdir().expect("a folder");
        let input = root().join("samples").join(name);
        let ledger = ledger(folder.path(), &input);
        let read = good(&["read", "-q", "-f", "json", &input.display().to_string()]);
        let exported = good(&["export", "-l", &ledger, "-f", "jsonl", "--versions", "all"]);
        assert!(read == exported, "{name} comes out otherwise than it was read");
    }
}

#[test]
fn read_and_export_write_the_same_lines_of_the_shared_corpora() {
    for name in ["ant.jsonl.gz", "saudi-2015-07.jsonl.gz"] {
        let corpus = root().join("../shared/data/corpus").join(name);
        let Ok(file) = fs::File::open(&corpus) else {
            eprintln!("skipped: {} is not there", corpus.display());
            continue;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let input = folder.path().join("first.jsonl");
        let mut first = fs::File::create(&input).expect("a file");
        for line in BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines().take(300) {
            writeln!(first, "{}", line.expect("a line")).expect("written");
        }
        let ledger = ledger(folder.path(), &input);
        let read = good(&["read", "-q", "-f", "json", &input.display().to_string()]);
        let exported = good(&["export", "-l", &ledger, "-f", "jsonl", "--versions", "all"]);
        // A page that comes twice is stored once: its first line stays, the others are missing.
        let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
            bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
        };
        let (read, exported) = (lines(&read), lines(&exported));
        assert!(exported.len() >= 280, "{name}: only {} articles came out", exported.len());
        let stored: std::collections::HashSet<&[u8]> = exported.iter().map(Vec::as_slice).collect();
        let kept: Vec<&Vec<u8>> =
            read.iter().filter(|line| stored.contains(line.as_slice())).collect();
        assert!(
            kept == exported.iter().collect::<Vec<_>>(),
            "{name} comes out otherwise than it was read"
        );
    }
}

#[test]
fn a_folder_takes_every_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = ledger(folder.path(), &sample());
    for format in ["csv", "parquet", "jsonl"] {
        let tables = folder.path().join(format);
        let target = format!("{}/", tables.display());
        good(&["export", "-l", &ledger, "-f", format, "-o", &target]);
        let mut names: Vec<String> = fs::read_dir(&tables)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        let whats =
            ["actors", "articles", "chains", "conflicts", "copies", "sayings", "statements"];
        assert_eq!(names, whats.map(|what| format!("{what}.{format}")));
    }
}

#[test]
fn documents_are_one_file_an_article() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = ledger(folder.path(), &sample());
    let target = folder.path().join("documents");
    good(&["export", "-l", &ledger, "-f", "jsonld", "-o", &format!("{}/", target.display())]);
    let stream = good(&["export", "-l", &ledger, "-f", "jsonld"]);
    let first = stream.split_inclusive(|byte| *byte == b'\n').next().expect("a document");
    assert!(fs::read(target.join("dam.jsonld")).expect("the document") == first);
}

#[test]
fn a_file_is_whole_or_not_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = ledger(folder.path(), &sample());
    let target = folder.path().join("said.csv").display().to_string();
    good(&["export", "-l", &ledger, "-f", "csv", "-o", &target]);
    let written = fs::read_to_string(&target).expect("the file");
    assert!(written.starts_with("handle,article,url,"), "{written}");
    let missing = folder.path().join("none.rawi").display().to_string();
    let other = folder.path().join("other.csv");
    let (code, told) =
        bad(&["export", "-l", &missing, "-f", "csv", "-o", &other.display().to_string()]);
    assert_eq!(code, Some(1));
    assert!(told.contains("there is no such ledger"), "{told}");
    assert!(!other.exists());
}

#[test]
fn wrong_usage_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = ledger(folder.path(), &sample());
    let (code, told) = bad(&["export", "-l", &ledger, "-f", "jsonld", "--what", "actors"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("leave --what out"), "{told}");
    let (code, told) =
        bad(&["export", "-l", &ledger, "-f", "csv", "--what", "actors", "--what", "chains"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("--out DIR/"), "{told}");
    let (code, told) = bad(&["export", "-l", &ledger, "-f", "jsonl", "-o", &ledger]);
    assert_eq!(code, Some(1));
    assert!(told.contains("it is the ledger itself"), "{told}");
    good(&["export", "-l", &ledger, "-f", "jsonl"]);
}
