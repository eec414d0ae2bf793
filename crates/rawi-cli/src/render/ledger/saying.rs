//! Sayings, their conflicts and their chains.

use anstyle::Style;
use rawi_ledger::ask::{
    Brief, Conflict, Passage, Report, Saying, SayingBrief, Side, Step, Variant,
};

use super::INDENT;
use crate::progress::counted;
use crate::render::direction::shown;
use crate::render::said::excerpt;
use crate::render::text::{BETWEEN_NOTES, Look, block, isolated, join_wrapped, styled};
use crate::render::{compared, named};

/// Characters of a saying's words in a list.
const EXCERPT: usize = 300;
/// Reports of one wording or of one side that are told one by one.
const REPORTS: usize = 6;
/// Appends a saying in brief.
pub fn saying_brief(look: &Look, saying: &SayingBrief, out: &mut Vec<u8>) {
    let mut page = String::new();
    styled(look.dim, &format!("{}  ", saying.saying), &mut page);
    speaker(look, saying.speaker.as_deref(), saying.speaker_id.as_deref(), &mut page);
    page.push_str(&format!(" — {}\n", saying.day.as_deref().unwrap_or("no day")));
    block(look, &excerpt(&saying.words, EXCERPT), INDENT, Style::new(), &mut page);
    join_wrapped(look, &figures(saying), BETWEEN_NOTES, INDENT, look.dim, &mut page);
    disagreement(look, saying, &mut page);
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
}

fn speaker(look: &Look, name: Option<&str>, id: Option<&str>, page: &mut String) {
    styled(look.speaker, &isolated(name.unwrap_or("unknown speaker")), page);
    if let Some(id) = id.filter(|id| named::is_known(id)) {
        styled(look.dim, &format!("  {}", isolated(id)), page);
    }
}

/// How often, by whom and in which languages it is reported.
fn figures(saying: &SayingBrief) -> Vec<String> {
    let count = |count: i64, thing: &str| counted(count.unsigned_abs(), thing);
    vec![
        count(saying.reports, "report"),
        format!("{} independent", saying.independent),
        count(saying.publishers, "publisher"),
        saying.languages.join(", "),
    ]
}

fn disagreement(look: &Look, saying: &SayingBrief, page: &mut String) {
    let kinds: Vec<String> =
        saying.conflicts_by_kind.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    if !kinds.is_empty() {
        page.push_str("  ");
        styled(look.finding, &format!("!  conflicts: {}", kinds.join(", ")), page);
        page.push('\n');
    }
}

/// Appends a saying with its reports and conflicts, of each the first `limit`; 0 is all.
pub fn saying(look: &Look, saying: &Saying, limit: usize, out: &mut Vec<u8>) {
    let mut page = String::new();
    let most = if limit == 0 { usize::MAX } else { limit };
    let brief = &saying.brief;
    speaker(look, brief.speaker.as_deref(), brief.speaker_id.as_deref(), &mut page);
    page.push_str(&format!(" — {}\n", brief.day.as_deref().unwrap_or("no day")));
    let mut notes = vec![format!("saying {}", brief.saying)];
    notes.extend(figures(brief));
    join_wrapped(look, &notes, BETWEEN_NOTES, 0, look.dim, &mut page);
    let mut first = vec!["earliest known".to_owned()];
    let reports = saying.variants.iter().flat_map(|variant| &variant.reports);
    let earliest = reports.into_iter().find(|report| report.brief == saying.earliest);
    first.extend(earliest.map_or_else(|| place(&saying.earliest), when_and_where));
    join_wrapped(look, &first, BETWEEN_NOTES, 0, look.dim, &mut page);
    disagreement(look, brief, &mut page);
    for (number, variant) in (1..).zip(saying.variants.iter().take(most)) {
        page.push('\n');
        let with = variant.compared.as_ref().and_then(|compared| {
            let has = |variant: &Variant| variant.reports[0].brief.handle == compared.with;
            saying.variants.iter().position(has).map(|at| at + 1)
        });
        one_wording(look, number, variant, with, &mut page);
    }
    if !saying.conflicts.is_empty() {
        page.push('\n');
        styled(look.speaker, "Conflicts", &mut page);
        page.push('\n');
    }
    for conflict in saying.conflicts.iter().take(most) {
        sides(look, conflict, &mut page);
    }
    out.extend_from_slice(page.as_bytes());
}

