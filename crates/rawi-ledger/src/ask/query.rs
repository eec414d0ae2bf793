//! What is sought, as people write it: words, `"exact words"`, `-unwanted`, `begin*`.
//!
//! Any string is a query or a [`Misquery`]. Every term is quoted for FTS5, so nothing of what was typed is its syntax.

use std::fmt;
use std::sync::OnceLock;

use rawi_text::{Stems, TokenKind, Tokens, tokenize};
use rustc_hash::FxHashSet;

/// More terms than anybody types; FTS5 allows for 256.
const MOST_TERMS: usize = 32;
/// Words of one phrase.
const MOST_WORDS: usize = 64;
/// A shorter prefix means half of the dictionary.
const SHORTEST_PREFIX: usize = 2;

/// Words of function by language.
const FUNCTION: &str = include_str!("function.tsv");

/// What is sought.
///
/// ```
/// use rawi_ledger::ask::Query;
/// let query = Query::parse("للوزير -كهرباء \"خطة السد\" ministr*")?;
/// assert_eq!(query.fts(), "(\"وزير\" AND \"خط سد\" AND \"ministr\" *) NOT (\"كهرباء\")");
/// # Ok::<(), rawi_ledger::ask::Misquery>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) wanted: Vec<Term>,
    pub(crate) unwanted: Vec<Term>,
    /// Words of function that are not sought, as they were typed.
    pub left_out: Vec<String>,
}

/// One thing that is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// Any word with that stem.
    Word { stem: String, typed: String },
    /// Any word whose stem begins so.
    Prefix { stem: String, typed: String },
    /// These folded words in this order.
    Phrase { stems: Vec<String>, forms: Vec<String> },
}

/// Why a string is no query, in one line that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misquery {
    /// There is no word in it.
    Empty,
    /// There are only words that stand in nearly every article.
    Function,
    /// There are only unwanted words.
    Unwanted,
    /// A prefix of one letter.
    Short,
    /// More terms or words than are sought at once.
    Long,
}

impl fmt::Display for Misquery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is no word in the query; name one or more words to look for"),
            Self::Function => f.write_str(
                "these words stand in nearly every article; add a word that tells what it is about, or put them in \
                 \"quotation marks\" to find them side by side",
            ),
            Self::Unwanted => f.write_str(
                "the query only says what is not wanted; name a word that is: minister -budget",
            ),
            Self::Short => write!(
                f,
                "what stands before * is too short; write {SHORTEST_PREFIX} letters of the word or more"
            ),
            Self::Long => write!(
                f,
                "the query is too long; seek at most {MOST_TERMS} terms, and {MOST_WORDS} words in one phrase"
            ),
        }
    }
}

