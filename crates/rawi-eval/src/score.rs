//! The figures of a whole set.

use crate::{Judged, Measure, Share};

/// What a set of documents adds up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Gold documents.
    pub documents: u64,
    /// Gold documents of which nothing was read; their statements count as missed.
    pub absent: u64,
    /// Statements whose contents match.
    pub content: Measure,
    /// … but for a word in twenty.
    pub exact: Measure,
    /// Statements whose contents match and whose source or speaker is the gold one.
    pub attribution: Measure,
    /// Statements whose contents match and whose speaker's name agrees; only gold ones with a speaker count.
    pub speaker: Measure,
    /// Statements whose cues share a word, whatever their contents.
    pub cue: Measure,
    /// Words of contents.
    pub token: Measure,
    /// How many gold statements in direct or mixed speech were found.
    pub direct: Share,
    /// How many in indirect speech.
    pub indirect: Share,
    /// How many, of those whose text gives no source, were found with the right speaker.
    pub implicit: Share,
    /// How many matched statements have the gold mode.
    pub mode: Share,
}

impl Score {
    /// The measures with precision and recall, by the names they go by.
    pub fn measures(&self) -> [(&'static str, Measure); 6] {
        [
            ("content", self.content),
            ("exact", self.exact),
            ("attribution", self.attribution),
            ("speaker", self.speaker),
            ("cue", self.cue),
            ("token", self.token),
        ]
    }

    /// The shares of gold statements, by the names they go by.
    pub fn shares(&self) -> [(&'static str, Share); 3] {
        [("direct", self.direct), ("indirect", self.indirect), ("implicit", self.implicit)]
    }

    /// Gold statements.
    pub fn gold(&self) -> u64 {
        self.content.recall.of
    }

    /// Statements read.
    pub fn read(&self) -> u64 {
        self.content.precision.of
    }

    /// Adds a document of which something was read.
    pub fn add(&mut self, judged: &Judged) {
        self.documents += 1;
        self.add_statements(judged);
        self.add_words(judged);
        for verdict in &judged.gold {
            let found = verdict.found.as_ref();
            let direct = if verdict.is_indirect { &mut self.indirect } else { &mut self.direct };
            direct.count(found.is_some());
            if verdict.is_implicit {
                self.implicit.count(found.is_some_and(|found| found.speaker_agrees));
            }
            if let Some(agrees) = found.and_then(|found| found.mode_agrees) {
                self.mode.count(agrees);
            }
        }
    }

    /// Adds a document of which nothing was read.
    pub fn add_absent(&mut self, judged: &Judged) {
        self.absent += 1;
        self.add(judged);
    }

    fn add_statements(&mut self, judged: &Judged) {
        let found = || judged.gold.iter().filter_map(|verdict| verdict.found.as_ref());
        let (read, gold) = (judged.read.len(), judged.gold.len());
        self.content.add(found().count(), read, gold);
        self.exact.add(found().filter(|found| found.is_exact).count(), read, gold);
        self.attribution.add(found().filter(|found| found.is_attributed).count(), read, gold);
        let with_speaker = judged.gold.iter().filter(|verdict| verdict.has_speaker).count();
        self.speaker.add(found().filter(|found| found.speaker_agrees).count(), read, with_speaker);
        self.cue.add(
            judged.gold.iter().filter(|verdict| verdict.cue_found).count(),
            judged.read.iter().filter(|verdict| verdict.has_cue).count(),
            judged.gold.iter().filter(|verdict| verdict.has_cue).count(),
        );
    }

    fn add_words(&mut self, judged: &Judged) {
        let (read, gold) = (judged.words_read, judged.words_gold);
        self.token.add(read.met as usize, read.of as usize, gold.of as usize);
    }
}

/// Two readings of the same gold statements against each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Versus {
    /// Gold statements that both found.
    pub both: u64,
    /// … that only this reading found.
    pub only_this: u64,
    /// … that only the other found.
    pub only_other: u64,
    /// … that neither found.
    pub neither: u64,
}

impl Versus {
    /// Adds a document that was judged twice.
    pub fn add(&mut self, this: &Judged, other: &Judged) {
        for (this, other) in this.gold.iter().zip(&other.gold) {
            let count = match (this.found.is_some(), other.found.is_some()) {
                (true, true) => &mut self.both,
                (true, false) => &mut self.only_this,
                (false, true) => &mut self.only_other,
                (false, false) => &mut self.neither,
            };
            *count += 1;
        }
    }
}
