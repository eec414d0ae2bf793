//! Where reported content ends, and how verbatim it is.

use super::head::{Head, Opener};
use super::view::{ClauseOpener, View};
use crate::Mode;
use crate::pack::Syntax;
use std::ops::Range;

/// The content of `head`, which must end before token `limit` (the block's end); `breaks` are the places where later
/// coordinated heads begin, in order; at those that are `fresh` sentences a quotation left open ends too.
pub(crate) fn range(
    view: &View<'_>,
    head: &Head,
    breaks: &[usize],
    fresh: &[usize],
    limit: usize,
) -> Range<usize> {
    let start = head.content;
    let breaks_here = |at: &usize| {
        *at > start && (fresh.binary_search(at).is_ok() || !inside_quote(view, start, *at))
    };
    let next = breaks.iter().copied().find(breaks_here).unwrap_or(limit);
    let mut end = head.content_end.unwrap_or_else(|| run(view, head, next.min(limit)));
    end = end.min(limit);
    start..trim(view, start, end)
}

/// Whether token `at` stands inside a quotation that opened at or after `start`.
pub(crate) fn inside_quote(view: &View<'_>, start: usize, at: usize) -> bool {
    let mut i = start;
    while i < at {
        if let Some(close) = view.closing(i) {
            if close > at {
                return true;
            }
            i = close;
        }
        i += 1;
    }
    false
}

/// The end of the reported words: the quotation's, the sentence's, a closer's.
fn run(view: &View<'_>, head: &Head, limit: usize) -> usize {
    let mut i = head.content;
    let phrase = matches!(head.opener, Opener::Preposition | Opener::Object);
    if let Some(close) = view.closing(i).filter(|close| *close < limit)
        && ends_with_quote(view, head, close, limit)
    {
        return close + 1;
    }
    while i < limit {
        if let Some(close) = view.closing(i).filter(|close| *close < limit) {
            i = close + 1;
            continue;
        }
        if view.ends_sentence(i)
            || closes(view, i, limit, i > head.content + 2)
            || (phrase && resumes(view, i))
        {
            return i;
        }
        i += 1;
    }
    limit
}

/// Whether content that begins with a quotation ends with it.
fn ends_with_quote(view: &View<'_>, head: &Head, close: usize, limit: usize) -> bool {
    let after = close + 1;
    if after >= limit {
        return true;
    }
    let another = view.is_open_quote(after);
    if matches!(head.opener, Opener::Quote | Opener::Colon) {
        return !another && !joins(view, after) && !completes(view, after);
    }
    match view.mark(after) {
        Some('،' | ',') => !joins(view, after + 1),
        Some('.' | '…' | '؛') => true,
        _ => false,
    }
}

/// «… نريد أن نفتح الباب» بالمفتاح الجديد: the sentence begun inside the marks ends outside of them.
fn completes(view: &View<'_>, i: usize) -> bool {
    let form = view.form(i);
    let attached = form.starts_with('ب')
        && form.chars().nth(2).is_some()
        && !super::source::is_whole(view, form)
        && !super::name::is_at_body(view, i)
        && ![Syntax::Circumstance, Syntax::Source, Syntax::Said, Syntax::Particle]
            .iter()
            .any(|kind| view.pack.is(form, *kind))
        && view.phrase(i, i + 3, Syntax::Closer).is_none();
    form == "ضد" || form == "بما" || (attached && form.starts_with("بال"))
}

/// "وأن …", "وبأن …" or another quotation carries the content on.
fn joins(view: &View<'_>, i: usize) -> bool {
    let clause = view.clause_opener(i).is_some() && view.form(i).starts_with('و');
    let spaced = view.is_word(i)
        && view.form(i) == "و"
        && view.clause_opener(i + 1) == Some(ClauseOpener::Outside);
    clause || spaced || view.is_open_quote(i)
}

/// A phrase that ends reported words before the sentence does; some only after a comma.
fn closes(view: &View<'_>, i: usize, limit: usize, far: bool) -> bool {
    if !far {
        return false;
    }
    let comma = matches!(view.mark(i), Some('،' | ','));
    let at = if comma { i + 1 } else { i };
    if comma && names_source_last(view, at, limit) {
        return true;
    }
    let Some(words) = view.phrase(at, limit, Syntax::Closer) else { return false };
    // "وفق تعبيره" in the middle of a clause does not end it.
    let named = view.is(at, Syntax::Source) || view.form(at) == "علي";
    if !comma && named && !ends_there(view, at + words, limit) {
        return false;
    }
    // "، وذلك بسبب الأمطار" is part of what is told, "، وذلك خلال لقائه" tells when it was said.
    if view.form(at) == "وذلك" && !tells_occasion(view, at + 1) {
        return false;
    }
    let comma = comma || (i > 0 && view.is_close_quote(i - 1));
    // Those that carry a sentence on ("وهو ما", "الأمر الذي", "وذلك") end the content only after a comma.
    let led = view.form(at).starts_with('و') && !view.form(at).starts_with("وفق");
    let carries_on = led || matches!(view.form(at), "الامر" | "في");
    comma || (!carries_on && (words > 1 || view.form(at) == "حسبما"))
}

