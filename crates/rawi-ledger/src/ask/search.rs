//! Which articles hold certain words.

use jiff::civil::Date;
use rawi_statement::line::Places;
use rawi_text::{Stems, tokenize};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};
use serde::Serialize;

use super::query::Query;
use super::snippet::{Snippet, snippet};
use crate::error::{Fault, Result};
use crate::open::Ledger;

/// Of more articles than these only those stored last are ranked: words that stand in so many tell little, and ranking costs some
/// microseconds an article.
const RANKED: usize = 2000;
/// So many articles that hold a phrase by its stems are looked at to find the words themselves.
const LOOKED_AT: usize = 150;
/// How much more a word in the title weighs.
const TITLE: f64 = 4.0;

/// A stretch of days, both of them included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
}

impl Days {
    /// Conditions on the day in `column`.
    pub(crate) fn conditions(self, column: &str, sql: &mut String, values: &mut Vec<Value>) {
        for (day, is) in [(self.from, ">="), (self.to, "<=")] {
            if let Some(day) = day {
                sql.push_str(&format!(" AND {column} {is} ?"));
                values.push(Value::Text(day.to_string()));
            }
        }
    }
}

/// What is sought, and where.
#[derive(Clone, Debug)]
pub struct SearchQuestion<'q> {
    /// The words.
    pub query: &'q Query,
    /// When the article was written, as far as is known.
    pub days: Days,
    /// Its publisher, as the page gives it.
    pub publisher: Option<&'q str>,
    /// Its language: `ar`.
    pub lang: Option<&'q str>,
    /// How many articles are wanted; 0 is all.
    pub limit: usize,
}

impl<'q> SearchQuestion<'q> {
    /// The first 20 articles of any kind.
    pub fn new(query: &'q Query) -> Self {
        Self { query, days: Days::default(), publisher: None, lang: None, limit: 20 }
    }
}

/// Articles that hold the words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Found {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many were ranked.
    pub ranked: usize,
    /// Whether older articles that hold the words were not ranked.
    pub only_newest: bool,
    /// Whether more articles might hold the phrase than were looked at.
    pub unlooked: bool,
    /// Words of the query that are in no article, where nothing was found.
    pub unknown: Vec<String>,
}

/// An article that holds the words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// The article's handle.
    pub handle: String,
    /// Its number in the ledger.
    pub article: i64,
    /// How well it fits; more is better.
    pub score: f64,
    /// Its headline.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// When it was written, as far as is known.
    pub day: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The words, and what stands around them.
    pub snippet: Snippet,
}

