//! The output contract, version 1: one JSON object a line.
//!
//! Offsets in the output are **code points** into `text`, ends exclusive; absent is `null` or `[]`.
//! Beyond the contract's fields this version adds: `time` and `offset` of a date, `lang` of a block,
//! `start` and `end` of a post, `negated`, `via_actors`, `addressee_actor` and `place_actor` of a statement, `mod` of a
//! time, and `repairs`.
//!
//! ```
//! let article = rawi_page::Article { id: "a1".into(), ..Default::default() };
//! let mut line = Vec::new();
//! rawi_statement::contract::write_article(&article, &[], &mut line);
//! assert!(line.starts_with(br#"{"id":"a1","url":null,"#) && line.ends_with(b"}\n"));
//! ```

use std::fmt::Display;

use rawi_page::{Article, Bases, Basis, Block, Dated, Finding, Post, Repair, Title};
use rawi_text::{CodePoints, Lang, Span};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use rawi_actor::Mention;
use rawi_time::Time;

use crate::{Record, Speaker, Statement};

/// Appends `article` with its `statements` to `out` as one line, line break included.
///
/// # Panics
/// When a span does not lie in the article's text on character boundaries: that is a bug of the
/// stage which made the span, and no offset that could be written would be true. `out` may then
/// hold a part of the line.
pub fn write_article(article: &Article, statements: &[Statement], out: &mut Vec<u8>) {
    write(article, statements, &[], &[], out);
}

/// Appends `article` with all that was read of it to `out` as one line, line break included.
///
/// # Panics
/// As [`write_article`].
pub fn write_record(article: &Article, record: &Record<'_>, out: &mut Vec<u8>) {
    write(article, &record.statements, &record.times, &record.mentions, out);
}

fn write(
    article: &Article,
    statements: &[Statement],
    times: &[Time],
    mentions: &[Mention<'_>],
    out: &mut Vec<u8>,
) {
    let scene = Scene { text: &article.text, points: CodePoints::new(&article.text) };
    write_line(&Line { article, statements, times, mentions, scene: &scene }, out);
}

/// Appends the line of an input that could not be read: its `id` and what went wrong.
pub fn write_failure(id: &str, error: &str, out: &mut Vec<u8>) {
    write_line(&Failure { id, error }, out);
}

fn write_line(value: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, value).expect("JSON with string keys, written to memory");
    out.push(b'\n');
}

#[derive(serde::Serialize)]
struct Failure<'a> {
    id: &'a str,
    error: &'a str,
}

/// The text that spans point into, and how its bytes become code points.
struct Scene<'a> {
    text: &'a str,
    points: CodePoints<'a>,
}

impl<'a> Scene<'a> {
    fn range(&self, span: Span) -> (usize, usize) {
        (self.points.at(span.start), self.points.at(span.end))
    }

    fn quote(&self, span: Span) -> Quote<'a> {
        let (start, end) = self.range(span);
        Quote { start, end, text: span.of(self.text) }
    }
}

#[derive(serde::Serialize)]
struct Quote<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// A list made while it is written.
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A value written as the string it displays as.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Line<'a> {
    article: &'a Article,
    statements: &'a [Statement],
    times: &'a [Time],
    mentions: &'a [Mention<'a>],
    scene: &'a Scene<'a>,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { article, statements, times, mentions, scene } = self;
        let id = article.id.as_str();
        let numbered = || (1..).zip(*statements);
        let mut line = serializer.serialize_struct("Article", 18)?;
        line.serialize_field("id", id)?;
        line.serialize_field("url", &article.url)?;
        line.serialize_field("lang", &article.lang.map(Lang::code))?;
        line.serialize_field("publisher", &article.publisher)?;
        line.serialize_field("byline", &article.byline)?;
        line.serialize_field("credit", &article.credit)?;
        line.serialize_field("title", &article.title.as_ref().map(|t| title(t, scene)))?;
        line.serialize_field("published", &article.published.map(|d| dated(d, scene)))?;
        line.serialize_field("written", &article.written.map(|d| dated(d, scene)))?;
        line.serialize_field("text", &article.text)?;
        line.serialize_field("blocks", &Each(|| article.blocks.iter().map(|b| block(b, scene))))?;
        line.serialize_field("posts", &Each(|| article.posts.iter().map(|p| post(p, scene))))?;
        line.serialize_field(
            "findings",
            &Each(|| article.findings.iter().map(|finding| FoundIn { finding, scene })),
        )?;
        line.serialize_field("times", &Each(|| times.iter().map(|t| time(t, scene))))?;
        line.serialize_field("mentions", &Each(|| mentions.iter().map(|m| mention(m, scene))))?;
        line.serialize_field(
            "statements",
            &Each(|| numbered().map(|(number, said)| StatedIn { id, number, said, scene })),
        )?;
        line.serialize_field(
            "repairs",
            &Each(|| article.repairs.iter().map(|r| repair(r, scene))),
        )?;
        line.serialize_field("bases", &bases(article.bases))?;
        line.end()
    }
}

