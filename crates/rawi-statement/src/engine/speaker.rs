//! Who a source is: the fullest name the article gives, the running speaker where there is no source.

use super::name::{
    MOST_PLACES, bare, expanded, lengthened, names_body, person_name, tells_person,
    titled_elsewhere,
};
use super::source::{self, Stops};
use super::view::View;
use crate::pack::{Agreement, CueKind, Syntax};
use crate::{Act, SpeakerBasis};
use std::ops::Range;

/// Tokens at most before a cue that a woman is looked for.
const WOMAN_NEAR: usize = 80;

/// Everybody who has spoken so far in one article.
#[derive(Default)]
pub(crate) struct Cast {
    known: Vec<Known>,
    /// The last speakers, the latest last: indices into `known` and the zone they spoke in.
    turns: Vec<(usize, Zone)>,
    /// The cue of the last statement.
    last_cue: Option<usize>,
}

/// Statements of a teaser have their own running speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    Headline,
    Body,
    /// A teaser, by its block.
    Teaser(usize),
}

struct Known {
    name: String,
    /// Folded words of the name, without article.
    keys: Vec<String>,
    /// Folded words of every source that named it, without article.
    described: Vec<String>,
    person: bool,
    agreement: Agreement,
}

impl Known {
    /// Whether a source used the word, or the place that an adjective is made of: "البحريني", "البحرين".
    fn is_described(&self, word: &String) -> bool {
        let place = word.strip_suffix("يه").or_else(|| word.strip_suffix('ي'));
        self.described.contains(word)
            || place.is_some_and(|place| {
                place.chars().nth(2).is_some() && self.described.iter().any(|w| w == place)
            })
    }
}

/// Who speaks, and how that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) who: usize,
    pub(crate) basis: SpeakerBasis,
}

impl Cast {
    /// The name to give for a speaker, once the whole article has been read.
    pub(crate) fn name(&self, who: usize) -> &str {
        &self.known[who].name
    }

    /// Notes that `who` has the word.
    pub(crate) fn speaks(&mut self, who: usize, zone: Zone, cue: usize) {
        self.turns.push((who, zone));
        self.last_cue = Some(cue);
    }

    /// Who the source phrase names.
    pub(crate) fn named(
        &mut self,
        view: &View<'_>,
        source: Range<usize>,
        agreement: Agreement,
        zone: Zone,
    ) -> Found {
        // "نفس المصدر" is the source spoken of before.
        let same = source.len() >= 2 && matches!(view.form(source.start), "نفس" | "ذات");
        let source = if same { source.start + 1..source.end } else { source };
        let source = issuer(view, &without_stress(view, source));
        let pronoun = source.len() == 1 && view.is(source.start, Syntax::Pronoun);
        // "الأخير" is the last one named, whether he has spoken or not.
        if pronoun
            && view.form(source.start).starts_with("ال")
            && let Some(who) = self.introduced(view, source.start, agreement)
        {
            return Found { who, basis: SpeakerBasis::Pronoun };
        }
        if pronoun && let Some(who) = self.last_person(zone) {
            return Found { who, basis: SpeakerBasis::Pronoun };
        }
        if let Some(name) = person_name(view, &source) {
            let who = self.person(view, name, &source, agreement);
            return Found { who, basis: SpeakerBasis::Named };
        }
        let head = bare(view.form(source.start)).to_owned();
        if is_definite(view, &source)
            && let Some(who) = self.antecedent(view, &head, zone, &source)
        {
            self.describe(view, who, &source);
            return Found { who, basis: SpeakerBasis::Title };
        }
        if let Some(who) = self.described_as(view, &source) {
            return Found { who, basis: SpeakerBasis::Title };
        }
        if let Some((name, phrase)) = titled_elsewhere(view, &source) {
            let who = self.person(view, name, &phrase, agreement);
            self.describe(view, who, &source);
            return Found { who, basis: SpeakerBasis::Title };
        }
        let who = self.body(view, &source, agreement);
        Found { who, basis: basis_of(view, &source) }
    }

