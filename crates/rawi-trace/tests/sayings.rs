//! How well sayings are put together, and conflicts found, on the written set in `tests/sayings/`.
//!
//! `cargo test -p rawi-trace --test sayings -- --nocapture` prints the figures; with `RAWI_ERRORS=dev` also every error of the
//! half that rules may be made by. The other half (`kept`) was not looked at while they were made.

#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rawi_page::{Body, Fields, Page};
use rawi_statement::With;
use rawi_statement::line::{Line, Places};
use rawi_trace::cluster::{Pair, cohesive};
use rawi_trace::conflict::{Report, conflicts};
use rawi_trace::{Class, Gist, NoEncoder, Reader, Scene, Wording, matches};
use serde_json::Value;

/// One statement that was read.
struct Read {
    id: String,
    article: String,
    act: String,
    negated: bool,
    wording: Wording,
    lang: String,
    content: String,
    gist: Gist,
    /// The saying it belongs to by the set; none when the set does not list it.
    gold: Option<String>,
}

/// One half of the set, read.
struct Set {
    read: Vec<Read>,
    /// Gold mentions of which no statement was read.
    missed: Vec<(String, String)>,
}

fn load(half: &str) -> Set {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sayings");
    let reader = Reader::default();
    let mut set = Set { read: Vec::new(), missed: Vec::new() };
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(&format!("-{half}.jsonl")) {
            continue;
        }
        for row in fs::read_to_string(&path).unwrap().lines() {
            let row: Value = serde_json::from_str(row).unwrap();
            add(&row, &reader, &mut set);
        }
    }
    set
}

fn add(row: &Value, reader: &Reader, set: &mut Set) {
    let text = |name: &str| row[name].as_str().map(str::to_owned);
    let page = Page {
        id: text("id").unwrap(),
        url: text("url"),
        fields: Fields {
            title: text("title"),
            date: text("date"),
            publisher: text("publisher"),
            credit: text("credit"),
            lang: text("lang"),
            ..Fields::default()
        },
        body: Body::Plain(text("text").unwrap()),
        ..Page::default()
    };
    let mut article = rawi_page::read(&page);
    let record = rawi_statement::record(&mut article, With::default());
    let mut bytes = Vec::new();
    rawi_statement::contract::write_record(&article, &record, &mut bytes);
    let line = Line::read(&bytes).unwrap();
    let places = Places::new(&line.text);
    let number = set.read.iter().map(|read| read.gist.article).max().unwrap_or(0) + 1;
    let first = set.read.len();
    let scene = Scene::new(&line, reader);
    for statement in &line.statements {
        let wording = Wording::new(&line, &places, reader, statement);
        set.read.push(Read {
            id: statement.id.clone(),
            article: line.id.clone(),
            lang: line.lang.clone().unwrap_or_default(),
            content: statement
                .content
                .iter()
                .map(|c| c.text.as_str())
                .collect::<Vec<_>>()
                .join(" … "),
            gist: Gist::new(number, &line, &scene, statement, &wording),
            gold: None,
            act: statement.act.clone(),
            negated: statement.negated,
            wording,
        });
    }
    let body = line.text.find('\n').map_or(0, |at| at + 1);
    for said in row["said"].as_array().unwrap() {
        let (saying, find) = (said["saying"].as_str().unwrap(), said["find"].as_str().unwrap());
        let Some(at) = line.text[body..].find(find).map(|at| at + body) else {
            set.missed.push((saying.to_owned(), format!("{}: not in the text: {find}", line.id)));
            continue;
        };
        let (from, to) = (at, at + find.len());
        let overlap = |i: &usize| -> usize {
            let pieces = &line.statements[*i].content;
            pieces
                .iter()
                .filter_map(|piece| places.span(piece.start, piece.end))
                .map(|span| span.end.min(to).saturating_sub(span.start.max(from)))
                .sum()
        };
        let best = (0..line.statements.len()).max_by_key(overlap).filter(|i| overlap(i) > 0);
        match best {
            Some(i) if set.read[first + i].gold.is_none() => {
                set.read[first + i].gold = Some(saying.to_owned());
            }
            Some(i) if set.read[first + i].gold.as_deref() == Some(saying) => {}
            _ => set.missed.push((saying.to_owned(), format!("{}: {find}", line.id))),
        }
    }
}

