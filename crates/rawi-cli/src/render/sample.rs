//! The bundled damaged page, read by hand: what the renderers are tested on.

use jiff::civil::date;
use rawi_page::{
    Article, Basis, Block, BlockKind, Body, Dated, Finding, FindingCode, Page, Post, Repair, Title,
    read,
};
use rawi_statement::{Act, Mode, Record, Speaker, SpeakerBasis, Statement, With, record};
use rawi_text::{Lang, Span};

const TEXT: &str = include_str!("../../../../samples/damaged-page.txt");

/// The sample's text without its last line break, cut as assembly would cut it.
fn text() -> String {
    TEXT.trim_end()
        .replace("2031وقال", "2031\nوقال")
        .replace("الضفافقالت", "الضفاف\nقالت")
        .replace("الناس.وأضاف", "الناس.\nوأضاف")
        .replace("????????", "\u{FFFD}")
}

fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("the sample holds {words}"));
    Span::new(start, start + words.len())
}

fn kind(line: &str, number: usize) -> BlockKind {
    match number {
        0 => BlockKind::Headline,
        1 => BlockKind::Dateline,
        _ if line.starts_with(".@") || line.starts_with('—') => BlockKind::Post,
        _ if line.contains("صحيفة الضفاف") || line.starts_with("قالت مديرة") => {
            BlockKind::Teaser
        }
        _ => BlockKind::Paragraph,
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut at = 0;
    let mut blocks: Vec<Block> = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        let kind = kind(line, number);
        match blocks.last_mut() {
            Some(last) if kind == BlockKind::Post && last.kind == kind => last.span.end = span.end,
            _ => blocks.push(Block { kind, span, lang: Some(Lang::Ar) }),
        }
    }
    for block in &mut blocks {
        if block.kind == BlockKind::Post {
            block.lang = Some(Lang::En);
        }
    }
    blocks
}

/// The sample that names people in office, as it is read.
pub fn meeting() -> (Article, Record<'static>) {
    let text = include_str!("../../../../samples/meeting.txt");
    let page = Page { id: "meeting.txt".into(), body: Body::Plain(text.into()), ..Page::default() };
    let mut article = read(&page);
    let record = record(&mut article, With::default());
    (article, record)
}

/// The damaged sample and its statements.
pub fn damaged() -> (Article, Record<'static>) {
    let text = text();
    let blocks = blocks(&text);
    let headline = blocks[0].span;
    let is = |kind| blocks.iter().position(|block| block.kind == kind).unwrap();
    let (post, teaser) = (is(BlockKind::Post), is(BlockKind::Teaser));
    let dateline = find(&text, "2nd, February 2031 GMT");
    let found =
        |code, message: &str, spans: Vec<Span>| Finding { code, message: message.into(), spans };
    let findings = vec![
        found(
            FindingCode::HeadlineMismatch,
            "The headline shares no name with the text: it may be another story's.",
            vec![headline],
        ),
        found(
            FindingCode::DateConflict,
            "The page is dated 2031-02-02, but a post in it was written on 2031-10-08.",
            vec![dateline, find(&text, "October 8, 2031")],
        ),
        found(
            FindingCode::EmbeddedPost,
            "A post on X stands flattened in the text.",
            vec![blocks[post].span],
        ),
        found(
            FindingCode::GluedText,
            "Two pieces stand with no space between them.",
            vec![find(&text, "2031\nوقال"), find(&text, "الناس.\nوأضاف")],
        ),
        found(
            FindingCode::SplicedTeaser,
            "The start of another article stands inside this one.",
            vec![Span::new(blocks[teaser].span.start, blocks[teaser + 1].span.end)],
        ),
        found(
            FindingCode::Mojibake,
            "Emoji were destroyed before the page was stored.",
            vec![find(&text, "\u{FFFD}")],
        ),
    ];
    let article = Article {
        id: "samples/damaged-page.txt".into(),
        url: Some("https://daffaf.example/2031/dam".into()),
        lang: Some(Lang::Ar),
        publisher: Some("صحيفة الضفاف".into()),
        title: Some(Title { text: headline.of(&text).into(), span: headline }),
        published: Some(day(2031, 2, 2, Basis::Page, Some(dateline))),
        written: Some(day(2031, 10, 8, Basis::Post, None)),
        posts: vec![Post {
            platform: "x".into(),
            author: Some("River Authority Press".into()),
            handle: Some("NahrAuthority".into()),
            date: Some(date(2031, 10, 8)),
            text: find(&text, "They walked").of(&text).into(),
            links: vec!["https://pic.twitter.com/q7ZkV2mN0d".into(), "javascript:alert(1)".into()],
            block: post,
            span: blocks[post].span,
            ..Post::default()
        }],
        repairs: vec![Repair {
            span: find(&text, "\u{FFFD}"),
            was: "????????".into(),
            code: FindingCode::Mojibake,
        }],
        findings,
        blocks,
        text,
        ..Article::default()
    };
    let record = Record { statements: statements(&article), ..Record::default() };
    (article, record)
}

fn day(year: i16, month: i8, day: i8, basis: Basis, span: Option<Span>) -> Dated {
    Dated { date: date(year, month, day), time: None, offset_minutes: None, basis, span }
}

/// A row: cue, source, content, speaker, how it was found, act, mode.
type Row<'r> = (&'r str, &'r str, &'r str, &'r str, SpeakerBasis, Act, Mode);