impl Ledger {
    /// The articles that hold the words of a query, newest versions only, the best first.
    ///
    /// Of a word that stands in more than 2,000 articles those stored last are ranked, unless the limit is 0; the same words
    /// of a phrase are sought in the first 150 articles that hold its stems. The answer tells where that left something out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, question: &SearchQuestion<'_>) -> Result<Found> {
        self.find(question).map_err(|fault| self.fail(fault))
    }

    fn find(&self, question: &SearchQuestion<'_>) -> Result<Found, Fault> {
        let query = question.query;
        let (conditions, mut values) = conditions(question);
        values[0] = Value::Text(query.fts());
        let mut found = Found::default();
        let bound = match question.limit {
            0 => None,
            limit => self.oldest_ranked(&conditions, &values, RANKED.max(limit))?,
        };
        found.only_newest = bound.is_some();
        let ranked = self.rank(&conditions, values, bound)?;
        found.ranked = ranked.len();
        let limit = if question.limit == 0 { usize::MAX } else { question.limit };
        let most = if question.limit == 0 { usize::MAX } else { LOOKED_AT.max(limit) };
        let stems = Stems::default();
        for (looked, (article, score)) in ranked.into_iter().enumerate() {
            if found.hits.len() == limit {
                break;
            }
            if query.has_phrases() && looked == most {
                found.unlooked = true;
                break;
            }
            found.hits.extend(self.hit(article, score, query, &stems)?);
        }
        if found.hits.is_empty() {
            found.unknown = self.unknown(query)?;
        }
        Ok(found)
    }

    /// The number of the oldest article that is ranked, where there are more than `most`.
    fn oldest_ranked(
        &self,
        conditions: &str,
        values: &[Value],
        most: usize,
    ) -> Result<Option<i64>, Fault> {
        let sql = format!(
            "SELECT w.rowid FROM article_words w {conditions} ORDER BY w.rowid DESC LIMIT 2 OFFSET {}",
            most - 1
        );
        let mut find = self.db.prepare_cached(&sql)?;
        let rows = find.query_map(params_from_iter(values), |row| row.get::<_, i64>(0))?;
        let rows: Vec<i64> = rows.collect::<rusqlite::Result<_>>()?;
        Ok((rows.len() == 2).then(|| rows[0]))
    }

    fn rank(
        &self,
        conditions: &str,
        mut values: Vec<Value>,
        from: Option<i64>,
    ) -> Result<Vec<(i64, f64)>, Fault> {
        let bound = if from.is_some() { " AND w.rowid >= ?" } else { "" };
        values.extend(from.map(Value::Integer));
        let sql = format!(
            "SELECT w.rowid, bm25(article_words, {TITLE:.1}, 1.0) FROM article_words w {conditions}{bound}"
        );
        let mut find = self.db.prepare_cached(&sql)?;
        let rows =
            find.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut rows: Vec<(i64, f64)> = rows.collect::<rusqlite::Result<_>>()?;
        rows.sort_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)));
        Ok(rows)
    }

    /// The article, if it holds the phrases.
    fn hit(
        &self,
        article: i64,
        score: f64,
        query: &Query,
        stems: &Stems,
    ) -> Result<Option<Hit>, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT handle, title, publisher, day, lang, url, text, title_starts, title_ends \
             FROM article WHERE article = ?1",
        )?;
        let row = find.query_row([article], |row| {
            let text: String = row.get(6)?;
            let title: Option<(usize, usize)> =
                row.get::<_, Option<usize>>(7)?.zip(row.get::<_, Option<usize>>(8)?);
            let hit = Hit {
                handle: row.get(0)?,
                article,
                score: -score,
                title: row.get(1)?,
                publisher: row.get(2)?,
                day: row.get(3)?,
                lang: row.get(4)?,
                url: row.get(5)?,
                snippet: Snippet::default(),
            };
            Ok((hit, text, title))
        });
        // The index is read before the article; another run may just have put a newer version in its place.
        let Some((mut hit, text, title)) = row.optional()? else { return Ok(None) };
        let tokens = tokenize(&text);
        if query.has_phrases() && !query.phrases_fit(&tokens) {
            return Ok(None);
        }
        let title = title.filter(|(start, _)| *start == 0);
        let title = title.and_then(|(start, end)| Places::new(&text).span(start, end));
        hit.snippet = snippet(&text, &tokens, title.map_or(0, |span| span.end), query, stems);
        Ok(Some(hit))
    }

    fn unknown(&self, query: &Query) -> Result<Vec<String>, Fault> {
        let mut find = self
            .db
            .prepare_cached("SELECT 1 FROM article_words WHERE article_words MATCH ?1 LIMIT 1")?;
        let mut unknown = Vec::new();
        for term in &query.wanted {
            if !find.exists([term.fts()])? {
                unknown.push(term.typed());
            }
        }
        Ok(unknown)
    }
}

/// What stands behind FROM, with the values of its parameters; the first is the query's.
fn conditions(question: &SearchQuestion<'_>) -> (String, Vec<Value>) {
    let mut values = vec![Value::Null];
    let SearchQuestion { days, publisher, lang, .. } = question;
    if *days == Days::default() && publisher.is_none() && lang.is_none() {
        return ("WHERE article_words MATCH ?".to_owned(), values);
    }
    // CROSS keeps the index of words outside.
    let mut sql =
        "CROSS JOIN article a ON a.article = w.rowid WHERE article_words MATCH ?".to_owned();
    days.conditions("a.day", &mut sql, &mut values);
    for (column, value) in [("a.publisher", publisher), ("a.lang", lang)] {
        if let Some(value) = value {
            sql.push_str(&format!(" AND {column} = ?"));
            values.push(Value::Text((*value).to_owned()));
        }
    }
    (sql, values)
}
