//! What tracing finds in a small ledger of invented articles, as it is asked for.

use std::path::Path;
use std::sync::OnceLock;

use rawi_actor::Registry;
use rawi_ledger::ask::{
    Cluster, ConflictsQuestion, CopiesQuestion, Days, Query, Saying, SayingBrief, SayingsQuestion,
};
use rawi_ledger::{Entry, Fingerprint, Ledger, Source, Writer};
use rawi_page::{Body, Fields, Page};
use rawi_statement::line::Line;
use rawi_statement::{With, contract};
use rawi_trace::Reader;

const REST: &str = "وحضر اللقاء مزارعون من القرى القريبة، وجال الضيوف مع المهندسين في محطة الضخ التي استغرق بناؤها ثلاث سنوات \
    وشارك فيه مئتا عامل من أبناء المنطقة.\nوينتظر أن تصل المياه أولا إلى حقول القمح في الشمال ثم إلى بساتين الزيتون على الضفة الأخرى.";
const HOST: &str =
    "قال وزير الخارجية الأمريكي جون كيري إن مؤتمر المياه سيستضيف 120 وفدا في جنيف قبل نهاية الصيف.";

/// Id, day, publisher, credit, title, text: a report with an agency, a copy of it with another title and lead, one that changes a
/// number, one in English, and one that nobody repeats.
fn articles() -> [[String; 6]; 5] {
    let lead = "ينتظر مزارعو الوادي منذ أعوام طويلة هذا اليوم كما يروي مراسلنا من هناك.";
    let changed = "أعلن جون كيري أن مؤتمر المياه سيستضيف 150 وفدا في جنيف قبل نهاية الصيف.\nوقال سكان إن أسعار الأرض ترتفع.";
    let english = "John Kerry said the water conference would host 120 delegations in Geneva before the end of summer.\n\
                   Farmers came from nearby villages to see it.";
    let alone = "Bakers in Stillwater said that their ovens would stay cold on Sunday.";
    [
        [
            "fair1",
            "2031-03-04",
            "صحيفة الوادي",
            "رويترز",
            "كيري يتحدث عن المؤتمر",
            &format!("{HOST}\n{REST}"),
        ],
        [
            "fair2",
            "2031-03-05",
            "صحيفة الميناء",
            "",
            "المياه تجمع الوفود",
            &format!("{lead}\n{HOST}\n{REST}"),
        ],
        ["fair3", "2031-03-05", "أخبار السهل", "", "المؤتمر الجديد", changed],
        ["fair4", "2031-03-05", "Harbour News", "", "Water conference in Geneva", english],
        ["bread", "2031-03-06", "Harbour News", "", "Cold ovens", alone],
    ]
    .map(|row| row.map(str::to_owned))
}

fn entry([id, day, publisher, credit, title, text]: &[String; 6]) -> Entry {
    let given = |text: &String| (!text.is_empty()).then(|| text.clone());
    let page = Page {
        id: id.clone(),
        url: Some(format!("https://news.example/{id}")),
        fields: Fields {
            title: given(title),
            date: given(day),
            publisher: given(publisher),
            credit: given(credit),
            ..Fields::default()
        },
        body: Body::Plain(text.clone()),
        ..Page::default()
    };
    let registry = Registry::built_in();
    let mut article = rawi_page::read(&page);
    let with = With { times: true, registry: Some(registry) };
    let record = rawi_statement::record(&mut article, with);
    let mut bytes = Vec::new();
    contract::write_record(&article, &record, &mut bytes);
    let line = Line::read(&bytes).expect("a line of the contract");
    let source = page.url.as_deref().map(Source::url);
    Entry::new(Fingerprint::of(&page), source, line, registry, &Reader::default())
}

fn write(path: &Path) {
    let mut writer = Writer::open(path, Registry::built_in()).expect("a ledger");
    writer.store(articles().iter().map(entry).collect()).expect("stored");
    writer.trace(&mut |_, _| ()).expect("traced");
    writer.close().expect("closed");
}

/// Runs `ask` on the ledger.
fn ask<T>(ask: impl FnOnce(&Ledger) -> T) -> T {
    static HOME: OnceLock<tempfile::TempDir> = OnceLock::new();
    let home = HOME.get_or_init(|| {
        let home = tempfile::tempdir().expect("a folder");
        write(&home.path().join("news.rawi"));
        home
    });
    ask(&Ledger::open(&home.path().join("news.rawi")).expect("a ledger"))
}

