//! Finds cues that open a statement: the cue, its source and where its content begins.

use super::source::{self, Stops};
use super::view::{ClauseOpener, View};
use crate::pack::{Agreement, Cue, CueKind, Syntax, Takes};
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
}

/// Tokens at most between cue and content.
const FARTHEST: usize = 48;
/// The same for a form with other readings.
const NEAREST: usize = 9;

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
    let Some(cue) = view.cue(i) else {
        return appears(view, i, block).or_else(|| preposition(view, i, block));
    };
    let room = view.sentence(i, block);
    match cue.kind {
        CueKind::Relay => relay(view, i, cue, &room),
        _ => verb(view, i, cue, &room, free_subject),
    }
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
    // "ويذكر أن": nobody in particular says so.
    if view.phrase(i, room.end, Syntax::Closer).is_some() {
        return None;
    }
    let found = subject(view, i, cue, room, free_subject);
    let (mut source, from) = (found.source, found.from);
    let opened = match open(view, cue, i, from, room.end, source.is_some(), found.object_first) {
        Some(opened) => opened,
        None => {
            let cut = object_after_name(view, cue, source.as_ref()?)?;
            source = source.map(|source| source.start..cut);
            (cut, Opener::Object)
        }
    };
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
    if feminine && !set_off && opened.0 > i + 3 {
        return None;
    }
    let to = if found.subject_first { i + 1 } else { from }..opened.0;
    let names_one =
        !to.is_empty() && view.is_word(to.start) && !view.is(to.start, Syntax::Circumstance);
    let asked = (cue.takes.addressee && opened.1 == Opener::Preposition && names_one).then_some(to);
    let particles = particles_before(view, i, room.start);
    let breaks_at = if found.subject_first {
        source.as_ref().map_or(particles, |s| s.start)
    } else {
        particles
    };
    Some(Head {
        cue: i..i + 1,
        kind: cue.kind,
        act: cue.act,
        agreement: cue.agreement,
        negated: i > room.start && view.is(i - 1, Syntax::Negation),
        source,
        between: i + 1..opened.0,
        content: opened.0,
        opener: opened.1,
        breaks_at,
        coordinated: is_coordinated(
            view,
            i,
            cue,
            if found.subject_first { breaks_at } else { particles },
            found.subject_first,
            room.start,
        ),
        asked,
        via: None,
        content_end: None,
        basis: after_pronoun(view, i, room).then_some(SpeakerBasis::Pronoun),
        antecedent: found.antecedent,
    })
}

/// "لكنه ذكر": a pronoun before the cue is its subject.
fn after_pronoun(view: &View<'_>, i: usize, room: &Range<usize>) -> bool {
    i > room.start && view.is(i - 1, Syntax::Pronoun)
}

/// The subject of a verb or participle, and where the search for its content begins.
struct Subject {
    source: Option<Range<usize>>,
    from: usize,
    subject_first: bool,
    object_first: bool,
    /// The noun phrase before a relative pronoun: "الوزير الذي أعلن".
    antecedent: Option<Range<usize>>,
}

/// "انتقد رئيس النادي سالم الراوي | التحكيم": for verbs that only take an object, where it begins after the name.
fn object_after_name(view: &View<'_>, cue: &Cue, source: &Range<usize>) -> Option<usize> {
    let takes = cue.takes;
    if !takes.object || takes.clause || takes.express || source.start == source.end {
        return None;
    }
    let name = super::speaker::person_name(view, source)?;
    let family = name.clone().find(|i| {
        view.form(*i).starts_with("ال") && (*i == name.start || view.form(*i - 1) != "عبد")
    })?;
    (family + 1 < source.end && view.is_word(family + 1)).then_some(family + 1)
}

/// Where the subject may begin after "ذلك" or «لـ"صحيفة"» between it and its verb.
fn interposed(view: &View<'_>, from: usize, end: usize) -> usize {
    if from < end && view.is_word(from) && matches!(view.form(from), "ذلك" | "بذلك") {
        return from + 1;
    }
    let to_outlet = from + 1 < end && view.is_word(from) && view.form(from) == "ل";
    match view.closing(from + 1) {
        Some(close) if to_outlet && close < end && close - from <= 6 => close + 1,
        _ => from,
    }
}