/// One wording, compared with number `with`, and all who have it.
fn one_wording(
    look: &Look,
    number: usize,
    variant: &Variant,
    with: Option<usize>,
    page: &mut String,
) {
    let alike = variant.compared.as_ref().filter(|compared| compared::is_alike(compared));
    styled(look.dim, &format!("{number:>3}  "), page);
    let mut notes = vec![counted(variant.reports.len() as u64, "report")];
    notes.extend(match (alike, with) {
        (Some(_), Some(with)) => Some(format!("compared with {with}")),
        (None, Some(with)) => Some(format!("in other words than {with}")),
        (_, None) => None,
    });
    styled(look.dim, &notes.join(BETWEEN_NOTES), page);
    page.push('\n');
    match alike {
        Some(compared) => compared::whole(look, compared, INDENT, page),
        None => block(look, &shown(&variant.reports[0].content), INDENT, Style::new(), page),
    }
    let (told, rest) = variant.reports.split_at(variant.reports.len().min(REPORTS));
    let mut before: &[Step] = &[];
    for report in told {
        let mut notes = when_and_where(report);
        notes.push(report.mode.clone());
        notes.extend(other_act(report));
        join_wrapped(look, &notes, BETWEEN_NOTES, INDENT, Style::new(), page);
        if report.chain != before {
            join_wrapped(look, &links(&report.chain), " ", INDENT + 2, look.dim, page);
        }
        before = &report.chain;
    }
    if !rest.is_empty() {
        let publishers = publishers(rest.iter().map(|report| &report.brief));
        block(look, &format!("and {} more: {publishers}", rest.len()), INDENT, look.dim, page);
    }
}

/// What the words do, where that is not plain saying.
fn other_act(report: &Report) -> Option<String> {
    match (report.act.as_str(), report.negated) {
        ("say", false) => None,
        (act, false) => Some(act.to_owned()),
        (act, true) => Some(format!("did not {act}")),
    }
}

/// Publisher, day and article of a report.
fn place(report: &Brief) -> Vec<String> {
    let parts = [
        report.publisher.as_deref().map(isolated),
        report.day.clone(),
        Some(isolated(&report.handle)),
    ];
    parts.into_iter().flatten().collect()
}

/// The same, with the time of day where that is known: it tells who was first.
fn when_and_where(report: &Report) -> Vec<String> {
    let mut brief = report.brief.clone();
    if let Some((day, time)) = report.published.as_deref().and_then(|moment| moment.split_once('T'))
    {
        brief.day = Some(format!("{day} {}", time.get(..5).unwrap_or(time)));
    }
    place(&brief)
}

/// The links of a chain, each with its role and by what it is known.
fn links(chain: &[Step]) -> Vec<String> {
    let link = |(at, step): (usize, &Step)| {
        let arrow = if at > 0 { "→ " } else { "" };
        format!("{arrow}{} {} ({})", step.role, isolated(&step.name), step.basis)
    };
    chain.iter().enumerate().map(link).collect()
}

/// Publishers, each once, with how often.
fn publishers<'r>(reports: impl Iterator<Item = &'r Brief>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for report in reports {
        let name = report.publisher.as_deref().unwrap_or("unknown publisher");
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let told = |(name, count): &(&str, usize)| {
        if *count > 1 { format!("{} {count}×", isolated(name)) } else { isolated(name) }
    };
    counts.iter().map(told).collect::<Vec<_>>().join(", ")
}

/// Appends a conflict with whose saying it is.
pub fn conflict(look: &Look, conflict: &Conflict, out: &mut Vec<u8>) {
    let mut page = String::new();
    styled(look.dim, &format!("{}  ", conflict.saying), &mut page);
    speaker(look, conflict.speaker.as_deref(), conflict.speaker_id.as_deref(), &mut page);
    page.push_str(&format!(" — {}\n", conflict.day.as_deref().unwrap_or("no day")));
    sides(look, conflict, &mut page);
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
}

