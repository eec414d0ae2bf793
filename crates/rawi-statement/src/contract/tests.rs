use jiff::civil::{date, time};
use proptest::prelude::*;
use rawi_page::{
    Article, Bases, Basis, Block, BlockKind, Dated, Finding, FindingCode, Post, Repair, Title,
};
use rawi_text::{Lang, Span};
use serde_json::Value;

use super::{write_article, write_failure};
use crate::{Act, Mode, Speaker, SpeakerBasis, Statement};

fn line(article: &Article, statements: &[Statement]) -> String {
    let mut out = Vec::new();
    write_article(article, statements, &mut out);
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// The span of the first `words` in `text`.
fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the sample holds the words");
    Span::new(start, start + words.len())
}

fn statement(text: &str, cue: &str, content: &str) -> Statement {
    Statement {
        cue: Some(find(text, cue)),
        source: None,
        content: vec![find(text, content)],
        speaker: None,
        mode: Mode::Indirect,
        act: Act::Say,
        negated: false,
        via: Vec::new(),
        addressee: None,
        time: None,
        place: None,
        block: 0,
        confidence: 0.5,
        actors: crate::Actors::default(),
    }
}

/// Marks above letters, an emoji of four bytes and one joined of several code points.
const HARD: &str = "بلدية المرسى\nقالَتِ الوزيرةُ 🙂 إنّ «الجسرَ 👩‍🔬 آمنٌ».";

fn hard_article() -> (Article, Statement) {
    let text = HARD.to_owned();
    let head = find(&text, "بلدية المرسى");
    let body = Span::new(head.end + 1, text.len());
    let said = Statement {
        source: Some(find(&text, "الوزيرةُ")),
        speaker: Some(Speaker { name: "الوزيرةُ".into(), basis: SpeakerBasis::Title }),
        mode: Mode::Mixed,
        negated: true,
        via: vec!["وكالة الساحل".into()],
        addressee: Some("المجلس".into()),
        time: Some(date(2031, 2, 9)),
        place: Some("المرسى".into()),
        block: 1,
        confidence: 0.8765,
        ..statement(&text, "قالَتِ", "«الجسرَ 👩‍🔬 آمنٌ»")
    };
    let article = Article {
        id: "a\"1".into(),
        url: Some("https://example.org/1".into()),
        lang: Some(Lang::Ar),
        publisher: Some("صحيفة الساحل".into()),
        title: Some(Title { text: "بلدية المرسى".into(), span: head }),
        published: Some(Dated {
            date: date(2031, 2, 10),
            time: Some(time(7, 5, 0, 0)),
            offset_minutes: Some(-210),
            basis: Basis::Meta,
            span: Some(head),
        }),
        written: Some(Dated {
            date: date(2031, 2, 9),
            time: None,
            offset_minutes: None,
            basis: Basis::Text,
            span: None,
        }),
        blocks: vec![
            Block { kind: BlockKind::Headline, span: head, lang: None },
            Block { kind: BlockKind::Paragraph, span: body, lang: Some(Lang::Ar) },
        ],
        posts: vec![Post {
            platform: "x".into(),
            handle: Some("marsa".into()),
            date: Some(date(2031, 2, 8)),
            text: "🙂".into(),
            links: vec!["https://example.org/p".into()],
            block: 1,
            span: find(&text, "🙂"),
            ..Post::default()
        }],
        findings: vec![Finding {
            code: FindingCode::HeadlineMismatch,
            message: "The headline is another story's.".into(),
            spans: vec![head, find(&text, "👩‍🔬")],
        }],
        bases: Bases { title: Some(Basis::Page), byline: None, publisher: Some(Basis::Meta) },
        repairs: vec![Repair {
            span: find(&text, "آمنٌ"),
            was: "????".into(),
            code: FindingCode::Mojibake,
        }],
        text,
        ..Article::default()
    };
    (article, said)
}

