use rawi_actor::{Mention, MentionKind, Registry};
use rawi_page::{Article, Block, BlockKind, Finding, FindingCode, Post, Repair, Title};
use rawi_statement::{Act, Actors, Mode, Record, Speaker, SpeakerBasis, Statement};
use rawi_text::Span;
use rawi_time::{Time, TimeKind};

use super::super::sample;

fn page(article: &Article, record: &Record<'_>) -> String {
    let mut out = super::FRAME.head.as_bytes().to_vec();
    super::article(0, article, record, &mut out);
    out.extend_from_slice(super::FRAME.foot.as_bytes());
    String::from_utf8(out).unwrap()
}

const EVIL: &str = "</span><script>alert('1')</script>\"onmouseover=\"x\u{0}\u{202e}&amp;";

/// An article all of whose words are hostile.
fn evil() -> (Article, Record<'static>) {
    let text = format!("{EVIL}\n{EVIL}");
    let (head, body) = (Span::new(0, EVIL.len()), Span::new(EVIL.len() + 1, text.len()));
    let inner = Span::new(body.start + 3, body.end - 9);
    let said = Statement {
        cue: Some(Span::new(inner.start, inner.start + 4)),
        source: Some(Span::new(body.start, inner.start + 2)),
        content: vec![inner, body],
        speaker: Some(Speaker { name: EVIL.into(), basis: SpeakerBasis::Named }),
        mode: Mode::Direct,
        act: Act::Say,
        negated: true,
        via: vec![EVIL.into()],
        addressee: Some(EVIL.into()),
        time: None,
        place: Some(EVIL.into()),
        block: 1,
        confidence: f32::NAN,
        actors: Actors {
            speaker: Some(EVIL.into()),
            via: vec![Some(EVIL.into())],
            addressee: Some(EVIL.into()),
            place: Some("Q1\" onmouseover=\"x".into()),
        },
    };
    let article = Article {
        id: EVIL.into(),
        url: Some("javascript:alert(1)//https://x".into()),
        publisher: Some(EVIL.into()),
        byline: Some(EVIL.into()),
        credit: Some(EVIL.into()),
        title: Some(Title { text: EVIL.into(), span: head }),
        blocks: vec![
            Block { kind: BlockKind::Headline, span: head, lang: None },
            Block { kind: BlockKind::Post, span: body, lang: None },
        ],
        posts: vec![Post {
            platform: EVIL.into(),
            author: Some(EVIL.into()),
            handle: Some(EVIL.into()),
            links: vec![
                EVIL.into(),
                format!("https://x.example/{EVIL}"),
                "JavaScript:alert(1)".into(),
                "data:text/html,<b>".into(),
                " https://leading.example".into(),
            ],
            block: 1,
            span: body,
            ..Post::default()
        }],
        findings: vec![Finding {
            code: FindingCode::Mojibake,
            message: EVIL.into(),
            spans: vec![Span::new(2, body.start + 5)],
        }],
        repairs: vec![Repair { span: inner, was: EVIL.into(), code: FindingCode::Mojibake }],
        text,
        ..Article::default()
    };
    let time = |start, end| Time {
        span: Span::new(start, end),
        kind: TimeKind::Set,
        value: EVIL.into(),
        from: None,
        to: None,
        modifier: None,
        explicit: false,
    };
    let mention = |start, end, id| Mention {
        span: Span::new(start, end),
        kind: MentionKind::Person,
        actor: Registry::built_in().by_id(id),
    };
    let record = Record {
        statements: vec![said],
        times: vec![time(1, 9), time(body.start, inner.start + 3)],
        // Names within names, across the ends of everything else, and one of which nobody knows whose it is.
        mentions: vec![
            mention(body.start, body.start + 20, "Q7821917"),
            mention(body.start + 4, body.start + 8, "Q7184"),
            mention(body.start + 18, body.start + 24, "Q7184"),
            mention(inner.end - 4, inner.end + 4, "city/paris"),
            mention(inner.end + 4, body.end, "nobody"),
        ],
    };
    (article, record)
}

/// The tags of a page, read as a parser would that trusts nothing; fails where the markup is not sound.
fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start + 1..];
        let mut quoted = false;
        let end = tag
            .find(|c| {
                quoted ^= c == '"';
                c == '>' && !quoted
            })
            .expect("every tag is closed");
        tags.push(&tag[..end]);
        rest = &tag[end + 1..];
    }
    tags
}

#[test]
fn nothing_in_an_article_becomes_markup() {
    let (article, record) = evil();
    let html = page(&article, &record);
    let known = [
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "a",
        "span",
        "main",
        "section",
        "h1",
        "h2",
        "h3",
        "aside",
        "dl",
        "div",
        "dt",
        "dd",
        "bdi",
        "blockquote",
        "p",
        "strong",
        "time",
        "ul",
        "ol",
        "li",
        "br",
    ];
    for tag in tags(&html) {
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap();
        assert!(known.contains(&name), "{tag}");
        assert!(!tag.contains("onmouseover=\"x"), "{tag}");
    }
    assert!(!html.contains(['\0', '\u{202e}']));
}

