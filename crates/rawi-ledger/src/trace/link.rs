//! Which articles repeat each other, and which statements say the same: pairs.

use std::collections::VecDeque;
use std::sync::Arc;

use rawi_statement::line::{Line, Places};
use rawi_trace::{
    Gist, Link, NoEncoder, OCCASION_DAYS, Overlap, Reader, Scene, Shingles, Sketch, Wording,
    matches, phrases,
};
use rusqlite::{CachedStatement, Transaction, params};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::entry::{Words, is_body};
use crate::error::Fault;
use crate::recall;

/// An article that is ready to be linked.
#[derive(Clone, Debug)]
pub(crate) struct Ready {
    /// Its number.
    pub article: i64,
    /// Its day, as a number of days.
    pub day: Option<i32>,
    /// What it is compared by.
    pub traits: Arc<Traits>,
}

/// What an article is compared by with others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    /// Its running text.
    pub shingles: Shingles,
    /// The prints of that.
    pub sketch: Sketch,
    /// By which articles about the same event are sought.
    pub event: Vec<u32>,
    /// Its statements, in order.
    pub said: Vec<Said>,
}

/// A statement, as it is compared with others.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Its number.
    pub statement: i64,
    /// What it says.
    pub gist: Gist,
    /// By which common wording is sought.
    pub phrases: Vec<u32>,
}

impl Traits {
    /// The traits of a line; its article and its statements get their numbers when it is stored.
    pub(crate) fn new(
        line: &Line,
        places: &Places,
        words: &Words<'_>,
        scene: &Scene<'_>,
        reader: &Reader,
    ) -> Self {
        let said = line.statements.iter().map(|statement| {
            let wording = Wording::new(line, places, reader, statement);
            let gist = Gist::new(0, line, scene, statement, &wording);
            Said { statement: 0, gist, phrases: phrases(&wording.text) }
        });
        let said = said.collect();
        let hashes = words.body_hashes(line, places);
        Self {
            shingles: Shingles::of_words(&hashes),
            sketch: Sketch::of_words(&hashes),
            event: scene.context().keys(),
            said,
        }
    }

    /// Gives numbers to the article and its statements.
    pub(crate) fn number(&mut self, article: i64, first: i64) {
        for (said, statement) in self.said.iter_mut().zip(first..) {
            said.statement = statement;
            said.gist.article = article;
        }
    }
}

/// An article's own running text: what its copies have in common with it. Blocks are kind, start and end.
pub(crate) fn body_text(text: &str, places: &Places, blocks: &[(String, usize, usize)]) -> String {
    let mut out = String::with_capacity(text.len());
    for (kind, start, end) in blocks {
        if is_body(kind) {
            out.push_str(places.of(text, *start, *end).unwrap_or_default());
            out.push('\n');
        }
    }
    out
}

/// Articles whose traits are kept in memory: those that were used last.
const KEPT: usize = 16_000;

/// What is at hand of articles that may be partners of new ones.
#[derive(Debug, Default)]
pub(crate) struct Near {
    reader: Reader,
    traits: FxHashMap<i64, Arc<Traits>>,
    order: VecDeque<i64>,
}

impl Near {
    /// The stemmer and what goes with it.
    pub(crate) fn reader(&self) -> &Reader {
        &self.reader
    }

    fn keep(&mut self, article: i64, traits: Arc<Traits>) {
        if self.traits.insert(article, traits).is_none() {
            self.order.push_back(article);
        }
        while self.order.len() > KEPT {
            if let Some(oldest) = self.order.pop_front() {
                self.traits.remove(&oldest);
            }
        }
    }

    /// The traits of an article, read from the ledger where they are not at hand.
    pub(crate) fn traits(
        &mut self,
        db: &Transaction<'_>,
        article: i64,
    ) -> Result<Arc<Traits>, Fault> {
        if let Some(traits) = self.traits.get(&article) {
            return Ok(Arc::clone(traits));
        }
        let line = recall::line(db, article)?;
        let scene = Scene::new(&line, &self.reader);
        let words = Words::new(&line.text, scene.tokens(), None);
        let mut traits = Traits::new(&line, &Places::new(&line.text), &words, &scene, &self.reader);
        let mut first =
            db.prepare_cached("SELECT min(statement) FROM statement WHERE article = ?1")?;
        let first: Option<i64> = first.query_row([article], |row| row.get(0))?;
        traits.number(article, first.unwrap_or(0));
        let traits = Arc::new(traits);
        self.keep(article, Arc::clone(&traits));
        Ok(traits)
    }

