//! What is known of the words of a language: which tell nothing, which turn or soften what is said, which mean the same.

use std::cell::RefCell;
use std::sync::OnceLock;

use rawi_text::clitic::readings;
use rawi_text::rows::{Row, Table, Wrong, rows};
use rawi_text::{Lang, Stems, TokenKind, Tokens, fold, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::shingle::word_hash;

/// The languages that have tables, and these.
const PACKS: [(Lang, &str, &str); 2] = [
    (
        Lang::Ar,
        include_str!("../../../packs/ar/trace.tsv"),
        include_str!("../../../packs/ar/concepts.tsv"),
    ),
    (
        Lang::En,
        include_str!("../../../packs/en/trace.tsv"),
        include_str!("../../../packs/en/concepts.tsv"),
    ),
];

/// What a word does in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// It says something.
    Content,
    /// It holds the sentence together.
    Function,
    /// It turns what is said into its opposite.
    Negation,
    /// It takes a negation back.
    Only,
    /// It makes what is said less certain.
    Hedge,
    /// It makes a number a rough one.
    Approx,
    /// A number.
    Number,
    /// The name of an actor who is known.
    Name,
}

const KINDS: [&str; 6] = ["function", "negation", "only", "hedge", "approx", "office"];

/// The words of one language.
pub(crate) struct Lore {
    classes: FxHashMap<String, Class>,
    office: FxHashSet<u64>,
    /// Concepts of single words, by the folded word …
    exact: FxHashMap<u64, u32>,
    /// … and by its stem.
    stems: FxHashMap<u64, u32>,
    /// How much each concept tells.
    weights: FxHashMap<u32, f32>,
    /// Concepts of several words: by the stem of the first, the stems of the others, the longest first.
    phrases: FxHashMap<u64, Vec<(Vec<u64>, u32)>>,
    /// Whether particles are written to the word.
    attaches: bool,
}

impl Lore {
    /// What is known of a language; of one without tables what is known of English.
    pub(crate) fn of(lang: Option<Lang>) -> &'static Lore {
        static ALL: OnceLock<Vec<(Lang, Lore)>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let stems = Stems::default();
            let read = |(lang, words, concepts): (Lang, &str, &str)| {
                (lang, Lore::read(lang, words, concepts, &stems))
            };
            PACKS.into_iter().map(read).collect()
        });
        let found = all.iter().find(|(of, _)| Some(*of) == lang);
        &found.unwrap_or(&all[PACKS.len() - 1]).1
    }

    fn read(lang: Lang, words: &str, concepts: &str, stems: &Stems) -> Self {
        let mut lore = Lore {
            classes: FxHashMap::default(),
            office: FxHashSet::default(),
            exact: FxHashMap::default(),
            stems: FxHashMap::default(),
            weights: FxHashMap::default(),
            phrases: FxHashMap::default(),
            attaches: lang == Lang::Ar,
        };
        // A word of several kinds is of the one that tells most; the kinds stand in order of that.
        let order = [Class::Negation, Class::Only, Class::Hedge, Class::Approx, Class::Function];
        let rank = |class| order.iter().position(|one| *one == class);
        for row in rows(words) {
            let form = fold(row.cell(1));
            let class = match row.cell(0) {
                "negation" => Class::Negation,
                "only" => Class::Only,
                "hedge" => Class::Hedge,
                "approx" => Class::Approx,
                "office" => {
                    lore.office.insert(word_hash(&form));
                    continue;
                }
                _ => Class::Function,
            };
            let known = lore.classes.entry(form).or_insert(class);
            if rank(class) < rank(*known) {
                *known = class;
            }
        }
        for row in rows(concepts) {
            let concept = concept_of(row.cell(0));
            let tenths: f32 = row.cell(2).parse().unwrap_or(10.0);
            lore.weights.insert(concept, tenths / 10.0);
            for form in row.cell(1).split('|') {
                lore.add(form, concept, stems);
            }
        }
        lore.phrases.values_mut().for_each(|list| {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        });
        lore
    }

    fn add(&mut self, form: &str, concept: u32, stems: &Stems) {
        let tokens = tokenize(form);
        let hashes: Vec<u64> =
            (0..tokens.len()).map(|i| word_hash(&stems.stem(tokens.form(i)))).collect();
        match hashes[..] {
            [] => {}
            [stem] => {
                self.exact.entry(word_hash(tokens.form(0))).or_insert(concept);
                self.stems.entry(stem).or_insert(concept);
            }
            [first, ref rest @ ..] => {
                self.phrases.entry(first).or_default().push((rest.to_vec(), concept));
            }
        }
    }

    /// What word `i` does; `known` is what its form tells.
    pub(crate) fn class(tokens: &Tokens, i: usize, known: Known) -> Class {
        // قد softens what follows only before the imperfect.
        if known.softens_imperfect {
            let next = if i + 1 < tokens.len() { tokens.form(i + 1) } else { "" };
            let imperfect = next.starts_with(['ي', 'ت', 'ن']) && next.chars().count() > 2;
            return if imperfect { Class::Hedge } else { Class::Function };
        }
        known.class
    }

    fn class_of(&self, form: &str) -> Class {
        let found = self.classes.get(form).copied().or_else(|| {
            if !self.attaches {
                return None;
            }
            let rest = form.strip_prefix(['و', 'ف']);
            let more = rest.unwrap_or(form).strip_prefix(['ب', 'ل']);
            [rest, more].into_iter().flatten().filter(|rest| rest.len() > 2).find_map(|rest| {
                let class = self.classes.get(rest).copied()?;
                // لما and بما are not what ما is.
                (class != Class::Negation || rest.chars().count() > 2 || more != Some(rest))
                    .then_some(class)
            })
        });
        found.unwrap_or(Class::Content)
    }

    /// What a word tells by its form alone.
    pub(crate) fn known(&self, form: &str, reader: &Reader) -> Known {
        let key = (std::ptr::from_ref(self) as usize, word_hash(form));
        reader.remember(key, || {
            let stem = word_hash(&reader.stems.stem(form));
            let exact = |form: &str| self.exact.get(&word_hash(form)).copied();
            let class = self.class_of(form);
            Known {
                stem,
                class,
                concept: exact(form)
                    .or_else(|| self.attaches.then(|| arabic(form, &exact)).flatten())
                    .or_else(|| self.stems.get(&stem).copied()),
                is_office: self.is_office(form),
                heads: self.phrases.contains_key(&stem),
                softens_imperfect: class == Class::Hedge
                    && form.ends_with("قد")
                    && form.chars().count() <= 3,
            }
        })
    }

    /// How much a term tells: of a concept what its table says, of what stands in no table as much as of a rare concept.
    pub(crate) fn weight(&self, class: Class, term: u32) -> f32 {
        match class {
            Class::Number | Class::Name => 1.2,
            _ => self.weights.get(&term).copied().unwrap_or(1.2),
        }
    }

    /// Whether a word of a title tells nobody apart.
    pub(crate) fn is_office(&self, form: &str) -> bool {
        self.office.contains(&word_hash(form))
            || form
                .strip_prefix(['و', 'ل', 'ب'])
                .is_some_and(|rest| self.attaches && self.office.contains(&word_hash(rest)))
    }

    /// The concept of the words from token `i`, given what the forms of all tell, and of how many tokens.
    pub(crate) fn concept(&self, known: &[Known], i: usize) -> Option<(u32, usize)> {
        if known[i].heads
            && let Some(list) = self.phrases.get(&known[i].stem)
        {
            let goes_on = |rest: &[u64]| {
                known.len() > i + rest.len()
                    && rest.iter().zip(&known[i + 1..]).all(|(stem, known)| *stem == known.stem)
            };
            if let Some((rest, concept)) = list.iter().find(|(rest, _)| goes_on(rest)) {
                return Some((*concept, rest.len() + 1));
            }
        }
        known[i].concept.map(|concept| (concept, 1))
    }
}

