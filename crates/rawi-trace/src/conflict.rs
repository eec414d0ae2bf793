//! Where reports of one saying cannot all be right.
//!
//! Two reports are compared at a time: their numbers and dates by what they are numbers of, their negations and hedges by what
//! these stand before, their quotations word by word. What is only left out, put in other words or rounded is no conflict.
//! Then the reports that stand on the same side are put together.

use rustc_hash::FxHashMap;

use crate::align::{Change, align};
use crate::gist::Gist;
use crate::lore::Class;
use crate::speaker::Agreement;
use crate::wording::{GAP, When, Word, Wording};

/// What reports disagree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Who said it.
    Speaker,
    /// Whether it is so or not.
    Negation,
    /// A number.
    Number,
    /// A date.
    Date,
    /// Words within quotation marks.
    Quotation,
    /// How certain it is.
    Hedge,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] =
        [Self::Speaker, Self::Negation, Self::Number, Self::Date, Self::Quotation, Self::Hedge];

    /// The name in ledgers and exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Date => "date",
            Self::Quotation => "quotation",
            Self::Hedge => "hedge",
        }
    }
}

/// How grave a conflict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It softens or hardens what is said.
    Low,
    /// A detail is another one.
    Medium,
    /// It is another statement.
    High,
}

impl Severity {
    /// The name in ledgers and exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// One report of a saying.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The number of its statement.
    pub statement: i64,
    /// What it says.
    pub gist: &'a Gist,
    /// In which words.
    pub wording: &'a Wording,
    /// The act of its cue: `say`, `deny` …
    pub act: &'a str,
    /// Whether the cue itself is negated.
    pub negated: bool,
}

/// That reports of one saying cannot all be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// On what.
    pub kind: Kind,
    /// How grave.
    pub severity: Severity,
    /// The statements on the one side, in order.
    pub one: Vec<i64>,
    /// Their words.
    pub one_words: String,
    /// The statements on the other side.
    pub other: Vec<i64>,
    /// Their words.
    pub other_words: String,
}

/// Two reports on two sides.
struct Clash {
    kind: Kind,
    severity: Severity,
    /// What each says, as a hash and in words.
    one: (u64, String),
    other: (u64, String),
}

/// Reports of a saying that are compared; of more, those that come first.
const MOST_REPORTS: usize = 80;

/// The conflicts among the reports of one saying.
pub fn conflicts(reports: &[Report<'_>]) -> Vec<Conflict> {
    type Sides = FxHashMap<u64, (Vec<i64>, String)>;
    let mut found: FxHashMap<(Kind, u64, u64), (Severity, Sides)> = FxHashMap::default();
    let reports = &reports[..reports.len().min(MOST_REPORTS)];
    for (i, one) in reports.iter().enumerate() {
        for other in &reports[i + 1..] {
            if one.gist.article == other.gist.article {
                continue;
            }
            for clash in clashes(one, other) {
                let (low, high) = (clash.one.0.min(clash.other.0), clash.one.0.max(clash.other.0));
                let (_, sides) = found
                    .entry((clash.kind, low, high))
                    .or_insert_with(|| (clash.severity, Sides::default()));
                for (report, (value, words)) in [(one, clash.one), (other, clash.other)] {
                    let (statements, _) = sides.entry(value).or_insert_with(|| (Vec::new(), words));
                    if !statements.contains(&report.statement) {
                        statements.push(report.statement);
                    }
                }
            }
        }
    }
    let mut all: Vec<Conflict> = found
        .into_iter()
        .filter_map(|((kind, ..), (severity, sides))| {
            let mut sides: Vec<(Vec<i64>, String)> = sides.into_values().collect();
            sides.iter_mut().for_each(|(statements, _)| statements.sort_unstable());
            // The side of more reports comes first, then the one of the first report.
            sides.sort_by_key(|(statements, _)| {
                (std::cmp::Reverse(statements.len()), statements[0])
            });
            let (other, other_words) = sides.pop()?;
            let (one, one_words) = sides.pop()?;
            Some(Conflict { kind, severity, one, one_words, other, other_words })
        })
        .collect();
    all.sort_by(|a, b| {
        (b.severity, a.kind, &a.one, &a.other, &a.one_words).cmp(&(
            a.severity,
            b.kind,
            &b.one,
            &b.other,
            &b.one_words,
        ))
    });
    all
}

fn clashes(one: &Report<'_>, other: &Report<'_>) -> Vec<Clash> {
    let mut found = Vec::new();
    found.extend(speakers(one, other));
    found.extend(polarity(one, other));
    let common = one.gist.common(other.gist);
    if common.containment >= 0.4 && common.dice >= 0.25 {
        found.extend(numbers(one.wording, other.wording));
        found.extend(dates(one.wording, other.wording));
    }
    found.extend(hedges(one, other).or_else(|| hedges(other, one).map(Clash::turned)));
    if one.wording.lang == other.wording.lang
        && found.iter().all(|clash| clash.kind == Kind::Speaker)
    {
        found.extend(quotations(one.wording, other.wording));
    }
    found
}

impl Clash {
    fn turned(self) -> Self {
        Self { one: self.other, other: self.one, ..self }
    }
}

/// The same words ascribed to two.
fn speakers(one: &Report<'_>, other: &Report<'_>) -> Option<Clash> {
    if one.gist.lang != other.gist.lang || one.gist.agreement(other.gist) != Agreement::Other {
        return None;
    }
    // A description, or a speaker that was cut wrongly, is nobody else.
    if !one.gist.speaker.is_told() || !other.gist.speaker.is_told() {
        return None;
    }
    let least = one.gist.telling().min(other.gist.telling());
    let run = one.gist.run(other.gist).telling;
    let common = one.gist.common(other.gist);
    let verbatim = run >= 4 && 10 * run >= 6 * least;
    if !verbatim && (common.containment < 0.7 || common.terms < 5) {
        return None;
    }
    let side = |report: &Report<'_>| {
        let speaker = &report.gist.speaker;
        (speaker.identity(), speaker.name.clone())
    };
    Some(Clash {
        kind: Kind::Speaker,
        severity: Severity::High,
        one: side(one),
        other: side(other),
    })
}

