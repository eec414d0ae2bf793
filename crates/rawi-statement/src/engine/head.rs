//! Finds cues that open a statement: the cue, its source and where its content begins.

use super::opener::{open, plain_object};
use super::phrase::{appears, as_said, preposition, relay};
use super::subject::{Subject, after_pronoun, object_after_name, subject};
use super::view::{ClauseOpener, View};
use crate::pack::{Agreement, Cue, CueKind, Syntax};
use crate::{Act, SpeakerBasis};
use std::ops::Range;

/// The opening of a statement; token indices.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) cue: Range<usize>,
    pub(crate) kind: CueKind,
    pub(crate) act: Act,
    pub(crate) agreement: Agreement,
    pub(crate) negated: bool,
    pub(crate) source: Option<Range<usize>>,
    /// What stands between cue and content besides the source: circumstances, addressee.
    pub(crate) between: Range<usize>,
    pub(crate) content: usize,
    pub(crate) opener: Opener,
    /// Where the statement before it has to end.
    pub(crate) breaks_at: usize,
    /// Whether it may begin inside another statement's content.
    pub(crate) coordinated: bool,
    /// What stands between a verb of demanding and its preposition: the one addressed.
    pub(crate) asked: Option<Range<usize>>,
    /// For a relay: who passes the words on.
    pub(crate) via: Option<Range<usize>>,
    /// For a source preposition after its clause: where the content ends.
    pub(crate) content_end: Option<usize>,
    /// Set where the form itself tells how the speaker is known.
    pub(crate) basis: Option<SpeakerBasis>,
    /// The noun phrase that a relative clause with the cue is about.
    pub(crate) antecedent: Option<Range<usize>>,
}

impl Head {
    /// What a past verb of saying at `cue` says from `content` on: no source, nothing else known of it.
    pub(super) fn said(cue: Range<usize>, content: usize, opener: Opener) -> Self {
        Self {
            kind: CueKind::Past,
            act: Act::Say,
            agreement: Agreement::Masculine,
            negated: false,
            source: None,
            between: cue.end..content.max(cue.end),
            content,
            opener,
            breaks_at: cue.start,
            coordinated: true,
            asked: None,
            via: None,
            content_end: None,
            basis: None,
            antecedent: None,
            cue,
        }
    }
}

/// How the content begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opener {
    Clause,
    Colon,
    Quote,
    Preposition,
    Object,
    /// The main clause beside a source preposition.
    Main,
    /// None: only who has the word ("وتحدث المدير عن الخطة").
    Word,
}

/// Tokens at most that lead up to a cue after a comma.
const LEAD_TOKENS: usize = 16;

/// Every head of a block, by position of the cue.
pub(crate) fn find(view: &View<'_>, block: Range<usize>, free_subject: bool) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut i = block.start;
    while i < block.end {
        let head = view.is_word(i).then(|| at(view, i, &block, free_subject)).flatten();
        i = match &head {
            // A chain (وأضاف قائلا) is one cue: go on after the words that introduce the content.
            Some(head) if head.cue.start == i => (i + 1).max(head.between.end.min(head.content)),
            _ => i + 1,
        };
        heads.extend(head);
    }
    heads
}

fn at(view: &View<'_>, i: usize, block: &Range<usize>, free_subject: bool) -> Option<Head> {
    let Some(cue) = light(view, i).or_else(|| view.cue(i)).or_else(|| with_object(view, i)) else {
        if !may_report(view.form(i)) {
            return None;
        }
        return appears(view, i, block).or_else(|| preposition(view, i, block));
    };
    let room = view.sentence(i, block);
    match cue.kind {
        CueKind::Relay => relay(view, i, cue, &room),
        _ => verb(view, i, cue, &room, free_subject),
    }
}

/// Whether a word can begin what `appears` and `preposition` look for: one letter tells most that cannot.
fn may_report(form: &str) -> bool {
    let rest = form.strip_prefix('و').unwrap_or(form);
    rest.starts_with(['ب', 'ج', 'ح', 'ط', 'ف', 'م', 'ن', 'و'])
}

