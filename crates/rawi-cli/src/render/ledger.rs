//! Answers of a ledger for a person.

mod copies;
mod saying;

pub use copies::cluster;
pub use saying::{chain, conflict, saying, saying_brief};

use rawi_ledger::ask::{Counted, Hit, Kept, Said, Shared, Snippet, Stats, TimelineDay};
use rawi_statement::line::Statement;

use super::direction::{is_rtl, isolate, shown};
use super::said::excerpt;
use super::text::{BETWEEN_NOTES, Look, block, isolated, join_wrapped, marked, styled};
use crate::args::NameLang;
use crate::progress::grouped;

/// Where what belongs to a hit or a statement begins.
const INDENT: usize = 5;
/// Characters of a statement in a timeline.
const EXCERPT: usize = 160;

/// Appends an article that was found.
pub fn hit(look: &Look, hit: &Hit, out: &mut Vec<u8>) {
    let mut page = String::new();
    let title = hit.title.as_deref().map_or_else(|| "(no title)".to_owned(), shown);
    block(look, &title, 0, look.speaker, &mut page);
    let notes = [Some(&hit.handle), hit.day.as_ref(), hit.publisher.as_ref(), hit.lang.as_ref()];
    let notes: Vec<String> = notes.into_iter().flatten().map(|note| isolated(note)).collect();
    join_wrapped(look, &notes, BETWEEN_NOTES, INDENT, look.dim, &mut page);
    snippet(look, &hit.snippet, &mut page);
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
}

/// The words of a snippet, those that were sought in bold.
fn snippet(look: &Look, snippet: &Snippet, page: &mut String) {
    if !snippet.text.is_empty() {
        marked(look, &snippet.text, &snippet.spans, INDENT, page);
    }
}

