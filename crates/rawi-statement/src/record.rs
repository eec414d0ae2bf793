//! Everything that is read of an article: its statements, times and mentions, joined.

use std::cell::RefCell;

use jiff::civil::Date;
use rawi_actor::{Actor, Held, Mention, MentionKind, Registry};
use rawi_page::{Article, BlockKind, Finding, FindingCode};
use rawi_text::{Lang, Span, TokenKind, Tokens, fold, sentences, tokenize};
use rawi_time::{Anchor, Time, TimeKind, times};

use rustc_hash::FxHashMap;

use crate::statement::Actors;
use crate::{SpeakerBasis, Statement, engine};

/// What to read beside the statements.
#[derive(Clone, Copy)]
pub struct With<'r> {
    /// Whether times are read.
    pub times: bool,
    /// The registry by which actors are told; without one no mentions are read and nobody is resolved.
    pub registry: Option<&'r Registry>,
}

impl Default for With<'static> {
    /// Times, and the actors of the registry that is compiled in.
    fn default() -> Self {
        Self { times: true, registry: Some(Registry::built_in()) }
    }
}

/// What was read of an article. All spans are bytes of its text.
#[derive(Clone, Debug, Default)]
pub struct Record<'r> {
    /// Who said what.
    pub statements: Vec<Statement>,
    /// When.
    pub times: Vec<Time>,
    /// Who and where.
    pub mentions: Vec<Mention<'r>>,
}

/// Reads an article to its end. A finding that only the whole record shows (`office-conflict`) is added to it.
///
/// ```
/// use rawi_page::{Body, Page, read};
/// use rawi_statement::{With, record};
///
/// let text = "اجتماع\nقال وزير الخارجية الأمريكي أنتوني بلينكن إن الاجتماع \"مهم\" يوم 13 نوفمبر 2024.";
/// let mut article = read(&Page { id: "a".into(), body: Body::Plain(text.into()), ..Page::default() });
/// let record = record(&mut article, With::default());
/// assert_eq!(record.statements[0].actors.speaker.as_deref(), Some("Q7821917"));
/// assert_eq!(record.times[0].value, "2024-11-13");
/// ```
pub fn record<'r>(article: &mut Article, with: With<'r>) -> Record<'r> {
    let tokens = tokenize(&article.text);
    let mut statements = engine::of_tokens(article, &tokens);
    let times = if with.times { times_of(article, &tokens) } else { Vec::new() };
    let mut mentions = Vec::new();
    if let Some(registry) = with.registry {
        let day = article.written.map(|written| written.date);
        let home = home(article, registry);
        let mut named = rawi_actor::mentions(registry, &article.text, &tokens, day, home);
        named.list.retain(|mention| is_read(article, mention.span));
        let cast = Cast { article, registry, mentions: &named.list, known: RefCell::default() };
        for statement in &mut statements {
            statement.actors = cast.of(statement);
        }
        if let Some(day) = day {
            let found = conflicts(article, registry, &named.claims, &statements, &times, day);
            article.findings.extend(found);
        }
        mentions = named.list;
    }
    if with.times {
        for statement in &mut statements {
            if let Some(day) = said_on(article, statement, &times) {
                statement.time = Some(day);
            }
        }
    }
    Record { statements, times, mentions }
}

/// Whether a block holds words of its own.
fn holds_words(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Boilerplate | BlockKind::Dateline)
}

fn is_read(article: &Article, span: Span) -> bool {
    let at = article.blocks.partition_point(|block| block.span.end <= span.start);
    article.blocks.get(at).is_none_or(|block| block.kind != BlockKind::Boilerplate)
}

/// The times of all blocks, each in its language, counted from when the article was written.
fn times_of(article: &Article, tokens: &Tokens) -> Vec<Time> {
    let anchor = article.written.map(|written| Anchor { day: written.date, time: written.time });
    let lang_of = |i: usize| article.blocks[i].lang.or(article.lang).unwrap_or(Lang::Ar);
    let mut langs: Vec<Lang> = Vec::new();
    for i in 0..article.blocks.len() {
        if holds_words(article.blocks[i].kind) && !langs.contains(&lang_of(i)) {
            langs.push(lang_of(i));
        }
    }
    let mut all = Vec::new();
    for lang in langs {
        let mut found = times(&article.text, tokens, lang, anchor);
        found.retain(|time| {
            let at = article.blocks.partition_point(|block| block.span.end <= time.span.start);
            article.blocks.get(at).is_some_and(|block| holds_words(block.kind))
                && lang_of(at) == lang
        });
        all.append(&mut found);
    }
    all.sort_by_key(|time| time.span.start);
    all
}

