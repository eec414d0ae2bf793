//! What the rows of the packs are whose languages are read by questions (`reading`): `cues.tsv` lists the forms, the
//! kinds of `syntax.tsv` and `names.tsv` are those of [`Kind`].

use super::{Dialect, File, Finds, Lexicon, not_one_word, words};
use crate::Act;
use crate::reading::rows::{CUE_KINDS, Kind, cue_rows, kind_row, short_row};
use rawi_text::rows::{Fault, Row, Table, Wrong, rows};
use rawi_text::{TokenKind, fold, tokenize};
use rustc_hash::FxHashSet;

/// English: its cues were counted in articles (`docs/rows-en.tsv`).
pub(super) const ENGLISH: Dialect = dialect("en", &const { tables(&[]) });

/// French: a cue needs a sentence.
pub(super) const FRENCH: Dialect = dialect("fr", &const { tables(&["verb", "noun", "source"]) });

const fn dialect(lang: &'static str, tables: &'static [Lexicon]) -> Dialect {
    Dialect { lang, tables, bare: joined_to, bare_words: true, together: takes_are_rows }
}

const fn tables(evidence: &'static [&'static str]) -> [Lexicon; 3] {
    [
        Lexicon { table: CUES, finds: cue_finds, evidence },
        Lexicon { table: SYNTAX, finds: kind_finds, evidence: &[] },
        Lexicon { table: NAMES, finds: kind_finds, evidence: &[] },
    ]
}

const CUES: Table = Table {
    file: "cues.tsv",
    columns: &["kind", "forms", "takes", "act", "comment"],
    needed: 4,
    read: read_cue,
};

const SYNTAX: Table =
    Table { file: "syntax.tsv", columns: &["kind", "form", "comment"], needed: 2, read: read_kind };

const NAMES: Table = Table { file: "names.tsv", ..SYNTAX };

/// The words of the third column that are no prepositions.
const TAKES: [&str; 5] = ["clause", "quote", "object", "to", "-"];

/// What an apostrophe may join to the front of a word.
fn joined_to(form: &str) -> Vec<&str> {
    form.split_once(['\'', '’']).map(|(_, rest)| rest).into_iter().collect()
}

fn read_cue(row: &Row<'_>) -> Result<String, Wrong> {
    let kind = row.cell(0);
    if !CUE_KINDS.contains(&kind) {
        return Err(Wrong::unknown("kind", kind, &CUE_KINDS));
    }
    let parts: Vec<&str> = row.cell(1).split(" / ").collect();
    if parts.len() > 4 || (kind != "verb" && parts.len() > 1) {
        let remedy = "write finite forms / participles after an auxiliary / others / forms after a lead, for verbs alone";
        return Err(Wrong::new(format!("`{}` has too many parts", row.cell(1)), remedy));
    }
    let forms: Vec<&str> =
        parts.iter().flat_map(|part| part.split(' ')).filter(|form| *form != "-").collect();
    if forms.is_empty() {
        return Err(Wrong::new("the row has no form", "write the forms that a text holds"));
    }
    if let Some(wrong) = forms.iter().flat_map(|form| form.split('_')).find_map(not_one_word) {
        return Err(wrong);
    }
    if row.cell(2).is_empty() {
        return Err(Wrong::unknown("takes", "", &TAKES));
    }
    if Act::from_name(row.cell(3)).is_none() {
        let known: Vec<&str> = Act::ALL.iter().map(|act| act.name()).collect();
        return Err(Wrong::unknown("act", row.cell(3), &known));
    }
    // What the checks above do not know of.
    if cue_rows(&row.cells.join("\t")).is_empty() {
        return Err(Wrong::new("the row cannot be read", "compare it with the rows around it"));
    }
    Ok(format!("{kind} {}", fold(row.cell(1))))
}

