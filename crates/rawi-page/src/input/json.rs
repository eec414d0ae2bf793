//! One JSON object to a page.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::{DeserializeSeed, Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::sniff::looks_like_markup;
use super::{FieldMap, Target};
use crate::{Body, Fields, Page};

/// The targets of which a page has at least one.
const WORDS: [Target; 3] = [Target::Title, Target::Text, Target::Html];

/// Why an object is no page.
#[derive(Debug)]
pub(crate) enum JsonError {
    /// It is not JSON, or not an object.
    Syntax(serde_json::Error),
    /// It has no field for text or title, not even an empty one; some fields that it has instead.
    NoText(Vec<String>),
}

/// Reads the object that `bytes` hold. Its page has an empty id where the object has none.
///
/// Nearly JSON is read as well: bytes that are not UTF-8 are decoded, and [`mend`] is tried.
pub(crate) fn page(bytes: &[u8], fields: &FieldMap) -> Result<Page, JsonError> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(rawi_text::decode(bytes, None).text),
    };
    let found = match read(&text, fields) {
        Ok(found) => found,
        Err(error) => {
            let mended = mend(&text).and_then(|mended| read(&mended, fields).ok());
            mended.ok_or(JsonError::Syntax(error))?
        }
    };
    found.into_page(fields)
}

fn read(text: &str, fields: &FieldMap) -> Result<Found, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let found = deserializer.deserialize_map(Record(fields))?;
    deserializer.end()?;
    Ok(found)
}

/// `text` with what Python and old databases write as JSON made JSON: control characters in strings become spaces,
/// lone surrogates (`\ud83d` without its second half) U+FFFD, and `NaN` and `Infinity` null. `None` where there is no
/// such thing.
fn mend(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let (mut quoted, mut rest) = (false, text);
    while let Some(next) = rest.chars().next() {
        let (step, becomes) = match next {
            '\\' if quoted => escape(rest),
            '"' => {
                quoted = !quoted;
                (1, None)
            }
            control if quoted && control.is_ascii_control() => (1, Some(" ")),
            'N' if !quoted && rest.starts_with("NaN") => (3, Some("null")),
            'I' if !quoted && rest.starts_with("Infinity") => (8, Some("null")),
            '-' if !quoted && rest.starts_with("-Infinity") => (9, Some("null")),
            other => (other.len_utf8(), None),
        };
        mended.push_str(becomes.unwrap_or(&rest[..step]));
        rest = &rest[step..];
    }
    (mended != text).then_some(mended)
}

/// The length of the escape at the start of `text`, and what replaces it where it is a lone surrogate.
fn escape(text: &str) -> (usize, Option<&'static str>) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, None),
        (Some(0xd800..=0xdfff), _) => (6, Some("\\ufffd")),
        _ => (1 + text[1..].chars().next().map_or(0, char::len_utf8), None),
    }
}

/// The values that the record gives, each with the rank of the field that it came from.
#[derive(Default)]
struct Found {
    values: [Option<(usize, String)>; Target::COUNT],
    /// Whether there is a field for words, be it empty.
    has_words: bool,
    unknown: Vec<String>,
}

impl Found {
    /// Whether a field of this rank would be used.
    fn wants(&self, target: Target, rank: usize) -> bool {
        self.values[target as usize].as_ref().is_none_or(|(found, _)| rank <= *found)
    }

    fn take(&mut self, target: Target) -> Option<String> {
        self.values[target as usize].take().map(|(_, value)| value)
    }

    fn into_page(mut self, fields: &FieldMap) -> Result<Page, JsonError> {
        let title = self.take(Target::Title);
        let (text, html) = (self.take(Target::Text), self.take(Target::Html));
        let body = match (text, html) {
            (None, None) if !self.has_words => return Err(JsonError::NoText(self.unknown)),
            (None, None) => Body::default(),
            (Some(_), Some(html)) if fields.is_chosen(Target::Html) => Body::Fragment(html),
            (Some(text), _) => body(text),
            (None, Some(html)) => Body::Fragment(html),
        };
        Ok(Page {
            id: self.take(Target::Id).unwrap_or_default(),
            url: self.take(Target::Url),
            fetched: self.take(Target::Fetched).and_then(|value| day(&value)),
            fields: Fields {
                title,
                date: self.take(Target::Date),
                publisher: self.take(Target::Publisher),
                byline: self.take(Target::Byline),
                credit: self.take(Target::Credit),
                lang: self.take(Target::Lang),
            },
            body,
        })
    }
}

