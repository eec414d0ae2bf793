//! Flattened pages through `read`: what each line becomes, what is found wrong, and what holds of any text.

use proptest::prelude::*;
use rawi_page::{Article, Basis, BlockKind, Body, Fields, FindingCode, Page, read};

fn plain(text: &str) -> Article {
    read(&Page { id: "t".into(), body: Body::Plain(text.into()), ..Page::default() })
}

fn with_fields(text: &str, title: &str, date: &str, url: &str) -> Article {
    let fields = Fields {
        title: Some(title.into()),
        date: Some(date.into()),
        lang: Some("ar".into()),
        ..Fields::default()
    };
    let url = Some(url.to_owned()).filter(|url| !url.is_empty());
    read(&Page { id: "t".into(), url, fields, body: Body::Plain(text.into()), ..Page::default() })
}

/// The words of the blocks of one kind.
fn of_kind(article: &Article, kind: BlockKind) -> Vec<&str> {
    article.blocks.iter().filter(|b| b.kind == kind).map(|b| b.span.of(&article.text)).collect()
}

fn has(article: &Article, code: FindingCode) -> bool {
    article.findings.iter().any(|finding| finding.code == code)
}

const PROSE: &str = "افتتحت البلدية أمس الجسر الجديد فوق الوادي بعد أشهر من العمل، وحضر الافتتاح عدد من سكان الأحياء القريبة.";

#[test]
fn lines_of_a_flattened_page() {
    let rows: [(&str, BlockKind, &[&str]); 9] = [
        ("ميناء القرية - مراسلنا", BlockKind::Dateline, &["ميناء القرية - مراسلنا"]),
        (
            "نشر في: 12 أبريل 2031 - 10:30 صباحا",
            BlockKind::Dateline,
            &["نشر في: 12 أبريل 2031 - 10:30 صباحا"],
        ),
        (
            "اقرأ أيضا: سوق السمك يغلق أبوابه",
            BlockKind::Teaser,
            &["اقرأ أيضا: سوق السمك يغلق أبوابه"],
        ),
        (
            "مهرجان الربيع يبدأ غدا - صحيفة الساحل",
            BlockKind::Teaser,
            &["مهرجان الربيع يبدأ غدا - صحيفة الساحل"],
        ),
        ("...المزيد", BlockKind::Boilerplate, &["...المزيد"]),
        ("الوسوم: جسر، بلدية", BlockKind::Boilerplate, &["الوسوم: جسر، بلدية"]),
        ("• نقل مجاني", BlockKind::List, &["• نقل مجاني"]),
        ("بعد الافتتاح", BlockKind::Subheading, &["بعد الافتتاح"]),
        ("تابعونا على صفحتنا", BlockKind::Boilerplate, &["تابعونا على صفحتنا"]),
    ];
    for (line, kind, expected) in rows {
        // A dateline stands at the top; the others inside.
        let text = if kind == BlockKind::Dateline {
            format!("جسر جديد فوق الوادي\n{line}\n{PROSE}\n{PROSE} مرة ثانية.")
        } else {
            format!("جسر جديد فوق الوادي\n{PROSE}\n{line}\n{PROSE} مرة ثانية.")
        };
        let article = plain(&text);
        assert_eq!(of_kind(&article, kind), expected, "{line}: {:?}", article.blocks);
        assert_eq!(of_kind(&article, BlockKind::Headline), ["جسر جديد فوق الوادي"], "{line}");
        assert_eq!(of_kind(&article, BlockKind::Paragraph).len(), 2, "{line}");
    }
}

#[test]
fn bylines_and_credits_of_date_lines() {
    let article = plain(&format!(
        "جسر جديد فوق الوادي\nكتبت: هدى السراج\n{PROSE}\n{PROSE} مرة ثانية.\n(رويترز)"
    ));
    assert_eq!(article.byline.as_deref(), Some("هدى السراج"));
    assert_eq!(article.credit.as_deref(), Some("(رويترز)"));
    let article =
        plain(&format!("جسر جديد فوق الوادي\nالميناء - وكالات\n{PROSE}\n{PROSE} مرة ثانية."));
    assert_eq!(
        (article.byline.as_deref(), article.credit.as_deref()),
        (None, Some("الميناء - وكالات"))
    );
}