fn sides(look: &Look, conflict: &Conflict, page: &mut String) {
    page.push_str("  ");
    let style = if conflict.severity == "high" { look.grave } else { look.finding };
    styled(style, &format!("! {}", conflict.kind), page);
    styled(look.dim, &format!("  {}", conflict.severity), page);
    page.push('\n');
    side(look, "1", &conflict.one, page);
    side(look, "2", &conflict.other, page);
}

fn side(look: &Look, number: &str, side: &Side, page: &mut String) {
    let mut words = String::new();
    block(look, &shown(&side.words), INDENT + 3, Style::new(), &mut words);
    // The number stands where the first line begins.
    page.extend(std::iter::repeat_n(' ', INDENT));
    styled(look.dim, number, page);
    page.push_str(&words[INDENT + 1..]);
    let told = side.reports.iter().take(REPORTS).map(|report| {
        let publisher = isolated(report.publisher.as_deref().unwrap_or("unknown publisher"));
        format!("{publisher} {}", isolated(&report.article))
    });
    let mut told: Vec<String> = told.collect();
    if side.reports.len() > REPORTS {
        told.push(format!("and {} more", side.reports.len() - REPORTS));
    }
    join_wrapped(look, &told, BETWEEN_NOTES, INDENT + 3, look.dim, page);
}

/// Appends how a statement reached its page, as a tree.
pub fn chain(look: &Look, passage: &Passage, out: &mut Vec<u8>) {
    let (said, mut page) = (&passage.said, String::new());
    block(look, &shown(&said.content), 0, Style::new(), &mut page);
    let notes = [
        said.publisher.as_deref().map(isolated),
        said.day.clone(),
        Some(isolated(&said.handle)),
        Some(said.mode.clone()),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    join_wrapped(look, &notes, BETWEEN_NOTES, 0, look.dim, &mut page);
    page.push('\n');
    for (depth, link) in passage.links.iter().enumerate() {
        tree_line(look, depth, link, &mut page);
    }
    if passage.links.is_empty() {
        styled(look.dim, "Neither speaker nor publisher is known.", &mut page);
        page.push('\n');
    }
    page.push('\n');
    let count = |count: i64, thing: &str| counted(count.unsigned_abs(), thing);
    let Some(saying) = passage.saying else {
        block(look, "Nobody else in the ledger is known to report it.", 0, look.dim, &mut page);
        out.extend_from_slice(page.as_bytes());
        return;
    };
    let notes = [
        count(passage.reports, "report"),
        format!("{} independent", passage.independent),
        format!("rawi saying {saying}"),
    ];
    join_wrapped(look, &notes, BETWEEN_NOTES, 0, Style::new(), &mut page);
    let mut first = if passage.earliest.handle == said.handle {
        vec!["this is the earliest known".to_owned()]
    } else {
        vec!["earliest known".to_owned()]
    };
    if passage.earliest.handle != said.handle {
        first.extend(place(&passage.earliest));
    }
    join_wrapped(look, &first, BETWEEN_NOTES, 0, Style::new(), &mut page);
    out.extend_from_slice(page.as_bytes());
}

fn tree_line(look: &Look, depth: usize, link: &Step, page: &mut String) {
    if depth > 0 {
        page.extend(std::iter::repeat_n(' ', 3 * (depth - 1)));
        styled(look.dim, "└─ ", page);
    }
    styled(look.speaker, &isolated(&link.name), page);
    if let Some(id) = link.actor.as_deref().filter(|id| named::is_known(id)) {
        styled(look.dim, &format!("  {}", isolated(id)), page);
    }
    page.push_str(&format!(" — {}", link.role));
    styled(look.dim, &format!(", {}", known_by(&link.basis)), page);
    page.push('\n');
}

/// What the basis of a link means.
fn known_by(basis: &str) -> &str {
    match basis {
        "text" => "by the text",
        "credit" => "by the credit",
        "copy" => "by the article it is a copy of",
        "page" => "by the page",
        other => other,
    }
}
