use std::error::Error;
use std::fmt;

use rustc_hash::FxHashMap;

/// What a field of a JSON record can be to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// [`Page::id`](crate::Page::id).
    Id,
    /// [`Page::url`](crate::Page::url).
    Url,
    /// [`Fields::lang`](crate::Fields::lang).
    Lang,
    /// [`Fields::publisher`](crate::Fields::publisher).
    Publisher,
    /// [`Fields::title`](crate::Fields::title).
    Title,
    /// The body, as text or as markup.
    Text,
    /// The body, always as markup.
    Html,
    /// [`Fields::date`](crate::Fields::date).
    Date,
    /// [`Fields::byline`](crate::Fields::byline).
    Byline,
    /// [`Fields::credit`](crate::Fields::credit).
    Credit,
    /// [`Page::fetched`](crate::Page::fetched).
    Fetched,
}

impl Target {
    /// How many there are.
    pub(crate) const COUNT: usize = 11;

    /// Every target with the fields that are tried for it, the first one that is not empty wins.
    ///
    /// `date_extracted` is the crawl's day in SaudiNewsNet. The rest are the names of schema.org
    /// (`articleBody`, `datePublished`, `sourceOrganization`), RSS (`pubDate`, `guid`), JSON Feed
    /// (`content_html`), the WordPress interface (`link`), MongoDB (`_id`), news-please and
    /// newspaper3k (`maintext`, `authors`, `date_publish`, `date_download`, `source_domain`), trafilatura
    /// (`sitename`, `raw_text`) and of Rawi's own output (`published`).
    const DEFAULTS: [(Self, &'static str, &'static [&'static str]); Self::COUNT] = [
        (Self::Id, "id", &["id", "_id", "guid"]),
        (Self::Url, "url", &["url", "link", "source_url", "canonical_url", "permalink"]),
        (Self::Lang, "lang", &["lang", "language", "inLanguage"]),
        (
            Self::Publisher,
            "publisher",
            &[
                "publisher",
                "source",
                "site",
                "sitename",
                "site_name",
                "source_name",
                "source_domain",
            ],
        ),
        (Self::Title, "title", &["title", "headline"]),
        (
            Self::Text,
            "text",
            &[
                "text",
                "content",
                "body",
                "article",
                "articleBody",
                "maintext",
                "content_text",
                "raw_text",
            ],
        ),
        (Self::Html, "html", &["html", "content_html", "body_html", "raw_html"]),
        (
            Self::Date,
            "date",
            &[
                "date",
                "published",
                "date_published",
                "datePublished",
                "pubDate",
                "date_publish",
                "published_at",
            ],
        ),
        (Self::Byline, "byline", &["byline", "author", "authors", "creator"]),
        (Self::Credit, "credit", &["credit", "author-agency", "agency", "sourceOrganization"]),
        (
            Self::Fetched,
            "fetched",
            &["fetched", "date_extracted", "crawled", "date_download", "fetched_at", "crawl_date"],
        ),
    ];

    /// The name in a flag.
    pub fn name(self) -> &'static str {
        Self::DEFAULTS[self as usize].1
    }

    /// All targets.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::DEFAULTS.iter().map(|row| row.0)
    }
}

/// Which fields of a JSON record become what of a page.
///
/// Names are compared without regard to the case of ASCII letters. Each target has defaults that are tried in order;
/// the first [`set`](Self::set) of a target replaces its defaults, later ones are tried after it.
///
/// ```
/// use rawi_page::input::{FieldMap, Target};
///
/// let mut fields = FieldMap::default();
/// assert_eq!(fields.sources(Target::Title), ["title", "headline"]);
/// fields.set("title=name")?;
/// fields.set("title=subject")?;
/// assert_eq!(fields.sources(Target::Title), ["name", "subject"]);
///
/// let error = fields.set("headline=name").unwrap_err();
/// assert!(error.to_string().starts_with("headline is no field of a page; choose one of id, url, lang,"));
/// # Ok::<(), rawi_page::input::FieldError>(())
/// ```
#[derive(Clone, Debug)]
pub struct FieldMap {
    /// For each target, the names that are tried.
    sources: [Vec<String>; Target::COUNT],
    /// Whether the user chose the names.
    chosen: [bool; Target::COUNT],
    /// From a name, in lower case, to each target that it serves and its rank there.
    targets: FxHashMap<String, Vec<(Target, usize)>>,
}

