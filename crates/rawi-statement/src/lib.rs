//! Who said what: finds every [`Statement`] of an [`Article`](rawi_page::Article).
//!
//! - [`statements()`] is the engine; what it knows of a language is a pack under `packs/`.
//! - [`rows`] tells of a pack's rows what is wrong with them and which of them a text holds.
//! - [`contract`] writes an article with its statements as one line of the output contract.
//! - [`mod@line`] reads such a line back.
//!
//! ```
//! use rawi_page::{Body, Page, read};
//! use rawi_statement::{contract, statements};
//!
//! let text = "جسر جديد\nقال وزير النقل سالم الراوي إن الجسر \"مفتوح للجميع\". وأضاف أن العبور مجاني.";
//! let article = read(&Page { id: "a".into(), body: Body::Plain(text.into()), ..Page::default() });
//! let found = statements(&article);
//! assert_eq!(found[1].speaker.as_ref().unwrap().name, "سالم الراوي");
//! let mut line = Vec::new();
//! contract::write_article(&article, &found, &mut line);
//! assert!(line.starts_with(b"{\"id\":\"a\""));
//! ```
#![warn(missing_docs)]

pub mod contract;
mod engine;
pub mod line;
mod pack;
#[doc(hidden)]
pub mod reading;
mod record;
pub mod rows;
mod statement;
mod weekday;

pub use engine::statements;
pub use record::{Record, With, record};
pub use statement::{Act, Actors, Mode, Speaker, SpeakerBasis, Statement};
