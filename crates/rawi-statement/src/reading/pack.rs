//! The rows of a pack whose language is read by questions: which act a cue reports, what the words of a source are.

use crate::Act;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The rows of one language.
pub(crate) struct Pack {
    cues: FxHashMap<&'static str, CueRow>,
    kinds: FxHashMap<&'static str, Kinds>,
    /// By title its short form.
    short: FxHashMap<&'static str, &'static str>,
}

/// What a cue's row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueRow {
    pub(crate) act: Act,
    /// The words after it name whom it is said to.
    pub(crate) to: bool,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What a word can be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind { $($(#[$doc])* $variant),* }

        impl Kind {
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

kinds! {
    /// Before a name, no part of it.
    Title = "title",
    /// A title that stands before a full name only.
    Rank = "rank",
    /// People without a name.
    Group = "group",
    /// A body that speaks.
    Institution = "institution",
    /// A paper that speaks.
    Document = "document",
    /// A man's given name.
    Man = "man",
    /// A woman's given name.
    Woman = "woman",
    /// A pronoun that means a man.
    He = "he",
    /// A pronoun that means a woman.
    She = "she",
    /// A pronoun that means several.
    They = "they",
    /// A pronoun that means a thing or a body.
    It = "it",
    /// The one who writes.
    Itself = "self",
    /// The one who reads.
    You = "you",
    /// A relative pronoun.
    Who = "who",
    /// Turns a cue round.
    Negation = "negation",
    /// Stands before a cue as a part of it.
    Auxiliary = "auxiliary",
    /// Opens a reported clause.
    Clause = "clause",
    /// Before a noun.
    Article = "article",
    /// Before whom it is said to.
    Addressing = "addressing",
    /// Before one who passed it on.
    Passing = "passing",
}

/// The kinds of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kinds(u32);

impl Kinds {
    pub(crate) fn has(self, kind: Kind) -> bool {
        self.0 >> kind as u32 & 1 == 1
    }
}

impl Pack {
    /// Reads the rows; those that are no rows are left out (the pack's test names them).
    fn read(cues: &'static str, tables: &[&'static str]) -> Self {
        let mut pack = Self {
            cues: FxHashMap::default(),
            kinds: FxHashMap::default(),
            short: FxHashMap::default(),
        };
        for (forms, row) in rows(cues).filter_map(cue_row) {
            for form in forms.split(' ') {
                pack.cues.entry(form).or_insert(row);
            }
        }
        pack.short.extend(tables.iter().flat_map(|table| rows(table)).filter_map(short_row));
        for (kind, form) in tables.iter().flat_map(|table| rows(table)).filter_map(kind_row) {
            pack.kinds.entry(form).or_default().0 |= 1 << kind as u32;
        }
        pack
    }

    /// The row of that cue.
    pub(crate) fn cue(&self, form: &str) -> Option<CueRow> {
        self.cues.get(form).copied()
    }

    /// The act and all that the row of a cue says, with the word after it where the two are a row: "called_for".
    pub(crate) fn cue_before(&self, form: &str, next: &str) -> Option<CueRow> {
        self.cue(&format!("{form}_{next}")).or_else(|| self.cue(form))
    }

    /// The short form of a title.
    pub(crate) fn short_for(&self, title: &str) -> Option<&'static str> {
        self.short.get(title).copied()
    }

    /// Whether the word is of that kind.
    pub(crate) fn is(&self, form: &str, kind: Kind) -> bool {
        self.kinds.get(form).is_some_and(|kinds| kinds.has(kind))
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn cue_row(line: &'static str) -> Option<(&'static str, CueRow)> {
    let mut columns = line.split('\t');
    let kind = columns.next()?;
    let forms = columns.next()?;
    let to = columns.next()? == "to";
    let act = Act::from_name(columns.next()?)?;
    // "according to" is looked up by its first word.
    let forms = if kind == "source" { forms.split(' ').next()? } else { forms };
    Some((forms, CueRow { act, to }))
}

/// A title and its short form: governor, gov.
fn short_row(line: &'static str) -> Option<(&'static str, &'static str)> {
    let mut columns = line.split('\t');
    (columns.next()? == "short").then_some(())?;
    columns.next()?.split_once(' ')
}

fn kind_row(line: &'static str) -> Option<(Kind, &'static str)> {
    let mut columns = line.split('\t');
    Some((Kind::from_name(columns.next()?)?, columns.next()?))
}

/// English.
pub(crate) static ENGLISH: LazyLock<Pack> = LazyLock::new(|| {
    Pack::read(
        include_str!("../../../../packs/en/cues.tsv"),
        &[
            include_str!("../../../../packs/en/names.tsv"),
            include_str!("../../../../packs/en/syntax.tsv"),
        ],
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_none_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for line in rows(include_str!("../../../../packs/en/cues.tsv")) {
            let (forms, _) = cue_row(line).unwrap_or_else(|| panic!("not read: {line}"));
            let kind = line.split('\t').next();
            for form in forms.split(' ') {
                assert!(seen.insert((kind, form)), "twice: {form} in {line}");
            }
        }
        let mut seen = std::collections::HashSet::new();
        for table in
            [include_str!("../../../../packs/en/names.tsv"), include_str!("../../../../packs/en/syntax.tsv")]
        {
            for line in rows(table) {
                if short_row(line).is_some() {
                    continue;
                }
                let (kind, form) = kind_row(line).unwrap_or_else(|| panic!("not read: {line}"));
                assert!(seen.insert((kind as u32, form)), "twice: {line}");
            }
        }
    }

    #[test]
    fn acts_and_kinds() {
        assert_eq!(ENGLISH.cue("denied").map(|row| row.act), Some(Act::Deny));
        assert_eq!(ENGLISH.cue("told").map(|row| row.to), Some(true));
        assert!(ENGLISH.is("she", Kind::She) && !ENGLISH.is("she", Kind::He));
    }
}
