//! Letters, words, sentences and languages of news text.
//!
//! - [`decode()`] turns bytes into text; [`mojibake`] finds and repairs letters that were decoded wrongly.
//! - [`Form`] is the spelling used for matching; it always maps back to the original offsets.
//! - [`tokenize()`] cuts text into [`Tokens`]; [`clitic`] lists the readings of an Arabic word.
//! - [`Stems`] takes article, particles and endings off.
//! - [`sentences()`] finds sentences; [`language()`] says in which [`Lang`] a text is written.
//! - [`rows`] reads and checks the tables of `packs/`.
//!
//! All offsets of this crate are **bytes** into the text that was passed in, on character boundaries;
//! [`CodePoints`] turns them into code points for the output contract.
//!
//! ```
//! use rawi_text::{Lang, decode, fold, language, sentences, tokenize};
//!
//! let text = decode("قالَ الوزير: «نعم». ثم خرج.".as_bytes(), None).text;
//! assert_eq!(language(&text), Some(Lang::Ar));
//! assert_eq!(sentences(&text).len(), 2);
//! let tokens = tokenize(&text);
//! assert_eq!(tokens.form(0), fold("قال"));
//! assert_eq!(tokens[0].span.of(&text), "قالَ");
//! ```
#![warn(missing_docs)]

pub mod clitic;
pub mod decode;
pub mod form;
pub mod lang;
pub mod mojibake;
mod offsets;
pub mod rows;
pub mod sentence;
mod span;
mod stem;
pub mod token;

pub use decode::{Decoded, EncodingBasis, decode, is_binary};
pub use form::{Form, fold, fold_into};
pub use lang::{Lang, language};
pub use offsets::CodePoints;
pub use sentence::sentences;
pub use span::Span;
pub use stem::Stems;
pub use token::{Token, TokenKind, Tokens, tokenize};
