//! Bytes to text.
//!
//! Pages lie about their encoding, and the commonest lie has a sure test: bytes that hold multi-byte UTF-8 and are
//! valid are UTF-8, whatever was declared. Where they are not, declarations count unless the letters that they give
//! are implausible. [`Decoded::basis`] says how it was decided.

use std::borrow::Cow;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

use crate::rows::{Row, Table, Wrong, rows};

/// Text decoded from bytes, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; never holds a byte order mark at its start. Nothing else is left out: NULs stay.
    pub text: String,
    /// The WHATWG name of the encoding used.
    pub encoding: &'static str,
    /// How many places could not be decoded and hold U+FFFD now.
    pub malformed: usize,
    /// What decided.
    pub basis: EncodingBasis,
    /// The first declared label that names no encoding, as written there.
    pub unknown_label: Option<String>,
}

/// What decided in which encoding bytes were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EncodingBasis {
    /// A byte order mark.
    Bom,
    /// The bytes are valid UTF-8, or would be but for a few.
    Utf8,
    /// The charset of the HTTP header.
    Http,
    /// A `<meta>` element.
    Meta,
    /// The XML declaration.
    Xml,
    /// The bytes themselves: nothing usable was declared, or it was wrong.
    Detected,
}

/// How far declarations are looked for. The WHATWG prescan reads 1 KB; news sites put scripts before theirs.
const PRESCAN: usize = 4096;
/// How far the letters of a page are looked at.
const SAMPLE: usize = 128 * 1024;

/// Decodes `bytes`: a byte order mark first, then valid UTF-8, the HTTP charset, `<meta>` or the XML declaration in
/// the first 4 KB, detection.
///
/// ```
/// use rawi_text::decode::{EncodingBasis, decode};
/// let page = b"<meta charset=windows-1256>\xE3\xD1\xCD\xC8\xC7";
/// let read = decode(page, None);
/// assert!(read.text.ends_with("مرحبا"));
/// assert_eq!((read.encoding, read.basis), ("windows-1256", EncodingBasis::Meta));
/// ```
pub fn decode(bytes: &[u8], http_charset: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return read(&bytes[length..], encoding, EncodingBasis::Bom, None);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return read(bytes, encoding, EncodingBasis::Detected, None);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text = text.to_owned();
        return Decoded {
            text,
            encoding: UTF_8.name(),
            malformed: 0,
            basis: EncodingBasis::Utf8,
            unknown_label: declaration(bytes, http_charset).1,
        };
    }
    let (declared, unknown_label) = declaration(bytes, http_charset);
    let (encoding, basis) = match declared {
        _ if is_nearly_utf8(bytes) => (UTF_8, EncodingBasis::Utf8),
        Some((encoding, basis)) if encoding != UTF_8 && is_plausible(bytes, encoding) => {
            (encoding, basis)
        }
        _ => (detect(bytes), EncodingBasis::Detected),
    };
    read(bytes, encoding, basis, unknown_label)
}

/// Whether `bytes` are no text at all: an image, a PDF, an archive, or anything full of control characters.
///
/// ```
/// use rawi_text::decode::is_binary;
/// assert!(is_binary(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3"));
/// assert!(is_binary(&[0; 100]));
/// assert!(!is_binary("قال\n".as_bytes()));
/// ```
pub fn is_binary(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 16] = [
        b"%PDF-",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"PK\x03\x04",
        b"\x1F\x8B",
        b"RIFF",
        b"OggS",
        b"ID3",
        b"\xD0\xCF\x11\xE0",
        b"7z\xBC\xAF",
        b"wOFF",
        b"wOF2",
        b"\x7FELF",
        b"BZh",
        b"\x28\xB5\x2F\xFD",
    ];
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) || bytes.get(4..8) == Some(b"ftyp") {
        return true;
    }
    if Encoding::for_bom(bytes).is_some() || utf16_without_mark(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(PRESCAN)];
    let nul = sample.iter().filter(|b| **b == 0).count();
    let control = sample.iter().filter(|b| matches!(b, 0..=8 | 11 | 14..=26 | 28..=31)).count();
    // A stray NUL or two is damage to a text; one in a hundred bytes is another kind of file.
    nul * 100 > sample.len() || control * 20 > sample.len()
}