fn cue_finds(row: &Row<'_>) -> Finds {
    if row.cell(0) == "source" {
        return Finds::Phrase { words: words(row.cell(1)), attached: false };
    }
    let line = row.cells.join("\t");
    let forms: FxHashSet<String> =
        cue_rows(&line).into_iter().map(|(form, _)| form.to_owned()).collect();
    // "called_for" is a cue with the word after it: the one that the comment shows stands for all.
    let pairs: Vec<String> =
        forms.iter().filter(|form| form.contains('_')).map(|form| form.replace('_', " ")).collect();
    let shown = pairs.iter().find(|pair| row.cell(4).contains(pair.as_str())).or(pairs.first());
    match shown {
        Some(pair) => Finds::Phrase { words: words(pair), attached: false },
        None => Finds::Words(forms.into_iter().collect()),
    }
}

fn read_kind(row: &Row<'_>) -> Result<String, Wrong> {
    let (kind, form) = (row.cell(0), row.cell(1));
    if kind == "short" {
        return read_short(row);
    }
    if kind_row(&row.cells.join("\t")).is_none() {
        return Err(Wrong::unknown("kind", kind, Kind::NAMES));
    }
    let tokens = tokenize(form);
    if tokens.is_empty() || tokens.iter().any(|token| token.kind == TokenKind::Break) {
        return Err(Wrong::new("the row has no form", "write the words that a text holds"));
    }
    let joined = form.ends_with('\'');
    if kind == "elided" && !joined {
        return Err(Wrong::new(
            format!("`{form}` joins nothing"),
            "end it with a straight apostrophe",
        ));
    }
    if form.split(' ').any(|word| word.contains('-')) {
        return Err(Wrong::new(
            format!("the row can never match: no text has `{form}` as words"),
            "write the words that a hyphen parts as rows of their own",
        ));
    }
    if !form.contains(' ')
        && !joined
        && let Some(wrong) = not_one_word(form)
    {
        return Err(wrong);
    }
    Ok(format!("{kind} {}", fold(form)))
}

/// "governor gov": a title and how it is shortened.
fn read_short(row: &Row<'_>) -> Result<String, Wrong> {
    match short_row(&row.cells.join("\t")) {
        Some((title, _)) => Ok(format!("short {}", fold(title))),
        None => Err(Wrong::new(
            "the row has no short form",
            "write the title, a space and its short form",
        )),
    }
}

fn kind_finds(row: &Row<'_>) -> Finds {
    if row.cell(0) == "short" {
        return Finds::Words(words(row.cell(1)));
    }
    let form = fold(row.cell(1));
    let end = matches!(row.cell(0), "infinitive" | "verb-ending");
    if end || (form.ends_with('\'') && !form.contains(' ')) {
        return Finds::Part { letters: form, end };
    }
    // A phrase may end in what is joined to the next word: "avant d'".
    Finds::Phrase { words: form.split(' ').map(str::to_owned).collect(), attached: true }
}

/// What a cue takes beside the known words is a preposition of the same pack.
fn takes_are_rows(files: &[File<'_>]) -> Vec<Fault> {
    let table = |name: &str| files.iter().find(|file| file.table == name);
    let (Some(cues), Some(syntax)) = (table(CUES.file), table(SYNTAX.file)) else {
        return Vec::new();
    };
    let known: FxHashSet<&str> = rows(syntax.text)
        .filter(|row| matches!(row.cell(0), "preposition" | "genitive" | "addressing"))
        .map(|row| row.cell(1))
        .collect();
    rows(cues.text)
        .filter_map(|row| {
            let unknown =
                row.cell(2).split(',').find(|it| !TAKES.contains(it) && !known.contains(it))?;
            let message = format!("unknown takes `{unknown}`");
            let remedy =
                format!("write some of {}, or a preposition of {}", TAKES.join(", "), SYNTAX.file);
            (!unknown.is_empty()).then(|| Fault {
                file: cues.name.to_owned(),
                line: row.line,
                wrong: Wrong::new(message, remedy),
            })
        })
        .collect()
}