    /// A body, a group, a document: "وزارة الداخلية" after "وزارة الداخلية البحرينية" is the same.
    fn body(&mut self, view: &View<'_>, source: &Range<usize>, agreement: Agreement) -> usize {
        let words = keys(view, source);
        let whole = words.len() >= 2 && view.pack.is(view.form(source.start), Syntax::Institution);
        let same = |known: &Known| {
            let (short, long) = if known.keys.len() < words.len() {
                (&known.keys, &words)
            } else {
                (&words, &known.keys)
            };
            known.keys == words
                || (whole && !known.person && short.len() >= 2 && long.starts_with(short))
        };
        let Some(who) = self.known.iter().rposition(same) else {
            return self.add(view, source, source, false, agreement);
        };
        if words.len() > self.known[who].keys.len() {
            self.known[who].name = text(view, source);
            self.known[who].keys = words;
        }
        who
    }

    /// The last person who spoke, in the same zone if there is one.
    fn last_person(&self, zone: Zone) -> Option<usize> {
        let persons =
            || self.turns.iter().rev().take(MOST_PLACES).filter(|(who, _)| self.known[*who].person);
        persons().find(|(_, of)| *of == zone).or_else(|| persons().next()).map(|(who, _)| *who)
    }

    /// The person whose titles so far hold every word of this one: "رئيس النادي" for "رئيس نادي الساحل سالم".
    fn described_as(&self, view: &View<'_>, source: &Range<usize>) -> Option<usize> {
        let words = keys(view, source);
        let titled = view.pack.is_bare(view.form(source.start), Syntax::Title) && words.len() >= 2;
        let holds =
            |known: &Known| known.person && words.iter().all(|word| known.is_described(word));
        titled.then(|| self.known.iter().rposition(holds)).flatten()
    }

    /// The running speaker: the latest that agrees with the verb.
    pub(crate) fn running(
        &mut self,
        view: &View<'_>,
        cue: usize,
        (kind, act): (CueKind, Act),
        agreement: Agreement,
        zone: Zone,
    ) -> Option<Found> {
        let basis = SpeakerBasis::Implicit;
        if kind == CueKind::Participle
            && view.form(cue).ends_with("ين")
            && let Some(who) = self.several(view, cue)
        {
            return Some(Found { who, basis });
        }
        if kind == CueKind::Participle
            && let Some(who) = self.subject_of_sentence(view, cue, agreement)
        {
            return Some(Found { who, basis });
        }
        let last = self.turns.last().map(|(who, _)| self.known[*who].agreement);
        if kind == CueKind::Participle
            && agreement == Agreement::Feminine
            && last == Some(Agreement::Masculine)
            && let start = view.sentence(cue, &(cue.saturating_sub(WOMAN_NEAR)..cue)).start
            && let Some(who) = self.woman(view, start, cue)
        {
            return Some(Found { who, basis });
        }
        let turns = || self.turns.iter().rev().take(MOST_PLACES).filter(|(_, of)| *of == zone);
        if kind == CueKind::Participle
            && let Some((who, _)) = turns().next()
            && (agrees(self.known[*who].agreement, agreement) || turns().count() == 1)
        {
            return Some(Found { who: *who, basis });
        }
        let same = turns().take(8).find(|(who, _)| agrees(self.known[*who].agreement, agreement));
        if let Some((who, _)) = same {
            return Some(Found { who: *who, basis });
        }
        // "الأرقام كبيرة وتنذر بأزمة": nobody who agrees has spoken.
        if kind == CueKind::Present && act != Act::Say && turns().next().is_some() {
            return None;
        }
        if agreement == Agreement::Feminine
            && let Some(who) = self.woman(view, cue.saturating_sub(WOMAN_NEAR), cue)
        {
            return Some(Found { who, basis });
        }
        if let Some(who) = self.introduced(view, cue, agreement) {
            return Some(Found { who, basis });
        }
        let latest = |zone: Zone| self.turns.iter().rev().find(move |(_, of)| *of == zone);
        let any = latest(zone).or_else(|| latest(Zone::Headline));
        any.map(|(who, _)| Found { who: *who, basis })
    }

