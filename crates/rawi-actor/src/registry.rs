//! The registry: who and what there is, by identifier and by name.

use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

use jiff::civil::Date;
use rawi_text::Lang;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::actor::{ActorKind, Name, NameUse};
use crate::form::{self, Step};
use crate::term::{End, Held, PartialDate, held};

/// A piece of [`Registry::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TextRef {
    pub start: u32,
    pub len: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ActorRow {
    pub id: TextRef,
    pub kind: ActorKind,
    /// The country it belongs to, as number of an actor.
    pub country: Option<u32>,
    /// Its names, in [`Registry::names`].
    pub names: (u32, u32),
    /// Its terms, in [`Registry::terms`].
    pub terms: (u32, u32),
    /// How much it is in the news: 0 to 3, by its offices.
    pub rank: u8,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct NameRow {
    pub text: TextRef,
    pub lang: Code,
    pub name_use: NameUse,
}

/// The languages of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Code {
    Ar,
    En,
}

impl Code {
    pub fn lang(self) -> Lang {
        match self {
            Self::Ar => Lang::Ar,
            Self::En => Lang::En,
        }
    }
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct TermRow {
    pub person: u32,
    pub position: u16,
    /// A country or body; none where the office is the position alone.
    pub jurisdiction: Option<u32>,
    pub start: Option<PartialDate>,
    pub end: End,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct PositionRow {
    pub id: TextRef,
    /// Whether one person at a time holds it.
    pub one: bool,
    pub en: TextRef,
    pub ar: TextRef,
}

/// What a form tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Sense {
    /// A full name.
    Name { actor: u32 },
    /// The last part of a person's name.
    Surname { actor: u32 },
    /// The adjective of a country.
    Demonym { actor: u32 },
    /// A country's capital stands for it.
    Capital { actor: u32 },
    /// A credit.
    Credit { actor: u32 },
    /// A title; a definite one (وزير الخارجية) takes an adjective, a bare one (وزير خارجية) a country.
    Title { position: u16, jurisdiction: Option<u32>, bare: bool },
    /// What becomes of an office.
    Mark(Mark),
    /// Stands between a title and a name: السيد.
    Honorific,
    /// The form is an ordinary word as well.
    Weak,
    /// What follows was so in the past: عهد.
    Past,
    /// Says of a whole sentence that it was in the past: وقتها.
    Then,
    /// A last name that tells somebody without more: أوباما.
    Alone,
    /// Before a person: what belongs to him, not he himself: مكتب.
    Belongs,
    /// كان, was: a sentence with it tells of another time where nobody speaks.
    Was,
    /// A verb that has a person for its object: after it, title and name can be two people.
    Meets,
}

/// The state of an office beside its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// السابق, former.
    Former,
    /// بالإنابة, acting.
    Acting,
    /// المنتخب, elect.
    Elect,
    /// المعين, nominated.
    Designate,
    /// المنتهية ولايته, outgoing.
    Outgoing,
    /// نائب, deputy.
    Deputy,
    /// المرشح لمنصب, running for.
    Aspirant,
}

impl Mark {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "former" => Self::Former,
            "acting" => Self::Acting,
            "elect" => Self::Elect,
            "designate" => Self::Designate,
            "outgoing" => Self::Outgoing,
            "deputy" => Self::Deputy,
            "aspirant" => Self::Aspirant,
            _ => return None,
        })
    }
}

/// What is written to a file: everything but what is made when it is loaded.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Stored<'t> {
    #[serde(borrow)]
    pub text: Cow<'t, str>,
    pub actors: Vec<ActorRow>,
    pub names: Vec<NameRow>,
    pub terms: Vec<TermRow>,
    pub positions: Vec<PositionRow>,
    /// Hash of a form, or of its first words, in ascending order, and the end of its senses in `senses`.
    pub forms: Vec<(u64, u32)>,
    pub senses: Vec<Sense>,
    /// Whether each form is the beginning of a longer one, a bit each.
    pub goes_on: Vec<u8>,
    /// First and last words of people's names, as hashes.
    pub given: Vec<u64>,
    pub family: Vec<u64>,
}

/// Who and what there is.
///
/// [`Registry::built_in`] is the one that this crate carries; [`Registry::from_bytes`] reads one that
/// [`build`](crate::build) has made. Both are immutable.
pub struct Registry {
    pub(crate) stored: Stored<'static>,
    /// By hash of a form: its senses and whether it goes on.
    forms: FxHashMap<u64, (u32, u32, bool)>,
    /// A bit for each hash of a form, by its lowest bits: most words of a text are ruled out by it without a look-up.
    sieve: Vec<u64>,
    /// Made when it is first asked for.
    by_id: OnceLock<FxHashMap<String, u32>>,
    given: FxHashSet<u64>,
    family: FxHashSet<u64>,
    /// Terms by office.
    offices: FxHashMap<(u16, Option<u32>), Vec<u32>>,
}

