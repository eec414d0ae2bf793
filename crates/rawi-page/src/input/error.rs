use std::error::Error;
use std::fmt;

/// Where in an input something stands.
///
/// Lines, columns and records count from 1, bytes from 0. Lines and bytes are those of the decompressed stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A line, with the column (in bytes) where that is known.
    Line {
        /// The line.
        line: u64,
        /// The column in it.
        column: Option<u64>,
    },
    /// A record of a container.
    Record(u64),
    /// A byte of the stream.
    Byte(u64),
}

impl Place {
    /// A whole line.
    pub(crate) const fn line(line: u64) -> Self {
        Self::Line { line, column: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, column: None } => write!(f, "line {line}"),
            Self::Line { line, column: Some(column) } => write!(f, "line {line}, column {column}"),
            Self::Record(number) => write!(f, "record {number}"),
            Self::Byte(byte) => write!(f, "byte {byte}"),
        }
    }
}

/// A record, or the rest of an input, that could not be read. The records after it may still come.
///
/// Its text is always one line: `input:place: message; remedy`.
///
/// ```
/// use rawi_page::input::{InputError, Place};
///
/// let error = InputError {
///     id: "news.jsonl#3".into(),
///     input: "news.jsonl".into(),
///     place: Some(Place::Line { line: 3, column: Some(7) }),
///     message: "not JSON: expected value".into(),
///     remedy: Some("mend or remove the line".into()),
/// };
/// assert_eq!(
///     error.to_string(),
///     "news.jsonl:line 3, column 7: not JSON: expected value; mend or remove the line"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The record's id (`name#N`), or the input's name where no single record is at fault.
    pub id: String,
    /// The input's name, as passed to [`records`](super::records).
    pub input: String,
    /// Where it is, when that is known.
    pub place: Option<Place>,
    /// What was read, and what was expected.
    pub message: String,
    /// What the user can do about it.
    pub remedy: Option<String>,
}

impl InputError {
    /// An error of the input as a whole.
    pub(crate) fn of_input(input: &str, message: impl Into<String>) -> Self {
        Self {
            id: input.into(),
            input: input.into(),
            place: None,
            message: message.into(),
            remedy: None,
        }
    }

    /// An error of the `number`th record of the input.
    pub(crate) fn of_record(input: &str, number: Option<u64>, message: impl Into<String>) -> Self {
        Self { id: super::record_id(input, number), ..Self::of_input(input, message) }
    }

    /// The same error, at `place`.
    pub(crate) fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same error, with something to do about it.
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OneLine(&self.input).fmt(f)?;
        if let Some(place) = self.place {
            write!(f, ":{place}")?;
        }
        write!(f, ": {}", OneLine(&self.message))?;
        if let Some(remedy) = &self.remedy {
            write!(f, "; {}", OneLine(remedy))?;
        }
        Ok(())
    }
}

impl Error for InputError {}

/// Text in which every run of white space and control characters is one space: names of files and
/// messages of libraries may hold line breaks and terminal escapes.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.0.split(|c: char| c.is_control() || c == ' ' || c == '\u{2028}');
        for (i, word) in words.filter(|word| !word.is_empty()).enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(word)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_line() {
        let error = InputError::of_record("a\nb.jsonl", Some(2), "not\r\n JSON\u{1b}[2J")
            .at(Place::Byte(7))
            .remedy("mend\tit");
        assert_eq!(error.to_string(), "a b.jsonl:byte 7: not JSON [2J; mend it");
        assert_eq!(error.id, "a\nb.jsonl#2");
        let error = InputError::of_input("x", "is empty");
        assert_eq!(error.to_string(), "x: is empty");
    }
}
