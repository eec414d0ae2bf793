//! A JSON dump of Wikidata.
//!
//! It is read once, from beginning to end, line by line: [`Dump::read`] keeps the titles of the items that may be offices, and
//! writes what it needs of human beings with a position to a store of the caller's. The offices of these stand anywhere
//! in the dump, so [`Dump::add`] reads the store when the dump is over. Memory grows with the number of items that have an
//! office's title, and with the people who are kept.

use std::io::{self, BufRead, Read, Write};

use rawi_text::rows::Wrong;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use serde_json::error::Category;

use crate::actor::{ActorKind, NameUse};
use crate::registry::Code;
use crate::term::{End, PartialDate};

use super::csv::in_order;
use super::draft::{Draft, DraftTerm, Fault, KnownTerms, NAMES};
use super::entity::{Entity, Holding, Item, Labels, When, item};
use super::lines::{self, Line};
use super::offices::{NoOffice, Office, Offices};
use super::report::{Left, Report};

/// The longest line that is read; the longest of Wikidata have some 5 MB.
const LONGEST: usize = 64 << 20;
/// Q5, human.
const HUMAN: Item = 5;
/// Kinds of countries: sovereign state, country, state, historical country, state with limited recognition.
const COUNTRIES: [Item; 5] = [3_624_078, 6256, 7275, 3_024_240, 15_634_554];
/// Longer names are none, and many names say that something went wrong.
const LONGEST_NAME: usize = 100;
const MOST_NAMES: usize = 40;

/// What a dump tells of offices, and how it is read.
pub struct Dump {
    file: String,
    offices: Offices,
    /// Items whose English label can be an office's title, and the items of their jurisdictions.
    titles: FxHashMap<Item, Title>,
    /// Items that are countries of ours by their names.
    countries: FxHashMap<Item, String>,
    /// Every item that was kept, for none may stand twice.
    kept: FxHashSet<Item>,
    entities: u64,
    /// Whether the caller wants no more.
    stopped: bool,
    report: Report,
}

struct Title {
    label: String,
    of: Vec<Item>,
}

/// A human being, as the store has it.
#[derive(Debug, Serialize, Deserialize)]
struct Human {
    line: u64,
    id: Item,
    names: Vec<(Code, String)>,
    citizen: Option<Item>,
    held: Vec<Holding>,
}

/// What a dump is made of, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Lines,
    Array { closed: bool },
}

impl Dump {
    /// A dump that will be added to `draft`; faults call it `file`.
    pub fn new(draft: &Draft, file: &str) -> Self {
        Self {
            file: file.to_owned(),
            offices: Offices::new(draft),
            titles: FxHashMap::default(),
            countries: FxHashMap::default(),
            kept: FxHashSet::default(),
            entities: 0,
            stopped: false,
            report: Report::default(),
        }
    }

    /// How many entities were read so far.
    pub fn entities(&self) -> u64 {
        self.entities
    }

    /// Reads the dump to its end, or until `tell`, which is given each fault, says no. `step` is called between lines.
    ///
    /// # Errors
    /// Where `store` cannot be written. What is wrong with `input` is a fault.
    pub fn read(
        &mut self,
        input: &mut dyn BufRead,
        store: &mut dyn Write,
        step: &mut dyn FnMut(&Self),
        tell: &mut dyn FnMut(Fault) -> bool,
    ) -> io::Result<()> {
        let mut line = Vec::new();
        let mut frame = None;
        let mut number = 0;
        loop {
            number += 1;
            let wrong = match lines::next(input, &mut line, LONGEST) {
                Ok(Line::Read { ended }) => match self.line(&line, number, &mut frame) {
                    Ok(Some(human)) => {
                        write(&human, store)?;
                        None
                    }
                    Ok(None) => None,
                    // What follows says whether it is cut off.
                    Err(Bad::Json { cut: true, .. }) if !ended => {
                        tell_cut(self, number, tell);
                        return Ok(());
                    }
                    Err(bad) => Some(bad.into()),
                },
                Ok(Line::TooLong) => {
                    let message = format!("the line is longer than {} MiB", LONGEST >> 20);
                    Some(Wrong::new(message, "put one entity on a line"))
                }
                Ok(Line::None) => {
                    if matches!(frame, Some(Frame::Array { closed: false })) {
                        tell_cut(self, number - 1, tell);
                    }
                    return Ok(());
                }
                Err(error) => {
                    self.fault(number, lines::broken(&error), tell);
                    return Ok(());
                }
            };
            if let Some(wrong) = wrong {
                self.fault(number, wrong, tell);
            }
            if self.stopped {
                return Ok(());
            }
            step(self);
        }
    }

