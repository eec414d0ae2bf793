//! In which direction a text runs, and how to keep it from disturbing its neighbours.

/// Whether most letters of `text` are written from right to left.
pub fn is_rtl(text: &str) -> bool {
    let (mut rtl, mut ltr) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(200) {
        if is_rtl_letter(c) { rtl += 1 } else { ltr += 1 }
    }
    rtl > ltr
}

/// Whether the first letter of `text` is written from right to left.
pub fn begins_rtl(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl_letter)
}

fn has_rtl(text: &str) -> bool {
    text.chars().any(is_rtl_letter)
}

/// The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms (Unicode, `DerivedBidiClass`).
const fn is_rtl_letter(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// `text` in Unicode isolates (UAX #9, 2.4) so that a line keeps its order around it; plain where nothing runs
/// from right to left. `rtl` is the direction of the text as a whole: one line of it may begin otherwise.
pub fn isolate(text: &str, rtl: bool) -> String {
    let (open, close) = match (rtl, has_rtl(text)) {
        (true, _) => ("\u{2067}", "\u{2069}"),
        (false, true) => ("\u{2066}", "\u{2069}"),
        (false, false) => return text.to_owned(),
    };
    format!("{open}{text}{close}")
}

/// `text` on one line, fit to be shown: white space is one space, and neither control characters (terminal
/// escapes among them) nor bidirectional overrides pass.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = !shown.is_empty();
        } else if c.is_control() {
            push(&mut shown, &mut gap, '\u{FFFD}');
        } else if !is_bidi_control(c) {
            push(&mut shown, &mut gap, c);
        }
    }
    shown
}

fn push(shown: &mut String, gap: &mut bool, c: char) {
    if std::mem::take(gap) {
        shown.push(' ');
    }
    shown.push(c);
}

/// Embeddings, overrides and isolates: unbalanced ones would reorder the lines around them.
pub const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_is_that_of_most_letters() {
        assert!(is_rtl("سد (dam) الوادي"));
        assert!(!is_rtl("the dam of الوادي"));
        assert!(!is_rtl("2031 — 41.2"));
    }

    #[test]
    fn only_what_needs_isolates_gets_them() {
        assert_eq!(isolate("plain", false), "plain");
        assert_eq!(isolate("سد", true), "\u{2067}سد\u{2069}");
        assert_eq!(isolate("a سد", false), "\u{2066}a سد\u{2069}");
        assert_eq!(isolate("x", true), "\u{2067}x\u{2069}");
    }

    #[test]
    fn escapes_and_overrides_do_not_pass() {
        assert_eq!(
            shown(" a\n\tb \u{1b}[2J\u{9b}c\u{202e}d\u{2069} "),
            "a b \u{FFFD}[2J\u{FFFD}cd"
        );
    }
}
