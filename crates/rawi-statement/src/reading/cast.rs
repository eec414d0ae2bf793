//! Who a source is: the fullest name that the article gives.

use super::pack::{Kind, Pack};
use super::words::{Words, tag, without_possessive};
use crate::{Speaker, SpeakerBasis};
use rawi_text::TokenKind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Words at most in a name.
const LONGEST: usize = 7;

/// Tokens that a pronoun looks back over.
const REACH: usize = 160;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sex {
    Man,
    Woman,
}

/// One name as it stands in the text: capitals side by side, without titles before them.
#[derive(Clone, Debug)]
struct Mention {
    range: Range<usize>,
    /// The titles before it.
    titles: Range<usize>,
    sex: Option<Sex>,
    /// Whether it may be a person: a given name, a title, or no body's word in it.
    person: bool,
}

/// Who spoke last.
#[derive(Clone, Debug)]
struct Running {
    name: String,
    sex: Option<Sex>,
    /// Whether it is more than one.
    several: bool,
    /// The token of the cue.
    last: usize,
}

/// Everybody that one article names, and who spoke last.
pub(crate) struct Cast<'w, 't> {
    words: &'w Words<'t>,
    pack: &'w Pack,
    mentions: Vec<Mention>,
    /// By the last word of a name, the mentions of two words or more that end in it.
    full: FxHashMap<&'t str, Vec<u32>>,
    /// By title, the persons that bear it.
    titled: FxHashMap<&'t str, Vec<u32>>,
    running: Option<Running>,
}

impl<'w, 't> Cast<'w, 't> {
    /// Reads the names of `blocks`.
    pub(crate) fn new(words: &'w Words<'t>, pack: &'w Pack, blocks: &[Range<usize>]) -> Self {
        let mut cast = Self {
            words,
            pack,
            mentions: Vec::new(),
            full: FxHashMap::default(),
            titled: FxHashMap::default(),
            running: None,
        };
        for block in blocks {
            let mut i = block.start;
            while i < block.end {
                match cast.mention(i, block.end) {
                    Some(mention) => {
                        i = mention.range.end;
                        cast.keep(mention);
                    }
                    None => i += 1,
                }
            }
        }
        cast
    }

    fn is_given(&self, i: usize) -> bool {
        self.is(i, Kind::Man) || self.is(i, Kind::Woman)
    }

    /// "ministre des Transports Marc Leroy": what stands behind a genitive is the office's, not the name's.
    fn is_joined_to_noun(&self, i: usize) -> bool {
        let genitive = |k: usize| self.pack.is_itself(self.words.tokens.form(k), Kind::Genitive);
        let article = |k: usize| self.pack.is_itself(self.words.tokens.form(k), Kind::Article);
        self.pack.joins(self.words.tokens.form(i), Kind::Genitive)
            || (i > 0 && genitive(i - 1))
            || (i > 1 && article(i - 1) && genitive(i - 2))
    }

    /// The title that a comma or its field parts from a name: "le maire de Vannes, Marc Leroy".
    fn office(&self, mention: &Mention) -> Option<usize> {
        let sentence = self.words.sentence_of(mention.range.start);
        let beside = mention.range.end + 1;
        let comma = |i: usize| self.words.tokens[i].kind == TokenKind::Mark(',');
        if beside + 1 < sentence.end && comma(beside - 1) {
            let article =
                usize::from(self.pack.is_itself(self.words.tokens.form(beside), Kind::Article));
            if self.is(beside + article, Kind::Title) {
                return Some(beside + article);
            }
        }
        let from = sentence.start.max(mention.titles.start.saturating_sub(9));
        let ends = |i: &usize| {
            let verb = self.words.words[*i].is_verb() || self.is(*i, Kind::Who);
            let mark = self.words.tokens[*i].kind != TokenKind::Word && !comma(*i);
            verb || mark || (comma(*i) && *i + 1 != mention.titles.start)
        };
        let room = (from..mention.titles.start).rev().take_while(|i| !ends(i));
        room.filter(|i| self.is(*i, Kind::Title)).last()
    }