    /// "استقبل الوزير سالم الراوي السفير، مؤكدا أن": the first person with a title in a sentence that says nothing
    /// before the participle.
    fn subject_of_sentence(
        &mut self,
        view: &View<'_>,
        cue: usize,
        agreement: Agreement,
    ) -> Option<usize> {
        const WINDOW: usize = 60;
        const NEAR: usize = 7;
        let floor = cue.saturating_sub(WINDOW);
        let start = view.sentence(cue, &(floor..cue)).start;
        if self.last_cue.is_some_and(|last| last >= start) || (start == floor && floor > 0) {
            return None;
        }
        let heads = [Syntax::Title, Syntax::Institution, Syntax::Group];
        let subject = |i: &usize| {
            view.is_word(*i) && heads.iter().any(|kind| view.pack.is_bare(view.form(*i), *kind))
        };
        // Only directly after the verb that begins the sentence.
        let at = (start + 1..cue.min(start + NEAR)).find(subject)?;
        if source::is_preposition(view, at - 1) || view.form(at).starts_with(['ب', 'ل']) {
            return None;
        }
        let phrase = source::after(view, at, cue, Stops::default());
        if phrase.is_empty() {
            return None;
        }
        match person_name(view, &phrase) {
            Some(name) => Some(self.person(view, name, &phrase, agreement)),
            None if view.is_bare_title(at) => None,
            None => Some(self.body(view, &phrase, agreement)),
        }
    }

    /// "وعادت سلمى الراوي إلى المدينة": the nearest whole name right after a feminine verb, from token `floor`.
    fn woman(&mut self, view: &View<'_>, floor: usize, cue: usize) -> Option<usize> {
        let subject = |i: &usize| {
            let verb = view.form(*i - 1);
            super::name::is_given(view, *i)
                && view.is_word(*i - 1)
                && verb.ends_with('ت')
                && !verb.ends_with("ات")
                && verb.chars().nth(2).is_some()
        };
        (floor + 1..cue).rev().filter(subject).find_map(|i| {
            let phrase = source::after(view, i, cue, Stops { with: true, ..Stops::default() });
            let name = person_name(view, &phrase).filter(|name| name.len() >= 2)?;
            Some(self.person(view, name, &phrase, Agreement::Feminine))
        })
    }

    /// "تجمع متطوعون في الساحة، معبرين عن": the plural subject of the clause before a plural participle.
    fn several(&mut self, view: &View<'_>, cue: usize) -> Option<usize> {
        const WINDOW: usize = 30;
        let floor = cue.saturating_sub(WINDOW);
        let start =
            view.sentence(cue, &(floor..cue)).start.max(self.last_cue.map_or(0, |at| at + 1));
        let subject = |i: &usize| {
            let form = view.form(*i);
            view.is_word(*i)
                && form.ends_with("ون")
                && form.chars().nth(4).is_some()
                && !form.starts_with(['ي', 'ت', 'و'])
                && view.cue(*i).is_none()
                && !view.is(*i, Syntax::Place)
                && !source::is_preposition(view, *i - 1)
        };
        let at = (start.max(1)..cue).find(subject)?;
        // The subject of the verb just reported.
        if self.last_cue.is_some_and(|last| last + 1 == at) {
            return self.turns.last().map(|(who, _)| *who);
        }
        let phrase = source::after(view, at, cue, Stops { with: true, ..Stops::default() });
        (!phrase.is_empty()).then(|| self.body(view, &phrase, Agreement::Plural))
    }

