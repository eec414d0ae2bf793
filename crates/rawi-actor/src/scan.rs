//! Where the forms of the registry stand in a text.

use rawi_text::form::fold_char;
use rawi_text::{Span, TokenKind, Tokens};

use crate::form::{Step, joins_next};
use crate::registry::{Registry, Sense};

/// A form of the registry in a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit<'r> {
    /// Its tokens.
    pub first: usize,
    pub end: usize,
    /// Folded letters before it in its first token.
    pub cut: u8,
    /// Whether ل is among them.
    pub to: bool,
    /// How many words it has.
    pub words: u8,
    pub senses: &'r [Sense],
}

impl Hit<'_> {
    pub fn any(&self, is: impl Fn(&Sense) -> bool) -> bool {
        self.senses.iter().any(is)
    }
}

/// Most words of a form.
const MOST_WORDS: u8 = 14;

/// All hits that begin at token `i`, the longest first; of one length the less cut first.
pub(crate) fn hits<'r>(registry: &'r Registry, tokens: &Tokens, i: usize, out: &mut Vec<Hit<'r>>) {
    out.clear();
    if tokens[i].kind != TokenKind::Word {
        return;
    }
    let form = tokens.form(i);
    follow(registry, tokens, i, form, (0, false), out);
    if let Some(owner) = form.strip_suffix("'s").or_else(|| form.strip_suffix("’s")) {
        follow(registry, tokens, i, owner, (0, false), out);
    }
    // A word of lengthening signs alone folds to nothing.
    if form.len() >= 6 && form.as_bytes()[0] >= 0xD8 {
        cuts(form, &mut |rest, cut, to| follow(registry, tokens, i, rest, (cut, to), out));
    }
    out.sort_by_key(|hit| (std::cmp::Reverse(hit.end), hit.cut));
}

/// What may be left of an Arabic word without its particles.
fn cuts(form: &str, out: &mut dyn FnMut(&str, u8, bool)) {
    let mut particle = |rest: &str, cut: u8| {
        let Some(after) = rest.strip_prefix(['ب', 'ل', 'ك']) else { return };
        let to = rest.starts_with('ل');
        if after.len() >= 4 {
            out(after, cut + 1, to);
        }
        if to && let Some(after) = after.strip_prefix('ل') {
            // The article's alef is lost in لل.
            out(&format!("ال{after}"), cut, true);
        }
    };
    particle(form, 0);
    if let Some(rest) = form.strip_prefix(['و', 'ف']).filter(|rest| rest.len() >= 4) {
        particle(rest, 1);
        out(rest, 1, false);
    }
}

fn follow<'r>(
    registry: &'r Registry,
    tokens: &Tokens,
    i: usize,
    form: &str,
    (cut, to): (u8, bool),
    out: &mut Vec<Hit<'r>>,
) {
    let mut step = Step::START;
    let mut at = i;
    let mut words = 0;
    let mut form = std::borrow::Cow::Borrowed(form);
    loop {
        if joins_next(&form) && tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word) {
            at += 1;
            form.to_mut().push_str(tokens.form(at));
        }
        step = step.with(&form);
        words += 1;
        let Some((senses, goes_on)) = registry.senses(step) else { return };
        if !senses.is_empty() {
            out.push(Hit { first: i, end: at + 1, cut, to, words, senses });
        }
        if !goes_on || words == MOST_WORDS {
            return;
        }
        at += 1;
        // جيه. دي. فانس, Al-Sisi: a mark inside a name.
        if let (Some(mark), Some(_)) = (tokens.get(at), tokens.get(at + 1))
            && matches!(mark.kind, TokenKind::Mark('.' | '-' | '‑'))
            && mark.span.start == tokens[at - 1].span.end
        {
            at += 1;
        }
        match tokens.get(at) {
            Some(token) if matches!(token.kind, TokenKind::Word | TokenKind::Number) => {
                form = std::borrow::Cow::Borrowed(tokens.form(at));
            }
            _ => return,
        }
    }
}

/// The bytes of tokens `first..end` without the first `cut` folded letters.
pub(crate) fn span(text: &str, tokens: &Tokens, first: usize, end: usize, cut: u8) -> Span {
    let token = tokens[first].span;
    let mut left = cut;
    let mut start = token.start;
    for (at, c) in token.of(text).char_indices() {
        let mut kept = false;
        fold_char(c, |_| kept = true);
        if left == 0 {
            if kept {
                start = token.start + at;
                break;
            }
            continue;
        }
        if kept {
            left -= 1;
        }
    }
    Span::new(start, tokens[end - 1].span.end)
}
