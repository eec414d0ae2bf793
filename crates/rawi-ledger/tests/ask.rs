//! Questions to small ledgers of invented articles.

use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use rawi_actor::Registry;
use rawi_ledger::ask::{Days, Found, Query, SaidQuestion, SearchQuestion};
use rawi_ledger::{Entry, Fingerprint, Ledger, Source, Writer};
use rawi_page::{Body, Fields, Page};
use rawi_statement::line::Line;
use rawi_statement::{With, contract};
use rawi_trace::Reader;

/// Id, day, publisher, title, text.
const ARTICLES: [[&str; 5]; 7] = [
    [
        "a1",
        "2031-02-01",
        "الضفاف",
        "افتتاح سد الوادي",
        "قال وزير الري منصور القصبي إن السد سيروي مئة قرية.\nوحضر الافتتاح وفد من القرى المجاورة.",
    ],
    [
        "a2",
        "2031-02-02",
        "الضفاف",
        "خلاف حول المياه",
        "سلّم الأهالي للوزير رسالة عن نقص المياه. وأكد الوزير أن خطة السد الجديدة جاهزة.",
    ],
    [
        "a3",
        "2031-02-03",
        "المرفأ",
        "موازنة البلدية",
        "ناقش المجلس الموازنة ومشروع الجسر. وقالت رئيسة البلدية هدى السراج إن الجسر سيفتح في الربيع.",
    ],
    [
        "a4",
        "2031-02-04",
        "Harbour News",
        "Ministers debate the bridge",
        "The finance minister, Clara Holt, said the bridge would open in spring. Fishermen want lower fees.",
    ],
    [
        "a5",
        "2031-02-05",
        "Harbour News",
        "Fees rise",
        "Spring fees will rise, the harbour office said. The open bridge is not to blame.",
    ],
    [
        "a6",
        "2031-02-06",
        "المرفأ",
        "لقاء في العاصمة",
        "قال وزير الخارجية الأمريكي جون كيري إن جيمس كاميرون لم يحضر. وأضاف أن اللقاء كان مفيدا.",
    ],
    ["a7", "2031-02-07", "المرفأ", "", "كلمات بلا عنوان عن السد وجديدة الخطة."],
];

fn line(page: &Page) -> Line {
    let mut article = rawi_page::read(page);
    let record = rawi_statement::record(&mut article, With::default());
    let mut bytes = Vec::new();
    contract::write_record(&article, &record, &mut bytes);
    Line::read(&bytes).expect("a line of the contract")
}

fn page([id, day, publisher, title, text]: [&str; 5]) -> Page {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Page {
        id: id.to_owned(),
        url: Some(format!("https://news.example/{id}")),
        fields: Fields {
            title: given(title),
            date: given(day),
            publisher: given(publisher),
            ..Fields::default()
        },
        body: Body::Plain(text.to_owned()),
        ..Page::default()
    }
}

fn entry(page: &Page) -> Entry {
    let source = page.url.as_deref().map(Source::url);
    let registry = Registry::built_in();
    Entry::new(Fingerprint::of(page), source, line(page), registry, &Reader::default())
}

fn write(path: &Path, pages: &[Page]) {
    let mut writer = Writer::open(path, Registry::built_in()).expect("a ledger");
    writer.store(pages.iter().map(entry).collect()).expect("stored");
    writer.close().expect("closed");
}

/// Runs `ask` on a ledger of all articles.
fn ask<T>(ask: impl FnOnce(&Ledger) -> T) -> T {
    static HOME: OnceLock<tempfile::TempDir> = OnceLock::new();
    let home = HOME.get_or_init(|| {
        let home = tempfile::tempdir().expect("a folder");
        write(&home.path().join("news.rawi"), &ARTICLES.map(page));
        home
    });
    ask(&Ledger::open(&home.path().join("news.rawi")).expect("a ledger"))
}

fn search(typed: &str) -> Found {
    let query = Query::parse(typed).expect("a query");
    ask(|ledger| ledger.search(&SearchQuestion::new(&query)).expect("an answer"))
}

/// The handles in the order of the alphabet.
fn handles(found: &Found) -> Vec<&str> {
    let mut handles: Vec<&str> = found.hits.iter().map(|hit| hit.handle.as_str()).collect();
    handles.sort_unstable();
    handles
}

