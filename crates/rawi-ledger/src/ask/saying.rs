//! Sayings: what several articles report somebody to have said.

use std::collections::BTreeMap;

use rawi_statement::line::Places;
use rawi_text::{TokenKind, tokenize};
use rawi_trace::{Reader, Wording};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::about;
use super::compared::Compared;
use super::conflict::{self, Conflict};
use super::query::Query;
use super::report::{Brief, Report, one_brief, reports};
use super::said::SaidQuestion;
use super::search::Days;
use super::speaker::Who;
use crate::error::{Fault, Result};
use crate::open::Ledger;
use crate::recall;

/// Of the fullest words an excerpt has less than this share.
const EXCERPT: f64 = 2.0 / 3.0;
/// So much of an excerpt stands in the fullest words.
const WITHIN: f64 = 0.8;

/// Which sayings are wanted. What is asked of reports has to be true of one of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct SayingsQuestion<'q> {
    /// By whom, as a report has it.
    pub speaker: Option<&'q Who<'q>>,
    /// With which words.
    pub about: Option<&'q Query>,
    /// The day of the saying.
    pub days: Days,
    /// In whose articles.
    pub publisher: Option<&'q str>,
    /// How many articles report it at least.
    pub min_reports: usize,
    /// Only those whose reports disagree.
    pub conflicts: bool,
    /// Only those that are reported in more than one language.
    pub across: bool,
    /// How many are wanted; 0 is all.
    pub limit: usize,
}

/// A saying in brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SayingBrief {
    /// Its number.
    pub saying: i64,
    /// The handle of its first statement, which is also its own.
    pub handle: String,
    /// The first day that a report gives, else the day of the first article.
    pub day: Option<String>,
    /// The speaker, as most reports have it.
    pub speaker: Option<String>,
    /// The speaker's identifier.
    pub speaker_id: Option<String>,
    /// How many articles report it.
    pub reports: i64,
    /// How many of them are no copies of each other.
    pub independent: i64,
    /// How many publishers they have.
    pub publishers: i64,
    /// Their languages.
    pub languages: Vec<String>,
    /// How many conflicts there are among them, by kind.
    pub conflicts_by_kind: BTreeMap<String, i64>,
    /// The words of the fullest report.
    pub words: String,
}

/// A saying with all its reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Saying {
    /// What it is.
    #[serde(flatten)]
    pub brief: SayingBrief,
    /// The earliest report that is known.
    pub earliest: Brief,
    /// In which words it is reported, those of the earliest report first.
    pub variants: Vec<Variant>,
    /// Where the reports cannot all be right, the gravest first.
    pub conflicts: Vec<Conflict>,
}

/// The same words, and who has them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variant {
    /// The reports, the earliest first. They may differ in marks and spelling.
    pub reports: Vec<Report>,
    /// What they make of the words that all of their language are compared with; none where they are these.
    pub compared: Option<Compared>,
}

const COLUMNS: &str = "SELECT g.saying, a.handle || '#s' || s.number, g.day, g.speaker, p.id, g.reports, g.independent, \
     g.publishers, g.conflicts FROM saying g JOIN statement s ON s.statement = g.saying \
     JOIN article a ON a.article = s.article LEFT JOIN actor p ON p.actor = g.actor";

impl SayingsQuestion<'_> {
    fn sql(&self) -> (String, Vec<Value>) {
        let mut sql = format!("{COLUMNS} WHERE g.reports >= ?");
        let mut values = vec![Value::Integer(i64::try_from(self.min_reports).unwrap_or(i64::MAX))];
        self.days.conditions("g.day", &mut sql, &mut values);
        let reported = |what: &str| {
            format!(
                "SELECT {what} FROM variant v JOIN statement t USING (statement) JOIN article b USING (article) \
                 WHERE v.saying = g.saying"
            )
        };
        if self.conflicts {
            sql.push_str(" AND g.conflicts > 0");
        }
        if self.across {
            sql.push_str(&format!(" AND ({}) > 1", reported("count(DISTINCT b.lang)")));
        }
        if let Some(publisher) = self.publisher {
            sql.push_str(&format!(" AND EXISTS ({} AND b.publisher = ?)", reported("1")));
            values.push(Value::Text(publisher.to_owned()));
        }
        sql.push_str(" ORDER BY g.independent DESC, g.day DESC, g.saying DESC");
        (sql, values)
    }
}

