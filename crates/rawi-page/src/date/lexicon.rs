//! The words of `packs/<lang>/dates.tsv`, all languages together, compiled once.

use std::sync::LazyLock;

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
    for row in PACKS.iter().flat_map(|pack| pack.lines()).filter(|row| !row.starts_with('#')) {
        let mut cells = row.split('\t');
        let kind =
            cells.next().and_then(Kind::named).unwrap_or_else(|| panic!("unknown kind: {row}"));
        let form = key(cells.next().unwrap_or_default());
        let value = cells
            .next()
            .and_then(|cell| cell.parse().ok())
            .unwrap_or_else(|| panic!("no value: {row}"));
        let entry = forms.entry(form).or_default();
        if !entry.contains(&(kind, value)) {
            entry.push((kind, value));
        }
    }
    forms
});

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
