//! Weighs a draft's pieces and gives the article with its findings.

mod builder;
mod dates;
mod findings;

use crate::flat::{self, Flat, Piece};
use crate::{
    Article, Bases, Basis, BlockKind, Body, Candidate, Draft, DraftBlock, FindingCode, Page, Post,
    Title, html,
};
use builder::{Builder, Mended};
use rawi_text::{Decoded, Span, fold, language};

/// Reads a page into its article.
///
/// Never fails: a page without text gives an article without blocks and the finding `empty-body`.
///
/// ```
/// use rawi_page::{Body, Page, read};
/// let text = "عنوان الخبر\nتاريخ النشر: 7th, May 2031 GMT\nقال الوزير إن العمل بدأ.وأضاف أنه مستمر.";
/// let article = read(&Page { id: "a".into(), body: Body::Plain(text.into()), ..Page::default() });
/// assert_eq!(article.title.unwrap().text, "عنوان الخبر");
/// assert!(article.text.contains("بدأ. وأضاف"));
/// assert_eq!(article.repairs.len(), 1);
/// ```
pub fn read(page: &Page) -> Article {
    match &page.body {
        Body::Html { bytes, charset } => {
            let decoded = rawi_text::decode(bytes, charset.as_deref());
            let mut draft = html::read(&decoded.text, page);
            draft.findings.extend(doubts(&decoded));
            assemble(with_fields(draft, page, false))
        }
        Body::Fragment(markup) => assemble(with_fields(html::read(markup, page), page, true)),
        Body::PlainBytes(bytes) => {
            let decoded = rawi_text::decode(bytes, None);
            assemble_plain(&decoded.text, page, doubts(&decoded))
        }
        Body::Plain(text) => assemble_plain(text, page, Vec::new()),
    }
}

/// The draft of markup with what its container says: before the markup's own for a fragment, behind it for a page.
fn with_fields(mut draft: Draft, page: &Page, fields_first: bool) -> Draft {
    fn join<T>(mut fields: Vec<T>, mut own: Vec<T>, fields_first: bool) -> Vec<T> {
        if fields_first {
            fields.append(&mut own);
            fields
        } else {
            own.append(&mut fields);
            own
        }
    }
    let fields = plain_draft(page);
    // The address is read by both.
    let dates = fields.dates.into_iter().filter(|date| date.basis != Basis::Url).collect();
    draft.titles = join(fields.titles, draft.titles, fields_first);
    draft.dates = join(dates, draft.dates, fields_first);
    draft.bylines = join(fields.bylines, draft.bylines, fields_first);
    draft.publishers = join(fields.publishers, draft.publishers, fields_first);
    draft.credit = draft.credit.or(fields.credit);
    draft.lang = draft.lang.or(fields.lang);
    draft.url = draft.url.or(fields.url);
    draft
}

/// What decoding could not be sure of.
fn doubts(decoded: &Decoded) -> Vec<(FindingCode, String)> {
    let label = decoded.unknown_label.as_ref().map(|label| {
        let message =
            format!("the charset “{label}” is unknown; the text was read as {}", decoded.encoding);
        (FindingCode::UnknownCharset, message)
    });
    label.into_iter().collect()
}

/// An article from flattened text and the container's fields.
fn assemble_plain(text: &str, page: &Page, doubts: Vec<(FindingCode, String)>) -> Article {
    let draft = Draft { findings: doubts, ..plain_draft(page) };
    let source = Mended::new(text);
    let title = draft.titles.first().map(|title| title.value.as_str());
    let flat = flat::split_page(&source.text, title);
    let mut builder = Builder::default();
    if flat.pieces.first().is_none_or(|first| first.kind != BlockKind::Headline)
        && let Some(title) = title
    {
        builder.add_whole(&Mended::new(title), BlockKind::Headline);
    }
    builder.add(&source, &flat);
    finish(builder, draft, dates::Trust::PageFirst)
}

/// What the container's fields say, as a draft without blocks.
fn plain_draft(page: &Page) -> Draft {
    let meta = |value: &Option<String>| {
        let value = value.as_deref().map(str::trim).filter(|value| !value.is_empty());
        value
            .map(|value| Candidate { value: value.to_owned(), basis: Basis::Meta })
            .into_iter()
            .collect::<Vec<_>>()
    };
    let fields = &page.fields;
    Draft {
        id: page.id.clone(),
        url: page.url.clone(),
        lang: fields.lang.clone(),
        titles: meta(&fields.title),
        dates: dates::of_fields(page),
        fetched: page.fetched,
        bylines: meta(&fields.byline),
        publishers: meta(&fields.publisher),
        credit: fields.credit.clone().filter(|credit| !credit.trim().is_empty()),
        ..Draft::default()
    }
}

