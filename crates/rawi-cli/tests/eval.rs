//! `rawi eval` as a person or a script meets it, and beside the scorer in Python where that is there.
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn rawi(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rawi"));
    command.stdin(Stdio::null()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.env("COLUMNS", "80").current_dir(root()).args(args).output().expect("rawi runs")
}

fn eval(args: &[&str]) -> Output {
    rawi(&[&["eval"], args].concat())
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn figures(args: &[&str]) -> Value {
    let output = eval(&[args, &["-f", "json"]].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    serde_json::from_str(stdout(&output)).expect("JSON")
}

/// A file of lines in a folder that a test may write to.
fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    path.display().to_string()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

const SAMPLE: &str = "samples/gold.jsonl";

fn sample() -> Vec<u8> {
    fs::read(root().join(SAMPLE)).expect("the sample")
}

#[test]
fn reading_now_and_reading_before_give_the_same_figures() {
    let written = rawi(&["read", SAMPLE, "-f", "json"]);
    let folder = folder();
    let predicted = file(&folder, "read.jsonl", &written.stdout);
    let gold = file(&folder, "gold.jsonl.gz", &gzip(&sample()));
    let now = figures(&[&gold]);
    assert_eq!(now, figures(&[SAMPLE, "--predicted", &predicted]));
    assert_eq!((&now["documents"], &now["gold"]), (&3.into(), &13.into()));
    assert!(now["content"]["f1"].as_f64().is_some_and(|f1| f1 > 80.0), "{now}");
    assert_eq!(now, figures(&[SAMPLE, "--jobs", "1"]));
}

#[test]
fn an_annotation_agrees_with_itself() {
    let found = figures(&[SAMPLE, "--predicted", SAMPLE, "--by", "mode", "--errors", "5"]);
    for name in ["content", "exact", "attribution", "speaker", "cue", "token", "implicit"] {
        assert_eq!(found[name], json!({"p": 100.0, "r": 100.0, "f1": 100.0}), "{name}");
    }
    assert_eq!(found["mode_accuracy"], 100.0);
    assert_eq!(found["by"]["mode"].as_array().map(Vec::len), Some(3));
    for kind in ["missed", "spurious", "bounds", "speaker"] {
        assert_eq!(found["errors"][kind], json!({"count": 0, "first": []}));
    }
}

#[test]
fn two_readings_stand_side_by_side() {
    let folder = folder();
    let first_line: Vec<u8> =
        sample().split_inclusive(|byte| *byte == b'\n').take(1).flatten().copied().collect();
    let part = file(&folder, "part.jsonl", &first_line);
    let args = [SAMPLE, "--predicted", SAMPLE, "--compare", &part, "--errors", "2"];
    let found = figures(&args);
    let compared = &found["compare"];
    assert_eq!((&compared["only_this"], &compared["only_other"]), (&8.into(), &0.into()));
    assert_eq!((&compared["both"], &compared["neither"]), (&5.into(), &0.into()));
    assert_eq!(compared["other"]["documents_absent"], 2);
    assert_eq!(compared["difference"]["content"]["p"], 0.0);
    assert!(compared["difference"]["content"]["r"].as_f64().is_some_and(|above| above > 50.0));
    assert_eq!(compared["only"]["this"]["count"], 8);
    assert_eq!(compared["only"]["this"]["first"].as_array().map(Vec::len), Some(2));
    let output = eval(&args);
    let text = stdout(&output);
    assert!(
        text.contains("found by both 5, by this only 8, by the other only 0, by neither 0"),
        "{text}"
    );
    assert!(text.contains("found by this reading only: 8, the first 2"), "{text}");
    assert!(text.contains("2 documents absent in the other"), "{text}");
}

#[test]
fn text_keeps_its_direction_and_colour_stays_out_of_pipes() {
    let args = [SAMPLE, "--errors", "3", "--by", "publisher", "--by", "act", "--calibration"];
    let output = eval(&args);
    let text = stdout(&output);
    assert!(!text.contains('\u{1b}'));
    for line in text.lines() {
        let opened = line.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count();
        assert_eq!(opened, line.matches('\u{2069}').count(), "{line}");
    }
    assert!(text.contains("\u{2067}صحيفة الضفاف\u{2069}"), "{text}");
    for part in ["by act", "confidence", "missed: ", "spurious: ", "bounds: ", "speaker: "] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
    let coloured = eval(&[&args[..], &["--color", "always"]].concat());
    assert!(stdout(&coloured).contains('\u{1b}'));
}

#[test]
fn a_bad_line_is_named_and_the_others_count() {
    let folder = folder();
    let lines =
        [&b"\xef\xbb\xbf"[..], &sample(), b"\n{\"id\": 4, \"text\": \"x\"}\nbroken\n"].concat();
    let gold = file(&folder, "gold.jsonl", &lines);
    let output = eval(&[&gold]);
    assert_eq!(output.status.code(), Some(1));
    let told: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with(&format!("rawi: {gold}:line 5: the document has no statements")),
        "{told:?}"
    );
    assert!(
        told[1].starts_with(&format!("rawi: {gold}:line 6, column 1: not a document")),
        "{told:?}"
    );
    assert!(stdout(&output).starts_with("3 documents, 13 gold statements"));
}

#[test]
fn a_span_outside_the_text_is_named_and_counts_all_the_same() {
    let folder = folder();
    let line = r#"{"id": "a", "text": "قال", "statements": [{"content": [[0, 3]]}, {"content": [[2, 9]]}]}"#;
    let gold = file(&folder, "gold.jsonl", line.as_bytes());
    let output = eval(&[&gold]);
    assert_eq!(output.status.code(), Some(1));
    let wanted = format!(
        "rawi: {gold}:line 1: statement 2 has a span [2, 9] that is no stretch of the text"
    );
    assert!(stderr(&output).starts_with(&wanted), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("1 document, 2 gold statements, "));
}

#[test]
fn failures_of_reading_are_told_and_count_as_absent() {
    let folder = folder();
    let predicted =
        file(&folder, "read.jsonl", br#"{"id": "clock", "error": "clock.txt: is empty"}"#);
    let output = eval(&[SAMPLE, "--predicted", &predicted]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output)
            .contains("read.jsonl:line 1: no document, but the error of one: clock.txt: is empty")
    );
    assert!(
        stdout(&output).starts_with("3 documents, 13 gold statements, 0 read, 3 documents absent")
    );
}

#[test]
fn exit_codes_tell_wrong_files_from_wrong_usage() {
    let folder = folder();
    let empty = file(&folder, "empty.jsonl", b"\n\n");
    let cut = file(&folder, "cut.jsonl.gz", &gzip(&sample())[..60]);
    for (args, code, told) in [
        (&["no-such-file"][..], 1, "rawi: no-such-file: cannot be read: "),
        (&[&empty], 1, "holds no documents; name a file with one annotated document a line"),
        (&[&cut], 1, "cut.jsonl.gz:line 1: cannot be read further: "),
        (&[SAMPLE, "--compare", "no-such-file"], 1, "rawi: no-such-file: "),
        (&["-", "--predicted", "-"], 2, "standard input (-) can be read only once"),
        (&[SAMPLE, "--by", "colour"], 2, "invalid value 'colour'"),
        (&[], 2, "<GOLD>"),
    ] {
        let output = eval(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(told), "{args:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{args:?}");
    }
}

#[test]
fn any_bytes_are_met_with_a_line_and_no_panic() {
    let folder = folder();
    let mut dice = Dice(7);
    for _ in 0..20 {
        let mut bytes = sample();
        for _ in 0..200 {
            let at = dice.below(bytes.len());
            bytes[at] = dice.below(256) as u8;
        }
        let gold = file(&folder, "gold.jsonl", &bytes);
        let output = eval(&[&gold, "--errors", "1", "--calibration", "--by", "mode"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(!stderr(&output).contains("internal error"), "{}", stderr(&output));
    }
}

#[test]
fn the_readme_shows_the_real_figures() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let shown = readme.split("```text\n").nth(2).and_then(|rest| rest.split("```").next());
    let output = eval(&[SAMPLE, "--errors", "1"]);
    let real: String =
        stdout(&output).chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
    for part in shown.expect("a second example").split("…\n") {
        assert!(
            real.contains(part),
            "the README shows what rawi does not print:\n{part}\n---\n{real}"
        );
    }
}

/// Numbers that only look random (a linear congruential generator, Knuth's constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit.max(1) as u64) as usize
    }

    /// True once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// The scorer in Python, if it and Python are there.
fn scorer() -> Option<PathBuf> {
    let scorer = root().join("../shared/tools/score.py");
    let python = Command::new("python3").arg("--version").output();
    if scorer.exists() && python.is_ok_and(|output| output.status.success()) {
        return Some(scorer);
    }
    eprintln!("skipped: ../shared/tools/score.py or python3 is not there");
    None
}

/// Scores with both and compares every figure.
fn agree(scorer: &Path, gold: &str, predicted: &str) -> Value {
    let output = Command::new("python3").arg(scorer).args([gold, predicted, "--json"]).output();
    let output = output.expect("python3 runs");
    assert!(output.status.success(), "{}", stderr(&output));
    let wanted: Value = serde_json::from_str(stdout(&output)).expect("JSON");
    let found = eval(&[gold, "--predicted", predicted, "-f", "json"]);
    let found: Value = serde_json::from_str(stdout(&found)).expect("JSON");
    assert_eq!(found, wanted);
    found
}

/// A set of `../shared`, unpacked.
fn shared_set(name: &str) -> Option<Vec<u8>> {
    let path = root().join("../shared/data/gold").join(name);
    let Ok(bytes) = fs::read(&path) else {
        eprintln!("skipped: ../shared/data/gold/{name} is not there");
        return None;
    };
    if !name.ends_with(".gz") {
        return Some(bytes);
    }
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut text).expect("a gzip file");
    Some(text)
}

fn lines(bytes: &[u8], limit: usize) -> Vec<Value> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).take(limit);
    lines.map(|line| serde_json::from_slice(line).expect("JSON")).collect()
}

