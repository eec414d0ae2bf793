//! What will be a registry.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::actor::{ActorKind, NameUse};
use crate::registry::{
    ActorRow, Code, MAGIC, Mark, NameRow, PositionRow, Sense, Stored, TermRow, TextRef,
};
use crate::term::{End, PartialDate};

use super::forms;

/// What is wrong with an input of a registry, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 where it is no line.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Fault {}

/// How much a draft holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Actors of every kind.
    pub actors: usize,
    /// Human beings among them.
    pub people: usize,
    /// Their names.
    pub names: usize,
    /// Times in office, before those that say the same are made one.
    pub terms: usize,
}

#[derive(Clone, Debug)]
pub(super) struct DraftActor {
    pub id: String,
    pub kind: ActorKind,
    /// ISO 3166 code.
    pub country: String,
    pub names: Vec<(Code, NameUse, String)>,
    /// The last input that has a row of it, by [`Draft::begin_input`].
    pub input: u32,
}

/// Somebody's time in an office, by identifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftTerm {
    /// The person's identifier.
    pub person: String,
    /// The position's.
    pub position: String,
    /// An ISO 3166 code or the identifier of a body; empty where the office has none.
    pub jurisdiction: String,
    /// When it began.
    pub start: Option<PartialDate>,
    /// How it ended.
    pub end: End,
}

#[derive(Clone, Debug)]
pub(super) struct DraftPosition {
    pub id: String,
    pub one: bool,
    pub en: String,
    pub ar: String,
    /// As in [`DraftActor`].
    pub input: u32,
}

#[derive(Clone, Debug)]
pub(super) struct DraftTitle {
    pub form: String,
    pub position: u16,
    pub jurisdiction: String,
}

/// Numbers of terms by the person's identifier.
pub(super) type KnownTerms = FxHashMap<String, Vec<usize>>;

/// What parts several names of one cell.
pub(super) const NAMES: char = '|';

/// A registry in the making.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub(super) actors: Vec<DraftActor>,
    pub(super) by_id: FxHashMap<String, usize>,
    /// Countries by their code.
    pub(super) codes: FxHashMap<String, usize>,
    pub(super) positions: Vec<DraftPosition>,
    pub(super) titles: Vec<DraftTitle>,
    pub(super) marks: Vec<(String, Mark)>,
    pub(super) words: Vec<(String, Sense)>,
    pub(super) terms: Vec<DraftTerm>,
    /// Which input is being added.
    pub(super) input: u32,
}

impl Draft {
    /// Says that what follows is another input. Within one input an identifier stands once; a later input adds names to
    /// the actors of an earlier one.
    pub fn begin_input(&mut self) {
        self.input += 1;
    }

    /// The number of the actor with that identifier, made where there is none; an actor that stood without a country
    /// takes this one.
    pub(super) fn actor(&mut self, id: &str, kind: ActorKind, country: &str) -> usize {
        if let Some(at) = self.by_id.get(id) {
            let actor = &mut self.actors[*at];
            actor.input = self.input;
            if actor.country.is_empty() {
                country.clone_into(&mut actor.country);
            }
            return *at;
        }
        let at = self.actors.len();
        self.by_id.insert(id.to_owned(), at);
        if kind == ActorKind::Country {
            self.codes.insert(country.to_owned(), at);
        }
        self.actors.push(DraftActor {
            id: id.to_owned(),
            kind,
            country: country.to_owned(),
            names: Vec::new(),
            input: self.input,
        });
        at
    }

