use anstyle::Style;
use rawi_eval::{
    Breakdown, By, Calibration, FaultKind, Measure, Quote, Row, Score, Share, percent,
};
use unicode_width::UnicodeWidthStr;

use super::super::direction::shown;
use super::super::text::{Look, block, isolated, join_wrapped, styled};
use crate::eval::report::{Compared, Example, Listed, Report};
use crate::progress::counted;

/// Columns of the names of figures.
const NAME: usize = 14;
/// Where what belongs to an example begins.
const INDENT: usize = 5;
/// Stands where there is nothing to count.
const NONE: &str = "–";

/// The report as tables, then examples.
pub fn text(look: &Look, report: &Report) -> String {
    let mut page = String::new();
    heading(look, &report.score, &mut page);
    match &report.compared {
        None => score(look, &report.score, &mut page),
        Some(found) => compared(look, &report.score, found, &mut page),
    }
    report.breakdowns.iter().for_each(|found| breakdown(look, found, &mut page));
    report.calibration.iter().for_each(|found| calibration(look, found, &mut page));
    for (kind, found) in &report.faults {
        listed(look, title(*kind), found, &mut page);
    }
    if let (Some(Compared { only: [this, other], .. }), true) = (&report.compared, report.lists()) {
        listed(look, "found by this reading only", this, &mut page);
        listed(look, "found by the other only", other, &mut page);
    }
    page
}

const fn title(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Missed => "missed",
        FaultKind::Spurious => "spurious",
        FaultKind::Bounds => "bounds: found, but not the same words",
        FaultKind::Speaker => "speaker: found, but with another name",
    }
}

fn heading(look: &Look, score: &Score, page: &mut String) {
    let mut line = format!(
        "{}, {}, {} read",
        counted(score.documents, "document"),
        counted(score.gold(), "gold statement"),
        score.read()
    );
    if score.absent > 0 {
        line.push_str(&format!(", {} absent", counted(score.absent, "document")));
    }
    styled(look.title, &line, page);
    page.push('\n');
}

fn line(look: &Look, text: &str, page: &mut String) {
    styled(look.dim, text.trim_end(), page);
    page.push('\n');
}

fn score(look: &Look, score: &Score, page: &mut String) {
    page.push('\n');
    line(look, &format!("{:NAME$}{:>7}{:>7}{:>7}", "", "P", "R", "F1"), page);
    for (name, measure) in score.measures() {
        let [p, r, f1] = three(measure);
        page.push_str(&format!("{name:NAME$}{p:7.1}{r:7.1}{f1:7.1}\n"));
    }
    for (name, share) in score.shares() {
        page.push_str(&format!("{name:NAME$}{:7}{:>7}{:7}  ", "", cell(share), ""));
        line(look, note(name), page);
    }
    page.push_str(&format!("{:NAME$}{:>7}{:14}  ", "mode", cell(score.mode), ""));
    line(look, "of those found", page);
}

fn note(name: &str) -> &'static str {
    match name {
        "implicit" => "right speaker where the text gives no source",
        _ => "found",
    }
}

fn three(measure: Measure) -> [f64; 3] {
    let [p, r] = [measure.precision, measure.recall].map(|share| percent(share.ratio()));
    [p, r, percent(measure.f1())]
}

/// Per cent, or a dash of nothing.
fn cell(share: Share) -> String {
    if share.of == 0 { NONE.to_owned() } else { format!("{:.1}", share.percent()) }
}

fn compared(look: &Look, this: &Score, compared: &Compared, page: &mut String) {
    let [this_name, other_name] = &compared.names;
    page.push_str(&format!("this   {}\nother  {}\n\n", isolated(this_name), isolated(other_name)));
    let three_titles = format!("{:>7}{:>7}{:>7}", "P", "R", "F1").repeat(3);
    line(look, &format!("{:NAME$}{:>21}{:>21}{:>21}", "", "this", "other", "difference"), page);
    line(look, &format!("{:NAME$}{three_titles}", ""), page);
    for ((name, this), (_, other)) in this.measures().into_iter().zip(compared.score.measures()) {
        page.push_str(&format!("{name:NAME$}"));
        side_by_side(three(this).map(Some), three(other).map(Some), page);
    }
    let shares = this.shares().into_iter().zip(compared.score.shares());
    for ((name, this), (_, other)) in shares {
        page.push_str(&format!("{name:NAME$}"));
        side_by_side([None, known(this), None], [None, known(other), None], page);
    }
    page.push_str(&format!("{:NAME$}", "mode"));
    let [mine, theirs] = [this.mode, compared.score.mode].map(known);
    side_by_side([mine, None, None], [theirs, None, None], page);
    let versus = compared.versus;
    page.push_str(&format!(
        "\ngold statements found by both {}, by this only {}, by the other only {}, by neither {}\n",
        versus.both, versus.only_this, versus.only_other, versus.neither
    ));
    if compared.score.absent > 0 {
        let absent = counted(compared.score.absent, "document");
        page.push_str(&format!("{absent} absent in the other\n"));
    }
}

fn known(share: Share) -> Option<f64> {
    (share.of > 0).then(|| share.percent())
}

