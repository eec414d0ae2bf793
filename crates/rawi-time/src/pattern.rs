//! Patterns of time expressions: sequences of elements, kept as one trie.

use rawi_text::rows::Wrong;

use crate::lexicon::Kind;

/// What a pattern asks of a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Element {
    /// A word of that kind.
    Word(Kind),
    /// The word of the pattern with that number.
    Literal(i32),
    /// A mark.
    Mark(char),
    /// An amount in digits or words, in hundredths; -1 where nobody counts.
    Amount,
    /// A day of a month, in digits or words.
    Day,
    /// A year of four digits or in words.
    Year,
    /// Any year, also one of few digits.
    AnyYear,
    /// The last two digits of a year.
    ShortYear,
    /// An ordinal in digits or words.
    Ordinal,
    /// An hour, in digits or words.
    Hour,
    /// Minutes in digits.
    Minute,
    /// An amount with و or "and" before it.
    AndAmount,
    /// The number of a month.
    MonthNumber,
    /// Hours east of UTC, perhaps with minutes; in minutes.
    ZoneHour,
    /// `14:30`, in minutes.
    Clock,
    /// `13/11/2024`, as 20241113.
    Numeric,
    /// `2010-2015`, as 20102015.
    Years,
    /// `3-5`, days of one month, as 305.
    Days,
    /// `0600`, in minutes.
    Military,
    /// `14:30` and not `14.30`, in minutes.
    Colon,
    /// What stands before is no part of the time.
    Begin,
    /// What stands behind is no part of the time.
    End,
}

const ELEMENTS: [(&str, Element); 20] = [
    ("n", Element::Amount),
    ("and-n", Element::AndAmount),
    ("month-number", Element::MonthNumber),
    ("zone-hour", Element::ZoneHour),
    ("day", Element::Day),
    ("year", Element::Year),
    ("anyyear", Element::AnyYear),
    ("shortyear", Element::ShortYear),
    ("ordinal", Element::Ordinal),
    ("hour", Element::Hour),
    ("minute", Element::Minute),
    ("clock", Element::Clock),
    ("numeric", Element::Numeric),
    ("years", Element::Years),
    ("days", Element::Days),
    ("hhmm", Element::Military),
    ("hh:mm", Element::Colon),
    ("begin", Element::Begin),
    ("end", Element::End),
    ("month", Element::Word(Kind::Month)),
];

/// What a pattern means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reading {
    /// A day, month or year of the calendar, or a weekday, with what stands beside it.
    Date,
    /// A day counted from today.
    Offset,
    /// A unit before, of or after now, or several of them.
    Period,
    /// A length.
    Length,
    /// A length before now.
    Ago,
    /// A length after now.
    Ahead,
    /// A length after what was told.
    Later,
    /// A length before what was told.
    Earlier,
    /// A time of day.
    Clock,
    /// A part of the day.
    Part,
    /// Sometime before, at or after now.
    Ref(i32),
    /// Each of something.
    Each,
    /// A set in one word.
    Set,
    /// A decade.
    Decade,
    /// A century.
    Century,
    /// A quarter of a year.
    Quarter,
    /// A half of a year.
    Half,
    /// A season.
    Season,
    /// A feast.
    Feast,
    /// A fiscal year.
    Fiscal,
    /// A school year.
    School,
    /// A part of what follows.
    Edge,
    /// How exactly what follows is meant.
    Bound,
    /// A name that holds a word of time: no time.
    Name,
    /// The unit that was told.
    That,
    /// Half of a unit.
    HalfOf,
    /// A quarter of a unit.
    QuarterOf,
    /// The night of a day counted from today.
    Night(i32),
    /// A day of the nearest of the two Eids.
    Eid,
    /// The last quarter of a year.
    LastQuarter,
    /// The years that somebody has lived.
    Age,
    /// So often in a unit.
    Rate,
    /// The unit of now, without a word that says so: the end of the year.
    Current,
    /// One unit, or several, up to now or from now on.
    Window,
    /// The week of a day.
    WeekOf,
    /// The weekend that is nearest by tense.
    Weekend,
    /// A part of the day before, of or after what was told or now.
    DayPart,
    /// Minutes before an hour.
    ClockTo,
    /// Each second one of a unit.
    EveryOther,
    /// The first or the last Monday of a month.
    NthWeekday,
}

const READINGS: [(&str, Reading); 43] = [
    ("date", Reading::Date),
    ("offset", Reading::Offset),
    ("period", Reading::Period),
    ("length", Reading::Length),
    ("ago", Reading::Ago),
    ("ahead", Reading::Ahead),
    ("later", Reading::Later),
    ("earlier", Reading::Earlier),
    ("clock", Reading::Clock),
    ("part", Reading::Part),
    ("past", Reading::Ref(0)),
    ("present", Reading::Ref(1)),
    ("future", Reading::Ref(2)),
    ("each", Reading::Each),
    ("set", Reading::Set),
    ("decade", Reading::Decade),
    ("century", Reading::Century),
    ("quarter", Reading::Quarter),
    ("half", Reading::Half),
    ("season", Reading::Season),
    ("feast", Reading::Feast),
    ("fiscal", Reading::Fiscal),
    ("school", Reading::School),
    ("edge", Reading::Edge),
    ("bound", Reading::Bound),
    ("name", Reading::Name),
    ("that", Reading::That),
    ("half-of", Reading::HalfOf),
    ("quarter-of", Reading::QuarterOf),
    ("tonight", Reading::Night(0)),
    ("last-night", Reading::Night(-1)),
    ("eid", Reading::Eid),
    ("last-quarter", Reading::LastQuarter),
    ("age", Reading::Age),
    ("rate", Reading::Rate),
    ("current", Reading::Current),
    ("window", Reading::Window),
    ("week-of", Reading::WeekOf),
    ("weekend", Reading::Weekend),
    ("day-part", Reading::DayPart),
    ("clock-to", Reading::ClockTo),
    ("every-other", Reading::EveryOther),
    ("nth-weekday", Reading::NthWeekday),
];

