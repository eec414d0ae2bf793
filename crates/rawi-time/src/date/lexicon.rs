//! The words of `packs/<lang>/dates.tsv`, all languages together, compiled once.

use std::sync::LazyLock;

use rawi_text::rows::{Row, Table, Wrong, rows};
use rustc_hash::FxHashMap;

use super::Calendar;
use super::line::{Line, PieceKind};

/// What a word of a date tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A month; the value is its number.
    Month(Calendar),
    /// The calendar of a year, after it.
    Era(Calendar),
    /// The value is the ISO number of the weekday.
    Weekday,
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// What follows a day's number: `th`.
    Ordinal,
    /// Between day and month: `of`.
    Join,
    /// Between month and year: `عام`.
    Year,
    /// Between date and time: `الساعة`.
    At,
    /// Between hour and minutes: `14h35`.
    Hour,
    /// The value is minutes east of UTC.
    Zone,
}

impl Kind {
    const NAMES: [&str; 15] = [
        "month-gregorian",
        "month-hijri",
        "month-solar",
        "era-gregorian",
        "era-hijri",
        "era-solar",
        "weekday",
        "am",
        "pm",
        "ordinal",
        "join",
        "year",
        "at",
        "hour",
        "zone",
    ];

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "month-gregorian" => Self::Month(Calendar::Gregorian),
            "month-hijri" => Self::Month(Calendar::Hijri),
            "month-solar" => Self::Month(Calendar::Solar),
            "era-gregorian" => Self::Era(Calendar::Gregorian),
            "era-hijri" => Self::Era(Calendar::Hijri),
            "era-solar" => Self::Era(Calendar::Solar),
            "weekday" => Self::Weekday,
            "am" => Self::Am,
            "pm" => Self::Pm,
            "ordinal" => Self::Ordinal,
            "join" => Self::Join,
            "year" => Self::Year,
            "at" => Self::At,
            "hour" => Self::Hour,
            "zone" => Self::Zone,
            _ => return None,
        })
    }
}

/// Most words in one form: `dhu al-qa'dah`.
pub(super) const MOST_WORDS: usize = 4;

const PACKS: [&str; 4] = [
    include_str!("../../../../packs/ar/dates.tsv"),
    include_str!("../../../../packs/en/dates.tsv"),
    include_str!("../../../../packs/fr/dates.tsv"),
    include_str!("../../../../packs/fa/dates.tsv"),
];

/// Folded forms to what they tell; a form may tell several things (`م`: afternoon, era).
pub(super) static LEXICON: LazyLock<FxHashMap<String, Vec<(Kind, i16)>>> = LazyLock::new(|| {
    let mut forms: FxHashMap<String, Vec<(Kind, i16)>> = FxHashMap::default();
    for row in PACKS.iter().flat_map(|pack| rows(pack)) {
        let (kind, form, value) = word_row(&row).unwrap_or_else(|wrong| panic!("{wrong}: {row:?}"));
        let entry = forms.entry(form).or_default();
        if !entry.contains(&(kind, value)) {
            entry.push((kind, value));
        }
    }
    forms
});

/// `dates.tsv`: the words of dates.
pub const TABLE: Table = Table {
    file: "dates.tsv",
    columns: &["kind", "form", "value", "comment"],
    needed: 3,
    read: |row| word_row(row).map(|(kind, form, value)| format!("{kind:?} {value} {form}")),
};

/// Kind, folded form and value.
fn word_row(row: &Row<'_>) -> Result<(Kind, String, i16), Wrong> {
    let kind = Kind::named(row.cell(0))
        .ok_or_else(|| Wrong::unknown("kind", row.cell(0), &Kind::NAMES))?;
    let form = key(row.cell(1));
    if form.is_empty() || form.split(' ').count() > MOST_WORDS {
        return Err(Wrong::new(
            format!("no date holds `{}`: a form has 1 to {MOST_WORDS} words", row.cell(1)),
            "shorten it, or remove the row",
        ));
    }
    let value = row.cell(2).parse().map_err(|_| {
        Wrong::new(
            format!("the value `{}` is no whole number", row.cell(2)),
            "write the number of the month or weekday, the minutes of a zone, else 0",
        )
    })?;
    Ok((kind, form, value))
}

/// The folded words of a form, joined by one space.
fn key(form: &str) -> String {
    let line = Line::new(form);
    let mut key = String::new();
    for (i, piece) in line.pieces.iter().enumerate() {
        if piece.kind == PieceKind::Word {
            if !key.is_empty() {
                key.push(' ');
            }
            line.fold_into(i, &mut key);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Within one calendar a form names one month, else a date would depend on the order of the packs.
    #[test]
    fn no_form_names_two_months() {
        for (form, senses) in &*LEXICON {
            for calendar in [Calendar::Gregorian, Calendar::Hijri, Calendar::Solar] {
                let months =
                    senses.iter().filter(|(kind, _)| *kind == Kind::Month(calendar)).count();
                assert!(months <= 1, "{form}: {senses:?}");
            }
            assert!(form.split(' ').count() <= MOST_WORDS, "{form}");
            assert!(!form.is_empty());
        }
    }
}
