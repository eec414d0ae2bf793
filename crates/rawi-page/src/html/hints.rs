//! What class names, identifiers and roles say about the text inside an element.

use std::sync::LazyLock;

use html5ever::local_name;
use rustc_hash::FxHashMap;

use super::tree::{Node, Tree};

/// A set of hints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u16);

impl Hints {
    pub const COMMENTS: Self = Self(1);
    pub const RELATED: Self = Self(1 << 1);
    pub const SHARE: Self = Self(1 << 2);
    pub const SUBSCRIBE: Self = Self(1 << 3);
    pub const NAVIGATION: Self = Self(1 << 4);
    pub const ADVERT: Self = Self(1 << 5);
    pub const TAGS: Self = Self(1 << 6);
    pub const BYLINE: Self = Self(1 << 7);
    pub const ABOUT: Self = Self(1 << 8);
    pub const CAPTION: Self = Self(1 << 9);
    pub const NOTICE: Self = Self(1 << 10);
    pub const HIDDEN: Self = Self(1 << 11);
    pub const BODY: Self = Self(1 << 12);
    pub const AUTHOR: Self = Self(1 << 13);
    pub const TITLE: Self = Self(1 << 14);
    pub const LEAD: Self = Self(1 << 15);

    /// Hints that the text inside is not the article's own.
    pub const FOREIGN: Self = Self(
        Self::COMMENTS.0
            | Self::RELATED.0
            | Self::SHARE.0
            | Self::SUBSCRIBE.0
            | Self::NAVIGATION.0
            | Self::ADVERT.0
            | Self::TAGS.0
            | Self::BYLINE.0
            | Self::AUTHOR.0
            | Self::ABOUT.0
            | Self::NOTICE.0
            | Self::HIDDEN.0,
    );

    pub const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub const fn with(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    pub const fn without(self, less: Self) -> Self {
        Self(self.0 & !less.0)
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "comments" => Self::COMMENTS,
            "related" => Self::RELATED,
            "share" => Self::SHARE,
            "subscribe" => Self::SUBSCRIBE,
            "navigation" => Self::NAVIGATION,
            "advert" => Self::ADVERT,
            "tags" => Self::TAGS,
            "byline" => Self::BYLINE,
            "about" => Self::ABOUT,
            "caption" => Self::CAPTION,
            "notice" => Self::NOTICE,
            "hidden" => Self::HIDDEN,
            "body" => Self::BODY,
            "author" => Self::AUTHOR,
            "title" => Self::TITLE,
            "lead" => Self::LEAD,
            _ => return None,
        })
    }
}

/// The hints that each element itself gives.
pub(super) fn all(tree: &Tree) -> Vec<Hints> {
    let mut known = FxHashMap::default();
    tree.nodes.iter().map(|node| of(node, &mut known)).collect()
}

/// The hints that the element itself gives; `known` keeps what its class names meant on other elements.
fn of<'a>(node: &'a Node, known: &mut FxHashMap<&'a str, Hints>) -> Hints {
    let mut hints = Hints::default();
    for attr in node.attrs() {
        let name = &attr.name.local;
        if *name == local_name!("class")
            || *name == local_name!("id")
            || *name == local_name!("role")
        {
            let names: &str = &attr.value;
            hints = hints.with(*known.entry(names).or_insert_with(|| TABLE.read(names)));
        } else if *name == local_name!("itemprop") {
            hints = hints.with(of_property(&attr.value));
        } else if *name == local_name!("hidden") || is_hiding(name, &attr.value) {
            hints = hints.with(Hints::HIDDEN);
        }
    }
    hints.with(of_name(node))
}

fn of_property(value: &str) -> Hints {
    match value.trim() {
        "articleBody" => Hints::BODY,
        "author" | "creator" => Hints::AUTHOR,
        "datePublished" | "dateModified" | "dateCreated" => Hints::BYLINE,
        "publisher" | "logo" => Hints::HIDDEN,
        "caption" => Hints::CAPTION,
        "comment" => Hints::COMMENTS,
        "keywords" => Hints::TAGS,
        _ => Hints::default(),
    }
}

fn is_hiding(name: &html5ever::LocalName, value: &str) -> bool {
    *name == local_name!("style") && {
        let style = value.get(..value.floor_char_boundary(200)).unwrap_or_default();
        style.contains("display:none") || style.contains("display: none")
    }
}

fn of_name(node: &Node) -> Hints {
    match node.name() {
        Some(&local_name!("nav") | &local_name!("footer")) => Hints::NAVIGATION,
        Some(&local_name!("figcaption")) => Hints::CAPTION,
        Some(&local_name!("time")) => Hints::BYLINE,
        _ => Hints::default(),
    }
}

#[derive(Default)]
struct Table {
    whole: FxHashMap<&'static str, Hints>,
    /// By the first three letters.
    begins: FxHashMap<&'static str, Vec<(&'static str, Hints)>>,
    names: FxHashMap<&'static str, Hints>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for line in include_str!("hints.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(word), Some(hint)) = (columns.next(), columns.next().and_then(Hints::named))
        else {
            continue;
        };
        if let Some(name) = word.strip_prefix('=') {
            table.names.insert(name, hint);
            continue;
        }
        match word.strip_suffix('*') {
            Some(begin) => table.begins.entry(&begin[..3]).or_default().push((begin, hint)),
            None => {
                table.whole.insert(word, hint);
            }
        }
    }
    table
});

impl Table {
    /// Looks up each word of `names`, and each pair of neighbours as one word (`article-body`).
    fn read(&self, names: &str) -> Hints {
        let mut hints = Hints::default();
        for name in names.split_ascii_whitespace().take(32) {
            hints = hints.with(self.names.get(name).copied().unwrap_or_default());
            let mut previous = String::new();
            for word in words(&name[..name.floor_char_boundary(96)]) {
                hints = hints.with(self.word(&word));
                if !previous.is_empty() {
                    previous.push_str(&word);
                    hints = hints.with(self.word(&previous));
                }
                previous = word;
            }
        }
        hints
    }

    fn word(&self, word: &str) -> Hints {
        if let Some(&hint) = self.whole.get(word) {
            return hint;
        }
        let alike = word.get(..3).and_then(|start| self.begins.get(start));
        let begins =
            alike.and_then(|alike| alike.iter().find(|(begin, _)| word.starts_with(begin)));
        begins.map_or(Hints::default(), |&(_, hint)| hint)
    }
}

/// The words of a class name, lower case: cut at marks and before capitals.
fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty()).flat_map(
        |part| {
            let mut cuts = Vec::new();
            let bytes = part.as_bytes();
            let mut start = 0;
            for at in 1..bytes.len() {
                if bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase() {
                    cuts.push(part[start..at].to_ascii_lowercase());
                    start = at;
                }
            }
            cuts.push(part[start..].to_ascii_lowercase());
            cuts
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_read_by_word() {
        assert!(TABLE.read("c-relatedPosts").any(Hints::RELATED));
        assert!(TABLE.read("article-body").any(Hints::BODY));
        assert!(TABLE.read("ArticleBody--main").any(Hints::BODY));
        assert!(!TABLE.read("shadow header-loaded").any(Hints::ADVERT));
        assert!(TABLE.read("ad-wrapper").any(Hints::ADVERT));
    }
}
