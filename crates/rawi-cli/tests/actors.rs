//! `rawi actors`: who is found, what tables, lists and dumps add, and what is said of bad ones.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Invented people; offices stand before and after those who held them.
const DUMP: &str = include_str!("actors/dump.json");

fn rawi(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rawi"))
        .arg("actors")
        .args(args)
        .env_remove("CLICOLOR_FORCE")
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

/// A folder with one input, and room for an output.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        Self { folder }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Runs `rawi actors build` into `out.bin`.
    fn build(&self, inputs: &[&str], flags: &[&str]) -> Output {
        let (inputs, out) =
            (inputs.iter().map(|name| self.at(name)).collect::<Vec<_>>(), self.at("out.bin"));
        let mut args = vec!["build", "--output", &out];
        args.extend(flags);
        args.extend(inputs.iter().map(String::as_str));
        rawi(&args)
    }

    fn out(&self) -> Option<Vec<u8>> {
        fs::read(self.at("out.bin")).ok()
    }

    fn lookup(&self, name: &str) -> Vec<Value> {
        json(&["lookup", name, "--registry", &self.at("out.bin"), "--format", "json"])
    }

    /// What is said of the only input, without its folder.
    fn said(&self, output: &Output) -> String {
        stderr(output)
            .replace(&format!("{}/", self.folder.path().display()), "")
            .replace("rawi: ", "")
    }
}

fn json(args: &[&str]) -> Vec<Value> {
    let output = rawi(args);
    stdout(&output).lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

/// The offices as `position jurisdiction start end state`.
fn offices(actor: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let of = |office: &Value| {
        let parts = ["position", "", "start", "end", "state"].map(|key| match key {
            "" => text(&office["jurisdiction"]["id"]),
            key => text(&office[key]),
        });
        parts.join(" ")
    };
    actor["offices"].as_array().expect("a list").iter().map(of).collect()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).expect("in memory");
    out.finish().expect("in memory")
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    out.write_all(bytes).expect("in memory");
    out.finish().expect("in memory")
}

fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/actors")
}

#[test]
fn names_lead_to_actors() {
    let rows = [
        ("أنتوني بلينكن", "name"),
        ("Antony Blinken", "name"),
        ("بلينكن", "last-name"),
        ("Blinken", "last-name"),
        ("أنطوني بلنكين", "sound"),
    ];
    for (name, how) in rows {
        let found = json(&["lookup", name, "-f", "json"]);
        assert_eq!(
            (&found[0]["id"], &found[0]["match"]),
            (&"Q7821917".into(), &how.into()),
            "{name}"
        );
        assert_eq!(found[0]["alike"].is_null(), how != "sound");
    }
    let found = json(&[
        "lookup",
        "Antony",
        "Blinken",
        "--date",
        "2024-11-13",
        "-f",
        "json",
        "--lang",
        "ar",
    ]);
    assert_eq!(offices(&found[0]), ["foreign-minister Q30 2021-01-26 2025-01-20 ended"]);
    assert_eq!(found[0]["offices"][0]["held"], "yes");
    assert_eq!(found[0]["offices"][0]["name"], "وزير الخارجية");
}

#[test]
fn titles_lead_to_holders() {
    for title in ["الأمين العام لحلف شمال الأطلسي", "NATO secretary general"]
    {
        let found = json(&["lookup", title, "--date", "2024-11-13", "-f", "json"]);
        assert_eq!(
            (found.len(), &found[0]["id"], &found[0]["match"]),
            (1, &"Q57792".into(), &"office".into())
        );
    }
    let all = json(&["lookup", "الأمين العام لحلف شمال الأطلسي", "-f", "json"]);
    assert!(all.len() > 1, "all terms, in order");
    let starts: Vec<&str> =
        all.iter().map(|actor| actor["offices"][0]["start"].as_str().unwrap_or("")).collect();
    assert!(starts.is_sorted(), "{starts:?}");
    // Two weeks around a handover prove nothing.
    let text = rawi(&["lookup", "NATO secretary general", "--date", "2024-10-05"]);
    assert!(stdout(&text).contains("perhaps"), "{}", stdout(&text));
}

