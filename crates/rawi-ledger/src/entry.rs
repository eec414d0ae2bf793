//! One article as it goes into a ledger.

use rawi_actor::{ActorKind, Registry};
use rawi_page::{Body, Fields, Page};
use rawi_statement::line::{Line, Places};
use rawi_text::{Span, Stems, TokenKind, Tokens};
use rawi_trace::{Reader, Scene, word_hash};

use crate::trace::Traits;

/// What tells one page from another: a hash of all that it carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// The fingerprint of a page: of its id, address, fields, fetch day and body.
    ///
    /// ```
    /// use rawi_ledger::Fingerprint;
    /// use rawi_page::{Body, Fields, Page};
    /// let page = |text: &str| Page { id: "a".into(), body: Body::Plain(text.into()), ..Page::default() };
    /// assert_eq!(Fingerprint::of(&page("news")), Fingerprint::of(&page("news")));
    /// assert_ne!(Fingerprint::of(&page("news")), Fingerprint::of(&page("old news")));
    /// ```
    pub fn of(page: &Page) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut part = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        let Fields { title, date, publisher, byline, credit, lang } = &page.fields;
        let fetched = page.fetched.map(|day| day.to_string());
        part(page.id.as_bytes());
        for field in [&page.url, &fetched, title, date, publisher, byline, credit, lang] {
            part(field.as_deref().unwrap_or_default().as_bytes());
        }
        match &page.body {
            Body::Plain(text) | Body::Fragment(text) => part(text.as_bytes()),
            Body::PlainBytes(bytes) => part(bytes),
            Body::Html { bytes, charset } => {
                part(charset.as_deref().unwrap_or_default().as_bytes());
                part(bytes);
            }
        }
        let hash = hasher.finalize();
        Self(hash.as_bytes()[..16].try_into().expect("a hash has 32 bytes"))
    }
}

/// What the versions of an article have in common: its address, else the id that its record gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Source(pub(crate) i64);

impl Source {
    /// The source of pages at an address.
    pub fn url(url: &str) -> Self {
        Self::of("url:", url)
    }

    /// The source of records that bear their own id.
    pub fn id(id: &str) -> Self {
        Self::of("id:", id)
    }

    fn of(kind: &str, name: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(kind.as_bytes());
        hasher.update(name.as_bytes());
        let first = hasher.finalize().as_bytes()[..8].try_into().expect("a hash has 32 bytes");
        Self(i64::from_le_bytes(first))
    }
}

/// What an article credits: an agency or another outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The words of the credit.
    pub name: String,
    /// Who that is.
    pub actor: String,
    /// `agency` or `outlet`.
    pub kind: String,
}

/// An article that is ready to be stored: its line, and what the indexes of a ledger need of it.
///
/// Making it is the costly part and needs no ledger, so that it can be done on all cores.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What tells the page from others.
    pub fingerprint: Fingerprint,
    /// What its versions have in common; none for a page without an address and an id of its own.
    pub source: Option<Source>,
    /// All that was read of it.
    pub line: Line,
    /// What it credits.
    pub credits: Vec<Credit>,
    /// Stems of its headline and of its other words.
    pub(crate) words: (String, String),
    /// Stems of each statement.
    pub(crate) said: Vec<String>,
    /// By which its copies and the reports of its sayings are sought.
    pub(crate) traits: Traits,
}

impl Entry {
    /// Makes an article ready. The reader is passed so that it is made once for many.
    pub fn new(
        fingerprint: Fingerprint,
        source: Option<Source>,
        line: Line,
        registry: &Registry,
        reader: &Reader,
    ) -> Self {
        let credits = credits(line.credit.as_deref().unwrap_or_default(), registry);
        let scene = Scene::new(&line, reader);
        let words = Words::new(&line.text, scene.tokens(), Some(reader.stems()));
        let places = Places::new(&line.text);
        let span = |start, end| places.span(start, end).unwrap_or_default();
        let title = match &line.title {
            Some(title) => words.stems(&[span(title.start, title.end)]),
            None => String::new(),
        };
        let rest = line.blocks.iter().filter(|block| block.kind != "headline");
        let rest: Vec<Span> = rest.map(|block| span(block.start, block.end)).collect();
        let said = line.statements.iter().map(|statement| {
            let pieces = statement.content.iter().map(|piece| span(piece.start, piece.end));
            words.stems(&pieces.collect::<Vec<_>>())
        });
        let said = said.collect();
        let traits = Traits::new(&line, &places, &words, &scene, reader);
        let words = (title, words.stems(&rest));
        Self { fingerprint, source, words, said, traits, line, credits }
    }
}

