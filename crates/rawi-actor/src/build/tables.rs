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
        let table = shape(file).expect("every table that is read has a shape");
        if let Err(wrong) = header(&table, text) {
            faults.push(Fault { file: file.to_owned(), line: 1, message: wrong.to_string() });
        }
        for row in rows(text) {
            if let Err(wrong) = cells(&table, &row).and_then(|()| add(self, &row)) {
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

/// The tables that made the registry which is compiled in, in the order in which they have to be added.
pub fn built_in_tables() -> [(&'static str, &'static str); 9] {
    macro_rules! tables {
        ($($file:literal)*) => { [$(($file, include_str!(concat!("../../../../packs/actors/", $file)))),*] };
    }
    tables!("countries.tsv" "cities.tsv" "bodies.tsv" "positions.tsv" "titles.tsv" "marks.tsv" "words.tsv" "people.tsv" "terms.tsv")
}

/// What the comment of the first line says of the columns, where it does.
fn header(table: &Table, text: &str) -> Result<(), Wrong> {
    let first = text.lines().next().unwrap_or_default();
    let Some(names) = first.strip_prefix("# ").filter(|names| names.contains('\t')) else {
        return Ok(());
    };
    let columns = table.columns.join(", ");
    match names
        .split('\t')
        .zip(table.columns.iter().map(Some).chain(std::iter::repeat(None)))
        .find(|(name, column)| column.is_none_or(|column| column != name))
    {
        Some((name, _)) => {
            let message = format!("unknown column `{}`", name.chars().take(40).collect::<String>());
            Err(Wrong::new(
                message,
                format!("the columns of {} are {columns}, in this order", table.file),
            ))
        }
        None => Ok(()),
    }
}

/// Whether a row has as many cells as the table columns.
fn cells(table: &Table, row: &Row<'_>) -> Result<(), Wrong> {
    let count = row.cells.len();
    if count > table.columns.len() || count < table.needed {
        let message = format!("{count} cells where the columns are {}", table.columns.join(", "));
        return Err(Wrong::new(message, "put one tab between two cells, and none elsewhere"));
    }
    Ok(())
}

/// An ASCII slug of a name.
pub(super) fn slug(name: &str) -> String {
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

/// What may be added: an identifier that no row of this input has, and no earlier input for something else.
fn unknown(draft: &Draft, id: &str, kind: ActorKind) -> Result<(), Wrong> {
    let Some(at) = draft.by_id.get(id) else { return Ok(()) };
    if draft.stands_twice(id) {
        return Err(Wrong::new(format!("`{id}` is there twice"), "merge the two rows"));
    }
    let known = draft.actors[*at].kind;
    if known != kind {
        let message = format!("`{id}` is a {kind} here and a {known} in an earlier input");
        return Err(Wrong::new(message, "correct the identifier in one of them"));
    }
    Ok(())
}

/// The identifier of a city: by its name, and by its country as well where another city has that.
fn city_id(draft: &Draft, names: &str, code: &str) -> String {
    let id = format!("city/{}", slug(first(names)));
    let taken = draft
        .by_id
        .get(&id)
        .is_some_and(|at| draft.stands_twice(&id) || draft.actors[*at].country != code);
    if taken { format!("{id}-{}", code.to_lowercase()) } else { id }
}

fn country(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let code = needed(row, 0, "code")?;
    let id = item(row, 1)?.unwrap_or_else(|| format!("country/{}", code.to_lowercase()));
    unknown(draft, &id, ActorKind::Country)?;
    let actor = draft.actor(&id, ActorKind::Country, code);
    draft.name(actor, Code::En, NameUse::Name, row.cell(2));
    draft.name(actor, Code::Ar, NameUse::Name, row.cell(3));
    draft.name(actor, Code::En, NameUse::Demonym, row.cell(4));
    draft.name(actor, Code::Ar, NameUse::Demonym, row.cell(5));
    draft.name(actor, Code::En, NameUse::Capital, row.cell(6));
    draft.name(actor, Code::Ar, NameUse::Capital, row.cell(7));
    if !row.cell(6).is_empty() {
        let id = city_id(draft, row.cell(6), code);
        let city = draft.actor(&id, ActorKind::City, code);
        draft.name(city, Code::En, NameUse::Name, row.cell(6));
        draft.name(city, Code::Ar, NameUse::Name, row.cell(7));
    }
    Ok(())
}

fn city(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let (code, names) = (needed(row, 0, "country")?, needed(row, 1, "English name")?);
    let id = city_id(draft, names, code);
    unknown(draft, &id, ActorKind::City)?;
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
    unknown(draft, id, kind)?;
    let item = item(row, 1)?;
    if let Some(item) = &item
        && let Some(other) = draft.by_id.get(item)
        && draft.by_id.get(id) != Some(other)
    {
        return Err(Wrong::new(
            format!("`{item}` is there twice"),
            "merge the two rows, or correct the item of one",
        ));
    }
    let actor = draft.actor(id, kind, row.cell(2));
    if let Some(item) = item {
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
    let new = DraftPosition {
        id: id.to_owned(),
        one,
        en: row.cell(2).to_owned(),
        ar: row.cell(3).to_owned(),
        input: draft.input,
    };
    match draft.positions.iter_mut().find(|known| known.id == id) {
        Some(known) if known.input == new.input => {
            return Err(Wrong::new(format!("`{id}` is there twice"), "merge the two rows"));
        }
        Some(known) => *known = new,
        None => draft.positions.push(new),
    }
    Ok(())
}

fn title(draft: &mut Draft, row: &Row<'_>) -> Result<(), Wrong> {
    let id = needed(row, 2, "position")?;
    let position = draft.positions.iter().position(|known| known.id == id);
    let position = position.ok_or_else(|| {
        Wrong::new(format!("there is no position `{id}`"), "name one of positions.tsv")
    })?;
    known_place(draft, row.cell(3))?;
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
        "was" => Sense::Was,
        "belongs" => Sense::Belongs,
        other => {
            return Err(Wrong::unknown(
                "kind",
                other,
                &["honorific", "weak", "past", "meets", "then", "alone", "was", "belongs"],
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
    unknown(draft, id, ActorKind::Person)?;
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
    if !draft.by_id.contains_key(&term.person) {
        return Err(Wrong::new(
            format!("there is nobody `{}`", term.person),
            "add the person to people.tsv, or correct it",
        ));
    }
    if !draft.positions.iter().any(|position| position.id == term.position) {
        return Err(Wrong::new(
            format!("there is no position `{}`", term.position),
            "name one of positions.tsv",
        ));
    }
    known_place(draft, &term.jurisdiction)?;
    draft.add_term(term);
    Ok(())
}

/// Whether a jurisdiction is there; none at all is right.
fn known_place(draft: &Draft, code: &str) -> Result<(), Wrong> {
    if !code.is_empty() && draft.jurisdiction(code).is_none() {
        let remedy = "write a code of countries.tsv or an identifier of bodies.tsv";
        return Err(Wrong::new(format!("there is no country or body `{code}`"), remedy));
    }
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
