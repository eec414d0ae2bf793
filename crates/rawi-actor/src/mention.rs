//! Mentions: where a text names a person, a body, a place or an office, and who or what that is.

use jiff::civil::Date;
use rawi_text::{Span, TokenKind, Tokens};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::actor::ActorKind;
use crate::form;
use crate::registry::{Actor, Mark, Registry, Sense};
use crate::scan::{self, Hit, hits};
use crate::term::Held;
use crate::translit;

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A human being by name.
    Person,
    /// A body, group, organ, company, agency or outlet.
    Organization,
    /// A country or city.
    Place,
    /// An office, whoever holds it.
    Office,
}

impl MentionKind {
    /// The name in the output contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Office => "office",
        }
    }
}

/// A name in a text. Spans are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<'r> {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
    /// Who or what that is; of an office the one who held it when the text was written.
    pub actor: Option<Actor<'r>>,
}

/// An office that a text ascribes to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<'r> {
    /// The title, with what tells its country.
    pub title: Span,
    /// The name.
    pub name: Span,
    /// Who that is.
    pub person: Actor<'r>,
    /// Which offices the title can mean: position and jurisdiction.
    pub(crate) offices: Vec<(u16, Option<u32>)>,
    /// What is said of the office.
    pub marks: Vec<Mark>,
    /// Whether the name is written with more than its last part, or the person is known by it alone.
    pub sure: bool,
    /// Whether the title stands after the name.
    pub apposed: bool,
    /// Whether the person belongs to the country of the outlet.
    pub at_home: bool,
    /// Whether only the last name of somebody less known stands there.
    pub short: bool,
    /// Whether a verb before the title may have the name for its object: استقبل الرئيس فلانا.
    pub met: bool,
}

/// What a text names.
#[derive(Clone, Debug, Default)]
pub struct Mentions<'r> {
    /// The mentions, in order, not overlapping but where an office holds a country or body.
    pub list: Vec<Mention<'r>>,
    /// The offices that are ascribed to known people.
    pub claims: Vec<Claim<'r>>,
}

/// The mentions of `text`, written on `day` by an outlet of `home`.
///
/// Who is meant is decided by the whole article: the office beside a name, the countries that it speaks of, the day, and
/// who else is named in full. Where that does not decide, a name has no actor.
///
/// ```
/// use rawi_actor::{Registry, mentions};
/// let text = "قال وزير الخارجية الأمريكي أنتوني بلينكن في بروكسل إن روته وافق. وأضاف بلينكن أن الناتو مستعد.";
/// let tokens = rawi_text::tokenize(text);
/// let day = "2024-11-13".parse().ok();
/// let found = mentions(Registry::built_in(), text, &tokens, day, None);
/// let blinken: Vec<_> = found.list.iter().filter(|m| m.actor.is_some_and(|a| a.id() == "Q7821917")).collect();
/// assert_eq!(blinken.len(), 3, "the office, the name, the last name");
/// ```
pub fn mentions<'r>(
    registry: &'r Registry,
    text: &str,
    tokens: &Tokens,
    day: Option<Date>,
    home: Option<Actor<'r>>,
) -> Mentions<'r> {
    let mut reader = Reader {
        registry,
        text,
        tokens,
        day,
        home: home.map(|actor| actor.number),
        countries: FxHashMap::default(),
        people: Vec::new(),
        offices: Vec::new(),
        others: Vec::new(),
        place: None,
    };
    reader.collect();
    reader.decide()
}

/// A title and what stands with it.
struct OfficePhrase {
    /// Tokens.
    first: usize,
    end: usize,
    cut: u8,
    offices: Vec<(u16, Option<u32>)>,
    marks: Vec<Mark>,
    /// Whether a country or body was told.
    placed: bool,
    /// Index into `people`.
    person: Option<usize>,
    /// Whether that stands before it.
    apposed: bool,
}

/// A name that may be a person's.
struct PersonName {
    first: usize,
    end: usize,
    cut: u8,
    words: u8,
    /// Everyone whose whole name it is.
    whole: Vec<u32>,
    /// Everyone whose last name it is.
    last: Vec<u32>,
    /// Index into `offices`.
    office: Option<usize>,
    /// Whether words of a longer name stand around it.
    part_of_longer: bool,
    /// Decided by sound, not by spelling.
    by_sound: bool,
    /// Whether the name is an ordinary word as well.
    weak: bool,
    /// Whether the last name is known to tell somebody without more.
    alone: bool,
}

struct Reader<'r, 't> {
    registry: &'r Registry,
    text: &'t str,
    tokens: &'t Tokens,
    day: Option<Date>,
    home: Option<u32>,
    /// Countries that the text names, and how often.
    countries: FxHashMap<u32, u32>,
    people: Vec<PersonName>,
    offices: Vec<OfficePhrase>,
    /// Bodies and places: hit tokens, span cut, candidates.
    others: Vec<(usize, usize, u8, Vec<u32>)>,
    /// The country or body that was named last, and the token after it: "the Ukrainian president".
    place: Option<Before>,
}

