//! What is known of every word of an article: its hash, its classes, its tag, the quotation and the sentence it stands in.

use super::model::{Model, WordClass};
use super::quotes::{self, Quote};
use rawi_net::{Feature, hash};
use rawi_text::{TokenKind, Tokens};
use std::ops::Range;

/// The tags, those of the Penn Treebank, by number.
pub const TAG_NAMES: [&str; 48] = [
    "NN", "IN", "NNP", "DT", "JJ", "NNS", ",", ".", "PRP", "RB", "VBD", "VB", "CC", "VBZ", "VBN",
    "VBG", "TO", "VBP", "PRP$", "CD", "``", "''", "POS", "MD", "HYPH", ":", "WDT", "WP", "WRB",
    "NNPS", "RP", "-LRB-", "-RRB-", "JJR", "JJS", "EX", "RBR", "NFP", "RBS", "UH", "PDT", "$",
    "FW", "WP$", "SYM", "XX", "ADD", "AFX",
];

/// The number of a tag.
pub const fn tag(name: &str) -> u8 {
    let mut i = 0;
    while i < TAG_NAMES.len() {
        let (a, b) = (TAG_NAMES[i].as_bytes(), name.as_bytes());
        let mut same = a.len() == b.len();
        let mut k = 0;
        while same && k < a.len() {
            same = a[k] == b[k];
            k += 1;
        }
        if same {
            return i as u8;
        }
        i += 1;
    }
    panic!("no such tag");
}

const OPEN: u8 = tag("``");
const CLOSE: u8 = tag("''");

/// What stands beyond the ends of a block.
const OUTSIDE: Word = Word { hash: 1, suffix: 1, fine: 0, coarse: 0, prior: 0, tag: 255, shape: 0 };

/// One word.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Of its folded letters, without a possessive ending; all numbers are one.
    pub hash: u32,
    /// Of its last letters.
    pub suffix: u32,
    /// A small class of words that are used alike; 0 for none.
    pub fine: u16,
    /// A large class.
    pub coarse: u8,
    /// How often the word is a cue, in steps from 0 to 7.
    pub prior: u8,
    /// Its part of speech.
    pub tag: u8,
    /// How it is written.
    pub shape: u8,
}

impl Word {
    /// Whether it is tagged a verb.
    pub fn is_verb(self) -> bool {
        const VERBS: [u8; 7] =
            [tag("VBD"), tag("VB"), tag("VBZ"), tag("VBN"), tag("VBG"), tag("VBP"), tag("MD")];
        VERBS.contains(&self.tag)
    }

    /// Whether it is tagged a noun or a pronoun.
    pub fn is_noun(self) -> bool {
        const NOUNS: [u8; 5] = [tag("NN"), tag("NNP"), tag("NNS"), tag("NNPS"), tag("PRP")];
        NOUNS.contains(&self.tag)
    }
}

/// The words of one article's blocks in one language.
pub struct Words<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// One for every token.
    pub words: Vec<Word>,
    /// The quotations, in order.
    pub quotes: Vec<Quote>,
    /// For every token one more than the index of the quotation that holds it; 0 for none.
    pub quoted: Vec<u16>,
    /// The sentences as ranges of tokens, in order.
    pub sentences: Vec<Range<usize>>,
    /// For every token the index of its sentence.
    pub sentence: Vec<u32>,
    /// For every sentence how often its likeliest cue outside quotations is one, in steps from 0 to 7.
    pub told: Vec<u8>,
    /// What stands before every token, counted up.
    pub(super) counts: Vec<[u32; 5]>,
    /// For every token whether it begins a paragraph.
    pub begins_line: Vec<bool>,
}

/// Letters of a word's end that tell what it is.
fn suffix(form: &str) -> u32 {
    let from = form.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    hash(&form.as_bytes()[from..])
}

