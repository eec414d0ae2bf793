//! One JSON object a line, with its parts inside.

use std::io::Write;

use rawi_statement::line::Statement;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde::Serialize;
use serde_json::{Map, Value};

use super::table::{Kind, Table};
use super::{CONTENT, HANDLE, Stop, Versions, What, each, handle_of};
use crate::error::Fault;
use crate::recall;

/// Writes the objects of `what`.
pub(super) fn write(
    db: &Connection,
    what: What,
    versions: Versions,
    out: &mut dyn Write,
) -> Result<(), Stop> {
    match what {
        What::Articles => articles(db, versions, out),
        What::Statements => statements(db, versions, out),
        What::Sayings => sayings(db, out),
        What::Copies => copies(db, out),
        What::Conflicts => conflicts(db, out),
        What::Chains => chains(db, versions, out),
        What::Actors => rows(db, &Table::of(What::Actors, versions), out),
    }
}

/// One object as a line.
fn put(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Stop> {
    let mut bytes = serde_json::to_vec(value).expect("JSON with string keys, written to memory");
    bytes.push(b'\n');
    Ok(out.write_all(&bytes)?)
}

fn articles(db: &Connection, versions: Versions, out: &mut dyn Write) -> Result<(), Stop> {
    let mut bytes = Vec::new();
    each_article(db, versions, |article, _| {
        bytes.clear();
        recall::line(db, article)?.write(&mut bytes);
        Ok(out.write_all(&bytes)?)
    })
}

/// Hands over the number and handle of each article.
pub(super) fn each_article(
    db: &Connection,
    versions: Versions,
    mut take: impl FnMut(i64, &str) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let latest = versions.of_article();
    let sql =
        format!("SELECT a.article, a.handle FROM article a WHERE {latest} ORDER BY a.article");
    each(db, &sql, |row| take(row.get(0)?, &row.get::<_, String>(1)?))
}

/// A statement of the contract, and where it stands.
#[derive(Serialize)]
struct Said<'s> {
    handle: String,
    article: &'s str,
    url: Option<&'s str>,
    publisher: Option<&'s str>,
    lang: Option<&'s str>,
    day: Option<&'s str>,
    #[serde(flatten)]
    statement: &'s Statement,
    saying: Option<String>,
}

