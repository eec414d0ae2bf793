//! Which of the registry's offices an English title of another source is.

use rustc_hash::FxHashMap;

use crate::actor::{ActorKind, NameUse};
use crate::form;
use crate::registry::Code;

use super::draft::Draft;

/// An office: a position and where it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Office {
    pub position: u16,
    /// As in [`DraftTerm`](super::DraftTerm).
    pub jurisdiction: String,
}

/// Why a title is no office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoOffice {
    /// `titles.tsv` has no such form.
    NoTitle,
    /// Neither the title nor the source tells of which country or body.
    NoPlace,
}

/// A country, body or city that a title may name.
#[derive(Clone, Debug)]
struct Place {
    /// The jurisdiction that it is.
    code: String,
    kind: ActorKind,
}

/// The English titles of a draft, by their words.
#[derive(Clone, Debug, Default)]
pub(super) struct Offices {
    forms: FxHashMap<String, Vec<Office>>,
    /// By English names, and by identifiers.
    places: FxHashMap<String, Place>,
    demonyms: FxHashMap<String, Place>,
    /// Whether each position is one person's.
    one: Vec<bool>,
    president: Option<u16>,
    chair: Option<u16>,
}

/// More parts are not taken off a title.
const MOST_PARTS: u8 = 3;

impl Offices {
    pub fn new(draft: &Draft) -> Self {
        let number =
            |id: &str| draft.positions.iter().position(|row| row.id == id).map(|at| at as u16);
        let mut offices = Self {
            one: draft.positions.iter().map(|row| row.one).collect(),
            president: number("president"),
            chair: number("chair"),
            ..Self::default()
        };
        for title in draft.titles.iter().filter(|title| title.form.is_ascii()) {
            let forms = offices.forms.entry(key(&title.form)).or_default();
            let at = draft.jurisdiction(&title.jurisdiction);
            let jurisdiction =
                at.map(|at| draft.jurisdiction_code(at).to_owned()).unwrap_or_default();
            let office = Office { position: title.position, jurisdiction };
            if !forms.contains(&office) {
                forms.push(office);
            }
        }
        for actor in draft.actors.iter().filter(|actor| actor.kind != ActorKind::Person) {
            // A city's offices count as its country's.
            let code = if actor.kind.is_place() { &actor.country } else { &actor.id };
            let place = Place { code: code.clone(), kind: actor.kind };
            for (lang, name_use, name) in &actor.names {
                match (lang, name_use) {
                    (Code::En, NameUse::Name) => offices.name(key(name), &place),
                    (Code::En, NameUse::Demonym) => {
                        offices.demonyms.entry(key(name)).or_insert_with(|| place.clone());
                    }
                    _ => {}
                }
            }
            if actor.kind == ActorKind::Country {
                offices.name(key(&actor.country), &place);
            }
        }
        offices
    }

    /// A country's name is the country's, whatever city or body has it too.
    fn name(&mut self, name: String, place: &Place) {
        let known = self.places.entry(name).or_insert_with(|| place.clone());
        if place.kind == ActorKind::Country && known.kind != ActorKind::Country {
            *known = place.clone();
        }
    }

    /// The jurisdiction of that English name or code.
    pub fn jurisdiction(&self, name: &str) -> Option<&str> {
        let place = self.places.get(&key(name)).filter(|place| place.kind != ActorKind::City)?;
        Some(&place.code)
    }

    /// Whether any office can have that title: what is none of these need not be kept.
    pub fn may_be(&self, title: &str) -> bool {
        // With a place that no title forbids.
        self.office(title, Some("\0")).is_ok()
    }

    /// The office of that title; `home` is the jurisdiction that the source tells.
    ///
    /// The exact form first, as `home` has it, then as any country has it; then without a trailing "of X", "(X)" or
    /// "to X", or a leading demonym or name.
    pub fn office(&self, title: &str, home: Option<&str>) -> Result<Office, NoOffice> {
        let mut title = title.trim().to_owned();
        let mut home = home.map(str::to_owned);
        let mut of_city = false;
        for _ in 0..=MOST_PARTS {
            match self.exact(&key(&title), home.as_deref()) {
                Ok(office) if of_city && self.one[usize::from(office.position)] => {
                    return Err(NoOffice::NoTitle);
                }
                Err(NoOffice::NoTitle) => {}
                found => return found,
            }
            let Some((rest, place)) = self.without_place(&title) else { break };
            title = rest;
            if let Some(place) = place {
                of_city |= place.kind == ActorKind::City;
                home = Some(place.code.clone());
            }
        }
        Err(NoOffice::NoTitle)
    }

