//! Learns `packs/<lang>/learned.bin` from annotated articles. See `learn/README.md`.

mod gold;

use clap::Parser;
use gold::{Document, Gold, documents, lines};
use rawi_net::{Feature, Learner, Table, TaggerLearner, hash};
use rawi_statement::reading::{
    Ask, Gate, Least, Model, Part, Reader, Reading, TAG_NAMES, WordClass, Words, choose, read_all,
    whole_features, without_possessive,
};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::io::Write;
use std::ops::Range;

/// A feature of tags seen less often is left out.
const LEAST_TAG: u32 = 400;
/// A feature of cues seen less often is left out.
const LEAST_CUE: u32 = 8;
/// A feature of beginnings and ends seen less often is left out.
const LEAST_PART: u32 = 22;
/// The share of features that an example is learned without.
const DROP: f32 = 0.1;
/// How far the first round's examples move the weights.
const RATE: f32 = 0.025;
/// Words of a kind that are cues less often than this are not asked about.
const CUE_GATE: f32 = 0.006;
/// Places of a kind that are beginnings or ends less often than this are not asked about.
const PART_GATE: f32 = 0.001;

/// Learns a language's model: which words are cues, and where sources and contents begin and end beside them.
#[derive(Parser)]
struct Args {
    /// Annotated articles, JSONL, gzipped or not.
    train: String,
    /// Parts of speech of the same articles, JSONL.
    #[arg(long)]
    silver: String,
    /// Word classes: word, large class, small class.
    #[arg(long)]
    clusters: String,
    /// Where the model goes.
    #[arg(long)]
    out: Option<String>,
    /// Keep every Nth article from learning and measure on these.
    #[arg(long, default_value_t = 0)]
    hold: usize,
    /// Measure on these articles too.
    #[arg(long)]
    test: Option<String>,
    /// Where predictions for the measured articles go, as `rawi read --format json` writes them.
    #[arg(long)]
    predictions: Option<String>,
    /// How often every example is learned from.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Predictions less likely than this are not written.
    #[arg(long, default_value_t = 0.35)]
    least: f32,
    /// Learn what makes a whole statement right, from parts learned without it.
    #[arg(long)]
    whole: bool,
}

#[derive(Deserialize)]
struct Silver {
    id: String,
    tokens: Vec<(usize, usize, String, String, i64)>,
}

fn main() {
    let args = Args::parse();
    let (mut documents, mut held) = (documents(&args.train), Vec::new());
    if args.hold > 0 {
        let (apart, kept): (Vec<_>, Vec<_>) =
            documents.into_iter().enumerate().partition(|(i, _)| i % args.hold == args.hold - 1);
        documents = kept.into_iter().map(|(_, d)| d).collect();
        held.extend(apart.into_iter().map(|(_, d)| d));
    }
    eprintln!("{} articles, {} held", documents.len(), held.len());
    let silver = silver_tags(&args.silver, &documents);
    let all: Vec<&Document> = documents.iter().collect();
    let mut model = Model::default();
    model.words = word_classes(&args.clusters, &all, &silver);
    model.tagger = learn_tagger(&all, &silver, &model);
    if args.whole {
        let mut examples = Vec::new();
        for fold in 0..3 {
            let part = |nth: usize| nth % 3 == fold;
            let train: Vec<&Document> =
                all.iter().enumerate().filter(|(i, _)| !part(*i)).map(|(_, d)| *d).collect();
            let mut half = model.clone();
            half.words = word_classes(&args.clusters, &train, &silver);
            learn(&mut half, &train, args.rounds);
            for (_, document) in all.iter().enumerate().filter(|(i, _)| part(*i)) {
                let words = words_of(document, &half);
                for reading in readings(document, &words, &half, 0.05) {
                    let mut features = Vec::new();
                    whole_features(&words, &reading, &mut features);
                    examples.push((
                        features,
                        f32::from(u8::from(is_right(&words, &reading, document))),
                    ));
                }
            }
        }
        eprintln!(
            "whole: {} examples, {} right",
            examples.len(),
            examples.iter().filter(|e| e.1 > 0.5).count()
        );
        let mut learner = Learner::new(9);
        learner.rate = 0.03;
        examples.iter().for_each(|(f, _)| learner.see(f));
        learner.close(5);
        for _ in 0..4 {
            for (features, truth) in &examples {
                learner.learn_yes_no(features, *truth);
            }
        }
        model.nets[Ask::Whole.number()] = learner.freeze();
    }
    learn(&mut model, &all, args.rounds);
    if let Some(out) = &args.out {
        let bytes = model.to_bytes();
        std::fs::write(out, &bytes).unwrap_or_else(|e| panic!("{out}: {e}"));
        eprintln!("{out}: {} bytes", bytes.len());
        model = Model::from_bytes(&bytes).expect("reads what it wrote");
    }
    let mut measured: Vec<&Document> = held.iter().collect();
    let test = args.test.as_deref().map(gold::documents).unwrap_or_default();
    measured.extend(&test);
    if measured.is_empty() {
        return;
    }
    let mut out =
        args.predictions.as_ref().map(|path| std::fs::File::create(path).expect("a file"));
    let mut readings = Vec::new();
    for document in &measured {
        let words = words_of(document, &model);
        let all = self::readings(document, &words, &model, 0.1);
        readings.push((all, words));
    }
    for least in [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6] {
        let mut tally = Tally::default();
        for (document, (all, words)) in measured.iter().zip(&readings) {
            tally.add(
                words,
                &choose(all.clone(), document.tokens.len(), Least::both(least)),
                document,
            );
        }
        eprintln!("{least:.2} {tally}");
    }
    if let Some(out) = &mut out {
        for (document, (all, _)) in measured.iter().zip(&readings) {
            let kept = choose(all.clone(), document.tokens.len(), Least::both(args.least));
            writeln!(out, "{}", as_json(document, &kept)).expect("writes");
        }
    }
}

