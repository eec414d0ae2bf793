//! Articles that repeat each other.

use rawi_statement::line::Places;
use rawi_trace::Wording;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use serde::Serialize;

use super::compared::Compared;
use super::search::Days;
use crate::error::{Fault, Result};
use crate::open::Ledger;
use crate::trace::body_text;

/// Which clusters of copies are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct CopiesQuestion<'q> {
    /// Whose article is one of them.
    pub publisher: Option<&'q str>,
    /// When one of them was written.
    pub days: Days,
    /// How many there are at least.
    pub min: usize,
    /// How many clusters are wanted; 0 is all.
    pub limit: usize,
}

/// Articles that repeat each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cluster {
    /// Its number: that of its first article.
    pub cluster: i64,
    /// The handle of the article that the others most likely come from.
    pub origin: Option<String>,
    /// Why that one: `credit`, `time`, `containment` or `order`.
    pub basis: Option<String>,
    /// All of them: the origin, then by day.
    pub members: Vec<Member>,
}

/// One of them, and what it makes of the origin's text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// Its handle.
    pub handle: String,
    /// Its number.
    pub article: i64,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was written, as far as is known.
    pub day: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Whether it is the origin.
    pub is_origin: bool,
    /// The share of the origin's text that it keeps, from 0 to 1.
    pub kept: f64,
    /// The share of its own text that the origin does not have.
    pub added: f64,
    /// Whether it has another headline.
    pub retitled: bool,
    /// Whether its first paragraph is not the origin's text.
    pub new_lead: bool,
    /// Its headline, compared with the origin's; where one cluster is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared_title: Option<Compared>,
    /// Its running text (paragraphs, subheadings and lists, a line each), compared with the origin's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared>,
}

impl CopiesQuestion<'_> {
    fn sql(&self) -> (String, Vec<Value>) {
        let mut sql =
            "SELECT c.cluster FROM copy c JOIN article a USING (article) GROUP BY c.cluster \
                       HAVING count(*) >= ?"
                .to_owned();
        let mut values = vec![Value::Integer(i64::try_from(self.min).unwrap_or(i64::MAX))];
        let mut one_of = |condition: &str, of: Vec<Value>| {
            sql.push_str(&format!(" AND sum(COALESCE({condition}, 0)) > 0"));
            values.extend(of);
        };
        if let Some(publisher) = self.publisher {
            one_of("a.publisher = ?", vec![Value::Text(publisher.to_owned())]);
        }
        let (mut condition, mut of) = ("TRUE".to_owned(), Vec::new());
        self.days.conditions("a.day", &mut condition, &mut of);
        if !of.is_empty() {
            one_of(&condition, of);
        }
        sql.push_str(" ORDER BY count(*) DESC, max(a.day) DESC, c.cluster");
        (sql, values)
    }
}

impl Ledger {
    /// Clusters of copies, the largest first, then the newest, and whether there are more than the limit.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn clusters(&self, question: &CopiesQuestion<'_>) -> Result<(Vec<Cluster>, bool)> {
        self.largest(question).map_err(|fault| self.fail(fault))
    }

    fn largest(&self, question: &CopiesQuestion<'_>) -> Result<(Vec<Cluster>, bool), Fault> {
        let (sql, values) = question.sql();
        let mut find = self.db.prepare_cached(&sql)?;
        let mut rows = find.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if question.limit > 0 && found.len() == question.limit {
                return Ok((found, true));
            }
            found.push(self.cluster(row.get(0)?)?);
        }
        Ok((found, false))
    }

    fn cluster(&self, cluster: i64) -> Result<Cluster, Fault> {
        let sql = "SELECT c.origin, c.basis FROM copy c WHERE c.cluster = ?1 LIMIT 1";
        let (origin, basis): (i64, Option<String>) = self
            .db
            .prepare_cached(sql)?
            .query_row([cluster], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sql = "SELECT a.handle, a.article, a.title, a.publisher, a.day, a.url, c.origin = c.article, c.kept, c.added, \
                   c.retitled, c.new_lead FROM copy c JOIN article a USING (article) WHERE c.cluster = ?1 \
                   ORDER BY c.origin <> c.article, a.day IS NULL, a.day, a.article";
        let members = self.rows(sql, cluster, member)?;
        let origin = members.iter().find(|member| member.article == origin);
        Ok(Cluster { cluster, origin: origin.map(|member| member.handle.clone()), basis, members })
    }

    /// The copies of the article of that number, each compared with the origin; none where it has none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn copies_of(&self, article: i64) -> Result<Option<Cluster>> {
        self.compared_copies(article).map_err(|fault| self.fail(fault))
    }

    fn compared_copies(&self, article: i64) -> Result<Option<Cluster>, Fault> {
        let sql = "SELECT cluster FROM copy WHERE article = ?1";
        let cluster =
            self.db.prepare_cached(sql)?.query_row([article], |row| row.get(0)).optional()?;
        let Some(cluster) = cluster else { return Ok(None) };
        let mut cluster = self.cluster(cluster)?;
        let Some(at) = cluster.members.iter().position(|member| member.is_origin) else {
            return Ok(Some(cluster));
        };
        let title = |member: &Member| Wording::of_text(member.title.as_deref().unwrap_or_default());
        let (handle, origin_title) =
            (cluster.members[at].handle.clone(), title(&cluster.members[at]));
        let origin = self.body(cluster.members[at].article)?;
        for member in cluster.members.iter_mut().filter(|member| !member.is_origin) {
            member.compared_title = Some(Compared::new(&handle, &origin_title, &title(member)));
            let body = self.body(member.article)?;
            member.compared = Some(Compared::new(&handle, &origin, &body));
        }
        Ok(Some(cluster))
    }

    /// What copies are told by: an article's own running text, a block a line.
    fn body(&self, article: i64) -> Result<Wording, Fault> {
        let sql = "SELECT text FROM article WHERE article = ?1";
        let text: String = self.db.prepare_cached(sql)?.query_row([article], |row| row.get(0))?;
        let sql = "SELECT kind, starts, ends FROM block WHERE article = ?1 ORDER BY block";
        let blocks = self.rows(sql, article, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(Wording::of_text(&body_text(&text, &Places::new(&text), &blocks)))
    }
}

fn member(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        handle: row.get(0)?,
        article: row.get(1)?,
        title: row.get(2)?,
        publisher: row.get(3)?,
        day: row.get(4)?,
        url: row.get(5)?,
        is_origin: row.get(6)?,
        kept: row.get(7)?,
        added: row.get(8)?,
        retitled: row.get(9)?,
        new_lead: row.get(10)?,
        compared_title: None,
        compared: None,
    })
}
