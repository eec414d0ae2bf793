//! Words, numbers and marks with their offsets.

use crate::Span;
use crate::form::fold_char;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters with their marks and inner apostrophes.
    Word,
    /// Digits with their inner separators: `1.5`, `20/1/2025`, `14:30`.
    Number,
    /// One punctuation mark or symbol; runs of full stops are one ellipsis `…`.
    Mark(char),
    /// One or more line breaks.
    Break,
    /// An account: `@name`.
    Handle,
    /// A tag: `#name`.
    Hashtag,
    /// An address with a scheme, or one that begins with `www.` or `pic.`.
    Url,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Where its folded letters stand in the arena of [`Tokens`].
    form: (u32, u32),
}

/// The tokens of a text with their folded forms.
///
/// ```
/// use rawi_text::{TokenKind, tokenize};
/// let tokens = tokenize("وقالَ: «نعم» 1.5");
/// let forms: Vec<&str> = (0..tokens.len()).map(|i| tokens.form(i)).collect();
/// assert_eq!(forms, ["وقال", ":", "«", "نعم", "»", "1.5"]);
/// assert_eq!(tokens[1].kind, TokenKind::Mark(':'));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    list: Vec<Token>,
    arena: String,
}

impl Tokens {
    /// The folded letters of token `i`.
    ///
    /// # Panics
    /// When there is no token `i`.
    pub fn form(&self, i: usize) -> &str {
        let (start, end) = self.list[i].form;
        &self.arena[start as usize..end as usize]
    }

    /// Index of the first token that starts at or after byte `at`.
    pub fn at(&self, at: usize) -> usize {
        self.list.partition_point(|t| t.span.start < at)
    }
}

impl std::ops::Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.list
    }
}

/// The tokens of `text`, in order; white space other than line breaks belongs to none.
///
/// Linear in the text. Texts of 4 GiB and more are read up to that size.
pub fn tokenize(text: &str) -> Tokens {
    let text = &text[..floor_boundary(text, u32::MAX as usize / 4)];
    let mut tokens = Tokens {
        list: Vec::with_capacity(text.len() / 8),
        arena: String::with_capacity(text.len()),
    };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (end, kind) = next(text, at, c);
        if let Some(kind) = kind {
            push(&mut tokens, text, Span::new(at, end), kind);
        }
        at = end;
    }
    tokens
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn push(tokens: &mut Tokens, text: &str, span: Span, kind: TokenKind) {
    let from = tokens.arena.len() as u32;
    match kind {
        TokenKind::Mark(c) => tokens.arena.push(c),
        TokenKind::Break => tokens.arena.push('\n'),
        _ => span.of(text).chars().for_each(|c| fold_char(c, |c| tokens.arena.push(c))),
    }
    tokens.list.push(Token { span, kind, form: (from, tokens.arena.len() as u32) });
}

/// End and kind of what begins at `at`; no kind for white space.
fn next(text: &str, at: usize, c: char) -> (usize, Option<TokenKind>) {
    let rest = &text[at..];
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
            (at + run(rest, |c| c.is_whitespace()), Some(TokenKind::Break))
        }
        c if c.is_whitespace() => (at + c.len_utf8(), None),
        '@' if rest[1..].starts_with(is_account) => {
            (at + 1 + run(&rest[1..], is_account), Some(TokenKind::Handle))
        }
        '#' if rest[1..].starts_with(is_tag) => {
            (at + 1 + run(&rest[1..], is_tag), Some(TokenKind::Hashtag))
        }
        c if is_letter(c) => {
            if let Some(len) = url(rest) {
                return (at + len, Some(TokenKind::Url));
            }
            (at + word(rest), Some(TokenKind::Word))
        }
        c if c.is_numeric() => (at + number(rest), Some(TokenKind::Number)),
        '.' => {
            let dots = run(rest, |c| c == '.');
            (at + dots, Some(TokenKind::Mark(if dots > 1 { '…' } else { '.' })))
        }
        c => (at + c.len_utf8(), (!is_invisible(c)).then_some(TokenKind::Mark(c))),
    }
}