/// Bits of the sieve: 256 KiB, which stays in a core's own cache.
const SIEVE_BITS: usize = 1 << 21;

/// The first bytes of a registry's file: its kind and version.
pub(crate) const MAGIC: &[u8; 8] = b"rawiact1";

/// Bytes that are no registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoRegistry(pub(crate) String);

impl std::fmt::Display for NoRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; make it anew with `rawi actors build`", self.0)
    }
}

impl std::error::Error for NoRegistry {}

static BUILT_IN: &[u8] = include_bytes!("../../../packs/actors/registry.bin");

impl Registry {
    /// The registry that is compiled in: `packs/actors/`.
    ///
    /// # Panics
    /// When the compiled bytes are no registry, which a test rules out.
    pub fn built_in() -> &'static Registry {
        static REGISTRY: LazyLock<Registry> =
            LazyLock::new(|| Registry::borrowed(BUILT_IN).expect("a test reads it"));
        &REGISTRY
    }

    fn borrowed(bytes: &'static [u8]) -> Result<Self, NoRegistry> {
        let stored: Stored<'static> = whole(postcard::take_from_bytes(body(bytes)?))?;
        Self::of(stored)
    }

    /// The registry that `bytes` hold.
    ///
    /// # Errors
    /// When they are not what [`Draft::bytes`](crate::build::Draft::bytes) writes, or are cut off.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NoRegistry> {
        let stored: Stored<'_> = whole(postcard::take_from_bytes(body(bytes)?))?;
        let text = Cow::Owned(stored.text.into_owned());
        Self::of(Stored {
            text,
            actors: stored.actors,
            names: stored.names,
            terms: stored.terms,
            positions: stored.positions,
            forms: stored.forms,
            senses: stored.senses,
            goes_on: stored.goes_on,
            given: stored.given,
            family: stored.family,
        })
    }

    pub(crate) fn of(stored: Stored<'static>) -> Result<Self, NoRegistry> {
        check(&stored).ok_or_else(|| NoRegistry("the registry contradicts itself".to_owned()))?;
        let mut forms =
            FxHashMap::with_capacity_and_hasher(stored.forms.len(), rustc_hash::FxBuildHasher);
        let mut sieve = vec![0; SIEVE_BITS / 64];
        let mut from = 0;
        for (i, (hash, to)) in stored.forms.iter().enumerate() {
            let goes_on = stored.goes_on[i / 8] & (1 << (i % 8)) != 0;
            forms.insert(*hash, (from, *to, goes_on));
            let bit = *hash as usize % SIEVE_BITS;
            sieve[bit / 64] |= 1 << (bit % 64);
            from = *to;
        }
        let mut offices: FxHashMap<(u16, Option<u32>), Vec<u32>> = FxHashMap::default();
        for (i, term) in stored.terms.iter().enumerate() {
            offices.entry((term.position, term.jurisdiction)).or_default().push(i as u32);
        }
        let given = stored.given.iter().copied().collect();
        let family = stored.family.iter().copied().collect();
        Ok(Self { stored, forms, sieve, by_id: OnceLock::new(), given, family, offices })
    }

    /// The agency or outlet that bylines call `credit`.
    pub fn credited(&self, credit: &str) -> Option<Actor<'_>> {
        let step = form::steps(credit).pop()?;
        let (senses, _) = self.senses(step)?;
        let credited = senses.iter().find_map(|sense| match *sense {
            Sense::Credit { actor } => Some(actor),
            _ => None,
        });
        let named = || {
            senses.iter().find_map(|sense| match *sense {
                Sense::Name { actor } => Some(actor).filter(|actor| {
                    matches!(self.actor(*actor).kind(), ActorKind::Agency | ActorKind::Outlet)
                }),
                _ => None,
            })
        };
        credited.or_else(named).map(|number| self.actor(number))
    }

    /// How many actors there are.
    pub fn len(&self) -> usize {
        self.stored.actors.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stored.actors.is_empty()
    }

    /// Every actor.
    pub fn actors(&self) -> impl Iterator<Item = Actor<'_>> {
        (0..self.stored.actors.len() as u32).map(|number| Actor { registry: self, number })
    }

    /// The actor of that identifier.
    pub fn by_id(&self, id: &str) -> Option<Actor<'_>> {
        let all = self.by_id.get_or_init(|| {
            let actors = self.stored.actors.iter().zip(0..);
            actors.map(|(actor, number)| (self.str(actor.id).to_owned(), number)).collect()
        });
        all.get(id).map(|number| self.actor(*number))
    }

    pub(crate) fn actor(&self, number: u32) -> Actor<'_> {
        Actor { registry: self, number }
    }

    pub(crate) fn str(&self, at: TextRef) -> &str {
        piece(&self.stored.text, at)
    }

    /// The senses that a form has after `step`, and whether a longer form begins so.
    pub(crate) fn senses(&self, step: Step) -> Option<(&[Sense], bool)> {
        let bit = step.hash() as usize % SIEVE_BITS;
        if self.sieve[bit / 64] & (1 << (bit % 64)) == 0 {
            return None;
        }
        let (from, to, goes_on) = self.forms.get(&step.hash())?;
        Some((&self.stored.senses[*from as usize..*to as usize], *goes_on))
    }

    /// Whether people of the registry have the folded `word` as first name.
    pub fn is_given(&self, word: &str) -> bool {
        self.given.contains(&Step::START.with(word).hash())
    }

    /// Whether people of the registry have the folded `word` as last name.
    pub(crate) fn is_family(&self, word: &str) -> bool {
        self.family.contains(&Step::START.with(word).hash())
    }

    /// Whether the folded `word` has that sense.
    fn has(&self, word: &str, sense: Sense) -> bool {
        self.senses(Step::START.with(word)).is_some_and(|(senses, _)| senses.contains(&sense))
    }

    /// The plain name of a position in `lang`; the identifier itself where there is no such position.
    pub fn position_name<'r>(&'r self, position: &'r str, lang: Lang) -> &'r str {
        let number = self.stored.positions.iter().position(|row| self.str(row.id) == position);
        number.map_or(position, |number| self.position(number as u16).name(lang))
    }

    /// Whether the folded `word` is something that belongs to somebody: an office, a campaign.
    pub fn is_belonging(&self, word: &str) -> bool {
        self.has(word, Sense::Belongs)
    }

    /// Whether the folded `word` is a title or stands between a title and a name.
    pub fn is_titular(&self, word: &str) -> bool {
        self.senses(Step::START.with(word)).is_some_and(|(senses, goes_on)| {
            goes_on && senses.is_empty()
                || senses.iter().any(|s| {
                    matches!(
                        s,
                        Sense::Honorific
                            | Sense::Title { .. }
                            | Sense::Mark(_)
                            | Sense::Demonym { .. }
                    )
                })
        })
    }

    /// Whether the folded `word` says that what stands beside it was in the past.
    pub fn is_was(&self, word: &str) -> bool {
        self.has(word, Sense::Was)
    }

    /// Whether the folded `word` says that its sentence tells of the past.
    pub fn is_then(&self, word: &str) -> bool {
        self.has(word, Sense::Then)
    }

    /// Whether the folded `word` is a verb that has a person for its object.
    pub(crate) fn is_meeting(&self, word: &str) -> bool {
        let bare = word.strip_prefix(['و', 'ف']);
        self.has(word, Sense::Meets) || bare.is_some_and(|word| self.has(word, Sense::Meets))
    }

    /// Whether the folded `word` says that what follows was in the past.
    pub(crate) fn is_past(&self, word: &str) -> bool {
        self.has(word, Sense::Past)
    }

    /// Whether the folded `word` is a last name with an article, which is never a given name.
    pub(crate) fn is_family_only(&self, word: &str) -> bool {
        word.starts_with("ال") || word.is_ascii()
    }

    /// Whether the folded `word` stands between titles and names.
    pub(crate) fn is_honorific(&self, word: &str) -> bool {
        self.has(word, Sense::Honorific)
    }

    /// Everyone whose name `name` is, whole or by its last part, the whole ones first.
    ///
    /// ```
    /// let registry = rawi_actor::Registry::built_in();
    /// let found = registry.named("بلينكن");
    /// assert_eq!(found[0].id(), "Q7821917");
    /// ```
    pub fn named(&self, name: &str) -> Vec<Actor<'_>> {
        let mut whole = Vec::new();
        let mut last = Vec::new();
        for step in form::steps(name) {
            let Some((senses, _)) = self.senses(step) else { continue };
            for sense in senses {
                match *sense {
                    Sense::Name { actor } => whole.push(actor),
                    Sense::Surname { actor } => last.push(actor),
                    _ => {}
                }
            }
        }
        last.sort_by_key(|actor| std::cmp::Reverse(self.stored.actors[*actor as usize].rank));
        let mut seen = Vec::new();
        for actor in whole.into_iter().chain(last) {
            if !seen.contains(&actor) {
                seen.push(actor);
            }
        }
        seen.into_iter().map(|number| self.actor(number)).collect()
    }

    pub(crate) fn position(&self, number: u16) -> Position<'_> {
        Position { registry: self, number }
    }

    /// The terms of an office.
    pub(crate) fn terms_of(
        &self,
        position: u16,
        jurisdiction: Option<u32>,
    ) -> impl Iterator<Item = Term<'_>> {
        let terms = self.offices.get(&(position, jurisdiction));
        terms.into_iter().flatten().map(|number| Term { registry: self, number: *number })
    }

    /// Who held an office on that day, as far as is known.
    pub fn holders(&self, position: &str, jurisdiction: Option<&str>, day: Date) -> Vec<Actor<'_>> {
        let number = self.stored.positions.iter().position(|row| self.str(row.id) == position);
        let at = jurisdiction.map(|id| self.by_id(id).map(|actor| actor.number));
        let (Some(number), Some(at)) = (number, at.map_or(Some(None), |at| at.map(Some))) else {
            return Vec::new();
        };
        self.terms_of(number as u16, at)
            .filter(|term| term.held(day) == Held::Yes)
            .map(|term| term.person())
            .collect()
    }
}