    /// Whether a row of this input has that identifier already.
    pub(super) fn stands_twice(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|at| self.actors[*at].input == self.input)
    }

    /// Adds names that the actor does not have yet.
    pub(super) fn name(&mut self, actor: usize, lang: Code, name_use: NameUse, names: &str) {
        let known = &mut self.actors[actor].names;
        for name in names.split(NAMES).map(str::trim).filter(|name| !name.is_empty()) {
            if !known.iter().any(|(l, u, n)| *l == lang && *u == name_use && n == name) {
                known.push((lang, name_use, name.to_owned()));
            }
        }
    }

    /// Adds a term. The same office of the same person is one term where the starts agree or are not known; the
    /// later row says how it ended.
    pub fn add_term(&mut self, term: DraftTerm) {
        self.terms.push(term);
    }

    /// The terms so far, by person.
    pub(super) fn known_terms(&self) -> KnownTerms {
        let mut known = KnownTerms::default();
        for (at, term) in self.terms.iter().enumerate() {
            known.entry(term.person.clone()).or_default().push(at);
        }
        known
    }

    /// Adds a term of another source, unless it tells less than what is `known`: what is known of an end is not forgotten
    /// where that source tells none.
    pub(super) fn add_term_beside(&mut self, known: &KnownTerms, term: DraftTerm) -> bool {
        let old = known.get(&term.person).into_iter().flatten().map(|at| &self.terms[*at]);
        let mut same = old.filter(|old| self.is_same_office(old, &term));
        let less = !matches!(term.end, End::On(_))
            && same.any(|old| old.start.is_some() || term.start.is_none());
        if !less {
            self.add_term(term);
        }
        !less
    }

    /// Whether two terms are of one office, and may be of one time.
    fn is_same_office(&self, old: &DraftTerm, new: &DraftTerm) -> bool {
        old.position == new.position
            && self.jurisdiction(&old.jurisdiction) == self.jurisdiction(&new.jurisdiction)
            && match (old.start, new.start) {
                (Some(a), Some(b)) => a.first() <= b.last() && b.first() <= a.last(),
                _ => true,
            }
    }

    /// How many actors there are.
    pub fn len(&self) -> usize {
        self.actors.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty()
    }

    /// Whether there is anything that offices of other sources can be known by.
    pub fn has_titles(&self) -> bool {
        !self.positions.is_empty() && !self.titles.is_empty()
    }

    /// How many people, names and terms there are.
    pub fn counts(&self) -> Counts {
        let people = self.actors.iter().filter(|actor| actor.kind == ActorKind::Person).count();
        let names = self.actors.iter().map(|actor| actor.names.len()).sum();
        Counts { actors: self.actors.len(), people, names, terms: self.terms.len() }
    }

    /// What contradicts itself: terms of nobody, of no position or jurisdiction, ends before starts.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for term in &self.terms {
            let what = format!("{} {} {}", term.person, term.position, term.jurisdiction);
            if !self.by_id.contains_key(&term.person) {
                faults.push(format!("a term of nobody: {what}; add the person to people.tsv"));
            }
            if !self.positions.iter().any(|position| position.id == term.position) {
                faults.push(format!("no such position: {what}; add it to positions.tsv"));
            }
            if !term.jurisdiction.is_empty() && self.jurisdiction(&term.jurisdiction).is_none() {
                faults.push(format!("no such country or body: {what}; add it, or mend the code"));
            }
            if let (Some(start), End::On(end)) = (term.start, term.end)
                && end.last() < start.first()
            {
                faults.push(format!("the end {end} is before the start {start}: {what}"));
            }
        }
        faults
    }

    /// The actor that a jurisdiction names: a country by its code, or any by its identifier.
    pub(super) fn jurisdiction(&self, code: &str) -> Option<usize> {
        self.by_id.get(code).or_else(|| self.codes.get(code)).copied()
    }

    /// How a jurisdiction that is there is written where it is compared: a country by its code, all else by its identifier.
    pub(super) fn jurisdiction_code(&self, at: usize) -> &str {
        let actor = &self.actors[at];
        if actor.kind == ActorKind::Country { &actor.country } else { &actor.id }
    }

    /// The registry's bytes.
    ///
    /// What [`Draft::faults`] names is left out. The same draft gives the same bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let place = |code: &str| -> Option<u32> { self.jurisdiction(code).map(|at| at as u32) };
        let position =
            |id: &str| self.positions.iter().position(|p| p.id == id).map(|at| at as u16);
        let mut stored = Stored::default();
        let mut texts = Texts::default();
        let mut terms: Vec<Vec<TermRow>> = vec![Vec::new(); self.actors.len()];
        for term in &self.terms {
            let (Some(person), Some(position)) =
                (self.by_id.get(&term.person), position(&term.position))
            else {
                continue;
            };
            let jurisdiction = place(&term.jurisdiction);
            if jurisdiction.is_none() && !term.jurisdiction.is_empty() {
                continue;
            }
            let row = TermRow {
                person: *person as u32,
                position,
                jurisdiction,
                start: term.start,
                end: term.end,
            };
            if let (Some(start), End::On(end)) = (row.start, row.end)
                && end.last() < start.first()
            {
                continue;
            }
            insert(&mut terms[*person], row);
        }
        self.end_at_successors(&mut terms);
        for (i, actor) in self.actors.iter().enumerate() {
            let from = stored.names.len() as u32;
            for (lang, name_use, name) in &actor.names {
                let text = texts.add(name);
                stored.names.push(NameRow { text, lang: *lang, name_use: *name_use });
            }
            let names = (from, stored.names.len() as u32);
            let from = stored.terms.len() as u32;
            terms[i].sort_by_key(|term| (term.start, term.position, term.jurisdiction));
            stored.terms.append(&mut terms[i]);
            let own = &stored.terms[from as usize..];
            let rank = own.iter().map(|term| self.rank(term)).max().unwrap_or(0);
            // Somebody belongs to the country of the first office.
            let country = place(&actor.country).or_else(|| {
                own.iter().find_map(|term| {
                    let at = term.jurisdiction? as usize;
                    place(&self.actors[at].country)
                })
            });
            stored.actors.push(ActorRow {
                id: texts.add(&actor.id),
                kind: actor.kind,
                country,
                names,
                terms: (from, stored.terms.len() as u32),
                rank,
            });
        }
        for row in &self.positions {
            let (id, en, ar) = (texts.add(&row.id), texts.add(&row.en), texts.add(&row.ar));
            stored.positions.push(PositionRow { id, one: row.one, en, ar });
        }
        let titles = self.titles.iter().filter_map(|title| {
            let jurisdiction = place(&title.jurisdiction);
            if jurisdiction.is_none() && !title.jurisdiction.is_empty() {
                return None;
            }
            Some((title.form.as_str(), title.position, jurisdiction))
        });
        forms::fill(self, titles, &mut stored);
        stored.text = texts.text.into();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(postcard::to_allocvec(&stored).expect("a registry in memory"));
        bytes
    }

    /// Where two people hold an office of one at once for weeks, the end of the first is wrong in the source: nothing is
    /// certain of it after the second came. (Bodies with two heads and rival governments are told apart by their own
    /// jurisdictions.)
    fn end_at_successors(&self, terms: &mut [Vec<TermRow>]) {
        type Holders = Vec<(usize, usize)>;
        let mut offices: FxHashMap<(u16, Option<u32>), Holders> = FxHashMap::default();
        for (person, own) in terms.iter().enumerate() {
            for (i, term) in own.iter().enumerate() {
                let position = &self.positions[usize::from(term.position)];
                if position.one && SUCCEEDED.contains(&position.id.as_str()) && term.start.is_some()
                {
                    offices
                        .entry((term.position, term.jurisdiction))
                        .or_default()
                        .push((person, i));
                }
            }
        }
        for mut holders in offices.into_values() {
            holders.sort_by_key(|(person, i)| (terms[*person][*i].start, *person));
            for pair in holders.windows(2) {
                let [(a, i), (b, k)] = pair else { continue };
                let (Some(start), Some(next), End::On(end)) =
                    (terms[*a][*i].start, terms[*b][*k].start, terms[*a][*i].end)
                else {
                    continue;
                };
                let days =
                    |from: PartialDate, to: PartialDate| (to.first() - from.last()).get_days();
                if a != b && days(start, next) > OVERLAP_DAYS && days(next, end) > OVERLAP_DAYS {
                    terms[*a][*i].end = End::KnownUntil(Some(next));
                }
            }
        }
    }

    /// How much an office is in the news.
    fn rank(&self, term: &TermRow) -> u8 {
        match self.positions[usize::from(term.position)].id.as_str() {
            "president" | "prime-minister" | "monarch" | "crown-prince" | "supreme-leader"
            | "pope" => 3,
            "foreign-minister"
            | "defence-minister"
            | "secretary-general"
            | "high-representative"
            | "leader"
            | "vice-president"
            | "director-general"
            | "chair"
            | "interior-minister" => 2,
            _ => 1,
        }
    }
}

