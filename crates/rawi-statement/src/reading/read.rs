//! Reading: every word that may be a cue is asked about; what a cue is beside is found; what does not fit together goes.

use super::model::{Ask, Model, Part};
use super::words::{Bag, Words};
use rawi_net::{Feature, Sum, sigmoid};
use std::ops::Range;

/// Beginnings that are followed to their ends.
const TRIED: usize = 2;

/// Beginnings less likely than this are not followed.
const LEAST_START: f32 = 0.15;

/// A cue with what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The token that reports.
    pub cue: usize,
    /// How likely it is a cue.
    pub cue_share: f32,
    /// The words that name who expressed it; empty for none.
    pub source: Range<usize>,
    /// The content before the cue.
    pub left: Option<Range<usize>>,
    /// The content after it.
    pub right: Option<Range<usize>>,
    /// How likely source, left and right are what they are taken for.
    pub shares: [f32; 3],
    /// How likely the whole is right.
    pub share: f32,
    /// Whether quotation marks stand near the cue.
    pub quoted: bool,
}

/// Shares below which something is left out: beside quotation marks less is asked for, since who speaks there is told
/// somewhere.
#[derive(Clone, Copy, Debug)]
pub struct Least {
    /// Without quotation marks near the cue.
    pub plain: f32,
    /// With them.
    pub quoted: f32,
}

impl Least {
    /// The same for both.
    pub const fn both(least: f32) -> Self {
        Self { plain: least, quoted: least }
    }

    fn of(self, quoted: bool) -> f32 {
        if quoted { self.quoted } else { self.plain }
    }
}

impl Reading {
    /// The content's ranges in order.
    pub fn contents(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.left.iter().chain(&self.right).cloned()
    }
}

/// Answers by what was learned.
pub struct Reader<'w, 't, 'm> {
    words: &'w Words<'t>,
    model: &'m Model,
    features: Vec<Feature>,
    /// How many beginnings are followed to their ends.
    tried: usize,
    /// Beginnings less likely than this are not.
    least_start: f32,
    /// Sums of what does not depend on the cue, by question and token.
    sums: [Vec<Option<Sum>>; Ask::COUNT],
}

impl<'w, 't, 'm> Reader<'w, 't, 'm> {
    /// A reader of those words.
    pub fn new(words: &'w Words<'t>, model: &'m Model) -> Self {
        let tokens = words.words.len() + 1;
        let sums = std::array::from_fn(|ask| match ask {
            1..=6 => vec![None; tokens],
            _ => Vec::new(),
        });
        Self {
            words,
            model,
            features: Vec::with_capacity(96),
            tried: TRIED,
            least_start: LEAST_START,
            sums,
        }
    }

    /// Follows more beginnings, the unlikely ones too: slower, and what learning looks at.
    pub fn thorough(self) -> Self {
        Self { tried: 3, least_start: 0.05, ..self }
    }

    fn local(&mut self, ask: Ask, at: usize) -> Sum {
        let number = ask.number();
        if let Some(sum) = self.sums[number].get(at).copied().flatten() {
            return sum;
        }
        self.features.clear();
        match ask {
            Ask::Start(_) => self.words.start_features(at, &mut self.features),
            _ => self.words.end_features(at, &mut self.features),
        }
        let mut sum = Sum::default();
        self.model.nets[number].add(&mut sum, &self.features);
        if let Some(kept) = self.sums[number].get_mut(at) {
            *kept = Some(sum);
        }
        sum
    }

    fn end(
        &mut self,
        cue: usize,
        part: Part,
        start: usize,
        source: &Range<usize>,
    ) -> Option<(usize, f32)> {
        let gate = &self.model.gates[Ask::End(part).number()];
        let ends = self.words.ends(cue, part, start, source, gate);
        let net = &self.model.nets[Ask::End(part).number()];
        let mut scores = Vec::with_capacity(ends.len());
        for end in &ends {
            let mut sum = self.local(Ask::End(part), *end);
            self.features.clear();
            self.words.end_beside(cue, part, start..*end, source, &mut self.features);
            net.add(&mut sum, &self.features);
            scores.push(net.worth(&sum));
        }
        let (best, top) = scores.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let all: f32 = scores.iter().map(|score| (score - top).exp()).sum();
        Some((ends[best], 1.0 / all))
    }
}