/// A text as the body that it looks like.
pub(crate) fn body(text: String) -> Body {
    if looks_like_markup(&text) { Body::Fragment(text) } else { Body::Plain(text) }
}

/// The day that a value names.
pub(crate) fn day(value: &str) -> Option<Date> {
    let iso = value.get(..10).and_then(|day| day.parse().ok());
    iso.or_else(|| rawi_time::date::parse(value).map(|found| found.date))
}

/// Reads a record's known fields and steps over the rest.
struct Record<'f>(&'f FieldMap);

impl<'de> Visitor<'de> for Record<'_> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut found = Found::default();
        while let Some(key) = map.next_key_seed(Key)? {
            let targets = self.0.targets(&key);
            if targets.is_empty() && found.unknown.len() < 8 {
                found.unknown.push(key.chars().take(40).collect());
            }
            found.has_words |= targets.iter().any(|(target, _)| WORDS.contains(target));
            let wanted = targets.iter().filter(|&&(target, rank)| found.wants(target, rank));
            let wanted: Vec<(Target, usize)> = wanted.copied().collect();
            let Some(&(first, _)) = wanted.first() else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let Some(value) = map.next_value_seed(Words { target: first, depth: 0 })? else {
                continue;
            };
            for &(target, rank) in &wanted[1..] {
                found.values[target as usize] = Some((rank, value.clone()));
            }
            found.values[first as usize] = Some((wanted[0].1, value));
        }
        Ok(found)
    }
}

/// A key, borrowed where it has no escapes.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        source.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}

/// Reads any value as words: numbers as they are written, lists joined, of objects the member that names them.
#[derive(Clone, Copy)]
struct Words {
    target: Target,
    depth: u8,
}

impl Words {
    /// Members that name an object or hold its words, the best first: schema.org and JSON-LD (`name`, `@value`), the
    /// WordPress interface (`rendered`), MongoDB (`$date`, `$oid`), XML made JSON (`#text`).
    const NAMING: [&'static str; 9] =
        ["name", "text", "value", "rendered", "@value", "#text", "$date", "$oid", "title"];

    const fn is_date(self) -> bool {
        matches!(self.target, Target::Date | Target::Fetched)
    }

    const fn joint(self) -> &'static str {
        if matches!(self.target, Target::Text | Target::Html) { "\n" } else { ", " }
    }

    fn text(self, text: &str) -> Option<String> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return None;
        }
        if self.is_date() && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(
                trimmed.parse().map_or_else(|_| trimmed.to_owned(), |number| self.number(number)),
            );
        }
        let keep = if matches!(self.target, Target::Text | Target::Html) { text } else { trimmed };
        Some(keep.to_owned())
    }

    /// A number; where a date is meant, of seconds or milliseconds since 1970 if it is large enough for that.
    fn number(self, number: i64) -> String {
        let instant = match number {
            100_000_000..=9_999_999_999 => Timestamp::from_second(number).ok(),
            100_000_000_000..=9_999_999_999_999 => Timestamp::from_millisecond(number).ok(),
            _ => None,
        };
        instant
            .filter(|_| self.is_date())
            .map_or_else(|| number.to_string(), |instant| instant.to_string())
    }
}

impl<'de> DeserializeSeed<'de> for Words {
    type Value = Option<String>;

