use crate::{Article, Body, Draft, Page};

/// Reads a page into its article.
pub fn read(page: &Page) -> Article {
    let draft = match &page.body {
        Body::Html { bytes, charset } => {
            let decoded = rawi_text::decode(bytes, charset.as_deref());
            crate::html::read(&decoded.text, page)
        }
        Body::Fragment(html) => crate::html::read(html, page),
        Body::PlainBytes(_) | Body::Plain(_) => Draft {
            id: page.id.clone(),
            ..Draft::default()
        },
    };
    Article {
        id: draft.id,
        ..Article::default()
    }
}
