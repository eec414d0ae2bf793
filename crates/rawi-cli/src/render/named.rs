//! Who and where is named in an article, told alike on screen and page.
//!
//! Names come from the actors that the record's mentions carry; the registry itself is not asked.

use jiff::civil::Date;
use rawi_actor::{Actor, ActorKind, Held, Mention, MentionKind, Term};
use rawi_page::Article;
use rawi_statement::{Record, Statement};
use rawi_text::Lang;
use rustc_hash::FxHashMap;

use super::direction::shown;

/// An office of more characters is told without its country, or not at all.
const SHORT: usize = 44;
/// Bytes that may stand between a title and its holder's name.
const NEAR: usize = 16;

/// Somebody or something, once for the whole article.
#[derive(Debug)]
pub struct Entry<'r> {
    /// Who that is; none where several people have the name.
    pub actor: Option<Actor<'r>>,
    /// The usual name in the article's language.
    pub name: String,
    /// How often it is named.
    pub count: usize,
}

impl Entry<'_> {
    /// Its identifier, what it is, and how often it is named.
    pub fn notes(&self) -> Vec<String> {
        let id = self.actor.map(|actor| actor.id().to_owned());
        let often = (self.count > 1).then(|| format!("{}×", self.count));
        id.into_iter().chain([self.what().to_owned()]).chain(often).collect()
    }

    /// What it is.
    pub fn what(&self) -> &'static str {
        self.actor.map_or("person, unclear which", |actor| actor.kind().name())
    }
}

/// Whom and what a record names.
#[derive(Debug)]
pub struct Named<'r> {
    lang: Lang,
    written: Option<Date>,
    /// People, bodies, places; of each kind the most named first.
    pub groups: [Vec<Entry<'r>>; 3],
    by_id: FxHashMap<&'r str, Actor<'r>>,
}

impl<'r> Named<'r> {
    /// Everyone and everything that `record` names in `article`.
    pub fn new(article: &Article, record: &Record<'r>) -> Self {
        let lang = article.lang.unwrap_or(Lang::En);
        let written = article.written.map(|written| written.date);
        let mut named =
            Self { lang, written, groups: Default::default(), by_id: FxHashMap::default() };
        let mut known: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
        for (number, mention) in record.mentions.iter().enumerate() {
            let words = mention.span.of(&article.text);
            let (group, key) = match mention.actor {
                Some(actor) => (group_of(actor.kind()), actor.id()),
                None if mention.kind == MentionKind::Person => (0, words),
                None => continue,
            };
            let counts = usize::from(!is_title_of_next(number, &record.mentions));
            if let Some((group, at)) = known.get(key) {
                named.groups[*group][*at].count += counts;
                continue;
            }
            known.insert(key, (group, named.groups[group].len()));
            let name = mention.actor.map_or(words, |actor| actor.name(lang));
            let (actor, name) = (mention.actor, shown(name));
            named.groups[group].push(Entry { actor, name, count: counts });
            named.by_id.extend(mention.actor.map(|actor| (actor.id(), actor)));
        }
        for group in &mut named.groups {
            group.sort_by_key(|entry| std::cmp::Reverse(entry.count));
        }
        named
    }

    /// What a tooltip tells of a mention: name, office of that day, what it is, identifier.
    pub fn tooltip(&self, mention: &Mention<'r>) -> String {
        let Some(actor) = mention.actor else {
            let why = if mention.kind == MentionKind::Office {
                "holder unknown"
            } else {
                "unclear which"
            };
            return format!("{}, {why}", mention.kind.name());
        };
        let office = self.written.and_then(|day| self.office(actor, day));
        let name = shown(actor.name(self.lang));
        let parts = [Some(name), office, Some(actor.kind().name().into()), Some(actor.id().into())];
        parts.into_iter().flatten().collect::<Vec<String>>().join(" · ")
    }

