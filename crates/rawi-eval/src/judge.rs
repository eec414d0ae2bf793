//! One document read against the same document annotated.

use crate::align::align;
use crate::name::same_name;
use crate::word::{Word, WordSet, words};
use crate::{Document, Share, Statement};

/// From this overlap on a gold statement counts as found.
const FOUND: f64 = 0.5;
/// From this overlap on its bounds count as right.
const EXACT: f64 = 0.95;
/// From this overlap on two sources are the same words.
const SAME_SOURCE: f64 = 0.5;

/// What became of every statement of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// For each gold statement, in order.
    pub gold: Vec<GoldVerdict>,
    /// For each statement read, in order.
    pub read: Vec<ReadVerdict>,
    /// Of the words in contents read, how many are in gold contents.
    pub words_read: Share,
    /// Of the words in gold contents, how many are in contents read.
    pub words_gold: Share,
}

/// What became of a gold statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoldVerdict {
    /// The statement read that it was matched with.
    pub found: Option<Found>,
    /// Its best overlap with any statement read, from 0 to 1.
    pub overlap: f64,
    /// Whether it has a cue.
    pub has_cue: bool,
    /// Whether a statement read has that cue, matched or not.
    pub cue_found: bool,
    /// Whether it says who spoke.
    pub has_speaker: bool,
    /// Whether it says who spoke and no words of the text beside the cue do.
    pub is_implicit: bool,
    /// Whether it is indirect; all else counts as direct.
    pub is_indirect: bool,
}

/// A gold statement that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The number of the statement read.
    pub read: usize,
    /// How far the contents are the same words, from 0.5 to 1.
    pub overlap: f64,
    /// Whether they are the same but for a word in twenty.
    pub is_exact: bool,
    /// Whether the source or speaker read names the gold source or speaker.
    pub is_attributed: bool,
    /// Whether the name of the speaker read agrees with the gold speaker's, where there is one.
    pub speaker_agrees: bool,
    /// Whether the mode agrees, where the gold statement has one.
    pub mode_agrees: Option<bool>,
}

/// What became of a statement read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadVerdict {
    /// The number of the gold statement that it was matched with.
    pub gold: Option<usize>,
    /// Its best overlap with any gold statement, from 0 to 1.
    pub overlap: f64,
    /// Whether it has a cue.
    pub has_cue: bool,
}

/// Compares what was read with what people annotated.
///
/// Offsets are taken as they stand; those outside a text cover no words.
pub fn judge(gold: &Document, read: &Document) -> Judged {
    let scene = Scene::new(gold, read);
    let overlaps = scene.overlaps();
    let matches = matches(&overlaps, scene.gold.len(), scene.read.len());
    let cues = scene.cues_found();
    let mut judged = Judged::default();
    (judged.words_read, judged.words_gold) = scene.words();
    for (i, statement) in gold.statements.iter().enumerate() {
        let found = matches.of_gold[i].map(|(j, overlap)| scene.found(i, j, overlap));
        judged.gold.push(GoldVerdict {
            found,
            overlap: 0.0,
            has_cue: !scene.gold[i].cue.is_empty(),
            cue_found: cues[i],
            has_speaker: !statement.speaker_name().is_empty(),
            is_implicit: !statement.speaker_name().is_empty() && scene.gold[i].source.is_empty(),
            is_indirect: statement.mode.as_deref() == Some("indirect"),
        });
    }
    for (j, side) in scene.read.iter().enumerate() {
        let has_cue = !side.cue.is_empty();
        judged.read.push(ReadVerdict { gold: matches.of_read[j], overlap: 0.0, has_cue });
    }
    for (overlap, i, j) in overlaps {
        judged.gold[i].overlap = judged.gold[i].overlap.max(overlap);
        judged.read[j].overlap = judged.read[j].overlap.max(overlap);
    }
    judged
}

/// A statement's parts as words of the gold text.
struct Parts {
    content: WordSet,
    cue: WordSet,
    source: WordSet,
}

impl Parts {
    fn of(statement: &Statement, words: &[Word]) -> Self {
        Self {
            content: WordSet::within(words, statement.content.iter()),
            cue: WordSet::within(words, statement.cue.iter()),
            source: WordSet::within(words, statement.source.iter()),
        }
    }

    fn mapped(self, counterparts: &[Option<usize>]) -> Self {
        Self {
            content: self.content.mapped(counterparts),
            cue: self.cue.mapped(counterparts),
            source: self.source.mapped(counterparts),
        }
    }
}

/// Both documents, taken apart into words of the gold text.
struct Scene<'d> {
    gold_document: &'d Document,
    read_document: &'d Document,
    words: Vec<Word>,
    gold: Vec<Parts>,
    read: Vec<Parts>,
}