/// The words of an article, cut and stemmed once.
pub(crate) struct Words<'t> {
    tokens: &'t Tokens,
    /// The stems of all words, one after the other.
    arena: String,
    /// Where the stem of each token ends.
    ends: Vec<u32>,
}

impl<'t> Words<'t> {
    /// The words of a text; without a stemmer they have no stems.
    pub(crate) fn new(text: &str, tokens: &'t Tokens, stems: Option<&Stems>) -> Self {
        let (mut arena, mut ends) = (String::new(), Vec::with_capacity(tokens.len()));
        if stems.is_some() {
            arena.reserve(text.len());
        }
        for i in 0..tokens.len() {
            let Some(stems) = stems else { break };
            match tokens[i].kind {
                TokenKind::Word => stems.stem_into(tokens.form(i), &mut arena),
                TokenKind::Number | TokenKind::Handle | TokenKind::Hashtag => {
                    arena.push_str(tokens.form(i));
                }
                TokenKind::Mark(_) | TokenKind::Break | TokenKind::Url => {}
            }
            ends.push(arena.len() as u32);
        }
        Self { tokens, arena, ends }
    }

    /// The tokens of some spans.
    fn tokens_of<'s>(&'s self, spans: &'s [Span]) -> impl Iterator<Item = usize> + 's {
        spans.iter().flat_map(|span| self.tokens.at(span.start)..self.tokens.at(span.end))
    }

    /// The stems of the words of some spans, with a blank after each.
    fn stems(&self, spans: &[Span]) -> String {
        let mut out = String::new();
        for i in self.tokens_of(spans) {
            let start = i.checked_sub(1).map_or(0, |before| self.ends[before]);
            let stem = &self.arena[start as usize..self.ends[i] as usize];
            if !stem.is_empty() {
                out.push_str(stem);
                out.push(' ');
            }
        }
        out
    }

    /// The hashes of the words of the article's own running text.
    pub(crate) fn body_hashes(&self, line: &Line, places: &Places) -> Vec<u64> {
        let blocks = line.blocks.iter().filter(|block| is_body(&block.kind));
        let spans: Vec<Span> =
            blocks.map(|block| places.span(block.start, block.end).unwrap_or_default()).collect();
        self.tokens_of(&spans)
            .filter(|i| matches!(self.tokens[*i].kind, TokenKind::Word | TokenKind::Number))
            .map(|i| word_hash(self.tokens.form(i)))
            .collect()
    }
}

/// Whether a block of this kind is the article's own running text: what its copies have in common with it.
pub(crate) fn is_body(kind: &str) -> bool {
    matches!(kind, "paragraph" | "subheading" | "list")
}

/// The agencies and outlets that a credit names, in its order.
fn credits(credit: &str, registry: &Registry) -> Vec<Credit> {
    let parts = credit.split(|c: char| {
        matches!(
            c,
            '-' | '–' | '—' | ':' | '/' | '،' | ',' | '|' | '(' | ')' | '«' | '»' | '"' | '+'
        )
    });
    let mut credits: Vec<Credit> = Vec::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let Some(actor) = registry.credited(part) else { continue };
        let kind = match actor.kind() {
            ActorKind::Agency => "agency",
            ActorKind::Outlet => "outlet",
            _ => continue,
        };
        if credits.iter().all(|credit| credit.actor != actor.id()) {
            credits.push(Credit {
                name: part.to_owned(),
                actor: actor.id().to_owned(),
                kind: kind.to_owned(),
            });
        }
    }
    credits
}
