//! Two versions of a statement, word by word.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::wording::Wording;

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// They stand in both.
    Same,
    /// They are spelled or inflected otherwise, and mean the same.
    Reworded,
    /// Only the other version has them.
    Added,
    /// Only this version has them.
    Dropped,
    /// The other version has other words in their place.
    Exchanged,
}

impl Change {
    /// The name in exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Reworded => "reworded",
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Exchanged => "exchanged",
        }
    }
}

/// A stretch of two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What became of it.
    pub change: Change,
    /// Words of the one version, by index into [`Wording::words`].
    pub one: Range<usize>,
    /// Words of the other.
    pub other: Range<usize>,
}

/// The stretches of two versions in one language, in order; together they cover both.
pub fn align(one: &Wording, other: &Wording) -> Vec<Stretch> {
    let forms = |wording: &Wording| wording.words.iter().map(|word| word.form).collect::<Vec<_>>();
    let (a, b) = (forms(one), forms(other));
    let terms = |wording: &Wording, range: &Range<usize>| {
        let mut terms: Vec<u32> = wording.words[range.clone()]
            .iter()
            .filter(|word| Wording::is_telling(word))
            .map(|word| word.term)
            .collect();
        terms.sort_unstable();
        terms
    };
    let ops = capture_diff_slices(Algorithm::Myers, &a, &b);
    ops.into_iter()
        .map(|op| {
            let (_, one_range, other_range) = op.as_tag_tuple();
            let change = match op {
                DiffOp::Equal { .. } => Change::Same,
                DiffOp::Delete { .. } => Change::Dropped,
                DiffOp::Insert { .. } => Change::Added,
                DiffOp::Replace { .. } => {
                    let same = terms(one, &one_range) == terms(other, &other_range);
                    if same { Change::Reworded } else { Change::Exchanged }
                }
            };
            Stretch { change, one: one_range, other: other_range }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stretches_of_any_two_texts_cover_both() {
        let one = Wording::of_text("The bridge opens on Monday, two years late.");
        let other = Wording::of_text("The new bridge opens on Tuesday, two years late!");
        let stretches = align(&one, &other);
        let changes: Vec<Change> = stretches.iter().map(|stretch| stretch.change).collect();
        let expected = [Change::Same, Change::Added, Change::Same, Change::Exchanged, Change::Same];
        assert_eq!(changes, expected);
        assert_eq!(stretches.iter().map(|stretch| stretch.one.len()).sum::<usize>(), 8);
        assert_eq!(stretches.iter().map(|stretch| stretch.other.len()).sum::<usize>(), 9);
    }
}
