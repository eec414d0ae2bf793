//! Words as the measure sees them, and sets of them.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Points;

/// A word of a text: where it stands, in code points, and its folded form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) form: String,
}

/// The words of `text`: runs of letters and digits, joined over an apostrophe between two of them.
///
/// Marks are not letters here: a word with vowel signs falls apart, in both texts alike.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    let mut chars = (0i64..).zip(text.chars()).peekable();
    while let Some((at, c)) = chars.next() {
        let mut joins = || chars.peek().is_some_and(|(_, next)| is_letter(*next));
        if is_letter(c) || (is_apostrophe(c) && !word.is_empty() && joins()) {
            if word.is_empty() {
                start = at;
            }
            word.push(c);
        } else if !word.is_empty() {
            words.push(Word { start, end: at, form: fold(&word) });
            word.clear();
        }
    }
    if !word.is_empty() {
        let end = text.chars().count() as i64;
        words.push(Word { start, end, form: fold(&word) });
    }
    words
}

/// General category L or N: what Rust calls alphanumeric without marks and encircled letters.
fn is_letter(c: char) -> bool {
    let encircled = matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F149}'
        | '\u{1F150}'..='\u{1F169}' | '\u{1F170}'..='\u{1F189}');
    c.is_ascii_alphanumeric() || (c.is_alphanumeric() && !encircled && !is_combining_mark(c))
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The form in which words are compared: compatibility forms, marks, hamza seats, teh marbuta and case undone.
pub(crate) fn fold(text: &str) -> String {
    let folded: String = text.nfkc().filter(|c| !is_mark(*c)).map(folded_letter).collect();
    folded.to_lowercase()
}

const fn folded_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' => 'ي',
        'ة' => 'ه',
        'ؤ' => 'و',
        _ => c,
    }
}

/// Vowel signs, tatweel, joiners and bidirectional controls.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' | '\u{200C}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A set of words by number, in order. A word that was read and has no counterpart in the gold text has a
/// negative number of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordSet(Vec<i64>);

impl WordSet {
    /// The words that `spans` touch.
    pub(crate) fn within<'s>(words: &[Word], spans: impl Iterator<Item = &'s Points>) -> Self {
        let mut ranges: Vec<(usize, usize)> =
            spans.map(|span| touched(words, *span)).filter(|(from, to)| from < to).collect();
        ranges.sort_unstable();
        let mut set = Vec::new();
        let mut done = 0;
        for (from, to) in ranges {
            set.extend((from.max(done)..to).map(|word| word as i64));
            done = done.max(to);
        }
        Self(set)
    }

    /// The same words by their numbers in another text.
    pub(crate) fn mapped(self, counterparts: &[Option<usize>]) -> Self {
        let counterpart = |word: i64| {
            let found = usize::try_from(word).ok().and_then(|word| *counterparts.get(word)?);
            found.map_or(-1 - word, |found| found as i64)
        };
        let mut set: Vec<i64> = self.0.into_iter().map(counterpart).collect();
        set.sort_unstable();
        Self(set)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The numbers of words of the gold text, in order.
    pub(crate) fn known(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(|word| usize::try_from(*word).ok())
    }

    /// How many words both have.
    pub(crate) fn common(&self, other: &Self) -> usize {
        if self.0.last() < other.0.first() || other.0.last() < self.0.first() {
            return 0;
        }
        let (mut i, mut j, mut common) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            common += usize::from(a == b);
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        common
    }

    /// Intersection over union, from 0 to 1; two empty sets have none.
    pub(crate) fn overlap(&self, other: &Self) -> f64 {
        let common = self.common(other);
        match self.len() + other.len() - common {
            0 => 0.0,
            union => common as f64 / union as f64,
        }
    }

    /// All words of `sets`.
    pub(crate) fn union<'s>(sets: impl Iterator<Item = &'s Self>) -> Self {
        let mut union: Vec<i64> = sets.flat_map(|set| set.0.iter().copied()).collect();
        union.sort_unstable();
        union.dedup();
        Self(union)
    }
}

/// The range of `words` that `span` touches; words are in order and disjoint.
fn touched(words: &[Word], span: Points) -> (usize, usize) {
    let from = words.partition_point(|word| word.end <= span.start);
    (from, words.partition_point(|word| word.start < span.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.form).collect()
    }

    #[test]
    fn words_are_runs_of_letters_joined_by_apostrophes() {
        assert_eq!(
            forms("The island's 'late' ferry_boat, 2nd."),
            ["the", "island's", "late", "ferry", "boat", "2nd"]
        );
        assert_eq!(forms("don''t o’clock’"), ["don", "t", "o’clock"]);
        assert_eq!(forms(" ' _ "), [""; 0]);
        let word = &words("— سد")[0];
        assert_eq!((word.start, word.end), (2, 4));
    }

    #[test]
    fn forms_forget_hamza_marks_and_case() {
        assert_eq!(forms("أعلنت إدارةٌ المستشفى"), ["اعلنت", "اداره", "المستشفي"]);
        assert_eq!(forms("كـــتاب ﻻ Ⅳ ½"), ["كتاب", "لا", "iv", "1⁄2"]);
        // A vowel sign parts a word, as it does for every program that knows letters by category.
        assert_eq!(forms("مُنير"), ["م", "نير"]);
        assert_eq!(forms("Ⓐa"), ["a"]);
    }

    #[test]
    fn a_span_takes_the_words_it_touches() {
        let words = words("one two three");
        let set = |start, end| WordSet::within(&words, [Points { start, end }].iter()).0;
        assert_eq!(set(0, 3), [0]);
        assert_eq!(set(2, 5), [0, 1]);
        assert_eq!(set(3, 4), [0; 0]);
        // An empty span inside a word touches it.
        assert_eq!(set(5, 5), [1]);
        assert_eq!(set(-5, 99), [0, 1, 2]);
        assert_eq!(set(9, 2), [0; 0]);
        let twice = [Points { start: 4, end: 13 }, Points { start: 0, end: 7 }];
        assert_eq!(WordSet::within(&words, twice.iter()).0, [0, 1, 2]);
    }

    #[test]
    fn overlap_is_intersection_over_union() {
        let (a, b) = (WordSet(vec![1, 2, 3]), WordSet(vec![2, 3, 4, 5]));
        assert_eq!(a.overlap(&b), 0.4);
        assert_eq!(a.overlap(&a), 1.0);
        assert_eq!(WordSet::default().overlap(&WordSet::default()), 0.0);
        assert_eq!(a.overlap(&WordSet(vec![9])), 0.0);
    }

    #[test]
    fn words_without_a_counterpart_stay_apart() {
        let set = WordSet(vec![0, 1, 2]).mapped(&[Some(4), None, Some(5)]);
        assert_eq!(set, WordSet(vec![-2, 4, 5]));
        assert_eq!(set.known().collect::<Vec<_>>(), [4, 5]);
    }
}
