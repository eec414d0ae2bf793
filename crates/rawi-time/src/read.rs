//! From words to times: matches are found, joined where they are one, and counted from what they hang on.

use jiff::civil::Date;
use rawi_text::{Lang, Span, TokenKind, Tokens};

use crate::frame::{Capture, Frame};
use crate::lexicon::{self, Kind, Lexicon};
use crate::number;
use crate::pattern::{Element, Patterns, Reading};
use crate::resolve::{Context, is_day, resolve};
use crate::tense;
use crate::time::{Anchor, Time, TimeKind};
use crate::words::Words;

/// The times of `text`, in order, not overlapping.
///
/// `tokens` are those of `text` ([`rawi_text::tokenize`]). Without an anchor, what counts from now has only a vague
/// value or one with `X` in the places that nobody knows. A language without tables has no times.
///
/// ```
/// use rawi_text::{Lang, tokenize};
/// let text = "The talks began in March 2023 and will resume next week.";
/// let anchor = rawi_time::Anchor::day("2024-11-13".parse().unwrap());
/// let found = rawi_time::times(text, &tokenize(text), Lang::En, Some(anchor));
/// assert_eq!(found[0].value, "2023-03");
/// assert_eq!((found[1].value.as_str(), found[1].span.of(text)), ("2024-W47", "next week"));
/// ```
pub fn times(text: &str, tokens: &Tokens, lang: Lang, anchor: Option<Anchor>) -> Vec<Time> {
    let Some(lexicon) = lexicon::of(lang) else { return Vec::new() };
    let words = Words::new(text, tokens, lexicon);
    let mut items = found(&words);
    spread(&words, &mut items);
    join(&words, &mut items);
    share(&words, &mut items);
    told(&words, &items, anchor)
}

/// A match, or several that are one time.
#[derive(Clone, Debug)]
struct Item {
    frame: Frame,
    /// Its tokens.
    first: usize,
    end: usize,
    /// Where it begins and ends, in bytes.
    span: Span,
    /// Whether و or ف is attached to its first word.
    conjunction: bool,
    /// Whether its word is another word as well, so that it is a time only beside one.
    weak: bool,
}

/// Most pieces of one match.
const MOST_PIECES: usize = 16;

fn found(words: &Words<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let found = longest(words, i).map(|found| {
            // What only has to stand before a time takes nothing from a longer one.
            let later = if found.begin() > i { longest(words, found.begin()) } else { None };
            later.filter(|later| later.end > found.end).unwrap_or(found)
        });
        let standing = found.as_ref().map_or(Standing::No, |found| standing(words, found, &items));
        match found.filter(|_| standing != Standing::No) {
            Some(mut found) => {
                let ends = found.captures.iter().find(|capture| capture.element == Element::End);
                if let Some(end) = ends.map(|capture| capture.value as usize) {
                    found.end = end;
                }
                i = found.end;
                if standing != Standing::Named
                    && found.reading != Reading::Name
                    && let Some(item) = item(words, found, standing == Standing::Weak)
                {
                    items.push(item);
                }
            }
            None => i += 1,
        }
    }
    items
}

/// A way through the patterns.
struct Match {
    reading: Reading,
    row: usize,
    end: usize,
    first: usize,
    cut: u8,
    captures: Vec<Capture>,
}

impl Match {
    /// The token at which the time begins.
    fn begin(&self) -> usize {
        let begin = self.captures.iter().find(|capture| capture.element == Element::Begin);
        begin.map_or(self.first, |capture| capture.value as usize)
    }

    /// What was found, without the article and what only has to stand there.
    fn told(&self) -> impl Iterator<Item = &Capture> {
        self.captures.iter().filter(|capture| {
            !matches!(capture.element, Element::Word(Kind::Article) | Element::Begin | Element::End)
        })
    }
}

