//! The tables of `packs/actors`; `docs/actors.md` tells their columns.

use rawi_text::rows::{Row, Table, Wrong, rows};

use crate::actor::{ActorKind, NameUse};
use crate::registry::{Code, Mark, Sense};
use crate::term::{End, PartialDate};

use super::draft::{Draft, DraftPosition, DraftTerm, DraftTitle, Fault};

/// The tables, in the order in which they have to be added.
pub const TABLES: [&str; 9] = [
    "countries.tsv",
    "cities.tsv",
    "bodies.tsv",
    "positions.tsv",
    "titles.tsv",
    "marks.tsv",
    "words.tsv",
    "people.tsv",
    "terms.tsv",
];

impl Draft {
    /// Adds the rows of a table of `packs/actors`; what is wrong with them is left out and told.
    ///
    /// Tables are added in the order of [`TABLES`]; a file of another name is a fault.
    pub fn add_table(&mut self, file: &str, text: &str) -> Vec<Fault> {
        let mut faults = Vec::new();
        let add: fn(&mut Draft, &Row<'_>) -> Result<(), Wrong> = match file {
            "countries.tsv" => country,
            "cities.tsv" => city,
            "bodies.tsv" => body,
            "positions.tsv" => position,
            "titles.tsv" => title,
            "marks.tsv" => mark,
            "words.tsv" => word,
            "people.tsv" => person,
            "terms.tsv" => term,
            _ => {
                let message = format!("no table of the registry; it reads {}", TABLES.join(", "));
                return vec![Fault { file: file.to_owned(), line: 0, message }];
            }
        };
        for row in rows(text) {
            if let Err(wrong) = add(self, &row) {
                faults.push(Fault {
                    file: file.to_owned(),
                    line: row.line,
                    message: wrong.to_string(),
                });
            }
        }
        faults
    }
}

/// An ASCII slug of a name.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '.' {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn first(names: &str) -> &str {
    names.split('|').next().unwrap_or_default()
}

fn needed<'c>(row: &Row<'c>, cell: usize, what: &str) -> Result<&'c str, Wrong> {
    let text = row.cell(cell);
    if text.is_empty() {
        Err(Wrong::new(format!("the row has no {what}"), "fill it in"))
    } else {
        Ok(text)
    }
}

fn item(row: &Row<'_>, cell: usize) -> Result<Option<String>, Wrong> {
    let item = row.cell(cell);
    let right = item
        .strip_prefix('Q')
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    match item {
        "" => Ok(None),
        _ if right => Ok(Some(item.to_owned())),
        _ => Err(Wrong::new(
            format!("`{item}` is no Wikidata item"),
            "write Q and digits, or nothing",
        )),
    }
}

fn unknown(draft: &Draft, id: &str) -> Result<(), Wrong> {
    if draft.by_id.contains_key(id) {
        return Err(Wrong::new(format!("`{id}` is there twice"), "merge the two rows"));
    }
    Ok(())
}

fn country(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let code = needed(row, 0, "code")?;
    let id = item(row, 1)?.unwrap_or_else(|| format!("country/{}", code.to_lowercase()));
    unknown(draft, &id)?;
    let actor = draft.actor(&id, ActorKind::Country, code);
    draft.name(actor, Code::En, NameUse::Name, row.cell(2));
    draft.name(actor, Code::Ar, NameUse::Name, row.cell(3));
    draft.name(actor, Code::En, NameUse::Demonym, row.cell(4));
    draft.name(actor, Code::Ar, NameUse::Demonym, row.cell(5));
    draft.name(actor, Code::En, NameUse::Capital, row.cell(6));
    draft.name(actor, Code::Ar, NameUse::Capital, row.cell(7));
    if !row.cell(6).is_empty() {
        let id = format!("city/{}", slug(first(row.cell(6))));
        let id = if draft.by_id.contains_key(&id) {
            format!("{id}-{}", code.to_lowercase())
        } else {
            id
        };
        let city = draft.actor(&id, ActorKind::City, code);
        draft.name(city, Code::En, NameUse::Name, row.cell(6));
        draft.name(city, Code::Ar, NameUse::Name, row.cell(7));
    }
    Ok(())
}

fn city(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let (code, names) = (needed(row, 0, "country")?, needed(row, 1, "English name")?);
    let id = format!("city/{}", slug(first(names)));
    let id =
        if draft.by_id.contains_key(&id) { format!("{id}-{}", code.to_lowercase()) } else { id };
    unknown(draft, &id)?;
    let city = draft.actor(&id, ActorKind::City, code);
    draft.name(city, Code::En, NameUse::Name, names);
    draft.name(city, Code::Ar, NameUse::Name, row.cell(2));
    Ok(())
}

/// The kind that a readable identifier begins with.
fn kind_of(id: &str) -> Result<ActorKind, Wrong> {
    let kind = id.split('/').next().unwrap_or_default();
    ActorKind::named(kind).filter(|_| id.contains('/')).ok_or_else(|| {
        let known: Vec<&str> = ActorKind::ALL.iter().map(|kind| kind.name()).collect();
        Wrong::unknown("kind", kind, &known)
    })
}

fn body(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    // Other tables name it by its readable identifier, also where it has an item.
    let id = needed(row, 0, "identifier")?;
    let kind = kind_of(id)?;
    unknown(draft, id)?;
    let actor = draft.actor(id, kind, row.cell(2));
    if let Some(item) = item(row, 1)? {
        unknown(draft, &item)?;
        draft.by_id.insert(item.clone(), actor);
        draft.actors[actor].id = item;
    }
    draft.name(actor, Code::En, NameUse::Name, row.cell(3));
    draft.name(actor, Code::Ar, NameUse::Name, row.cell(4));
    for credit in row.cell(5).split('|') {
        let lang = if credit.is_ascii() { Code::En } else { Code::Ar };
        draft.name(actor, lang, NameUse::Credit, credit);
    }
    Ok(())
}

