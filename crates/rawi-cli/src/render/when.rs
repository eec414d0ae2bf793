//! The times of an article, told alike on screen and page.

use jiff::civil::Date;
use rawi_page::Article;
use rawi_time::{Time, TimeKind};
use rustc_hash::FxHashMap;

use super::direction::shown;
use super::said;

/// How much of a time's words is shown.
const WORDS: usize = 40;

/// A time as it is written, once for the whole article.
#[derive(Debug)]
pub struct Spoken<'a> {
    /// The words.
    pub words: String,
    pub time: &'a Time,
    /// How often it is written so.
    pub count: usize,
}

/// The times of an article in the order of the text; the same words with the same meaning once.
pub fn spoken<'a>(article: &Article, times: &'a [Time]) -> Vec<Spoken<'a>> {
    let mut all: Vec<Spoken<'a>> = Vec::new();
    let mut known: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for time in times {
        let at = *known.entry((time.span.of(&article.text), &time.value)).or_insert(all.len());
        match all.get_mut(at) {
            Some(before) => before.count += 1,
            None => {
                let words = said::excerpt(time.span.of(&article.text), WORDS);
                all.push(Spoken { words, time, count: 1 });
            }
        }
    }
    all
}

/// Its value, the interval where that says more, and the same in words where it is no date.
pub fn notes(time: &Time) -> Vec<String> {
    let mut notes = vec![shown(&time.value)];
    notes.extend(interval(time));
    let modifier = time.modifier.map(|part| part.name().to_lowercase().replace('_', " "));
    notes.extend(modifier);
    let plain = match time.kind {
        TimeKind::Duration => length(&time.value),
        TimeKind::Set => again(&time.value),
        TimeKind::Date | TimeKind::Time => return notes,
    };
    notes.push(plain.unwrap_or_else(|| time.kind.name().to_owned()));
    notes
}