/// Telling words of a statement that a negation stands before, by index.
fn negated(words: &[Word]) -> Vec<(usize, usize)> {
    (0..words.len())
        .filter(|i| words[*i].class == Class::Negation)
        .filter(|i| !words[*i..].iter().take(8).any(|word| word.class == Class::Only))
        // no more than, لا أكثر
        .filter(|i| words.get(i + 1).is_none_or(|next| next.class != Class::Approx))
        .filter_map(|i| Some((i, following(words, i, 3)?)))
        .collect()
}

/// The first telling word after word `i`, at most `within` words on.
fn following(words: &[Word], i: usize, within: usize) -> Option<usize> {
    (i + 1..words.len().min(i + 1 + within)).find(|k| Wording::is_telling(&words[*k]))
}

/// Negations gained or lost. A denial turns what is denied.
fn polarity(one: &Report<'_>, other: &Report<'_>) -> Option<Clash> {
    let flips = |report: &Report<'_>| (report.act == "deny") != report.negated;
    let (a, b) = (&one.wording.words, &other.wording.words);
    let (not_a, not_b) = (negated(a), negated(b));
    let term_negated = |words: &[Word], nots: &[(usize, usize)], term: u32| {
        nots.iter().any(|(_, scope)| words[*scope].term == term)
    };
    let stands = |words: &[Word], term: u32| words.iter().any(|word| word.term == term);
    let side = |report: &Report<'_>, not: bool, term: u32| {
        let words = &report.wording.words;
        let at = words.iter().position(|word| word.term == term).unwrap_or(0);
        (u64::from(term) << 1 | u64::from(not), around(report.wording, at, 3))
    };
    for (mine, nots, theirs, their_nots, turned) in
        [(a, &not_a, b, &not_b, false), (b, &not_b, a, &not_a, true)]
    {
        for (_, scope) in nots {
            let word = &mine[*scope];
            let comparable = one.wording.lang == other.wording.lang || word.shared;
            if !comparable || !stands(theirs, word.term) || word.class == Class::Number {
                continue;
            }
            let also = term_negated(theirs, their_nots, word.term);
            let once = mine.iter().filter(|other| other.term == word.term).count() == 1;
            // ألا is written as إلا when its hamza is left out.
            let doubtful = theirs.iter().any(|word| word.class == Class::Only);
            if !also && once && !doubtful && their_nots.is_empty() && flips(one) == flips(other) {
                let (first, second) =
                    (side(one, !turned, word.term), side(other, turned, word.term));
                return Some(Clash {
                    kind: Kind::Negation,
                    severity: Severity::High,
                    one: first,
                    other: second,
                });
            }
        }
    }
    let cue = flips(one) != flips(other) && not_a.is_empty() && not_b.is_empty();
    let close = one.gist.common(other.gist).containment >= 0.6;
    (cue && close).then(|| {
        let of = |report: &Report<'_>| (u64::from(flips(report)), around(report.wording, 0, 6));
        Clash { kind: Kind::Negation, severity: Severity::High, one: of(one), other: of(other) }
    })
}

