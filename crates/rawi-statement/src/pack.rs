//! What the engine knows of a language, compiled once from `packs/<lang>/`.

use crate::Act;
use rawi_text::{Tokens, fold, tokenize};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The grammatical kind of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueKind {
    Past,
    Present,
    Participle,
    /// Passes another's words on: نقلت الوكالة عن … قوله.
    Relay,
}

/// Gender and number that a verb form or a noun shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    Masculine,
    Feminine,
    Plural,
}

/// One inflected form of a cue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    pub(crate) kind: CueKind,
    pub(crate) act: Act,
    pub(crate) agreement: Agreement,
    /// Whether و or ف is attached.
    pub(crate) joined: bool,
    pub(crate) takes: Takes,
    /// The form ends in ى: رأى is a verb, رأي a noun, and both fold to the same letters.
    pub(crate) maqsura: bool,
}

/// What may stand after a cue as its content.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Takes {
    pub(crate) clause: bool,
    pub(crate) quote: bool,
    pub(crate) object: bool,
    /// The object must be one of the nouns of kind `express`.
    pub(crate) express: bool,
    pub(crate) about: bool,
    pub(crate) on: bool,
    pub(crate) to: bool,
    pub(crate) from: bool,
    pub(crate) inside: bool,
    pub(crate) with: bool,
    pub(crate) for_: bool,
    /// The words before the preposition name the addressee.
    pub(crate) addressee: bool,
    /// The form has other readings: what it takes must follow at once.
    pub(crate) near: bool,
}

impl Takes {
    pub(crate) fn parse(list: &str) -> Option<Self> {
        let mut takes = Self::default();
        for word in list.split(',') {
            match word {
                "clause" => takes.clause = true,
                "quote" => takes.quote = true,
                "object" => takes.object = true,
                "object:express" => (takes.object, takes.express) = (true, true),
                "ب:express" => (takes.with, takes.express) = (true, true),
                "عن" => takes.about = true,
                "على" => takes.on = true,
                "الى" => takes.to = true,
                "من" => takes.from = true,
                "في" => takes.inside = true,
                "ب" => takes.with = true,
                "ل" => takes.for_ = true,
                "to" => takes.addressee = true,
                "near" => takes.near = true,
                "relay" => {}
                _ => return None,
            }
        }
        Some(takes)
    }
}

/// What a phrase does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Syntax {
    Clause,
    Circumstance,
    Relative,
    Carrier,
    Closer,
    Source,
    Object,
    Express,
    Negation,
    Particle,
    Pronoun,
    Said,
    Lead,
    // What words of a source phrase are.
    Title,
    Group,
    Institution,
    Document,
    Noun,
    NotSpeaker,
    Place,
    Country,
    Event,
    Given,
    Thing,
}

/// The knowledge of one language.
pub(crate) struct Pack {
    cues: FxHashMap<String, Cue>,
    phrases: FxHashMap<String, Vec<(Vec<String>, Syntax)>>,
}

/// The Arabic pack.
pub(crate) static ARABIC: LazyLock<Pack> = LazyLock::new(|| {
    Pack::new(
        include_str!("../../../packs/ar/cues.tsv"),
        &[
            include_str!("../../../packs/ar/syntax.tsv"),
            include_str!("../../../packs/ar/names.tsv"),
        ],
    )
});

impl Pack {
    fn new(cues: &str, phrases: &[&str]) -> Self {
        let mut pack = Self { cues: FxHashMap::default(), phrases: FxHashMap::default() };
        cues.lines().filter_map(CueRow::parse).for_each(|row| row.inflect(&mut pack.cues));
        cues.lines().filter_map(taken_back).for_each(|form| pack.forget(&fold(form)));
        for (syntax, form) in phrases.iter().flat_map(|text| text.lines()).filter_map(phrase_row) {
            let tokens = tokenize(form);
            let words: Vec<String> = (0..tokens.len()).map(|i| tokens.form(i).to_owned()).collect();
            if let Some(first) = words.first().cloned() {
                pack.phrases.entry(first).or_default().push((words, syntax));
            }
        }
        for list in pack.phrases.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        pack
    }

    /// Takes back a form, bare and with و and ف.
    fn forget(&mut self, form: &str) {
        for form in joined(form) {
            self.cues.remove(&form);
        }
    }

    /// The cue that a folded word is.
    pub(crate) fn cue(&self, form: &str) -> Option<&Cue> {
        self.cues.get(form)
    }