/// The country of the outlet.
fn home<'r>(article: &Article, registry: &'r Registry) -> Option<Actor<'r>> {
    let publisher = article.publisher.as_deref()?;
    registry.credited(publisher).and_then(Actor::country)
}

/// Who is who in an article.
struct Cast<'a, 'r> {
    article: &'a Article,
    registry: &'r Registry,
    mentions: &'a [Mention<'r>],
    /// Names that were looked up before.
    known: RefCell<FxHashMap<String, Option<String>>>,
}

impl Cast<'_, '_> {
    fn of(&self, statement: &Statement) -> Actors {
        Actors {
            speaker: self.speaker(statement),
            via: statement.via.iter().map(|name| self.passed_on(name)).collect(),
            addressee: statement.addressee.as_deref().and_then(|name| self.named(name)),
            place: statement.place.as_deref().and_then(|name| self.place(name)),
        }
    }

    /// Who passed a statement on: here an agency or outlet may go by its credit, which is an ordinary word elsewhere.
    fn passed_on(&self, name: &str) -> Option<String> {
        let credited = || self.registry.credited(name).map(|actor| actor.id().to_owned());
        self.named(name).or_else(credited)
    }

    /// The mentions inside a span.
    fn inside(&self, span: Span) -> &[Mention<'_>] {
        let from = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let to = self.mentions.partition_point(|mention| mention.span.start < span.end);
        &self.mentions[from..to]
    }

    fn speaker(&self, statement: &Statement) -> Option<String> {
        let speaker = statement.speaker.as_ref()?;
        if let Some(source) = statement.source
            && matches!(
                speaker.basis,
                SpeakerBasis::Named | SpeakerBasis::Title | SpeakerBasis::Headline
            )
            && let Some(actor) = self.of_source(source, &speaker.name)
        {
            return Some(actor);
        }
        if speaker.basis == SpeakerBasis::Post {
            let found = self.registry.named(&speaker.name);
            return match found[..] {
                [only] => Some(only.id().to_owned()),
                _ => None,
            };
        }
        self.named(&speaker.name).or_else(|| self.unknown(&speaker.name))
    }

