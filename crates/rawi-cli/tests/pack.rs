//! `rawi pack check`: each kind of fault in a small bad pack gives its line, and the repository's packs have none.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn check(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rawi"))
        .args(["pack", "check"])
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("rawi runs")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

/// A pack of one language with one table or more.
struct Pack {
    _home: tempfile::TempDir,
    path: PathBuf,
}

impl Pack {
    fn new(lang: &str, tables: &[(&str, &[u8])]) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join(lang);
        fs::create_dir(&path).expect("a pack");
        for (table, bytes) in tables {
            fs::write(path.join(table), bytes).expect("a table");
        }
        Self { _home: home, path }
    }

    fn name(&self) -> &str {
        self.path.to_str().expect("a name")
    }

    /// The faults, without the folder before them and without the summary.
    fn faults(&self) -> String {
        let output = check(&[self.name()]);
        let folder = format!("{}/", self.name());
        let lines: Vec<&str> =
            stdout(&output).lines().filter_map(|line| line.strip_prefix(&folder)).collect();
        assert_eq!(code(&output), Some(i32::from(!lines.is_empty())), "{}", stderr(&output));
        lines.join("\n")
    }
}

#[test]
fn the_packs_of_the_repository_are_clean() {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut names: Vec<String> = fs::read_dir(packs)
        .expect("the packs")
        .map(|entry| entry.expect("a pack").path().display().to_string())
        .collect();
    names.sort();
    assert!(names.len() > 10);
    let output = check(&names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((code(&output), stderr(&output)), (Some(0), ""), "{}", stdout(&output));
    assert_eq!(stdout(&output).lines().count(), names.len());
}

#[test]
fn each_fault_of_arabic_rows_has_its_message() {
    let said = "verb\tقال يقول\tclause,quote\tsay\tقال الوزير إن\n";
    let rows: [(&str, String, &str); 21] = [
        ("cues.tsv", said.to_owned(), ""),
        (
            "cues.tsv",
            said.replace("verb", "verbs"),
            "cues.tsv:1: unknown kind `verbs`; write one of verb, participle, not",
        ),
        (
            "cues.tsv",
            said.replace("clause,quote", "clauses"),
            "cues.tsv:1: unknown takes `clauses`; write one of clause, quote, object, ",
        ),
        (
            "cues.tsv",
            said.replace("clause,quote", "relay,quote"),
            "cues.tsv:1: a relay takes nothing else; write relay alone",
        ),
        (
            "cues.tsv",
            said.replace("\tsay\t", "\tsays\t"),
            "cues.tsv:1: unknown act `says`; write one of say, announce, ",
        ),
        (
            "cues.tsv",
            said.replace("\tsay\t", "\t\t"),
            "cues.tsv:1: the row has no act; write one of say, ",
        ),
        (
            "cues.tsv",
            "verb\tقال يقول\tclause\n".to_owned(),
            "cues.tsv:1: the row has no act; write one of say, ",
        ),
        (
            "cues.tsv",
            said.replace("قال يقول", "قال"),
            "cues.tsv:1: `قال` is no verb; write past and present, ",
        ),
        (
            "cues.tsv",
            said.replace("قال يقول", "يقول قال"),
            "cues.tsv:1: the present `قال` does not begin with ي; ",
        ),
        (
            "cues.tsv",
            said.replace("قال يقول", "قال-ها يقول"),
            "cues.tsv:1: the row can never match: no text has `قال-ها` as one word; write letters only",
        ),
        (
            "cues.tsv",
            said.replace("قال الوزير إن", ""),
            "cues.tsv:1: the row has no evidence; write a sentence that holds a form of the row",
        ),
        (
            "cues.tsv",
            said.replace("قال الوزير إن", "أعلن أن"),
            "cues.tsv:1: the comment holds no form of the row and no count; ",
        ),
        ("cues.tsv", said.replace("قال الوزير إن", "7 of 9 articles"), ""),
        (
            "cues.tsv",
            format!("{said}{said}"),
            "cues.tsv:2: the row stands twice: line 1 has it too; remove one of them",
        ),
        (
            "cues.tsv",
            format!("{said}not\tكتاب\n"),
            "cues.tsv:2: the row takes nothing back: no other row gives that form; correct the form, or remove the row",
        ),
        ("cues.tsv", format!("{said}not\tقالتا\tقالتا\n"), ""),
        (
            "cues.tsv",
            "participle\tمقر\tب\tconfirm\tمقرا بأن\nnot\tمقرا\nnot\tمقرة\nnot\tمقرين\n".to_owned(),
            "cues.tsv:1: the row can never match: rows of kind `not` take back all of its forms; remove it, or one of those",
        ),
        (
            "syntax.tsv",
            "closre\tحسب ما\t\n".to_owned(),
            "syntax.tsv:1: unknown kind `closre`; write one of clause, ",
        ),
        (
            "syntax.tsv",
            "lead\tفي الوقت نفسه\t\nlead\tفي الوقت نفسة\t\n".to_owned(),
            "syntax.tsv:2: the row stands twice: line 1 has it too; remove one of them",
        ),
        (
            "names.tsv",
            "title\tكاتب الدولة\t\n".to_owned(),
            "names.tsv:1: the row can never match: a title is looked for as one word at most; ",
        ),
        (
            "names.tsv",
            "title\t،\t\n".to_owned(),
            "names.tsv:1: the row can never match: no text has `،` as one word; ",
        ),
    ];
    for (table, text, expected) in rows {
        let found = Pack::new("ar", &[(table, text.as_bytes())]).faults();
        assert!(found.starts_with(expected), "{text}{found}");
        assert_eq!(found.lines().count(), usize::from(!expected.is_empty()), "{text}{found}");
    }
}

#[test]
fn each_fault_of_french_rows_has_its_message() {
    let said = "verb\tdit / dit / disant\tclause,quote\tsay\tElle dit que oui.\n";
    let rows = [
        ("cues.tsv", said.to_owned(), ""),
        (
            "cues.tsv",
            said.replace("verb", "vreb"),
            "cues.tsv:1: unknown kind `vreb`; write one of verb, noun, source",
        ),
        (
            "cues.tsv",
            said.replace("\tsay", "\tsays"),
            "cues.tsv:1: unknown act `says`; write one of say, announce, ",
        ),
        (
            "cues.tsv",
            said.replace("clause,quote", ""),
            "cues.tsv:1: the row has no takes; write one of clause, ",
        ),
        (
            "cues.tsv",
            said.replace("disant", "a / b / c"),
            "cues.tsv:1: `dit / dit / a / b / c` has too many parts; ",
        ),
        (
            "cues.tsv",
            said.replace("dit que", "nie que"),
            "cues.tsv:1: the comment holds no form of the row and no count; ",
        ),
        (
            "cues.tsv",
            format!("{said}{said}"),
            "cues.tsv:2: the row stands twice: line 1 has it too; ",
        ),
        (
            "cues.tsv",
            format!("{said}noun\tdit\tquote\tsay\tUn dit du soir : oui.\n"),
            "cues.tsv:2: the row can never match: earlier rows (line 1) give all of its forms; ",
        ),
        (
            "syntax.tsv",
            "clauze\tque\n".to_owned(),
            "syntax.tsv:1: unknown kind `clauze`; write one of title, ",
        ),
        (
            "syntax.tsv",
            "elided\tqu\n".to_owned(),
            "syntax.tsv:1: `qu` joins nothing; end it with a straight apostrophe",
        ),
        (
            "names.tsv",
            "title\tvice-roi\n".to_owned(),
            "names.tsv:1: the row can never match: no text has `vice-roi` as words; ",
        ),
        (
            "learned.bin",
            "words".to_owned(),
            "learned.bin: the file cannot be read; make it again with learn/learn.sh",
        ),
    ];
    for (table, text, expected) in rows {
        let found = Pack::new("fr", &[(table, text.as_bytes())]).faults();
        assert!(found.starts_with(expected), "{text}{found}");
        assert_eq!(found.lines().count(), usize::from(!expected.is_empty()), "{text}{found}");
    }
}

#[test]
fn what_a_french_cue_takes_is_a_preposition_of_the_pack() {
    let cues = "verb\tplaide\tpour,paur\tdemand\tIl plaide pour lui.\n";
    let pack =
        Pack::new("fr", &[("cues.tsv", cues.as_bytes()), ("syntax.tsv", b"preposition\tpour\n")]);
    assert_eq!(
        pack.faults(),
        "cues.tsv:1: unknown takes `paur`; write some of clause, quote, object, to, -, or a preposition of syntax.tsv"
    );
    let huge = Pack::new("fr", &[("learned.bin", &vec![0; 8_000_001])]);
    assert_eq!(
        huge.faults(),
        "learned.bin: the file has 8000001 bytes, and 8000000 are the most; learn fewer words or features"
    );
}

#[test]
fn a_row_whose_forms_an_earlier_one_gives_is_shadowed() {
    let cues = "verb\tقال يقول\tclause\tsay\tقال إن\nverb\tباح يبوح\tب\tsay\tباح بأن\n\
                verb\tقال يبوح\tclause\tsay\tقال إن\nverb\tقال يصيح\tquote\tsay\tيصيح: كفى\n";
    assert_eq!(
        Pack::new("ar", &[("cues.tsv", cues.as_bytes())]).faults(),
        "cues.tsv:3: the row can never match: earlier rows (line 1, 2) give all of its forms; remove it, or put it \
         before them"
    );
}

#[test]
fn each_fault_of_other_tables_has_its_message() {
    let rows: [(&str, &[u8], &str); 19] = [
        (
            "language.tsv",
            b"wrod\tthe\t3\t\n",
            "language.tsv:1: unknown kind `wrod`; write one of word, ending, beginning, letter",
        ),
        (
            "language.tsv",
            b"word\tthe\tmany\t\n",
            "language.tsv:1: the weight `many` is no whole number; ",
        ),
        (
            "language.tsv",
            b"word\tthe\t300\t\n",
            "language.tsv:1: the weight `300` is no whole number; ",
        ),
        (
            "language.tsv",
            b"word\tthe\n",
            "language.tsv:1: 2 cells where the columns are kind, form, weight, comment; ",
        ),
        (
            "language.tsv",
            b"word\tthe\t3\t\nword\tThe\t3\t\n",
            "language.tsv:2: the row stands twice: line 1 has it too; ",
        ),
        (
            "language.tsv",
            b"ending\tabcdefg\t3\t\n",
            "language.tsv:1: no text holds the ending `abcdefg` as it is looked for; ",
        ),
        (
            "abbreviations.tsv",
            b"mid\tetc.\t\n",
            "abbreviations.tsv:1: `etc.` ends in a full stop: it is never looked up; ",
        ),
        (
            "abbreviations.tsv",
            b"mid\tetc\t\ntitle\tetc\t\n",
            "abbreviations.tsv:2: the row stands twice: line 1 has it too; ",
        ),
        (
            "dates.tsv",
            b"month\tmay\t5\t\n",
            "dates.tsv:1: unknown kind `month`; write one of month-gregorian, ",
        ),
        (
            "dates.tsv",
            b"month-gregorian\tmay\tfive\t\n",
            "dates.tsv:1: the value `five` is no whole number; ",
        ),
        (
            "flattened.tsv",
            b"teasers\tread also\t\n",
            "flattened.tsv:1: unknown kind `teasers`; write one of opener, ",
        ),
        (
            "flattened.tsv",
            b"teaser\tread also\t\nteaser\tRead also\t\n",
            "flattened.tsv:2: the row stands twice: ",
        ),
        (
            "labels.tsv",
            b"relate\tsee also*\t\n",
            "labels.tsv:1: unknown kind `relate`; write one of related, ",
        ),
        ("labels.tsv", b"related\t*\t\n", "labels.tsv:1: the form has no word; "),
        (
            "bylines.tsv",
            b"words\tnews\t\n",
            "bylines.tsv:1: unknown kind `words`; write one of intro, ",
        ),
        (
            "bylines.tsv",
            b"word\tnews desk\t\n",
            "bylines.tsv:1: `news desk` is never met: a name is looked at word by word; ",
        ),
        ("letters.tsv", b"ab\t5\n", "letters.tsv:1: `ab` is not one letter; "),
        (
            "umm-al-qura.tsv",
            b"1343\t1924-08-01\t0900\n",
            "umm-al-qura.tsv:1: `0900` is no list of months; ",
        ),
        (
            "cue.tsv",
            b"verb\tsay\t\n",
            "cue.tsv: Rawi reads no table of that name; name it after one of language.tsv, ",
        ),
    ];
    for (table, bytes, expected) in rows {
        let found = Pack::new("xx", &[(table, bytes)]).faults();
        assert!(found.starts_with(expected), "{found}");
        assert_eq!(found.lines().count(), 1, "{found}");
    }
}

#[test]
fn each_fault_of_bytes_and_lines_has_its_message() {
    let rows: [(&[u8], &str); 6] = [
        (
            b"mid\t\xFFtc\t\n",
            "abbreviations.tsv:1: the bytes are not UTF-8; save the file as UTF-8",
        ),
        (
            b"mid\tetc\t\r\n",
            "abbreviations.tsv:1: the line ends in a carriage return; save the file with LF line ends",
        ),
        (
            b"mid\tetc\tand so on \n",
            "abbreviations.tsv:1: a blank at the edge of a cell; remove it: cells are matched as they stand",
        ),
        (
            b"# words \nmid\tetc\t\n",
            "abbreviations.tsv:1: a blank at the end of the line; remove it",
        ),
        (
            b"mid\tetc\t\n\nmid\tca\t\n",
            "abbreviations.tsv:2: the line is empty; remove it, or begin it with #",
        ),
        (
            b"\xEF\xBB\xBF# words\nmid\tetc\t\n",
            "abbreviations.tsv:1: the file begins with a byte order mark; save it as UTF-8 without one",
        ),
    ];
    for (bytes, expected) in rows {
        assert_eq!(Pack::new("xx", &[("abbreviations.tsv", bytes)]).faults(), expected);
    }
}

#[test]
fn a_language_without_a_reader_is_checked_by_its_header() {
    let header = "# Cues.\n# kind\tforms\tcase\tact\tcomment (a sentence)\n";
    let rows = [
        ("verb\tsier\tacc\tsay\tHun sier\n", ""),
        ("verb\tsier\tacc\tsays\tHun sier\n", "cues.tsv:3: unknown act `says`; write one of say, "),
        ("verb\t\tacc\tsay\t\n", "cues.tsv:3: the row has no kind or no form; write both"),
        (
            "verb\tsier\tacc\tsay\t\nverb\tSier\tdat\tsay\t\n",
            "cues.tsv:4: the row stands twice: line 3 has it too; ",
        ),
        (
            "verb\tsier\tacc\tsay\t\tmore\n",
            "cues.tsv:3: 6 cells where the columns are kind, forms, case, act, ",
        ),
    ];
    for (text, expected) in rows {
        let found = Pack::new("no", &[("cues.tsv", format!("{header}{text}").as_bytes())]).faults();
        assert!(found.starts_with(expected), "{found}");
        assert_eq!(found.is_empty(), expected.is_empty(), "{found}");
    }
}

#[test]
fn rows_are_counted_in_articles() {
    let cues =
        "verb\tقال يقول\tclause,quote\tsay\tقال الوزير إن\nverb\tنفى ينفي\tclause\tdeny\tنفى أن\n";
    let syntax = "closer\tحسب ما\t\ncircumstance\tأمس\t\n";
    let pack = Pack::new("ar", &[("cues.tsv", cues.as_bytes()), ("syntax.tsv", syntax.as_bytes())]);
    let articles = pack.path.with_file_name("articles.jsonl.gz");
    let lines = "{\"text\":\"وقالت الوزيرة إن الجسر جاهز حسب ما ذكر المدير.\"}\n\
                 {\"text\":\"ستقول الوزيرة إن الجسر جاهز، ثم تقول إنه متين.\"}\nnot a record\n";
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    file.write_all(lines.as_bytes()).expect("gzip");
    fs::write(&articles, file.finish().expect("gzip")).expect("the articles");
    let articles = articles.to_str().expect("a name");

    let output = check(&[pack.name(), "--text", articles, "--format", "json"]);
    let found: Value = serde_json::from_str(stdout(&output)).expect("a JSON line");
    assert_eq!((found["articles"].as_u64(), found["lang"].as_str()), (Some(2), Some("ar")));
    let counts: Vec<(&str, u64)> = found["counts"]
        .as_array()
        .expect("counts")
        .iter()
        .map(|row| {
            (row["form"].as_str().expect("a form"), row["articles"].as_u64().expect("a count"))
        })
        .collect();
    assert_eq!(counts, [("قال يقول", 2), ("نفى ينفي", 0), ("حسب ما", 1), ("أمس", 0)]);
    // The record that could not be read is told, and the exit code tells.
    assert_eq!((code(&output), stderr(&output).lines().count()), (Some(1), 1));

    let output = check(&[pack.name(), "--text", articles]);
    let folder = pack.name();
    assert_eq!(
        stdout(&output),
        format!(
            "{folder}/cues.tsv:2: in no article: verb نفى ينفي\n\
             {folder}/syntax.tsv:2: in no article: circumstance أمس\n\
             {folder}: 4 rows in 2 tables, 0 faults; 2 of 4 statement rows unused in 2 articles\n"
        )
    );
}

#[test]
fn faults_are_json_too() {
    let pack = Pack::new("ar", &[("cues.tsv", b"verb\n"), ("x.tsv", b"")]);
    let output = check(&[pack.name(), "-f", "json"]);
    let found: Value = serde_json::from_str(stdout(&output)).expect("a JSON line");
    let faults = found["faults"].as_array().expect("faults");
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!((faults[0]["line"].as_u64(), faults[1]["line"].as_u64()), (Some(1), None));
    assert!(faults.iter().all(|fault| !fault["remedy"].as_str().expect("a remedy").is_empty()));
    assert_eq!(code(&output), Some(1));
}

#[test]
fn the_language_may_be_told() {
    let pack = Pack::new("drafts", &[("names.tsv", "title\tكاتب الدولة\t\n".as_bytes())]);
    assert_eq!(code(&check(&[pack.name()])), Some(0));
    assert_eq!(code(&check(&[pack.name(), "--lang", "ar"])), Some(1));
}

#[test]
fn wrong_usage_and_missing_folders() {
    assert_eq!(code(&check(&[])), Some(2));
    assert_eq!(code(&check(&["packs", "--text", "-", "-"])), Some(2));
    let output = check(&["no-such-pack"]);
    assert_eq!(code(&output), Some(1));
    assert_eq!(stderr(&output), "rawi: no-such-pack: there is no such folder; check the name\n");
    let help = check(&["--help"]);
    assert!(stdout(&help).contains("rawi pack check packs/ar --text corpus.jsonl.gz"));
}
