//! The engine: tokens once, then heads, contents, speakers, block by block.

mod around;
mod content;
mod head;
mod headline;
mod name;
mod opener;
mod phrase;
mod source;
mod speaker;
mod subject;
mod view;

use crate::pack::{ARABIC, CueKind};
use crate::{Act, Mode, Speaker, SpeakerBasis, Statement, reading};
use head::{Head, Opener};
use jiff::civil::Date;
use rawi_page::{Article, BlockKind, Post};
use rawi_text::{Lang, TokenKind, Tokens, tokenize};
use speaker::{Cast, Found, Zone};
use std::ops::Range;
use view::{SENTENCE_TOKENS, View};

/// The statements of `article`, by position of the cue.
///
/// A pure function: the same article gives the same statements. Articles in a language without a pack give the
/// statements of their posts only.
///
/// ```
/// use rawi_page::{Body, Page, read};
/// let text = "عنوان\nقال الوزير سالم الراوي للصحافيين إن \"العمل مستمر\" في الميناء، مشيرا إلى أن الافتتاح قريب.";
/// let article = read(&Page { id: "a".into(), body: Body::Plain(text.into()), ..Page::default() });
/// let statements = rawi_statement::statements(&article);
/// assert_eq!(statements.len(), 2);
/// assert_eq!(statements[1].speaker.as_ref().unwrap().name, "سالم الراوي");
/// assert_eq!(statements[1].content[0].of(&article.text), "الافتتاح قريب");
/// ```
pub fn statements(article: &Article) -> Vec<Statement> {
    of_tokens(article, &tokenize(&article.text))
}

/// The statements of an article whose text has been cut into `tokens`.
pub(crate) fn of_tokens(article: &Article, tokens: &Tokens) -> Vec<Statement> {
    let blocks: Vec<Range<usize>> = article
        .blocks
        .iter()
        .map(|block| tokens.at(block.span.start)..tokens.at(block.span.end))
        .collect();
    let mut statements: Vec<Statement> =
        article.posts.iter().filter_map(|post| of_post(post, post.block)).collect();
    let of_lang = |fits: &dyn Fn(Option<Lang>) -> bool| -> Vec<usize> {
        let read = |i: &usize| {
            let block = &article.blocks[*i];
            is_read(block.kind) && fits(block.lang.or(article.lang))
        };
        (0..article.blocks.len()).filter(read).collect()
    };
    let arabic = of_lang(&|lang| lang.is_none_or(|lang| lang == Lang::Ar));
    if !arabic.is_empty() {
        statements.extend(of_arabic(article, tokens, &blocks, &arabic));
    }
    for language in &reading::LANGS {
        let read = of_lang(&|of| of == Some(language.lang));
        if !read.is_empty() {
            statements.extend(reading::of(language, article, tokens, &blocks, &read));
        }
    }
    statements.sort_by_key(|s| {
        s.cue.map_or_else(|| s.content.first().map_or(0, |c| c.start), |cue| cue.start)
    });
    statements
}

/// The statements of the blocks `read`, which are Arabic or of no known language.
fn of_arabic(
    article: &Article,
    tokens: &Tokens,
    blocks: &[Range<usize>],
    read: &[usize],
) -> Vec<Statement> {
    let view = View::new(&article.text, tokens, &ARABIC, blocks);
    let mut reader = Reader {
        view: &view,
        cast: Cast::default(),
        written: article.written.map(|w| w.date),
        found: Vec::new(),
    };
    for i in read {
        reader.block(*i, article.blocks[*i].kind, blocks[*i].clone());
    }
    let cast = reader.cast;
    reader.found.into_iter().map(|draft| draft.finish(&cast)).collect()
}

/// Whether blocks of that kind are looked through for cues.
fn is_read(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Post | BlockKind::Boilerplate | BlockKind::Dateline)
}

