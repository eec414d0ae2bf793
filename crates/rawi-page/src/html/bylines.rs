//! Who signed the article: persons only, never agencies, sites or their makers.

use std::sync::LazyLock;

use html5ever::local_name;
use rawi_text::rows::{Row, Table, Wrong, rows};
use rustc_hash::FxHashSet;

use crate::{Basis, Candidate};
use rawi_time::date;

use super::dates::Sources;
use super::hints::Hints;
use super::labels::folded;
use super::lines::Line;
use super::meta::Field;

const PACKS: [&str; 4] = [
    include_str!("../../../../packs/ar/bylines.tsv"),
    include_str!("../../../../packs/en/bylines.tsv"),
    include_str!("../../../../packs/fa/bylines.tsv"),
    include_str!("../../../../packs/fr/bylines.tsv"),
];

/// What the packs know about signatures, spelled for comparison.
#[derive(Default)]
struct Lexicon {
    /// Words before a name, the longest first; whether a colon must follow.
    intros: Vec<(String, bool)>,
    /// Not a person when the whole name.
    whole: FxHashSet<String>,
    /// Not a person when a word of the name.
    words: FxHashSet<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for row in PACKS.iter().flat_map(|pack| rows(pack)) {
        let Ok((role, form)) = role_row(&row) else { continue };
        match role {
            Role::Intro => lexicon.intros.push((form, row.cell(1).ends_with([':', '-']))),
            Role::Word => {
                lexicon.words.insert(form);
            }
            Role::Whole => {
                lexicon.whole.insert(form);
            }
        }
    }
    lexicon.intros.sort_by_key(|it| std::cmp::Reverse(it.0.len()));
    lexicon
});

/// What a form of the lexicon is good for.
#[derive(Clone, Copy, Debug)]
enum Role {
    Intro,
    Word,
    Whole,
}

/// `bylines.tsv`: words that sign an article, and those that are no names.
pub(crate) const TABLE: Table = Table {
    file: "bylines.tsv",
    columns: &["kind", "form", "note"],
    needed: 2,
    read: |row| {
        let (role, form) = role_row(row)?;
        let colon = row.cell(1).ends_with([':', '-']);
        Ok(format!("{role:?} {form}{}", if colon { " :" } else { "" }))
    },
};

/// The role of a row's form, and the form as it is compared.
fn role_row(row: &Row<'_>) -> Result<(Role, String), Wrong> {
    let role = match row.cell(0) {
        "intro" => Role::Intro,
        "organization" | "word" => Role::Word,
        "agency" | "generic" | "place" => Role::Whole,
        other => {
            let known = ["intro", "organization", "word", "agency", "generic", "place"];
            return Err(Wrong::unknown("kind", other, &known));
        }
    };
    let form = folded(row.cell(1));
    if form.is_empty() {
        return Err(Wrong::new("the form has no word", "write the words that the page shows"));
    }
    if matches!(role, Role::Word) && form.contains(' ') {
        return Err(Wrong::new(
            format!("`{form}` is never met: a name is looked at word by word"),
            "write one word, or give the row the kind generic",
        ));
    }
    Ok((role, form))
}

/// `meta` elements that name the author.
const NAMES: [&str; 9] = [
    "author",
    "article:author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
];

/// All signatures, the most trustworthy first.
pub(super) fn bylines(
    page: &Sources<'_>,
    hints: &[Hints],
    sites: &[Candidate<String>],
) -> Vec<Candidate<String>> {
    let known: Vec<String> = sites.iter().map(|it| folded(&it.value)).collect();
    let mut all: Vec<Candidate<String>> = Vec::new();
    let mut add = |value: &str, basis: Basis| {
        if let Some(value) = person(value, &known)
            && !all.iter().any(|it| folded(&it.value) == folded(&value))
        {
            all.push(Candidate { value, basis });
        }
    };
    add_several(&page.meta.jsonld.authors, &known, &mut |name| add(name, Basis::JsonLd));
    for name in NAMES {
        page.meta
            .all(name)
            .filter(|value| fits_page(page, value))
            .for_each(|value| add(value, Basis::Meta));
    }
    for (_, at) in page.meta.fields.iter().filter(|it| it.0 == Field::Author) {
        if is_of_article(page, *at) {
            add(&author_words(page, *at), Basis::Page);
        }
    }
    for at in marked(page, hints) {
        add(&author_words(page, at), Basis::Page);
    }
    for at in near(page) {
        let line = &page.lines.lines[at];
        if let Some(name) = signed(line, hints[line.node]) {
            add(name, Basis::Page);
        }
    }
    all
}