#[derive(serde::Serialize)]
struct BasesLine {
    title: Option<&'static str>,
    byline: Option<&'static str>,
    publisher: Option<&'static str>,
}

fn bases(bases: Bases) -> BasesLine {
    let [title, byline, publisher] =
        [bases.title, bases.byline, bases.publisher].map(|basis| basis.map(Basis::name));
    BasesLine { title, byline, publisher }
}

#[derive(serde::Serialize)]
struct TitleLine<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

fn title<'a>(title: &'a Title, scene: &Scene<'_>) -> TitleLine<'a> {
    let (start, end) = scene.range(title.span);
    TitleLine { text: &title.text, start, end }
}

#[derive(serde::Serialize)]
struct DatedLine {
    value: Shown<jiff::civil::Date>,
    basis: &'static str,
    start: Option<usize>,
    end: Option<usize>,
    time: Option<Shown<jiff::civil::Time>>,
    offset: Option<Shown<Offset>>,
}

fn dated(dated: Dated, scene: &Scene<'_>) -> DatedLine {
    let range = dated.span.map(|span| scene.range(span));
    DatedLine {
        value: Shown(dated.date),
        basis: dated.basis.name(),
        start: range.map(|r| r.0),
        end: range.map(|r| r.1),
        time: dated.time.map(Shown),
        offset: dated.offset_minutes.map(|minutes| Shown(Offset(minutes))),
    }
}

/// Minutes east of UTC, shown as `+03:00`.
struct Offset(i16);

impl Display for Offset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let minutes = self.0.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

#[derive(serde::Serialize)]
struct BlockLine {
    kind: &'static str,
    start: usize,
    end: usize,
    lang: Option<&'static str>,
}

fn block(block: &Block, scene: &Scene<'_>) -> BlockLine {
    let (start, end) = scene.range(block.span);
    BlockLine { kind: block.kind.name(), start, end, lang: block.lang.map(Lang::code) }
}

#[derive(serde::Serialize)]
struct PostLine<'a> {
    platform: &'a str,
    author: &'a Option<String>,
    handle: &'a Option<String>,
    date: Option<Shown<jiff::civil::Date>>,
    text: &'a str,
    links: &'a [String],
    mentions: &'a [String],
    hashtags: &'a [String],
    block: usize,
    start: usize,
    end: usize,
}

fn post<'a>(post: &'a Post, scene: &Scene<'_>) -> PostLine<'a> {
    let (start, end) = scene.range(post.span);
    PostLine {
        platform: &post.platform,
        author: &post.author,
        handle: &post.handle,
        date: post.date.map(Shown),
        text: &post.text,
        links: &post.links,
        mentions: &post.mentions,
        hashtags: &post.hashtags,
        block: post.block,
        start,
        end,
    }
}

struct FoundIn<'a> {
    finding: &'a Finding,
    scene: &'a Scene<'a>,
}

impl Serialize for FoundIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { finding, scene } = self;
        let mut line = serializer.serialize_struct("Finding", 3)?;
        line.serialize_field("code", finding.code.name())?;
        line.serialize_field("message", &finding.message)?;
        line.serialize_field("spans", &Each(|| finding.spans.iter().map(|s| scene.range(*s))))?;
        line.end()
    }
}