/// A post is its author's statement.
fn of_post(post: &Post, block: usize) -> Option<Statement> {
    let name = post.author.clone().or_else(|| post.handle.clone())?;
    let words = post.text.trim();
    let only_link = words.contains("://") && !words.contains(char::is_whitespace);
    if words.is_empty() || only_link || post.span.is_empty() {
        return None;
    }
    Some(Statement {
        cue: None,
        source: None,
        content: vec![post.span],
        speaker: Some(Speaker { name, basis: SpeakerBasis::Post }),
        mode: Mode::Direct,
        act: Act::Say,
        negated: false,
        via: Vec::new(),
        addressee: None,
        time: post.date,
        place: None,
        block,
        confidence: 0.95,
        actors: crate::Actors::default(),
    })
}

/// A statement whose speaker's fullest name is not known before the article has been read to its end.
struct Draft(Statement, Option<Found>);

impl Draft {
    fn finish(self, cast: &Cast) -> Statement {
        let Self(mut statement, found) = self;
        statement.speaker =
            found.map(|f| Speaker { name: cast.name(f.who).to_owned(), basis: f.basis });
        statement
    }
}

struct Reader<'a> {
    view: &'a View<'a>,
    cast: Cast,
    written: Option<Date>,
    found: Vec<Draft>,
}

impl Reader<'_> {
    fn block(&mut self, index: usize, kind: BlockKind, range: Range<usize>) {
        let zone = match kind {
            BlockKind::Headline => Zone::Headline,
            BlockKind::Teaser => Zone::Teaser(index),
            _ => Zone::Body,
        };
        let titled =
            matches!(kind, BlockKind::Headline | BlockKind::Subheading | BlockKind::Teaser);
        let line_end = range
            .clone()
            .find(|i| self.view.tokens[*i].kind == TokenKind::Break)
            .unwrap_or(range.end);
        let mut heads = head::find(self.view, range.clone(), titled);
        if titled
            && let Some(colon) = headline::find(self.view, range.start..line_end)
            && !headline::is_topic(self.view, &colon, &heads)
        {
            heads.retain(|head| head.cue.start >= line_end);
            heads.insert(0, colon);
        }
        self.heads(index, zone, &range, &heads);
    }

    fn heads(&mut self, block: usize, zone: Zone, range: &Range<usize>, heads: &[Head]) {
        let breaks_quote = |head: &&Head| ends_open_quote(self.view, head);
        let fresh: Vec<usize> =
            heads.iter().filter(breaks_quote).map(|head| head.breaks_at).collect();
        let mut breaks: Vec<usize> =
            heads.iter().filter(|head| head.coordinated).map(|head| head.breaks_at).collect();
        breaks.sort_unstable();
        // "قال: الأندية تعترف بالخطأ": in speech after a colon a verb without its subject is the speaker's own word.
        let other = |head: &&Head| head.kind != CueKind::Present || head.source.is_some();
        let mut from_others: Vec<usize> = heads
            .iter()
            .filter(|head| head.coordinated)
            .filter(other)
            .map(|h| h.breaks_at)
            .collect();
        from_others.sort_unstable();
        let mut taken = range.start;
        let mut said = range.start;
        for (nth, head) in heads.iter().enumerate() {
            if head.opener == Opener::Main && reported_by_another(self.view, head, nth, heads) {
                continue;
            }
            let nested = head.cue.start < taken;
            if nested {
                continue;
            }
            if let (Opener::Word, Some(source)) = (head.opener, &head.source) {
                let who = self.cast.named(self.view, source.clone(), head.agreement, zone).who;
                self.cast.speaks(who, zone, head.cue.start);
                continue;
            }
            let weak = matches!(head.opener, Opener::Preposition | Opener::Object);
            if weak && !head.coordinated {
                continue;
            }
            let colon = head.opener == Opener::Colon && head.kind != CueKind::Participle;
            let breaks = if colon { &from_others } else { &breaks };
            let later = &breaks[breaks.partition_point(|at| *at <= head.cue.start)..];
            let content = content::range(self.view, head, later, &fresh, range.end);
            if self.view.words(content.clone()) == 0 {
                continue;
            }
            // A content does not hold its own cue.
            if content.start < head.cue.end && head.cue.start < content.end {
                continue;
            }
            // Two phrases of source beside one clause: the first has it.
            if content.start < said {
                continue;
            }
            said = content.end;
            taken = taken.max(content.end);
            self.add(block, zone, range.start, head, content);
        }
    }

    fn add(
        &mut self,
        block: usize,
        zone: Zone,
        block_start: usize,
        head: &Head,
        content: Range<usize>,
    ) {
        let view = self.view;
        let found = match (&head.source, &head.antecedent) {
            (Some(source), _) | (None, Some(source)) => {
                Some(self.cast.named(view, source.clone(), head.agreement, zone))
            }
            (None, None) => {
                self.cast.running(view, head.cue.start, (head.kind, head.act), head.agreement, zone)
            }
        };
        let found = found.map(|found| Found { basis: head.basis.unwrap_or(found.basis), ..found });
        // Nobody to speak: the writer's own voice.
        if found.is_none() && head.source.is_none() {
            return;
        }
        if let Some(found) = found {
            self.cast.speaks(found.who, zone, head.cue.start);
        }
        let room = around::room(view, head, block_start);
        let statement = Statement {
            cue: Some(view.span(head.cue.clone())),
            source: head.source.clone().map(|source| view.span(source)),
            mode: content::mode(view, head, &content),
            content: vec![view.span(content)],
            speaker: None,
            act: head.act,
            negated: head.negated,
            via: head
                .via
                .iter()
                .map(|via| view.span(via.clone()).of(view.text).to_owned())
                .collect(),
            addressee: around::addressee(view, head),
            time: around::day(view, room.clone(), self.written),
            place: around::place(view, room),
            block,
            confidence: confidence(head, found.is_some()),
            actors: crate::Actors::default(),
        };
        self.found.push(Draft(statement, found));
    }
}