fn statements(db: &Connection, versions: Versions, out: &mut dyn Write) -> Result<(), Stop> {
    let sql = format!(
        "SELECT s.number, {} FROM statement s JOIN variant v USING (statement) WHERE s.article = ?1",
        handle_of("v.saying")
    );
    let mut of_article = db.prepare(&sql)?;
    each_article(db, versions, |article, handle| {
        let line = recall::line(db, article)?;
        let sayings = of_article.query_map([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut sayings: std::collections::HashMap<usize, Option<String>> =
            sayings.collect::<rusqlite::Result<_>>()?;
        let day = line.written.as_ref().or(line.published.as_ref());
        for (number, statement) in (1..).zip(&line.statements) {
            let said = Said {
                handle: format!("{handle}#s{number}"),
                article: handle,
                url: line.url.as_deref(),
                publisher: line.publisher.as_deref(),
                lang: line.lang.as_deref(),
                day: day.map(|day| day.value.as_str()),
                statement,
                saying: sayings.remove(&number).flatten(),
            };
            put(&said, out)?;
        }
        Ok(())
    })
}

/// What several reports say.
#[derive(Serialize)]
struct Saying {
    id: String,
    speaker: Option<String>,
    actor: Option<String>,
    day: Option<String>,
    reports: i64,
    independent: i64,
    publishers: i64,
    earliest: Option<String>,
    variants: Vec<Variant>,
    conflicts: Vec<Conflict>,
}

/// One report of a saying.
#[derive(Serialize)]
struct Variant {
    statement: String,
    article: String,
    url: Option<String>,
    publisher: Option<String>,
    lang: Option<String>,
    day: Option<String>,
    speaker: Option<String>,
    mode: String,
    content: Option<String>,
    chain: Vec<Step>,
}

/// A step of a chain.
#[derive(Serialize)]
struct Step {
    role: String,
    name: String,
    actor: Option<String>,
    basis: String,
}

/// Two sides that cannot both be right.
#[derive(Serialize)]
struct Conflict {
    saying: String,
    kind: String,
    severity: String,
    one: Side,
    other: Side,
}

/// What one side says, and where.
#[derive(Serialize)]
struct Side {
    words: String,
    statements: Vec<String>,
}

fn sayings(db: &Connection, out: &mut dyn Write) -> Result<(), Stop> {
    let sql = format!(
        "SELECT g.saying, {}, g.speaker, p.id, g.day, g.reports, g.independent, g.publishers, {} \
         FROM saying g LEFT JOIN actor p USING (actor) ORDER BY g.saying",
        handle_of("g.saying"),
        handle_of("g.earliest")
    );
    each(db, &sql, |row| {
        let number: i64 = row.get(0)?;
        let id: String = row.get(1)?;
        let saying = Saying {
            speaker: row.get(2)?,
            actor: row.get(3)?,
            day: row.get(4)?,
            reports: row.get(5)?,
            independent: row.get(6)?,
            publishers: row.get(7)?,
            earliest: row.get(8)?,
            variants: variants(db, number)?,
            conflicts: list(
                db,
                "SELECT saying, conflict, kind, severity, one_words, other_words FROM conflict \
                 WHERE saying = ?1 ORDER BY conflict",
                number,
                |row| conflict(db, row, &id),
            )?,
            id,
        };
        put(&saying, out)
    })
}

fn variants(db: &Connection, saying: i64) -> Result<Vec<Variant>, Fault> {
    let sql = format!(
        "SELECT s.statement, {HANDLE}, a.handle, a.url, a.publisher, a.lang, a.day, s.speaker, s.mode, {CONTENT} \
         FROM variant v CROSS JOIN statement s USING (statement) CROSS JOIN article a USING (article) \
         WHERE v.saying = ?1 ORDER BY v.statement"
    );
    list(db, &sql, saying, |row| {
        Ok(Variant {
            statement: row.get(1)?,
            article: row.get(2)?,
            url: row.get(3)?,
            publisher: row.get(4)?,
            lang: row.get(5)?,
            day: row.get(6)?,
            speaker: row.get(7)?,
            mode: row.get(8)?,
            content: row.get(9)?,
            chain: steps(db, row.get(0)?)?,
        })
    })
}

fn steps(db: &Connection, statement: i64) -> rusqlite::Result<Vec<Step>> {
    let mut find = db.prepare_cached(
        "SELECT h.role, h.name, p.id, h.basis FROM chain h LEFT JOIN actor p USING (actor) \
         WHERE h.statement = ?1 ORDER BY h.step",
    )?;
    let steps = find.query_map([statement], |row| {
        Ok(Step { role: row.get(0)?, name: row.get(1)?, actor: row.get(2)?, basis: row.get(3)? })
    })?;
    steps.collect()
}

fn list<T>(
    db: &Connection,
    sql: &str,
    number: i64,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Fault> {
    let mut find = db.prepare_cached(sql)?;
    let rows = find.query_map([number], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The conflict of a row: saying, number, kind, severity, words of either side.
fn conflict(db: &Connection, row: &Row<'_>, saying: &str) -> rusqlite::Result<Conflict> {
    let place = (row.get(0)?, row.get(1)?);
    let side = |number: i64, words: usize| -> rusqlite::Result<Side> {
        Ok(Side { words: row.get(words)?, statements: of_side(db, place, number)? })
    };
    Ok(Conflict {
        saying: saying.to_owned(),
        kind: row.get(2)?,
        severity: row.get(3)?,
        one: side(1, 4)?,
        other: side(2, 5)?,
    })
}

fn of_side(
    db: &Connection,
    (saying, conflict): (i64, i64),
    side: i64,
) -> rusqlite::Result<Vec<String>> {
    let sql = format!(
        "SELECT {HANDLE} FROM conflict_side d JOIN statement s USING (statement) JOIN article a USING (article) \
         WHERE d.saying = ?1 AND d.conflict = ?2 AND d.side = ?3 ORDER BY d.statement"
    );
    let mut find = db.prepare_cached(&sql)?;
    let handles = find.query_map([saying, conflict, side], |row| row.get(0))?;
    handles.collect()
}

fn conflicts(db: &Connection, out: &mut dyn Write) -> Result<(), Stop> {
    let sql = format!(
        "SELECT c.saying, c.conflict, c.kind, c.severity, c.one_words, c.other_words, {} \
         FROM conflict c ORDER BY c.saying, c.conflict",
        handle_of("c.saying")
    );
    each(db, &sql, |row| put(&conflict(db, row, &row.get::<_, String>(6)?)?, out))
}

/// Articles that repeat each other.
#[derive(Serialize)]
struct Cluster {
    cluster: String,
    /// The member that the others repeat, and why it is thought to be that.
    origin: Option<String>,
    basis: Option<String>,
    members: Vec<Member>,
}

/// One of them, and what it makes of the origin's text.
#[derive(Serialize)]
struct Member {
    article: String,
    url: Option<String>,
    publisher: Option<String>,
    day: Option<String>,
    is_origin: bool,
    kept: f64,
    added: f64,
    retitled: bool,
    new_lead: bool,
    #[serde(skip)]
    basis: Option<String>,
}

fn copies(db: &Connection, out: &mut dyn Write) -> Result<(), Stop> {
    // A DISTINCT over the copies would keep all clusters in memory.
    let sql = "SELECT a.article, a.handle FROM article a \
               WHERE EXISTS (SELECT 1 FROM copy k WHERE k.cluster = a.article) ORDER BY a.article";
    each(db, sql, |row| {
        let members = members(db, row.get(0)?)?;
        let origin = members.iter().find(|member| member.is_origin);
        let cluster = Cluster {
            cluster: row.get(1)?,
            origin: origin.map(|member| member.article.clone()),
            basis: origin.and_then(|member| member.basis.clone()),
            members,
        };
        put(&cluster, out)
    })
}

fn members(db: &Connection, cluster: i64) -> Result<Vec<Member>, Fault> {
    let sql = "SELECT a.handle, a.url, a.publisher, a.day, k.origin = k.article, k.kept, k.added, k.retitled, k.new_lead, k.basis \
               FROM copy k JOIN article a USING (article) WHERE k.cluster = ?1 ORDER BY k.article";
    list(db, sql, cluster, |row| {
        Ok(Member {
            article: row.get(0)?,
            url: row.get(1)?,
            publisher: row.get(2)?,
            day: row.get(3)?,
            is_origin: row.get(4)?,
            kept: row.get(5)?,
            added: row.get(6)?,
            retitled: row.get(7)?,
            new_lead: row.get(8)?,
            basis: row.get(9)?,
        })
    })
}

/// How a statement reached its page.
#[derive(Serialize)]
struct Chain {
    statement: String,
    article: String,
    steps: Vec<Step>,
}

fn chains(db: &Connection, versions: Versions, out: &mut dyn Write) -> Result<(), Stop> {
    let sql = format!(
        "SELECT s.statement, {HANDLE}, a.handle FROM statement s CROSS JOIN article a USING (article) \
         WHERE {} AND EXISTS (SELECT 1 FROM chain h WHERE h.statement = s.statement) ORDER BY s.statement",
        versions.of_article()
    );
    each(db, &sql, |row| {
        let steps = steps(db, row.get(0)?)?;
        put(&Chain { statement: row.get(1)?, article: row.get(2)?, steps }, out)
    })
}

/// The rows of a flat table as objects.
fn rows(db: &Connection, table: &Table, out: &mut dyn Write) -> Result<(), Stop> {
    each(db, &table.sql(), |row| {
        let mut object = Map::new();
        for (at, column) in table.columns.iter().enumerate() {
            object.insert(column.name.to_owned(), value(column.kind, row.get_ref(at)?));
        }
        put(&object, out)
    })
}

fn value(kind: Kind, value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) if kind == Kind::Flag => (number != 0).into(),
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into(),
    }
}
