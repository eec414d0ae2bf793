//! When the page says that it was published, from all places that say it.

use html5ever::local_name;
use jiff::civil::Date;

use crate::{Basis, Dated};
use rawi_time::date::{self, FoundDate};

use super::lines::{Line, Lines};
use super::meta::{Field, Meta};
use super::tree::Tree;

/// `meta` elements that give the first publication, the most used first. `date` alone is often the day of the crawl
/// or of the last change, so it comes late.
const NAMES: [&str; 26] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "published_time",
    "article.published",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publicationdate",
    "originalpublicationdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "nastooh:publishdate",
    "article_date_original",
    "displaydate",
    "date",
];

/// Lines looked through for a visible date, on either side of the headline.
const NEAR: usize = 12;

/// All dates, the most trustworthy first.
pub(super) fn dates(page: &Sources<'_>) -> Vec<Dated> {
    let mut all = Vec::new();
    let mut add = |found: Option<FoundDate>, basis| {
        if let Some(found) = found.filter(|it| page.is_possible(it.date)) {
            push_new(&mut all, dated(found, basis));
        }
    };
    add(page.meta.jsonld.published.as_deref().and_then(date::parse), Basis::JsonLd);
    for name in NAMES {
        add(page.meta.get(name).and_then(date::parse), Basis::Meta);
    }
    for at in page.fields(Field::Published) {
        add(page.value_of(at), Basis::Page);
    }
    let near = page.near_headline();
    let times: Vec<usize> = page.fields(Field::Time).collect();
    let close = times.iter().copied().filter(|at| page.stands_near(*at, &near));
    for at in close.collect::<Vec<_>>() {
        add(page.value_of(at), Basis::Page);
    }
    for line in &page.lines.lines[near.clone()] {
        add(visible(line), Basis::Page);
    }
    if let Some(fetched) = page.fetched {
        let counted = |line: &Line| date::relative(&line.text, fetched);
        for line in &page.lines.lines[near.clone()] {
            add(counted(line), Basis::Page);
        }
    }
    let url = page.url.or(page.meta.canonical.as_deref());
    if let Some(date) = url.and_then(date::in_url).filter(|date| page.is_possible(*date)) {
        push_new(
            &mut all,
            Dated { date, time: None, offset_minutes: None, basis: Basis::Url, span: None },
        );
    }
    if all.is_empty() {
        let first =
            times.first().and_then(|at| page.value_of(*at)).filter(|it| page.is_possible(it.date));
        all.extend(first.map(|it| dated(it, Basis::Page)));
    }
    prefer_own_zone(&mut all);
    all
}

/// Where dates may stand.
pub(super) struct Sources<'a> {
    pub tree: &'a Tree,
    pub lines: &'a Lines,
    pub meta: &'a Meta,
    pub url: Option<&'a str>,
    pub fetched: Option<Date>,
    /// The line that shows the headline.
    pub headline: Option<usize>,
    /// The first line of the text, and the line after its last.
    pub body: std::ops::Range<usize>,
}

impl Sources<'_> {
    fn fields(&self, field: Field) -> impl Iterator<Item = usize> {
        self.meta.fields.iter().filter(move |it| it.0 == field).map(|it| it.1)
    }

    /// A field's machine-readable value, else its words.
    fn value_of(&self, at: usize) -> Option<FoundDate> {
        let node = &self.tree.nodes[at];
        let given =
            node.attr(&local_name!("datetime")).or_else(|| node.attr(&local_name!("content")));
        given.and_then(date::parse).or_else(|| date::parse(&self.tree.words(at)))
    }

    fn near_headline(&self) -> std::ops::Range<usize> {
        let count = self.lines.lines.len();
        let start = self.headline.unwrap_or(self.body.start).min(self.body.start);
        let end = (start + NEAR).max(self.body.start + 2).min(start + 3 * NEAR);
        start.saturating_sub(NEAR / 2).min(count)..end.min(count)
    }

    fn stands_near(&self, node: usize, near: &std::ops::Range<usize>) -> bool {
        let inside = self.lines.inside(self.tree, node);
        inside.start < near.end && inside.end + 1 > near.start
    }

    /// A page is not published after it was fetched, nor before there were pages.
    fn is_possible(&self, date: Date) -> bool {
        date.year() >= 1994
            && self.fetched.is_none_or(|fetched| date <= fetched.tomorrow().unwrap_or(fetched))
    }
}

/// The date of a line that says little else, unless it tells of a change.
fn visible(line: &Line) -> Option<FoundDate> {
    if line.chars > 160 || super::labels::tells_of_change(&line.text) {
        return None;
    }
    let found = date::find(&line.text).into_iter().next()?;
    let outside = line.text.len() - found.span.len();
    (line.chars <= 60 || outside <= found.span.len()).then_some(found)
}

/// Where the first date is given in UTC and another source gives the day before or after, as the time of day allows,
/// that is the page's own day.
fn prefer_own_zone(all: &mut Vec<Dated>) {
    let Some(&first) = all.first() else { return };
    let (Some(time), Some(0)) = (first.time, first.offset_minutes) else { return };
    let tomorrow = first.date.tomorrow().ok().filter(|_| time.hour() >= 10);
    let yesterday = first.date.yesterday().ok().filter(|_| time.hour() < 12);
    let same = all[1..].iter().any(|it| it.date == first.date && it.offset_minutes != Some(0));
    let own = all.iter().position(|it| {
        it.offset_minutes != Some(0) && (Some(it.date) == tomorrow || Some(it.date) == yesterday)
    });
    if let (Some(at), false) = (own, same) {
        let own = all.remove(at);
        all.insert(0, own);
    }
}

fn dated(found: FoundDate, basis: Basis) -> Dated {
    Dated {
        date: found.date,
        time: found.time,
        offset_minutes: found.offset_minutes,
        basis,
        span: None,
    }
}

fn push_new(all: &mut Vec<Dated>, new: Dated) {
    if !all.iter().any(|it| it.date == new.date && it.basis == new.basis) {
        all.push(new);
    }
}
