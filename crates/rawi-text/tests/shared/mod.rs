//! The shared data, which stands beside the workspace on some machines only.
#![allow(dead_code, clippy::print_stderr, reason = "each test uses a part of it")]

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;

/// The path of a shared file; where it is absent, says so and gives `None`.
pub fn path(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// The records of a gzipped JSON-lines file; none where it is absent.
pub fn records(name: &str) -> Vec<Value> {
    let Some(path) = path(name) else { return Vec::new() };
    let lines = BufReader::new(GzDecoder::new(File::open(path).unwrap())).lines();
    lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
}

/// The articles of both corpora: identifier and text.
pub fn articles() -> Vec<(String, String)> {
    let names = ["corpus/ant.jsonl.gz", "corpus/saudi-2015-07.jsonl.gz"];
    let text = |v: &Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
    names.into_iter().flat_map(records).map(|v| (text(&v, "id"), text(&v, "text"))).collect()
}
