//! How many of a ledger's copies are found, and how long that takes beside other libraries.

mod exact;
mod own;
mod rivals;

use std::path::Path;
use std::time::{Duration, Instant};

use rawi_text::{TokenKind, tokenize};
use rawi_trace::{Sketch, word_hash};
use rusqlite::{Connection, OpenFlags};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::pages::{Done, option};
use exact::Pair;

/// The running text of an article: its folded words, parted by blanks.
pub struct Text {
    /// Number in the ledger.
    pub article: i64,
    /// The words.
    pub words: String,
}

/// Two articles of which one repeats the other's text, the smaller number first.
pub type Copies = FxHashSet<(i64, i64)>;

/// Numbers of shingles of the smaller text, from which on missed pairs are counted together.
const SIZES: [usize; 6] = [1, 6, 12, 24, 48, 96];

/// Prints what the table `copy_pair` misses of all pairs, and with `--rivals DIR` what other libraries find, and how fast.
///
/// DIR is a Python environment that has them (`python3 -m venv DIR && DIR/bin/pip install datasketch rensa`); the words and
/// the pairs are written there too. Articles of fewer words than a shingle have no copies and are left out for all.
pub fn run(args: &[String]) -> Done {
    let ledger = args.first().ok_or("copies needs a ledger")?;
    let db = Connection::open_with_flags(ledger, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let texts = texts(&db)?;
    let stored = stored(&db)?;
    let begun = Instant::now();
    let pairs = exact::pairs(&texts);
    let (articles, words) =
        (texts.len(), texts.iter().map(|text| text.words.split(' ').count()).sum::<usize>());
    println!(
        "{articles} articles with {} words or more, {words} words; all pairs compared in {:.1} s\n",
        exact::WORDS,
        begun.elapsed().as_secs_f64()
    );
    found(&pairs, &stored);
    missed(&texts, &pairs, &stored);
    let rivals = option(args, "--rivals").map(Path::new);
    speed(&texts, &pairs, &stored, rivals)
}

/// The running texts of the newest versions that have a shingle.
fn texts(db: &Connection) -> rusqlite::Result<Vec<Text>> {
    let mut find = db.prepare(
        "SELECT article, substr(text, starts + 1, ends - starts) FROM article JOIN block USING (article) \
         WHERE latest AND kind IN ('paragraph', 'subheading', 'list') ORDER BY article, block",
    )?;
    let mut rows = find.query([])?;
    let mut texts: Vec<Text> = Vec::new();
    while let Some(row) = rows.next()? {
        let (article, block): (i64, String) = (row.get(0)?, row.get(1)?);
        if texts.last().is_none_or(|text| text.article != article) {
            texts.push(Text { article, words: String::new() });
        }
        if let Some(text) = texts.last_mut() {
            add_words(&mut text.words, &block);
        }
    }
    texts.retain(|text| text.words.split(' ').count() >= exact::WORDS);
    Ok(texts)
}

fn add_words(words: &mut String, block: &str) {
    let tokens = tokenize(block);
    for i in 0..tokens.len() {
        if matches!(tokens[i].kind, TokenKind::Word | TokenKind::Number) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(tokens.form(i));
        }
    }
}