    /// The nearest person with a title and a name before the cue, who has not spoken yet.
    fn introduced(&mut self, view: &View<'_>, cue: usize, agreement: Agreement) -> Option<usize> {
        const WINDOW: usize = 120;
        let floor = cue.saturating_sub(WINDOW);
        (floor..cue).rev().filter(|i| view.is_bare_title(*i) && !names_body(view, *i + 1)).find_map(
            |i| {
                let phrase = source::after(view, i, cue, Stops::default());
                let name = person_name(view, &phrase)?;
                tells_person(view, &name, &phrase)
                    .then(|| self.person(view, name, &phrase, agreement))
            },
        )
    }

    fn person(
        &mut self,
        view: &View<'_>,
        name: Range<usize>,
        source: &Range<usize>,
        agreement: Agreement,
    ) -> usize {
        let words = keys(view, &name);
        let known =
            self.known.iter().rposition(|known| known.person && names_same(&known.keys, &words));
        if let Some(who) = known {
            self.describe(view, who, source);
            if words.len() > self.known[who].keys.len() {
                self.known[who].name = text(view, &name);
                self.known[who].keys = words;
            }
            return who;
        }
        let fuller = match view.words(name.clone()) {
            1 => expanded(view, &words[0], name.start),
            2 => lengthened(view, &name)
                .or_else(|| (words.len() == 1).then(|| expanded(view, &words[0], name.start))?),
            _ => None,
        };
        let fullest = fuller.unwrap_or(name);
        self.add(view, &fullest, source, true, agreement)
    }

    fn add(
        &mut self,
        view: &View<'_>,
        name: &Range<usize>,
        source: &Range<usize>,
        person: bool,
        agreement: Agreement,
    ) -> usize {
        self.known.push(Known {
            name: text(view, name),
            keys: keys(view, name),
            described: keys(view, source),
            person,
            agreement,
        });
        self.known.len() - 1
    }

    fn describe(&mut self, view: &View<'_>, who: usize, source: &Range<usize>) {
        let known = &mut self.known[who];
        for key in keys(view, source) {
            if !known.described.contains(&key) {
                known.described.push(key);
            }
        }
    }

    /// Whose description "الوزير", "المصدر", "البيان" takes up.
    fn antecedent(
        &mut self,
        view: &View<'_>,
        head: &str,
        zone: Zone,
        source: &Range<usize>,
    ) -> Option<usize> {
        // Whoever spoke long ago is not taken up by a bare noun.
        let recent: Vec<usize> = self
            .turns
            .iter()
            .rev()
            .take(MOST_PLACES)
            .filter(|(_, of)| *of == zone)
            .map(|(who, _)| *who)
            .collect();
        let office = view.pack.is(head, Syntax::Title);
        let described = recent.iter().copied().find(|who| {
            let known = &self.known[*who].described;
            let same = |word: &String| known.contains(word);
            if self.known[*who].person {
                let alike = keys(view, source)
                    .iter()
                    .all(|word| known.contains(word) || word.ends_with(['ي', 'ه']));
                office && alike && known.iter().any(|word| word == head)
            } else {
                known.first().is_some_and(|word| word == head)
                    && keys(view, source).iter().all(same)
            }
        });
        if described.is_some() {
            return described;
        }
        if view.pack.is(head, Syntax::Document) {
            return recent.into_iter().next().filter(|who| self.is_body(view, *who));
        }
        if let Some(who) = self.earlier(view, head, source, zone) {
            return Some(who);
        }
        if view.pack.is(head, Syntax::Title) {
            // "المصدر" also takes up "مصادر": the last one who spoke without a name.
            let unnamed = |who: &usize| {
                !self.known[*who].person && view.pack.is(head, Syntax::Title) && head == "مصدر"
            };
            return recent
                .iter()
                .copied()
                .find(unnamed)
                .or_else(|| recent.into_iter().find(|who| self.known[*who].person));
        }
        let office = view.pack.is(head, Syntax::Institution) && head == "مكتب";
        recent.into_iter().find(|who| office && self.is_body(view, *who))
    }