/// "وصفتها", "طالبهم": a verb that addresses somebody, with the pronoun attached.
fn with_object<'a>(view: &View<'a>, i: usize) -> Option<&'a Cue> {
    let form = view.form(i);
    let stem = ["هم", "ها", "ه"].iter().find_map(|suffix| form.strip_suffix(suffix))?;
    if view.tokens[i].span.of(view.text).ends_with('ة') {
        return None;
    }
    let addresses = |cue: &&Cue| cue.takes.addressee && cue.kind != CueKind::Participle;
    view.pack.cue(stem).filter(addresses)
}

/// "وجه شكره", "مجددا دعوته": words of other senses, which report before a noun of thanks or demand.
pub(super) fn light<'a>(view: &View<'a>, i: usize) -> Option<&'a Cue> {
    let form = view.form(i);
    if form == "مجددا" {
        let set_off = i > 0 && matches!(view.mark(i - 1), Some('،' | ',' | '؛'));
        let next = view.form(i + 1);
        let what = super::source::is_object(view, next) || view.pack.is(next, Syntax::Express);
        return view.pack.cue("مجددين").filter(|_| set_off && what);
    }
    let gives = match form {
        "وجه" | "نقل" => "قدم",
        "ووجه" | "ونقل" => "وقدم",
        "وجهت" | "نقلت" => "قدمت",
        "ووجهت" | "ونقلت" => "وقدمت",
        "وجهوا" | "نقلوا" => "قدموا",
        "يوجه" | "ينقل" => "يقدم",
        "توجه" | "تنقل" => "تقدم",
        _ => return None,
    };
    view.pack.cue(gives).filter(|_| view.is(i + 1, Syntax::Express))
}

