//! Articles as JSON-LD: schema.org for the article and its statements, W3C Web Annotations for where these stand.

use std::io;

use rawi_statement::line::{Dated, Line, Places, Quote, Speaker, Statement};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value, json};

use super::annotation::{iri, link, selectors};
use super::jsonl::each_article;
use super::{Stop, Versions, wikidata};
use crate::error::Fault;
use crate::recall;

const SCHEMA: &str = "https://schema.org";
const ANNOTATION: &str = "http://www.w3.org/ns/anno.jsonld";

/// Hands each article over as one line.
pub(super) fn write(
    db: &Connection,
    versions: Versions,
    take: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>,
) -> Result<(), Stop> {
    each_article(db, versions, |article, handle| {
        let line = recall::line(db, article)?;
        let kinds = |id: &str| kind(db, id);
        let latest = db
            .prepare_cached("SELECT latest FROM article WHERE article = ?1")?
            .query_row([article], |row| row.get(0))?;
        let document = Document::new(&line, handle, latest).json(&kinds)?;
        let mut bytes = serde_json::to_vec(&document).expect("JSON, written to memory");
        bytes.push(b'\n');
        Ok(take(handle, &bytes)?)
    })
}

/// What kind of actor has the identifier `id`.
fn kind(db: &Connection, id: &str) -> Result<Option<String>, Fault> {
    let mut find = db.prepare_cached("SELECT kind FROM actor WHERE id = ?1")?;
    Ok(find.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// An article on its way to JSON-LD.
struct Document<'l> {
    line: &'l Line,
    handle: &'l str,
    /// Its address, where it has one of the Web.
    url: Option<String>,
    /// What it is called where an address would be another version's too.
    urn: String,
    is_latest: bool,
}

impl<'l> Document<'l> {
    fn new(line: &'l Line, handle: &'l str, is_latest: bool) -> Self {
        let url = line.url.as_deref().and_then(iri);
        Self { line, handle, url, urn: urn(handle, &line.text), is_latest }
    }

    /// What the article is called.
    fn id(&self) -> &str {
        self.url.as_deref().filter(|_| self.is_latest).unwrap_or(&self.urn)
    }

    fn json(&self, kind: &dyn Fn(&str) -> Result<Option<String>, Fault>) -> Result<Value, Fault> {
        let mut graph = vec![Value::Null];
        let mut parts = Vec::new();
        let places = Places::new(&self.line.text);
        for (number, statement) in (1..).zip(&self.line.statements) {
            parts.push(self.statement(number, statement, kind)?);
            graph.push(self.annotation(number, statement, &places));
        }
        graph[0] = self.article(parts);
        Ok(json!({ "@context": SCHEMA, "@graph": graph }))
    }

    fn article(&self, parts: Vec<Value>) -> Value {
        let line = self.line;
        let mut node = Node::new("NewsArticle");
        node.add("@id", Some(self.id()));
        node.add("identifier", Some(self.handle));
        node.add("url", self.url.as_deref());
        node.add("headline", line.title.as_ref().map(|title| title.text.as_str()));
        node.add("datePublished", line.published.as_ref().map(moment));
        node.add("dateCreated", line.written.as_ref().map(moment));
        node.add("inLanguage", line.lang.as_deref());
        node.add(
            "publisher",
            line.publisher.as_ref().map(|name| json!({ "@type": "Organization", "name": name })),
        );
        // A byline may be a person's or an office's: it has no type.
        node.add("author", line.byline.as_ref().map(|name| json!({ "name": name })));
        node.add("creditText", line.credit.as_deref());
        node.add("text", Some(line.text.as_str()));
        node.add("hasPart", (!parts.is_empty()).then_some(parts));
        node.into()
    }

    fn statement_id(&self, number: usize) -> String {
        format!("{}#s{number}", self.urn)
    }

    /// A quotation where the words are the speaker's own, else a claim.
    fn statement(
        &self,
        number: usize,
        said: &Statement,
        kind: &dyn Fn(&str) -> Result<Option<String>, Fault>,
    ) -> Result<Value, Fault> {
        let is_quoted = matches!(said.mode.as_str(), "direct" | "mixed");
        let (class, by) =
            if is_quoted { ("Quotation", "spokenByCharacter") } else { ("Claim", "author") };
        let pieces: Vec<&str> = said.content.iter().map(|piece| piece.text.as_str()).collect();
        let speaker = said.speaker.as_ref().map(|speaker| agent(speaker, kind)).transpose()?;
        let mut node = Node::new(class);
        node.add("@id", Some(self.statement_id(number)));
        node.add("identifier", Some(format!("{}#s{number}", self.handle)));
        node.add("text", Some(pieces.join(" … ")));
        node.add("inLanguage", self.line.lang.as_deref());
        node.add(by, speaker);
        node.add("dateCreated", said.time.as_ref().map(|time| time.value.as_str()));
        node.add(
            "locationCreated",
            said.place.as_ref().map(|name| {
                let mut place = Node::new("Place");
                place.add("name", Some(name.as_str()));
                place.add("sameAs", said.place_actor.as_deref().and_then(wikidata));
                Value::from(place)
            }),
        );
        Ok(node.into())
    }

    /// Where a statement's words stand: a target for each piece.
    fn annotation(&self, number: usize, said: &Statement, places: &Places) -> Value {
        let targets: Vec<Value> =
            said.content.iter().map(|piece| self.target(piece, places)).collect();
        json!({
            "@context": ANNOTATION,
            "id": format!("{}#a{number}", self.urn),
            "type": "Annotation",
            "motivation": "identifying",
            "body": self.statement_id(number),
            "target": targets,
        })
    }

    fn target(&self, piece: &Quote, places: &Places) -> Value {
        let mut target = Map::new();
        target.insert("type".to_owned(), "SpecificResource".into());
        if let Some(link) = self.url.as_deref().and_then(|url| link(url, &piece.text)) {
            target.insert("id".to_owned(), link.into());
        }
        let source = self.url.as_deref().unwrap_or(&self.urn);
        target.insert("source".to_owned(), source.into());
        target.insert("selector".to_owned(), selectors(&self.line.text, places, piece));
        target.into()
    }
}

/// A node of the graph: absent values are left out.
struct Node(Map<String, Value>);

impl Node {
    fn new(class: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), class.into())]))
    }

    fn add(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Value::Object(node.0)
    }
}

