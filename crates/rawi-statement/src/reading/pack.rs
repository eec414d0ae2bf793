//! The rows of a pack whose language is read by questions: which act a cue reports, what the words of a source are.

use crate::Act;
use rawi_text::Tokens;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The rows of one language.
pub(crate) struct Pack {
    cues: FxHashMap<&'static str, CueRow<'static>>,
    kinds: FxHashMap<&'static str, Kinds>,
    /// By title its short form.
    short: FxHashMap<&'static str, &'static str>,
    /// Rows of several words, by their first.
    phrases: FxHashMap<&'static str, Vec<(&'static str, Kind)>>,
    /// Endings of words, by kind.
    endings: Vec<(&'static str, Kind)>,
    /// Whether an apostrophe joins words that are rows of their own.
    elides: bool,
    /// Whether a noun's field stands behind it: "le ministre des Transports".
    genitives: bool,
}

/// Which word of saying a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// A form of a verb.
    Verb,
    /// A noun before a colon or a quotation.
    Noun,
    /// It stands before who said it.
    Source,
}

/// In which places a form of a verb is one of saying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    /// With a subject.
    pub(crate) finite: bool,
    /// After an auxiliary.
    pub(crate) past: bool,
    /// Without a subject, behind another clause.
    pub(crate) present: bool,
    /// After a lead alone.
    pub(crate) led: bool,
}

impl CueKind {
    /// The names of the kinds, as rows write them.
    pub(crate) const NAMES: [&str; 3] = ["verb", "noun", "source"];

    fn from_name(name: &str) -> Option<Self> {
        let nth = Self::NAMES.iter().position(|it| *it == name)?;
        [Self::Verb, Self::Noun, Self::Source].get(nth).copied()
    }
}

impl Forms {
    fn nth(nth: usize) -> Self {
        Self { finite: nth == 0, past: nth == 1, present: nth == 2, led: nth == 3 }
    }

    fn or(self, other: Self) -> Self {
        Self {
            finite: self.finite || other.finite,
            past: self.past || other.past,
            present: self.present || other.present,
            led: self.led || other.led,
        }
    }
}

/// What a cue's row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueRow<'p> {
    pub(crate) kind: CueKind,
    pub(crate) act: Act,
    /// The words after it name whom it is said to.
    pub(crate) to: bool,
    /// What it takes as content, between commas.
    takes: &'p str,
    pub(crate) forms: Forms,
}

