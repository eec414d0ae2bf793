//! Pages written for these tests, one habit of news sites each.

use rawi_page::{Basis, BlockKind, Draft, FindingCode, Page, html};

fn read(html: &str) -> Draft {
    html::read(html, &Page::default())
}

fn texts(draft: &Draft, kind: BlockKind) -> Vec<&str> {
    draft
        .blocks
        .iter()
        .filter(|block| block.kind == kind)
        .map(|block| block.text.as_str())
        .collect()
}

const FIRST: &str = "قال وزير النقل اليوم الثلاثاء إن الجسر الجديد سيفتح أمام السيارات قبل نهاية الشهر، بعد عامين من العمل.";
const SECOND: &str = "وأضاف الوزير أن تكلفة الجسر بلغت أربعين مليون دولار، وأن البلدية ستتولى صيانته في السنوات العشر المقبلة.";
const THIRD: &str = "ويربط الجسر ضفتي النهر في المدينة القديمة، وينتظره نحو مئة ألف من السكان الذين يعبرون النهر بالقوارب كل يوم.";

#[test]
fn an_arabic_page_with_all_its_parts() {
    let html = format!(
        "<!doctype html><html lang=ar><head><title>افتتاح الجسر الجديد قبل نهاية الشهر | صحيفة النهر</title>\
         <meta property=og:site_name content='صحيفة النهر'><meta name=author content='صحيفة النهر'>\
         <meta property=og:title content='افتتاح الجسر الجديد قبل نهاية الشهر | صحيفة النهر'></head><body>\
         <nav><ul><li><a href=/>الرئيسية</a><li><a href=/s>رياضة</a></ul></nav>\
         <div class=post><h1>افتتاح الجسر الجديد قبل نهاية الشهر</h1>\
         <div class=post-meta><span class=author>كتبت سارة علي</span> <span class=date>الثلاثاء 5 مارس 2024</span></div>\
         <figure><img src=a.jpg><figcaption>الجسر الجديد كما يبدو من الضفة الشرقية</figcaption></figure>\
         <div class=text><p>{FIRST}</p><p>{SECOND}</p>\
         <p><a href=/x>اقرأ أيضاً: حريق في سوق المدينة يلتهم عشرين متجرا</a></p>\
         <h2>مئة ألف عابر</h2><p>{THIRD}</p>\
         <p>الوسوم: <a href=/t/1>جسر</a> <a href=/t/2>نهر</a></p></div>\
         <div class=share>شاركها <a>فيسبوك</a> <a>تويتر</a></div></div>\
         <div class=comments><p>تعليق طويل من قارئ لا يعجبه الجسر ولا الطريق إليه ولا البلدية التي بنته قبل عامين.</p></div>\
         <footer>جميع الحقوق محفوظة 2019</footer></body></html>"
    );
    let draft = read(&html);
    assert_eq!(draft.titles[0].value, "افتتاح الجسر الجديد قبل نهاية الشهر");
    assert_eq!(texts(&draft, BlockKind::Paragraph), [FIRST, SECOND, THIRD]);
    assert_eq!(texts(&draft, BlockKind::Subheading), ["مئة ألف عابر"]);
    assert_eq!(
        texts(&draft, BlockKind::Teaser),
        ["اقرأ أيضاً: حريق في سوق المدينة يلتهم عشرين متجرا"]
    );
    assert_eq!(texts(&draft, BlockKind::Caption), ["الجسر الجديد كما يبدو من الضفة الشرقية"]);
    assert!(texts(&draft, BlockKind::Boilerplate).contains(&"الوسوم: جسر نهر"));
    assert_eq!(draft.dates[0].date.to_string(), "2024-03-05");
    assert_eq!(draft.dates[0].basis, Basis::Page);
    assert_eq!(draft.bylines.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(), ["سارة علي"]);
    assert_eq!(draft.publishers[0].value, "صحيفة النهر");
    assert!(draft.blocks.iter().all(|block| !block.text.contains("لا يعجبه")));
    assert!(draft.findings.is_empty());
}

#[test]
fn the_standfirst_above_the_text_is_kept() {
    let lead = "The minister promised that the bridge would open before the end of the month, two years after work began.";
    let html = format!(
        "<head><meta name=description content='{lead}'></head><body><main><header><h1>The new bridge opens in March</h1>\
         <div class=standfirst>{lead}</div><div class=byline>By Sara Ali</div></header><div><div class=article-body>\
         <p>{long}</p><p>{long}</p></div></div></main>",
        long = "The bridge connects both banks of the river in the old town, and many thousands wait for it every day. ".repeat(2)
    );
    let draft = read(&html);
    let paragraphs = texts(&draft, BlockKind::Paragraph);
    assert_eq!(paragraphs.len(), 3);
    assert_eq!(paragraphs[0], lead);
    assert_eq!(texts(&draft, BlockKind::Dateline), ["By Sara Ali"]);
    assert_eq!(draft.bylines[0].value, "Sara Ali");
}