/// Groups of statements by their index, each alone where nothing is linked.
fn groups(set: &Set) -> Vec<Vec<usize>> {
    let mut pairs = Vec::new();
    let mut articles: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (i, read) in set.read.iter().enumerate() {
        articles.entry(read.gist.article).or_default().push(i);
    }
    let gists = |of: &[usize]| -> Vec<&Gist> { of.iter().map(|i| &set.read[*i].gist).collect() };
    for (number, one) in &articles {
        for (_, other) in articles.range(number + 1..) {
            for (i, j, link) in matches(&gists(one), &gists(other), &|_, _| true, &NoEncoder) {
                pairs.push(Pair { one: one[i] as i64, other: other[j] as i64, score: link.score });
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = cohesive(&pairs)
        .into_iter()
        .map(|group| group.into_iter().map(|i| i as usize).collect())
        .collect();
    let grouped: BTreeSet<usize> = groups.iter().flatten().copied().collect();
    groups.extend((0..set.read.len()).filter(|i| !grouped.contains(i)).map(|i| vec![i]));
    groups
}

#[derive(Clone, Copy, Default)]
struct Figures {
    precision: f64,
    recall: f64,
}

impl Figures {
    fn f1(self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall).max(1e-9)
    }
}

/// B-cubed over gold mentions. With `across`, of each mention only those in other languages count (and mentions that have
/// none on either side are left out); else only those in its own. With `lost` gold mentions of which no statement was read
/// count as not found; without it they are left out.
fn b_cubed(set: &Set, groups: &[Vec<usize>], across: bool, lost: bool) -> Figures {
    let mut group_of = vec![0; set.read.len()];
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|i| group_of[*i] = number);
    }
    let mut gold: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, read) in set.read.iter().enumerate() {
        if let Some(saying) = &read.gold {
            gold.entry(saying).or_default().push(i);
        }
    }
    let (mut p, mut r, mut np, mut nr) = (0.0, 0.0, 0.0, 0.0);
    for (i, read) in set.read.iter().enumerate() {
        let Some(saying) = &read.gold else { continue };
        let wanted = |j: &&usize| {
            if across { set.read[**j].lang != read.lang } else { set.read[**j].lang == read.lang }
        };
        let found: Vec<usize> = groups[group_of[i]]
            .iter()
            .filter(|j| set.read[**j].gold.is_some())
            .filter(wanted)
            .copied()
            .collect();
        let right: Vec<usize> = gold[saying.as_str()].iter().filter(wanted).copied().collect();
        let lost = if across || !lost {
            0
        } else {
            set.missed.iter().filter(|(of, _)| of == saying).count()
        };
        let both = found.iter().filter(|j| right.contains(j)).count() as f64;
        if !found.is_empty() {
            p += both / found.len() as f64;
            np += 1.0;
        }
        if !right.is_empty() {
            r += both / (right.len() + lost) as f64;
            nr += 1.0;
        }
    }
    Figures { precision: p / f64::max(np, 1.0), recall: r / f64::max(nr, 1.0) }
}

/// How conflicts were judged.
#[derive(Default)]
struct Judged {
    found: usize,
    right: usize,
    gold: usize,
    met: usize,
}

