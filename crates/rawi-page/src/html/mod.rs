//! Markup to a draft.
//!
//! The bytes are bounded first, then parsed once into a flat tree; every pass after that is a loop over the
//! tree's nodes or over the lines of text in it:
//!
//! 1. `bound` leaves out tags that would go too deep; `tree` builds the tree;
//! 2. `hints` reads class names, `posts` finds embedded posts, `lines` reads the text as a reader sees it;
//! 3. `meta` and `jsonld` read what the page says of itself; `titles`, `dates` and `bylines` rank it;
//! 4. `judge` finds where the article's text stands and says what each line is; `islands` mends it by its neighbours.

mod bound;
mod bylines;
mod dates;
mod hints;
mod islands;
mod jsonld;
mod judge;
mod labels;
mod lines;
mod meta;
mod posts;
mod titles;
mod tree;

use crate::{BlockKind, Draft, DraftBlock, Page};

pub use bound::Limits;
pub(crate) use bylines::TABLE as BYLINES_TABLE;
pub(crate) use labels::LABELS_TABLE;

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
    let own = hints::all(&tree);
    let lines = lines::gather(&tree, &own);
    let meta = meta::read(&tree);
    let publishers = titles::publishers(&meta, page.url.as_deref());
    let titles = titles::titles(&tree, &lines, &meta, &publishers);
    let headline = titles::shown(&tree, &lines, &titles);
    let descriptions = meta.descriptions().map(labels::folded).collect();
    let judge = judge::Judge::new(&tree, &lines, &own, headline, descriptions);
    let sources = dates::Sources {
        tree: &tree,
        lines: &lines,
        meta: &meta,
        url: page.url.as_deref(),
        fetched: page.fetched,
        headline,
        body: judge.range.clone(),
    };
    Draft {
        id: page.id.clone(),
        url: page.url.clone().or_else(|| meta.canonical.clone()),
        lang: meta.declared_lang(),
        dates: dates::dates(&sources),
        fetched: page.fetched,
        bylines: bylines::bylines(&sources, judge.hints(), &publishers),
        titles,
        publishers,
        credit: None,
        blocks: islands::settle(
            judge.article().into_iter().map(|(at, kind)| block(&lines, at, kind)).collect(),
        ),
        findings: bounded.dropped.finding().into_iter().collect(),
    }
}

fn block(lines: &lines::Lines, at: usize, kind: BlockKind) -> DraftBlock {
    let line = &lines.lines[at];
    let post = line.post.map(|post| lines.posts[post].post.clone());
    DraftBlock { kind, text: line.text.clone(), post }
}
