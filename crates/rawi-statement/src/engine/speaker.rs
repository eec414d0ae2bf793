//! Who a source is: the fullest name the article gives, the running speaker where there is no source.

use super::source::{self, Stops};
use super::view::View;
use crate::SpeakerBasis;
use crate::pack::{Agreement, CueKind, Syntax};
use std::ops::Range;

/// Everybody who has spoken so far in one article.
#[derive(Default)]
pub(crate) struct Cast {
    known: Vec<Known>,
    /// The last speakers, the latest last: indices into `known` and the zone they spoke in.
    turns: Vec<(usize, Zone)>,
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
    pub(crate) fn speaks(&mut self, who: usize, zone: Zone) {
        self.turns.push((who, zone));
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
        if let Some(name) = person_name(view, &source) {
            let who = self.person(view, name, &source, agreement);
            return Found { who, basis: SpeakerBasis::Named };
        }
        if source.len() == 1
            && view.pack.is(view.form(source.start), Syntax::Pronoun)
            && let Some((who, _)) = self
                .turns
                .iter()
                .rev()
                .take(MOST_PLACES)
                .find(|(who, of)| *of == zone && self.known[*who].person)
        {
            return Found { who: *who, basis: SpeakerBasis::Pronoun };
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
        let known = self.known.iter().position(|known| known.keys == keys(view, &source));
        let who = known.unwrap_or_else(|| self.add(view, &source, &source, false, agreement));
        Found { who, basis: basis_of(view, &source) }
    }

    /// The person whose titles so far hold every word of this one: "رئيس النادي" for "رئيس نادي الساحل سالم".
    fn described_as(&self, view: &View<'_>, source: &Range<usize>) -> Option<usize> {
        let words = keys(view, source);
        let titled = view.pack.is_bare(view.form(source.start), Syntax::Title) && words.len() >= 2;
        let holds =
            |known: &Known| known.person && words.iter().all(|word| known.described.contains(word));
        titled.then(|| self.known.iter().rposition(holds)).flatten()
    }

    /// The running speaker: the latest that agrees with the verb.
    pub(crate) fn running(
        &mut self,
        view: &View<'_>,
        cue: usize,
        kind: CueKind,
        agreement: Agreement,
        zone: Zone,
    ) -> Option<Found> {
        let basis = SpeakerBasis::Implicit;
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
        if let Some(who) = self.introduced(view, cue, agreement) {
            return Some(Found { who, basis });
        }
        let latest = |zone: Zone| self.turns.iter().rev().find(move |(_, of)| *of == zone);
        let any = latest(zone).or_else(|| latest(Zone::Headline));
        any.map(|(who, _)| Found { who: *who, basis })
    }

    /// The nearest person with a title and a name before the cue, who has not spoken yet.
    fn introduced(&mut self, view: &View<'_>, cue: usize, agreement: Agreement) -> Option<usize> {
        const WINDOW: usize = 120;
        let floor = cue.saturating_sub(WINDOW);
        (floor..cue)
            .rev()
            .filter(|i| view.is_word(*i) && view.pack.is_bare(view.form(*i), Syntax::Title))
            .find_map(|i| {
                let phrase = source::after(view, i, cue, Stops::default());
                let name = person_name(view, &phrase).filter(|name| name.len() >= 2)?;
                Some(self.person(view, name, &phrase, agreement))
            })
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
        let fullest =
            if words.len() == 1 { expanded(view, &words[0]).unwrap_or(name) } else { name };
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
        // Whoever spoke long ago is not taken up by a bare noun.
        let recent: Vec<usize> = self
            .turns
            .iter()
            .rev()
            .take(MOST_PLACES)
            .filter(|(_, of)| *of == zone)
            .map(|(who, _)| *who)
            .collect();
        let described = recent
            .iter()
            .copied()
            .find(|who| self.known[*who].described.iter().any(|word| word == head));
        if described.is_some() {
            return described;
        }
        if view.pack.is(head, Syntax::Document) {
            return recent.into_iter().find(|who| !self.known[*who].person);
        }
        if let Some(who) = self.earlier(view, head, source.start) {
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
        let is_body = |word: &String| view.pack.is(word, Syntax::Institution);
        let body = |who: &usize| {
            !self.known[*who].person && self.known[*who].described.first().is_some_and(is_body)
        };
        recent
            .into_iter()
            .find(|who| view.pack.is(head, Syntax::Institution) && head == "مكتب" && body(who))
    }

    /// The phrase earlier in the text that begins with the same noun and says more.
    fn earlier(&mut self, view: &View<'_>, head: &str, before: usize) -> Option<usize> {
        if ![Syntax::Title, Syntax::Institution].iter().any(|kind| view.pack.is(head, *kind)) {
            return None;
        }
        let places = view.places(head);
        let earlier = &places[..places.partition_point(|at| (*at as usize) < before)];
        let at = earlier
            .iter()
            .rev()
            .take(MOST_PLACES)
            .map(|at| *at as usize)
            .find(|i| view.form(*i) == head)?;
        let phrase = source::after(view, at, before, Stops { with: true, ..Stops::default() });
        if phrase.len() < 2 {
            return None;
        }
        match person_name(view, &phrase) {
            Some(name) => Some(self.person(view, name, &phrase, Agreement::Masculine)),
            None if view.pack.is(head, Syntax::Institution) => {
                let known = self.known.iter().position(|known| known.keys == keys(view, &phrase));
                Some(known.unwrap_or_else(|| {
                    self.add(view, &phrase, &phrase, false, Agreement::Masculine)
                }))
            }
            None => None,
        }
    }
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

fn bare(form: &str) -> &str {
    form.strip_prefix("لل")
        .or_else(|| form.strip_prefix("ال"))
        .or_else(|| form.strip_prefix("بال"))
        .unwrap_or(form)
}

fn text(view: &View<'_>, range: &Range<usize>) -> String {
    let words = view.span(range.clone()).of(view.text);
    let marks = ['"', '«', '»', '“', '”'];
    let words = if words.starts_with(marks) && range.len() <= 5 {
        words.replace(marks, "")
    } else {
        words.to_owned()
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn keys(view: &View<'_>, range: &Range<usize>) -> Vec<String> {
    range.clone().filter(|i| view.is_word(*i)).map(|i| bare(view.form(i)).to_owned()).collect()
}

/// Whether one name's words are all among the other's, in any order; the last words must agree for short names.
fn names_same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|word| long.contains(word))
}

/// The part of a source that is a person's name: "وزير الخارجية الأمريكي [أنتوني بلينكن]". Where the source begins
/// with a name, the first run of name words; else the one after an honorific, else the last.
pub(crate) fn person_name(view: &View<'_>, source: &Range<usize>) -> Option<Range<usize>> {
    let first = source.clone().find(|i| view.is_word(*i))?;
    let head = view.form(first);
    let nameless = [Syntax::Institution, Syntax::Document, Syntax::Group]
        .iter()
        .any(|kind| view.pack.is_bare(head, *kind));
    if (nameless && !view.pack.is_bare(head, Syntax::Title)) || bare(head) == "مصدر" {
        return None;
    }
    if is_surname(view, source, first) {
        return Some(first..first + 1);
    }
    let runs = name_runs(view, source, first);
    let after_honorific = |run: &&Range<usize>| {
        run.start > first
            && view.is_word(run.start - 1)
            && view.form(run.start - 1).starts_with("ال")
            && view.pack.is_bare(view.form(run.start - 1), Syntax::Title)
            // "مركز الملك سالم للإغاثة" is a body.
            && !(run.end < source.end && view.is_word(run.end) && view.form(run.end).starts_with("لل"))
    };
    let begins = runs.first().filter(|run| run.start == first);
    begins.or_else(|| runs.iter().rfind(after_honorific)).or_else(|| runs.last()).cloned()
}

/// "الراوي" alone: a word with the article that is no office and no body.
fn is_surname(view: &View<'_>, source: &Range<usize>, first: usize) -> bool {
    let form = view.form(first);
    let kinds = [
        Syntax::Title,
        Syntax::Group,
        Syntax::Institution,
        Syntax::Document,
        Syntax::Noun,
        Syntax::Place,
    ];
    source.len() == 1
        && form.starts_with("ال")
        && !kinds.iter().any(|kind| view.pack.is_bare(form, *kind) || view.pack.is(form, *kind))
}

/// Most words of a name.
const NAME_WORDS: usize = 6;

/// Runs of words that can be names, outside of quotation marks and brackets.
fn name_runs(view: &View<'_>, source: &Range<usize>, first: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut i = first;
    while i < source.end {
        if let Some(close) = view.closing(i) {
            i = close + 1;
            continue;
        }
        if view.mark(i) == Some('(') {
            i = (i..source.end).find(|k| view.mark(*k) == Some(')')).unwrap_or(source.end - 1) + 1;
            continue;
        }
        if !view.is_word(i)
            || (is_descriptive(view, i) && !view.is_ali(i))
            || completes(view, i, first)
            || is_governed(view, i, first)
        {
            i += 1;
            continue;
        }
        let start = i;
        i += 1;
        while i < source.end
            && i - start < NAME_WORDS
            && continues_name(view, i)
            && !ends_name(view, start, i)
        {
            i += 1;
        }
        let end = (start + 1..=i).rev().find(|end| view.is_word(end - 1)).unwrap_or(start + 1);
        runs.push(start..end);
    }
    runs
}

/// After a family name with the article only بن, آل and the like go on.
fn ends_name(view: &View<'_>, start: usize, i: usize) -> bool {
    let last = view.form(i - 1);
    let family = i - start >= 2
        && last.starts_with("ال")
        && last.chars().nth(3).is_some()
        && view.is_word(i - 1)
        && !matches!(view.form(i - 2), "عبد" | "بن" | "ابو" | "ام");
    family
        && !matches!(view.form(i), "بن" | "ابن" | "بنت" | "ال" | "ابو" | "بو")
        && !view.form(i).starts_with("ال")
}

/// "مسؤول في قيادة …", "رئيس الجمعية لحماية …": words under a preposition are no name.
fn is_governed(view: &View<'_>, i: usize, first: usize) -> bool {
    let form = view.form(i);
    let noun = form
        .strip_prefix('ل')
        .is_some_and(|rest| rest.chars().nth(2).is_some() && !view.places(rest).is_empty());
    if i > first && (noun || form.starts_with("لل")) {
        return true;
    }
    i > first
        && view.is_word(i - 1)
        && matches!(view.form(i - 1), "في" | "من" | "عن" | "الي" | "باسم")
}

/// "نادي ريال", "جمهورية تلال": the word after a body without article is that body's name.
fn completes(view: &View<'_>, i: usize, first: usize) -> bool {
    i > first && view.is_word(i - 1) && view.pack.is(view.form(i - 1), Syntax::Institution)
}

/// Offices, bodies, adjectives with the article: words that are not part of a name's beginning.
fn is_descriptive(view: &View<'_>, i: usize) -> bool {
    let form = view.form(i);
    let kinds = [
        Syntax::Title,
        Syntax::Group,
        Syntax::Institution,
        Syntax::Document,
        Syntax::Noun,
        Syntax::Place,
        Syntax::Circumstance,
    ];
    let article = ["ال", "بال", "لل", "وال"]
        .iter()
        .any(|prefix| form.strip_prefix(prefix).is_some_and(|rest| rest.chars().nth(1).is_some()));
    article
        || kinds.iter().any(|kind| view.pack.is_bare(form, *kind))
        || view.cue(i).is_some_and(|cue| !cue.takes.near)
}

fn continues_name(view: &View<'_>, i: usize) -> bool {
    if matches!(view.mark(i), Some('.')) {
        return true;
    }
    if !view.is_word(i) {
        return false;
    }
    let form = view.form(i);
    let office = [Syntax::Title, Syntax::Institution, Syntax::Group].iter().any(|kind| {
        view.pack.is(form, *kind)
            || (form.starts_with("ال") && view.pack.is_bare(form, *kind) && *kind == Syntax::Title)
    });
    !office && !view.pack.is(form, Syntax::Circumstance)
}

/// The name that follows the same office elsewhere in the text: "وزير النقل سالم الراوي" for "وزير النقل".
fn titled_elsewhere(
    view: &View<'_>,
    source: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let head = view.form(source.start);
    if source.len() < 2
        || !view.pack.is(head, Syntax::Title)
        || !source.clone().all(|i| view.is_word(i))
    {
        return None;
    }
    let last = view.tokens.len().saturating_sub(source.len());
    let with_particle = ["و", "ل", "ب"].map(|particle| format!("{particle}{head}"));
    let spellings = std::iter::once(head).chain(with_particle.iter().map(String::as_str));
    let mut places: Vec<usize> = spellings
        .flat_map(|form| view.places(form).iter().take(MOST_PLACES))
        .map(|at| *at as usize)
        .collect();
    places.sort_unstable();
    places.into_iter().filter(|at| *at != source.start && *at < last).find_map(|at| {
        let first = view.form(at);
        let starts =
            first == head || first.strip_prefix(['و', 'ل', 'ب']).is_some_and(|rest| rest == head);
        let same =
            starts && (1..source.len()).all(|k| view.form(at + k) == view.form(source.start + k));
        if !same {
            return None;
        }
        let phrase = source::after(view, at, view.tokens.len(), Stops::default());
        let name = person_name(view, &phrase).filter(|name| name.len() >= 2)?;
        Some((name, phrase))
    })
}

/// "عز الدين سعيدان", "عبد الله سعيدان": the beginning of a given name of two words before a surname.
fn compound(view: &View<'_>, i: usize) -> Option<usize> {
    if i < 2 || !view.is_word(i - 1) || !view.is_word(i - 2) {
        return None;
    }
    let (first, second) = (view.form(i - 2), view.form(i - 1));
    let given = (first == "عبد" && second.starts_with("ال"))
        || (second == "الدين" && first.chars().count() <= 5)
        || first == "ابو";
    given.then_some(i - 2)
}

/// Places at most where a word is looked at, so that a long text costs no more a word than a short one.
const MOST_PLACES: usize = 64;

/// The fuller form of a one-word name elsewhere in the text: "أنتوني بلينكن" for "بلينكن".
fn expanded(view: &View<'_>, key: &str) -> Option<Range<usize>> {
    let places = view.places(key);
    places.iter().map(|at| *at as usize).filter(|i| *i > 0).take(MOST_PLACES).find_map(|i| {
        if let Some(start) = compound(view, i) {
            return Some(start..i + 1);
        }
        if !view.is_word(i - 1) || is_descriptive(view, i - 1) || is_syntax(view, i - 1) {
            return None;
        }
        let mut start = i - 1;
        while start > 0
            && i - start < 4
            && view.is_word(start - 1)
            && !is_descriptive(view, start - 1)
            && !is_syntax(view, start - 1)
        {
            start -= 1;
        }
        let titled = start > 0
            && view.is_word(start - 1)
            && is_descriptive(view, start - 1)
            && !is_syntax(view, start - 1);
        let office = view.is_word(i + 1) && view.pack.is_bare(view.form(i + 1), Syntax::Title)
            || (matches!(view.mark(i + 1), Some('،' | ',')) && view.is(i + 2, Syntax::Title));
        let told = start > 0 && view.is_word(start - 1) && view.cue(start - 1).is_some();
        let titled = titled || office || told;
        let repeated = || {
            let form = view.form(i - 1);
            let again = |k: &u32| {
                *k > 0
                    && view.form(*k as usize - 1) == form
                    && view.form(*k as usize) == view.form(i)
            };
            places.iter().take(MOST_PLACES).filter(|k| again(k)).count() >= 2
        };
        (titled || repeated()).then(|| if titled { start..i + 1 } else { i - 1..i + 1 })
    })
}

fn is_syntax(view: &View<'_>, i: usize) -> bool {
    let form = view.form(i);
    [
        Syntax::Circumstance,
        Syntax::Relative,
        Syntax::Particle,
        Syntax::Pronoun,
        Syntax::Negation,
        Syntax::Source,
        Syntax::Said,
    ]
    .iter()
    .any(|kind| view.pack.is(form, *kind))
        || view.clause_opener(i).is_some()
        || view.cue(i).is_some()
}
