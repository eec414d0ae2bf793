//! Which [`Kind`] the first bytes of an input promise.

use memchr::memmem;

use super::Kind;

/// How many bytes are looked at.
pub(crate) const SNIFFED: usize = 16 << 10;

/// Elements that make blocks: where one of them stands, a text is markup. `span`, `b` or `a` prove nothing:
/// newsroom systems leave them in plain text.
const BLOCK_TAGS: [&str; 31] = [
    "!doctype",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "html",
    "iframe",
    "li",
    "main",
    "meta",
    "ol",
    "p",
    "section",
    "table",
    "ul",
];

/// The kind of an input, from the first bytes of its decompressed stream; `name` decides where they do not.
pub(crate) fn kind(start: &[u8], name: &str) -> Kind {
    let text = utf8(start);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with("WARC/") {
        return Kind::Warc;
    }
    if starts_json(text) {
        return if text.contains("jsonfeed.org/version/") { Kind::Feed } else { Kind::Jsonl };
    }
    match (root(text), by_extension(name)) {
        (Some("rss" | "feed" | "RDF"), _) => Kind::Feed,
        (_, Some(kind @ (Kind::Jsonl | Kind::Html | Kind::Warc))) => kind,
        (Some(_), Some(Kind::Feed)) => Kind::Feed,
        _ if looks_like_markup(text) => Kind::Html,
        _ => Kind::Text,
    }
}

/// Whether `text` holds a tag that makes a block.
pub(crate) fn looks_like_markup(text: &str) -> bool {
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let tag = text[at + 1..].trim_start_matches('/');
        BLOCK_TAGS.iter().any(|name| is_tag(tag.as_bytes(), name))
    })
}

fn is_tag(tag: &[u8], name: &str) -> bool {
    let (Some(head), Some(next)) = (tag.get(..name.len()), tag.get(name.len())) else {
        return false;
    };
    head.eq_ignore_ascii_case(name.as_bytes())
        && (matches!(next, b'>' | b'/') || next.is_ascii_whitespace())
}

/// What a binary input is by its first bytes; `None` where they are no known format's.
pub(crate) fn binary(start: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 24] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive or an Office document"),
        (b"PK\x05\x06", "an empty zip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"RIFF", "a WebP image, or sound or video"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"\0\0\0\x1cftyp", "a video"),
        (b"\0\0\0\x20ftyp", "a video"),
        (b"\x1aE\xdf\xa3", "a video"),
        (b"ID3", "an MP3 sound"),
        (b"OggS", "an Ogg sound"),
        (b"BZh", "bzip2 data"),
        (b"\xfd7zXZ\0", "xz data"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x1f\x8b\x08", "gzip data inside compressed data"),
        (b"\x28\xb5\x2f\xfd", "zstd data inside compressed data"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"PAR1", "a Parquet file"),
        (b"\x7fELF", "a program"),
    ];
    MAGIC.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, what)| *what)
}

/// Whether NUL bytes stand where no text has them.
pub(crate) fn has_stray_nuls(start: &[u8]) -> bool {
    start.contains(&0) && utf16_bom(start).is_none() && !looks_like_utf16(start)
}

/// Whether a byte order mark of UTF-16 stands here, and if so, whether it is big-endian.
pub(crate) fn utf16_bom(start: &[u8]) -> Option<bool> {
    match start {
        [0xff, 0xfe, ..] => Some(false),
        [0xfe, 0xff, ..] => Some(true),
        _ => None,
    }
}

/// Whether white space and marks of ASCII come as UTF-16 writes them: a NUL on one side of the pair, always the same.
fn looks_like_utf16(start: &[u8]) -> bool {
    let pairs = start.len() / 2;
    let nuls = |side: usize| start.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    even.min(odd) == 0 && even.max(odd) * 8 > pairs
}

/// `{"`, `{}`, `{` and a line break, `[{`, `[]`: text in square brackets is common in news.
fn starts_json(text: &str) -> bool {
    let inside = |open: char| text.strip_prefix(open).map(str::trim_start);
    inside('{').is_some_and(|rest| rest.starts_with(['"', '}']) || rest.is_empty())
        || inside('[').is_some_and(|rest| {
            rest.starts_with(['{', ']']) && !rest.starts_with("](") || rest.is_empty()
        })
}

/// The local name of the first element, where the text starts with markup.
pub(crate) fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        rest = if let Some(comment) = rest.strip_prefix("!--") {
            &comment[memmem::find(comment.as_bytes(), b"-->")? + 3..]
        } else if rest.starts_with(['?', '!']) {
            &rest[rest.find('>')? + 1..]
        } else {
            let name = &rest[..rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?];
            return name.rsplit(':').next().filter(|name| !name.is_empty());
        };
    }
}

fn by_extension(name: &str) -> Option<Kind> {
    let name = name.to_ascii_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    match name.rsplit_once('.')?.1 {
        "txt" | "text" => Some(Kind::Text),
        "html" | "htm" | "xhtml" => Some(Kind::Html),
        "jsonl" | "ndjson" | "json" => Some(Kind::Jsonl),
        "rss" | "atom" | "xml" | "rdf" => Some(Kind::Feed),
        "warc" | "wet" => Some(Kind::Warc),
        _ => None,
    }
}

fn utf8(start: &[u8]) -> String {
    match utf16_bom(start) {
        Some(big) => super::utf16::decode(start, big),
        None => String::from_utf8_lossy(start).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_kind() {
        for (start, name, expected) in [
            ("WARC/1.1\r\nWARC-Type: warcinfo", "x", Kind::Warc),
            ("\u{feff} {\"id\": 1}", "x", Kind::Jsonl),
            ("{\n  \"id\": 1}", "x.txt", Kind::Jsonl),
            ("{\"text\": \"<p>a</p>\"}", "x.html", Kind::Jsonl),
            ("[{\"id\": 1}]", "x", Kind::Jsonl),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"", "x.json", Kind::Feed),
            ("{broken", "x.jsonl.gz", Kind::Jsonl),
            ("[صورة] نص الخبر", "x", Kind::Text),
            ("[](link) {curly}", "x", Kind::Text),
            ("<?xml version='1.0'?><!-- <html> -->\n<rss version='2.0'>", "x", Kind::Feed),
            ("<rdf:RDF xmlns:rdf='x'>", "x", Kind::Feed),
            ("<feed xmlns='x'>", "x.html", Kind::Feed),
            ("<channel >", "x.xml", Kind::Feed),
            ("<!DOCTYPE html><html>", "x.xml.gz", Kind::Feed),
            ("<!DOCTYPE html><html>", "x", Kind::Html),
            ("خبر\n<DIV class=x>", "x.txt", Kind::Html),
            ("خبر", "x.html", Kind::Html),
            ("أ < ب و <b>غامق</b> <printer>", "x", Kind::Text),
            ("خبر", "جريدة.نص", Kind::Text),
            ("", "x", Kind::Text),
        ] {
            assert_eq!(kind(start.as_bytes(), name), expected, "{start}");
        }
        let utf16: Vec<u8> =
            "\u{feff}{\"id\": 1}".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(kind(&utf16, "x"), Kind::Jsonl);
    }

    #[test]
    fn binary_data_is_named() {
        assert_eq!(binary(b"%PDF-1.7"), Some("a PDF document"));
        assert!(has_stray_nuls(b"ab\0\0\0cd\0"));
        assert_eq!(binary("خبر".as_bytes()), None);
        let text = "قال الوزير: \"نعم\"، في يوم 5 مارس";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!has_stray_nuls(&little));
    }
}
