//! The rows of a pack's statement tables (`cues.tsv`, `syntax.tsv`, `names.tsv`): what is wrong with them, and which of
//! them a text holds.
//!
//! The engine's own pack forgets where its entries came from. [`Rows`] is compiled from the same rows by the same
//! readers and keeps for every row its file and line; nothing but checks and counts uses it.
//!
//! What is common to all languages is here: shape, duplicates, rows that an earlier one shadows, evidence. What a
//! language's kinds of rows are and what they find is a `Dialect`; a language without one is checked by its header.
//!
//! ```
//! use rawi_statement::rows::{File, Rows};
//!
//! let text = "verb\tقال يقول\tclause,quote\tsay\tقال الوزير إن\nnot\tقالب\n";
//! let (rows, faults) = Rows::compile("ar", &[File { table: "cues.tsv", name: "ar/cues.tsv", text }]);
//! assert_eq!(rows.matched("وسيقول الوزير كلمته غدا"), [0]);
//! assert_eq!(faults.len(), 1);
//! assert!(faults[0].to_string().starts_with("ar/cues.tsv:2: the row takes nothing back"));
//! ```

mod arabic;
mod plain;
mod reading;

use crate::reading::Model;
use rawi_text::rows::{Fault, Row, Table, Wrong, rows};
use rawi_text::{TokenKind, Tokens, fold, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// The file of what was learned of a language.
pub const LEARNED: &str = "learned.bin";

/// Bytes at most of what was learned of a language: it is a part of the program.
pub(crate) const MOST_LEARNED: usize = 8_000_000;

/// What is wrong with the file of what was learned; `name` is what the fault calls it.
///
/// ```
/// use rawi_statement::rows::check_learned;
/// assert!(check_learned("xx/learned.bin", b"text").is_some());
/// ```
pub fn check_learned(name: &str, bytes: &[u8]) -> Option<Fault> {
    let wrong = if bytes.len() > MOST_LEARNED {
        let message =
            format!("the file has {} bytes, and {MOST_LEARNED} are the most", bytes.len());
        Wrong::new(message, "learn fewer words or features")
    } else if Model::from_bytes(bytes).is_err() {
        Wrong::new("the file cannot be read", "make it again with learn/learn.sh")
    } else {
        return None;
    };
    Some(Fault { file: name.to_owned(), line: 0, wrong })
}

/// The tables whose rows find statements.
pub const FILES: [&str; 3] = ["cues.tsv", "syntax.tsv", "names.tsv"];

/// The languages whose kinds of rows are known; another language is one more entry.
const DIALECTS: [&Dialect; 3] = [&arabic::DIALECT, &reading::ENGLISH, &reading::FRENCH];

/// What the rows of one language are.
struct Dialect {
    /// The language's code, as its folder is named.
    lang: &'static str,
    tables: &'static [Lexicon],
    /// A folded word without what the language may attach before it, in every way.
    bare: for<'w> fn(&'w str) -> Vec<&'w str>,
    /// Whether [`Finds::Words`] are found behind that too.
    bare_words: bool,
    /// What is wrong with tables only when they are seen together.
    together: fn(&[File<'_>]) -> Vec<Fault>,
}

/// A table, and what its rows find.
struct Lexicon {
    table: Table,
    /// What a row finds that the table's reader has read.
    finds: fn(&Row<'_>) -> Finds,
    /// Kinds whose rows need a sentence in the last column.
    evidence: &'static [&'static str],
}

/// What a row finds in a text; all words are folded.
enum Finds {
    /// Any of these words; of two rows the earlier keeps a word.
    Words(Vec<String>),
    /// None of these words, whichever row gives them.
    Not(Vec<String>),
    /// These words, one after the other.
    Phrase {
        words: Vec<String>,
        /// Whether a single word is also found with what may be attached before it.
        attached: bool,
    },
    /// A word that ends so, or has this joined to its front.
    Part {
        /// Its letters.
        letters: String,
        /// Whether it is the end of a word; else it is the front.
        end: bool,
    },
}

/// One table of a pack.
#[derive(Clone, Copy, Debug)]
pub struct File<'p> {
    /// Which table it is: one of [`FILES`].
    pub table: &'p str,
    /// What faults call it.
    pub name: &'p str,
    /// Its text.
    pub text: &'p str,
}

/// Where a row stands, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as [`File::name`] calls it.
    pub file: String,
    /// The table: one of [`FILES`].
    pub table: String,
    /// The line, from 1.
    pub line: usize,
    /// The first cell.
    pub kind: String,
    /// The second cell: a form, or several.
    pub form: String,
    /// The last cell: a sentence or a count that needs the row.
    pub comment: String,
}

/// The rows of a pack, each with its place.
#[derive(Debug, Default)]
pub struct Rows {
    places: Vec<Place>,
    /// Folded words to the rows that find them alone.
    words: FxHashMap<String, Vec<u32>>,
    /// The same for rows that find a word also with what is attached before it.
    stems: FxHashMap<String, Vec<u32>>,
    /// Phrases of two words and more, by their first.
    phrases: FxHashMap<String, Vec<(Vec<String>, u32)>>,
    /// Ends and fronts of words.
    parts: Vec<(String, bool, u32)>,
    bare: Option<for<'w> fn(&'w str) -> Vec<&'w str>>,
    bare_words: bool,
}