fn verb(
    view: &View<'_>,
    i: usize,
    cue: &Cue,
    room: &Range<usize>,
    free_subject: bool,
) -> Option<Head> {
    // "يريد أن يقول", "دون أن يوضح": nothing has been said.
    if cue.kind == CueKind::Present
        && i > room.start
        && view.clause_opener(i - 1) == Some(ClauseOpener::Outside)
    {
        return None;
    }
    // "عندما يعتبر المسؤولون": what is said at times.
    if cue.kind == CueKind::Present && i > room.start && is_condition(view, i - 1) {
        return None;
    }
    // "ما دعا إلى", "الأمر الذي يشير إلى": a thing, not a speaker.
    if i > room.start && view.is_word(i - 1) && !cue.joined {
        let thing = matches!(view.form(i - 1), "ما" | "مما" | "وما")
            || (i > room.start + 1
                && view.form(i - 1) == "الذي"
                && matches!(view.form(i - 2), "الامر" | "الشيء"));
        if thing {
            return None;
        }
    }
    // "من أبرز": an elative.
    if cue.takes.near
        && cue.takes.clause
        && i > room.start
        && super::source::is_preposition(view, i - 1)
    {
        return None;
    }
    // "غير مبررا": an adjective.
    if cue.kind == CueKind::Participle
        && i > room.start
        && view.form(i - 1) == "غير"
        && (i < 2 || view.form(i - 2) != "لا")
    {
        return None;
    }
    // "ويذكر أن": nobody in particular says so.
    if view.phrase(i, room.end, Syntax::Closer).is_some() {
        return None;
    }
    if let Some(head) = as_said(view, i, cue, room) {
        return Some(head);
    }
    let found = subject(view, i, cue, room, free_subject);
    let from = found.from;
    let opened = open(view, cue, i, from, room.end, found.source.is_some(), found.object_first)
        .or_else(|| bare_content(view, i, cue, &found, room))
        .or_else(|| {
            // "انتقد الراوي تدخل الوزير": what follows the name is the object.
            let swallowed = found.source.as_ref().and_then(|s| object_after_name(view, cue, s));
            if swallowed.is_some() {
                return None;
            }
            let source = found.source.as_ref()?;
            let after = if found.subject_first { found.from } else { source.end };
            plain_object(view, cue, after, room.end)
        });
    let mut source = found.source;
    let opened = match opened {
        Some(opened) => opened,
        None => {
            let Some(cut) = object_after_name(view, cue, source.as_ref()?) else {
                return word_only(view, i, cue, source?);
            };
            source = source.map(|source| source.start..cut);
            (cut, Opener::Object)
        }
    };
    // "كشفت الصور": a thing shows, it does not speak.
    let thing = |range: &Range<usize>| view.pack.is_bare(view.form(range.start), Syntax::Thing);
    let named_last = |range: &Range<usize>| thing(range) || thing(&(range.end - 1..range.end));
    if source.as_ref().is_some_and(thing) || found.antecedent.as_ref().is_some_and(named_last) {
        return None;
    }
    // "ووصف الاتفاق بأنه …": the one described, where nothing else can be.
    let needs_object = cue.takes.addressee && !cue.takes.clause && !cue.takes.quote;
    let described = |range: &Range<usize>| {
        range.len() == 1
            && range.start == i + 1
            && !speaks_alone(view, range.start)
            && (range.end == opened.0 || view.is(range.end, Syntax::Circumstance))
    };
    let asks = |range: &Range<usize>| {
        cue.takes.addressee
            && range.len() == 1
            && range.start == i + 1
            && is_accusative(view, range.start, cue)
    };
    if source.as_ref().is_some_and(|range| (needs_object && described(range)) || asks(range)) {
        source = None;
    }
    // "بين المدينة والميناء": a preposition.
    let joined_nouns =
        |range: &Range<usize>| range.clone().skip(1).any(|k| view.form(k).starts_with('و'));
    if cue.takes.near && source.as_ref().is_some_and(joined_nouns) {
        return None;
    }
    // "ويتوقع أن", "تعتبر المدينة من أجمل": a passive or a copula.
    let estimates = cue.kind == CueKind::Present && cue.act == Act::Estimate;
    if estimates && (source.is_none() || (opened.1 == Opener::Object && !free_subject)) {
        return None;
    }
    let feminine = cue.kind == CueKind::Participle && cue.agreement == Agreement::Feminine;
    let set_off = i == room.start || view.mark(i - 1).is_some();
    if feminine && !set_off && !cue.joined && (opened.0 > i + 3 || cue.takes.addressee) {
        return None;
    }
    let to = if found.subject_first { i + 1 } else { from }..opened.0;
    let names_one =
        !to.is_empty() && view.is_word(to.start) && !view.is(to.start, Syntax::Circumstance);
    let asked = (cue.takes.addressee && opened.1 == Opener::Preposition && names_one).then_some(to);
    let particles = particles_before(view, i, room.start);
    let mut breaks_at = if found.subject_first {
        source.as_ref().map_or(particles, |s| led_subject(view, s.start, room.start))
    } else {
        particles
    };
    let mut coordinated = is_coordinated(view, i, cue, breaks_at, found.subject_first, room.start);
    if !coordinated && !found.subject_first && is_led_up(view, room.start, i) {
        coordinated = true;
        breaks_at = room.start;
    }
    if !coordinated
        && !found.subject_first
        && let Some(lead) = topic_lead(view, room.start, i)
    {
        coordinated = true;
        breaks_at = lead;
    }
    // "…، وعن الموسم قال المدرب: …": a speaker with a colon speaks anew wherever he stands.
    if !coordinated && opened.1 == Opener::Colon && source.is_some() {
        coordinated = true;
        breaks_at = (room.start.max(breaks_at.saturating_sub(LEAD_TOKENS))..breaks_at)
            .rev()
            .find(|k| matches!(view.mark(*k), Some('،' | ',' | '؛')))
            .unwrap_or(breaks_at);
    }
    Some(Head {
        kind: cue.kind,
        act: cue.act,
        agreement: cue.agreement,
        negated: i > room.start && view.is(i - 1, Syntax::Negation),
        source,
        between: i + 1..opened.0,
        breaks_at,
        coordinated,
        asked,
        basis: after_pronoun(view, i, room).then_some(SpeakerBasis::Pronoun),
        antecedent: found.antecedent,
        ..Head::said(i..i + 1, opened.0, opened.1)
    })
}

