//! Whether a confidence of 0.7 means right seven times in ten.

use crate::{Document, Judged, Share};

/// Statements read, by confidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// From 0.0 to below 0.1 and so on; the last holds 1.0 too.
    pub bins: [Bin; 10],
    /// Statements without a confidence from 0 to 1.
    pub without: u64,
}

/// The statements whose confidence lies in one tenth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many match a gold statement.
    pub right: Share,
    sum: f64,
}

impl Bin {
    /// The mean confidence; `None` of no statements.
    pub fn mean(&self) -> Option<f64> {
        (self.right.of > 0).then(|| self.sum / self.right.of as f64)
    }
}

impl Calibration {
    /// Adds a document that was judged.
    pub fn add(&mut self, read: &Document, judged: &Judged) {
        for (statement, verdict) in read.statements.iter().zip(&judged.read) {
            match statement.confidence.filter(|confidence| (0.0..=1.0).contains(confidence)) {
                Some(confidence) => self.count(confidence, verdict.gold.is_some()),
                None => self.without += 1,
            }
        }
    }

    fn count(&mut self, confidence: f64, right: bool) {
        let bin = &mut self.bins[((confidence * 10.0) as usize).min(9)];
        bin.right.count(right);
        bin.sum += confidence;
    }

    /// How far confidence and share are apart, weighted by the statements in each bin (expected calibration
    /// error), from 0 to 1.
    pub fn error(&self) -> f64 {
        let all: u64 = self.bins.iter().map(|bin| bin.right.of).sum();
        let apart = |bin: &Bin| (bin.sum - bin.right.met as f64).abs();
        self.bins.iter().map(apart).sum::<f64>() / all.max(1) as f64
    }
}
