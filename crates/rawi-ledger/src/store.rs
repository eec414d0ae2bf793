//! Putting articles into a ledger.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use rawi_actor::Registry;
use rawi_statement::line::{Dated, Line, Statement};
use rawi_text::Lang;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::FxHashMap;

use crate::entry::{Entry, Fingerprint, Source};
use crate::error::{Fault, Result};
use crate::open::{self, Ledger};
use crate::recall;
use crate::trace::{Ready, Tracer};

/// Identifiers of actors that are kept in memory.
const KNOWN_ACTORS: usize = 200_000;

/// A ledger that is open for writing. There is one writer at a time; the others are told so.
pub struct Writer {
    ledger: Ledger,
    registry: &'static Registry,
    known: Known,
    tracer: Tracer,
    /// Whether batches are linked as they are stored.
    linking: bool,
    /// Held until the writer is closed.
    _lock: File,
}

/// What a batch changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// Articles that are new, newer versions included.
    pub articles: u64,
    /// Of these, newer versions of an article that was there.
    pub versions: u64,
    /// Pages that were there already, or carry what the ledger has.
    pub known: u64,
    /// Statements of the new articles.
    pub statements: u64,
}

impl Stored {
    /// Adds what another batch changed.
    pub fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.versions += other.versions;
        self.known += other.known;
        self.statements += other.statements;
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("path", &self.ledger.path).finish_non_exhaustive()
    }
}

impl Writer {
    /// Opens the ledger in `path` for writing; a missing or empty file becomes one, an older one is brought up to date.
    ///
    /// `registry` gives the names of the actors that are stored.
    ///
    /// # Errors
    /// When the file is no ledger, is newer than this crate, may not be written, or another writer has it.
    pub fn open(path: &Path, registry: &'static Registry) -> Result<Self> {
        let (ledger, lock) = open::for_writing(path)?;
        Ok(Self {
            ledger,
            registry,
            known: Known::default(),
            tracer: Tracer::default(),
            linking: true,
            _lock: lock,
        })
    }

    /// The ledger, for questions.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Stores a batch in one transaction: when this returns without an error, all of it outlives a crash; else none of it
    /// was stored.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn store(&mut self, entries: Vec<Entry>) -> Result<Stored> {
        let mut stored = Stored::default();
        let mut linking = self.linking;
        let written = (|| -> Result<(), Fault> {
            let batch = self.ledger.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut ready = Vec::new();
            for entry in entries {
                let mut into = Into { db: &batch, registry: self.registry, known: &mut self.known };
                ready.extend(into.entry(entry, &mut stored)?);
            }
            if linking {
                linking = self.tracer.link(&batch, ready)?;
            }
            Ok(batch.commit()?)
        })();
        self.linking = linking;
        // What a failed batch gave numbers to is not there.
        written.map_err(|fault| {
            self.known = Known::default();
            self.tracer = Tracer::default();
            self.ledger.fail(fault)
        })?;
        Ok(stored)
    }

    /// Traces what was stored since the last time: copies, sayings, chains, conflicts. `tell` hears how many articles are
    /// done, of how many.
    ///
    /// Each step is one transaction; when a run ends in the middle, the next one goes on from there. The result does not
    /// depend on how the articles were cut into runs.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn trace(&mut self, tell: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let Self { ledger, registry, known, tracer, .. } = self;
        let done = tracer.pending(&mut ledger.db, registry, known, tell);
        self.linking = true;
        done.map_err(|fault| {
            self.known = Known::default();
            self.tracer = Tracer::default();
            self.ledger.fail(fault)
        })
    }

    /// Leaves what is stored from now on to the next [`Writer::trace`].
    pub fn only_store(&mut self) {
        self.linking = false;
    }

    /// Moves what stands in the log into the file and closes it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn close(self) -> Result<()> {
        let Self { ledger, .. } = self;
        let done = ledger.db.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);");
        done.map_err(|error| ledger.fail(error))
    }
}

/// Numbers of actors that were looked up before.
#[derive(Debug, Default)]
pub(crate) struct Known {
    actors: FxHashMap<String, i64>,
}

impl Known {
    /// The number of the actor `id`, who gets one if need be.
    pub(crate) fn actor(
        &mut self,
        db: &Connection,
        registry: &Registry,
        id: &str,
    ) -> Result<i64, Fault> {
        if let Some(number) = self.actors.get(id) {
            return Ok(*number);
        }
        let mut find = db.prepare_cached("SELECT actor FROM actor WHERE id = ?1")?;
        let number = match find.query_row([id], |row| row.get(0)).optional()? {
            Some(number) => number,
            None => add_actor(db, registry, id)?,
        };
        if self.actors.len() >= KNOWN_ACTORS {
            self.actors.clear();
        }
        self.actors.insert(id.to_owned(), number);
        Ok(number)
    }
}

