//! Whether what a clause tells was or will be.

use rawi_text::TokenKind;

use crate::lexicon::Kind;
use crate::words::Words;

/// How many tokens a plan ("is due", المقرر) reaches over the word that opens its clause.
const PLAN_REACH: usize = 4;
/// How far tense is looked for, in tokens.
const REACH: usize = 40;

/// How many tokens behind a verb of speaking ("said late on") a time still tells when somebody spoke.
const SPOKEN_REACH: usize = 3;

/// Whether the clause around tokens `from..to` tells of the future.
///
/// A mark of the future counts from where it stands to the next word that opens a clause of its own; one that stands
/// right before that word ("it is due that") counts on. Behind the time it counts to the end of the clause. A mark of
/// the past ends what a mark of the future in another clause began; the nearest one counts.
pub(crate) fn is_future(words: &Words<'_>, from: usize, to: usize) -> bool {
    let mut begin = from;
    while begin > 0 && from - begin < REACH && !ends_sentence(words, begin - 1) {
        begin -= 1;
    }
    let (mut future, mut past) = (None, None);
    for i in begin..from {
        if let Some(verb) = past_mark(words, i) {
            if verb == FINITE || future.is_none_or(|at| (at..i).any(|i| opens(words, i))) {
                (future, past) = (None, Some((i, verb == SPOKE)));
            }
        } else if is_mark_of_future(words, i) {
            (future, past) = (Some(i), None);
        } else if words.is(i, Kind::Clause)
            && i + 1 < from
            && future.is_some_and(|at| i - at > PLAN_REACH)
        {
            future = None;
        }
    }
    if future.is_some() {
        return true;
    }
    if past.is_some_and(|(at, spoke)| !spoke || from - at <= SPOKEN_REACH) {
        return false;
    }
    for i in to..words.len().min(to + REACH) {
        if ends_sentence(words, i) || words.is(i, Kind::Clause) || past_mark(words, i).is_some() {
            return false;
        }
        if is_mark_of_future(words, i) {
            return true;
        }
    }
    false
}

/// Whether another clause may begin at token `i`.
fn opens(words: &Words<'_>, i: usize) -> bool {
    words.is(i, Kind::Clause)
        || words.is(i, Kind::And)
        || matches!(
            words.tokens[i].kind,
            TokenKind::Mark(',' | '،' | ':' | '-' | '–' | '—' | '"' | '“' | '”')
        )
}

/// The value of a verb of speaking.
const SPOKE: i32 = 1;
/// The value of a form that no mark of the future can stand before.
const FINITE: i32 = 2;

/// The value of the verb at token `i` that tells what was.
fn past_mark(words: &Words<'_>, i: usize) -> Option<i32> {
    let longest = |kind: Kind| {
        let senses = words.senses(i).iter().filter(|found| found.sense.kind == kind);
        senses.max_by_key(|found| found.sense.words)
    };
    let future = longest(Kind::Future).map_or(0, |found| found.sense.words);
    if let Some(past) = longest(Kind::Past) {
        return (past.sense.words > future).then_some(past.sense.value);
    }
    let ended = || {
        let form = words.tokens.form(i);
        let ends =
            |ending: &String| form.len() > ending.len() + 2 && form.ends_with(ending.as_str());
        words.lexicon.past_endings.iter().any(ends) && !words.is_capital(i)
    };
    (words.tokens[i].kind == TokenKind::Word && future == 0 && ended()).then_some(0)
}

fn ends_sentence(words: &Words<'_>, i: usize) -> bool {
    // Mr. Smith
    let title = words.is_mark(i, '.')
        && i > 0
        && words.is_capital(i - 1)
        && words.tokens.form(i - 1).len() <= 3;
    if title && words.lexicon.capitals {
        return false;
    }
    matches!(
        words.tokens[i].kind,
        TokenKind::Break | TokenKind::Mark('.' | '؛' | ';' | '؟' | '?' | '!' | '…')
    )
}

fn is_mark_of_future(words: &Words<'_>, i: usize) -> bool {
    words.is(i, Kind::Future) || is_future_verb(words, i)
}

/// سيزور, وستبدأ: the future's س before an imperfect verb of the third person.
fn is_future_verb(words: &Words<'_>, i: usize) -> bool {
    if !words.lexicon.attaches || words.tokens[i].kind != TokenKind::Word {
        return false;
    }
    let form = words.tokens.form(i);
    let form = form.strip_prefix(['و', 'ف']).unwrap_or(form);
    let Some(verb) = form.strip_prefix('س') else { return false };
    verb.starts_with(['ي', 'ت'])
        && verb.chars().nth(2).is_some()
        && !words.lexicon.not_future.contains(form)
}