#[test]
fn a_teaser_inside_a_paragraph_ends_where_the_article_resumes() {
    let text = format!(
        "عنوان\n{PROSE} اقرأ أيضا: سوق السمك يغلق أبوابه.وقال رئيس البلدية إن الجسر مفتوح للجميع منذ الصباح."
    );
    let article = plain(&text);
    assert_eq!(of_kind(&article, BlockKind::Teaser), ["اقرأ أيضا: سوق السمك يغلق أبوابه."]);
    assert_eq!(
        of_kind(&article, BlockKind::Paragraph),
        [PROSE, "وقال رئيس البلدية إن الجسر مفتوح للجميع منذ الصباح."]
    );
    assert!(has(&article, FindingCode::SplicedTeaser) && has(&article, FindingCode::GluedText));
}

#[test]
fn posts_are_found_with_their_signature() {
    let rows = [
        (
            "Bridge is open. #bridge @town pic.twitter.com/ab12— Town Hall (@townhall) May 2, 2031وقال السكان إنهم سعداء.",
            "Town Hall",
            "townhall",
        ),
        (
            "الجسر مفتوح للجميع اليوم #الجسر — بلدية القرية (@qarya_city) 2 مايو 2031 وقال السكان إنهم سعداء.",
            "بلدية القرية",
            "qarya_city",
        ),
        (
            "The bridge is open\n— Town Hall (@townhall) May 2, 2031\nوقال السكان إنهم سعداء.",
            "Town Hall",
            "townhall",
        ),
    ];
    for (line, author, handle) in rows {
        let article = plain(&format!("جسر جديد\n{PROSE}\n{line}"));
        assert_eq!(article.posts.len(), 1, "{line}");
        let post = &article.posts[0];
        assert_eq!((post.author.as_deref(), post.handle.as_deref()), (Some(author), Some(handle)));
        assert_eq!(post.date.map(|date| date.to_string()).as_deref(), Some("2031-05-02"));
        assert_eq!(post.span.of(&article.text), post.text);
        assert_eq!(article.blocks[post.block].kind, BlockKind::Post);
        assert_eq!(
            of_kind(&article, BlockKind::Paragraph).last(),
            Some(&"وقال السكان إنهم سعداء."),
            "{line}"
        );
        assert!(has(&article, FindingCode::EmbeddedPost));
    }
    assert!(plain("قال (@someone) كلاما في السوق أمس").posts.is_empty(), "a mention is no post");
}

#[test]
fn dates_meet_and_conflict() {
    let of = |article: &Article| article.written.map(|w| (w.date.to_string(), w.basis));
    let text = format!("{PROSE}\nوتستمر الأعمال حتى الخريف.");
    // The field alone.
    let article = with_fields(&text, "جسر جديد فوق الوادي", "2031-04-10", "");
    assert_eq!(of(&article), Some(("2031-04-10".into(), Basis::Meta)));
    // The address is a little older: the field is a crawl's.
    let article = with_fields(
        &text,
        "جسر جديد فوق الوادي",
        "2031-04-10",
        "https://a.example/2031/04/05/bridge",
    );
    assert_eq!(of(&article), Some(("2031-04-05".into(), Basis::Url)));
    assert!(has(&article, FindingCode::DateConflict));
    // "Today, Monday" in the lead: 2031-04-07 was one.
    let lead = "افتتحت البلدية اليوم (الاثنين) الجسر الجديد فوق الوادي بحضور السكان.";
    let article = with_fields(lead, "جسر جديد فوق الوادي", "2031-04-08", "");
    assert_eq!(of(&article), Some(("2031-04-07".into(), Basis::Text)));
    // A post later than the page.
    let posted = format!("{PROSE}\nOpen now — Town Hall (@townhall) June 1, 2031");
    let article = with_fields(&posted, "جسر جديد فوق الوادي", "2031-04-08", "");
    assert_eq!(of(&article), Some(("2031-06-01".into(), Basis::Post)));
    assert!(has(&article, FindingCode::DateConflict));
}

