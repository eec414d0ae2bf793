//! What text and page both tell of a statement, in the same words.

use rawi_page::{Article, BlockKind, Dated};
use rawi_statement::{Act, Mode, SpeakerBasis, Statement};

use super::direction::{is_rtl, shown};
use super::named;

/// Below this a reader is told that the statement is doubtful.
const DOUBTFUL: f32 = 0.5;

/// The speaker's name.
pub fn speaker(statement: &Statement) -> String {
    statement.speaker.as_ref().map_or_else(|| "unknown speaker".to_owned(), |s| shown(&s.name))
}

/// The act, with its negation.
pub fn act(statement: &Statement) -> String {
    let act = statement.act.name();
    if statement.negated { format!("did not {act}") } else { act.to_owned() }
}

/// The words of the content, in quotation marks where they are verbatim and have none of their own.
pub fn words(article: &Article, statement: &Statement) -> String {
    let parts: Vec<String> =
        statement.content.iter().map(|span| shown(span.of(&article.text))).collect();
    let words = parts.join(" … ");
    if statement.mode != Mode::Direct || is_quoted(&words) || words.is_empty() {
        return words;
    }
    if is_rtl(&words) { format!("«{words}»") } else { format!("“{words}”") }
}

fn is_quoted(words: &str) -> bool {
    let mark =
        |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '‹' | '›');
    // An attached preposition may stand before the marks (بـ"…").
    let opens = words.chars().take(3).any(mark);
    opens && words.trim_end_matches(['.', '،', ',', '!', '?', '؟']).ends_with(mark)
}

/// The speaker's identifier.
pub fn speaker_id(statement: &Statement) -> Option<&str> {
    known(statement.actors.speaker.as_deref())
}

fn known(id: Option<&str>) -> Option<&str> {
    id.filter(|id| named::is_known(id))
}

/// One thing told beside the words: its label, its value where it has one, and the identifier of who or what that is.
#[derive(Debug, PartialEq, Eq)]
pub struct Detail {
    pub label: &'static str,
    pub value: Option<String>,
    pub id: Option<String>,
}

/// To whom, when, where, through whom, in what part of the page, and how sure.
pub fn details(article: &Article, statement: &Statement) -> Vec<Detail> {
    let mut details = Vec::new();
    let actors = &statement.actors;
    let mut name = |label, name: &String, id: Option<&str>| {
        let id = known(id).map(shown);
        details.push(Detail { label, value: Some(shown(name)), id });
    };
    if let Some(addressee) = &statement.addressee {
        name("to", addressee, actors.addressee.as_deref());
    }
    if let Some(day) = statement.time {
        name("on", &day.to_string(), None);
    }
    if let Some(place) = &statement.place {
        name("in", place, actors.place.as_deref());
    }
    for (at, via) in statement.via.iter().enumerate() {
        name("via", via, actors.via.get(at).and_then(Option::as_deref));
    }
    let mut tell = |label, value: Option<String>| details.push(Detail { label, value, id: None });
    if let Some(part) = part_of_page(article, statement) {
        tell(part, None);
    }
    match statement.speaker.as_ref().map(|s| s.basis) {
        Some(SpeakerBasis::Implicit) => tell("speaker implicit", None),
        Some(SpeakerBasis::Pronoun) => tell("speaker by pronoun", None),
        _ => {}
    }
    if is_doubtful(statement) {
        tell("doubtful", Some(format!("{:.2}", statement.confidence)));
    }
    details
}

/// Whether a reader should look twice.
pub fn is_doubtful(statement: &Statement) -> bool {
    statement.confidence < DOUBTFUL
}

/// Where it stands, when that is not the article's own text.
fn part_of_page(article: &Article, statement: &Statement) -> Option<&'static str> {
    match article.blocks.get(statement.block)?.kind {
        BlockKind::Post => Some("in a post"),
        BlockKind::Teaser => Some("in a teaser"),
        BlockKind::Headline => Some("in the headline"),
        BlockKind::Caption => Some("in a caption"),
        BlockKind::Boilerplate => Some("in boilerplate"),
        BlockKind::Dateline | BlockKind::Paragraph | BlockKind::Subheading | BlockKind::List => {
            None
        }
    }
}

/// What kind of weight an act has, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Saying and explaining.
    Plain,
    /// Promising, welcoming, announcing, confirming.
    For,
    /// Warning, accusing, condemning, denying, rejecting.
    Against,
    /// Demanding and asking.
    Wanting,
}

impl Tone {
    /// The tone of an act.
    pub const fn of(act: Act) -> Self {
        match act {
            Act::Announce | Act::Promise | Act::Welcome | Act::Confirm => Self::For,
            Act::Deny | Act::Warn | Act::Accuse | Act::Condemn | Act::Reject => Self::Against,
            Act::Demand | Act::Ask => Self::Wanting,
            Act::Say | Act::Estimate | Act::Express | Act::Explain => Self::Plain,
        }
    }
}

/// A day and where it was read: `2031-02-02 07:05 +03:00 (page)`.
pub fn dated(dated: &Dated) -> String {
    let mut shown = dated.date.to_string();
    if let Some(time) = dated.time {
        shown.push_str(&format!(" {:02}:{:02}", time.hour(), time.minute()));
    }
    // A zone without a time of day would only puzzle.
    if let (Some(_), Some(east)) = (dated.time, dated.offset_minutes) {
        let sign = if east < 0 { '-' } else { '+' };
        let minutes = east.unsigned_abs();
        shown.push_str(&format!(" {sign}{:02}:{:02}", minutes / 60, minutes % 60));
    }
    format!("{shown} ({})", dated.basis.name())
}

/// The first words of `text`, at most `limit` characters.
pub fn excerpt(text: &str, limit: usize) -> String {
    let text = shown(text);
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text };
    let end = text[..cut].rfind(' ').filter(|end| *end > cut / 2).unwrap_or(cut);
    format!("{} …", &text[..end])
}
