use rawi_page::{Article, Block, BlockKind, Finding, FindingCode, Post, Repair, Title};
use rawi_statement::{Act, Mode, Speaker, SpeakerBasis, Statement};
use rawi_text::Span;

use super::super::sample;

fn page(article: &Article, statements: &[Statement]) -> String {
    let mut out = super::FRAME.head.as_bytes().to_vec();
    super::article(0, article, statements, &mut out);
    out.extend_from_slice(super::FRAME.foot.as_bytes());
    String::from_utf8(out).unwrap()
}

const EVIL: &str = "</span><script>alert('1')</script>\"onmouseover=\"x\u{0}\u{202e}&amp;";

/// An article all of whose words are hostile.
fn evil() -> (Article, Vec<Statement>) {
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
        actors: rawi_statement::Actors::default(),
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
    (article, vec![said])
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
    let (article, statements) = evil();
    let html = page(&article, &statements);
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
    let (article, statements) = evil();
    let html = page(&article, &statements);
    for tag in tags(&html).into_iter().filter(|tag| tag.starts_with("a ")) {
        let href = tag.split("href=\"").nth(1).expect("a link has an address");
        assert!(href.starts_with('#') || href.starts_with("https://x.example/"), "{tag}");
    }
    assert_eq!(html.matches("src=").count() + html.matches("url(").count(), 0);
}

#[test]
fn tags_are_balanced_and_anchors_are_unique() {
    for (article, statements) in [evil(), sample::damaged()] {
        let html = page(&article, &statements);
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
                _ => open.push(name),
            }
        }
        assert!(open.is_empty());
    }
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let (article, statements) = sample::damaged();
    let html = page(&article, &statements);
    let links: Vec<&str> =
        html.split("href=\"#a").skip(1).map(|l| l.split('"').next().unwrap()).collect();
    assert!(links.len() > 15);
    for link in links {
        assert!(html.contains(&format!("id=\"a{link}\"")), "{link}");
    }
}

#[test]
fn the_words_of_the_article_are_all_there() {
    let (article, statements) = sample::damaged();
    let html = page(&article, &statements);
    let start = html.find("<div class=\"page\"").unwrap();
    let text: String =
        html[start..].split('<').map(|part| part.split_once('>').map_or("", |p| p.1)).collect();
    for line in article.text.lines().skip(1) {
        let line = line.replace('"', "&quot;").replace('\'', "&#39;");
        assert!(text.contains(&line), "{line}");
    }
}

/// Writes the sample where a person can look at it: `cargo test -p rawi-cli look -- --ignored`.
#[test]
#[ignore = "writes target/damaged-page.html to look at"]
fn look() {
    let (article, statements) = sample::damaged();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/damaged-page.html");
    std::fs::write(path, page(&article, &statements)).unwrap();
    let mut text = Vec::new();
    super::super::text::article(
        &super::super::text::Look::new(90, true),
        &article,
        &statements,
        &mut text,
    );
    std::fs::write(path.replace(".html", ".txt"), text).unwrap();
}
