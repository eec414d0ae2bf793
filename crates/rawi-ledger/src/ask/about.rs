//! Which statements are about something.

use rawi_text::tokenize;
use rusqlite::types::Value;

use super::query::Query;

/// A condition that statement `s` holds the words of a query.
pub(crate) fn condition(query: &Query, sql: &mut String, values: &mut Vec<Value>) {
    sql.push_str(
        " AND s.statement IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)",
    );
    values.push(Value::Text(query.fts()));
}

/// Whether the phrases of a query stand in the words of a statement.
pub(crate) fn fits(query: &Query, content: &str) -> bool {
    !query.has_phrases() || query.phrases_fit(&tokenize(content))
}