/// Bytes of the longest prefix whose characters all satisfy `is`.
fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

fn is_account(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_tag(c: char) -> bool {
    is_letter(c) || c.is_numeric() || c == '_'
}

/// Letters and what may stand inside a word with them: marks, tatweel, joiners.
fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        c if c.is_ascii() => false,
        '\u{0621}'..='\u{0659}' | '\u{066E}'..='\u{06D3}' | '\u{06D5}'..='\u{06DC}' => true,
        '\u{0660}'..='\u{066D}' => false,
        '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}' => false,
        c => c.is_alphabetic() || is_combining(c),
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0610}'..='\u{061A}' | '\u{06DF}'..='\u{06ED}' | '\u{0591}'..='\u{05C7}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' | '\u{FE0E}' | '\u{FE0F}' | '\u{00AD}')
        || c.is_control()
}

/// Bytes of a word: letters, with an apostrophe or a joiner between letters.
fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '\u{200C}' | '\u{200D}')
            && chars.peek().is_some_and(|(_, next)| is_letter(*next));
        if !is_letter(c) && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Bytes of a number: digits, with one separator between digits.
fn number(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬' | '-')
            && chars.peek().is_some_and(|(_, next)| next.is_numeric());
        if !c.is_numeric() && !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Bytes of an address that begins here, without the punctuation that ends a sentence.
fn url(rest: &str) -> Option<usize> {
    const HEADS: [&str; 5] = ["http://", "https://", "www.", "pic.twitter.com/", "t.co/"];
    let head = HEADS.iter().find(|head| {
        rest.as_bytes().get(..head.len()).is_some_and(|b| b.eq_ignore_ascii_case(head.as_bytes()))
    })?;
    let len = run(rest, |c| {
        !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '«' | '»' | '“' | '”' | '،' | '؛')
    });
    // An address is ASCII or percent-encoded; Arabic letters glued after it are the next word, unless a path holds them.
    let ascii = run(&rest[..len], |c| c.is_ascii());
    let len = if rest[..len].contains('/') && rest[..ascii].ends_with('/') { len } else { ascii };
    let len = rest[..len].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']).len();
    (len > head.len()).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        (0..tokens.len()).map(|i| tokens.form(i).to_owned()).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        let rows: [(&str, &[&str]); 8] = [
            ("قال: «نعم»...", &["قال", ":", "«", "نعم", "»", "…"]),
            ("بـ1.5 مليون، و20/1/2025", &["ب", "1.5", "مليون", "،", "و", "20/1/2025"]),
            ("@SecName#علم_البلد x", &["@secname", "#علم_البلد", "x"]),
            ("see https://t.co/aB3?x=1. وقال", &["see", "https://t.co/ab3?x=1", ".", "وقال"]),
            ("pic.twitter.com/aPx9وقال", &["pic.twitter.com/apx9", "وقال"]),
            ("it’s l'été", &["it’s", "l'été"]),
            ("سطر\n\n آخر", &["سطر", "\n", "اخر"]),
            ("الحرب.وأضاف", &["الحرب", ".", "واضاف"]),
        ];
        for (text, expected) in rows {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_are_ordered_and_cover_what_is_visible(text in "\\PC{0,80}|[ء-ي«».,:@#\\n a-z0-9]{0,80}") {
            let tokens = tokenize(&text);
            let mut last = 0;
            for token in tokens.iter() {
                prop_assert!(token.span.start >= last && !token.span.is_empty());
                let gap = &text[last..token.span.start];
                prop_assert!(gap.chars().all(|c| c.is_whitespace() || is_invisible(c)), "{gap:?}");
                last = token.span.end;
            }
            prop_assert!(text[last..].chars().all(|c| c.is_whitespace() || is_invisible(c)));
        }
    }
}