impl CueRow<'_> {
    /// Whether its content may be that: `clause`, `quote`, `object`, or a preposition it begins with.
    pub(crate) fn takes(&self, what: &str) -> bool {
        match self.takes {
            "-" | "to" => matches!(what, "clause" | "quote"),
            takes => takes.split(',').any(|taken| taken == what),
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What a word can be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind { $($(#[$doc])* $variant),* }

        impl Kind {
            /// The names of all, as rows write them.
            pub(crate) const NAMES: &[&str] = &[$($name),*];

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
    /// Between a cue and what belongs to it, part of neither.
    Adverb = "adverb",
    /// A pronoun before a verb that is not its subject.
    Clitic = "clitic",
    /// Before a form that reports only there.
    Lead = "lead",
    /// What an apostrophe joins to the next word.
    Elided = "elided",
    /// An article that means one that is known.
    Definite = "definite",
    /// Joins a noun to the one before.
    Genitive = "genitive",
    /// Before a noun, none of a source.
    Preposition = "preposition",
    /// Joins clauses or nouns.
    Conjunction = "conjunction",
    /// When or how, no part of a source.
    Circumstance = "circumstance",
    /// Ends a content.
    Closer = "closer",
    /// A finite verb that reports nothing.
    Verb = "verb",
    /// How finite verbs end.
    VerbEnding = "verb-ending",
    /// How infinitives end.
    Infinitive = "infinitive",
    /// Inside a name.
    Particle = "particle",
    /// The day of writing.
    Today = "today",
    /// The day before.
    Yesterday = "yesterday",
    /// After a weekday that is to come.
    Next = "next",
    /// A man's title.
    Sir = "sir",
    /// A woman's title.
    Madam = "madam",
}

/// The kinds of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kinds(u64);

impl Kinds {
    pub(crate) fn has(self, kind: Kind) -> bool {
        self.0 >> kind as u32 & 1 == 1
    }
}

impl Pack {
    /// Reads the rows; those that are no rows are left out (`rawi pack check` names them).
    pub(crate) fn read(cues: &'static str, tables: &[&'static str]) -> Self {
        let mut pack = Self {
            cues: FxHashMap::default(),
            kinds: FxHashMap::default(),
            short: FxHashMap::default(),
            phrases: FxHashMap::default(),
            endings: Vec::new(),
            elides: false,
            genitives: false,
        };
        for (form, row) in rows(cues).flat_map(cue_rows) {
            let kept = pack.cues.entry(form).or_insert(row);
            kept.forms = kept.forms.or(row.forms);
        }
        pack.short.extend(tables.iter().flat_map(|table| rows(table)).filter_map(short_row));
        for (kind, form) in tables.iter().flat_map(|table| rows(table)).filter_map(kind_row) {
            pack.add(kind, form);
        }
        pack
    }

    fn add(&mut self, kind: Kind, form: &'static str) {
        self.elides |= kind == Kind::Elided;
        self.genitives |= kind == Kind::Genitive;
        match form.split_once(' ') {
            _ if matches!(kind, Kind::VerbEnding | Kind::Infinitive) => {
                self.endings.push((form, kind))
            }
            Some((first, rest)) => self.phrases.entry(first).or_default().push((rest, kind)),
            None => self.kinds.entry(form).or_default().0 |= 1 << kind as u32,
        }
    }

    /// The row of that cue.
    pub(crate) fn cue(&self, form: &str) -> Option<CueRow<'static>> {
        let row = self.cues.get(form);
        if row.is_some() || !self.elides {
            return row.copied();
        }
        self.cues.get(&*straight(form)).or_else(|| self.cues.get(self.bare(form))).copied()
    }

    /// The act and all that the row of a cue says, with the word after it where the two are a row: "called_for".
    pub(crate) fn cue_before(&self, form: &str, next: &str) -> Option<CueRow<'static>> {
        self.cue(&format!("{form}_{next}")).or_else(|| self.cue(form))
    }

    /// The short form of a title.
    pub(crate) fn short_for(&self, title: &str) -> Option<&'static str> {
        self.short.get(title).copied()
    }

    /// Whether the word is of that kind, by itself or without what an apostrophe joins to it.
    pub(crate) fn is(&self, form: &str, kind: Kind) -> bool {
        self.kinds.get(form).is_some_and(|kinds| kinds.has(kind))
            || (self.elides && self.bare(form) != form && self.is_itself(self.bare(form), kind))
    }

    /// Whether the whole word is a row of that kind.
    pub(crate) fn is_itself(&self, form: &str, kind: Kind) -> bool {
        let known = |form: &str| self.kinds.get(form).is_some_and(|kinds| kinds.has(kind));
        known(form) || (self.elides && form.contains('’') && known(&straight(form)))
    }

    /// Whether what an apostrophe joins to the front of the word is of that kind.
    pub(crate) fn joins(&self, form: &str, kind: Kind) -> bool {
        let joined = &form[..form.len() - self.bare(form).len()];
        !joined.is_empty() && self.is_itself(joined, kind)
    }

    /// What an apostrophe joins to the front of the word, with a straight one; empty for nothing.
    pub(crate) fn joined<'f>(&self, form: &'f str) -> Cow<'f, str> {
        straight(&form[..form.len() - self.bare(form).len()])
    }

    /// The word without what an apostrophe joins to its front.
    pub(crate) fn bare<'f>(&self, form: &'f str) -> &'f str {
        if !self.elides {
            return form;
        }
        let Some(at) = form.find(['\'', '’']) else { return form };
        let rest = at + form[at..].chars().next().map_or(0, char::len_utf8);
        if self.is_itself(&form[..rest], Kind::Elided) { &form[rest..] } else { form }
    }

    /// Whether the word ends as the rows of that kind do, and has more letters.
    pub(crate) fn ends(&self, form: &str, kind: Kind) -> bool {
        let form = self.bare(form);
        let ends = |ending: &str| form.len() > ending.len() && form.ends_with(ending);
        self.endings.iter().any(|(ending, of)| *of == kind && ends(ending))
    }

    /// Whether the language has genitives: what a noun is of stands behind it.
    pub(crate) fn has_genitives(&self) -> bool {
        self.genitives
    }

    /// How many tokens from `i` on are the longest row of that kind; 0 for none.
    pub(crate) fn at(&self, tokens: &Tokens, i: usize, kind: Kind) -> usize {
        let Some(form) = (i < tokens.len()).then(|| tokens.form(i)) else { return 0 };
        let rows = self.phrases.get(&*straight(form)).into_iter().flatten();
        let phrase = rows
            .filter(|(_, of)| *of == kind)
            .filter_map(|(rest, _)| self.goes_on(tokens, i + 1, rest));
        phrase.max().unwrap_or(usize::from(self.is(form, kind)))
    }

    /// The length of a phrase whose words after the first are `rest`.
    fn goes_on(&self, tokens: &Tokens, from: usize, rest: &str) -> Option<usize> {
        let mut at = from;
        for word in rest.split(' ') {
            let form = (at < tokens.len()).then(|| straight(tokens.form(at)))?;
            if form != word && (!word.ends_with('\'') || self.joined(&form) != word) {
                return None;
            }
            at += 1;
        }
        Some(at - from + 1)
    }
}

