//! Tags where none were learned: by how a word is written and by the rows it stands in.

use super::pack::{CueKind, Kind, Pack};
use super::words::{Words, tag};
use rawi_text::TokenKind;
use std::ops::Range;

/// The tags of words that are rows, the first that holds.
const BY_KIND: [(Kind, u8); 12] = [
    (Kind::He, tag("PRP")),
    (Kind::She, tag("PRP")),
    (Kind::They, tag("PRP")),
    (Kind::It, tag("PRP")),
    (Kind::Itself, tag("PRP")),
    (Kind::Who, tag("WP")),
    // Not IN: what it joins belongs to the noun before.
    (Kind::Genitive, tag("RP")),
    (Kind::Article, tag("DT")),
    (Kind::Preposition, tag("IN")),
    (Kind::Conjunction, tag("CC")),
    (Kind::Auxiliary, tag("VBD")),
    (Kind::Verb, tag("VBD")),
];

impl Words<'_> {
    /// Tags every word by shape and rows.
    pub(crate) fn tag_by(&mut self, blocks: &[Range<usize>], pack: &Pack) {
        for i in blocks.iter().cloned().flatten() {
            self.words[i].shape = self.bare_shape(i, pack);
            self.words[i].tag = self.certain(i).unwrap_or_else(|| self.by_rows(i, pack));
        }
        self.count_up();
    }

    /// How the word is written behind an apostrophe that joins another to it.
    fn bare_shape(&self, i: usize, pack: &Pack) -> u8 {
        let (form, shape) = (self.tokens.form(i), self.words[i].shape);
        let joins = shape < 8 && pack.bare(form) != form;
        let rest =
            joins.then(|| self.tokens[i].span.of(self.text).split_once(['\'', '’'])).flatten();
        match rest.and_then(|(_, rest)| rest.chars().next()) {
            Some(first) if first.is_uppercase() => 2,
            Some(_) => 1,
            None => shape,
        }
    }

    fn by_rows(&self, i: usize, pack: &Pack) -> u8 {
        let form = self.tokens.form(i);
        let begins = self.sentence_of(i).start == i || i > 0 && self.opens(i - 1);
        let capital = self.words[i].shape < 8 && self.words[i].shape & 3 >= 2;
        let name = pack.is(form, Kind::Man) || pack.is(form, Kind::Woman);
        if capital && (!begins || name || self.goes_on_as_name(i)) {
            return tag("NNP");
        }
        let known = BY_KIND.into_iter().find(|(kind, _)| pack.is_itself(form, *kind));
        if let Some((_, tag)) = known {
            return tag;
        }
        let after_article = i > 0 && pack.is(self.tokens.form(i - 1), Kind::Article);
        match pack.cue(form) {
            Some(row) if row.kind == CueKind::Verb && !after_article => match row.forms {
                forms if forms.finite => tag("VBD"),
                forms if forms.past => tag("VBN"),
                forms if forms.present => tag("VBG"),
                _ => tag("VB"),
            },
            _ if self.tokens[i].kind != TokenKind::Word => tag("NN"),
            // The first word of a sentence is a name where it is nothing else.
            _ if capital && !known_noun(form, pack) && !pack.is(form, Kind::Adverb) => tag("NNP"),
            _ => tag("NN"),
        }
    }

    /// Whether the word after has a capital too, and this one is no article.
    fn goes_on_as_name(&self, i: usize) -> bool {
        let next = self.at(i, 1);
        next.shape == 2 && self.words[i].shape & 3 == 3
    }
}

/// A word that a title, a group or a body is called by.
fn known_noun(form: &str, pack: &Pack) -> bool {
    [Kind::Title, Kind::Group, Kind::Institution, Kind::Document, Kind::Circumstance]
        .into_iter()
        .any(|kind| pack.is(form, kind))
}