/// A conflict is right when the set has one of its kind with reports of both of its sides on two sides.
fn judge_conflicts(half: &str, set: &Set, groups: &[Vec<usize>], show: bool) -> Judged {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sayings");
    type Gold = (String, String, Vec<String>, Vec<String>, bool);
    let mut gold: Vec<Gold> = Vec::new();
    for name in ["sa", "sb", "sc"] {
        let rows =
            fs::read_to_string(folder.join(format!("{name}-{half}.conflicts.jsonl"))).unwrap();
        for row in rows.lines() {
            let row: Value = serde_json::from_str(row).unwrap();
            let list = |name: &str| -> Vec<String> {
                row[name]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|id| id.as_str().unwrap().to_owned())
                    .collect()
            };
            let text = |name: &str| row[name].as_str().unwrap().to_owned();
            gold.push((text("saying"), text("kind"), list("one"), list("other"), false));
        }
    }
    let mut judged = Judged { gold: gold.len(), ..Judged::default() };
    for group in groups.iter().filter(|group| group.len() > 1) {
        let reports: Vec<Report<'_>> = group
            .iter()
            .map(|i| Report {
                statement: *i as i64,
                gist: &set.read[*i].gist,
                wording: &set.read[*i].wording,
                act: &set.read[*i].act,
                negated: set.read[*i].negated,
            })
            .collect();
        for conflict in conflicts(&reports) {
            judged.found += 1;
            let articles = |side: &[i64]| -> Vec<&str> {
                side.iter().map(|i| set.read[*i as usize].article.as_str()).collect()
            };
            let (one, other) = (articles(&conflict.one), articles(&conflict.other));
            let meets = |side: &[&str], of: &[String]| {
                side.iter().any(|id| of.iter().any(|gold| gold == id))
            };
            let right = gold.iter_mut().find(|(_, kind, a, b, _)| {
                *kind == conflict.kind.name()
                    && (meets(&one, a) && meets(&other, b) || meets(&one, b) && meets(&other, a))
            });
            match right {
                Some(gold) => {
                    judged.right += 1;
                    gold.4 = true;
                }
                None if show => println!(
                    "FALSE {} {one:?} {} | {other:?} {}",
                    conflict.kind.name(),
                    conflict.one_words,
                    conflict.other_words
                ),
                None => {}
            }
        }
    }
    judged.met = gold.iter().filter(|gold| gold.4).count();
    if show {
        gold.iter().filter(|gold| !gold.4).for_each(|gold| println!("UNMET {gold:?}"));
    }
    judged
}

fn show_errors(set: &Set, groups: &[Vec<usize>]) {
    let line = |i: usize| {
        let read = &set.read[i];
        let text: String = read.content.chars().take(150).collect();
        println!(
            "    {} [{}] {:?} {}: {text}",
            read.gold.as_deref().unwrap_or("-"),
            read.id,
            read.gist.speaker.actor,
            read.gist.speaker.name
        );
    };
    for (saying, missed) in &set.missed {
        println!("MISSED {saying}: {missed}");
    }
    let mut of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        let golds: BTreeSet<_> =
            group.iter().filter_map(|i| set.read[*i].gold.as_deref()).collect();
        if golds.len() > 1 {
            println!("MERGED");
            group.iter().for_each(|i| line(*i));
        }
        golds.iter().for_each(|saying| {
            of.entry(saying).or_default().insert(number);
        });
    }
    for (saying, numbers) in of.iter().filter(|(_, numbers)| numbers.len() > 1) {
        println!("SPLIT {saying}");
        for number in numbers {
            println!("  group");
            groups[*number]
                .iter()
                .filter(|i| set.read[**i].gold.as_deref() == Some(saying))
                .for_each(|i| line(*i));
        }
    }
}

#[test]
fn sayings_are_put_together() {
    let errors = std::env::var("RAWI_ERRORS").unwrap_or_default();
    for half in ["dev", "kept"] {
        let set = load(half);
        let groups = groups(&set);
        let mentions = set.read.iter().filter(|read| read.gold.is_some()).count();
        println!("{half}: {mentions} gold statements read, {} not", set.missed.len());
        for (name, across, lost) in [
            ("same language", false, false),
            ("same language, with what was not read", false, true),
            ("across", true, false),
        ] {
            let figures = b_cubed(&set, &groups, across, lost);
            println!(
                "  {name}: B-cubed P {:.3} R {:.3} F1 {:.3}",
                figures.precision,
                figures.recall,
                figures.f1()
            );
        }
        let floors = [(false, 0.84), (true, 0.68)];
        for (across, floor) in floors {
            let figures = b_cubed(&set, &groups, across, false);
            assert!(figures.f1() >= floor, "{half}, across {across}: {:.3}", figures.f1());
        }
        let judged = judge_conflicts(half, &set, &groups, errors == half);
        println!(
            "  conflicts: {} found, {} right (P {:.3}); {} of {} gold ones found (R {:.3})",
            judged.found,
            judged.right,
            judged.right as f64 / judged.found.max(1) as f64,
            judged.met,
            judged.gold,
            judged.met as f64 / judged.gold.max(1) as f64,
        );
        assert!(2 * judged.right >= judged.found && 5 * judged.met >= 2 * judged.gold, "{half}");
        if errors == half {
            show_errors(&set, &groups);
        }
    }
}