fn body(bytes: &[u8]) -> Result<&[u8], NoRegistry> {
    bytes
        .strip_prefix(MAGIC)
        .ok_or_else(|| NoRegistry("these bytes are no registry of this version".to_owned()))
}

/// What was read, where nothing is left over.
fn whole<T>(read: postcard::Result<(T, &[u8])>) -> Result<T, NoRegistry> {
    match read {
        Ok((stored, [])) => Ok(stored),
        Ok(_) => Err(NoRegistry("the registry is broken (it goes on after its end)".to_owned())),
        Err(error) => Err(NoRegistry(format!("the registry is broken ({error})"))),
    }
}

fn piece(text: &str, at: TextRef) -> &str {
    &text[at.start as usize..(at.start + at.len) as usize]
}

/// Whether every number points to something, so that no look-up can fail later.
fn check(stored: &Stored<'_>) -> Option<()> {
    let text = |at: TextRef| {
        let end = at.start.checked_add(at.len)?;
        stored.text.get(at.start as usize..end as usize).map(drop)
    };
    let actor = |number: u32| stored.actors.get(number as usize).map(drop);
    let range =
        |(from, to): (u32, u32), len: usize| (from <= to && to as usize <= len).then_some(());
    let position = |number: u16| stored.positions.get(usize::from(number)).map(drop);
    for row in &stored.actors {
        text(row.id)?;
        row.country.map_or(Some(()), actor)?;
        range(row.names, stored.names.len())?;
        range(row.terms, stored.terms.len())?;
    }
    stored.names.iter().try_for_each(|row| text(row.text))?;
    for row in &stored.terms {
        actor(row.person)?;
        row.jurisdiction.map_or(Some(()), actor)?;
        position(row.position)?;
        let real = |date: PartialDate| date.is_real().then_some(());
        row.start.map_or(Some(()), real)?;
        match row.end {
            End::On(date) | End::KnownUntil(Some(date)) => real(date)?,
            _ => {}
        }
    }
    for row in &stored.positions {
        text(row.id)?;
        text(row.en)?;
        text(row.ar)?;
    }
    for sense in &stored.senses {
        match *sense {
            Sense::Name { actor: a }
            | Sense::Surname { actor: a }
            | Sense::Demonym { actor: a }
            | Sense::Capital { actor: a }
            | Sense::Credit { actor: a } => actor(a)?,
            Sense::Title { position: p, jurisdiction, .. } => {
                position(p)?;
                jurisdiction.map_or(Some(()), actor)?;
            }
            Sense::Mark(_)
            | Sense::Honorific
            | Sense::Weak
            | Sense::Past
            | Sense::Then
            | Sense::Alone
            | Sense::Was
            | Sense::Belongs
            | Sense::Meets => {}
        }
    }
    let mut last = 0;
    for (_, to) in &stored.forms {
        range((last, *to), stored.senses.len())?;
        last = *to;
    }
    (stored.goes_on.len() * 8 >= stored.forms.len()).then_some(())
}

