//! What the words of a text tell.

use rawi_text::form::fold_char;
use rawi_text::{TokenKind, Tokens};

use crate::lexicon::{Kind, Lexicon, Sense};
use crate::number;
use crate::pattern::Element;

/// A sense of a token, and what is attached to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub sense: Sense,
    /// Folded letters before the word.
    pub cut: u8,
    /// Whether و or ف is among them.
    pub conjunction: bool,
    /// Whether ب, ل or ك is among them.
    pub preposition: bool,
    /// Whether the article stands before the word; it belongs to the word.
    pub article: bool,
}

/// Whether words of that kind are names.
fn is_name(kind: Kind) -> bool {
    matches!(kind, Kind::Month | Kind::HijriMonth | Kind::Weekday)
}

/// The tokens of a text, and what each may tell.
pub(crate) struct Words<'t> {
    pub text: &'t str,
    pub tokens: &'t Tokens,
    pub lexicon: &'static Lexicon,
    found: Vec<Found>,
    /// For each token, where its senses begin.
    first: Vec<u32>,
    /// For each token, a bit for each kind of its senses.
    kinds: Vec<u64>,
}

impl<'t> Words<'t> {
    pub fn new(text: &'t str, tokens: &'t Tokens, lexicon: &'static Lexicon) -> Self {
        let mut words = Self {
            text,
            tokens,
            lexicon,
            found: Vec::new(),
            first: Vec::with_capacity(tokens.len() + 1),
            kinds: Vec::with_capacity(tokens.len()),
        };
        let mut joined = String::new();
        for i in 0..tokens.len() {
            words.first.push(words.found.len() as u32);
            if tokens[i].kind == TokenKind::Word {
                words.look_up(i, &mut joined);
            }
            let own = words.found[words.first[i] as usize..].iter();
            words.kinds.push(own.fold(0, |all, found| all | 1 << (found.sense.kind as u64)));
        }
        words.first.push(words.found.len() as u32);
        words
    }

    fn look_up(&mut self, i: usize, joined: &mut String) {
        let tokens = self.tokens;
        let form = tokens.form(i);
        let plain = Found {
            sense: Sense { kind: Kind::Literal, value: 0, words: 1 },
            cut: 0,
            conjunction: false,
            preposition: false,
            article: false,
        };
        self.look_up_as(i, form, plain, joined);
        if let Some(stem) = self.stem(i) {
            self.look_up_as(i, stem, plain, joined);
        }
        if !self.lexicon.attaches || form.len() < 6 {
            return;
        }
        self.articled(i, form, plain, joined);
        let (rest, plain) = match form.strip_prefix(['و', 'ف']) {
            Some(rest) => {
                let plain = Found { cut: 1, conjunction: true, ..plain };
                self.look_up_as(i, rest, plain, joined);
                self.articled(i, rest, plain, joined);
                (rest, plain)
            }
            None => (form, plain),
        };
        for (rest, plain) in [(form, Found { cut: 0, conjunction: false, ..plain }), (rest, plain)]
        {
            if let Some(after) = rest.strip_prefix(['ب', 'ل', 'ك']) {
                let plain = Found { cut: plain.cut + 1, preposition: true, ..plain };
                self.look_up_as(i, after, plain, joined);
                if let Some(after) = after.strip_prefix("ال") {
                    self.look_up_as(i, after, Found { article: true, ..plain }, joined);
                } else if rest.starts_with('ل')
                    && let Some(after) = after.strip_prefix('ل')
                {
                    // The article's alef is lost in لل: nothing can be left out.
                    self.look_up_as(
                        i,
                        after,
                        Found { cut: plain.cut - 1, article: true, ..plain },
                        joined,
                    );
                    let whole = format!("ال{after}");
                    self.look_up_as(i, &whole, Found { cut: plain.cut - 1, ..plain }, joined);
                }
            }
            if !plain.conjunction {
                break;
            }
        }
    }