#[test]
fn words_are_found_in_all_their_forms() {
    let rows: [(&str, &[&str]); 9] = [
        ("وزير", &["a1", "a2", "a6"]),
        ("للوزير", &["a1", "a2", "a6"]),
        ("سد", &["a1", "a2", "a7"]),
        ("الجسر", &["a3"]),
        ("minister", &["a4"]),
        ("MINISTERS bridge", &["a4"]),
        ("fee", &["a4", "a5"]),
        ("في السد", &["a1", "a2", "a7"]),
        ("وزير الجسر", &[]),
    ];
    for (typed, expected) in rows {
        assert_eq!(handles(&search(typed)), expected, "{typed}");
    }
}

#[test]
fn exact_words_are_found_in_their_form_and_order() {
    let rows: [(&str, &[&str]); 7] = [
        ("\"خطة السد\"", &["a2"]),
        ("«خطة السد الجديدة»", &["a2"]),
        ("\"السد خطة\"", &[]),
        ("\"الوزير\"", &["a2"]),
        ("\"للوزير\" رسالة", &["a2"]),
        ("\"the bridge would open\"", &["a4"]),
        ("\"bridges would open\"", &[]),
    ];
    for (typed, expected) in rows {
        assert_eq!(handles(&search(typed)), expected, "{typed}");
    }
}

#[test]
fn unwanted_words_exclude_and_beginnings_match() {
    let rows: [(&str, &[&str]); 7] = [
        ("السد -الوزير", &["a7"]),
        ("السد -\"خطة السد\"", &["a1", "a7"]),
        ("bridge -fishermen", &["a5"]),
        ("bridge -\"open bridge\"", &["a4"]),
        ("fish*", &["a4"]),
        ("مواز*", &["a3"]),
        ("وز* السد", &["a1", "a2"]),
    ];
    for (typed, expected) in rows {
        assert_eq!(handles(&search(typed)), expected, "{typed}");
    }
}

#[test]
fn the_title_weighs_more() {
    assert_eq!(search("fees").hits[0].handle, "a5");
    assert_eq!(search("السد").hits[0].handle, "a1");
}

#[test]
fn snippets_mark_what_was_sought() {
    for typed in ["وزير السد", "\"خطة السد\"", "bridge", "fish*", "السد -المياه"]
    {
        for hit in search(typed).hits {
            let letters: Vec<char> = hit.snippet.text.chars().collect();
            assert!(!hit.snippet.spans.is_empty(), "{typed}: {}", hit.snippet.text);
            for (start, end) in hit.snippet.spans {
                let word: String = letters[start..end].iter().collect();
                assert!(!word.contains(' ') && !word.is_empty(), "{typed}: {word}");
            }
        }
    }
    let hit = &search("للوزير").hits;
    let hit = hit.iter().find(|hit| hit.handle == "a2").expect("a2");
    let letters: Vec<char> = hit.snippet.text.chars().collect();
    let words = hit.snippet.spans.iter().map(|(a, z)| letters[*a..*z].iter().collect::<String>());
    assert_eq!(words.collect::<Vec<_>>(), ["للوزير", "الوزير"]);
}

#[test]
fn long_articles_are_cut_at_words() {
    let filler = "ماء ".repeat(200);
    let text = format!("{filler}ثم تكلم المحافظ {filler}");
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("long.rawi");
    write(&path, &[page(["b1", "", "", "عنوان", &text])]);
    let query = Query::parse("المحافظ").expect("a query");
    let found = Ledger::open(&path).expect("a ledger").search(&SearchQuestion::new(&query));
    let snippet = &found.expect("an answer").hits[0].snippet;
    assert!(snippet.text.starts_with("… ماء") && snippet.text.ends_with("ماء …"), "{snippet:?}");
    assert_eq!(snippet.text.split(' ').count(), 32);
}

