//! One entry of a feed to a page.

use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::reader::Reader;

use super::FieldMap;
use crate::{Body, Fields, Page};

/// What a feed says of all its entries.
#[derive(Debug, Default)]
pub(crate) struct FeedInfo {
    pub(crate) title: Option<String>,
    pub(crate) lang: Option<String>,
    /// The charset of the XML declaration.
    pub(crate) charset: Option<String>,
    /// For a JSON Feed: how the fields of its items are named.
    pub(crate) fields: Option<FieldMap>,
}

impl FeedInfo {
    /// Reads what stands before a feed's first entry.
    pub(crate) fn read(header: &[u8]) -> Self {
        let charset = charset(header);
        let text = rawi_text::decode(header, charset.as_deref()).text;
        let mut info = Self { charset, ..Self::default() };
        let mut reader = reader(&text);
        let mut depth = 0;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let element = Element::of(&tag, "");
                    info.lang = info.lang.or_else(|| element.attribute("xml:lang"));
                    match element.local() {
                        "rss" | "feed" | "RDF" | "channel" => depth += 1,
                        local => {
                            let local = local.to_owned();
                            let Ok(inner) = reader.read_text(QName(&element.name)) else { break };
                            info.take(&local, depth, &inner.into_inner());
                        }
                    }
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        info
    }

    fn take(&mut self, local: &str, depth: u32, inner: &str) {
        let words = || Some(words(inner)).filter(|words| !words.is_empty());
        match local {
            "title" if depth > 0 && self.title.is_none() => self.title = words(),
            "language" if self.lang.is_none() => self.lang = words(),
            _ => {}
        }
    }
}

/// The charset of an XML declaration. UTF-16 was decoded before anything looked for it.
fn charset(header: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&header[..header.len().min(200)]);
    let declaration = head.split_once("<?xml")?.1.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| "'\"".contains(*quote))?;
    let name = value[1..].split_once(quote)?.0;
    (!name.to_ascii_lowercase().starts_with("utf-16")).then(|| name.to_owned())
}

/// Why an entry is no page, and at which of its bytes.
#[derive(Debug)]
pub(crate) struct XmlError {
    pub(crate) message: String,
    pub(crate) at: u64,
}

/// Reads an entry. Its page has an empty id where the entry has none.
pub(crate) fn page(bytes: &[u8], info: &FeedInfo) -> Result<Page, XmlError> {
    let text = rawi_text::decode(bytes, info.charset.as_deref()).text;
    let entry = Entry::read(&text)?;
    let url = entry.url();
    let guid = entry.first(&["guid", "id"]).or_else(|| entry.root.attribute("rdf:about"));
    let title = entry.find("title").map(|title| unescape(&title.words()).trim().to_owned());
    let source = entry.find("source").map(|source| source.inner_or_child("title"));
    let named = |name: Option<String>| name.filter(|name| !name.is_empty());
    Ok(Page {
        id: guid.or_else(|| url.clone()).unwrap_or_default(),
        fields: Fields {
            title: named(title),
            date: entry.first(&[
                "published",
                "pubDate",
                "date",
                "issued",
                "created",
                "updated",
                "modified",
            ]),
            publisher: named(source).or_else(|| info.title.clone()),
            byline: entry.byline(),
            credit: None,
            lang: entry
                .root
                .attribute("xml:lang")
                .or_else(|| entry.first(&["language"]))
                .or(info.lang.clone()),
        },
        body: entry.body(),
        url,
        fetched: None,
    })
}

/// An entry's children.
struct Entry {
    root: Element,
    children: Vec<Element>,
}

impl Entry {
    fn read(text: &str) -> Result<Self, XmlError> {
        let mut reader = reader(text);
        let mut entry = Self { root: Element::default(), children: Vec::new() };
        let mut inside = false;
        loop {
            let begun = reader.buffer_position();
            let error = |reader: &Reader<&[u8]>, error: quick_xml::Error| XmlError {
                message: error.to_string(),
                at: reader.error_position().max(begun),
            };
            match reader.read_event().map_err(|e| error(&reader, e))? {
                Event::Start(tag) if !inside => {
                    entry.root = Element::of(&tag, "");
                    inside = true;
                }
                Event::Start(tag) => {
                    let inner = reader.read_text(tag.name()).map_err(|e| error(&reader, e))?;
                    entry.children.push(Element::of(&tag, &inner.into_inner()));
                }
                Event::Empty(tag) => entry.children.push(Element::of(&tag, "")),
                Event::Eof => return Ok(entry),
                _ => {}
            }
        }
    }

