//! Tables of a language whose kinds of rows are not known: their header names the columns, and what every table has in
//! common is checked.

use super::words;
use crate::Act;
use rawi_text::rows::{Fault, Row, Wrong, rows, shape};
use rustc_hash::FxHashMap;

/// The columns that a header (`# kind\tform\tact\tcomment`) names.
#[derive(Debug, Default)]
pub(super) struct Header {
    columns: Vec<String>,
    act: Option<usize>,
    pub(super) comment: Option<usize>,
}

impl Header {
    /// The first comment that begins with `kind` and holds a tab.
    pub(super) fn of(text: &str) -> Self {
        let line = text
            .lines()
            .take_while(|line| line.starts_with('#'))
            .map(|line| line.trim_start_matches(['#', ' ']))
            .find(|line| line.starts_with("kind\t"));
        let columns: Vec<String> =
            line.map(|line| line.split('\t').map(str::to_owned).collect()).unwrap_or_default();
        let find =
            |name: &str| columns.iter().position(|it| it.split([' ', '(']).next() == Some(name));
        Self { act: find("act"), comment: find("comment"), columns }
    }
}

/// What is wrong with a table.
pub(super) fn check(name: &str, text: &str, header: &Header) -> Vec<Fault> {
    let mut faults = shape(name, text);
    let mut seen: FxHashMap<(&str, Vec<String>), usize> = FxHashMap::default();
    for row in rows(text) {
        let wrong = check_row(&row, header).err().or_else(|| {
            let key = (row.cell(0), words(row.cell(1)));
            let line = *seen.entry(key).or_insert(row.line);
            (line != row.line).then(|| {
                let message = format!("the row stands twice: line {line} has it too");
                Wrong::new(message, "remove one of them")
            })
        });
        faults.extend(wrong.map(|wrong| Fault { file: name.to_owned(), line: row.line, wrong }));
    }
    faults.sort_by_key(|fault| fault.line);
    faults
}

fn check_row(row: &Row<'_>, header: &Header) -> Result<(), Wrong> {
    let most = if header.columns.is_empty() { usize::MAX } else { header.columns.len() };
    if row.cells.len() < 2 || row.cells.len() > most {
        return Err(Wrong::new(
            format!(
                "{} cells where the columns are {}",
                row.cells.len(),
                header.columns.join(", ")
            ),
            "put one tab between two cells, and none elsewhere",
        ));
    }
    if row.cell(0).is_empty() || words(row.cell(1)).is_empty() {
        return Err(Wrong::new("the row has no kind or no form", "write both"));
    }
    match header.act.filter(|act| row.cells.len() > *act).map(|act| row.cell(act)) {
        Some(act) if Act::from_name(act).is_none() => {
            let known: Vec<&str> = Act::ALL.iter().map(|act| act.name()).collect();
            Err(Wrong::unknown("act", act, &known))
        }
        _ => Ok(()),
    }
}