fn statements(article: &Article) -> Vec<Statement> {
    use SpeakerBasis::{Headline, Implicit, Named, Title};
    let (minister, head, farmer) = ("سليم العطار", "ليلى مرجان", "يونس الدالي");
    let rows: &[Row<'_>] = &[
        (
            "أعلن",
            "وزير المياه في جمهورية تلال سليم العطار",
            "أعمال ترميم سد الوادي الأخضر ستنتهي قبل موسم الأمطار، بالإضافة إلى أن الوزارة ستنشر قياسات المنسوب كل أسبوع",
            minister,
            Named,
            Act::Announce,
            Mode::Indirect,
        ),
        (
            "وقال العطار",
            "العطار",
            "الشقوق التي ظهرت في الجدار الشرقي \"لا تهدد سلامة السكان\"",
            minister,
            Named,
            Act::Say,
            Mode::Mixed,
        ),
        (
            "",
            "River Authority Press",
            "They walked the eastern wall and agreed on weekly readings for #GreenValley, open to everyone",
            "River Authority Press",
            SpeakerBasis::Post,
            Act::Say,
            Mode::Direct,
        ),
        (
            "وقال رئيس",
            "رئيس اتحاد المزارعين يونس الدالي",
            "إنه لن يزرع الضفة الشرقية هذا العام، دون أن يحدد موعداً لعودته إليها",
            farmer,
            Named,
            Act::Say,
            Mode::Indirect,
        ),
        (
            "وقال إن",
            "",
            "الوزارة \"لن تخفي رقماً واحداً\" عن أهل الوادي",
            minister,
            Implicit,
            Act::Say,
            Mode::Mixed,
        ),
        (
            ": القياس",
            "مرجان",
            "القياس اليومي أرخص من السد الجديد",
            head,
            Headline,
            Act::Say,
            Mode::Direct,
        ),
        (
            "قالت مديرة",
            "مديرة هيئة الأنهار ليلى مرجان",
            "جهازاً صغيراً على كل جسر يكفي لمعرفة حال النهر",
            head,
            Named,
            Act::Say,
            Mode::Indirect,
        ),
        ("رأت", "", "الأجهزة لا تغني عن عيون الناس", head, Implicit, Act::Estimate, Mode::Indirect),
        (
            "وأضاف أن",
            "",
            "الوزارة \"ستدفع أجور الحراس حتى آخر يوم من الشتاء\"",
            minister,
            Implicit,
            Act::Say,
            Mode::Mixed,
        ),
        (
            "مشيراً",
            "",
            "سبعة مهندسين سيقيمون قرب السد إلى أن تنتهي الأعمال",
            minister,
            Implicit,
            Act::Say,
            Mode::Indirect,
        ),
        (
            "وحذر",
            "العطار",
            "من الاقتراب من المجرى القديم",
            minister,
            Named,
            Act::Warn,
            Mode::Indirect,
        ),
        (
            "ونفى",
            "الدالي",
            "أن يكون المزارعون قد طلبوا تعويضاً",
            farmer,
            Named,
            Act::Deny,
            Mode::Indirect,
        ),
        ("وطالب", "", "بإعلان أسماء الشركات المنفذة", farmer, Implicit, Act::Demand, Mode::Indirect),
        (
            "ونقلت",
            "مهندس في الموقع",
            "العمل يسير \"أسرع مما كتب في الجدول\"",
            "مهندس في الموقع",
            Title,
            Act::Say,
            Mode::Mixed,
        ),
        (
            "وأضاف \"",
            "",
            "\"نقيس بأيدينا كل صباح، ونكتب ما نراه قبل أن نتكلم عنه\"",
            "مهندس في الموقع",
            Implicit,
            Act::Say,
            Mode::Direct,
        ),
    ];
    rows.iter().map(|row| statement(article, row)).collect()
}

fn statement(article: &Article, row: &Row<'_>) -> Statement {
    let (cue, source, content, name, basis, act, mode) = *row;
    let text = &article.text;
    let content = find(text, content);
    let spot = (!cue.is_empty()).then(|| find(text, cue));
    let cue = spot.map(|at| Span::new(at.start, at.start + cue.find(' ').unwrap_or(cue.len())));
    let at = cue.map_or(content.start, |cue| cue.start);
    let is_first = name == "سليم العطار" && act == Act::Announce;
    let is_quoted_on = name.starts_with("مهندس") && basis == SpeakerBasis::Title;
    Statement {
        cue,
        source: (!source.is_empty()).then(|| find(text, source)),
        content: vec![content],
        speaker: Some(Speaker { name: name.into(), basis }),
        mode,
        act,
        negated: false,
        via: if is_quoted_on { vec!["وكالة الضفاف".into()] } else { Vec::new() },
        addressee: (act == Act::Say && name == "سليم العطار" && basis == SpeakerBasis::Named)
            .then(|| "ليلى مرجان".into()),
        time: is_first.then(|| date(2031, 10, 7)),
        place: is_first.then(|| "عين الصفصاف".into()),
        block: article.blocks.iter().position(|b| b.span.start <= at && at < b.span.end).unwrap(),
        confidence: if basis == SpeakerBasis::Implicit { 0.45 } else { 0.92 },
        actors: rawi_statement::Actors::default(),
    }
}
