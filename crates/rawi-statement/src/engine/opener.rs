//! Where the content of a statement begins: a clause, a colon, a quotation, a preposition or an object.

use super::head::Opener;
use super::source;
use super::view::{ClauseOpener, View};
use crate::Act;
use crate::pack::{Cue, CueKind, Syntax};

/// Tokens at most between cue and content.
const FARTHEST: usize = 48;

/// The same for a form with other readings.
const NEAREST: usize = 9;

/// Where and how the content begins, looking from token `from`.
pub(super) fn open(
    view: &View<'_>,
    cue: &Cue,
    at: usize,
    from: usize,
    end: usize,
    has_source: bool,
    object_first: bool,
) -> Option<(usize, Opener)> {
    let takes = cue.takes;
    let begins = |at: usize| at == 0 || view.ends_sentence(at - 1);
    let alone = at > 0 && view.form(at - 1) == "و" && begins(at - 1);
    let near = takes.near && !(alone || (cue.joined && begins(at)));
    if takes.clause && takes.quote && !takes.object && speaks_at_once(view, from, end) {
        return Some((from, Opener::Clause));
    }
    let limit = end.min(from + if near { NEAREST } else { FARTHEST });
    if takes.object
        && !takes.express
        && (object_first || (!has_source && begins_object(view, cue, from, end)))
    {
        return Some((from, Opener::Object));
    }
    if takes.object
        && !takes.express
        && from < end
        && view.is_word(from)
        && source::is_verbal_noun(view, from, from)
    {
        return Some((from, Opener::Object));
    }
    let mut i = from;
    let mut relative = false;
    while i < limit {
        // "المعتمد الذي طلب حق الرد": an object inside a relative clause is not the content.
        relative =
            (relative || view.is(i, Syntax::Relative)) && !matches!(view.mark(i), Some('،' | ','));
        let found = opener_at(view, cue, i, end)
            .filter(|(_, opener)| !(relative && *opener == Opener::Object));
        if let Some(found) = found {
            let near = !near
                || (from..i).all(|k| !view.is(k, Syntax::Circumstance) || view.is(k, Syntax::Said));
            return near.then_some(found);
        }
        if let Some(close) = view.closing(i) {
            i = close;
        } else if i > at + 1 && (blocks(view, i, at) || turns(view, i)) {
            return None;
        }
        i += 1;
    }
    None
}

/// Another finite verb of saying takes the clause that follows it.
fn blocks(view: &View<'_>, i: usize, at: usize) -> bool {
    if view.is_word(i) && super::head::light(view, i).is_some() {
        return true;
    }
    let participle = view.cue(i).is_some_and(|cue| cue.kind == CueKind::Participle);
    if participle && matches!(view.mark(i - 1), Some('،' | ',' | '؛')) {
        return true;
    }
    let Some(cue) = view.cue(i) else {
        return false;
    };
    matches!(cue.kind, CueKind::Past | CueKind::Present)
        && !cue.takes.near
        && (cue.takes.clause || cue.takes.quote)
        && !view.is(i.wrapping_sub(1), Syntax::Relative)
        && (!cue.joined || i > at + 3)
}

/// "وقال يجب أن": words that begin a clause without إن.
fn speaks_at_once(view: &View<'_>, from: usize, end: usize) -> bool {
    from + 3 < end
        && view.is_word(from)
        && matches!(view.form(from), "يجب" | "ينبغي" | "لابد" | "نحن" | "لن" | "سوف")
}

/// "ولكن", "بينما": another clause begins.
fn turns(view: &View<'_>, i: usize) -> bool {
    view.is_word(i) && matches!(view.form(i), "لكن" | "ولكن" | "بينما" | "الا")
}

/// Tokens of time and manner at most between a subject and its object.
const BETWEEN: usize = 9;

/// "أدانت الحكومة أمس الجمعة هجمات …": for verbs that only take an object, the noun after subject and circumstances.
pub(super) fn plain_object(
    view: &View<'_>,
    cue: &Cue,
    from: usize,
    end: usize,
) -> Option<(usize, Opener)> {
    let takes = cue.takes;
    let judges = matches!(cue.act, Act::Condemn | Act::Welcome | Act::Deny);
    if !judges || !takes.object || takes.clause || takes.express || takes.near {
        return None;
    }
    let mut i = from;
    while i < end.min(from + BETWEEN) {
        let skipped = view.mark(i).is_some_and(|mark| matches!(mark, '،' | ',' | '(' | ')'))
            || (view.is_word(i)
                && (view.is(i, Syntax::Circumstance)
                    || rawi_time::date::weekday(view.form(i)).is_some()
                    || (view.form(i).starts_with('ب') && i == from)
                    || source::is_preposition(view, i.saturating_sub(1))));
        if !skipped {
            break;
        }
        i += 1;
    }
    let free = |k: &usize| {
        view.is_word(*k)
            && !source::is_preposition(view, *k - 1)
            && source::is_verbal_noun(view, *k, *k)
    };
    let later = (i..end.min(from + FARTHEST)).find(free).filter(|k| i > from && *k > i);
    if let Some(later) = later {
        return Some((later, Opener::Object));
    }
    let noun = i < end
        && view.is_word(i)
        && view.cue(i).is_none()
        && view.clause_opener(i).is_none()
        && !view.is(i, Syntax::Relative)
        && !view.is(i, Syntax::Circumstance)
        && !turns(view, i);
    (noun && view.words(i..end.min(i + 6)) >= 2).then_some((i, Opener::Object))
}

