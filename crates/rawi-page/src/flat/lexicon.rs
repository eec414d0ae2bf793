//! The words by which flattened pages are taken apart, from `packs/*/flattened.tsv`.

use rawi_text::rows::{Row, Table, Wrong, rows};
use rawi_text::{TokenKind, Tokens, tokenize};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a phrase of the lexicon tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    Opener,
    Teaser,
    Site,
    SiteEnd,
    Dateline,
    Byline,
    Share,
    More,
    Agency,
    Post,
}

/// Phrases by their first word, the longest first.
pub(crate) struct Lexicon {
    phrases: FxHashMap<String, Vec<(Vec<String>, Label)>>,
}

/// The lexicon of every pack.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        include_str!("../../../../packs/ar/flattened.tsv"),
        include_str!("../../../../packs/en/flattened.tsv"),
    ])
});

impl Lexicon {
    fn new(packs: &[&str]) -> Self {
        let mut phrases: FxHashMap<String, Vec<(Vec<String>, Label)>> = FxHashMap::default();
        for (label, form) in
            packs.iter().flat_map(|pack| rows(pack)).filter_map(|row| label_row(&row).ok())
        {
            if let Some(first) = form.first().cloned() {
                phrases.entry(first).or_default().push((form, label));
            }
        }
        for list in phrases.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { phrases }
    }

    /// The tokens that the longest phrase of kind `label` takes at token `i`.
    pub(crate) fn at(&self, tokens: &Tokens, i: usize, label: Label) -> Option<usize> {
        if i >= tokens.len() {
            return None;
        }
        let list = self.phrases.get(tokens.form(i))?;
        list.iter()
            .filter(|(words, of)| *of == label && i + words.len() <= tokens.len())
            .find(|(words, _)| words.iter().enumerate().all(|(k, word)| tokens.form(i + k) == word))
            .map(|(words, _)| words.len())
    }

    /// The tokens that a phrase of kind `label` takes at the start, none counting as 0.
    pub(crate) fn at_start(&self, tokens: &Tokens, label: Label) -> usize {
        self.at(tokens, 0, label).unwrap_or(0)
    }

    /// Whether a phrase of kind `label` begins with the folded word `form`.
    pub(crate) fn begins(&self, form: &str, label: Label) -> bool {
        self.phrases.get(form).is_some_and(|list| list.iter().any(|(_, of)| *of == label))
    }

    /// Whether the phrase `form` (folded, one word) is of kind `label`.
    pub(crate) fn is(&self, form: &str, label: Label) -> bool {
        self.phrases
            .get(form)
            .is_some_and(|list| list.iter().any(|(words, of)| *of == label && words.len() == 1))
    }
}

/// A cheap look: whether some word of `line` begins a phrase of kind `label`.
pub(crate) fn may_hold(line: &str, label: Label) -> bool {
    let mut folded = String::new();
    line.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).any(|word| {
        folded.clear();
        rawi_text::fold_into(word, &mut folded);
        LEXICON.begins(&folded, label)
    })
}

/// A letter or vowel mark. Most are told without the tables of Unicode.
fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{0620}'..='\u{0652}' | '\u{0671}'..='\u{06D3}' => true,
        c if c.is_ascii() => false,
        c => c.is_alphabetic(),
    }
}

fn words(form: &str) -> Vec<String> {
    let tokens = tokenize(form);
    (0..tokens.len())
        .filter(|i| tokens[*i].kind != TokenKind::Break)
        .map(|i| tokens.form(i).to_owned())
        .collect()
}

/// `flattened.tsv`: the words by which flattened pages are taken apart.
pub(crate) const TABLE: Table = Table {
    file: "flattened.tsv",
    columns: &["kind", "form", "evidence"],
    needed: 2,
    read: |row| label_row(row).map(|(label, words)| format!("{label:?} {}", words.join(" "))),
};

fn label_row(row: &Row<'_>) -> Result<(Label, Vec<String>), Wrong> {
    let label = match row.cell(0) {
        "opener" => Label::Opener,
        "teaser" => Label::Teaser,
        "site" => Label::Site,
        "site-end" => Label::SiteEnd,
        "dateline" => Label::Dateline,
        "byline" => Label::Byline,
        "share" => Label::Share,
        "more" => Label::More,
        "agency" => Label::Agency,
        "post" => Label::Post,
        other => return Err(Wrong::unknown("kind", other, &KINDS)),
    };
    let words = words(row.cell(1));
    if words.is_empty() {
        return Err(Wrong::new("the form has no word", "write the words that the page shows"));
    }
    Ok((label, words))
}

const KINDS: [&str; 10] = [
    "opener", "teaser", "site", "site-end", "dateline", "byline", "share", "more", "agency", "post",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_none_stands_twice() {
        for pack in [
            include_str!("../../../../packs/ar/flattened.tsv"),
            include_str!("../../../../packs/en/flattened.tsv"),
        ] {
            assert_eq!(TABLE.check("flattened.tsv", pack), []);
            for row in rows(pack) {
                let (label, _) = label_row(&row).expect("the table is clean");
                let tokens = tokenize(row.cell(1));
                assert_eq!(LEXICON.at(&tokens, 0, label), Some(tokens.len()), "{row:?}");
            }
        }
    }
}
