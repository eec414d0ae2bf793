//! The spelling used for matching: Arabic letters without marks, tatweel, hamza seats and bidi controls,
//! one alef, one yeh, one digit row; other scripts in lower case. The original text is never changed:
//! a [`Form`] maps every place of the folded text back to the original.
//!
//! Which letters fold together follows the usual orthographic normalisation of Arabic retrieval
//! (Larkey, Ballesteros, Connell: *Improving stemming for Arabic information retrieval*, 2002), plus
//! presentation forms by Unicode compatibility decomposition.

use crate::Span;
use unicode_normalization::char::decompose_compatible;

/// Calls `out` with every folded character of `c`; not at all where `c` is dropped.
///
/// ```
/// let mut out = String::new();
/// for c in "إِلـٰـى ﻻ ٢٥".chars() {
///     rawi_text::form::fold_char(c, |c| out.push(c));
/// }
/// assert_eq!(out, "الي لا 25");
/// ```
#[inline]
pub fn fold_char(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        out(c.to_ascii_lowercase());
        return;
    }
    match simple(c) {
        Fold::Keep => out(c),
        Fold::To(to) => out(to),
        Fold::Drop => {}
        Fold::Compose => decompose_compatible(c, |part| match simple(part) {
            Fold::Keep | Fold::Compose | Fold::Lower => out(part),
            Fold::To(to) => out(to),
            Fold::Drop => {}
        }),
        Fold::Lower => c.to_lowercase().for_each(out),
    }
}

enum Fold {
    Keep,
    To(char),
    Drop,
    Compose,
    Lower,
}

#[inline]
fn simple(c: char) -> Fold {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => Fold::To('ا'),
        'ى' | 'ی' | 'ئ' => Fold::To('ي'),
        'ة' | 'ۀ' | 'ە' => Fold::To('ه'),
        'ؤ' => Fold::To('و'),
        'ک' => Fold::To('ك'),
        '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => Fold::Keep,
        '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0610}'..='\u{061A}' => Fold::Drop,
        '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}' => Fold::Drop,
        '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Fold::Drop,
        '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' => Fold::Drop,
        '٠'..='٩' => Fold::To(digit(c, '٠')),
        '۰'..='۹' => Fold::To(digit(c, '۰')),
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => Fold::Compose,
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => Fold::To(' '),
        c if c.is_uppercase() => Fold::Lower,
        _ => Fold::Keep,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from(b'0' + (c as u32 - zero as u32) as u8)
}

/// Appends the folded `text` to `out`.
///
/// ```
/// let mut out = String::new();
/// rawi_text::fold_into("مُؤَكِّدةً", &mut out);
/// assert_eq!(out, "موكده");
/// ```
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, |c| out.push(c));
    }
}

/// The folded `text`.
///
/// ```
/// assert_eq!(rawi_text::fold("أكّد"), "اكد");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Folded text that maps back to the original.
///
/// ```
/// use rawi_text::{Form, Span};
/// let text = "قالَ الوزيرُ";
/// let form = Form::new(text);
/// assert_eq!(form.text(), "قال الوزير");
/// let at = form.text().find("الوزير").unwrap();
/// let span = form.original(Span::new(at, at + "الوزير".len()));
/// assert_eq!(span.of(text), "الوزيرُ");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Form {
    text: String,
    /// For every byte of `text`: start and end of the original character it came from.
    origin: Vec<(u32, u32)>,
}

impl Form {
    /// Folds `text`. Texts of 4 GiB and more are folded up to that size.
    pub fn new(text: &str) -> Self {
        let mut form = Self {
            text: String::with_capacity(text.len()),
            origin: Vec::with_capacity(text.len()),
        };
        for (at, c) in text.char_indices() {
            let Ok(start) = u32::try_from(at) else { break };
            let before = form.text.len();
            fold_char(c, |c| form.text.push(c));
            if form.text.len() == before {
                // A dropped mark belongs to the letter before it.
                extend_last(&mut form.origin, start, start + c.len_utf8() as u32);
            }
            let end = start + c.len_utf8() as u32;
            form.origin.resize(form.text.len(), (start, end));
        }
        form
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original bytes that a span of the folded text came from.
    ///
    /// # Panics
    /// When `folded` ends past the folded text.
    pub fn original(&self, folded: Span) -> Span {
        if folded.is_empty() {
            let at = self
                .origin
                .get(folded.start)
                .map_or_else(|| self.origin.last().map_or(0, |o| o.1 as usize), |o| o.0 as usize);
            return Span::new(at, at);
        }
        Span::new(self.origin[folded.start].0 as usize, self.origin[folded.end - 1].1 as usize)
    }
}

/// Stretches the origin of the last letter over a dropped mark that follows it directly.
fn extend_last(origin: &mut [(u32, u32)], start: u32, end: u32) {
    let Some(&last) = origin.last() else { return };
    if last.1 != start {
        return;
    }
    for place in origin.iter_mut().rev().take_while(|place| **place == last) {
        place.1 = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_fold() {
        let rows = [
            ("أكَّدَت", "اكدت"),
            ("مســــؤول", "مسوول"),
            ("ﷲ", "الله"),
            ("ﻻ", "لا"),
            ("١٢۳", "123"),
            ("\u{202B}قال\u{202C}", "قال"),
            ("علی", "علي"),
            ("Üst", "üst"),
            ("می\u{200C}گوید", "ميگويد"),
        ];
        for (text, folded) in rows {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_folded_span_leads_back(text in "\\PC{0,60}|[ء-ي\u{064B}-\u{0652}\u{0640} .,A-Zﷲﻻ]{0,60}") {
            let form = Form::new(&text);
            prop_assert_eq!(form.text(), fold(&text));
            let mut last = 0;
            for (at, c) in form.text().char_indices() {
                let span = form.original(Span::new(at, at + c.len_utf8()));
                prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
                prop_assert!(span.start >= last && span.end > span.start);
                prop_assert!(fold(span.of(&text)).contains(c));
                last = span.start;
            }
        }

        #[test]
        fn folding_is_idempotent(text in "[ء-ي\u{064B}-\u{0652}\u{0640} .,a-zA-Z0-9٠-٩ﷲﻻ]{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
