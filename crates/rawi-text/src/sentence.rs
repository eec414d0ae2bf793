//! Sentences.

use crate::Span;

/// The sentences of `text`, in order; white space between them belongs to none.
pub fn sentences(text: &str) -> Vec<Span> {
    vec![Span::new(0, text.len())]
}