/// Some words before and after a word, as they are written.
fn around(wording: &Wording, at: usize, reach: usize) -> String {
    let words = &wording.words;
    let (Some(first), Some(last)) = (
        words.get(at.saturating_sub(reach)),
        words.get((at + reach).min(words.len().saturating_sub(1))),
    ) else {
        return String::new();
    };
    wording.text[first.span.start..last.span.end].to_owned()
}

/// What a number is a number of: telling words after it and before it.
struct Counted {
    at: usize,
    after: Vec<u32>,
    before: Option<u32>,
    rough: bool,
}

fn counted(wording: &Wording, across: bool) -> Vec<Counted> {
    let words = &wording.words;
    let in_date = |word: &Word| {
        wording.times.iter().any(|time| {
            matches!(time.kind.as_str(), "date" | "time")
                && time.span.start <= word.span.start
                && word.span.end <= time.span.end
        })
    };
    let usable = |word: &Word| word.class == Class::Content && (!across || word.shared);
    // 2ر48 is 48.2 as some agencies write it: no side of it is a number by itself.
    let reversed = |word: &Word| {
        wording.text[..word.span.start].ends_with('ر')
            || wording.text[word.span.end..].starts_with('ر')
    };
    (0..words.len())
        .filter(|i| words[*i].class == Class::Number && words[*i].value > 100)
        .filter(|i| !in_date(&words[*i]) && !reversed(&words[*i]))
        .map(|at| {
            let after = words[at + 1..].iter().take(4);
            let after = after.take_while(|word| word.class != Class::Number);
            let before = words[..at].iter().rev().take(3);
            let rough = |word: &Word| word.class == Class::Approx;
            Counted {
                at,
                after: after.filter(|word| usable(word)).map(|word| word.term).take(2).collect(),
                before: before.clone().find(|word| usable(word)).map(|word| word.term),
                rough: before.take(2).any(rough) || words[at + 1..].iter().take(1).any(rough),
            }
        })
        .collect()
}

/// Whether one number is a slip of the pen from another: digits exchanged, or a power of ten more.
fn is_slip(one: i64, other: i64) -> bool {
    let digits = |value: i64| {
        let mut digits: Vec<u8> = (value / 100).to_string().into_bytes();
        digits.sort_unstable();
        digits
    };
    let (low, high) = (one.min(other), one.max(other));
    let ten =
        low > 1_000 && [10, 100, 1000].iter().any(|power| low.checked_mul(*power) == Some(high));
    ten || low > 1_000 && one % 100 == 0 && other % 100 == 0 && digits(one) == digits(other)
}

/// Numbers of the same thing that differ.
fn numbers(one: &Wording, other: &Wording) -> Vec<Clash> {
    let across = one.lang != other.lang;
    let (a, b) = (counted(one, across), counted(other, across));
    let values = |wording: &Wording| -> Vec<i64> {
        wording
            .words
            .iter()
            .filter(|word| word.class == Class::Number)
            .map(|word| word.value)
            .collect()
    };
    let (all_a, all_b) = (values(one), values(other));
    let mut found = Vec::new();
    for x in &a {
        let value = one.words[x.at].value;
        if all_b.contains(&value) {
            continue;
        }
        let fits = |y: &&Counted| {
            let shared = x.after.first().is_some_and(|term| y.after.contains(term))
                || y.after.first().is_some_and(|term| x.after.contains(term));
            let before = x.before.is_some() && x.before == y.before;
            let only = a.len() == 1 && b.len() == 1;
            !all_a.contains(&other.words[y.at].value) && (shared || before && only)
        };
        let alone: Vec<&Counted> =
            b.iter().filter(|y| !all_a.contains(&other.words[y.at].value)).collect();
        let mine_alone = a.iter().filter(|x| !all_b.contains(&one.words[x.at].value)).count() == 1;
        let slip = || match alone[..] {
            [y] if mine_alone && is_slip(value, other.words[y.at].value) => Some(y),
            _ => None,
        };
        let Some(y) = b.iter().find(fits).or_else(slip) else { continue };
        let theirs = other.words[y.at].value;
        let (low, high) = (value.min(theirs) as f64, value.max(theirs) as f64);
        // "about 300" and 290, "more than 1,000" and 1,040.
        if (x.rough || y.rough) && low >= 0.8 * high {
            continue;
        }
        let severity = if high >= 2.0 * low { Severity::High } else { Severity::Medium };
        found.push(Clash {
            kind: Kind::Number,
            severity,
            one: (value as u64, around(one, x.at, 2)),
            other: (theirs as u64, around(other, y.at, 2)),
        });
    }
    found
}