fn add_actor(db: &Connection, registry: &Registry, id: &str) -> Result<i64, Fault> {
    let actor = registry.by_id(id);
    let kind = actor.map(|actor| actor.kind().name());
    let [ar, en] = [Lang::Ar, Lang::En]
        .map(|lang| actor.map(|actor| actor.name(lang)).filter(|name| !name.is_empty()));
    let mut add =
        db.prepare_cached("INSERT INTO actor (id, kind, ar, en) VALUES (?1, ?2, ?3, ?4)")?;
    Ok(add.insert(params![id, kind, ar, en])?)
}

/// A batch, while it is written.
struct Into<'a> {
    db: &'a Transaction<'a>,
    registry: &'static Registry,
    known: &'a mut Known,
}

impl Into<'_> {
    fn entry(&mut self, mut entry: Entry, stored: &mut Stored) -> Result<Option<Ready>, Fault> {
        let fingerprint = entry.fingerprint.0;
        if has_page(self.db, &entry.fingerprint)? {
            stored.known += 1;
            return Ok(None);
        }
        let before = match entry.source {
            Some(source) => self.newest(source)?,
            None => None,
        };
        let mut page =
            self.db.prepare_cached("INSERT INTO page (fingerprint, article) VALUES (?1, ?2)")?;
        if let Some((article, _)) = before
            && same_but_for_id(&recall::line(self.db, article)?, &entry.line)
        {
            page.execute(params![fingerprint, article])?;
            stored.known += 1;
            return Ok(None);
        }
        let version = before.map_or(1, |(_, version)| version + 1);
        let article = self.article(&entry, version)?;
        page.execute(params![fingerprint, article])?;
        if let Some((older, _)) = before {
            self.supersede(older)?;
            stored.versions += 1;
        }
        self.parts(article, &entry.line)?;
        self.credits(article, &entry)?;
        let first = self.words(article, &entry)?;
        stored.articles += 1;
        stored.statements += entry.line.statements.len() as u64;
        let line = &entry.line;
        let day = line.written.as_ref().or(line.published.as_ref());
        let day = day.and_then(|dated| rawi_trace::day_number(&dated.value));
        entry.traits.number(article, first.unwrap_or(0));
        Ok(Some(Ready { article, day, traits: Arc::new(entry.traits) }))
    }

    /// The newest version of a source: its number and which version it is.
    fn newest(&self, source: Source) -> Result<Option<(i64, i64)>, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT article, version FROM article WHERE source = ?1 ORDER BY version DESC LIMIT 1",
        )?;
        Ok(find.query_row([source.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// The id, or the id and a number where it is taken.
    fn handle(&self, id: &str) -> Result<String, Fault> {
        let mut taken = self.db.prepare_cached("SELECT 1 FROM article WHERE handle = ?1")?;
        if !taken.exists([id])? {
            return Ok(id.to_owned());
        }
        let mut count = self.db.prepare_cached("SELECT count(*) FROM article WHERE id = ?1")?;
        let mut number: i64 = count.query_row([id], |row| row.get(0))?;
        loop {
            number += 1;
            let handle = format!("{id}~{number}");
            if number > 1 && !taken.exists([&handle])? {
                return Ok(handle);
            }
        }
    }

    fn article(&self, entry: &Entry, version: i64) -> Result<i64, Fault> {
        let Line { id, url, lang, publisher, byline, credit, title, published, written, .. } =
            &entry.line;
        let handle = self.handle(id)?;
        let day = written.as_ref().or(published.as_ref()).map(|dated| &dated.value);
        let bases = &entry.line.bases;
        let mut add = self.db.prepare_cached(
            "INSERT INTO article VALUES (NULL, ?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9, ?10, \
             ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
        )?;
        let none = None::<&Dated>;
        let [published, written] =
            [published.as_ref().or(none), written.as_ref().or(none)].map(dated_cells);
        Ok(add.insert(params![
            handle,
            id,
            entry.source.map(|source| source.0),
            version,
            url,
            lang,
            publisher,
            byline,
            credit,
            day,
            published.0,
            published.1,
            published.2,
            published.3,
            published.4,
            published.5,
            written.0,
            written.1,
            written.2,
            written.3,
            written.4,
            written.5,
            title.as_ref().map(|title| &title.text),
            title.as_ref().map(|title| title.start),
            title.as_ref().map(|title| title.end),
            bases.title,
            bases.byline,
            bases.publisher,
            entry.line.text,
        ])?)
    }

    /// Takes an older version out of what is searched. What tracing made of it goes when the newer one is traced.
    fn supersede(&self, older: i64) -> Result<(), Fault> {
        self.db.execute("UPDATE article SET latest = 0 WHERE article = ?1", [older])?;
        self.db.execute("DELETE FROM article_words WHERE rowid = ?1", [older])?;
        self.db.execute(
            "DELETE FROM statement_words WHERE rowid IN (SELECT statement FROM statement WHERE article = ?1)",
            [older],
        )?;
        Ok(())
    }

    fn parts(&mut self, article: i64, line: &Line) -> Result<(), Fault> {
        let db = self.db;
        let mut add = db.prepare_cached("INSERT INTO block VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (i, block) in line.blocks.iter().enumerate() {
            add.execute(params![article, i, block.kind, block.start, block.end, block.lang])?;
        }
        let mut add = db.prepare_cached(
            "INSERT INTO post VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        for (i, post) in line.posts.iter().enumerate() {
            let [links, mentions, hashtags] =
                [&post.links, &post.mentions, &post.hashtags].map(as_json);
            add.execute(params![
                article,
                i,
                post.platform,
                post.author,
                post.handle,
                post.date,
                post.text,
                links,
                mentions,
                hashtags,
                post.block,
                post.start,
                post.end,
            ])?;
        }
        let mut add = db.prepare_cached("INSERT INTO finding VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (i, finding) in line.findings.iter().enumerate() {
            let spans = as_json(&finding.spans);
            add.execute(params![article, i, finding.code, finding.message, spans])?;
        }
        let mut add = db.prepare_cached("INSERT INTO repair VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (i, repair) in line.repairs.iter().enumerate() {
            add.execute(params![article, i, repair.start, repair.end, repair.was, repair.code])?;
        }
        let mut add =
            db.prepare_cached("INSERT INTO time VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
        for (i, time) in line.times.iter().enumerate() {
            add.execute(params![
                article,
                i,
                time.start,
                time.end,
                time.kind,
                time.value,
                time.from,
                time.to,
                time.modifier,
            ])?;
        }
        let mut add = db.prepare_cached("INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (i, mention) in line.mentions.iter().enumerate() {
            let actor = self.actor(mention.actor.as_deref())?;
            add.execute(params![article, i, mention.start, mention.end, mention.kind, actor])?;
        }
        (1..)
            .zip(&line.statements)
            .try_for_each(|(number, said)| self.statement(article, number, said).map(|_| ()))
    }

    fn actor(&mut self, id: Option<&str>) -> Result<Option<i64>, Fault> {
        id.map(|id| self.known.actor(self.db, self.registry, id)).transpose()
    }

    fn statement(&mut self, article: i64, number: i64, said: &Statement) -> Result<i64, Fault> {
        let db = self.db;
        let speaker = said.speaker.as_ref();
        let speaker_actor = self.actor(speaker.and_then(|speaker| speaker.actor.as_deref()))?;
        let addressee_actor = self.actor(said.addressee_actor.as_deref())?;
        let place_actor = self.actor(said.place_actor.as_deref())?;
        let mut add = db.prepare_cached(
            "INSERT INTO statement VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, \
             ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?;
        let statement = add.insert(params![
            article,
            number,
            said.cue.as_ref().map(|cue| cue.start),
            said.cue.as_ref().map(|cue| cue.end),
            said.source.as_ref().map(|source| source.start),
            said.source.as_ref().map(|source| source.end),
            speaker.map(|speaker| &speaker.name),
            speaker_actor,
            speaker.map(|speaker| &speaker.basis),
            said.mode,
            said.act,
            said.negated,
            said.addressee,
            addressee_actor,
            said.time.as_ref().map(|time| &time.value),
            said.place,
            place_actor,
            said.block,
            said.confidence,
        ])?;
        let mut add = db.prepare_cached("INSERT INTO content VALUES (?1, ?2, ?3, ?4)")?;
        for (i, piece) in said.content.iter().enumerate() {
            add.execute(params![statement, i, piece.start, piece.end])?;
        }
        let mut add = db.prepare_cached("INSERT INTO via VALUES (?1, ?2, ?3, ?4)")?;
        for (i, name) in said.via.iter().enumerate() {
            let actor = said.via_actors.get(i).and_then(|actor| actor.as_deref());
            let actor = self.actor(actor)?;
            add.execute(params![statement, i, name, actor])?;
        }
        Ok(statement)
    }

    fn credits(&mut self, article: i64, entry: &Entry) -> Result<(), Fault> {
        let db = self.db;
        let mut add = db.prepare_cached("INSERT INTO credit VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (step, credit) in entry.credits.iter().enumerate() {
            let actor = self.actor(Some(&credit.actor))?;
            add.execute(params![article, step, credit.name, actor, credit.kind])?;
        }
        Ok(())
    }

    /// Fills the indexes of words; the number of the article's first statement.
    fn words(&self, article: i64, entry: &Entry) -> Result<Option<i64>, Fault> {
        let db = self.db;
        let mut add = db
            .prepare_cached("INSERT INTO article_words (rowid, title, body) VALUES (?1, ?2, ?3)")?;
        add.execute(params![article, entry.words.0, entry.words.1])?;
        let mut first =
            db.prepare_cached("SELECT min(statement) FROM statement WHERE article = ?1")?;
        let first: Option<i64> = first.query_row([article], |row| row.get(0))?;
        if let Some(first) = first {
            let mut add =
                db.prepare_cached("INSERT INTO statement_words (rowid, body) VALUES (?1, ?2)")?;
            for (i, said) in entry.said.iter().enumerate() {
                add.execute(params![first + i as i64, said])?;
            }
        }
        let sketch = &entry.traits.sketch;
        let mut add = db.prepare_cached("INSERT INTO sketch VALUES (?1, ?2, ?3)")?;
        add.execute(params![article, sketch.shingles, sketch.prints.len()])?;
        Ok(first)
    }
}

type DatedCells<'a> = (
    Option<&'a str>,
    Option<&'a str>,
    Option<usize>,
    Option<usize>,
    Option<&'a str>,
    Option<&'a str>,
);

fn dated_cells(dated: Option<&Dated>) -> DatedCells<'_> {
    let Some(dated) = dated else { return (None, None, None, None, None, None) };
    (
        Some(&dated.value),
        Some(&dated.basis),
        dated.start,
        dated.end,
        dated.time.as_deref(),
        dated.offset.as_deref(),
    )
}

fn as_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers can be written")
}

/// Whether two readings of a page say the same. Their ids may differ: a file may have been moved.
fn same_but_for_id(old: &Line, new: &Line) -> bool {
    let mut moved = new.clone();
    moved.id.clone_from(&old.id);
    for (moved, old) in moved.statements.iter_mut().zip(&old.statements) {
        moved.id.clone_from(&old.id);
    }
    moved == *old
}

/// Whether a page is in the ledger.
pub(crate) fn has_page(db: &Connection, fingerprint: &Fingerprint) -> Result<bool, Fault> {
    let mut find = db.prepare_cached("SELECT 1 FROM page WHERE fingerprint = ?1")?;
    Ok(find.exists([fingerprint.0])?)
}

impl Ledger {
    /// Whether a page is in the ledger, so that it need not be read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_page(&self, fingerprint: &Fingerprint) -> Result<bool> {
        has_page(&self.db, fingerprint).map_err(|fault| self.fail(fault))
    }
}