    /// For each statement the office that its speaker held that day, where no statement before told the same.
    pub fn offices(&self, statements: &[Statement]) -> Vec<Option<String>> {
        let mut told: FxHashMap<&str, String> = FxHashMap::default();
        let mut office = |said: &Statement| {
            let actor = *self.by_id.get(said.actors.speaker.as_deref()?)?;
            let office = self.office(actor, said.time.or(self.written)?)?;
            let before = told.insert(actor.id(), office.clone());
            (before.as_ref() != Some(&office)).then_some(office)
        };
        statements.iter().map(&mut office).collect()
    }

    /// The office that somebody certainly held on `day`, when its name is short: the one of one holder first, then the latest.
    fn office(&self, actor: Actor<'r>, day: Date) -> Option<String> {
        let weight = |term: &Term<'_>| (term.position().has_one_holder(), term.start());
        let held = actor.terms().filter(|term| term.held(day) == Held::Yes);
        let term = held.max_by_key(weight)?;
        let position = term.position().name(self.lang);
        let comma = if self.lang.is_rtl() { "،" } else { "," };
        let full =
            term.jurisdiction().map(|of| format!("{position}{comma} {}", of.name(self.lang)));
        let is_short = |text: &String| text.chars().count() <= SHORT;
        full.into_iter().chain([position.to_owned()]).find(is_short)
    }
}

fn group_of(kind: ActorKind) -> usize {
    match kind {
        ActorKind::Person => 0,
        kind if kind.is_place() => 2,
        _ => 1,
    }
}

/// Whether a mention is the title beside its holder's name: both together name him once.
fn is_title_of_next(number: usize, mentions: &[Mention<'_>]) -> bool {
    let title = &mentions[number];
    let is_beside = |other: &Mention<'_>| {
        let (first, then) =
            if other.span.start < title.span.start { (other, title) } else { (title, other) };
        other.kind == MentionKind::Person
            && other.actor == title.actor
            && then.span.start <= first.span.end + NEAR
    };
    let before = number.checked_sub(1).and_then(|before| mentions.get(before));
    title.kind == MentionKind::Office
        && before.into_iter().chain(mentions.get(number + 1)).any(is_beside)
}

/// Whether an identifier is worth showing: `name/…` only repeats the name of somebody whom no registry knows.
pub fn is_known(id: &str) -> bool {
    !id.starts_with("name/")
}

/// The page of a Wikidata item.
pub fn wikidata(id: &str) -> Option<String> {
    let number = id.strip_prefix('Q')?;
    let is_item = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_item.then(|| format!("https://www.wikidata.org/wiki/{id}"))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn told(entries: &[Entry<'_>]) -> Vec<String> {
        entries
            .iter()
            .map(|entry| format!("{} · {}", entry.name, entry.notes().join(" · ")))
            .collect()
    }

    #[test]
    fn each_is_told_once_with_how_often() {
        let (article, record) = sample::meeting();
        let named = Named::new(&article, &record);
        let [people, bodies, places] = &named.groups;
        assert_eq!(told(people)[0], "أنتوني بلينكن · Q7821917 · person · 2×");
        assert_eq!(people.len(), 3, "{people:?}");
        assert!(told(bodies).contains(&"رويترز · Q130879 · agency".to_owned()), "{bodies:?}");
        assert_eq!(told(places)[0], "بروكسل · city/brussels · city · 2×");
    }

    #[test]
    fn an_office_is_told_once_and_of_its_day() {
        let (mut article, record) = sample::meeting();
        let offices = Named::new(&article, &record).offices(&record.statements);
        assert_eq!(offices[1].as_deref(), Some("وزير الخارجية، الولايات المتحدة"));
        assert_eq!(offices[2], None, "told before");
        assert_eq!(offices[3], None, "no longer held");
        article.written = None;
        let offices = Named::new(&article, &record).offices(&record.statements);
        assert_eq!(offices[1], None, "no day");
    }

    #[test]
    fn only_items_have_a_page() {
        assert_eq!(wikidata("Q42").as_deref(), Some("https://www.wikidata.org/wiki/Q42"));
        for id in ["Q", "Q4\"", "city/paris", "name/q42", ""] {
            assert_eq!(wikidata(id), None, "{id}");
        }
    }
}