#[test]
fn findings_of_the_text() {
    let long = "تحدث سكان الحي الشرقي عن تأخر وصول المياه إلى بيوتهم منذ بداية الأسبوع، وطلبوا من المصلحة إصلاح المضخة القديمة. وأوضحت المصلحة أن القطع اللازمة وصلت من العاصمة، وأن الفنيين يعملون ليلا ونهارا على تركيبها قبل عودة الحر. ويعيش في الحي نحو ألفي نسمة يعتمد أغلبهم على الآبار الصغيرة المجاورة لحقول الزيتون. ووعد مدير المصلحة بتوزيع صهاريج مجانية كل صباح حتى تنتهي أعمال الصيانة، بينما اقترح بعض المزارعين حفر بئر عميقة قرب المدرسة الابتدائية.";
    let other =
        with_fields(long, "المنتخب يعلن قائمة لاعبيه لبطولة كرة اليد الإقليمية", "2031-04-08", "");
    assert!(has(&other, FindingCode::HeadlineMismatch), "{:?}", other.findings);
    let own =
        with_fields(long, "سكان الحي الشرقي يشكون تأخر المياه وتعطل المضخة", "2031-04-08", "");
    assert!(!has(&own, FindingCode::HeadlineMismatch));

    assert!(has(&plain(""), FindingCode::EmptyBody));
    assert!(has(&plain(&format!("عنوان\n{PROSE}\n{PROSE}")), FindingCode::DuplicateParagraph));
    assert!(has(&plain(&format!("عنوان\n{PROSE}\n...المزيد")), FindingCode::Truncated));
    assert!(
        !has(&plain(&format!("عنوان\n{}..", PROSE.trim_end_matches('.'))), FindingCode::Truncated),
        "two dots end a sentence"
    );
    assert!(has(&plain(&format!("عنوان\n{PROSE}\nحضر ????? ???? الحفل")), FindingCode::Mojibake));
    let english = "The town opened its new bridge over the valley yesterday after months of work, and people came to see it.";
    assert!(has(
        &with_fields(english, "New bridge", "2031-04-08", ""),
        FindingCode::LanguageConflict
    ));
}

#[test]
fn a_short_page_keeps_its_text_and_its_posts() {
    let tweet = "<blockquote class=\"twitter-tweet\"><p>Open now</p>— Town Hall (@townhall) <a href=\"https://twitter.com/townhall/status/1\">May 2, 2031</a></blockquote>";
    let html = format!(
        "<html lang=ar><body><article><h1>البلدية تفتح الجسر الجديد فوق الوادي</h1><p>افتتحت البلدية أمس الجسر الجديد فوق الوادي بعد أشهر من العمل.</p>{tweet}<p>وعاد الناس إلى بيوتهم.</p></article>"
    );
    let article = read(&Page { id: "t".into(), body: Body::Fragment(html), ..Page::default() });
    assert_eq!(of_kind(&article, BlockKind::Paragraph).len(), 2, "{:?}", article.text);
    assert_eq!(article.posts.len(), 1);
}

#[test]
fn a_post_without_words_is_signed_and_says_nothing() {
    let html = format!(
        "<article><h1>البلدية تفتح الجسر الجديد</h1><p>{PROSE}</p><blockquote class=\"instagram-media\" data-instgrm-permalink=\"https://www.instagram.com/p/Ab1/\"><p><a href=\"https://www.instagram.com/p/Ab1/\">A post shared by Town Hall (@townhall_ig)</a></p></blockquote><p>{PROSE}</p></article>"
    );
    let article = read(&Page { id: "t".into(), body: Body::Fragment(html), ..Page::default() });
    let post = &article.posts[0];
    assert_eq!(
        (post.author.as_deref(), post.handle.as_deref()),
        (Some("Town Hall"), Some("townhall_ig"))
    );
    assert!(post.mentions.is_empty() && !post.text.contains("shared"), "{post:?}");
}