/// Elements around the headline and the text that are named after the author.
fn marked(page: &Sources<'_>, hints: &[Hints]) -> Vec<usize> {
    let own = |at: usize| {
        let hint = hints[at];
        let above = hints[page.tree.nodes[at].parent as usize];
        hint.any(Hints::AUTHOR)
            && !above.any(Hints::AUTHOR)
            && !hint
                .any(Hints::FOREIGN.without(Hints::AUTHOR.with(Hints::BYLINE).with(Hints::HIDDEN)))
    };
    let all =
        (1..page.tree.nodes.len()).filter(|&at| page.tree.nodes[at].name().is_some() && own(at));
    all.filter(|&at| page.lines.inside(page.tree, at).len() <= 4 && is_of_article(page, at))
        .take(8)
        .collect()
}

/// On a page in Arabic letters, a name in Latin letters that stands nowhere in sight is the software's maker.
fn fits_page(page: &Sources<'_>, name: &str) -> bool {
    let is_arabic = |c: char| ('\u{0600}'..='\u{06FF}').contains(&c);
    let lines = &page.lines.lines[page.body.clone()];
    let arabic = lines.iter().any(|line| line.text.contains(is_arabic));
    !arabic
        || name.contains(is_arabic)
        || page.lines.lines.iter().any(|line| line.text.contains(name))
}

/// Several authors sign as one line.
fn add_several(names: &[String], known: &[String], add: &mut dyn FnMut(&str)) {
    let persons: Vec<String> =
        names.iter().take(6).filter_map(|name| person(name, known)).collect();
    match persons.len() {
        0 => {}
        1 => add(&persons[0]),
        _ => add(&persons.join(" & ")),
    }
}

/// The lines around the headline and the first of the text, where signatures stand; then those right after it.
fn near(page: &Sources<'_>) -> Vec<usize> {
    let count = page.lines.lines.len();
    let start = page.headline.unwrap_or(page.body.start).min(page.body.start).saturating_sub(3);
    let end = (page.body.start + 5).min(start + 40).min(count);
    let tail = page.body.end.saturating_sub(2).max(end)..(page.body.end + 2).min(count).max(end);
    (start..end).chain(tail).collect()
}

/// Whether a field names this article's author, not one of another story or of a comment.
fn is_of_article(page: &Sources<'_>, at: usize) -> bool {
    let inside = page.lines.inside(page.tree, at);
    let start = page.headline.unwrap_or(page.body.start).min(page.body.start).saturating_sub(8);
    inside.start >= start && inside.start <= page.body.end + 3
}

/// The name inside an author's element: its `name` field, else all its words.
fn author_words(page: &Sources<'_>, at: usize) -> String {
    let name = page
        .tree
        .inside(at)
        .find(|it| page.tree.nodes[*it].attr(&local_name!("itemprop")) == Some("name"));
    match name.and_then(|it| page.tree.nodes[it].attr(&local_name!("content"))) {
        Some(content) => content.to_owned(),
        None => page.tree.words(name.unwrap_or(at)),
    }
}

/// The name in a line that signs: after "by", or the whole of a short line that the page marks as the author's.
fn signed(line: &Line, hint: Hints) -> Option<&str> {
    if line.chars > 120 {
        return None;
    }
    let dated = date::find(&line.text).first().map(|found| found.span);
    let (before, behind) = dated.map_or((line.text.as_str(), ""), |span| {
        (&line.text[..span.start], &line.text[span.end..])
    });
    for part in [before, behind] {
        let after = after_intro(part.trim_matches([' ', '|', '-', '،', ',', '•', '·']));
        if after.is_some() {
            return after;
        }
    }
    (hint.any(Hints::AUTHOR) && line.chars <= 50 && line.text.split(' ').count() >= 2)
        .then_some(line.text.as_str())
}

/// Whether a line begins as signatures do, with "by", "كتب" and the like.
pub(super) fn after_signing_words(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').take(4).collect();
    intro_words(&words).is_some_and(|(_, colon)| !colon)
}

/// What follows "by", "كتب" and the like, when it is short enough to be a name.
pub(super) fn after_intro(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split(' ').collect();
    let (count, colon) = intro_words(&words)?;
    let before: usize = words[..count].iter().map(|word| word.len() + 1).sum();
    let rest = text.get(before..)?.trim_start_matches([':', '-', ' ', '/', '؛']);
    let first = words[count - 1];
    let marked = first.ends_with([':', '-', '/'])
        || words.get(count).is_some_and(|word| matches!(*word, ":" | "-" | "/"));
    let limit = if marked { 6 } else { 5 };
    ((!colon || marked) && rest.split(' ').count() <= limit && !rest.ends_with('.')).then_some(rest)
}

