//! Another article's headline or box inside the text.

use super::glue;
use super::lexicon::{LEXICON, Label};
use rawi_text::{Span, TokenKind, Tokens};

/// How many words the headline of a teaser may have.
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 3..=30;
/// How many words a site's name may have.
const SITE_WORDS: usize = 4;

/// The teaser that `line` holds, in bytes of `text`, and the byte where its headline ends when more of it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundTeaser {
    /// All of it.
    pub(crate) span: Span,
    /// Where the headline line ends and the other article's text begins.
    pub(crate) lead: Option<usize>,
}

/// A line of the text with its tokens.
pub(crate) struct Line<'t> {
    pub(crate) text: &'t str,
    pub(crate) span: Span,
    pub(crate) tokens: &'t Tokens,
    /// Indices of the line's tokens.
    pub(crate) range: std::ops::Range<usize>,
    /// Lost breaks inside the line.
    pub(crate) glue: &'t [usize],
}

impl Line<'_> {
    fn token_end(&self, i: usize) -> usize {
        self.tokens[i].span.end
    }

    /// The first lost break after byte `from`, else the end of the line.
    fn next_break(&self, from: usize) -> usize {
        self.glue.get(self.glue.partition_point(|at| *at <= from)).copied().unwrap_or(self.span.end)
    }

    /// Whether token `i` begins the line, follows a lost break or a full stop.
    fn follows_full_stop(&self, i: usize) -> bool {
        i == self.range.start
            || self.glue.binary_search(&self.tokens[i].span.start).is_ok()
            || matches!(self.tokens[i - 1].kind, TokenKind::Mark('.' | '؟' | '!'))
    }

    /// The same, or token `i` follows a closing mark.
    fn begins_sentence(&self, i: usize) -> bool {
        self.follows_full_stop(i)
            || matches!(self.tokens[i - 1].kind, TokenKind::Mark('…' | '»' | '"' | '”' | ')'))
    }
}

/// The first teaser of the line.
pub(crate) fn find(line: &Line<'_>) -> Option<FoundTeaser> {
    line.range.clone().find_map(|i| labelled(line, i).or_else(|| signed(line, i)))
}

/// "اقرأ أيضا: …": from the label to the end of its sentence, or of the line where the label begins it.
fn labelled(line: &Line<'_>, i: usize) -> Option<FoundTeaser> {
    let words = LEXICON.at(line.tokens, i, Label::Teaser)?;
    if !line.begins_sentence(i) {
        return None;
    }
    let after = i + words;
    let marked = after < line.range.end && is_colon(line.tokens[after].kind);
    let start = line.tokens[i].span.start;
    if i == line.range.start {
        let alone = after >= line.range.end - usize::from(marked && after + 1 == line.range.end);
        let short = line.range.len() <= *HEADLINE_WORDS.end();
        let end = line.next_break(line.token_end(after - 1));
        return ((marked || alone) && (short || end < line.span.end))
            .then_some(FoundTeaser { span: Span::new(start, end), lead: None });
    }
    if !marked {
        return None;
    }
    let stop = (after + 1..line.range.end)
        .find(|k| matches!(line.tokens[*k].kind, TokenKind::Mark('.' | '؟' | '!' | '…')))
        .map_or(line.span.end, |k| line.token_end(k));
    let end = stop.min(line.next_break(line.token_end(after)));
    Some(FoundTeaser { span: Span::new(start, end), lead: None })
}

fn is_colon(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Mark(':' | '…' | '|' | '»' | '؛' | '>'))
}

/// "headline - site": a dash with a site's name after it, then a lost break or the end of the line.
fn signed(line: &Line<'_>, i: usize) -> Option<FoundTeaser> {
    let token = line.tokens[i];
    if !matches!(token.kind, TokenKind::Mark('-' | '–' | '—' | '|'))
        || !spaced(line.text, token.span)
    {
        return None;
    }
    let first = (line.range.start..i)
        .rev()
        .take(*HEADLINE_WORDS.end())
        .find(|k| line.follows_full_stop(*k))?;
    if !HEADLINE_WORDS.contains(&(i - first)) {
        return None;
    }
    let site_end = site_end(line, i + 1)?;
    let start = line.tokens[first].span.start;
    if site_end >= line.span.end {
        return Some(FoundTeaser { span: Span::new(start, line.span.end), lead: None });
    }
    let lead = site_end + (line.text[site_end..].len() - line.text[site_end..].trim_start().len());
    Some(FoundTeaser { span: Span::new(start, line.next_break(lead)), lead: Some(lead) })
}

fn spaced(text: &str, span: Span) -> bool {
    text[..span.start].ends_with(char::is_whitespace)
        && text[span.end..].starts_with(char::is_whitespace)
}

/// Where the site's name that begins with token `i` ends: at a lost break, the end of the line, or before a word
/// that opens a sentence.
fn site_end(line: &Line<'_>, i: usize) -> Option<usize> {
    let named = i < line.range.end && LEXICON.at(line.tokens, i, Label::Site).is_some();
    for k in i..line.range.end.min(i + SITE_WORDS) {
        let span = line.tokens[k].span;
        if !matches!(line.tokens[k].kind, TokenKind::Word | TokenKind::Number) {
            return None;
        }
        let known = (named && k > i) || LEXICON.is(line.tokens.form(k), Label::SiteEnd);
        if named && let Some(at) = glue::opener_at_end(span.of(line.text)) {
            return Some(span.start + at);
        }
        let next = line.tokens.get(k + 1).filter(|_| k + 1 < line.range.end);
        let ends = match next {
            None => true,
            Some(next) => {
                line.glue.binary_search(&next.span.start).is_ok()
                    || LEXICON.at(line.tokens, k + 1, Label::Opener).is_some()
            }
        };
        if ends {
            return known.then_some(span.end);
        }
    }
    None
}
