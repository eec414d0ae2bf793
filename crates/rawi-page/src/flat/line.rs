//! What a line of a plain text is: headline, dateline, subheading, list item, boilerplate or prose.

use super::lexicon::{LEXICON, Label};
use super::{Piece, count_words};
use crate::BlockKind;
use rawi_text::{Span, TokenKind, Tokens, fold, tokenize};
use rawi_time::date;

/// Characters at most in a headline.
const HEADLINE_CHARS: usize = 220;
/// Characters at most in a dateline, a share line or a subheading.
const SHORT_CHARS: usize = 110;
/// How many body lines from the top a dateline may stand.
const TOP_LINES: usize = 3;

/// Sets the kinds of the pieces of one plain text; only those of kind paragraph are touched, and a teaser on the
/// first line, which is the page's own headline with its site's name.
pub(crate) fn classify(text: &str, title: Option<&str>, pieces: &mut Vec<Piece>) {
    headline(text, title, pieces);
    peel_buttons(text, pieces);
    let lines: Vec<usize> =
        (0..pieces.len()).filter(|i| pieces[*i].kind == BlockKind::Paragraph).collect();
    for (nth, i) in lines.iter().enumerate() {
        let place = Place { from_top: nth, from_end: lines.len() - 1 - nth };
        let next_is_prose = lines
            .get(nth + 1)
            .is_some_and(|next| pieces[*next].span.of(text).chars().count() > SHORT_CHARS);
        pieces[*i].kind = kind(pieces[*i].span.of(text), place, next_is_prose);
    }
}

struct Place {
    from_top: usize,
    from_end: usize,
}

fn headline(text: &str, title: Option<&str>, pieces: &mut [Piece]) {
    let several = pieces.len() > 1;
    let Some(first) = pieces.first_mut() else {
        return;
    };
    let line = first.span.of(text);
    let matches_title = title.is_some_and(|title| fold(title.trim()) == fold(line));
    let looks_so = title.is_none()
        && several
        && line.chars().count() <= HEADLINE_CHARS
        && !line.ends_with(['.', '،', ':', '؛'])
        && date_of(line).is_none();
    let is_line = matches!(first.kind, BlockKind::Paragraph | BlockKind::Teaser);
    if is_line && first.line_break.is_none() && (matches_title || looks_so) {
        first.kind = BlockKind::Headline;
    }
}

/// Gallery buttons and share labels at the very start of a line become a piece of their own.
fn peel_buttons(text: &str, pieces: &mut Vec<Piece>) {
    let Some(i) = pieces.iter().position(|piece| piece.kind == BlockKind::Paragraph) else {
        return;
    };
    let span = pieces[i].span;
    let line = span.of(text);
    if !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return;
    }
    let head = &line[..line.char_indices().nth(40).map_or(line.len(), |(at, _)| at)];
    let tokens = tokenize(head);
    let Some(words) = LEXICON.at(&tokens, 0, Label::Share).filter(|words| *words > 1) else {
        return;
    };
    let cut = span.start + tokens[words - 1].span.end;
    let rest = Span::new(cut, span.end).trimmed(text);
    if rest.is_empty() || text[..rest.start].ends_with(char::is_alphanumeric) {
        return;
    }
    pieces[i].span = rest;
    pieces.insert(i, Piece::new(BlockKind::Boilerplate, Span::new(span.start, cut)));
}

fn kind(line: &str, place: Place, next_is_prose: bool) -> BlockKind {
    let chars = line.chars().take(SHORT_CHARS + 1).count();
    if chars > SHORT_CHARS {
        return if is_item(line) { BlockKind::List } else { BlockKind::Paragraph };
    }
    let tokens = tokenize(line);
    let ends_open = !line.ends_with(['.', '؟', '!', ':', '،', '؛', '"', '»', '”', ',', ';', '?']);
    let at_edge = place.from_top < TOP_LINES || place.from_end < 2;
    if is_more(&tokens)
        || (LEXICON.at(&tokens, 0, Label::Share).is_some()
            && (ends_open || line.contains(':'))
            && tokens.len() <= 12
            && place.from_top > 0)
        || LEXICON.at(&tokens, 0, Label::Share) == Some(tokens.len())
    {
        BlockKind::Boilerplate
    } else if date_of(line).is_some()
        || (at_edge && is_relative(&tokens, line))
        || (at_edge && is_dateline(&tokens, line, ends_open))
    {
        BlockKind::Dateline
    } else if is_item(line) {
        BlockKind::List
    } else if ends_open
        && next_is_prose
        && place.from_top > 0
        && (2..=14).contains(&count_words(line))
    {
        BlockKind::Subheading
    } else {
        BlockKind::Paragraph
    }
}