#[test]
fn filters_narrow_down() {
    let query = Query::parse("السد").expect("a query");
    let all = SearchQuestion::new(&query);
    let day = |day: &str| Some(day.parse().expect("a day"));
    let rows: [(SearchQuestion<'_>, &[&str]); 5] = [
        (SearchQuestion { publisher: Some("الضفاف"), ..all.clone() }, &["a1", "a2"]),
        (SearchQuestion { lang: Some("en"), ..all.clone() }, &[]),
        (
            SearchQuestion {
                days: Days { from: day("2031-02-02"), to: day("2031-02-06") },
                ..all.clone()
            },
            &["a2"],
        ),
        (
            SearchQuestion { days: Days { from: None, to: day("2031-02-01") }, ..all.clone() },
            &["a1"],
        ),
        (SearchQuestion { limit: 0, ..all.clone() }, &["a1", "a2", "a7"]),
    ];
    for (question, expected) in rows {
        let found = ask(|ledger| ledger.search(&question).expect("an answer"));
        assert_eq!(handles(&found), expected, "{question:?}");
    }
    let one = ask(|ledger| ledger.search(&SearchQuestion { limit: 1, ..all }).expect("an answer"));
    assert_eq!((one.hits.len(), one.ranked), (1, 3));
}

#[test]
fn unknown_words_are_named() {
    assert_eq!(search("السد قنبلفون").unknown, ["قنبلفون"]);
    assert!(search("minister السد").unknown.is_empty());
}

#[test]
fn older_versions_are_not_found() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("two.rawi");
    let older = page(["c1", "2031-02-01", "", "الخبر", "افتتح المحافظ السوق."]);
    let newer = page(["c1", "2031-02-01", "", "الخبر", "افتتح المحافظ المتحف."]);
    write(&path, std::slice::from_ref(&older));
    write(&path, &[newer]);
    let ledger = Ledger::open(&path).expect("a ledger");
    let found = |typed: &str| {
        let query = Query::parse(typed).expect("a query");
        ledger.search(&SearchQuestion::new(&query)).expect("an answer").hits.len()
    };
    assert_eq!((found("السوق"), found("المتحف")), (0, 1));
    let kept = ledger.article("https://news.example/c1").expect("an answer").expect("an article");
    assert_eq!(kept.versions.len(), 2);
    assert!(kept.line.text.contains("المتحف"));
    let first = ledger.article("c1").expect("an answer").expect("an article");
    assert!(first.line.text.contains("السوق"), "a handle is that of one version");
}

fn said(question: &SaidQuestion<'_>) -> Vec<String> {
    let (found, _) = ask(|ledger| ledger.said(question)).expect("an answer");
    found.into_iter().map(|said| said.handle).collect()
}

#[test]
fn statements_are_found_by_speaker_and_words() {
    let registry = Registry::built_in();
    for name in ["Q22316", "Kerry", "كيري", "جون كيري"] {
        let who = ask(|ledger| ledger.who(name, registry)).expect("an answer");
        let question = SaidQuestion { speaker: Some(&who), ..SaidQuestion::default() };
        let found = said(&question);
        assert!(!found.is_empty() && found.iter().all(|said| said.starts_with("a6#s")), "{name}");
    }
    // In 2031 he holds the office no more.
    let who = ask(|ledger| ledger.who("وزير الخارجية الأمريكي", registry)).expect("an answer");
    let found = said(&SaidQuestion { speaker: Some(&who), ..SaidQuestion::default() });
    assert!(found.is_empty(), "{found:?}");
    let who = ask(|ledger| ledger.who("السراج", registry)).expect("an answer");
    let query = Query::parse("جسر").expect("a query");
    let question =
        SaidQuestion { speaker: Some(&who), about: Some(&query), ..SaidQuestion::default() };
    assert_eq!(said(&question), ["a3#s1"]);
    let nobody = ask(|ledger| ledger.who("قنبلفون", registry)).expect("an answer");
    assert!(nobody.is_nobody());
}

#[test]
fn statements_are_filtered_and_the_newest_come_first() {
    let all = ask(|ledger| ledger.said(&SaidQuestion::default())).expect("an answer").0;
    assert!(all.windows(2).all(|pair| pair[0].day >= pair[1].day));
    let publisher = SaidQuestion { publisher: Some("الضفاف"), ..SaidQuestion::default() };
    assert!(said(&publisher).iter().all(|said| said.starts_with("a1") || said.starts_with("a2")));
    let act = SaidQuestion { act: Some("confirm"), ..SaidQuestion::default() };
    assert_eq!(said(&act), ["a2#s1"]);
    let (one, more) =
        ask(|ledger| ledger.said(&SaidQuestion { limit: 1, ..SaidQuestion::default() }))
            .expect("an answer");
    assert!(one.len() == 1 && more);
}