    /// Months have no article but as the table has it: الأب is the father.
    fn articled(&mut self, i: usize, form: &str, plain: Found, joined: &mut String) {
        if let Some(rest) = form.strip_prefix("ال") {
            self.look_up_as(i, rest, Found { article: true, ..plain }, joined);
        }
    }

    fn look_up_as(&mut self, i: usize, form: &str, plain: Found, joined: &mut String) {
        let Some(entry) = self.lexicon.forms.get(form) else { return };
        let small =
            self.lexicon.capitals && self.lexicon.weak.contains_key(form) && !self.is_capital(i);
        let senses = entry.senses.iter().filter(|sense| !small || !is_name(sense.kind));
        let month = |kind| matches!(kind, Kind::Month | Kind::HijriMonth);
        let senses = senses.filter(|sense| !(plain.article && month(sense.kind)));
        self.found.extend(senses.map(|sense| Found { sense: *sense, ..plain }));
        if !entry.heads {
            return;
        }
        joined.clear();
        joined.push_str(form);
        for k in 1..self.lexicon.most_words {
            let Some(token) = self.tokens.get(i + k) else { return };
            if token.kind == TokenKind::Break {
                return;
            }
            joined.push(' ');
            joined.push_str(self.tokens.form(i + k));
            if let Some(entry) = self.lexicon.forms.get(joined.as_str()) {
                self.found
                    .extend(entry.senses.iter().map(|sense| Found { sense: *sense, ..plain }));
            }
        }
    }

