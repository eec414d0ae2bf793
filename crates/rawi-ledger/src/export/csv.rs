//! Flat tables as CSV.

use std::io::{self, Write};

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::table::{Kind, Table};
use super::{Stop, Versions, What, each};

/// Writes the table of `what` with a line of column names.
pub(super) fn write(
    db: &Connection,
    what: What,
    versions: Versions,
    out: &mut dyn Write,
) -> Result<(), Stop> {
    let table = Table::of(what, versions);
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(table.columns.iter().map(|column| column.name)).map_err(output)?;
    let mut cell = String::new();
    each(db, &table.sql(), |row| {
        for (at, column) in table.columns.iter().enumerate() {
            cell.clear();
            fill(&mut cell, column.kind, row.get_ref(at)?);
            rows.write_field(&cell).map_err(output)?;
        }
        rows.write_record(None::<&[u8]>).map_err(output)
    })?;
    Ok(rows.flush()?)
}

/// What a cell says; an absent value is an empty cell.
fn fill(cell: &mut String, kind: Kind, value: ValueRef<'_>) {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => {}
        ValueRef::Integer(number) if kind == Kind::Flag => {
            cell.push_str(if number != 0 { "true" } else { "false" });
        }
        ValueRef::Integer(number) => cell.push_str(&number.to_string()),
        ValueRef::Real(number) => cell.push_str(&number.to_string()),
        ValueRef::Text(bytes) => {
            if bytes.first().is_some_and(|first| runs(*first)) {
                cell.push('\'');
            }
            cell.push_str(&String::from_utf8_lossy(bytes));
        }
    }
}

/// Whether a spreadsheet takes text that begins so for a formula. Tabs and carriage returns are dropped by some before
/// they look (OWASP, CSV Injection).
fn runs(first: u8) -> bool {
    matches!(first, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')
}

fn output(error: csv::Error) -> Stop {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Stop::Output(error),
        other => Stop::Output(io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(kind: Kind, value: ValueRef<'_>) -> String {
        let mut cell = String::new();
        fill(&mut cell, kind, value);
        cell
    }

    #[test]
    fn text_never_runs_and_numbers_stay_numbers() {
        for text in ["=1+1", "+49 30", "-5", "@you", "\t=1", "\r=1"] {
            assert_eq!(cell(Kind::Text, ValueRef::Text(text.as_bytes())), format!("'{text}"));
        }
        assert_eq!(cell(Kind::Text, ValueRef::Text("جسر = طريق".as_bytes())), "جسر = طريق");
        assert_eq!(cell(Kind::Whole, ValueRef::Integer(-5)), "-5");
        assert_eq!(cell(Kind::Real, ValueRef::Real(0.5)), "0.5");
        assert_eq!(cell(Kind::Flag, ValueRef::Integer(1)), "true");
        assert_eq!(cell(Kind::Text, ValueRef::Null), "");
    }
}
