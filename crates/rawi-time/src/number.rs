//! Numbers in digits and words.

use crate::lexicon::Kind;
use crate::words::Words;

/// The value of a plain number: digits alone.
pub(crate) fn whole(digits: &str) -> Option<i64> {
    let plain = digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// A number with thousands and decimals, in hundredths.
fn hundredths(digits: &str) -> Option<i64> {
    if let Some(value) = whole(digits) {
        return Some(value * 100);
    }
    let (before, after) = match digits.rsplit_once(['.', '٫']) {
        Some((before, after)) if after.len() <= 2 => (before, after),
        _ => (digits, ""),
    };
    let mut groups = before.split([',', '٬', '.']);
    let mut value = whole(groups.next()?)?;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(whole(group)?)?;
    }
    let fraction = match after.len() {
        0 => 0,
        1 => whole(after)? * 10,
        _ => whole(after)?,
    };
    value.checked_mul(100)?.checked_add(fraction).filter(|value| *value < 1_000_000_000_000)
}

/// `14:30` or `14.30` or `14:30:05`, in minutes.
pub(crate) fn clock(digits: &str) -> Option<i64> {
    let mut parts = digits.split([':', '.']);
    let (hour, minute) = (parts.next()?, parts.next()?);
    let second = parts.next();
    let well = hour.len() <= 2
        && minute.len() == 2
        && second.is_none_or(|second| second.len() == 2)
        && parts.next().is_none();
    if !well {
        return None;
    }
    let (hour, minute) = (whole(hour)?, whole(minute)?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

/// `0600`, in minutes.
pub(crate) fn military(digits: &str) -> Option<i64> {
    let (hour, minute) = (whole(digits.get(..2)?)?, whole(digits.get(2..)?)?);
    (digits.len() == 4 && hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Hours east of UTC, in minutes: `5`, `5:30`, `0530`.
pub(crate) fn offset(digits: &str) -> Option<i64> {
    let minutes = match digits.len() {
        1 | 2 => whole(digits)? * 60,
        4 if !digits.contains([':', '.']) => military(digits)?,
        _ => clock(digits)?,
    };
    (0..=14 * 60).contains(&minutes).then_some(minutes)
}

/// `3-5`, as 305: days of one month.
pub(crate) fn day_range(digits: &str) -> Option<i64> {
    let (a, b) = digits.split_once('-')?;
    if a.len() > 2 || b.len() > 2 {
        return None;
    }
    let (a, b) = (whole(a)?, whole(b)?);
    (1 <= a && a < b && b <= 31).then_some(a * 100 + b)
}

/// `13/11/2024`, `2024-11-13`, `13.11.24`, as 20241113; the day first unless that is impossible.
pub(crate) fn numeric_date(digits: &str) -> Option<i64> {
    let mark =
        digits.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Vec<&str> = digits.split(mark).collect();
    let [a, b, c] = parts[..] else { return None };
    let (a_len, b_len, c_len) = (a.len(), b.len(), c.len());
    let (a, b, c) = (whole(a)?, whole(b)?, whole(c)?);
    let (year, month, day) = match (a_len, c_len) {
        (4, 1 | 2) => (a, b, c),
        (1 | 2, 4) => (c, b, a),
        (2, 2) if mark != '.' || b_len == 2 => (if c < 50 { 2000 + c } else { 1900 + c }, b, a),
        _ => return None,
    };
    let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
    let right =
        (1..=12).contains(&month) && (1..=31).contains(&day) && (1300..2200).contains(&year);
    right.then_some(year * 10_000 + month * 100 + day)
}

/// `2010-2015`, `2010/2011`, `2010-11`, as 20102015.
pub(crate) fn year_range(digits: &str) -> Option<i64> {
    let (a, b) = digits.split_once(['-', '/'])?;
    let short = b.len() == 2;
    if a.len() != 4 || !(short || b.len() == 4) {
        return None;
    }
    let (a, b) = (whole(a)?, whole(b)?);
    let b = if short { a / 100 * 100 + b } else { b };
    let right = (1000..2200).contains(&a) && a < b && b < 2200;
    right.then_some(a * 10_000 + b)
}

/// A cardinal in words from token `i`; the value and the next token.
fn spelled(words: &Words<'_>, i: usize, first: bool) -> Option<(i64, usize, u8)> {
    let all = words.senses(i).iter().rev().filter(|found| found.sense.kind == Kind::Num);
    let longest = all.max_by_key(|found| found.sense.words)?;
    let start = Some(longest).filter(|found| first || !found.conjunction)?;
    let (mut total, mut current) = (0, 0);
    take(i64::from(start.sense.value), &mut total, &mut current);
    let mut next = i + usize::from(start.sense.words);
    loop {
        let hyphen = words.is_mark(next, '-') && words.glued(next) && words.glued(next - 1);
        let and = words.is(next, Kind::And);
        let at = if hyphen || and { next + 1 } else { next };
        let Some(found) = words.sense(at, Kind::Num) else { break };
        let value = i64::from(found.sense.value);
        if hyphen && value < 10 && !(20..100).contains(&(current % 100)) {
            // a million-a-year business
            break;
        }
        let joined = and || hyphen || found.conjunction;
        let multiplies = matches!(value, 100 | 1000 | 1_000_000 | 1_000_000_000);
        if multiplies && !found.conjunction && !and && (current > 0 || total > 0) {
            if value == 100 {
                if current == 0 || current >= 100 {
                    break;
                }
                current *= 100;
            } else if current > 0 {
                total += current * value;
                current = 0;
            } else {
                break;
            }
        } else if !joined
            && value == 10
            && (1..10).contains(&(current % 100))
            && words.lexicon.attaches
        {
            current += 10;
        } else if (joined || words.lexicon.adjoins)
            && fits(total, current, value, found.conjunction)
        {
            take(value, &mut total, &mut current);
        } else if words.lexicon.adjoins
            && !and
            && total == 0
            && (16..=20).contains(&current)
            && (10..100).contains(&value)
        {
            // nineteen ninety-five
            (total, current) = (current * 100, value);
        } else {
            break;
        }
        next = at + usize::from(found.sense.words);
        if total > 1_000_000_000_000 {
            return None;
        }
    }
    Some((total + current, next, start.cut))
}

/// Adds a number that is written as one word.
fn take(value: i64, total: &mut i64, current: &mut i64) {
    if value >= 1000 && *current == 0 {
        *total += value;
    } else {
        *current += value;
    }
}

/// Whether a number goes on with `value`.
fn fits(total: i64, current: i64, value: i64, attached: bool) -> bool {
    let tens = |n: i64| (20..100).contains(&n) && n % 10 == 0;
    match (current, value) {
        // خمسة وعشرين
        (c, v) if (1..10).contains(&(c % 100)) && tens(v) => attached,
        // twenty-five
        (c, v) if tens(c % 100) && (1..10).contains(&v) => !attached,
        // تسعة وستين وتسعمئة وألف
        (c, v) if attached && (1..100).contains(&c) && v % 100 == 0 && v < 1000 => true,
        (c, v) if attached && total == 0 && (1..1000).contains(&c) && (v == 1000 || v == 2000) => {
            true
        }
        (c, v) if c > 0 && c % 100 == 0 => v < 100,
        (0, v) if total > 0 => v < 1000,
        _ => false,
    }
}

/// An ordinal in words from token `i`.
fn spelled_ordinal(words: &Words<'_>, i: usize, first: bool) -> Option<(i64, usize, u8)> {
    if let Some(found) = words.sense(i, Kind::Ord).filter(|found| first || !found.conjunction) {
        let value = i64::from(found.sense.value);
        let next = i + usize::from(found.sense.words);
        if let Some(ten) = words.sense(next, Kind::Num) {
            let more = i64::from(ten.sense.value);
            let teen = more == 10 && !ten.conjunction && value < 10 && words.lexicon.attaches;
            let tens = ten.conjunction && (20..100).contains(&more) && value < 10;
            if teen || tens {
                return Some((value + more, next + usize::from(ten.sense.words), found.cut));
            }
        }
        return Some((value, next, found.cut));
    }
    let tens = words.sense(i, Kind::Num).filter(|found| first || !found.conjunction)?;
    let value = i64::from(tens.sense.value);
    let next = i + usize::from(tens.sense.words);
    if words.lexicon.adjoins {
        let at = if words.is_mark(next, '-') { next + 1 } else { next };
        let unit = words.sense(at, Kind::Ord).filter(|unit| unit.sense.value < 10)?;
        return (20..100)
            .contains(&value)
            .then(|| (value + i64::from(unit.sense.value), at + 1, tens.cut));
    }
    // القرن العشرين
    (tens.article && (20..100).contains(&value)).then_some((value, next, tens.cut))
}

type Out<'o> = &'o mut dyn FnMut(i64, usize, u8);

pub(crate) fn amounts(words: &Words<'_>, i: usize, first: bool, out: Out<'_>) {
    if let Some(value) = words.digits(i).and_then(hundredths) {
        let scale = words.sense(i + 1, Kind::Num).map(|found| i64::from(found.sense.value));
        match scale {
            Some(scale @ (1000 | 1_000_000 | 1_000_000_000)) if value < 100_000 => {
                out(value * scale, i + 2, 0);
            }
            _ => out(value, i + 1, 0),
        }
    }
    if let Some((value, next, cut)) = spelled(words, i, first) {
        out(value * 100, next, cut);
    }
    let all = words.senses(i).iter().rev().filter(|found| found.sense.kind == Kind::Vague);
    if let Some(found) =
        all.max_by_key(|found| found.sense.words).filter(|found| first || !found.conjunction)
    {
        out(-1, i + usize::from(found.sense.words), if first { found.cut } else { 0 });
    }
}

/// An amount that و or "and" joins to what stands before it.
pub(crate) fn and_amounts(words: &Words<'_>, i: usize, out: Out<'_>) {
    if words.is(i, Kind::And) {
        amounts(words, i + 1, false, out);
    } else if words.sense(i, Kind::Num).is_some_and(|found| found.conjunction) {
        amounts(words, i, true, &mut |value, next, _| out(value, next, 0));
    }
}

pub(crate) fn days(words: &Words<'_>, i: usize, first: bool, out: Out<'_>) {
    let right = |value: i64| (1..=31).contains(&value);
    if let Some(value) =
        words.digits(i).filter(|d| d.len() <= 2).and_then(whole).filter(|v| right(*v))
    {
        let next = if words.is(i + 1, Kind::Suffix) && words.glued(i) { i + 2 } else { i + 1 };
        out(value, next, 0);
    }
    let ordinal = spelled_ordinal(words, i, first);
    // Days are masculine: الأولى and الثالثة are told of weeks and hours.
    let feminine = words.lexicon.attaches
        && words.tokens.get(i).is_some_and(|_| {
            words.tokens.form(i).ends_with('ه') && words.tokens.form(i) != "غره"
                || words.tokens.form(i).ends_with("اولي")
        });
    if let Some((value, next, cut)) = ordinal.filter(|(value, ..)| right(*value) && !feminine) {
        out(value, next, cut);
    }
    // "may" is no month after "a", and nobody writes "three May".
    if ordinal.is_none()
        && !words.lexicon.adjoins
        && let Some((value, next, cut)) =
            spelled(words, i, first).filter(|(value, ..)| right(*value))
    {
        out(value, next, cut);
    }
}

pub(crate) fn years(words: &Words<'_>, i: usize, first: bool, least: i64, out: Out<'_>) {
    let right = |value: &i64| (least..2200).contains(value);
    if let Some(digits) = words.digits(i) {
        if let Some(value) = whole(digits).filter(right) {
            out(value, i + 1, 0);
        }
    } else if least < 1000 && words.lexicon.adjoins {
        // "an ad"
    } else if let Some((value, next, cut)) = spelled(words, i, first).filter(|(v, ..)| right(v)) {
        out(value, next, cut);
    }
}

pub(crate) fn ordinals(words: &Words<'_>, i: usize, first: bool, out: Out<'_>) {
    if let Some(value) = words.digits(i).and_then(whole) {
        let next = if words.is(i + 1, Kind::Suffix) && words.glued(i) { i + 2 } else { i + 1 };
        out(value, next, 0);
    }
    if let Some((value, next, cut)) = spelled_ordinal(words, i, first) {
        out(value, next, cut);
    }
}

pub(crate) fn hours(words: &Words<'_>, i: usize, first: bool, out: Out<'_>) {
    if let Some(value) =
        words.digits(i).filter(|d| d.len() <= 2).and_then(whole).filter(|v| *v <= 24)
    {
        out(value, i + 1, 0);
    }
    if let Some((value, next, cut)) = spelled_ordinal(words, i, first) {
        if (1..=12).contains(&value) {
            out(value, next, cut);
        }
    } else if let Some((value, next, cut)) = spelled(words, i, first)
        && (1..=12).contains(&value)
    {
        out(value, next, cut);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits() {
        assert_eq!(hundredths("1,500"), Some(150_000));
        assert_eq!(hundredths("2.5"), Some(250));
        assert_eq!(hundredths("1.500.000"), Some(150_000_000));
        assert_eq!(hundredths("14:30"), None);
        assert_eq!(clock("14:30"), Some(870));
        assert_eq!(clock("14:75"), None);
        assert_eq!(clock("13.11.24"), Some(13 * 60 + 11));
        assert_eq!(numeric_date("13/11/2024"), Some(2024_11_13));
        assert_eq!(numeric_date("11/13/2024"), Some(2024_11_13));
        assert_eq!(numeric_date("2024-11-13"), Some(2024_11_13));
        assert_eq!(numeric_date("24/7"), None);
        assert_eq!(year_range("2010-2015"), Some(2010_2015));
        assert_eq!(year_range("2010-11"), Some(2010_2011));
        assert_eq!(year_range("2015-2010"), None);
    }
}
