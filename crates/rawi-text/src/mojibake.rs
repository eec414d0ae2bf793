//! Letters that were decoded wrongly.
//!
//! Old systems read UTF-8 as windows-1252 (`Ù…Ø±Ø­Ø¨Ø§`, `â€œ`, `Ã©`) or as windows-1256 (`ظ…ط±ط­ط¨ط§`). Putting
//! such letters back into bytes and reading these as UTF-8 undoes it. [`mends`] does so only where nothing else can be
//! meant; what is damaged past that, [`damage`] points out. All spans are **bytes** of the text.
//!
//! ```
//! use rawi_text::mojibake::{damage, mends};
//! let text = "قال: â€œÙ…Ø±Ø­Ø¨Ø§â€\u{9d}";
//! let repairs: Vec<_> = mends(text).into_iter().map(|m| m.right).collect();
//! assert_eq!(repairs, ["“مرحبا”"]);
//! assert!(mends("قال: “مرحبا”").is_empty());
//!
//! let post = "welcomed ????????@Someone";
//! assert_eq!(damage(post)[0].of(post), "????????");
//! ```

use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};
use rustc_hash::FxHashMap;

use crate::Span;

/// One certain repair: the letters at `span` of the damaged text were `right`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// Where the wrong letters stand.
    pub span: Span,
    /// What they were before they were decoded wrongly.
    pub right: String,
}

/// Stretches of `text` whose repair is certain, in order, not overlapping.
///
/// Certain means: the letters are exactly a code page's reading of valid UTF-8, and they are either several such
/// letters that give one plausible script, or a single one that is written by nobody (`â€™`, `Ã©`). Letters that were
/// decoded wrongly twice are mended twice.
pub fn mends(text: &str) -> Vec<Mend> {
    if !may_be_mojibake(text) {
        return Vec::new();
    }
    chains(text).into_iter().filter(|chain| chain.certain).map(Chain::mend).collect()
}

/// Stretches that are damaged beyond certain repair, in order, not overlapping: runs of `????` for letters, U+FFFD,
/// C1 control characters, mojibake that does not read back.
///
/// Question marks that ask (`لماذا؟؟؟`, `really???`) are none: see the rules at the code.
pub fn damage(text: &str) -> Vec<Span> {
    let mut found = lost_letters(text);
    found.extend(control_runs(text));
    if may_be_mojibake(text) {
        let unsure = |chain: &Chain| !chain.certain && chain.letters >= 2;
        // Arabic letters with spaces between them are no damage: `غ ـ `.
        let odd = |chain: &Chain| chain.page == Page::Cp1252 || chain.symbols > 0;
        found.extend(chains(text).into_iter().filter(|c| unsure(c) && odd(c)).map(|c| c.span));
    }
    found.sort_unstable();
    let mut last_end = 0;
    found.retain(|span| {
        let keep = span.start >= last_end;
        last_end = if keep { span.end } else { last_end };
        keep
    });
    found
}

/// The way in which UTF-8 was misread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Cp1252,
    Cp1256,
}

/// The byte past ASCII that a page reads as a character.
struct Bytes {
    cp1252: FxHashMap<char, u8>,
    cp1256: FxHashMap<char, u8>,
}

static BYTES: LazyLock<Bytes> = LazyLock::new(|| {
    let table = |encoding: &'static Encoding| -> FxHashMap<char, u8> {
        (0x80..=0xFF)
            .filter_map(|byte| {
                let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
                text.chars().next().map(|c| (c, byte))
            })
            .collect()
    };
    let mut cp1252 = table(WINDOWS_1252);
    // ISO-8859-1 gives the C1 control characters where windows-1252 has its quotes.
    cp1252.extend((0x80..=0x9Fu8).map(|byte| (char::from(byte), byte)));
    Bytes { cp1252, cp1256: table(WINDOWS_1256) }
});