/// Offices in which one follows the other.
const SUCCEEDED: [&str; 8] = [
    "foreign-minister",
    "defence-minister",
    "interior-minister",
    "finance-minister",
    "justice-minister",
    "prime-minister",
    "secretary-general",
    "director-general",
];
const OVERLAP_DAYS: i32 = 45;

/// Adds a term to a person's; one that is there already with the same start, or none, takes the end of the new one.
fn insert(terms: &mut Vec<TermRow>, new: TermRow) {
    let same = terms.iter_mut().find(|old| {
        old.position == new.position
            && old.jurisdiction == new.jurisdiction
            && match (old.start, new.start) {
                (Some(a), Some(b)) => a.first() <= b.last() && b.first() <= a.last(),
                _ => true,
            }
    });
    match same {
        Some(old) => {
            old.start = old.start.max(new.start);
            old.end = new.end;
        }
        None => terms.push(new),
    }
}

/// Texts, each once.
#[derive(Default)]
struct Texts {
    text: String,
    known: FxHashMap<String, TextRef>,
}

impl Texts {
    fn add(&mut self, text: &str) -> TextRef {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let at = TextRef { start: self.text.len() as u32, len: text.len() as u32 };
        self.text.push_str(text);
        self.known.insert(text.to_owned(), at);
        at
    }
}

pub(super) type Collected = FxHashMap<u64, (Vec<Sense>, bool)>;