/// The longest match at token `i`; of equally long ones the row that stands first.
fn longest(words: &Words<'_>, i: usize) -> Option<Match> {
    let is_number = words.tokens[i].kind == TokenKind::Number;
    let is_mark = matches!(words.tokens[i].kind, TokenKind::Mark('\'' | '’' | '‘' | '('));
    let begins = || words.senses(i).iter().any(|found| words.lexicon.starts(&found.sense));
    if !is_number && !is_mark && !begins() {
        return None;
    }
    let mut best = None;
    walk(words, Patterns::ROOT, i, (i, 0), &mut Vec::new(), &mut best);
    best
}

fn walk(
    words: &Words<'_>,
    node: u32,
    i: usize,
    (first, cut): (usize, u8),
    captures: &mut Vec<Capture>,
    best: &mut Option<Match>,
) {
    let lexicon: &'static Lexicon = words.lexicon;
    let node = lexicon.patterns.node(node);
    if let Some((reading, row)) = node.end {
        let better =
            best.as_ref().is_none_or(|best| i > best.end || i == best.end && row < best.row);
        if better && Frame::of(reading, captures).is_some() {
            *best = Some(Match { reading, row, end: i, first, cut, captures: captures.clone() });
        }
    }
    if i >= words.len() || captures.len() >= MOST_PIECES {
        return;
    }
    for (element, next) in &node.next {
        if !words.may_be(*element, i) {
            continue;
        }
        let is_first = i == first;
        let mut ways = Vec::new();
        words.each(*element, i, is_first, &mut |value, after, cut| ways.push((value, after, cut)));
        for (value, after, own_cut) in ways {
            captures.push(Capture { element: *element, value });
            let cut = if is_first { own_cut } else { cut };
            walk(words, *next, after, (first, cut), captures, best);
            captures.pop();
        }
    }
}

fn item(words: &Words<'_>, found: Match, weak: bool) -> Option<Item> {
    let frame = Frame::of(found.reading, &found.captures)?;
    let first = found.begin();
    let start = words.start(first, if first == found.first { found.cut } else { 0 });
    let last = found.end - 1;
    let mut end = words.tokens[last].span.end;
    if words.stem(last).is_some_and(|stem| words.lexicon.forms.contains_key(stem)) {
        // The 's of "Monday's" is no part of it.
        end -= words.tokens[last]
            .span
            .of(words.text)
            .rfind(['\'', '’'])
            .map_or(0, |at| words.tokens[last].span.len() - at);
    }
    let conjunction =
        words.senses(first).iter().any(|sense| sense.conjunction && sense.cut == found.cut);
    (start < end).then(|| Item {
        frame,
        first,
        end: found.end,
        span: Span::new(start, end),
        conjunction,
        weak,
    })
}

/// Whether a match can be a time where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Yes,
    /// Only beside another.
    Weak,
    /// Not it, though something shorter may.
    No,
    /// It is a part of a name, all of it.
    Named,
}