/// For every document the tag of every token.
fn silver_tags(path: &str, documents: &[Document]) -> FxHashMap<String, Vec<u8>> {
    let by: FxHashMap<&str, &Document> = documents.iter().map(|d| (d.id.as_str(), d)).collect();
    let number: FxHashMap<&str, u8> =
        TAG_NAMES.iter().enumerate().map(|(i, name)| (*name, i as u8)).collect();
    let mut out = FxHashMap::default();
    for line in lines(path) {
        let silver: Silver = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{path}: {e}"));
        let Some(document) = by.get(silver.id.as_str()) else { continue };
        let mut tags = vec![255; document.tokens.len()];
        for (from, to, name, _, _) in &silver.tokens {
            let (from, to) = (document.places[*from], document.places[*to]);
            let mut at = document.tokens.at(from);
            if at > 0 && document.tokens[at - 1].span.end > from {
                at -= 1;
            }
            // A word takes the tag of its first piece; "don't" is the verb.
            if at < tags.len() && document.tokens[at].span.start < to && tags[at] == 255 {
                tags[at] = number.get(name.as_str()).copied().unwrap_or(45);
            }
        }
        out.insert(silver.id, tags);
    }
    out
}

/// The token of a cue that reports: not an auxiliary, an adverb, a negation.
fn head(document: &Document, cue: &Range<usize>) -> usize {
    const LIGHT: [&str; 52] = [
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "be",
        "been",
        "being",
        "to",
        "not",
        "also",
        "could",
        "should",
        "may",
        "might",
        "can",
        "must",
        "did",
        "do",
        "does",
        "didn’t",
        "didn't",
        "doesn’t",
        "doesn't",
        "don’t",
        "don't",
        "isn’t",
        "wasn’t",
        "hasn’t",
        "haven’t",
        "won’t",
        "wouldn’t",
        "then",
        "just",
        "even",
        "still",
        "once",
        "never",
        "now",
        "again",
        "further",
        "and",
        "but",
        "so",
        "as",
        "later",
        "ever",
        "always",
    ];
    cue.clone()
        .find(|i| {
            let form = document.tokens.form(*i);
            let word = form.chars().any(char::is_alphabetic);
            word && !LIGHT.contains(&form) && !(form.ends_with("ly") && form.len() > 4)
        })
        .unwrap_or(cue.start)
}