/// "وتحدث المدير سالم الراوي عن الخطة": nothing is reported, but he has the word.
fn word_only(view: &View<'_>, i: usize, cue: &Cue, source: Range<usize>) -> Option<Head> {
    let speaks = cue.kind == CueKind::Past
        && (cue.takes.quote || cue.takes.clause)
        && source.start <= i + 2
        && super::name::person_name(view, &source)
            .is_some_and(|name| super::name::tells_person(view, &name, &source));
    speaks.then(|| Head {
        kind: cue.kind,
        act: cue.act,
        agreement: cue.agreement,
        source: Some(source),
        coordinated: false,
        ..Head::said(i..i + 1, i + 1, Opener::Word)
    })
}

/// "وقال المتحدث سالم الراوي، تلقت الغرفة بلاغا": after a named speaker and a comma the words begin at once.
fn bare_content(
    view: &View<'_>,
    i: usize,
    cue: &Cue,
    found: &Subject,
    room: &Range<usize>,
) -> Option<(usize, Opener)> {
    const LEAST: usize = 5;
    let source = found.source.as_ref()?;
    let comma = source.end;
    let plain = cue.kind == CueKind::Past
        && cue.takes.clause
        && cue.takes.quote
        && !cue.takes.object
        && !cue.takes.about
        && !cue.takes.with
        && !cue.takes.to;
    let speaks = plain
        && source.start > i
        && (i == room.start || cue.joined)
        && matches!(view.mark(comma), Some('،' | ','))
        && super::name::person_name(view, source).is_some_and(|name| name.len() >= 2)
        && view.words(comma + 1..room.end.min(comma + 24)) >= LEAST
        && view.is_word(comma + 1)
        && !view.is(comma + 1, Syntax::Circumstance)
        && !view.is_bare_title(comma + 1)
        && view.cue(comma + 1).is_none();
    speaks.then_some((comma + 1, Opener::Clause))
}

/// Where the words that lead up to a cue begin: "كما", "لكنه", "حيث", a lone و, "من جانبه،".
pub(super) fn particles_before(view: &View<'_>, i: usize, start: usize) -> usize {
    let mut at = i;
    while at > start {
        let particle = view.is_word(at - 1)
            && (view.is(at - 1, Syntax::Particle)
                || view.is(at - 1, Syntax::Pronoun)
                || view.is(at - 1, Syntax::Negation)
                || view.form(at - 1) == "و");
        if !particle {
            break;
        }
        at -= 1;
    }
    lead_before(view, at, start).unwrap_or(at)
}

fn is_condition(view: &View<'_>, i: usize) -> bool {
    view.is_word(i) && matches!(view.form(i), "عندما" | "حينما" | "اذا" | "لو" | "كلما" | "ان")
}

/// "دعا المسؤولين إلى", "دعا المنشآت إلى": the case or the gender shows an object.
fn is_accusative(view: &View<'_>, i: usize, cue: &Cue) -> bool {
    let form = view.form(i);
    form.starts_with("ال")
        && (form.ends_with("ين") || (form.ends_with("ات") && cue.agreement == Agreement::Masculine))
}

/// An office, a body, a group, a country: what can speak; a definite noun of another kind may not.
fn speaks_alone(view: &View<'_>, i: usize) -> bool {
    let kinds = [Syntax::Title, Syntax::Institution, Syntax::Group, Syntax::Country, Syntax::Place];
    !view.form(i).starts_with("ال")
        || kinds.iter().any(|kind| view.pack.is_bare(view.form(i), *kind))
}