fn unlines(values: &[Value]) -> Vec<u8> {
    values.iter().flat_map(|value| (value.to_string() + "\n").into_bytes()).collect()
}

/// A gold document in the form of one that was read.
fn as_read(gold: &Value) -> Value {
    let span = |span: &Value| match span.as_array() {
        Some(span) => json!({"start": span[0], "end": span[1]}),
        None => Value::Null,
    };
    let statement = |said: &Value| {
        let content: Vec<Value> =
            said["content"].as_array().expect("spans").iter().map(span).collect();
        json!({"cue": span(&said["cue"]), "source": span(&said["source"]), "content": content,
            "speaker": {"name": said["speaker"]}, "mode": said["mode"]})
    };
    let statements = gold["statements"].as_array().expect("statements");
    json!({"id": gold["id"], "text": gold["text"],
        "statements": statements.iter().map(statement).collect::<Vec<_>>()})
}

const MODES: [&str; 4] = ["direct", "indirect", "mixed", "odd"];
/// What a perturbed text gains here and there: repeated words, marks, joiners, letters of other kinds.
const GAINED: [&str; 12] = [
    " ",
    " ال",
    "\u{064B}",
    "’",
    "'",
    " and the the ",
    "ـ",
    "\u{200c}",
    " Ⅳ½ ",
    " ﷲ ",
    "ⓐ",
    " Σίσυφος ΟΔΟΣ ",
];

