//! Markup to a draft.

mod bound;
mod hints;
mod judge;
mod labels;
mod lines;
mod posts;
mod tree;

use crate::{Draft, DraftBlock, FindingCode, Page};

pub use bound::Limits;

/// Reads the markup of a page.
///
/// `html` is decoded text; `page` gives the address and the container's fields.
pub fn read(html: &str, page: &Page) -> Draft {
    read_within(html, page, Limits::default())
}

/// Reads the markup of a page, as far as `limits` let it go.
pub fn read_within(html: &str, page: &Page, limits: Limits) -> Draft {
    let bounded = bound::bound(html, limits);
    let tree = tree::parse(&bounded.html);
    let lines = lines::gather(&tree);
    let judge = judge::Judge::new(&tree, &lines);
    let mut draft = Draft { id: page.id.clone(), url: page.url.clone(), ..Draft::default() };
    for (at, kind) in judge.article() {
        let line = &lines.lines[at];
        let post = line.post.map(|post| lines.posts[post].post.clone());
        draft.blocks.push(DraftBlock { kind, text: line.text.clone(), post });
    }
    if bounded.dropped != bound::Dropped::default() {
        draft.findings.push((FindingCode::Truncated, String::new()));
    }
    draft
}
