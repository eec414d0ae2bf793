//! Statements that no verb of saying with its subject makes: words passed on, documents, prepositions of source.

use super::head::{Head, Opener, is_coordinated, particles_before};
use super::opener::open;
use super::source::{self, Stops};
use super::subject::interposed;
use super::view::{ClauseOpener, View};
use crate::Act;
use crate::pack::{Agreement, Cue, CueKind, Syntax, Takes};
use std::ops::Range;

/// نقلت الوكالة عن مسؤول قوله إن …: the inner one speaks, the outer passes on.
pub(super) fn relay(view: &View<'_>, i: usize, cue: &Cue, room: &Range<usize>) -> Option<Head> {
    let via = source::after(view, i + 1, room.end, Stops::default());
    let from = (via.end..room.end.min(via.end + 6))
        .find(|k| view.is_word(*k) && matches!(view.form(*k), "عن" | "الي"))?;
    let source = source::after(view, from + 1, room.end, Stops::default());
    let said = (source.end..room.end.min(source.end + 30)).find(|k| {
        view.is(*k, Syntax::Said) || view.is_open_quote(*k) || view.clause_opener(*k).is_some()
    })?;
    let speech = Cue { takes: Takes { clause: true, quote: true, ..Default::default() }, ..*cue };
    let (content, opener) = open(view, &speech, said, said, room.end, true, false)?;
    Some(Head {
        kind: CueKind::Relay,
        // The verb agrees with the one who passes on, not with the speaker.
        agreement: if view.form(from + 1).ends_with('ه') {
            Agreement::Feminine
        } else {
            Agreement::Masculine
        },
        source: (!source.is_empty()).then_some(source),
        between: i + 1..content,
        breaks_at: particles_before(view, i, room.start),
        via: (!via.is_empty()).then_some(via),
        ..Head::said(i..i + 1, content, opener)
    })
}

/// "بيانا جاء فيه: …", "رسالة مفادها أن …": the words of who issued it.
fn reads(view: &View<'_>, i: usize, block: &Range<usize>) -> Option<Head> {
    const NEAR: usize = 3;
    let form = view.form(i);
    let written = matches!(form.strip_prefix('و').unwrap_or(form), "جاء" | "جاءت" | "ورد")
        && matches!(view.form(i + 1), "فيه" | "فيها");
    let told = matches!(form, "مفاده" | "مفادها" | "نصه" | "نصها")
        && i > block.start
        && (block.start.max(i.saturating_sub(NEAR))..i)
            .any(|k| view.is_word(k) && view.pack.is_bare(view.form(k), Syntax::Carrier));
    if !(written || told) {
        return None;
    }
    let room = view.sentence(i, block);
    let takes = Takes { clause: true, quote: true, near: true, ..Default::default() };
    let cue = Cue {
        // Like a participle it adds to what its sentence's subject does.
        kind: CueKind::Participle,
        act: Act::Say,
        agreement: Agreement::Plural,
        joined: form.starts_with('و'),
        takes,
        maqsura: false,
    };
    let from = if written { i + 2 } else { i + 1 };
    let end = room.end.min(from + NEAR);
    (from < end && (from..end).any(|k| view.clause_opener(k).is_some() || view.mark(k).is_some()))
        .then_some(())?;
    let (content, opener) = open(view, &cue, i, from, room.end, true, false)?;
    Some(Head {
        kind: cue.kind,
        act: cue.act,
        agreement: cue.agreement,
        between: i + 1..content,
        ..Head::said(i..i + 1, content, opener)
    })
}