/// A country or body right before a title.
#[derive(Clone, Copy)]
struct Before {
    first: usize,
    end: usize,
    country: Option<u32>,
    body: Option<u32>,
}

impl<'r> Reader<'r, '_> {
    /// Finds everything that may be a mention.
    fn collect(&mut self) {
        let mut i = 0;
        let mut found = Vec::new();
        while i < self.tokens.len() {
            hits(self.registry, self.tokens, i, &mut found);
            i = if found.is_empty() { i + 1 } else { self.take(i, &found) };
        }
    }

    /// Takes what begins at token `i`; the token where to go on.
    fn take(&mut self, i: usize, found: &[Hit<'r>]) -> usize {
        let title = found.iter().find(|hit| hit.any(|sense| matches!(sense, Sense::Title { .. })));
        let name = found.iter().find(|hit| hit.any(|sense| matches!(sense, Sense::Name { .. })));
        let titled = match (title, name) {
            // An organ's own name is longer than a title that it begins with.
            (Some(title), Some(name)) => title.end >= name.end,
            (title, _) => title.is_some(),
        };
        if titled
            && let Some(title) = title
            && let Some(end) = self.office(title)
        {
            return end;
        }
        if let Some(name) = name {
            // "US Treasury Secretary": the organ's name ends inside of a title.
            let title = (name.first + 1..name.end).find(|j| {
                let mut inner = Vec::new();
                hits(self.registry, self.tokens, *j, &mut inner);
                inner
                    .iter()
                    .any(|hit| hit.end > name.end && hit.any(|s| matches!(s, Sense::Title { .. })))
            });
            let before = title.and_then(|at| found.iter().find(|hit| hit.end == at));
            if let Some(before) = before
                && before.any(|s| matches!(s, Sense::Name { .. } | Sense::Demonym { .. }))
            {
                self.count_countries(before);
                let country = before.senses.iter().find_map(|sense| match *sense {
                    Sense::Demonym { actor } | Sense::Name { actor } => {
                        self.registry.stored.actors[actor as usize].country
                    }
                    _ => None,
                });
                self.place =
                    Some(Before { first: before.first, end: before.end, country, body: None });
                return before.end;
            }
            return self.name(name);
        }
        if let Some(credit) = found.iter().find(|hit| self.is_quoted_credit(hit)) {
            let actors = credit.senses.iter().filter_map(|sense| match *sense {
                Sense::Credit { actor } => Some(actor),
                _ => None,
            });
            self.others.push((credit.first, credit.end, credit.cut, actors.collect()));
            return credit.end;
        }
        let last = found.iter().find(|hit| hit.any(|sense| matches!(sense, Sense::Surname { .. })));
        if let Some(last) = last {
            self.person(last, None);
            return last.end;
        }
        if let Some(hit) = found.iter().find(|hit| hit.any(|s| matches!(s, Sense::Demonym { .. })))
        {
            self.count_countries(hit);
            let country = hit.senses.iter().find_map(|sense| match *sense {
                Sense::Demonym { actor } => Some(actor),
                _ => None,
            });
            self.place = Some(Before { first: hit.first, end: hit.end, country, body: None });
            return hit.end;
        }
        i + 1
    }

    /// Whether a hit is an agency's or outlet's credit between quotation marks, as the press writes papers whose names are
    /// ordinary words: «الوئام».
    fn is_quoted_credit(&self, hit: &Hit<'_>) -> bool {
        let mark = |i: Option<usize>, marks: &[char]| {
            i.and_then(|i| self.tokens.get(i)).is_some_and(
                |token| matches!(token.kind, TokenKind::Mark(mark) if marks.contains(&mark)),
            )
        };
        hit.cut == 0
            && hit.any(|sense| matches!(sense, Sense::Credit { .. }))
            && mark(hit.first.checked_sub(1), &['«', '"', '“'])
            && mark(Some(hit.end), &['»', '"', '”'])
    }

    fn count_countries(&mut self, hit: &Hit<'_>) {
        for sense in hit.senses {
            if let Sense::Demonym { actor } | Sense::Name { actor } | Sense::Capital { actor } =
                *sense
            {
                let row = &self.registry.stored.actors[actor as usize];
                if let Some(country) = row.country.filter(|_| row.kind != ActorKind::Person) {
                    *self.countries.entry(country).or_default() += 1;
                }
            }
        }
    }

    /// A full name of anything.
    fn name(&mut self, hit: &Hit<'r>) -> usize {
        let of = |person: bool| -> Vec<u32> {
            let actors = hit.senses.iter().filter_map(|sense| match *sense {
                Sense::Name { actor } => Some(actor),
                _ => None,
            });
            actors
                .filter(|actor| {
                    (self.registry.stored.actors[*actor as usize].kind == ActorKind::Person)
                        == person
                })
                .collect()
        };
        let (people, others) = (of(true), of(false));
        if !people.is_empty() {
            self.person(hit, None);
            return hit.end;
        }
        if hit.words == 1
            && hit.any(|sense| *sense == Sense::Weak)
            && !self.is_led_to(hit, others[0])
        {
            return hit.first + 1;
        }
        self.count_countries(hit);
        let row = &self.registry.stored.actors[others[0] as usize];
        self.place = Some(match row.kind {
            ActorKind::Country => {
                Before { first: hit.first, end: hit.end, country: row.country, body: None }
            }
            _ => Before { first: hit.first, end: hit.end, country: None, body: Some(others[0]) },
        });
        self.others.push((hit.first, hit.end, hit.cut, others));
        hit.end
    }

    /// Whether a name that is an ordinary word as well stands where only a place can.
    fn is_led_to(&self, hit: &Hit<'_>, actor: u32) -> bool {
        let before = hit.first.checked_sub(1).filter(|i| self.tokens[*i].kind == TokenKind::Word);
        let led = before.is_some_and(|i| {
            matches!(
                self.tokens.form(i),
                "في" | "الي"
                    | "مدينه"
                    | "محافظه"
                    | "بمدينه"
                    | "ولايه"
                    | "in"
                    | "to"
                    | "of"
            )
        });
        led && self.registry.stored.actors[actor as usize].kind.is_place()
    }

    /// A person's name, whole or its last part.
    fn person(&mut self, hit: &Hit<'r>, office: Option<usize>) -> usize {
        let (mut whole, mut last) = (Vec::new(), Vec::new());
        for sense in hit.senses {
            match *sense {
                Sense::Name { actor }
                    if self.registry.stored.actors[actor as usize].kind == ActorKind::Person =>
                {
                    whole.push(actor);
                }
                Sense::Surname { actor } => last.push(actor),
                _ => {}
            }
        }
        let part_of_longer = self.is_part_of_longer(hit, office.is_some());
        self.people.push(PersonName {
            first: hit.first,
            end: hit.end,
            cut: hit.cut,
            words: hit.words,
            whole,
            last,
            office,
            part_of_longer,
            by_sound: false,
            weak: hit.words == 1 && hit.any(|sense| *sense == Sense::Weak),
            alone: hit.any(|sense| *sense == Sense::Alone),
        });
        self.people.len() - 1
    }

    /// Whether a given name stands before the hit, or a word like a family's after it.
    fn is_part_of_longer(&self, hit: &Hit<'_>, titled: bool) -> bool {
        let word = |i: usize| {
            self.tokens
                .get(i)
                .filter(|token| token.kind == TokenKind::Word)
                .map(|_| self.tokens.form(i))
        };
        let before = hit.first.checked_sub(1).and_then(word);
        // عبد العزيز الخالد: the given name is two words.
        let servant =
            hit.first >= 2 && word(hit.first - 2).is_some_and(|word| word.ends_with("عبد"));
        let given_before = !titled
            && hit.cut == 0
            && (servant
                || before.is_some_and(|before| {
                    self.registry.is_given(before)
                        || before == "بن"
                        || before == "ابو"
                        || before == "ال"
                        || before
                            .strip_prefix(['و', 'ف', 'ب', 'ل', 'ك'])
                            .is_some_and(|b| self.registry.is_given(b))
                }));
        let after = word(hit.end);
        let family_after = after.is_some_and(|after| {
            after == "بن"
                || after == "ال"
                || (self.may_be_family(hit.end) && !self.is_other_word(hit.end))
                // عبدالله بن عبدالعزيز الموسى: a father's name is no family's.
                || self.ends_with_father(hit) && self.may_be_nisba(after) && !self.is_other_word(hit.end)
        });
        given_before || family_after
    }

    /// Whether a name ends with "son of" and a given name.
    fn ends_with_father(&self, hit: &Hit<'_>) -> bool {
        hit.end >= hit.first + 3
            && (hit.first..hit.end)
                .any(|i| self.tokens[i].kind == TokenKind::Word && self.tokens.form(i) == "بن")
            && self.registry.is_given(self.tokens.form(hit.end - 1))
    }

    /// Whether a word with an article may be a family's name: no relative pronoun and no day.
    fn may_be_nisba(&self, word: &str) -> bool {
        const OTHERS: [&str; 12] = [
            "الذي",
            "التي",
            "اليوم",
            "الي",
            "الذين",
            "الا",
            "الان",
            "السابق",
            "الراحل",
            "الثلاثاء",
            "الاربعاء",
            "الخميس",
        ];
        word.starts_with("ال") && word.chars().count() > 5 && !OTHERS.contains(&word)
    }

    /// Whether the token can be a family's name: على is none, though it folds to علي.
    fn may_be_family(&self, i: usize) -> bool {
        let word = self.tokens[i].span.of(self.text);
        let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
        word.chars().count() >= 3
            && capital
            && !word.ends_with('ى')
            && !matches!(self.tokens.form(i), "بان" | "وان" | "الي" | "بعد" | "قبل" | "عند" | "منذ")
            && self.registry.is_family(self.tokens.form(i))
    }

    /// Whether the token begins something that is no part of a name.
    fn is_other_word(&self, i: usize) -> bool {
        let mut found = Vec::new();
        hits(self.registry, self.tokens, i, &mut found);
        found.iter().any(|hit| {
            hit.any(|sense| {
                matches!(sense, Sense::Demonym { .. } | Sense::Mark(_) | Sense::Title { .. })
            })
        })
    }

    /// A title with its country, marks and name; the token after it, or nothing where it is none.
    fn office(&mut self, title: &Hit<'r>) -> Option<usize> {
        let mut at = title.end;
        let mut marks: Vec<Mark> = Vec::new();
        let mut country: Option<u32> = None;
        let mut body: Option<u32> = None;
        let mut first = title.first;
        let latin = self.tokens.form(title.first).is_ascii();
        if let Some(before) = self.place.filter(|before| latin && before.end == title.first) {
            (country, body, first) = (before.country, before.body, before.first);
        }
        let mut found = Vec::new();
        let bare = title.any(|sense| matches!(sense, Sense::Title { bare: true, .. }));
        let mut person: Option<Hit<'r>> = None;
        let mut skipped = 0;
        let mut end = at;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            if token.kind != TokenKind::Word {
                // A comma or bracket between title and name: "the minister, Salim Rawi,".
                if skipped == 0
                    && matches!(token.kind, TokenKind::Mark('،' | ',' | ':' | '('))
                    && (at > title.end || country.is_some() || body.is_some())
                {
                    skipped += 1;
                    at += 1;
                    continue;
                }
                break;
            }
            hits(self.registry, self.tokens, at, &mut found);
            let pick = |is: &dyn Fn(&Sense) -> bool| found.iter().find(|hit| hit.any(is)).copied();
            let is_place =
                |number: u32| self.registry.stored.actors[number as usize].kind.is_place();
            let kind = |number: u32| self.registry.stored.actors[number as usize].kind;
            if let Some(hit) = pick(&|s| matches!(s, Sense::Mark(_)))
                && skipped == 0
            {
                marks.extend(hit.senses.iter().filter_map(|sense| match sense {
                    Sense::Mark(mark) => Some(*mark),
                    _ => None,
                }));
                at = hit.end;
                end = at;
                continue;
            }
            if let Some(hit) = pick(&|s| matches!(s, Sense::Demonym { .. }))
                && country.is_none()
                && body.is_none()
                && skipped == 0
                && !bare
                && hit.cut == 0
            {
                country = hit.senses.iter().find_map(|sense| match *sense {
                    Sense::Demonym { actor } => Some(actor),
                    _ => None,
                });
                self.count_countries(&hit);
                at = hit.end;
                end = at;
                continue;
            }
            let named =
                pick(&|s| matches!(*s, Sense::Name { actor } if kind(actor) != ActorKind::Person));
            if let Some(hit) = named
                && country.is_none()
                && body.is_none()
                && skipped == 0
                && (bare || hit.to || at == title.end)
            {
                let number = hit.senses.iter().find_map(|sense| match *sense {
                    Sense::Name { actor } if kind(actor) != ActorKind::Person => Some(actor),
                    _ => None,
                });
                match number {
                    // The parliament of a city is not the country's.
                    Some(number) if kind(number) == ActorKind::City && at > title.end => break,
                    Some(number) if is_place(number) => {
                        country = self.registry.stored.actors[number as usize].country
                    }
                    number => body = number,
                }
                self.count_countries(&hit);
                self.others.push((hit.first, hit.end, hit.cut, number.into_iter().collect()));
                at = hit.end;
                end = at;
                continue;
            }
            // The White House spokesman's "of" in English: the president of France.
            let of = self.tokens.form(at);
            if matches!(of, "of" | "the" | "لدي" | "في")
                && country.is_none()
                && body.is_none()
                && at == end
                && skipped == 0
            {
                let mut next = Vec::new();
                hits(self.registry, self.tokens, at + 1, &mut next);
                let leads = of != "لدي"
                    && (of == "of" || of == "the")
                    && (next.iter().any(|hit| {
                        hit.any(
                        |s| matches!(*s, Sense::Name { actor } if kind(actor) != ActorKind::Person),
                    )
                    }) || of == "of"
                        && self.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word)
                        && self.tokens.form(at + 1) == "the");
                if leads {
                    at += 1;
                    // What follows "of" stands where a country may.
                    end = at;
                    continue;
                }
            }
            if self.registry.is_honorific(self.tokens.form(at)) {
                at += 1;
                continue;
            }
            person = pick(&|s| {
                matches!(*s, Sense::Name { actor } if kind(actor) == ActorKind::Person)
                    || matches!(s, Sense::Surname { .. })
            })
            .filter(|hit| hit.cut == 0 && !hit.to);
            break;
        }
        if at == end && person.is_none() && end == title.end && bare && !placed_by_itself(title) {
            return None;
        }
        self.body_inside(title);
        let own_places: FxHashSet<u32> = title
            .senses
            .iter()
            .filter_map(|sense| match sense {
                Sense::Title { jurisdiction, .. } => *jurisdiction,
                _ => None,
            })
            .collect();
        let mut offices = Vec::new();
        for sense in title.senses {
            let Sense::Title { position, jurisdiction, .. } = *sense else { continue };
            let told = body.or(country);
            let place = match (jurisdiction, told) {
                (None, told) => told,
                // A title that two countries have says nothing of which.
                (Some(_), None) if own_places.len() > 1 => continue,
                (Some(own), None) => Some(own),
                (Some(own), Some(told)) if own == told => Some(own),
                // A title that belongs to another country is not meant here.
                (Some(own), Some(_))
                    if self.registry.stored.actors[own as usize].kind == ActorKind::Country =>
                {
                    continue;
                }
                (Some(own), Some(_)) => Some(own),
            };
            if !offices.contains(&(position, place)) {
                offices.push((position, place));
            }
        }
        // المستشار فلان is a form of address before it is an office.
        let address = title.end == title.first + 1
            && self.registry.is_honorific(self.tokens.form(title.first));
        if offices.is_empty() || address && end == title.end {
            return None;
        }
        let placed = offices.iter().any(|(_, place)| place.is_some());
        let number = self.offices.len();
        let person_at = match person {
            Some(hit) => Some((self.person(&hit, Some(number)), hit.end)),
            None => self.by_sound(at, &offices, number),
        };
        let before =
            if placed && person_at.is_none() { self.apposed_to(title, first, end) } else { None };
        if self.is_of_the_past(title.first) {
            marks.push(Mark::Former);
        }
        // نائب خادم الحرمين الشريفين: the deputy's name follows. And what stands after a name: "Mubarak, the ousted".
        let before_it = self.mark_at(first.checked_sub(1));
        marks.extend(before_it.filter(|mark| latin || *mark == Mark::Deputy));
        if latin && first > 1 && matches!(self.tokens[first - 1].kind, TokenKind::Mark('-' | '‑'))
        {
            // ex-president
            marks.extend(self.mark_at(first.checked_sub(2)));
        }
        if let Some((_, end)) = person_at {
            marks.extend(self.mark_at(Some(end)));
            let bracketed = matches!(
                self.tokens.get(end).map(|t| t.kind),
                Some(TokenKind::Mark('،' | ',' | '(' | ')'))
            );
            marks.extend(self.mark_at(Some(end + 1)).filter(|_| bracketed));
        }
        // A title alone, without country or name, tells nothing.
        if !placed && person_at.is_none() {
            return Some(end);
        }
        self.offices.push(OfficePhrase {
            first,
            end,
            cut: if first == title.first { title.cut } else { 0 },
            offices,
            marks,
            placed,
            person: person_at.map(|(index, _)| index).or(before),
            apposed: before.is_some(),
        });
        if let Some(index) = before {
            self.people[index].office = Some(number);
        }
        Some(person_at.map_or(end, |(_, end)| end))
    }

    /// The body or country that a title holds: رئيس الهيئة العليا المستقلة للانتخابات.
    fn body_inside(&mut self, title: &Hit<'r>) {
        let mut inner = Vec::new();
        for at in title.first + 1..title.end {
            hits(self.registry, self.tokens, at, &mut inner);
            let named = |hit: &&Hit<'_>| {
                hit.end == title.end
                    && hit.any(|sense| matches!(*sense, Sense::Name { actor } if self.registry.stored.actors[actor as usize].kind != ActorKind::Person))
            };
            let Some(hit) = inner.iter().find(named).copied() else { continue };
            let actors = hit.senses.iter().filter_map(|sense| match *sense {
                Sense::Name { actor }
                    if self.registry.stored.actors[actor as usize].kind != ActorKind::Person =>
                {
                    Some(actor)
                }
                _ => None,
            });
            self.others.push((hit.first, hit.end, hit.cut, actors.collect()));
            return;
        }
    }

    /// What the word at token `i` says of an office.
    fn mark_at(&self, i: Option<usize>) -> Option<Mark> {
        let i = i.filter(|i| *i < self.tokens.len())?;
        let mut found = Vec::new();
        hits(self.registry, self.tokens, i, &mut found);
        found.iter().flat_map(|hit| hit.senses).find_map(|sense| match sense {
            Sense::Mark(mark) => Some(*mark),
            _ => None,
        })
    }

    /// The name right before a title that is set off by commas: "Blinken, the secretary of state,".
    fn apposed_to(&self, title: &Hit<'_>, first: usize, end: usize) -> Option<usize> {
        let index = self.people.len().checked_sub(1)?;
        let name = &self.people[index];
        if name.office.is_some() || title.cut > 0 {
            return None;
        }
        let mark = |i: usize| match self.tokens.get(i)?.kind {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        };
        if name.end == first {
            return Some(index);
        }
        let mut gap = name.end..first;
        let opens = gap.next().is_some_and(|i| matches!(mark(i), Some('،' | ',' | '(')));
        let only_the = gap
            .all(|i| self.tokens[i].kind == TokenKind::Word && self.tokens.form(i) == "the")
            && first.saturating_sub(name.end) <= 2;
        let closes = matches!(mark(end), Some('،' | ',' | ')' | '.')) || end == self.tokens.len();
        (opens && only_the && closes).then_some(index)
    }

    /// Whether a word shortly before says that the office was held in the past: "when he was", في عهد.
    fn is_of_the_past(&self, first: usize) -> bool {
        const REACH: usize = 3;
        (first.saturating_sub(REACH)..first)
            .filter(|i| self.tokens[*i].kind == TokenKind::Word)
            .any(|i| self.registry.is_past(self.tokens.form(i)))
    }

    /// Somebody who held the office and whose Latin name sounds like the words after the title.
    fn by_sound(
        &mut self,
        at: usize,
        offices: &[(u16, Option<u32>)],
        number: usize,
    ) -> Option<(usize, usize)> {
        if offices.len() > 4 || !offices.iter().any(|(_, place)| place.is_some()) {
            return None;
        }
        let mut words: Vec<&str> = Vec::new();
        for i in at..self.tokens.len().min(at + 3) {
            if self.tokens[i].kind != TokenKind::Word
                || self.tokens.form(i).bytes().next().is_none_or(|byte| byte < 0xD8)
            {
                break;
            }
            words.push(self.tokens[i].span.of(self.text));
        }
        let mut best: Option<(f32, u32, usize)> = None;
        for n in (1..=words.len()).rev() {
            let name = words[..n].join(" ");
            for &(position, place) in offices {
                for term in self.registry.terms_of(position, place) {
                    let person = term.person();
                    for latin in person.names().filter(|name| name.lang == rawi_text::Lang::En) {
                        let alike = translit::transliterates(&name, latin.text);
                        let least = if n == 1 { 0.9 } else { 0.8 };
                        if alike >= least && best.is_none_or(|(b, ..)| alike > b) {
                            best = Some((alike, person.number, n));
                        }
                    }
                }
            }
        }
        let (_, actor, n) = best?;
        self.people.push(PersonName {
            first: at,
            end: at + n,
            cut: 0,
            words: n as u8,
            whole: if n > 1 { vec![actor] } else { Vec::new() },
            last: vec![actor],
            office: Some(number),
            part_of_longer: false,
            by_sound: true,
            weak: false,
            alone: false,
        });
        Some((self.people.len() - 1, at + n))
    }

    /// Decides who is who.
    fn decide(self) -> Mentions<'r> {
        let mut chosen: Vec<Option<u32>> = vec![None; self.people.len()];
        // Whole names first: they decide what the last names mean.
        let mut known: FxHashSet<u32> = FxHashSet::default();
        for (i, person) in self.people.iter().enumerate() {
            if !person.whole.is_empty() {
                chosen[i] = self.best(person, &person.whole, true, &known);
                known.extend(chosen[i]);
            }
        }
        for (i, person) in self.people.iter().enumerate() {
            if chosen[i].is_none() {
                let mut all = person.last.clone();
                all.extend(person.whole.iter().filter(|actor| known.contains(actor)));
                chosen[i] = self.best(person, &all, false, &known);
            }
        }
        self.mentions(&chosen)
    }

    /// The one of `candidates` that is meant.
    fn best(
        &self,
        person: &PersonName,
        candidates: &[u32],
        whole: bool,
        known: &FxHashSet<u32>,
    ) -> Option<u32> {
        let mut scored: Vec<(f32, u32)> = candidates
            .iter()
            .map(|actor| (self.score(person, *actor, whole, known), *actor))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let (score, actor) = *scored.first()?;
        let second = scored
            .iter()
            .find(|(_, other)| *other != actor && !self.same(*other, actor))
            .map_or(f32::MIN, |(score, _)| *score);
        (score >= ENOUGH && score - second >= MARGIN).then_some(actor)
    }

    /// Two items of one human being: one is a duplicate of the other where all their names agree.
    fn same(&self, a: u32, b: u32) -> bool {
        let name = |number: u32| self.registry.actor(number).name(rawi_text::Lang::En);
        name(a) == name(b)
    }

    /// How likely `actor` is meant by a name; [`ENOUGH`] is enough.
    fn score(&self, person: &PersonName, actor: u32, whole: bool, known: &FxHashSet<u32>) -> f32 {
        let row = &self.registry.stored.actors[actor as usize];
        let who = self.registry.actor(actor);
        let mut score = f32::from(row.rank) * 0.4;
        if person.part_of_longer {
            score -= 2.5;
        }
        let fits =
            person.office.map_or(0.0, |number| self.of_office(&self.offices[number], actor, whole));
        if !whole {
            // A last name alone tells nobody who is not named in full, but by his office.
            let told = known.contains(&actor) && !person.weak
                || fits >= 1.2
                || person.alone && row.rank == 3
                // المخلوع صالح
                || row.rank == 3 && self.mark_at(person.first.checked_sub(1)) == Some(Mark::Former);
            if !told || !person.alone && self.is_of_another(person, actor) {
                return f32::MIN;
            }
        }
        if whole {
            let plain = person.words == 2
                && self.registry.is_given(self.tokens.form(person.end - 1))
                && !self.registry.is_family_only(self.tokens.form(person.end - 1));
            score += match person.words {
                // محمد إبراهيم may go on with anybody's family name.
                2 if plain => 1.0,
                2 => 1.9,
                _ => 3.0,
            };
        } else if known.contains(&actor) {
            score += 4.0;
        }
        score += fits;
        let at_home = row.country.is_some() && (row.country == self.home);
        let spoken_of =
            row.country.map_or(0, |country| self.countries.get(&country).copied().unwrap_or(0));
        if at_home {
            score += 0.8;
        }
        score += (spoken_of as f32 * 0.5).min(1.2);
        if let Some(day) = self.day {
            let mut near = false;
            let mut far = row.terms.0 < row.terms.1;
            for term in who.terms() {
                let start = term.start().map_or(i16::MIN, |start| start.first().year());
                let end = match term.end() {
                    crate::term::End::On(end) => end.last().year(),
                    _ => i16::MAX,
                };
                near |= term.held(day) == Held::Yes;
                far &= start > day.year() + 2 || end < day.year() - 25;
            }
            if near {
                score += if row.rank == 3 { 2.2 } else { 0.8 };
            }
            if far {
                score -= 2.0;
            }
        }
        score
    }

    /// Whether the word before a last name is a given name, and not this actor's: فيصل الحربي is not Ahmed al-Harbi.
    fn is_of_another(&self, person: &PersonName, actor: u32) -> bool {
        if person.cut > 0 {
            return false;
        }
        let word = |i: usize| {
            self.tokens
                .get(i)
                .filter(|token| token.kind == TokenKind::Word)
                .map(|_| self.tokens.form(i))
        };
        let Some(before) = person.first.checked_sub(1).and_then(word) else { return false };
        if before == "بن" || before == "ابن" {
            return true;
        }
        let servant =
            person.first >= 2 && word(person.first - 2).is_some_and(|word| word.ends_with("عبد"));
        if !servant && (person.office.is_some() || !self.registry.is_given(before)) {
            return false;
        }
        let own = self
            .registry
            .actor(actor)
            .names()
            .any(|name| form::words(name.text).iter().any(|w| w.ends_with(before)));
        !own
    }

    /// What the office beside a name says for or against an actor.
    fn of_office(&self, office: &OfficePhrase, actor: u32, whole: bool) -> f32 {
        let who = self.registry.actor(actor);
        let mut best = 0.0_f32;
        let mut same_country = false;
        for term in who.terms() {
            let row = term.row();
            for (position, place) in &office.offices {
                let here = *place == row.jurisdiction || place.is_none();
                same_country |= place.is_some_and(|place| {
                    row.jurisdiction.is_some_and(|own| {
                        let country =
                            |number: u32| self.registry.stored.actors[number as usize].country;
                        own == place || country(own).is_some() && country(own) == country(place)
                    })
                });
                if *position == row.position && here {
                    let held = self.day.map_or(Held::Perhaps, |day| term.held(day));
                    let points: f32 = match held {
                        Held::Yes => 4.0,
                        Held::Perhaps => 3.2,
                        Held::No => 2.4,
                    };
                    best = best.max(if place.is_some() { points } else { points - 1.2 });
                }
            }
        }
        let known = self.registry.stored.actors[actor as usize].rank >= 2;
        match () {
            () if best > 0.0 || !office.placed => best,
            () if same_country => 0.8,
            // A well-known name is not another's because the office is wrong.
            () if known && whole => -0.5,
            () => -1.5,
        }
    }

    fn span(&self, first: usize, end: usize, cut: u8) -> Span {
        scan::span(self.text, self.tokens, first, end, cut)
    }

    fn mentions(&self, chosen: &[Option<u32>]) -> Mentions<'r> {
        let mut found = Mentions::default();
        for (i, person) in self.people.iter().enumerate() {
            let actor = chosen[i].map(|number| self.registry.actor(number));
            let named = actor.is_some() || !person.whole.is_empty() && !person.part_of_longer;
            if named {
                let span = self.span(person.first, person.end, person.cut);
                found.list.push(Mention { span, kind: MentionKind::Person, actor });
            }
        }
        for office in &self.offices {
            let span = self.span(office.first, office.end, office.cut);
            let person = office.person.and_then(|index| chosen[index]);
            let actor = match person {
                Some(number) => Some(self.registry.actor(number)),
                None if office.person.is_none() => self.holder(office),
                None => None,
            };
            found.list.push(Mention { span, kind: MentionKind::Office, actor });
            if let (Some(index), Some(number)) = (office.person, person) {
                let name = &self.people[index];
                let rank = self.registry.stored.actors[number as usize].rank;
                found.claims.push(Claim {
                    title: span,
                    name: self.span(name.first, name.end, name.cut),
                    person: self.registry.actor(number),
                    offices: office.offices.clone(),
                    marks: office.marks.clone(),
                    apposed: office.apposed,
                    at_home: self.registry.stored.actors[number as usize].country == self.home
                        && self.home.is_some(),
                    short: name.words == 1 && rank < 3,
                    met: office.first.checked_sub(1).is_some_and(|i| {
                        self.tokens[i].kind == TokenKind::Word
                            && self.registry.is_meeting(self.tokens.form(i))
                    }),
                    sure: (!name.by_sound || name.words >= 2)
                        && !name.part_of_longer
                        && (name.words >= 2 && rank >= 1
                            || rank >= 2
                                && !self.registry.is_given(self.tokens.form(name.end - 1))),
                });
            }
        }
        for (first, end, cut, candidates) in &self.others {
            let actor = self.place(candidates);
            let kind = actor.map_or(ActorKind::Body, Actor::kind);
            let kind = if kind.is_place() { MentionKind::Place } else { MentionKind::Organization };
            found.list.push(Mention { span: self.span(*first, *end, *cut), kind, actor });
        }
        found.list.sort_by_key(|mention| (mention.span.start, mention.span.end));
        found.claims.sort_by_key(|claim| claim.title.start);
        found
    }

    /// Who held an office on the day, where one person did for certain.
    fn holder(&self, office: &OfficePhrase) -> Option<Actor<'r>> {
        let day = self.day?;
        if !office.marks.is_empty() {
            return None;
        }
        let mut holders = Vec::new();
        for (position, place) in &office.offices {
            if place.is_none() || !self.registry.position(*position).has_one_holder() {
                continue;
            }
            for term in self.registry.terms_of(*position, *place) {
                match term.held(day) {
                    Held::Yes => holders.push(term.person()),
                    // Somebody else may hold it.
                    Held::Perhaps => return None,
                    Held::No => {}
                }
            }
        }
        let first = *holders.first()?;
        holders
            .iter()
            .all(|holder| *holder == first || self.same(holder.number, first.number))
            .then_some(first)
    }

    /// Which of several bodies or places of one name is meant: the one whose country the text speaks of most.
    fn place(&self, candidates: &[u32]) -> Option<Actor<'r>> {
        let weight = |number: u32| {
            let row = &self.registry.stored.actors[number as usize];
            let told =
                row.country.map_or(0, |country| self.countries.get(&country).copied().unwrap_or(0));
            let home = row.country.is_some() && row.country == self.home;
            (
                told + 3 * u32::from(home),
                u32::from(row.kind == ActorKind::Country),
                u32::MAX - number,
            )
        };
        candidates
            .iter()
            .copied()
            .max_by_key(|number| weight(*number))
            .map(|number| self.registry.actor(number))
    }
}

/// What a score has to reach, and by how much it has to exceed the next one's.
const ENOUGH: f32 = 2.6;
const MARGIN: f32 = 0.6;

fn placed_by_itself(title: &Hit<'_>) -> bool {
    title.any(|sense| matches!(sense, Sense::Title { jurisdiction: Some(_), .. }))
}