fn standing(words: &Words<'_>, found: &Match, before: &[Item]) -> Standing {
    let yes = |stands: bool| if stands { Standing::Yes } else { Standing::No };
    let lexicon = words.lexicon;
    let form = |i: usize| {
        words.tokens.get(i).filter(|t| t.kind == TokenKind::Word).map(|_| words.tokens.form(i))
    };
    let previous = found.first.checked_sub(1);
    if found.reading == Reading::Name {
        return Standing::Yes;
    }
    if previous.and_then(form).is_some_and(|form| lexicon.not_after.contains(form))
        && found.cut == 0
    {
        return Standing::Named;
    }
    if form(found.end).is_some_and(|form| lexicon.not_before.contains(form)) {
        return Standing::No;
    }
    // بعد اليوم is no length: the article tells a day.
    let definite = |i: usize| {
        words.lexicon.attaches
            && words.tokens.get(i).is_some_and(|_| words.tokens.form(i).starts_with("ال"))
    };
    let shifts = matches!(found.reading, Reading::Ago | Reading::Ahead);
    if shifts && found.end - found.first == 2 && definite(found.first + 1) {
        return Standing::No;
    }
    let mut told = found.told();
    let (Some(only), None) = (told.next(), told.next()) else { return Standing::Yes };
    if found.captures.iter().any(|capture| capture.element == Element::Begin) {
        return Standing::Yes;
    }
    if lexicon.capitals
        && let Some(stands) = capital(words, found, only.element, before)
    {
        return stands;
    }
    match only.element {
        // المديرين العامين: an adjective, not two years.
        Element::Word(Kind::Dual) => yes(!definite(found.first)),
        // 8.09 is a number, 8:09 a time.
        Element::Clock => yes(words.digits(found.first).is_none_or(|digits| digits.contains(':'))),
        Element::Word(
            Kind::Month | Kind::HijriMonth | Kind::Weekday | Kind::Season | Kind::Part,
        ) => {
            let article = words.lexicon.capitals && words.is(found.first, Kind::Article);
            let at = found.first + usize::from(article);
            let own = words.stem(at).unwrap_or(words.tokens.form(at));
            let bare: String = own.chars().skip(found.cut.into()).collect();
            if found.end - at > 1 || !lexicon.weak.contains_key(&bare) {
                return Standing::Yes;
            }
            let attached = words
                .senses(found.first)
                .iter()
                .any(|sense| sense.preposition && sense.cut == found.cut);
            let listed = before.last().is_some_and(|item| {
                let gap = item.end..found.first;
                let same = item.frame.month.is_some() || item.frame.weekday.is_some();
                same && gap.len() == 1 && (is_link(words, gap.start) || is_comma(words, gap.start))
            });
            // أحد is one of several after في, a day after يوم.
            let strict = lexicon.weak.get(&bare) == Some(&1);
            if strict {
                let day = previous.and_then(|i| words.sense(i, Kind::Lead));
                let named = day.is_some_and(|lead| lead.sense.value == 2) || listed;
                return if named { Standing::Yes } else { Standing::Weak };
            }
            if attached || listed || led(words, previous, before, false) {
                Standing::Yes
            } else {
                Standing::Weak
            }
        }
        // A year alone: "in 2010", "(2010)", "from 2010 to 2015".
        Element::Year => {
            let Some(digits) = words.digits(found.first) else { return Standing::No };
            // A counted noun stands in the accusative: 1995 متطوعا.
            let counts = words.lexicon.attaches
                && form(found.end)
                    .is_some_and(|form| form.ends_with('ا') && form.chars().count() > 3);
            let likely = ("1900"..="2159").contains(&digits);
            let bracketed =
                previous.is_some_and(|i| words.is_mark(i, '(')) && words.is_mark(found.end, ')');
            let after_year = before.last().is_some_and(|item| {
                let gap = item.end..found.first;
                item.frame.year.is_some()
                    && gap.len() == 1
                    && (is_link(words, gap.start)
                        || is_comma(words, gap.start) && is_listed(words, found.end))
            });
            let before_year = is_link(words, found.end)
                && words
                    .digits(found.end + 1)
                    .is_some_and(|d| d.len() == 4 && ("1900"..="2159").contains(&d));
            yes(likely
                && (bracketed
                    || after_year
                    || !counts && led(words, previous, before, true)
                    || before_year
                        && previous
                            .is_some_and(|i| words.is(i, Kind::Join) || words.is(i, Kind::Lead))))
        }
        _ => Standing::Yes,
    }
}