    fn fault(&mut self, line: u64, wrong: Wrong, tell: &mut dyn FnMut(Fault) -> bool) {
        self.report.faults += 1;
        self.stopped |= !tell(Fault {
            file: self.file.clone(),
            line: line as usize,
            message: wrong.to_string(),
        });
    }

    /// Reads a line; who it is, if anybody who may be kept.
    fn line(
        &mut self,
        line: &[u8],
        number: u64,
        frame: &mut Option<Frame>,
    ) -> Result<Option<Human>, Bad> {
        let line =
            if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        let mut line = line.trim_ascii();
        if line.is_empty() {
            return Ok(None);
        }
        if let Some(Frame::Array { closed: true }) = frame {
            return Err(Bad::AfterEnd);
        }
        let frame = frame.get_or_insert_with(|| match line.strip_prefix(b"[") {
            Some(rest) => {
                line = rest.trim_ascii();
                Frame::Array { closed: false }
            }
            None => Frame::Lines,
        });
        if let Frame::Array { closed } = frame
            && let Some(rest) = line.strip_suffix(b"]")
        {
            *closed = true;
            line = rest.trim_ascii();
        }
        line = line.strip_suffix(b",").unwrap_or(line).trim_ascii();
        if line.is_empty() { Ok(None) } else { self.entity(line, number) }
    }

    fn entity(&mut self, json: &[u8], number: u64) -> Result<Option<Human>, Bad> {
        let entity: Entity = serde_json::from_slice(json).map_err(|error| Bad::Json {
            cut: error.classify() == Category::Eof,
            message: message(&error),
        })?;
        self.entities += 1;
        let Some(id) = item(&entity.id) else {
            return if entity.id.is_empty() { Err(Bad::NoId) } else { Ok(None) };
        };
        let Entity { labels, aliases, claims, .. } = entity;
        if claims.is.contains(&HUMAN) {
            if claims.held.is_empty() {
                if claims.deprecated > 0 {
                    self.report.leave(Left::Deprecated, &entity.id);
                }
                return Ok(None);
            }
            self.once(id)?;
            for _ in 0..claims.deprecated {
                self.report.leave(Left::Deprecated, &entity.id);
            }
            let also = aliases.en.into_iter().map(|name| (Code::En, name));
            let also = also.chain(aliases.ar.into_iter().map(|name| (Code::Ar, name)));
            let names = names(labels, also);
            let citizen = claims.citizen.first().copied();
            return Ok(Some(Human { line: number, id, names, citizen, held: claims.held }));
        }
        let Some(label) = labels.en.or(labels.mul) else { return Ok(None) };
        if claims.is.iter().any(|kind| COUNTRIES.contains(kind)) {
            if let Some(code) = self.offices.jurisdiction(&label).map(str::to_owned) {
                self.once(id)?;
                self.countries.insert(id, code);
            }
        } else if label.len() <= 2 * LONGEST_NAME && self.offices.may_be(&label) {
            self.once(id)?;
            let of = if claims.of.is_empty() { claims.country } else { claims.of };
            self.titles.insert(id, Title { label, of });
        }
        Ok(None)
    }

    fn once(&mut self, id: Item) -> Result<(), Bad> {
        if self.kept.insert(id) { Ok(()) } else { Err(Bad::Twice(id)) }
    }

