//! Looking up by hand: an office by its title, people by how their names sound.

use rawi_text::{TokenKind, tokenize};

use crate::actor::{ActorKind, NameUse};
use crate::form;
use crate::registry::{Actor, Position, Registry, Sense, Term};
use crate::scan::{Hit, hits};
use crate::translit::transliterates;

/// Below this names that sound alike are other names.
const ALIKE: f32 = 0.75;

/// An office: a position, and where it is held.
#[derive(Clone, Copy)]
pub struct Office<'r> {
    registry: &'r Registry,
    position: u16,
    jurisdiction: Option<u32>,
}

impl<'r> Office<'r> {
    /// What it is.
    pub fn position(self) -> Position<'r> {
        self.registry.position(self.position)
    }

    /// Of which country or body.
    pub fn jurisdiction(self) -> Option<Actor<'r>> {
        self.jurisdiction.map(|number| self.registry.actor(number))
    }

    /// Who held it and when, by the start.
    pub fn terms(self) -> Vec<Term<'r>> {
        let mut terms: Vec<Term<'r>> =
            self.registry.terms_of(self.position, self.jurisdiction).collect();
        terms.sort_by_key(|term| term.start());
        terms
    }
}

impl std::fmt::Debug for Office<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.position().id(), self.jurisdiction())
    }
}

impl Registry {
    /// The offices that `phrase` can mean, where it is a title and nothing else; those that somebody held first.
    ///
    /// ```
    /// let registry = rawi_actor::Registry::built_in();
    /// let office = registry.offices("الأمين العام لحلف شمال الأطلسي")[0];
    /// assert_eq!(office.position().id(), "secretary-general");
    /// assert!(registry.offices("الأمين العام في الحديقة").is_empty());
    /// ```
    pub fn offices(&self, phrase: &str) -> Vec<Office<'_>> {
        let tokens = tokenize(phrase);
        let kind = |number: u32| self.actor(number).kind();
        let mut title: Option<Hit<'_>> = None;
        let mut place: Option<u32> = None;
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at].kind != TokenKind::Word {
                at += 1;
                continue;
            }
            hits(self, &tokens, at, &mut found);
            let find = |is: &dyn Fn(&Sense) -> bool| found.iter().find(|hit| hit.any(is)).copied();
            let named =
                find(&|s| matches!(*s, Sense::Name { actor } if kind(actor) != ActorKind::Person));
            let titled = find(&|s| matches!(s, Sense::Title { .. }));
            let titled = titled
                .filter(|hit| title.is_none() && named.is_none_or(|named| hit.end >= named.end));
            if let Some(hit) = titled {
                title = Some(hit);
                at = hit.end;
            } else if let Some(hit) =
                named.or_else(|| find(&|s| matches!(s, Sense::Demonym { .. })))
                && place.is_none()
            {
                place = hit.senses.iter().find_map(|sense| match *sense {
                    Sense::Name { actor } | Sense::Demonym { actor }
                        if kind(actor) != ActorKind::Person =>
                    {
                        Some(actor)
                    }
                    _ => None,
                });
                at = hit.end;
            } else if matches!(tokens.form(at), "of" | "the" | "في" | "لدي")
                || self.is_honorific(tokens.form(at))
            {
                at += 1;
            } else {
                return Vec::new();
            }
        }
        let place = place.map(|number| match self.actor(number) {
            actor if actor.kind().is_place() => {
                actor.country().map_or(number, |country| country.number)
            }
            _ => number,
        });
        let mut offices: Vec<Office<'_>> = Vec::new();
        for sense in title.map_or(&[][..], |hit| hit.senses) {
            let Sense::Title { position, jurisdiction, .. } = *sense else { continue };
            // A title that belongs to another country is not meant.
            if jurisdiction.is_some() && place.is_some() && jurisdiction != place {
                continue;
            }
            let office = Office { registry: self, position, jurisdiction: jurisdiction.or(place) };
            let known =
                |o: &Office<'_>| o.position == position && o.jurisdiction == office.jurisdiction;
            if !offices.iter().any(known) {
                offices.push(office);
            }
        }
        offices.sort_by_key(|office| office.terms().is_empty());
        offices
    }

    /// Everybody whose name ends in `name`, also where too many have it for a text to tell who is meant.
    pub fn last_named(&self, name: &str) -> Vec<Actor<'_>> {
        let last = form::words(name);
        let ends = |name: &str| {
            let words = form::words(name);
            words.len() > last.len() && words.ends_with(&last)
        };
        let mut found: Vec<Actor<'_>> = self
            .actors()
            .filter(|actor| !last.is_empty() && actor.kind() == ActorKind::Person)
            .filter(|actor| actor.names().any(|name| ends(name.text)))
            .collect();
        found.sort_by_key(|actor| std::cmp::Reverse(actor.rank()));
        found
    }

    /// People and places whose names sound like `name` written in any letters, and how alike they are up to 1; the best first.
    ///
    /// ```
    /// let registry = rawi_actor::Registry::built_in();
    /// let (alike, actor) = registry.sounding("أنطوني بلنكين")[0];
    /// assert!(alike >= 0.75 && actor.id() == "Q7821917");
    /// ```
    pub fn sounding(&self, name: &str) -> Vec<(f32, Actor<'_>)> {
        let mut found: Vec<(f32, Actor<'_>)> = Vec::new();
        for actor in self
            .actors()
            .filter(|actor| actor.kind() == ActorKind::Person || actor.kind().is_place())
        {
            let names = actor.names().filter(|known| known.name_use == NameUse::Name);
            let alike = names.map(|known| transliterates(name, known.text)).fold(0.0, f32::max);
            if alike >= ALIKE {
                found.push((alike, actor));
            }
        }
        found.sort_by(|(a, x), (b, y)| {
            b.total_cmp(a).then(y.rank().cmp(&x.rank())).then(x.number.cmp(&y.number))
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_offices_wherever_the_country_stands() {
        let registry = Registry::built_in();
        let rows = [
            ("وزير الخارجية الأمريكي", "foreign-minister Q30"),
            ("وزير خارجية فرنسا", "foreign-minister Q142"),
            ("French foreign minister", "foreign-minister Q142"),
            ("the prime minister of the United Kingdom", "prime-minister Q145"),
            ("US Secretary of State", "foreign-minister Q30"),
            ("NATO secretary general", "secretary-general Q7184"),
            ("Emmanuel Macron", ""),
            ("وزير الخارجية الأمريكي أنتوني بلينكن", ""),
            ("", ""),
        ];
        for (phrase, expected) in rows {
            let found = registry.offices(phrase).first().map(|office| {
                format!(
                    "{} {}",
                    office.position().id(),
                    office.jurisdiction().map_or("", Actor::id)
                )
            });
            assert_eq!(found.unwrap_or_default(), expected, "{phrase}");
        }
    }

    #[test]
    fn last_names_of_many() {
        let registry = Registry::built_in();
        assert!(registry.last_named("بلينكن").iter().any(|actor| actor.id() == "Q7821917"));
        assert!(registry.last_named("").is_empty());
    }
}
