//! Shares, and what is made of them.

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are right.
    pub met: u64,
    /// Out of how many.
    pub of: u64,
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, met: bool) {
        self.met += u64::from(met);
        self.of += 1;
    }

    /// From 0 to 1; 0 of nothing.
    pub fn ratio(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.met as f64 / self.of as f64 }
    }

    /// In per cent, rounded to a tenth; 0 of nothing.
    pub fn percent(self) -> f64 {
        rounded(100.0 * self.met as f64 / self.of.max(1) as f64)
    }
}

/// What was read seen from both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Of what was read, how much is right.
    pub precision: Share,
    /// Of what people annotated, how much was found.
    pub recall: Share,
}

impl Measure {
    /// The harmonic mean of precision and recall, from 0 to 1.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision.ratio(), self.recall.ratio());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    /// Counts `met` on both sides.
    pub(crate) fn add(&mut self, met: usize, read: usize, gold: usize) {
        self.precision.met += met as u64;
        self.recall.met += met as u64;
        self.precision.of += read as u64;
        self.recall.of += gold as u64;
    }
}

/// `ratio` in per cent, rounded to a tenth.
///
/// ```
/// assert_eq!(rawi_eval::percent(2.0 / 3.0), 66.7);
/// ```
pub fn percent(ratio: f64) -> f64 {
    rounded(100.0 * ratio)
}

/// Formatting rounds the exact value of the number, half to even, as Python's round does.
fn rounded(number: f64) -> f64 {
    format!("{number:.1}").parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_nothing_is_nothing() {
        assert_eq!(Share::default().ratio(), 0.0);
        assert_eq!(Measure::default().f1(), 0.0);
    }

    #[test]
    fn f1_is_the_harmonic_mean() {
        let mut measure = Measure::default();
        measure.add(1, 2, 4);
        assert_eq!((measure.precision.ratio(), measure.recall.ratio()), (0.5, 0.25));
        assert_eq!(percent(measure.f1()), 33.3);
        // 100 / 1600 = 0.0625 exactly: half to even.
        assert_eq!(percent(0.000_625 * 100.0), 6.2);
    }
}
