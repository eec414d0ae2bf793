//! Light stems: the part of a word that its article, its particles and its endings leave alone.
//!
//! Arabic follows *light10* (Larkey, Ballesteros, Connell: *Light stemming for Arabic information retrieval*, 2007), which
//! does better in retrieval than analysers that seek the root; beside its endings the pronouns هم and هما are taken off, which
//! news uses as often as ها. Words in Latin letters are stemmed by Snowball's English stemmer.

use rust_stemmers::{Algorithm, Stemmer};

/// What stands before a word together with its article; longer ones first.
const ARTICLES: [&str; 6] = ["وال", "بال", "كال", "فال", "لل", "ال"];
/// Endings, in the order in which they are taken off.
const ENDINGS: [&str; 12] = ["هما", "ها", "هم", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

/// Stems whose و is their own, sorted: nouns that stand with their article (الوزير) in 12 articles or more of a month of twelve
/// newspapers, and without it as often; verbs and what may also be و and another word are left out.
const OWN_WAW: [&str; 62] = [
    "واتساب",
    "واجب",
    "واحد",
    "وارد",
    "واسع",
    "واشنطن",
    "واضح",
    "وافد",
    "واقع",
    "والد",
    "وباء",
    "وثايق",
    "وثيق",
    "وجدان",
    "وجه",
    "وجود",
    "وحد",
    "وحش",
    "وحيد",
    "وداع",
    "ودايع",
    "وديع",
    "وراث",
    "ورش",
    "ورق",
    "ورود",
    "وزار",
    "وزراء",
    "وزن",
    "وزير",
    "وساط",
    "وسايل",
    "وسط",
    "وسيط",
    "وسيل",
    "وصف",
    "وصول",
    "وضع",
    "وضوح",
    "وطن",
    "وظايف",
    "وظيف",
    "وعد",
    "وعود",
    "وفا",
    "وفاء",
    "وفاق",
    "وفود",
    "وقاي",
    "وقايع",
    "وقت",
    "وقف",
    "وقود",
    "وقوع",
    "وقوف",
    "وكال",
    "وكلاء",
    "وكيل",
    "ولا",
    "ولاء",
    "ولد",
    "وليد",
];

/// Stems words; it holds what the stemmers share, so it is made once and used for many words.
pub struct Stems {
    english: Stemmer,
}

impl Default for Stems {
    fn default() -> Self {
        Self { english: Stemmer::create(Algorithm::English) }
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Stems {
    /// Appends the stem of a folded word to `out`.
    ///
    /// ```
    /// let stems = rawi_text::Stems::default();
    /// for (form, stem) in [("للوزير", "وزير"), ("الوزير", "وزير"), ("والوزارات", "وزار"), ("ministers", "minist")] {
    ///     let mut out = String::new();
    ///     stems.stem_into(form, &mut out);
    ///     assert_eq!(out, stem);
    /// }
    /// ```
    pub fn stem_into(&self, form: &str, out: &mut String) {
        match form.chars().next() {
            Some('\u{0620}'..='\u{06FF}') => out.push_str(arabic(form)),
            Some(c) if c.is_alphabetic() => out.push_str(&self.english.stem(form)),
            _ => out.push_str(form),
        }
    }

    /// The stem of a folded word.
    pub fn stem(&self, form: &str) -> String {
        let mut out = String::with_capacity(form.len());
        self.stem_into(form, &mut out);
        out
    }
}

/// The light stem of a folded Arabic word, a piece of it.
fn arabic(form: &str) -> &str {
    let letters = form.chars().count();
    if form.starts_with('و') {
        let bare = without_endings(form, letters);
        if OWN_WAW.binary_search(&bare).is_ok() {
            return bare;
        }
    }
    let mut stem = form;
    let mut left = letters;
    // و is a conjunction only before a word of three letters.
    if left > 3
        && let Some(rest) = stem.strip_prefix('و')
    {
        (stem, left) = (rest, left - 1);
    }
    for article in ARTICLES {
        let length = article.chars().count();
        if left >= length + 2
            && let Some(rest) = stem.strip_prefix(article)
        {
            (stem, left) = (rest, left - length);
            break;
        }
    }
    without_endings(stem, left)
}

/// A word of `left` letters without its endings.
fn without_endings(word: &str, mut left: usize) -> &str {
    let mut stem = word;
    for ending in ENDINGS {
        let length = ending.chars().count();
        if left >= length + 2
            && let Some(rest) = stem.strip_suffix(ending)
        {
            (stem, left) = (rest, left - length);
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_attached_goes_and_the_word_stays() {
        let rows = [
            ("وزير", "وزير"),
            ("ووزير", "وزير"),
            ("بالوزير", "وزير"),
            ("وزيرها", "وزير"),
            ("للوزاره", "وزار"),
            ("وزاره", "وزار"),
            ("وطني", "وطن"),
            ("وقال", "قال"),
            ("الوزيرين", "وزير"),
            ("ولد", "ولد"),
            ("الي", "ال"),
            ("دول", "دول"),
            ("الدوله", "دول"),
            ("اتفاقيه", "اتفاق"),
            ("2015", "2015"),
            ("agreed", "agre"),
        ];
        for (form, stem) in rows {
            assert_eq!(Stems::default().stem(form), stem, "{form}");
        }
    }

    proptest! {
        #[test]
        fn a_stem_is_never_empty(form in "[ا-ي]{1,12}|[a-z]{1,12}|\\PC{1,6}") {
            prop_assert!(!Stems::default().stem(&form).is_empty());
        }
    }
}
