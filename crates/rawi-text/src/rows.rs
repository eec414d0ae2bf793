//! The tables of `packs/`: rows of cells between tabs, and what is wrong with them.
//!
//! A [`Table`] says of one kind of file which columns it has and how its crate reads a row, so that a check goes
//! through the same reader as the run does. What every table has to keep is checked here: UTF-8 without a byte order
//! mark, lines that end in a line feed, no empty line, no blank at the edge of a cell, as many cells as columns, and no
//! row twice.

use std::fmt;

use rustc_hash::FxHashMap;

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'p> {
    /// Its line in the file, from 1.
    pub line: usize,
    /// What stands between its tabs.
    pub cells: Vec<&'p str>,
}

impl<'p> Row<'p> {
    /// The row that `text` is.
    pub fn new(line: usize, text: &'p str) -> Self {
        Self { line, cells: text.split('\t').collect() }
    }

    /// Cell `i`; empty where the row is shorter.
    pub fn cell(&self, i: usize) -> &'p str {
        self.cells.get(i).copied().unwrap_or_default()
    }
}

/// The rows of a table, without comments (`#`) and empty lines.
///
/// ```
/// let rows: Vec<_> = rawi_text::rows::rows("# kind\tform\nmid\tetc\tand so on\n").collect();
/// assert_eq!((rows[0].line, rows[0].cell(1), rows[0].cell(9)), (2, "etc", ""));
/// ```
pub fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.strip_prefix(BYTE_ORDER_MARK)
        .unwrap_or(text)
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(i, line)| Row::new(i + 1, line))
}

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Wrong {
    /// What is wrong, and what to do about it.
    pub fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }

    /// A word of `column` that is none of `known`.
    pub fn unknown(column: &str, word: &str, known: &[&str]) -> Self {
        let message = if word.is_empty() {
            format!("the row has no {column}")
        } else {
            format!("unknown {column} `{word}`")
        };
        Self::new(message, format!("write one of {}", known.join(", ")))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.remedy)
    }
}

/// Something wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1; 0 where it is the whole file.
    pub line: usize,
    /// What it is, and what to do.
    pub wrong: Wrong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.wrong),
            line => write!(f, "{}:{line}: {}", self.file, self.wrong),
        }
    }
}

/// A kind of table, and how its crate reads it.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The file's name, the same in every pack.
    pub file: &'static str,
    /// What its columns hold.
    pub columns: &'static [&'static str],
    /// How many of them no row can do without.
    pub needed: usize,
    /// Reads a row; gives what no other row of the table may have: for most tables the kind and the folded form.
    pub read: fn(&Row<'_>) -> Result<String, Wrong>,
}

impl Table {
    /// What is wrong with a table, by line; `file` is what the faults call it.
    ///
    /// ```
    /// use rawi_text::sentence::ABBREVIATIONS_TABLE;
    /// let faults = ABBREVIATIONS_TABLE.check("xx/abbreviations.tsv", "mid\tetc\t\nmid\tETC\t\n");
    /// assert_eq!(
    ///     faults[0].to_string(),
    ///     "xx/abbreviations.tsv:2: the row stands twice: line 1 has it too; remove one of them",
    /// );
    /// ```
    pub fn check(&self, file: &str, text: &str) -> Vec<Fault> {
        let mut faults = shape(file, text);
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        for row in rows(text) {
            if let Err(wrong) = self.check_row(&row, &mut seen) {
                faults.push(Fault { file: file.to_owned(), line: row.line, wrong });
            }
        }
        faults.sort_by_key(|fault| fault.line);
        faults
    }

    fn check_row(&self, row: &Row<'_>, seen: &mut FxHashMap<String, usize>) -> Result<(), Wrong> {
        let count = row.cells.len();
        if count < self.needed || count > self.columns.len() {
            let columns = self.columns.join(", ");
            return Err(Wrong::new(
                format!("{} where the columns are {columns}", counted(count, "cell")),
                "put one tab between two cells, and none elsewhere",
            ));
        }
        let key = (self.read)(row)?;
        if let Some(line) = seen.get(&key) {
            return Err(Wrong::new(
                format!("the row stands twice: line {line} has it too"),
                "remove one of them",
            ));
        }
        seen.insert(key, row.line);
        Ok(())
    }
}

