use crate::net::{Net, PLAIN, WIDTH, sigmoid};
use crate::{Feature, Table};
use rustc_hash::FxHashMap;

/// Learns a [`Net`] by AdaGrad, one example at a time; the same examples in the same order give the same network.
pub struct Learner {
    index: FxHashMap<u32, u32>,
    rows: Vec<Row>,
    bias: Row,
    out: Row,
    random: u64,
    /// The share of features that an example is learned without.
    pub drop: f32,
    /// How far one example moves what it touches.
    pub rate: f32,
    /// Pulls weights to zero.
    pub decay: f32,
}

#[derive(Clone)]
struct Row {
    x: [f32; WIDTH],
    /// Sum of squared gradients.
    g: [f32; WIDTH],
    seen: u32,
}

impl Row {
    fn zero() -> Self {
        Self { x: [0.0; WIDTH], g: [1e-6; WIDTH], seen: 0 }
    }

    #[inline]
    fn step(&mut self, gradient: &[f32; WIDTH], rate: f32, decay: f32) {
        for ((x, sum), slope) in self.x.iter_mut().zip(&mut self.g).zip(gradient) {
            let g = slope + decay * *x;
            *sum += g * g;
            *x -= rate * g / sum.sqrt();
        }
    }
}

/// What one look forward leaves behind for the step back.
struct Pass {
    kept: Vec<u32>,
    sum: [f32; WIDTH],
    score: f32,
}

impl Learner {
    /// An empty learner; the same seed learns the same.
    pub fn new(seed: u64) -> Self {
        let mut learner = Self {
            index: FxHashMap::default(),
            rows: Vec::new(),
            bias: Row::zero(),
            out: Row::zero(),
            random: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            drop: 0.1,
            rate: 0.06,
            decay: 1e-6,
        };
        for i in 0..WIDTH {
            // Half of the bent numbers speak for, half against.
            learner.out.x[i] = if i < PLAIN || i % 2 == 0 { 0.5 } else { -0.5 };
            learner.bias.x[i] = if i < PLAIN { 0.0 } else { 0.1 };
        }
        learner
    }

    fn uniform(&mut self) -> f32 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Makes room for features, those seen once and again; only these are learned once [`close`](Self::close) was called.
    pub fn see(&mut self, features: &[Feature]) {
        for feature in features {
            let next = self.rows.len() as u32;
            let at = *self.index.entry(feature.0).or_insert(next);
            if at == next {
                let mut row = Row::zero();
                for i in 0..WIDTH {
                    row.x[i] = (self.uniform() - 0.5) * if i < PLAIN { 0.0 } else { 0.08 };
                }
                self.rows.push(row);
            }
            self.rows[at as usize].seen += 1;
        }
    }

    /// Forgets features seen less than `least` times.
    pub fn close(&mut self, least: u32) {
        let rows = &self.rows;
        self.index.retain(|_, at| rows[*at as usize].seen >= least);
    }

    /// How many features are known.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    fn forward(&mut self, features: &[Feature], learning: bool) -> Pass {
        let mut pass =
            Pass { kept: Vec::with_capacity(features.len()), sum: self.bias.x, score: 0.0 };
        let drop = if learning { self.drop } else { 0.0 };
        for feature in features {
            let Some(at) = self.index.get(&feature.0).copied() else { continue };
            if drop > 0.0 && self.uniform() < drop {
                continue;
            }
            pass.kept.push(at);
        }
        for at in &pass.kept {
            for (sum, x) in pass.sum.iter_mut().zip(&self.rows[*at as usize].x) {
                *sum += x;
            }
        }
        for i in 0..WIDTH {
            let x = if i < PLAIN { pass.sum[i] } else { pass.sum[i].max(0.0) };
            pass.score += self.out.x[i] * x;
        }
        pass
    }

    fn back(&mut self, pass: &Pass, slope: f32) {
        if slope.abs() < 1e-5 {
            return;
        }
        let mut inner = [0.0; WIDTH];
        let mut outer = [0.0; WIDTH];
        for i in 0..WIDTH {
            let bent = i >= PLAIN && pass.sum[i] <= 0.0;
            inner[i] = if bent { 0.0 } else { slope * self.out.x[i] };
            outer[i] = if bent { 0.0 } else { slope * pass.sum[i] };
        }
        let (rate, decay) = (self.rate, self.decay);
        for at in &pass.kept {
            self.rows[*at as usize].step(&inner, rate, decay);
        }
        self.bias.step(&inner, rate, 0.0);
        self.out.step(&outer, rate * 0.1, 0.0);
    }

    /// What the features together are worth so far.
    pub fn score(&mut self, features: &[Feature]) -> f32 {
        self.forward(features, false).score
    }

    /// Learns that of examples with these features a share of `truth` are so.
    pub fn learn_yes_no(&mut self, features: &[Feature], truth: f32) {
        if self.rows.is_empty() || !self.index.contains_key(&features.first().map_or(0, |f| f.0)) {
            self.see(features);
        }
        let pass = self.forward(features, true);
        self.back(&pass, sigmoid(pass.score) - truth);
    }

    /// Learns that the `right` ones of the choices are the best; a choice without features is worth nothing.
    pub fn learn_choice(&mut self, choices: &[Vec<Feature>], right: &[usize]) {
        let passes: Vec<Pass> = choices.iter().map(|c| self.forward(c, true)).collect();
        let top = passes.iter().map(|p| p.score).fold(f32::MIN, f32::max);
        let all: f32 = passes.iter().map(|p| (p.score - top).exp()).sum();
        let good: f32 = right.iter().map(|i| (passes[*i].score - top).exp()).sum();
        for (i, pass) in passes.iter().enumerate() {
            let e = (pass.score - top).exp();
            let wanted = if right.contains(&i) { e / good.max(1e-20) } else { 0.0 };
            self.back(pass, e / all - wanted);
        }
    }

    /// The network as it is read: bytes instead of floats.
    pub fn freeze(&self) -> Net {
        let mut entries: Vec<(u32, [f32; WIDTH])> =
            self.index.iter().map(|(hash, at)| (*hash, self.rows[*at as usize].x)).collect();
        entries.sort_unstable_by_key(|(hash, _)| *hash);
        let mut sizes: Vec<f32> =
            entries.iter().flat_map(|(_, row)| row.iter().map(|x| x.abs())).collect();
        sizes.sort_unstable_by(f32::total_cmp);
        // The largest few are cut, so that the others keep their detail.
        let most = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 20_000)).copied();
        let step = most.unwrap_or(1.0).max(1e-6) / 127.0;
        let small = |x: f32| (x / step).round().clamp(-127.0, 127.0) as i8;
        let rows: Vec<(u32, [i8; WIDTH])> = entries
            .iter()
            .map(|(hash, row)| (*hash, row.map(small)))
            .filter(|(_, row)| row.iter().any(|x| *x != 0))
            .collect();
        Net { rows: Table::of(&rows), step, bias: self.bias.x, out: self.out.x }
    }
}
