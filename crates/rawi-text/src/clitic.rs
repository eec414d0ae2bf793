//! Readings of an Arabic word with its attached particles.
//!
//! Arabic writes conjunctions (و ف), prepositions (ب ل ك), the future particle (س), the article (ال) and object or
//! possessive pronouns (ه ها هم …) attached to the word. Without vowels most words can be cut in several ways, so
//! these are *candidates*: a lexicon or the context decides. (Order of the slots: Buckwalter's prefix tables.)

/// One way to cut a folded word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Reading<'w> {
    /// `و` or `ف`.
    pub conjunction: Option<char>,
    /// `ب`, `ل` or `ك`.
    pub preposition: Option<char>,
    /// `س`, the future.
    pub future: bool,
    /// Whether `ال` is attached (also as `لل`).
    pub article: bool,
    /// What is left: at least two letters.
    pub stem: &'w str,
    /// The attached pronoun.
    pub pronoun: Option<&'static str>,
}

/// Pronouns that are attached to verbs, nouns and prepositions, folded.
pub const PRONOUNS: [&str; 11] = ["هما", "كما", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي"];

/// Every reading of the folded `word`; the uncut word comes first.
///
/// ```
/// use rawi_text::clitic::readings;
/// let all = readings("وللوزير");
/// assert!(all.iter().any(|r| r.conjunction == Some('و') && r.preposition == Some('ل') && r.article && r.stem == "وزير"));
/// assert_eq!(all[0].stem, "وللوزير");
/// ```
pub fn readings(word: &str) -> Vec<Reading<'_>> {
    let mut out = vec![Reading { stem: word, ..Reading::default() }];
    for (conjunction, rest) in cut(word, &['و', 'ف']) {
        for (preposition, future, rest) in cut_particle(rest) {
            for (article, stem) in cut_article(rest, preposition) {
                let reading =
                    Reading { conjunction, preposition, future, article, stem, pronoun: None };
                push(&mut out, reading);
                if !article {
                    push_pronouns(&mut out, reading);
                }
            }
        }
    }
    out
}

fn push<'w>(out: &mut Vec<Reading<'w>>, reading: Reading<'w>) {
    if reading.stem.chars().nth(1).is_some() && !out.contains(&reading) {
        out.push(reading);
    }
}

fn push_pronouns<'w>(out: &mut Vec<Reading<'w>>, reading: Reading<'w>) {
    for pronoun in PRONOUNS {
        if let Some(stem) = reading.stem.strip_suffix(pronoun) {
            push(out, Reading { stem, pronoun: Some(pronoun), ..reading });
        }
    }
}

/// The word uncut, and without one of `letters` in front.
fn cut<'w>(word: &'w str, letters: &[char]) -> Vec<(Option<char>, &'w str)> {
    let mut out = vec![(None, word)];
    if let Some(letter) = letters.iter().find(|l| word.starts_with(**l)) {
        out.push((Some(*letter), &word[letter.len_utf8()..]));
    }
    out
}

fn cut_particle(word: &str) -> Vec<(Option<char>, bool, &str)> {
    let mut out: Vec<_> =
        cut(word, &['ب', 'ل', 'ك']).into_iter().map(|(p, rest)| (p, false, rest)).collect();
    if let Some(rest) = word.strip_prefix('س') {
        out.push((None, true, rest));
    }
    out
}

fn cut_article(word: &str, preposition: Option<char>) -> Vec<(bool, &str)> {
    let mut out = vec![(false, word)];
    if let Some(rest) = word.strip_prefix("ال") {
        out.push((true, rest));
    } else if preposition == Some('ل')
        && let Some(rest) = word.strip_prefix('ل')
    {
        out.push((true, rest));
    }
    out
}

/// The folded word without conjunction, preposition and article, when enough of it is left: a light stem
/// for comparing words (light8 of Larkey et al. without suffixes).
///
/// ```
/// use rawi_text::clitic::bare;
/// assert_eq!(bare("وبالوزاره"), "وزاره");
/// assert_eq!(bare("للمجلس"), "مجلس");
/// assert_eq!(bare("ولد"), "ولد");
/// ```
pub fn bare(word: &str) -> &str {
    const PREFIXES: [&str; 11] =
        ["وبال", "فبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ل"];
    for prefix in PREFIXES {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.chars().nth(2).is_some()
        {
            return if prefix == "و" || prefix == "ل" { long_enough(rest, word) } else { rest };
        }
    }
    word
}

/// A single letter is only taken off a word that stays long without it.
fn long_enough<'w>(rest: &'w str, word: &'w str) -> &'w str {
    if rest.chars().nth(3).is_some() { rest } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn candidates_hold_the_right_reading() {
        let rows = [
            ("وسيقول", Some('و'), None, true, false, "يقول", None),
            ("بالقول", None, Some('ب'), false, true, "قول", None),
            ("وقوله", Some('و'), None, false, false, "قول", Some("ه")),
            ("فاكد", Some('ف'), None, false, false, "اكد", None),
            ("تصريحاتهم", None, None, false, false, "تصريحات", Some("هم")),
        ];
        for (word, conjunction, preposition, future, article, stem, pronoun) in rows {
            let expected = Reading { conjunction, preposition, future, article, stem, pronoun };
            assert!(readings(word).contains(&expected), "{word}: {:?}", readings(word));
        }
    }

    proptest! {
        #[test]
        fn every_reading_is_a_piece_of_its_word(word in "[ا-ي]{1,12}") {
            for reading in readings(&word) {
                prop_assert!(word.contains(reading.stem));
            }
            prop_assert!(word.ends_with(bare(&word)));
        }
    }
}
