//! What a statement says, small enough to be compared with many others.

use std::sync::Arc;

use rawi_statement::line::{Line, Statement};
use rawi_text::Lang;
use rustc_hash::FxHashMap;

use crate::lore::{Class, Lore};
use crate::speaker::{Agreement, Context, Scene, SpeakerKey};
use crate::wording::{Wording, day_number};

/// A statement as it is compared with others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gist {
    /// The number of its article.
    pub article: i64,
    /// The day it was said, else of its article, as a number of days.
    pub day: Option<i32>,
    /// Its language.
    pub lang: Option<Lang>,
    /// What its article speaks of.
    context: Arc<Context>,
    /// Who said it.
    pub speaker: SpeakerKey,
    /// Whether all its words are in quotation marks.
    pub direct: bool,
    /// Its words in order, as hashes of their folded letters; those that tell nothing have their lowest bit cleared.
    pub(crate) forms: Vec<u64>,
    /// What it says, in order of the hashes, each once, and how much that tells.
    pub(crate) terms: Vec<Term>,
    /// A bit for each term, to pass over what has nothing in common.
    bits: u128,
    /// The same of what means the same in all languages.
    shared_bits: u128,
    /// The sum of all weights.
    pub(crate) weight: f32,
}

/// Something that a statement says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Term {
    pub hash: u32,
    pub weight: f32,
    /// Whether it means the same in every language.
    pub shared: bool,
    /// How it sounds, where that may be another language's name; else 0.
    pub sound: u32,
}

/// What two statements have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Common {
    /// How many terms.
    pub terms: usize,
    /// How many of these are numbers, names or words that no table knows.
    pub rare: usize,
    /// Their weight.
    pub weight: f32,
    /// That as a share of the statement that says less.
    pub containment: f32,
    /// That as a share of both (Dice).
    pub dice: f32,
}

impl Gist {
    /// The gist of a statement of an article with that number.
    pub fn new(
        article: i64,
        line: &Line,
        scene: &Scene<'_>,
        statement: &Statement,
        wording: &Wording,
    ) -> Self {
        let day = line.written.as_ref().or(line.published.as_ref()).map(|dated| &dated.value);
        let day = statement.time.as_ref().map(|time| &time.value).or(day);
        let speaker = SpeakerKey::new(line, scene, statement);
        let day = day.and_then(|day| day_number(day));
        let direct = statement.mode == "direct";
        let context = scene.context();
        let lore = Lore::of(wording.lang);
        let mut terms: FxHashMap<u32, Term> = FxHashMap::default();
        let mut forms = Vec::with_capacity(wording.words.len());
        for word in &wording.words {
            let telling = Wording::is_telling(word);
            forms.push(if telling { word.form | 1 } else { word.form & !1 });
            // Who speaks is no news of what is said.
            let speaks = word.class == Class::Name
                && speaker
                    .actor
                    .as_deref()
                    .is_some_and(|id| crate::shingle::word_hash(id) == word.form);
            if telling && !speaks {
                let weight = lore.weight(word.class, word.term);
                terms.entry(word.term).or_insert(Term {
                    hash: word.term,
                    weight,
                    shared: word.shared,
                    sound: word.sound,
                });
            }
        }
        let mut terms: Vec<Term> = terms.into_values().collect();
        terms.sort_by_key(|term| term.hash);
        let bit = |hash: u32| 1u128 << (hash.wrapping_mul(0x9E37_79B1) >> 25);
        let bits = terms.iter().fold(0, |bits, term| bits | bit(term.hash));
        let shared_bits = terms.iter().fold(0, |bits, term| {
            let own = if term.shared { bit(term.hash) } else { 0 };
            let heard = if term.sound != 0 { bit(term.sound) } else { 0 };
            bits | own | heard
        });
        let weight = terms.iter().map(|term| term.weight).sum();
        Self {
            article,
            day,
            lang: wording.lang,
            context,
            speaker,
            direct,
            forms,
            terms,
            bits,
            shared_bits,
            weight,
        }
    }

    /// Whether the two can have the same speaker, by what their articles say of them.
    pub fn agreement(&self, other: &Self) -> Agreement {
        let agreement = self.speaker.agrees(&other.speaker);
        let across = self.lang != other.lang;
        let named = agreement == Agreement::Unknown
            && (self.speaker.is_in(&other.context, across)
                || other.speaker.is_in(&self.context, across));
        if named { Agreement::Perhaps } else { agreement }
    }

    /// How far their articles speak of the same things, from 0 to 1.
    pub fn occasion(&self, other: &Self) -> f32 {
        self.context.likeness(&other.context, self.lang != other.lang)
    }

    /// What the two say in common.
    pub fn common(&self, other: &Self) -> Common {
        if self.lang != other.lang {
            return self.common_across(other);
        }
        if self.bits & other.bits == 0 {
            return Common::default();
        }
        let (mut i, mut j) = (0, 0);
        let (mut terms, mut rare, mut weight) = (0, 0, 0.0);
        while i < self.terms.len() && j < other.terms.len() {
            let (a, b) = (self.terms[i], other.terms[j]);
            match a.hash.cmp(&b.hash) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    terms += 1;
                    rare += usize::from(a.weight > 1.05);
                    weight += a.weight;
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        shares((terms, rare), weight, self.weight, other.weight)
    }

    /// What they say in common in two languages: by concepts, numbers, known names, and words that sound alike.
    fn common_across(&self, other: &Self) -> Common {
        if self.shared_bits & other.shared_bits == 0 {
            return Common::default();
        }
        let (mut terms, mut rare, mut weight) = (0, 0, 0.0);
        let heard = |list: &[Term], sound| list.iter().any(|term| term.sound == sound);
        for a in &self.terms {
            let both = if a.shared {
                other
                    .terms
                    .binary_search_by_key(&a.hash, |term| term.hash)
                    .is_ok_and(|at| other.terms[at].shared)
            } else {
                a.sound != 0 && heard(&other.terms, a.sound)
            };
            if both {
                terms += 1;
                rare += usize::from(a.weight > 1.05);
                weight += a.weight;
            }
        }
        // What no table knows cannot be found again in another language: it counts little.
        let told = |gist: &Self| -> f32 {
            gist.terms
                .iter()
                .map(|term| if term.shared { term.weight } else { 0.35 * term.weight })
                .sum()
        };
        shares((terms, rare), weight, told(self), told(other))
    }

    /// The longest run of words that both have: all of them, and those that tell something.
    pub fn run(&self, other: &Self) -> Run {
        let (a, b) = (&self.forms, &other.forms);
        let mut best = Run::default();
        let mut row = vec![Run::default(); b.len() + 1];
        for x in a {
            let mut before = Run::default();
            for (j, y) in b.iter().enumerate() {
                let here = if x == y {
                    Run { words: before.words + 1, telling: before.telling + (*x as usize & 1) }
                } else {
                    Run::default()
                };
                if here > best {
                    best = here;
                }
                before = std::mem::replace(&mut row[j + 1], here);
            }
        }
        best
    }

    /// How many of its words tell something.
    pub fn telling(&self) -> usize {
        self.forms.iter().filter(|form| *form & 1 == 1).count()
    }
}

/// A run of common words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// How many of them tell something.
    pub telling: usize,
    /// How many there are.
    pub words: usize,
}

fn shares((terms, rare): (usize, usize), weight: f32, one: f32, other: f32) -> Common {
    let least = one.min(other).max(f32::MIN_POSITIVE);
    Common {
        terms,
        rare,
        weight,
        containment: (weight / least).min(1.0),
        dice: 2.0 * weight / (one + other).max(f32::MIN_POSITIVE),
    }
}
