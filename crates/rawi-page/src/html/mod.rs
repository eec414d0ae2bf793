//! Markup to a draft.

use crate::{Draft, Page};

/// Reads the markup of a page.
///
/// `html` is decoded text; `page` gives the address and the container's fields.
pub fn read(_html: &str, page: &Page) -> Draft {
    Draft {
        id: page.id.clone(),
        ..Draft::default()
    }
}
