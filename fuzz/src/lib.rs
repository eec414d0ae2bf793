//! What must hold of every article, whatever the bytes were.

use rawi_page::input::{Kind, Options, records};
use rawi_page::{Article, Page};
use rawi_text::Span;

/// Panics unless `span` lies in `text`, on character boundaries.
#[track_caller]
pub fn assert_span(span: Span, text: &str) {
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(start <= end, "{span:?} ends before it starts");
    assert!(text.get(start..end).is_some(), "{span:?} is not a piece of the text");
}

/// Reads `page` and checks the promises of an article; the same page gives the same article.
pub fn assert_article(page: &Page) -> Article {
    let article = rawi_page::read(page);
    let text = article.text.as_str();
    assert_blocks(&article);
    let title = article.title.iter().map(|title| title.span);
    let dates = [article.published, article.written];
    let dates = dates.into_iter().flatten().filter_map(|dated| dated.span);
    let findings = article.findings.iter().flat_map(|finding| finding.spans.iter().copied());
    let repairs = article.repairs.iter().map(|repair| repair.span);
    let posts = article.posts.iter().map(|post| post.span);
    for span in title.chain(dates).chain(findings).chain(repairs).chain(posts) {
        assert_span(span, text);
    }
    for post in &article.posts {
        assert!(post.block < article.blocks.len());
    }
    for statement in rawi_statement::statements(&article) {
        // Its debug form walks every field.
        let _ = format!("{statement:?}");
    }
    assert_eq!(format!("{article:?}"), format!("{:?}", rawi_page::read(page)));
    article
}

/// The blocks stand in order, and cover the text but for the line breaks between them.
fn assert_blocks(article: &Article) {
    let mut end = 0;
    for (i, block) in article.blocks.iter().enumerate() {
        assert_span(block.span, &article.text);
        let gap = &article.text[end..block.span.start as usize];
        assert!(gap == if i == 0 { "" } else { "\n" }, "block {i} follows {gap:?}");
        end = block.span.end as usize;
    }
    assert_eq!(end, article.text.len(), "the blocks do not cover the text");
}

/// Reads `bytes` as an input of `kind`, each page to its article; errors are one line each, and it ends.
pub fn read_input(bytes: &[u8], kind: Option<Kind>) {
    let options = Options { kind, max_record_bytes: 16 << 10, ..Options::default() };
    let mut items = 0;
    for record in records(Box::new(bytes), "input", &options) {
        items += 1;
        // Damage is reported once a stretch, and a record takes at least one byte of a stream that compression can
        // make some thousand times longer than the input.
        assert!(items < 100_000 + 2000 * bytes.len(), "the records do not end");
        match record.and_then(|record| record.into_page(&options)) {
            Ok(page) if items <= 20 => drop(assert_article(&page)),
            Ok(_) => {}
            Err(error) => assert!(!error.to_string().contains('\n')),
        }
    }
}