/// A participle or a subjectless verb with its object directly after it.
fn begins_object(view: &View<'_>, cue: &Cue, from: usize, end: usize) -> bool {
    if from >= end || !view.is_word(from) || view.clause_opener(from).is_some() {
        return false;
    }
    let form = view.form(from);
    let noun = !view.pack.is(form, Syntax::Circumstance) && !view.pack.is(form, Syntax::Said);
    source::is_object(view, form)
        || (cue.kind == CueKind::Participle && noun && !opens_soon(view, from, end))
}

/// Whether إن or أن follows within a few words, as in "مشيرا الدكتور فلان إلى أن".
fn opens_soon(view: &View<'_>, from: usize, end: usize) -> bool {
    (from..end.min(from + 6)).any(|i| view.clause_opener(i) == Some(ClauseOpener::Outside))
}

fn opener_at(view: &View<'_>, cue: &Cue, i: usize, end: usize) -> Option<(usize, Opener)> {
    let takes = cue.takes;
    if takes.clause || takes.to || takes.on || takes.from || takes.with || takes.quote {
        match view.clause_opener(i) {
            // "قبل أن يغادر" is a circumstance.
            Some(ClauseOpener::Outside) if i > 0 && is_time_before(view, i - 1) => return None,
            Some(ClauseOpener::Outside) if i + 1 < end => {
                return Some((skip_colon(view, i + 1, end), Opener::Clause));
            }
            Some(ClauseOpener::Inside) => return Some((i, Opener::Clause)),
            _ => {}
        }
    }
    if view.mark(i) == Some(':') && takes.quote && i + 1 < end {
        return Some((after_colon(view, i + 1, end), Opener::Colon));
    }
    if view.is_open_quote(i)
        && takes.quote
        && long_quote(view, i, end)
        && !names_outlet(view, i, end)
    {
        return Some((i, Opener::Quote));
    }
    preposition_opener(view, cue, i, end).or_else(|| object_opener(view, cue, i))
}

/// A quotation of three words or more, or one that ends the sentence.
fn long_quote(view: &View<'_>, i: usize, end: usize) -> bool {
    let close = view.closing(i).unwrap_or(end).min(end);
    view.words(i + 1..close) >= 3 || close + 1 >= end
}

/// «على "إذاعة الميناء" أن»: a short quotation with the clause after it names an outlet.
fn names_outlet(view: &View<'_>, i: usize, end: usize) -> bool {
    let Some(close) = view.closing(i) else { return false };
    let titled = i > 0
        && matches!(view.form(i - 1), "عنوان" | "بعنوان" | "شعار" | "حول" | "موضوع" | "بشعار");
    if titled {
        return true;
    }
    let introduced = i > 0
        && view.is_word(i - 1)
        && (matches!(view.form(i - 1), "علي" | "ل" | "في" | "من" | "عن" | "الي" | "مع" | "ب")
            || view.pack.is_bare(view.form(i - 1), Syntax::Institution)
            || view.is_bare_title(i - 1));
    let at_once = view.clause_opener(close + 1).is_some();
    let of_outlet = i > 0
        && view.is_word(i - 1)
        && (view.pack.is_bare(view.form(i - 1), Syntax::Institution)
            || (view.form(i - 1).starts_with('ل') && view.is_bare_title(i - 1)))
        && (view.form(i - 1).starts_with('ل') || (i > 1 && source::is_preposition(view, i - 2)))
        && view.words(i + 1..close) <= 4;
    let told = i > 0 && view.form(i - 1) == "ل" && view.words(i + 1..close) <= 4;
    if of_outlet || told {
        return true;
    }
    (introduced || at_once)
        && view.words(i + 1..close) <= 4
        && (close + 1..end.min(close + 10)).any(|k| view.clause_opener(k).is_some())
}

fn is_time_before(view: &View<'_>, i: usize) -> bool {
    view.is_word(i)
        && !(i > 0 && view.form(i - 1) == "من" && view.form(i) == "قبل")
        && matches!(view.form(i), "قبل" | "بعد" | "دون" | "بدون" | "غير" | "رغم" | "منذ" | "بمجرد")
}

fn skip_colon(view: &View<'_>, i: usize, end: usize) -> usize {
    if view.mark(i) == Some(':') && i + 1 < end { i + 1 } else { i }
}