#[test]
fn json_ld_goes_first_and_a_change_is_no_publication() {
    let html = format!(
        "<head><script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"The bridge opens\",\
         \"datePublished\":\"2024-03-05T23:30:00+03:00\",\"dateModified\":\"2024-04-01\",\
         \"author\":[{{\"@type\":\"Person\",\"name\":\"Sara Ali\"}}],\"publisher\":{{\"name\":\"The River\"}}}}</script>\
         <meta property=article:modified_time content=2024-04-02></head><body><h1>The bridge opens</h1>\
         <p>Updated: 3 April 2024</p><p>{}</p><p>© 2011 The River</p>",
        "The bridge connects both banks of the river in the old town. ".repeat(4)
    );
    let draft = read(&html);
    assert_eq!(
        (draft.titles[0].value.as_str(), draft.titles[0].basis),
        ("The bridge opens", Basis::JsonLd)
    );
    let days: Vec<String> = draft.dates.iter().map(|it| it.date.to_string()).collect();
    assert_eq!(days, ["2024-03-05"]);
    assert_eq!(draft.dates[0].offset_minutes, Some(180));
    assert_eq!(draft.bylines[0].value, "Sara Ali");
    assert_eq!(draft.publishers[0].value, "The River");
}

#[test]
fn agencies_sites_and_makers_sign_nothing() {
    for author in [
        "رويترز",
        "Reuters",
        "admin",
        "صحيفة النهر",
        "River News Desk",
        "https://example.org/a",
        "Developed by Somebody Else",
    ] {
        let html = format!(
            "<head><meta name=author content='{author}'><meta property=og:site_name content='صحيفة النهر'></head><body><p>{FIRST}</p>"
        );
        assert!(read(&html).bylines.is_empty(), "{author}");
    }
}

#[test]
fn the_day_is_the_pages_own() {
    let page = |time: &str, shown: &str| {
        let html = format!(
            "<head><meta property=article:published_time content='2024-03-05T{time}Z'></head><body><h1>افتتاح الجسر الجديد</h1><p>{shown}</p><p>{FIRST}</p>"
        );
        read(&html).dates[0].date.to_string()
    };
    assert_eq!(page("22:30:00", "6 مارس 2024"), "2024-03-06");
    assert_eq!(page("02:30:00", "4 مارس 2024"), "2024-03-04");
    assert_eq!(page("22:30:00", "4 مارس 2024"), "2024-03-05");
    assert_eq!(page("22:30:00", "آخر تحديث 6 مارس 2024"), "2024-03-05");
}

#[test]
fn verbs_and_makers_sign_nothing() {
    let page = |head: &str, line: &str| {
        let html = format!(
            "<head>{head}</head><body><h1>افتتاح الجسر الجديد</h1><p>{line}</p><p>{FIRST}</p>"
        );
        read(&html).bylines.len()
    };
    assert_eq!(page("", "كتب الوزير في حسابه"), 0);
    assert_eq!(page("<meta name=author content='Some Body'>", ""), 0);
    assert_eq!(page("<meta name=author content='Some Body'>", "بقلم Some Body"), 1);
}

#[test]
fn a_post_stands_at_its_place() {
    let html = format!(
        "<body><article><h1>افتتاح الجسر</h1><p>{FIRST}</p><blockquote class=twitter-tweet><p>الجسر جاهز #الجسر</p>&mdash; \
         وزارة النقل (@ministry) <a href='https://twitter.com/ministry/status/1'>March 5, 2024</a></blockquote>\
         <p>{SECOND}</p><iframe src='https://www.youtube.com/embed/abc'></iframe><p>{THIRD}</p></article>"
    );
    let draft = read(&html);
    let kinds: Vec<BlockKind> = draft.blocks.iter().map(|block| block.kind).collect();
    use BlockKind::{Headline, Paragraph, Post};
    assert_eq!(kinds, [Headline, Paragraph, Post, Paragraph, Post, Paragraph]);
    let post = draft.blocks[2].post.as_ref().expect("a post block holds its post");
    assert_eq!((post.platform.as_str(), post.handle.as_deref()), ("x", Some("ministry")));
    assert_eq!(post.hashtags, ["الجسر"]);
    assert_eq!(draft.blocks[4].text, "https://www.youtube.com/watch?v=abc");
}

#[test]
fn fragments_and_short_pages_are_read() {
    let draft = read("<p>Short words.</p><p>More of them.</p>");
    assert_eq!(texts(&draft, BlockKind::Paragraph), ["Short words.", "More of them."]);
    let draft = read("Only words without any markup");
    assert_eq!(texts(&draft, BlockKind::Paragraph), ["Only words without any markup"]);
    let entry = format!(
        "<p>{FIRST}</p><p>{SECOND}</p><p>The post <a href=/a>The bridge</a> appeared first on <a href=/>The River</a>.</p>"
    );
    assert_eq!(texts(&read(&entry), BlockKind::Paragraph), [FIRST, SECOND]);
    assert!(read("").blocks.is_empty());
}

#[test]
fn line_breaks_part_paragraphs() {
    let draft = read(&format!("<body><h1>x</h1><div>{FIRST}<br><br>{SECOND}<br />{THIRD}</div>"));
    assert_eq!(texts(&draft, BlockKind::Paragraph), [FIRST, SECOND, THIRD]);
}

