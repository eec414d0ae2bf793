//! Which word of one text is which word of another.
//!
//! The algorithm is that of Python's `difflib.SequenceMatcher` (Ratcliff and Obershelp, 1988) without its guess at
//! popular words, so that figures are those of every scorer built on it: the longest common run, the earliest of
//! the longest in the first text and then in the second, and the same again before it and behind it.

use rustc_hash::FxHashMap;

/// How many pairs of equal words are looked at before the rest is aligned by its ends alone. Finding the longest
/// run is quadratic in texts of one repeated word, and may have to be done once a word. Two news articles of
/// 20,000 words stay far below; at the bound a second has passed here, and minutes in Python.
const PATIENCE: usize = 1 << 28;

/// For each word of `read`, the number of its counterpart in `gold`.
pub(crate) fn align(read: &[&str], gold: &[&str]) -> Vec<Option<usize>> {
    if read == gold {
        return (0..read.len()).map(Some).collect();
    }
    align_within(read, gold, PATIENCE)
}

fn align_within(read: &[&str], gold: &[&str], patience: usize) -> Vec<Option<usize>> {
    let mut aligner = Aligner::new(read, gold, patience);
    let mut counterparts = vec![None; read.len()];
    let mut pieces = vec![Piece { read: (0, read.len()), gold: (0, gold.len()) }];
    while let Some(piece) = pieces.pop() {
        match aligner.longest(piece) {
            Ok(None) => {}
            Ok(Some(run)) => {
                (0..run.length).for_each(|k| counterparts[run.read + k] = Some(run.gold + k));
                pieces.extend(piece.around(run).into_iter().filter(|piece| !piece.is_empty()));
            }
            Err(OutOfPatience) => align_ends(read, gold, piece, &mut counterparts),
        }
    }
    counterparts
}

/// A part of both texts, as ranges of words.
#[derive(Clone, Copy)]
struct Piece {
    read: (usize, usize),
    gold: (usize, usize),
}

impl Piece {
    fn is_empty(self) -> bool {
        self.read.0 >= self.read.1 || self.gold.0 >= self.gold.1
    }

    /// What is before and behind `run`.
    fn around(self, run: Run) -> [Self; 2] {
        let before = Self { read: (self.read.0, run.read), gold: (self.gold.0, run.gold) };
        let behind = Self {
            read: (run.read + run.length, self.read.1),
            gold: (run.gold + run.length, self.gold.1),
        };
        [before, behind]
    }
}

/// Words that stand in both texts in the same order, without a gap.
#[derive(Clone, Copy)]
struct Run {
    read: usize,
    gold: usize,
    length: usize,
}

struct OutOfPatience;

struct Aligner {
    /// For each word of the text read, its row in `places`, if any.
    rows: Vec<Option<usize>>,
    /// For each word form, where it stands in the gold text, in order.
    places: Vec<Vec<usize>>,
    patience: usize,
}

impl Aligner {
    fn new(read: &[&str], gold: &[&str], patience: usize) -> Self {
        let mut rows = FxHashMap::default();
        let mut places: Vec<Vec<usize>> = Vec::new();
        for (at, form) in gold.iter().enumerate() {
            let row = *rows.entry(*form).or_insert(places.len());
            if row == places.len() {
                places.push(Vec::new());
            }
            places[row].push(at);
        }
        Self { rows: read.iter().map(|form| rows.get(form).copied()).collect(), places, patience }
    }