/// "وفي هذا الصدد أفاد المدير": only circumstances stand between the sentence's beginning and its cue.
fn is_led_up(view: &View<'_>, start: usize, cue: usize) -> bool {
    let form = view.form(start);
    let first = form.strip_prefix('و').filter(|rest| !rest.is_empty()).unwrap_or(form);
    let led = cue > start
        && cue - start <= LEAD_TOKENS
        && matches!(
            first,
            "في" | "عن"
                | "حول"
                | "بشان"
                | "بخصوص"
                | "خلال"
                | "علي"
                | "من"
                | "الي"
                | "بعد"
                | "ردا"
        );
    led && !(start + 1..cue).any(|k| {
        view.clause_opener(k).is_some() || view.is(k, Syntax::Relative) || view.cue(k).is_some()
    })
}

/// "…، وعن الموسم قال": where the words about the topic of another cue begin, after a comma.
fn topic_lead(view: &View<'_>, start: usize, cue: usize) -> Option<usize> {
    let floor = start.max(cue.saturating_sub(LEAD_TOKENS));
    let mark = |k: &usize| matches!(view.mark(*k), Some('،' | ',' | '؛'));
    let comma = (floor..cue.saturating_sub(1)).rev().find(mark)?;
    let about = matches!(view.form(comma + 1), "وعن" | "وحول" | "وبشان" | "وبخصوص");
    let plain = !(comma + 2..cue).any(|k| {
        view.clause_opener(k).is_some() || view.is(k, Syntax::Relative) || view.cue(k).is_some()
    });
    (about && plain).then_some(comma + 1)
}

/// "وكان المدير قد أكد", "إلا أن السكان أكدوا": where a clause with its subject first begins.
fn led_subject(view: &View<'_>, at: usize, start: usize) -> usize {
    let was = at > start
        && view.is_word(at - 1)
        && matches!(view.form(at - 1), "كان" | "وكان" | "كانت" | "وكانت");
    let at = if was { at - 1 } else { at };
    lead_before(view, at, start).unwrap_or(at)
}

/// "من جانبه،" and the like before token `at`, with or without a comma.
fn lead_before(view: &View<'_>, at: usize, start: usize) -> Option<usize> {
    let end = if at > start && matches!(view.mark(at - 1), Some('،' | ',')) { at - 1 } else { at };
    (1..=3)
        .filter(|words| end >= start + words)
        .map(|words| end - words)
        .find(|from| view.phrase(*from, end, Syntax::Lead) == Some(end - from))
}

pub(super) fn is_coordinated(
    view: &View<'_>,
    i: usize,
    cue: &Cue,
    breaks_at: usize,
    subject_first: bool,
    start: usize,
) -> bool {
    let mark = breaks_at.checked_sub(1).and_then(|at| view.mark(at));
    let opens = breaks_at == start
        || matches!(mark, Some('،' | ',' | '؛' | '…' | '-' | '–' | ')' | ':'))
        || (breaks_at > start && view.is_close_quote(breaks_at - 1));
    let led = if subject_first {
        (breaks_at > start
            && (view.is(breaks_at - 1, Syntax::Particle) || view.form(breaks_at - 1) == "بل"))
            || matches!(view.form(breaks_at), "وكان" | "وكانت")
            || view.phrase(breaks_at, i, Syntax::Lead).is_some()
    } else {
        breaks_at < i
    };
    let nested = !subject_first && mark == Some('،') && topic_of_clause(view, breaks_at - 1, start);
    cue.joined || cue.kind == CueKind::Participle || (opens && !nested) || led
}

/// "أن الوزير، أكد": what the comma at `comma` parts from its verb is the topic of a clause just opened.
fn topic_of_clause(view: &View<'_>, comma: usize, start: usize) -> bool {
    const LONGEST: usize = 7;
    let floor = start.max(comma.saturating_sub(LONGEST));
    let opener = (floor..comma).rev().take_while(|k| view.is_word(*k));
    opener.into_iter().any(|k| {
        view.clause_opener(k) == Some(ClauseOpener::Outside)
            && k + 1 < comma
            && (view.is_bare_title(k + 1)
                || view.pack.is_bare(view.form(k + 1), Syntax::Institution))
    })
}