/// A date as it is told: year, month, day; only what the words themselves say.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Told {
    year: Option<i32>,
    month: i32,
    day: Option<i32>,
    /// The day of the week, where nothing but that is told.
    weekday: Option<i32>,
}

/// What the words of a time say of a date; nothing of seasons, of now, and of what is counted from now.
fn told(wording: &Wording, time: &When) -> Option<Told> {
    let words = wording.text.get(time.span.start..time.span.end)?;
    let number = |range: std::ops::Range<usize>| time.value.get(range)?.parse::<i32>().ok();
    let dash = |at: usize| time.value.as_bytes().get(at) == Some(&b'-');
    let month = number(5..7).filter(|_| dash(4))?;
    let day = number(8..10).filter(|_| dash(7));
    let within = wording
        .words
        .iter()
        .filter(|word| time.span.start <= word.span.start && word.span.end <= time.span.end);
    let calendar = within.filter(|word| is_calendar(word.term)).count();
    let folded = rawi_text::fold(words);
    let has_digit = folded.contains(|c: char| c.is_ascii_digit());
    let year = number(0..4).filter(|year| folded.contains(&year.to_string()));
    let named = wording.words.iter().any(|word| {
        time.span.start <= word.span.start && word.span.end <= time.span.end && is_month(word.term)
    });
    let weekday = time.days.filter(|_| !has_digit && !named).map(|days| days.0.rem_euclid(7));
    (calendar > 0 || has_digit).then_some(Told { year, month, day, weekday })
}

/// The concepts of months, then of days of the week.
const CALENDAR: [&str; 19] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

fn is_calendar(term: u32) -> bool {
    calendar().contains(&term)
}

fn is_month(term: u32) -> bool {
    calendar()[..12].contains(&term)
}

fn calendar() -> &'static [u32] {
    static TERMS: std::sync::OnceLock<Vec<u32>> = std::sync::OnceLock::new();
    TERMS.get_or_init(|| CALENDAR.iter().map(|name| crate::lore::concept_of(name)).collect())
}

/// Dates that differ in what both tell, where each report has one date that the other does not.
fn dates(one: &Wording, other: &Wording) -> Option<Clash> {
    let all = |wording: &Wording| -> Vec<(When, Told)> {
        let dates =
            wording.times.iter().filter(|time| matches!(time.kind.as_str(), "date" | "time"));
        dates.filter_map(|time| Some((time.clone(), told(wording, time)?))).collect()
    };
    let differ = |a: &Told, b: &Told| {
        let both = |x: Option<i32>, y: Option<i32>| x.zip(y).is_some_and(|(x, y)| x != y);
        match (a.weekday, b.weekday) {
            (Some(x), Some(y)) => return x != y,
            (None, None) => {}
            // A Sunday and the 5th of March may be the same day.
            _ => return false,
        }
        a.month != b.month || both(a.day, b.day) || both(a.year, b.year)
    };
    let (a, b) = (all(one), all(other));
    let alone = |of: &[(When, Told)], against: &[(When, Told)]| -> Vec<(When, Told)> {
        of.iter().filter(|(_, x)| against.iter().all(|(_, y)| differ(x, y))).cloned().collect()
    };
    let (x, y) = (alone(&a, &b), alone(&b, &a));
    let ([(x, p)], [(y, q)]) = (&x[..], &y[..]) else { return None };
    // A month and a day of another month are not two values of one thing as a rule.
    if p.day.is_some() != q.day.is_some() {
        return None;
    }
    let side = |wording: &Wording, time: &When, told: &Told| {
        let value = format!("{:?} {} {:?}", None::<i32>, told.month, told.day);
        (crate::shingle::word_hash(&value), wording.text[time.span.start..time.span.end].to_owned())
    };
    Some(Clash {
        kind: Kind::Date,
        severity: Severity::Medium,
        one: side(one, x, p),
        other: side(other, y, q),
    })
}