fn word_classes(
    path: &str,
    documents: &[&Document],
    silver: &FxHashMap<String, Vec<u8>>,
) -> Table<WordClass> {
    let mut classes: FxHashMap<String, (u8, u16)> = FxHashMap::default();
    for line in lines(path) {
        let mut columns = line.split('\t');
        let (Some(word), Some(coarse), Some(fine)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let parse = |x: &str| x.parse::<u16>().unwrap_or_else(|e| panic!("{path}: {line}: {e}"));
        classes.insert(word.to_owned(), (parse(coarse) as u8 + 1, parse(fine) + 1));
    }
    let mut counts: FxHashMap<String, (u32, u32)> = FxHashMap::default();
    let mut tags: FxHashMap<String, FxHashMap<u8, u32>> = FxHashMap::default();
    for document in documents {
        let mut heads = vec![false; document.tokens.len()];
        document.gold.iter().for_each(|g| heads[head(document, &g.cue)] = true);
        for i in 0..document.tokens.len() {
            let form = document.tokens.form(i);
            if !form.starts_with(char::is_alphabetic) {
                continue;
            }
            let bare = without_possessive(form);
            let count = counts.entry(bare.to_owned()).or_default();
            count.0 += 1;
            count.1 += u32::from(heads[i]);
            if let Some(silver) = silver.get(&document.id).filter(|tags| tags[i] != 255) {
                *tags.entry(bare.to_owned()).or_default().entry(silver[i]).or_default() += 1;
            }
        }
    }
    let mut by_class: FxHashMap<u16, (u32, u32)> = FxHashMap::default();
    for (word, (n, heads)) in &counts {
        let fine = classes.get(word).map_or(0, |c| c.1);
        let class = by_class.entry(fine).or_default();
        class.0 += n;
        class.1 += heads;
    }
    let mut words: Vec<String> = classes.keys().chain(counts.keys()).cloned().collect();
    words.sort_unstable();
    words.dedup();
    let entries: Vec<(u32, WordClass)> = words
        .iter()
        .map(|word| {
            let (coarse, fine) = classes.get(word).copied().unwrap_or((0, 0));
            let (n, heads) = counts.get(word).copied().unwrap_or((0, 0));
            let (cn, ch) = by_class.get(&fine).copied().unwrap_or((0, 0));
            let base = (ch as f32 + 0.5) / (cn as f32 + 20.0);
            let share = if n < 4 { base } else { (heads as f32 + 3.0 * base) / (n as f32 + 3.0) };
            let prior = match share {
                _ if n >= 30 && (heads == 0 || share < 0.0015) => 0,
                x if x < 0.01 => 1,
                x if x < 0.03 => 2,
                x if x < 0.08 => 3,
                x if x < 0.2 => 4,
                x if x < 0.4 => 5,
                x if x < 0.65 => 6,
                _ => 7,
            };
            (hash(word.as_bytes()), WordClass { fine, coarse, prior, only: only(tags.get(word)) })
        })
        .collect();
    Table::of(&entries)
}

/// The one tag of a word that is seen often and never has another, but for slips.
fn only(tags: Option<&FxHashMap<u8, u32>>) -> u8 {
    let Some(tags) = tags else { return 255 };
    let all: u32 = tags.values().sum();
    let most = tags.iter().max_by_key(|(tag, n)| (**n, **tag));
    most.filter(|(_, n)| all >= 6 && **n * 100 >= all * 99).map_or(255, |(tag, _)| *tag)
}

fn learn_tagger(
    documents: &[&Document],
    silver: &FxHashMap<String, Vec<u8>>,
    model: &Model,
) -> rawi_net::Tagger {
    let mut learner = TaggerLearner::default();
    let mut features = Vec::new();
    for round in 0..3 {
        let (mut right, mut all) = (0, 0);
        for document in documents {
            let Some(tags) = silver.get(&document.id) else { continue };
            let mut words =
                Words::new(&document.article.text, &document.tokens, &document.blocks, model);
            for i in document.blocks.iter().cloned().flatten() {
                words.words[i].tag = match words.certain(i) {
                    Some(tag) => tag,
                    None if tags[i] == 255 => 45,
                    None => {
                        features.clear();
                        words.tag_features(i, &mut features);
                        let guess = learner.learn(&features, tags[i]);
                        right += usize::from(guess == tags[i]);
                        all += 1;
                        guess
                    }
                };
            }
        }
        eprintln!(
            "tags, round {round}: {:.2} % right while learning",
            100.0 * right as f32 / all as f32
        );
    }
    learner.freeze(LEAST_TAG)
}

fn words_of<'a>(document: &'a Document, model: &Model) -> Words<'a> {
    let mut words = Words::new(&document.article.text, &document.tokens, &document.blocks, model);
    words.tag(&document.blocks, model);
    words
}

/// Gold as the engine would say it: head of the cue, source, content before and after.
struct Target {
    cue: usize,
    source: Range<usize>,
    left: Option<Range<usize>>,
    right: Option<Range<usize>>,
}