/// Who said it; without a type where it is not known whether that is a person.
fn agent(
    speaker: &Speaker,
    kind: &dyn Fn(&str) -> Result<Option<String>, Fault>,
) -> Result<Value, Fault> {
    let actor = speaker.actor.as_deref();
    let class = match actor {
        Some(id) if id.starts_with("name/") => Some("Person"),
        Some(id) => match kind(id)?.as_deref() {
            Some("person") => Some("Person"),
            // For a country its government speaks.
            Some(_) => Some("Organization"),
            None => None,
        },
        None => None,
    };
    let mut node = Node(Map::new());
    node.add("@type", class);
    node.add("name", Some(speaker.name.as_str()));
    node.add("sameAs", actor.and_then(wikidata));
    Ok(node.into())
}

/// A day, with the time of day where day, time and zone are known.
fn moment(dated: &Dated) -> String {
    match (&dated.time, &dated.offset) {
        (Some(time), Some(offset)) => format!("{}T{time}{offset}", dated.value),
        _ => dated.value.clone(),
    }
}

/// A name for an article that has no address of its own: the same for the same handle and text in any ledger. RFC 9562
/// leaves the bits of a UUID of version 8 to whoever makes it; here they are a hash's.
fn urn(handle: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"rawi article\0");
    hasher.update(handle.as_bytes());
    hasher.update(b"\0");
    hasher.update(text.as_bytes());
    let hash = hasher.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let [a, b, c, d, e] = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        let quote = |start, end, text: &str| Quote { start, end, text: text.into() };
        let speaker = |name: &str, id: Option<&str>| {
            Some(Speaker { name: name.into(), actor: id.map(Into::into), basis: "named".into() })
        };
        let said = |mode: &str, content: Quote, speaker| Statement {
            id: "x#s1".into(),
            cue: None,
            source: None,
            content: vec![content],
            speaker,
            mode: mode.into(),
            act: "say".into(),
            negated: false,
            via: Vec::new(),
            addressee: None,
            time: None,
            place: None,
            block: 0,
            confidence: 0.5,
            via_actors: Vec::new(),
            addressee_actor: None,
            place_actor: None,
        };
        Line {
            id: "x".into(),
            url: Some("https://news.example/جسر".into()),
            text: "فتح الجسر اليوم".into(),
            statements: vec![
                said("direct", quote(4, 9, "الجسر"), speaker("سالم", Some("Q42"))),
                said("indirect", quote(10, 15, "اليوم"), speaker("وزارة", None)),
            ],
            ..Line::default()
        }
    }

    fn document(line: &Line, is_latest: bool) -> Value {
        let kind = |_: &str| Ok(Some("person".to_owned()));
        Document::new(line, "x", is_latest).json(&kind).unwrap()
    }

    #[test]
    fn quotations_have_speakers_and_claims_have_authors() {
        let found = document(&line(), true);
        let article = &found["@graph"][0];
        assert_eq!(article["@id"], "https://news.example/جسر");
        assert_eq!(article["hasPart"][0]["@type"], "Quotation");
        let speaker = &article["hasPart"][0]["spokenByCharacter"];
        assert_eq!(speaker["@type"], "Person");
        assert_eq!(speaker["sameAs"], "https://www.wikidata.org/entity/Q42");
        assert_eq!(article["hasPart"][1]["@type"], "Claim");
        assert_eq!(article["hasPart"][1]["author"], json!({ "name": "وزارة" }));
        assert_eq!(article.get("datePublished"), None);
    }

    #[test]
    fn annotations_point_to_the_words_of_their_statement() {
        let found = document(&line(), true);
        let annotation = &found["@graph"][1];
        assert_eq!(annotation["body"], found["@graph"][0]["hasPart"][0]["@id"]);
        let target = &annotation["target"][0];
        assert_eq!(target["source"], "https://news.example/جسر");
        assert_eq!(target["selector"][0]["exact"], "الجسر");
        let link = target["id"].as_str().unwrap();
        assert!(link.ends_with("#:~:text=%D8%A7%D9%84%D8%AC%D8%B3%D8%B1"), "{link}");
    }

    #[test]
    fn an_older_version_and_a_page_without_address_have_a_name_of_their_own() {
        let mut line = line();
        let older = document(&line, false);
        let id = older["@graph"][0]["@id"].as_str().unwrap();
        assert!(id.starts_with("urn:uuid:") && id.len() == 45, "{id}");
        line.url = None;
        let without = document(&line, true);
        assert_eq!(without["@graph"][0]["@id"], id);
        assert_eq!(without["@graph"][1]["target"][0]["source"], id);
        assert_eq!(without["@graph"][1]["target"][0].get("id"), None);
    }
}
