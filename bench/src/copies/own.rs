//! What the ledger does to find copies, in one thread and in memory.

use rawi_trace::{Overlap, Shingles, Sketch, word_hash};
use rustc_hash::FxHashMap;

use super::Text;

/// The copies among the texts: each asks the index of prints and is then put in, so that a pair comes once.
pub fn copies(texts: &[Text]) -> Vec<((i64, i64), Overlap)> {
    let mut copies = Vec::new();
    let mut index: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut seen: Vec<(Sketch, Shingles)> = Vec::with_capacity(texts.len());
    let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
    for (number, text) in (0..).zip(texts) {
        let words: Vec<u64> = text.words.split(' ').map(word_hash).collect();
        let (sketch, shingles) = (Sketch::of_words(&words), Shingles::of_words(&words));
        for print in &sketch.prints {
            let those = index.entry(*print).or_default();
            those.iter().for_each(|other| *shared.entry(*other).or_default() += 1);
            those.push(number);
        }
        for (other, common) in shared.drain() {
            let (partner, theirs) = &seen[other as usize];
            if common < Sketch::needed(sketch.prints.len().min(partner.prints.len())) {
                continue;
            }
            let overlap = shingles.overlap(theirs);
            if overlap.is_copy() {
                let (one, two) = (text.article, texts[other as usize].article);
                copies.push(((one.min(two), one.max(two)), overlap));
            }
        }
        seen.push((sketch, shingles));
    }
    copies
}