/// An article from a draft that markup gave.
fn assemble(draft: Draft) -> Article {
    let mut builder = Builder::default();
    let title = draft.titles.first().map(|title| title.value.clone());
    let has_headline = draft.blocks.iter().any(|block| block.kind == BlockKind::Headline);
    let mut pending = title.as_deref().filter(|_| !has_headline);
    for (nth, block) in draft.blocks.iter().enumerate() {
        let is_title =
            nth < 3 && pending.is_some_and(|title| fold(title.trim()) == fold(block.text.trim()));
        if is_title {
            pending = None;
            builder.add_whole(&Mended::new(&block.text), BlockKind::Headline);
        } else {
            if let Some(title) = pending.take() {
                builder.add_whole(&Mended::new(title), BlockKind::Headline);
            }
            add_block(&mut builder, block);
        }
    }
    if let Some(title) = pending {
        builder.add_whole(&Mended::new(title), BlockKind::Headline);
    }
    finish(builder, draft, dates::Trust::MetaFirst)
}

fn add_block(builder: &mut Builder, block: &DraftBlock) {
    let source = Mended::new(&block.text);
    if let Some(post) = &block.post {
        let at = builder.article.blocks.len();
        builder.add_whole(&source, BlockKind::Post);
        if builder.article.blocks.len() > at {
            let span = builder.article.blocks[at].span;
            let words = builder.article.text[span.start..span.end]
                .find(post.text.trim())
                .filter(|_| !post.text.trim().is_empty());
            let span = words.map_or(span, |from| {
                Span::new(span.start + from, span.start + from + post.text.trim().len())
            });
            builder.article.posts.push(Post { block: at, span, ..post.clone() });
        }
        return;
    }
    if matches!(block.kind, BlockKind::Paragraph | BlockKind::List) {
        builder.add(&source, &flat::split(&source.text, block.kind));
    } else {
        let span = Span::new(0, source.text.len()).trimmed(&source.text);
        let pieces = if span.is_empty() { Vec::new() } else { vec![Piece::new(block.kind, span)] };
        builder.add(&source, &Flat { pieces, glue: Vec::new() });
    }
}

/// Everything that needs the whole text: title, dates, language, findings.
fn finish(mut builder: Builder, draft: Draft, trust: dates::Trust) -> Article {
    let article = &mut builder.article;
    article.id = draft.id.clone();
    article.url = draft.url.clone();
    article.title = title(article);
    article.byline = draft.bylines.first().map(|byline| byline.value.clone());
    article.publisher = draft.publishers.first().map(|publisher| publisher.value.clone());
    article.credit = draft.credit.clone();
    article.bases = Bases {
        title: article
            .title
            .as_ref()
            .map(|_| draft.titles.first().map_or(Basis::Page, |title| title.basis)),
        byline: draft.bylines.first().map(|byline| byline.basis),
        publisher: draft.publishers.first().map(|publisher| publisher.basis),
    };
    signed_lines(article, draft.credit.is_some());
    languages(article);
    let seen = dates::visible(article, draft.fetched);
    let candidates = dates::weigh(&draft.dates, seen, trust);
    article.published = candidates.first().copied();
    article.written = dates::written(article, &candidates);
    builder.article.findings = findings::all(&builder, &draft, &candidates);
    builder.article
}

/// Words at most in an agency's line.
const CREDIT_WORDS: usize = 5;

/// Byline and credit from the date lines, where nothing else gives them.
fn signed_lines(article: &mut Article, credit_is_field: bool) {
    let lines: Vec<&str> = article
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Dateline)
        .map(|block| block.span.of(&article.text))
        .collect();
    // In markup an agency's line often stands as a paragraph of its own at an edge.
    let mut body = article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let edges: Vec<&str> = [body.next(), body.next_back()]
        .into_iter()
        .flatten()
        .map(|block| block.span.of(&article.text))
        .filter(|line| flat::count_words(line) <= CREDIT_WORDS)
        .collect();
    let byline = lines.iter().find_map(|line| flat::byline_of(line));
    let credit = lines
        .iter()
        .chain(&edges)
        .find(|line| flat::names_agency(line))
        .map(|line| (*line).to_owned());
    if article.byline.is_none() && byline.is_some() {
        (article.byline, article.bases.byline) = (byline, Some(Basis::Page));
    }
    article.credit = article.credit.take().or(credit);
    let signed = article.credit.as_deref().and_then(flat::name_in_credit);
    let signed = signed.filter(|name| article.publisher.as_deref() != Some(name.as_str()));
    if article.byline.is_none() && signed.is_some() {
        let basis = if credit_is_field { Basis::Meta } else { Basis::Page };
        (article.byline, article.bases.byline) = (signed, Some(basis));
    }
}

/// The headline block without a site's name after it.
fn title(article: &Article) -> Option<Title> {
    let block = article.blocks.iter().find(|block| block.kind == BlockKind::Headline)?;
    let span = Span::new(block.span.start, flat::title_end(&article.text, block.span));
    Some(Title { text: span.of(&article.text).to_owned(), span })
}

/// Bytes of the body that are enough to tell its language.
const LANGUAGE_BYTES: usize = 4096;

fn languages(article: &mut Article) {
    let mut body = String::new();
    for block in &mut article.blocks {
        let text = block.span.of(&article.text);
        block.lang = language(text);
        if block.kind.is_body() && body.len() < LANGUAGE_BYTES {
            body.push_str(text);
            body.push('\n');
        }
    }
    article.lang = language(&body).or_else(|| language(&article.text));
}