/// What the capitals around a single word say of it, where they say anything: the Evening Standard, June Carter.
fn capital(
    words: &Words<'_>,
    found: &Match,
    element: Element,
    before: &[Item],
) -> Option<Standing> {
    let Element::Word(kind) = element else { return None };
    let at = found.end - 1;
    let name = |i: usize| {
        words.is_capital(i) && !words.senses(i).iter().any(|sense| is_dated(sense.sense.kind))
    };
    let previous = found.first.checked_sub(1);
    let opens = previous.is_none_or(|i| match words.tokens[i].kind {
        TokenKind::Break => true,
        TokenKind::Mark(mark) => !matches!(mark, ',' | '-' | '’' | '\''),
        _ => false,
    });
    // Russia Today, the News Daily
    let ends_name = !opens && at == found.first && previous.is_some_and(name);
    if !words.is_capital(at) || !(name(found.end) || ends_name && !is_name(kind)) {
        return None;
    }
    match kind {
        Kind::Month | Kind::Weekday | Kind::Feast => {
            let spoke = previous
                .and_then(|i| words.sense(i, Kind::Past))
                .is_some_and(|past| past.sense.value == 1);
            let sure = spoke || led(words, previous, before, false);
            (!sure || found.first < at && kind != Kind::Feast).then_some(Standing::Weak)
        }
        Kind::Offset | Kind::Ref => (!opens).then_some(Standing::Named),
        _ => Some(Standing::Named),
    }
}

/// Whether words of that kind begin with a capital anyway.
fn is_name(kind: Kind) -> bool {
    matches!(kind, Kind::Month | Kind::HijriMonth | Kind::Weekday | Kind::Weekdays | Kind::Feast)
}

/// Whether words of that kind stand beside a month or weekday in one time.
fn is_dated(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Month
            | Kind::Weekday
            | Kind::Part
            | Kind::Parts
            | Kind::Edge
            | Kind::Am
            | Kind::Pm
            | Kind::Zone
            | Kind::Join
    )
}

fn is_comma(words: &Words<'_>, i: usize) -> bool {
    words.is_mark(i, ',') || words.is_mark(i, '،')
}

/// Whether another year of a list follows at token `i`.
fn is_listed(words: &Words<'_>, i: usize) -> bool {
    let year = |i: usize| words.digits(i).is_some_and(|digits| digits.len() == 4);
    let joined = is_link(words, i) || is_comma(words, i);
    joined && (year(i + 1) || is_comma(words, i) && is_link(words, i + 1) && year(i + 2))
}

/// Whether a word before `i` says that a time follows, or that a year does.
fn led(words: &Words<'_>, previous: Option<usize>, before: &[Item], year: bool) -> bool {
    let Some(i) = previous else { return false };
    words.sense(i, Kind::Lead).is_some_and(|lead| year || lead.sense.value == 0)
        || year && words.stem(i).is_some()
        || before.last().is_some_and(|item| {
            item.end == i + 1
                && matches!(
                    item.frame.reading,
                    Some(Reading::Edge | Reading::Bound | Reading::Part | Reading::Clock)
                )
        })
}

/// Whether token `i` stands between the ends of a range or the members of a list.
fn is_link(words: &Words<'_>, i: usize) -> bool {
    words.is(i, Kind::To)
        || words.is(i, Kind::And)
        || words.is_mark(i, '-')
        || words.is_mark(i, '–')
        || words.is_mark(i, '/')
}

