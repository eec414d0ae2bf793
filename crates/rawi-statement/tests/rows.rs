//! Every row of the statement tables is needed: by the sentence in its comment, by a written test sentence, or by
//! articles of a corpus, whose counts `docs/rows-LANG.tsv` keeps.
//!
//! `RAWI_UPDATE=1 cargo test -p rawi-statement --test rows` counts again and rewrites those files; it needs the
//! shared corpora.
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rawi_page::input::{Options, records};
use rawi_statement::rows::{self, Place, Rows};

/// What needs the rows of one pack.
struct Need {
    /// The folder of the pack.
    lang: &'static str,
    /// Written sentences, and lists of what is plain from its form.
    texts: &'static [&'static str],
    /// What is counted over, below the shared data, and how it is called; nothing where all is written.
    corpora: &'static [&'static str],
    called: &'static str,
}

const NEEDS: [Need; 3] = [
    Need {
        lang: "ar",
        // The literals of the file are its only Arabic words.
        texts: &[include_str!("cases.rs"), "كان كلامه توعدا لا نصحا"],
        corpora: &["corpus/ant.jsonl.gz", "corpus/saudi-2015-07.jsonl.gz"],
        called: "ANT 1.1, SaudiNewsNet",
    },
    Need {
        lang: "en",
        texts: &[include_str!("english/people.txt")],
        corpora: &["gold/en-train.jsonl.gz"],
        called: "the English training articles",
    },
    Need {
        lang: "fr",
        texts: &[
            include_str!("french/articles.txt"),
            include_str!("french/people.txt"),
            include_str!("french/sentences.txt"),
        ],
        corpora: &[],
        called: "",
    },
];

/// Articles of each corpus that are counted to test the table: the first ones.
const SAMPLE: usize = 1500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn table(lang: &str) -> PathBuf {
    root().join(format!("docs/rows-{lang}.tsv"))
}

/// The count table; empty where nothing is counted.
fn table_of(need: &Need) -> String {
    if need.corpora.is_empty() {
        return String::new();
    }
    fs::read_to_string(table(need.lang)).expect("the count table")
}

/// The pack's rows, which have no fault.
fn pack(lang: &str) -> Rows {
    let texts: Vec<(String, String)> = rows::FILES
        .iter()
        .map(|table| {
            let path = root().join("packs").join(lang).join(table);
            (format!("packs/{lang}/{table}"), fs::read_to_string(path).expect("a table"))
        })
        .collect();
    let files: Vec<rows::File<'_>> = rows::FILES
        .iter()
        .zip(&texts)
        .map(|(table, (name, text))| rows::File { table, name, text })
        .collect();
    let (rows, faults) = Rows::compile(lang, &files);
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    rows
}

/// What names a row in the count table: lines move.
fn key(place: &Place) -> [&str; 3] {
    [&place.table, &place.kind, &place.form]
}

/// The committed counts.
fn counts(text: &str) -> HashMap<[&str; 3], u64> {
    rawi_text::rows::rows(text)
        .map(|row| {
            let count = row.cell(3).parse().expect("a count");
            ([row.cell(0), row.cell(1), row.cell(2)], count)
        })
        .collect()
}

/// In how many of the first `most` articles of each corpus each row stands, and how many those are; nothing where the
/// corpora are absent.
fn counted(need: &Need, rows: &Rows, most: usize) -> Option<(Vec<u64>, u64)> {
    let mut counts = vec![0; rows.places().len()];
    let mut articles = 0;
    for name in need.corpora {
        let path = root().join("../shared/data").join(name);
        let Ok(file) = File::open(&path) else {
            eprintln!("skipped: {} is absent", path.display());
            return None;
        };
        let options = Options::default();
        for record in records(Box::new(file), name, &options).take(most) {
            let page = record.expect("a record").into_page(&options).expect("a page");
            let text = rawi_page::read(&page).text;
            rows.matched(&text).into_iter().for_each(|row| counts[row] += 1);
            articles += 1;
        }
    }
    Some((counts, articles))
}