impl Rows {
    /// The rows of `files` and what is wrong with them, file by file and line by line. Rows that cannot be read are
    /// faults and are left out.
    pub fn compile(lang: &str, files: &[File<'_>]) -> (Self, Vec<Fault>) {
        let dialect = DIALECTS.into_iter().find(|dialect| dialect.lang == lang);
        let mut compiler = Compiler::default();
        for file in files {
            let known =
                dialect.and_then(|d| d.tables.iter().find(|it| it.table.file == file.table));
            match known {
                Some(lexicon) => compiler.read(file, lexicon),
                None => compiler.read_plain(file),
            }
        }
        compiler.take_back();
        let Compiler { mut rows, mut faults, .. } = compiler;
        rows.bare = dialect.map(|dialect| dialect.bare);
        rows.bare_words = dialect.is_some_and(|dialect| dialect.bare_words);
        faults.extend(dialect.map(|dialect| (dialect.together)(files)).unwrap_or_default());
        let order = |name: &str| files.iter().position(|file| file.name == name);
        faults.sort_by_key(|fault| (order(&fault.file), fault.line));
        (rows, faults)
    }

    /// Every row that was read; the numbers that [`matched`](Self::matched) gives are indices into this.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The rows whose words stand in `text`, whether or not a statement comes of them; each once, in order.
    pub fn matched(&self, text: &str) -> Vec<usize> {
        let tokens = tokenize(text);
        let mut found: FxHashSet<u32> = FxHashSet::default();
        let mut met: FxHashSet<&str> = FxHashSet::default();
        for i in 0..tokens.len() {
            let form = tokens.form(i);
            if tokens[i].kind == TokenKind::Word && met.insert(form) {
                self.alone(form, &mut found);
            }
            let phrases = self.phrases.get(form).into_iter().flatten();
            found.extend(phrases.filter(|it| stands_at(&tokens, i, &it.0)).map(|(_, row)| *row));
        }
        let mut found: Vec<usize> = found.into_iter().map(|row| row as usize).collect();
        found.sort_unstable();
        found
    }

    /// The rows that find one word.
    fn alone(&self, form: &str, found: &mut FxHashSet<u32>) {
        found.extend(self.words.get(form).into_iter().flatten());
        found.extend(self.stems.get(form).into_iter().flatten());
        let part = |(letters, end, _): &&(String, bool, u32)| {
            form.len() > letters.len()
                && if *end { form.ends_with(&**letters) } else { form.starts_with(&**letters) }
        };
        found.extend(self.parts.iter().filter(part).map(|(_, _, row)| *row));
        for bare in self.bare.map(|bare| bare(form)).unwrap_or_default() {
            found.extend(self.stems.get(bare).into_iter().flatten());
            let words = self.words.get(bare).filter(|_| self.bare_words);
            found.extend(words.into_iter().flatten());
        }
    }
}

fn stands_at(tokens: &Tokens, i: usize, words: &[String]) -> bool {
    i + words.len() <= tokens.len()
        && words.iter().enumerate().all(|(k, word)| is_or_joins(tokens.form(i + k), word))
}

/// Whether the form is that word, or has it joined to its front by an apostrophe.
fn is_or_joins(form: &str, word: &str) -> bool {
    form == word || (word.ends_with('\'') && form.starts_with(word))
}

/// Gathers rows and faults.
#[derive(Default)]
struct Compiler {
    rows: Rows,
    faults: Vec<Fault>,
    /// Which row keeps a word of [`Finds::Words`].
    owners: FxHashMap<String, u32>,
    /// Rows that take words back.
    nots: Vec<(u32, Vec<String>)>,
}

impl Compiler {
    fn read(&mut self, file: &File<'_>, lexicon: &Lexicon) {
        self.faults.extend(lexicon.table.check(file.name, file.text));
        let needed = lexicon.table.needed;
        for row in rows(file.text) {
            if row.cells.len() < needed || (lexicon.table.read)(&row).is_err() {
                continue;
            }
            let finds = (lexicon.finds)(&row);
            // A row that takes words back has nothing between its form and its comment.
            let last = if matches!(finds, Finds::Not(_)) { 3 } else { lexicon.table.columns.len() };
            let comment = row.cell(last - 1);
            if lexicon.evidence.contains(&row.cell(0)) {
                self.fault(file.name, row.line, lacks_evidence(comment, &finds));
            }
            self.add(file, &row, comment, finds);
        }
    }

    fn read_plain(&mut self, file: &File<'_>) {
        let header = plain::Header::of(file.text);
        self.faults.extend(plain::check(file.name, file.text, &header));
        for row in rows(file.text).filter(|row| !row.cell(1).is_empty()) {
            let finds = Finds::Phrase { words: words(row.cell(1)), attached: false };
            self.add(file, &row, header.comment.map_or("", |at| row.cell(at)), finds);
        }
    }