fn subject(
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
    if cue.kind == CueKind::Participle {
        // "مشيرا الدكتور فلان إلى": its own subject is definite; what a demand names is the one addressed.
        let own = !after.is_empty()
            && !cue.takes.addressee
            && view.form(after.start).starts_with("ال")
            && !cue.takes.object
            && !cue.takes.with;
        return if own { Subject { from: after.end, source: Some(after), ..none } } else { none };
    }
    if i > room.start && view.is(i - 1, Syntax::Relative) {
        let antecedent = source::before(view, i - 1, room.start);
        return Subject { antecedent: (!antecedent.is_empty()).then_some(antecedent), ..none };
    }
    if after_pronoun(view, i, room) {
        return none;
    }
    let topic = cue.joined
        && view.form(i).starts_with('ف')
        && matches!(view.form(room.start), "اما" | "واما");
    let before = if topic {
        room.start + 1..i
    } else if cue.joined {
        i..i
    } else {
        source::before(view, i, room.start)
    };
    let leads =
        cue.kind == CueKind::Present && (cue.takes.addressee || cue.takes.object || free_subject);
    if !before.is_empty() && (after.is_empty() || leads) {
        let object_first = cue.takes.object && !cue.takes.express && !after.is_empty();
        let from = if object_first { i + 1 } else { after.end };
        return Subject {
            source: Some(before),
            from,
            subject_first: true,
            object_first,
            antecedent: None,
        };
    }
    Subject { from: after.end, source: (!after.is_empty()).then_some(after), ..none }
}

/// Where the words that lead up to a cue begin: "كما", "لكنه", "حيث", a lone و, "من جانبه،".
fn particles_before(view: &View<'_>, i: usize, start: usize) -> usize {
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

/// "من جانبه،" and the like before token `at`, with or without a comma.
fn lead_before(view: &View<'_>, at: usize, start: usize) -> Option<usize> {
    let end = if at > start && matches!(view.mark(at - 1), Some('،' | ',')) { at - 1 } else { at };
    (1..=3)
        .filter(|words| end >= start + words)
        .map(|words| end - words)
        .find(|from| view.phrase(*from, end, Syntax::Lead) == Some(end - from))
}

fn is_coordinated(
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
        breaks_at > start
            && (view.is(breaks_at - 1, Syntax::Particle) || view.form(breaks_at - 1) == "بل")
    } else {
        breaks_at < i
    };
    cue.joined || cue.kind == CueKind::Participle || opens || led
}

/// Where and how the content begins, looking from token `from`.
fn open(
    view: &View<'_>,
    cue: &Cue,
    at: usize,
    from: usize,
    end: usize,
    has_source: bool,
    object_first: bool,
) -> Option<(usize, Opener)> {
    let takes = cue.takes;
    let near = takes.near && !(cue.joined && (at == 0 || view.ends_sentence(at - 1)));
    let limit = end.min(from + if near { NEAREST } else { FARTHEST });
    if takes.object
        && !takes.express
        && (object_first || (!has_source && begins_object(view, cue, from, end)))
    {
        return Some((from, Opener::Object));
    }
    let mut i = from;
    while i < limit {
        if let Some(found) = opener_at(view, cue, i, end) {
            let near = !near
                || (from..i).all(|k| !view.is(k, Syntax::Circumstance) || view.is(k, Syntax::Said));
            return near.then_some(found);
        }
        if let Some(close) = view.closing(i) {
            i = close;
        } else if i > at + 1 && blocks(view, i, at) {
            return None;
        }
        i += 1;
    }
    None
}

/// Another finite verb of saying takes the clause that follows it.
fn blocks(view: &View<'_>, i: usize, at: usize) -> bool {
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
    let introduced = i > 0
        && view.is_word(i - 1)
        && (matches!(view.form(i - 1), "علي" | "ل" | "في" | "من" | "عن" | "الي" | "مع" | "ب")
            || view.pack.is_bare(view.form(i - 1), Syntax::Institution));
    introduced
        && view.words(i + 1..close) <= 4
        && (close + 1..end.min(close + 10)).any(|k| view.clause_opener(k).is_some())
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
    if alone && i + 1 >= end {
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
    };
    let lone = (takes.with && form == "ب") || (takes.for_ && form == "ل");
    if !((takes.with && attached('ب')) || (takes.for_ && attached('ل')) || lone) {
        return None;
    }
    let noun = &form['ب'.len_utf8()..];
    let express = !takes.express
        || view.pack.is_bare(noun, Syntax::Express)
        || view.pack.is(noun, Syntax::Express);
    express.then_some((i, Opener::Preposition))
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
        cue.takes.object && source::is_object(view, form)
    };
    found.then_some((i, Opener::Object))
}