    /// The folded word without the 's that ends it, where the language has that and the word is none by itself.
    pub fn stem(&self, i: usize) -> Option<&'t str> {
        if !self.lexicon.possessive || self.tokens.get(i)?.kind != TokenKind::Word {
            return None;
        }
        let tokens = self.tokens;
        let form = tokens.form(i);
        if self.lexicon.forms.contains_key(form) {
            return None;
        }
        form.strip_suffix("'s").or_else(|| form.strip_suffix("’s"))
    }

    /// Whether token `i` is a word that begins with a capital.
    pub fn is_capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| {
            token.kind == TokenKind::Word
                && token.span.of(self.text).starts_with(char::is_uppercase)
        })
    }

    /// Whether `element` may stand at token `i`: what rules most of them out before they are tried.
    pub fn may_be(&self, element: Element, i: usize) -> bool {
        let kinds = self.kinds[i];
        let has = |kind: Kind| kinds & (1 << (kind as u64)) != 0;
        match element {
            Element::Word(kind) => has(kind),
            Element::Literal(_) => has(Kind::Literal),
            Element::Mark(mark) => self.is_mark(i, mark),
            Element::Begin | Element::End => true,
            _ => {
                self.tokens[i].kind == TokenKind::Number
                    || [Kind::Num, Kind::Ord, Kind::Vague, Kind::And, Kind::Article]
                        .into_iter()
                        .any(has)
            }
        }
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Everything that token `i` may tell.
    pub fn senses(&self, i: usize) -> &[Found] {
        match self.first.get(i..i + 2) {
            Some([from, to]) => &self.found[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// The first sense of that kind at token `i`.
    pub fn sense(&self, i: usize, kind: Kind) -> Option<&Found> {
        self.senses(i).iter().find(|found| found.sense.kind == kind)
    }

    pub fn is(&self, i: usize, kind: Kind) -> bool {
        self.sense(i, kind).is_some()
    }

    pub fn is_mark(&self, i: usize, mark: char) -> bool {
        self.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Mark(mark))
    }

    /// The digits of a number token, with its inner separators.
    pub fn digits(&self, i: usize) -> Option<&'t str> {
        let token = self.tokens.get(i)?;
        (token.kind == TokenKind::Number).then(|| self.tokens.form(i))
    }

    /// Whether nothing stands between tokens `i` and `i + 1`.
    pub fn glued(&self, i: usize) -> bool {
        match (self.tokens.get(i), self.tokens.get(i + 1)) {
            (Some(a), Some(b)) => a.span.end == b.span.start,
            _ => false,
        }
    }

    /// Where token `i` begins without its first `cut` folded letters.
    pub fn start(&self, i: usize, cut: u8) -> usize {
        let span = self.tokens[i].span;
        let mut left = cut;
        for (at, c) in span.of(self.text).char_indices() {
            if left == 0 {
                let mut kept = false;
                fold_char(c, |_| kept = true);
                if kept {
                    return span.start + at;
                }
                continue;
            }
            fold_char(c, |_| left = left.saturating_sub(1));
        }
        span.start
    }

    /// Calls `out` with the value of each way in which `element` stands at token `i`, the token after it, and the
    /// letters that are cut off.
    pub fn each(
        &self,
        element: Element,
        i: usize,
        first: bool,
        out: &mut dyn FnMut(i64, usize, u8),
    ) {
        let by_word = |kind: Kind, value: Option<i32>, out: &mut dyn FnMut(i64, usize, u8)| {
            for found in self.senses(i) {
                let right = found.sense.kind == kind
                    && value.is_none_or(|value| value == found.sense.value)
                    // A conjunction inside begins something else, but where the row itself holds it.
                    && (first || !found.conjunction);
                // 2 لسنة 2015: the number belongs to what stands before.
                let apart = !first
                    && found.preposition
                    && self.digits(i - 1).is_some()
                    && matches!(kind, Kind::Unit | Kind::Units | Kind::Dual);
                if right && !apart {
                    let cut = if first { found.cut } else { 0 };
                    out(found.sense.value.into(), i + usize::from(found.sense.words), cut);
                }
            }
        };
        match element {
            Element::Word(kind) => by_word(kind, None, out),
            Element::Literal(id) => by_word(Kind::Literal, Some(id), out),
            Element::Mark(mark) => {
                if self.is_mark(i, mark) {
                    out(0, i + 1, 0);
                }
            }
            Element::Amount => number::amounts(self, i, first, out),
            Element::AndAmount => number::and_amounts(self, i, out),
            Element::Begin | Element::End => out(i as i64, i, 0),
            Element::MonthNumber => {
                let right = |n: &i64| (1..=12).contains(n);
                if let Some(value) = self.digits(i).and_then(number::whole).filter(right) {
                    out(value, i + 1, 0);
                }
            }
            Element::ZoneHour => {
                if let Some(value) = self.digits(i).and_then(number::offset) {
                    out(value, i + 1, 0);
                }
            }
            Element::Days => {
                if let Some(value) = self.digits(i).and_then(number::day_range) {
                    out(value, i + 1, 0);
                }
            }
            Element::Military => {
                if let Some(value) = self.digits(i).and_then(number::military) {
                    out(value, i + 1, 0);
                }
            }
            Element::Colon => {
                let digits = self.digits(i).filter(|digits| digits.contains(':'));
                if let Some(value) = digits.and_then(number::clock) {
                    out(value, i + 1, 0);
                }
            }
            Element::Day => number::days(self, i, first, out),
            Element::Year => number::years(self, i, first, 1000, out),
            Element::AnyYear => number::years(self, i, first, 1, out),
            Element::ShortYear => {
                if let Some(digits) = self.digits(i).filter(|digits| digits.len() == 2)
                    && let Ok(value) = digits.parse()
                {
                    out(value, i + 1, 0);
                }
            }
            Element::Ordinal => number::ordinals(self, i, first, out),
            Element::Hour => number::hours(self, i, first, out),
            Element::Minute => {
                if let Some(value) = self.digits(i).and_then(number::whole).filter(|n| *n < 60) {
                    out(value, i + 1, 0);
                }
            }
            Element::Clock => {
                if let Some(value) = self.digits(i).and_then(number::clock) {
                    out(value, i + 1, 0);
                }
            }
            Element::Numeric => {
                if let Some(value) = self.digits(i).and_then(number::numeric_date) {
                    out(value, i + 1, 0);
                }
            }
            Element::Years => {
                if let Some(value) = self.digits(i).and_then(number::year_range) {
                    out(value, i + 1, 0);
                }
            }
        }
    }
}
