//! `times.tsv` and `dates.tsv` of a language, compiled once.

use std::sync::LazyLock;

use rawi_text::rows::{Row, Table, Wrong, rows};
use rawi_text::{Lang, fold, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::pattern::{Element, Patterns, elements};

/// What a word of a time expression tells. The value that goes with it is told at each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A cardinal; the number.
    Num,
    /// A number nobody counts: several.
    Vague,
    /// An ordinal; the number.
    Ord,
    /// A unit in the singular; [`Unit`].
    Unit,
    /// Two of a unit; [`Unit`].
    Dual,
    /// A unit in the plural; [`Unit`].
    Units,
    /// A part of the day; [`Part`](crate::point::Part).
    Part,
    /// A season; 0 is spring.
    Season,
    /// A feast; [`FEASTS`](crate::point::FEASTS).
    Feast,
    /// 0 start, 1 middle, 2 end.
    Edge,
    /// About.
    Approx,
    /// More than.
    More,
    /// Less than.
    Less,
    /// The one before now.
    Last,
    /// The one before the last.
    BeforeLast,
    /// The one after the next.
    AfterNext,
    /// The one of now.
    This,
    /// The one after now.
    Next,
    /// The one after what was told.
    Following,
    /// The one before what was told.
    Preceding,
    /// The one that was told.
    Same,
    /// Before now by a length.
    Ago,
    /// After now by a length.
    Ahead,
    /// After what was told by a length.
    Later,
    /// Before what was told by a length.
    Earlier,
    /// Each.
    Each,
    /// Days from today.
    Offset,
    /// 0 past, 1 present, 2 future.
    Ref,
    /// A set in one word; index into [`SETS`].
    Set,
    /// Before our era.
    Bce,
    /// Minutes past an hour.
    Minutes,
    /// A time of day by name; minutes of the day.
    OClock,
    /// A month of the common calendar.
    Month,
    /// A month of the Hijri calendar.
    HijriMonth,
    /// A weekday; Monday is 1.
    Weekday,
    /// After a year of the common calendar.
    Era,
    /// After a Hijri year.
    HijriEra,
    /// Minutes east of UTC.
    Zone,
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// What follows a day's number.
    Suffix,
    /// Decades by name: the first year.
    Decade,
    /// What may stand between the pieces of one time.
    Join,
    /// Between the ends of a range.
    To,
    /// Between the members of a list.
    And,
    /// Before a length: since.
    Since,
    /// Before a time: what follows is one, though the word alone would not be.
    Lead,
    /// What follows will be.
    Future,
    /// After a length: from an event, not from now.
    OfEvent,
    /// Opens a clause with a tense of its own.
    Clause,
    /// What was; 1 where it tells that somebody spoke, 2 where no word of the future can stand before it.
    Past,
    /// The article, where it is a word of its own.
    Article,
    /// A weekday that comes again; Monday is 1.
    Weekdays,
    /// A part of the day that comes again; [`Part`](crate::point::Part).
    Parts,
    /// A word of a pattern.
    Literal,
}

const KINDS: [(&str, Kind); 47] = [
    ("num", Kind::Num),
    ("vague", Kind::Vague),
    ("ord", Kind::Ord),
    ("unit", Kind::Unit),
    ("dual", Kind::Dual),
    ("units", Kind::Units),
    ("part", Kind::Part),
    ("season", Kind::Season),
    ("feast", Kind::Feast),
    ("edge", Kind::Edge),
    ("approx", Kind::Approx),
    ("more", Kind::More),
    ("less", Kind::Less),
    ("last", Kind::Last),
    ("before-last", Kind::BeforeLast),
    ("after-next", Kind::AfterNext),
    ("this", Kind::This),
    ("next", Kind::Next),
    ("following", Kind::Following),
    ("preceding", Kind::Preceding),
    ("same", Kind::Same),
    ("ago", Kind::Ago),
    ("ahead", Kind::Ahead),
    ("later", Kind::Later),
    ("earlier", Kind::Earlier),
    ("each", Kind::Each),
    ("offset", Kind::Offset),
    ("ref", Kind::Ref),
    ("set", Kind::Set),
    ("bce", Kind::Bce),
    ("minutes", Kind::Minutes),
    ("oclock", Kind::OClock),
    ("decade", Kind::Decade),
    ("month", Kind::Month),
    ("hijri-month", Kind::HijriMonth),
    ("weekday", Kind::Weekday),
    ("era", Kind::Era),
    ("hijri-era", Kind::HijriEra),
    ("zone", Kind::Zone),
    ("am", Kind::Am),
    ("pm", Kind::Pm),
    ("suffix", Kind::Suffix),
    ("lead", Kind::Lead),
    ("since", Kind::Since),
    ("article", Kind::Article),
    ("weekdays", Kind::Weekdays),
    ("parts", Kind::Parts),
];

