//! What is wrong or doubtful about a page, with the words that show it.

use super::builder::Builder;
use super::dates::{TOLERANCE_DAYS, days_between, later};
use crate::flat::{LEXICON, Label};
use crate::{Article, Basis, BlockKind, Candidate, Dated, Draft, Finding, FindingCode};
use rawi_text::clitic::bare;
use rawi_text::{Span, TokenKind, fold, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};

/// Every finding of an assembled article, in the order a person wants to read them.
pub(super) fn all(builder: &Builder, draft: &Draft, dates: &[Dated]) -> Vec<Finding> {
    let article = &builder.article;
    let mut out = Vec::new();
    out.extend(empty_body(article));
    out.extend(headline_mismatch(article));
    out.extend(date_conflict(article, dates));
    out.extend(title_conflict(article, draft));
    out.extend(byline_conflict(draft));
    out.extend(language_conflict(article, draft));
    out.extend(flattened_posts(builder));
    out.extend(spliced_teasers(builder));
    out.extend(glued(builder));
    out.extend(mojibake(builder));
    out.extend(duplicates(article));
    out.extend(truncated(article));
    out.extend(
        draft.findings.iter().map(|(code, message)| finding(*code, message.clone(), Vec::new())),
    );
    out
}

fn finding(code: FindingCode, message: impl Into<String>, spans: Vec<Span>) -> Finding {
    Finding { code, message: message.into(), spans }
}

fn empty_body(article: &Article) -> Option<Finding> {
    let has_body = article.blocks.iter().any(|block| block.kind.is_body());
    (!has_body).then(|| finding(FindingCode::EmptyBody, "no running text was found", Vec::new()))
}

/// Words of weight that a headline needs before their absence from the text says anything.
const TITLE_WORDS: usize = 5;
/// From this many words on a headline is long enough for the milder share.
const LONG_TITLE_WORDS: usize = 7;
/// Different words of weight that the body needs.
const BODY_WORDS: usize = 40;
/// At most this share of the headline's words stands in the body of another story. With headlines of one newspaper
/// exchanged, these bounds find seven in ten and raise a false alarm in 3 articles of 1,000 (`rawi-bench headlines`).
const SHARE: f64 = 0.20;
const LONG_SHARE: f64 = 0.34;

fn headline_mismatch(article: &Article) -> Option<Finding> {
    let title = article.title.as_ref()?;
    let words = keys(&title.text);
    if words.len() < TITLE_WORDS {
        return None;
    }
    let body = body_keys(article);
    let found = words.iter().filter(|word| body.contains(*word)).count();
    let share = found as f64 / words.len() as f64;
    let same_script = article
        .blocks
        .iter()
        .any(|b| b.kind == BlockKind::Headline && (b.lang.is_none() || b.lang == article.lang));
    let bound = if words.len() >= LONG_TITLE_WORDS { LONG_SHARE } else { SHARE };
    (body.len() >= BODY_WORDS && share <= bound && same_script).then(|| {
        let stands = if found == 0 { "none".to_owned() } else { format!("only {found}") };
        let message =
            format!("{stands} of the headline's {} words of weight stand in the text: it may be another story's", words.len());
        finding(FindingCode::HeadlineMismatch, message, vec![title.span])
    })
}

/// The words of weight in the article's running text.
fn body_keys(article: &Article) -> FxHashSet<String> {
    article
        .blocks
        .iter()
        .filter(|block| block.kind.is_body())
        .flat_map(|block| keys(block.span.of(&article.text)))
        .collect()
}

/// The words of weight in `text` as consonant skeletons, so that "أغلقت" and "إغلاق" agree.
fn keys(text: &str) -> FxHashSet<String> {
    let tokens = tokenize(text);
    (0..tokens.len())
        .filter(|i| matches!(tokens[*i].kind, TokenKind::Word | TokenKind::Hashtag))
        .filter_map(|i| skeleton(tokens.form(i).trim_start_matches('#')))
        .collect()
}

