//! Dates counted from when a page was fetched: `قبل 3 ساعات`, `2 days ago`, `Yesterday, 14:35`.

use jiff::civil::Date;
use rawi_text::{Lang, TokenKind, tokenize};

use super::{Calendar, FoundDate};
use crate::time::{Anchor, Moment, Time, TimeKind};

/// Most characters of a line that says nothing but when it was published.
const SHORT: usize = 48;
/// Most words beside the date: `نشر`, `Posted by …`.
const MOST_OTHERS: usize = 3;

/// The day that a short line tells by counting from the day on which the page was `fetched`.
///
/// Minutes and hours back are the day of the fetch itself; these, weeks, months and years are marked
/// [`ambiguous`](FoundDate::ambiguous).
///
/// ```
/// use rawi_time::date::relative;
/// let fetched = "2024-11-13".parse().unwrap();
/// assert_eq!(relative("نُشر قبل 3 ساعات", fetched).unwrap().date.to_string(), "2024-11-13");
/// assert_eq!(relative("2 days ago", fetched).unwrap().date.to_string(), "2024-11-11");
/// assert!(relative("منذ عامين والشركة تعمل على خطة لتوسيع المصنع", fetched).is_none());
/// ```
pub fn relative(line: &str, fetched: Date) -> Option<FoundDate> {
    let line = line.trim();
    let digits = line.chars().any(char::is_numeric);
    if line.chars().nth(SHORT).is_some() || line.is_empty() {
        return None;
    }
    let tokens = tokenize(line);
    let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word)).count();
    [Lang::Ar, Lang::En].into_iter().find_map(|lang| {
        let found = crate::times(line, &tokens, lang, Some(Anchor::day(fetched)));
        let inside: usize = found
            .iter()
            .map(|time| {
                tokens
                    .iter()
                    .filter(|t| {
                        t.span.start >= time.span.start
                            && t.span.end <= time.span.end
                            && t.kind == TokenKind::Word
                    })
                    .count()
            })
            .sum();
        let [time] = &found[..] else { return None };
        let (date, sure) = day(time, fetched, digits)?;
        (words <= inside + MOST_OTHERS && date <= fetched).then(|| FoundDate {
            date,
            time: match time.from {
                Some(Moment::Minute(at)) if time.from == time.to => Some(at.time()),
                _ => None,
            },
            offset_minutes: None,
            span: time.span,
            calendar: Calendar::Gregorian,
            ambiguous: !sure,
            approximate: false,
        })
    })
}

/// The day of a time that is counted, and whether it is told to the day.
fn day(time: &Time, fetched: Date, digits: bool) -> Option<(Date, bool)> {
    if let Some(day) = time.one_day() {
        return (!time.explicit).then_some((day, true));
    }
    match time.kind {
        // منذ 3 ساعات
        TimeKind::Duration if time.value.starts_with("PT") => Some((fetched, false)),
        TimeKind::Duration => Some((time.from?.date(), false)),
        // "3 hours ago", of which the hour of the fetch would tell the day
        TimeKind::Date if time.value == "PAST_REF" => digits.then_some((fetched, false)),
        TimeKind::Date if !time.explicit && time.to?.date() <= fetched => {
            Some((time.to?.date(), false))
        }
        _ => None,
    }
}
