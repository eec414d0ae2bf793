//! Statements by questions: is this word a cue, where does the source begin and end, where the content? What answers is
//! learned ([`Model`]); the engine puts the answers together.

#![allow(missing_docs)]

mod ask;
mod cast;
mod model;
mod pack;
mod quotes;
mod read;
mod room;
mod statements;
mod words;

use crate::Statement;
use rawi_page::Article;
use rawi_text::{Lang, Tokens};
use std::ops::Range;
use std::sync::LazyLock;

pub use model::{Ask, Gate, Model, Part, WordClass};
pub use read::{Answer, Least, Reader, Reading, choose, read_all, whole_features};
pub use words::{TAG_NAMES, Word, Words};

/// What was learned of English; made by `learn/learn.sh`.
static ENGLISH: LazyLock<Model> = LazyLock::new(|| {
    Model::from_bytes(include_bytes!("../../../../packs/en/learned.bin")).unwrap_or_default()
});

/// The languages that are read by questions.
pub(crate) const LANGS: [Lang; 1] = [Lang::En];

/// The statements of the blocks `read` of `article`, which are in that language.
pub(crate) fn of(
    lang: Lang,
    article: &Article,
    tokens: &Tokens,
    ranges: &[Range<usize>],
    read: &[usize],
) -> Vec<Statement> {
    match lang {
        Lang::En => {
            statements::statements(article, tokens, ranges, read, &ENGLISH, &pack::ENGLISH)
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_learned_file_is_whole() {
        let bytes = include_bytes!("../../../../packs/en/learned.bin");
        assert!(bytes.len() <= 8 << 20, "{} bytes", bytes.len());
        let model = Model::from_bytes(bytes).expect("reads");
        assert!(!model.words.is_empty() && model.nets.iter().all(|net| !net.is_empty()));
        assert!(Model::from_bytes(&bytes[..bytes.len() - 1]).is_err());
    }
}
