//! "فلان: كلام": statements that a headline makes with a colon.

use super::head::{Head, Opener};
use super::name::{bare, expanded, is_surname};
use super::source;
use super::subject::is_hearer;
use super::view::View;
use crate::SpeakerBasis;
use crate::pack::{CueKind, Syntax};
use rawi_text::TokenKind;
use std::ops::Range;

/// Words at most before the colon.
const NAME_WORDS: usize = 9;
/// Words at least after it.
const CONTENT_WORDS: usize = 3;

/// The head of a headline whose colon parts a name from its words.
pub(crate) fn find(view: &View<'_>, line: Range<usize>) -> Option<Head> {
    let colon = line.clone().find(|i| view.mark(*i) == Some(':'))?;
    let name = name(view, line.start, colon)?;
    let content = colon + 1;
    let surname = name.len() == 1
        && is_surname(view, &name, name.start)
        && expanded(view, bare(view.form(name.start)), name.start).is_some();
    let least = if surname { CONTENT_WORDS - 1 } else { CONTENT_WORDS };
    if view.words(content..line.end) < least {
        return None;
    }
    Some(Head {
        kind: CueKind::Present,
        source: Some(name),
        breaks_at: line.start,
        content_end: Some(site_start(view, content, line.end)),
        basis: Some(SpeakerBasis::Headline),
        ..Head::said(colon..content, content, Opener::Colon)
    })
}

/// "تلال: الراوي يدعو إلى": a country or a thing before the colon is the topic where somebody else speaks after it.
pub(crate) fn is_topic(view: &View<'_>, colon: &Head, heads: &[Head]) -> bool {
    let Some(name) = &colon.source else { return false };
    let first = view.form(name.start);
    let country = view.phrase(name.start, name.end, Syntax::Country) == Some(name.len())
        || view.phrase(name.start, name.end, Syntax::Place) == Some(name.len());
    let event = [Syntax::Event, Syntax::Thing].iter().any(|kind| view.pack.is(first, *kind));
    let speaks =
        |head: &Head| head.source.as_ref().is_some_and(|source| source.start == colon.content);
    event || (country && heads.iter().any(speaks))
}

/// The noun phrase directly before the colon, when it can name a speaker.
fn name(view: &View<'_>, start: usize, colon: usize) -> Option<Range<usize>> {
    let from = (start..colon)
        .rev()
        .take_while(|i| {
            view.is_word(*i)
                || matches!(view.mark(*i), Some('«' | '»' | '"' | '.' | '/' | '“' | '”'))
        })
        .last()?;
    let from = (from..colon).find(|i| view.is_word(*i) || view.is_open_quote(*i))?;
    let words = view.words(from..colon);
    if from > start && view.tokens[from - 1].kind == TokenKind::Number {
        return None;
    }
    // "اتهمه بالخيانة": a verb with its object.
    let object =
        view.form(from).strip_suffix('ه').is_some_and(|verb| view.pack.cue(verb).is_some());
    if object && !view.pack.is_bare(view.form(from), Syntax::Title) {
        return None;
    }
    let spoken = (from..colon).filter(|i| view.is_word(*i)).any(|i| {
        let form = view.form(i);
        view.cue(i).is_some_and(|cue| !cue.takes.near)
            || [Syntax::NotSpeaker, Syntax::Circumstance, Syntax::Relative, Syntax::Particle]
                .iter()
                .any(|kind| view.pack.is(form, *kind))
            || view.clause_opener(i).is_some()
    });
    let place = view.phrase(from, colon, Syntax::Place).is_some_and(|words| from + words == colon);
    let from_speaker =
        [Syntax::Title, Syntax::Institution, Syntax::Group, Syntax::Document, Syntax::Given];
    let speaks = (from..colon)
        .filter(|i| view.is_word(*i))
        .any(|i| from_speaker.iter().any(|kind| view.pack.is_bare(view.form(i), *kind)));
    // "الانتخابات البلدية: انتداب ألفي عون" is a rubric.
    if words > 1 && !speaks && source::is_verbal_noun(view, colon + 1, colon + 1) {
        return None;
    }
    let event = view.is_word(colon + 1) && view.pack.is(view.form(colon + 1), Syntax::Event);
    let country = view.phrase(from, colon, Syntax::Country).is_some() && event;
    let end = (from + 1..colon).find(|i| view.is_word(*i) && is_hearer(view, *i)).unwrap_or(colon);
    ((1..=NAME_WORDS).contains(&words) && !spoken && !place && !country).then_some(from..end)
}

/// A headline's content ends before " - site".
fn site_start(view: &View<'_>, content: usize, end: usize) -> usize {
    let dash = (content + CONTENT_WORDS..end).rev().find(|i| {
        let span = view.tokens[*i].span;
        matches!(view.mark(*i), Some('-' | '–' | '—' | '|'))
            && view.text[..span.start].ends_with(char::is_whitespace)
            && view.text[span.end..].starts_with(char::is_whitespace)
    });
    dash.filter(|at| end - at <= 6).unwrap_or(end)
}