impl std::error::Error for Misquery {}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// When nothing can be sought by it.
    pub fn parse(text: &str) -> Result<Self, Misquery> {
        let stems = Stems::default();
        let mut query = Self { wanted: Vec::new(), unwanted: Vec::new(), left_out: Vec::new() };
        // What cannot be seen comes along when people copy words.
        let seen: String = text.chars().filter(|c| !is_unseen(*c)).collect();
        for piece in pieces(&seen) {
            query.add(&piece, &stems)?;
        }
        if query.wanted.len() + query.unwanted.len() > MOST_TERMS {
            return Err(Misquery::Long);
        }
        match (query.wanted.is_empty(), query.left_out.is_empty(), query.unwanted.is_empty()) {
            (true, false, _) => Err(Misquery::Function),
            (true, true, false) => Err(Misquery::Unwanted),
            (true, true, true) => Err(Misquery::Empty),
            (false, ..) => Ok(query),
        }
    }

    fn add(&mut self, piece: &Piece<'_>, stems: &Stems) -> Result<(), Misquery> {
        let tokens = tokenize(piece.text);
        let words: Vec<usize> = searchable(&tokens).collect();
        if words.len() > MOST_WORDS {
            return Err(Misquery::Long);
        }
        let stem = |i: usize| {
            let mut stem = String::new();
            stem_into(&tokens, i, stems, &mut stem);
            stem
        };
        let form = |i: usize| tokens.form(i).to_owned();
        let typed = |i: usize| tokens[i].span.of(piece.text).to_owned();
        let Some(last) = words.last().copied() else { return Ok(()) };
        let list = if piece.unwanted { &mut self.unwanted } else { &mut self.wanted };
        if piece.exact || (piece.unwanted && words.len() > 1) {
            let stems = words.iter().map(|i| stem(*i)).collect();
            push(list, Term::Phrase { stems, forms: words.into_iter().map(form).collect() });
            return Ok(());
        }
        for i in words {
            if piece.begins && i == last {
                let stem = stem(i);
                if stem.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST_PREFIX {
                    return Err(Misquery::Short);
                }
                push(list, Term::Prefix { stem, typed: typed(i) });
            } else if !piece.unwanted && is_function(tokens.form(i)) {
                self.left_out.push(typed(i));
            } else {
                push(list, Term::Word { stem: stem(i), typed: typed(i) });
            }
        }
        Ok(())
    }

    /// The query in the language of FTS5, by stems alone.
    pub fn fts(&self) -> String {
        let join = |terms: Vec<String>, by: &str| terms.join(by);
        let wanted = join(self.wanted.iter().map(Term::fts).collect(), " AND ");
        // An unwanted phrase is told by its words as they stand, not by their stems.
        let unwanted: Vec<String> =
            self.unwanted.iter().filter(|term| !term.is_phrase()).map(Term::fts).collect();
        if unwanted.is_empty() {
            return wanted;
        }
        format!("({wanted}) NOT ({})", join(unwanted, " OR "))
    }

    /// Whether the stems alone do not tell if a text fits.
    pub(crate) fn has_phrases(&self) -> bool {
        self.wanted.iter().chain(&self.unwanted).any(Term::is_phrase)
    }

    /// Whether the phrases stand in a text, and the unwanted ones do not.
    pub(crate) fn phrases_fit(&self, tokens: &Tokens) -> bool {
        let words: Vec<usize> = searchable(tokens).collect();
        let stands = |term: &Term| match term {
            Term::Phrase { forms, .. } => Some(phrase_at(tokens, &words, forms).next().is_some()),
            _ => None,
        };
        self.wanted.iter().filter_map(stands).all(|stands| stands)
            && !self.unwanted.iter().filter_map(stands).any(|stands| stands)
    }
}

impl Term {
    fn is_phrase(&self) -> bool {
        matches!(self, Self::Phrase { .. })
    }

    /// The term in the language of FTS5.
    pub(crate) fn fts(&self) -> String {
        match self {
            Self::Word { stem, .. } => quoted(stem),
            Self::Prefix { stem, .. } => format!("{} *", quoted(stem)),
            Self::Phrase { stems, .. } => quoted(&stems.join(" ")),
        }
    }

    /// As it was typed, or nearly so.
    pub(crate) fn typed(&self) -> String {
        match self {
            Self::Word { typed, .. } => typed.clone(),
            Self::Prefix { typed, .. } => format!("{typed}*"),
            Self::Phrase { forms, .. } => format!("\"{}\"", forms.join(" ")),
        }
    }
}

fn push(list: &mut Vec<Term>, term: Term) {
    if !list.contains(&term) {
        list.push(term);
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A part of a query as it was typed.
struct Piece<'t> {
    text: &'t str,
    unwanted: bool,
    exact: bool,
    begins: bool,
}

/// Cuts a query at blanks and quotation marks.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let unwanted = first == '-';
        let body = if unwanted { &rest[1..] } else { rest };
        let mark = body.chars().next().filter(|c| is_quote(*c));
        let (text, after) = match mark {
            Some(mark) => {
                let inner = &body[mark.len_utf8()..];
                let end = inner.find(is_quote).unwrap_or(inner.len());
                (&inner[..end], inner[end..].strip_prefix(is_quote).unwrap_or(""))
            }
            None => {
                let end =
                    body.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(body.len());
                body.split_at(end)
            }
        };
        let begins = mark.is_none() && text.ends_with('*');
        pieces.push(Piece { text, unwanted, exact: mark.is_some(), begins });
        rest = after.trim_start();
    }
    pieces
}

