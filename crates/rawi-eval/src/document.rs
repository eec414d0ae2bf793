//! One line of a gold file, or of what was read.

use std::error::Error;
use std::fmt;

use serde::{Deserialize, Deserializer};

/// An article's text and its statements: annotated by people, or read.
///
/// Both forms are read alike: spans as `[start, end]` (gold) or `{"start", "end"}` (output of `rawi read`), a
/// speaker as a string or `{"name", "basis"}`. So one annotation can also be scored against another.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// By which gold and read documents find each other.
    pub id: String,
    /// The language's code.
    pub lang: Option<String>,
    /// The site or newspaper.
    pub publisher: Option<String>,
    /// The text that spans point into.
    pub text: String,
    /// The statements, in the order of the line.
    pub statements: Vec<Statement>,
}

/// One report that somebody expressed some content.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Statement {
    /// The words that report the act.
    #[serde(default)]
    pub cue: Option<Points>,
    /// The words that name who expressed it.
    #[serde(default)]
    pub source: Option<Points>,
    /// What was expressed.
    pub content: Vec<Points>,
    /// Who that is.
    #[serde(default)]
    pub speaker: Option<Speaker>,
    /// `direct`, `indirect` or `mixed`.
    #[serde(default)]
    pub mode: Option<String>,
    /// What kind of act the cue reports; gold files do not say.
    #[serde(default)]
    pub act: Option<String>,
    /// How likely the statement is right, from 0 to 1; gold files do not say.
    #[serde(default)]
    pub confidence: Option<f64>,
}

impl Statement {
    /// The speaker's name; empty where there is none.
    pub fn speaker_name(&self) -> &str {
        self.speaker.as_ref().map_or("", |speaker| &speaker.name)
    }
}

/// A stretch of a text in code points, the end exclusive. Nothing is promised about it: it may lie outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "AnyPoints")]
pub struct Points {
    /// The first code point.
    pub start: i64,
    /// The one behind the last.
    pub end: i64,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a span is [start, end] or {\"start\", \"end\"} in whole numbers")]
enum AnyPoints {
    Pair(i64, i64),
    Named { start: i64, end: i64 },
}

impl From<AnyPoints> for Points {
    fn from(points: AnyPoints) -> Self {
        match points {
            AnyPoints::Pair(start, end) | AnyPoints::Named { start, end } => Self { start, end },
        }
    }
}

/// Who a statement is ascribed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "AnySpeaker")]
pub struct Speaker {
    /// The name.
    pub name: String,
    /// How it was found; gold files do not say.
    pub basis: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a speaker is a string or {\"name\"}")]
enum AnySpeaker {
    Name(String),
    Told {
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        basis: Option<String>,
    },
}

impl From<AnySpeaker> for Speaker {
    fn from(speaker: AnySpeaker) -> Self {
        match speaker {
            AnySpeaker::Name(name) => Self { name, basis: None },
            AnySpeaker::Told { name, basis } => Self { name: name.unwrap_or_default(), basis },
        }
    }
}

/// A line as it stands.
#[derive(Deserialize)]
struct Line {
    #[serde(deserialize_with = "id")]
    id: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    statements: Option<Vec<Statement>>,
    #[serde(default)]
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "an id is a string or a number")]
enum AnyId {
    Text(String),
    Number(serde_json::Number),
}

fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    AnyId::deserialize(deserializer).map(|id| match id {
        AnyId::Text(id) => id,
        AnyId::Number(id) => id.to_string(),
    })
}

/// Why a line is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong.
    pub message: String,
    /// Where in the line, in bytes from 1, when that is known.
    pub column: Option<u64>,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for ParseError {}

impl ParseError {
    fn missing(what: &str) -> Self {
        Self { message: format!("the document has no {what}"), column: None }
    }
}

impl From<serde_json::Error> for ParseError {
    fn from(error: serde_json::Error) -> Self {
        let told = error.to_string();
        let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told);
        let column = (error.line() == 1 && error.column() > 0).then_some(error.column() as u64);
        Self { message: format!("not a document: {told}"), column }
    }
}

impl Document {
    /// Reads one line: an object with at least `id`, `text` and `statements`, each with at least `content`.
    ///
    /// # Errors
    /// When the line is something else, or what `rawi read` writes for an input that it could not read.
    pub fn parse(line: &[u8]) -> Result<Self, ParseError> {
        let line: Line = serde_json::from_slice(line)?;
        if let (Some(error), None) = (line.error, &line.text) {
            let message = format!("no document, but the error of one: {error}");
            return Err(ParseError { message, column: None });
        }
        Ok(Self {
            id: line.id,
            lang: line.lang,
            publisher: line.publisher,
            text: line.text.ok_or_else(|| ParseError::missing("text"))?,
            statements: line.statements.ok_or_else(|| ParseError::missing("statements"))?,
        })
    }