/// نقلت الوكالة عن مسؤول قوله إن …: the inner one speaks, the outer passes on.
fn relay(view: &View<'_>, i: usize, cue: &Cue, room: &Range<usize>) -> Option<Head> {
    let via = source::after(view, i + 1, room.end, Stops::default());
    let from = (via.end..room.end.min(via.end + 6))
        .find(|k| view.is_word(*k) && matches!(view.form(*k), "عن" | "الي"))?;
    let source = source::after(view, from + 1, room.end, Stops::default());
    let said = (source.end..room.end.min(source.end + 30))
        .find(|k| view.is(*k, Syntax::Said) || view.is_open_quote(*k))?;
    let speech = Cue { takes: Takes { clause: true, quote: true, ..Default::default() }, ..*cue };
    let (content, opener) = open(view, &speech, said, said, room.end, true, false)?;
    Some(Head {
        cue: i..i + 1,
        kind: CueKind::Relay,
        act: Act::Say,
        // The verb agrees with the one who passes on, not with the speaker.
        agreement: if view.form(from + 1).ends_with('ه') {
            Agreement::Feminine
        } else {
            Agreement::Masculine
        },
        negated: false,
        source: (!source.is_empty()).then_some(source),
        between: i + 1..content,
        content,
        opener,
        breaks_at: particles_before(view, i, room.start),
        coordinated: true,
        asked: None,
        via: (!via.is_empty()).then_some(via),
        content_end: None,
        basis: None,
        antecedent: None,
    })
}

/// "جاء في البيان أن …": a document speaks.
fn appears(view: &View<'_>, i: usize, block: &Range<usize>) -> Option<Head> {
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
        cue: i..i + 1,
        kind: cue.kind,
        act: cue.act,
        agreement: cue.agreement,
        negated: false,
        source: (!source.is_empty()).then_some(source),
        between: i + 1..content,
        content,
        opener,
        breaks_at,
        coordinated: is_coordinated(view, i, &cue, breaks_at, false, room.start),
        asked: None,
        via: None,
        content_end: None,
        basis: None,
        antecedent: None,
    })
}

/// بحسب مصدر, وفقا للصحيفة: the clause beside it is the content, unless a verb reports it.
fn preposition(view: &View<'_>, i: usize, block: &Range<usize>) -> Option<Head> {
    let (words, source_from) =
        source_clause(view, i, block.end).or_else(|| source_preposition(view, i, block.end))?;
    let Range { start, end } = view.sentence(i, block);
    let source = source::after(view, source_from, end, Stops::default());
    if source.is_empty() || (words < 2 && !names_speaker(view, &source)) {
        return None;
    }
    let leads = view.words(start..i) == 0 || (i == start + 1 && view.form(start) == "و");
    let (content, content_end) = if leads {
        (main_clause(view, source.end, end)?, None)
    } else {
        (trailing_clause(view, start, i)?, Some(i))
    };
    Some(Head {
        cue: i..i + words,
        kind: CueKind::Past,
        act: Act::Say,
        agreement: Agreement::Masculine,
        negated: false,
        source: Some(source.clone()),
        between: source.end..source.end,
        content,
        opener: Opener::Main,
        breaks_at: i,
        coordinated: leads,
        asked: None,
        via: None,
        content_end,
        basis: None,
        antecedent: None,
    })
}

/// "بحسب ما ذكر فلان", "حسبما أفادت الوكالة": one cue.
fn source_clause(view: &View<'_>, i: usize, end: usize) -> Option<(usize, usize)> {
    let form = view.form(i);
    let form = form.strip_prefix('و').unwrap_or(form);
    let verb = match form {
        "بحسب" | "حسب" | "وفق" if i + 2 < end && view.form(i + 1) == "ما" => i + 2,
        "حسبما" | "وفقما" if i + 1 < end => i + 1,
        _ => return None,
    };
    let cue = |form: &str| view.pack.cue(form).is_some_and(|cue| cue.kind == CueKind::Past);
    let form = view.form(verb);
    let said = cue(form) || form.strip_suffix('ه').is_some_and(cue);
    (said && verb + 1 < end).then_some((verb + 1 - i, verb + 1))
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
    known.iter().any(|kind| view.pack.is_bare(head, *kind))
        || source.clone().any(|i| view.is_open_quote(i))
}

/// The clause after "بحسب فلان": over a comma, فإن and فقد.
fn main_clause(view: &View<'_>, from: usize, end: usize) -> Option<usize> {
    let mut i = from;
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