    /// Whether a ministry, a club and the like spoke, and no person.
    fn is_body(&self, view: &View<'_>, who: usize) -> bool {
        let known = &self.known[who];
        let body = |word: &String| view.pack.is(word, Syntax::Institution);
        !known.person && known.described.first().is_some_and(body)
    }

    /// The first person after a headline with the same office.
    fn later(&mut self, view: &View<'_>, head: &str, source: &Range<usize>) -> Option<usize> {
        let (name, phrase) = view
            .places(head)
            .iter()
            .take(MOST_PLACES)
            .map(|at| *at as usize)
            .filter(|at| *at >= source.end)
            .find_map(|at| {
                let phrase = source::after(view, at, view.tokens.len(), Stops::default());
                let name = person_name(view, &phrase)?;
                let told =
                    goes_on_alike(view, &phrase, source) && tells_person(view, &name, &phrase);
                told.then_some((name, phrase))
            })?;
        Some(self.person(view, name, &phrase, Agreement::Masculine))
    }

    /// The phrase earlier in the text that begins with the same noun and says more.
    fn earlier(
        &mut self,
        view: &View<'_>,
        head: &str,
        source: &Range<usize>,
        zone: Zone,
    ) -> Option<usize> {
        let before = source.start;
        if ![Syntax::Title, Syntax::Institution].iter().any(|kind| view.pack.is(head, *kind)) {
            return None;
        }
        let places = view.places(head);
        let earlier = &places[..places.partition_point(|at| (*at as usize) < before)];
        let before_it = earlier.iter().rev().take(MOST_PLACES).map(|at| *at as usize);
        let phrases: Vec<Range<usize>> = before_it
            .filter(|i| bare(view.form(*i)) == head)
            .map(|i| {
                let demands = i > 0 && view.cue(i - 1).is_some_and(|cue| cue.takes.addressee);
                let stops = Stops { with: true, addressed: demands, ..Stops::default() };
                source::after(view, i, before, stops)
            })
            .filter(|phrase| phrase.len() >= 2 && goes_on_alike(view, phrase, source))
            .collect();
        // A headline names the office that the text gives a name to.
        let later = (zone == Zone::Headline && view.pack.is(head, Syntax::Title))
            .then(|| self.later(view, head, source))
            .flatten();
        if later.is_some() {
            return later;
        }
        let named =
            phrases.iter().find_map(|phrase| person_name(view, phrase).map(|name| (name, phrase)));
        if let Some((name, phrase)) = named {
            return Some(self.person(view, name, phrase, Agreement::Masculine));
        }
        let phrase = phrases.into_iter().find(|phrase| view.form(phrase.start) == head)?;
        view.pack.is(head, Syntax::Institution).then(|| {
            let known = self.known.iter().position(|known| known.keys == keys(view, &phrase));
            known.unwrap_or_else(|| self.add(view, &phrase, &phrase, false, Agreement::Masculine))
        })
    }
}

/// "المعتمد الأول، سالم الراوي" for "المعتمد الأول": the words after the noun are the same.
fn goes_on_alike(view: &View<'_>, phrase: &Range<usize>, source: &Range<usize>) -> bool {
    source.len() <= phrase.len()
        && (1..source.len()).all(|k| view.form(phrase.start + k) == view.form(source.start + k))
}

/// "المصدر نفسه", "سالم الراوي نفسه": without the word of stress.
fn without_stress(view: &View<'_>, source: Range<usize>) -> Range<usize> {
    let stressed = source.len() >= 2
        && matches!(view.form(source.end - 1), "نفسه" | "نفسها" | "ذاته" | "ذاتها" | "انفسهم");
    source.start..source.end - usize::from(stressed)
}

