//! Lines that pages put around an article, by language: "read also", "share", "tags".

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rawi_text::rows::{self, Row, Wrong, rows};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a label line introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Related,
    Share,
    Subscribe,
    Advert,
    Comments,
    Tags,
    Notice,
    /// A date that follows is not the first publication's.
    Changed,
    /// A date that follows is the first publication's.
    Published,
    /// About the author.
    About,
    /// A picture's words.
    Caption,
    /// What a platform writes around an embedded post.
    PostNotice,
    /// Who wrote an embedded post.
    PostSignature,
}

impl Label {
    const NAMES: [&str; 13] = [
        "related",
        "share",
        "subscribe",
        "advert",
        "comments",
        "tags",
        "notice",
        "changed",
        "published",
        "about",
        "caption",
        "post-notice",
        "post-signature",
    ];

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "related" => Self::Related,
            "share" => Self::Share,
            "subscribe" => Self::Subscribe,
            "advert" => Self::Advert,
            "comments" => Self::Comments,
            "tags" => Self::Tags,
            "notice" => Self::Notice,
            "changed" => Self::Changed,
            "published" => Self::Published,
            "about" => Self::About,
            "caption" => Self::Caption,
            "post-notice" => Self::PostNotice,
            "post-signature" => Self::PostSignature,
            _ => return None,
        })
    }
}

const PACKS: [&str; 4] = [
    include_str!("../../../../packs/ar/labels.tsv"),
    include_str!("../../../../packs/en/labels.tsv"),
    include_str!("../../../../packs/fa/labels.tsv"),
    include_str!("../../../../packs/fr/labels.tsv"),
];

/// A form with `*` in it, by its parts between the stars.
struct Pattern {
    /// The first part as the pack writes it.
    raw_start: String,
    parts: Vec<String>,
    /// Whether a colon must follow the first part.
    colon: bool,
    open_end: bool,
    label: Label,
}

#[derive(Default)]
struct Table {
    whole: FxHashMap<String, Label>,
    /// First words of those.
    whole_starts: FxHashSet<String>,
    /// By first word.
    patterns: FxHashMap<String, Vec<Pattern>>,
    /// Forms that may stand anywhere in the line.
    inside: Vec<Pattern>,
    /// Finds the first parts of those, before a line is folded.
    inside_starts: Option<AhoCorasick>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for row in PACKS.iter().flat_map(|pack| rows(pack)) {
        if let Ok((label, form)) = label_row(&row) {
            table.add(label, form);
        }
    }
    let starts: Vec<&str> = table.inside.iter().map(|pattern| pattern.raw_start.as_str()).collect();
    table.inside_starts = AhoCorasick::builder().ascii_case_insensitive(true).build(starts).ok();
    table
});

/// `labels.tsv`: lines that pages put around an article.
pub(crate) const LABELS_TABLE: rows::Table = rows::Table {
    file: "labels.tsv",
    columns: &["kind", "form", "note"],
    needed: 2,
    // One line cannot be two labels.
    read: |row| label_row(row).map(|(_, form)| spelled(form)),
};

fn label_row<'p>(row: &Row<'p>) -> Result<(Label, &'p str), Wrong> {
    let label = Label::named(row.cell(0))
        .ok_or_else(|| Wrong::unknown("kind", row.cell(0), &Label::NAMES))?;
    let form = row.cell(1);
    if form.split('*').all(|part| folded(part).is_empty()) {
        return Err(Wrong::new("the form has no word", "write the words that the page shows"));
    }
    Ok((label, form))
}

/// How a form is matched: its parts folded, the stars, and whether a colon must follow the first part. A form that
/// may stand anywhere is first looked for as it is written.
fn spelled(form: &str) -> String {
    if form.starts_with('*') {
        return form.to_owned();
    }
    let parts: Vec<String> = form.split('*').map(folded).collect();
    let first = form.split('*').next().unwrap_or_default();
    let colon = form.contains('*') && first.trim_end().ends_with(':');
    format!("{}{}", parts.join("*"), if colon { " :" } else { "" })
}