/// "...المزيد" alone on its line.
fn is_more(tokens: &Tokens) -> bool {
    let first =
        tokens.iter().position(|t| matches!(t.kind, TokenKind::Word)).unwrap_or(tokens.len());
    first < tokens.len()
        && LEXICON.at(tokens, first, Label::More).is_some_and(|words| {
            tokens[first + words..].iter().all(|t| matches!(t.kind, TokenKind::Mark(_)))
                && (first > 0 || words > 1)
        })
}

/// The date that a line gives when it says nothing else of weight.
pub(crate) fn date_of(line: &str) -> Option<date::FoundDate> {
    if line.len() > 4 * SHORT_CHARS {
        return None;
    }
    let found = date::find(line).into_iter().next()?;
    let rest: usize = [&line[..found.span.start], &line[found.span.end..]]
        .iter()
        .map(|part| {
            let tokens = tokenize(part);
            let label = LEXICON.at_start(&tokens, Label::Dateline);
            let last = date::find(part).last().map_or(0, |d| tokens.at(d.span.end));
            tokens[label.max(last)..].iter().filter(|t| matches!(t.kind, TokenKind::Word)).count()
        })
        .sum();
    (rest <= 4).then_some(found)
}

/// The day does not matter to whether a line tells one.
const SOME_DAY: jiff::civil::Date = jiff::civil::date(2024, 11, 13);
/// Most words of a line that tells when it was published by counting back.
const MOST_RELATIVE: usize = 6;

/// "3 hours ago" on a line of its own.
fn is_relative(tokens: &Tokens, line: &str) -> bool {
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
    words <= MOST_RELATIVE
        && tokens.iter().any(|token| token.kind == TokenKind::Number)
        && date::relative(line, SOME_DAY).is_some()
}

/// Place, agency or name of the writer on a line of their own.
fn is_dateline(tokens: &Tokens, line: &str, ends_open: bool) -> bool {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word).count();
    if !(1..=10).contains(&words) || !ends_open {
        return LEXICON.at(tokens, 0, Label::Dateline).is_some() && words <= 10;
    }
    let names_agency = names_agency(line);
    let dashed = [" - ", " – ", " — ", " ـ ", " / "].iter().any(|dash| line.contains(dash));
    let labelled = LEXICON.at(tokens, 0, Label::Dateline).is_some()
        || (LEXICON.at(tokens, 0, Label::Byline).is_some() && words <= 6);
    labelled || (names_agency && words <= 7) || (dashed && words <= 8)
}

/// The name after "كتب", "بقلم" and the like in a date line.
pub(crate) fn byline_of(line: &str) -> Option<String> {
    let tokens = tokenize(line);
    let label = LEXICON.at(&tokens, 0, Label::Byline)?;
    let from = if matches!(tokens.get(label)?.kind, TokenKind::Mark(':' | '-' | '–' | '/')) {
        label + 1
    } else {
        label
    };
    let end =
        (from..tokens.len()).find(|i| tokens[*i].kind != TokenKind::Word).unwrap_or(tokens.len());
    let name = from..end;
    let is_name = (2..=5).contains(&name.len())
        && !name.clone().any(|i| LEXICON.at(&tokens, i, Label::Agency).is_some());
    is_name.then(|| line[tokens[name.start].span.start..tokens[name.end - 1].span.end].to_owned())
}

/// The writer in a credit such as "القاهرة: سالم الراوي": the part after the colon when it can be a name and no agency.
pub(crate) fn name_in_credit(credit: &str) -> Option<String> {
    let name = credit.rsplit_once(':')?.1.replace("&nbsp;", " ");
    let name = name.trim();
    let tokens = tokenize(name);
    let words = tokens.iter().all(|token| token.kind == TokenKind::Word);
    (words && (2..=4).contains(&tokens.len()) && !names_agency(credit)).then(|| name.to_owned())
}

/// Whether a date line names an agency.
pub(crate) fn names_agency(line: &str) -> bool {
    let tokens = tokenize(line);
    (0..tokens.len()).any(|i| LEXICON.at(&tokens, i, Label::Agency).is_some())
}

/// A bullet before the words.
fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    matches!(chars.next(), Some('•' | '●' | '▪' | '◾' | '·' | '*' | '-' | '–'))
        && chars.next().is_some_and(|c| c == ' ')
}

/// Where the title in the headline block `span` ends: before " - site" at its end, when such a name follows.
pub(crate) fn title_end(text: &str, span: Span) -> usize {
    let line = span.of(text);
    let Some(cut) = [" - ", " – ", " — ", " | "].iter().filter_map(|dash| line.rfind(dash)).max()
    else {
        return span.end;
    };
    let tokens = tokenize(&line[cut..]);
    let named = LEXICON.at(&tokens, 1, Label::Site).is_some()
        || (tokens.len() <= 5 && LEXICON.at(&tokens, tokens.len() - 1, Label::SiteEnd).is_some());
    if named && tokens.len() <= 6 { span.start + cut } else { span.end }
}
