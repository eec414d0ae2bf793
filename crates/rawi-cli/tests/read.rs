//! The binary as a person or a script meets it: what it writes, what it says of bad inputs, how it exits.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn rawi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rawi"));
    command.stdin(Stdio::null()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn read(args: &[&str]) -> Output {
    rawi().arg("read").args(args).output().expect("rawi runs")
}

/// Runs `rawi read` with `input` on its standard input.
fn piped(args: &[&str], input: &[u8]) -> Output {
    let mut child = rawi()
        .arg("read")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rawi starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("rawi ends");
    // rawi may stop reading early; what it did not want is no failure of the test.
    let _ = writer.join().expect("the writer does not panic");
    output
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

fn lines(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

fn ids(output: &Output) -> Vec<String> {
    lines(output).iter().map(|line| line["id"].as_str().expect("an id").to_owned()).collect()
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

fn sample(name: &str) -> String {
    samples().join(name).display().to_string()
}

/// A folder of files that a test may write to.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn at(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

/// Made-up articles, one a line.
fn corpus(count: usize) -> String {
    let line = |number: usize| {
        let text = format!("قال رئيس البلدية إن الجسر رقم {number} آمن.\\n").repeat(1 + number % 7);
        format!("{{\"id\":\"n{number}\",\"title\":\"خبر {number}\",\"text\":\"{text}\"}}\n")
    };
    (0..count).map(line).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Checks that `bytes` are one clear line on stderr that names the input, exit code 1, and an error in JSON.
fn fails_alone(name: &str, bytes: &[u8]) {
    let good = "صرح حارس الحديقة بأن الزهور بخير.".as_bytes();
    let folder = folder(&[(name, bytes), ("z-good.txt", good)]);
    let bad = at(&folder, name);
    let output = read(&["-f", "json", &bad, &at(&folder, "z-good.txt")]);
    assert_eq!(code(&output), Some(1), "{name}: {}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1, "{name}: {}", stderr(&output));
    assert!(stderr(&output).starts_with(&format!("rawi: {bad}")), "{}", stderr(&output));
    let lines = lines(&output);
    assert_eq!(lines.len(), 2, "{name}");
    assert!(lines[0]["error"].is_string(), "{name}: {}", lines[0]);
    assert!(lines[1]["text"].as_str().is_some_and(|text| text.contains("الزهور")), "{name}");
}

#[test]
fn an_empty_file_fails_alone() {
    fails_alone("empty.txt", b"");
}

#[test]
fn a_binary_file_fails_alone() {
    let noise: Vec<u8> =
        (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    fails_alone("picture.png", &[b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0".as_slice(), &noise].concat());
}

#[test]
fn a_truncated_gzip_keeps_what_came_before() {
    let whole = gzip(corpus(500).as_bytes());
    let folder = folder(&[("cut.jsonl.gz", &whole[..whole.len() * 2 / 3])]);
    let output = read(&["-f", "json", &at(&folder, "cut.jsonl.gz")]);
    assert_eq!(code(&output), Some(1));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    let lines = lines(&output);
    assert!(lines.len() > 10);
    assert!(lines.last().is_some_and(|line| line["error"].is_string()));
    assert_eq!(lines[7]["id"], "n7");
}

#[test]
fn a_line_that_is_no_json_fails_alone() {
    let folder = folder(&[(
        "news.jsonl",
        "{\"id\":\"a\",\"text\":\"خبر أول\"}\n{\"id\":\n{\"id\":\"c\",\"text\":\"خبر ثالث\"}\n"
            .as_bytes(),
    )]);
    let output = read(&["-f", "json", &at(&folder, "news.jsonl")]);
    assert_eq!(code(&output), Some(1));
    let lines = lines(&output);
    assert_eq!((lines.len(), &lines[0]["id"], &lines[2]["id"]), (3, &"a".into(), &"c".into()));
    assert!(lines[1]["error"].is_string());
    assert!(stderr(&output).contains("news.jsonl:line 2"), "{}", stderr(&output));
}

#[test]
fn a_huge_line_fails_alone() {
    let huge = format!("{{\"id\":\"huge\",\"text\":\"{}\"}}\n", "x".repeat(40 << 20));
    let input =
        format!("{{\"id\":\"a\",\"text\":\"x y\"}}\n{huge}{{\"id\":\"c\",\"text\":\"x y\"}}\n");
    for jobs in ["1", "3"] {
        let output = piped(&["-f", "json", "--jobs", jobs, "-"], input.as_bytes());
        assert_eq!(code(&output), Some(1));
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
        let lines = lines(&output);
        assert_eq!((lines.len(), &lines[0]["id"], &lines[2]["id"]), (3, &"a".into(), &"c".into()));
        assert!(lines[1]["error"].is_string());
    }
}

#[test]
fn an_unknown_charset_is_read_all_the_same() {
    let html = "<html><head><meta charset=\"x-kufic-9\"><title>سوق القرية</title></head><body><article><p>قالت \
                البائعة إن السوق ستفتح أبوابها كل صباح من أيام الربيع، وإن الأسعار لن تتغير قبل العيد.</p>\
                </article></body></html>";
    let folder = folder(&[("page.html", html.as_bytes())]);
    let output = read(&["-f", "json", &at(&folder, "page.html")]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("البائعة"));
}

#[test]
fn deep_markup_does_not_break_the_run() {
    let deep = format!("<html><body>{}<p>قاع البئر</p>", "<div>".repeat(100_000));
    let folder = folder(&[("deep.html", deep.as_bytes()), ("good.txt", "خبر قصير.".as_bytes())]);
    for jobs in ["1", "2"] {
        let output =
            read(&["-f", "json", "-j", jobs, &at(&folder, "deep.html"), &at(&folder, "good.txt")]);
        assert!(matches!(code(&output), Some(0 | 1)), "{:?} {}", output.status, stderr(&output));
        assert_eq!(lines(&output).len(), 2);
    }
}

#[test]
fn a_missing_file_fails_alone() {
    let folder = folder(&[("good.txt", "خبر قصير.".as_bytes())]);
    let missing = at(&folder, "missing\u{1b}[2J.txt");
    let output = read(&["-f", "json", &missing, &at(&folder, "good.txt")]);
    assert_eq!(code(&output), Some(1));
    assert_eq!(lines(&output).len(), 2);
    assert_eq!(stderr(&output).lines().count(), 1);
    assert!(stderr(&output).contains("cannot be read") && stderr(&output).contains("; "));
    assert!(!stderr(&output).contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = folder(&[("many.jsonl", corpus(20_000).as_bytes())]);
    for jobs in ["1", "4"] {
        let mut child = rawi()
            .args(["read", "-f", "json", "-j", jobs, &at(&folder, "many.jsonl")])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("rawi starts");
        let mut first = [0; 9];
        child.stdout.take().expect("a pipe").read_exact(&mut first).expect("a first line");
        assert_eq!(&first, b"{\"id\":\"n0");
        let output = child.wait_with_output().expect("rawi ends");
        assert_eq!((code(&output), stderr(&output)), (Some(0), ""));
    }
}

#[test]
fn wrong_usage_is_2_and_says_what_to_do() {
    for (args, part) in [
        (["read", "--unknown", "x"].as_slice(), "--unknown"),
        (&["read", "--field", "body=content", "x"], "choose one of"),
        (&["read", "--field", "text", "x"], "text=NAME"),
        (&["read", "--from", "pdf", "x"], "warc"),
        (&["read", "--jobs", "0", "x"], "--jobs"),
        (&["read", "-", "-"], "only once"),
        (&["raed"], "read"),
    ] {
        let output = rawi().args(args).output().expect("rawi runs");
        assert_eq!(code(&output), Some(2), "{args:?}");
        assert!(stderr(&output).contains(part), "{args:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn the_order_is_kept_and_jobs_change_nothing() {
    let folder = folder(&[("many.jsonl", corpus(3_000).as_bytes())]);
    let many = at(&folder, "many.jsonl");
    for format in ["json", "text", "html"] {
        let one = read(&["-f", format, "--jobs", "1", &many, &sample("articles.jsonl")]);
        let four = read(&["-f", format, "--jobs", "4", &many, &sample("articles.jsonl")]);
        assert_eq!(code(&one), Some(0), "{}", stderr(&one));
        assert!(one.stdout == four.stdout, "{format}");
        if format == "json" {
            let expected: Vec<String> = (0..3_000).map(|number| format!("n{number}")).collect();
            assert_eq!(ids(&four)[..3_000], expected);
        }
    }
}

#[test]
fn a_folder_is_read_in_order_without_hidden_files() {
    let text = "خبر من القرية.".as_bytes();
    let folder =
        folder(&[("b/2.txt", text), ("a.txt", text), (".hidden.txt", b""), ("b/1.txt", text)]);
    let root = folder.path().display().to_string();
    let output = read(&["-f", "json", &root]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    let expected = ["a.txt", "1.txt", "2.txt"];
    assert_eq!(ids(&output), expected);
}

#[test]
fn standard_input_is_read_with_a_dash_or_with_nothing() {
    let text = "خبر من القرية.".as_bytes();
    for args in [["-f", "json"].as_slice(), &["-f", "json", "-"]] {
        let output = piped(args, text);
        assert_eq!((code(&output), lines(&output).len()), (Some(0), 1), "{}", stderr(&output));
        assert!(stdout(&output).contains("خبر من القرية"));
    }
}

#[test]
fn fields_can_be_named() {
    let line = "{\"key\":\"k1\",\"content\":\"غيره\",\"story\":\"كلام الناس\",\"name\":\"عنوان\"}\n";
    let rules = ["--field", "text=story", "--field", "title=name", "--field", "id=key"];
    let output =
        piped(&[&["-f", "json", "--from", "jsonl"], rules.as_slice()].concat(), line.as_bytes());
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    let line = &lines(&output)[0];
    assert_eq!((&line["id"], &line["title"]["text"]), (&"k1".into(), &"عنوان".into()));
    assert!(line["text"].as_str().is_some_and(|text| text.contains("كلام الناس")));
}

#[test]
fn a_file_is_whole_or_as_it_was() {
    let folder = folder(&[("out.json", b"before"), ("page.txt", "خبر من القرية.".as_bytes())]);
    let (out, page) = (at(&folder, "out.json"), at(&folder, "page.txt"));
    let output = read(&["-f", "json", "--out", &out, &page]);
    assert_eq!((code(&output), stdout(&output)), (Some(0), ""), "{}", stderr(&output));
    assert!(fs::read_to_string(&out).expect("a file").starts_with("{\"id\":"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);

    let nowhere = at(&folder, "none/out.json");
    let output = read(&["-f", "json", "--out", &nowhere, &page]);
    assert_eq!(code(&output), Some(1));
    assert!(stderr(&output).starts_with(&format!("rawi: {nowhere}: cannot be written")));

    let output = read(&["-f", "json", "--out", &page, &page]);
    assert_eq!(code(&output), Some(2), "an input is not replaced");
    assert_eq!(fs::read(&page).expect("a file"), "خبر من القرية.".as_bytes());
}

#[test]
fn a_folder_gets_a_file_an_article() {
    let folder = folder(&[]);
    let out = at(&folder, "pages/");
    let output = read(&["-f", "html", "--out", &out, &sample("articles.jsonl")]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    let mut names: Vec<String> = fs::read_dir(&out)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().display().to_string())
        .collect();
    names.sort();
    assert_eq!(names, ["dam.html", "ferry.html", "library.html"]);
    let page = fs::read_to_string(Path::new(&out).join("ferry.html")).expect("a page");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
}

#[test]
fn colour_is_asked_for_or_left_out() {
    let page = sample("damaged-page.txt");
    assert!(!stdout(&read(&[&page])).contains('\u{1b}'), "not into a pipe");
    assert!(stdout(&read(&["--color", "always", &page])).contains('\u{1b}'));
    assert!(!stdout(&read(&["--color", "never", &page])).contains('\u{1b}'));
}

#[test]
fn many_articles_as_text_end_with_a_summary() {
    let loud = read(&[&sample("articles.jsonl")]);
    assert!(stderr(&loud).starts_with("rawi: 3 articles, "), "{}", stderr(&loud));
    assert_eq!(stderr(&read(&["--quiet", &sample("articles.jsonl")])), "");
    assert_eq!(stderr(&read(&[&sample("damaged-page.txt")])), "");
}

#[test]
fn every_span_of_the_samples_says_what_stands_there() {
    let output = read(&["-f", "json", &samples().display().to_string()]);
    assert_eq!(code(&output), Some(0), "{}", stderr(&output));
    assert_eq!(lines(&output).len(), 9);
    for line in lines(&output) {
        let text: Vec<char> = line["text"].as_str().expect("a text").chars().collect();
        let check = |part: &Value| {
            let [start, end] =
                ["start", "end"].map(|key| part[key].as_u64().expect("a place") as usize);
            let words: String = text[start..end].iter().collect();
            assert_eq!(part["text"], words.as_str());
        };
        for said in line["statements"].as_array().expect("a list") {
            [&said["cue"], &said["source"]]
                .into_iter()
                .filter(|part| part.is_object())
                .for_each(check);
            said["content"].as_array().expect("a list").iter().for_each(check);
        }
    }
}

#[test]
fn completions_and_the_man_page_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = rawi().args(["completions", shell]).output().expect("rawi runs");
        assert_eq!(code(&output), Some(0));
        assert!(stdout(&output).contains("no-progress"), "{shell}");
    }
    let output = rawi().arg("man").output().expect("rawi runs");
    assert_eq!(code(&output), Some(0));
    assert!(
        stdout(&output).contains(".TH rawi") && stdout(&output).contains("\\-\\-no\\-progress")
    );
    let output = rawi().args(["read", "--help"]).output().expect("rawi runs");
    assert!(
        stdout(&output).contains("Examples:")
            && stdout(&output).contains("samples/damaged-page.txt")
    );
}

#[test]
fn an_unknown_charset_is_told_and_the_page_is_read() {
    let html = "<html><head><meta charset=\"x-nowhere\"></head><body><p>افتتح الجسر أمس فوق الوادي القديم.</p></body></html>";
    let folder = folder(&[("page.html", html.as_bytes())]);
    let output = read(&["-f", "json", &at(&folder, "page.html")]);
    assert_eq!(
        (code(&output), stderr(&output).lines().count()),
        (Some(0), 1),
        "{}",
        stderr(&output)
    );
    assert!(
        stderr(&output).contains("page.html: the charset “x-nowhere” is unknown"),
        "{}",
        stderr(&output)
    );
    assert_eq!(lines(&output)[0]["findings"][0]["code"], "unknown-charset");
}

#[test]
fn an_empty_folder_is_a_failure_that_is_told() {
    let folder = folder(&[(".hidden", b"x")]);
    let output = read(&["-f", "json", &folder.path().display().to_string()]);
    assert_eq!(code(&output), Some(1));
    assert!(stderr(&output).contains("holds no files"), "{}", stderr(&output));
}

#[test]
fn the_largest_record_can_be_set() {
    let long =
        format!("{{\"text\":\"{}\"}}\n{{\"text\":\"خبر قصير.\"}}\n", "كلمة ".repeat(300_000));
    let folder = folder(&[("news.jsonl", long.as_bytes())]);
    let input = at(&folder, "news.jsonl");
    let output = read(&["-f", "json", "--max-record", "1", &input]);
    assert_eq!((code(&output), lines(&output).len()), (Some(1), 2), "{}", stderr(&output));
    assert!(stderr(&output).contains("news.jsonl:line 1"), "{}", stderr(&output));
    assert_eq!(code(&read(&["-f", "json", &input])), Some(0));
}
