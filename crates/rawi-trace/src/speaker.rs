//! Whether two statements are ascribed to the same speaker.

use std::sync::Arc;

use rawi_statement::line::{Line, Statement};
use rawi_text::{Lang, TokenKind, Tokens, fold, tokenize};

use crate::lore::{CONCEPT, Class, Lore, Reader, known};
use crate::shingle::word_hash;
use crate::wording::sound;

/// Who a statement is ascribed to, as far as that can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerKey {
    /// The identifier of the registry.
    pub actor: Option<String>,
    /// The name or description that the statement has.
    pub name: String,
    /// Whether that is a name of a person or body, not the words of an office.
    pub is_name: bool,
    /// Whether [`SpeakerKey::actor`] is a human being.
    is_person: bool,
    /// A hash of the folded name.
    folded: u64,
    /// The folded words of the name.
    words: Vec<u64>,
    /// How its last word sounds; empty where that tells nothing.
    sound: String,
    /// How its first word sounds.
    first: String,
    /// What the last word of its name tells and how it sounds, as articles have it.
    last: (u32, u32),
    /// What its titles and descriptions in the article tell: concepts, else stems.
    titles: Vec<u32>,
    lang: Option<Lang>,
}

/// Words of titles and descriptions that are kept of a speaker.
const MOST_TITLES: usize = 40;
/// Words before and after a name in which its title and description are sought.
const BEFORE: usize = 9;
const AFTER: usize = 7;

/// An article, as far as it tells who its speakers are.
pub struct Scene<'r> {
    reader: &'r Reader,
    lang: Option<Lang>,
    lore: &'static Lore,
    tokens: Tokens,
    /// What each token tells: a concept, else a stem; nothing of marks, offices and function words.
    terms: Vec<Option<u32>>,
    context: Arc<Context>,
}

/// What an article speaks of as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// Concepts and stems, in order and each once.
    terms: Vec<u32>,
    /// How words sound that may be names, in order and each once.
    sounds: Vec<u32>,
    /// The people and bodies that are named, in order and each once.
    actors: Vec<u32>,
    /// How much each of the terms tells of the event.
    weights: Vec<f32>,
    /// The sum of these, and the sum of those that mean the same in all languages.
    weight: (f32, f32),
}

/// Words by which an article is sought.
const EVENT_KEYS: usize = 8;
/// People and bodies by which an article is sought.
const EVENT_ACTORS: usize = 6;