/// A document read worse: words lost and gained, spans moved, names exchanged, statements dropped and doubled.
fn perturbed(dice: &mut Dice, mut document: Value, often: usize) -> Value {
    let text = document["text"].as_str().expect("text");
    let mut worse = String::new();
    for c in text.chars() {
        if dice.once_in(often * 20) {
            worse.push_str(GAINED[dice.below(GAINED.len())]);
        }
        if !dice.once_in(often * 20) {
            worse.push(c);
        }
    }
    let names: Vec<Value> = document["statements"]
        .as_array()
        .expect("statements")
        .iter()
        .map(|said| said["speaker"].clone())
        .collect();
    let mut statements = Vec::new();
    for mut said in document["statements"].as_array().cloned().unwrap_or_default() {
        if dice.once_in(often) {
            continue;
        }
        perturb(dice, &mut said, &names, often);
        if dice.once_in(often) {
            statements.push(said.clone());
        }
        let at = statements.len() - dice.below(2).min(statements.len());
        statements.insert(at, said);
    }
    document["text"] = worse.into();
    document["statements"] = statements.into();
    document
}

fn perturb(dice: &mut Dice, said: &mut Value, names: &[Value], often: usize) {
    let move_span = |dice: &mut Dice, span: &mut Value| {
        for end in ["start", "end"] {
            if let Some(point) = span[end].as_i64().filter(|_| dice.once_in(2)) {
                span[end] = (point + dice.below(80) as i64 - 40).into();
            }
        }
    };
    for part in ["cue", "source"] {
        if said[part].is_object() && dice.once_in(often) {
            if dice.once_in(2) {
                said[part] = Value::Null
            } else {
                move_span(dice, &mut said[part])
            }
        }
    }
    for span in said["content"].as_array_mut().into_iter().flatten() {
        if dice.once_in(often) {
            move_span(dice, span);
        }
    }
    if dice.once_in(often) {
        said["speaker"] =
            if dice.once_in(3) { Value::Null } else { names[dice.below(names.len())].clone() };
    }
    if dice.once_in(often) {
        said["mode"] = MODES[dice.below(MODES.len())].into();
    }
}