/// "جاء في البيان أن …": a document speaks.
pub(super) fn appears(view: &View<'_>, i: usize, block: &Range<usize>) -> Option<Head> {
    if let Some(head) = reads(view, i, block) {
        return Some(head);
    }
    let form = view.form(i);
    let verb = form.strip_prefix('و').unwrap_or(form);
    let document = |k: usize| view.is_word(k) && view.pack.is_bare(view.form(k), Syntax::Document);
    if verb != "جاء" || i + 2 >= block.end || view.form(i + 1) != "في" || !document(i + 2) {
        return None;
    }
    let room = view.sentence(i, block);
    let source = source::after(view, i + 2, room.end, Stops::default());
    let takes = Takes { clause: true, quote: true, ..Default::default() };
    let cue = Cue {
        kind: CueKind::Past,
        act: Act::Say,
        agreement: Agreement::Masculine,
        joined: form != verb,
        takes,
        maqsura: false,
    };
    let (content, opener) = open(view, &cue, i, source.end.max(i + 3), room.end, true, false)?;
    let breaks_at = particles_before(view, i, room.start);
    Some(Head {
        kind: cue.kind,
        act: cue.act,
        agreement: cue.agreement,
        source: (!source.is_empty()).then_some(source),
        between: i + 1..content,
        breaks_at,
        coordinated: is_coordinated(view, i, &cue, breaks_at, false, room.start),
        ..Head::said(i..i + 1, content, opener)
    })
}

/// بحسب مصدر, وفقا للصحيفة: the clause beside it is the content, unless a verb reports it.
pub(super) fn preposition(view: &View<'_>, i: usize, block: &Range<usize>) -> Option<Head> {
    let (words, source_from) =
        source_clause(view, i, block.end).or_else(|| source_preposition(view, i, block.end))?;
    let Range { start, end } = view.sentence(i, block);
    let source_from = interposed(view, source_from, end);
    let source = source::after(view, source_from, end, Stops::default());
    if source.is_empty() || (words < 2 && !names_speaker(view, &source)) {
        return None;
    }
    let comma = usize::from(matches!(view.mark(source.end), Some('،' | ',')));
    let resumed = view.form(source.end + comma);
    let leads = view.words(start..i) == 0
        || (i == start + 1 && view.form(start) == "و")
        || resumed.starts_with("فان")
        || resumed == "فقد";
    let (content, content_end) = if leads {
        (main_clause(view, source.end, end)?, None)
    } else {
        (trailing_clause(view, start, i)?, Some(i))
    };
    Some(Head {
        between: source.end..source.end,
        source: Some(source),
        coordinated: leads,
        content_end,
        ..Head::said(i..i + words, content, Opener::Main)
    })
}

/// "…، كما قال فلان": the clause before it is the content, where nothing said follows.
pub(super) fn as_said(view: &View<'_>, i: usize, cue: &Cue, room: &Range<usize>) -> Option<Head> {
    const MOST_AFTER: usize = 5;
    let led = i > room.start + 4 && view.is_word(i - 1) && view.form(i - 1) == "كما";
    if !led || cue.kind != CueKind::Past || !cue.takes.clause || !cue.takes.quote {
        return None;
    }
    let source = source::after(view, i + 1, room.end, Stops::default());
    let rest = view.words(source.end..room.end.min(source.end + 24));
    let comma = |at: usize| matches!(view.mark(at), Some('،' | ','));
    let set_off = comma(source.end)
        && !(source.end..room.end.min(source.end + 12)).any(|k| view.clause_opener(k).is_some());
    let ends = rest <= MOST_AFTER && comma(i - 2);
    if !(ends || (set_off && !source.is_empty())) {
        return None;
    }
    Some(Head {
        kind: cue.kind,
        act: cue.act,
        agreement: cue.agreement,
        between: source.end..source.end,
        source: (!source.is_empty()).then_some(source),
        coordinated: false,
        content_end: Some(i - 1),
        ..Head::said(i - 1..i + 1, room.start, Opener::Main)
    })
}

