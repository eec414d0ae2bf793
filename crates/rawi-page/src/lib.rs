//! From a page's bytes to its [`Article`]: what the page is, and what is wrong with it.
//!
//! - [`input`] cuts files and streams into [`Page`]s.
//! - [`html`] and the reading of flattened text turn a page's markup or flattened text into a [`Draft`].
//! - [`read()`] weighs a draft's titles, dates and blocks, and gives the [`Article`] with its [`Finding`]s.
//!
//! Nothing here opens a file or asks a clock.
//!
//! ```
//! use rawi_page::{BlockKind, FindingCode, input, read};
//!
//! let file = "جسر جديد\nافتتح الجسر أمس بحضور السكان.وعاد الجميع إلى بيوتهم.\nاقرأ أيضا: سوق السمك".as_bytes();
//! let options = input::Options::default();
//! for record in input::records(Box::new(file), "page.txt", &options) {
//!     let article = read(&record?.into_page(&options)?);
//!     assert_eq!(article.title.unwrap().text, "جسر جديد");
//!     assert_eq!(article.blocks.last().unwrap().kind, BlockKind::Teaser);
//!     assert!(article.findings.iter().any(|finding| finding.code == FindingCode::GluedText));
//! }
//! # Ok::<(), input::InputError>(())
//! ```
#![warn(missing_docs)]

mod article;
mod assemble;
mod draft;
mod flat;
pub mod html;
pub mod input;
mod page;

pub use article::{
    Article, Bases, Basis, Block, BlockKind, Dated, Finding, FindingCode, Post, Repair, Title,
};
pub use assemble::read;
pub use draft::{Candidate, Draft, DraftBlock};
pub use page::{Body, Fields, Page};

/// The tables of `packs/` that this crate reads.
pub const TABLES: [rawi_text::rows::Table; 3] =
    [flat::TABLE, html::LABELS_TABLE, html::BYLINES_TABLE];
