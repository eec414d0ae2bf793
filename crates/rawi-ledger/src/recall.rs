//! An article's line, made again from the tables.

use rawi_statement::line::{
    Bases, Block, Dated, Finding, Line, Mention, Places, Post, Quote, Repair, SaidOn, Speaker,
    Statement, Time, Title,
};
use rusqlite::{Connection, Row};

use crate::error::{Fault, Result};
use crate::open::Ledger;

impl Ledger {
    /// The line of an article, as `rawi read` wrote it.
    ///
    /// # Errors
    /// When there is no such article, or the file cannot be read.
    pub fn line(&self, article: i64) -> Result<Line> {
        line(&self.db, article).map_err(|fault| self.fail(fault))
    }
}

/// The line of article number `article`.
pub(crate) fn line(db: &Connection, article: i64) -> Result<Line, Fault> {
    let mut find = db.prepare_cached("SELECT * FROM article WHERE article = ?1")?;
    let mut line = find.query_row([article], head)?;
    let places = Places::new(&line.text);
    line.blocks =
        each(db, "SELECT * FROM block WHERE article = ?1 ORDER BY block", article, |row| {
            Ok(Block {
                kind: row.get("kind")?,
                start: row.get("starts")?,
                end: row.get("ends")?,
                lang: row.get("lang")?,
            })
        })?;
    line.posts = each(db, "SELECT * FROM post WHERE article = ?1 ORDER BY post", article, post)?;
    line.findings =
        each(db, "SELECT * FROM finding WHERE article = ?1 ORDER BY finding", article, |row| {
            Ok(Finding {
                code: row.get("code")?,
                message: row.get("message")?,
                spans: from_json(row, "spans")?,
            })
        })?;
    line.repairs =
        each(db, "SELECT * FROM repair WHERE article = ?1 ORDER BY repair", article, |row| {
            Ok(Repair {
                start: row.get("starts")?,
                end: row.get("ends")?,
                was: row.get("was")?,
                code: row.get("code")?,
            })
        })?;
    line.times = each(db, "SELECT * FROM time WHERE article = ?1 ORDER BY time", article, |row| {
        let Quote { start, end, text } = quote(row, ["starts", "ends"], &line.text, &places)?;
        Ok(Time {
            start,
            end,
            text,
            kind: row.get("kind")?,
            value: row.get("value")?,
            from: row.get("since")?,
            to: row.get("until")?,
            modifier: row.get("modifier")?,
        })
    })?;
    let sql = "SELECT m.*, a.id AS actor_id FROM mention m LEFT JOIN actor a USING (actor) \
               WHERE m.article = ?1 ORDER BY m.mention";
    line.mentions = each(db, sql, article, |row| {
        let Quote { start, end, text } = quote(row, ["starts", "ends"], &line.text, &places)?;
        Ok(Mention { start, end, text, kind: row.get("kind")?, actor: row.get("actor_id")? })
    })?;
    line.statements = statements(db, article, &line, &places)?;
    Ok(line)
}