    fn keep(&mut self, mention: Mention) {
        let nth = self.mentions.len() as u32;
        let last = self.bare(mention.range.end - 1);
        if mention.range.len() > 1 {
            self.full.entry(last).or_default().push(nth);
        }
        let field = self.pack.has_genitives() && self.is_joined_to_noun(mention.titles.start);
        if mention.person && !field {
            for i in mention.titles.clone() {
                self.titled.entry(self.words.tokens.form(i)).or_default().push(nth);
            }
            if let Some(i) = self.office(&mention).filter(|_| self.pack.has_genitives()) {
                self.titled.entry(self.bare(i)).or_default().push(nth);
            }
        }
        self.mentions.push(mention);
    }

    /// A folded word without a possessive ending.
    fn bare(&self, i: usize) -> &'t str {
        let form = self.words.tokens.form(i);
        let form = without_possessive(form);
        self.pack.bare(form)
    }

    fn is(&self, i: usize, kind: Kind) -> bool {
        self.pack.is(self.bare(i), kind)
    }

    fn is_possessive(&self, i: usize) -> bool {
        matches!(self.words.words[i].shape, 4..=7)
    }

    /// A capital that is no common word at the beginning of a sentence.
    fn is_name_word(&self, i: usize) -> bool {
        const NAMES: [u8; 2] = [tag("NNP"), tag("NNPS")];
        let word = self.words.words[i];
        let capital = matches!(word.shape & 3, 2 | 3) && word.shape < 8;
        let tagged = NAMES.contains(&word.tag);
        let inner = self.words.sentence_of(i).start != i;
        capital
            && (tagged || (inner && word.shape & 3 == 2 && self.pack.is(self.bare(i), Kind::Title)))
    }

    /// The name that begins at token `i`, with its titles.
    fn mention(&self, i: usize, end: usize) -> Option<Mention> {
        let is_title =
            |k: usize| self.words.tokens[k].kind == TokenKind::Word && self.is(k, Kind::Title);
        let mut at = i;
        while at < end && at - i < 6 && is_title(at) && !self.is_possessive(at) {
            at += 1;
            // "Mr." and "Sen.": the full stop belongs to the title.
            if at < end && self.words.tokens[at].kind == TokenKind::Mark('.') && at + 1 < end {
                at += 1;
            }
        }
        let start = at;
        while at < end && at - start < LONGEST {
            let word = self.words.tokens[at].kind == TokenKind::Word;
            if word && self.is_name_word(at) && !(at == start && is_title(at)) {
                if at > start && self.is_given(at) && self.is_joined_to_noun(start) {
                    break;
                }
                at += 1;
                if self.is_possessive(at - 1) {
                    break;
                }
                continue;
            }
            let joins = at > start
                && at + 1 < end
                && self.words.tokens[at + 1].kind == TokenKind::Word
                && self.is_name_word(at + 1);
            let initial = at > start
                && self.words.tokens[at].kind == TokenKind::Mark('.')
                && self.words.tokens.form(at - 1).chars().nth(1).is_none();
            let particle = word
                && matches!(
                    self.words.tokens.form(at),
                    "de" | "del"
                        | "della"
                        | "di"
                        | "da"
                        | "van"
                        | "von"
                        | "der"
                        | "den"
                        | "la"
                        | "le"
                        | "al"
                        | "el"
                        | "bin"
                        | "ibn"
                        | "bint"
                        | "ben"
                        | "abu"
                        | "dos"
                ) | self.is(at, Kind::Particle);
            let hyphen = at > start
                && self.words.tokens[at].kind == TokenKind::Mark('-')
                && self.words.tokens[at].span.start == self.words.tokens[at - 1].span.end;
            if joins && (initial || particle || (at > start && hyphen)) {
                at += 1;
                continue;
            }
            break;
        }
        if at == start {
            return None;
        }
        let start = self.after_titles(i, start, at);
        let titles = i..start;
        let given = |kind: Kind| self.is(start, kind);
        let sex = if given(Kind::Man) || titles.clone().any(|k| self.is(k, Kind::Sir)) {
            Some(Sex::Man)
        } else if given(Kind::Woman) || titles.clone().any(|k| self.is(k, Kind::Madam)) {
            Some(Sex::Woman)
        } else {
            None
        };
        let body = (start..at).any(|k| self.is(k, Kind::Institution) || self.is(k, Kind::Document));
        Some(Mention { range: start..at, titles, sex, person: !body })
    }

    /// Where the name begins in a run of capitals: after the last title that two words follow ("House Speaker Ann Lee");
    /// a rank before one word belongs to it ("General Electric").
    fn after_titles(&self, first: usize, start: usize, end: usize) -> usize {
        if start > first && end - start == 1 && self.is(start - 1, Kind::Rank) {
            return start - 1;
        }
        let inner = (start..end.saturating_sub(2)).rev().find(|k| self.is(*k, Kind::Title));
        inner.map_or(start, |k| k + 1)
    }

    fn text(&self, range: Range<usize>) -> String {
        let span =
            self.words.tokens[range.start].span.start..self.words.tokens[range.end - 1].span.end;
        let text = self.unjoined(range.start, &self.words.text[span]);
        without_possessive(text).to_owned()
    }

    /// The text without what an apostrophe joins to its first word: "l'Algérie".
    fn unjoined<'s>(&self, first: usize, text: &'s str) -> &'s str {
        let form = self.words.tokens.form(first);
        match text.split_once(['\'', '’']) {
            Some((_, rest)) if self.pack.bare(form) != form => rest,
            _ => text,
        }
    }

    /// The fullest name of the one that a mention names: the longest that ends in the same word.
    fn fullest(&self, mention: &Mention) -> (String, Option<Sex>) {
        let own = (self.text(mention.range.clone()), mention.sex);
        if mention.range.len() > 1 {
            return own;
        }
        let Some(others) = self.full.get(self.bare(mention.range.end - 1)) else { return own };
        let agrees = |other: &Mention| match (mention.sex, other.sex) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        // The nearest before, else the first.
        let at = others
            .partition_point(|nth| self.mentions[*nth as usize].range.start < mention.range.start);
        let before = others[..at].iter().rev().take(60);
        before
            .chain(others[at..].iter().take(60))
            .map(|nth| &self.mentions[*nth as usize])
            .find(|other| agrees(other) && other.person == mention.person)
            .map_or(own, |other| (self.text(other.range.clone()), other.sex.or(mention.sex)))
    }

    /// The index of the first mention that begins at or after token `i`.
    fn mention_at(&self, i: usize) -> usize {
        self.mentions.partition_point(|m| m.range.start < i)
    }

    /// Who the source of a cue is; what was said last counts from now on.
    pub(crate) fn speaker(&mut self, cue: usize, source: &Range<usize>) -> Option<Speaker> {
        let (name, sex, basis) = if source.is_empty() {
            let (name, sex) = self.unnamed(cue)?;
            (name, sex, SpeakerBasis::Implicit)
        } else {
            self.named(cue, source)?
        };
        let same = self.running.as_ref().filter(|r| r.name == name).map(|r| r.several);
        let several = same.unwrap_or_else(|| !source.is_empty() && self.is_several(source));
        self.running = Some(Running { name: name.clone(), sex, several, last: cue });
        Some(Speaker { name, basis })
    }

    fn named(
        &self,
        cue: usize,
        source: &Range<usize>,
    ) -> Option<(String, Option<Sex>, SpeakerBasis)> {
        let first = source.start;
        let kinds = [Kind::He, Kind::She, Kind::They, Kind::It, Kind::Itself, Kind::Who];
        let alone = source.len() == 1 || self.words.count(source.clone()) == 1;
        let author = self.is(first, Kind::Itself) && self.words.quoted[cue] == 0;
        if alone && (author || self.is(first, Kind::You)) {
            return None;
        }
        // "celui-ci", "ce dernier": of two words the last.
        let last = source.end - 1;
        let two = self.words.count(source.clone()) == 2 && self.pack.has_genitives();
        let pronoun = |kind: &Kind| {
            if alone {
                self.is(first, *kind)
            } else {
                two && self.pack.is_itself(self.words.tokens.form(last), *kind)
            }
        };
        if let Some(kind) = kinds.into_iter().find(pronoun) {
            let (name, sex) = self.meant(kind, first, cue)?;
            return Some((name, sex, SpeakerBasis::Pronoun));
        }
        let head = self.head(source);
        if self.joins(&head) {
            return Some((self.description(source), None, SpeakerBasis::Named));
        }
        let from = self.mention_at(head.start);
        let within = |m: &&Mention| m.range.end <= head.end;
        let last = self.mentions[from..].iter().take(8).take_while(within).last();
        let whole = |m: &&Mention| m.person || m.titles.start <= head.start + 1;
        let last = last.filter(whole).filter(|m| {
            let ends = m.range.end == head.end && !self.is_possessive(m.range.end - 1);
            ends && (m.range.start <= head.start + 1 || !self.is_joined_to_noun(m.titles.start))
        });
        if let Some(mention) = last {
            let (name, sex) = self.fullest(mention);
            return Some((name, sex, SpeakerBasis::Named));
        }
        // "Clinton’s campaign manager, Robby Mook,": the name that a comma sets beside an office.
        let beside = self.mentions.get(self.mention_at(head.end)).filter(|m| {
            m.range.end <= source.end
                && m.titles.start <= head.end + 1
                && m.person
                && matches!(self.words.tokens[head.end].kind, TokenKind::Mark(','))
        });
        if let Some(mention) = beside {
            let (name, sex) = self.fullest(mention);
            return Some((name, sex, SpeakerBasis::Named));
        }
        let body = head.clone().any(|i| self.is_name_word(i) && self.is(i, Kind::Institution));
        if body && self.is_name_word(head.end - 1) {
            return Some((self.description(&head), None, SpeakerBasis::Named));
        }
        if let Some((name, sex)) = self.by_office(&head, source) {
            return Some((name, sex, SpeakerBasis::Title));
        }
        Some((self.description(source), None, SpeakerBasis::Title))
    }

    /// The part of a source that names its head: up to a comma, a relative, a preposition.
    fn head(&self, source: &Range<usize>) -> Range<usize> {
        let end = source
            .clone()
            .skip(1)
            .find(|i| {
                let word = self.words.words[*i];
                let stop = word.tag == tag("IN") || word.tag == tag("TO");
                // "Department of Health", "Committee for a Fair Budget".
                let capital = |k: usize| k < source.end && self.is_name_word(k);
                let of_name = stop
                    && capital(*i - 1)
                    && self.pack.is(self.bare(*i - 1), Kind::Institution)
                    && (capital(*i + 1)
                        || (*i + 1 < source.end
                            && self.is(*i + 1, Kind::Article)
                            && capital(*i + 2)));
                matches!(self.words.tokens[*i].kind, TokenKind::Mark(',' | '(' | ';' | '—' | '–'))
                    || (stop && !of_name)
                    || self.is(*i, Kind::Who)
            })
            .unwrap_or(source.end);
        source.start..end
    }

    /// "the president": the one whom the article gives that title, the nearest before.
    fn by_office(
        &self,
        head: &Range<usize>,
        source: &Range<usize>,
    ) -> Option<(String, Option<Sex>)> {
        let first = self.words.tokens.form(head.start);
        let joined = self.pack.joins(first, Kind::Definite);
        if !(joined || self.pack.is_itself(first, Kind::Definite)) || head.end != source.end {
            return None;
        }
        // Where a genitive names the field, the office stands before it: "le ministre des Transports".
        let noun = head.start + usize::from(!joined);
        let noun = if self.pack.has_genitives() && noun < head.end { noun } else { head.end - 1 };
        let title = self.bare(noun);
        let bearers = std::iter::once(title)
            .chain(self.pack.short_for(title))
            .find_map(|title| self.titled.get(title))?;
        let at =
            bearers.partition_point(|nth| self.mentions[*nth as usize].range.start < head.start);
        let nearest = bearers[..at].last().or_else(|| bearers.first())?;
        Some(self.fullest(&self.mentions[*nearest as usize]))
    }

    /// The source's words without article, relative clause and what follows a comma.
    fn description(&self, source: &Range<usize>) -> String {
        let mut start = source.start;
        let noun_follows = source.len() > 1 && self.words.words[start + 1].tag != tag("IN");
        if noun_follows && self.is(start, Kind::Article) && !self.is_possessive(start) {
            start += 1;
        }
        let end = (start + 1..source.end)
            .find(|i| {
                matches!(self.words.tokens[*i].kind, TokenKind::Mark(',' | ';' | '('))
                    || self.is(*i, Kind::Who)
            })
            .unwrap_or(source.end);
        self.text(start..end.max(start + 1))
    }

    /// Whom a pronoun at token `at` means.
    fn meant(&self, kind: Kind, at: usize, cue: usize) -> Option<(String, Option<Sex>)> {
        let wanted = match kind {
            Kind::He => Some(Sex::Man),
            Kind::She => Some(Sex::Woman),
            Kind::Who => return self.before(at, 14, |_| true).or_else(|| self.noun_before(at)),
            _ => None,
        };
        let running = self.running.as_ref().filter(|r| r.last < cue);
        let Some(wanted) = wanted else {
            return running.map(|r| (r.name.clone(), r.sex));
        };
        let fits = |r: &&Running| !r.several && (r.sex.is_none() || r.sex == Some(wanted));
        let running = running.filter(fits);
        // The running speaker, unless somebody of that sex for certain was named since.
        let since = running.map_or(0, |r| r.last);
        let named = |from: usize| {
            self.before(at, REACH, |m| m.person && m.sex == Some(wanted) && m.range.start >= from)
        };
        match running {
            Some(r) if r.sex.is_some() || (cue - r.last < REACH && named(since).is_none()) => {
                Some((r.name.clone(), Some(wanted)))
            }
            _ => named(0)
                .or_else(|| running.map(|r| (r.name.clone(), Some(wanted))))
                .or_else(|| self.before(at, REACH, |m| m.person && m.sex.is_none())),
        }
    }

    /// Whether a source means more than one: a plural, or names joined.
    fn is_several(&self, source: &Range<usize>) -> bool {
        let head = self.head(source);
        let last = self.words.words[head.end - 1].tag;
        self.joins(&head) || last == tag("NNS") || last == tag("NNPS")
    }

    /// Whether a conjunction joins names in it: "Ann Lee and Tom Roy".
    fn joins(&self, head: &Range<usize>) -> bool {
        head.clone().skip(1).any(|i| {
            i + 1 < head.end
                && self.words.words[i].tag == tag("CC")
                && self.is_name_word(i - 1)
                && self.is_name_word(i + 1)
        })
    }

    /// The nearest mention before token `at`, not further than `reach`.
    fn before(
        &self,
        at: usize,
        reach: usize,
        fits: impl Fn(&Mention) -> bool,
    ) -> Option<(String, Option<Sex>)> {
        self.mentions[..self.mention_at(at)]
            .iter()
            .rev()
            .take_while(|m| at - m.range.end <= reach)
            .find(|m| fits(m))
            .map(|m| self.fullest(m))
    }

    /// "the man who": the noun before a relative pronoun.
    fn noun_before(&self, at: usize) -> Option<(String, Option<Sex>)> {
        let noun = (at.saturating_sub(8)..at).rev().find(|i| self.words.words[*i].is_noun())?;
        Some((self.text(noun..noun + 1), None))
    }

    /// Who speaks where nobody is named: who spoke in the same sentence, whom it begins with, who spoke last.
    fn unnamed(&self, cue: usize) -> Option<(String, Option<Sex>)> {
        let sentence = self.words.sentence_of(cue);
        let running = self.running.as_ref();
        if let Some(r) = running.filter(|r| sentence.contains(&r.last)) {
            return Some((r.name.clone(), r.sex));
        }
        let first = self.mentions.get(self.mention_at(sentence.start));
        let leads = first
            .filter(|m| m.range.end <= cue && m.person && m.titles.start <= sentence.start + 2);
        leads.map(|m| self.fullest(m)).or_else(|| running.map(|r| (r.name.clone(), r.sex)))
    }

    /// Forgets who spoke last: what follows stands apart.
    pub(crate) fn pause(&mut self) {
        self.running = None;
    }
}