impl Context {
    /// The keys under which articles about one event meet: a few words that no table knows, the same ones in every article
    /// that has them (those of the least hashes), and likewise a few names by how they sound.
    pub fn keys(&self) -> Vec<u32> {
        let least = |list: &mut dyn Iterator<Item = u32>, many: usize| -> Vec<u32> {
            let mut all: Vec<u32> = list.map(|term| term.wrapping_mul(0x85EB_CA6B) >> 1).collect();
            all.sort_unstable();
            all.truncate(many);
            all
        };
        let rare = self.terms.iter().copied().filter(|term| term & CONCEPT == 0);
        let mut keys = least(&mut rare.into_iter(), EVENT_KEYS);
        keys.extend(self.actors.iter().map(|actor| actor >> 1));
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// How much of what the one article speaks of the other does, too, from 0 to 1 (the share of the one that speaks of
    /// less). Words that no table knows count most: names, and what is rare.
    pub(crate) fn likeness(&self, other: &Self, across: bool) -> f32 {
        let own = |of: &Self| {
            if across { of.weight.1 + 0.5 * of.sounds.len() as f32 } else { of.weight.0 }
        };
        let mut common = 0.0;
        let (mut i, mut j) = (0, 0);
        while i < self.terms.len() && j < other.terms.len() {
            let (a, b) = (self.terms[i], other.terms[j]);
            match a.cmp(&b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    if !across || a & CONCEPT != 0 {
                        common += self.weights[i].min(other.weights[j]);
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        let heard = if across {
            2.0 * self::common(&self.sounds, &other.sounds).count() as f32
        } else {
            0.0
        };
        ((common + heard) / own(self).min(own(other)).max(1.0)).min(1.0)
    }

    fn new(lore: &Lore, terms: Vec<u32>, sounds: Vec<u32>, actors: Vec<u32>) -> Self {
        let sorted = |mut list: Vec<u32>| {
            list.sort_unstable();
            list.dedup();
            list
        };
        let terms = sorted(terms);
        // What every article speaks of says nothing of the event.
        let weight = |term: &u32| {
            let weight = lore.weight(Class::Content, *term);
            if term & CONCEPT != 0 { weight * weight } else { 2.0 }
        };
        let weights: Vec<f32> = terms.iter().map(weight).collect();
        let concepts = terms.iter().zip(&weights).filter(|(term, _)| **term & CONCEPT != 0);
        let weight = (weights.iter().sum(), concepts.map(|(_, weight)| weight).sum());
        Self { terms, sounds: sorted(sounds), actors: sorted(actors), weights, weight }
    }
}

/// What stands in both of two sorted lists.
fn common<'l>(one: &'l [u32], other: &'l [u32]) -> impl Iterator<Item = &'l u32> {
    one.iter().filter(|term| other.binary_search(term).is_ok())
}

impl std::fmt::Debug for Scene<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scene").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl<'r> Scene<'r> {
    /// The scene of an article.
    pub fn new(line: &Line, reader: &'r Reader) -> Self {
        let lang = line.lang.as_deref().and_then(Lang::from_code);
        let tokens = tokenize(&line.text);
        let lore = Lore::of(lang);
        let terms = terms(lore, &tokens, reader);
        let unknown = |i: &usize| terms[*i].is_some_and(|term| term & CONCEPT == 0);
        let sounds =
            (0..tokens.len()).filter(unknown).map(|i| sound(tokens[i].span.of(&line.text)));
        let sounds = sounds.filter(|sound| *sound != 0).collect();
        let all = terms.iter().flatten().copied().collect();
        let context = Arc::new(Context::new(lore, all, sounds, actors(line)));
        Self { reader, lang, lore, tokens, terms, context }
    }

    /// What the article speaks of.
    pub fn context(&self) -> Arc<Context> {
        Arc::clone(&self.context)
    }

    /// The tokens of the article.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// What is said around a name, wherever it stands: its titles are there.
    fn around(&self, name: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for i in (0..self.tokens.len()).filter(|i| self.tokens.form(*i) == name) {
            let from = i.saturating_sub(BEFORE);
            let to = (i + 1 + AFTER).min(self.tokens.len());
            let ends =
                |k: &usize| matches!(self.tokens[*k].kind, TokenKind::Break | TokenKind::Mark('.'));
            let from = (from..i).rev().find(ends).map_or(from, |end| end + 1);
            let to = (i..to).find(ends).unwrap_or(to);
            found.extend(self.terms[from..to].iter().flatten());
        }
        found
    }

    /// What some words tell.
    fn telling(&self, words: &str) -> Vec<u32> {
        terms(self.lore, &tokenize(words), self.reader).into_iter().flatten().collect()
    }
}

/// The people and bodies that an article names, the first ones.
fn actors(line: &Line) -> Vec<u32> {
    let mut seen: Vec<&str> = Vec::new();
    for mention in line.mentions.iter().filter(|mention| mention.kind != "place") {
        if let Some(id) = mention.actor.as_deref()
            && !seen.contains(&id)
            && seen.len() < EVENT_ACTORS
        {
            seen.push(id);
        }
    }
    seen.into_iter().map(|id| word_hash(id) as u32).collect()
}

fn terms(lore: &Lore, tokens: &Tokens, reader: &Reader) -> Vec<Option<u32>> {
    let known = known(lore, tokens, reader);
    let term = |i: usize| {
        let tells = tokens[i].kind == TokenKind::Word
            && !known[i].is_office
            && Lore::class(tokens, i, known[i]) == Class::Content;
        let concept = || lore.concept(&known, i).map(|found| found.0);
        tells.then(|| concept().unwrap_or(known[i].stem as u32 & !CONCEPT))
    };
    (0..tokens.len()).map(term).collect()
}

/// How two speakers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// They are two.
    Other,
    /// One of them, or both, is not told.
    Unknown,
    /// They can be the same: an office and a name, a body and its spokesman.
    Perhaps,
    /// They are the same.
    Same,
}

impl SpeakerKey {
    /// The speaker of a statement of an article.
    pub fn new(line: &Line, scene: &Scene<'_>, statement: &Statement) -> Self {
        let Some(speaker) = &statement.speaker else { return Self::default() };
        let (lang, lore) = (scene.lang, scene.lore);
        let own = speaker.actor.as_deref();
        let tokens = tokenize(&speaker.name);
        let letters: Vec<usize> = (0..tokens.len())
            .filter(|i| tokens[*i].kind == TokenKind::Word)
            .filter(|i| !lore.is_office(tokens.form(*i)))
            .collect();
        // A Wikidata number tells nothing of its kind: the article's mentions do.
        let is_person = own.is_some_and(|id| {
            let mut kinds = line.mentions.iter().filter(|of| of.actor.as_deref() == Some(id));
            id.starts_with("person/")
                || id.starts_with("name/")
                || (id.starts_with('Q')
                    && kinds.all(|of| matches!(of.kind.as_str(), "person" | "office")))
        });
        let is_name = matches!(
            speaker.basis.as_str(),
            "named" | "pronoun" | "implicit" | "headline" | "post"
        ) && is_person;
        let last = letters.last().map(|i| tokens.form(*i));
        let titles = match last.filter(|_| is_name) {
            Some(last) => scene.around(last),
            None => Vec::new(),
        };
        let source = statement.source.as_ref().map(|source| source.text.as_str());
        let titles = [source.unwrap_or_default(), &speaker.name]
            .into_iter()
            .flat_map(|words| scene.telling(words))
            .chain(titles)
            .fold(Vec::new(), |mut titles, term| {
                if !titles.contains(&term) && titles.len() < MOST_TITLES {
                    titles.push(term);
                }
                titles
            });
        let sound = |i: Option<&usize>| {
            i.map(|i| rawi_actor::sound_of(tokens[*i].span.of(&speaker.name))).unwrap_or_default()
        };
        let last = letters.last().map_or((0, 0), |i| {
            let stem = word_hash(&scene.reader.stems().stem(tokens.form(*i))) as u32 & !CONCEPT;
            (stem, self::sound(tokens[*i].span.of(&speaker.name)))
        });
        Self {
            last,
            actor: own.filter(|id| !id.starts_with("name/")).map(str::to_owned),
            folded: word_hash(&fold(&speaker.name)),
            name: speaker.name.clone(),
            is_name,
            is_person,
            words: letters.iter().map(|i| word_hash(tokens.form(*i))).collect(),
            sound: sound(letters.last()),
            first: sound(letters.first()),
            titles,
            lang,
        }
    }

    /// Whether nobody is named at all.
    pub fn is_unknown(&self) -> bool {
        self.actor.is_none() && self.words.is_empty()
    }

    /// A hash of who that is: the same for the same name or identifier.
    pub fn identity(&self) -> u64 {
        self.actor.as_deref().map_or(self.folded, word_hash)
    }

    /// Whether it is told for certain who that is: somebody known, or somebody with a first and a last name.
    pub fn is_told(&self) -> bool {
        self.is_name && (self.actor.is_some() || self.words.len() >= 2)
    }

    /// The keys under which statements of the same speaker meet: two that are the same share one nearly always. Offices
    /// without a name have none.
    pub fn keys(&self) -> Vec<u32> {
        let key = |kind: &str, text: &str| word_hash(&format!("{kind} {text}")) as u32 >> 1;
        let mut keys: Vec<u32> = self.actor.iter().map(|id| key("actor", id)).collect();
        // What sounds alike agrees in its first consonants.
        if self.is_name && self.sound.len() >= 2 {
            keys.push(key("sound", self.sound.get(..3).unwrap_or(&self.sound)));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Whether the two can be the same.
    pub fn agrees(&self, other: &Self) -> Agreement {
        if self.is_unknown() || other.is_unknown() {
            return Agreement::Unknown;
        }
        if let (Some(a), Some(b)) = (&self.actor, &other.actor) {
            if a == b {
                return Agreement::Same;
            }
            // Two known people, or two known bodies, are two; a person may speak for a body.
            if self.is_person == other.is_person {
                return Agreement::Other;
            }
        }
        if self.folded == other.folded {
            return Agreement::Same;
        }
        let common = |a: &[u64], b: &[u64]| a.iter().filter(|word| b.contains(word)).count();
        let (short, long) =
            if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        if self.is_name && other.is_name {
            let ends = self.words.last() == other.words.last();
            if !short.words.is_empty()
                && common(&short.words, &long.words) == short.words.len()
                && ends
            {
                return Agreement::Same;
            }
            return if self.sounds_like(other) { Agreement::Same } else { Agreement::Other };
        }
        if !short.words.is_empty() && common(&short.words, &long.words) == short.words.len() {
            return Agreement::Perhaps;
        }
        if self.lang != other.lang && self.sounds_like(other) {
            return Agreement::Perhaps;
        }
        // An office on one side: what its words tell has to be said of the other side, too.
        let (office, named) =
            if other.is_name || !self.is_name && self.titles.len() <= other.titles.len() {
                (self, other)
            } else {
                (other, self)
            };
        let told = office.titles.iter().filter(|term| named.titles.contains(term)).count();
        if told > 0 && 2 * told >= office.titles.len() {
            Agreement::Perhaps
        } else {
            Agreement::Unknown
        }
    }

    /// Whether an article speaks of somebody of this name.
    pub(crate) fn is_in(&self, context: &Context, across: bool) -> bool {
        self.is_name
            && if across {
                self.last.1 != 0 && context.sounds.binary_search(&self.last.1).is_ok()
            } else {
                context.terms.binary_search(&self.last.0).is_ok()
            }
    }

    fn sounds_like(&self, other: &Self) -> bool {
        if self.sound.len() < 2 || other.sound.len() < 2 {
            return false;
        }
        let last = alike(&self.sound, &other.sound);
        let one_word = self.words.len() < 2 || other.words.len() < 2;
        if one_word {
            return last >= 0.99 || self.sound.len() >= 4 && last >= 0.75;
        }
        last >= 0.7 && alike(&self.first, &other.first) >= 0.6
    }
}

/// How alike two sound patterns are, from 0 to 1: one less the edits for each letter of the longer.
fn alike(a: &str, b: &str) -> f32 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (before + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            before = std::mem::replace(&mut row[j + 1], next);
        }
    }
    1.0 - row[b.len()] as f32 / a.len().max(b.len()) as f32
}
