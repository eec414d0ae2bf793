//! A list of office-holders: `country,position,person,qid,start,end`.

use std::io::Read;

use csv::{ErrorKind, ReaderBuilder, StringRecord};
use rawi_text::rows::Wrong;
use rustc_hash::FxHashMap;

use crate::actor::{ActorKind, NameUse};
use crate::registry::Code;
use crate::term::{End, NoDate, PartialDate};

use super::draft::{Draft, DraftTerm, Fault, KnownTerms, NAMES};
use super::offices::{NoOffice, Offices};
use super::report::{Left, Report};
use super::tables::slug;

/// The columns, in any order.
const COLUMNS: [&str; 6] = ["country", "position", "person", "qid", "start", "end"];
/// Columns that a list cannot do without.
const NEEDED: [&str; 3] = ["country", "position", "person"];

impl Draft {
    /// Adds the rows of a list of office-holders, with a header.
    ///
    /// Country and title are English; a title is one of our positions by `titles.tsv`. A row of another office is left
    /// out and counted. Faults are given to `tell`, which says whether to go on.
    pub fn add_csv(
        &mut self,
        file: &str,
        input: impl Read,
        tell: &mut dyn FnMut(Fault) -> bool,
    ) -> Report {
        let mut report = Report::default();
        let fault = |line: usize, wrong: Wrong| Fault {
            file: file.to_owned(),
            line,
            message: wrong.to_string(),
        };
        let mut rows = ReaderBuilder::new().flexible(true).from_reader(input);
        let columns = match rows.headers().map_err(|error| broken(&error)).and_then(columns) {
            Ok(columns) => columns,
            Err((line, wrong)) => {
                tell(fault(line, wrong));
                return report;
            }
        };
        // A line feed after a carriage return is counted with the next row.
        let behind = usize::from(rows.position().line() == 1);
        let known = self.known_terms();
        let mut list =
            List { offices: Offices::new(self), columns, known, seen: FxHashMap::default() };
        let mut row = StringRecord::new();
        loop {
            let told = |error: csv::Error| {
                let (line, wrong) = broken(&error);
                (line + behind, wrong)
            };
            let read = rows.read_record(&mut row).map_err(told).and_then(|more| {
                let line = row.position().map_or(0, |at| at.line() as usize + behind);
                if more {
                    list.add(self, &row, line, &mut report).map_err(|wrong| (line, wrong))?
                }
                Ok(more)
            });
            match read {
                Ok(true) => {}
                Ok(false) => return report,
                Err((line, wrong)) => {
                    report.faults += 1;
                    // What follows a broken stream is not there to be read.
                    if !tell(fault(line, wrong)) || rows.is_done() {
                        return report;
                    }
                }
            }
        }
    }
}

/// Where each of [`COLUMNS`] stands.
type Columns = [Option<usize>; 6];

fn columns(header: &StringRecord) -> Result<Columns, (usize, Wrong)> {
    let mut columns = Columns::default();
    for (at, name) in header.iter().enumerate() {
        let name = name.trim_start_matches('\u{FEFF}').trim().to_lowercase();
        let Some(column) = COLUMNS.iter().position(|column| *column == name) else {
            let name: String = name.chars().take(40).collect();
            let remedy = format!("the first line names columns out of {}", COLUMNS.join(","));
            return Err((1, Wrong::new(format!("unknown column `{name}`"), remedy)));
        };
        if columns[column].replace(at).is_some() {
            return Err((
                1,
                Wrong::new(format!("the column `{name}` stands twice"), "remove one of them"),
            ));
        }
    }
    for needed in NEEDED {
        if columns[COLUMNS.iter().position(|column| *column == needed).expect("it is one")]
            .is_none()
        {
            let remedy = format!("begin the file with the line {}", COLUMNS.join(","));
            return Err((1, Wrong::new(format!("there is no column `{needed}`"), remedy)));
        }
    }
    Ok(columns)
}

/// Why a row cannot be read, and its line.
fn broken(error: &csv::Error) -> (usize, Wrong) {
    let line = error.position().map_or(0, |at| at.line() as usize);
    let wrong = match error.kind() {
        ErrorKind::Utf8 { .. } => Wrong::new("the row is not UTF-8", "save the file as UTF-8"),
        ErrorKind::Io(error) => super::lines::broken(error),
        _ => Wrong::new(format!("the row cannot be read ({error})"), "correct it"),
    };
    (line, wrong)
}

struct List {
    offices: Offices,
    columns: Columns,
    /// What earlier inputs told.
    known: KnownTerms,
    /// The line of each row.
    seen: FxHashMap<Vec<String>, usize>,
}