#[test]
fn figures_are_those_of_the_scorer_in_python() {
    let Some(scorer) = scorer() else { return };
    let folder = folder();
    for (set, input) in
        [("ar-dev.jsonl", "ar-dev.docs.jsonl"), ("en-dev.jsonl.gz", "en-dev.jsonl.gz")]
    {
        let (Some(gold), true) =
            (shared_set(set), root().join("../shared/data/gold").join(input).exists())
        else {
            continue;
        };
        let gold = file(&folder, "gold.jsonl", &gold);
        let input = format!("../shared/data/gold/{input}");
        let read = rawi(&["read", "-f", "json", &input]);
        agree(&scorer, &gold, &file(&folder, "read.jsonl", &read.stdout));
    }
}

#[test]
fn figures_are_those_of_the_scorer_on_perturbed_readings() {
    let Some(scorer) = scorer() else { return };
    let folder = folder();
    let sample_set = Some(sample());
    let sets =
        [(sample_set, 9), (shared_set("ar-dev.jsonl"), 36), (shared_set("en-dev.jsonl.gz"), 12)];
    for (set, limit) in sets {
        let Some(set) = set else { continue };
        let gold = lines(&set, limit);
        for (seed, often) in [(1, 20), (2, 4), (3, 2)] {
            let mut dice = Dice(seed);
            let mut read = Vec::new();
            for gold in &gold {
                if !dice.once_in(often * 4) {
                    read.push(perturbed(&mut dice, as_read(gold), often));
                }
            }
            // The gold itself too: statements without a mode, a speaker or a cue.
            let thinned: Vec<Value> =
                gold.iter().map(|gold| thinned(&mut dice, gold.clone(), often)).collect();
            let gold_file = file(&folder, "gold.jsonl", &unlines(&thinned));
            let found = agree(&scorer, &gold_file, &file(&folder, "read.jsonl", &unlines(&read)));
            let f1 = found["content"]["f1"].as_f64().expect("a figure");
            assert!(f1 > 5.0 && f1 < 100.0, "the perturbation is no test: {found}");
        }
    }
}

/// A gold document in which some statements say less.
fn thinned(dice: &mut Dice, mut gold: Value, often: usize) -> Value {
    for said in gold["statements"].as_array_mut().into_iter().flatten() {
        for (part, nothing) in [
            ("cue", Value::Null),
            ("source", Value::Null),
            ("speaker", "".into()),
            ("mode", Value::Null),
        ] {
            if dice.once_in(often * 2) {
                said[part] = nothing;
            }
        }
    }
    gold
}