/// A hedge of the one that the other does not have.
fn hedges(one: &Report<'_>, other: &Report<'_>) -> Option<Clash> {
    let soft = |report: &Report<'_>| {
        report.act == "estimate"
            || report.wording.words.iter().any(|word| word.class == Class::Hedge)
    };
    if soft(other) || one.act == "estimate" {
        return None;
    }
    let words = &one.wording.words;
    let at = words.iter().position(|word| word.class == Class::Hedge)?;
    let across = one.wording.lang != other.wording.lang;
    let scope: Vec<&Word> = words[at + 1..]
        .iter()
        .filter(|word| Wording::is_telling(word))
        .filter(|word| !across || word.shared)
        .take(3)
        .collect();
    let kept = scope
        .iter()
        .filter(|word| other.wording.words.iter().any(|of| of.term == word.term))
        .count();
    if scope.is_empty() || 2 * kept < scope.len() || one.gist.common(other.gist).containment < 0.45
    {
        return None;
    }
    let theirs = scope
        .iter()
        .find_map(|word| other.wording.words.iter().position(|of| of.term == word.term))
        .unwrap_or(0);
    Some(Clash {
        kind: Kind::Hedge,
        severity: Severity::Low,
        one: (1, around(one.wording, at, 3)),
        other: (0, around(other.wording, theirs, 3)),
    })
}

/// Words exchanged within quotation marks.
fn quotations(one: &Wording, other: &Wording) -> Option<Clash> {
    let quoted = |wording: &Wording| {
        let words: Vec<Word> = wording.words.iter().filter(|word| word.quoted).cloned().collect();
        Wording { words, text: wording.text.clone(), times: Vec::new(), lang: wording.lang }
    };
    let (a, b) = (quoted(one), quoted(other));
    let least = a.words.len().min(b.words.len());
    if least < 4 {
        return None;
    }
    let stretches = align(&a, &b);
    let same = |i: usize| {
        stretches
            .get(i)
            .filter(|of| matches!(of.change, Change::Same | Change::Reworded))
            .map_or(0, |of| of.one.len())
    };
    let common: usize = (0..stretches.len()).map(same).sum();
    if 2 * common < least {
        return None;
    }
    for (i, stretch) in stretches.iter().enumerate() {
        if stretch.change != Change::Exchanged || stretch.one.len().max(stretch.other.len()) > 5 {
            continue;
        }
        let (before, after) = (i.checked_sub(1).map_or(0, same), same(i + 1));
        let lengths = stretch.one.len().abs_diff(stretch.other.len());
        if before + after < 4 || before == 0 || lengths > 1 {
            continue;
        }
        let (mine, theirs) = (&a.words[stretch.one.clone()], &b.words[stretch.other.clone()]);
        let stem = |words: &[Word], wording: &Wording| -> Vec<String> {
            let content = words.iter().filter(|word| word.class == Class::Content);
            content
                .map(|word| rawi_text::fold(word.span.of(&wording.text)).chars().take(4).collect())
                .collect()
        };
        if stem(mine, &a) == stem(theirs, &b) {
            continue;
        }
        let plain = |words: &[Word]| {
            words.iter().any(|word| word.class == Class::Content)
                && words.iter().all(|word| {
                    !matches!(word.class, Class::Number | Class::Negation | Class::Hedge)
                })
        };
        let text = |wording: &Wording, words: &[Word]| {
            let (first, last) = (words.first()?, words.last()?);
            Some(wording.text[first.span.start..last.span.end].to_owned())
        };
        let (Some(x), Some(y)) = (text(&a, mine), text(&b, theirs)) else { continue };
        let cut = |text: &str| text.contains(GAP.trim()) || text.contains("...");
        if plain(mine) && plain(theirs) && !cut(&x) && !cut(&y) && !alike(mine, theirs) {
            let hash = |text: &str| crate::shingle::word_hash(&rawi_text::fold(text));
            return Some(Clash {
                kind: Kind::Quotation,
                severity: Severity::Medium,
                one: (hash(&x), x),
                other: (hash(&y), y),
            });
        }
    }
    None
}

/// Whether the telling words of two stretches are the same.
fn alike(one: &[Word], other: &[Word]) -> bool {
    let telling = |words: &[Word]| -> Vec<u32> {
        words.iter().filter(|word| Wording::is_telling(word)).map(|word| word.term).collect()
    };
    let (a, b) = (telling(one), telling(other));
    a.iter().any(|term| b.contains(term)) && a.len().abs_diff(b.len()) <= 1 || a == b
}
