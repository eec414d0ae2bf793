//! An office ascribed to one who did not hold it.

use jiff::civil::Date;

use crate::mention::Claim;
use crate::registry::{Actor, Registry, Term};
use crate::term::{End, Held};

/// Titles that stay with a name when the office is over, or that are told of the dead.
const FOR_LIFE: [&str; 4] = ["monarch", "pope", "supreme-leader", "leader"];

/// Offices that go by the same titles.
const ALIKE: [&[&str]; 3] = [
    &["speaker", "upper-speaker"],
    &["intelligence-chief", "director-general"],
    &["chief-of-staff", "army-commander", "commander"],
];

/// Years after which somebody who left an office is told of rather than taken for its holder.
const LONG_AGO: i16 = 3;

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
    /// `speaks` says that a report has title and name as its one source, so that the two belong together (after a verb,
    /// a title and a name may be subject and object) and that the text is about now.
    ///
    /// ```
    /// use rawi_actor::{Registry, mentions};
    /// let text = "أكد الأمين العام لحلف شمال الأطلسي ينس ستولتنبرغ أن الحلف موحد.";
    /// let day = "2024-11-13".parse().unwrap();
    /// let registry = Registry::built_in();
    /// let found = mentions(registry, text, &rawi_text::tokenize(text), Some(day), None);
    /// let conflict = found.claims[0].conflict(registry, day, true).unwrap();
    /// assert_eq!(conflict.holder.name(rawi_text::Lang::En), "Mark Rutte");
    /// ```
    pub fn conflict(
        &self,
        registry: &'r Registry,
        day: Date,
        speaks: bool,
    ) -> Option<Conflict<'r>> {
        if !self.marks.is_empty() || !self.sure {
            return None;
        }
        if self.holds(registry, day, day) != Held::No || self.holds_alike(registry, day) {
            return None;
        }
        if !self.held_lately(day, if speaks { LONG_AGO + 1 } else { LONG_AGO }) {
            return None;
        }
        let mut conflict = None;
        for &(position, place) in &self.offices {
            let one = registry.position(position);
            let stays = FOR_LIFE.contains(&one.id()) && self.held_before(position, day);
            let place =
                place.or_else(|| self.only_place(position).filter(|_| speaks || self.at_home));
            let (Some(place), true) = (place, one.has_one_holder() && !stays) else { continue };
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
            if self.may_be_namesake(registry, (position, place), holder, speaks) {
                return None;
            }
            let jurisdiction = registry.actor(place);
            conflict.get_or_insert(Conflict {
                position: registry.position(position).id(),
                jurisdiction,
                holder,
            });
        }
        conflict
    }

    /// Whether the person left the office a few years before `day`, or took it after: whoever left long ago is told of.
    fn held_lately(&self, day: Date, years: i16) -> bool {
        let mut terms = self.person.terms().filter(|term| self.is_about(*term)).peekable();
        terms.peek().is_none()
            || terms.any(|term| {
                let end = match term.end() {
                    End::On(end) => end.last().year(),
                    _ => i16::MAX,
                };
                end.saturating_add(years) >= day.year()
            })
    }

    /// Whether a term is of one of the offices.
    fn is_about(&self, term: Term<'_>) -> bool {
        let row = term.row();
        self.offices.iter().any(|(position, place)| {
            *position == row.position && (place.is_none() || *place == row.jurisdiction)
        })
    }

    /// When the person left the office, where that was before `day`.
    pub fn left(&self, day: Date) -> Option<crate::PartialDate> {
        let terms = self.person.terms().filter(|term| self.is_about(*term));
        let ends = terms.filter_map(|term| match term.end() {
            End::On(end) if end.last() <= day => Some(end),
            _ => None,
        });
        ends.max()
    }

    /// Whether the person held that position anywhere before `day`.
    fn held_before(&self, position: u16, day: Date) -> bool {
        self.person.terms().any(|term| {
            term.row().position == position
                && term.row().start.is_none_or(|start| start.first() <= day)
        })
    }

    /// The one country or body in which the person ever held that position: "Defense Secretary Leon Panetta".
    fn only_place(&self, position: u16) -> Option<u32> {
        let mut places = self
            .person
            .terms()
            .filter(|term| term.row().position == position)
            .map(|term| term.row().jurisdiction);
        let first = places.next()??;
        places.all(|place| place == Some(first)).then_some(first)
    }

    /// Whether the person held an office on `day` that the press calls by the same titles.
    fn holds_alike(&self, registry: &Registry, day: Date) -> bool {
        let family = |position: &str| ALIKE.iter().position(|family| family.contains(&position));
        let country =
            |number: Option<u32>| number.and_then(|number| registry.actor(number).country());
        self.person.terms().filter(|term| term.held(day) != Held::No).any(|term| {
            let own = family(term.position().id());
            own.is_some()
                && self.offices.iter().any(|(position, place)| {
                    family(registry.position(*position).id()) == own
                        && country(*place) == country(term.row().jurisdiction)
                })
        })
    }

    /// Whether the person held any of the offices at some time from `from` to `to`.
    pub fn holds(&self, registry: &Registry, from: Date, to: Date) -> Held {
        let mut held = Held::No;
        for term in self.person.terms() {
            let row = term.row();
            let about = self.offices.iter().any(|(position, place)| {
                let country =
                    |number: Option<u32>| number.and_then(|n| registry.actor(n).country());
                *position == row.position
                    && (*place == row.jurisdiction
                        || place.is_none()
                        || row.jurisdiction.is_none()
                        || country(*place).is_some()
                            && country(*place) == country(row.jurisdiction))
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
    fn may_be_namesake(
        &self,
        registry: &Registry,
        (position, place): (u16, u32),
        holder: Actor<'_>,
        speaks: bool,
    ) -> bool {
        let last = |actor: Actor<'_>| {
            let name = actor.name(rawi_text::Lang::En).to_lowercase();
            name.rsplit(' ').next().map(str::to_owned)
        };
        if self.person.country() == holder.country() && last(self.person) == last(holder) {
            return true;
        }
        let ever = self
            .person
            .terms()
            .any(|term| term.row().position == position && term.row().jurisdiction == Some(place));
        let country = |number: u32| registry.actor(number).country();
        let same_country =
            self.person.country().is_some() && self.person.country() == country(place);
        let known = self.person.rank() >= 2;
        let foreign = known && !self.apposed && !self.met;
        // Whoever never held it is not accused on the strength of two names side by side.
        !(ever || speaks && !self.short && (known && same_country && !self.apposed || foreign))
    }
}