impl Kind {
    /// The kind that a pattern calls `name`.
    pub fn named(name: &str) -> Option<Self> {
        KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// A unit of time, the shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

pub(crate) const UNITS: [(&str, Unit); 14] = [
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("night", Unit::Night),
    ("weekend", Unit::Weekend),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("season", Unit::Season),
    ("quarter", Unit::Quarter),
    ("half", Unit::Half),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
];

/// The values that one word can give a set.
pub(crate) const SETS: [&str; 8] =
    ["XXXX-XX-XX", "XXXX-WXX", "XXXX-XX", "XXXX", "XXXX-XX-XXTXX", "XXXX-QX", "XXXX-WXX-WE", "PXD"];

pub(crate) const PARTS: [&str; 5] = ["MO", "MI", "AF", "EV", "NI"];
pub(crate) const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];
const EDGES: [&str; 3] = ["start", "mid", "end"];
const REFS: [&str; 3] = ["past", "present", "future"];

/// One thing that one or more words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    pub kind: Kind,
    pub value: i32,
    /// How many words tell it.
    pub words: u8,
}

/// What a form tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub senses: Vec<Sense>,
    /// Whether forms of several words begin with it.
    pub heads: bool,
}

/// The words and patterns of one language.
pub(crate) struct Lexicon {
    /// Folded forms, words joined by one space; a form without senses only begins longer ones.
    pub forms: FxHashMap<String, Entry>,
    /// Bits of the kinds, and the words of patterns, with which a time can begin.
    starts: (u64, FxHashSet<i32>),
    /// Months and weekdays whose form is another word as well.
    pub weak: FxHashMap<String, i32>,
    /// Forms that begin like a verb of the future and are none.
    pub not_future: FxHashSet<String>,
    pub patterns: Patterns,
    /// Endings of verbs that tell what was.
    pub past_endings: Vec<String>,
    /// Words that name something when they stand before or after: `not-after`, `not-before`.
    pub not_after: FxHashSet<String>,
    pub not_before: FxHashSet<String>,
    /// Whether و ف ب ل ك, the article and the future's س are attached to words.
    pub attaches: bool,
    /// Whether numbers add up side by side (twenty five).
    pub adjoins: bool,
    /// Whether names begin with a capital, months and weekdays among them.
    pub capitals: bool,
    /// Whether 's may end a word.
    pub possessive: bool,
    /// Words of the longest form.
    pub most_words: usize,
}

/// The languages whose times are read, each compiled when it is first asked for.
static LEXICONS: [(Lang, LazyLock<Lexicon>); 2] = [
    (
        Lang::Ar,
        LazyLock::new(|| {
            Lexicon::compile(
                include_str!("../../../packs/ar/times.tsv"),
                include_str!("../../../packs/ar/dates.tsv"),
            )
        }),
    ),
    (
        Lang::En,
        LazyLock::new(|| {
            Lexicon::compile(
                include_str!("../../../packs/en/times.tsv"),
                include_str!("../../../packs/en/dates.tsv"),
            )
        }),
    ),
];

/// The lexicon of a language, where there is one.
pub(crate) fn of(lang: Lang) -> Option<&'static Lexicon> {
    LEXICONS.iter().find(|(known, _)| *known == lang).map(|(_, lexicon)| &**lexicon)
}