    fn deserialize<D: serde::Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Words {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.text(text))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(self.number(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(
            i64::try_from(number).map_or_else(|_| number.to_string(), |number| self.number(number)),
        ))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        // Pandas makes every number of a column a float when one of them is missing.
        let whole = number.fract() == 0.0 || self.is_date();
        Ok(Some(if whole && number.abs() < 9e15 {
            self.number(number as i64)
        } else {
            number.to_string()
        }))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let inner = Self { depth: self.depth + 1, ..self };
        let mut joined: Option<String> = None;
        while let Some(words) = list.next_element_seed(inner)? {
            match (&mut joined, words) {
                (Some(joined), Some(words)) => {
                    joined.push_str(self.joint());
                    joined.push_str(&words);
                }
                (joined, words) => *joined = joined.take().or(words),
            }
        }
        Ok(joined)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let inner = Self { depth: self.depth + 1, ..self };
        let mut best: Option<(usize, String)> = None;
        while let Some(key) = map.next_key_seed(Key)? {
            let rank = Self::NAMING.iter().position(|name| *name == key);
            let better = rank.filter(|rank| best.as_ref().is_none_or(|(found, _)| rank < found));
            match better {
                Some(rank) if self.depth < 16 => {
                    best = map.next_value_seed(inner)?.map(|words| (rank, words)).or(best);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(best.map(|(_, words)| words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Page {
        page(json.as_bytes(), &FieldMap::default()).unwrap()
    }

    #[test]
    fn values_of_any_type_are_read() {
        let read = parse(
            r#"{"id": 7, "authors": ["أحمد", null, {"@type": "Person", "name": "منى"}], "title": {"rendered": "عنوان"},
                "date": 1437436800, "fetched": "2015-07-21 10:00", "publisher": null, "site": "", "sitename": " الرأي ",
                "extra": {"text": [1, {"a": {}}]}, "text": ["فقرة", "ثانية "], "lang": true}"#,
        );
        let fields = Fields {
            title: Some("عنوان".into()),
            date: Some("2015-07-21T00:00:00Z".into()),
            publisher: Some("الرأي".into()),
            byline: Some("أحمد, منى".into()),
            ..Fields::default()
        };
        assert_eq!(read.id, "7");
        assert_eq!(read.fetched, Some(jiff::civil::date(2015, 7, 21)));
        assert_eq!(read.fields, fields);
        assert_eq!(read.body, Body::Plain("فقرة\nثانية ".into()));
    }

    #[test]
    fn the_best_field_that_is_not_empty_wins_in_any_order() {
        for json in [
            r#"{"content": "b", "text": "", "body": "c", "html": "<p>d"}"#,
            r#"{"html": "<p>d", "body": "c", "text": null, "content": "b"}"#,
        ] {
            assert_eq!(parse(json).body, Body::Plain("b".into()));
        }
        let mut fields = FieldMap::default();
        fields.set("html=html").unwrap();
        let chosen = page(br#"{"text": "a", "html": "d"}"#, &fields).unwrap();
        assert_eq!(chosen.body, Body::Fragment("d".into()));
        assert_eq!(parse(r#"{"text": "<p>a</p>"}"#).body, Body::Fragment("<p>a</p>".into()));
        assert_eq!(parse(r#"{"headline": "a"}"#).body, Body::Plain(String::new()));
    }

    #[test]
    fn numbers_of_dates_are_instants_and_others_stay() {
        for (json, date) in [
            (r#"{"title": 1, "date": 20150721}"#, "20150721"),
            (r#"{"title": 1, "date": "1437436800"}"#, "2015-07-21T00:00:00Z"),
            (r#"{"title": 1, "date": 1437436800123.0}"#, "2015-07-21T00:00:00.123Z"),
            (r#"{"title": 1, "date": {"$date": 1437436800000}}"#, "2015-07-21T00:00:00Z"),
            (r#"{"title": 1, "pubDate": "Tue, 21 Jul 2015"}"#, "Tue, 21 Jul 2015"),
        ] {
            assert_eq!(parse(json).fields.date.as_deref(), Some(date), "{json}");
        }
        assert_eq!(parse(r#"{"title": 1, "id": 1437436800.0}"#).id, "1437436800");
    }

    #[test]
    fn nearly_json_is_read() {
        for (json, text) in [
            ("{\"text\": \"a\tb\nc\", \"id\": NaN, \"date\": -Infinity}", "a b c"),
            (r#"{"text": "a\ud83d b \ud83d\ude00 \udc00"}"#, "a\u{fffd} b 😀 \u{fffd}"),
            (r#"{"text": "NaN \\ud83d\" \/", "x": NaN}"#, r#"NaN \ud83d" /"#),
        ] {
            assert_eq!(parse(json).body, Body::Plain(text.into()), "{json}");
        }
        let lossy = page(b"{\"text\": \"a \xd8\"}", &FieldMap::default()).unwrap();
        assert!(matches!(lossy.body, Body::Plain(text) if text.starts_with("a ")));
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        for json in ["[1]", "7", "\"a\"", "{\"text\": \"a\"} x", "{\"text\": ", "{text: 1}", ""] {
            let error = page(json.as_bytes(), &FieldMap::default());
            assert!(matches!(error, Err(JsonError::Syntax(_))), "{json}");
        }
        let deep = format!("{{\"text\": {}}}", "[".repeat(100_000));
        assert!(page(deep.as_bytes(), &FieldMap::default()).is_err());
        assert_eq!(parse(r#"{"id": 1, "text": ""}"#).body, Body::default());
        let error = page(br#"{"id": 1, "story": "x", "when": 2}"#, &FieldMap::default());
        assert!(matches!(error, Err(JsonError::NoText(has)) if has == ["story", "when"]));
    }
}
