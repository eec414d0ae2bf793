//! One self-contained page: no script, nothing fetched.
//!
//! All text goes through maud's escaping or [`escape`]; only `http` and `https` addresses become links, and the
//! page's own policy forbids scripts and fetching besides.

mod body;
mod side;

use maud::{Markup, PreEscaped, html};
use rawi_page::input::InputError;
use rawi_page::{Article, BlockKind};
use rawi_statement::{Record, Statement};
use rustc_hash::FxHashMap;

use super::Frame;
use super::direction::{is_bidi_control, is_rtl, shown};
use super::named::{Named, wikidata};
use super::said;

/// What stands around the articles.
pub const FRAME: Frame = Frame {
    head: concat!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n",
        "<title>Rawi: who said what</title>\n<style>\n",
        include_str!("html/page.css"),
        "</style>\n</head>\n<body>\n",
        include_str!("html/key.html"),
        "<main>\n"
    ),
    between: "",
    foot: "</main>\n</body>\n</html>\n",
};

/// Hues that are told apart in light and dark, also by most who are colour-blind when they stand side by side.
const HUES: usize = 8;

/// Appends the article that is the `number`th of the page.
pub fn article(number: u64, article: &Article, record: &Record<'_>, out: &mut Vec<u8>) {
    let scene = Scene {
        prefix: format!("a{number}"),
        article,
        record,
        statements: &record.statements,
        cast: Cast::new(&record.statements),
        named: Named::new(article, record),
    };
    out.extend_from_slice(scene.section().into_string().as_bytes());
    out.push(b'\n');
}

/// Appends an input that could not be read.
pub fn failure(error: &InputError, out: &mut Vec<u8>) {
    let markup = html! {
        section.failed { strong { "Could not be read" } " " bdi { (clean(&error.to_string())) } }
    };
    out.extend_from_slice(markup.into_string().as_bytes());
    out.push(b'\n');
}

/// An article while it is written.
struct Scene<'a> {
    /// What every anchor of this article begins with.
    prefix: String,
    article: &'a Article,
    record: &'a Record<'a>,
    statements: &'a [Statement],
    cast: Cast<'a>,
    named: Named<'a>,
}

impl Scene<'_> {
    fn section(&self) -> Markup {
        let article = self.article;
        let rtl = self.is_rtl();
        html! {
            section.article.rtl[rtl] id=(self.prefix) {
                (self.header())
                div.columns {
                    div.page dir=(dir(rtl)) lang=[article.lang.map(|lang| lang.code())] { (self.body()) }
                    div.side dir="ltr" { (self.findings()) (self.said()) (self.times()) (self.roll()) }
                }
            }
        }
    }

    /// Whether the page as a whole runs from right to left.
    fn is_rtl(&self) -> bool {
        self.article.lang.map_or_else(|| is_rtl(&self.article.text), |lang| lang.is_rtl())
    }

    fn header(&self) -> Markup {
        let article = self.article;
        html! {
            header {
                (self.headline())
                dl.meta {
                    @if let Some(name) = &article.publisher { (meta("Publisher", html! { (clean(name)) })) }
                    @if let Some(day) = &article.published { (meta("Published", html! { (said::dated(day)) })) }
                    @if let Some(day) = &article.written { (meta("Written", html! { (said::dated(day)) })) }
                    @if let Some(name) = &article.byline { (meta("By", html! { (clean(name)) })) }
                    @if let Some(line) = &article.credit { (meta("Credit", html! { (clean(line)) })) }
                    @if let Some(lang) = article.lang { (meta("Language", html! { (lang.code()) })) }
                    @if let Some(url) = &article.url { (meta("Address", link(url))) }
                    (meta("Input", html! { (clean(&article.id)) }))
                }
            }
        }
    }

    /// The title: the text's first headline block with its marks, else what the page is called.
    fn headline(&self) -> Markup {
        let article = self.article;
        if article.blocks.first().is_some_and(|block| block.kind == BlockKind::Headline) {
            let words = article.blocks[0].span.of(&article.text);
            return html! { h1 dir=(dir(is_rtl(words))) { (self.marked(0)) " " (self.tags(0)) } };
        }
        match &article.title {
            Some(title) => html! { h1 dir=(dir(is_rtl(&title.text))) { (clean(&title.text)) } },
            None => html! { h1.untitled { "No title" } },
        }
    }
}

fn meta(label: &str, value: Markup) -> Markup {
    html! { div { dt { (label) } dd { bdi { (value) } } } }
}

/// An address: a link when it is of the web, else its letters.
fn link(url: &str) -> Markup {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let shown = said::excerpt(url, 60);
    if lower.starts_with("https://") || lower.starts_with("http://") {
        html! { a href=(clean(url)) rel="noreferrer noopener nofollow" { (shown) } }
    } else {
        html! { span.address { (shown) } }
    }
}

/// An identifier: a link to its page where it has one.
fn identifier(id: &str) -> Markup {
    match wikidata(id) {
        Some(url) => html! { a.id href=(url) rel="noreferrer noopener nofollow" { (id) } },
        None => html! { span.id { (clean(id)) } },
    }
}

const fn dir(rtl: bool) -> &'static str {
    if rtl { "rtl" } else { "ltr" }
}

/// `text` on one line without control characters; escaping is the caller's.
fn clean(text: &str) -> String {
    shown(text)
}

/// Appends `text` to `out` for element content: escaped, control characters replaced, bidirectional overrides
/// (which could reach over the end of the words) left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            '\t' => out.push(' '),
            c if c.is_control() => out.push('\u{FFFD}'),
            c if is_bidi_control(c) => {}
            c => out.push(c),
        }
    }
}

/// The speakers of an article, in the order they first speak; each has its colour.
struct Cast<'a> {
    names: Vec<&'a str>,
    counts: Vec<usize>,
    by_key: FxHashMap<&'a str, usize>,
}

impl<'a> Cast<'a> {
    fn new(statements: &'a [Statement]) -> Self {
        let mut cast = Self { names: Vec::new(), counts: Vec::new(), by_key: FxHashMap::default() };
        for said in statements {
            let (Some(speaker), Some(key)) = (&said.speaker, Self::key(said)) else { continue };
            let at = *cast.by_key.entry(key).or_insert(cast.names.len());
            match cast.counts.get_mut(at) {
                Some(count) => *count += 1,
                None => {
                    cast.names.push(&speaker.name);
                    cast.counts.push(1);
                }
            }
        }
        cast
    }

    /// By what a speaker is told: one of several names is one speaker where all of them mean one actor.
    fn key(said: &Statement) -> Option<&str> {
        let name = said.speaker.as_ref().map(|speaker| speaker.name.as_str());
        said.actors.speaker.as_deref().or(name)
    }

    /// The class that gives a statement its speaker's colour.
    fn hue(&self, said: &Statement) -> String {
        match Self::key(said).and_then(|key| self.by_key.get(key)) {
            Some(at) => format!("h{}", at % HUES),
            None => "hx".to_owned(),
        }
    }
}

/// Markup that was escaped where it was made.
fn made(markup: String) -> Markup {
    PreEscaped(markup)
}

#[cfg(test)]
mod tests;
