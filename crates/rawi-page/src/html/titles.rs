//! The headline and the site's name, from all places that give them.

use html5ever::local_name;

use crate::{Basis, Candidate};

use super::labels::folded;
use super::lines::{Lines, Shape};
use super::meta::{Field, Meta};
use super::tree::Tree;

/// Marks that pages put between a headline and the site's name.
const SEPARATORS: [&str; 11] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", "|"];

/// The site's names, the most trustworthy first.
pub(super) fn publishers(meta: &Meta, url: Option<&str>) -> Vec<Candidate<String>> {
    let mut all = Vec::new();
    let headlines: Vec<String> =
        [meta.get("og:title"), meta.title.as_deref(), meta.jsonld.headline.as_deref()]
            .into_iter()
            .flatten()
            .map(folded)
            .collect();
    let mut add = |value: Option<&str>, basis| {
        let value = value.filter(|it| !headlines.contains(&folded(it))); // some fill every field with the headline
        if let Some(value) =
            value.map(str::trim).filter(|it| !it.is_empty() && it.chars().count() <= 80)
        {
            push_new(&mut all, value, basis);
        }
    };
    add(meta.jsonld.publisher.as_deref(), Basis::JsonLd);
    for name in [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "publisher",
        "dc.publisher",
        "copyright",
    ] {
        add(meta.get(name).filter(|it| !it.starts_with("http") && !it.contains('@')), Basis::Meta);
    }
    let host = url.or(meta.canonical.as_deref()).and_then(host);
    add(suffix_of_title(meta).as_deref(), Basis::Page);
    add(host, Basis::Url);
    all
}

/// The end of `<title>` after what is the headline elsewhere.
fn suffix_of_title(meta: &Meta) -> Option<String> {
    let title = meta.title.as_deref()?;
    let headline = meta.jsonld.headline.as_deref().or_else(|| meta.get("og:title"))?;
    let rest = title.strip_prefix(headline)?;
    let suffix = rest.trim_matches(|c: char| !c.is_alphanumeric());
    (!suffix.is_empty() && suffix.split(' ').count() <= 5).then(|| suffix.to_owned())
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |it| it.1).trim_start_matches("//");
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.')).then_some(host)
}

/// The headline, the most trustworthy first, without the site's name.
pub(super) fn titles(
    tree: &Tree,
    lines: &Lines,
    meta: &Meta,
    sites: &[Candidate<String>],
) -> Vec<Candidate<String>> {
    let mut raw: Vec<(String, Basis)> = Vec::new();
    raw.extend(meta.jsonld.headline.clone().map(|it| (it, Basis::JsonLd)));
    for name in ["og:title", "twitter:title", "sailthru.title", "dc.title", "title"] {
        raw.extend(meta.get(name).map(|it| (it.to_owned(), Basis::Meta)));
    }
    let marked = meta.fields.iter().filter(|it| it.0 == Field::Headline).take(1);
    raw.extend(marked.map(|it| (tree.words(it.1), Basis::Page)));
    let headings =
        lines.lines.iter().filter(|line| line.shape == Shape::Heading(1) && line.linked() < 0.9);
    raw.extend(headings.take(3).map(|line| (line.text.clone(), Basis::Page)));
    raw.extend(meta.title.clone().map(|it| (it, Basis::Meta)));
    let known: Vec<String> = sites.iter().map(|it| folded(&it.value)).collect();
    let mut all = Vec::new();
    for (title, basis) in raw {
        let title = super::tree::collapsed(&title);
        let title = without_site(&title, &known);
        if title.chars().count() > 3 && !known.contains(&folded(title)) {
            push_new(&mut all, title, basis);
        }
    }
    all.sort_by_key(is_cut);
    prefer_shared(&mut all);
    all
}

fn is_cut(title: &Candidate<String>) -> bool {
    title.value.ends_with("...") || title.value.ends_with('…')
}