    fn fault(&mut self, file: &str, line: usize, wrong: Option<Wrong>) {
        self.faults.extend(wrong.map(|wrong| Fault { file: file.to_owned(), line, wrong }));
    }

    fn add(&mut self, file: &File<'_>, row: &Row<'_>, comment: &str, finds: Finds) {
        let number = self.rows.places.len() as u32;
        self.rows.places.push(Place {
            file: file.name.to_owned(),
            table: file.table.to_owned(),
            line: row.line,
            kind: row.cell(0).to_owned(),
            form: row.cell(1).to_owned(),
            comment: comment.to_owned(),
        });
        match finds {
            Finds::Words(words) => self.own(number, words),
            Finds::Not(words) => self.nots.push((number, words)),
            Finds::Phrase { words, attached } => self.rows.add_phrase(number, words, attached),
            Finds::Part { letters, end } => self.rows.parts.push((letters, end, number)),
        }
    }

    /// Gives a row its words; an earlier row keeps its own.
    fn own(&mut self, row: u32, words: Vec<String>) {
        let mut earlier = BTreeSet::new();
        let mut owns = false;
        for word in words {
            let owner = *self.owners.entry(word.clone()).or_insert(row);
            if owner == row {
                owns = true;
                self.rows.words.entry(word).or_default().push(row);
            } else {
                earlier.insert(self.rows.places[owner as usize].line);
            }
        }
        if !owns && !earlier.is_empty() {
            let lines: Vec<String> = earlier.iter().map(usize::to_string).collect();
            let message = format!(
                "the row can never match: earlier rows (line {}) give all of its forms",
                lines.join(", ")
            );
            self.fault_at(row, &message, "remove it, or put it before them");
        }
    }

    /// Takes the words of the `not` rows from the rows that have them; both are known only when all is read.
    fn take_back(&mut self) {
        for (row, words) in std::mem::take(&mut self.nots) {
            let taken: Vec<u32> =
                words.iter().filter_map(|word| self.owners.get(word)).copied().collect();
            if taken.is_empty() {
                let message = "the row takes nothing back: no other row gives that form";
                self.fault_at(row, message, "correct the form, or remove the row");
            }
            for word in words {
                let owner = self.owners.get(&word);
                let list = self.rows.words.entry(word).or_default();
                list.retain(|other| Some(other) != owner);
                list.push(row);
            }
        }
        let kept: FxHashSet<u32> = self.rows.words.values().flatten().copied().collect();
        let emptied: FxHashSet<u32> =
            self.owners.values().copied().filter(|row| !kept.contains(row)).collect();
        for row in emptied {
            let message = "the row can never match: rows of kind `not` take back all of its forms";
            self.fault_at(row, message, "remove it, or one of those");
        }
    }

    fn fault_at(&mut self, row: u32, message: &str, remedy: &str) {
        let Place { file, line, .. } = &self.rows.places[row as usize];
        // What has been said of the row, that it stands twice above all, is the reason.
        if self.faults.iter().any(|fault| fault.file == *file && fault.line == *line) {
            return;
        }
        let wrong = Wrong::new(message, remedy);
        self.faults.push(Fault { file: file.clone(), line: *line, wrong });
    }
}

impl Rows {
    fn add_phrase(&mut self, row: u32, words: Vec<String>, attached: bool) {
        match words.as_slice() {
            [] => {}
            [word] if attached => self.stems.entry(word.clone()).or_default().push(row),
            [word] => self.words.entry(word.clone()).or_default().push(row),
            [first, ..] => self.phrases.entry(first.clone()).or_default().push((words, row)),
        }
    }
}

/// Why a comment is no evidence: it is empty, or holds neither a form of the row nor a count.
fn lacks_evidence(comment: &str, finds: &Finds) -> Option<Wrong> {
    let remedy = "write a sentence that holds a form of the row";
    if comment.trim().is_empty() {
        return Some(Wrong::new("the row has no evidence", remedy));
    }
    let Finds::Words(forms) = finds else { return None };
    let holds = words(comment).iter().any(|word| {
        let rest = word.split_once(['\'', '’']).map(|(_, rest)| rest);
        forms.contains(word) || forms.iter().any(|form| rest == Some(form))
    });
    let counts = comment.contains(|c: char| c.is_numeric());
    (!holds && !counts)
        .then(|| Wrong::new("the comment holds no form of the row and no count", remedy))
}

/// The folded tokens of a form.
fn words(form: &str) -> Vec<String> {
    let tokens = tokenize(form);
    (0..tokens.len()).map(|i| tokens.form(i).to_owned()).collect()
}

/// Why no text holds `form` as one word.
fn not_one_word(form: &str) -> Option<Wrong> {
    let tokens = tokenize(form);
    let one =
        tokens.len() == 1 && tokens[0].kind == TokenKind::Word && tokens.form(0) == fold(form);
    (!one).then(|| {
        Wrong::new(
            format!("the row can never match: no text has `{form}` as one word"),
            "write letters only",
        )
    })
}
