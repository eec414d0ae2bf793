//! What a page says of its article in JSON-LD, however badly written.

use serde_json::{Map, Value};

use super::meta::unescaped;

/// The article that a page describes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    pub headline: Option<String>,
    pub published: Option<String>,
    /// Names of persons.
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub description: Option<String>,
    pub body: Option<String>,
    pub lang: Option<String>,
}

/// Values looked at on one page, at most.
const MOST_VALUES: usize = 20_000;

/// Joins what the page's scripts say: the first article's statements count, then those of the page, then of others.
pub(super) fn describe<'a>(scripts: impl Iterator<Item = &'a str>) -> Described {
    let mut found: Vec<(u8, Described)> = Vec::new();
    for script in scripts {
        if let Some(value) = parse(script) {
            collect(&value, &mut found);
        }
    }
    found.sort_by_key(|it| it.0);
    let mut all = Described::default();
    for (_, one) in found {
        all.fill(one);
    }
    all
}

impl Described {
    fn fill(&mut self, other: Self) {
        self.headline = self.headline.take().or(other.headline);
        self.published = self.published.take().or(other.published);
        self.publisher = self.publisher.take().or(other.publisher);
        self.description = self.description.take().or(other.description);
        self.body = self.body.take().or(other.body);
        self.lang = self.lang.take().or(other.lang);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
    }
}

/// JSON as it should be, else without comment marks and with raw line breaks in strings as spaces.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let bare = script.replace("<![CDATA[", " ").replace("]]>", " ");
    let begin = bare.find(['{', '['])?;
    let end = bare.rfind(['}', ']'])?;
    let inner = bare.get(begin..=end)?;
    let clean: String = inner.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::Deserializer::from_str(&clean).into_iter().next()?.ok()
}

/// Walks `value` without recursion, in the order in which it is written.
fn collect(value: &Value, found: &mut Vec<(u8, Described)>) {
    let mut open = vec![value];
    let mut seen = 0;
    while let Some(value) = open.pop() {
        seen += 1;
        if seen > MOST_VALUES {
            return;
        }
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(object) => {
                if let Some(rank) = rank(object) {
                    found.push((rank, describe_object(object, rank)));
                }
                // An article's own parts describe others: its publisher, its pictures, its neighbours.
                let parts: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage"];
                open.extend(parts.iter().rev().filter_map(|name| object.get(*name)));
            }
            _ => {}
        }
    }
}

fn rank(object: &Map<String, Value>) -> Option<u8> {
    let kind = match object.get("@type")? {
        Value::String(kind) => kind.as_str(),
        Value::Array(kinds) => kinds.iter().find_map(Value::as_str)?,
        _ => return None,
    };
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    match kind {
        _ if kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report" => {
            Some(0)
        }
        "WebPage" | "ItemPage" | "CreativeWork" | "ClaimReview" | "MediaObject" | "VideoObject" => {
            Some(1)
        }
        "Organization" | "NewsMediaOrganization" | "WebSite" => Some(2),
        _ => None,
    }
}

fn describe_object(object: &Map<String, Value>, rank: u8) -> Described {
    let text = |name: &str| object.get(name).and_then(first_text).filter(|text| !text.is_empty());
    if rank == 2 {
        return Described { publisher: text("name"), ..Described::default() };
    }
    let own = |name: &str| if rank == 0 { text(name) } else { None };
    Described {
        headline: own("headline").or_else(|| own("name")),
        published: text("datePublished").or_else(|| own("dateCreated")),
        authors: if rank == 0 { authors(object) } else { Vec::new() },
        publisher: object.get("publisher").and_then(name_of),
        description: own("description"),
        body: own("articleBody"),
        lang: text("inLanguage"),
    }
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(unescaped(text.trim())),
        Value::Array(items) => items.iter().find_map(first_text),
        Value::Object(object) => {
            object.get("@value").or_else(|| object.get("name")).and_then(first_text)
        }
        _ => None,
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(name_of),
        Value::Object(object) => object.get("name").and_then(first_text),
        Value::String(_) => first_text(value),
        _ => None,
    }
    .filter(|name| !name.is_empty())
}

/// The persons among the authors; a bare name counts, an organisation does not.
fn authors(object: &Map<String, Value>) -> Vec<String> {
    let Some(value) = object.get("author").or_else(|| object.get("creator")) else {
        return Vec::new();
    };
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    items.iter().filter(|item| is_person(item)).filter_map(name_of).collect()
}

fn is_person(value: &Value) -> bool {
    match value.get("@type") {
        None => true,
        Some(Value::String(kind)) => kind.ends_with("Person"),
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "Person"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_scripts_are_read() {
        let script = "<!-- //<![CDATA[\n{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"The Daily\"},{\"@type\":[\"NewsArticle\"],\
            \"headline\":\"A\nheadline &amp; more\",\"author\":[{\"@type\":\"Organization\",\"name\":\"Agency\"},\
            {\"@type\":\"Person\",\"name\":\"Sara Ali\"}],\"datePublished\":\"2024-03-05T10:00:00+03:00\"}]}\n//]]> -->";
        let it = describe([script].into_iter());
        assert_eq!(it.headline.as_deref(), Some("A headline & more"));
        assert_eq!(it.authors, ["Sara Ali"]);
        assert_eq!(it.publisher.as_deref(), Some("The Daily"));
        assert_eq!(it.published.as_deref(), Some("2024-03-05T10:00:00+03:00"));
    }

    #[test]
    fn deep_scripts_are_refused() {
        assert_eq!(describe(["[".repeat(100_000).as_str()].into_iter()), Described::default());
    }
}
