//! Two texts word by word: what is gone and what is new, in colours or in brackets.

use anstyle::Style;
use rawi_ledger::ask::{Compared, Stretch};
use unicode_width::UnicodeWidthStr;

use super::direction::{is_rtl, isolate, shown};
use super::text::{Look, styled};

/// Texts of which the shorter has less than this in common with the other are not marked: nothing could be read any more.
const ALIKE: f64 = 0.5;
/// What is the same between two changes is told only where it has this share of their letters.
const BETWEEN: usize = 5;
/// Words of a paragraph that are kept around a change.
const AROUND: usize = 10;
/// Words that are shown of what is gone or new in an article.
const MOST: usize = 60;
/// Words that are shown of what is gone from a statement.
const GONE: usize = 20;

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Plain,
    Gone,
    New,
    /// New in the place of something.
    Instead,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    mark: Mark,
    text: String,
}

/// Whether the texts have so much in common that the changes can be read.
pub fn is_alike(compared: &Compared) -> bool {
    compared.containment() >= ALIKE
}

/// Appends the other text with what it changed of the one.
pub fn whole(look: &Look, compared: &Compared, indent: usize, page: &mut String) {
    let pieces = pieces(compared).into_iter().map(|piece| match piece.mark {
        Mark::Gone => cut(piece, GONE),
        _ => piece,
    });
    lay(look, &pieces.collect::<Vec<_>>(), is_rtl(&compared.other), indent, page);
}

/// Appends only the paragraphs of the other text that it changed; the rest is `…`.
pub fn changes(look: &Look, compared: &Compared, indent: usize, page: &mut String) {
    let mut folded = false;
    for paragraph in paragraphs(pieces(compared)) {
        if paragraph.iter().all(|piece| piece.mark == Mark::Plain) {
            if !std::mem::replace(&mut folded, true) {
                page.extend(std::iter::repeat_n(' ', indent));
                styled(look.dim, "…", page);
                page.push('\n');
            }
            continue;
        }
        folded = false;
        let rtl = is_rtl(&paragraph.iter().map(|piece| piece.text.as_str()).collect::<String>());
        lay(look, &shortened(paragraph), rtl, indent, page);
    }
}

/// A piece without what is more than `most` words; a few are not worth leaving out.
fn cut(piece: Piece, most: usize) -> Piece {
    let words: Vec<&str> = piece.text.split_whitespace().collect();
    if words.len() <= most + AROUND {
        return piece;
    }
    let text = format!("{} … ({} more words)", words[..most].join(" "), words.len() - most);
    Piece { mark: piece.mark, text }
}

/// The stretches, those between two changes that tell nothing put together with these.
fn told(compared: &Compared) -> Vec<Stretch> {
    let length =
        |stretch: &Stretch| stretch.one[1] - stretch.one[0] + stretch.other[1] - stretch.other[0];
    let mut told: Vec<Stretch> = Vec::new();
    for stretch in &compared.stretches {
        let mut stretch = stretch.clone();
        if let [.., before, same] = told.as_slice()
            && stretch.change != "same"
            && same.change == "same"
            && before.change != "same"
            && length(same) * BETWEEN < length(before) + length(&stretch)
        {
            let starts = (before.one[0], before.other[0]);
            told.truncate(told.len() - 2);
            stretch.change = "exchanged";
            (stretch.one[0], stretch.other[0]) = starts;
        }
        told.push(stretch);
    }
    told
}

/// The other text in order, what is gone put in where it stood.
fn pieces(compared: &Compared) -> Vec<Piece> {
    let one: Vec<char> = compared.one.chars().collect();
    let other: Vec<char> = compared.other.chars().collect();
    let part =
        |text: &[char], [start, end]: [usize; 2]| text[start..end].iter().collect::<String>();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |mark: Mark, text: String| {
        if text.is_empty() {
            return;
        }
        match pieces.last_mut() {
            Some(last) if last.mark == mark && mark == Mark::Plain => last.text.push_str(&text),
            _ => pieces.push(Piece { mark, text }),
        }
    };
    let mut at = 0;
    for stretch in told(compared) {
        let [start, end] = stretch.other;
        if end > start {
            add(Mark::Plain, part(&other, [at, start]));
            at = end;
        }
        if stretch.change == "same" {
            add(Mark::Plain, part(&other, stretch.other));
            continue;
        }
        let gone = part(&one, stretch.one);
        let new = if gone.is_empty() { Mark::New } else { Mark::Instead };
        add(Mark::Gone, gone);
        add(new, part(&other, stretch.other));
    }
    add(Mark::Plain, part(&other, [at, other.len()]));
    pieces
}