    /// Adds the people of `store`, as [`Dump::read`] wrote it, to `draft`.
    ///
    /// # Errors
    /// Where `store` cannot be read.
    pub fn add(
        mut self,
        draft: &mut Draft,
        store: &mut dyn Read,
        tell: &mut dyn FnMut(Fault) -> bool,
    ) -> io::Result<Report> {
        let known = draft.known_terms();
        let first = draft.terms.len();
        while let Some(human) = read(store)? {
            let line = human.line;
            if let Err(wrong) = self.human(draft, human, &known, tell) {
                self.fault(line, wrong, tell);
            }
            if self.stopped {
                break;
            }
        }
        close(draft, first);
        Ok(self.report)
    }

    fn human(
        &mut self,
        draft: &mut Draft,
        human: Human,
        known: &KnownTerms,
        tell: &mut dyn FnMut(Fault) -> bool,
    ) -> Result<(), Wrong> {
        let id = format!("Q{}", human.id);
        let mut terms = Vec::new();
        for holding in &human.held {
            match self.term(draft, &id, holding) {
                Ok(Some(term)) => terms.push(term),
                Ok(None) => {}
                // The others of the same person may be right.
                Err(wrong) => {
                    self.fault(human.line, wrong, tell);
                }
            }
        }
        if terms.is_empty() {
            self.report.leave(Left::NoOffice, &id);
            return Ok(());
        }
        let new = !draft.by_id.contains_key(&id);
        if new && human.names.is_empty() {
            self.report.leave(Left::NoName, &id);
            return Ok(());
        }
        if !new && draft.actors[draft.by_id[&id]].kind != ActorKind::Person {
            let kind = draft.actors[draft.by_id[&id]].kind;
            return Err(Wrong::new(
                format!("`{id}` is a human here and a {kind} in an earlier input"),
                "correct one of them",
            ));
        }
        let country =
            human.citizen.and_then(|item| self.place(draft, item)).filter(|code| code.len() == 2);
        let actor = draft.actor(&id, ActorKind::Person, &country.unwrap_or_default());
        for (lang, name) in &human.names {
            draft.name(actor, *lang, NameUse::Name, name);
        }
        for term in terms {
            self.report.terms += usize::from(draft.add_term_beside(known, term));
        }
        self.report.people += usize::from(new);
        Ok(())
    }

    /// The term that a holding is, where its office is one of ours.
    fn term(
        &mut self,
        draft: &Draft,
        person: &str,
        holding: &Holding,
    ) -> Result<Option<DraftTerm>, Wrong> {
        let name = || format!("Q{}", holding.position);
        let Some(title) = self.titles.get(&holding.position) else {
            self.report.leave(Left::NoItem, &name());
            return Ok(None);
        };
        let told = holding.of.iter().chain(&title.of).find_map(|item| self.place(draft, *item));
        let Office { position, jurisdiction } =
            match self.offices.office(&title.label, told.as_deref()) {
                Ok(office) => office,
                Err(none) => {
                    let why =
                        if none == NoOffice::NoPlace { Left::NoPlace } else { Left::UnknownTitle };
                    let label = title.label.clone();
                    self.report.leave(why, &format!("{} ({label})", name()));
                    return Ok(None);
                }
            };
        let start = match holding.start {
            When::On(day) => Some(day),
            _ => None,
        };
        let end = match (holding.end, start) {
            (When::On(day), _) => End::On(day),
            (When::Never, _) | (When::Absent, Some(_)) => End::Open,
            (When::Unknown, _) | (When::Absent, None) => End::KnownUntil(None),
        };
        in_order(start, end).map_err(|wrong| {
            Wrong::new(format!("{person}, {}: {}", name(), wrong.message), wrong.remedy)
        })?;
        Ok(Some(DraftTerm {
            person: person.to_owned(),
            position: draft.positions[usize::from(position)].id.clone(),
            jurisdiction,
            start,
            end,
        }))
    }

    /// The jurisdiction that an item is.
    fn place(&self, draft: &Draft, item: Item) -> Option<String> {
        let Some(at) = draft.by_id.get(&format!("Q{item}")) else {
            return self.countries.get(&item).cloned();
        };
        let actor = &draft.actors[*at];
        let is_one = !matches!(actor.kind, ActorKind::Person | ActorKind::City);
        is_one.then(|| draft.jurisdiction_code(*at).to_owned())
    }
}