/// A piece of a pattern as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Element(Element),
    Word(String),
}

/// Most sequences that the options of one pattern may make.
const MOST_SEQUENCES: usize = 4096;

/// The sequences that a pattern allows, and its reading.
///
/// Pieces are parted by spaces: `<kind>` an element or a word of a kind, `a|b` either, `x?` perhaps, `[ x y ]` the group
/// perhaps; anything else is a word or a mark by itself. What stands before `<begin>` or behind `<end>` has to be there
/// and is no part of the time.
pub(crate) fn elements(pattern: &str, reading: &str) -> Result<(Vec<Vec<Piece>>, Reading), Wrong> {
    let known: Vec<&str> = READINGS.iter().map(|(name, _)| *name).collect();
    let reading = READINGS
        .iter()
        .find(|(name, _)| *name == reading)
        .map(|(_, reading)| *reading)
        .ok_or_else(|| Wrong::unknown("reading", reading, &known))?;
    let mut parts = pattern.split_whitespace();
    let sequences = sequence(&mut parts, false)?;
    if sequences.iter().any(Vec::is_empty) {
        return Err(Wrong::new("the pattern can match nothing", "make one of its pieces needed"));
    }
    Ok((sequences, reading))
}

fn sequence<'p>(
    parts: &mut impl Iterator<Item = &'p str>,
    inside: bool,
) -> Result<Vec<Vec<Piece>>, Wrong> {
    let mut all: Vec<Vec<Piece>> = vec![Vec::new()];
    loop {
        let Some(part) = parts.next() else {
            return if inside {
                Err(Wrong::new("a group is not closed", "close it with `]`"))
            } else {
                Ok(all)
            };
        };
        let options: Vec<Vec<Piece>> = match part {
            "]" if inside => return Ok(all),
            "[" => {
                let mut options = sequence(parts, true)?;
                options.push(Vec::new());
                options
            }
            _ => {
                let (part, perhaps) = match part.strip_suffix('?') {
                    Some(part) if !part.is_empty() => (part, true),
                    _ => (part, false),
                };
                let mut options = Vec::new();
                for one in part.split('|') {
                    options.push(vec![piece(one)?]);
                }
                if perhaps {
                    options.push(Vec::new());
                }
                options
            }
        };
        all = all
            .iter()
            .flat_map(|before| {
                options.iter().map(move |option| {
                    let mut longer = before.clone();
                    longer.extend(option.iter().cloned());
                    longer
                })
            })
            .collect();
        if all.len() > MOST_SEQUENCES {
            return Err(Wrong::new("the pattern has too many options", "part it into two rows"));
        }
    }
}

fn piece(part: &str) -> Result<Piece, Wrong> {
    if let Some(name) = part.strip_prefix('<').and_then(|part| part.strip_suffix('>')) {
        let element = ELEMENTS.iter().find(|(known, _)| *known == name).map(|(_, e)| *e);
        let element = element.or_else(|| Kind::named(name).map(Element::Word));
        return element.map(Piece::Element).ok_or_else(|| {
            Wrong::new(format!("there is no element `<{name}>`"), "name a kind of row, or n, day, days, year, anyyear, shortyear, ordinal, hour, minute, clock, hh:mm, hhmm, numeric, years, begin, end")
        });
    }
    let mut chars = part.chars();
    match (chars.next(), chars.next()) {
        (Some(mark), None) if !mark.is_alphanumeric() => Ok(Piece::Element(Element::Mark(mark))),
        _ => Ok(Piece::Word(part.to_owned())),
    }
}

/// All patterns of a language.
#[derive(Debug)]
pub(crate) struct Patterns {
    nodes: Vec<Node>,
    /// How many words patterns name themselves.
    pub literals: i32,
}

#[derive(Debug, Default)]
pub(crate) struct Node {
    /// What may come, and where that leads.
    pub next: Vec<(Element, u32)>,
    /// The reading and the number of the row that ends here.
    pub end: Option<(Reading, usize)>,
}

impl Default for Patterns {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], literals: 0 }
    }
}

impl Patterns {
    /// Where every match begins.
    pub const ROOT: u32 = 0;

    pub fn add(&mut self, sequence: &[Element], reading: Reading, row: usize) {
        let mut at = Self::ROOT as usize;
        for element in sequence {
            let next = self.nodes[at].next.iter().find(|(known, _)| known == element);
            at = match next {
                Some((_, next)) => *next as usize,
                None => {
                    self.nodes.push(Node::default());
                    let new = self.nodes.len() - 1;
                    self.nodes[at].next.push((*element, new as u32));
                    new
                }
            };
        }
        self.nodes[at].end.get_or_insert((reading, row));
    }

    pub fn node(&self, at: u32) -> &Node {
        &self.nodes[at as usize]
    }

    /// How many places a match can be in.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_and_groups() {
        let (sequences, reading) = elements("<n> a|b [ x y ] <unit>?", "length").unwrap();
        assert_eq!((sequences.len(), reading), (8, Reading::Length));
        assert_eq!(sequences.iter().map(Vec::len).max(), Some(5));
        assert!(elements("<n", "length").is_ok(), "a mark alone is a word");
        for (pattern, reading) in
            [("[ x", "length"), ("<nothing>", "length"), ("x", "nothing"), ("x?", "length")]
        {
            assert!(elements(pattern, reading).is_err(), "{pattern}");
        }
    }
}
