//! The output contract, one line an article.

use rawi_page::Article;
use rawi_page::input::InputError;
use rawi_statement::{Record, contract};

pub fn article(article: &Article, record: &Record<'_>, out: &mut Vec<u8>) {
    contract::write_record(article, record, out);
}

pub fn failure(error: &InputError, out: &mut Vec<u8>) {
    contract::write_failure(&error.id, &error.to_string(), out);
}