impl Page {
    fn byte_of(self, c: char) -> Option<u8> {
        match self {
            Self::Cp1252 => BYTES.cp1252.get(&c).copied(),
            Self::Cp1256 => BYTES.cp1256.get(&c).copied(),
        }
    }
}

/// Looks for a lead letter followed by a character of the other half of a code page. Clean Arabic has none, and is
/// left after one pass over its bytes.
fn may_be_mojibake(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut from = 2;
    while let Some(rest) = bytes.get(from..) {
        // What a code page has at 80–BF begins in UTF-8 with one of these.
        let Some(at) = rest.iter().position(|b| matches!(b, 0xC2 | 0xC5 | 0xC6 | 0xCB | 0xE2))
        else {
            return false;
        };
        let at = from + at;
        if matches!(
            (bytes[at - 2], bytes[at - 1]),
            (0xC3, 0x82..=0xB4) | (0xD8, 0xB7..=0xBA) | (0xD9, 0x8B)
        ) {
            return true;
        }
        // Emoji read as windows-1256: `ًں` comes before the symbols.
        if (bytes[at - 2], bytes[at - 1]) == (0xDA, 0xBA) {
            return true;
        }
        from = at + 1;
    }
    false
}

/// Neighbouring misread letters.
#[derive(Debug)]
struct Chain {
    page: Page,
    span: Span,
    right: String,
    /// How many letters it gives.
    letters: usize,
    /// How many of them hold a symbol that stands in no word.
    symbols: usize,
    certain: bool,
}

/// A single misread letter is believed so near to a certain chain.
const NEAR: usize = 48;

impl Chain {
    fn mend(self) -> Mend {
        // A word of one letter (و) that was misread twice: what the outer chain proves, the inner one need not again.
        let whole =
            |chain: &Chain| chain.span.len() == self.right.len() && scripts(&chain.right).is_some();
        let again: Vec<Mend> = match may_be_mojibake(&self.right) {
            true => chains(&self.right)
                .into_iter()
                .filter(|c| c.certain || whole(c))
                .map(Chain::mend)
                .collect(),
            false => Vec::new(),
        };
        if again.is_empty() {
            return Mend { span: self.span, right: self.right };
        }
        let mut right = String::with_capacity(self.right.len());
        let mut end = 0;
        for mend in again {
            right.push_str(&self.right[end..mend.span.start]);
            right.push_str(&mend.right);
            end = mend.span.end;
        }
        right.push_str(&self.right[end..]);
        Mend { span: self.span, right }
    }
}

/// All chains in order, not overlapping. Where both pages read something, the longer certain reading is taken, since
/// it explains more of the letters; else that of windows-1252.
fn chains(text: &str) -> Vec<Chain> {
    let mut found = chains_of(text, Page::Cp1252);
    let mut arabic = chains_of(text, Page::Cp1256);
    arabic.retain(|chain| {
        let first = found.partition_point(|other| other.span.end <= chain.span.start);
        let rivals =
            found[first..].iter().take_while(|other| other.span.start < chain.span.end).count();
        let rivals = first..first + rivals;
        let beats = |other: &Chain| !other.certain || other.span.len() < chain.span.len();
        let wins = rivals.is_empty() || (chain.certain && found[rivals.clone()].iter().all(beats));
        if wins {
            for other in &mut found[rivals] {
                // Emptied, and dropped below: taking it out here would cost a move of all that follow.
                other.letters = 0;
            }
        }
        wins
    });
    found.retain(|chain| chain.letters > 0);
    found.append(&mut arabic);
    found.sort_by_key(|chain| chain.span);
    found
}