/// `times.tsv`: the words and patterns of time expressions.
pub const TABLE: Table = Table {
    file: "times.tsv",
    columns: &["kind", "form", "value", "comment"],
    needed: 3,
    read: |row| check(row).map(|()| format!("{} {}", row.cell(0), row.cell(1))),
};

const OTHER_KINDS: [&str; 14] = [
    "of-event",
    "weak",
    "not-future",
    "not-after",
    "not-before",
    "option",
    "rule",
    "future",
    "clause",
    "join",
    "to",
    "and",
    "past",
    "past-ending",
];

const OPTIONS: [&str; 4] = ["attaches", "adjoins", "capitals", "possessive"];

fn check(row: &Row<'_>) -> Result<(), Wrong> {
    match row.cell(0) {
        "rule" => elements(row.cell(1), row.cell(2)).map(|_| ()),
        "option" => match row.cell(1) {
            known if OPTIONS.contains(&known) => Ok(()),
            other => Err(Wrong::unknown("option", other, &OPTIONS)),
        },
        "weak" | "not-future" | "not-after" | "not-before" | "past-ending" => {
            words(row.cell(1)).map(|_| ())
        }
        _ => word(row).map(|_| ()),
    }
}

fn words(form: &str) -> Result<String, Wrong> {
    let form = key(form);
    if form.is_empty() || form.split(' ').count() > MOST_WORDS {
        return Err(Wrong::new(
            format!("a form has 1 to {MOST_WORDS} words"),
            "shorten it, or remove the row",
        ));
    }
    Ok(form)
}

const MOST_WORDS: usize = 8;

/// The kind, folded form and value of a row of words.
fn word(row: &Row<'_>) -> Result<(Kind, String, i32), Wrong> {
    let kind = match row.cell(0) {
        "future" => Kind::Future,
        "clause" => Kind::Clause,
        "of-event" => Kind::OfEvent,
        "join" => Kind::Join,
        "to" => Kind::To,
        "and" => Kind::And,
        "past" => Kind::Past,
        name => Kind::named(name).ok_or_else(|| {
            let known: Vec<&str> = KINDS.iter().map(|(name, _)| *name).chain(OTHER_KINDS).collect();
            Wrong::unknown("kind", name, &known)
        })?,
    };
    let value = row.cell(2);
    let of = |known: &[&str]| {
        let at = known.iter().position(|known| *known == value);
        at.map(|at| at as i32).ok_or_else(|| Wrong::unknown("value", value, known))
    };
    let value = match kind {
        Kind::Unit | Kind::Dual | Kind::Units => of(&UNITS.map(|(name, _)| name))?,
        Kind::Part | Kind::Parts => of(&PARTS)?,
        Kind::Season => of(&SEASONS)?,
        Kind::Feast => of(&crate::point::FEASTS.map(|(name, _)| name))?,
        Kind::Edge => of(&EDGES)?,
        Kind::Ref => of(&REFS)?,
        Kind::Set => of(&SETS)?,
        _ => value.parse().map_err(|_| {
            Wrong::new(format!("the value `{value}` is no whole number"), "write a number, else 0")
        })?,
    };
    Ok((kind, words(row.cell(1))?, value))
}

/// The folded words of a form, joined by one space.
fn key(form: &str) -> String {
    let tokens = tokenize(form);
    let forms: Vec<&str> = (0..tokens.len()).map(|i| tokens.form(i)).collect();
    forms.join(" ")
}