fn intro_words(words: &[&str]) -> Option<(usize, bool)> {
    for (intro, colon) in &LEXICON.intros {
        let count = intro.split(' ').count();
        if words.len() > count && folded(&words[..count].join(" ")) == *intro {
            return Some((count, *colon));
        }
    }
    None
}

/// `value` as a person's name, without what pages add to it; none where it is not a person's. A place may stand
/// before the name or after it (`القاهرة - فلان`), so each part is tried.
fn person(value: &str, sites: &[String]) -> Option<String> {
    let dated = date::find(value).first().map_or(value.len(), |found| found.span.start);
    let undated = if dated == 0 { value } else { &value[..dated] };
    parts(undated).find_map(|part| {
        let name = after_intro(part).unwrap_or(part);
        let digit = name.find(|c: char| c.is_numeric()).unwrap_or(name.len());
        let name = name[..digit].trim_matches(is_edge);
        let name = name.strip_suffix(" on").unwrap_or(name);
        is_person(name, sites).then(|| name.to_owned())
    })
}

fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | ')' | '[' | ']' | ',' | '،' | ':' | '|' | '-' | '/' | '–' | '—')
}

/// The parts of a signature: name, place, role, agency.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    const MARKS: [&str; 12] =
        [" - ", " – ", " — ", " | ", " / ", ", ", "، ", " (", " @", " • ", " · ", "- "];
    let mut rest = Some(value.trim_matches(is_edge));
    std::iter::from_fn(move || {
        let all = rest?;
        let cut = MARKS.iter().filter_map(|mark| Some((all.find(mark)?, mark.len()))).min();
        rest = cut.map(|(at, length)| &all[at + length..]);
        Some(cut.map_or(all, |(at, _)| &all[..at]).trim_matches(is_edge))
    })
    .filter(|part| !part.is_empty())
    .take(4)
}

fn is_person(name: &str, sites: &[String]) -> bool {
    let spelled = folded(name);
    let words: Vec<&str> = spelled.split(' ').filter(|word| !word.is_empty()).collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let odd = name.contains(['/', '@', '_', '?', '!', '=', ':', '<', '«', '»', '"', '؟', '…'])
        || name.contains("www")
        || name.contains("...");
    (2..=8).contains(&words.len())
        && letters >= 4
        && name.chars().count() <= 70
        && !odd
        && !LEXICON.whole.contains(&spelled)
        && !words.iter().any(|word| LEXICON.words.contains(*word))
        && !starts_with_agency(&words)
        && !is_site(&spelled, sites)
}

fn starts_with_agency(words: &[&str]) -> bool {
    (1..words.len()).any(|count| LEXICON.whole.contains(&words[..count].join(" ")))
}

fn is_site(name: &str, sites: &[String]) -> bool {
    let bare: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    sites.iter().any(|site| {
        let label = site.split('.').next().unwrap_or(site);
        site.contains(name)
            || name.contains(site.as_str())
            || (label.len() >= 5 && bare.contains(label))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_and_others() {
        let sites = [folded("The Daily"), folded("dailynews.example.org")];
        let person = |value| person(value, &sites);
        assert_eq!(person("By Sara Ali, Political Editor").as_deref(), Some("Sara Ali"));
        assert_eq!(person("كتبت سارة علي").as_deref(), Some("سارة علي"));
        assert_eq!(person("سارة علي - القاهرة").as_deref(), Some("سارة علي"));
        assert_eq!(person("القاهرة - سارة علي").as_deref(), Some("سارة علي"));
        assert_eq!(person("By SARA ALI, Associated Press").as_deref(), Some("SARA ALI"));
        assert_eq!(person("Sara Ali November 15, 2019").as_deref(), Some("Sara Ali"));
        assert_eq!(person("By: Sara Ali").as_deref(), Some("Sara Ali"));
        for other in [
            "admin",
            "The Daily",
            "رويترز",
            "(أبوظبي - البيان)",
            "Reuters Staff",
            "https://x.example/a",
            "Arya Group",
            "أبو ظبي - رويترز",
            "View All",
            "Get author RSS feed",
            "وكالة الأنباء السعودية",
        ] {
            assert_eq!(person(other), None, "{other}");
        }
    }

    #[test]
    fn lines_that_sign() {
        assert_eq!(after_intro("By Sara Ali"), Some("Sara Ali"));
        assert_eq!(after_intro("حوار: سارة علي"), Some("سارة علي"));
        assert_eq!(after_intro("حوار بين الأديان"), None);
        assert_eq!(after_intro("بقلم سارة علي"), Some("سارة علي"));
        assert_eq!(after_intro("By the time the ministers met it was late."), None);
    }
}