    fn all<'e, 'n>(&'e self, local: &'n str) -> impl Iterator<Item = &'e Element> + use<'e, 'n> {
        self.children.iter().filter(move |element| element.is_own() && element.local() == local)
    }

    fn find(&self, local: &str) -> Option<&Element> {
        self.all(local).next()
    }

    /// The words of the first of `names` that has some.
    fn first(&self, names: &[&str]) -> Option<String> {
        let words = names.iter().filter_map(|name| self.find(name)).map(Element::words);
        words.map(|words| words.trim().to_owned()).find(|words| !words.is_empty())
    }

    fn url(&self) -> Option<String> {
        let links = || self.all("link").chain(self.all("guid"));
        let page = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
        let address = |link: &Element| {
            link.attribute("href").unwrap_or_else(|| link.words().trim().to_owned())
        };
        links().filter(page).map(address).find(|address| address.starts_with("http"))
    }

    fn byline(&self) -> Option<String> {
        let authors = self.all("author").chain(self.all("creator"));
        let mut names: Vec<String> = Vec::new();
        for name in authors.map(|author| person(&author.inner_or_child("name"))) {
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        Some(names.join(", ")).filter(|names| !names.is_empty())
    }

    fn body(&self) -> Body {
        let full = self.all("encoded").chain(self.all("content"));
        let short = self.all("description").chain(self.all("summary"));
        let body = full.chain(short).find(|element| !element.inner.trim().is_empty());
        let Some(body) = body else { return Body::default() };
        match body.attribute("type").as_deref() {
            Some("xhtml") => Body::Fragment(body.inner.clone()),
            Some("html" | "text/html") => Body::Fragment(body.words()),
            Some("text" | "text/plain") => Body::Plain(body.words()),
            _ => {
                let words = body.words();
                if has_markup(&words) { Body::Fragment(words) } else { Body::Plain(words) }
            }
        }
    }
}

/// One element with its markup inside.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    inner: String,
}

impl Element {
    fn of(tag: &BytesStart<'_>, inner: &str) -> Self {
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten();
        Self {
            name: tag.name().as_ref().to_owned(),
            attributes: attributes
                .map(|a| (a.key.as_ref().to_owned(), unescape(&a.value)))
                .collect(),
            inner: inner.to_owned(),
        }
    }

    /// Whether it is of the feed's own vocabulary or of Dublin Core: `media:title` is a picture's.
    fn is_own(&self) -> bool {
        let prefix = self.name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
        matches!(prefix, "" | "atom" | "dc" | "dcterms" | "rss" | "content")
    }

    fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    }

    fn words(&self) -> String {
        words(&self.inner)
    }

    /// The words of the child `local`, or the element's own where there is no such child.
    fn inner_or_child(&self, local: &str) -> String {
        let wrapped = format!("<x>{}</x>", self.inner);
        let children = Entry::read(&wrapped).map_or_else(|_| Vec::new(), |entry| entry.children);
        let child = children.iter().find(|child| child.local() == local);
        child.map_or_else(|| self.words(), Self::words).trim().to_owned()
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The text that an element's markup stands for: CDATA as it is, character references resolved, tags kept.
fn words(inner: &str) -> String {
    let mut words = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once("<![CDATA[") {
        words.push_str(&unescape(before));
        let (cdata, behind) = after.split_once("]]>").unwrap_or((after, ""));
        words.push_str(cdata);
        rest = behind;
    }
    words.push_str(&unescape(rest));
    words
}

/// Resolves character references; an unknown one stays as it is.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let ends = rest.bytes().take(32).position(|byte| byte == b';');
        match ends.and_then(|end| reference(&rest[..end])) {
            Some(resolved) => {
                out.push_str(&resolved);
                rest = &rest[ends.unwrap_or_default() + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(str::to_owned);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).map(String::from)
}

/// Whether a text has tags or character references, as the descriptions of RSS may or may not.
fn has_markup(text: &str) -> bool {
    let next = |at: usize| text.as_bytes().get(at + 1).copied().unwrap_or_default();
    memchr::memchr2_iter(b'<', b'&', text.as_bytes()).any(|at| match text.as_bytes()[at] {
        b'<' => next(at).is_ascii_alphabetic() || next(at) == b'/',
        _ => next(at).is_ascii_alphabetic() || next(at) == b'#',
    })
}

/// The name in `editor@example.org (Name)`, the form that RSS 2.0 asks for.
fn person(author: &str) -> String {
    let inside = author.split_once('(').and_then(|(address, name)| {
        address.contains('@').then(|| name.trim_end().trim_end_matches(')').trim().to_owned())
    });
    inside.unwrap_or_else(|| author.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(entry: &str, header: &str) -> Page {
        page(entry.as_bytes(), &FeedInfo::read(header.as_bytes())).unwrap()
    }

    #[test]
    fn an_rss_item_is_read() {
        let header = "<?xml version=\"1.0\"?><rss version='2.0'><channel><image><title>شعار</title></image>\
                      <title>جريدة &amp; موقع</title><language>ar</language>";
        let item = "<item><title>قال &amp;quot;نعم&amp;quot;</title><link> https://example.org/1 </link>\
                    <guid isPermaLink='false'>a-1</guid><pubDate>Tue, 21 Jul 2015 01:00:00 +0300</pubDate>\
                    <media:title>صورة</media:title><dc:creator><![CDATA[منى]]></dc:creator>\
                    <author>الكاتب،a@example.org (أحمد علي)</author>\
                    <description>موجز</description><content:encoded><![CDATA[<p>النص</p>]]></content:encoded></item>";
        let read = read(item, header);
        let fields = Fields {
            title: Some("قال \"نعم\"".into()),
            date: Some("Tue, 21 Jul 2015 01:00:00 +0300".into()),
            publisher: Some("جريدة & موقع".into()),
            byline: Some("أحمد علي, منى".into()),
            lang: Some("ar".into()),
            credit: None,
        };
        assert_eq!((read.id.as_str(), read.url.as_deref()), ("a-1", Some("https://example.org/1")));
        assert_eq!(read.fields, fields);
        assert_eq!(read.body, Body::Fragment("<p>النص</p>".into()));
    }

    #[test]
    fn an_atom_entry_is_read() {
        let header = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='ar'><title type='text'>الموقع</title>";
        let entry = "<entry xml:lang='en'><id>urn:1</id><title>One</title><link rel='self' href='http://x/self'/>\
                     <link href='http://x/1?a=1&amp;b=2'/><updated>2024-03-05T00:00:00Z</updated>\
                     <author><name>A. B.</name><email>a@b</email></author><source><title>Other</title></source>\
                     <content type='xhtml'><div>one<br/>two</div></content></entry>";
        let read = read(entry, header);
        assert_eq!(read.url.as_deref(), Some("http://x/1?a=1&b=2"));
        assert_eq!(read.fields.publisher.as_deref(), Some("Other"));
        assert_eq!(read.fields.byline.as_deref(), Some("A. B."));
        assert_eq!(read.fields.lang.as_deref(), Some("en"));
        assert_eq!(read.body, Body::Fragment("<div>one<br/>two</div>".into()));
    }

    #[test]
    fn bodies_of_every_type_are_read() {
        for (content, body) in [
            ("<description>سطر\nثان</description>", Body::Plain("سطر\nثان".into())),
            ("<description>&lt;b&gt;x</description>", Body::Fragment("<b>x".into())),
            (
                "<description>a<br>b & c &nope;</description>",
                Body::Fragment("a<br>b & c &nope;".into()),
            ),
            ("<summary type='text'>1 &lt; 2</summary>", Body::Plain("1 < 2".into())),
            ("<content type='html'>1 &amp;lt; 2</content>", Body::Fragment("1 &lt; 2".into())),
            ("<content/><summary>s</summary>", Body::Plain("s".into())),
            ("<media:content>no</media:content>", Body::default()),
        ] {
            assert_eq!(read(&format!("<item>{content}</item>"), "").body, body, "{content}");
        }
    }

    #[test]
    fn an_entry_that_is_not_xml_says_where() {
        let error = page("<item><title>a</item>".as_bytes(), &FeedInfo::default()).unwrap_err();
        assert!(error.at > 0 && error.message.contains("title"), "{error:?}");
    }
}
