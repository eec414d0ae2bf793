//! Bounds a page before any tree is built: how deep, how many tags, how large.
//!
//! html5ever takes markup as a browser does: a hundred thousand nested elements become a tree as deep, and each unclosed
//! formatting element is built anew in every paragraph that follows. This pass reads the tags alone and leaves out those
//! that would go too far; words are never left out, except beyond the size limit.
//!
//! It also empties scripts, styles and comments, which are half of most pages and which nobody reads: html5ever takes
//! them one character at a time. Only JSON-LD stays.

use std::borrow::Cow;

use crate::FindingCode;

use memchr::{memchr, memmem};
use rustc_hash::FxHashMap;

/// How far a page may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of markup that are read.
    pub bytes: usize,
    /// Elements inside one another.
    pub depth: usize,
    /// Formatting elements (`b`, `i`, `font` …) left open at once.
    pub formatting: usize,
    /// Tags on the page.
    pub tags: usize,
    /// Attributes of one tag.
    pub attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 32 << 20, depth: 256, formatting: 8, tags: 300_000, attributes: 256 }
    }
}

/// Markup within the limits, and what was left out.
pub(super) struct Bounded<'a> {
    pub html: Cow<'a, str>,
    pub dropped: Dropped,
}

/// What did not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dropped {
    pub bytes: usize,
    pub deep_tags: usize,
    pub formatting_tags: usize,
    pub surplus_tags: usize,
    pub attribute_lists: usize,
}

impl Dropped {
    /// What the reader of the article should know.
    pub fn finding(self) -> Option<(FindingCode, String)> {
        let parts = [
            (self.bytes, "bytes beyond the size limit"),
            (self.deep_tags, "tags nested too deep"),
            (self.formatting_tags, "unclosed formatting tags"),
            (self.surplus_tags, "tags beyond the limit"),
            (self.attribute_lists, "over-long attribute lists"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|it| it.0 > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        (!parts.is_empty()).then(|| {
            (FindingCode::Truncated, format!("Left out of the markup: {}.", parts.join(", ")))
        })
    }
}

/// `html` within `limits`; borrowed where nothing had to go.
pub(super) fn bound(html: &str, limits: Limits) -> Bounded<'_> {
    let size = html.floor_char_boundary(limits.bytes);
    let mut pass = Pass {
        html: &html[..size],
        limits,
        out: None,
        copied: 0,
        open: Vec::with_capacity(64),
        dropped_open: 0,
        formatting: FxHashMap::default(),
        formatting_open: 0,
        tags: 0,
        dropped: Dropped { bytes: html.len() - size, ..Dropped::default() },
    };
    pass.run();
    let html = match pass.out {
        None => Cow::Borrowed(pass.html),
        Some(mut out) => {
            out.push_str(&pass.html[pass.copied..]);
            Cow::Owned(out)
        }
    };
    Bounded { html, dropped: pass.dropped }
}

/// A tag's name as a number, so that the stack of open elements is small: the first 8 letters, lower case.
type Key = u64;

const fn key(name: &[u8]) -> Key {
    let mut key = 0;
    let mut at = 0;
    while at < name.len() && at < 8 {
        key = (key << 8) | (name[at] | 0x20) as u64;
        at += 1;
    }
    key
}

struct Open {
    key: Key,
    dropped: bool,
}

#[derive(Default)]
struct Formatting {
    open: usize,
    dropped: usize,
}

struct Pass<'a> {
    html: &'a str,
    limits: Limits,
    out: Option<String>,
    copied: usize,
    open: Vec<Open>,
    dropped_open: usize,
    formatting: FxHashMap<Key, Formatting>,
    formatting_open: usize,
    tags: usize,
    dropped: Dropped,
}

/// A tag as it stands in the markup.
struct Tag {
    start: usize,
    name_end: usize,
    end: usize,
    key: Key,
    closing: bool,
    self_closing: bool,
    attributes: usize,
}