/// 3 و4 و5 مايو: what stands before a day of a month and takes the month from it.
fn spread(words: &Words<'_>, items: &mut Vec<Item>) {
    let mut all: Vec<Item> = Vec::with_capacity(items.len());
    for mut item in items.drain(..) {
        let from = all.len();
        if item.frame.day.is_some() && item.frame.month.is_some() {
            let mut at = item.first;
            let floor = all.last().map_or(0, |item: &Item| item.end);
            while at >= floor + 2 {
                let link = is_link(words, at - 1)
                    || words.is_mark(at - 1, '،')
                    || words.is_mark(at - 1, ',');
                let mut day = None;
                words.each(Element::Day, at - 2, true, &mut |value, after, _| {
                    if after == at - 1 {
                        day = Some(value);
                    }
                });
                let (true, Some(value)) = (link, day) else { break };
                if words.tokens[at - 2].kind != TokenKind::Number {
                    break;
                }
                at -= 2;
                let mut frame = item.frame.clone();
                frame.day = Some(value as i8);
                (frame.weekday, frame.part, frame.clock, frame.modifier) = (None, None, None, None);
                let one = Item {
                    frame,
                    first: at,
                    end: at + 1,
                    span: words.tokens[at].span,
                    conjunction: false,
                    weak: false,
                };
                all.insert(from, one);
            }
        }
        if let Some(until) = item.frame.until_day.take() {
            // May 3-5: two times in one word.
            let half = words.text[item.span.start..item.span.end].rfind(['-', '–']);
            if let Some(half) = half {
                let middle = item.span.start + half;
                let mut second = item.clone();
                second.frame.day = Some(until);
                second.frame.weekday = None;
                second.span = Span::new(middle + 1, item.span.end);
                (item.frame.part, item.frame.clock) = (None, None);
                item.span = Span::new(item.span.start, middle);
                all.push(item);
                all.push(second);
                continue;
            }
        }
        if item.frame.reading == Some(Reading::Clock) && item.frame.pm.is_some() {
            all.extend(first_hour(words, &item, all.last().map_or(0, |item| item.end)));
        }
        let next_day = later_day(words, &item);
        if item.frame.reading == Some(Reading::Length)
            && words.digits(item.first).is_some()
            && let Some(one) = length_before(words, &item, all.last().map_or(0, |item| item.end))
        {
            all.push(one);
        }
        let until = item.frame.until.filter(|_| matches!(item.frame.reading, Some(Reading::Date)));
        if let Some(until) = until {
            // 2010-2015: two times in one word.
            let half = words.text[item.span.start..item.span.end].find(['-', '/', '–']);
            if let Some(half) = half {
                let middle = item.span.start + half;
                let mut second = item.clone();
                second.frame.year = Some(until);
                second.frame.until = None;
                second.span = Span::new(middle + 1, item.span.end);
                item.frame.until = None;
                item.span = Span::new(item.span.start, middle);
                all.push(item);
                all.push(second);
                continue;
            }
        }
        all.push(item);
        all.extend(next_day);
    }
    *items = all;
}

/// between 10 and 11 a.m.: the hour without its half of the day.
fn first_hour(words: &Words<'_>, item: &Item, floor: usize) -> Option<Item> {
    let at = item.first.checked_sub(2).filter(|at| *at > floor)?;
    let hour = words.digits(at).and_then(number::whole).filter(|hour| (1..=12).contains(hour))?;
    let stands = is_link(words, at + 1) && words.is(at - 1, Kind::Lead);
    let mut frame = item.frame.clone();
    frame.clock = Some(hour * 60);
    stands.then(|| Item {
        frame,
        first: at,
        end: at + 1,
        span: words.tokens[at].span,
        conjunction: false,
        weak: false,
    })
}

/// May 3 and 4, May 3 – 5: the second day.
fn later_day(words: &Words<'_>, item: &Item) -> Option<Item> {
    let frame = &item.frame;
    let last = words.digits(item.end.checked_sub(1)?).and_then(number::whole)?;
    let bare = frame.month.is_some()
        && frame.day.map(i64::from) == Some(last)
        && frame.year.is_none()
        && frame.clock.is_none();
    let at = item.end + 1;
    let dash = words.is_mark(item.end, '-') || words.is_mark(item.end, '–');
    let ends = !matches!(
        words.tokens.get(at + 1).map(|token| token.kind),
        Some(TokenKind::Word | TokenKind::Number | TokenKind::Mark('%'))
    );
    let day = words.digits(at).filter(|digits| digits.len() <= 2).and_then(number::whole)?;
    let right = bare && is_link(words, item.end) && (dash || ends) && last < day && day <= 31;
    let mut frame = frame.clone();
    frame.day = Some(day as i8);
    frame.weekday = None;
    right.then(|| Item {
        frame,
        first: at,
        end: at + 1,
        span: words.tokens[at].span,
        conjunction: false,
        weak: false,
    })
}