fn read(
    bytes: &[u8],
    encoding: &'static Encoding,
    basis: EncodingBasis,
    unknown_label: Option<String>,
) -> Decoded {
    let (text, malformed) = if encoding == UTF_8 {
        let malformed = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        (String::from_utf8_lossy(bytes), malformed)
    } else {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        let malformed = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
        (text, malformed)
    };
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(_) => text.trim_start_matches('\u{FEFF}').to_owned(),
        None => match text {
            Cow::Owned(text) => text,
            Cow::Borrowed(text) => text.to_owned(),
        },
    };
    Decoded { text, encoding: encoding.name(), malformed, basis, unknown_label }
}

/// UTF-16 shows itself by its high bytes: nearly all are 00 (Latin, spaces), 06 (Arabic) or 20 (quotes, dashes).
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(PRESCAN) & !1];
    if sample.len() < 8 || !sample.contains(&0) {
        return None;
    }
    let pairs = sample.len() / 2;
    let high = |offset: usize| {
        sample.iter().skip(offset).step_by(2).filter(|b| matches!(b, 0 | 6 | 0x20)).count()
    };
    let nuls = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    // The low bytes must be something: a run of NULs is no text.
    let told = |offset: usize| {
        high(offset) * 10 >= pairs * 9
            && nuls(offset) * 20 >= pairs
            && nuls(1 - offset) * 10 < pairs
    };
    match (told(1), told(0)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8 with a few broken places: a cut end, a spliced advertisement.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 20 * bad || (bad == 1 && good >= 3)
}

/// The declared encoding, and the first label that names none.
fn declaration(
    bytes: &[u8],
    http: Option<&str>,
) -> (Option<(&'static Encoding, EncodingBasis)>, Option<String>) {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let labels = [
        (http.map(|label| label.as_bytes()), EncodingBasis::Http),
        (meta_label(head), EncodingBasis::Meta),
        (xml_label(head), EncodingBasis::Xml),
    ];
    let mut unknown = None;
    for (label, basis) in labels {
        let Some(label) = label.map(trim_label).filter(|label| !label.is_empty()) else { continue };
        match Encoding::for_label(label) {
            // Bytes in which a `<meta>` can be read are not UTF-16 (WHATWG, prescan).
            Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
                return (Some((UTF_8, basis)), unknown);
            }
            Some(encoding) => return (Some((encoding, basis)), unknown),
            None if unknown.is_none() => {
                unknown = Some(String::from_utf8_lossy(label).into_owned())
            }
            None => {}
        }
    }
    (None, unknown)
}

fn trim_label(label: &[u8]) -> &[u8] {
    let is_edge = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b';');
    let start = label.iter().position(|b| !is_edge(b)).unwrap_or(label.len());
    let end = label.iter().rposition(|b| !is_edge(b)).map_or(start, |i| i + 1);
    &label[start..end]
}

/// The label of `<meta charset=…>` or `<meta http-equiv=content-type content="…; charset=…">`, outside comments.
fn meta_label(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at + 1..];
        if rest.starts_with(b"!--") {
            let end = memchr::memmem::find(rest, b"-->")?;
            rest = &rest[end + 3..];
        } else if rest.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"meta")) {
            let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
            if let Some(label) = value_after(&rest[..end], b"charset") {
                return Some(label);
            }
            rest = &rest[end..];
        }
    }
    None
}

/// The label of `<?xml … encoding="…"?>` at the very start.
fn xml_label(head: &[u8]) -> Option<&[u8]> {
    let head = head.trim_ascii_start();
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = memchr::memchr(b'>', declaration)?;
    value_after(&declaration[..end], b"encoding")
}

/// The value behind `name =`, quoted or not.
fn value_after<'b>(tag: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let mut from = 0;
    while from + name.len() <= tag.len() {
        let found =
            tag[from..].windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))?;
        let after = tag[from + found + name.len()..].trim_ascii_start();
        if let Some(value) = after.strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let quote = value.first().copied().filter(|b| matches!(b, b'"' | b'\''));
            let value = if quote.is_some() { &value[1..] } else { value };
            let is_end = |b: &u8| match quote {
                Some(quote) => *b == quote,
                None => b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b';' | b'>' | b'/'),
            };
            let end = value.iter().position(is_end).unwrap_or(value.len());
            return Some(&value[..end]);
        }
        from += found + name.len();
    }
    None
}