/// The rows that nothing needs.
fn idle(need: &Need) -> Vec<String> {
    let rows = pack(need.lang);
    let table = table_of(need);
    let counts = counts(&table);
    let written: HashSet<usize> = need.texts.iter().flat_map(|text| rows.matched(text)).collect();
    let needed = |i: &usize, place: &Place| {
        written.contains(i)
            || counts.get(&key(place)).is_some_and(|count| *count > 0)
            || rows.matched(&place.comment).contains(i)
    };
    rows.places()
        .iter()
        .enumerate()
        .filter(|(i, place)| !needed(i, place))
        .map(|(_, place)| format!("{}:{}: {} {}", place.file, place.line, place.kind, place.form))
        .collect()
}

fn check(lang: &str) {
    let idle: Vec<String> = NEEDS.iter().filter(|need| need.lang == lang).flat_map(idle).collect();
    assert!(
        idle.is_empty(),
        "no sentence and no counted article holds these rows; write a sentence into the last column, count again \
         (RAWI_UPDATE=1), or remove them:\n{}",
        idle.join("\n")
    );
}

#[test]
fn every_arabic_row_is_needed() {
    check("ar");
}

#[test]
fn every_english_row_is_needed() {
    check("en");
}

#[test]
fn every_french_row_is_needed() {
    check("fr");
}

#[test]
fn the_tables_agree_with_the_corpora() {
    for need in NEEDS.iter().filter(|need| !need.corpora.is_empty()) {
        agrees(need);
    }
}

fn agrees(need: &Need) {
    let rows = pack(need.lang);
    if std::env::var_os("RAWI_UPDATE").is_some() {
        rewrite(need, &rows);
    }
    let Some((sample, articles)) = counted(need, &rows, SAMPLE) else { return };
    let table = table_of(need);
    let counts = counts(&table);
    let wrong: Vec<String> = rows
        .places()
        .iter()
        .zip(sample)
        .filter_map(|(place, here)| {
            let all = *counts.get(&key(place))?;
            // A row that half of all articles hold is in some of the first ones.
            let absent = here == 0 && all * 2 > total(&table);
            (here > all || absent)
                .then(|| format!("{:?}: {here} of {articles}, {all} in the table", key(place)))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "the table is out of date; count again with RAWI_UPDATE=1:\n{}",
        wrong.join("\n")
    );
}

/// Articles that the table was counted over: the first number of its header.
fn total(table: &str) -> u64 {
    let header = table.lines().next().unwrap_or_default();
    header
        .split(' ')
        .find_map(|word| word.parse().ok())
        .expect("the header tells how many articles")
}

fn rewrite(need: &Need, rows: &Rows) {
    let Some((counts, articles)) = counted(need, rows, usize::MAX) else { return };
    let Need { lang, called, .. } = need;
    let mut text = format!(
        "# Over {articles} articles ({called}): in how many of them each row of packs/{lang} stands.\n\
         # Counted as `rawi pack check packs/{lang} --text CORPUS` does; rewritten by the test `rows` of rawi-statement.\n\
         # table\tkind\tform\tarticles\n"
    );
    for (place, count) in rows.places().iter().zip(counts) {
        let [table, kind, form] = key(place);
        text += &format!("{table}\t{kind}\t{form}\t{count}\n");
    }
    fs::write(table(lang), text).expect("the count table can be written");
}

proptest! {
    /// A check is a list of faults, whatever the table holds, and every fault has a line of it.
    #[test]
    fn any_table_can_be_checked(
        text in "((verb|noun|source|elided|infinitive|participle|not|title|lead|word|letter|mid|intro|related|zone|1343|ا|#)\t[ء-ي a-z*:.٠-٩\u{200F}-]{0,12}(\t[a-z0-9,ب-]{0,8}){0,4}\r?\n?){0,6}|\\PC{0,60}"
    ) {
        let lines = text.lines().count();
        let mut faults = Vec::new();
        for lang in ["ar", "en", "fr", "xx"] {
            for table in rows::FILES {
                let (rows, found) = Rows::compile(lang, &[rows::File { table, name: table, text: &text }]);
                rows.matched(&text);
                faults.extend(found);
            }
        }
        for table in rawi_text::rows::TABLES.iter().chain(&rawi_time::TABLES).chain(&rawi_page::TABLES) {
            faults.extend(table.check(table.file, &text));
        }
        for fault in faults {
            prop_assert!((1..=lines).contains(&fault.line), "{fault}");
        }
    }
}
