//! The numbers of a text, in digits and in words.

use rawi_text::{Lang, Span, Tokens};

use crate::lexicon;
use crate::number;
use crate::words::Words;

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Index of its first token.
    pub first: usize,
    /// Index of the token after its last.
    pub end: usize,
    /// Its value in hundredths: 150 is 1.5.
    pub hundredths: i64,
}

/// The numbers of `text`, in order: digits with thousands and decimals, cardinals in words, and digits before
/// thousand, million and the like. Clocks and dates are none. A language without a table of times has only digits.
///
/// ```
/// use rawi_text::{Lang, tokenize};
/// let text = "أصيب ثلاثة وعشرون شخصا ونزح 2.5 مليون";
/// let values: Vec<i64> =
///     rawi_time::amounts(text, &tokenize(text), Lang::Ar).iter().map(|n| n.hundredths).collect();
/// assert_eq!(values, [2_300, 250_000_000]);
/// ```
pub fn amounts(text: &str, tokens: &Tokens, lang: Lang) -> Vec<Amount> {
    let lexicon = lexicon::of(lang).or_else(|| lexicon::of(Lang::En));
    let Some(lexicon) = lexicon else { return Vec::new() };
    let words = Words::new(text, tokens, lexicon);
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let mut longest: Option<(i64, usize)> = None;
        number::amounts(&words, i, true, &mut |value, next, _| {
            if value >= 0 && longest.is_none_or(|(_, end)| next > end) {
                longest = Some((value, next));
            }
        });
        match longest {
            Some((hundredths, end)) => {
                let span = Span::new(tokens[i].span.start, tokens[end - 1].span.end);
                found.push(Amount { span, first: i, end, hundredths });
                i = end;
            }
            None => i += 1,
        }
    }
    joined(found, tokens)
}

/// مليونا و200 ألف is one number, in words and digits.
fn joined(found: Vec<Amount>, tokens: &Tokens) -> Vec<Amount> {
    let mut out: Vec<Amount> = Vec::with_capacity(found.len());
    for next in found {
        match out.last_mut() {
            Some(last)
                if next.first == last.end + 1
                    && is_and(tokens.form(last.end))
                    && goes_on(last, &next) =>
            {
                last.hundredths += next.hundredths;
                last.end = next.end;
                last.span = Span::new(last.span.start, next.span.end);
            }
            _ => out.push(next),
        }
    }
    out
}

fn is_and(form: &str) -> bool {
    matches!(form, "و" | "and")
}

/// Whether a number is millions or thousands, and the next one less than one of these.
fn goes_on(last: &Amount, next: &Amount) -> bool {
    [100_000_000_000, 100_000_000, 100_000].into_iter().any(|unit| {
        last.hundredths >= unit
            && last.hundredths % unit == 0
            && next.hundredths < unit
            && unit > 100_000
    })
}