fn position(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let id = needed(row, 0, "position")?;
    let one = match row.cell(1) {
        "one" => true,
        "many" => false,
        other => return Err(Wrong::unknown("number of holders", other, &["one", "many"])),
    };
    if draft.positions.iter().any(|known| known.id == id) {
        return Err(Wrong::new(format!("`{id}` is there twice"), "merge the two rows"));
    }
    draft.positions.push(DraftPosition {
        id: id.to_owned(),
        one,
        en: row.cell(2).to_owned(),
        ar: row.cell(3).to_owned(),
    });
    Ok(())
}

fn title(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let id = needed(row, 2, "position")?;
    let position = draft.positions.iter().position(|known| known.id == id);
    let position = position.ok_or_else(|| {
        Wrong::new(format!("there is no position `{id}`"), "name one of positions.tsv")
    })?;
    draft.titles.push(DraftTitle {
        form: needed(row, 1, "form")?.to_owned(),
        position: position as u16,
        jurisdiction: row.cell(3).to_owned(),
    });
    Ok(())
}

fn mark(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let name = row.cell(2);
    let mark = Mark::named(name).ok_or_else(|| {
        Wrong::unknown(
            "mark",
            name,
            &["former", "acting", "elect", "designate", "outgoing", "deputy", "aspirant"],
        )
    })?;
    draft.marks.push((needed(row, 1, "form")?.to_owned(), mark));
    Ok(())
}

fn word(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let sense = match row.cell(2) {
        "honorific" => Sense::Honorific,
        "weak" => Sense::Weak,
        "past" => Sense::Past,
        "meets" => Sense::Meets,
        "then" => Sense::Then,
        "alone" => Sense::Alone,
        "belongs" => Sense::Belongs,
        other => {
            return Err(Wrong::unknown(
                "kind",
                other,
                &["honorific", "weak", "past", "meets", "then", "alone", "belongs"],
            ));
        }
    };
    draft.words.push((needed(row, 1, "form")?.to_owned(), sense));
    Ok(())
}

fn person(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let id = needed(row, 0, "identifier")?;
    if !(id.starts_with("person/") || id.starts_with('Q')) {
        return Err(Wrong::new(
            format!("`{id}` is no person's identifier"),
            "write Q57792 or person/slug",
        ));
    }
    unknown(draft, id)?;
    let actor = draft.actor(id, ActorKind::Person, "");
    draft.name(actor, Code::En, NameUse::Name, row.cell(1));
    draft.name(actor, Code::Ar, NameUse::Name, row.cell(2));
    Ok(())
}

fn term(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let date = |cell: &str| -> Result<Option<PartialDate>, Wrong> {
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse()
            .map(Some)
            .map_err(|error: crate::term::NoDate| Wrong::new(error.to_string(), "mend it"))
    };
    let end = match row.cell(4) {
        "" => End::Open,
        "?" => {
            let known = row
                .cell(5)
                .split("known until ")
                .nth(1)
                .and_then(|rest| rest.split([' ', ';', ',', ')']).next());
            End::KnownUntil(known.map_or(Ok(None), date)?)
        }
        day => End::On(
            day.parse()
                .map_err(|error: crate::term::NoDate| Wrong::new(error.to_string(), "mend it"))?,
        ),
    };
    let term = DraftTerm {
        person: needed(row, 0, "person")?.to_owned(),
        position: needed(row, 1, "position")?.to_owned(),
        jurisdiction: row.cell(2).to_owned(),
        start: date(row.cell(3))?,
        end,
    };
    if let (Some(start), End::On(end)) = (term.start, term.end)
        && end.last() < start.first()
    {
        return Err(Wrong::new(
            format!("the end {end} is before the start {start}"),
            "mend the dates",
        ));
    }
    draft.add_term(term);
    Ok(())
}

/// How the program reads each table, for a check of its shape.
pub fn shape(file: &str) -> Option<Table> {
    let (file, columns, needed): (&'static str, &'static [&'static str], usize) = match file {
        "countries.tsv" => (
            "countries.tsv",
            &[
                "iso2",
                "item",
                "names en",
                "names ar",
                "demonyms en",
                "demonyms ar",
                "capital en",
                "capital ar",
            ],
            8,
        ),
        "cities.tsv" => ("cities.tsv", &["iso2", "names en", "names ar"], 3),
        "bodies.tsv" => {
            ("bodies.tsv", &["id", "item", "iso2", "names en", "names ar", "credits"], 6)
        }
        "positions.tsv" => ("positions.tsv", &["position", "holders", "name en", "name ar"], 4),
        "titles.tsv" => ("titles.tsv", &["lang", "form", "position", "jurisdiction"], 3),
        "marks.tsv" => ("marks.tsv", &["lang", "form", "mark"], 3),
        "words.tsv" => ("words.tsv", &["lang", "form", "kind"], 3),
        "people.tsv" => ("people.tsv", &["person id", "names en", "names ar"], 3),
        "terms.tsv" => {
            ("terms.tsv", &["person id", "position", "jurisdiction", "start", "end", "comment"], 5)
        }
        _ => return None,
    };
    Some(Table { file, columns, needed, read: |row| Ok(row.cells.join(" ")) })
}