impl Ledger {
    /// Sayings, those with most independent reports first, then the newest, and whether there are more than the limit.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sayings(&self, question: &SayingsQuestion<'_>) -> Result<(Vec<SayingBrief>, bool)> {
        self.most_reported(question).map_err(|fault| self.fail(fault))
    }

    fn most_reported(
        &self,
        question: &SayingsQuestion<'_>,
    ) -> Result<(Vec<SayingBrief>, bool), Fault> {
        let of_speaker = question.speaker.map(|who| self.sayings_of(who)).transpose()?;
        let with_words = question.about.map(|query| self.sayings_with(query)).transpose()?;
        let fits = |saying: i64| {
            let within =
                |set: &Option<FxHashSet<i64>>| set.as_ref().is_none_or(|set| set.contains(&saying));
            within(&of_speaker) && within(&with_words)
        };
        let (sql, values) = question.sql();
        let mut find = self.db.prepare_cached(&sql)?;
        let mut rows = find.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if !fits(row.get(0)?) {
                continue;
            }
            if question.limit > 0 && found.len() == question.limit {
                return Ok((found, true));
            }
            found.push(self.brief(row)?);
        }
        Ok((found, false))
    }

    /// Sayings that a report ascribes to somebody.
    pub(crate) fn sayings_of(&self, who: &Who<'_>) -> Result<FxHashSet<i64>, Fault> {
        self.sayings_that(&SaidQuestion { speaker: Some(who), ..SaidQuestion::default() })
    }

    fn sayings_with(&self, query: &Query) -> Result<FxHashSet<i64>, Fault> {
        self.sayings_that(&SaidQuestion { about: Some(query), ..SaidQuestion::default() })
    }

    /// Sayings with a report that is such a statement.
    fn sayings_that(&self, question: &SaidQuestion<'_>) -> Result<FxHashSet<i64>, Fault> {
        let mut of = self.db.prepare_cached("SELECT saying FROM variant WHERE statement = ?1")?;
        let mut found = FxHashSet::default();
        for (statement, _) in self.statement_days(question)? {
            let saying: Option<i64> = of.query_row([statement], |row| row.get(0)).optional()?;
            let Some(saying) = saying.filter(|saying| !found.contains(saying)) else { continue };
            let fits = match question.about.filter(|query| query.has_phrases()) {
                Some(query) => about::fits(query, &self.one_said(statement)?.content),
                None => true,
            };
            if fits {
                found.insert(saying);
            }
        }
        Ok(found)
    }

    fn brief(&self, row: &Row<'_>) -> Result<SayingBrief, Fault> {
        let saying: i64 = row.get(0)?;
        let languages = "SELECT DISTINCT a.lang FROM variant v JOIN statement s USING (statement) \
                         JOIN article a USING (article) WHERE v.saying = ?1 AND a.lang IS NOT NULL ORDER BY a.lang";
        let kinds = "SELECT kind, count(*) FROM conflict WHERE saying = ?1 GROUP BY kind";
        let fullest = "SELECT v.statement FROM variant v JOIN content c USING (statement) WHERE v.saying = ?1 \
                       GROUP BY v.statement ORDER BY sum(c.ends - c.starts) DESC, v.statement LIMIT 1";
        let fullest = self.rows(fullest, saying, |row| row.get::<_, i64>(0))?;
        let words = fullest.first().map(|statement| self.one_said(*statement)).transpose()?;
        Ok(SayingBrief {
            saying,
            handle: row.get(1)?,
            day: row.get(2)?,
            speaker: row.get(3)?,
            speaker_id: row.get(4)?,
            reports: row.get(5)?,
            independent: row.get(6)?,
            publishers: row.get(7)?,
            languages: self.rows(languages, saying, |row| row.get(0))?,
            conflicts_by_kind: self
                .rows(kinds, saying, |row| Ok((row.get(0)?, row.get(1)?)))?
                .into_iter()
                .collect(),
            words: words.map(|said| said.content).unwrap_or_default(),
        })
    }

    /// The saying that the statement of that number is a report of; none where nobody else is known to report it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn saying(&self, statement: i64) -> Result<Option<Saying>> {
        self.saying_of(statement).map_err(|fault| self.fail(fault))
    }

    fn saying_of(&self, statement: i64) -> Result<Option<Saying>, Fault> {
        let sql = format!(
            "{COLUMNS} WHERE g.saying = (SELECT v.saying FROM variant v WHERE v.statement = ?1)"
        );
        let mut find = self.db.prepare_cached(&sql)?;
        let mut rows = find.query([statement])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let brief = self.brief(row)?;
        let sql = "SELECT earliest FROM saying WHERE saying = ?1";
        let earliest: i64 =
            self.db.prepare_cached(sql)?.query_row([brief.saying], |row| row.get(0))?;
        let mut reports = reports(&self.db, brief.saying)?;
        // The ledger's word counts, should the order of two reports of one moment be another.
        reports.sort_by_key(|report| report.brief.statement != earliest);
        Ok(Some(Saying {
            earliest: one_brief(&self.db, earliest)?,
            variants: self.variants(reports)?,
            conflicts: conflict::of_saying(&self.db, brief.saying)?,
            brief,
        }))
    }

    /// Puts reports of the very same words together, and compares each with the first of its language.
    fn variants(&self, reports: Vec<Report>) -> Result<Vec<Variant>, Fault> {
        let mut variants: Vec<Variant> = Vec::new();
        let mut known: FxHashMap<(Option<String>, String), usize> = FxHashMap::default();
        for report in reports {
            let key = (report.brief.lang.clone(), folded(&report.content));
            let at = *known.entry(key).or_insert(variants.len());
            match variants.get_mut(at) {
                Some(variant) => variant.reports.push(report),
                None => variants.push(Variant { reports: vec![report], compared: None }),
            }
        }
        let reader = Reader::default();
        let wordings = variants.iter().map(|variant| self.wording(&variant.reports[0], &reader));
        let wordings = wordings.collect::<Result<Vec<_>, Fault>>()?;
        let lang = |variant: &Variant| variant.reports[0].brief.lang.clone();
        let mut base: FxHashMap<Option<String>, usize> = FxHashMap::default();
        for at in 0..variants.len() {
            let lang = lang(&variants[at]);
            let of_lang: Vec<usize> = (0..variants.len())
                .filter(|other| variants[*other].reports[0].brief.lang == lang)
                .collect();
            let with = *base.entry(lang).or_insert_with(|| compared_with(&of_lang, &wordings));
            if with != at {
                let handle = variants[with].reports[0].brief.handle.clone();
                variants[at].compared =
                    Some(Compared::new(&handle, &wordings[with], &wordings[at]));
            }
        }
        Ok(variants)
    }

    fn wording(&self, report: &Report, reader: &Reader) -> Result<Wording, Fault> {
        let sql = "SELECT article, number FROM statement WHERE statement = ?1";
        let (article, number): (i64, usize) = self
            .db
            .prepare_cached(sql)?
            .query_row([report.brief.statement], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let line = recall::line(&self.db, article)?;
        let Some(said) = number.checked_sub(1).and_then(|at| line.statements.get(at)) else {
            return Ok(Wording::of_text(&report.content));
        };
        Ok(Wording::new(&line, &Places::new(&line.text), reader, said))
    }
}

/// Which of some wordings the others are compared with: the first, or the fullest where the first is an excerpt of it.
fn compared_with(of_lang: &[usize], wordings: &[Wording]) -> usize {
    let first = of_lang[0];
    let words = |at: usize| wordings[at].words.len();
    let fullest = of_lang.iter().copied().max_by_key(|at| (words(*at), std::cmp::Reverse(*at)));
    let fullest = fullest.unwrap_or(first);
    let shorter = (words(first) as f64) < words(fullest) as f64 * EXCERPT;
    let is_excerpt =
        shorter && Compared::new("", &wordings[first], &wordings[fullest]).kept() >= WITHIN;
    if is_excerpt { fullest } else { first }
}

/// The words of a text, without marks and differences of spelling that mean nothing.
fn folded(text: &str) -> String {
    let tokens = tokenize(text);
    let is_word = |i: &usize| !matches!(tokens[*i].kind, TokenKind::Mark(_) | TokenKind::Break);
    let forms = (0..tokens.len()).filter(is_word).map(|i| tokens.form(i));
    forms.collect::<Vec<_>>().join(" ")
}