/// "بيان صادر عن وزارة الساحل", "بيان لوزارة الساحل": whose words a communiqué has.
fn issuer(view: &View<'_>, source: &Range<usize>) -> Range<usize> {
    let communique = |i: usize| matches!(bare(view.form(i)), "بيان" | "بلاغ" | "بلاغا" | "بيانا");
    // "نص البيان"
    let text = source.len() >= 2 && view.form(source.start) == "نص";
    let source = &(source.start + usize::from(text)..source.end);
    if source.len() < 2 || !communique(source.start) {
        return source.clone();
    }
    let issued = |i: &usize| {
        view.form(*i) == "عن"
            && matches!(bare(view.form(*i - 1)), "صادر" | "صادره")
            && *i + 1 < source.end
    };
    if let Some(from) = (source.start + 1..source.end).find(issued) {
        return from + 1..source.end;
    }
    let body = |i: &usize| {
        let form = view.form(*i);
        let rest = form.strip_prefix("لل").or_else(|| form.strip_prefix('ل')).unwrap_or(form);
        view.is_word(*i) && rest != form && view.pack.is(rest, Syntax::Institution)
    };
    let second = source.start + 1;
    let of = view.is_word(second)
        && !view.form(source.start).starts_with("ال")
        && (view.pack.is_bare(view.form(second), Syntax::Institution)
            || (view.form(second).starts_with("ال")
                && view.pack.is(bare(view.form(second)), Syntax::Noun)));
    if of {
        return second..source.end;
    }
    (second..source.end.min(second + 3)).find(body).map_or(source.clone(), |i| i..source.end)
}

fn basis_of(view: &View<'_>, source: &Range<usize>) -> SpeakerBasis {
    let titled = view.pack.is_bare(view.form(source.start), Syntax::Title)
        || view.pack.is_bare(view.form(source.start), Syntax::Group);
    if titled { SpeakerBasis::Title } else { SpeakerBasis::Named }
}

/// A singular verb stands before plural subjects too, so only the genders must not clash.
fn agrees(known: Agreement, verb: Agreement) -> bool {
    !matches!(
        (known, verb),
        (Agreement::Masculine, Agreement::Feminine) | (Agreement::Feminine, Agreement::Masculine)
    )
}

/// Only "الوزير", "الوزارة", "المسؤول الهندي": a definite noun that may take up an earlier description.
fn is_definite(view: &View<'_>, source: &Range<usize>) -> bool {
    view.form(source.start).starts_with("ال") && source.len() <= 3
}

fn text(view: &View<'_>, range: &Range<usize>) -> String {
    let words = view.span(range.clone()).of(view.text);
    // "وفقا لتقرير", "طبقا للوزارة": the preposition is no part of a name.
    let led =
        range.start > 0 && ["وفقا", "طبقا", "ووفقا", "وطبقا"].contains(&view.form(range.start - 1));
    let body = || {
        let rest = view.form(range.start).strip_prefix("لل");
        let rest = rest.or_else(|| view.form(range.start).strip_prefix('ل'));
        rest.is_some_and(|rest| view.pack.is(rest, Syntax::Institution))
            && !source::is_whole(view, view.form(range.start))
    };
    let unled = (led || body()).then(|| match words.strip_prefix("لل") {
        Some(rest) => format!("ال{rest}"),
        None => words.strip_prefix('ل').unwrap_or(words).to_owned(),
    });
    let words = unled.as_deref().unwrap_or(words);
    let marks = ['"', '«', '»', '“', '”'];
    let words = if words.starts_with(marks) && range.len() <= 5 {
        words.replace(marks, "")
    } else {
        words.to_owned()
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The folded words without article; "عبد الغني" as it is written in one word.
fn keys(view: &View<'_>, range: &Range<usize>) -> Vec<String> {
    let servant = |i: usize| view.form(i) == "عبد" && view.form(i + 1).starts_with("ال");
    let mut keys: Vec<String> = Vec::with_capacity(range.len());
    for i in range.clone().filter(|i| view.is_word(*i)) {
        match keys.last_mut().filter(|_| i > range.start && servant(i - 1)) {
            Some(last) => last.push_str(view.form(i)),
            None => keys.push(bare(view.form(i)).to_owned()),
        }
    }
    keys
}

/// Whether one name's words are all among the other's, in any order; the last words must agree for short names.
fn names_same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|word| long.contains(word))
}