/// Three figures, three others, and how far the first are above; all of them rounded before, so that they agree.
fn side_by_side(this: [Option<f64>; 3], other: [Option<f64>; 3], page: &mut String) {
    let number =
        |figure: Option<f64>| figure.map_or(String::new(), |figure| format!("{figure:.1}"));
    let mut cells: Vec<String> = this.into_iter().chain(other).map(number).collect();
    cells.extend(this.into_iter().zip(other).map(|pair| match pair {
        (Some(this), Some(other)) => signed(this - other),
        _ => String::new(),
    }));
    let cells: String = cells.iter().map(|cell| format!("{cell:>7}")).collect();
    page.push_str(cells.trim_end());
    page.push('\n');
}

fn signed(difference: f64) -> String {
    let tenths = (difference * 10.0).round() as i64;
    if tenths == 0 { "=".to_owned() } else { format!("{:+.1}", tenths as f64 / 10.0) }
}

fn breakdown(look: &Look, breakdown: &Breakdown, page: &mut String) {
    let name =
        |value: &String| if value.is_empty() { "(none)".to_owned() } else { isolated(value) };
    let names = || breakdown.rows.keys().map(name);
    let width = names().map(|name| name.width() + 1).max().unwrap_or(0).max(NAME);
    let titles: String =
        Row::default().measures().map(|(name, _)| format!("{name:>13}")).into_iter().collect();
    let sides = format!("{:>7}{:>6}", "P", "R").repeat(4);
    page.push('\n');
    line(look, &format!("{:width$}{:>6}{:>6}{titles}", by(breakdown.by), "", ""), page);
    line(look, &format!("{:width$}{:>6}{:>6}{sides}", "", "gold", "read"), page);
    for (name, row) in names().zip(breakdown.rows.values()) {
        let pad = " ".repeat(width.saturating_sub(name.width()));
        let count =
            |share: Share| if share.of == 0 { NONE.to_owned() } else { share.of.to_string() };
        let (gold, read) = (count(row.content.recall), count(row.content.precision));
        page.push_str(&format!("{name}{pad}{gold:>6}{read:>6}"));
        for (_, measure) in row.measures() {
            page.push_str(&format!("{:>7}{:>6}", cell(measure.precision), cell(measure.recall)));
        }
        page.push('\n');
    }
}

const fn by(by: By) -> &'static str {
    match by {
        By::Mode => "by mode",
        By::Act => "by act",
        By::Publisher => "by publisher",
        By::Basis => "by basis",
    }
}

fn calibration(look: &Look, calibration: &Calibration, page: &mut String) {
    page.push('\n');
    let titles = format!("{:NAME$}{:>10}{:>8}{:>12}", "confidence", "read", "right", "confidence");
    line(look, &titles, page);
    for (number, bin) in calibration.bins.iter().enumerate() {
        let range = format!("{:.1}–{:.1}", number as f64 / 10.0, (number + 1) as f64 / 10.0);
        let share = |share: Option<f64>| share.map_or(NONE.into(), |share| format!("{share:.2}"));
        let right = (bin.right.of > 0).then(|| bin.right.ratio());
        let (right, mean) = (share(right), share(bin.mean()));
        page.push_str(&format!("{range:NAME$}{:>10}{right:>8}{mean:>12}\n", bin.right.of));
    }
    if calibration.without > 0 {
        page.push_str(&format!("{:NAME$}{:>10}\n", "(none)", calibration.without));
    }
    let error = calibration.error();
    page.push_str(&format!("{:NAME$}{error:>10.3}  ", "apart"));
    line(look, "mean distance of right and confidence, weighted by statements", page);
}

fn listed(look: &Look, title: &str, listed: &Listed, page: &mut String) {
    page.push('\n');
    let shown = listed.first.len() as u64;
    let first = if shown < listed.count { format!(", the first {shown}") } else { String::new() };
    styled(look.finding, &format!("{title}: {}{first}", listed.count), page);
    page.push('\n');
    for (number, found) in (1..).zip(&listed.first) {
        example(look, number, found, page);
    }
}

fn example(look: &Look, number: usize, example: &Example, page: &mut String) {
    page.push('\n');
    styled(look.dim, &format!("{number:>3}  {}", isolated(&example.id)), page);
    page.push('\n');
    for (label, quote) in [("gold", &example.gold), ("read", &example.read)] {
        if let Some(quote) = quote {
            statement(look, label, quote, page);
        }
    }
    let mut remarks = vec![match (&example.gold, &example.read) {
        (Some(_), Some(_)) => format!("overlap {:.2}", example.overlap),
        _ => format!("nearest overlap {:.2}", example.overlap),
    }];
    if example.cue_found {
        remarks.push("cue found".to_owned());
    }
    join_wrapped(look, &remarks, " · ", INDENT, look.dim, page);
}

/// Cue, speaker and the rest on one line, the words below.
fn statement(look: &Look, label: &str, quote: &Quote, page: &mut String) {
    page.extend(std::iter::repeat_n(' ', INDENT));
    styled(look.dim, label, page);
    page.push_str(&format!("  {} — ", quote.cue.as_deref().map_or(NONE.into(), isolated)));
    let speaker = quote.speaker.as_ref().or(quote.source.as_ref());
    styled(look.speaker, &speaker.map_or("unknown speaker".into(), |name| isolated(name)), page);
    let confidence = quote.confidence.map(|confidence| format!("confidence {confidence:.2}"));
    for part in quote.mode.iter().map(|mode| shown(mode)).chain(confidence) {
        page.push_str(&format!(" · {part}"));
    }
    page.push('\n');
    let parts: Vec<String> = quote.content.iter().map(|part| shown(part)).collect();
    let words = parts.join(" … ");
    let words = if words.is_empty() { "(no words)" } else { &words };
    block(look, words, INDENT, Style::new(), page);
}