fn number(name: &str) -> i64 {
    ask(|ledger| ledger.statement_number(name).expect("an answer")).expect("a statement")
}

fn saying(name: &str) -> Saying {
    ask(|ledger| ledger.saying(number(name)).expect("an answer")).expect("a saying")
}

fn copies(name: &str) -> Option<Cluster> {
    ask(|ledger| {
        let article = ledger.article_number(name).expect("an answer").expect("an article");
        ledger.copies_of(article).expect("an answer")
    })
}

#[test]
fn a_saying_is_found_by_any_of_its_statements() {
    let first = saying("fair1#s1");
    for name in ["1", "fair2#s1", "fair3#s1", "fair4#s1", "https://news.example/fair2#s1"] {
        assert_eq!(saying(name), first, "{name}");
    }
    let none = ask(|ledger| ledger.saying(number("bread#s1")).expect("an answer"));
    assert_eq!(none, None);
    for name in ["fair1#s9", "nobody#s1", "999", "", "#s1", "fair1#s", "fair1#s-1"] {
        let found = ask(|ledger| ledger.statement_number(name).expect("an answer"));
        assert_eq!(found, None, "{name}");
    }
}

#[test]
fn a_saying_has_its_reports_word_by_word() {
    let saying = saying("fair1#s1");
    let brief = &saying.brief;
    assert_eq!((brief.reports, brief.independent, brief.publishers), (4, 3, 4));
    assert_eq!(brief.languages, ["ar", "en"]);
    assert_eq!(brief.speaker_id.as_deref(), Some("Q22316"));
    assert_eq!(saying.earliest.handle, "fair1#s1");
    let handles = saying.variants.iter().map(|variant| {
        let reports = variant.reports.iter();
        reports.map(|report| report.brief.article.as_str()).collect::<Vec<_>>()
    });
    let handles: Vec<Vec<&str>> = handles.collect();
    assert_eq!(handles, [&["fair1", "fair2"][..], &["fair3"], &["fair4"]]);
    assert_eq!(saying.variants[0].compared, None);
    assert_eq!(saying.variants[2].compared, None, "nothing else is in English");
    let compared = saying.variants[1].compared.as_ref().expect("a comparison");
    assert_eq!(compared.with, "fair1#s1");
    let words = |text: &str, [start, end]: [usize; 2]| {
        text.chars().skip(start).take(end - start).collect::<String>()
    };
    let changed = compared.stretches.iter().filter(|stretch| stretch.change != "same");
    let changed = changed.map(|stretch| {
        (stretch.change, words(&compared.one, stretch.one), words(&compared.other, stretch.other))
    });
    assert_eq!(changed.collect::<Vec<_>>(), [("exchanged", "120".to_owned(), "150".to_owned())]);
}

#[test]
fn reports_that_disagree_stand_on_two_sides() {
    let (found, more) =
        ask(|ledger| ledger.conflicts(&ConflictsQuestion::default()).expect("an answer"));
    assert!(!more);
    assert_eq!(found, saying("fair1#s1").conflicts);
    assert_eq!((found.len(), found[0].kind.as_str()), (1, "number"));
    let sides = [&found[0].one, &found[0].other].map(|side| {
        let articles = side.reports.iter().map(|report| report.article.as_str());
        articles.collect::<Vec<_>>()
    });
    assert_eq!(sides, [vec!["fair1", "fair2", "fair4"], vec!["fair3"]]);
    let rows = [
        (ConflictsQuestion { kind: Some("date"), ..ConflictsQuestion::default() }, 0),
        (ConflictsQuestion { severity: Some("medium"), ..ConflictsQuestion::default() }, 1),
        (
            ConflictsQuestion {
                publisher: Some("أخبار السهل"), ..ConflictsQuestion::default()
            },
            1,
        ),
        (ConflictsQuestion { publisher: Some("nobody"), ..ConflictsQuestion::default() }, 0),
    ];
    for (question, expected) in rows {
        let (found, _) = ask(|ledger| ledger.conflicts(&question).expect("an answer"));
        assert_eq!(found.len(), expected, "{question:?}");
    }
}