/// A word without article, particles, one inflectional letter at each end and long vowels: at most four letters.
fn skeleton(form: &str) -> Option<String> {
    const SUFFIXES: [&str; 12] =
        ["ات", "ون", "ين", "ان", "ها", "هم", "نا", "يه", "ه", "ي", "ا", "ت"];
    let longer_than = |word: &str, n: usize| word.chars().nth(n).is_some();
    if !longer_than(form, 2) {
        return None;
    }
    if form.is_ascii() {
        return Some(form.chars().take(5).collect());
    }
    let mut word = bare(form);
    for heads in [['و', 'ل', 'ب', 'ك', 'ف', 'ف'], ['ي', 'ت', 'ن', 'م', 'س', 'ا']] {
        if longer_than(word, 4) {
            word = word.strip_prefix(heads).unwrap_or(word);
        }
    }
    let stem = SUFFIXES
        .iter()
        .find_map(|suffix| word.strip_suffix(suffix).filter(|rest| longer_than(rest, 2)));
    let mut letters = stem.unwrap_or(word).chars();
    let first = letters.next()?;
    let inner = letters.filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ء'));
    let skeleton: String = std::iter::once(first).chain(inner).take(4).collect();
    longer_than(&skeleton, 1).then_some(skeleton)
}

fn date_conflict(article: &Article, dates: &[Dated]) -> Option<Finding> {
    let published = article.published?;
    let mut spans: Vec<Span> = published.span.into_iter().collect();
    let mut against = Vec::new();
    for other in dates
        .iter()
        .skip(1)
        .filter(|other| days_between(other.date, published.date).abs() > TOLERANCE_DAYS)
    {
        note(&mut against, format!("{} ({})", other.date, other.basis.name()));
        spans.extend(other.span);
    }
    for post in &article.posts {
        if let Some(date) = post.date.filter(|date| later(*date, published.date)) {
            note(&mut against, format!("{date} (post)"));
            spans.push(article.blocks[post.block].span);
        }
    }
    spans.sort_unstable();
    spans.dedup();
    (!against.is_empty()).then(|| {
        let message = format!(
            "published {} ({}), but: {}",
            published.date,
            published.basis.name(),
            against.join(", ")
        );
        finding(FindingCode::DateConflict, message, spans)
    })
}

/// Adds what is not there yet.
fn note(list: &mut Vec<String>, item: String) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// Titles that disagree: those of metadata in any case, a visible heading only where its words are the text's too ("Offices"
/// is a heading of the site).
fn title_conflict(article: &Article, draft: &Draft) -> Option<Finding> {
    if draft.titles.len() < 2 {
        return None;
    }
    let body = body_keys(article);
    let about = |title: &&Candidate<String>| {
        let words = keys(&title.value);
        let told = words.iter().filter(|word| body.contains(*word)).count() * 2 >= words.len();
        words.len() >= 3 && (title.basis != Basis::Page || told)
    };
    let titles: Vec<&Candidate<String>> = draft.titles.iter().filter(about).collect();
    let spans = article.title.iter().map(|title| title.span).collect();
    disagreement(&titles, FindingCode::TitleConflict, "titles")
        .map(|finding| Finding { spans, ..finding })
}

/// Bylines that disagree; a visible one only in Arabic letters, since Latin ones near a title are often headings.
fn byline_conflict(draft: &Draft) -> Option<Finding> {
    let bylines: Vec<&Candidate<String>> = draft
        .bylines
        .iter()
        .filter(|byline| byline.basis != Basis::Page || !byline.value.is_ascii())
        .collect();
    disagreement(&bylines, FindingCode::BylineConflict, "bylines")
}

/// The first candidate against those that share less than half of the shorter one's words.
fn disagreement(
    candidates: &[&Candidate<String>],
    code: FindingCode,
    what: &str,
) -> Option<Finding> {
    let first = candidates.first()?;
    let other = candidates.iter().skip(1).find(|other| !agree(&first.value, &other.value))?;
    let message = format!(
        "the page's {what} disagree: “{}” ({}), “{}” ({})",
        first.value,
        first.basis.name(),
        other.value,
        other.basis.name()
    );
    Some(finding(code, message, Vec::new()))
}

fn agree(a: &str, b: &str) -> bool {
    let (a, b) = (keys(a), keys(b));
    let shorter = a.len().min(b.len());
    shorter == 0 || a.intersection(&b).count() * 2 >= shorter
}