impl Pass<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = memchr(b'<', &self.html.as_bytes()[at..]) {
            let start = at + found;
            at = self.step(start);
        }
    }

    /// Takes what begins with the `<` at `start`; gives where to go on.
    fn step(&mut self, start: usize) -> usize {
        let bytes = self.html.as_bytes();
        match bytes.get(start + 1) {
            Some(b'!') => {
                let end = end_of_declaration(bytes, start);
                if bytes[start..].starts_with(b"<!--") {
                    self.replace(start, end, "");
                }
                return end;
            }
            Some(b'?') => return after(bytes, start, b">"),
            Some(b'/') if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {}
            Some(c) if c.is_ascii_alphabetic() => {}
            _ => return start + 1,
        }
        let tag = read_tag(bytes, start);
        let raw_text = !tag.closing && is_raw_text(tag.key);
        let end = tag.end;
        let kept = if tag.closing { self.close(&tag) } else { self.begin(&tag) };
        if !raw_text || !kept {
            return end;
        }
        let text_end = end_of_raw_text(bytes, end, &bytes[start + 1..tag.name_end]);
        let is_read = tag.key == TITLE || memmem::find(&bytes[start..end], b"ld+json").is_some();
        if !is_read && text_end > end {
            self.replace(end, text_end, "");
        }
        text_end
    }

    fn begin(&mut self, tag: &Tag) -> bool {
        self.tags += 1;
        if self.tags > self.limits.tags {
            self.dropped.surplus_tags += 1;
            self.replace(tag.start, tag.end, " ");
            return is_raw_text(tag.key) && self.keep_raw_text_out(tag);
        }
        if tag.attributes > self.limits.attributes {
            self.dropped.attribute_lists += 1;
            self.replace(tag.name_end, tag.end, ">");
        }
        if is_void(tag.key) || is_raw_text(tag.key) {
            return true;
        }
        if is_formatting(tag.key) && !self.begin_formatting(tag) {
            return false;
        }
        self.close_implied(tag.key);
        if tag.self_closing && is_drawing(tag.key) {
            return true; // on an HTML element the slash means nothing
        }
        let kept = self.open.len() - self.dropped_open < self.limits.depth;
        self.open.push(Open { key: tag.key, dropped: !kept });
        if !kept {
            self.dropped_open += 1;
            self.dropped.deep_tags += 1;
            self.drop_tag(tag);
        }
        kept
    }

    /// Beyond the tag limit a script would turn into words: it goes with its tag.
    fn keep_raw_text_out(&mut self, tag: &Tag) -> bool {
        let bytes = self.html.as_bytes();
        let end = end_of_raw_text(bytes, tag.end, &bytes[tag.start + 1..tag.name_end]);
        self.replace(tag.end, end, " ");
        true
    }

    fn begin_formatting(&mut self, tag: &Tag) -> bool {
        let entry = self.formatting.entry(tag.key).or_default();
        if matches!(tag.key, A | NOBR) && entry.open > 0 {
            return true; // a new one closes the one before
        }
        if self.formatting_open >= self.limits.formatting && tag.key != A {
            entry.dropped += 1;
            self.dropped.formatting_tags += 1;
            self.replace(tag.start, tag.end, "");
            return false;
        }
        entry.open += 1;
        self.formatting_open += 1;
        true
    }

    fn close(&mut self, tag: &Tag) -> bool {
        self.tags += 1;
        if self.tags > self.limits.tags {
            self.dropped.surplus_tags += 1;
            self.replace(tag.start, tag.end, " ");
            return false;
        }
        if is_formatting(tag.key) && !self.close_formatting(tag) {
            return false;
        }
        let reach = self.open.len().saturating_sub(MOST_LOOKED_BACK);
        let Some(found) = self.opened_by(tag.key, reach) else {
            return true; // closes nothing that is near; html5ever looks for itself within the bounded depth
        };
        let dropped = self.open[found].dropped;
        self.shorten(found);
        if dropped {
            self.drop_tag(tag);
        }
        !dropped
    }

    /// Which open element an end tag closes; a table's cell lets no end tag through but a table's own.
    fn opened_by(&self, key: Key, reach: usize) -> Option<usize> {
        let through = is_fence(key) || matches!(key, TR | TBODY | THEAD | TFOOT);
        for at in (reach..self.open.len()).rev() {
            if self.open[at].key == key {
                return Some(at);
            }
            if !through && is_fence(self.open[at].key) {
                return None;
            }
        }
        None
    }

    fn close_formatting(&mut self, tag: &Tag) -> bool {
        if let Some(entry) = self.formatting.get_mut(&tag.key) {
            if entry.dropped > 0 {
                entry.dropped -= 1;
                self.replace(tag.start, tag.end, "");
                return false;
            }
            if entry.open > 0 {
                entry.open -= 1;
                self.formatting_open -= 1;
            }
        }
        true
    }

    /// `<li>` ends the item before it, a block ends the open `<p>`.
    fn close_implied(&mut self, key: Key) {
        let near = self.open.len().saturating_sub(8);
        let (ends, within): (&[Key], &[Key]) = match key {
            LI => (&[LI], &[UL, OL]),
            DT | DD => (&[DT, DD], &[DL]),
            TD | TH => (&[TD, TH], &[TR, TABLE]),
            TR => (&[TR], &[TABLE]),
            TBODY | THEAD | TFOOT => (&[TBODY, THEAD, TFOOT], &[TABLE]),
            OPTION => (&[OPTION], &[SELECT]),
            _ if is_html_block(key) => (&[P], &[DIV, TD, LI, BUTTON]),
            _ => return,
        };
        for at in (near..self.open.len()).rev() {
            if ends.contains(&self.open[at].key) {
                self.shorten(at);
                return;
            }
            if within.contains(&self.open[at].key) {
                return;
            }
        }
    }

    fn shorten(&mut self, to: usize) {
        self.dropped_open -= self.open[to..].iter().filter(|open| open.dropped).count();
        self.open.truncate(to);
    }

    /// Leaves a tag out; where it parted paragraphs, a line break still does.
    fn drop_tag(&mut self, tag: &Tag) {
        let parted = is_html_block(tag.key) || matches!(tag.key, LI | TD | TR | DT | DD);
        let last =
            self.out.as_ref().is_some_and(|out| self.copied == tag.start && out.ends_with("<br>"));
        self.replace(tag.start, tag.end, if parted && !last { "<br>" } else { "" });
    }

    fn replace(&mut self, start: usize, end: usize, by: &str) {
        if start < self.copied {
            return;
        }
        let out = self.out.get_or_insert_with(|| String::with_capacity(self.html.len()));
        out.push_str(&self.html[self.copied..start]);
        out.push_str(by);
        self.copied = end;
    }
}

