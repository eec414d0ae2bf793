//! When, where and to whom: what stands around a cue.

use super::head::Head;
use super::source::{self, Stops};
use super::view::View;
use crate::pack::Syntax;
use crate::weekday::last_weekday;
use jiff::ToSpan;
use jiff::civil::Date;
use rawi_time::date;
use std::ops::Range;

/// The tokens around a cue that tell time and place: from its sentence's beginning to its content.
pub(crate) fn room(view: &View<'_>, head: &Head, block_start: usize) -> Range<usize> {
    let start = view.sentence(head.cue.start, &(block_start..head.cue.end)).start;
    // A comma or an earlier statement closes the room on the left, unless the sentence begins with its circumstances.
    let left = if head.breaks_at > start + 14 { head.breaks_at } else { start };
    left..head.content.max(head.cue.end)
}

/// The day that the words name, counted from when the article was written.
pub(crate) fn day(view: &View<'_>, room: Range<usize>, written: Option<Date>) -> Option<Date> {
    let written = written?;
    room.clone().find_map(|i| {
        let form = view.is_word(i).then(|| view.form(i))?;
        if let Some(weekday) = date::weekday(form) {
            let ahead = view.tokens.get(i + 1).is_some()
                && matches!(view.form(i + 1), "المقبل" | "القادم" | "المقبله" | "القادمه");
            return (!ahead).then(|| last_weekday(weekday, written)).flatten();
        }
        match form {
            "اليوم" if !names_weekday(view, i + 1, room.end) => Some(written),
            "امس" if i >= 2 && view.form(i - 1) == "من" && view.form(i - 2) == "اول" => {
                written.checked_sub(2.days()).ok()
            }
            "امس" if !names_weekday(view, i + 1, room.end) => written.checked_sub(1.day()).ok(),
            _ => None,
        }
    })
}

fn names_weekday(view: &View<'_>, i: usize, end: usize) -> bool {
    (i..end.min(i + 2)).any(|k| view.is_word(k) && date::weekday(view.form(k)).is_some())
}

/// The place that "في …" or an attached ب names.
pub(crate) fn place(view: &View<'_>, room: Range<usize>) -> Option<String> {
    room.clone().find_map(|i| {
        if !view.is_word(i) {
            return None;
        }
        if matches!(view.form(i), "في" | "من") {
            let words = view.phrase(i + 1, room.end, Syntax::Place)?;
            return Some(view.span(i + 1..i + 1 + words).of(view.text).to_owned());
        }
        let rest = view.form(i).strip_prefix('ب')?;
        if !view.pack.is(rest, Syntax::Place) {
            return None;
        }
        let word = view.tokens[i].span.of(view.text);
        word.chars().next().filter(|c| *c == 'ب').map(|c| word[c.len_utf8()..].to_owned())
    })
}

/// To whom it was said: "للصحافيين", "، لحلف شمال الأطلسي،", or what a verb of demanding takes.
pub(crate) fn addressee(view: &View<'_>, head: &Head) -> Option<String> {
    if let Some(asked) = head.asked.clone() {
        return Some(view.span(asked).of(view.text).to_owned());
    }
    let between = head.between.clone();
    between.clone().find_map(|i| {
        if !view.is_word(i) {
            return None;
        }
        let form = view.form(i);
        let word = form.starts_with('ل') && form.chars().nth(3).is_some();
        let known = view.pack.is(form, Syntax::Circumstance);
        let set_off = i > 0 && matches!(view.mark(i - 1), Some('،' | ','));
        let inside_source = head.source.as_ref().is_some_and(|source| source.contains(&i));
        if !word || !(known || set_off) || inside_source {
            return None;
        }
        let phrase = source::after(view, i + 1, between.end, Stops::default());
        let span = view.span(i..phrase.end.max(i + 1));
        Some(without_preposition(span.of(view.text)))
    })
}

/// The words without an attached ل: "للصحافيين" is "الصحافيين", "لحلف" is "حلف".
fn without_preposition(words: &str) -> String {
    match words.strip_prefix("لل") {
        Some(rest) => format!("ال{rest}"),
        None => words.strip_prefix('ل').unwrap_or(words).to_owned(),
    }
}