impl List {
    fn add(
        &mut self,
        draft: &mut Draft,
        row: &StringRecord,
        line: usize,
        report: &mut Report,
    ) -> Result<(), Wrong> {
        let cells = self.columns.map(|at| at.and_then(|at| row.get(at)).unwrap_or_default().trim());
        let [country, title, name, item, start, end] = cells;
        let header = self.columns.iter().flatten().count();
        if row.len() != header {
            let message = format!("{} cells where the header names {header} columns", row.len());
            return Err(Wrong::new(message, "put a cell with a comma in quotation marks"));
        }
        for (what, cell) in [("position", title), ("person", name)] {
            if cell.is_empty() {
                return Err(Wrong::new(format!("the row has no {what}"), "fill it in"));
            }
        }
        let key = cells.map(str::to_owned).to_vec();
        if let Some(first) = self.seen.get(&key) {
            return Err(Wrong::new(
                format!("the row stands twice: line {first} has it too"),
                "remove one of them",
            ));
        }
        self.seen.insert(key, line);
        let (start, end) = (date(start)?, self::end(end)?);
        in_order(start, end)?;
        let home = self.offices.jurisdiction(country).map(str::to_owned);
        if home.is_none() && !country.is_empty() {
            report.leave(Left::UnknownPlace, country);
            return Ok(());
        }
        // Without a country the title has to tell: the president of a body.
        let office = match self.offices.office(title, home.as_deref()) {
            Ok(office) => office,
            Err(none) => {
                report.leave(
                    if none == NoOffice::NoPlace { Left::NoPlace } else { Left::UnknownTitle },
                    title,
                );
                return Ok(());
            }
        };
        let id = person_id(draft, name, item, &office.jurisdiction)?;
        let new = !draft.by_id.contains_key(&id);
        let actor = draft.actor(&id, ActorKind::Person, "");
        let name = name.replace(NAMES, " ");
        let lang = if name.chars().any(|c| ('\u{600}'..='\u{6FF}').contains(&c)) {
            Code::Ar
        } else {
            Code::En
        };
        draft.name(actor, lang, NameUse::Name, &name);
        let position = draft.positions[usize::from(office.position)].id.clone();
        let term =
            DraftTerm { person: id, position, jurisdiction: office.jurisdiction, start, end };
        report.people += usize::from(new);
        report.terms += usize::from(draft.add_term_beside(&self.known, term));
        Ok(())
    }
}

/// The identifier of a row's person; where no item is told, one of our own, by the name and the country.
fn person_id(draft: &Draft, name: &str, item: &str, jurisdiction: &str) -> Result<String, Wrong> {
    let id = match item
        .strip_prefix('Q')
        .map(|digits| digits.bytes().all(|b| b.is_ascii_digit()) && !digits.is_empty())
    {
        Some(true) => item.to_owned(),
        _ if item.starts_with("person/") => item.to_owned(),
        _ if !item.is_empty() => {
            let item: String = item.chars().take(40).collect();
            return Err(Wrong::new(
                format!("`{item}` is no person's identifier"),
                "write Q and digits, or nothing",
            ));
        }
        _ => {
            let own = slug(name);
            if own.is_empty() {
                return Err(Wrong::new(
                    "the row has no qid, and a name without Latin letters",
                    "fill in the qid",
                ));
            }
            let id = format!("person/{own}");
            let of_another = draft
                .terms
                .iter()
                .any(|term| term.person == id && term.jurisdiction != jurisdiction);
            if of_another { format!("{id}-{}", slug(jurisdiction)) } else { id }
        }
    };
    match draft.by_id.get(&id).map(|at| draft.actors[*at].kind) {
        Some(kind) if kind != ActorKind::Person => {
            Err(Wrong::new(format!("`{id}` is a {kind}, no person"), "correct the qid"))
        }
        _ => Ok(id),
    }
}

fn date(cell: &str) -> Result<Option<PartialDate>, Wrong> {
    if cell.is_empty() {
        return Ok(None);
    }
    let day = cell.split('T').next().unwrap_or_default();
    day.parse().map(Some).map_err(|error: NoDate| {
        Wrong::new(error.to_string(), "leave it empty where it is not known")
    })
}

fn end(cell: &str) -> Result<End, Wrong> {
    Ok(match cell {
        "?" => End::KnownUntil(None),
        cell => date(cell)?.map_or(End::Open, End::On),
    })
}

/// Whether a term does not end before it starts.
pub(super) fn in_order(start: Option<PartialDate>, end: End) -> Result<(), Wrong> {
    if let (Some(start), End::On(end)) = (start, end)
        && end.last() < start.first()
    {
        return Err(Wrong::new(
            format!("the end {end} is before the start {start}"),
            "correct the dates",
        ));
    }
    Ok(())
}