/// What a word tells by its form alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// The hash of its stem; 0 of what is no word.
    pub stem: u64,
    /// What it does.
    pub class: Class,
    /// What it means, as one word.
    pub concept: Option<u32>,
    /// Whether it is a word of titles that tells nobody apart.
    pub is_office: bool,
    /// Whether a concept of several words begins with it.
    heads: bool,
    /// Whether it is قد.
    softens_imperfect: bool,
}

impl Known {
    const NO_WORD: Self = Self {
        stem: 0,
        class: Class::Function,
        concept: None,
        is_office: false,
        heads: false,
        softens_imperfect: false,
    };
}

/// The concept of an Arabic word by one of its readings: without what is attached, in the third person of the imperfect, in
/// the masculine of the perfect, without the ending of the accusative.
fn arabic(form: &str, exact: &dyn Fn(&str) -> Option<u32>) -> Option<u32> {
    let mut changed = String::new();
    let mut try_stem = |stem: &str, bound: bool| {
        let mut as_changed = |from: usize, to: &str, cut: usize| {
            let inner =
                stem.get(from..stem.len().checked_sub(cut)?).filter(|inner| inner.len() >= 4)?;
            changed.clear();
            changed.push_str(to);
            changed.push_str(inner);
            exact(&changed)
        };
        let first = stem.chars().next().map_or(0, char::len_utf8);
        exact(stem)
            // مدينته
            .or_else(|| {
                (bound && stem.ends_with('ت'))
                    .then(|| exact(&format!("{}ه", stem.strip_suffix('ت').unwrap_or(stem))))
                    .flatten()
            })
            // نزرع, تزرع, ازرع, يزرعون
            .or_else(|| {
                stem.starts_with(['ن', 'ت', 'ا']).then(|| as_changed(first, "ي", 0)).flatten()
            })
            .or_else(|| {
                let plural = stem.ends_with("ون") || stem.ends_with("وا") || stem.ends_with("ان");
                let verb = plural && stem.starts_with(['ي', 'ت']);
                verb.then(|| as_changed(first, "ي", 4)).flatten()
            })
            // زادت, زادوا, زدنا
            .or_else(|| stem.ends_with('ت').then(|| as_changed(0, "", 2)).flatten())
            .or_else(|| stem.ends_with("وا").then(|| as_changed(0, "", 4)).flatten())
            // قطارا
            .or_else(|| stem.ends_with('ا').then(|| as_changed(0, "", 2)).flatten())
    };
    let readings = readings(form);
    let ordered =
        |bound: bool| readings.iter().filter(move |reading| reading.pronoun.is_some() == bound);
    ordered(false).find_map(|reading| try_stem(reading.stem, false)).or_else(|| {
        ordered(true)
            .filter(|reading| reading.stem.chars().count() >= 3)
            .find_map(|reading| try_stem(reading.stem, true))
    })
}