/// Where the best title is another's with more before or after it, parted by a separator, that more is the site's or
/// the section's name.
fn prefer_shared(all: &mut [Candidate<String>]) {
    let Some((first, others)) = all.split_first_mut() else { return };
    for other in others.iter().filter(|it| it.value.chars().count() >= 12) {
        let after = first.value.strip_prefix(other.value.as_str());
        let before = first.value.strip_suffix(other.value.as_str());
        let parted = after.is_some_and(|rest| SEPARATORS.iter().any(|mark| rest.starts_with(mark)))
            || before.is_some_and(|rest| SEPARATORS.iter().any(|mark| rest.ends_with(mark)));
        if parted {
            first.value.clone_from(&other.value);
            return;
        }
    }
}

/// `title` without a first or last part that is one of the site's names.
fn without_site<'a>(title: &'a str, known: &[String]) -> &'a str {
    let mut title = title;
    for _ in 0..3 {
        let cut = SEPARATORS.iter().find_map(|mark| {
            let (head, tail) = title.rsplit_once(mark)?;
            if is_site(tail, known) {
                return Some(head.trim());
            }
            let (head, tail) = title.split_once(mark)?;
            is_site(head, known).then_some(tail.trim())
        });
        match cut {
            Some(shorter) if !shorter.is_empty() => title = shorter,
            _ => break,
        }
    }
    title
}

fn is_site(part: &str, known: &[String]) -> bool {
    let part = folded(part);
    let bare: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
    !part.is_empty()
        && known.iter().any(|site| {
            *site == part
                || (bare.len() >= 3 && site.split('.').next().is_some_and(|label| *label == *bare))
                || (part.chars().count() >= 5
                    && part.starts_with(site.as_str())
                    && site.chars().count() >= 4
                    && part.len() <= site.len() + 12)
                || (part.chars().count() >= 5 && site.starts_with(&part))
        })
}

fn push_new(all: &mut Vec<Candidate<String>>, value: &str, basis: Basis) {
    if !all.iter().any(|it| it.value == value) {
        all.push(Candidate { value: value.to_owned(), basis });
    }
}

/// The line that shows the headline: a heading whose words are those of a title.
pub(super) fn shown(tree: &Tree, lines: &Lines, titles: &[Candidate<String>]) -> Option<usize> {
    let titles: Vec<String> = titles.iter().map(|it| folded(&it.value)).collect();
    let alike = |at: &usize| {
        let line = &lines.lines[*at];
        line.chars < 400 && {
            let text = folded(&line.text);
            text.chars().count() > 8 && titles.iter().any(|title| is_alike(title, &text))
        }
    };
    let in_head = |at: &usize| {
        tree.around(lines.lines[*at].node).any(|it| tree.nodes[it].is(&local_name!("nav")))
    };
    let headings: Vec<usize> = (0..lines.lines.len())
        .filter(|&at| matches!(lines.lines[at].shape, Shape::Heading(_)))
        .collect();
    let first = headings
        .iter()
        .copied()
        .filter(|at| lines.lines[*at].shape == Shape::Heading(1))
        .find(&alike);
    first.or_else(|| headings.iter().copied().find(|at| alike(at) && !in_head(at))).or_else(|| {
        (0..lines.lines.len()).take(600).find(|at| lines.lines[*at].linked() < 0.5 && alike(at))
    })
}

fn is_alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    a == b || (short.len() * 2 > long.len() && (long.starts_with(short) || long.ends_with(short)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_name_is_cut() {
        let known = vec![folded("The Daily"), folded("dailynews.example.org")];
        assert_eq!(
            without_site("Ministers meet - again | The Daily", &known),
            "Ministers meet - again"
        );
        assert_eq!(without_site("The Daily - Ministers meet", &known), "Ministers meet");
        assert_eq!(without_site("Ministers meet - Daily News", &known), "Ministers meet");
        assert_eq!(
            without_site("Ministers meet - Minutes later", &known),
            "Ministers meet - Minutes later"
        );
        assert_eq!(
            without_site("The Daily view on bridges | Opinion", &known),
            "The Daily view on bridges | Opinion"
        );
        assert_eq!(without_site("وزراء يجتمعون | Dailynews", &known), "وزراء يجتمعون");
    }
}