struct StatedIn<'a> {
    id: &'a str,
    number: usize,
    said: &'a Statement,
    scene: &'a Scene<'a>,
}

impl Serialize for StatedIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { id, number, said, scene } = self;
        let mut line = serializer.serialize_struct("Statement", 17)?;
        line.serialize_field("id", &Shown(format_args!("{id}#s{number}")))?;
        line.serialize_field("cue", &said.cue.map(|span| scene.quote(span)))?;
        line.serialize_field("source", &said.source.map(|span| scene.quote(span)))?;
        line.serialize_field("content", &Each(|| said.content.iter().map(|s| scene.quote(*s))))?;
        line.serialize_field(
            "speaker",
            &said.speaker.as_ref().map(|s| speaker(s, said.actors.speaker.as_deref())),
        )?;
        line.serialize_field("mode", said.mode.name())?;
        line.serialize_field("act", said.act.name())?;
        line.serialize_field("negated", &said.negated)?;
        line.serialize_field("via", &said.via)?;
        line.serialize_field("addressee", &said.addressee)?;
        line.serialize_field("time", &said.time.map(|day| SaidOn { value: Shown(day) }))?;
        line.serialize_field("place", &said.place)?;
        line.serialize_field("block", &said.block)?;
        line.serialize_field("confidence", &rounded(said.confidence))?;
        line.serialize_field("via_actors", &said.actors.via)?;
        line.serialize_field("addressee_actor", &said.actors.addressee)?;
        line.serialize_field("place_actor", &said.actors.place)?;
        line.end()
    }
}

#[derive(serde::Serialize)]
struct TimeLine<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    from: Option<Shown<rawi_time::Moment>>,
    to: Option<Shown<rawi_time::Moment>>,
    #[serde(rename = "mod")]
    modifier: Option<&'static str>,
}

fn time<'a>(time: &'a Time, scene: &Scene<'a>) -> TimeLine<'a> {
    let Quote { start, end, text } = scene.quote(time.span);
    TimeLine {
        start,
        end,
        text,
        kind: time.kind.name(),
        value: &time.value,
        from: time.from.map(Shown),
        to: time.to.map(Shown),
        modifier: time.modifier.map(rawi_time::Modifier::name),
    }
}

#[derive(serde::Serialize)]
struct MentionLine<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: &'static str,
    actor: Option<&'a str>,
}

fn mention<'a>(mention: &Mention<'a>, scene: &Scene<'a>) -> MentionLine<'a> {
    let Quote { start, end, text } = scene.quote(mention.span);
    MentionLine {
        start,
        end,
        text,
        kind: mention.kind.name(),
        actor: mention.actor.map(|actor| actor.id()),
    }
}

#[derive(serde::Serialize)]
struct SpeakerLine<'a> {
    name: &'a str,
    actor: Option<&'a str>,
    basis: &'static str,
}

fn speaker<'a>(speaker: &'a Speaker, actor: Option<&'a str>) -> SpeakerLine<'a> {
    SpeakerLine { name: &speaker.name, actor, basis: speaker.basis.name() }
}

#[derive(serde::Serialize)]
struct SaidOn {
    value: Shown<jiff::civil::Date>,
}

/// A confidence with two decimals, from 0 to 1; what is not a number counts as none.
fn rounded(confidence: f32) -> f64 {
    let certain = if confidence.is_nan() { 0.0 } else { confidence.clamp(0.0, 1.0) };
    (f64::from(certain) * 100.0).round() / 100.0
}

#[derive(serde::Serialize)]
struct RepairLine<'a> {
    start: usize,
    end: usize,
    was: &'a str,
    code: &'static str,
}

fn repair<'a>(repair: &'a Repair, scene: &Scene<'_>) -> RepairLine<'a> {
    let (start, end) = scene.range(repair.span);
    RepairLine { start, end, was: &repair.was, code: repair.code.name() }
}

#[cfg(test)]
mod tests;