/// What reading many articles has in common: a stemmer, and what words that were looked up before tell. It is made once
/// and used for many articles; a thread has its own.
#[derive(Default)]
pub struct Reader {
    stems: Stems,
    words: RefCell<FxHashMap<(usize, u64), Known>>,
}

/// Words that are remembered.
const REMEMBERED: usize = 1 << 17;

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader")
    }
}

impl Reader {
    /// The stemmer.
    pub fn stems(&self) -> &Stems {
        &self.stems
    }

    fn remember(&self, key: (usize, u64), find: impl FnOnce() -> Known) -> Known {
        let mut words = self.words.borrow_mut();
        if words.len() >= REMEMBERED {
            words.clear();
        }
        *words.entry(key).or_insert_with(find)
    }
}

/// The term of a concept, by its name in the tables.
pub(crate) fn concept_of(name: &str) -> u32 {
    word_hash(name) as u32 | CONCEPT
}

/// The bit that tells concepts from other terms.
pub(crate) const CONCEPT: u32 = 1 << 31;

/// What all tokens tell by their forms.
pub(crate) fn known(lore: &Lore, tokens: &Tokens, reader: &Reader) -> Vec<Known> {
    (0..tokens.len())
        .map(|i| match tokens[i].kind {
            TokenKind::Word | TokenKind::Number => lore.known(tokens.form(i), reader),
            _ => Known::NO_WORD,
        })
        .collect()
}

fn word_row(row: &Row<'_>) -> Result<String, Wrong> {
    if !KINDS.contains(&row.cell(0)) {
        return Err(Wrong::unknown("kind", row.cell(0), &KINDS));
    }
    Ok(format!("{} {}", row.cell(0), one_word(row.cell(1))?))
}

fn one_word(form: &str) -> Result<String, Wrong> {
    let tokens = tokenize(form);
    if tokens.len() == 1 {
        return Ok(fold(form));
    }
    Err(Wrong::new(format!("`{form}` is not one word"), "write one word"))
}

fn concept_row(row: &Row<'_>) -> Result<String, Wrong> {
    match row.cell(1).split('|').find(|form| tokenize(form).is_empty()) {
        Some(_) => Err(Wrong::new("a form is empty", "write words between the bars")),
        None if row.cell(2).parse::<u8>().is_ok_and(|tenths| (1..=20).contains(&tenths)) => {
            Ok(row.cell(0).to_owned())
        }
        None => Err(Wrong::new(
            "the weight is no number of tenths",
            "run bench/concepts.py, or write 12",
        )),
    }
}

/// The tables of `packs/` that this crate reads.
pub const TABLES: [Table; 2] = [
    Table { file: "trace.tsv", columns: &["kind", "form"], needed: 2, read: word_row },
    Table {
        file: "concepts.tsv",
        columns: &["concept", "forms", "weight"],
        needed: 3,
        read: concept_row,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sound() {
        for (lang, words, concepts) in PACKS {
            for (table, text) in TABLES.iter().zip([words, concepts]) {
                let faults = table.check(&format!("{lang:?}/{}", table.file), text);
                assert!(faults.is_empty(), "{}", faults[0]);
            }
        }
    }

    #[test]
    fn words_that_translate_each_other_have_one_concept() {
        let reader = Reader::default();
        let concepts = |text: &str, lang| {
            let tokens = tokenize(text);
            let lore = Lore::of(Some(lang));
            let known = known(lore, &tokens, &reader);
            (0..tokens.len()).filter_map(|i| lore.concept(&known, i)).map(|c| c.0).collect()
        };
        let ar: Vec<u32> = concepts("وقف إطلاق النار بالمدن", Lang::Ar);
        let en: Vec<u32> = concepts("the ceasefire in the cities", Lang::En);
        assert!(en.iter().all(|concept| ar.contains(concept)) && en.len() == 2, "{ar:?} {en:?}");
        let ar: Vec<u32> = concepts("لأطفالنا قطارا وزادت", Lang::Ar);
        let en: Vec<u32> = concepts("children train increased", Lang::En);
        assert_eq!(ar, en);
    }
}