impl Default for FieldMap {
    fn default() -> Self {
        let mut map = Self {
            sources: Target::DEFAULTS.map(|row| row.2.iter().map(ToString::to_string).collect()),
            chosen: [false; Target::COUNT],
            targets: FxHashMap::default(),
        };
        map.index();
        map
    }
}

impl FieldMap {
    /// Adds a rule such as `text=content`: the page's text is the record's `content`.
    ///
    /// # Errors
    /// When the rule has no `=`, an empty side, or an unknown target.
    pub fn set(&mut self, rule: &str) -> Result<(), FieldError> {
        let fault = |fault| FieldError { rule: rule.into(), fault };
        let (target, source) = rule.split_once('=').ok_or_else(|| fault(Fault::NoEquals))?;
        let (target, source) = (target.trim(), source.trim());
        if source.is_empty() {
            return Err(fault(Fault::NoSource));
        }
        let target = Target::all()
            .find(|known| known.name().eq_ignore_ascii_case(target))
            .ok_or_else(|| fault(Fault::UnknownTarget(target.into())))?;
        let at = target as usize;
        if !std::mem::replace(&mut self.chosen[at], true) {
            self.sources[at].clear();
        }
        self.sources[at].push(source.into());
        self.index();
        Ok(())
    }

    /// The fields that are tried for `target`, in order.
    pub fn sources(&self, target: Target) -> &[String] {
        &self.sources[target as usize]
    }

    /// Whether the user chose the fields for `target`.
    pub(crate) fn is_chosen(&self, target: Target) -> bool {
        self.chosen[target as usize]
    }

    /// The targets that the field `name` serves, each with its rank there.
    pub(crate) fn targets(&self, name: &str) -> &[(Target, usize)] {
        let found = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.targets.get(&name.to_ascii_lowercase())
        } else {
            self.targets.get(name)
        };
        found.map_or(&[], Vec::as_slice)
    }

    fn index(&mut self) {
        self.targets.clear();
        for target in Target::all() {
            for (rank, name) in self.sources[target as usize].iter().enumerate() {
                self.targets.entry(name.to_ascii_lowercase()).or_default().push((target, rank));
            }
        }
    }
}

/// A field rule that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    rule: String,
    fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    NoEquals,
    NoSource,
    UnknownTarget(String),
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Fault::NoEquals => {
                write!(f, "{} is no field rule; write it as text=NAME", self.rule)
            }
            Fault::NoSource => {
                write!(f, "{} names no field of the input; write it as text=NAME", self.rule)
            }
            Fault::UnknownTarget(target) => {
                write!(f, "{target} is no field of a page; choose one of ")?;
                for (i, known) in Target::all().enumerate() {
                    write!(f, "{}{}", if i > 0 { ", " } else { "" }, known.name())?;
                }
                Ok(())
            }
        }
    }
}

impl Error for FieldError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_own_row() {
        for (i, target) in Target::all().enumerate() {
            assert_eq!(target as usize, i);
            assert!(!FieldMap::default().sources(target).is_empty());
        }
    }

    #[test]
    fn names_are_compared_without_case() {
        let map = FieldMap::default();
        for name in ["articleBody", "articlebody", "ARTICLEBODY"] {
            assert_eq!(map.targets(name), [(Target::Text, 4)]);
        }
        assert_eq!(map.targets("nothing"), []);
    }

    #[test]
    fn one_field_can_serve_two_targets() {
        let mut map = FieldMap::default();
        map.set(" credit = Byline ").unwrap();
        assert_eq!(map.targets("byline"), [(Target::Byline, 0), (Target::Credit, 0)]);
        assert_eq!(map.targets("agency"), []);
    }

    #[test]
    fn a_rule_that_cannot_be_followed_says_why() {
        let mut map = FieldMap::default();
        for (rule, message) in [
            ("text", "text is no field rule; write it as text=NAME"),
            ("text=", "text= names no field of the input; write it as text=NAME"),
            (
                "body=x",
                "body is no field of a page; choose one of id, url, lang, publisher, title, text, html, date, \
                 byline, credit, fetched",
            ),
        ] {
            assert_eq!(map.set(rule).unwrap_err().to_string(), message);
        }
    }
}
