//! The subject of a verb of saying: after it, before it, in a relative clause, or none.

use super::source::{self, Stops};
use super::view::View;
use crate::pack::{Cue, CueKind, Syntax, Takes};
use std::ops::Range;

/// The subject of a verb or participle, and where the search for its content begins.
pub(super) struct Subject {
    pub(super) source: Option<Range<usize>>,
    pub(super) from: usize,
    pub(super) subject_first: bool,
    pub(super) object_first: bool,
    /// The noun phrase before a relative pronoun: "الوزير الذي أعلن".
    pub(super) antecedent: Option<Range<usize>>,
}

pub(super) fn subject(
    view: &View<'_>,
    i: usize,
    cue: &Cue,
    room: &Range<usize>,
    free_subject: bool,
) -> Subject {
    let none = Subject {
        source: None,
        from: i + 1,
        subject_first: false,
        object_first: false,
        antecedent: None,
    };
    let Takes { with, for_, object, addressee, .. } = cue.takes;
    let stops = Stops { with, for_, object, addressed: addressee };
    let after = source::after(view, interposed(view, i + 1, room.end), room.end, stops);
    // "أكد لوفد الأهالي حرصه": the one told, not the one who tells.
    let told = !after.is_empty()
        && is_hearer(view, after.start)
        && !view.pack.is(view.form(after.start), Syntax::Given);
    let hearer_end = told.then_some(after.end);
    let after = if told { after.start..after.start } else { after };
    // "وبرر طلبه بوجود": what somebody has is no speaker.
    let owned = after.len() == 1 && (object || with) && source::is_owned(view, after.start);
    let after = if owned { after.start..after.start } else { after };
    if cue.kind == CueKind::Participle {
        // "مشيرا الدكتور فلان إلى": its own subject is definite; what a demand names is the one addressed.
        let own = !after.is_empty()
            && !cue.takes.addressee
            && view.form(after.start).starts_with("ال")
            && !cue.takes.object
            && !cue.takes.with;
        return if own { Subject { from: after.end, source: Some(after), ..none } } else { none };
    }
    // "في الوقت الذي أكدت الوزارة": no relative clause about a speaker.
    let meanwhile = i > room.start + 1 && view.form(i - 1) == "الذي" && view.form(i - 2) == "الوقت";
    if i > room.start && view.is(i - 1, Syntax::Relative) && !meanwhile {
        let antecedent = source::before(view, i - 1, room.start);
        return Subject { antecedent: (!antecedent.is_empty()).then_some(antecedent), ..none };
    }
    if after_pronoun(view, i, room) {
        return none;
    }
    let resumed = resumes_object(view, i + 1);
    let topic = cue.joined
        && view.form(i).starts_with('ف')
        && matches!(view.form(room.start), "اما" | "واما");
    let set_off = || source::set_off(view, i, room.start);
    let before = if topic {
        let comma = i > room.start + 2 && matches!(view.mark(i - 1), Some('،' | ','));
        room.start + 1..i - usize::from(comma)
    } else if let Some(before) = topic_with_particle(view, i, room) {
        before
    } else if cue.joined || resumed {
        i..i
    } else {
        let before = source::before(view, i, room.start);
        if before.is_empty() && after.is_empty() { set_off() } else { before }
    };
    let leads =
        cue.kind == CueKind::Present && (cue.takes.addressee || cue.takes.object || free_subject);
    if !before.is_empty() && (after.is_empty() || leads) {
        let object_first = cue.takes.object && !cue.takes.express && !after.is_empty();
        let from = if object_first { i + 1 } else { hearer_end.unwrap_or(after.end) };
        return Subject {
            source: Some(before),
            from,
            subject_first: true,
            object_first,
            antecedent: None,
        };
    }
    let from = hearer_end.unwrap_or(after.end);
    Subject { from, source: (!after.is_empty()).then_some(after), ..none }
}

/// "أما المحامي سالم الراوي، فقد رأى": what أما sets before its verb.
fn topic_with_particle(view: &View<'_>, i: usize, room: &Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 14;
    let led = i > room.start + 2
        && view.is_word(i - 1)
        && view.form(i - 1) == "فقد"
        && matches!(view.form(room.start), "اما" | "واما");
    if !led {
        return None;
    }
    let comma = matches!(view.mark(i - 2), Some('،' | ','));
    let end = if comma { i - 2 } else { i - 1 };
    (end > room.start + 1 && end - room.start <= LONGEST).then_some(room.start + 1..end)
}

/// "لوفد", "للمجلس", "لوزير": an attached ل before a body, a group or an office.
pub(super) fn is_hearer(view: &View<'_>, i: usize) -> bool {
    let stem = view.form(i).strip_prefix("لل").or_else(|| view.form(i).strip_prefix('ل'));
    let known = [Syntax::Institution, Syntax::Group, Syntax::Title, Syntax::Noun];
    stem.is_some_and(|stem| known.iter().any(|kind| view.pack.is(stem, *kind)))
        && !known.iter().any(|kind| view.pack.is(view.form(i), *kind))
}