fn chains_of(text: &str, page: Page) -> Vec<Chain> {
    let mut found: Vec<Chain> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (mut end, mut right, mut letters) = (at, String::new(), 0);
        let mut symbols = 0;
        while let Some((letter, next, symbol)) = misread(text, end, page) {
            right.push(letter);
            letters += 1;
            symbols += usize::from(symbol);
            end = next;
        }
        if letters == 0 {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let span = Span::new(at, end);
        let stands_alone = stands_alone(text, span, page);
        let certain = stands_alone && is_certain(text, span, page, &right, letters, symbols);
        found.push(Chain { page, span, right, letters, symbols, certain });
        at = end;
    }
    believe_neighbours(text, &mut found);
    found
}

/// Single letters beside certain chains: the `Ùˆ` (و) between two mended words.
fn believe_neighbours(text: &str, found: &mut [Chain]) {
    for i in 0..found.len() {
        if found[i].certain {
            continue;
        }
        let beside = |j: usize| {
            found
                .get(j)
                .is_some_and(|other| other.certain && apart(found[i].span, other.span) <= NEAR)
        };
        let is_beside = (i > 0 && beside(i - 1)) || beside(i + 1);
        let plausible = scripts(&found[i].right).is_some();
        if is_beside && plausible && stands_alone(text, found[i].span, found[i].page) {
            found[i].certain = true;
        }
    }
}

fn apart(one: Span, other: Span) -> usize {
    one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end))
}

/// The letter whose UTF-8 bytes `page` reads as the characters from `at` on; the place behind them, and whether one of
/// them is a symbol that no word holds.
fn misread(text: &str, at: usize, page: Page) -> Option<(char, usize, bool)> {
    let mut rest = text[at..].chars();
    let first = rest.next()?;
    if first.is_ascii() {
        return None;
    }
    let lead = page.byte_of(first)?;
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut end = at + first.len_utf8();
    let mut symbol = false;
    for slot in &mut bytes[1..length] {
        let c = rest.next()?;
        *slot = page.byte_of(c).filter(|b| (0x80..=0xBF).contains(b))?;
        symbol |= is_symbol(c);
        end += c.len_utf8();
    }
    let letter = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((letter, end, symbol))
}

/// Characters that follow no Arabic letter in clean text: not letters, and not the marks that end words.
fn is_symbol(c: char) -> bool {
    !(c.is_alphabetic()
        || c.is_whitespace()
        || matches!(
            c,
            '،' | '؛'
                | '؟'
                | '«'
                | '»'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '…'
                | '–'
                | '—'
                | '\u{200C}'
                | '\u{200D}'
        ))
        || matches!(c, 'ƒ' | 'ˆ' | 'Œ' | 'œ' | 'ª' | 'º' | 'µ')
}

/// Whether the chain is not the middle of a clean word, which it would tear apart.
fn stands_alone(text: &str, span: Span, page: Page) -> bool {
    let joins = |c: char| match page {
        Page::Cp1252 => matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ'),
        Page::Cp1256 => matches!(c, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}'),
    };
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    !before.is_some_and(joins) && !after.is_some_and(joins)
}

fn is_certain(
    text: &str,
    span: Span,
    page: Page,
    right: &str,
    letters: usize,
    symbols: usize,
) -> bool {
    let Some(scripts) = scripts(right) else { return false };
    if letters == 1 {
        return is_known_single(text, span, page);
    }
    match page {
        // Two misread letters in a row are an accident in no Latin text.
        Page::Cp1252 => true,
        // Arabic letters are real letters here: either three in a row, or symbols no writer puts there.
        Page::Cp1256 => {
            (letters >= 3 && symbols >= 1)
                || symbols >= 2
                || (symbols >= 1 && scripts == Scripts::Marks)
        }
    }
}

/// What a repair consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scripts {
    /// Marks, quotes, symbols, emoji.
    Marks,
    /// Letters of one script, perhaps with marks.
    One,
}