/// The pieces of each line of the text.
fn paragraphs(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut all = vec![Vec::new()];
    for piece in pieces {
        for (i, line) in piece.text.split('\n').enumerate() {
            if i > 0 {
                all.push(Vec::new());
            }
            if !line.is_empty() {
                let last = all.last_mut().expect("there is always a paragraph");
                last.push(Piece { mark: piece.mark, text: line.to_owned() });
            }
        }
    }
    all.retain(|paragraph| {
        paragraph.iter().any(|piece| piece.text.chars().any(char::is_alphanumeric))
    });
    all
}

/// A paragraph without most of what is long in it.
fn shortened(paragraph: Vec<Piece>) -> Vec<Piece> {
    let last = paragraph.len() - 1;
    let short = |(i, piece): (usize, Piece)| {
        if piece.mark != Mark::Plain {
            return cut(piece, MOST);
        }
        let words: Vec<&str> = piece.text.split_whitespace().collect();
        let (before, after) = (if i > 0 { AROUND } else { 0 }, if i < last { AROUND } else { 0 });
        if words.len() <= before + after + AROUND {
            return piece;
        }
        let (head, tail) = (words[..before].join(" "), words[words.len() - after..].join(" "));
        // What stood right behind a change, a comma perhaps, stays there.
        let apart = |is: bool| if is { " " } else { "" };
        let (first, end) = (
            apart(piece.text.starts_with(char::is_whitespace) || before == 0),
            apart(piece.text.ends_with(char::is_whitespace) || after == 0),
        );
        Piece { mark: Mark::Plain, text: format!("{first}{head} … {tail}{end}") }
    };
    paragraph.into_iter().enumerate().map(short).collect()
}

/// A run of letters that no line is broken in, with their styles.
type Unit = Vec<(Style, String)>;

fn lay(look: &Look, pieces: &[Piece], rtl: bool, indent: usize, page: &mut String) {
    let room = look.width.saturating_sub(indent).max(10);
    let (mut line, mut used): (Unit, usize) = (Vec::new(), 0);
    let mut lines: Vec<Unit> = Vec::new();
    for unit in units(look, pieces) {
        let width: usize = unit.iter().map(|(_, text)| text.width()).sum();
        if used > 0 && used + 1 + width > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            // Between two words of one style the blank has it too: a line through words should not be broken.
            let style = match (line.last(), unit.first()) {
                (Some((before, _)), Some((after, _))) if before == after => *before,
                _ => Style::new(),
            };
            line.push((style, " ".to_owned()));
            used += 1;
        }
        used += width;
        line.extend(unit);
    }
    lines.push(line);
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        let mut text = String::new();
        for run in line.chunk_by(|(one, _), (other, _)| one == other) {
            let words: String = run.iter().map(|(_, text)| text.as_str()).collect();
            styled(run[0].0, &words, &mut text);
        }
        page.extend(std::iter::repeat_n(' ', indent));
        page.push_str(&isolate(&text, rtl));
        page.push('\n');
    }
}

fn units(look: &Look, pieces: &[Piece]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    // Whether what comes next begins a word of its own.
    let (mut apart, mut after) = (true, Mark::Plain);
    for piece in pieces {
        let (style, open, close) = ink(look, piece.mark);
        let begins = piece.text.chars().next();
        apart |= piece.mark == Mark::Gone
            || after == Mark::Gone && begins.is_some_and(|c| c.is_alphanumeric() || opens(c))
            || begins.is_some_and(char::is_whitespace);
        let words: Vec<&str> = piece.text.split_whitespace().collect();
        for (i, word) in words.iter().enumerate() {
            let (first, last) = (i == 0, i + 1 == words.len());
            let word = shown(word);
            let text =
                format!("{}{word}{}", if first { open } else { "" }, if last { close } else { "" });
            match units.last_mut() {
                Some(unit) if first && !apart => unit.push((style, text)),
                _ => units.push(vec![(style, text)]),
            }
        }
        if !words.is_empty() {
            apart = false;
            after = piece.mark;
        }
        apart |= piece.text.ends_with(char::is_whitespace);
    }
    units
}

const fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '«' | '“' | '"')
}

/// The style of a mark; where there is none, what stands around it.
fn ink(look: &Look, mark: Mark) -> (Style, &'static str, &'static str) {
    let (style, open, close) = match mark {
        Mark::Plain => return (Style::new(), "", ""),
        Mark::Gone => (look.gone, "[-", "-]"),
        Mark::New => (look.new, "{+", "+}"),
        Mark::Instead => (look.instead, "{+", "+}"),
    };
    if style == Style::new() { (style, open, close) } else { (style, "", "") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A comparison of two texts whose stretches are given by their words.
    fn compared(one: &str, other: &str, rows: &[(&'static str, &str, &str)]) -> Compared {
        let mut at = (0, 0);
        let place = |text: &str, words: &str, at: &mut usize| {
            if words.is_empty() {
                return [*at, *at];
            }
            let byte = text.char_indices().nth(*at).map_or(text.len(), |(byte, _)| byte);
            let found = byte + text[byte..].find(words).expect("the words");
            let start = text[..found].chars().count();
            *at = start + words.chars().count();
            [start, *at]
        };
        let stretches = rows.iter().map(|(change, gone, new)| Stretch {
            change,
            one: place(one, gone, &mut at.0),
            other: place(other, new, &mut at.1),
        });
        let stretches = stretches.collect();
        Compared { with: "a1#s1".into(), one: one.into(), other: other.into(), stretches }
    }

    fn shown_as(compared: &Compared, colours: bool) -> String {
        let mut page = String::new();
        whole(&Look::new(80, colours), compared, 2, &mut page);
        page.replace(['\u{2066}', '\u{2067}', '\u{2069}'], "")
    }

    #[test]
    fn what_is_gone_and_what_is_new_stand_where_they_belong() {
        let rows = [
            ("same", "فتح الجسر", "فتح الجسر"),
            ("exchanged", "أمس", "اليوم"),
            ("same", "للعابرين", "للعابرين"),
            ("dropped", "مجانا", ""),
        ];
        let one = "فتح الجسر أمس، للعابرين مجانا";
        let told = compared(one, "فتح الجسر اليوم، للعابرين.", &rows);
        assert_eq!(shown_as(&told, false), "  فتح الجسر [-أمس-] {+اليوم+}، للعابرين [-مجانا-].\n");
        let coloured = shown_as(&told, true);
        assert!(!coloured.contains("[-") && coloured.contains("\u{1b}[9m"), "{coloured}");
    }

    #[test]
    fn a_negation_that_is_lost_is_seen() {
        let rows = [
            ("same", "The jury", "The jury"),
            ("reworded", "did not reach", "reached"),
            ("same", "a verdict on Monday", "a verdict on Monday"),
        ];
        let one = "The jury did not reach a verdict on Monday";
        let told = compared(one, "The jury reached a verdict on Monday", &rows);
        let expected = "  The jury [-did not reach-] {+reached+} a verdict on Monday\n";
        assert_eq!(shown_as(&told, false), expected);
    }

    #[test]
    fn a_word_between_two_changes_does_not_part_them() {
        let rows = [
            ("exchanged", "Fishermen from the coast", "Teachers with their pupils"),
            ("same", "of", "of"),
            ("exchanged", "many small villages", "every school in town"),
        ];
        let one = "Fishermen from the coast of many small villages";
        let told = compared(one, "Teachers with their pupils of every school in town", &rows);
        assert_eq!(told_changes(&told), ["exchanged"]);
    }

    fn told_changes(compared: &Compared) -> Vec<&'static str> {
        told(compared).iter().map(|stretch| stretch.change).collect()
    }

    #[test]
    fn paragraphs_that_are_the_same_are_folded() {
        let one = "The first stays.\nThe second stays.\nThe third is short.";
        let other = "The first stays.\nThe second stays.\nThe third is long.";
        let rows = [
            (
                "same",
                "The first stays.\nThe second stays.\nThe third is",
                "The first stays.\nThe second stays.\nThe third is",
            ),
            ("exchanged", "short", "long"),
        ];
        let mut page = String::new();
        changes(&Look::new(80, false), &compared(one, other, &rows), 0, &mut page);
        assert_eq!(page, "…\nThe third is [-short-] {+long+}.\n");
    }
}