    /// An article of the ledger, ready to be linked.
    pub(crate) fn ready(&mut self, db: &Transaction<'_>, article: i64) -> Result<Ready, Fault> {
        let mut find = db.prepare_cached("SELECT day FROM article WHERE article = ?1")?;
        let day: Option<String> = find.query_row([article], |row| row.get(0))?;
        let day = day.and_then(|day| rawi_trace::day_number(&day));
        Ok(Ready { article, day, traits: self.traits(db, article)? })
    }
}

/// Links a batch with itself and with what was linked before.
pub(crate) fn batch(db: &Transaction<'_>, near: &mut Near, batch: Vec<Ready>) -> Result<(), Fault> {
    let mut links = Links {
        db,
        near,
        loose_articles: FxHashSet::default(),
        loose_statements: FxHashSet::default(),
    };
    let mut newest = Vec::with_capacity(batch.len());
    for ready in batch {
        let older = links.older(ready.article)?;
        for article in older {
            links.forget(article)?;
        }
        if links.is_newest(ready.article)? {
            links.near.keep(ready.article, Arc::clone(&ready.traits));
            newest.push(ready);
        }
    }
    links.index(&newest)?;
    for ready in &newest {
        links.copies(ready)?;
        links.sayings(ready)?;
    }
    links.tell_loose()
}

struct Links<'a> {
    db: &'a Transaction<'a>,
    near: &'a mut Near,
    loose_articles: FxHashSet<i64>,
    loose_statements: FxHashSet<i64>,
}

impl<'a> Links<'a> {
    fn is_newest(&self, article: i64) -> Result<bool, Fault> {
        let mut find = self.db.prepare_cached("SELECT latest FROM article WHERE article = ?1")?;
        Ok(find.query_row([article], |row| row.get(0))?)
    }