#[test]
fn filters_of_sayings_narrow_down() {
    let count = |question: SayingsQuestion<'_>| -> Vec<SayingBrief> {
        ask(|ledger| ledger.sayings(&question).expect("an answer").0)
    };
    let all = SayingsQuestion::default();
    let words = |typed: &str| Query::parse(typed).expect("a query");
    let (water, exact, bread) =
        (words("المؤتمر"), words("\"would host 120\""), words("\"would host 90\""));
    let day = |day: &str| Some(day.parse().expect("a day"));
    let kerry = ask(|ledger| ledger.who("Kerry", Registry::built_in()).expect("an answer"));
    let rows = [
        (all, 1),
        (SayingsQuestion { speaker: Some(&kerry), ..all }, 1),
        (SayingsQuestion { about: Some(&water), ..all }, 1),
        (SayingsQuestion { about: Some(&exact), ..all }, 1),
        (SayingsQuestion { about: Some(&bread), ..all }, 0),
        (SayingsQuestion { min_reports: 4, ..all }, 1),
        (SayingsQuestion { min_reports: 5, ..all }, 0),
        (SayingsQuestion { conflicts: true, across: true, ..all }, 1),
        (SayingsQuestion { publisher: Some("Harbour News"), ..all }, 1),
        (SayingsQuestion { publisher: Some("Harbour"), ..all }, 0),
        (SayingsQuestion { days: Days { from: day("2031-03-05"), to: None }, ..all }, 0),
    ];
    for (question, expected) in rows {
        assert_eq!(count(question).len(), expected, "{question:?}");
    }
}

#[test]
fn copies_tell_what_they_changed() {
    let cluster = copies("fair2").expect("copies");
    assert_eq!(Some(&cluster), copies("fair1").as_ref());
    assert_eq!(cluster.origin.as_deref(), Some("fair1"));
    assert_eq!(cluster.basis.as_deref(), Some("credit"));
    let copy = &cluster.members[1];
    assert!(copy.retitled && copy.new_lead && copy.kept > 0.95 && copy.added > 0.0, "{copy:?}");
    let text = copy.compared.as_ref().expect("a comparison");
    let changes: Vec<&str> = text.stretches.iter().map(|stretch| stretch.change).collect();
    assert_eq!(changes, ["added", "same"]);
    assert_eq!(text.stretches[0].other[0], 0);
    assert!(copies("bread").is_none());
    let (all, _) = ask(|ledger| ledger.clusters(&CopiesQuestion::default()).expect("an answer"));
    assert_eq!((all.len(), all[0].members.len()), (1, 2));
    assert!(all[0].members.iter().all(|member| member.compared.is_none()));
    let few = CopiesQuestion { min: 3, ..CopiesQuestion::default() };
    assert!(ask(|ledger| ledger.clusters(&few).expect("an answer")).0.is_empty());
}

#[test]
fn a_chain_goes_through_the_agency_to_the_page() {
    let passage = |name: &str| {
        ask(|ledger| ledger.passage(number(name), Registry::built_in()).expect("an answer"))
    };
    let copy = passage("fair2#s1");
    let links: Vec<[&str; 3]> = copy
        .links
        .iter()
        .map(|link| [link.role.as_str(), link.name.as_str(), link.basis.as_str()])
        .collect();
    assert_eq!(
        links,
        [
            ["speaker", "جون كيري", "text"],
            ["agency", "رويترز", "copy"],
            ["publisher", "صحيفة الوادي", "copy"],
            ["republisher", "صحيفة الميناء", "page"],
        ]
    );
    assert_eq!((copy.reports, copy.independent, copy.saying), (4, 3, Some(number("fair1#s1"))));
    assert_eq!(copy.earliest.handle, "fair1#s1");
    // Nobody else reports it: tracing stored no chain.
    let alone = passage("bread#s1");
    let roles: Vec<&str> = alone.links.iter().map(|link| link.role.as_str()).collect();
    assert_eq!((roles, alone.saying), (vec!["speaker", "publisher"], None));
}

#[test]
fn an_article_tells_which_of_its_statements_others_report() {
    let kept = ask(|ledger| ledger.article("fair3").expect("an answer")).expect("an article");
    let shared: Vec<(i64, i64)> =
        kept.sayings.iter().map(|shared| (shared.number, shared.reports)).collect();
    assert_eq!((shared, kept.line.statements.len()), (vec![(1, 4)], 2));
}