#[test]
fn a_timeline_has_days() {
    let who = ask(|ledger| ledger.who("Kerry", Registry::built_in())).expect("an answer");
    let line = ask(|ledger| ledger.timeline(&who, Days::default(), 0)).expect("an answer");
    assert_eq!(line.days.len(), 1);
    assert_eq!(line.days[0].day.as_deref(), Some("2031-02-06"));
    assert!(line.days[0].articles == 1 && !line.days[0].said.is_empty());
    let later = Days { from: Some("2031-02-07".parse().expect("a day")), to: None };
    assert!(ask(|ledger| ledger.timeline(&who, later, 0)).expect("an answer").days.is_empty());
}

#[test]
fn an_article_is_found_by_all_its_names() {
    for name in ["a3", "https://news.example/a3", "3", " a3#s1 "] {
        let kept = ask(|ledger| ledger.article(name)).expect("an answer").expect("an article");
        assert_eq!((kept.handle.as_str(), &kept.line), ("a3", &line(&page(ARTICLES[2]))), "{name}");
    }
    for name in ["", "99", "a3#sx", "'; DROP TABLE article", "9999999999999999999999"] {
        assert!(ask(|ledger| ledger.article(name)).expect("an answer").is_none(), "{name}");
    }
}

#[test]
fn figures_add_up() {
    let stats = ask(|ledger| ledger.stats()).expect("an answer");
    assert_eq!((stats.articles, stats.older_versions), (7, 0));
    assert_eq!(stats.modes.iter().map(|mode| mode.count).sum::<u64>(), stats.statements);
    assert_eq!(stats.languages.iter().map(|lang| lang.count).sum::<u64>(), 7);
    assert_eq!(stats.first_day.as_deref(), Some("2031-02-01"));
    assert!(stats.bytes > 0 && stats.schema >= 1);
}

proptest! {
    #[test]
    fn any_string_has_an_answer(typed in "\\PC{0,40}|[\"*\\-«» ()a-zء-ي0-9.':^+{},\\x00-\\x1f]{0,40}") {
        if let Ok(query) = Query::parse(&typed) {
            for publisher in [None, Some("الضفاف")] {
                let question = SearchQuestion { publisher, ..SearchQuestion::new(&query) };
                prop_assert!(ask(|ledger| ledger.search(&question)).is_ok(), "{typed:?}");
            }
            let about = SaidQuestion { about: Some(&query), ..SaidQuestion::default() };
            prop_assert!(ask(|ledger| ledger.said(&about)).is_ok(), "{typed:?}");
        }
        prop_assert!(ask(|ledger| ledger.who(&typed, Registry::built_in())).is_ok());
        prop_assert!(ask(|ledger| ledger.article(&typed)).is_ok());
    }
}

#[test]
fn copies_stand_beside_their_article() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("copies.rawi");
    write(&path, &ARTICLES.map(page)[..3]);
    let db = rusqlite::Connection::open(&path).expect("a file");
    db.execute_batch(
        "INSERT INTO copy VALUES (1, 1, 2, 'earliest', 0.9, 0.1, 0, 0), (2, 1, 2, 'earliest', 1.0, 0.0, 0, 0)",
    )
    .expect("two rows");
    let ledger = Ledger::open(&path).expect("a ledger");
    let copies = |name: &str| {
        let kept = ledger.article(name).expect("an answer").expect("an article");
        kept.copies.into_iter().map(|copy| (copy.handle, copy.origin)).collect::<Vec<_>>()
    };
    assert_eq!(copies("a1"), [("a2".to_owned(), true)]);
    assert_eq!(copies("a2"), [("a1".to_owned(), false)]);
    assert_eq!(copies("a3"), []);
    assert_eq!(ledger.stats().expect("an answer").copy_clusters, 1);
}