    /// The versions of an article that are older than it.
    fn older(&self, article: i64) -> Result<Vec<i64>, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT o.article FROM article n JOIN article o ON o.source = n.source AND o.version < n.version \
             WHERE n.article = ?1 AND n.version > 1",
        )?;
        let found =
            find.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(found)
    }

    /// Takes a superseded version out of the indexes and pairs.
    fn forget(&mut self, article: i64) -> Result<(), Fault> {
        let numbers = |sql: &str| -> Result<Vec<i64>, Fault> {
            let mut find = self.db.prepare_cached(sql)?;
            let found =
                find.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(found)
        };
        let statements = numbers("SELECT statement FROM statement WHERE article = ?1")?;
        let copies = numbers(
            "SELECT other FROM copy_pair WHERE one = ?1 UNION SELECT one FROM copy_pair WHERE other = ?1",
        )?;
        if !copies.is_empty() {
            self.loose_articles.extend(copies.into_iter().chain([article]));
        }
        let traits = self.near.traits(self.db, article)?;
        let run = |sql: &str, number: i64, value: i64| -> Result<(), Fault> {
            self.db.prepare_cached(sql)?.execute(params![number, value])?;
            Ok(())
        };
        for print in &traits.sketch.prints {
            run("DELETE FROM print WHERE article = ?1 AND hash = ?2", article, i64::from(*print))?;
        }
        for key in &traits.event {
            run("DELETE FROM event_key WHERE article = ?1 AND key = ?2", article, i64::from(*key))?;
        }
        run("DELETE FROM copy_pair WHERE one = ?1 OR other = ?2", article, article)?;
        for said in &traits.said {
            for hash in &said.phrases {
                run(
                    "DELETE FROM phrase WHERE statement = ?1 AND hash = ?2",
                    said.statement,
                    i64::from(*hash),
                )?;
            }
            for key in said.gist.speaker.keys() {
                run(
                    "DELETE FROM speaker_key WHERE statement = ?1 AND key = ?2",
                    said.statement,
                    i64::from(key),
                )?;
            }
        }
        for statement in statements {
            let mut find = self.db.prepare_cached(
                "SELECT other FROM link WHERE one = ?1 UNION SELECT one FROM link WHERE other = ?1",
            )?;
            let linked: Vec<i64> =
                find.query_map([statement], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            if !linked.is_empty() {
                self.loose_statements.extend(linked.into_iter().chain([statement]));
            }
            run("DELETE FROM link WHERE one = ?1 OR other = ?2", statement, statement)?;
            run("DELETE FROM chain WHERE statement = ?1 OR statement = ?2", statement, statement)?;
        }
        Ok(())
    }

    /// Puts a batch into the indexes, in the order of the keys: neighbours share a page of the file.
    fn index(&self, batch: &[Ready]) -> Result<(), Fault> {
        let mut prints = Vec::new();
        let (mut phrases, mut speakers, mut events) = (Vec::new(), Vec::new(), Vec::new());
        for ready in batch {
            let article = ready.article;
            prints.extend(ready.traits.sketch.prints.iter().map(|hash| (*hash, article)));
            if let Some(day) = ready.day {
                events.extend(ready.traits.event.iter().map(|key| (*key, day, article)));
            }
            for said in &ready.traits.said {
                phrases.extend(said.phrases.iter().map(|hash| (*hash, said.statement)));
                if let Some(day) = said.gist.day {
                    let keys = said.gist.speaker.keys();
                    speakers.extend(keys.into_iter().map(|key| (key, day, said.statement)));
                }
            }
        }
        let pairs = |sql: &str, mut rows: Vec<(u32, i64)>| -> Result<(), Fault> {
            rows.sort_unstable();
            let mut add = self.db.prepare_cached(sql)?;
            rows.into_iter().try_for_each(|row| add.execute(row).map(|_| ()).map_err(Fault::from))
        };
        let triples = |sql: &str, mut rows: Vec<(u32, i32, i64)>| -> Result<(), Fault> {
            rows.sort_unstable();
            let mut add = self.db.prepare_cached(sql)?;
            rows.into_iter().try_for_each(|row| add.execute(row).map(|_| ()).map_err(Fault::from))
        };
        pairs("INSERT OR IGNORE INTO print VALUES (?1, ?2)", prints)?;
        pairs("INSERT OR IGNORE INTO phrase VALUES (?1, ?2)", phrases)?;
        triples("INSERT OR IGNORE INTO speaker_key VALUES (?1, ?2, ?3)", speakers)?;
        triples("INSERT OR IGNORE INTO event_key VALUES (?1, ?2, ?3)", events)
    }

    /// Finds the articles that repeat this one or are repeated by it.
    fn copies(&mut self, ready: &Ready) -> Result<(), Fault> {
        let own = &ready.traits;
        let mut shared: FxHashMap<i64, usize> = FxHashMap::default();
        let mut find = self.db.prepare_cached("SELECT article FROM print WHERE hash = ?1")?;
        for hash in &own.sketch.prints {
            each_number(&mut find, params![hash], |article| {
                *shared.entry(article).or_default() += 1
            })?;
        }
        shared.remove(&ready.article);
        let mut candidates: Vec<i64> = Vec::new();
        let mut count = self.db.prepare_cached("SELECT prints FROM sketch WHERE article = ?1")?;
        for (article, common) in shared {
            // Nearly all candidates share one print of many: those are passed over without a look at the other text.
            let mut prints = own.sketch.prints.len();
            if common < Sketch::needed(prints) {
                prints = prints.min(count.query_row([article], |row| row.get(0))?);
            }
            if common >= Sketch::needed(prints) {
                candidates.push(article);
            }
        }
        candidates.sort_unstable();
        for article in candidates {
            let other = self.near.traits(self.db, article)?;
            let overlap = own.shingles.overlap(&other.shingles);
            if overlap.is_copy() {
                self.copy(ready.article, article, overlap)?;
            }
        }
        Ok(())
    }

    fn copy(&mut self, one: i64, other: i64, overlap: Overlap) -> Result<(), Fault> {
        let mut add =
            self.db.prepare_cached("INSERT OR IGNORE INTO copy_pair VALUES (?1, ?2, ?3, ?4)")?;
        add.execute(params![one.min(other), one.max(other), overlap.common, overlap.jaccard])?;
        self.loose_articles.extend([one, other]);
        Ok(())
    }

    /// Finds the statements of other articles that say what this article's say.
    fn sayings(&mut self, ready: &Ready) -> Result<(), Fault> {
        let said = &ready.traits.said;
        if said.is_empty() {
            return Ok(());
        }
        // By the event: every statement of the other article.
        let mut events: FxHashMap<i64, usize> = FxHashMap::default();
        if let Some(day) = ready.day {
            let mut find = self.db.prepare_cached(
                "SELECT article FROM event_key WHERE key = ?1 AND day BETWEEN ?2 AND ?3",
            )?;
            for key in &ready.traits.event {
                let days = params![key, day - OCCASION_DAYS, day + OCCASION_DAYS];
                each_number(&mut find, days, |article| *events.entry(article).or_default() += 1)?;
            }
        }
        let mut partners: Vec<FxHashSet<i64>> = vec![FxHashSet::default(); said.len()];
        for (partners, said) in partners.iter_mut().zip(said) {
            let mut find =
                self.db.prepare_cached("SELECT statement FROM phrase WHERE hash = ?1")?;
            for hash in &said.phrases {
                each_number(&mut find, params![hash], |other| {
                    partners.insert(other);
                })?;
            }
            let Some(day) = said.gist.day else { continue };
            let mut find = self.db.prepare_cached(
                "SELECT statement FROM speaker_key WHERE key = ?1 AND day BETWEEN ?2 AND ?3",
            )?;
            for key in said.gist.speaker.keys() {
                let days = params![key, day - OCCASION_DAYS, day + OCCASION_DAYS];
                each_number(&mut find, days, |other| {
                    partners.insert(other);
                })?;
            }
        }
        // The partners' articles, each looked at once.
        let mut of_article =
            self.db.prepare_cached("SELECT article FROM statement WHERE statement = ?1")?;
        let mut articles: FxHashMap<i64, Vec<(usize, i64)>> = FxHashMap::default();
        for (i, partners) in partners.into_iter().enumerate() {
            for partner in partners {
                let article = of_article.query_row([partner], |row| row.get(0))?;
                articles.entry(article).or_default().push((i, partner));
            }
        }
        events.retain(|_, keys| *keys >= EVENT_KEYS);
        events.remove(&ready.article);
        articles.remove(&ready.article);
        for article in events.keys() {
            articles.entry(*article).or_default();
        }
        for (article, some) in articles {
            let other = self.near.traits(self.db, article)?;
            let one_event = events.contains_key(&article);
            let wanted =
                |i: usize, j: usize| one_event || some.contains(&(i, other.said[j].statement));
            let own: Vec<&Gist> = said.iter().map(|said| &said.gist).collect();
            let theirs: Vec<&Gist> = other.said.iter().map(|said| &said.gist).collect();
            for (i, j, link) in matches(&own, &theirs, &wanted, &NoEncoder) {
                self.link(said[i].statement, other.said[j].statement, link)?;
            }
        }
        Ok(())
    }

    fn link(&mut self, one: i64, other: i64, link: Link) -> Result<(), Fault> {
        let (a, b) = (one.min(other), one.max(other));
        let mut add =
            self.db.prepare_cached("INSERT OR IGNORE INTO link VALUES (?1, ?2, ?3, ?4)")?;
        // Rounded, so that a ledger is the same wherever it was made.
        let score = (f64::from(link.score) * 1000.0).round() / 1000.0;
        add.execute(params![a, b, link.kind.name(), score])?;
        self.loose_statements.extend([a, b]);
        Ok(())
    }

    fn tell_loose(&self) -> Result<(), Fault> {
        let all = |sql: &str, numbers: &FxHashSet<i64>| -> Result<(), Fault> {
            let mut add = self.db.prepare_cached(sql)?;
            numbers
                .iter()
                .try_for_each(|number| add.execute([number]).map(|_| ()).map_err(Fault::from))
        };
        all("INSERT OR IGNORE INTO loose_article VALUES (?1)", &self.loose_articles)?;
        all("INSERT OR IGNORE INTO loose_statement VALUES (?1)", &self.loose_statements)
    }
}

/// Keys that two articles about one event share at the least.
const EVENT_KEYS: usize = 3;

/// Calls `take` with the first column of every row.
fn each_number(
    find: &mut CachedStatement<'_>,
    params: impl rusqlite::Params,
    mut take: impl FnMut(i64),
) -> Result<(), Fault> {
    let mut rows = find.query(params)?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?);
    }
    Ok(())
}
