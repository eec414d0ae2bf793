//! What the head of a page, and its marked-up fields, say of the article.

use html5ever::local_name;

use super::jsonld::{self, Described};
use super::tree::Tree;

/// The page's fields, before they are weighed.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// `meta` elements: name in lower case, content.
    pub named: Vec<(String, String)>,
    pub jsonld: Described,
    /// The `title` element.
    pub title: Option<String>,
    pub lang: Option<String>,
    pub canonical: Option<String>,
    /// Elements of the body that give a field: `itemprop`, `rel=author`, `time`.
    pub fields: Vec<(Field, usize)>,
}

/// What an element of the body is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Author,
    Published,
    Time,
    Headline,
    Publisher,
}

impl Meta {
    /// The first of the `meta` elements called `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.named.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.named.iter().filter(move |it| it.0 == name).map(|it| it.1.as_str())
    }

    /// The language that the page claims.
    pub fn declared_lang(&self) -> Option<String> {
        let named = || self.get("og:locale").or_else(|| self.get("content-language"));
        self.lang.as_deref().or_else(named).or(self.jsonld.lang.as_deref()).map(str::to_owned)
    }

    /// The description that the page gives of its article.
    pub fn descriptions(&self) -> impl Iterator<Item = &str> {
        let named = ["og:description", "description", "twitter:description"];
        named
            .into_iter()
            .filter_map(|name| self.get(name))
            .chain(self.jsonld.description.as_deref())
    }
}

/// Fields of one page, at most.
const MOST_FIELDS: usize = 500;

/// Reads the fields in one pass.
pub(super) fn read(tree: &Tree) -> Meta {
    let mut meta = Meta::default();
    let mut scripts = Vec::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        let Some(name) = node.name() else { continue };
        match *name {
            local_name!("meta") if meta.named.len() < MOST_FIELDS => meta.add_named(node),
            local_name!("html") => meta.lang = node.attr(&local_name!("lang")).map(str::to_owned),
            local_name!("title") if meta.title.is_none() => meta.title = title(tree, at),
            local_name!("link") if node.attr(&local_name!("rel")) == Some("canonical") => {
                meta.canonical = node.attr(&local_name!("href")).map(str::to_owned);
            }
            local_name!("script") if is_jsonld(node) => {
                scripts.extend(tree.inside(at).filter_map(|it| tree.nodes[it].text()));
            }
            _ => {}
        }
        if meta.fields.len() < MOST_FIELDS
            && let Some(field) = field(node)
        {
            meta.fields.push((field, at));
        }
    }
    meta.jsonld = jsonld::describe(scripts.into_iter());
    meta
}

impl Meta {
    fn add_named(&mut self, node: &super::tree::Node) {
        let name = node
            .attr(&local_name!("property"))
            .or_else(|| node.attr(&local_name!("name")))
            .or_else(|| node.attr(&local_name!("itemprop")))
            .or_else(|| node.attr(&local_name!("http-equiv")));
        if let (Some(name), Some(content)) = (name, node.attr(&local_name!("content"))) {
            let content = super::tree::collapsed(&unescaped(content));
            if !content.is_empty() {
                self.named.push((name.to_ascii_lowercase(), content));
            }
        }
    }
}

fn title(tree: &Tree, at: usize) -> Option<String> {
    if tree.around(at).any(|it| tree.nodes[it].is(&local_name!("svg"))) {
        return None;
    }
    let text: String = tree.inside(at).filter_map(|it| tree.nodes[it].text()).collect();
    Some(super::tree::collapsed(&text)).filter(|text| !text.is_empty())
}

fn is_jsonld(node: &super::tree::Node) -> bool {
    node.attr(&local_name!("type"))
        .is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
}

fn field(node: &super::tree::Node) -> Option<Field> {
    if node.is(&local_name!("meta")) || node.is(&local_name!("link")) {
        return None;
    }
    match node.attr(&local_name!("itemprop")) {
        Some("author" | "creator") => return Some(Field::Author),
        Some("datePublished") => return Some(Field::Published),
        Some("headline") => return Some(Field::Headline),
        Some("publisher") => return Some(Field::Publisher),
        Some("dateModified") => return None,
        _ => {}
    }
    if node.attr(&local_name!("rel")).is_some_and(|rel| rel.split(' ').any(|rel| rel == "author")) {
        return Some(Field::Author);
    }
    if node.is(&local_name!("time")) {
        let class = node.attr(&local_name!("class")).unwrap_or_default();
        return (!class.contains("updated") || class.contains("published")).then_some(Field::Time);
    }
    None
}

/// `text` with the character references that pages leave in their fields.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest.bytes().take(12).position(|b| b == b';');
        match reference.and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        "laquo" => '«',
        "raquo" => '»',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "zwnj" => '\u{200C}',
        "middot" => '·',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_fields() {
        assert_eq!(
            unescaped("a &amp; b &#039;c&#x27; & d &unknown; &"),
            "a & b 'c' & d &unknown; &"
        );
    }
}