#[test]
fn containers_lend_their_fields_to_markup() {
    let fields = Fields {
        title: Some("جسر جديد فوق الوادي".into()),
        date: Some("2031-04-08".into()),
        byline: Some("هدى السراج".into()),
        publisher: Some("صحيفة الساحل".into()),
        credit: Some("وكالة الساحل".into()),
        ..Fields::default()
    };
    let body = Body::Fragment(format!("<p>{PROSE}</p>"));
    let article = read(&Page { id: "t".into(), fields, body, ..Page::default() });
    assert_eq!(article.title.unwrap().text, "جسر جديد فوق الوادي");
    assert_eq!(article.published.unwrap().date.to_string(), "2031-04-08");
    assert_eq!(article.byline.as_deref(), Some("هدى السراج"));
    assert_eq!(article.publisher.as_deref(), Some("صحيفة الساحل"));
    assert_eq!(article.credit.as_deref(), Some("وكالة الساحل"));
}

#[test]
fn a_repair_is_recorded_with_what_stood_there() {
    let article = plain("عنوان الخبر هنا\nانتهى العمل.وأضاف المهندس أن الجسر قوي وآمن للجميع.");
    assert!(article.text.contains("العمل. وأضاف"));
    assert_eq!(article.repairs.len(), 1);
    let repair = &article.repairs[0];
    assert_eq!((repair.span.of(&article.text), repair.was.as_str()), (" ", ""));

    let article = plain("عنوان الخبر هنا\nوصف السائق الطريق بأنه â€œطويلâ€\u{9d} ومتعب.");
    assert!(
        article.repairs.iter().any(|repair| repair.code == FindingCode::Mojibake),
        "{:?}",
        article.text
    );
}

/// What holds of every article.
fn check(article: &Article) -> Result<(), TestCaseError> {
    let text = &article.text;
    let mut end = None;
    for block in &article.blocks {
        prop_assert!(!block.span.is_empty());
        prop_assert!(
            text.is_char_boundary(block.span.start) && text.is_char_boundary(block.span.end)
        );
        match end {
            None => prop_assert_eq!(block.span.start, 0),
            Some(end) => prop_assert_eq!(&text[end..block.span.start], "\n"),
        }
        end = Some(block.span.end);
    }
    prop_assert_eq!(end.unwrap_or(0), text.len());
    let spans = article.findings.iter().flat_map(|finding| finding.spans.iter().copied());
    let spans = spans.chain(article.repairs.iter().map(|repair| repair.span));
    for span in spans.chain(article.posts.iter().map(|post| post.span)) {
        prop_assert!(span.start <= span.end && span.end <= text.len());
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
    }
    for post in &article.posts {
        prop_assert!(article.blocks[post.block].span.contains(post.span));
    }
    Ok(())
}

/// The text without white space and without what was repaired: nothing else may differ from the input.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn nothing_is_lost_and_blocks_cover_the_text(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "قال", "وقال", "الوزير", ".", "\n", " ", "2031", "— Name (@handle) March 3, 2031", "اقرأ أيضا:", " - صحيفة الساحل",
            "المدينة", "»", "«", "…", "????", "12 أبريل 2031", "word", "\"", "\u{200f}", "(", "المزيد",
        ]), 0..40)
    ) {
        let source = pieces.concat();
        let article = plain(&source);
        check(&article)?;
        if article.repairs.iter().all(|repair| repair.was.is_empty()) {
            let visible = |text: &str| letters(text).replace('\u{200f}', "");
            prop_assert_eq!(visible(&article.text), visible(&source));
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}", title in "\\PC{0,40}") {
        check(&plain(&text))?;
        check(&with_fields(&text, &title, &text, &text))?;
    }

    #[test]
    fn any_markup_is_read(html in "(<[a-z/ ]{1,8}>|[a-zء-ي .]{0,12}|\\PC{0,5}){0,40}") {
        check(&read(&Page { id: "t".into(), body: Body::Fragment(html.clone()), ..Page::default() }))?;
        check(&read(&Page { id: "t".into(), body: Body::Html { bytes: html.into_bytes(), charset: None }, ..Page::default() }))?;
    }
}