/// 45 و53 سنة: a bare number that is linked to a length is one of the same unit.
fn length_before(words: &Words<'_>, item: &Item, floor: usize) -> Option<Item> {
    let at = item.first.checked_sub(2).filter(|at| *at >= floor)?;
    let value = words.digits(at).and_then(crate::number::whole)?;
    let [amount] = item.frame.amounts[..] else { return None };
    let range = words.is(item.first - 1, Kind::To)
        || words.is(item.first - 1, Kind::And)
        || words.is_mark(item.first - 1, '-');
    let opens =
        at.checked_sub(1).is_some_and(|i| words.is(i, Kind::Lead) || words.is(i, Kind::Join));
    if !range || !opens || amount.hundredths < value * 100 {
        return None;
    }
    let mut frame = item.frame.clone();
    frame.amounts[0].hundredths = value * 100;
    Some(Item {
        frame,
        first: at,
        end: at + 1,
        span: words.tokens[at].span,
        conjunction: false,
        weak: false,
    })
}

/// Most tokens between two pieces of one time.
const GAP: usize = 2;

/// Joins what stands side by side for one time.
fn join(words: &Words<'_>, items: &mut Vec<Item>) {
    let mut joined: Vec<Item> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        joined.push(item);
        while let [.., a, b] = &joined[..]
            && let Some(both) = one_time(words, a, b)
        {
            joined.truncate(joined.len() - 2);
            joined.push(both);
        }
    }
    // An edge without what it is the edge of is no time.
    joined.retain(|item| {
        !item.weak && !matches!(item.frame.reading, Some(Reading::Edge | Reading::Bound))
    });
    *items = joined;
}

fn one_time(words: &Words<'_>, a: &Item, b: &Item) -> Option<Item> {
    if b.first < a.end || b.first - a.end > GAP || b.conjunction {
        return None;
    }
    let gap = a.end..b.first;
    let opens = gap.clone().any(|i| words.is_mark(i, '('));
    let allowed = gap.clone().all(|i| {
        words.is(i, Kind::Join)
            || matches!(
                words.tokens[i].kind,
                TokenKind::Mark('،' | ',' | '(' | '-' | '–' | ':' | ')')
            )
    });
    if !allowed || opens && !words.is_mark(b.end, ')') {
        return None;
    }
    let frame = a.frame.merged(&b.frame, gap.is_empty())?;
    let end = if opens { b.end + 1 } else { b.end };
    let last = if opens { words.tokens[b.end].span.end } else { b.span.end };
    let span = Span::new(a.span.start, last);
    Some(Item {
        frame,
        first: a.first,
        end,
        span,
        conjunction: a.conjunction,
        weak: a.weak && b.weak,
    })
}

/// أكتوبر ونوفمبر الماضيين, from May to July 2010: the first takes year and way from the second.
fn share(words: &Words<'_>, items: &mut [Item]) {
    for i in (1..items.len()).rev() {
        let (before, after) = items.split_at_mut(i);
        let (Some(a), Some(b)) = (before.last_mut(), after.first()) else { continue };
        let gap = a.end..b.first;
        let linked = gap.is_empty() && b.conjunction
            || gap.len() == 1 && is_link(words, gap.start)
            || gap.len() == 2 && is_link(words, gap.start) && words.is(gap.start + 1, Kind::Join);
        if !linked {
            continue;
        }
        let clocks = a.frame.clock.is_some() && b.frame.clock.is_some();
        if clocks && a.frame.pm.is_none() && a.frame.part.is_none() {
            // From four to ten in the evening.
            (a.frame.pm, a.frame.part) = (b.frame.pm, b.frame.part);
        }
        let inside = |frame: &Frame| {
            frame.month.is_some()
                || matches!(frame.reading, Some(Reading::Quarter | Reading::Half | Reading::Season))
        };
        let open =
            |frame: &Frame| frame.year.is_none() && frame.way.is_none() && frame.within.is_none();
        if inside(&a.frame) && inside(&b.frame) && open(&a.frame) && a.frame.hijri == b.frame.hijri
        {
            let back = match (a.frame.month, b.frame.month) {
                (Some(first), Some(second)) => first > second,
                _ => false,
            };
            a.frame.year = b.frame.year.map(|year| if back { year - 1 } else { year });
            a.frame.way = b.frame.way;
            a.frame.within = b.frame.within;
        }
        if a.frame.weekday.is_some()
            && b.frame.weekday.is_some()
            && open(&a.frame)
            && b.frame.month.is_none()
        {
            a.frame.way = b.frame.way;
            a.frame.within = b.frame.within;
        }
    }
}