fn shape(text: &str, kind: TokenKind) -> u8 {
    let mut letters = text.chars();
    match kind {
        TokenKind::Word => {
            let first = letters.next().is_some_and(char::is_uppercase);
            let rest = letters.next().is_some_and(char::is_uppercase);
            let possessive = u8::from(without_possessive(text) != text);
            possessive * 4
                + if first && rest {
                    3
                } else if first {
                    2
                } else {
                    1
                }
        }
        TokenKind::Number => 8,
        TokenKind::Mark(_) => 9,
        TokenKind::Break => 10,
        TokenKind::Handle => 11,
        TokenKind::Hashtag => 12,
        TokenKind::Url => 13,
    }
}

/// A word without the ending of a possessor.
pub fn without_possessive(form: &str) -> &str {
    ["'s", "’s"].iter().find_map(|end| form.strip_suffix(end)).unwrap_or(form)
}

impl<'a> Words<'a> {
    /// Reads the tokens of `blocks`, without tags.
    pub fn new(text: &'a str, tokens: &'a Tokens, blocks: &[Range<usize>], model: &Model) -> Self {
        let mut words = vec![OUTSIDE; tokens.len()];
        for i in blocks.iter().cloned().flatten() {
            let token = tokens[i];
            let form = tokens.form(i);
            let bare = without_possessive(form);
            let key = match token.kind {
                TokenKind::Number => 2,
                TokenKind::Url => 3,
                TokenKind::Handle => 4,
                TokenKind::Hashtag => 5,
                TokenKind::Mark('–' | '—' | '―') => hash("—".as_bytes()),
                _ => hash(bare.as_bytes()),
            };
            let class = model.words.get(key).copied().unwrap_or(WordClass::UNKNOWN);
            words[i] = Word {
                hash: key,
                suffix: suffix(bare),
                fine: class.fine,
                coarse: class.coarse,
                prior: class.prior,
                tag: class.only,
                shape: shape(token.span.of(text), token.kind),
            };
        }
        let quotes = quotes::pair(text, tokens, blocks);
        let mut quoted = vec![0; tokens.len()];
        for (nth, quote) in quotes.iter().enumerate().take(usize::from(u16::MAX) - 1) {
            quoted[quote.open..quote.close].fill(nth as u16 + 1);
        }
        let (sentences, sentence) = sentences(text, tokens, blocks);
        let mut begins_line = vec![false; tokens.len()];
        for block in blocks {
            for i in block.clone() {
                begins_line[i] = i == block.start || tokens[i - 1].kind == TokenKind::Break;
            }
        }
        let told = sentences
            .iter()
            .map(|range| {
                let outside = range.clone().filter(|i| quoted[*i] == 0);
                outside.map(|i| words[i].prior).max().unwrap_or(0)
            })
            .collect();
        let mut read = Self {
            text,
            tokens,
            words,
            quotes,
            quoted,
            sentences,
            sentence,
            told,
            counts: Vec::new(),
            begins_line,
        };
        read.mark_quotes();
        read
    }

    /// All marks of quotation look alike.
    fn mark_quotes(&mut self) {
        for quote in &self.quotes {
            self.words[quote.open].hash = 6;
            if let Some(last) = quote.close.checked_sub(1).filter(|_| quote.closed) {
                self.words[last].hash = 7;
            }
        }
    }

    /// Tags every word, from left to right.
    pub fn tag(&mut self, blocks: &[Range<usize>], model: &Model) {
        let mut features = Vec::with_capacity(24);
        for i in blocks.iter().cloned().flatten() {
            self.words[i].tag = match self.certain(i) {
                Some(tag) => tag,
                None => {
                    features.clear();
                    self.tag_features(i, &mut features);
                    model.tagger.tag(&features)
                }
            };
        }
        self.count_up();
    }

    /// The tag of what can be nothing else.
    pub fn certain(&self, i: usize) -> Option<u8> {
        match self.tokens[i].kind {
            TokenKind::Number => Some(tag("CD")),
            TokenKind::Mark(_) if self.words[i].hash == 6 => Some(OPEN),
            TokenKind::Mark(_) if self.words[i].hash == 7 => Some(CLOSE),
            TokenKind::Mark(',') => Some(tag(",")),
            TokenKind::Mark('.' | '!' | '?') => Some(tag(".")),
            TokenKind::Mark('(' | '[') => Some(tag("-LRB-")),
            TokenKind::Mark(')' | ']') => Some(tag("-RRB-")),
            TokenKind::Mark('-') => Some(tag("HYPH")),
            TokenKind::Mark('$' | '£' | '€') => Some(tag("$")),
            TokenKind::Mark(_) => Some(tag(":")),
            TokenKind::Break => Some(tag("NFP")),
            TokenKind::Handle => Some(tag("NNP")),
            TokenKind::Hashtag | TokenKind::Url => Some(tag("ADD")),
            TokenKind::Word => Some(self.words[i].tag).filter(|tag| *tag != 255),
        }
    }

