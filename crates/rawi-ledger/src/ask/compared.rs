//! Two texts, word by word.

use rawi_text::CodePoints;
use rawi_trace::align::align;
use rawi_trace::{Word, Wording};
use serde::Serialize;

/// What one text has and what another has in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The handle of what it is compared with.
    pub with: String,
    /// The text of that.
    pub one: String,
    /// The text that is compared.
    pub other: String,
    /// The stretches in order; together they cover the words of both texts.
    pub stretches: Vec<Stretch>,
}

/// A stretch of both texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// `same`, `reworded` (what tells something is the same; inflection, words of function or negations are others), `added`,
    /// `dropped` or `exchanged`.
    pub change: &'static str,
    /// From where to where in the one text, in code points; an empty stretch where nothing stands there.
    pub one: [usize; 2],
    /// The same in the other text.
    pub other: [usize; 2],
}

impl Compared {
    /// What `other` makes of `one`, which has the handle `with`.
    pub(crate) fn new(with: &str, one: &Wording, other: &Wording) -> Self {
        let (one_places, other_places) = (CodePoints::new(&one.text), CodePoints::new(&other.text));
        let stretches = align(one, other).into_iter().map(|stretch| Stretch {
            change: stretch.change.name(),
            one: place(&one_places, &one.words, stretch.one),
            other: place(&other_places, &other.words, stretch.other),
        });
        let stretches = stretches.collect();
        Self { with: with.to_owned(), one: one.text.clone(), other: other.text.clone(), stretches }
    }

    /// The share of the one text's words, by their letters, that the other has as well, from 0 to 1.
    pub(crate) fn kept(&self) -> f64 {
        let (one, _, same) = self.letters();
        same as f64 / one.max(1) as f64
    }

    /// The share of the shorter text's words, by their letters, that stand in both, from 0 to 1.
    pub fn containment(&self) -> f64 {
        let (one, other, same) = self.letters();
        same as f64 / one.min(other).max(1) as f64
    }

    /// Letters of the one text, of the other, and of what the one has in common with it.
    fn letters(&self) -> (usize, usize, usize) {
        let length = |[start, end]: [usize; 2]| end - start;
        let one = self.stretches.iter().map(|stretch| length(stretch.one)).sum();
        let other = self.stretches.iter().map(|stretch| length(stretch.other)).sum();
        let same = self.stretches.iter().filter(|stretch| stretch.is_same());
        (one, other, same.map(|stretch| length(stretch.one)).sum())
    }
}

impl Stretch {
    /// Whether both texts say the same there.
    pub fn is_same(&self) -> bool {
        matches!(self.change, "same" | "reworded")
    }
}

/// Where some words stand, in code points.
fn place(places: &CodePoints<'_>, words: &[Word], range: std::ops::Range<usize>) -> [usize; 2] {
    if range.is_empty() {
        let before = range.start.checked_sub(1).and_then(|at| words.get(at));
        let at = before.map_or(0, |word| places.at(word.span.end));
        return [at, at];
    }
    [places.at(words[range.start].span.start), places.at(words[range.end - 1].span.end)]
}