/// An actor of a registry.
#[derive(Clone, Copy)]
pub struct Actor<'r> {
    registry: &'r Registry,
    pub(crate) number: u32,
}

impl<'r> Actor<'r> {
    fn row(self) -> &'r ActorRow {
        &self.registry.stored.actors[self.number as usize]
    }

    /// The identifier: a Wikidata item (`Q57792`) or one of Rawi's own (`body/nato`).
    pub fn id(self) -> &'r str {
        self.registry.str(self.row().id)
    }

    /// What it is.
    pub fn kind(self) -> ActorKind {
        self.row().kind
    }

    /// The country it belongs to; a country's own is itself.
    pub fn country(self) -> Option<Actor<'r>> {
        self.row().country.map(|number| self.registry.actor(number))
    }

    /// How much it is in the news, 0 to 3.
    pub fn rank(self) -> u8 {
        self.row().rank
    }

    /// Its names, the usual ones of each language first.
    pub fn names(self) -> impl Iterator<Item = Name<'r>> + Clone {
        let (from, to) = self.row().names;
        let registry = self.registry;
        registry.stored.names[from as usize..to as usize].iter().map(move |row| Name {
            text: registry.str(row.text),
            lang: row.lang.lang(),
            name_use: row.name_use,
        })
    }

    /// Its usual name in `lang`, else in any language, else its identifier.
    pub fn name(self, lang: Lang) -> &'r str {
        let names = || self.names().filter(|name| name.name_use == NameUse::Name);
        names()
            .find(|name| name.lang == lang)
            .or_else(|| names().next())
            .map_or_else(|| self.id(), |name| name.text)
    }

    /// The terms that it held, in order of their start.
    pub fn terms(self) -> impl Iterator<Item = Term<'r>> + Clone {
        let (from, to) = self.row().terms;
        let registry = self.registry;
        (from..to).map(move |number| Term { registry, number })
    }
}