impl Table {
    fn add(&mut self, label: Label, form: &str) {
        if !form.contains('*') {
            let form = folded(form);
            self.whole_starts.insert(form.split(' ').next().unwrap_or_default().to_owned());
            self.whole.insert(form, label);
            return;
        }
        let parts: Vec<String> =
            form.split('*').map(folded).filter(|part| !part.is_empty()).collect();
        let Some(first) = parts.first().and_then(|part| part.split(' ').next()) else { return };
        let raw_start =
            form.split('*').find(|part| !part.is_empty()).unwrap_or_default().trim().to_owned();
        let colon = form.split('*').next().is_some_and(|part| part.trim_end().ends_with(':'));
        let pattern = Pattern {
            raw_start,
            open_end: form.ends_with('*'),
            colon,
            label,
            parts: parts.clone(),
        };
        if form.starts_with('*') {
            self.inside.push(pattern);
            return;
        }
        self.patterns.entry(first.to_owned()).or_default().push(pattern);
    }
}

/// The label that `line` is or begins with, and whether it is the whole line.
pub(super) fn label(line: &str) -> Option<(Label, bool)> {
    let begin = folded(&line[..line.floor_char_boundary(48)]);
    let known =
        begin.split([' ', ':']).next().is_some_and(|first| TABLE.patterns.contains_key(first));
    if !known && (line.len() >= 120 || !TABLE.whole_starts.contains(begin.split(' ').next()?)) {
        return None;
    }
    let line = folded(&line[..line.floor_char_boundary(240)]);
    if let Some(&label) = TABLE.whole.get(&line) {
        return Some((label, true));
    }
    let first = line.split([' ', ':']).next()?;
    let pattern = TABLE.patterns.get(first)?.iter().find(|pattern| pattern.fits(&line))?;
    Some((pattern.label, pattern.parts.len() == 1 && pattern.parts[0] == line))
}

/// What follows the label that `line` begins with.
pub(super) fn after(line: &str) -> Option<&str> {
    let spelled = folded(line);
    let first = spelled.split([' ', ':']).next()?;
    let pattern = TABLE.patterns.get(first)?.iter().find(|pattern| pattern.fits(&spelled))?;
    let words = pattern.parts[0].split(' ').count();
    let (at, _) = line.match_indices(' ').nth(words - 1)?;
    Some(line[at..].trim())
}

/// The label of a form that stands anywhere in `line`.
pub(super) fn label_inside(line: &str) -> Option<Label> {
    let line = &line[..line.floor_char_boundary(600)];
    if !TABLE.inside_starts.as_ref().is_some_and(|it| it.is_match(line)) {
        return None;
    }
    let line = folded(line);
    TABLE.inside.iter().find(|it| it.stands_in(&line)).map(|it| it.label)
}

/// Whether a line with a date says when something changed, not when it was published.
pub(super) fn tells_of_change(line: &str) -> bool {
    matches!(label(line), Some((Label::Changed | Label::Notice, _)))
        || label_inside(line) == Some(Label::Changed)
}

impl Pattern {
    fn stands_in(&self, line: &str) -> bool {
        let mut rest = line;
        self.parts.iter().all(|part| match rest.find(part.as_str()) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
    }

    fn fits(&self, line: &str) -> bool {
        let Some(mut rest) = line.strip_prefix(self.parts[0].as_str()) else { return false };
        if rest.starts_with(char::is_alphanumeric) {
            return false;
        }
        if self.colon && !rest.is_empty() && !rest.trim_start().starts_with(':') {
            return false;
        }
        for part in &self.parts[1..] {
            match rest.find(part.as_str()) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        self.open_end || rest.is_empty()
    }
}

/// Lower case, without vowel signs and marks at the ends, one spelling for alef, yeh and teh marbuta.
pub(super) fn folded(line: &str) -> String {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©'));
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\u{064B}'..='\u{0652}' | '\u{0640}' | '\u{0670}' => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' | 'ی' | 'ئ' => out.push('ي'),
            'ک' => out.push('ك'),
            'ة' => out.push('ه'),
            '\u{2019}' | '\u{2018}' => out.push('\''),
            c if c.is_whitespace() || c == '\u{200C}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_four_languages() {
        assert_eq!(label("اقرأ أيضاً:"), Some((Label::Related, true)));
        assert_eq!(label("إقرأ أيضا: خبر آخر").map(|it| it.0), Some(Label::Related));
        assert_eq!(label("Share this:").map(|it| it.0), Some(Label::Share));
        assert_eq!(label("برچسب‌ها: مجلس").map(|it| it.0), Some(Label::Tags));
        assert_eq!(label("À lire aussi : autre chose").map(|it| it.0), Some(Label::Related));
        assert_eq!(label("Follow The Paper on Twitter").map(|it| it.0), Some(Label::Share));
        assert_eq!(label("Shared values matter"), None);
        assert_eq!(label("More: another story").map(|it| it.0), Some(Label::Related));
        assert_eq!(label("More people came"), None);
    }
}