    /// The same article with nothing read from it: what an absent document counts as.
    pub fn without_statements(&self) -> Self {
        Self { statements: Vec::new(), ..self.clone() }
    }

    /// The first statement with a span that is not a stretch of the text, counted from 1, and that span.
    pub fn misplaced(&self) -> Option<(usize, Points)> {
        let length = self.text.chars().count() as i64;
        let outside = |span: &Points| span.start < 0 || span.start >= span.end || span.end > length;
        (1..).zip(&self.statements).find_map(|(number, statement)| {
            let spans = statement.cue.iter().chain(&statement.source).chain(&statement.content);
            spans.copied().find(outside).map(|span| (number, span))
        })
    }

    /// The words of a statement, for a person to read.
    pub fn quote(&self, statement: &Statement) -> Quote {
        let text = |span: &Points| slice(&self.text, *span).to_owned();
        Quote {
            cue: statement.cue.as_ref().map(text),
            source: statement.source.as_ref().map(text),
            content: statement.content.iter().map(text).collect(),
            speaker: Some(statement.speaker_name().to_owned()).filter(|name| !name.is_empty()),
            mode: statement.mode.clone(),
            confidence: statement.confidence,
        }
    }
}

/// The part of `text` that `span` covers; what lies outside the text is left out.
fn slice(text: &str, span: Points) -> &str {
    let start = byte_of(text, span.start);
    &text[start..byte_of(text, span.end).max(start)]
}

fn byte_of(text: &str, point: i64) -> usize {
    let point = usize::try_from(point).unwrap_or(0);
    text.char_indices().nth(point).map_or(text.len(), |(byte, _)| byte)
}

/// A statement in its words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// The words that report the act.
    pub cue: Option<String>,
    /// The words that name who expressed it.
    pub source: Option<String>,
    /// What was expressed, in its parts.
    pub content: Vec<String>,
    /// Who that is.
    pub speaker: Option<String>,
    /// `direct`, `indirect` or `mixed`.
    pub mode: Option<String>,
    /// How likely it is right, where that is known.
    pub confidence: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(line: &str) -> String {
        Document::parse(line.as_bytes()).unwrap_err().message
    }

    #[test]
    fn both_forms_of_a_line_are_read() {
        let gold = r#"{"id": 7, "text": "سد", "statements": [
            {"cue": [0, 1], "source": null, "content": [[1, 2]], "speaker": "س", "via": []}]}"#;
        let read = r#"{"id": "7", "text": "سد", "statements": [{"cue": {"start": 0, "end": 1, "text": "س"},
            "content": [{"start": 1, "end": 2}], "speaker": {"name": "س", "actor": null}}]}"#;
        let [gold, read] = [gold, read].map(|line| Document::parse(line.as_bytes()).unwrap());
        assert_eq!(gold, read);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told() {
        assert_eq!(error("{"), "not a document: EOF while parsing an object");
        assert_eq!(error(r#"{"id": "a", "statements": []}"#), "the document has no text");
        assert_eq!(error(r#"{"id": "a", "text": ""}"#), "the document has no statements");
        assert!(error(r#"{"text": "a"}"#).contains("missing field `id`"));
        let span = r#"{"id": "a", "text": "", "statements": [{"content": [[1]]}]}"#;
        assert!(error(span).contains("a span is [start, end]"), "{}", error(span));
        let failed = r#"{"id": "a", "error": "x.gz: is cut short"}"#;
        assert_eq!(error(failed), "no document, but the error of one: x.gz: is cut short");
    }

    #[test]
    fn misplaced_spans_are_found_and_quoted_all_the_same() {
        let line = r#"{"id": "a", "text": "سد abc", "statements": [{"content": [[0, 2]]},
            {"cue": [-3, 2], "source": [4, 99], "content": [[5, 3]]}]}"#;
        let document = Document::parse(line.as_bytes()).unwrap();
        assert_eq!(document.misplaced(), Some((2, Points { start: -3, end: 2 })));
        let quote = document.quote(&document.statements[1]);
        assert_eq!(quote.cue.as_deref(), Some("سد"));
        assert_eq!(quote.source.as_deref(), Some("bc"));
        assert_eq!(quote.content, [""]);
    }
}
