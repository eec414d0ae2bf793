//! What came of an input.

use std::collections::BTreeMap;

/// Why something is not in the registry, though nothing is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// No form of `titles.tsv` is that title.
    UnknownTitle,
    /// The registry does not know that country or body.
    UnknownPlace,
    /// Nothing tells of which country or body the office is.
    NoPlace,
    /// The office's own item is not in the dump.
    NoItem,
    /// The source says that it is not so.
    Deprecated,
    /// A human being without an office that is known.
    NoOffice,
    /// A human being without a name in Arabic or English.
    NoName,
}

impl Left {
    /// The reason, after a number of things.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::UnknownTitle => "terms of an office that no row of titles.tsv names",
            Self::UnknownPlace => "terms in a country or body that the registry does not have",
            Self::NoPlace => "terms whose country or body is not told",
            Self::NoItem => "terms of an office that is no item with a known title in the dump",
            Self::Deprecated => "terms that the source marks as deprecated",
            Self::NoOffice => "people without a known office",
            Self::NoName => "people without a name in Arabic or English",
        }
    }
}

/// What came of an input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// People that were not known before.
    pub people: usize,
    /// Terms.
    pub terms: usize,
    /// Faults that were told.
    pub faults: usize,
    /// What was left out, how often, and the first example.
    pub left: BTreeMap<Left, (usize, String)>,
}

impl Report {
    pub(super) fn leave(&mut self, why: Left, example: &str) {
        let entry = self.left.entry(why).or_insert_with(|| (0, example.to_owned()));
        entry.0 += 1;
    }
}