/// With straight apostrophes, as rows are written.
fn straight(form: &str) -> Cow<'_, str> {
    if form.contains('’') { Cow::Owned(form.replace('’', "'")) } else { Cow::Borrowed(form) }
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The forms of a row of `cues.tsv`; none where it cannot be read.
pub(crate) fn cue_rows(line: &str) -> Vec<(&str, CueRow<'_>)> {
    read_cue(line).unwrap_or_default()
}

fn read_cue(line: &str) -> Option<Vec<(&str, CueRow<'_>)>> {
    let mut columns = line.split('\t');
    let kind = CueKind::from_name(columns.next()?)?;
    let forms = columns.next()?;
    let takes = columns.next()?;
    let act = Act::from_name(columns.next()?)?;
    let row =
        |forms| CueRow { kind, act, to: takes.split(',').any(|taken| taken == "to"), takes, forms };
    // "according to" is looked up by its first word.
    if kind == CueKind::Source {
        return Some(vec![(forms.split(' ').next()?, row(Forms::nth(0)))]);
    }
    let parts = forms.split(" / ").enumerate();
    let forms = parts.flat_map(|(nth, part)| part.split(' ').map(move |form| (form, nth)));
    Some(
        forms
            .filter(|(form, _)| *form != "-")
            .map(|(form, nth)| (form, row(Forms::nth(nth))))
            .collect(),
    )
}

/// A title and how it is shortened: "governor gov".
pub(crate) fn short_row(line: &str) -> Option<(&str, &str)> {
    let mut columns = line.split('\t');
    (columns.next()? == "short").then_some(())?;
    columns.next()?.split_once(' ')
}

pub(crate) fn kind_row(line: &str) -> Option<(Kind, &str)> {
    let mut columns = line.split('\t');
    Some((Kind::from_name(columns.next()?)?, columns.next()?))
}

#[cfg(test)]
mod tests {
    use super::super::{LANGS, language};
    use super::*;
    use rawi_text::{Lang, tokenize};

    fn pack(lang: Lang) -> &'static Pack {
        &language(lang).expect("a pack").pack
    }

    #[test]
    fn every_language_has_rows() {
        for language in &LANGS {
            assert!(language.pack.cues.len() > 100 && language.pack.kinds.len() > 100);
        }
    }

    #[test]
    fn acts_and_kinds() {
        let english = pack(Lang::En);
        assert_eq!(english.cue("denied").map(|row| row.act), Some(Act::Deny));
        assert_eq!(english.cue("told").map(|row| row.to), Some(true));
        assert!(english.is("she", Kind::She) && !english.is("she", Kind::He));
    }

    #[test]
    fn an_apostrophe_joins_words_that_are_rows() {
        let french = pack(Lang::Fr);
        assert_eq!((french.bare("l’eau"), french.bare("aujourd'hui")), ("eau", "aujourd'hui"));
        assert!(french.joins("qu’elle", Kind::Clause) && french.is("qu’elle", Kind::She));
        assert!(french.cue("d’après").is_some_and(|row| row.kind == CueKind::Source));
        assert_eq!(pack(Lang::En).bare("o'clock"), "o'clock");
    }

    #[test]
    fn phrases_are_rows_too() {
        let tokens = tokenize("par ailleurs, avant d’ajouter");
        let french = pack(Lang::Fr);
        assert_eq!(french.at(&tokens, 0, Kind::Adverb), 2);
        assert_eq!(french.at(&tokens, 3, Kind::Lead), 2);
        assert_eq!(french.at(&tokens, 1, Kind::Lead), 0);
    }
}