impl Lexicon {
    fn compile(times: &str, dates: &str) -> Self {
        let mut lexicon = Self {
            forms: FxHashMap::default(),
            starts: (0, FxHashSet::default()),
            weak: FxHashMap::default(),
            not_future: FxHashSet::default(),
            past_endings: Vec::new(),
            patterns: Patterns::default(),
            not_after: FxHashSet::default(),
            not_before: FxHashSet::default(),
            attaches: false,
            adjoins: false,
            capitals: false,
            possessive: false,
            most_words: 1,
        };
        for row in rows(dates) {
            let kind = match row.cell(0) {
                "month-gregorian" => Kind::Month,
                "month-hijri" => Kind::HijriMonth,
                "weekday" => Kind::Weekday,
                "era-gregorian" => Kind::Era,
                "era-hijri" => Kind::HijriEra,
                "zone" => Kind::Zone,
                "am" => Kind::Am,
                "pm" => Kind::Pm,
                "ordinal" => Kind::Suffix,
                _ => continue,
            };
            let value = row.cell(2).parse().expect("dates.tsv is checked by its own reader");
            lexicon.add(key(row.cell(1)), kind, value);
        }
        let mut rules = 0;
        for row in rows(times) {
            if let Err(wrong) = check(&row) {
                panic!("{wrong}: {row:?}");
            }
            let form = row.cell(1);
            match row.cell(0) {
                "rule" => {
                    let (sequences, reading) = elements(form, row.cell(2)).expect("checked");
                    for sequence in sequences {
                        let ids: Vec<Element> =
                            sequence.iter().map(|piece| lexicon.element(piece)).collect();
                        lexicon.patterns.add(&ids, reading, rules);
                    }
                    rules += 1;
                }
                "option" => match form {
                    "attaches" => lexicon.attaches = true,
                    "adjoins" => lexicon.adjoins = true,
                    "capitals" => lexicon.capitals = true,
                    _ => lexicon.possessive = true,
                },
                "weak" => drop(lexicon.weak.insert(key(form), row.cell(2).parse().unwrap_or(0))),
                "past-ending" => lexicon.past_endings.push(fold(form)),
                "not-future" => drop(lexicon.not_future.insert(key(form))),
                "not-after" => drop(lexicon.not_after.insert(fold(form))),
                "not-before" => drop(lexicon.not_before.insert(fold(form))),
                _ => {
                    let (kind, form, value) = word(&row).expect("checked");
                    lexicon.add(form, kind, value);
                }
            }
        }
        let starts = &lexicon.patterns.node(Patterns::ROOT).next;
        let mut kinds = 0;
        let mut literals = FxHashSet::default();
        for (element, _) in starts {
            match element {
                Element::Word(kind) => kinds |= 1 << (*kind as u64),
                Element::Literal(id) => drop(literals.insert(*id)),
                _ => {
                    kinds |= [Kind::Num, Kind::Ord, Kind::Vague]
                        .map(|k| 1 << (k as u64))
                        .iter()
                        .fold(0, |all, bit| all | bit)
                }
            }
        }
        lexicon.starts = (kinds, literals);
        lexicon
    }

    /// Whether a time can begin with a word of that sense.
    pub fn starts(&self, sense: &Sense) -> bool {
        if sense.kind == Kind::Literal {
            return self.starts.1.contains(&sense.value);
        }
        self.starts.0 & (1 << (sense.kind as u64)) != 0
    }

    fn add(&mut self, form: String, kind: Kind, value: i32) {
        let words = form.split(' ').count();
        if words > 1 {
            let head = form.split(' ').next().expect("a form has words");
            self.forms.entry(head.to_owned()).or_default().heads = true;
            self.most_words = self.most_words.max(words);
        }
        let sense = Sense { kind, value, words: words as u8 };
        let senses = &mut self.forms.entry(form).or_default().senses;
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// A piece of a pattern; a word of its own becomes a literal.
    fn element(&mut self, piece: &crate::pattern::Piece) -> Element {
        use crate::pattern::Piece;
        match piece {
            Piece::Element(element) => *element,
            Piece::Word(form) => {
                let form = key(form);
                let known = self.forms.get(&form).and_then(|entry| {
                    entry.senses.iter().find(|sense| sense.kind == Kind::Literal).map(|s| s.value)
                });
                let id = known.unwrap_or_else(|| {
                    self.patterns.literals += 1;
                    let id = self.patterns.literals;
                    self.add(form, Kind::Literal, id);
                    id
                });
                Element::Literal(id)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_compile() {
        for (lang, _) in &LEXICONS {
            assert!(of(*lang).unwrap().patterns.len() > 20, "{lang:?}");
        }
    }
}
