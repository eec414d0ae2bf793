//! What the rows of the Arabic pack are: the kinds of `cues.tsv` are inflected, those of `syntax.tsv` and `names.tsv`
//! are words or phrases.

use super::{Dialect, Finds, Lexicon, not_one_word, words};
use crate::Act;
use crate::pack::{CueRow, Takes, bare_forms, joined, phrase_row};
use rawi_text::rows::{Row, Table, Wrong};
use rawi_text::{TokenKind, fold, tokenize};
use rustc_hash::FxHashMap;

pub(super) const DIALECT: Dialect = Dialect {
    lang: "ar",
    tables: &[
        Lexicon { table: CUES, finds: cue_finds, evidence: &["verb", "participle"] },
        Lexicon { table: SYNTAX, finds: phrase_finds, evidence: &[] },
        Lexicon { table: NAMES, finds: phrase_finds, evidence: &[] },
    ],
    bare: |form| bare_forms(form).collect(),
    bare_words: false,
    together: |_| Vec::new(),
};

const CUES: Table = Table {
    file: "cues.tsv",
    columns: &["kind", "forms", "takes", "act", "comment"],
    needed: 2,
    read: read_cue,
};

const SYNTAX: Table = Table {
    file: "syntax.tsv",
    columns: &["kind", "form", "comment"],
    needed: 2,
    read: read_phrase,
};

const NAMES: Table = Table { file: "names.tsv", ..SYNTAX };

/// Kinds of cues, and how many forms a row of each gives.
const CUE_KINDS: [(&str, usize, &str); 3] = [
    ("verb", 2, "write past and present, third person masculine, with one space between"),
    ("participle", 1, "write the bare stem alone"),
    ("not", 1, "write one form"),
];

fn read_cue(row: &Row<'_>) -> Result<String, Wrong> {
    let kind = row.cell(0);
    let Some((_, count, remedy)) = CUE_KINDS.iter().find(|known| known.0 == kind) else {
        return Err(Wrong::unknown("kind", kind, &CUE_KINDS.map(|known| known.0)));
    };
    let forms: Vec<&str> = row.cell(1).split(' ').collect();
    if forms.len() != *count || forms.iter().any(|form| form.is_empty()) {
        return Err(Wrong::new(format!("`{}` is no {kind}", row.cell(1)), *remedy));
    }
    if let Some(wrong) = forms.iter().find_map(|form| not_one_word(form)) {
        return Err(wrong);
    }
    if kind == "verb" && !forms[1].starts_with('ي') {
        let message = format!("the present `{}` does not begin with ي", forms[1]);
        return Err(Wrong::new(message, *remedy));
    }
    if kind != "not" {
        read_takes_and_act(row)?;
    }
    Ok(format!("{kind} {}", fold(row.cell(1))))
}

/// The words of the third column that [`Takes`] knows.
const TAKES: [&str; 14] = [
    "clause",
    "quote",
    "object",
    "object:express",
    "ب:express",
    "عن",
    "على",
    "الى",
    "من",
    "في",
    "ب",
    "ل",
    "to",
    "near",
];

fn read_takes_and_act(row: &Row<'_>) -> Result<(), Wrong> {
    let takes = row.cell(2);
    if let Some(unknown) = takes.split(',').find(|word| Takes::parse(word).is_none()) {
        return Err(Wrong::unknown("takes", unknown, &[&TAKES[..], &["relay"]].concat()));
    }
    if takes.split(',').any(|word| word == "relay") && takes != "relay" {
        return Err(Wrong::new("a relay takes nothing else", "write relay alone"));
    }
    if Act::from_name(row.cell(3)).is_none() {
        let known: Vec<&str> = Act::ALL.iter().map(|act| act.name()).collect();
        return Err(Wrong::unknown("act", row.cell(3), &known));
    }
    // What the checks above do not know of.
    match CueRow::parse(&row.cells.join("\t")) {
        Some(_) => Ok(()),
        None => Err(Wrong::new("the row cannot be read", "compare it with the rows around it")),
    }
}

fn cue_finds(row: &Row<'_>) -> Finds {
    if row.cell(0) == "not" {
        return Finds::Not(joined(&fold(row.cell(1))).into());
    }
    let mut forms = FxHashMap::default();
    if let Some(cue) = CueRow::parse(&row.cells.join("\t")) {
        cue.inflect(&mut forms);
    }
    Finds::Words(forms.into_keys().collect())
}

/// How the engine looks for the rows of a kind.
struct Kind {
    name: &'static str,
    /// Most words of a form.
    words: usize,
    /// Whether a word is also found after an article, a conjunction or a preposition.
    attached: bool,
}

const fn word(name: &'static str) -> Kind {
    Kind { name, words: 1, attached: false }
}

const fn stem(name: &'static str) -> Kind {
    Kind { name, words: 1, attached: true }
}

const fn phrase(name: &'static str, words: usize) -> Kind {
    Kind { name, words, attached: false }
}

const ANY: usize = usize::MAX;

/// What `pack::Pack::{is, is_bare, at}` are asked for by the engine: a word, a word with what is attached, a phrase.
/// A kind that is not here but is read may be both.
const KINDS: &[Kind] = &[
    word("clause"),
    stem("circumstance"),
    word("relative"),
    stem("carrier"),
    phrase("closer", ANY),
    phrase("source", 3),
    word("object"),
    stem("express"),
    word("negation"),
    word("particle"),
    word("pronoun"),
    word("said"),
    phrase("lead", 3),
    stem("title"),
    stem("group"),
    stem("institution"),
    stem("document"),
    stem("noun"),
    word("not-speaker"),
    Kind { name: "place", words: ANY, attached: true },
    phrase("country", ANY),
    word("event"),
    word("given"),
    stem("thing"),
];

/// The kind of a row; none where no reader knows it.
fn kind_of(row: &Row<'_>) -> Option<&'static Kind> {
    const UNLISTED: Kind = Kind { name: "row", words: ANY, attached: true };
    let known = KINDS.iter().find(|kind| kind.name == row.cell(0));
    known.or_else(|| phrase_row(&format!("{}\tكلمة", row.cell(0))).map(|_| &UNLISTED))
}

fn read_phrase(row: &Row<'_>) -> Result<String, Wrong> {
    let Some(kind) = kind_of(row) else {
        let known: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        return Err(Wrong::unknown("kind", row.cell(0), &known));
    };
    let form = row.cell(1);
    let tokens = tokenize(form);
    if tokens.is_empty() || tokens.iter().any(|token| token.kind == TokenKind::Break) {
        return Err(Wrong::new("the row has no form", "write the words that a text holds"));
    }
    if tokens.len() == 1
        && let Some(wrong) = not_one_word(form)
    {
        return Err(wrong);
    }
    if tokens.len() > kind.words {
        let most = match kind.words {
            1 => "one word".to_owned(),
            count => format!("{count} words"),
        };
        return Err(Wrong::new(
            format!("the row can never match: a {} is looked for as {most} at most", kind.name),
            "shorten the form, or remove the row",
        ));
    }
    Ok(format!("{} {}", row.cell(0), words(form).join(" ")))
}

fn phrase_finds(row: &Row<'_>) -> Finds {
    let attached = kind_of(row).is_some_and(|kind| kind.attached);
    Finds::Phrase { words: words(row.cell(1)), attached }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_messages_offer_is_read() {
        for word in TAKES {
            assert!(Takes::parse(word).is_some(), "{word}");
        }
        for kind in KINDS {
            assert!(phrase_row(&format!("{}\tكلمة", kind.name)).is_some(), "{}", kind.name);
        }
    }
}