impl<'d> Scene<'d> {
    fn new(gold_document: &'d Document, read_document: &'d Document) -> Self {
        let gold_words = words(&gold_document.text);
        let read_words = words(&read_document.text);
        let counterparts = align(&forms(&read_words), &forms(&gold_words));
        let of_gold = |statement| Parts::of(statement, &gold_words);
        let of_read = |statement| Parts::of(statement, &read_words).mapped(&counterparts);
        Self {
            gold: gold_document.statements.iter().map(of_gold).collect(),
            read: read_document.statements.iter().map(of_read).collect(),
            gold_document,
            read_document,
            words: gold_words,
        }
    }

    /// Every pair of statements whose contents share words: overlap, gold number, number read.
    fn overlaps(&self) -> Vec<(f64, usize, usize)> {
        let mut overlaps = Vec::new();
        for (i, gold) in self.gold.iter().enumerate() {
            for (j, read) in self.read.iter().enumerate() {
                let overlap = gold.content.overlap(&read.content);
                if overlap > 0.0 {
                    overlaps.push((overlap, i, j));
                }
            }
        }
        overlaps
    }

    /// For each gold statement, whether its cue was found: each cue read answers for one, the first that it meets.
    fn cues_found(&self) -> Vec<bool> {
        let mut spent = vec![false; self.read.len()];
        let found = |gold: &Parts| {
            let meets = |j: &usize| !spent[*j] && self.read[*j].cue.common(&gold.cue) > 0;
            let met = (0..self.read.len()).find(meets);
            met.map(|j| spent[j] = true).is_some()
        };
        self.gold.iter().map(found).collect()
    }

    /// The words of all contents: those read that are gold, those gold that were read.
    fn words(&self) -> (Share, Share) {
        let gold = WordSet::union(self.gold.iter().map(|parts| &parts.content));
        let read = WordSet::union(self.read.iter().map(|parts| &parts.content));
        let met = gold.common(&read) as u64;
        (Share { met, of: read.len() as u64 }, Share { met, of: gold.len() as u64 })
    }

    fn found(&self, i: usize, j: usize, overlap: f64) -> Found {
        let (gold, read) = (&self.gold_document.statements[i], &self.read_document.statements[j]);
        let gold_speaker = gold.speaker_name();
        Found {
            read: j,
            overlap,
            is_exact: overlap >= EXACT,
            is_attributed: self.is_attributed(i, j),
            speaker_agrees: !gold_speaker.is_empty()
                && same_name(read.speaker_name(), gold_speaker),
            mode_agrees: gold
                .mode
                .as_ref()
                .filter(|mode| !mode.is_empty())
                .map(|mode| read.mode.as_ref() == Some(mode)),
        }
    }

    /// Whether the source is the same, or the name or source read names the gold speaker or else source. Where the
    /// gold statement names nobody there is nothing to miss.
    fn is_attributed(&self, i: usize, j: usize) -> bool {
        let (gold, read) = (&self.gold[i], &self.read[j]);
        let speaker = self.gold_document.statements[i].speaker_name();
        let wanted = if speaker.is_empty() { self.source_text(gold) } else { speaker.to_owned() };
        if wanted.is_empty() {
            return true;
        }
        let source_read: Vec<&str> =
            read.source.known().map(|word| self.words[word].form.as_str()).collect();
        gold.source.overlap(&read.source) >= SAME_SOURCE
            || same_name(self.read_document.statements[j].speaker_name(), &wanted)
            || same_name(&source_read.join(" "), &wanted)
    }

    /// The words of a gold source as they stand in the text.
    fn source_text(&self, gold: &Parts) -> String {
        let mut chars = self.gold_document.text.chars();
        let mut at = 0;
        let mut text = String::new();
        for word in gold.source.known().map(|word| &self.words[word]) {
            let skipped = (word.start - at) as usize;
            let length = (word.end - word.start) as usize;
            text.extend((!text.is_empty()).then_some(' '));
            text.extend(chars.by_ref().skip(skipped).take(length));
            at = word.end;
        }
        text
    }
}

fn forms(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.form.as_str()).collect()
}

/// Who was matched with whom.
struct Matches {
    of_gold: Vec<Option<(usize, f64)>>,
    of_read: Vec<Option<usize>>,
}

/// Matches one to one, the best pairs first; among equals the later statements, so that the order is settled.
fn matches(overlaps: &[(f64, usize, usize)], gold: usize, read: usize) -> Matches {
    let mut pairs: Vec<_> = overlaps.iter().filter(|pair| pair.0 >= FOUND).copied().collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut matches = Matches { of_gold: vec![None; gold], of_read: vec![None; read] };
    for (overlap, i, j) in pairs {
        if matches.of_gold[i].is_none() && matches.of_read[j].is_none() {
            matches.of_gold[i] = Some((j, overlap));
            matches.of_read[j] = Some(i);
        }
    }
    matches
}

#[cfg(test)]
mod tests;