/// How many open elements an end tag may close at once.
const MOST_LOOKED_BACK: usize = 256;

const TITLE: Key = key(b"title");
const A: Key = key(b"a");
const NOBR: Key = key(b"nobr");
const LI: Key = key(b"li");
const UL: Key = key(b"ul");
const OL: Key = key(b"ol");
const DT: Key = key(b"dt");
const DD: Key = key(b"dd");
const DL: Key = key(b"dl");
const TD: Key = key(b"td");
const TH: Key = key(b"th");
const TR: Key = key(b"tr");
const TBODY: Key = key(b"tbody");
const THEAD: Key = key(b"thead");
const TFOOT: Key = key(b"tfoot");
const TABLE: Key = key(b"table");
const OPTION: Key = key(b"option");
const SELECT: Key = key(b"select");
const P: Key = key(b"p");
const DIV: Key = key(b"div");
const BUTTON: Key = key(b"button");

macro_rules! keys {
    ($name:ident, $doc:literal, $($tag:literal)+) => {
        #[doc = $doc]
        fn $name(it: Key) -> bool {
            const KEYS: &[Key] = &[$(key($tag)),+];
            KEYS.contains(&it)
        }
    };
}

keys!(is_void, "Elements that hold nothing.",
    b"area" b"base" b"br" b"col" b"embed" b"hr" b"img" b"input" b"link" b"meta" b"param" b"source" b"track" b"wbr"
    b"frame" b"keygen" b"basefont" b"bgsound");
keys!(is_raw_text, "Elements whose text is not markup.",
    b"script" b"style" b"textarea" b"title" b"iframe" b"noscript" b"xmp" b"noembed" b"noframes");
keys!(is_formatting, "Elements that html5ever opens again in the next paragraph.",
    b"a" b"b" b"big" b"code" b"em" b"font" b"i" b"nobr" b"s" b"small" b"strike" b"strong" b"tt" b"u");
keys!(is_html_block, "Elements that end an open paragraph.",
    b"address" b"article" b"aside" b"blockquote" b"center" b"details" b"dialog" b"dir" b"div" b"dl" b"fieldset"
    b"figcaption" b"figure" b"footer" b"form" b"h1" b"h2" b"h3" b"h4" b"h5" b"h6" b"header" b"hgroup" b"main"
    b"menu" b"nav" b"ol" b"p" b"pre" b"section" b"summary" b"table" b"ul");
keys!(is_fence, "Elements whose inside cannot close what is outside.",
    b"td" b"th" b"table" b"caption" b"object" b"applet" b"marquee" b"template" b"button" b"select");
keys!(is_drawing, "Elements of drawings that may close themselves.",
    b"svg" b"path" b"g" b"use" b"circle" b"rect" b"line" b"polygon" b"polyline" b"ellipse" b"stop" b"image" b"symbol"
    b"defs" b"mask" b"clippath" b"fegaussianblur" b"math" b"text" b"filter");

/// Where the tag at `start` ends, quotes respected, and what it is.
fn read_tag(bytes: &[u8], start: usize) -> Tag {
    let closing = bytes[start + 1] == b'/';
    let name_start = start + 1 + usize::from(closing);
    let name_end = bytes[name_start..]
        .iter()
        .position(|c| c.is_ascii_whitespace() || matches!(c, b'>' | b'/'))
        .map_or(bytes.len(), |length| name_start + length);
    let mut at = name_end;
    let mut attributes = 0;
    let mut after_equals = false;
    let end = loop {
        let Some(&c) = bytes.get(at) else { break bytes.len() };
        match c {
            b'>' => break at + 1,
            b'"' | b'\'' if after_equals => {
                at = memchr(c, &bytes[at + 1..]).map_or(bytes.len(), |length| at + 1 + length);
                after_equals = false;
            }
            b'=' => after_equals = true,
            _ if c.is_ascii_whitespace() || c == b'/' => attributes += usize::from(!after_equals),
            _ => after_equals = false,
        }
        at += 1;
    };
    let self_closing = end >= 2 && bytes[end - 1] == b'>' && bytes[end - 2] == b'/';
    Tag {
        start,
        name_end,
        end,
        key: key(&bytes[name_start..name_end]),
        closing,
        self_closing,
        attributes,
    }
}