    fn exact(&self, form: &str, home: Option<&str>) -> Result<Office, NoOffice> {
        let known = self.forms.get(form).ok_or(NoOffice::NoTitle)?;
        if let Some(own) = known.iter().find(|office| Some(office.jurisdiction.as_str()) == home) {
            return Ok(own.clone());
        }
        if let Some(general) = known.iter().find(|office| office.jurisdiction.is_empty()) {
            let jurisdiction = home.ok_or(NoOffice::NoPlace)?.to_owned();
            // The president of a body is its chair.
            let of_body = jurisdiction.contains('/') || jurisdiction.starts_with('Q');
            let position = match (Some(general.position) == self.president, self.chair) {
                (true, Some(chair)) if of_body => chair,
                _ => general.position,
            };
            return Ok(Office { position, jurisdiction });
        }
        // A title that only one country or body has.
        match known.as_slice() {
            [only] if home.is_none_or(|home| home == "\0") || !is_country(&only.jurisdiction) => {
                Ok(only.clone())
            }
            _ if home == Some("\0") => Ok(known[0].clone()),
            _ => Err(NoOffice::NoTitle),
        }
    }

    /// The title without what tells its place, and that place; none where the part tells where an envoy is sent.
    fn without_place(&self, title: &str) -> Option<(String, Option<&Place>)> {
        let known = |name: &str| self.places.get(&key(name));
        if let Some((rest, name)) = title.strip_suffix(')').and_then(|title| title.rsplit_once('('))
            && let Some(place) = known(name)
        {
            return Some((rest.trim().to_owned(), Some(place)));
        }
        for between in [" of ", " in ", ", ", " for "] {
            for (at, _) in title.match_indices(between) {
                if let Some(place) = known(without_the(&title[at + between.len()..])) {
                    return Some((title[..at].to_owned(), Some(place)));
                }
            }
        }
        for (at, _) in title.match_indices(" to ") {
            if known(without_the(&title[at + 4..])).is_some() {
                return Some((title[..at].to_owned(), None));
            }
        }
        // The longest leading name: "South African", then "South".
        let blanks: Vec<usize> = title.match_indices(' ').map(|(at, _)| at).collect();
        blanks.into_iter().rev().find_map(|at| {
            let name = key(without_the(&title[..at]));
            let place = self.demonyms.get(&name).or_else(|| self.places.get(&name))?;
            Some((title[at + 1..].to_owned(), Some(place)))
        })
    }
}

/// Whether a jurisdiction is written as a country's code.
fn is_country(code: &str) -> bool {
    code.len() == 2
}

fn without_the(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

/// The folded words of a title or name.
fn key(name: &str) -> String {
    form::words(name).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::built_in_tables;

    #[test]
    fn titles_of_other_sources_are_offices() {
        let mut draft = Draft::default();
        for (table, text) in built_in_tables() {
            draft.add_table(table, text);
        }
        let offices = Offices::new(&draft);
        let nato = offices.jurisdiction("NATO").unwrap().to_owned();
        let rows = [
            ("President", Some("FR"), "president FR"),
            ("President of France", None, "president FR"),
            ("prime minister of the United Kingdom", None, "prime-minister GB"),
            ("Foreign Secretary", Some("GB"), "foreign-minister GB"),
            ("French Minister of Defence", None, "defence-minister FR"),
            ("Minister of Justice (Germany)", None, "justice-minister DE"),
            ("ambassador of Germany to France", None, "ambassador DE"),
            ("ambassador to Spain", Some("JP"), "ambassador JP"),
            ("Secretary General of NATO", None, &format!("secretary-general {nato}")),
            ("Minister of Foreign Affairs", None, "NoPlace"),
            ("Keeper of the Bees of France", None, "NoTitle"),
            ("", Some("FR"), "NoTitle"),
        ];
        for (title, home, expected) in rows {
            let found = match offices.office(title, home) {
                Ok(office) => format!(
                    "{} {}",
                    draft.positions[usize::from(office.position)].id,
                    office.jurisdiction
                ),
                Err(none) => format!("{none:?}"),
            };
            assert_eq!(found, expected, "{title} {home:?}");
        }
        assert!(offices.may_be("Minister of Foreign Affairs"));
        assert!(!offices.may_be("A lake in the hills"));
        assert_eq!(offices.jurisdiction("United Kingdom"), Some("GB"));
    }
}