/// How many old years make a text a history, and how far from the anchor they lie.
const HISTORY: (usize, i16) = (4, 3);

/// Counts each from what it hangs on.
fn told(words: &Words<'_>, items: &[Item], anchor: Option<Anchor>) -> Vec<Time> {
    let mut times = Vec::with_capacity(items.len());
    let mut context = Context { anchor, ..Context::default() };
    let history = is_history(items, anchor);
    let mut seen = 0;
    for item in items {
        for i in seen..item.first {
            match words.tokens[i].kind {
                TokenKind::Break => {
                    context.here = None;
                    if !history {
                        context.year = None;
                    }
                }
                TokenKind::Mark('.' | '؟' | '?' | '!') => context.here = None,
                _ => {}
            }
        }
        seen = item.end;
        context.future = tense::is_future(words, item.first, item.end);
        context.since = item.first.checked_sub(1).is_some_and(|i| words.is(i, Kind::Since));
        // "three months after the sanctions" is a length: what it is counted from is not told here.
        let of_event = matches!(item.frame.reading, Some(Reading::Ago | Reading::Ahead))
            && words.is(item.end, Kind::OfEvent);
        let length = of_event.then(|| {
            let mut frame = item.frame.clone();
            frame.reading = Some(Reading::Length);
            frame
        });
        let Some(meaning) = resolve(length.as_ref().unwrap_or(&item.frame), &context) else {
            continue;
        };
        if let Some(point) = &meaning.point {
            if is_day(point.grain) {
                context.day = Some(point.from);
                context.here = Some(point.from);
            }
            if let Some(year) = item.frame.year.filter(|_| !item.frame.hijri && !item.frame.bce) {
                let far = anchor.is_none_or(|anchor| (anchor.day.year() - year).abs() > 1);
                let inside = item.frame.month.is_some() || history;
                context.year = (far && inside).then_some(year).or(context.year.filter(|_| far));
            }
            context.told = Some(point.clone());
        }
        times.push(Time {
            span: item.span,
            kind: meaning.kind,
            value: meaning.value,
            from: meaning.from,
            to: meaning.to,
            modifier: item.frame.modifier,
            explicit: meaning.explicit,
        });
    }
    times.retain(|time| time.kind != TimeKind::Duration || !time.value.is_empty());
    times
}

fn is_history(items: &[Item], anchor: Option<Anchor>) -> bool {
    let years: Vec<i16> =
        items.iter().filter(|item| !item.frame.hijri).filter_map(|item| item.frame.year).collect();
    let now = anchor.map_or(i16::MAX, |anchor: Anchor| Date::year(anchor.day));
    let old = years.iter().filter(|year| now.saturating_sub(**year) > HISTORY.1).count();
    // News counts from now: on Monday, last week.
    let counted = items.iter().filter(|item| {
        let frame = &item.frame;
        frame.offset.is_some()
            || frame.way.is_some()
            || frame.weekday.is_some() && frame.day.is_none()
    });
    old >= HISTORY.0 && old * 2 > years.len() && counted.count() * 3 <= old
}