/// "، وفق سالم الراوي." at the end of a sentence.
fn names_source_last(view: &View<'_>, at: usize, limit: usize) -> bool {
    const LONGEST: usize = 7;
    let last = (at + 2..limit.min(at + LONGEST)).find(|k| !view.is_word(*k));
    let ends = last.is_some_and(|k| view.ends_sentence(k)) || at + LONGEST > limit;
    let who = at + 1;
    view.is(at, Syntax::Source)
        && ends
        && view.is_word(who)
        && (super::name::is_given(view, who) || view.pack.is(view.form(who), Syntax::Title))
}

/// "خلال لقائه", "في تصريح", "بعد يوم من": when and where words were said.
fn tells_occasion(view: &View<'_>, i: usize) -> bool {
    let purpose =
        matches!(view.form(i + 1), "انتظار" | "اطار" | "سبيل" | "ظل" | "حال" | "حدود" | "غياب");
    let days = matches!(
        view.form(i + 1),
        "يوم"
            | "يومين"
            | "ايام"
            | "ساعه"
            | "ساعات"
            | "اسبوع"
            | "اسابيع"
            | "شهر"
            | "عام"
            | "لقاء"
    );
    match view.form(i) {
        "بعد" | "قبل" => days,
        "خلال" | "في" | "علي" | "عقب" | "اثر" | "اثناء" | "عبر" | "لدي" | "ردا" => {
            !purpose
        }
        form => form == "بحضور",
    }
}

/// Whether the sentence ends at token `i`, or another report follows a comma there.
fn ends_there(view: &View<'_>, i: usize, limit: usize) -> bool {
    let comma = matches!(view.mark(i), Some('،' | ','));
    i >= limit || view.ends_sentence(i) || (comma && view.cue(i + 1).is_some())
}

/// "، حيث …", "، لكن …": the writer goes on after a demand or a noun phrase.
fn resumes(view: &View<'_>, i: usize) -> bool {
    matches!(view.mark(i), Some('،' | ','))
        && view.is_word(i + 1)
        && match view.form(i + 1) {
            "حيث" | "لكن" | "ولكن" | "فيما" | "بينما" | "مما" => true,
            "ثم" => tells_next(view, i + 2),
            _ => false,
        }
}

/// "، ثم توالت الفقرات", "، ثم بدأ العرض": what happened next, not the next of a list.
fn tells_next(view: &View<'_>, i: usize) -> bool {
    let raw = if view.is_word(i) { view.tokens[i].span.of(view.text) } else { "" };
    let finite = raw.ends_with('ت') && !raw.ends_with("ات") && !raw.starts_with("ال");
    finite || raw.ends_with('ى') || matches!(view.form(i), "بدا" | "قام" | "تم" | "كرم" | "تناول")
}

/// Without commas, stops and opening marks at the end.
fn trim(view: &View<'_>, start: usize, mut end: usize) -> usize {
    while end > start {
        let last = end - 1;
        let mark = view.mark(last);
        let loose = matches!(mark, Some('،' | ',' | '.' | '؛' | ':' | '-' | '–' | '…' | '!' | '('))
            || view.tokens[last].kind == rawi_text::TokenKind::Break
            || (view.is_open_quote(last) && view.closing(last).is_none_or(|close| close >= end))
            || (view.is_word(last)
                && matches!(
                    view.form(last),
                    "و" | "كما" | "حيث" | "لكن" | "ولكن" | "بينما" | "فيما" | "الا"
                ));
        if !loose {
            break;
        }
        end -= 1;
    }
    end
}

/// How verbatim the content is.
pub(crate) fn mode(view: &View<'_>, head: &Head, content: &Range<usize>) -> Mode {
    if head.opener == Opener::Colon {
        return Mode::Direct;
    }
    let mut quoted = 0;
    let mut outside = 0;
    let mut verbatim = false;
    let mut i = content.start;
    while i < content.end {
        let close = view.closing(i).or_else(|| view.is_open_quote(i).then_some(content.end));
        if let Some(close) = close {
            let close = close.min(content.end);
            let words = view.words(i + 1..close);
            quoted += words;
            verbatim |= is_verbatim(view, i, words);
            i = close + 1;
            continue;
        }
        if view.is_word(i) {
            outside += 1;
        }
        i += 1;
    }
    let only_preposition = outside == 1
        && view.is_word(content.start)
        && matches!(view.form(content.start), "ب" | "ل");
    if quoted > 0 && (outside == 0 || only_preposition) {
        Mode::Direct
    } else if verbatim {
        Mode::Mixed
    } else {
        Mode::Indirect
    }
}

/// Marks around a name (برنامج «الأمل») are not verbatim speech.
fn is_verbatim(view: &View<'_>, open: usize, words: usize) -> bool {
    if words == 0 {
        return false;
    }
    let named = open > 0
        && view.is_word(open - 1)
        && [Syntax::Institution, Syntax::Document, Syntax::Title]
            .iter()
            .any(|kind| view.pack.is_bare(view.form(open - 1), *kind));
    let one_name = words == 1 && view.is_word(open + 1) && view.form(open + 1).starts_with("ال");
    // "هاتف «شمس» سيصدر": a word in marks inside a clause names something.
    let said_of = open > 0
        && (view.clause_opener(open - 1).is_some() || matches!(view.form(open - 1), "ب" | "ل"));
    let goes_on = view.closing(open).is_some_and(|close| view.is_word(close + 1));
    let name = words == 1 && goes_on && !said_of;
    !(one_name || name || (named && words <= 4))
}