fn hull(ranges: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
}

fn target(document: &Document, gold: &Gold) -> Target {
    let cue = head(document, &gold.cue);
    let left = hull(gold.contents.iter().filter(|c| c.end <= cue).cloned());
    let right = hull(gold.contents.iter().filter(|c| c.start > cue).cloned());
    Target { cue, source: gold.source.clone(), left, right }
}

fn shuffle(order: &mut [usize], seed: u64) {
    let mut x = seed | 1;
    for i in (1..order.len()).rev() {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        order.swap(i, (x % (i as u64 + 1)) as usize);
    }
}

fn learn(model: &mut Model, documents: &[&Document], rounds: usize) {
    let words: Vec<Words<'_>> = documents.iter().map(|d| words_of(d, model)).collect();
    let targets: Vec<Vec<Target>> =
        documents.iter().map(|d| d.gold.iter().map(|g| target(d, g)).collect()).collect();
    let cues = cue_gate(&words, &targets);
    model.nets[Ask::Cue.number()] = learn_cues(&words, &targets, rounds, &cues);
    model.gates[Ask::Cue.number()] = cues;
    for part in [Part::Source, Part::Left, Part::Right] {
        let gates = part_gates(&words, &targets, part);
        let (start, end) = learn_part(&words, &targets, part, rounds, &gates);
        let [first, last] = gates;
        model.gates[Ask::Start(part).number()] = first;
        model.gates[Ask::End(part).number()] = last;
        model.nets[Ask::Start(part).number()] = start;
        model.nets[Ask::End(part).number()] = end;
    }
}

/// Pairs seen `right` times among `all`: those worth asking about.
#[derive(Default)]
struct Pairs(FxHashMap<(u8, u8), (u32, u32)>);

impl Pairs {
    fn count(&mut self, pair: (u8, u8), right: bool) {
        let (all, good) = self.0.entry(pair).or_default();
        *all += 1;
        *good += u32::from(right);
    }

    /// Lets through what is right at least so often; says how many right ones are lost and how many questions saved.
    fn gate(&self, name: &str, least: f32) -> Gate {
        let mut gate = Gate::SHUT;
        let (mut lost, mut right, mut saved, mut asked) = (0, 0, 0, 0);
        for ((a, b), (all, good)) in &self.0 {
            right += good;
            asked += all;
            if *good >= 2 && *good as f32 >= least * *all as f32 {
                gate.open(*a, *b);
            } else {
                lost += good;
                saved += all;
            }
        }
        eprintln!(
            "{name}: the gate keeps {lost} of {right} right ones out, and {saved} of {asked} questions"
        );
        gate
    }
}