#[cfg(test)]
mod tests {
    use rawi_page::{Body, Page};
    use rawi_trace::Reader;

    use super::*;

    fn entries(numbers: std::ops::Range<u32>) -> Vec<Entry> {
        let (registry, reader) = (Registry::built_in(), Reader::default());
        let entry = |number: u32| {
            let text = format!("The harbour has {number} lamps. ").repeat(60);
            let page = Page { body: Body::Plain(text.clone()), ..Page::default() };
            let line = Line { id: number.to_string(), text, ..Line::default() };
            Entry::new(Fingerprint::of(&page), None, line, registry, &reader)
        };
        numbers.map(entry).collect()
    }

    fn count(writer: &Writer) -> i64 {
        writer.ledger.db.query_row("SELECT count(*) FROM article", [], |row| row.get(0)).unwrap()
    }

    /// How many pages its file may have from now on.
    fn limit(writer: &Writer, pages: i64) -> i64 {
        let sql = format!("PRAGMA max_page_count = {pages}");
        writer.ledger.db.query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_batch_for_which_there_is_no_room_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::open(&folder.path().join("full"), Registry::built_in()).unwrap();
        writer.store(entries(0..10)).unwrap();
        // It never goes below what there is.
        let all = limit(&writer, 1);
        let error = writer.store(entries(5..400)).unwrap_err();
        assert!(matches!(error.fault, Fault::Full), "{error}");
        assert!(error.to_string().contains("make room and run it again"), "{error}");
        assert_eq!(count(&writer), 10);
        limit(&writer, all * 100);
        assert_eq!(writer.store(entries(5..400)).unwrap().articles, 390);
        assert_eq!(count(&writer), 400);
        writer.close().unwrap();
    }
}