/// Whether a declared encoding may be true of bytes that are not UTF-8.
fn is_plausible(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if encoding == WINDOWS_1252 {
        // What a server says that knows nothing. No Latin language strings together three accented letters.
        return !is_mostly_high_runs(sample);
    }
    if encoding == WINDOWS_1256 || encoding == ISO_8859_6 {
        let other = if encoding == WINDOWS_1256 { ISO_8859_6 } else { WINDOWS_1256 };
        // Either is believed unless the other reads clearly better.
        return arabic_score(sample, encoding) + 1.0 > arabic_score(sample, other);
    }
    true
}

/// Whether most bytes past ASCII stand in runs of three and more.
fn is_mostly_high_runs(sample: &[u8]) -> bool {
    let runs = sample.split(u8::is_ascii).map(<[u8]>::len);
    let (all, long) =
        runs.fold((0, 0), |(all, long), run| (all + run, if run >= 3 { long + run } else { long }));
    long * 2 > all
}

/// The encoding that the letters speak for.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if is_mostly_high_runs(sample) {
        let (cp1256, iso) = (arabic_score(sample, WINDOWS_1256), arabic_score(sample, ISO_8859_6));
        if cp1256.max(iso) >= PLAUSIBLE_SCORE {
            return if cp1256 >= iso { WINDOWS_1256 } else { ISO_8859_6 };
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Real Arabic scores about -4.2, Persian about -5, Russian or Greek read as Arabic below -7.
const PLAUSIBLE_SCORE: f32 = -6.0;
/// The score of a character that Arabic text does not hold.
const ALIEN: f32 = -14.0;

/// Mean binary logarithm of the frequency in Arabic news of the characters past ASCII, as `encoding` reads them.
///
/// chardetng weighs windows-1256 against all of the Web's encodings; between it and ISO-8859-6, whose letters sit
/// a few places apart, plain frequency decides better.
fn arabic_score(sample: &[u8], encoding: &'static Encoding) -> f32 {
    let table = if encoding == ISO_8859_6 { &SCORES.iso } else { &SCORES.cp1256 };
    let (sum, count) =
        sample.iter().filter(|b| !b.is_ascii()).fold((0.0f64, 0u32), |(sum, count), b| {
            (sum + f64::from(table[usize::from(b & 0x7F)]), count + 1)
        });
    if count == 0 { ALIEN } else { (sum / f64::from(count)) as f32 }
}

/// The score of each byte from 0x80 on.
struct Scores {
    cp1256: [f32; 128],
    iso: [f32; 128],
}

static SCORES: LazyLock<Scores> = LazyLock::new(|| {
    let letters: Vec<(char, f32)> = rows(include_str!("../../../packs/ar/letters.tsv"))
        .filter_map(|row| letter_row(&row).ok())
        .map(|(letter, count)| (letter, (count / 1e6).log2()))
        .collect();
    let score = |byte: usize, encoding: &'static Encoding| {
        let bytes = [0x80 | byte as u8];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let c = text.chars().next().unwrap_or('\u{FFFD}');
        match c {
            // Quotes, dashes and no-break spaces say nothing of the script.
            '«' | '»' | '\u{A0}' | '“' | '”' | '–' | '…' | '\u{200C}'..='\u{200F}' => {
                -6.0
            }
            _ => letters.iter().find(|(letter, _)| *letter == c).map_or(ALIEN, |(_, score)| *score),
        }
    };
    Scores {
        cp1256: std::array::from_fn(|byte| score(byte, WINDOWS_1256)),
        iso: std::array::from_fn(|byte| score(byte, ISO_8859_6)),
    }
});

/// `letters.tsv`: how often each letter comes, to tell encodings apart.
pub const LETTERS_TABLE: Table = Table {
    file: "letters.tsv",
    columns: &["letter", "in a million"],
    needed: 2,
    read: |row| letter_row(row).map(|(letter, _)| letter.to_string()),
};