fn cue_gate(words: &[Words<'_>], targets: &[Vec<Target>]) -> Gate {
    let mut pairs = Pairs::default();
    for (words, targets) in words.iter().zip(targets) {
        let mut heads = vec![false; words.words.len()];
        targets.iter().for_each(|t| heads[t.cue] = true);
        for (word, head) in
            words.words.iter().zip(heads).filter(|(w, _)| w.tag != 255 && w.prior > 0)
        {
            pairs.count((word.prior, word.tag), head);
        }
    }
    pairs.gate("cue", CUE_GATE)
}

/// The gates of a part's beginnings and ends.
fn part_gates(words: &[Words<'_>], targets: &[Vec<Target>], part: Part) -> [Gate; 2] {
    let mut pairs = [Pairs::default(), Pairs::default()];
    for (words, targets) in words.iter().zip(targets) {
        for target in targets.iter().filter(|t| words.words[t.cue].tag != 255) {
            let Some(range) = wanted(target, part) else { continue };
            let sentence = words.sentence_of(target.cue);
            for k in sentence.start..=sentence.end {
                let pair = (words.at(k, -1).tag, words.at(k, 0).tag);
                pairs[0].count(pair, k == range.start);
                pairs[1].count(pair, k == range.end);
            }
        }
    }
    let [starts, ends] = pairs;
    let gate = |pairs: &Pairs, what: &str| pairs.gate(&format!("{part:?} {what}"), PART_GATE);
    [gate(&starts, "start"), gate(&ends, "end")]
}

fn wanted(target: &Target, part: Part) -> Option<Range<usize>> {
    match part {
        Part::Source => Some(target.source.clone()).filter(|s| !s.is_empty()),
        Part::Left => target.left.clone(),
        Part::Right => target.right.clone(),
    }
}

fn learn_cues(
    words: &[Words<'_>],
    targets: &[Vec<Target>],
    rounds: usize,
    gate: &Gate,
) -> rawi_net::Net {
    let mut learner = Learner::new(1);
    let mut examples: Vec<(Vec<Feature>, f32)> = Vec::new();
    let mut lost = 0;
    for (words, targets) in words.iter().zip(targets) {
        let mut heads = vec![false; words.words.len()];
        targets.iter().for_each(|t| heads[t.cue] = true);
        for (i, head) in heads.into_iter().enumerate() {
            if words.words[i].tag == 255 || !words.may_be_cue(i, gate) {
                lost += usize::from(head);
                continue;
            }
            let mut features = Vec::new();
            words.cue_features(i, &mut features);
            learner.see(&features);
            examples.push((features, f32::from(u8::from(head))));
        }
    }
    learner.close(LEAST_CUE);
    eprintln!("cue: {} examples, {lost} cues lost, {} features", examples.len(), learner.len());
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for round in 0..rounds {
        shuffle(&mut order, 77 + round as u64);
        learner.drop = DROP;
        learner.rate = RATE / (1.0 + round as f32);
        for i in &order {
            learner.learn_yes_no(&examples[*i].0, examples[*i].1);
        }
    }
    learner.freeze()
}

/// The one of the candidates that the annotation means, punctuation left aside.
fn nearest(words: &Words<'_>, candidates: &[usize], at: usize, step: isize) -> Option<usize> {
    let mut k = at;
    for _ in 0..4 {
        if let Ok(found) = candidates.binary_search(&k) {
            return Some(found);
        }
        let between = if step > 0 { k } else { k.checked_sub(1)? };
        let word = words.tokens.get(between)?;
        if !matches!(word.kind, rawi_text::TokenKind::Mark(_) | rawi_text::TokenKind::Break) {
            return None;
        }
        k = k.checked_add_signed(step)?;
    }
    None
}

fn learn_part(
    words: &[Words<'_>],
    targets: &[Vec<Target>],
    part: Part,
    rounds: usize,
    gates: &[Gate; 2],
) -> (rawi_net::Net, rawi_net::Net) {
    let (mut starts, mut ends) = (Learner::new(2), Learner::new(3));
    let (mut lost_start, mut lost_end, mut all) = (0, 0, 0);
    // First which features there are, then what they are worth: features are made anew in every round to save memory.
    for round in 0..=rounds {
        let mut order: Vec<usize> = (0..words.len()).collect();
        shuffle(&mut order, 99 + round as u64);
        for learner in [&mut starts, &mut ends] {
            learner.drop = DROP;
            learner.rate = RATE / (1.0 + round.saturating_sub(1) as f32);
        }
        for nth in order {
            let words = &words[nth];
            for target in &targets[nth] {
                let cue = target.cue;
                if words.words[cue].tag == 255 {
                    continue;
                }
                let wanted = wanted(target, part);
                let source = if part == Part::Source { cue..cue } else { source_of(target) };
                let candidates = words.starts(cue, part, &source, &gates[0]);
                let right = match &wanted {
                    None => Some(0),
                    Some(range) => nearest(words, &candidates, range.start, 1).map(|i| i + 1),
                };
                all += usize::from(round == 0);
                let Some(right) = right else {
                    lost_start += usize::from(round == 0);
                    continue;
                };
                let mut choices = vec![Vec::new()];
                words.none_features(cue, part, &source, &mut choices[0]);
                for start in &candidates {
                    let mut features = Vec::new();
                    words.start_features(*start, &mut features);
                    words.start_beside(cue, part, *start, &source, &mut features);
                    choices.push(features);
                }
                if round == 0 {
                    choices.iter().for_each(|c| starts.see(c));
                } else {
                    starts.learn_choice(&choices, &[right]);
                }
                let Some(range) = wanted else { continue };
                let start = candidates[right - 1];
                let candidates = words.ends(cue, part, start, &source, &gates[1]);
                let Some(right) = nearest(words, &candidates, range.end, -1) else {
                    lost_end += usize::from(round == 0);
                    continue;
                };
                let choices: Vec<Vec<Feature>> = candidates
                    .iter()
                    .map(|end| {
                        let mut features = Vec::new();
                        words.end_features(*end, &mut features);
                        words.end_beside(cue, part, start..*end, &source, &mut features);
                        features
                    })
                    .collect();
                if round == 0 {
                    choices.iter().for_each(|c| ends.see(c));
                } else {
                    ends.learn_choice(&choices, &[right]);
                }
            }
        }
        if round == 0 {
            starts.close(LEAST_PART);
            ends.close(LEAST_PART);
        }
    }
    eprintln!(
        "{part:?}: of {all}, {lost_start} beginnings and {lost_end} ends are nowhere; {} and {} features",
        starts.len(),
        ends.len()
    );
    (starts.freeze(), ends.freeze())
}

fn source_of(target: &Target) -> Range<usize> {
    if target.source.is_empty() { target.cue..target.cue } else { target.source.clone() }
}

fn readings(document: &Document, words: &Words<'_>, model: &Model, least: f32) -> Vec<Reading> {
    let mut reader = Reader::new(words, model).thorough();
    let tokens: Vec<usize> = document.blocks.iter().cloned().flatten().collect();
    read_all(&mut reader, tokens.into_iter(), Least::both(least))
}

/// Words of those ranges.
fn bag(words: &Words<'_>, ranges: impl Iterator<Item = Range<usize>>) -> Vec<usize> {
    ranges.flatten().filter(|i| words.count(*i..*i + 1) > 0).collect()
}

fn iou(a: &[usize], b: &[usize]) -> f32 {
    let shared = a.iter().filter(|i| b.contains(i)).count();
    shared as f32 / (a.len() + b.len() - shared).max(1) as f32
}

fn is_right(words: &Words<'_>, reading: &Reading, document: &Document) -> bool {
    let mine = bag(words, reading.contents());
    document.gold.iter().any(|g| iou(&mine, &bag(words, g.contents.iter().cloned())) >= 0.5)
}

/// What `score.py` counts, near enough for choosing.
#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    content: usize,
    exact: usize,
    source: usize,
    cue: usize,
}

impl Tally {
    fn add(&mut self, words: &Words<'_>, readings: &[Reading], document: &Document) {
        self.gold += document.gold.len();
        self.found += readings.len();
        let mine: Vec<Vec<usize>> = readings.iter().map(|r| bag(words, r.contents())).collect();
        let theirs: Vec<Vec<usize>> =
            document.gold.iter().map(|g| bag(words, g.contents.iter().cloned())).collect();
        let mut used = vec![false; readings.len()];
        for (g, gold) in theirs.iter().enumerate() {
            self.cue += usize::from(readings.iter().any(|r| document.gold[g].cue.contains(&r.cue)));
            let best = (0..readings.len())
                .filter(|i| !used[*i])
                .map(|i| (iou(&mine[i], gold), i))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((share, i)) = best.filter(|(share, _)| *share >= 0.5) else { continue };
            used[i] = true;
            self.content += 1;
            self.exact += usize::from(share >= 0.95);
            let source: Vec<usize> = document.gold[g].source.clone().collect();
            let found: Vec<usize> = readings[i].source.clone().collect();
            self.source += usize::from(source.is_empty() || iou(&found, &source) >= 0.5);
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let f1 = |n: usize| 200.0 * n as f32 / (self.gold + self.found).max(1) as f32;
        write!(
            f,
            "found {} of {}: P {:.1} R {:.1} content {:.1} exact {:.1} attribution {:.1} cue {:.1}",
            self.found,
            self.gold,
            100.0 * self.content as f32 / self.found.max(1) as f32,
            100.0 * self.content as f32 / self.gold.max(1) as f32,
            f1(self.content),
            f1(self.exact),
            f1(self.source),
            f1(self.cue)
        )
    }
}

fn as_json(document: &Document, readings: &[Reading]) -> serde_json::Value {
    let text = &document.article.text;
    let span = |range: &Range<usize>| {
        let (from, to) =
            (document.tokens[range.start].span.start, document.tokens[range.end - 1].span.end);
        let start = text[..from].chars().count();
        let end = start + text[from..to].chars().count();
        serde_json::json!({"start": start, "end": end, "text": &text[from..to]})
    };
    let statements: Vec<serde_json::Value> = readings
        .iter()
        .map(|r| {
            serde_json::json!({
                "cue": span(&(r.cue..r.cue + 1)),
                "source": (!r.source.is_empty()).then(|| span(&r.source)),
                "content": r.contents().map(|c| span(&c)).collect::<Vec<_>>(),
                "speaker": null, "mode": "indirect", "confidence": r.share,
            })
        })
        .collect();
    serde_json::json!({"id": document.id, "text": text, "statements": statements})
}
