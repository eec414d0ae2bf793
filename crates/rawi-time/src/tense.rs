//! Whether what a clause tells was or will be.

use rawi_text::TokenKind;

use crate::lexicon::Kind;
use crate::words::Words;

/// How many tokens a plan ("is due", المقرر) reaches over the word that opens its clause.
const PLAN_REACH: usize = 4;
/// How far tense is looked for, in tokens.
const REACH: usize = 40;

/// Whether the clause around tokens `from..to` tells of the future.
///
/// A mark of the future counts from where it stands to the next word that opens a clause of its own; one that stands
/// right before that word ("it is due that") counts on. Behind the time it counts to the end of the clause.
pub(crate) fn is_future(words: &Words<'_>, from: usize, to: usize) -> bool {
    let mut begin = from;
    while begin > 0 && from - begin < REACH && !ends_sentence(words, begin - 1) {
        begin -= 1;
    }
    let mut future = None;
    for i in begin..from {
        if is_mark_of_future(words, i) {
            future = Some(i);
        } else if words.is(i, Kind::Clause) && future.is_some_and(|at| i - at > PLAN_REACH) {
            future = None;
        }
    }
    if future.is_some() {
        return true;
    }
    for i in to..words.len().min(to + REACH) {
        if ends_sentence(words, i) || words.is(i, Kind::Clause) {
            return false;
        }
        if is_mark_of_future(words, i) {
            return true;
        }
    }
    false
}

fn ends_sentence(words: &Words<'_>, i: usize) -> bool {
    matches!(words.tokens[i].kind, TokenKind::Break | TokenKind::Mark('.' | '؛' | ';' | '؟' | '?' | '!' | '…'))
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
