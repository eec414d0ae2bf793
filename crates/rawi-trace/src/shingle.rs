//! What of a text is compared: overlapping runs of five words, and the few of them by which copies are sought.

use rawi_text::{TokenKind, Tokens, tokenize};

/// Words of a shingle. Five, as in Broder's *Syntactic clustering of the Web* (1997) and most work on news since.
pub const WORDS: usize = 5;
/// Shingles of which one is kept as a print (Schleimer, Wilkerson, Aiken: *Winnowing*, 2003): any run of
/// `WINDOW + WORDS - 1` words that two texts share leaves a print in both.
const WINDOW: usize = 20;
/// The same for statements, whose words are few.
const PHRASE_WORDS: usize = 4;
const PHRASE_WINDOW: usize = 4;

/// The set of a text's shingles, as hashes in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles {
    sorted: Vec<u64>,
}

/// How much two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// Shingles of both.
    pub common: usize,
    /// Their share of the shingles of either.
    pub jaccard: f64,
    /// Their share of the shingles of the shorter.
    pub containment: f64,
}

impl Overlap {
    /// Whether one of the two repeats the other: half of all shingles are common, or four fifths of the shorter text's.
    ///
    /// The bounds are those at which near-duplicate and contained texts are usually drawn (Broder 1997; Lee et al.,
    /// *Deduplicating training data*, 2022, uses 0.8).
    pub fn is_copy(&self) -> bool {
        self.jaccard >= 0.5 || self.containment >= 0.8
    }
}

impl Shingles {
    /// The shingles of a text; marks and case do not count.
    pub fn new(text: &str) -> Self {
        Self::of_words(&word_hashes(&tokenize(text)))
    }

    /// The shingles of a text whose words have these hashes (see [`word_hash`]), in order.
    pub fn of_words(words: &[u64]) -> Self {
        Self::of_hashes(shingles(words, WORDS))
    }

    fn of_hashes(mut sorted: Vec<u64>) -> Self {
        sorted.sort_unstable();
        sorted.dedup();
        Self { sorted }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether the text has fewer words than a shingle.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// What this text and another have in common.
    ///
    /// ```
    /// use rawi_trace::Shingles;
    /// let one = Shingles::new("the new bridge over the river opens on Monday morning");
    /// let other = Shingles::new("The new bridge over the river opens on Monday, morning!");
    /// assert_eq!(one.overlap(&other).jaccard, 1.0);
    /// ```
    pub fn overlap(&self, other: &Self) -> Overlap {
        let (mut i, mut j, mut common) = (0, 0, 0);
        while i < self.sorted.len() && j < other.sorted.len() {
            match self.sorted[i].cmp(&other.sorted[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
            }
        }
        let share = |of: usize| if of == 0 { 0.0 } else { common as f64 / of as f64 };
        Overlap {
            common,
            jaccard: share(self.len() + other.len() - common),
            containment: share(self.len().min(other.len())),
        }
    }
}

/// The prints by which a text's copies are sought, and how many shingles it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Hashes, in order and each once.
    pub prints: Vec<u32>,
    /// Different shingles of the text.
    pub shingles: usize,
}

impl Sketch {
    /// The sketch of a text.
    pub fn new(text: &str) -> Self {
        Self::of_words(&word_hashes(&tokenize(text)))
    }

    /// The sketch of a text whose words have these hashes (see [`word_hash`]), in order.
    pub fn of_words(words: &[u64]) -> Self {
        let row = shingles(words, WORDS);
        Self { prints: winnow(&row, WINDOW), shingles: Shingles::of_hashes(row).len() }
    }

    /// Shared prints that a copy of a text with so many prints has at the least.
    ///
    /// A copy shares two thirds of the shorter text's shingles or more, and about as much of its prints; a third is asked, so
    /// that a text with few prints is not missed by chance. The rest is left to [`Overlap::is_copy`].
    pub fn needed(prints: usize) -> usize {
        (prints / 3).max(1)
    }
}

/// The hashes by which statements with common wording are sought, in order and each once: any seven words that two
/// statements share leave one in both.
pub fn phrases(text: &str) -> Vec<u32> {
    winnow(&shingles(&word_hashes(&tokenize(text)), PHRASE_WORDS), PHRASE_WINDOW)
}

/// A hash of a folded word (FNV-1a). It is kept in ledgers, so it may never change.
pub fn word_hash(form: &str) -> u64 {
    form.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

fn word_hashes(tokens: &Tokens) -> Vec<u64> {
    (0..tokens.len())
        .filter(|i| matches!(tokens[*i].kind, TokenKind::Word | TokenKind::Number))
        .map(|i| word_hash(tokens.form(i)))
        .collect()
}

fn shingles(words: &[u64], length: usize) -> Vec<u64> {
    words.windows(length).map(mix).collect()
}

/// A hash of a run of words (the finaliser is SplitMix64's).
fn mix(words: &[u64]) -> u64 {
    words.iter().fold(0x9E37_79B9_7F4A_7C15, |all, word| {
        let mut z = (all ^ word).wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    })
}

/// The least hash of every window, as its upper half.
fn winnow(row: &[u64], window: usize) -> Vec<u32> {
    let windows = row.windows(window.min(row.len()).max(1));
    let mut prints: Vec<u32> =
        windows.filter_map(|window| window.iter().min()).map(|hash| (hash >> 32) as u32).collect();
    prints.sort_unstable();
    prints.dedup();
    prints
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_contained_text_is_a_copy_and_another_story_is_none() {
        let words = |from: usize, to: usize| {
            (from..to).map(|i| format!("w{i}")).collect::<Vec<_>>().join(" ")
        };
        let whole = Shingles::new(&words(0, 300));
        assert!(whole.overlap(&Shingles::new(&words(0, 40))).is_copy());
        assert!(!whole.overlap(&Shingles::new(&words(250, 500))).is_copy());
        assert!(!whole.overlap(&Shingles::new("too short")).is_copy());
    }

    proptest! {
        #[test]
        fn a_shared_run_leaves_a_print_in_both(
            run in prop::collection::vec("[a-z]{2,5}", 24..40),
            before in prop::collection::vec("[a-z]{2,5}", 0..30),
            after in prop::collection::vec("[a-z]{2,5}", 0..30),
        ) {
            let one = Sketch::new(&[&before[..], &run].concat().join(" "));
            let other = Sketch::new(&[&run[..], &after].concat().join(" "));
            prop_assert!(one.prints.iter().any(|print| other.prints.binary_search(print).is_ok()));
        }
    }
}