fn letter_row(row: &Row<'_>) -> Result<(char, f32), Wrong> {
    let mut letters = row.cell(0).chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return Err(Wrong::new(
            format!("`{}` is not one letter", row.cell(0)),
            "write one letter in the first column",
        ));
    };
    match row.cell(1).parse::<u32>() {
        Ok(count) if count > 0 => Ok((letter, count as f32)),
        _ => Err(Wrong::new(
            format!("`{}` is no count", row.cell(1)),
            "write how often the letter stands among a million",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ARABIC: &str = "افتتح رئيس البلدية صباح اليوم جسرا جديدا يربط ضفتي النهر، وقال إن المشروع كلف أقل من المتوقع.";
    const PERSIAN: &str =
        "شهردار صبح امروز پل تازه اي را كه دو سوي رودخانه را به هم مي رساند افتتاح كرد";
    const FRENCH: &str =
        "Le maire a inauguré ce matin un pont sur la rivière, où l'équipe a déjà été reçue à midi.";

    fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{text}");
        bytes.into_owned()
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    /// Name, bytes, HTTP charset, encoding, basis; the text must come out in all rows.
    #[test]
    fn legacy_pages() {
        let cp1256 = encoded(ARABIC, WINDOWS_1256);
        let iso = encoded(ARABIC, ISO_8859_6);
        let with = |head: &str, body: &[u8]| [head.as_bytes(), body].concat();
        let http_equiv =
            "<META HTTP-EQUIV='Content-Type' content='text/html; charset=windows-1256'>";
        type Row<'r> = (&'r str, Vec<u8>, Option<&'r str>, &'r str, EncodingBasis);
        let rows: &[Row<'_>] = &[
            ("by HTTP", cp1256.clone(), Some("windows-1256"), "windows-1256", EncodingBasis::Http),
            ("quoted", cp1256.clone(), Some(" \"cp1256\" "), "windows-1256", EncodingBasis::Http),
            (
                "by meta",
                with("<meta charset=\"windows-1256\">", &cp1256),
                None,
                "windows-1256",
                EncodingBasis::Meta,
            ),
            ("http-equiv", with(http_equiv, &cp1256), None, "windows-1256", EncodingBasis::Meta),
            (
                "by XML",
                with("<?xml version='1.0' encoding='windows-1256'?>", &cp1256),
                None,
                "windows-1256",
                EncodingBasis::Xml,
            ),
            (
                "in a comment",
                with("<!--<meta charset=koi8-r>--><meta charset=cp1256>", &cp1256),
                None,
                "windows-1256",
                EncodingBasis::Meta,
            ),
            ("undeclared", cp1256.clone(), None, "windows-1256", EncodingBasis::Detected),
            ("undeclared ISO", iso.clone(), None, "ISO-8859-6", EncodingBasis::Detected),
            ("declared ISO", iso.clone(), Some("iso-8859-6"), "ISO-8859-6", EncodingBasis::Http),
            (
                "ISO declared as 1256",
                iso.clone(),
                Some("windows-1256"),
                "ISO-8859-6",
                EncodingBasis::Detected,
            ),
            (
                "1256 declared as ISO",
                cp1256.clone(),
                Some("iso-8859-6"),
                "windows-1256",
                EncodingBasis::Detected,
            ),
            (
                "1256 declared as Latin",
                cp1256.clone(),
                Some("iso-8859-1"),
                "windows-1256",
                EncodingBasis::Detected,
            ),
            (
                "1256 declared as UTF-8",
                cp1256.clone(),
                Some("utf-8"),
                "windows-1256",
                EncodingBasis::Detected,
            ),
            (
                "Persian",
                encoded(PERSIAN, WINDOWS_1256),
                None,
                "windows-1256",
                EncodingBasis::Detected,
            ),
            (
                "French",
                encoded(FRENCH, WINDOWS_1252),
                Some("iso-8859-1"),
                "windows-1252",
                EncodingBasis::Http,
            ),
            (
                "French undeclared",
                encoded(FRENCH, WINDOWS_1252),
                None,
                "windows-1252",
                EncodingBasis::Detected,
            ),
            (
                "UTF-8 declared as 1256",
                ARABIC.into(),
                Some("windows-1256"),
                "UTF-8",
                EncodingBasis::Utf8,
            ),
            (
                "UTF-8 declared as Latin",
                ARABIC.into(),
                Some("iso-8859-1"),
                "UTF-8",
                EncodingBasis::Utf8,
            ),
            (
                "UTF-8 with mark",
                with("\u{FEFF}", ARABIC.as_bytes()),
                Some("windows-1256"),
                "UTF-8",
                EncodingBasis::Bom,
            ),
            (
                "UTF-16 with mark",
                utf16(&format!("\u{FEFF}{ARABIC}"), false),
                None,
                "UTF-16LE",
                EncodingBasis::Bom,
            ),
            (
                "UTF-16 big with mark",
                utf16(&format!("\u{FEFF}{ARABIC}"), true),
                None,
                "UTF-16BE",
                EncodingBasis::Bom,
            ),
            ("UTF-16", utf16(ARABIC, false), None, "UTF-16LE", EncodingBasis::Detected),
            ("UTF-16 big", utf16(ARABIC, true), None, "UTF-16BE", EncodingBasis::Detected),
            ("UTF-16 French", utf16(FRENCH, false), None, "UTF-16LE", EncodingBasis::Detected),
        ];
        for (name, bytes, http, encoding, basis) in rows {
            let read = decode(bytes, *http);
            assert_eq!(
                (read.encoding, read.basis, read.malformed),
                (*encoding, *basis, 0),
                "{name}"
            );
            let told = [ARABIC, FRENCH, PERSIAN].iter().any(|text| read.text.ends_with(text));
            assert!(told && !read.text.starts_with('\u{FEFF}'), "{name}: {}", read.text);
            assert_eq!(read.unknown_label, None, "{name}");
        }
    }

    #[test]
    fn unknown_labels_are_told() {
        let read = decode(&encoded(ARABIC, WINDOWS_1256), Some("arabic-dos"));
        assert_eq!(read.unknown_label.as_deref(), Some("arabic-dos"));
        assert_eq!((read.encoding, read.basis), ("windows-1256", EncodingBasis::Detected));
        let page =
            [b"<meta charset=windows-1256>".as_slice(), &encoded(ARABIC, WINDOWS_1256)].concat();
        let read = decode(&page, Some("none"));
        assert_eq!(
            (read.unknown_label.as_deref(), read.basis),
            (Some("none"), EncodingBasis::Meta)
        );
    }

    #[test]
    fn a_few_broken_bytes_stay_utf8() {
        let mut bytes = ARABIC.as_bytes().to_vec();
        bytes.pop();
        bytes.pop(); // the text is cut inside its last letter
        let read = decode(&bytes, Some("utf-8"));
        assert_eq!((read.encoding, read.malformed, read.basis), ("UTF-8", 1, EncodingBasis::Utf8));
        assert!(read.text.ends_with('\u{FFFD}'));
        let read = decode(&bytes, None);
        assert_eq!((read.encoding, read.malformed), ("UTF-8", 1));
        let spliced = [ARABIC.as_bytes(), b"\xFF\xFE", ARABIC.as_bytes()].concat();
        assert_eq!(decode(&spliced, Some("windows-1256")).malformed, 2);
    }

    #[test]
    fn meta_past_the_bound_is_not_seen() {
        let page = [
            &b" ".repeat(PRESCAN),
            b"<meta charset=koi8-r>".as_slice(),
            &encoded(ARABIC, WINDOWS_1256),
        ]
        .concat();
        assert_eq!(decode(&page, None).encoding, "windows-1256");
    }

    #[test]
    fn binary_or_not() {
        let binary: [&[u8]; 5] =
            [b"\x89PNG\r\n\x1A\n", b"%PDF-1.4", b"\x1F\x8B\x08", b"a\0\x01\0\x02\0\x03", &[0; 64]];
        for bytes in binary {
            assert!(is_binary(bytes), "{bytes:?}");
        }
        let damaged = format!("{}\0{ARABIC}", ARABIC.repeat(3));
        let text = [
            Vec::new(),
            ARABIC.into(),
            damaged.into_bytes(),
            utf16(ARABIC, true),
            encoded(ARABIC, WINDOWS_1256),
        ];
        for bytes in text {
            assert!(!is_binary(&bytes), "{bytes:?}");
        }
    }

    #[test]
    fn nothing_is_left_out() {
        assert_eq!(decode(b"a\0b\x1b", None).text, "a\0b\x1b");
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes in any::<Vec<u8>>(), label in any::<Option<String>>()) {
            let read = decode(&bytes, label.as_deref());
            assert!(!read.text.starts_with('\u{FEFF}'));
            let _ = is_binary(&bytes);
        }

        #[test]
        fn any_text_in_utf8_comes_back(text in "[^\u{FEFF}\0]+") {
            let read = decode(text.as_bytes(), Some("windows-1252"));
            prop_assert_eq!(read.text, text);
        }

        #[test]
        fn markup_is_scanned_without_panic(head in "(<|!--|-->|meta|charset|=|\"|'|>|<\\?xml|encoding| |x){0,40}") {
            let bytes = [head.as_bytes(), b"\xFF"].concat();
            let _ = decode(&bytes, None);
        }
    }
}