/// `None` where the letters are of no script that news is written in, or of two.
fn scripts(right: &str) -> Option<Scripts> {
    let mut script = None;
    for c in right.chars() {
        let here = match c {
            '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => 1,
            '\u{600}'..='\u{6FF}'
            | '\u{750}'..='\u{77F}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}' => 2,
            '\u{5B0}'..='\u{5F4}' => 3,
            '\u{400}'..='\u{4FF}' => 4,
            '\u{370}'..='\u{3FF}' => 5,
            '\u{A0}'..='\u{BF}'
            | '\u{2000}'..='\u{206F}'
            | '\u{20A0}'..='\u{20BF}'
            | '\u{2100}'..='\u{27BF}' => 0,
            '\u{2C6}'
            | '\u{2DC}'
            | '\u{2B00}'..='\u{2BFF}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{1F000}'..='\u{1FAFF}' => 0,
            // What was misread twice gives the letters of the first misreading.
            '\u{80}'..='\u{9F}' => 0,
            _ => return None,
        };
        if here != 0 && *script.get_or_insert(here) != here {
            return None;
        }
    }
    Some(if script.is_some() { Scripts::One } else { Scripts::Marks })
}

/// One misread letter that nobody writes: `â€™` `â‚¬` `ðŸ˜€` `Ã©` `Â«`.
fn is_known_single(text: &str, span: Span, page: Page) -> bool {
    let wrong = span.of(text);
    let mut letters = wrong.chars();
    let (first, second) = (letters.next(), letters.next());
    let after_word = text[..span.start].chars().next_back().is_some_and(char::is_alphabetic);
    // `Ã¢€world`: more was misread here than can be read back.
    let goes_on = text[span.end..].chars().next();
    if goes_on.is_some_and(|c| {
        is_symbol(c) && page.byte_of(c).is_some_and(|b| (0x80..=0xBF).contains(&b))
    }) {
        return false;
    }
    match (first, second) {
        (Some('â'), Some('€' | '\u{80}' | '‚' | '\u{82}' | '„' | '\u{84}')) => true,
        (Some('ð'), Some('Ÿ' | '\u{9F}')) => true,
        (Some('ً'), Some('ں')) => true,
        // A capital Ã before a closing quote is Portuguese; before © or £ it is nothing.
        (Some('Ã'), Some('\u{A1}'..='\u{BF}')) if page == Page::Cp1252 => true,
        (Some('Â'), Some('\u{A1}'..='\u{BF}')) if page == Page::Cp1252 => true,
        (Some('Â'), Some('\u{A0}')) if page == Page::Cp1252 => !after_word,
        _ => false,
    }
}

/// Runs of `?` and U+FFFD that stand for letters.
///
/// Question marks are lost letters where they run into what follows (`????????@name`, `??? ????text`), where a Latin
/// word goes on behind them (`Fran??ois`), or where several runs stand side by side (`????? ????`); and, from four
/// on, where no word that could ask stands before them. After a word, however many, they ask.
fn lost_letters(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found: Vec<Span> = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr2(b'?', 0xEF, &bytes[from..]) {
        let start = from + at;
        let replaced = text.get(start..).is_some_and(|rest| rest.starts_with('\u{FFFD}'));
        if bytes[start] != b'?' && !replaced {
            from = start + 1;
            continue;
        }
        let run = text[start..].chars().take_while(|c| matches!(c, '?' | '\u{FFFD}'));
        let (length, broken) =
            run.fold((0, false), |(length, broken), c| (length + c.len_utf8(), broken || c != '?'));
        let span = Span::new(start, start + length);
        if broken || is_lost(text, span) {
            match found.last_mut().filter(|last| text[last.end..span.start].trim().is_empty()) {
                Some(last) => last.end = span.end,
                None => found.push(span),
            }
        }
        from = span.end;
    }
    found
}