    /// Whom the words of a source name: a person, else the holder of an office, else a body that is all of it.
    fn of_source(&self, source: Span, name: &str) -> Option<String> {
        let inside = self.inside(source);
        let of = |kind: MentionKind| inside.iter().filter(move |mention| mention.kind == kind);
        // "the spokeswoman for Brown, Christine Granger": the person whose name the speaker's shares.
        let words = |text: &str| -> Vec<String> {
            fold(text).split_whitespace().map(str::to_owned).collect()
        };
        let own = words(name);
        if own.first().is_some_and(|first| self.registry.is_belonging(first)) {
            return None;
        }
        let shares = |mention: &&Mention<'_>| {
            words(mention.span.of(&self.article.text)).last().is_some_and(|last| own.contains(last))
        };
        let last_person = of(MentionKind::Person).rfind(shares);
        if let Some(person) = last_person
            && !self.agrees(&own, person)
        {
            return None;
        }
        if let Some(person) = last_person {
            let office = of(MentionKind::Office).find_map(|mention| mention.actor);
            return person.actor.or(office).map(|actor| actor.id().to_owned());
        }
        let head = |mention: &&Mention<'_>| mention.span.start <= source.start + MOST_PARTICLES;
        if let Some(office) = of(MentionKind::Office).next_back() {
            // A title without a name is its holder, where nothing but the title stands there.
            let all = office.span.end + 2 >= source.end && head(&office);
            return office.actor.filter(|_| all).map(|actor| actor.id().to_owned());
        }
        let body = of(MentionKind::Organization).next().filter(head)?;
        let whole = body.span.len() * 10 >= source.len() * 7;
        body.actor.filter(|_| whole).map(|actor| actor.id().to_owned())
    }

    /// Whether a speaker's name can be that of a mention: of several words more than the last has to be the actor's, and
    /// nobody may be joined to it ("X and his rivals").
    fn agrees(&self, own: &[String], mention: &Mention<'_>) -> bool {
        let Some(actor) = mention.actor else { return true };
        let inside = fold(mention.span.of(&self.article.text));
        let inside: Vec<&str> = inside.split_whitespace().collect();
        let after = own
            .iter()
            .position(|word| Some(&word.as_str()) == inside.last())
            .map_or(own.len(), |at| at + 1);
        if own[after..].iter().any(|word| word.starts_with('و') && word.chars().count() > 3) {
            return false;
        }
        let before =
            &own[..own.iter().position(|word| Some(&word.as_str()) == inside.first()).unwrap_or(0)];
        let given = before.iter().rev().take(1).find(|word| !self.registry.is_titular(word));
        let Some(given) = given else { return true };
        actor.names().any(|name| fold(name.text).split_whitespace().any(|word| word == given))
    }

    /// Whom a name of the article means: as it is resolved where it stands.
    fn named(&self, name: &str) -> Option<String> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let found = self.look_up(name);
        self.known.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    fn look_up(&self, name: &str) -> Option<String> {
        // An empty name stands everywhere.
        if name.is_empty() {
            return None;
        }
        let mut start = 0;
        while let Some(at) = self.article.text[start..].find(name) {
            let span = Span::new(start + at, start + at + name.len());
            let bounded = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let whole = bounded(self.article.text[..span.start].chars().next_back())
                && bounded(self.article.text[span.end..].chars().next());
            if whole && let Some(actor) = self.of_source(span, name) {
                return Some(actor);
            }
            start = span.end;
        }
        let whole = fold(name);
        let same = |mention: &&Mention<'_>| {
            mention.actor.is_some()
                && mention.kind != MentionKind::Place
                && fold(mention.span.of(&self.article.text)) == whole
        };
        let actor = self.mentions.iter().find(same).and_then(|mention| mention.actor);
        actor.map(|actor| actor.id().to_owned())
    }

    fn place(&self, name: &str) -> Option<String> {
        let whole = fold(name);
        let mention = self.mentions.iter().find(|mention| {
            mention.kind == MentionKind::Place && fold(mention.span.of(&self.article.text)) == whole
        });
        mention.and_then(|mention| mention.actor).map(|actor| actor.id().to_owned())
    }

    /// A stable identifier for somebody whom the registry does not know: `name/` and the folded words.
    fn unknown(&self, name: &str) -> Option<String> {
        let tokens = tokenize(name);
        let words: Vec<&str> = (0..tokens.len())
            .filter(|i| tokens[*i].kind == TokenKind::Word)
            .map(|i| tokens.form(i))
            .collect();
        let person = (2..=6).contains(&words.len()) && self.registry.is_given(words[0]);
        person.then(|| format!("name/{}", words.join("-")))
    }
}

/// Bytes of particles before the first word of a source.
const MOST_PARTICLES: usize = 4;

/// The day on which something was said, where its own sentence tells: the nearest day beside the cue, outside of what
/// was said; what is to come was not said then.
fn said_on(article: &Article, statement: &Statement, times: &[Time]) -> Option<Date> {
    let cue = statement.cue?;
    let written = article.written?.date;
    let block = article.blocks.get(statement.block)?.span;
    // Most statements have no day in their block; finding sentences costs more than looking.
    let from = times.partition_point(|time| time.span.start < block.start);
    let has_day = times[from..]
        .iter()
        .take_while(|time| time.span.start < block.end)
        .any(|time| time.one_day().is_some());
    if !has_day {
        return None;
    }
    let sentence = sentence_around(&article.text, block, cue)?;
    let outside = |time: &&Time| {
        let span = time.span;
        let inside = statement
            .content
            .iter()
            .any(|content| content.start < span.end && span.start < content.end);
        span.start >= sentence.start && span.end <= sentence.end && !inside
    };
    let content = statement.content.first().map_or(cue.end, |content| content.start);
    let near = |time: &&Time| {
        time.span.start >= cue.end.min(content) && time.span.end <= content.max(cue.end)
    };
    let from = times.partition_point(|time| time.span.start < sentence.start);
    let mut own =
        times[from..].iter().take_while(|time| time.span.start < sentence.end).filter(outside);
    let day = |time: &Time| time.one_day().filter(|day| *day <= written);
    let all: Vec<&Time> = own.by_ref().collect();
    all.iter()
        .copied()
        .filter(|time| near(time))
        .find_map(day)
        .or_else(|| all.iter().copied().filter(|time| time.span.end <= cue.start).find_map(day))
}