#[test]
fn hidden_copies_and_lists_of_stories_are_left_out() {
    let teaser = |n: usize| {
        format!(
            "<div><h3><a href=/{n}>Another story number {n} with a title</a></h3><p>What that story is about, at some length, to be mistaken for prose in the text.</p></div>"
        )
    };
    let html = format!(
        "<body class='has-sidebar comments-open'><div class=page><h1>افتتاح الجسر الجديد</h1><div class=content><p>{FIRST}</p><p>{SECOND}</p></div>\
         <div class=list>{}</div></div><div style='display:none'><p>{FIRST} {SECOND}</p></div>",
        (0..12).map(teaser).collect::<String>()
    );
    assert_eq!(texts(&read(&html), BlockKind::Paragraph), [FIRST, SECOND]);
}

#[test]
fn persian_keeps_its_joiners() {
    let line = "نماینده‌ی مجلس گفت که می‌خواهد این پل تا پایان ماه باز شود و مردم از آن بگذرند و کارها آسان‌تر شود.";
    assert_eq!(texts(&read(&format!("<p>{line}</p>")), BlockKind::Paragraph), [line]);
}

#[test]
fn deep_markup_is_bounded_and_reported() {
    let begin = std::time::Instant::now();
    for tag in [
        "<div>",
        "<b id=i><p>",
        "<table><tr><td>",
        "<a href=x>",
        "<select><option>",
        "<ul><li>",
        "<svg><g>",
    ] {
        let html = tag.repeat(100_000) + FIRST;
        let draft = read(&html);
        let closed = draft.findings.iter().any(|it| it.0 == FindingCode::Truncated);
        assert!(closed || tag.starts_with("<a"), "{tag}: {:?}", draft.findings);
    }
    assert!(
        begin.elapsed().as_secs() < 60,
        "a debug build on a busy machine: {:?}",
        begin.elapsed()
    );
    let deep = "<div>".repeat(100_000) + FIRST;
    assert_eq!(texts(&read(&deep), BlockKind::Paragraph), [FIRST]);
}

mod any_markup {
    use super::*;
    use proptest::prelude::*;

    fn piece() -> impl Strategy<Value = String> {
        let tag = prop::sample::select(vec![
            "div",
            "p",
            "b",
            "i",
            "a",
            "table",
            "tr",
            "td",
            "li",
            "ul",
            "select",
            "option",
            "script",
            "style",
            "template",
            "svg",
            "blockquote",
            "iframe",
            "h1",
            "br",
            "body",
            "html",
            "head",
            "title",
            "form",
            "noscript",
            "figure",
            "figcaption",
            "time",
        ]);
        prop_oneof![
            (tag.clone(), "( (class|id|href|datetime|itemprop)=\"?[a-z0-9:/. -]{0,20}\"?){0,3}")
                .prop_map(|(tag, attrs)| format!("<{tag}{attrs}>")),
            tag.prop_map(|tag| format!("</{tag}>")),
            "[ء-ي ]{0,40}",
            "\\PC{0,20}",
            prop::sample::select(vec![
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<",
                "</",
                "&amp;",
                "&#x0;",
                "كتب ",
                "By ",
                "5 مارس 2024",
                "(@",
                "— ",
                "\u{0}",
                "\u{FEFF}",
                "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":",
                "<blockquote class=twitter-tweet>",
                "<meta property=og:title content='",
                "<p>https://t.me/a/1</p>",
            ])
            .prop_map(str::to_owned),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn never_panics(pieces in prop::collection::vec(piece(), 0..60)) {
            let html = pieces.concat();
            let draft = html::read_within(&html, &Page::default(), html::Limits { depth: 12, tags: 40, ..html::Limits::default() });
            for block in &draft.blocks {
                prop_assert!(!block.text.trim().is_empty());
                prop_assert_eq!(block.kind == BlockKind::Post, block.post.is_some());
            }
        }
    }
}

/// "3 hours ago" beside the headline is counted from the day of the fetch.
#[test]
fn counted_dates() {
    for (line, day) in [
        ("قبل 3 ساعات", "2024-11-13"),
        ("نُشر قبل يومين", "2024-11-11"),
        ("Posted 2 days ago", "2024-11-11"),
        ("Yesterday", "2024-11-12"),
    ] {
        let html = format!(
            "<html><head><title>جسر جديد</title></head><body><h1>جسر جديد</h1><span>{line}</span><p>{}</p></body></html>",
            "افتتح الجسر بحضور السكان وعاد الجميع إلى بيوتهم قبل المساء بعد احتفال قصير. "
                .repeat(6)
        );
        let page = rawi_page::Page {
            fetched: Some("2024-11-13".parse().unwrap()),
            ..rawi_page::Page::default()
        };
        let dates = rawi_page::html::read(&html, &page).dates;
        assert_eq!(
            dates.first().map(|dated| dated.date.to_string()).as_deref(),
            Some(day),
            "{line}"
        );
    }
}
