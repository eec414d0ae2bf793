use crate::Feature;
use crate::table::{Damaged, Table, put_floats, take_floats};

/// Numbers in a row.
pub const WIDTH: usize = 16;

/// Of these, how many are added up without a bend.
pub const PLAIN: usize = 4;

/// A learned network: the rows of the features that hold are added, bent at zero, and weighed.
#[derive(Clone, Debug, Default)]
pub struct Net {
    pub(crate) rows: Table<[i8; WIDTH]>,
    /// What one step of a row is worth.
    pub(crate) step: f32,
    pub(crate) bias: [f32; WIDTH],
    pub(crate) out: [f32; WIDTH],
}

/// The sum of the rows of some features, to which others may be added.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum([i16; WIDTH]);

impl Net {
    /// Adds the rows of `features` to `sum`. A sum takes up to 250 features.
    #[inline]
    pub fn add(&self, sum: &mut Sum, features: &[Feature]) {
        if self.rows.is_empty() {
            return;
        }
        // First where all rows stand, then the rows: so that the memory is asked for many at a time.
        let mut places = [0; 64];
        for some in features.chunks(places.len()) {
            for (place, feature) in places.iter_mut().zip(some) {
                *place = self.rows.place(feature.0);
            }
            let mut total = sum.0;
            for place in &places[..some.len()] {
                for (total, x) in total.iter_mut().zip(self.rows.at(*place)) {
                    *total = total.wrapping_add(i16::from(*x));
                }
            }
            sum.0 = total;
        }
    }

    /// What `sum` is worth: above zero speaks for, below against.
    #[inline]
    pub fn worth(&self, sum: &Sum) -> f32 {
        let mut worth = 0.0;
        for i in 0..WIDTH {
            let x = f32::from(sum.0[i]) * self.step + self.bias[i];
            worth += self.out[i] * if i < PLAIN { x } else { x.max(0.0) };
        }
        worth
    }

    /// What the features together are worth.
    #[inline]
    pub fn score(&self, features: &[Feature]) -> f32 {
        let mut sum = Sum::default();
        self.add(&mut sum, features);
        self.worth(&sum)
    }

    /// Appends the network's bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        put_floats(&[self.step], out);
        put_floats(&self.bias, out);
        put_floats(&self.out, out);
        self.rows.write(out);
    }

    /// Reads a network from the beginning of `bytes` and moves them behind it.
    ///
    /// # Errors
    /// [`Damaged`] where the bytes are not what [`write`](Self::write) wrote.
    pub fn read(bytes: &mut &[u8]) -> Result<Self, Damaged> {
        let [step] = take_floats(bytes)?;
        let (bias, out) = (take_floats(bytes)?, take_floats(bytes)?);
        Ok(Self { rows: Table::read(bytes)?, step, bias, out })
    }
}

/// The share that a worth stands for.
///
/// ```
/// assert_eq!(rawi_net::sigmoid(0.0), 0.5);
/// ```
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

impl Net {
    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