/// After "قال:" a bare إن still stands outside of the content.
fn after_colon(view: &View<'_>, i: usize, end: usize) -> usize {
    if view.clause_opener(i) == Some(ClauseOpener::Outside) && i + 1 < end { i + 1 } else { i }
}

fn preposition_opener(view: &View<'_>, cue: &Cue, i: usize, end: usize) -> Option<(usize, Opener)> {
    if !view.is_word(i) {
        return None;
    }
    let takes = cue.takes;
    let form = view.form(i);
    let alone = matches!(form, "عن" if takes.about)
        || matches!(form, "علي" if takes.on)
        || matches!(form, "الي" if takes.to)
        || matches!(form, "من" if takes.from)
        || matches!(form, "في" if takes.inside);
    // "وحذر السفير من جهته": a phrase that leads up to a cue.
    if alone && (i + 1 >= end || view.phrase(i, end, Syntax::Lead).is_some()) {
        return None;
    }
    if alone && takes.clause && names_channel(view, i, end) {
        return None;
    }
    if alone {
        return after_preposition(view, i, end);
    }
    let attached = |letter: char| {
        form.starts_with(letter)
            && form.chars().nth(3).is_some()
            && !view.pack.is(form, Syntax::Circumstance)
            && !view.pack.is(form, Syntax::Said)
            && !source::is_whole(view, form)
            && !source::is_family(view, i)
    };
    // "للدعم إلى الإفراج": the demand itself follows.
    if takes.for_ && takes.to && form.starts_with('ل') && demand_follows(view, i, end) {
        return None;
    }
    let what = takes.with && form == "بما" && i > 0 && view.cue(i - 1).is_some();
    let lone = what || (takes.with && form == "ب") || (takes.for_ && form == "ل");
    // "وصرح سالم الراوي بالميناء أن": a place before the clause.
    let noun = form.strip_prefix('ب').unwrap_or(form);
    if takes.with
        && takes.clause
        && !lone
        && view.clause_opener(i + 1).is_some()
        && !source::is_object(view, noun)
    {
        return None;
    }
    if !((takes.with && attached('ب')) || (takes.for_ && attached('ل')) || lone) {
        return None;
    }
    let noun = &form['ب'.len_utf8()..];
    let express = !takes.express
        || view.pack.is_bare(noun, Syntax::Express)
        || view.pack.is(noun, Syntax::Express);
    express.then_some((i, Opener::Preposition))
}

/// Whether إلى stands near after token `i`.
fn demand_follows(view: &View<'_>, i: usize, end: usize) -> bool {
    const NEAR: usize = 8;
    (i + 1..end.min(i + NEAR))
        .take_while(|k| view.is_word(*k) || view.is_open_quote(*k))
        .any(|k| view.is_word(k) && view.form(k) == "الي")
}

/// "في مداخلة على الإذاعة أن": what an interview was on, where the clause still follows.
fn names_channel(view: &View<'_>, i: usize, end: usize) -> bool {
    const NEAR: usize = 14;
    if i == 0
        || view.cue(i - 1).is_some()
        || !(view.is_open_quote(i + 1) || view.form(i + 1).starts_with("ال"))
    {
        return false;
    }
    (i + 2..end.min(i + NEAR)).take_while(|k| !matches!(view.mark(*k), Some('،' | ','))).any(|k| {
        view.clause_opener(k).is_some()
            && ((i + 3..k).any(|mark| mark <= i + 6 && view.is_close_quote(mark))
                || view.pack.is_bare(view.form(i + 1), Syntax::Institution))
    })
}

/// "إلى أن" opens a clause, "إلى وقف" keeps its preposition, "في تصريح" is a circumstance.
fn after_preposition(view: &View<'_>, i: usize, end: usize) -> Option<(usize, Opener)> {
    match view.clause_opener(i + 1) {
        Some(ClauseOpener::Outside) if i + 2 < end => return Some((i + 2, Opener::Clause)),
        Some(ClauseOpener::Inside) => return Some((i + 1, Opener::Clause)),
        _ => {}
    }
    let circumstance = view.is_word(i + 1)
        && (view.pack.is_bare(view.form(i + 1), Syntax::Carrier)
            || view.is(i + 1, Syntax::Circumstance));
    // Directly after its cue ("مشيرا إلى من يعملون") a preposition is the cue's own.
    let own =
        i > 0 && view.cue(i - 1).is_some() && !view.pack.is_bare(view.form(i + 1), Syntax::Carrier);
    (own || !circumstance).then_some((i, Opener::Preposition))
}

fn object_opener(view: &View<'_>, cue: &Cue, i: usize) -> Option<(usize, Opener)> {
    let form = view.is_word(i).then(|| view.form(i))?;
    let found = if cue.takes.express {
        cue.takes.object && view.pack.is(form, Syntax::Express)
    } else {
        // "على هذه الوضعية" is a circumstance.
        let governed = i > 0 && view.cue(i - 1).is_none() && source::is_preposition(view, i - 1);
        cue.takes.object && !governed && source::is_object(view, form)
    };
    found.then_some((i, Opener::Object))
}