impl Answer for Reader<'_, '_, '_> {
    fn cue(&mut self, i: usize) -> f32 {
        if !self.words.may_be_cue(i, &self.model.gates[Ask::Cue.number()]) {
            return 0.0;
        }
        self.features.clear();
        self.words.cue_features(i, &mut self.features);
        sigmoid(self.model.nets[Ask::Cue.number()].score(&self.features))
    }

    fn part(
        &mut self,
        cue: usize,
        part: Part,
        source: &Range<usize>,
    ) -> (Option<Range<usize>>, f32) {
        let gate = &self.model.gates[Ask::Start(part).number()];
        let starts = self.words.starts(cue, part, source, gate);
        let net = &self.model.nets[Ask::Start(part).number()];
        self.features.clear();
        self.words.none_features(cue, part, source, &mut self.features);
        let none = net.score(&self.features);
        let mut scored: Vec<(f32, usize)> = Vec::with_capacity(starts.len());
        for start in starts {
            let mut sum = self.local(Ask::Start(part), start);
            self.features.clear();
            self.words.start_beside(cue, part, start, source, &mut self.features);
            net.add(&mut sum, &self.features);
            scored.push((net.worth(&sum), start));
        }
        let top = scored.iter().map(|(score, _)| *score).fold(none, f32::max);
        let all: f32 =
            scored.iter().map(|(score, _)| (score - top).exp()).sum::<f32>() + (none - top).exp();
        let none = (none - top).exp() / all;
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        scored.truncate(self.tried);
        let mut best: (Option<Range<usize>>, f32) = (None, none);
        let mut some = 0.0;
        for (score, start) in scored {
            let share = (score - top).exp() / all;
            if share < self.least_start {
                continue;
            }
            some += share;
            let Some((end, end_share)) = self.end(cue, part, start, source) else { continue };
            if best.0.is_none() || share * end_share > best.1 {
                best = (Some(start..end), share * end_share);
            }
        }
        // Whether there is a part is asked before which.
        if none > some { (None, none) } else { best }
    }

    fn quoted(&self, i: usize) -> bool {
        self.words.near_quotes(i)
    }

    fn certain(&self, i: usize) -> Option<Reading> {
        signed(self.words, i)
    }

    fn share(&mut self, reading: &Reading) -> f32 {
        let net = &self.model.nets[Ask::Whole.number()];
        if net.is_empty() {
            return reading.cue_share;
        }
        self.features.clear();
        whole_features(self.words, reading, &mut self.features);
        sigmoid(net.score(&self.features))
    }
}

/// Answers the questions that statements are put together from.
pub trait Answer {
    /// How likely token `i` is a cue.
    fn cue(&mut self, i: usize) -> f32;

    /// The part beside the cue and how likely that is it; none with how likely there is none.
    fn part(
        &mut self,
        cue: usize,
        part: Part,
        source: &Range<usize>,
    ) -> (Option<Range<usize>>, f32);

    /// Whether quotation marks stand near token `i`.
    fn quoted(&self, i: usize) -> bool;

    /// A statement that its form gives away.
    fn certain(&self, i: usize) -> Option<Reading>;

    /// How likely a statement put together of such parts is right.
    fn share(&mut self, reading: &Reading) -> f32;
}

/// How likely a signed quotation is a statement.
const SIGNED: f32 = 0.9;

/// “…” — Name.
pub(crate) fn signed(words: &Words<'_>, dash: usize) -> Option<Reading> {
    let (left, source) = words.signature(dash)?;
    Some(Reading {
        cue: dash,
        cue_share: SIGNED,
        source,
        left: Some(left),
        right: None,
        shares: [SIGNED; 3],
        share: SIGNED,
        quoted: true,
    })
}

