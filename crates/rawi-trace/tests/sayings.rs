//! How well sayings are put together, and conflicts found, on the written set in `tests/sayings/`.
//!
//! `cargo test -p rawi-trace --test sayings -- --nocapture` prints the figures; with `RAWI_ERRORS=dev` also every error of the
//! half that rules may be made by. The other half (`kept`) was not looked at while they were made.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rawi_page::{Body, Fields, Page};
use rawi_statement::With;
use rawi_statement::line::{Line, Places};
use rawi_trace::cluster::{Pair, cohesive};
use rawi_trace::{Gist, NoEncoder, Reader, Scene, Wording, same};
use serde_json::Value;

/// One statement that was read.
struct Read {
    id: String,
    article: String,
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
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
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
        let wording = Wording::new(&line, &places, &scene, statement);
        set.read.push(Read {
            id: statement.id.clone(),
            article: line.id.clone(),
            lang: line.lang.clone().unwrap_or_default(),
            content: statement.content.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" … "),
            gist: Gist::new(number, &line, &scene, statement, &wording),
            gold: None,
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
    for (i, a) in set.read.iter().enumerate() {
        for (j, b) in set.read.iter().enumerate().skip(i + 1) {
            if let Some(link) = same(&a.gist, &b.gist, &NoEncoder) {
                pairs.push(Pair { one: i as i64, other: j as i64, score: link.score });
            }
        }
    }
    if std::env::var("DBG").is_ok() { let g = |k: usize, l: usize| set.read[k].gold.is_some() && set.read[k].gold == set.read[l].gold; println!("links {} right {}", pairs.len(), pairs.iter().filter(|p| g(p.one as usize, p.other as usize)).count()); }
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
/// none on either side are left out); else only those in its own. A gold mention of which no statement was read is alone.
fn b_cubed(set: &Set, groups: &[Vec<usize>], across: bool) -> Figures {
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
        let lost = if across { 0 } else {
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

fn show_errors(set: &Set, groups: &[Vec<usize>]) {
    let line = |i: usize| {
        let read = &set.read[i];
        let text: String = read.content.chars().take(150).collect();
        println!("    {} [{}] {:?} {}: {text}", read.gold.as_deref().unwrap_or("-"), read.id, read.gist.speaker.actor, read.gist.speaker.name);
    };
    for (saying, missed) in &set.missed {
        println!("MISSED {saying}: {missed}");
    }
    let mut of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        let golds: BTreeSet<_> = group.iter().filter_map(|i| set.read[*i].gold.as_deref()).collect();
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
            groups[*number].iter().filter(|i| set.read[**i].gold.as_deref() == Some(saying)).for_each(|i| line(*i));
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
        for (name, across) in [("same language", false), ("across", true)] {
            let figures = b_cubed(&set, &groups, across);
            println!(
                "  {name}: B-cubed P {:.3} R {:.3} F1 {:.3}",
                figures.precision, figures.recall, figures.f1()
            );
        }
        if errors == half {
            show_errors(&set, &groups);
        }
    }
}

/// Writes what every pair of the half that rules may be made by has in common, for fitting the bounds of `same`.
#[test]
#[ignore = "writes a table for bench/sayings.py"]
fn pairs_of_dev() {
    let half = std::env::var("RAWI_HALF").unwrap_or_else(|_| "dev".into());
    let set = load(&half);
    println!("one\tother\tgold\tacross\tagreement\tapart\tterms\tweight\tcontainment\tdice\trun\tshare\toccasion");
    for (i, a) in set.read.iter().enumerate() {
        for b in &set.read[i + 1..] {
            let (one, other) = (&a.gist, &b.gist);
            let common = one.common(other);
            let (Some(x), Some(y)) = (&a.gold, &b.gold) else { continue };
            let run = if one.lang == other.lang { one.run(other).telling } else { 0 };
            let least = one.telling().min(other.telling()).max(1);
            let apart = one.day.zip(other.day).map_or(99, |(a, b)| (a - b).abs());
            if x != y && apart > 40 {
                continue;
            }
            println!(
                "{}\t{}\t{}\t{}\t{:?}\t{apart}\t{}\t{:.2}\t{:.3}\t{:.3}\t{run}\t{:.3}\t{:.3}",
                a.id, b.id, u8::from(x == y), u8::from(one.lang != other.lang),
                one.agreement(other), common.terms, common.weight, common.containment,
                common.dice, run as f32 / least as f32, one.occasion(other),
            );
        }
    }
}