#[test]
fn only_web_addresses_become_links() {
    let (article, record) = evil();
    let html = page(&article, &record);
    for tag in tags(&html).into_iter().filter(|tag| tag.starts_with("a ")) {
        let href = tag.split("href=\"").nth(1).expect("a link has an address");
        assert!(
            ["#", "https://x.example/", "https://www.wikidata.org/wiki/Q"]
                .iter()
                .any(|good| href.starts_with(good)),
            "{tag}"
        );
    }
    assert_eq!(html.matches("src=").count() + html.matches("url(").count(), 0);
}

#[test]
fn tags_are_balanced_and_anchors_are_unique() {
    for (article, record) in [evil(), sample::damaged(), sample::meeting()] {
        let html = page(&article, &record);
        let mut open = Vec::new();
        let mut ids = std::collections::HashSet::new();
        for tag in tags(&html) {
            let name = tag.trim_start_matches('/').split(' ').next().unwrap();
            if let Some(id) = tag.split(" id=\"").nth(1) {
                assert!(ids.insert(id.split('"').next().unwrap().to_owned()), "{tag}");
            }
            match name {
                "!DOCTYPE" | "meta" | "br" => {}
                _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "{tag}"),
                _ => {
                    assert!(name != "a" || !open.contains(&"a"), "a link in a link: {tag}");
                    open.push(name);
                }
            }
        }
        assert!(open.is_empty());
    }
}

#[test]
fn times_and_names_tell_what_they_mean() {
    let (article, record) = sample::meeting();
    let html = page(&article, &record);
    let when = "<span class=\"when\" title=\"2024-11-12\">أمس الثلاثاء</span>";
    assert!(html.contains(when), "{html}");
    let office = "title=\"أنتوني بلينكن · وزير الخارجية، الولايات المتحدة · person · Q7821917\" \
                  href=\"https://www.wikidata.org/wiki/Q7821917\" rel=\"noreferrer noopener nofollow\">وزير الخارجية الأمريكي</a>";
    assert!(html.contains(office), "{html}");
    assert!(
        html.contains("<span class=\"named\" title=\"باريس · city · city/paris\">باريس</span>"),
        "{html}"
    );
    let list = html.split("<section class=\"said\">").nth(1).expect("a list");
    assert_eq!(list.matches("<bdi>وزير الخارجية، الولايات المتحدة</bdi>").count(), 1);
    assert!(list.contains("<a class=\"id\" href=\"https://www.wikidata.org/wiki/Q7821917\""));
}

#[test]
fn a_speaker_of_two_names_is_one() {
    let (article, mut record) = sample::meeting();
    record.statements[2].speaker.as_mut().unwrap().name = "بلينكن".into();
    let html = page(&article, &record);
    let chips = html.split("<p class=\"speakers\">").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(chips.contains("<bdi>أنتوني بلينكن</bdi><span class=\"count\">2</span>"), "{chips}");
    assert!(!chips.contains("<bdi>بلينكن</bdi>"), "{chips}");
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let (article, record) = sample::damaged();
    let html = page(&article, &record);
    let links: Vec<&str> =
        html.split("href=\"#a").skip(1).map(|l| l.split('"').next().unwrap()).collect();
    assert!(links.len() > 15);
    for link in links {
        assert!(html.contains(&format!("id=\"a{link}\"")), "{link}");
    }
}

#[test]
fn the_words_of_the_article_are_all_there() {
    let (article, record) = sample::damaged();
    let html = page(&article, &record);
    let start = html.find("<div class=\"page\"").unwrap();
    let text: String =
        html[start..].split('<').map(|part| part.split_once('>').map_or("", |p| p.1)).collect();
    for line in article.text.lines().skip(1) {
        let line = line.replace('"', "&quot;").replace('\'', "&#39;");
        assert!(text.contains(&line), "{line}");
    }
}

/// Writes the samples where a person can look at them: `cargo test -p rawi-cli look -- --ignored`.
#[test]
#[ignore = "writes target/{damaged-page,meeting}.{html,txt} to look at"]
fn look() {
    for (name, (article, record)) in
        [("damaged-page", sample::damaged()), ("meeting", sample::meeting())]
    {
        let path = format!("{}/../../target/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(format!("{path}.html"), page(&article, &record)).unwrap();
        let mut text = Vec::new();
        let look = super::super::text::Look::new(90, true);
        super::super::text::article(&look, &article, &record, &mut text);
        std::fs::write(format!("{path}.txt"), text).unwrap();
    }
}