/// What two statements have in common, as a row.
fn row_of(one: &Gist, other: &Gist, gold: bool) -> String {
    let common = one.common(other);
    let run = if one.lang == other.lang { one.run(other).telling } else { 0 };
    let least = one.telling().min(other.telling()).max(1);
    let apart = one.day.zip(other.day).map_or(99, |(a, b)| (a - b).abs());
    format!(
        "{}\t{}\t{:?}\t{apart}\t{}\t{:.2}\t{:.3}\t{:.3}\t{run}\t{:.3}\t{:.3}\t{}\t{least}",
        u8::from(gold),
        u8::from(one.lang != other.lang),
        one.agreement(other),
        common.terms,
        common.weight,
        common.containment,
        common.dice,
        run as f32 / least as f32,
        one.occasion(other),
        common.rare,
    )
}

/// Writes what pairs have in common, for fitting the weights of `same` (`bench/sayings.py`): those of the half that rules may
/// be made by, and with RAWI_LINES (lines of `rawi read -f json`) and RAWI_PAIRS (handle, handle, 1 or 0) those.
#[test]
#[ignore = "writes a table for bench/sayings.py"]
fn pairs() {
    println!(
        "one\tother\tgold\tacross\tagreement\tapart\tterms\tweight\tcontainment\tdice\trun\tshare\toccasion\trare\tleast"
    );
    if let (Ok(lines), Ok(pairs)) = (std::env::var("RAWI_LINES"), std::env::var("RAWI_PAIRS")) {
        let pairs = fs::read_to_string(pairs).unwrap();
        let wanted: BTreeSet<&str> =
            pairs.lines().flat_map(|row| row.split('\t').take(2)).collect();
        let articles: BTreeSet<&str> =
            wanted.iter().map(|handle| handle.rsplit_once('#').unwrap().0).collect();
        let reader = Reader::default();
        let mut gists: BTreeMap<String, Gist> = BTreeMap::new();
        for (number, row) in (1i64..).zip(fs::read_to_string(lines).unwrap().lines()) {
            let line = Line::read(row.as_bytes()).unwrap();
            if !articles.contains(line.id.as_str()) {
                continue;
            }
            let (places, scene) = (Places::new(&line.text), Scene::new(&line, &reader));
            for statement in &line.statements {
                let wording = Wording::new(&line, &places, &reader, statement);
                let gist = Gist::new(number, &line, &scene, statement, &wording);
                gists.insert(statement.id.clone(), gist);
            }
        }
        for row in pairs.lines() {
            let cells: Vec<&str> = row.split('\t').collect();
            let row = row_of(&gists[cells[0]], &gists[cells[1]], cells[2] == "1");
            println!("{}\t{}\t{row}", cells[0], cells[1]);
        }
        return;
    }
    let set = load("dev");
    for (i, a) in set.read.iter().enumerate() {
        for b in &set.read[i + 1..] {
            let (Some(x), Some(y)) = (&a.gold, &b.gold) else { continue };
            if a.gist.article != b.gist.article {
                println!("{}\t{}\t{}", a.id, b.id, row_of(&a.gist, &b.gist, x == y));
            }
        }
    }
}

/// Counts in how many statements of RAWI_LINES (lines of `rawi read -f json`) each term stands, for the weights of
/// `packs/*/concepts.tsv` (`bench/concepts.py`).
#[test]
#[ignore = "writes a table for bench/concepts.py"]
fn counts() {
    let lines = std::env::var("RAWI_LINES").expect("RAWI_LINES names lines of `rawi read -f json`");
    let reader = Reader::default();
    let (mut all, mut counts): (u64, BTreeMap<u32, (u64, String)>) = (0, BTreeMap::new());
    for row in fs::read_to_string(lines).unwrap().lines() {
        let line = Line::read(row.as_bytes()).unwrap();
        let places = Places::new(&line.text);
        for statement in &line.statements {
            all += 1;
            let wording = Wording::new(&line, &places, &reader, statement);
            let mut terms: BTreeMap<u32, &str> = BTreeMap::new();
            for word in wording.words.iter().filter(|word| word.class == Class::Content) {
                terms.insert(word.term(), word.span.of(&wording.text));
            }
            for (term, word) in terms {
                counts.entry(term).or_insert_with(|| (0, word.to_owned())).0 += 1;
            }
        }
    }
    println!("all\t{all}");
    counts.into_iter().for_each(|(term, (count, word))| println!("{term}\t{count}\t{word}"));
}
