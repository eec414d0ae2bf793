use crate::Feature;
use crate::table::{Damaged, Table, put_floats, take_floats};
use rustc_hash::FxHashMap;

/// Tags at most.
pub const TAGS: usize = 48;

/// Gives one of up to [`TAGS`] tags to what some features describe: the rows of the features are the tags' scores.
#[derive(Clone, Debug)]
pub struct Tagger {
    rows: Table<Scores>,
    bias: [i16; TAGS],
    step: f32,
}

impl Default for Tagger {
    fn default() -> Self {
        Self { rows: Table::default(), bias: [0; TAGS], step: 0.0 }
    }
}

#[derive(Clone, Copy, Debug)]
struct Scores([i8; TAGS]);

impl Default for Scores {
    fn default() -> Self {
        Self([0; TAGS])
    }
}

impl crate::Bytes for Scores {
    const LEN: usize = TAGS;

    fn put(&self, out: &mut Vec<u8>) {
        out.extend(self.0.iter().map(|x| *x as u8));
    }

    fn get(bytes: &[u8]) -> Self {
        Self(crate::table::array(bytes).map(|x| x as i8))
    }
}

impl Tagger {
    /// The best tag.
    #[inline]
    pub fn tag(&self, features: &[Feature]) -> u8 {
        let mut sum = self.bias;
        if self.rows.is_empty() {
            return best(&sum);
        }
        let mut places = [0; 32];
        for some in features.chunks(places.len()) {
            for (place, feature) in places.iter_mut().zip(some) {
                *place = self.rows.place(feature.0);
            }
            for place in &places[..some.len()] {
                for (sum, x) in sum.iter_mut().zip(&self.rows.at(*place).0) {
                    *sum = sum.wrapping_add(i16::from(*x));
                }
            }
        }
        best(&sum)
    }

    /// Appends the tagger's bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        put_floats(&[self.step], out);
        put_floats(&self.bias.map(f32::from), out);
        self.rows.write(out);
    }

    /// Reads a tagger from the beginning of `bytes` and moves them behind it.
    ///
    /// # Errors
    /// [`Damaged`] where the bytes are not what [`write`](Self::write) wrote.
    pub fn read(bytes: &mut &[u8]) -> Result<Self, Damaged> {
        let [step] = take_floats(bytes)?;
        let bias = take_floats::<TAGS>(bytes)?.map(|x| x as i16);
        Ok(Self { rows: Table::read(bytes)?, bias, step })
    }
}

/// The first of the greatest.
fn best<T: PartialOrd + Copy>(scores: &[T; TAGS]) -> u8 {
    let greatest = scores.iter().copied().fold(scores[0], |a, b| if b > a { b } else { a });
    scores.iter().position(|score| *score >= greatest).unwrap_or(0) as u8
}

/// Learns a [`Tagger`] as an averaged perceptron (Collins 2002).
pub struct TaggerLearner {
    rows: FxHashMap<u32, (u32, Box<[Averaged; TAGS]>)>,
    bias: [Averaged; TAGS],
    now: u32,
}

impl Default for TaggerLearner {
    fn default() -> Self {
        Self { rows: FxHashMap::default(), bias: [Averaged::default(); TAGS], now: 0 }
    }
}

#[derive(Clone, Copy, Default)]
struct Averaged {
    x: f32,
    total: f64,
    since: u32,
}

impl Averaged {
    fn add(&mut self, by: f32, now: u32) {
        self.total += f64::from(self.x) * f64::from(now - self.since);
        self.since = now;
        self.x += by;
    }

    fn mean(&self, now: u32) -> f32 {
        let total = self.total + f64::from(self.x) * f64::from(now - self.since);
        (total / f64::from(now.max(1))) as f32
    }
}

impl TaggerLearner {
    /// Learns one example and gives the tag that was thought best before.
    pub fn learn(&mut self, features: &[Feature], truth: u8) -> u8 {
        self.now += 1;
        let mut sum = self.bias.map(|a| a.x);
        for feature in features {
            let Some((seen, row)) = self.rows.get_mut(&feature.0) else { continue };
            *seen += 1;
            for (sum, a) in sum.iter_mut().zip(row.iter()) {
                *sum += a.x;
            }
        }
        let guess = best(&sum);
        if guess != truth {
            let now = self.now;
            for feature in features {
                let (_, row) = self
                    .rows
                    .entry(feature.0)
                    .or_insert_with(|| (0, Box::new([Averaged::default(); TAGS])));
                row[usize::from(truth)].add(1.0, now);
                row[usize::from(guess)].add(-1.0, now);
            }
            self.bias[usize::from(truth)].add(1.0, now);
            self.bias[usize::from(guess)].add(-1.0, now);
        }
        guess
    }

    /// The tagger as it is read; features seen less than `least` times since
    /// they first mattered are left out.
    pub fn freeze(&self, least: u32) -> Tagger {
        let kept = self.rows.iter().filter(|(_, (seen, _))| *seen >= least);
        let mut rows: Vec<(u32, [f32; TAGS])> =
            kept.map(|(hash, (_, row))| (*hash, row.map(|a| a.mean(self.now)))).collect();
        rows.sort_unstable_by_key(|(hash, _)| *hash);
        let most = rows.iter().flat_map(|(_, row)| row).fold(1e-6_f32, |most, x| most.max(x.abs()));
        let step = most / 127.0;
        let small = |x: f32| (x / step).round().clamp(-127.0, 127.0);
        let scores: Vec<(u32, Scores)> =
            rows.iter().map(|(hash, row)| (*hash, Scores(row.map(|x| small(x) as i8)))).collect();
        let bias = self.bias.map(|a| small(a.mean(self.now)) as i16);
        Tagger { rows: Table::of(&scores), bias, step }
    }
}
