//! Text for a person in a terminal.

use anstyle::{AnsiColor, Style};
use rawi_page::{Article, Finding};
use rawi_statement::{Record, Statement};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::direction::{is_rtl, isolate, shown};
use super::named::{Entry, Named};
use super::said::{self, Tone};
use super::when;

/// What stands between two articles.
pub const BETWEEN: &str = "\n────────\n\n";

/// How many of a finding's spans are shown.
const EXCERPTS: usize = 2;
/// How many characters of each.
const EXCERPT: usize = 60;
/// How many times, people, bodies and places are shown of each kind.
const ROWS: usize = 12;
/// What stands between short notes.
pub(super) const BETWEEN_NOTES: &str = " · ";
/// Where what belongs to a statement or finding begins.
const INDENT: usize = 5;

/// How text is laid out.
pub struct Look {
    /// Columns.
    pub(super) width: usize,
    pub(super) title: Style,
    pub(super) speaker: Style,
    pub(super) finding: Style,
    pub(super) dim: Style,
    /// A conflict that makes it another statement.
    pub(super) grave: Style,
    /// Words that another version does not have.
    pub(super) gone: Style,
    /// Words that only this version has.
    pub(super) new: Style,
    /// Words that this version has in the place of others.
    pub(super) instead: Style,
    /// By [`Tone`].
    acts: [Style; 4],
}

impl Look {
    /// Text of `width` columns, with colours or without.
    pub fn new(width: usize, colours: bool) -> Self {
        let colour = |colour: AnsiColor| if colours { colour.on_default() } else { Style::new() };
        let if_coloured = |style: Style| if colours { style } else { Style::new() };
        Self {
            width,
            title: if_coloured(Style::new().bold().underline()),
            speaker: if_coloured(Style::new().bold()),
            finding: colour(AnsiColor::Yellow),
            dim: if_coloured(Style::new().dimmed()),
            grave: colour(AnsiColor::Red),
            gone: if_coloured(AnsiColor::Red.on_default().strikethrough()),
            new: if_coloured(AnsiColor::Green.on_default().underline()),
            instead: if_coloured(AnsiColor::Yellow.on_default().underline()),
            acts: [AnsiColor::Cyan, AnsiColor::Green, AnsiColor::Red, AnsiColor::Magenta]
                .map(colour),
        }
    }
}

/// Appends an article.
pub fn article(look: &Look, article: &Article, record: &Record<'_>, out: &mut Vec<u8>) {
    let Record { statements, times, .. } = record;
    let named = Named::new(article, record);
    let mut page = String::new();
    title(look, article, &mut page);
    meta(look, article, &mut page);
    if !article.findings.is_empty() {
        page.push('\n');
        article.findings.iter().for_each(|found| finding(look, article, found, &mut page));
    }
    page.push('\n');
    if statements.is_empty() {
        styled(look.dim, "No statements found.", &mut page);
        page.push('\n');
    }
    let offices = named.offices(statements);
    for ((number, said), office) in (1..).zip(statements).zip(offices) {
        heading(look, number, said, office, &mut page);
        statement(look, article, said, &mut page);
    }
    let times = when::spoken(article, times);
    section(look, "Times", &[Rows::of(&times, time)], &mut page);
    section(
        look,
        "Who and where",
        &named.groups.each_ref().map(|group| Rows::of(group, entry)),
        &mut page,
    );
    out.extend_from_slice(page.as_bytes());
}

fn title(look: &Look, article: &Article, page: &mut String) {
    match &article.title {
        Some(title) => block(look, &shown(&title.text), 0, look.title, page),
        None => block(look, &format!("{} (no title)", shown(&article.id)), 0, look.title, page),
    }
}

