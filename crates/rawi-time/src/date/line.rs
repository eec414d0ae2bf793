//! A line cut into numbers, words and marks.

/// One piece of a line: bytes `start..end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub kind: PieceKind,
    pub start: usize,
    pub end: usize,
    /// Whether white space stands before it.
    pub spaced: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// Digits of any row that Arabic-script pages use.
    Number {
        /// The value; saturated where it is too large.
        value: u32,
        /// How many digits.
        digits: usize,
        /// Written with `۰۱۲۳۴۵۶۷۸۹`.
        persian: bool,
    },
    /// Letters of one script.
    Word,
    /// Anything else; dashes are `-`, quotes and odd colons their plain form.
    Mark(char),
}

/// The pieces of one line.
pub(super) struct Line<'l> {
    pub text: &'l str,
    pub pieces: Vec<Piece>,
}

/// Whether four digits stand together somewhere: without a year there is no date.
pub(super) fn may_hold_year(text: &str) -> bool {
    let mut run = 0;
    let mut lead = 0;
    for &byte in text.as_bytes() {
        let digit = match (lead, byte) {
            (_, b'0'..=b'9') | (0xD9, 0xA0..=0xA9) | (0xDB, 0xB0..=0xB9) => true,
            (_, 0xD9 | 0xDB) => {
                lead = byte;
                continue;
            }
            _ => false,
        };
        lead = 0;
        run = if digit { run + 1 } else { 0 };
        if run == 4 {
            return true;
        }
    }
    false
}

impl<'l> Line<'l> {
    pub fn new(text: &'l str) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut spaced = false;
        let mut open = false;
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            let class = class_of(c);
            if open
                && let Some(last) = pieces.last_mut()
                && joins(last, class, text)
            {
                last.end = end;
                continue;
            }
            let kind = match class {
                Class::Ignored => continue,
                Class::Space => {
                    (spaced, open) = (true, false);
                    continue;
                }
                Class::Digit { value, persian } => PieceKind::Number { value, digits: 1, persian },
                Class::Latin | Class::Letter => PieceKind::Word,
                // A tatweel that lengthens no word is typed for a dash: `17 ـ 10 ـ 1436`.
                Class::Extender => PieceKind::Mark('-'),
                Class::Mark(mark) => PieceKind::Mark(mark),
            };
            pieces.push(Piece { kind, start, end, spaced });
            (spaced, open) = (false, true);
        }
        Self { text, pieces }
    }

    /// Appends the letters of piece `i` in the spelling used for matching.
    pub fn fold_into(&self, i: usize, out: &mut String) {
        let piece = self.pieces[i];
        for c in self.text[piece.start..piece.end].chars() {
            match c {
                '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}' => {}
                'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
                'ى' | 'ی' | 'ې' => out.push('ي'),
                'ة' | 'ہ' | 'ھ' => out.push('ه'),
                'ک' => out.push('ك'),
                'é' | 'è' | 'ê' | 'É' => out.push('e'),
                'à' | 'â' | 'À' => out.push('a'),
                'û' | 'ù' | 'Û' => out.push('u'),
                _ => out.extend(c.to_lowercase()),
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit {
        value: u32,
        persian: bool,
    },
    Latin,
    Letter,
    /// Lengthens or vowels the word before it, and is nothing on its own.
    Extender,
    Space,
    /// Direction marks and the like.
    Ignored,
    Mark(char),
}

fn class_of(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit { value: c as u32 - '0' as u32, persian: false },
        '٠'..='٩' => Class::Digit { value: c as u32 - '٠' as u32, persian: false },
        '۰'..='۹' => Class::Digit { value: c as u32 - '۰' as u32, persian: true },
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Class::Latin,
        '\u{640}' => Class::Extender,
        '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}' => Class::Extender,
        '\n' => Class::Mark('\n'),
        '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => Class::Ignored,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Class::Mark('-'),
        '∶' | '：' => Class::Mark(':'),
        '⁄' | '∕' => Class::Mark('/'),
        '،' => Class::Mark(','),
        '’' | '‘' | 'ʼ' => Class::Mark('\''),
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Mark(c),
    }
}

/// Whether a character of `class` carries `last` on; if so, a number takes the digit in.
fn joins(last: &mut Piece, class: Class, text: &str) -> bool {
    match (&mut last.kind, class) {
        (
            PieceKind::Number { value, digits, persian },
            Class::Digit { value: next, persian: p },
        ) => {
            *value = value.saturating_mul(10).saturating_add(next);
            *digits += 1;
            *persian |= p;
            true
        }
        // `2024وقال` and `GMTوقال`: glued words of two scripts are two words.
        (PieceKind::Word, Class::Latin) => is_latin(text, last),
        (PieceKind::Word, Class::Letter) => !is_latin(text, last),
        (PieceKind::Word, Class::Extender) => true,
        // Direction marks inside a number or word do not part it.
        (PieceKind::Word | PieceKind::Number { .. }, Class::Ignored) => false,
        _ => false,
    }
}

fn is_latin(text: &str, piece: &Piece) -> bool {
    text[piece.start..].chars().next().is_some_and(|c| class_of(c) == Class::Latin)
}