/// What stands beside the cue at token `cue`.
fn beside(answers: &mut impl Answer, cue: usize, cue_share: f32, quoted: bool) -> Reading {
    let (source, source_share) = answers.part(cue, Part::Source, &(cue..cue));
    let source = source.unwrap_or(cue..cue);
    let (right, right_share) = answers.part(cue, Part::Right, &source);
    let (left, left_share) = answers.part(cue, Part::Left, &source);
    let shares = [source_share, left_share, right_share];
    Reading { cue, cue_share, source, left, right, shares, share: cue_share, quoted }
}

/// All that may be a statement, in order, however unlikely or at odds with another; words that are a cue less often than
/// `least` are not looked beside.
pub fn read_all(
    answers: &mut impl Answer,
    tokens: impl Iterator<Item = usize>,
    least: Least,
) -> Vec<Reading> {
    let mut readings = Vec::new();
    for i in tokens {
        if let Some(reading) = answers.certain(i) {
            readings.push(reading);
            continue;
        }
        let share = answers.cue(i);
        if share < least.quoted.min(least.plain) {
            continue;
        }
        let quoted = answers.quoted(i);
        if share < least.of(quoted) {
            continue;
        }
        let mut reading = beside(answers, i, share, quoted);
        if reading.left.is_some() || reading.right.is_some() {
            reading.share = answers.share(&reading);
            readings.push(reading);
        }
    }
    readings
}

/// Whether the whole is right is told by how sure its parts are.
pub fn whole_features(words: &Words<'_>, reading: &Reading, out: &mut Vec<Feature>) {
    let step = |share: f32| (share * 12.0) as u32;
    let w = words.words[reading.cue];
    let (f, t) = (u32::from(w.fine), u32::from(w.tag));
    let [source, left, right] = reading.shares.map(step);
    let cue = (reading.cue_share * 20.0) as u32;
    let shape = u32::from(reading.left.is_some())
        + 2 * u32::from(reading.right.is_some())
        + 4 * u32::from(!reading.source.is_empty())
        + 8 * u32::from(reading.source.start > reading.cue);
    let length: usize = reading.contents().map(|r| words.count(r)).sum();
    let quoted: usize =
        reading.contents().map(|r| r.filter(|k| words.quoted[*k] != 0).count()).sum();
    let all: usize = reading.contents().map(|r| r.len()).sum();
    let share = (quoted * 4).div_ceil(all.max(1)) as u32;
    let mut bag = Bag::new(0x7000, out);
    bag.add(cue);
    bag.add(source);
    bag.add(left);
    bag.add(right);
    bag.add(shape);
    bag.pair(shape, cue);
    bag.pair(shape, left);
    bag.pair(shape, right);
    bag.three(cue, right, left);
    bag.add(w.hash);
    bag.add(f);
    bag.add(t);
    bag.pair(t, cue);
    bag.pair(f, cue);
    bag.add((length.min(40) / 2) as u32);
    bag.pair((length.min(40) / 4) as u32, cue);
    bag.add(share);
    bag.pair(share, cue);
    bag.pair(share, shape);
    bag.pair(u32::from(w.prior), cue);
    bag.pair(u32::from(words.quoted[reading.cue] != 0), cue);
}

/// The readings that may stand beside each other, the likelier first: no content holds another's words or cue.
pub fn choose(readings: Vec<Reading>, tokens: usize, least: Least) -> Vec<Reading> {
    let mut order: Vec<usize> = (0..readings.len())
        .filter(|i| readings[*i].share >= least.of(readings[*i].quoted))
        .collect();
    order.sort_by(|a, b| readings[*b].share.total_cmp(&readings[*a].share).then_with(|| a.cmp(b)));
    let mut taken = vec![false; tokens];
    let mut kept = Vec::new();
    for i in order {
        let reading = &readings[i];
        let free =
            !taken[reading.cue] && reading.contents().all(|range| range.clone().all(|k| !taken[k]));
        if !free {
            continue;
        }
        for range in reading.contents() {
            taken[range].fill(true);
        }
        taken[reading.cue] = true;
        kept.push(i);
    }
    kept.sort_unstable();
    let mut readings: Vec<Option<Reading>> = readings.into_iter().map(Some).collect();
    kept.into_iter().filter_map(|i| readings[i].take()).collect()
}
