//! The bundled samples against their expected records, and the page that started the project where it is there.
//!
//! `RAWI_UPDATE=1 cargo test -p rawi-cli --test samples` rewrites what is expected; read the difference before you commit.
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(format: &str, input: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_rawi"))
        .args(["read", "--format", format])
        .arg(input)
        .stdin(Stdio::null())
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "80")
        .output()
        .expect("rawi runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// One JSON line after the other, indented, so that a difference can be read.
fn indented(lines: &str) -> String {
    lines
        .lines()
        .map(|line| {
            let value: Value = serde_json::from_str(line).expect("a JSON line");
            serde_json::to_string_pretty(&value).expect("JSON") + "\n"
        })
        .collect()
}

#[test]
fn samples_give_their_expected_records() {
    for name in ["damaged-page.txt", "page.html", "articles.jsonl", "meeting.txt"] {
        let found = indented(&read("json", &root().join("samples").join(name)));
        let expected = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/expected")
            .join(format!("{name}.json"));
        if std::env::var_os("RAWI_UPDATE").is_some() {
            fs::create_dir_all(expected.parent().expect("a folder"))
                .expect("the folder can be made");
            fs::write(&expected, &found).expect("the expected record can be written");
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        assert!(
            found == wanted,
            "{name} differs from {}: set RAWI_UPDATE=1 to rewrite it\n{found}",
            expected.display()
        );
    }
}

#[test]
fn the_readme_shows_the_real_output() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let shown = readme
        .split("```text\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("an example");
    let output = read("text", &root().join("samples/damaged-page.txt"));
    // Isolates keep the lines' direction on a terminal; the README leaves them out.
    let output: String = output.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
    for part in shown.split("…\n") {
        assert!(
            output.contains(part),
            "the README shows what rawi does not print:\n{part}\n--- rawi prints:\n{output}"
        );
    }
}

/// Cue, block, mode, content, basis of the speaker and a word of the name, for each statement of the seed page.
type Row = (Option<(u64, u64)>, u64, &'static str, (u64, u64), &'static str, &'static str);

/// Offsets only: the page is not ours to print.
const SEED: [Row; 15] = [
    (Some((13, 18)), 0, "indirect", (34, 81), "named", "مجلس الوزراء"),
    (Some((115, 118)), 2, "indirect", (189, 359), "named", "أنتوني بلينكن"),
    (Some((361, 365)), 3, "mixed", (445, 524), "named", "أنتوني بلينكن"),
    (None, 4, "direct", (526, 829), "post", "NATO Spokesperson Farah Dakhlallah"),
    (Some((898, 902)), 5, "indirect", (990, 1016), "named", "دونالد ترامب"),
    (Some((1196, 1200)), 7, "indirect", (1252, 1423), "named", "أنتوني بلينكن"),
    (Some((1425, 1429)), 8, "mixed", (1433, 1583), "implicit", "أنتوني بلينكن"),
    (Some((1591, 1592)), 9, "direct", (1593, 1619), "headline", "أنتوني بلينكن"),
    (Some((1630, 1633)), 9, "indirect", (1700, 1799), "named", "أنتوني بلينكن"),
    (Some((1806, 1809)), 9, "indirect", (1813, 1851), "pronoun", "أنتوني بلينكن"),
    (Some((1853, 1858)), 10, "mixed", (1862, 1952), "implicit", "أنتوني بلينكن"),
    (Some((1954, 1960)), 10, "indirect", (1968, 2088), "implicit", "أنتوني بلينكن"),
    (Some((2090, 2094)), 11, "mixed", (2142, 2282), "named", "أنتوني بلينكن"),
    (Some((2284, 2288)), 12, "mixed", (2297, 2359), "named", "مارك روته"),
    (Some((2361, 2366)), 13, "direct", (2367, 2499), "implicit", "مارك روته"),
];

#[test]
fn the_seed_page_gives_its_record() {
    let seed = root().join("../shared/data/seed.txt");
    if !seed.exists() {
        eprintln!("skipped: ../shared/data/seed.txt is not there");
        return;
    }
    let article: Value = serde_json::from_str(read("json", &seed).trim()).expect("one line");
    assert_eq!(article["id"], "seed.txt");
    assert_eq!(
        (&article["published"]["value"], &article["published"]["basis"]),
        (&"2024-03-05".into(), &"page".into())
    );
    assert_eq!(
        (&article["written"]["value"], &article["written"]["basis"]),
        (&"2024-11-13".into(), &"post".into())
    );

    let findings = article["findings"].as_array().expect("findings");
    let codes: Vec<&str> =
        findings.iter().map(|finding| finding["code"].as_str().expect("a code")).collect();
    let wanted = [
        "headline-mismatch",
        "date-conflict",
        "embedded-post",
        "spliced-teaser",
        "glued-text",
        "mojibake",
    ];
    assert_eq!(codes, wanted);
    let glued: Vec<&Value> = findings[4]["spans"].as_array().expect("spans").iter().collect();
    assert_eq!(glued.len(), 3, "{glued:?}");

    let posts = article["posts"].as_array().expect("posts");
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0]["author"], "NATO Spokesperson Farah Dakhlallah");
    assert_eq!(
        (&posts[0]["handle"], &posts[0]["date"]),
        (&"NATOpress".into(), &"2024-11-13".into())
    );
    let counts = ["mentions", "hashtags", "links"]
        .map(|list| posts[0][list].as_array().expect("a list").len());
    assert_eq!(counts, [2, 2, 1]);

    let teasers: Vec<&Value> = article["blocks"]
        .as_array()
        .expect("blocks")
        .iter()
        .filter(|block| block["kind"] == "teaser")
        .collect();
    assert_eq!(teasers.len(), 1);
    assert_eq!((&teasers[0]["start"], &teasers[0]["end"]), (&1585.into(), &1852.into()));

    let statements = article["statements"].as_array().expect("statements");
    assert_eq!(statements.len(), SEED.len());
    for (statement, (cue, block, mode, content, basis, name)) in statements.iter().zip(SEED) {
        let found = statement["cue"]
            .as_object()
            .map(|cue| (cue["start"].as_u64().unwrap(), cue["end"].as_u64().unwrap()));
        assert_eq!(found, cue, "{statement}");
        let span = &statement["content"][0];
        assert_eq!(
            (span["start"].as_u64(), span["end"].as_u64()),
            (Some(content.0), Some(content.1)),
            "{statement}"
        );
        assert_eq!(statement["content"].as_array().map(Vec::len), Some(1));
        assert_eq!(
            (statement["mode"].as_str(), statement["block"].as_u64()),
            (Some(mode), Some(block)),
            "{statement}"
        );
        assert_eq!(statement["speaker"]["basis"], basis, "{statement}");
        assert_eq!(statement["speaker"]["name"], name, "{statement}");
    }
}
