//! An article and what was read of it as JSON, text or a page; the figures of a scored set as JSON or text.

pub mod actors;
mod compared;
mod direction;
pub mod figures;
mod html;
mod json;
pub mod ledger;
mod marks;
mod named;
mod said;
#[cfg(test)]
mod sample;
mod text;
mod when;

pub use direction::{is_rtl, shown};
pub use text::Look;

use rawi_page::Article;
use rawi_page::input::InputError;
use rawi_statement::Record;

use crate::args::Format;
use crate::terminal;

/// What stands around the articles in one file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame {
    pub head: &'static str,
    pub between: &'static str,
    pub foot: &'static str,
}

/// Writes articles in one format.
pub enum Renderer {
    Json,
    Text(text::Look),
    Html,
}

impl Renderer {
    /// The renderer for `format`; `colours` is for text.
    pub fn new(format: Format, colours: bool) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Text => Self::Text(text::Look::new(terminal::width(), colours)),
            Format::Html => Self::Html,
        }
    }

    /// What stands around the articles.
    pub fn frame(&self) -> Frame {
        match self {
            Self::Json => Frame::default(),
            Self::Text(_) => Frame { between: text::BETWEEN, ..Frame::default() },
            Self::Html => html::FRAME,
        }
    }

    /// Appends the article that is the `number`th of the run.
    pub fn article(&self, number: u64, article: &Article, record: &Record<'_>, out: &mut Vec<u8>) {
        match self {
            Self::Json => json::article(article, record, out),
            Self::Text(look) => text::article(look, article, record, out),
            Self::Html => html::article(number, article, record, out),
        }
    }

    /// Appends what stands for an input that could not be read; text leaves that to stderr.
    pub fn failure(&self, error: &InputError, out: &mut Vec<u8>) {
        match self {
            Self::Json => json::failure(error, out),
            Self::Text(_) => {}
            Self::Html => html::failure(error, out),
        }
    }
}
