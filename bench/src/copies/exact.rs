//! Every pair of copies, by comparing the shingles themselves: no hashes, no prints, nothing of `rawi-trace`.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Text;

/// Words of a shingle.
pub const WORDS: usize = 5;

/// Two articles of which one repeats the other.
pub struct Pair {
    /// Their numbers, the smaller first.
    pub articles: (i64, i64),
    /// Shingles that both have.
    pub common: usize,
    /// Shingles of the text that has fewer.
    pub smaller: usize,
    /// Shingles of either.
    pub either: usize,
}

impl Pair {
    /// Whether half of all their shingles are common. In whole numbers, so that no rounding decides.
    pub fn is_near(&self) -> bool {
        2 * self.common >= self.either
    }

    fn is_contained(&self) -> bool {
        5 * self.common >= 4 * self.smaller
    }
}

/// All pairs with Jaccard ≥ 0.5 or containment ≥ 0.8.
///
/// Pairs without a common shingle have 0 of both, so the articles of each shingle tell how many every other pair has.
pub fn pairs(texts: &[Text]) -> Vec<Pair> {
    let all = shingles(texts);
    let mut sizes = vec![0; texts.len()];
    all.iter().for_each(|(_, text)| sizes[*text as usize] += 1);
    let shared = shared(&all, texts.len());
    let mut pairs = Vec::new();
    let mut common = vec![0; texts.len()];
    for (text, of_text) in shared.iter().enumerate() {
        let mut met = Vec::new();
        let earlier =
            of_text.iter().flat_map(|range| &all[range.clone()]).map(|(_, other)| *other as usize);
        for other in earlier {
            if common[other] == 0 {
                met.push(other);
            }
            common[other] += 1;
        }
        for other in met {
            let common = std::mem::take(&mut common[other]);
            let (one, two) = (texts[text].article, texts[other].article);
            let pair = Pair {
                articles: (one.min(two), one.max(two)),
                common,
                smaller: sizes[text].min(sizes[other]),
                either: sizes[text] + sizes[other] - common,
            };
            if pair.is_near() || pair.is_contained() {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// Each shingle, as numbers of its words, with each text that has it; in order.
fn shingles(texts: &[Text]) -> Vec<([u32; WORDS], u32)> {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut all = Vec::new();
    for (number, text) in (0..).zip(texts) {
        let words = text.words.split(' ').map(|word| {
            let next = known.len() as u32;
            *known.entry(word).or_insert(next)
        });
        let words: Vec<u32> = words.collect();
        all.extend(words.array_windows::<WORDS>().map(|shingle| (*shingle, number)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// For each text and each shingle of it: where the texts before it that have that shingle stand in `all`.
fn shared(all: &[([u32; WORDS], u32)], texts: usize) -> Vec<Vec<Range<usize>>> {
    let mut shared = vec![Vec::new(); texts];
    let mut first = 0;
    for (at, (shingle, text)) in all.iter().enumerate() {
        if *shingle != all[first].0 {
            first = at;
        }
        if first < at {
            shared[*text as usize].push(first..at);
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(article: i64, from: usize, to: usize) -> Text {
        let words: Vec<String> = (from..to).map(|i| format!("w{i}")).collect();
        Text { article, words: words.join(" ") }
    }

    #[test]
    fn pairs_are_near_or_contained_and_counted() {
        let found =
            pairs(&[words(7, 0, 104), words(3, 0, 24), words(9, 30, 130), words(1, 200, 300)]);
        let told: Vec<_> =
            found.iter().map(|pair| (pair.articles, pair.common, pair.is_near())).collect();
        assert_eq!(told, [((3, 7), 20, false), ((7, 9), 70, true)]);
    }
}