/// "بحسب ما ذكر فلان", "حسبما أفادت الوكالة": one cue.
fn source_clause(view: &View<'_>, i: usize, end: usize) -> Option<(usize, usize)> {
    const HEADS: [&str; 7] = ["بحسب", "حسب", "وفق", "وفقا", "طبقا", "حسبما", "وفقما"];
    let form = view.form(i);
    let form = form.strip_prefix('و').filter(|rest| HEADS.contains(rest)).unwrap_or(form);
    let verb = match form {
        "بحسب" | "حسب" | "وفق" if i + 2 < end && view.form(i + 1) == "ما" => i + 2,
        "وفقا" | "طبقا" if i + 2 < end && view.form(i + 1) == "لما" => i + 2,
        "حسبما" | "وفقما" if i + 1 < end => i + 1,
        _ => return None,
    };
    let finite = [CueKind::Past, CueKind::Present];
    let cue = |form: &str| view.pack.cue(form).is_some_and(|cue| finite.contains(&cue.kind));
    let form = view.form(verb);
    let said = cue(form) || form.strip_suffix('ه').is_some_and(cue);
    // "حسب ما أفاد به فلان": the pronoun belongs to the cue.
    let pronoun = matches!(view.form(verb + 1), "به" | "بها" | "عنه" | "عنها" | "اليه" | "فيه");
    let after = verb + 1 + usize::from(pronoun);
    (said && after < end).then_some((verb + 1 - i, after))
}

/// Tokens of the preposition, and where its noun phrase begins; an attached ل belongs to the noun.
fn source_preposition(view: &View<'_>, i: usize, end: usize) -> Option<(usize, usize)> {
    let form = view.form(i);
    let bare = form
        .strip_prefix('و')
        .filter(|rest| view.pack.is(rest, Syntax::Source) || matches!(*rest, "وفقا" | "طبقا"))
        .unwrap_or(form);
    match bare {
        "بحسب" | "حسب" | "وفق" => Some((1, i + 1)),
        "وفقا" | "طبقا" if i + 1 < end && view.form(i + 1).starts_with('ل') => {
            Some((1, i + 1))
        }
        "نقلا" if i + 2 < end && view.form(i + 1) == "عن" => Some((2, i + 2)),
        _ => None,
    }
}

/// A person, group, institution or document, not "حسب الأصول".
fn names_speaker(view: &View<'_>, source: &Range<usize>) -> bool {
    let head = view.form(source.start);
    let known = [Syntax::Title, Syntax::Group, Syntax::Institution, Syntax::Document];
    // "بحسب تصريح المدير"
    let spoken = view.pack.is(head, Syntax::Carrier) && view.is_bare_title(source.start + 1);
    spoken
        || known.iter().any(|kind| view.pack.is_bare(head, *kind))
        || (source.len() >= 2 && super::name::is_given(view, source.start))
        || source.clone().any(|i| view.is_open_quote(i) && !names_measure(view, i + 1))
}

/// «علامات دقيقة»: a plural without article is no outlet.
fn names_measure(view: &View<'_>, i: usize) -> bool {
    let form = view.form(i);
    (form.ends_with("ات") && !form.starts_with("ال")) || form == "معايير"
}

/// The clause after "بحسب فلان": over a comma, فإن and فقد.
fn main_clause(view: &View<'_>, from: usize, end: usize) -> Option<usize> {
    const FARTHEST: usize = 25;
    // "وبحسب فلان، وهو ناشط، فإن": the clause begins after فإن.
    let resumed = (from..end.min(from + FARTHEST))
        .find(|i| view.is_word(*i) && matches!(view.form(*i), "فان" | "فقد"));
    let mut i = resumed.unwrap_or(from);
    while i < end
        && (matches!(view.mark(i), Some('،' | ','))
            || view.clause_opener(i) == Some(ClauseOpener::Outside))
    {
        i += 1;
    }
    (view.words(i..end) >= 3).then_some(i)
}

/// The sentence before "، بحسب فلان".
fn trailing_clause(view: &View<'_>, start: usize, i: usize) -> Option<usize> {
    (view.words(start..i) >= 3).then_some(start)
}