/// The sentence of a block that holds a cue.
fn sentence_around(text: &str, block: Span, cue: Span) -> Option<Span> {
    sentences(block.of(text))
        .into_iter()
        .map(|sentence| sentence.shifted(block.start))
        .find(|sentence| sentence.start <= cue.start && cue.end <= sentence.end)
}

/// The findings of offices ascribed to people who did not hold them.
fn conflicts(
    article: &Article,
    registry: &Registry,
    claims: &[rawi_actor::Claim<'_>],
    statements: &[Statement],
    times: &[Time],
    day: Date,
) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut told: Vec<(&str, &str)> = Vec::new();
    for claim in claims {
        let whole =
            Span::new(claim.title.start.min(claim.name.start), claim.title.end.max(claim.name.end));
        let speaks = statements.iter().filter_map(|said| said.source).any(|source| {
            source.start < whole.end
                && whole.start < source.end
                && whole.end <= source.end + MOST_PARTICLES
        });
        let Some(conflict) = claim.conflict(registry, day, speaks) else { continue };
        let at = article.blocks.partition_point(|block| block.span.end <= claim.title.start);
        let Some(block) = article.blocks.get(at).filter(|block| holds_words(block.kind)) else {
            continue;
        };
        let span = whole;
        let sentence = sentence_around(&article.text, block.span, span).unwrap_or(block.span);
        let words = fold(sentence.of(&article.text));
        // Where nobody speaks, a sentence that says "was" tells of another time.
        let then = words
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| registry.is_then(word) || !speaks && registry.is_was(word));
        if then || tells_of_the_past(registry, claim, times, sentence, day) {
            continue;
        }
        let (position, person) = (conflict.position, claim.person.id());
        if told.contains(&(position, person)) {
            if let Some(finding) = told.iter().position(|one| *one == (position, person)) {
                found[finding].spans.push(span);
            }
            continue;
        }
        told.push((position, person));
        let lang = Lang::En;
        let left = claim
            .left(day)
            .map(|end| format!(" ({} held it until {end})", claim.person.name(lang)));
        let message = format!(
            "{} is called {} of {}; on {day} that was {}{}",
            claim.person.name(lang),
            registry.position_name(conflict.position, lang),
            conflict.jurisdiction.name(lang),
            conflict.holder.name(lang),
            left.unwrap_or_default(),
        );
        found.push(Finding { code: FindingCode::OfficeConflict, message, spans: vec![span] });
    }
    found
}

/// Whether a time is far enough back, or says its year itself, to be when the office was held.
fn tells_when(time: &Time, day: Date) -> bool {
    const FAR_DAYS: i64 = 300;
    time.explicit || time.to.is_some_and(|to| (day - to.date()).get_days() as i64 > FAR_DAYS)
}

/// Whether the sentence speaks of a time at which the person held the office.
fn tells_of_the_past(
    registry: &Registry,
    claim: &rawi_actor::Claim<'_>,
    times: &[Time],
    sentence: Span,
    day: Date,
) -> bool {
    times
        .iter()
        .filter(|time| sentence.start <= time.span.start && time.span.end <= sentence.end)
        .filter(|time| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time) && tells_when(time, day)
        })
        .filter_map(|time| Some((time.from?.date(), time.to?.date())))
        .any(|(from, to)| to < day && claim.holds(registry, from, to) != Held::No)
}