fn language_conflict(article: &Article, draft: &Draft) -> Option<Finding> {
    let found = article.lang?;
    let said = draft.lang.as_deref()?.trim().to_ascii_lowercase();
    let said = said.split(['-', '_']).next().filter(|code| code.len() == 2 || code.len() == 3)?;
    (said != found.code() && said.bytes().all(|b| b.is_ascii_lowercase())).then(|| {
        let message = format!("the page says its language is {said}, its text is {}", found.code());
        finding(FindingCode::LanguageConflict, message, Vec::new())
    })
}

fn flattened_posts(builder: &Builder) -> Option<Finding> {
    let spans: Vec<Span> =
        builder.flattened.iter().map(|i| builder.article.blocks[*i].span).collect();
    let message = format!("{} flattened into the text", counted(spans.len(), "social-media post"));
    (!spans.is_empty()).then(|| finding(FindingCode::EmbeddedPost, message, spans))
}

fn spliced_teasers(builder: &Builder) -> Option<Finding> {
    let spans: Vec<Span> =
        builder.spliced.iter().map(|i| builder.article.blocks[*i].span).collect();
    let runs = builder
        .spliced
        .iter()
        .enumerate()
        .filter(|(k, i)| *k == 0 || builder.spliced[k - 1] + 1 != **i)
        .count();
    let message = format!("{} of another article inside the text", counted(runs, "piece"));
    (!spans.is_empty()).then(|| finding(FindingCode::SplicedTeaser, message, spans))
}

fn glued(builder: &Builder) -> Option<Finding> {
    let mut spans = builder.glued.clone();
    spans.sort_unstable();
    let message =
        format!("{} where a space or line break was lost; mended", counted(spans.len(), "place"));
    (!spans.is_empty()).then(|| finding(FindingCode::GluedText, message, spans))
}

fn mojibake(builder: &Builder) -> Option<Finding> {
    let mut spans = builder.damaged.clone();
    spans.sort_unstable();
    spans.dedup();
    let message = format!(
        "{} with letters that were destroyed or decoded wrongly",
        counted(spans.len(), "place")
    );
    (!spans.is_empty()).then(|| finding(FindingCode::Mojibake, message, spans))
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("one {what}") } else { format!("{n} {what}s") }
}

/// Characters of a paragraph that does not stand twice by chance.
const DUPLICATE_CHARS: usize = 60;

fn duplicates(article: &Article) -> Option<Finding> {
    let mut seen: FxHashMap<String, Span> = FxHashMap::default();
    let mut spans = Vec::new();
    for block in article.blocks.iter().filter(|block| block.kind.is_body()) {
        let text = block.span.of(&article.text);
        if text.len() < DUPLICATE_CHARS {
            continue;
        }
        if let Some(first) = seen.get(&fold(text)) {
            spans.extend([*first, block.span]);
        } else {
            seen.insert(fold(text), block.span);
        }
    }
    let message = format!(
        "{} twice",
        if spans.len() == 2 { "a paragraph stands" } else { "paragraphs stand" }
    );
    (!spans.is_empty()).then(|| finding(FindingCode::DuplicateParagraph, message, spans))
}

/// A last paragraph that ends in an ellipsis, or a line that sends the reader elsewhere for the rest.
fn truncated(article: &Article) -> Option<Finding> {
    let last = article.blocks.iter().rev().find(|block| block.kind.is_body())?;
    let text = last.span.of(&article.text).trim_end_matches([']', ')', ' ']);
    // Two dots are a full stop in much of the Arabic press.
    let dots = text.ends_with("...") || text.ends_with('…');
    let more = article.blocks.iter().rev().take(3).find(|block| {
        let tokens = tokenize(block.span.of(&article.text));
        let first = tokens.iter().position(|t| t.kind == TokenKind::Word).unwrap_or(0);
        block.kind == BlockKind::Boilerplate && LEXICON.at(&tokens, first, Label::More).is_some()
    });
    let span = more.map(|block| block.span).or_else(|| dots.then_some(last.span))?;
    Some(finding(FindingCode::Truncated, "the text breaks off and goes on elsewhere", vec![span]))
}