/// ". وأضاف الوزير أن": a sentence that begins so ends a quotation left open before it.
fn ends_open_quote(view: &View<'_>, head: &Head) -> bool {
    let at = head.cue.start;
    let begins = at > 0 && head.breaks_at == at && view.ends_sentence(at - 1);
    let past = head.kind == CueKind::Past && matches!(head.opener, Opener::Clause | Opener::Colon);
    begins && past && view.cue(at).is_some_and(|cue| cue.joined)
}

/// Whether a verb of the same sentence reports what a source preposition would.
fn reported_by_another(view: &View<'_>, head: &Head, nth: usize, heads: &[Head]) -> bool {
    let cue = head.cue.start;
    let same_sentence = |other: &&Head| {
        let between =
            if other.cue.start < cue { other.cue.start..cue } else { cue..other.cue.start };
        between.len() < SENTENCE_TOKENS && !between.into_iter().any(|i| view.ends_sentence(i))
    };
    let before = heads[..nth].iter().rev().take_while(same_sentence);
    let after = heads[nth + 1..].iter().take_while(same_sentence);
    // A participle after it reports what else the same one said.
    let reports = |other: &Head| {
        let adds = other.kind == CueKind::Participle && other.cue.start > cue;
        !adds && !matches!(other.opener, Opener::Main | Opener::Word)
    };
    before.chain(after).any(reports)
}

/// How likely a statement of that shape is right; the shares are measured in docs/quality.md.
fn confidence(head: &Head, has_speaker: bool) -> f32 {
    let shape = match head.opener {
        Opener::Clause | Opener::Colon | Opener::Quote => 0.94,
        Opener::Preposition => 0.86,
        Opener::Object => 0.84,
        Opener::Main | Opener::Word => 0.9,
    };
    let kind =
        if head.kind == CueKind::Present && head.opener != Opener::Colon { 0.85 } else { 1.0 };
    shape * kind * if has_speaker { 1.0 } else { 0.8 }
}
