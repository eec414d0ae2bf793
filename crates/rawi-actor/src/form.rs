//! How names are matched: by the folded words of a text, one hash a word.

use std::hash::Hasher;

use rawi_text::{TokenKind, tokenize};
use rustc_hash::FxHasher;

/// The words of a form so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step(u64);

impl Step {
    /// Before the first word.
    pub const START: Step = Step(0x9e37_79b9_7f4a_7c15);

    /// With one more word, folded.
    pub fn with(self, word: &str) -> Step {
        let mut hasher = FxHasher::default();
        if word.contains(['\'', '’']) {
            // Sa'ar and Saar.
            let plain: String = word.chars().filter(|c| !matches!(c, '\'' | '’')).collect();
            hasher.write(plain.as_bytes());
        } else {
            hasher.write(word.as_bytes());
        }
        hasher.write_u8(0xff);
        // Mixed as in SplitMix64, since the hash of short words has few bits that vary.
        let mut z = self.0 ^ hasher.finish();
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Step(z ^ (z >> 31))
    }

    pub fn hash(self) -> u64 {
        self.0
    }
}

/// The words of a name, folded as in a text: `عبد` and what follows are one word, whether written so or not; hyphens,
/// full stops and quotation marks are no words.
pub(crate) fn words(name: &str) -> Vec<String> {
    let tokens = tokenize(name);
    let mut words: Vec<String> = Vec::new();
    let mut glue = false;
    for (i, token) in tokens.iter().enumerate() {
        if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            continue;
        }
        let form = tokens.form(i);
        match words.last_mut() {
            Some(last) if glue => last.push_str(form),
            _ => words.push(form.to_owned()),
        }
        glue = joins_next(form);
    }
    words
}

/// Whether a word is one with the next: عبد الله is also written عبدالله.
pub(crate) fn joins_next(form: &str) -> bool {
    form == "عبد"
}

/// The step that leads to `name`.
pub(crate) fn step(words: &[String]) -> Step {
    words.iter().fold(Step::START, |step, word| step.with(word))
}

/// The steps under which `name` may stand in the table: with and without its article or an attached particle.
pub(crate) fn steps(name: &str) -> Vec<Step> {
    let whole = words(name);
    if whole.is_empty() { Vec::new() } else { vec![step(&whole)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_of_many_spellings() {
        for (a, b) in [
            ("عبد الله بن زايد", "عبدالله بن زايد"),
            ("إيمانويل ماكرون", "ايمانويل ماكرون"),
            ("جيه. دي. فانس", "جيه دي فانس"),
            ("U.S.", "u s"),
            ("Al-Sisi", "al sisi"),
        ] {
            assert_eq!(words(a), words(b));
        }
        assert_ne!(step(&words("أ ب")), step(&words("ب أ")));
    }
}