fn is_lost(text: &str, span: Span) -> bool {
    if span.len() < 2 {
        return false;
    }
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let after_word =
        left.is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '»' | '”' | ')' | '!' | '؟'));
    let runs_on = right.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '#'));
    if after_word {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        return latin(left) && right.is_some_and(|c| c.is_ascii_lowercase()) && span.len() <= 4;
    }
    if runs_on {
        return true;
    }
    let is_run = |word: &str| word.len() >= 2 && word.bytes().all(|b| b == b'?');
    let spaced = |s: &str| s.starts_with([' ', '\u{A0}']);
    let beside = spaced(after) && after.split_whitespace().next().is_some_and(is_run)
        || before.ends_with([' ', '\u{A0}']) && last_word(before).is_some_and(is_run);
    if beside {
        return true;
    }
    let asked = last_word(before).is_some_and(|word| {
        word.chars().next_back().is_some_and(|c| c.is_alphanumeric() || is_closing(c))
    });
    span.len() >= 4 && !asked
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '»' | '”' | ')' | ']' | '!' | '؟' | '?' | '…' | '.')
}

/// The last word of the line that `before` ends in. Looks at a bounded stretch.
fn last_word(before: &str) -> Option<&str> {
    let line = &before[before.floor_char_boundary(before.len().saturating_sub(64))..];
    let line = line.rsplit('\n').next().unwrap_or(line);
    line.split_whitespace().next_back()
}

