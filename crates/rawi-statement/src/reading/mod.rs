//! Statements by questions: is this word a cue, where does the source begin and end, where the content? What answers is
//! learned ([`Model`]), or the pack's rows where a language has nothing learned; the engine puts the answers together.

mod ask;
mod cast;
mod model;
mod pack;
mod quotes;
mod read;
mod room;
mod rules;
mod shape;
mod statements;
mod words;

use crate::Statement;
use pack::Pack;
use rawi_page::Article;
use rawi_text::{Lang, Tokens};
use std::ops::Range;
use std::sync::LazyLock;

/// The readers of the packs' rows, for checks.
pub(crate) mod rows {
    pub(crate) use super::pack::{CueKind, Kind, cue_rows, kind_row, short_row};

    /// The kinds of cues.
    pub(crate) const CUE_KINDS: [&str; 3] = CueKind::NAMES;
}

pub use model::{Ask, Gate, Model, Part, WordClass};
pub use read::{Answer, Least, Reader, Reading, choose, read_all, whole_features};
pub use words::{TAG_NAMES, Word, Words, without_possessive};

/// A language that is read by questions.
pub(crate) struct Language {
    pub(crate) lang: Lang,
    /// The rows of its pack.
    pub(crate) pack: LazyLock<Pack>,
    /// What was learned of it, made by `learn/learn.sh`; without that its rows answer.
    pub(crate) learned: Option<LazyLock<Model>>,
}

macro_rules! pack {
    ($folder:literal) => {
        LazyLock::new(|| {
            Pack::read(
                include_str!(concat!("../../../../packs/", $folder, "/cues.tsv")),
                &[
                    include_str!(concat!("../../../../packs/", $folder, "/names.tsv")),
                    include_str!(concat!("../../../../packs/", $folder, "/syntax.tsv")),
                ],
            )
        })
    };
}

macro_rules! learned {
    ($folder:literal) => {
        Some(LazyLock::new(|| {
            let bytes = include_bytes!(concat!("../../../../packs/", $folder, "/learned.bin"));
            Model::from_bytes(bytes).unwrap_or_default()
        }))
    };
}

/// The languages that are read by questions; another one is one more entry.
pub(crate) static LANGS: [Language; 2] = [
    Language { lang: Lang::En, pack: pack!("en"), learned: learned!("en") },
    Language { lang: Lang::Fr, pack: pack!("fr"), learned: None },
];

/// The entry of that language.
#[cfg(test)]
pub(crate) fn language(lang: Lang) -> Option<&'static Language> {
    LANGS.iter().find(|language| language.lang == lang)
}

/// The statements of the blocks `read` of `article`, which are in that language.
pub(crate) fn of(
    language: &Language,
    article: &Article,
    tokens: &Tokens,
    ranges: &[Range<usize>],
    read: &[usize],
) -> Vec<Statement> {
    let learned = language.learned.as_deref();
    statements::statements(article, tokens, ranges, read, learned, &language.pack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_learned_file_is_whole() {
        let bytes = include_bytes!("../../../../packs/en/learned.bin");
        assert!(bytes.len() <= crate::rows::MOST_LEARNED, "{} bytes", bytes.len());
        let model = Model::from_bytes(bytes).expect("reads");
        assert!(!model.words.is_empty() && model.nets.iter().all(|net| !net.is_empty()));
        assert!(Model::from_bytes(&bytes[..bytes.len() - 1]).is_err());
    }
}