    /// Whether the folded word alone is a phrase of that kind.
    pub(crate) fn is(&self, form: &str, syntax: Syntax) -> bool {
        self.phrases
            .get(form)
            .is_some_and(|list| list.iter().any(|(words, of)| *of == syntax && words.len() == 1))
    }

    /// Number of tokens that the longest phrase of that kind takes at token `i`, before `end`.
    pub(crate) fn at(
        &self,
        tokens: &Tokens,
        i: usize,
        end: usize,
        syntax: Syntax,
    ) -> Option<usize> {
        let end = end.min(tokens.len());
        if i >= end {
            return None;
        }
        let list = self.phrases.get(tokens.form(i))?;
        list.iter()
            .filter(|(words, of)| *of == syntax && i + words.len() <= end)
            .find(|(words, _)| words.iter().enumerate().all(|(k, word)| tokens.form(i + k) == word))
            .map(|(words, _)| words.len())
    }

    /// Whether the folded word, without article, conjunction and preposition, is of that kind.
    pub(crate) fn is_bare(&self, form: &str, syntax: Syntax) -> bool {
        self.is(form, syntax) || bare_forms(form).any(|bare| self.is(bare, syntax))
    }
}

/// The form that a row takes back.
fn taken_back(line: &str) -> Option<&str> {
    line.strip_prefix("not\t").and_then(|rest| rest.split('\t').next())
}

/// A form bare, with و and with ف.
pub(crate) fn joined(form: &str) -> [String; 3] {
    ["", "و", "ف"].map(|prefix| format!("{prefix}{form}"))
}

/// The word without what may be attached before it.
pub(crate) fn bare_forms(form: &str) -> impl Iterator<Item = &str> {
    const PREFIXES: [&str; 12] =
        ["وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ب", "ل", "ف", "ك"];
    PREFIXES
        .iter()
        .filter_map(|prefix| form.strip_prefix(prefix))
        .filter(|bare| bare.chars().nth(1).is_some())
}

pub(crate) fn phrase_row(line: &str) -> Option<(Syntax, &str)> {
    let mut columns = line.split('\t');
    let syntax = match columns.next()? {
        "clause" => Syntax::Clause,
        "circumstance" => Syntax::Circumstance,
        "relative" => Syntax::Relative,
        "carrier" => Syntax::Carrier,
        "closer" => Syntax::Closer,
        "source" => Syntax::Source,
        "object" => Syntax::Object,
        "express" => Syntax::Express,
        "negation" => Syntax::Negation,
        "particle" => Syntax::Particle,
        "pronoun" => Syntax::Pronoun,
        "said" => Syntax::Said,
        "lead" => Syntax::Lead,
        "title" => Syntax::Title,
        "group" => Syntax::Group,
        "institution" => Syntax::Institution,
        "document" => Syntax::Document,
        "noun" => Syntax::Noun,
        "not-speaker" => Syntax::NotSpeaker,
        "place" => Syntax::Place,
        "country" => Syntax::Country,
        "event" => Syntax::Event,
        "given" => Syntax::Given,
        "thing" => Syntax::Thing,
        _ => return None,
    };
    Some((syntax, columns.next()?))
}

/// One row of `cues.tsv`.
pub(crate) struct CueRow<'p> {
    kind: &'p str,
    forms: Vec<String>,
    takes: Takes,
    relay: bool,
    act: Act,
    /// The past ends in ى.
    maqsura: bool,
}

impl<'p> CueRow<'p> {
    pub(crate) fn parse(line: &'p str) -> Option<Self> {
        if line.starts_with('#') {
            return None;
        }
        let mut columns = line.split('\t');
        let kind = columns.next()?;
        let written = columns.next()?;
        let maqsura = written.split(' ').next().is_some_and(|past| past.ends_with('ى'));
        let forms = written.split(' ').map(fold).collect();
        let list = columns.next()?;
        let takes = Takes::parse(list)?;
        let relay = list == "relay";
        Some(Self { kind, forms, takes, relay, act: Act::from_name(columns.next()?)?, maqsura })
    }

    pub(crate) fn inflect(&self, out: &mut FxHashMap<String, Cue>) {
        match (self.kind, self.forms.as_slice()) {
            ("verb", [past, present]) => {
                let kind = if self.relay { CueKind::Relay } else { CueKind::Past };
                past_forms(past).for_each(|(form, agreement)| self.add(out, kind, form, agreement));
                let kind = if self.relay { CueKind::Relay } else { CueKind::Present };
                present_forms(present)
                    .for_each(|(form, agreement)| self.add(out, kind, form, agreement));
            }
            ("participle", [stem]) => {
                participle_forms(stem).for_each(|(form, agreement)| {
                    self.add(out, CueKind::Participle, form, agreement)
                });
            }
            _ => {}
        }
    }

