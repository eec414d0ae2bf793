//! Where a quote stands in its page, as the Web says it: selectors of W3C's Web Annotation Data Model, and links of the
//! Text Fragments draft (<https://wicg.github.io/scroll-to-text-fragment/>) that a browser opens at the words.

use rawi_statement::line::{Places, Quote};
use serde_json::{Value, json};

/// Code points of context on either side of a quote.
const CONTEXT: usize = 32;
/// A longer quote, in code points, is told in a link by its first and last words.
const LONGEST_LINK: usize = 200;
/// So many of them.
const WORDS: usize = 5;

/// The selectors of a quote: by its words and their context, and by its place in the article's text.
///
/// Places are code points of the text as Rawi reads it, ends exclusive.
pub(super) fn selectors(text: &str, places: &Places, quote: &Quote) -> Value {
    let length = text.chars().count();
    let around = |start, end| places.of(text, start, end).unwrap_or_default();
    json!([
        {
            "type": "TextQuoteSelector",
            "exact": quote.text,
            "prefix": around(quote.start.saturating_sub(CONTEXT), quote.start),
            "suffix": around(quote.end, (quote.end + CONTEXT).min(length)),
        },
        { "type": "TextPositionSelector", "start": quote.start, "end": quote.end },
    ])
}

/// A link that opens a page at a quote; none for words that no page shows.
pub(super) fn link(page: &str, quote: &str) -> Option<String> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let (first, last) = (words.first()?, words.last()?);
    let whole = quote.chars().count() <= LONGEST_LINK && !quote.contains('\n');
    let directive = if whole || words.len() < 2 {
        escaped(&words.join(" "))
    } else if words.len() <= 2 * WORDS {
        format!("{},{}", escaped(first), escaped(last))
    } else {
        let (begin, end) = (&words[..WORDS], &words[words.len() - WORDS..]);
        format!("{},{}", escaped(&begin.join(" ")), escaped(&end.join(" ")))
    };
    let hash = if page.contains('#') { "" } else { "#" };
    Some(format!("{page}{hash}:~:text={directive}"))
}

/// Percent-encoded UTF-8: all but unreserved characters, and the hyphen too, which parts a directive from its context.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(3 * text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// An address of the Web as an IRI: what no IRI may hold is percent-encoded, other letters stay. None for another kind of
/// address.
pub(super) fn iri(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !is_web || rest.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    let mut bytes = [0; 4];
    for (at, c) in url.char_indices() {
        let kept = match c {
            '%' => is_escape(&url.as_bytes()[at + 1..]),
            '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' => false,
            // RFC 3987: marks of direction do not stand in an IRI.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => false,
            _ => !c.is_whitespace() && !c.is_control() && !is_outside(c),
        };
        if kept {
            out.push(c);
        } else {
            c.encode_utf8(&mut bytes)
                .bytes()
                .for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    Some(out)
}

fn is_escape(after: &[u8]) -> bool {
    after.len() >= 2 && after[..2].iter().all(u8::is_ascii_hexdigit)
}

/// Whether a character is private or none at all, which RFC 3987 leaves out.
fn is_outside(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{ffff}' | '\u{f0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_percent_encoded_utf_8() {
        let link = |quote| link("https://news.example/1", quote).unwrap();
        assert_eq!(link("جسر"), "https://news.example/1#:~:text=%D8%AC%D8%B3%D8%B1");
        assert_eq!(link("a-b, c & d"), "https://news.example/1#:~:text=a%2Db%2C%20c%20%26%20d");
    }

    #[test]
    fn a_long_link_has_the_ends_of_the_quote() {
        let words: Vec<String> = (1..=90).map(|number| format!("w{number}")).collect();
        let found = link("https://news.example/1#top", &words.join(" ")).unwrap();
        assert_eq!(
            found,
            "https://news.example/1#top:~:text=w1%20w2%20w3%20w4%20w5,w86%20w87%20w88%20w89%20w90"
        );
        assert_eq!(
            link("https://news.example/1", "one\ntwo").unwrap(),
            "https://news.example/1#:~:text=one,two"
        );
        assert_eq!(link("https://news.example/1", " "), None);
    }

    #[test]
    fn the_context_of_a_quote_ends_with_the_text() {
        let text = "قال: «نعم» ثم مضى";
        let places = Places::new(text);
        let quote = Quote { start: 6, end: 9, text: "نعم".into() };
        let selectors = selectors(text, &places, &quote);
        assert_eq!(selectors[0]["prefix"], "قال: «");
        assert_eq!(selectors[0]["suffix"], "» ثم مضى");
        assert_eq!(selectors[1]["start"], 6);
        assert_eq!(selectors[1]["end"], 9);
    }

    #[test]
    fn addresses_become_iris() {
        assert_eq!(iri("https://news.example/خبر 1").unwrap(), "https://news.example/خبر%201");
        assert_eq!(
            iri("http://news.example/%d8%ac|%zz").unwrap(),
            "http://news.example/%d8%ac%7C%25zz"
        );
        assert_eq!(iri("file:///etc/passwd"), None);
        assert_eq!(iri("javascript:alert(1)"), None);
        assert_eq!(iri("news.example"), None);
    }
}