/// What the ledger found.
fn stored(db: &Connection) -> rusqlite::Result<Copies> {
    let mut find = db.prepare("SELECT one, other FROM copy_pair")?;
    find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Recall and precision of what the ledger holds.
fn found(pairs: &[Pair], stored: &Copies) {
    println!("| pairs of the ledger | exact | found | recall |\n| --- | ---: | ---: | ---: |");
    let by_jaccard = |pair: &&Pair| pair.is_near();
    let row = |name: &str, those: Vec<&Pair>| {
        let found = those.iter().filter(|pair| stored.contains(&pair.articles)).count();
        println!("| {name} | {} | {found} | {:.4} |", those.len(), share(found, those.len()));
        found
    };
    row("Jaccard ≥ 0.5", pairs.iter().filter(by_jaccard).collect());
    row("only containment ≥ 0.8", pairs.iter().filter(|pair| !pair.is_near()).collect());
    let right = row("all", pairs.iter().collect());
    println!(
        "\nprecision: {right} of {} pairs in copy_pair are right, {:.4}\n",
        stored.len(),
        share(right, stored.len())
    );
}

/// The pairs that are not in the ledger, by why they were not sought.
fn missed(texts: &[Text], pairs: &[Pair], stored: &Copies) {
    let sketches: FxHashMap<i64, Sketch> =
        texts.iter().map(|text| (text.article, sketch(text))).collect();
    let prints: usize = sketches.values().map(|sketch| sketch.prints.len()).sum();
    println!(
        "| shingles of the smaller text | exact | missed | no common print | too few | other cause |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (i, from) in SIZES.iter().enumerate() {
        let to = SIZES.get(i + 1).copied();
        let those = || {
            pairs
                .iter()
                .filter(|pair| pair.smaller >= *from && to.is_none_or(|to| pair.smaller < to))
        };
        let (mut none, mut few, mut other) = (0, 0, 0);
        for pair in those().filter(|pair| !stored.contains(&pair.articles)) {
            let (one, two) = (&sketches[&pair.articles.0], &sketches[&pair.articles.1]);
            let common = one.prints.iter().filter(|print| two.prints.binary_search(print).is_ok());
            match common.count() {
                0 => none += 1,
                common if common < Sketch::needed(one.prints.len().min(two.prints.len())) => {
                    few += 1
                }
                _ => other += 1,
            }
        }
        let name = to.map_or(format!("{from} or more"), |to| format!("{from} to {}", to - 1));
        println!(
            "| {name} | {} | {} | {none} | {few} | {other} |",
            those().count(),
            none + few + other
        );
    }
    println!("\nprints an article: {:.1}\n", prints as f64 / texts.len().max(1) as f64);
}

fn sketch(text: &Text) -> Sketch {
    Sketch::of_words(&text.words.split(' ').map(word_hash).collect::<Vec<_>>())
}

/// How a tool fared: what it found of pairs with half of their shingles in common, and when.
struct Fared {
    tool: String,
    found: Copies,
    /// Seconds on the clock and on the processor, a run each.
    times: Vec<(f64, f64)>,
}

/// Runs Rawi and its rivals in turn, each twice, on the same words in memory.
fn speed(texts: &[Text], pairs: &[Pair], stored: &Copies, rivals: Option<&Path>) -> Done {
    let mut fared: Vec<Fared> = Vec::new();
    if let Some(dir) = rivals {
        rivals::write(dir, texts)?;
    }
    for _ in 0..2 {
        let (copies, wall, cpu) = timed(|| own::copies(texts));
        let all: Copies = copies.iter().map(|copy| copy.0).collect();
        if all != *stored {
            println!(
                "in memory Rawi finds {} pairs that the ledger has not, and not {} that it has\n",
                all.difference(stored).count(),
                stored.difference(&all).count()
            );
        }
        let near = copies.iter().filter(|copy| copy.1.jaccard >= 0.5).map(|copy| copy.0);
        add(&mut fared, "Rawi".to_owned(), near.collect(), (wall, cpu));
        for tool in rivals::TOOLS {
            let Some(dir) = rivals else { break };
            let run = rivals::run(dir, tool)?;
            add(&mut fared, run.tool, run.found, (run.seconds, run.cpu_seconds));
        }
    }
    let near: Copies =
        pairs.iter().filter(|pair| pair.is_near()).map(|pair| pair.articles).collect();
    println!(
        "| tool | pairs at Jaccard ≥ 0.5 | recall | precision | seconds | CPU seconds | CPU, times Rawi's |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let least = |fared: &Fared| fared.times.iter().map(|time| time.1).fold(f64::INFINITY, f64::min);
    let rawis = fared.first().map_or(1.0, least);
    for tool in &fared {
        let right = tool.found.intersection(&near).count();
        println!(
            "| {} | {} | {:.4} | {:.4} | {} | {} | {:.1} |",
            tool.tool,
            tool.found.len(),
            share(right, near.len()),
            share(right, tool.found.len()),
            joined(tool.times.iter().map(|time| time.0)),
            joined(tool.times.iter().map(|time| time.1)),
            least(tool) / rawis,
        );
    }
    Ok(())
}

fn add(fared: &mut Vec<Fared>, tool: String, found: Copies, time: (f64, f64)) {
    match fared.iter_mut().find(|one| one.tool == tool) {
        Some(known) => known.times.push(time),
        None => fared.push(Fared { tool, found, times: vec![time] }),
    }
}

fn joined(times: impl Iterator<Item = f64>) -> String {
    times.map(|time| format!("{time:.2}")).collect::<Vec<_>>().join(", ")
}

/// What a function gives, with the seconds it took on the clock and on the processor.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64, f64) {
    let (begun, before) = (Instant::now(), on_cpu());
    let done = work();
    let wall = begun.elapsed();
    let cpu = on_cpu().zip(before).map_or(wall, |(after, before)| after - before);
    (done, wall.as_secs_f64(), cpu.as_secs_f64())
}

/// How long this thread has run, where the system tells (Linux): other work on the machine does not count.
fn on_cpu() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