    /// The longest common run of `piece`, the earliest of the longest.
    fn longest(&mut self, piece: Piece) -> Result<Option<Run>, OutOfPatience> {
        let mut best: Option<Run> = None;
        // Runs that end at the last word, by where they end in the gold text.
        let mut last: Vec<(usize, usize)> = Vec::new();
        let mut ending = Vec::new();
        for at in piece.read.0..piece.read.1 {
            let places = self.rows[at].map_or(&[][..], |row| within(&self.places[row], piece.gold));
            self.patience = self.patience.checked_sub(1 + places.len()).ok_or(OutOfPatience)?;
            ending.clear();
            let mut before = last.iter().copied().peekable();
            for &place in places {
                while before.next_if(|(end, _)| end + 1 < place).is_some() {}
                let run_before = before.peek().filter(|(end, _)| end + 1 == place);
                let length = run_before.map_or(1, |(_, length)| length + 1);
                ending.push((place, length));
                if best.is_none_or(|best| length > best.length) {
                    let (read, gold) = (at + 1 - length, place + 1 - length);
                    best = Some(Run { read, gold, length });
                }
            }
            std::mem::swap(&mut last, &mut ending);
        }
        Ok(best)
    }
}

/// The part of `places` that lies in a range.
fn within(places: &[usize], (start, end): (usize, usize)) -> &[usize] {
    let from = places.partition_point(|place| *place < start);
    let to = places.partition_point(|place| *place < end);
    &places[from..to]
}

/// Aligns the words with which both sides of `piece` begin, then those with which they end.
fn align_ends(read: &[&str], gold: &[&str], piece: Piece, counterparts: &mut [Option<usize>]) {
    let Piece { read: (mut r, mut r_end), gold: (mut g, mut g_end) } = piece;
    while r < r_end && g < g_end && read[r] == gold[g] {
        counterparts[r] = Some(g);
        (r, g) = (r + 1, g + 1);
    }
    while r < r_end && g < g_end && read[r_end - 1] == gold[g_end - 1] {
        (r_end, g_end) = (r_end - 1, g_end - 1);
        counterparts[r_end] = Some(g_end);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letters(text: &str) -> Vec<&str> {
        text.split("").filter(|letter| !letter.is_empty()).collect()
    }

    fn aligned(read: &str, gold: &str) -> Vec<Option<usize>> {
        align(&letters(read), &letters(gold))
    }

    #[test]
    fn the_longest_run_wins_over_the_shared_beginning() {
        // The pair in difflib's own documentation: "ab" is not the two letters around the inserted "ca".
        assert_eq!(aligned("ab", "acab"), [Some(2), Some(3)]);
        assert_eq!(aligned(" abcd", "abcd abcd"), [4, 5, 6, 7, 8].map(Some));
    }

    #[test]
    fn the_earliest_of_the_longest_wins() {
        assert_eq!(aligned("ab", "ba"), [Some(1), None]);
        let wanted = [None, Some(0), Some(1), None, Some(3), Some(4), None];
        assert_eq!(aligned("xabyabz", "abqab"), wanted);
    }

    #[test]
    fn nothing_is_aligned_where_nothing_is_shared() {
        assert_eq!(aligned("abc", ""), [None; 3]);
        assert_eq!(aligned("", "abc"), [None; 0]);
        assert_eq!(aligned("ab", "cd"), [None; 2]);
    }

    #[test]
    fn without_patience_the_ends_are_aligned() {
        let (read, gold) = (letters("abxcd"), letters("abyzcd"));
        assert_eq!(align_within(&read, &gold, 0), [Some(0), Some(1), None, Some(4), Some(5)]);
        let (read, gold) = (letters("aaaa"), letters("aaa"));
        assert_eq!(align_within(&read, &gold, 0), [Some(0), Some(1), Some(2), None]);
    }

    proptest! {
        #[test]
        fn counterparts_are_equal_words_in_order(
            read in "[abc]{0,40}", gold in "[abc]{0,40}", patience in 0usize..2000,
        ) {
            let (read, gold) = (letters(&read), letters(&gold));
            let counterparts = align_within(&read, &gold, patience);
            let pairs: Vec<(usize, usize)> =
                (0..).zip(counterparts).filter_map(|(r, g)| Some((r, g?))).collect();
            prop_assert!(pairs.iter().all(|(r, g)| read[*r] == gold[*g]));
            prop_assert!(pairs.is_sorted_by(|a, b| a.1 < b.1));
        }
    }
}
