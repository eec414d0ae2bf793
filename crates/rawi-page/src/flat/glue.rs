//! Places where the space between two blocks was lost.

use super::lexicon::{LEXICON, Label};
use rawi_text::fold_into;

/// Byte offsets of `text` where a space is certainly missing, in order.
///
/// Certain are: a full stop, question or exclamation mark with a word on each side ("الحرب.وأضاف"), and a word that
/// opens sentences of news directly after a digit, a closing mark, a Latin letter or a teh marbuta ("24قال"). A digit
/// before any other word is left alone: in 392 such places of the corpus most are counted things ("19عاما").
pub(crate) fn points(text: &str) -> Vec<usize> {
    let mut points = Vec::new();
    let mut scan = Scan::default();
    let mut folded = String::new();
    for (at, c) in text.char_indices() {
        let class = match Class::of(c) {
            Class::Straight => scan.straight(text[..at].ends_with(char::is_whitespace)),
            class => class,
        };
        if class == Class::Letter && scan.may_hide_break() {
            let word = leading_word(&text[at..]);
            let abbreviated = scan.last == Class::Stop
                && scan.letters <= 3
                && text[at + word.len()..].starts_with('.');
            if !abbreviated && scan.is_break(word, &mut folded) {
                points.push(at);
            }
        }
        scan.step(class);
        if c == '\n' {
            scan.quoted = false;
        }
    }
    points
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Class {
    /// An Arabic letter other than teh marbuta.
    Letter,
    TehMarbuta,
    Mark,
    Latin,
    Digit,
    Stop,
    Closer,
    /// A straight quotation mark: closing only by its place.
    Straight,
    #[default]
    Other,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            'ة' => Self::TehMarbuta,
            '\u{064B}'..='\u{065F}' | 'ـ' => Self::Mark,
            '\u{0621}'..='\u{064A}' => Self::Letter,
            'a'..='z' | 'A'..='Z' => Self::Latin,
            '0'..='9' | '٠'..='٩' => Self::Digit,
            '.' | '؟' | '!' => Self::Stop,
            '»' | '”' | ')' | ']' => Self::Closer,
            '"' => Self::Straight,
            _ => Self::Other,
        }
    }
}

/// What stood before the character at hand.
#[derive(Default)]
struct Scan {
    last: Class,
    /// Letters of the word that ends before `last` when `last` is a stop; of the running word otherwise.
    letters: usize,
    /// The class before a stop.
    before_stop: Class,
    /// Whether the word before the stop itself follows a stop, as in "د.ب.أ".
    chained: bool,
    word_follows_stop: bool,
    /// Whether a straight quotation mark of this line is open.
    quoted: bool,
}

impl Scan {
    fn may_hide_break(&self) -> bool {
        match self.last {
            Class::Stop => {
                !self.chained
                    && (self.letters >= 2
                        || matches!(self.before_stop, Class::Closer | Class::Digit))
            }
            Class::Digit | Class::Closer | Class::Latin | Class::TehMarbuta => true,
            _ => false,
        }
    }

    fn is_break(&self, word: &str, folded: &mut String) -> bool {
        folded.clear();
        fold_into(word, folded);
        if self.last == Class::Stop && self.before_stop != Class::Digit {
            // After two letters (ود.محمد, كم.والطريق) only a word that opens sentences shows a break.
            let abbreviation = self.before_stop != Class::Closer && self.letters < 3;
            return folded.chars().nth(2).is_some()
                && (!abbreviation || LEXICON.is(folded, Label::Opener));
        }
        LEXICON.is(folded, Label::Opener)
    }

    /// What a straight mark is: closing when one is open and no space stands before it.
    fn straight(&mut self, after_space: bool) -> Class {
        self.quoted = !self.quoted;
        if self.quoted || after_space { Class::Other } else { Class::Closer }
    }

    fn step(&mut self, class: Class) {
        match class {
            Class::Letter | Class::TehMarbuta | Class::Latin => {
                if !matches!(
                    self.last,
                    Class::Letter | Class::TehMarbuta | Class::Latin | Class::Mark
                ) {
                    self.word_follows_stop = self.last == Class::Stop;
                    self.letters = 0;
                }
                self.letters += 1;
            }
            Class::Mark => return,
            Class::Stop => {
                self.chained =
                    self.last == Class::Stop || (self.word_follows_stop && self.letters <= 3);
                self.before_stop = self.last;
            }
            _ => self.letters = 0,
        }
        self.last = class;
    }
}

/// Letters at most that are looked at of a word: no opener is longer.
const WORD_LETTERS: usize = 20;

/// The letters at the start of `text`.
fn leading_word(text: &str) -> &str {
    let is_letter =
        |c: char| matches!(Class::of(c), Class::Letter | Class::TehMarbuta | Class::Mark);
    let end = text.char_indices().take(WORD_LETTERS).take_while(|(_, c)| is_letter(*c)).last();
    &text[..end.map_or(0, |(at, c)| at + c.len_utf8())]
}

/// Where a word of `text` that begins at byte 0 ends in a word that opens sentences ("الخليجقال"); only of use
/// where a break is expected anyway.
pub(crate) fn opener_at_end(word: &str) -> Option<usize> {
    let mut folded = String::new();
    word.char_indices().skip(3).map(|(at, _)| at).find(|at| {
        folded.clear();
        fold_into(&word[*at..], &mut folded);
        folded.chars().nth(2).is_some() && LEXICON.is(&folded, Label::Opener)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn certain_breaks_only() {
        let rows = [
            ("انتهى الاجتماع.وأضاف الوزير", vec!["وأضاف"]),
            ("في 2024وقال الوزير", vec!["وقال"]),
            ("انتهى النص».وأوضح", vec!["وأوضح"]),
            ("عدد المدرسينكما قال", vec![]),
            ("في المدينةوقال", vec!["وقال"]),
            ("وكالة (د.ب.أ) ووكالة د.ب.أ قالتا", vec![]),
            ("نادي إف.سي.فولندام", vec![]),
            ("هيئة (إن.إتش.كيه) اليابانية", vec![]),
            ("عمره 19عاما", vec![]),
            ("كتاب \"كشف الغيوم\" نادر", vec![]),
            ("قال: \"انتهينا\".وأضاف", vec!["وأضاف"]),
            ("قال: \"انتهينا\"وأضاف", vec!["وأضاف"]),
            ("حضر ود.محمد أيضا", vec![]),
            ("انتهى... ثم", vec![]),
            ("أ.د.محمد", vec![]),
            ("Wordوقال", vec!["وقال"]),
            ("سأل: لماذا؟فأجاب", vec!["فأجاب"]),
        ];
        for (text, expected) in rows {
            let found: Vec<&str> =
                points(text).iter().map(|at| leading_word(&text[*at..])).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(opener_at_end("الخليجقال").map(|at| &"الخليجقال"[at..]), Some("قال"));
        assert_eq!(opener_at_end("الخليج"), None);
    }

    proptest! {
        #[test]
        fn points_stand_between_visible_characters(text in "[ء-ي.»؟ 0-9a-z]{0,60}|\\PC{0,40}") {
            for at in points(&text) {
                prop_assert!(text.is_char_boundary(at) && at > 0);
                prop_assert!(!text[..at].ends_with(char::is_whitespace));
            }
        }
    }
}