fn after(bytes: &[u8], start: usize, what: &[u8]) -> usize {
    memmem::find(&bytes[start..], what).map_or(bytes.len(), |found| start + found + what.len())
}

fn end_of_declaration(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start..];
    if rest.starts_with(b"<!-->") {
        return start + 5;
    }
    if rest.starts_with(b"<!--->") {
        return start + 6;
    }
    if rest.starts_with(b"<!--") {
        let plain = after(bytes, start + 4, b"-->");
        let odd = memmem::find(&bytes[start..plain], b"--!>").map(|found| start + found + 4);
        return odd.unwrap_or(plain);
    }
    // A CDATA section outside a drawing is a comment that ends at `>`.
    after(bytes, start, b">")
}

/// Where the raw text that begins at `from` ends: at its own end tag, which is left to be read. A script inside a
/// comment inside a script does not end it.
fn end_of_raw_text(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let (mut at, mut comment, mut inner) = (from, false, false);
    let is_script = key(name) == key(b"script");
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        if comment && memmem::find(&bytes[at..at + found], b"-->").is_some() {
            (comment, inner) = (false, false);
        }
        at += found + 1;
        let rest = &bytes[at..];
        if rest.first() == Some(&b'/') && is_named(&rest[1..], name) {
            if !inner {
                return at - 1;
            }
            inner = false;
        } else if is_script && rest.starts_with(b"!--") {
            comment = true;
        } else if comment && is_named(rest, name) {
            inner = true;
        }
    }
    bytes.len()
}

/// Whether a tag's name, then its end, stands at the start of `rest`.
fn is_named(rest: &[u8], name: &[u8]) -> bool {
    rest.len() >= name.len()
        && rest[..name.len()].eq_ignore_ascii_case(name)
        && rest.get(name.len()).is_none_or(|c| c.is_ascii_whitespace() || matches!(c, b'>' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounded(html: &str) -> (String, Dropped) {
        let limits = Limits { depth: 4, formatting: 2, tags: 40, attributes: 3, bytes: 10_000 };
        let bounded = bound(html, limits);
        (bounded.html.into_owned(), bounded.dropped)
    }

    #[test]
    fn ordinary_markup_is_borrowed() {
        let html = "<!doctype html><body><p>one<p>two<ul><li>a<li>b</ul><script></script>";
        assert!(matches!(bound(html, Limits::default()).html, Cow::Borrowed(_)));
    }

    #[test]
    fn scripts_and_comments_are_emptied() {
        let html = "a<!-- <div> --><script>'<div>'<!-- <script></script> --></script>b<STYLE>x</style><title>t</title>";
        assert_eq!(bounded(html).0, "a<script></script>b<STYLE></style><title>t</title>");
        let html = "<script type='application/ld+json'>{}</script>";
        assert_eq!(bounded(html).0, html);
    }

    #[test]
    fn deep_tags_go_and_words_stay() {
        let (html, dropped) =
            bounded("<div><div><div><div><div>deep</div></div></div></div></div>after");
        assert_eq!(html, "<div><div><div><div><br>deep<br></div></div></div></div>after");
        assert_eq!(dropped.deep_tags, 1);
    }

    #[test]
    fn unclosed_items_are_not_deep() {
        let html = "<ul>".to_owned() + &"<li>x<p>y".repeat(15) + "</ul>";
        assert_eq!(bounded(&html).0, html);
    }

    #[test]
    fn surplus_formatting_goes_with_its_end_tag() {
        let (html, _) = bounded("<b><i><u>x</u></i></b><u>y</u>");
        assert_eq!(html, "<b><i>x</i></b><u>y</u>");
    }

    #[test]
    fn attributes_and_quotes() {
        let (html, dropped) = bounded("<p a='>' b=\"<div>\">x<p a b c d e f>y");
        assert_eq!(html, "<p a='>' b=\"<div>\">x<p>y");
        assert_eq!(dropped.attribute_lists, 1);
    }

    #[test]
    fn tags_beyond_the_limit_become_spaces() {
        let (html, dropped) = bounded(&("<p>x</p>".repeat(25) + "<script>var a;</script>end"));
        assert!(html.ends_with("end") && !html.contains("var a"), "{html}");
        assert!(dropped.surplus_tags > 0);
    }
}
