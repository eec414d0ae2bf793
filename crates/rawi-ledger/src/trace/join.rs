//! Puts together what has new pairs: clusters of copies, sayings with their conflicts, chains.

use rawi_actor::Registry;
use rawi_statement::line::{Line, Places};
use rawi_trace::cluster::{Pair, cohesive, connected};
use rawi_trace::conflict::{Report, conflicts};
use rawi_trace::{Copied, Gist, Passed, Shingles, Wording, chain, change, origin};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::link::{Near, body_text};
use crate::error::Fault;
use crate::recall;
use crate::store::Known;

/// Loose articles or statements that are put together in one transaction.
const CHUNK: usize = 4_000;

fn numbers(db: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<i64>, Fault> {
    let mut find = db.prepare_cached(sql)?;
    let found = find.query_map(params, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Everything that is paired with something of `seeds`, by way of others if need be, and all pairs of it.
fn component(
    db: &Connection,
    sql: &str,
    seeds: &[i64],
) -> Result<(Vec<Pair>, FxHashSet<i64>), Fault> {
    let mut seen: FxHashSet<i64> = seeds.iter().copied().collect();
    let mut ahead: Vec<i64> = seeds.to_vec();
    let mut pairs = Vec::new();
    let mut find = db.prepare_cached(sql)?;
    while let Some(number) = ahead.pop() {
        let mut rows = find.query([number])?;
        while let Some(row) = rows.next()? {
            let (other, score): (i64, f64) = (row.get(0)?, row.get(1)?);
            if seen.insert(other) {
                ahead.push(other);
            }
            if number < other {
                pairs.push(Pair { one: number, other, score: score as f32 });
            }
        }
    }
    Ok((pairs, seen))
}

/// Puts the copies of loose articles together.
pub(crate) fn copies(db: &mut Connection) -> Result<(), Fault> {
    loop {
        let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = format!("SELECT article FROM loose_article ORDER BY article LIMIT {CHUNK}");
        let loose = numbers(&step, &sql, [])?;
        if loose.is_empty() {
            return Ok(());
        }
        let (pairs, seen) = component(
            &step,
            "SELECT other, jaccard FROM copy_pair WHERE one = ?1 UNION ALL \
             SELECT one, jaccard FROM copy_pair WHERE other = ?1",
            &loose,
        )?;
        let mut clear = step.prepare_cached("DELETE FROM copy WHERE article = ?1")?;
        let mut tighten = step.prepare_cached("DELETE FROM loose_article WHERE article = ?1")?;
        // Who reports independently, and through whom, changes with the copies.
        let mut loosen = step.prepare_cached(
            "INSERT OR IGNORE INTO loose_statement \
             SELECT statement FROM statement JOIN variant USING (statement) WHERE article = ?1",
        )?;
        for article in &seen {
            clear.execute([article])?;
            tighten.execute([article])?;
            loosen.execute([article])?;
        }
        for cluster in connected(&pairs) {
            write_copies(&step, &cluster)?;
        }
        drop((clear, tighten, loosen));
        step.commit()?;
    }
}

/// What of an article its copies are told by.
struct Copy {
    article: i64,
    published: Option<String>,
    publisher: Option<String>,
    agencies: Vec<String>,
    title: String,
    lead: String,
    shingles: Shingles,
}

fn write_copies(db: &Connection, cluster: &[i64]) -> Result<(), Fault> {
    let copies =
        cluster.iter().map(|article| copy(db, *article)).collect::<Result<Vec<_>, Fault>>()?;
    let told: Vec<Copied<'_>> = copies
        .iter()
        .map(|copy| Copied {
            article: copy.article,
            published: copy.published.as_deref(),
            publisher: copy.publisher.as_deref(),
            agencies: copy.agencies.iter().map(String::as_str).collect(),
            shingles: copy.shingles.len(),
        })
        .collect();
    let (first, basis) = origin(&told);
    let source = &copies[first];
    let mut add = db.prepare_cached("INSERT INTO copy VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    for copy in &copies {
        let changed =
            change((&source.title, &source.shingles), (&copy.title, &copy.lead, &copy.shingles));
        let share = |value: f64| (value * 1000.0).round() / 1000.0;
        add.execute(params![
            copy.article,
            cluster[0],
            source.article,
            basis.name(),
            share(changed.kept),
            share(changed.added),
            changed.retitled,
            changed.new_lead,
        ])?;
    }
    Ok(())
}

fn copy(db: &Connection, article: i64) -> Result<Copy, Fault> {
    let mut find = db.prepare_cached(
        "SELECT published || COALESCE('T' || published_time, ''), publisher, title, text FROM article WHERE article = ?1",
    )?;
    let (published, publisher, title, text): (
        Option<String>,
        Option<String>,
        Option<String>,
        String,
    ) =
        find.query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut find = db.prepare_cached(
        "SELECT name FROM credit WHERE article = ?1 AND kind = 'agency' ORDER BY step",
    )?;
    let agencies = find.query_map([article], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let places = Places::new(&text);
    let mut find = db
        .prepare_cached("SELECT kind, starts, ends FROM block WHERE article = ?1 ORDER BY block")?;
    let blocks: Vec<(String, usize, usize)> = find
        .query_map([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let body = body_text(&text, &places, &blocks);
    let lead = body.lines().next().unwrap_or_default().to_owned();
    let shingles = Shingles::new(&body);
    Ok(Copy {
        article,
        published,
        publisher,
        agencies,
        title: title.unwrap_or_default(),
        lead,
        shingles,
    })
}

/// Puts the sayings of loose statements together, with their conflicts and the chains of their reports.
pub(crate) fn sayings(
    db: &mut Connection,
    registry: &Registry,
    known: &mut Known,
    near: &mut Near,
    tell: &mut dyn FnMut(u64, u64),
) -> Result<(), Fault> {
    let all: i64 = db.query_row("SELECT count(*) FROM loose_statement", [], |row| row.get(0))?;
    loop {
        let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = format!("SELECT statement FROM loose_statement ORDER BY statement LIMIT {CHUNK}");
        let loose = numbers(&step, &sql, [])?;
        if loose.is_empty() {
            return Ok(());
        }
        let mut join = Join { db: &step, registry, known, near, read: FxHashMap::default() };
        join.statements(&loose)?;
        drop(join);
        step.commit()?;
        let left: i64 =
            db.query_row("SELECT count(*) FROM loose_statement", [], |row| row.get(0))?;
        tell((all - left).max(0) as u64, all as u64);
    }
}

struct Join<'a> {
    db: &'a Transaction<'a>,
    registry: &'a Registry,
    known: &'a mut Known,
    near: &'a mut Near,
    /// Statements whose words were read.
    read: FxHashMap<i64, Member>,
}

/// A statement with its words.
struct Member {
    article: i64,
    gist: Gist,
    wording: Wording,
    act: String,
    negated: bool,
    passed: Passed,
    day: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    confidence: f64,
}

impl Join<'_> {
    fn statements(&mut self, loose: &[i64]) -> Result<(), Fault> {
        let db = self.db;
        let (pairs, seen) = component(
            db,
            "SELECT other, score FROM link WHERE one = ?1 UNION ALL SELECT one, score FROM link WHERE other = ?1",
            loose,
        )?;
        let mut of = db.prepare_cached("SELECT saying FROM variant WHERE statement = ?1")?;
        let mut old: FxHashSet<i64> = FxHashSet::default();
        for statement in &seen {
            old.extend(of.query_row([statement], |row| row.get::<_, i64>(0)).optional()?);
        }
        let run = |sql: &str, number: &i64| -> Result<(), Fault> {
            db.prepare_cached(sql)?.execute([number])?;
            Ok(())
        };
        for saying in &old {
            run("DELETE FROM saying WHERE saying = ?1", saying)?;
            run("DELETE FROM conflict WHERE saying = ?1", saying)?;
            run("DELETE FROM conflict_side WHERE saying = ?1", saying)?;
        }
        for statement in &seen {
            run("DELETE FROM variant WHERE statement = ?1", statement)?;
            run("DELETE FROM chain WHERE statement = ?1", statement)?;
            run("DELETE FROM loose_statement WHERE statement = ?1", statement)?;
        }
        for group in cohesive(&pairs).into_iter().filter(|group| group.len() > 1) {
            self.saying(&group)?;
        }
        Ok(())
    }

    fn saying(&mut self, group: &[i64]) -> Result<(), Fault> {
        let db = self.db;
        for statement in group {
            if !self.read.contains_key(statement) {
                self.read_article(*statement)?;
            }
        }
        let members: Vec<(i64, &Member)> =
            group.iter().map(|statement| (*statement, &self.read[statement])).collect();
        let reports: Vec<Report<'_>> = members
            .iter()
            .map(|(statement, member)| Report {
                statement: *statement,
                gist: &member.gist,
                wording: &member.wording,
                act: &member.act,
                negated: member.negated,
            })
            .collect();
        let found = conflicts(&reports);
        let saying = group[0];
        let mut articles: Vec<i64> = members.iter().map(|(_, member)| member.article).collect();
        articles.sort_unstable();
        articles.dedup();
        if articles.len() < 2 {
            return Ok(());
        }
        let mut cluster = db.prepare_cached("SELECT cluster FROM copy WHERE article = ?1")?;
        let mut independent: FxHashSet<i64> = FxHashSet::default();
        for article in &articles {
            let of: Option<i64> = cluster.query_row([article], |row| row.get(0)).optional()?;
            independent.insert(of.unwrap_or(*article));
        }
        let publishers: FxHashSet<&str> =
            members.iter().filter_map(|(_, member)| member.publisher.as_deref()).collect();
        // What is not dated is not the earliest.
        let earliest = members
            .iter()
            .min_by_key(|(statement, member)| {
                (member.published.is_none(), &member.published, *statement)
            })
            .map_or(saying, |(statement, _)| *statement);
        let day = members.iter().filter_map(|(_, member)| member.day.as_deref()).min();
        let (speaker, actor) = speaker(&members);
        let (speaker, actor) = (speaker.map(str::to_owned), actor.map(str::to_owned));
        let actor = match actor {
            Some(id) => Some(self.known.actor(db, self.registry, &id)?),
            None => None,
        };
        let mut add =
            db.prepare_cached("INSERT INTO saying VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
        add.execute(params![
            saying,
            articles.len(),
            independent.len(),
            publishers.len(),
            earliest,
            day,
            speaker,
            actor,
            found.len(),
        ])?;
        let mut add = db.prepare_cached("INSERT INTO variant VALUES (?1, ?2)")?;
        for statement in group {
            add.execute([statement, &saying])?;
        }
        let mut add = db.prepare_cached("INSERT INTO conflict VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        let mut side = db.prepare_cached("INSERT INTO conflict_side VALUES (?1, ?2, ?3, ?4)")?;
        for (number, conflict) in (1i64..).zip(&found) {
            let (kind, severity) = (conflict.kind.name(), conflict.severity.name());
            add.execute(params![
                saying,
                number,
                kind,
                severity,
                conflict.one_words,
                conflict.other_words
            ])?;
            for (which, statements) in [(1i64, &conflict.one), (2, &conflict.other)] {
                for statement in statements {
                    side.execute([saying, number, which, *statement])?;
                }
            }
        }
        for statement in group {
            self.chain(*statement)?;
        }
        Ok(())
    }

    fn chain(&mut self, statement: i64) -> Result<(), Fault> {
        let member = &self.read[&statement];
        let links = chain(&member.passed);
        let mut add =
            self.db.prepare_cached("INSERT INTO chain VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (step, link) in (1i64..).zip(links) {
            let actor = match &link.actor {
                Some(id) => Some(self.known.actor(self.db, self.registry, id)?),
                None => None,
            };
            add.execute(params![statement, step, link.role.name(), link.name, actor, link.basis])?;
        }
        Ok(())
    }

    /// Reads the words of all statements of a statement's article.
    fn read_article(&mut self, statement: i64) -> Result<(), Fault> {
        let db = self.db;
        let mut find = db.prepare_cached("SELECT article FROM statement WHERE statement = ?1")?;
        let article: i64 = find.query_row([statement], |row| row.get(0))?;
        let mut find =
            db.prepare_cached("SELECT min(statement) FROM statement WHERE article = ?1")?;
        let first: i64 = find.query_row([article], |row| row.get(0))?;
        let line = recall::line(db, article)?;
        let places = Places::new(&line.text);
        let about = passed_of(db, article, &line)?;
        let traits = self.near.traits(db, article)?;
        for ((number, said), of) in (first..).zip(&line.statements).zip(&traits.said) {
            let wording = Wording::new(&line, &places, self.near.reader(), said);
            let gist = of.gist.clone();
            let published = line.published.as_ref().or(line.written.as_ref()).map(|dated| {
                let time = dated.time.as_ref().map(|time| format!("T{time}"));
                format!("{}{}", dated.value, time.unwrap_or_default())
            });
            let day = said.time.as_ref().map(|time| time.value.clone());
            let member = Member {
                article,
                gist,
                wording,
                act: said.act.clone(),
                negated: said.negated,
                passed: passed(self.registry, &about, said),
                day: day.or_else(|| {
                    published.as_ref().and_then(|moment| moment.get(..10).map(str::to_owned))
                }),
                published,
                publisher: line.publisher.clone(),
                confidence: said.confidence,
            };
            self.read.insert(number, member);
        }
        Ok(())
    }
}

/// The speaker most reports name, known ones first: the name and the identifier.
fn speaker<'m>(members: &[(i64, &'m Member)]) -> (Option<&'m str>, Option<&'m str>) {
    let mut votes: FxHashMap<u64, (bool, usize, f64, i64, &'m Member)> = FxHashMap::default();
    for (statement, member) in members {
        let speaker = &member.gist.speaker;
        if speaker.is_unknown() {
            continue;
        }
        let known = speaker.actor.is_some() || speaker.is_name;
        let vote = votes.entry(speaker.identity()).or_insert((known, 0, 0.0, -statement, member));
        vote.1 += 1;
        vote.2 += member.confidence;
    }
    let best = votes
        .into_values()
        .max_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)));
    let Some((.., member)) = best else { return (None, None) };
    let name = member.gist.speaker.name.as_str();
    let id = member.passed.speaker.as_ref().and_then(|(_, id)| id.as_deref());
    (Some(name), id)
}

/// What is known of how an article's reports came about, but for the speaker.
pub(crate) fn passed_of(db: &Connection, article: i64, line: &Line) -> Result<Passed, Fault> {
    let credits = |article: i64| -> Result<Vec<_>, Fault> {
        let mut find = db.prepare_cached(
            "SELECT c.name, a.id, c.kind FROM credit c LEFT JOIN actor a USING (actor) WHERE c.article = ?1 ORDER BY c.step",
        )?;
        let rows = find.query_map([article], |row| {
            let kind: String = row.get(2)?;
            Ok(((row.get(0)?, row.get(1)?), kind == "agency"))
        })?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    };
    let mut find = db.prepare_cached(
        "SELECT o.article, o.publisher FROM copy c JOIN article o ON o.article = c.origin \
         WHERE c.article = ?1 AND c.origin <> ?1",
    )?;
    let origin: Option<(i64, Option<String>)> =
        find.query_row([article], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let origin = match origin {
        Some((origin, publisher)) => {
            let agencies = credits(origin)?.into_iter().filter(|(_, agency)| *agency);
            Some((publisher, agencies.map(|(named, _)| named).collect()))
        }
        None => None,
    };
    Ok(Passed {
        speaker: None,
        via: Vec::new(),
        credits: credits(article)?,
        publisher: line.publisher.clone(),
        origin,
    })
}

/// What is known of how one report came about.
pub(crate) fn passed(
    registry: &Registry,
    about: &Passed,
    said: &rawi_statement::line::Statement,
) -> Passed {
    let speaker =
        said.speaker.as_ref().map(|speaker| (speaker.name.clone(), speaker.actor.clone()));
    let via = said.via.iter().enumerate().map(|(i, name)| {
        let actor = said.via_actors.get(i).cloned().flatten();
        let media = actor
            .as_deref()
            .and_then(|id| registry.by_id(id))
            .is_some_and(|actor| matches!(actor.kind().name(), "agency" | "outlet"));
        ((name.clone(), actor), media)
    });
    Passed { speaker, via: via.collect(), ..about.clone() }
}