/// Appends a statement with its article.
pub fn said(look: &Look, said: &Said, lang: Option<NameLang>, out: &mut Vec<u8>) {
    let mut page = String::new();
    heading(look, said, lang, &mut page);
    block(look, &shown(&said.content), INDENT, anstyle::Style::new(), &mut page);
    let labelled = |label: &str, text: &Option<String>| {
        text.as_ref().map(|text| format!("{label} {}", isolated(text)))
    };
    let notes = [
        said.day.clone(),
        said.publisher.as_deref().map(isolated),
        labelled("to", &said.addressee),
        labelled("in", &said.place),
        Some(isolated(&said.handle)),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    join_wrapped(look, &notes, BETWEEN_NOTES, INDENT, look.dim, &mut page);
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
}

/// Who did what.
fn heading(look: &Look, said: &Said, lang: Option<NameLang>, page: &mut String) {
    let usual = match lang {
        Some(NameLang::Ar) => said.speaker_ar.as_deref(),
        Some(NameLang::En) => said.speaker_en.as_deref(),
        None => None,
    };
    let name = usual.or(said.speaker.as_deref()).unwrap_or("unknown speaker");
    styled(look.speaker, &isolated(name), page);
    if let Some(id) = said.speaker_id.as_deref().filter(|id| super::named::is_known(id)) {
        styled(look.dim, &format!("  {}", isolated(id)), page);
    }
    let act = if said.negated { format!("did not {}", said.act) } else { said.act.clone() };
    page.push_str(&format!(" — {}\n", shown(&act)));
}

/// Appends a day of a timeline.
pub fn day(look: &Look, day: &TimelineDay, lang: Option<NameLang>, out: &mut Vec<u8>) {
    let mut page = String::new();
    let articles = crate::progress::counted(day.articles, "article");
    styled(look.title, day.day.as_deref().unwrap_or("no day"), &mut page);
    styled(look.dim, &format!("  named in {articles}"), &mut page);
    page.push('\n');
    for (label, list) in [("said", &day.said), ("said of or to them", &day.about)] {
        if list.is_empty() {
            continue;
        }
        page.push_str("  ");
        styled(look.finding, label, &mut page);
        page.push('\n');
        for said in list {
            page.push_str("   ");
            heading(look, said, lang, &mut page);
            block(look, &excerpt(&said.content, EXCERPT), INDENT, anstyle::Style::new(), &mut page);
            let notes = [said.publisher.as_deref().map(isolated), Some(isolated(&said.handle))];
            let notes: Vec<String> = notes.into_iter().flatten().collect();
            join_wrapped(look, &notes, BETWEEN_NOTES, INDENT, look.dim, &mut page);
        }
    }
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
}

/// Appends an article with all that was read of it.
pub fn article(look: &Look, kept: &Kept, out: &mut Vec<u8>) {
    let (line, mut page) = (&kept.line, String::new());
    let plain = anstyle::Style::new();
    let title = line.title.as_ref().map_or_else(|| "(no title)".to_owned(), |t| shown(&t.text));
    block(look, &title, 0, look.title, &mut page);
    let labelled = |label: &str, text: &Option<String>| {
        text.as_ref().map(|text| format!("{label} {}", isolated(text)))
    };
    let meta = [
        Some(isolated(&kept.handle)),
        line.publisher.as_deref().map(isolated),
        line.published.as_ref().map(|day| format!("published {} ({})", day.value, day.basis)),
        line.written.as_ref().map(|day| format!("written {} ({})", day.value, day.basis)),
        labelled("by", &line.byline),
        labelled("credit", &line.credit),
        line.lang.clone(),
        line.url.as_deref().map(shown),
    ];
    let meta: Vec<String> = meta.into_iter().flatten().collect();
    join_wrapped(look, &meta, BETWEEN_NOTES, 0, look.dim, &mut page);
    for finding in &line.findings {
        page.push_str("  ");
        styled(look.finding, &format!("! {}", finding.code), &mut page);
        page.push('\n');
        block(look, &shown(&finding.message), INDENT, plain, &mut page);
    }
    page.push('\n');
    for text in line.text.lines().filter(|text| !text.trim().is_empty()) {
        block(look, &shown(text), 0, plain, &mut page);
    }
    page.push('\n');
    for (number, said) in (1..).zip(&line.statements) {
        statement(look, number, said, &mut page);
    }
    if line.statements.is_empty() {
        styled(look.dim, "No statements found.", &mut page);
        page.push('\n');
    }
    others(look, kept, &mut page);
    out.extend_from_slice(page.as_bytes());
}

fn statement(look: &Look, number: usize, said: &Statement, page: &mut String) {
    let name = said.speaker.as_ref().map_or("unknown speaker", |speaker| &speaker.name);
    let id = said.speaker.as_ref().and_then(|speaker| speaker.actor.as_deref());
    styled(look.dim, &format!("{number:>3}  "), page);
    styled(look.speaker, &isolated(name), page);
    if let Some(id) = id.filter(|id| super::named::is_known(id)) {
        styled(look.dim, &format!("  {}", isolated(id)), page);
    }
    let not = if said.negated { "did not " } else { "" };
    page.push_str(&format!(" — {not}{}\n", said.act));
    let words: Vec<String> = said.content.iter().map(|piece| shown(&piece.text)).collect();
    block(look, &words.join(" … "), INDENT, anstyle::Style::new(), page);
}

/// Its versions and copies.
fn others(look: &Look, kept: &Kept, page: &mut String) {
    let list = |title: &str, rows: Vec<Vec<String>>, page: &mut String| {
        if rows.is_empty() {
            return;
        }
        page.push('\n');
        styled(look.speaker, title, page);
        page.push('\n');
        for row in rows {
            join_wrapped(look, &row, BETWEEN_NOTES, INDENT, anstyle::Style::new(), page);
        }
    };
    let versions = kept.versions.iter().map(|version| {
        let newest = version.latest.then(|| "newest".to_owned());
        let row = [Some(isolated(&version.handle)), version.day.clone(), newest];
        row.into_iter().flatten().collect()
    });
    list("Versions", versions.collect(), page);
    let copies = kept.copies.iter().map(|copy| {
        let origin = copy.origin.then(|| "origin".to_owned());
        let publisher = copy.publisher.as_deref().map(isolated);
        let row = [Some(isolated(&copy.handle)), publisher, copy.day.clone(), origin];
        row.into_iter().flatten().collect()
    });
    list("Copies", copies.collect(), page);
    let sayings = kept.sayings.iter().map(shared_by).collect();
    let told = format!(
        "Reported elsewhere: {} of {}",
        kept.sayings.len(),
        crate::progress::counted(kept.line.statements.len() as u64, "statement")
    );
    list(&told, sayings, page);
}

/// Who else reports a statement, and how to see that.
fn shared_by(shared: &Shared) -> Vec<String> {
    let count = |count: i64, thing: &str| crate::progress::counted(count.unsigned_abs(), thing);
    let conflicts = (shared.conflicts > 0).then(|| count(shared.conflicts, "conflict"));
    let row = [
        Some(format!("statement {}", shared.number)),
        Some(count(shared.reports, "report")),
        Some(format!("{} independent", shared.independent)),
        conflicts,
        Some(format!("rawi saying {}", shared.saying)),
    ];
    row.into_iter().flatten().collect()
}

/// Appends the figures of a ledger.
pub fn stats(look: &Look, stats: &Stats, lang: Option<NameLang>, out: &mut Vec<u8>) {
    let mut page = String::new();
    let mut row = |label: &str, value: String| {
        styled(look.dim, &format!("{label:<18}"), &mut page);
        page.push_str(&format!("{value}\n"));
    };
    let days = stats.first_day.as_ref().zip(stats.last_day.as_ref());
    row("articles", grouped(stats.articles));
    row("older versions", grouped(stats.older_versions));
    row("days", days.map_or_else(|| "none known".to_owned(), |(a, z)| format!("{a} – {z}")));
    row("without a day", grouped(stats.undated));
    row("languages", list(&stats.languages, lang));
    row("statements", format!("{}  {}", grouped(stats.statements), list(&stats.modes, lang)));
    row("speakers", grouped(stats.speakers));
    row("publishers", grouped(stats.publishers));
    row(
        "copies",
        format!("{} in {} clusters", grouped(stats.copies), grouped(stats.copy_clusters)),
    );
    row("sayings", grouped(stats.sayings));
    row("conflicts", list(&stats.conflicts, lang));
    row(
        "file",
        format!("{:.1} MiB, schema {}", stats.bytes as f64 / f64::from(1 << 20), stats.schema),
    );
    let tables = [
        ("Publishers", &stats.top_publishers),
        ("Speakers", &stats.top_speakers),
        ("Findings", &stats.findings),
    ];
    for (title, counts) in tables.into_iter().filter(|(_, counts)| !counts.is_empty()) {
        page.push('\n');
        styled(look.speaker, title, &mut page);
        page.push('\n');
        for count in counts {
            page.push_str(&format!("{:>9}  {}\n", grouped(count.count), name(count, lang)));
        }
    }
    out.extend_from_slice(page.as_bytes());
}

fn list(counts: &[Counted], lang: Option<NameLang>) -> String {
    if counts.is_empty() {
        return "none".to_owned();
    }
    let count = |count: &Counted| format!("{} {}", name(count, lang), grouped(count.count));
    counts.iter().map(count).collect::<Vec<_>>().join(BETWEEN_NOTES)
}

fn name(count: &Counted, lang: Option<NameLang>) -> String {
    let usual = match lang {
        Some(NameLang::Ar) => count.ar.as_ref().or(count.en.as_ref()),
        _ => count.en.as_ref().or(count.ar.as_ref()),
    };
    let name = shown(usual.unwrap_or(&count.name));
    let name = isolate(&name, is_rtl(&name));
    if usual.is_some() { format!("{name}  {}", isolated(&count.name)) } else { name }
}
