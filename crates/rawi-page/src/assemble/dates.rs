//! Where a page's dates meet.

use crate::flat;
use crate::{Article, Basis, BlockKind, Dated, Page};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rawi_text::{Span, TokenKind, tokenize};
use rawi_time::date;

/// Which dates count first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Flattened text: its own date line before the record's field, which is often the crawl's.
    PageFirst,
    /// Markup: the draft's order.
    MetaFirst,
}

/// Dates further apart than this contradict each other; one day is what time zones explain.
pub(super) const TOLERANCE_DAYS: i32 = 1;

/// The dates that the container's fields and the address give.
pub(super) fn of_fields(page: &Page) -> Vec<Dated> {
    let field = page
        .fields
        .date
        .as_deref()
        .and_then(date::parse)
        .map(|found| dated(found, Basis::Meta, None));
    let url = page.url.as_deref().and_then(date::in_url).map(|date| Dated {
        date,
        time: None,
        offset_minutes: None,
        basis: Basis::Url,
        span: None,
    });
    field.into_iter().chain(url).collect()
}

fn dated(found: date::FoundDate, basis: Basis, span: Option<Span>) -> Dated {
    Dated { date: found.date, time: found.time, offset_minutes: found.offset_minutes, basis, span }
}

/// The dates that the article's date lines show.
pub(super) fn visible(article: &Article, fetched: Option<Date>) -> Vec<Dated> {
    let lines = article.blocks.iter().filter(|block| block.kind == BlockKind::Dateline);
    lines
        .filter_map(|block| {
            let line = block.span.of(&article.text);
            let counted = || fetched.and_then(|fetched| date::relative(line, fetched));
            let found = flat::date_of(line).or_else(counted)?;
            Some(dated(found, Basis::Page, Some(found.span.shifted(block.span.start))))
        })
        .collect()
}

/// All publication dates, the most trustworthy first; a date line lends its span to an equal date without one.
pub(super) fn weigh(draft: &[Dated], seen: Vec<Dated>, trust: Trust) -> Vec<Dated> {
    let mut all: Vec<Dated> = match trust {
        Trust::PageFirst => seen.iter().chain(draft).copied().collect(),
        Trust::MetaFirst => draft.iter().chain(&seen).copied().collect(),
    };
    for date in &mut all {
        if date.basis == Basis::Page && date.span.is_none() {
            date.span = seen.iter().find(|line| line.date == date.date).and_then(|line| line.span);
        }
    }
    all
}

/// Best estimate of when the text was written: a page cannot quote what was posted after it, and a report that says
/// "today, Monday" was written on a Monday; an address dated shortly before the page's date is older than it, which is
/// often the day of a crawl or an update.
pub(super) fn written(article: &Article, candidates: &[Dated]) -> Option<Dated> {
    let posted =
        article.posts.iter().filter_map(|post| post.date.map(|date| (date, post.block))).max();
    let posted = posted.map(|(date, block)| Dated {
        date,
        time: None,
        offset_minutes: None,
        basis: Basis::Post,
        span: Some(article.blocks[block].span),
    });
    match (article.published, posted) {
        (Some(published), Some(posted)) if later(posted.date, published.date) => Some(posted),
        (Some(published), _) => {
            let first = addressed(candidates, published).unwrap_or(published);
            Some(on_weekday(article, first).unwrap_or(first))
        }
        (None, Some(posted)) => Some(posted),
        (None, None) => in_text(article),
    }
}

/// Days that a page's date may lie behind its address.
const ADDRESS_DAYS: i32 = 31;

/// The date of the address, when it is a little older than the page's own.
fn addressed(candidates: &[Dated], published: Dated) -> Option<Dated> {
    let url = candidates.iter().find(|date| date.basis == Basis::Url)?;
    let older = days_between(url.date, published.date);
    (older > TOLERANCE_DAYS && older <= ADDRESS_DAYS).then_some(*url)
}

/// Whether `a` is later than `b` by more than time zones explain.
pub(super) fn later(a: Date, b: Date) -> bool {
    days_between(b, a) > TOLERANCE_DAYS
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |span| span.get_days())
}

/// How many of the first body blocks tell when a report was written.
const LEAD_BLOCKS: usize = 3;

/// The day before publication that the lead names as today ("اليوم (الاثنين)").
fn on_weekday(article: &Article, published: Dated) -> Option<Dated> {
    let (weekday, span) = lead(article).find_map(|span| today(article, span))?;
    let mut date = published.date;
    for _ in 0..=3 {
        if date.weekday() == weekday {
            let text = Dated {
                date,
                basis: Basis::Text,
                span: Some(span),
                time: None,
                offset_minutes: None,
            };
            return (date != published.date).then_some(text);
        }
        date = date.checked_sub(1.day()).ok()?;
    }
    None
}

fn lead(article: &Article) -> impl Iterator<Item = Span> + '_ {
    article
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph)
        .take(LEAD_BLOCKS)
        .map(|block| block.span)
}

/// "اليوم" with a weekday directly after it, a bracket at most between them.
fn today(article: &Article, span: Span) -> Option<(Weekday, Span)> {
    const TODAY: [&str; 2] = ["اليوم", "today"];
    let tokens = tokenize(span.of(&article.text));
    (0..tokens.len().saturating_sub(1)).filter(|i| TODAY.contains(&tokens.form(*i))).find_map(|i| {
        let next = if matches!(tokens[i + 1].kind, TokenKind::Mark('(' | '،' | ',')) {
            i + 2
        } else {
            i + 1
        };
        let token = tokens.get(next)?;
        let weekday = date::weekday(tokens.form(next))?;
        Some((weekday, token.span.shifted(span.start)))
    })
}

/// The latest full date of the lead, where the page gives none.
fn in_text(article: &Article) -> Option<Dated> {
    lead(article)
        .flat_map(|span| {
            let found = date::find(span.of(&article.text));
            found
                .into_iter()
                .map(move |found| dated(found, Basis::Text, Some(found.span.shifted(span.start))))
        })
        .max_by_key(|dated| dated.date)
}
