//! The article-extraction benchmark: F1 over runs of four words, and speed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::{Done, Loaded, load, main_text, option};

/// Shares of a page's runs of words: found, wrongly found, missed.
type Shares = (f64, f64, f64);

pub fn run(args: &[String]) -> Done {
    let dir = args.first().ok_or("pages-aeb needs the folder with ground-truth.json")?;
    let pages = load(Path::new(dir))?;
    let ours: Vec<String> = pages.iter().map(|it| main_text(&rawi_page::read(&it.page))).collect();
    let shares: Vec<Shares> =
        pages.iter().zip(&ours).map(|(page, text)| compare(truth(page), text)).collect();
    report("rawi", &shares);
    if let Some(path) = option(args, "--rival") {
        let rival: Map<String, Value> = serde_json::from_str(&fs::read_to_string(path)?)?;
        let text = |page: &Loaded| {
            rival
                .get(&page.id)
                .and_then(|it| it["articleBody"].as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let shares: Vec<Shares> =
            pages.iter().map(|page| compare(truth(page), &text(page))).collect();
        report("rival", &shares);
    }
    if let Some(path) = option(args, "--write") {
        let all: Map<String, Value> = pages
            .iter()
            .zip(&ours)
            .map(|(page, text)| (page.id.clone(), json!({ "articleBody": text })))
            .collect();
        fs::write(path, serde_json::to_string(&all)?)?;
    }
    if args.iter().any(|arg| arg == "--each") {
        each(&pages, &shares);
    }
    if let Some(id) = option(args, "--show") {
        pages.iter().filter(|page| page.id.starts_with(id)).for_each(show);
        return Ok(());
    }
    speed(&pages);
    Ok(())
}

fn truth(page: &Loaded) -> &str {
    page.truth["articleBody"].as_str().unwrap_or_default()
}

/// Every block of one page.
fn show(page: &Loaded) {
    let article = rawi_page::read(&page.page);
    println!(
        "{:?}\n{:?}\n{:?}\n{:?}",
        article.title, article.published, article.byline, article.publisher
    );
    for block in &article.blocks {
        println!("{}: {}", block.kind.name(), block.span.of(&article.text));
    }
}

fn each(pages: &[Loaded], shares: &[Shares]) {
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|&a, &b| shares[a].0.total_cmp(&shares[b].0));
    for at in order {
        let (tp, fp, fn_) = shares[at];
        let url = pages[at].page.url.as_deref().unwrap_or_default();
        println!(
            "{:.3} found {:.3} wrong {:.3} missed  {} {}",
            tp,
            fp,
            fn_,
            &pages[at].id[..8],
            url
        );
    }
}

/// Pages a second of the complete read, on this one thread: the best of five rounds.
fn speed(pages: &[Loaded]) {
    let bytes: usize = pages.iter().map(|page| page.bytes()).sum();
    let best = (0..5)
        .map(|_| {
            let begin = Instant::now();
            for page in pages {
                std::hint::black_box(rawi_page::read(&page.page));
            }
            begin.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min);
    println!(
        "speed {:.0} pages/s, {:.1} MB/s",
        pages.len() as f64 / best,
        bytes as f64 / best / 1e6
    );
}

fn report(name: &str, shares: &[Shares]) {
    let (f1, precision, recall) = scores(shares);
    let mut random = Random(0x5eed);
    let rounds: Vec<f64> = (0..1000)
        .map(|_| {
            let sample: Vec<Shares> =
                shares.iter().map(|_| shares[random.below(shares.len())]).collect();
            scores(&sample).0
        })
        .collect();
    let mean = rounds.iter().sum::<f64>() / rounds.len() as f64;
    let spread =
        (rounds.iter().map(|f| (f - mean).powi(2)).sum::<f64>() / (rounds.len() - 1) as f64).sqrt();
    println!(
        "{name}: F1 {f1:.4} ± {:.3}  precision {precision:.4}  recall {recall:.4}",
        1.96 * spread
    );
}

/// F1 of the mean precision and the mean recall, as that benchmark has it.
fn scores(shares: &[Shares]) -> (f64, f64, f64) {
    let precision = mean(shares.iter().filter(|s| s.0 + s.1 > 0.0).map(|s| s.0 / (s.0 + s.1)));
    let recall = mean(shares.iter().filter(|s| s.0 + s.2 > 0.0).map(|s| s.0 / (s.0 + s.2)));
    (2.0 * precision * recall / (precision + recall), precision, recall)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    sum / f64::from(count.max(1))
}

/// Counts each run of four words on both sides; the three counts are divided by their sum, so that all pages weigh alike.
fn compare(truth: &str, text: &str) -> Shares {
    let (truth, text) = (runs(truth), runs(text));
    let (mut tp, mut fp, mut fn_) = (0.0, 0.0, 0.0);
    let all: BTreeSet<&Vec<&str>> = truth.keys().chain(text.keys()).collect();
    for run in all {
        let (a, b) = (truth.get(run).copied().unwrap_or(0), text.get(run).copied().unwrap_or(0));
        tp += f64::from(a.min(b));
        fp += f64::from(b.saturating_sub(a));
        fn_ += f64::from(a.saturating_sub(b));
    }
    let sum = tp + fp + fn_;
    if sum > 0.0 { (tp / sum, fp / sum, fn_ / sum) } else { (0.0, 0.0, 0.0) }
}

fn runs(text: &str) -> FxHashMap<Vec<&str>, u32> {
    let words: Vec<&str> = words(text).collect();
    let mut runs = FxHashMap::default();
    if !words.is_empty() {
        for run in words.windows(4.min(words.len())) {
            *runs.entry(run.to_vec()).or_default() += 1;
        }
    }
    runs
}

/// Python's `\w+`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// A small generator of repeatable numbers (xorshift), for the bootstrap.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shared_pages_keep_their_score() -> Done {
        let Some(dir) = super::super::shared("pages/aeb") else { return Ok(()) };
        let text = |page: &Loaded| main_text(&rawi_page::read(&page.page));
        let shares: Vec<Shares> =
            load(&dir)?.iter().map(|page| compare(truth(page), &text(page))).collect();
        assert!(scores(&shares).0 > 0.975, "{:?}", scores(&shares));
        Ok(())
    }

    #[test]
    fn shares_of_runs() {
        assert_eq!(compare("a b c d", "a b c d"), (1.0, 0.0, 0.0));
        assert_eq!(compare("a b c d e", "a b c d"), (0.5, 0.0, 0.5));
        assert_eq!(compare("", ""), (0.0, 0.0, 0.0));
        assert_eq!(compare("a b", "a b"), (1.0, 0.0, 0.0));
    }
}