/// "انتقد رئيس النادي سالم الراوي | التحكيم": for verbs that only take an object, where it begins after the name.
pub(super) fn object_after_name(
    view: &View<'_>,
    cue: &Cue,
    source: &Range<usize>,
) -> Option<usize> {
    let takes = cue.takes;
    if !takes.object || takes.clause || takes.express || source.start == source.end {
        return None;
    }
    // "انتقد الراوي تدخل الوزير": a noun without article is no part of a definite name.
    let second = source.start + 1;
    let alone = super::name::is_surname(view, &(source.start..second), source.start)
        && second < source.end
        && view.is_word(second)
        && !view.form(second).starts_with("ال");
    if alone {
        return Some(second);
    }
    let name = super::name::person_name(view, source)?;
    let family = name.clone().find(|i| {
        view.form(*i).starts_with("ال")
            && view.form(*i) != "الدين"
            && (*i == name.start || view.form(*i - 1) != "عبد")
    })?;
    (family + 1 < source.end && view.is_word(family + 1)).then_some(family + 1)
}

/// "للساحل أف أم": a radio with an attached ل.
pub(super) fn is_told_outlet(view: &View<'_>, i: usize) -> bool {
    view.is_word(i)
        && view.form(i).starts_with('ل')
        && view.form(i + 1) == "اف"
        && view.form(i + 2) == "ام"
}

/// "خطة أشار إليها": the noun before the verb is what the pronoun takes up, not who speaks.
fn resumes_object(view: &View<'_>, i: usize) -> bool {
    view.is_word(i) && matches!(view.form(i), "اليه" | "اليها" | "عنها" | "عنه")
}

/// Where the subject may begin after "ذلك" or «لـ"صحيفة"» between it and its verb.
pub(super) fn interposed(view: &View<'_>, from: usize, end: usize) -> usize {
    if from < end && view.is_word(from) && matches!(view.form(from), "ذلك" | "بذلك") {
        return from + 1;
    }
    // "أعلن عن ذلك الوزير"
    if from + 2 < end
        && matches!(view.form(from), "عن" | "الي" | "علي")
        && view.form(from + 1) == "ذلك"
    {
        return from + 2;
    }
    // "قال خلاله القائد", "انتقد بشدة رئيس": a pronoun or a manner between verb and subject.
    let pronoun = from < end
        && matches!(
            view.form(from),
            "خلاله"
                | "خلالها"
                | "فيه"
                | "فيها"
                | "عنه"
                | "عنها"
                | "به"
                | "بها"
                | "اليه"
                | "اليها"
        );
    let manner = from < end
        && view.form(from).starts_with('ب')
        && view.form(from).ends_with('ه')
        && view.is(from, Syntax::Circumstance);
    let resumed = resumes_object(view, from)
        && view.is_word(from + 1)
        && view.form(from + 1).starts_with("ال");
    if resumed {
        return from + 1;
    }
    if (pronoun || manner)
        && (view.is_bare_title(from + 1) || super::name::is_given(view, from + 1))
    {
        return from + 1;
    }
    // "أكده لإذاعة أف أم، المدير": an outlet that is told.
    if is_told_outlet(view, from) && from + 3 < end {
        return from + 3 + usize::from(matches!(view.mark(from + 3), Some('،' | ',')));
    }
    if let Some(after) = set_off_time(view, from, end) {
        return after;
    }
    let to_outlet = from + 1 < end && view.is_word(from) && view.form(from) == "ل";
    // "قال لوكالة الساحل مدير الميناء"
    if from < end && view.is_word(from) && is_hearer(view, from) {
        let named = (from + 1..end.min(from + 6))
            .take_while(|k| view.is_word(*k) || view.mark(*k).is_some_and(|c| "«»\"“”".contains(c)))
            .find(|k| view.is_word(*k) && view.pack.is(view.form(*k), Syntax::Title));
        return named.unwrap_or(from);
    }
    match view.closing(from + 1) {
        Some(close) if to_outlet && close < end && close - from <= 6 => {
            set_off_time(view, close + 1, end).unwrap_or(close + 1)
        }
        _ => from,
    }
}

/// "قالت، مساء أمس الخميس، وزارة الداخلية", "قال أمس مدير": the subject after a circumstance of time.
fn set_off_time(view: &View<'_>, from: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 9;
    let comma = |i: usize| matches!(view.mark(i), Some('،' | ','));
    let after = if comma(from) && view.is(from + 1, Syntax::Circumstance) {
        (from + 2..end.min(from + LONGEST)).find(|i| comma(*i))? + 1
    } else {
        let day = view.is_word(from) && matches!(view.form(from), "امس" | "اليوم");
        let weekday =
            view.is_word(from + 1) && rawi_time::date::weekday(view.form(from + 1)).is_some();
        day.then_some(from + 1 + usize::from(weekday))?
    };
    let speaks = [Syntax::Title, Syntax::Institution, Syntax::Group];
    let named = after < end
        && view.is_word(after)
        && speaks.iter().any(|kind| view.pack.is_bare(view.form(after), *kind));
    named.then_some(after)
}

/// "لكنه ذكر": a pronoun before the cue is its subject.
pub(super) fn after_pronoun(view: &View<'_>, i: usize, room: &Range<usize>) -> bool {
    i > room.start && view.is(i - 1, Syntax::Pronoun)
}