#[test]
fn golden_line() {
    let (article, said) = hard_article();
    let expected = concat!(
        r#"{"id":"a\"1","url":"https://example.org/1","lang":"ar","publisher":"صحيفة الساحل","#,
        r#""byline":null,"credit":null,"#,
        r#""title":{"text":"بلدية المرسى","start":0,"end":12},"#,
        r#""published":{"value":"2031-02-10","basis":"meta","start":0,"end":12,"#,
        r#""time":"07:05:00","offset":"-03:30"},"#,
        r#""written":{"value":"2031-02-09","basis":"text","start":null,"end":null,"#,
        r#""time":null,"offset":null},"#,
        r#""text":"بلدية المرسى\nقالَتِ الوزيرةُ 🙂 إنّ «الجسرَ 👩‍🔬 آمنٌ».","#,
        r#""blocks":[{"kind":"headline","start":0,"end":12,"lang":null},"#,
        r#"{"kind":"paragraph","start":13,"end":53,"lang":"ar"}],"#,
        r#""posts":[{"platform":"x","author":null,"handle":"marsa","date":"2031-02-08","text":"🙂","#,
        r#""links":["https://example.org/p"],"mentions":[],"hashtags":[],"block":1,"#,
        r#""start":29,"end":30}],"#,
        r#""findings":[{"code":"headline-mismatch","message":"The headline is another story's.","#,
        r#""spans":[[0,12],[43,46]]}],"#,
        r#""times":[],"mentions":[],"#,
        r#""statements":[{"id":"a\"1#s1","cue":{"start":13,"end":19,"text":"قالَتِ"},"#,
        r#""source":{"start":20,"end":28,"text":"الوزيرةُ"},"#,
        r#""content":[{"start":35,"end":52,"text":"«الجسرَ 👩‍🔬 آمنٌ»"}],"#,
        r#""speaker":{"name":"الوزيرةُ","actor":null,"basis":"title"},"#,
        r#""mode":"mixed","act":"say","negated":true,"via":["وكالة الساحل"],"addressee":"المجلس","#,
        r#""time":{"value":"2031-02-09"},"place":"المرسى","block":1,"confidence":0.88,"#,
        r#""via_actors":[],"addressee_actor":null,"place_actor":null}],"#,
        r#""repairs":[{"start":47,"end":51,"was":"????","code":"mojibake"}],"bases":{"title":"page","byline":null,"publisher":"meta"}}"#,
        "\n"
    );
    assert_eq!(line(&article, &[said]), expected);
}

#[test]
fn offsets_count_code_points_with_marks_and_emoji() {
    let (article, said) = hard_article();
    let value: Value = serde_json::from_str(&line(&article, &[said])).expect("valid JSON");
    check_quotes(&value, value["text"].as_str().expect("a text"));
}

#[test]
fn a_failure_names_the_input_and_the_error() {
    let mut out = Vec::new();
    write_failure("bad \"one\".jsonl:3", "not JSON\nat all", &mut out);
    let expected = "{\"id\":\"bad \\\"one\\\".jsonl:3\",\"error\":\"not JSON\\nat all\"}\n";
    assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
}

#[test]
fn a_confidence_that_is_not_a_number_is_none() {
    let text = "قال نعم";
    let said = Statement { confidence: f32::NAN, ..statement(text, "قال", "نعم") };
    let article = Article { text: text.into(), ..Article::default() };
    assert!(line(&article, &[said]).contains(r#""confidence":0.0"#));
}

/// Every object with `start`, `end` and `text` says what stands there.
fn check_quotes(value: &Value, text: &str) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| check_quotes(item, text)),
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(words)) =
                (fields.get("start"), fields.get("end"), fields.get("text"))
            {
                let (start, end) = (start.as_u64().unwrap(), end.as_u64().unwrap());
                let slice: String =
                    text.chars().skip(start as usize).take((end - start) as usize).collect();
                assert_eq!(slice, words.as_str().unwrap());
            }
            fields.values().for_each(|item| check_quotes(item, text));
        }
        _ => {}
    }
}

fn boundary(text: &str, at: usize) -> usize {
    let mut byte = at % (text.len() + 1);
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn any_span(text: &str, a: usize, b: usize) -> Span {
    let (a, b) = (boundary(text, a), boundary(text, b));
    Span::new(a.min(b), a.max(b))
}

proptest! {
    #[test]
    fn every_span_says_what_stands_there(
        text in "([a-z \\n\"\\\\]|[ء-ي]|[\u{64B}-\u{652}]|\u{200D}|😀|👩‍🔬|\\PC){0,400}",
        cuts in proptest::collection::vec((any::<usize>(), any::<usize>()), 1..20),
    ) {
        let spans: Vec<Span> = cuts.iter().map(|(a, b)| any_span(&text, *a, *b)).collect();
        let said = spans.iter().map(|span| Statement {
            cue: Some(*span),
            source: Some(spans[0]),
            content: spans.clone(),
            ..statement("a", "a", "a")
        });
        let statements: Vec<Statement> = said.collect();
        let article = Article {
            id: "p".into(),
            title: Some(Title { text: spans[0].of(&text).to_owned(), span: spans[0] }),
            text: text.clone(),
            ..Article::default()
        };
        let line = line(&article, &statements);
        prop_assert_eq!(line.matches('\n').count(), 1);
        let value: Value = serde_json::from_str(&line).expect("valid JSON");
        prop_assert_eq!(value["text"].as_str(), Some(text.as_str()));
        check_quotes(&value, &text);
    }
}
