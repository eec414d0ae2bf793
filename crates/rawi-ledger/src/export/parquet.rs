//! Flat tables as Parquet, by the low interface of its crate: columns of numbers and strings need no Arrow.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriterImpl;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::table::{Column, Kind, Table};
use super::{Stop, Versions, What, each};

/// A group has no more rows …
const ROWS: usize = 64 << 10;
/// … and no more bytes of text than this and one row, so memory is bounded.
const BYTES: usize = 32 << 20;

/// Writes the table of `what`. Every column may be null.
pub(super) fn write(
    db: &Connection,
    what: What,
    versions: Versions,
    out: &mut (dyn Write + Send),
) -> Result<(), Stop> {
    let table = Table::of(what, versions);
    let schema = parse_message_type(&schema(what, &table.columns)).map_err(output)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("rawi ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file =
        SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(output)?;
    let mut group = Group::new(&table.columns);
    each(db, &table.sql(), |row| {
        group.add(row)?;
        if group.rows >= ROWS || group.bytes >= BYTES {
            group.flush(&mut file).map_err(output)?;
        }
        Ok(())
    })?;
    if group.rows > 0 {
        group.flush(&mut file).map_err(output)?;
    }
    file.close().map(|_| ()).map_err(output)
}

/// The columns as Parquet's message types are written.
fn schema(what: What, columns: &[Column]) -> String {
    let column = |column: &Column| {
        let name = column.name;
        match column.kind {
            Kind::Text => format!("OPTIONAL BINARY {name} (STRING);"),
            Kind::Day => format!("OPTIONAL INT32 {name} (DATE);"),
            Kind::Whole => format!("OPTIONAL INT64 {name};"),
            Kind::Real => format!("OPTIONAL DOUBLE {name};"),
            Kind::Flag => format!("OPTIONAL BOOLEAN {name};"),
        }
    };
    let columns: Vec<String> = columns.iter().map(column).collect();
    format!("message {} {{ {} }}", what.name(), columns.join(" "))
}

/// Rows that wait to be written together, by column.
struct Group {
    columns: Vec<Cells>,
    rows: usize,
    /// Of text.
    bytes: usize,
}

impl Group {
    fn new(columns: &[Column]) -> Self {
        let columns = columns.iter().map(|column| Cells::new(column.kind)).collect();
        Self { columns, rows: 0, bytes: 0 }
    }

    fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        for (at, column) in self.columns.iter_mut().enumerate() {
            let value = row.get_ref(at)?;
            if let ValueRef::Text(text) = value {
                self.bytes += text.len();
            }
            column.add(value);
        }
        self.rows += 1;
        Ok(())
    }

    fn flush<W: Write + Send>(
        &mut self,
        file: &mut SerializedFileWriter<W>,
    ) -> Result<(), ParquetError> {
        let mut group = file.next_row_group()?;
        for column in &mut self.columns {
            let mut writer = group.next_column()?.expect("as many columns as the schema has");
            match &mut column.values {
                Values::Text(values) => put(writer.typed::<ByteArrayType>(), values, &column.there),
                Values::Day(values) => put(writer.typed::<Int32Type>(), values, &column.there),
                Values::Whole(values) => put(writer.typed::<Int64Type>(), values, &column.there),
                Values::Real(values) => put(writer.typed::<DoubleType>(), values, &column.there),
                Values::Flag(values) => put(writer.typed::<BoolType>(), values, &column.there),
            }?;
            writer.close()?;
            column.there.clear();
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

/// Writes the values of a column and empties it.
fn put<T: DataType>(
    writer: &mut ColumnWriterImpl<'_, T>,
    values: &mut Vec<T::T>,
    there: &[i16],
) -> Result<(), ParquetError> {
    writer.write_batch(values, Some(there), None)?;
    values.clear();
    Ok(())
}

/// The cells of a column.
struct Cells {
    values: Values,
    /// 1 for a cell that has a value, 0 for one without: Parquet's definition levels.
    there: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Day(Vec<i32>),
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Flag(Vec<bool>),
}

impl Cells {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Real => Values::Real(Vec::new()),
            Kind::Flag => Values::Flag(Vec::new()),
        };
        Self { values, there: Vec::new() }
    }

    fn add(&mut self, value: ValueRef<'_>) {
        let added = match (&mut self.values, value) {
            (Values::Text(values), ValueRef::Text(text)) => add(values, Some(text.to_vec().into())),
            (Values::Day(values), ValueRef::Text(day)) => add(values, days(day)),
            (Values::Whole(values), ValueRef::Integer(number)) => add(values, Some(number)),
            (Values::Flag(values), ValueRef::Integer(number)) => add(values, Some(number != 0)),
            (Values::Real(values), ValueRef::Real(number)) => add(values, Some(number)),
            (Values::Real(values), ValueRef::Integer(number)) => add(values, Some(number as f64)),
            _ => false,
        };
        self.there.push(i16::from(added));
    }
}

fn add<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
    let there = value.is_some();
    values.extend(value);
    there
}

/// A day as days since 1970-01-01, which is what Parquet's DATE counts.
fn days(day: &[u8]) -> Option<i32> {
    let day: jiff::civil::Date = std::str::from_utf8(day).ok()?.parse().ok()?;
    let since = day.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(since.get_days())
}

fn output(error: ParquetError) -> Stop {
    let error = match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other.to_string()),
        },
        other => io::Error::other(other.to_string()),
    };
    Stop::Output(error)
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(days(b"1970-01-01"), Some(0));
        assert_eq!(days(b"1969-12-31"), Some(-1));
        assert_eq!(days(b"2024-11-13"), Some(20040));
        assert_eq!(days(b"2024-11"), None);
    }
}
