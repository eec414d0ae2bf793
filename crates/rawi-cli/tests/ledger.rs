//! The questions to a ledger, as a person and as a program ask them.

use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Invented articles.
const ARTICLES: &str = r#"{"id":"a1","url":"https://news.example/a1","publisher":"الضفاف","date":"2031-02-01","title":"افتتاح سد الوادي","text":"قال وزير الري منصور القصبي إن السد سيروي مئة قرية.\nوحضر الافتتاح وفد من القرى المجاورة."}
{"id":"a2","url":"https://news.example/a2","publisher":"Harbour News","date":"2031-02-04","title":"Ministers debate the bridge","text":"The finance minister, Clara Holt, said the bridge would open in spring. Fishermen want lower fees."}
{"id":"a3","url":"https://news.example/a3","publisher":"المرفأ","date":"2031-02-06","title":"لقاء في العاصمة","text":"قال وزير الخارجية الأمريكي جون كيري إن اللقاء مع الوزير كان مفيدا. وأضاف أن الجسر سيفتح قريبا."}
"#;

struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().expect("a folder") };
        fs::write(home.folder.path().join("news.jsonl"), ARTICLES).expect("a file");
        let done = home.rawi(&["ingest", "--no-trace", "-q", "news.jsonl", "-l", "news.rawi"]);
        assert_eq!(code(&done), 0, "{}", stderr(&done));
        home
    }

    fn rawi(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rawi"))
            .args(args)
            .current_dir(self.folder.path())
            .env("COLUMNS", "80")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::null())
            .output()
            .expect("rawi runs")
    }

    fn ask(&self, args: &[&str]) -> Output {
        self.rawi(&[&args[..1], &["-l", "news.rawi"], &args[1..]].concat())
    }

    fn json(&self, args: &[&str]) -> Vec<Value> {
        let done = self.ask(&[args, &["-f", "json"]].concat());
        assert_eq!(code(&done), 0, "{}", stderr(&done));
        stdout(&done).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

fn code(done: &Output) -> i32 {
    done.status.code().expect("a code")
}

fn stdout(done: &Output) -> &str {
    std::str::from_utf8(&done.stdout).expect("UTF-8")
}

fn stderr(done: &Output) -> &str {
    std::str::from_utf8(&done.stderr).expect("UTF-8")
}

/// What is shown, without marks of direction.
fn plain(done: &Output) -> String {
    stdout(done).replace(['\u{2066}', '\u{2067}', '\u{2069}'], "")
}

#[test]
fn a_search_shows_articles_with_what_was_sought() {
    let home = Home::new();
    let done = home.ask(&["search", "للوزير", "الري", "--color", "always"]);
    let text = plain(&done);
    assert!(text.contains("افتتاح سد الوادي"), "{text}");
    assert!(text.contains("a1\u{20}· 2031-02-01 · الضفاف · ar"), "{text}");
    assert!(text.contains("قال \u{1b}[1mوزير\u{1b}[0m \u{1b}[1mالري\u{1b}[0m منصور"), "{text}");
    for line in stdout(&done).lines() {
        let opened = line.matches(['\u{2066}', '\u{2067}']).count();
        assert_eq!(opened, line.matches('\u{2069}').count(), "{line}");
    }
    let found = home.json(&["search", "\"bridge would open\" -dam"]);
    assert_eq!((found.len(), &found[0]["handle"]), (1, &Value::from("a2")));
    let snippet = found[0]["snippet"]["text"].as_str().expect("words");
    let letters: Vec<char> = snippet.chars().collect();
    let spans = found[0]["snippet"]["spans"].as_array().expect("spans");
    let at = |value: &Value| value.as_u64().expect("a number") as usize;
    let words = spans.iter().map(|span| letters[at(&span[0])..at(&span[1])].iter().collect());
    assert_eq!(words.collect::<Vec<String>>(), ["bridge", "would", "open"]);
}

#[test]
fn what_is_not_found_is_told() {
    let home = Home::new();
    let rows = [
        (&["search", "قنبلفون"][..], 0, "no article of the ledger holds قنبلفون"),
        (&["search", "في"], 0, "add a word"),
        (&["search", "\""], 2, "there is no word in the query"),
        (&["search", "--", "-سد"], 2, "not wanted"),
        (&["search", "سد", "--to", "2030-01-01"], 0, "no article holds all of this"),
        (&["statements", "--speaker", "قنبلفون"], 0, "nobody in the ledger"),
        (&["statements", "--act", "deny"], 0, "no statement is like this"),
        (&["statements", "--act", "sing"], 2, "possible values"),
        (&["timeline", "قنبلفون"], 0, "nobody in the ledger"),
        (&["article", "a9"], 0, "the ledger has no article a9"),
    ];
    for (args, expected, told) in rows {
        let done = home.ask(args);
        assert_eq!(code(&done), expected, "{args:?}: {}", stderr(&done));
        assert!(stderr(&done).contains(told), "{args:?}: {}", stderr(&done));
        assert!(stdout(&done).is_empty(), "{args:?}");
    }
    let done = home.rawi(&["search", "سد", "-l", "missing.rawi"]);
    assert_eq!(code(&done), 1);
    assert!(stderr(&done).contains("there is no such ledger"), "{}", stderr(&done));
    let done = home.rawi(&["stats", "-l", "news.jsonl"]);
    assert_eq!(code(&done), 1);
    assert!(stderr(&done).contains("no ledger of Rawi"), "{}", stderr(&done));
}

#[test]
fn statements_and_timelines_tell_who_said_what() {
    let home = Home::new();
    let said = home.json(&["statements", "--speaker", "Kerry"]);
    assert!(!said.is_empty());
    assert!(said.iter().all(|said| said["speaker_id"] == "Q22316"), "{said:?}");
    let done = home.ask(&["statements", "--speaker", "Kerry", "--about", "جسر", "--lang", "en"]);
    let text = plain(&done);
    assert!(text.starts_with("John Kerry  Q22316 — "), "{text}");
    assert!(text.contains("2031-02-06 · المرفأ · a3#s2"), "{text}");
    let days = home.json(&["timeline", "جون", "كيري"]);
    assert_eq!((&days[0]["day"], &days[0]["articles"]), (&"2031-02-06".into(), &1.into()));
    assert_eq!(days[0]["said"].as_array().map(Vec::len), Some(said.len()));
    let text = plain(&home.ask(&["timeline", "Q22316"]));
    assert!(text.starts_with("2031-02-06  named in 1 article\n  said\n"), "{text}");
}

#[test]
fn an_article_is_what_was_read() {
    let home = Home::new();
    let read = home.rawi(&["read", "-q", "-f", "json", "news.jsonl"]);
    let second = stdout(&read).lines().nth(1).expect("three lines");
    for name in ["a2", "2", "https://news.example/a2", "a2#s1"] {
        let done = home.ask(&["article", name, "-f", "json"]);
        assert_eq!(stdout(&done), format!("{second}\n"), "{name}");
    }
    let text = plain(&home.ask(&["article", "a1"]));
    assert!(text.starts_with("افتتاح سد الوادي\na1 · الضفاف · "), "{text}");
    assert!(text.contains("  1  منصور القصبي — say\n"), "{text}");
}

#[test]
fn figures_tell_what_there_is() {
    let home = Home::new();
    let stats = &home.json(&["stats"])[0];
    assert_eq!((&stats["articles"], &stats["first_day"]), (&3.into(), &"2031-02-01".into()));
    let text = plain(&home.ask(&["stats"]));
    assert!(text.contains("days              2031-02-01 – 2031-02-06\n"), "{text}");
    assert!(text.contains("\nPublishers\n"), "{text}");
}
