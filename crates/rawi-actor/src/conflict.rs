//! An office ascribed to one who did not hold it.

use jiff::civil::Date;

use crate::mention::Claim;
use crate::registry::{Actor, Position, Registry};
use crate::term::Held;

/// Who held an office that a text ascribes to somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict<'r> {
    /// The position's identifier.
    pub position: &'r str,
    /// The country or body.
    pub jurisdiction: Actor<'r>,
    /// Who held it.
    pub holder: Actor<'r>,
}

impl<'r> Claim<'r> {
    /// Who held the office on `day`, where it was certainly not the one to whom the text ascribes it.
    ///
    /// Nothing where the text says former, acting, elected, outgoing and the like, where the registry does not know both
    /// that somebody else held the office and that this person did not, or where the name may be a namesake's.
    ///
    /// ```
    /// use rawi_actor::{Registry, mentions};
    /// let text = "أكد الأمين العام لحلف شمال الأطلسي ينس ستولتنبرغ أن الحلف موحد.";
    /// let day = "2024-11-13".parse().unwrap();
    /// let registry = Registry::built_in();
    /// let found = mentions(registry, text, &rawi_text::tokenize(text), Some(day), None);
    /// let conflict = found.claims[0].conflict(registry, day).unwrap();
    /// assert_eq!(conflict.holder.name(rawi_text::Lang::En), "Mark Rutte");
    /// ```
    pub fn conflict(&self, registry: &'r Registry, day: Date) -> Option<Conflict<'r>> {
        if !self.marks.is_empty() || !self.sure {
            return None;
        }
        if self.holds(registry, day, day) != Held::No {
            return None;
        }
        let mut conflict = None;
        for &(position, place) in &self.offices {
            let (Some(place), true) = (place, registry.position(position).has_one_holder()) else {
                continue;
            };
            let mut holder = None;
            for term in registry.terms_of(position, Some(place)) {
                match term.held(day) {
                    Held::Yes => holder = Some(term.person()),
                    // Somebody unknown may hold it: nothing is certain.
                    Held::Perhaps => return None,
                    Held::No => {}
                }
            }
            // A title that can mean several offices accuses nobody before all of them do.
            let holder = holder?;
            if self.may_be_namesake(registry, position, place, holder) {
                return None;
            }
            let jurisdiction = registry.actor(place);
            conflict.get_or_insert(Conflict { position: registry.position(position).id(), jurisdiction, holder });
        }
        conflict
    }

    /// Whether the person held any of the offices at some time from `from` to `to`.
    pub fn holds(&self, registry: &Registry, from: Date, to: Date) -> Held {
        let mut held = Held::No;
        for term in self.person.terms() {
            let row = term.row();
            let about = self.offices.iter().any(|(position, place)| {
                let country = |number: Option<u32>| number.and_then(|n| registry.actor(n).country());
                *position == row.position
                    && (*place == row.jurisdiction
                        || place.is_none()
                        || row.jurisdiction.is_none()
                        || country(*place).is_some() && country(*place) == country(row.jurisdiction))
            });
            if !about {
                continue;
            }
            for day in [from, to] {
                match term.held(day) {
                    Held::Yes => return Held::Yes,
                    Held::Perhaps => held = Held::Perhaps,
                    Held::No => {}
                }
            }
            let start = term.start().map_or(Date::MIN, |start| start.first());
            if start > from && start < to {
                return Held::Yes;
            }
        }
        held
    }

    /// Whether somebody else may be meant: one who never held the office and is not known for another of that country,
    /// or a relative of the holder.
    fn may_be_namesake(&self, registry: &Registry, position: u16, place: u32, holder: Actor<'_>) -> bool {
        let last = |actor: Actor<'_>| {
            let name = actor.name(rawi_text::Lang::En).to_lowercase();
            name.rsplit(' ').next().map(str::to_owned)
        };
        if self.person.country() == holder.country() && last(self.person) == last(holder) {
            return true;
        }
        let ever = self.person.terms().any(|term| {
            term.row().position == position && term.row().jurisdiction == Some(place)
        });
        let country = |number: u32| registry.actor(number).country();
        let same_country = self.person.country().is_some() && self.person.country() == country(place);
        let known = self.person.rank() >= 2;
        !(ever || known && same_country || self.person.rank() == 3 && !self.apposed)
    }
}

impl Conflict<'_> {
    /// The position.
    pub fn position<'r>(&self, registry: &'r Registry) -> Option<Position<'r>> {
        (0..registry.stored.positions.len() as u16)
            .map(|number| registry.position(number))
            .find(|position| position.id() == self.position)
    }
}