impl PartialEq for Actor<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && std::ptr::eq(self.registry, other.registry)
    }
}

impl Eq for Actor<'_> {}

impl std::fmt::Debug for Actor<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

/// A kind of office, without where.
#[derive(Clone, Copy)]
pub struct Position<'r> {
    registry: &'r Registry,
    pub(crate) number: u16,
}

impl<'r> Position<'r> {
    fn row(self) -> &'r PositionRow {
        &self.registry.stored.positions[usize::from(self.number)]
    }

    /// The identifier: `foreign-minister`.
    pub fn id(self) -> &'r str {
        self.registry.str(self.row().id)
    }

    /// The plain name in `lang`.
    pub fn name(self, lang: Lang) -> &'r str {
        self.registry.str(if lang == Lang::Ar { self.row().ar } else { self.row().en })
    }

    /// Whether one person at a time holds it.
    pub fn has_one_holder(self) -> bool {
        self.row().one
    }
}

/// Somebody's time in an office.
#[derive(Clone, Copy)]
pub struct Term<'r> {
    registry: &'r Registry,
    number: u32,
}

impl<'r> Term<'r> {
    pub(crate) fn row(self) -> &'r TermRow {
        &self.registry.stored.terms[self.number as usize]
    }

    /// Who.
    pub fn person(self) -> Actor<'r> {
        self.registry.actor(self.row().person)
    }

    /// What office.
    pub fn position(self) -> Position<'r> {
        self.registry.position(self.row().position)
    }

    /// Of which country or body.
    pub fn jurisdiction(self) -> Option<Actor<'r>> {
        self.row().jurisdiction.map(|number| self.registry.actor(number))
    }

    /// When it began.
    pub fn start(self) -> Option<PartialDate> {
        self.row().start
    }

    /// How it ended.
    pub fn end(self) -> End {
        self.row().end
    }

    /// Whether it was held on `day`. Where the registry does not know the end of a term in an office of one holder, the
    /// next one's beginning ends it.
    pub fn held(self, day: Date) -> Held {
        let own = self.row();
        let held = held(own.start, own.end, day);
        let End::KnownUntil(known) = own.end else { return held };
        if held != Held::Perhaps || !self.position().has_one_holder() {
            return held;
        }
        let from = known.or(own.start).map(PartialDate::last);
        let followed = self.registry.terms_of(own.position, own.jurisdiction).any(|next| {
            let row = next.row();
            let after = row
                .start
                .map(PartialDate::first)
                .zip(from)
                .is_some_and(|(start, from)| start > from);
            row.person != own.person
                && after
                && crate::term::held(row.start, row.end, day) == Held::Yes
        });
        if followed { Held::No } else { held }
    }
}
