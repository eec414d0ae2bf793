//! Letters that were decoded wrongly.

use crate::Span;

/// One certain repair: the letters at `span` of the damaged text were `right`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// Where the wrong letters stand.
    pub span: Span,
    /// What they were before they were decoded wrongly.
    pub right: String,
}

/// Stretches of `text` whose repair is certain, in order, not overlapping.
pub fn mends(_text: &str) -> Vec<Mend> {
    Vec::new()
}

/// Stretches that are damaged beyond certain repair: runs of `????`, U+FFFD, unrepaired mojibake.
pub fn damage(_text: &str) -> Vec<Span> {
    Vec::new()
}