fn tell_cut(dump: &mut Dump, line: u64, tell: &mut dyn FnMut(Fault) -> bool) {
    dump.fault(
        line.max(1),
        Wrong::new("the dump is cut off: its last line has no end", "fetch the file again"),
        tell,
    );
}

/// An office of one holder whom somebody else followed did not last to this day, though the dump does not tell its end.
fn close(draft: &mut Draft, first: usize) {
    let one: FxHashSet<&str> =
        draft.positions.iter().filter(|row| row.one).map(|row| row.id.as_str()).collect();
    let office = |term: &DraftTerm| draft.jurisdiction(&term.jurisdiction);
    let mut latest: FxHashMap<(&str, Option<usize>), (PartialDate, &str)> = FxHashMap::default();
    for term in draft.terms.iter().filter(|term| one.contains(term.position.as_str())) {
        let Some(start) = term.start else { continue };
        let entry = latest.entry((&term.position, office(term))).or_insert((start, &term.person));
        if start.first() > entry.0.first() {
            *entry = (start, &term.person);
        }
    }
    let followed = |term: &DraftTerm| {
        let last = latest.get(&(term.position.as_str(), office(term)));
        last.is_some_and(|(start, person)| {
            term.person != *person && term.start.is_some_and(|own| own.last() < start.first())
        })
    };
    let over: Vec<usize> = (first..draft.terms.len())
        .filter(|at| draft.terms[*at].end == End::Open && followed(&draft.terms[*at]))
        .collect();
    for at in over {
        draft.terms[at].end = End::KnownUntil(None);
    }
}

/// The names in Arabic and English, the labels first.
fn names(labels: Labels, also: impl Iterator<Item = (Code, String)>) -> Vec<(Code, String)> {
    let label = labels.en.or(labels.mul).map(|name| (Code::En, name));
    let label = label.into_iter().chain(labels.ar.map(|name| (Code::Ar, name)));
    // The program derives last names itself; a nickname of one word would be found everywhere.
    let also = also.filter(|(_, name)| name.trim().contains(' '));
    let mut names: Vec<(Code, String)> = Vec::new();
    for (lang, name) in label.chain(also) {
        let name = name.replace(NAMES, " ");
        let name = name
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty());
        let name = name.collect::<Vec<_>>().join(" ");
        let is_arabic = name.chars().any(|c| ('\u{600}'..='\u{6FF}').contains(&c));
        if is_arabic == (lang == Code::Ar)
            && !name.is_empty()
            && name.len() <= LONGEST_NAME
            && names.len() < MOST_NAMES
        {
            names.push((lang, name));
        }
    }
    names
}

/// Why a line is not used.
#[derive(Debug)]
enum Bad {
    Json { message: String, cut: bool },
    NoId,
    Twice(Item),
    AfterEnd,
}

impl From<Bad> for Wrong {
    fn from(bad: Bad) -> Self {
        match bad {
            Bad::Json { message, .. } => Self::new(
                format!("the line is no entity ({message})"),
                "put one entity in JSON on a line",
            ),
            Bad::NoId => Self::new("the entity has no id", "give it one, as in \"id\":\"Q42\""),
            Bad::Twice(id) => {
                Self::new(format!("`Q{id}` is there twice"), "remove one of the two lines")
            }
            Bad::AfterEnd => Self::new(
                "something stands after the end of the list",
                "remove it, or the `]` before it",
            ),
        }
    }
}

/// A parser's message, with the column but not the line: it sees only one.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => format!("{} at column {}", &text[..at], error.column()),
        None => text,
    }
}

fn write(human: &Human, store: &mut dyn Write) -> io::Result<()> {
    let bytes = postcard::to_allocvec(human).map_err(io::Error::other)?;
    store.write_all(&(bytes.len() as u32).to_le_bytes())?;
    store.write_all(&bytes)
}

fn read(store: &mut dyn Read) -> io::Result<Option<Human>> {
    let mut len = [0; 4];
    match store.read_exact(&mut len) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        done => done?,
    }
    let mut bytes = vec![0; u32::from_le_bytes(len) as usize];
    store.read_exact(&mut bytes)?;
    postcard::from_bytes(&bytes).map(Some).map_err(io::Error::other)
}