    /// What a tag is told by.
    pub fn tag_features(&self, i: usize, out: &mut Vec<Feature>) {
        let at = |k: isize| self.at(i, k);
        let (w, p, n) = (at(0), at(-1), at(1));
        let (t1, t2) = (u32::from(p.tag), u32::from(at(-2).tag));
        let mut bag = Bag::new(0x0100, out);
        bag.add(w.hash);
        bag.add(w.suffix);
        bag.add(u32::from(w.shape));
        bag.add(u32::from(w.coarse));
        bag.add(p.hash);
        bag.add(n.suffix);
        bag.pair(u32::from(n.tag), w.suffix);
        bag.add(t1);
        bag.pair(t1, t2);
        bag.pair(t1, w.hash);
        bag.pair(t1, w.suffix);
    }

    /// The word `by` places from `i`; what is beyond the article is one word that stands nowhere.
    #[inline]
    pub fn at(&self, i: usize, by: isize) -> Word {
        i.checked_add_signed(by).and_then(|k| self.words.get(k)).copied().unwrap_or(OUTSIDE)
    }

    /// The range of the sentence that holds token `i`.
    pub fn sentence_of(&self, i: usize) -> Range<usize> {
        self.sentence
            .get(i)
            .and_then(|nth| self.sentences.get(*nth as usize))
            .cloned()
            .unwrap_or(i..i)
    }

    /// Whether token `i` opens a quotation.
    #[inline]
    pub fn opens(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.hash == 6)
    }

    /// Whether token `i` closes one.
    #[inline]
    pub fn closes(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| w.hash == 7)
    }

    /// Words among those tokens.
    pub fn count(&self, range: Range<usize>) -> usize {
        range
            .filter(|i| {
                self.tokens
                    .get(*i)
                    .is_some_and(|t| !matches!(t.kind, TokenKind::Mark(_) | TokenKind::Break))
            })
            .count()
    }
}

/// Sentences as token ranges inside the blocks; a break begins a new one.
fn sentences(
    text: &str,
    tokens: &Tokens,
    blocks: &[Range<usize>],
) -> (Vec<Range<usize>>, Vec<u32>) {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut of = vec![u32::MAX; tokens.len()];
    for block in blocks.iter().filter(|block| !block.is_empty()) {
        let (from, to) = (tokens[block.start].span.start, tokens[block.end - 1].span.end);
        for span in rawi_text::sentences(&text[from..to]) {
            let range = tokens.at(from + span.start)..tokens.at(from + span.end);
            if range.is_empty() {
                continue;
            }
            of[range.clone()].fill(ranges.len() as u32);
            ranges.push(range);
        }
    }
    (ranges, of)
}

/// Features with the places they were seen in, numbered as they are added.
pub(crate) struct Bag<'f> {
    place: u32,
    out: &'f mut Vec<Feature>,
}

impl<'f> Bag<'f> {
    pub(crate) fn new(place: u32, out: &'f mut Vec<Feature>) -> Self {
        Self { place, out }
    }

    #[inline]
    pub(crate) fn add(&mut self, value: u32) {
        self.place += 1;
        self.out.push(Feature::new(self.place, value));
    }

    #[inline]
    pub(crate) fn pair(&mut self, a: u32, b: u32) {
        self.place += 1;
        self.out.push(Feature::pair(self.place, a, b));
    }

    #[inline]
    pub(crate) fn three(&mut self, a: u32, b: u32, c: u32) {
        self.place += 1;
        self.out.push(Feature::pair(self.place, a.wrapping_mul(0x9E37_79B1) ^ b, c));
    }
}