fn each<T>(
    db: &Connection,
    sql: &str,
    number: i64,
    mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Fault> {
    let mut find = db.prepare_cached(sql)?;
    let rows = find.query_map([number], |row| read(row))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn from_json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn head(row: &Row<'_>) -> rusqlite::Result<Line> {
    let title: Option<String> = row.get("title")?;
    let title = match title {
        Some(text) => {
            Some(Title { text, start: row.get("title_starts")?, end: row.get("title_ends")? })
        }
        None => None,
    };
    Ok(Line {
        id: row.get("id")?,
        url: row.get("url")?,
        lang: row.get("lang")?,
        publisher: row.get("publisher")?,
        byline: row.get("byline")?,
        credit: row.get("credit")?,
        title,
        published: dated(row, "published")?,
        written: dated(row, "written")?,
        text: row.get("text")?,
        bases: Bases {
            title: row.get("title_basis")?,
            byline: row.get("byline_basis")?,
            publisher: row.get("publisher_basis")?,
        },
        ..Line::default()
    })
}

fn dated(row: &Row<'_>, name: &str) -> rusqlite::Result<Option<Dated>> {
    let column = |part: &str| format!("{name}_{part}");
    let Some(value) = row.get::<_, Option<String>>(name)? else { return Ok(None) };
    Ok(Some(Dated {
        value,
        basis: row.get(column("basis").as_str())?,
        start: row.get(column("starts").as_str())?,
        end: row.get(column("ends").as_str())?,
        time: row.get(column("time").as_str())?,
        offset: row.get(column("offset").as_str())?,
    }))
}

fn post(row: &Row<'_>) -> rusqlite::Result<Post> {
    Ok(Post {
        platform: row.get("platform")?,
        author: row.get("author")?,
        handle: row.get("handle")?,
        date: row.get("day")?,
        text: row.get("text")?,
        links: from_json(row, "links")?,
        mentions: from_json(row, "mentions")?,
        hashtags: from_json(row, "hashtags")?,
        block: row.get("block")?,
        start: row.get("starts")?,
        end: row.get("ends")?,
    })
}

fn quote(
    row: &Row<'_>,
    columns: [&str; 2],
    text: &str,
    places: &Places,
) -> rusqlite::Result<Quote> {
    let [start, end] = columns.map(|column| row.get::<_, usize>(column));
    let (start, end) = (start?, end?);
    let words = places.of(text, start, end).unwrap_or_default().to_owned();
    Ok(Quote { start, end, text: words })
}

fn statements(
    db: &Connection,
    article: i64,
    line: &Line,
    places: &Places,
) -> Result<Vec<Statement>, Fault> {
    let sql = "SELECT s.*, p.id AS speaker_id, d.id AS addressee_id, l.id AS place_id FROM statement s \
               LEFT JOIN actor p ON p.actor = s.speaker_actor \
               LEFT JOIN actor d ON d.actor = s.addressee_actor \
               LEFT JOIN actor l ON l.actor = s.place_actor \
               WHERE s.article = ?1 ORDER BY s.number";
    let optional = |row: &Row<'_>, columns: [&str; 2]| {
        let stands = row.get::<_, Option<usize>>(columns[0])?.is_some();
        stands.then(|| quote(row, columns, &line.text, places)).transpose()
    };
    let mut numbers = Vec::new();
    let mut found = each(db, sql, article, |row| {
        numbers.push(row.get::<_, i64>("statement")?);
        let number: i64 = row.get("number")?;
        let speaker = match row.get::<_, Option<String>>("speaker")? {
            Some(name) => Some(Speaker {
                name,
                actor: row.get("speaker_id")?,
                basis: row.get("speaker_basis")?,
            }),
            None => None,
        };
        Ok(Statement {
            id: format!("{}#s{number}", line.id),
            cue: optional(row, ["cue_starts", "cue_ends"])?,
            source: optional(row, ["source_starts", "source_ends"])?,
            content: Vec::new(),
            speaker,
            mode: row.get("mode")?,
            act: row.get("act")?,
            negated: row.get("negated")?,
            via: Vec::new(),
            addressee: row.get("addressee")?,
            time: row.get::<_, Option<String>>("said_on")?.map(|value| SaidOn { value }),
            place: row.get("place")?,
            block: row.get("block")?,
            confidence: row.get("confidence")?,
            via_actors: Vec::new(),
            addressee_actor: row.get("addressee_id")?,
            place_actor: row.get("place_id")?,
        })
    })?;
    for (statement, number) in found.iter_mut().zip(numbers) {
        let sql = "SELECT starts, ends FROM content WHERE statement = ?1 ORDER BY piece";
        statement.content =
            each(db, sql, number, |row| quote(row, ["starts", "ends"], &line.text, places))?;
        let sql = "SELECT v.name, a.id FROM via v LEFT JOIN actor a USING (actor) \
                   WHERE v.statement = ?1 ORDER BY v.step";
        let via: Vec<(String, Option<String>)> =
            each(db, sql, number, |row| Ok((row.get(0)?, row.get(1)?)))?;
        (statement.via, statement.via_actors) = via.into_iter().unzip();
    }
    Ok(found)
}