#[test]
fn text_is_isolated_and_plain_in_a_pipe() {
    let output = rawi(&["lookup", "بلينكن", "--date", "2024-11-13"]);
    let text = stdout(&output);
    assert_eq!(code(&output), Some(0));
    assert!(text.contains("\u{2067}وزير الخارجية\u{2069} (\u{2067}الولايات المتحدة\u{2069}), 2021-01-26 – 2025-01-20"), "{text}");
    assert!(!text.contains('\u{1b}'));
    for line in text.lines() {
        assert_eq!(
            line.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count(),
            line.matches('\u{2069}').count(),
            "{line}"
        );
    }
    let coloured = rawi(&["lookup", "بلينكن", "--color", "always"]);
    assert!(stdout(&coloured).contains("\u{1b}["));
    let sound = rawi(&["lookup", "أنطوني بلنكين"]);
    assert!(stdout(&sound).starts_with(
        "Nobody is called \u{2067}أنطوني بلنكين\u{2069}; these names sound like it:\n"
    ));
}

#[test]
fn nobody_is_a_failure_that_says_what_to_do() {
    let rows: [(&[&str], &str); 6] = [
        (
            &["Qwrtzpf Xkvbnm"],
            "nobody in the registry is called \u{2068}Qwrtzpf Xkvbnm\u{2069}, or sounds so; try the last name alone",
        ),
        (&[""], "nobody in the registry"),
        (
            &["foreign minister"],
            "Foreign Minister is an office of many; name its country or body as well",
        ),
        (
            &["NATO secretary general", "--date", "1900-01-01"],
            "leave --date out to see all whom it knows",
        ),
        (
            &["Blinken", "--registry", "/nowhere/a.bin"],
            "/nowhere/a.bin: cannot be read: no such file",
        ),
        (&["\u{1b}[2J\u{202e}"], "nobody in the registry is called \u{2068}\u{FFFD}[2J\u{2069}"),
    ];
    for (args, message) in rows {
        let output = rawi(&[&["lookup"], args].concat());
        assert_eq!((code(&output), stdout(&output)), (Some(1), ""), "{args:?}");
        assert!(
            stderr(&output).contains(message) && stderr(&output).lines().count() == 1,
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(code(&rawi(&["lookup"])), Some(2));
    assert_eq!(code(&rawi(&["lookup", "x", "--date", "2024-13-01"])), Some(2));
    let home = Home::new(&[("out.bin", b"not a registry")]);
    let output = rawi(&["lookup", "x", "--registry", &home.at("out.bin")]);
    assert_eq!(code(&output), Some(1));
    assert!(
        stderr(&output).contains("make it anew with `rawi actors build`"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_dump_adds_its_people_however_it_is_packed() {
    let lines = DUMP.trim_start_matches("[\n").trim_end_matches("]\n").replace("},\n{", "}\n{");
    let two = [&DUMP.as_bytes()[..700], &DUMP.as_bytes()[700..]];
    let members = [gz(two[0]), gz(two[1])].concat();
    let streams = [bz2(two[0]), bz2(two[1])].concat();
    let ends = DUMP.replace('\n', "\r\n");
    let forms: [(&str, &[u8]); 7] = [
        ("dump.json", DUMP.as_bytes()),
        ("dump.json.gz", &gz(DUMP.as_bytes())),
        ("dump.json.bz2", &bz2(DUMP.as_bytes())),
        ("members.json.gz", &members),
        ("streams.json.bz2", &streams),
        ("lines.jsonl", lines.as_bytes()),
        ("ends.json", ends.as_bytes()),
    ];
    let mut made = Vec::new();
    for (name, bytes) in forms {
        let home = Home::new(&[(name, bytes)]);
        let output = home.build(&[name], &[]);
        assert_eq!((code(&output), stderr(&output)), (Some(0), ""), "{name}");
        assert!(
            stdout(&output).contains(": 4 terms (3 new people), 0 faults\n"),
            "{name}: {}",
            stdout(&output)
        );
        made.push(home.out().expect("a registry"));
        if made.len() == 1 {
            of_the_dump(&home, &output);
        }
    }
    assert!(made.windows(2).all(|pair| pair[0] == pair[1]), "the same people, byte for byte");
}

#[test]
fn whoever_was_followed_is_not_in_office_for_ever() {
    let home = Home::new(&[("dump.json", DUMP.replace("+2026-01-07", "+2019-01-07").as_bytes())]);
    assert_eq!(code(&home.build(&["dump.json"], &[])), Some(0));
    assert_eq!(
        offices(&home.lookup("Quantos")[0]),
        ["secretary-general Q7184 2019-01-07 - unknown"]
    );
}

fn of_the_dump(home: &Home, output: &Output) {
    for reason in [
        "1 terms that the source marks as deprecated, such as Q900000001",
        "2 terms of an office that is no item with a known title in the dump, such as Q900000104",
        "1 people without a known office, such as Q900000006",
        "1 people without a name in Arabic or English, such as Q900000007",
    ] {
        assert!(stdout(output).contains(reason), "{}", stdout(output));
    }
    let valdak = &home.lookup("Valdak")[0];
    assert_eq!((&valdak["id"], &valdak["country"]["id"]), (&"Q900000001".into(), &"Q142".into()));
    assert_eq!(valdak["names"]["en"], serde_json::json!(["Sorin Valdak", "Sorin A. Valdak"]));
    assert_eq!(valdak["names"]["ar"], serde_json::json!(["سورين فالداك", "سورين فلداك"]));
    assert_eq!(
        offices(valdak),
        ["finance-minister Q142 1811-03-05 1814-09 ended", "justice-minister Q183 1815 1816 ended"]
    );
    let quantos = &home.lookup("ميريلا كوانتوس")[0];
    assert_eq!(quantos["names"]["en"], serde_json::json!(["Mirela Quantos"]));
    assert_eq!(offices(quantos), ["secretary-general Q7184 2026-01-07 - open"]);
    assert_eq!(offices(&home.lookup("Lisk")[0]), ["finance-minister Q142 1809-02-01 - unknown"]);
    for name in ["Nobody Office", "A Horse", "Only Beekeeper"] {
        assert!(home.lookup(name).iter().all(|actor| actor["match"] == "sound"), "{name}");
    }
    // What was there before is there still.
    assert_eq!(home.lookup("بلينكن")[0]["id"], "Q7821917");
}

/// Builds from one bad input, strictly and leniently; what is said the first time, and of how many terms the second.
fn bad(name: &str, bytes: &[u8]) -> (String, String) {
    let home = Home::new(&[(name, bytes), ("out.bin", b"before")]);
    let output = home.build(&[name], &[]);
    assert_eq!((code(&output), stdout(&output)), (Some(1), ""), "{name}");
    assert_eq!(home.out().expect("it stays"), b"before");
    assert_eq!(
        fs::read_dir(home.folder.path()).expect("a folder").count(),
        2,
        "nothing is left behind"
    );
    let said = home.said(&output);
    let last = format!(" in {name}; correct what is wrong, or leave it out with --lenient\n");
    assert!(said.contains("nothing was written: ") && said.ends_with(&last), "{said}");
    let lenient = home.build(&[name], &["--lenient"]);
    assert_eq!(code(&lenient), Some(0), "{}", stderr(&lenient));
    assert_ne!(home.out().expect("it is written"), b"before");
    let summary = stdout(&lenient).lines().next().expect("a summary").to_owned();
    (said, summary.rsplit_once(": ").expect("counts").1.to_owned())
}

#[test]
fn each_fault_of_a_dump_has_its_line_and_remedy() {
    let all: Vec<&str> = DUMP.lines().collect();
    let with = |at: usize, line: &str| {
        let mut lines = all.clone();
        lines.insert(at, line);
        lines.join("\n") + "\n"
    };
    let cut = &DUMP[..DUMP.len() - 300];
    let whole_lines = all[..6].join("\n") + "\n";
    let packed = (gz(DUMP.as_bytes()), bz2(DUMP.as_bytes()));
    let swapped = DUMP.replace("+1814-09-00T", "+1804-09-00T");
    let long = with(2, &format!("{{\"id\":\"Q1\",\"x\":\"{}\"}},", "x".repeat(65 << 20)));
    let rows: [(&str, &[u8], &str, &str); 11] = [
        (
            "a.json",
            cut.as_bytes(),
            "a.json:13: the dump is cut off: its last line has no end; fetch the file again",
            "4 terms (3 new people), 1 fault",
        ),
        (
            "b.json",
            whole_lines.as_bytes(),
            "b.json:6: the dump is cut off: its last line has no end; fetch the file again",
            "1 term (1 new person), 1 fault",
        ),
        (
            "c.json.gz",
            &packed.0[..packed.0.len() / 2],
            ": the compressed stream is cut off; fetch the file again",
            "",
        ),
        (
            "d.json.bz2",
            &packed.1[..packed.1.len() / 2],
            ": the compressed stream is cut off; fetch the file again",
            "",
        ),
        (
            "e.json",
            with(3, "{\"id\":\"Q9\",}").leak().as_bytes(),
            "e.json:4: the line is no entity (trailing comma at column 12); put one entity in JSON on a line",
            "4 terms (3 new people), 1 fault",
        ),
        (
            "f.json",
            with(3, "{\"labels\":{}},").leak().as_bytes(),
            "f.json:4: the entity has no id; give it one",
            "4 terms (3 new people), 1 fault",
        ),
        (
            "g.json",
            with(5, all[2]).leak().as_bytes(),
            "g.json:6: `Q900000001` is there twice; remove one of the two lines",
            "4 terms (3 new people), 1 fault",
        ),
        (
            "h.json",
            swapped.as_bytes(),
            "h.json:3: Q900000001, Q900000101: the end 1804-09 is before the start 1811-03-05; correct the dates",
            "3 terms (3 new people), 1 fault",
        ),
        (
            "i.json",
            long.as_bytes(),
            "i.json:3: the line is longer than 64 MiB; put one entity on a line",
            "4 terms (3 new people), 1 fault",
        ),
        (
            "j.json",
            with(all.len(), "{}").leak().as_bytes(),
            "j.json:15: something stands after the end of the list",
            "4 terms (3 new people), 1 fault",
        ),
        (
            "k.json",
            b"",
            "k.json: the file is empty; check its name, or fetch it again",
            "0 terms (0 new people), 1 fault",
        ),
    ];
    for (name, bytes, message, counts) in rows {
        let (said, summary) = bad(name, bytes);
        assert!(said.starts_with(name) && said.contains(message), "{name}: {said}");
        assert!(counts.is_empty() || summary == counts, "{name}: {summary}");
        assert_eq!(said.lines().count(), 2, "{said}");
    }
    // What is damaged inside is not what is cut off.
    let mut damaged = packed.0.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0xAA);
    let (said, _) = bad("l.json.gz", &damaged);
    assert!(said.contains("fetch the file again"), "{said}");
}

const LIST: &str = "country,position,person,qid,start,end\r\n\
    France,Minister of Justice,Sorin Valdak,Q900000001,1811-03-05,1814\r\n\
    Germany,ambassador to Spain,\"Valdak, Mirela\",Q900000002,2019,\r\n\
    Jordan,Keeper of the Bees,Sorin Valdak,Q900000001,2001,2002\r\n\
    Atlantis,Prime Minister,Sorin Valdak,Q900000001,2001,2002\r\n\
    ,Secretary General of NATO,Tobren Lisk,,1950-04,?\r\n";

#[test]
fn a_list_adds_its_people() {
    let mark = [b"\xEF\xBB\xBF", LIST.as_bytes()].concat();
    let other_order = "person,position,country\nTobren Lisk,Minister of Finance,FR\n";
    let home = Home::new(&[
        ("a.csv", LIST.as_bytes()),
        ("b.csv.gz", &gz(&mark)),
        ("c.csv", other_order.as_bytes()),
    ]);
    let output = home.build(&["a.csv"], &[]);
    assert_eq!((code(&output), stderr(&output)), (Some(0), ""));
    let told = stdout(&output);
    assert!(told.contains("a.csv: 3 terms (3 new people), 0 faults"), "{told}");
    assert!(told.contains(
        "left out: 1 terms of an office that no row of titles.tsv names, such as Keeper of the Bees"
    ));
    assert!(told.contains(
        "left out: 1 terms in a country or body that the registry does not have, such as Atlantis"
    ));
    assert_eq!(
        offices(&home.lookup("Sorin Valdak")[0]),
        ["justice-minister Q142 1811-03-05 1814 ended"]
    );
    let lisk = &home.lookup("Lisk")[0];
    assert_eq!(
        (&lisk["id"], offices(lisk)),
        (
            &"person/tobren-lisk".into(),
            vec!["secretary-general Q7184 1950-04 - unknown".to_owned()]
        )
    );
    let first = home.out().expect("a registry");
    assert_eq!(code(&home.build(&["b.csv.gz"], &[])), Some(0));
    assert_eq!(home.out().expect("a registry"), first);
    assert_eq!(code(&home.build(&["c.csv"], &["--quiet"])), Some(0));
    assert_eq!(offices(&home.lookup("Lisk")[0]), ["finance-minister Q142 - - open"]);
}

#[test]
fn each_fault_of_a_list_has_its_line_and_remedy() {
    let and = |row: &str| format!("{LIST}{row}\r\n");
    let rows: [(&str, String, &str); 9] = [
        (
            "a.csv",
            LIST.replace("qid", "item"),
            "a.csv:1: unknown column `item`; the first line names columns out of country,position,person,qid,start,end",
        ),
        (
            "b.csv",
            "country,position\nFrance,President\n".to_owned(),
            "b.csv:1: there is no column `person`; begin the file with the line country,",
        ),
        (
            "c.csv",
            LIST.replace("qid", "start"),
            "c.csv:1: the column `start` stands twice; remove one of them",
        ),
        (
            "d.csv",
            and("France,President,X Y,Q900000009,2011,2010"),
            "d.csv:7: the end 2010 is before the start 2011; correct the dates",
        ),
        (
            "e.csv",
            and("France,President,X Y,900000009,2011,2012"),
            "e.csv:7: `900000009` is no person's identifier; write Q and digits, or nothing",
        ),
        (
            "f.csv",
            and("France,President,X Y,Q900000009,1.2.2011,2012"),
            "f.csv:7: `1.2.2011` is no date; write 2021-01-20, 2021-01 or 2021",
        ),
        (
            "g.csv",
            and("France,President,X Y,Q900000009"),
            "g.csv:7: 4 cells where the header names 6 columns; put a cell with a comma in quotation marks",
        ),
        (
            "h.csv",
            and("France,Minister of Justice,Sorin Valdak,Q900000001,1811-03-05,1814"),
            "h.csv:7: the row stands twice: line 2 has it too; remove one of them",
        ),
        (
            "i.csv",
            and("France,President,X Y,Q142,2011,2012"),
            "i.csv:7: `Q142` is a country, no person; correct the qid",
        ),
    ];
    for (name, text, message) in rows {
        let (said, _) = bad(name, text.as_bytes());
        assert!(said.contains(message), "{name}: {said}");
    }
    let (said, _) =
        bad("j.csv", &[LIST.as_bytes(), b"France,President,\xE9,Q900000009,,\n"].concat());
    assert!(said.contains("j.csv:7: the row is not UTF-8; save the file as UTF-8"), "{said}");
    let (said, _) = bad("k.csv.gz", &gz(LIST.as_bytes())[..60]);
    assert!(said.contains("the compressed stream is cut off; fetch the file again"), "{said}");
}

#[test]
fn tables_are_built_the_same_every_time() {
    let packs = packs().display().to_string();
    let home = Home::new(&[]);
    let out = home.at("out.bin");
    let output = rawi(&["build", &packs, "--from-scratch", "-o", &out]);
    assert_eq!((code(&output), stderr(&output)), (Some(0), ""));
    let kept = fs::read(Path::new(&packs).join("registry.bin")).expect("the built-in one");
    assert!(home.out().expect("a registry") == kept, "as the one that is built in");
    // The same tables once more add nothing.
    let output = rawi(&["build", &packs, "-o", &out]);
    assert!(stdout(&output).contains(": 0 new actors, 0 new names, "), "{}", stdout(&output));
    assert!(home.out().expect("a registry") == kept);
}

#[test]
fn tables_add_to_those_that_are_built_in() {
    let home = Home::new(&[
        ("mine/people.tsv", "Q900000001\tSorin Valdak\tسورين فالداك\nQ7821917\tAntony J. Blinken\t\n".as_bytes()),
        ("mine/terms.tsv", b"# person id\tposition\tjurisdiction\tstart\tend\tcomment\nQ900000001\tpresident\tFR\t1811\t1814\n"),
    ]);
    let output = home.build(&["mine"], &[]);
    assert_eq!((code(&output), stderr(&output)), (Some(0), ""));
    assert_eq!(offices(&home.lookup("فالداك")[0]), ["president Q142 1811 1814 ended"]);
    assert_eq!(home.lookup("Antony J. Blinken")[0]["id"], "Q7821917");
    assert_eq!(
        offices(&home.lookup("Blinken")[0]).len(),
        offices(&json(&["lookup", "Blinken", "-f", "json"])[0]).len()
    );
}

#[test]
fn each_fault_of_tables_has_its_line_and_remedy() {
    let person = "Q900000001\tSorin Valdak\t\n";
    let rows: [(&str, String, &str); 10] = [
        (
            "people.tsv",
            format!("{person}{person}"),
            "people.tsv:2: `Q900000001` is there twice; merge the two rows",
        ),
        (
            "people.tsv",
            "Q142\tSorin Valdak\t\n".to_owned(),
            "people.tsv:1: `Q142` is a person here and a country in an earlier input",
        ),
        (
            "people.tsv",
            "# person id\tname\tnames ar\n".to_owned(),
            "people.tsv:1: unknown column `name`; the columns of people.tsv are person id, names en, names ar, in this order",
        ),
        (
            "people.tsv",
            "Q900000001\tSorin\t\tmore\n".to_owned(),
            "people.tsv:1: 4 cells where the columns are person id, names en, names ar; put one tab",
        ),
        (
            "terms.tsv",
            "Q7821917\tpresident\tFR\t2011\t2010\n".to_owned(),
            "terms.tsv:1: the end 2010 is before the start 2011; mend the dates",
        ),
        (
            "terms.tsv",
            "Q900000001\tpresident\tFR\t2011\t2012\n".to_owned(),
            "terms.tsv:1: there is nobody `Q900000001`; add the person to people.tsv",
        ),
        (
            "terms.tsv",
            "Q7821917\tking\tFR\t2011\t2012\n".to_owned(),
            "terms.tsv:1: there is no position `king`; name one of positions.tsv",
        ),
        (
            "terms.tsv",
            "Q7821917\tpresident\tQQ\t2011\t2012\n".to_owned(),
            "terms.tsv:1: there is no country or body `QQ`; write a code of countries.tsv",
        ),
        (
            "offices.tsv",
            "x\n".to_owned(),
            "offices.tsv: no table of the registry; it reads countries.tsv, ",
        ),
        (
            "people.tsv",
            "\u{FFFD}".to_owned(),
            "people.tsv:1: 1 cells where the columns are person id",
        ),
    ];
    for (table, text, message) in rows {
        let home = Home::new(&[(&format!("mine/{table}"), text.as_bytes())]);
        let output = home.build(&["mine"], &[]);
        assert_eq!((code(&output), home.out()), (Some(1), None), "{message}");
        assert!(
            home.said(&output).starts_with(&format!("mine/{message}")),
            "{}",
            home.said(&output)
        );
        assert_eq!(code(&home.build(&["mine"], &["--lenient"])), Some(0), "{message}");
    }
    let home = Home::new(&[("mine/people.tsv", b"Q1\t\xFF\t\n")]);
    assert!(
        home.said(&home.build(&["mine"], &[]))
            .starts_with("mine/people.tsv:1: the bytes are not UTF-8; save the file as UTF-8")
    );
}

#[test]
fn wrong_usage_and_what_is_not_there() {
    let home = Home::new(&[("a.csv", LIST.as_bytes()), ("empty/x", b"")]);
    assert_eq!(code(&rawi(&["build", "a.csv"])), Some(2), "no output");
    let (list, folder) = (home.at("a.csv"), home.at("empty"));
    assert_eq!(code(&rawi(&["build", &list, "-o", &list])), Some(2), "input and output are one");
    assert_eq!(code(&rawi(&["build", &list, "-o", &folder])), Some(2), "the output is a folder");
    assert_eq!(code(&rawi(&["build", "-", "-", "-o", &home.at("x")])), Some(2));
    let output = home.build(&["missing.json"], &["--lenient"]);
    assert_eq!((code(&output), home.out()), (Some(1), None));
    assert_eq!(
        home.said(&output),
        "missing.json: cannot be read: no such file or directory; check the name\n"
    );
    assert!(
        home.said(&home.build(&["empty"], &[]))
            .starts_with("empty: the folder holds no table; name one")
    );
    let output = home.build(&["a.csv"], &["--from-scratch"]);
    assert!(
        home.said(&output).contains(
            "there are no titles to know its offices by; name a folder with positions.tsv"
        )
    );
    let output = rawi(&["build", &list, "-o", &home.at("no/where.bin")]);
    assert!(home.said(&output).contains(
        "no/where.bin: cannot be written: no such file or directory; make its folder first"
    ));
}

#[test]
fn help_man_page_and_completions_know_the_commands() {
    let print = |args: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_rawi")).args(args).output().expect("rawi runs");
        stdout(&output).to_owned()
    };
    for words in [["actors", "lookup"], ["actors", "build"]] {
        assert!(print(&[words[0], words[1], "--help"]).contains("Examples:"));
    }
    assert!(print(&["man"]).contains("from\\-scratch"));
    assert!(print(&["completions", "bash"]).contains("--from-scratch"));
}