/// Spaces of no width, soft hyphens and marks of direction; joiners belong to words.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
}

/// Marks between which exact words stand.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Those tokens of a text that the index has.
pub(crate) fn searchable(tokens: &Tokens) -> impl Iterator<Item = usize> + '_ {
    let has_letters = |form: &str| form.chars().any(|c| !c.is_ascii() || c.is_ascii_alphanumeric());
    (0..tokens.len()).filter(move |i| {
        let kind = tokens[*i].kind;
        let kept = matches!(
            kind,
            TokenKind::Word | TokenKind::Number | TokenKind::Handle | TokenKind::Hashtag
        );
        kept && has_letters(tokens.form(*i))
    })
}

/// Appends the stem of a token, as the index has it.
pub(crate) fn stem_into(tokens: &Tokens, i: usize, stems: &Stems, out: &mut String) {
    match tokens[i].kind {
        TokenKind::Word => stems.stem_into(tokens.form(i), out),
        _ => out.push_str(tokens.form(i)),
    }
}

/// Where the words of a phrase stand: indexes into `words`, the searchable tokens.
pub(crate) fn phrase_at<'t>(
    tokens: &'t Tokens,
    words: &'t [usize],
    forms: &'t [String],
) -> impl Iterator<Item = usize> + 't {
    let is = |(i, form): (&usize, &String)| tokens.form(*i) == form;
    let windows = words.windows(forms.len().max(1)).enumerate();
    windows.filter(move |(_, window)| window.iter().zip(forms).all(is)).map(|(at, _)| at)
}

/// Whether a folded word tells nothing of what an article is about.
fn is_function(form: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let rows = FUNCTION.lines().filter(|line| !line.starts_with('#'));
        rows.filter_map(|row| row.split_once('\t'))
            .flat_map(|(_, words)| words.split('|'))
            .collect()
    });
    let bare = form.strip_prefix('و').filter(|bare| words.contains(bare));
    words.contains(form) || bare.is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_typed_is_what_is_sought() {
        let rows = [
            ("للوزير", "\"وزير\""),
            ("\"خطة السد", "\"خط سد\""),
            ("«خطة السد» -budget", "(\"خط سد\") NOT (\"budget\")"),
            ("ministr*", "\"ministr\" *"),
            ("في الوزارة", "\"وزار\""),
            ("a\"b c\"d", "\"b c\" AND \"d\""),
            ("well-known", "\"well\" AND \"known\""),
            ("dam NEAR(x) OR", "\"dam\" AND \"near\" AND \"x\""),
            ("\u{2067}وز\u{200b}ير\u{2069}", "\"وزير\""),
            ("1.5 @handle", "\"1.5\" AND \"@handle\""),
        ];
        for (typed, fts) in rows {
            assert_eq!(Query::parse(typed).map(|query| query.fts()).as_deref(), Ok(fts), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_sought_is_told() {
        let many: String = (0..40).map(|i| format!("w{i} ")).collect();
        let rows = [
            ("", Misquery::Empty),
            ("  \"\" * - -- ++", Misquery::Empty),
            ("ومن في", Misquery::Function),
            ("-budget", Misquery::Unwanted),
            ("a*", Misquery::Short),
            (many.as_str(), Misquery::Long),
        ];
        for (typed, wrong) in rows {
            assert_eq!(Query::parse(typed), Err(wrong), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn any_string_is_a_query_or_told(typed in "\\PC{0,60}|[\"*\\-«» ()a-zء-ي0-9.':^+{}]{0,60}") {
            if let Ok(query) = Query::parse(&typed) {
                prop_assert!(!query.fts().is_empty());
            }
        }
    }
}