/// The tables that this crate reads.
pub const TABLES: [Table; 4] = [
    crate::lang::LANGUAGE_TABLE,
    crate::lang::OTHER_LANGUAGES_TABLE,
    crate::sentence::ABBREVIATIONS_TABLE,
    crate::decode::LETTERS_TABLE,
];

/// `3 cells`, `1 cell`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The text of a table's bytes.
///
/// # Errors
/// Where they are not UTF-8, with the line.
pub fn decoded<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str, Fault> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        Fault {
            file: file.to_owned(),
            line: before.iter().filter(|b| **b == b'\n').count() + 1,
            wrong: Wrong::new("the bytes are not UTF-8", "save the file as UTF-8"),
        }
    })
}

/// What is wrong with the lines of any table.
pub fn shape(file: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |line: usize, message: &str, remedy: &str| {
        let wrong = Wrong::new(message, remedy);
        faults.push(Fault { file: file.to_owned(), line, wrong });
    };
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if body.len() < text.len() {
        add(1, "the file begins with a byte order mark", "save it as UTF-8 without one");
    }
    if text.contains('\r') {
        let line = text.split('\r').next().map_or(1, |before| before.matches('\n').count() + 1);
        add(line, "the line ends in a carriage return", "save the file with LF line ends");
    }
    if !text.is_empty() && !text.ends_with('\n') {
        add(text.lines().count(), "the last line has no line end", "add one");
    }
    for (i, line) in body.lines().enumerate() {
        if line.trim().is_empty() {
            add(i + 1, "the line is empty", "remove it, or begin it with #");
        } else if line.starts_with('#') {
            if line.ends_with([' ', '\t']) {
                add(i + 1, "a blank at the end of the line", "remove it");
            }
        } else if line.split('\t').any(|cell| cell.trim_matches(blank) != cell) {
            add(
                i + 1,
                "a blank at the edge of a cell",
                "remove it: cells are matched as they stand",
            );
        }
    }
    faults
}

/// White space, and what is not seen at all.
fn blank(c: char) -> bool {
    (c.is_whitespace() && c != '\r')
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' | '\u{061C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table {
        file: "words.tsv",
        columns: &["kind", "form", "comment"],
        needed: 2,
        read: |row| match row.cell(0) {
            "word" => Ok(row.cell(1).to_lowercase()),
            kind => Err(Wrong::unknown("kind", kind, &["word"])),
        },
    };

    #[test]
    fn every_fault_has_its_line_and_remedy() {
        let rows = [
            ("word\ta\t\n", ""),
            ("# c\nword\ta\nword\tb\twhy\n", ""),
            (
                "word\ta\nword\tA\n",
                "f:2: the row stands twice: line 1 has it too; remove one of them",
            ),
            ("wrod\ta\n", "f:1: unknown kind `wrod`; write one of word"),
            ("\ta\n", "f:1: the row has no kind; write one of word"),
            (
                "word\n",
                "f:1: 1 cell where the columns are kind, form, comment; put one tab between two cells, and none elsewhere",
            ),
            (
                "word\ta\tb\tc\n",
                "f:1: 4 cells where the columns are kind, form, comment; put one tab between two cells, and none elsewhere",
            ),
            (
                "word\ta\r\n",
                "f:1: the line ends in a carriage return; save the file with LF line ends",
            ),
            (
                "word\ta \n",
                "f:1: a blank at the edge of a cell; remove it: cells are matched as they stand",
            ),
            ("# c \n", "f:1: a blank at the end of the line; remove it"),
            ("word\ta\n\nword\tb\n", "f:2: the line is empty; remove it, or begin it with #"),
            ("word\ta", "f:1: the last line has no line end; add one"),
        ];
        for (text, expected) in rows {
            let found: Vec<String> = TABLE.check("f", text).iter().map(Fault::to_string).collect();
            assert_eq!(found.join("\n"), expected, "{text:?}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_have_a_line() {
        let fault = decoded("f", b"word\ta\nword\t\xE1\n").unwrap_err();
        assert_eq!(fault.to_string(), "f:2: the bytes are not UTF-8; save the file as UTF-8");
    }
}