    /// Adds a form bare, with و and with ف; an earlier row keeps its form.
    fn add(
        &self,
        out: &mut FxHashMap<String, Cue>,
        kind: CueKind,
        form: String,
        agreement: Agreement,
    ) {
        for (prefix, joined) in [("", false), ("و", true), ("ف", true)] {
            let maqsura = self.maqsura && form == self.forms[0];
            let cue = Cue { kind, act: self.act, agreement, joined, takes: self.takes, maqsura };
            out.entry(format!("{prefix}{form}")).or_insert(cue);
        }
    }
}

/// Third persons of the past; a weak last letter falls before ت and وا.
fn past_forms(past: &str) -> impl Iterator<Item = (String, Agreement)> + use<> {
    let weak = past.ends_with(['ا', 'ي']);
    let stem = if weak { &past[..past.len() - 2] } else { past };
    let dual = if weak { format!("{stem}يا") } else { format!("{stem}ا") };
    [
        (past.to_owned(), Agreement::Masculine),
        (format!("{stem}ت"), Agreement::Feminine),
        (format!("{stem}وا"), Agreement::Plural),
        (dual, Agreement::Plural),
        (format!("{stem}تا"), Agreement::Plural),
    ]
    .into_iter()
}

/// Third persons of the present and the future with س.
fn present_forms(present: &str) -> impl Iterator<Item = (String, Agreement)> + use<> {
    let rest = present.strip_prefix('ي').unwrap_or(present).to_owned();
    let plural = rest.strip_suffix(['و', 'ي']).unwrap_or(&rest).to_owned();
    let forms = [
        (format!("ي{rest}"), Agreement::Masculine),
        (format!("ت{rest}"), Agreement::Feminine),
        (format!("ي{plural}ون"), Agreement::Plural),
        (format!("ي{rest}ان"), Agreement::Plural),
        (format!("ت{rest}ان"), Agreement::Plural),
    ];
    forms
        .into_iter()
        .flat_map(|(form, agreement)| [(format!("س{form}"), agreement), (form, agreement)])
}

/// Accusatives, feminines and masculine plurals; the bare stem and ات (لافتات, signs) have other readings.
fn participle_forms(stem: &str) -> impl Iterator<Item = (String, Agreement)> + use<> {
    let plural = stem.strip_suffix('ي').unwrap_or(stem).to_owned();
    [
        (format!("{stem}ا"), Agreement::Masculine),
        (format!("{stem}ه"), Agreement::Feminine),
        (format!("{plural}ين"), Agreement::Plural),
    ]
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_row_is_read_and_none_stands_twice() {
        let mut seen = HashSet::new();
        for line in include_str!("../../../packs/ar/cues.tsv")
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty() && !l.starts_with("not\t"))
        {
            let row = CueRow::parse(line).unwrap_or_else(|| panic!("not read: {line}"));
            assert!(seen.insert((row.kind.to_owned(), row.forms.clone())), "twice: {line}");
            let mut forms = FxHashMap::default();
            row.inflect(&mut forms);
            assert!(forms.len() >= 9, "{line}");
        }
        let mut seen = HashSet::new();
        for text in [
            include_str!("../../../packs/ar/syntax.tsv"),
            include_str!("../../../packs/ar/names.tsv"),
        ] {
            for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
                let (syntax, form) = phrase_row(line).unwrap_or_else(|| panic!("not read: {line}"));
                assert!(seen.insert((syntax, fold(form))), "twice: {line}");
            }
        }
    }

    #[test]
    fn verbs_are_inflected() {
        let rows = [
            ("وقالت", CueKind::Past, Agreement::Feminine),
            ("دعت", CueKind::Past, Agreement::Feminine),
            ("نفوا", CueKind::Past, Agreement::Plural),
            ("سيعلن", CueKind::Present, Agreement::Masculine),
            ("يدعون", CueKind::Present, Agreement::Plural),
            ("مشيره", CueKind::Participle, Agreement::Feminine),
            ("داعين", CueKind::Participle, Agreement::Plural),
        ];
        for (form, kind, agreement) in rows {
            let cue = ARABIC.cue(form).unwrap_or_else(|| panic!("{form}"));
            assert_eq!((cue.kind, cue.agreement), (kind, agreement), "{form}");
        }
    }
}