/// C1 control characters: a code page's quotes read as ISO-8859-1. U+0085 is a line break and stays.
fn control_runs(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in memchr::memchr_iter(0xC2, text.as_bytes()) {
        let second = text.as_bytes()[at + 1];
        if text.is_char_boundary(at) && (0x80..=0x9F).contains(&second) && second != 0x85 {
            match found.last_mut().filter(|last| last.end == at) {
                Some(last) => last.end = at + 2,
                None => found.push(Span::new(at, at + 2)),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a system does that reads the bytes of `text` as `encoding`.
    fn misread_as(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    fn latin1(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    fn mended(text: &str) -> String {
        let mut out = String::new();
        let mut end = 0;
        for mend in mends(text) {
            out.push_str(&text[end..mend.span.start]);
            out.push_str(&mend.right);
            end = mend.span.end;
        }
        out + &text[end..]
    }

    #[test]
    fn whole_sentences_come_back() {
        let texts = [
            "مرحبا",
            "افتتح رئيس البلدية جسرا جديدا صباح اليوم، وقال: «لن نتأخر».",
            "و قال الوزير و زار المدينة",
            "شهردار پل تازه‌ای را افتتاح کرد و گفت",
            "Le maire a été reçu à l’hôtel où il logeait.",
            "“Quotes”, a dash – and a price of 5 €…",
            "Great day 😀🎉",
            "Мэр открыл мост через реку",
        ];
        for text in texts {
            assert_eq!(mended(&misread_as(text, WINDOWS_1252)), text);
            assert_eq!(mended(&latin1(text)), text, "by ISO-8859-1");
            let twice = misread_as(&misread_as(text, WINDOWS_1252), WINDOWS_1252);
            assert_eq!(mended(&twice), text, "twice");
        }
        for text in [
            "مرحبا",
            "افتتح رئيس البلدية جسرا جديدا صباح اليوم",
            "شهردار پل تازه‌ای را افتتاح کرد",
            "it’s “so”",
        ] {
            assert_eq!(mended(&misread_as(text, WINDOWS_1256)), text, "by windows-1256");
        }
    }

    #[test]
    fn mends_point_at_the_wrong_letters() {
        let text = "قال â€œنعمâ€\u{9d} في CafÃ© Â«xÂ»";
        let found: Vec<_> =
            mends(text).into_iter().map(|m| (m.span.of(text).to_owned(), m.right)).collect();
        let right = [("â€œ", "“"), ("â€\u{9d}", "”"), ("Ã©", "é"), ("Â«", "«"), ("Â»", "»")];
        assert_eq!(found, right.map(|(wrong, right)| (wrong.to_owned(), right.to_owned())));
    }

    /// Clean text that holds the letters of mojibake.
    #[test]
    fn clean_text_is_left_alone() {
        let texts = [
            "طظ",
            "ضبط، ولحظ؛ وحفظ؟ نعم",
            "«ضبط» «حفظ»",
            "الضبط… والحفظ…",
            "طط ظظ عع غغ",
            "خط\u{a0}حفظ\u{a0}باع\u{a0}",
            "ضغط – حفظ – بيع — صاغ",
            "بلغ 5° وارتفع 3£ باع©",
            "CAFÉ» «À» É… Ö“",
            "MAÇÔ",
            "Ã la carte, Â, âge, â, €",
            "naïve façade — “déjà vu”… à",
            "IRMÃ”",
            "",
        ];
        for text in texts {
            assert_eq!(mends(text), [], "{text}");
            assert_eq!(damage(text), [], "{text}");
        }
    }

    #[test]
    fn question_marks_that_are_lost_letters() {
        let rows: &[(&str, &[&str])] = &[
            ("welcomed ????????@Someone to the house", &["????????"]),
            ("????? ???? ??????", &["????? ???? ??????"]),
            ("قال ????? ???? ثم خرج", &["????? ????"]),
            ("Fran??ois said", &["??"]),
            ("???? Breaking news", &["????"]),
            ("Done. \n????\nMore", &["????"]),
            ("caf\u{FFFD} and \u{FFFD}\u{FFFD}", &["\u{FFFD}", "\u{FFFD}\u{FFFD}"]),
            ("it\u{92}s", &["\u{92}"]),
            // asking
            ("لماذا؟؟؟", &[]),
            ("لماذا؟؟؟ قال", &[]),
            ("لماذا ؟؟؟؟", &[]),
            ("لماذا????", &[]),
            ("لماذا ????", &[]),
            ("لماذا???وقال", &[]),
            ("Really??? Yes", &[]),
            ("What ?? Yes", &[]),
            ("who?! what?? (why??)", &[]),
            ("“what”??", &[]),
            ("a?b=1&c=2", &[]),
            ("?", &[]),
            ("", &[]),
        ];
        for (text, right) in rows {
            let found: Vec<_> = damage(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, *right, "{text}");
        }
    }

    #[test]
    fn unsure_mojibake_is_damage() {
        // Two scripts in one word: no writer's, so no certain repair.
        let text = "x Ø§Ð° y";
        assert_eq!(mends(text), []);
        assert_eq!(damage(text).into_iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Ø§Ð°"]);
    }

    fn hold(text: &str) {
        let mut end = 0;
        for mend in mends(text) {
            assert!(mend.span.start >= end && !mend.span.of(text).is_empty(), "{text:?}");
            assert_ne!(mend.span.of(text), mend.right);
            end = mend.span.end;
        }
        let mut end = 0;
        for span in damage(text) {
            assert!(span.start >= end && !span.of(text).is_empty(), "{text:?}");
            end = span.end;
        }
    }

    proptest! {
        #[test]
        fn spans_are_ordered_on_any_text(text in any::<String>()) {
            hold(&text);
        }

        #[test]
        fn spans_are_ordered_on_misread_text(text in any::<String>()) {
            hold(&misread_as(&text, WINDOWS_1252));
            hold(&misread_as(&text, WINDOWS_1256));
        }

        #[test]
        fn spans_are_ordered_on_pieces(text in "[طظعغâÃÂØÙ€…§±œ\u{80}\u{9d}? @aا\n\u{FFFD}]{0,40}") {
            hold(&text);
        }

        #[test]
        fn arabic_words_come_back(text in "[ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{2,20}( [ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{2,20}){0,5}") {
            prop_assert_eq!(mended(&misread_as(&text, WINDOWS_1252)), text);
        }

        #[test]
        fn clean_arabic_is_clean(text in "[ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآ،؛؟«» .\n]{0,80}") {
            prop_assert_eq!(mends(&text), []);
        }
    }
}