/// `P3Y` in words: 3 years.
fn length(value: &str) -> Option<String> {
    let value = value.strip_prefix('P')?;
    let (number, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    let (number, in_day) = match number.strip_prefix('T') {
        Some(number) => (number, true),
        None => (number, false),
    };
    let unit = match (unit, in_day) {
        ("Y", false) => "year",
        ("M", false) => "month",
        ("W", false) => "week",
        ("D", false) => "day",
        ("H", true) => "hour",
        ("M", true) => "minute",
        ("S", true) => "second",
        _ => return None,
    };
    if number == "X" {
        return Some(format!("some {unit}s"));
    }
    number.parse::<u32>().ok()?;
    Some(format!("{number} {unit}{}", if number == "1" { "" } else { "s" }))
}

/// `XXXX-WXX-7TMO` in words: every Sunday morning.
fn again(value: &str) -> Option<String> {
    const DAYS: [&str; 7] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let (day, part) = value.split_once('T').map_or((value, None), |(day, part)| (day, Some(part)));
    let day = match (day, part) {
        ("XXXX", None) => "year",
        ("XXXX-XX", None) => "month",
        ("XXXX-WXX", None) => "week",
        ("XXXX-XX-XX", None) => "day",
        ("XXXX-XX-XX", Some(_)) => "",
        (day, _) => {
            let number: usize = day.strip_prefix("XXXX-WXX-")?.parse().ok()?;
            *DAYS.get(number.checked_sub(1)?)?
        }
    };
    let part = match part {
        None => "",
        Some("MO") => "morning",
        Some("AF") => "afternoon",
        Some("EV") => "evening",
        Some("NI") => "night",
        Some(_) => return None,
    };
    let words = ["every", day, part];
    Some(words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// From when to when, unless the value tells the same.
fn interval(time: &Time) -> Option<String> {
    let [from, to] = [time.from, time.to].map(|end| end.map(|end| end.to_string()));
    match (from, to) {
        (Some(from), Some(to)) if says_itself(&time.value, &from, &to) => None,
        (Some(from), Some(to)) if from == to => Some(from),
        (Some(from), Some(to)) => Some(format!("{from} – {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => None,
    }
}

/// Whether a value is a year, month, day or minute, and the interval all of it.
fn says_itself(value: &str, from: &str, to: &str) -> bool {
    match value.len() {
        4 => from == format!("{value}-01-01") && to == format!("{value}-12-31"),
        7 => from == format!("{value}-01") && last_of(value).is_some_and(|last| last == to),
        _ => from == value && to == value,
    }
}

/// The last day of a month.
fn last_of(month: &str) -> Option<String> {
    let first: Date = format!("{month}-01").parse().ok()?;
    Some(first.last_of_month().to_string())
}

#[cfg(test)]
mod tests {
    use rawi_text::Span;
    use rawi_time::{Modifier, Moment};

    use super::*;

    fn time(value: &str, from: &str, to: &str) -> Time {
        let moment = |text: &str| match text.contains('T') {
            true => text.parse().map(Moment::Minute).ok(),
            false => text.parse().map(Moment::Day).ok(),
        };
        Time {
            span: Span::new(0, 1),
            kind: TimeKind::Date,
            value: value.into(),
            from: moment(from),
            to: moment(to),
            modifier: None,
            explicit: true,
        }
    }

    #[test]
    fn an_interval_is_told_where_it_says_more() {
        let told = |value, from, to| interval(&time(value, from, to));
        assert_eq!(told("2024-11-13", "2024-11-13", "2024-11-13"), None);
        assert_eq!(told("2024-02", "2024-02-01", "2024-02-29"), None);
        assert_eq!(told("2024", "2024-01-01", "2024-12-31"), None);
        assert_eq!(told("2024-11-13T10:00", "2024-11-13T10:00", "2024-11-13T10:00"), None);
        assert_eq!(told("XXXX-WXX-7", "", ""), None);
        let spring = told("2024-SP", "2024-03-01", "2024-05-31");
        assert_eq!(spring.as_deref(), Some("2024-03-01 – 2024-05-31"));
        let early = told("2024-02", "2024-02-01", "2024-02-10");
        assert_eq!(early.as_deref(), Some("2024-02-01 – 2024-02-10"));
        let midnight = told("2024-11-13T24:00", "2024-11-14T00:00", "2024-11-14T00:00");
        assert_eq!(midnight.as_deref(), Some("2024-11-14T00:00"));
        assert_eq!(told("FUTURE_REF", "2024-11-13", "").as_deref(), Some("from 2024-11-13"));
    }

    #[test]
    fn what_is_no_plain_date_says_so() {
        let about = Time {
            kind: TimeKind::Duration,
            modifier: Some(Modifier::MoreThan),
            ..time("P3Y", "", "")
        };
        assert_eq!(notes(&about), ["P3Y", "more than", "3 years"]);
        let told = |kind, value| notes(&Time { kind, ..time(value, "", "") })[1].clone();
        assert_eq!(told(TimeKind::Duration, "P1W"), "1 week");
        assert_eq!(told(TimeKind::Duration, "PT30M"), "30 minutes");
        assert_eq!(told(TimeKind::Duration, "PXM"), "some months");
        for value in ["PXXD", "P", "", "é", "P1Y2M"] {
            assert_eq!(told(TimeKind::Duration, value), "duration", "{value}");
        }
        assert_eq!(told(TimeKind::Set, "XXXX-WXX"), "every week");
        assert_eq!(told(TimeKind::Set, "XXXX-WXX-7"), "every Sunday");
        assert_eq!(told(TimeKind::Set, "XXXX-XX-XXTMO"), "every morning");
        for value in ["XXXX-WXX-8", "XXXX-SU", "T", ""] {
            assert_eq!(told(TimeKind::Set, value), "set", "{value}");
        }
    }

    #[test]
    fn the_same_words_are_told_once() {
        let article = Article { text: "a a".into(), ..Article::default() };
        let first = time("2024", "", "");
        let second = Time { span: Span::new(2, 3), ..first.clone() };
        let other = Time { value: "2025".into(), ..second.clone() };
        let times = [first, second, other];
        let all: Vec<(usize, &str)> =
            spoken(&article, &times).iter().map(|s| (s.count, s.time.value.as_str())).collect();
        assert_eq!(all, [(2, "2024"), (1, "2025")]);
    }
}
