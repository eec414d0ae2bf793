//! What tracing found, as a person and as a program ask for it.

use std::fs;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Invented articles: a report, a copy of it with another title and lead, one with another number, one in English, and one that
/// nobody repeats.
const ARTICLES: &str = r#"{"id":"fair1","url":"https://news.example/1","publisher":"صحيفة الوادي","credit":"رويترز","date":"2031-03-04","title":"كيري يتحدث عن المؤتمر","text":"قال وزير الخارجية الأمريكي جون كيري إن مؤتمر المياه سيستضيف 120 وفدا في جنيف قبل نهاية الصيف.\nوحضر اللقاء مزارعون من القرى القريبة، وجال الضيوف مع المهندسين في محطة الضخ التي استغرق بناؤها ثلاث سنوات وشارك فيه مئتا عامل من أبناء المنطقة.\nوينتظر أن تصل المياه أولا إلى حقول القمح في الشمال ثم إلى بساتين الزيتون على الضفة الأخرى من النهر."}
{"id":"fair2","url":"https://news.example/2","publisher":"صحيفة الميناء","date":"2031-03-05","title":"المياه تجمع الوفود","text":"ينتظر مزارعو الوادي منذ أعوام طويلة هذا اليوم كما يروي مراسلنا من هناك.\nقال وزير الخارجية الأمريكي جون كيري إن مؤتمر المياه سيستضيف 120 وفدا في جنيف قبل نهاية الصيف.\nوحضر اللقاء مزارعون من القرى القريبة، وجال الضيوف مع المهندسين في محطة الضخ التي استغرق بناؤها ثلاث سنوات وشارك فيه مئتا عامل من أبناء المنطقة.\nوينتظر أن تصل المياه أولا إلى حقول القمح في الشمال ثم إلى بساتين الزيتون على الضفة الأخرى من النهر."}
{"id":"fair3","url":"https://news.example/3","publisher":"أخبار السهل","date":"2031-03-05","title":"المؤتمر الجديد","text":"أعلن جون كيري أن مؤتمر المياه سيستضيف 150 وفدا في جنيف قبل نهاية الصيف.\nوقال سكان إن أسعار الأرض ترتفع."}
{"id":"fair4","url":"https://news.example/4","publisher":"Harbour News","date":"2031-03-05","title":"Water conference in Geneva","text":"John Kerry said the water conference would host 120 delegations in Geneva before the end of summer.\nFarmers came from nearby villages to see it."}
{"id":"bread","url":"https://news.example/5","publisher":"Harbour News","date":"2031-03-06","title":"Cold ovens","text":"Bakers in Stillwater said that their ovens would stay cold on Sunday."}
"#;

struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().expect("a folder") };
        fs::write(home.folder.path().join("news.jsonl"), ARTICLES).expect("a file");
        let done = home.rawi(&["ingest", "-q", "news.jsonl", "-l", "news.rawi"]);
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

    /// What is shown, without marks of direction; every one of them is closed on its line.
    fn text(&self, args: &[&str]) -> String {
        let done = self.ask(args);
        assert_eq!(code(&done), 0, "{}", stderr(&done));
        let text = String::from_utf8(done.stdout).expect("UTF-8");
        for line in text.lines() {
            let opened = line.matches(['\u{2066}', '\u{2067}']).count();
            assert_eq!(opened, line.matches('\u{2069}').count(), "{line}");
        }
        text.replace(['\u{2066}', '\u{2067}', '\u{2069}'], "")
    }

    fn json(&self, args: &[&str]) -> Vec<Value> {
        let done = self.ask(&[args, &["-f", "json"]].concat());
        assert_eq!(code(&done), 0, "{}", stderr(&done));
        let text = String::from_utf8(done.stdout).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

fn code(done: &Output) -> i32 {
    done.status.code().expect("a code")
}

fn stderr(done: &Output) -> &str {
    std::str::from_utf8(&done.stderr).expect("UTF-8")
}

#[test]
fn sayings_tell_who_reports_them_and_how_often() {
    let home = Home::new();
    let text = home.text(&["sayings"]);
    assert!(text.starts_with("1  جون كيري  Q22316 — 2031-03-04\n"), "{text}");
    assert!(text.contains("4 reports · 3 independent · 4 publishers · ar, en\n"), "{text}");
    assert!(text.contains("!  conflicts: number 1\n"), "{text}");
    let found = home.json(&[
        "sayings",
        "--speaker",
        "Kerry",
        "--about",
        "المؤتمر",
        "--across",
        "--conflicts",
    ]);
    assert_eq!((found.len(), &found[0]["independent"]), (1, &3.into()));
    assert_eq!(found[0]["conflicts_by_kind"]["number"], 1);
}

#[test]
fn a_saying_shows_its_wordings_word_by_word() {
    let home = Home::new();
    let text = home.text(&["saying", "fair3#s1"]);
    assert!(text.contains("earliest known · صحيفة الوادي · 2031-03-04 · fair1#s1\n"), "{text}");
    assert!(text.contains("\n  1  2 reports\n"), "{text}");
    assert!(text.contains("\n  2  1 report · compared with 1\n"), "{text}");
    assert!(text.contains("سيستضيف [-120-] {+150+} وفدا"), "{text}");
    assert!(text.contains("speaker جون كيري (text) → agency رويترز (copy)\n"), "{text}");
    assert!(text.contains("  ! number  medium\n"), "{text}");
    let coloured = home.text(&["saying", "1", "--color", "always"]);
    assert!(coloured.contains("120") && !coloured.contains("[-"), "{coloured}");
    let saying = &home.json(&["saying", "1"])[0];
    let compared = &saying["variants"][1]["compared"];
    assert_eq!(compared["with"], "fair1#s1");
    let letters: Vec<char> = compared["other"].as_str().expect("a text").chars().collect();
    let stretches = compared["stretches"].as_array().expect("stretches");
    let changed = stretches.iter().find(|stretch| stretch["change"] == "exchanged").expect("one");
    let at = |at: usize| changed["other"][at].as_u64().expect("a number") as usize;
    assert_eq!(letters[at(0)..at(1)].iter().collect::<String>(), "150");
}

#[test]
fn copies_show_what_was_changed() {
    let home = Home::new();
    let text = home.text(&["copies"]);
    assert!(text.contains("2 articles · origin fair1 · by its credit\n"), "{text}");
    let text = home.text(&["copies", "fair2"]);
    assert!(text.contains("{+ينتظر مزارعو الوادي") && text.contains("     …\n"), "{text}");
    assert!(text.contains("retitled") && text.contains("new lead"), "{text}");
    let cluster = &home.json(&["copies", "1"])[0];
    assert_eq!((&cluster["origin"], &cluster["basis"]), (&"fair1".into(), &"credit".into()));
    assert_eq!(cluster["members"][1]["compared"]["stretches"][0]["change"], "added");
}

#[test]
fn conflicts_have_two_sides() {
    let home = Home::new();
    let text = home.text(&["conflicts", "--kind", "number", "--publisher", "أخبار السهل"]);
    assert!(text.starts_with("1  جون كيري  Q22316 — 2031-03-04\n  ! number  medium\n"), "{text}");
    assert!(
        text.contains("     2  المياه سيستضيف 150 وفدا في\n        أخبار السهل fair3\n"),
        "{text}"
    );
    let found = home.json(&["conflicts"]);
    assert_eq!(found[0]["one"]["reports"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_chain_is_drawn_as_a_tree() {
    let home = Home::new();
    let text = home.text(&["chain", "fair2#s1"]);
    let tree = "جون كيري  Q22316 — speaker, by the text\n\
                └─ رويترز  Q130879 — agency, by the article it is a copy of\n   \
                   └─ صحيفة الوادي — publisher, by the article it is a copy of\n      \
                      └─ صحيفة الميناء — republisher, by the page\n";
    assert!(text.contains(tree), "{text}");
    assert!(text.contains("4 reports · 3 independent · rawi saying 1\n"), "{text}");
    let alone = home.text(&["chain", "bread#s1"]);
    assert!(alone.contains("Nobody else in the ledger is known to report it."), "{alone}");
    let passage = &home.json(&["chain", "fair2#s1"])[0];
    assert_eq!(passage["links"][1]["actor"], "Q130879");
}

#[test]
fn an_article_points_to_its_sayings() {
    let home = Home::new();
    let text = home.text(&["article", "fair3"]);
    assert!(text.contains("Reported elsewhere: 1 of 2 statements\n"), "{text}");
    assert!(
        text.contains("statement 1 · 4 reports · 3 independent · 1 conflict · rawi saying 1\n"),
        "{text}"
    );
}

#[test]
fn what_is_not_found_is_told() {
    let home = Home::new();
    let rows = [
        (&["sayings", "--speaker", "قنبلفون"][..], 0, "nobody in the ledger"),
        (&["sayings", "--min-reports", "9"], 0, "no saying is like this"),
        (&["sayings", "--about", "\""], 2, "--about"),
        (&["saying", "nobody#s1"], 0, "the ledger has no statement nobody#s1"),
        (&["saying", "bread#s1"], 0, "rawi chain bread#s1"),
        (&["copies", "--min", "9"], 0, "no articles repeat each other like this"),
        (&["copies", "nobody"], 0, "the ledger has no article nobody"),
        (&["copies", "bread"], 0, "no article of the ledger repeats bread"),
        (&["copies", "bread", "--publisher", "x"], 2, "cannot be used with"),
        (&["conflicts", "--kind", "date"], 0, "no reports disagree like this"),
        (&["conflicts", "--kind", "weather"], 2, "possible values"),
        (&["chain", "fair1#s9"], 0, "the ledger has no statement fair1#s9"),
    ];
    for (args, expected, told) in rows {
        let done = home.ask(args);
        assert_eq!(code(&done), expected, "{args:?}: {}", stderr(&done));
        assert!(stderr(&done).contains(told), "{args:?}: {}", stderr(&done));
        assert!(done.stdout.is_empty(), "{args:?}");
    }
}
