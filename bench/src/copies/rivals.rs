//! Other libraries, run by `bench/copies_rivals.py`.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Copies, Text};

/// Those that the script knows.
pub const TOOLS: [&str; 2] = ["datasketch", "rensa"];

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/copies_rivals.py");
const WORDS: &str = "words.jsonl";

/// What a library found.
pub struct Run {
    /// Its name and version.
    pub tool: String,
    pub found: Copies,
    pub seconds: f64,
    pub cpu_seconds: f64,
}

/// Writes the words of each article for the script.
pub fn write(dir: &Path, texts: &[Text]) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(dir.join(WORDS))?);
    for text in texts {
        writeln!(out, "{}", json!({ "id": text.article.to_string(), "words": text.words }))?;
    }
    out.flush()
}

/// Runs a library with the Python of `dir`, an environment (`python3 -m venv`) that has it.
pub fn run(dir: &Path, tool: &str) -> Result<Run, Box<dyn Error>> {
    let (python, pairs) = (dir.join("bin/python"), dir.join(format!("{tool}.tsv")));
    let mut command = Command::new(&python);
    command.arg(SCRIPT).arg(tool).arg(dir.join(WORDS)).arg(&pairs).stderr(Stdio::inherit());
    let done = command.output().map_err(|error| {
        format!(
            "{}: {error}; make it: python3 -m venv DIR && DIR/bin/pip install datasketch rensa",
            python.display()
        )
    })?;
    if !done.status.success() {
        return Err(format!("{SCRIPT} {tool}: {}", done.status).into());
    }
    let told: Value = serde_json::from_slice(&done.stdout)?;
    let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
    let number = |name: &str| told[name].as_f64().unwrap_or_default();
    Ok(Run {
        tool: format!("{} {}", text("tool"), text("version")),
        found: read(&pairs)?,
        seconds: number("seconds"),
        cpu_seconds: number("cpu_seconds"),
    })
}

fn read(pairs: &Path) -> Result<Copies, Box<dyn Error>> {
    let text = std::fs::read_to_string(pairs)?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (one, other) = line.split_once('\t').ok_or("a pair is two numbers")?;
            let (one, other): (i64, i64) = (one.parse()?, other.parse()?);
            Ok((one.min(other), one.max(other)))
        })
        .collect()
}