fn meta(look: &Look, article: &Article, page: &mut String) {
    let name = |text: &String| isolated(text);
    let labelled = |label: &str, text: &String| format!("{label} {}", isolated(text));
    let parts = [
        article.publisher.as_ref().map(name),
        article.published.as_ref().map(|day| format!("published {}", said::dated(day))),
        article.written.as_ref().map(|day| format!("written {}", said::dated(day))),
        article.byline.as_ref().map(|text| labelled("by", text)),
        article.credit.as_ref().map(|text| labelled("credit", text)),
        article.lang.map(|lang| lang.code().to_owned()),
        article.url.as_ref().map(|url| shown(url)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        join_wrapped(look, &parts, BETWEEN_NOTES, 0, look.dim, page);
    }
}

fn finding(look: &Look, article: &Article, finding: &Finding, page: &mut String) {
    page.push_str("  ");
    styled(look.finding, &format!("! {}", finding.code.name()), page);
    page.push('\n');
    block(look, &shown(&finding.message), INDENT, Style::new(), page);
    let excerpts = finding.spans.iter().filter(|span| !span.is_empty()).take(EXCERPTS);
    for span in excerpts {
        let words = said::excerpt(span.of(&article.text), EXCERPT);
        block(look, &format!("[{words}]"), INDENT, look.dim, page);
    }
    if finding.spans.len() > EXCERPTS {
        let more = format!("and {} more", finding.spans.len() - EXCERPTS);
        block(look, &more, INDENT, look.dim, page);
    }
}

/// The line that tells who did what: the speaker with identifier and office, and the act.
fn heading(
    look: &Look,
    number: usize,
    said: &Statement,
    office: Option<String>,
    page: &mut String,
) {
    let (speaker, act) = (isolated(&said::speaker(said)), said::act(said));
    let used = INDENT + speaker.width() + " — ".width() + act.width();
    // What does not fit is left out, the office first: its holder stands below as well.
    let mut notes: Vec<String> = said::speaker_id(said).map(isolated).into_iter().collect();
    notes.extend(office.map(|office| isolated(&office)));
    while !notes.is_empty() && used + 2 + notes.join(BETWEEN_NOTES).width() > look.width {
        notes.pop();
    }
    styled(look.dim, &format!("{number:>3}"), page);
    page.push_str("  ");
    styled(look.speaker, &speaker, page);
    if !notes.is_empty() {
        styled(look.dim, &format!("  {}", notes.join(BETWEEN_NOTES)), page);
    }
    page.push_str(" — ");
    styled(look.acts[Tone::of(said.act) as usize], &act, page);
    page.push('\n');
}

fn statement(look: &Look, article: &Article, said: &Statement, page: &mut String) {
    let words = said::words(article, said);
    block(look, if words.is_empty() { "(no words)" } else { &words }, INDENT, Style::new(), page);
    let details: Vec<String> = said::details(article, said).iter().map(detail).collect();
    if !details.is_empty() {
        join_wrapped(look, &details, BETWEEN_NOTES, INDENT, look.dim, page);
    }
}

fn detail(detail: &said::Detail) -> String {
    let value = detail.value.as_deref().map(isolated);
    let id = detail.id.as_deref().map(isolated);
    let parts = [Some(detail.label.to_owned()), value, id];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
}

/// Words, and what they mean.
struct Row {
    words: String,
    notes: Vec<String>,
}

fn time(time: &when::Spoken<'_>) -> Row {
    let often = (time.count > 1).then(|| format!("{}×", time.count));
    Row {
        words: time.words.clone(),
        notes: when::notes(time.time).into_iter().chain(often).collect(),
    }
}

fn entry(entry: &Entry<'_>) -> Row {
    let notes = entry.notes().iter().map(|note| isolated(note)).collect();
    Row { words: entry.name.clone(), notes }
}

/// The first rows of one kind.
struct Rows {
    rows: Vec<Row>,
    /// How many are not shown.
    more: usize,
}

impl Rows {
    fn of<T>(all: &[T], row: impl Fn(&T) -> Row) -> Self {
        Self {
            rows: all.iter().take(ROWS).map(row).collect(),
            more: all.len().saturating_sub(ROWS),
        }
    }
}

/// A section of rows: what their words mean stands in a second column where there is room for one.
fn section(look: &Look, title: &str, kinds: &[Rows], page: &mut String) {
    let all = || kinds.iter().flat_map(|kind| &kind.rows);
    let room = look.width.saturating_sub(INDENT);
    if all().next().is_none() {
        return;
    }
    let column = all().map(|row| cells(&row.words)).filter(|width| *width * 2 <= room).max();
    let column = column.unwrap_or_default();
    page.push('\n');
    styled(look.speaker, title, page);
    page.push('\n');
    for kind in kinds {
        for row in &kind.rows {
            self::row(look, row, column, page);
        }
        if kind.more > 0 {
            block(look, &format!("and {} more", kind.more), INDENT, look.dim, page);
        }
    }
}

fn row(look: &Look, row: &Row, column: usize, page: &mut String) {
    let notes = row.notes.join(BETWEEN_NOTES);
    let width = column.max(cells(&row.words));
    if INDENT + width + 2 + cells(&notes) > look.width {
        block(look, &row.words, INDENT, Style::new(), page);
        return join_wrapped(look, &row.notes, BETWEEN_NOTES, INDENT + 2, look.dim, page);
    }
    page.extend(std::iter::repeat_n(' ', INDENT));
    page.push_str(&isolated(&row.words));
    page.extend(std::iter::repeat_n(' ', width - cells(&row.words) + 2));
    styled(look.dim, &notes, page);
    page.push('\n');
}

/// The columns of `text` where each letter has its own, as terminals lay it out: لا is two.
fn cells(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

/// A short text that stands in a line of others.
pub(super) fn isolated(text: &str) -> String {
    let text = shown(text);
    isolate(&text, is_rtl(&text))
}

pub(super) fn styled(style: Style, text: &str, page: &mut String) {
    page.push_str(&format!("{style}{text}{style:#}"));
}

/// A text on lines of its own, each kept in the direction of the whole.
pub(super) fn block(look: &Look, text: &str, indent: usize, style: Style, page: &mut String) {
    let rtl = is_rtl(text);
    for line in wrapped(text, look.width.saturating_sub(indent)) {
        page.extend(std::iter::repeat_n(' ', indent));
        styled(style, &isolate(&line, rtl), page);
        page.push('\n');
    }
}

/// A text on lines of its own, with the words at `spans` (code points, in order) in bold.
///
/// The text is shown as it stands: white space is kept, and what may not pass is one character as before.
pub(super) fn marked(
    look: &Look,
    text: &str,
    spans: &[(usize, usize)],
    indent: usize,
    page: &mut String,
) {
    let rtl = is_rtl(text);
    let (mut line, mut used) = (String::new(), 0);
    let end_line = |line: &mut String, page: &mut String| {
        page.extend(std::iter::repeat_n(' ', indent));
        page.push_str(&isolate(line, rtl));
        page.push('\n');
        line.clear();
    };
    let room = look.width.saturating_sub(indent).max(10);
    let mut at = 0;
    for word in text.split(' ') {
        let (start, length) = (at, word.chars().count());
        at += length + 1;
        let width = shown(word).width();
        if width == 0 {
            continue;
        }
        if used > 0 && used + 1 + width > room {
            end_line(&mut line, page);
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        used += width;
        bold_parts(look, word, start, spans, &mut line);
    }
    if used > 0 {
        end_line(&mut line, page);
    }
}

/// Appends a word that begins at code point `start`, its marked parts in bold.
fn bold_parts(look: &Look, word: &str, start: usize, spans: &[(usize, usize)], line: &mut String) {
    let letters: Vec<char> = word.chars().collect();
    let (mut from, end) = (0, letters.len());
    let part = |from: usize, to: usize| shown(&letters[from..to].iter().collect::<String>());
    for (open, close) in spans.iter().filter(|(open, close)| *open < start + end && *close > start)
    {
        let (open, close) = (open.saturating_sub(start).max(from), (close - start).min(end));
        line.push_str(&part(from, open));
        styled(look.speaker, &part(open, close), line);
        from = close;
    }
    line.push_str(&part(from, end));
}

/// Parts on as few lines as they fit on; a part is never broken.
pub(super) fn join_wrapped(
    look: &Look,
    parts: &[String],
    between: &str,
    indent: usize,
    style: Style,
    page: &mut String,
) {
    let room = look.width.saturating_sub(indent);
    let mut lines = vec![String::new()];
    for part in parts {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(part);
        } else if line.width() + between.width() + part.width() <= room {
            line.push_str(between);
            line.push_str(part);
        } else {
            lines.push(part.clone());
        }
    }
    for line in lines {
        page.extend(std::iter::repeat_n(' ', indent));
        styled(style, &line, page);
        page.push('\n');
    }
}

/// The lines of `text`, broken at spaces; a word wider than a line is broken where it must be.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let room = room.max(10);
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in text.split(' ') {
        let width = word.width();
        if used > 0 && used + 1 + width > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if width <= room {
            line.push_str(word);
            used += width;
            continue;
        }
        for c in word.chars() {
            let width = c.width().unwrap_or(0);
            if used + width > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += width;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn printed((article, record): &(Article, Record<'_>), width: usize, colours: bool) -> String {
        let mut out = Vec::new();
        super::article(&Look::new(width, colours), article, record, &mut out);
        String::from_utf8(out).unwrap()
    }

    fn rendered(width: usize, colours: bool) -> String {
        let samples = [sample::damaged(), sample::meeting()];
        samples.iter().map(|sample| printed(sample, width, colours)).collect()
    }

    fn plain(text: &str) -> String {
        text.replace(['\u{2066}', '\u{2067}', '\u{2069}'], "")
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in [30, 50, 80] {
            for line in rendered(width, false).lines() {
                let unbreakable =
                    ["published", "http", " — "].iter().any(|part| line.contains(part));
                assert!(line.width() <= width || unbreakable, "{width}: {line}");
            }
        }
    }

    #[test]
    fn every_isolate_is_closed_on_its_line() {
        for line in rendered(60, true).lines() {
            let opened = line.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count();
            assert_eq!(opened, line.matches('\u{2069}').count(), "{line}");
        }
    }

    #[test]
    fn colours_change_nothing_but_colours() {
        let coloured = rendered(80, true);
        assert!(coloured.contains("\u{1b}["));
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), rendered(80, false));
    }

    #[test]
    fn a_statement_tells_who_how_and_what() {
        let text = plain(&rendered(80, false));
        assert!(text.contains("  ليلى مرجان — say\n"), "{text}");
        assert!(text.contains("in a teaser"));
        assert!(text.contains("in a post"));
        assert!(text.contains("speaker implicit"));
        assert!(text.contains("via وكالة الضفاف"));
        assert!(text.contains("! headline-mismatch"));
    }

    #[test]
    fn an_article_without_statements_says_so() {
        let (article, _) = sample::damaged();
        let text = printed(&(article, Record::default()), 80, false);
        assert!(text.ends_with("No statements found.\n"));
    }

    #[test]
    fn speakers_and_places_have_identifiers() {
        let text = plain(&printed(&sample::meeting(), 80, false));
        let first = "  2  أنتوني بلينكن  Q7821917 · وزير الخارجية، الولايات المتحدة — say\n";
        assert!(text.contains(first), "{text}");
        assert!(text.contains("  3  أنتوني بلينكن  Q7821917 — say\n"), "the office once: {text}");
        assert!(text.contains("     in بروكسل city/brussels\n"), "{text}");
        assert!(text.contains("     via وكالة رويترز Q130879\n"), "{text}");
        assert!(text.contains("  5  هدى السراج — say\n"), "in no registry: {text}");
    }

    #[test]
    fn times_and_names_stand_below_in_two_columns() {
        let text = plain(&printed(&sample::meeting(), 80, false));
        assert!(text.contains("\nTimes\n     أمس الثلاثاء  2024-11-12\n"), "{text}");
        assert!(text.contains("     كل يوم أحد    XXXX-WXX-7 · every Sunday\n"), "{text}");
        let who = "\nWho and where\n     أنتوني بلينكن     Q7821917 · person · 2×\n";
        assert!(text.contains(who), "{text}");
    }

    #[test]
    fn of_many_the_first_are_shown() {
        let (mut article, record) = sample::meeting();
        let time = record.times[0].clone();
        let start = article.text.len();
        article.text.push_str(&"ab".repeat(20));
        let nth = |i: usize| rawi_time::Time {
            span: rawi_text::Span::new(start + i, start + i + 1),
            value: i.to_string(),
            ..time.clone()
        };
        let record = Record { times: (0..15).map(nth).collect(), ..Record::default() };
        let text = printed(&(article, record), 80, false);
        assert!(text.ends_with("     and 3 more\n"), "{text}");
    }

    #[test]
    fn words_wider_than_a_line_are_broken() {
        assert_eq!(wrapped("aaaaaaaaaaaa bb", 10), ["aaaaaaaaaa", "aa bb"]);
        assert_eq!(wrapped("", 10), [""]);
        assert_eq!(wrapped("水水水水水水 x", 10), ["水水水水水", "水 x"]);
    }
}
