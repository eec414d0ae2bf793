//! The words of a statement, with what each of them tells.

use rawi_statement::line::{Line, Places, Statement};
use rawi_text::{Lang, Span, TokenKind, tokenize};
use rawi_time::amounts;

use crate::lore::{Class, Lore, Reader, known};
use crate::shingle::word_hash;

/// One word of a statement; a number or a known name of several words is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in [`Wording::text`], in bytes.
    pub span: Span,
    /// What it does.
    pub class: Class,
    /// A hash of its folded letters.
    pub(crate) form: u64,
    /// A hash of what it means as far as that is known: a concept, the actor, the value, else the stem.
    pub(crate) term: u32,
    /// Whether [`Word::term`] means the same in every language.
    pub(crate) shared: bool,
    /// How the word sounds, where it may be a name that is spelled otherwise elsewhere; else 0.
    pub(crate) sound: u32,
    /// Its value in hundredths, of a number.
    pub(crate) value: i64,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}

impl Word {
    /// A hash of what it means as far as that is known: a concept, the actor, the value, else the stem.
    pub fn term(&self) -> u32 {
        self.term
    }
}

/// A time in a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// Where it stands in [`Wording::text`].
    pub span: Span,
    /// `date`, `time`, `duration`, `set`.
    pub kind: String,
    /// As TIMEX3 writes it.
    pub value: String,
    /// The first day that is meant, as days since the year 0.
    pub days: Option<(i32, i32)>,
}

/// The words of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// The pieces of the content, joined by ` … `.
    pub text: String,
    /// Its words in order.
    pub words: Vec<Word>,
    /// Its times.
    pub times: Vec<When>,
    /// The language it was read in.
    pub lang: Option<Lang>,
}

/// What stands between two pieces of a content.
pub const GAP: &str = " … ";

impl Wording {
    /// The words of a statement of an article.
    pub fn new(line: &Line, places: &Places, reader: &Reader, statement: &Statement) -> Self {
        let lang = line.lang.as_deref().and_then(Lang::from_code);
        let lore = Lore::of(lang);
        let mut wording = Self { lang, ..Self::default() };
        let marked = quoted_spans(&line.text);
        for piece in &statement.content {
            let Some(span) = places.span(piece.start, piece.end) else { continue };
            if !wording.text.is_empty() {
                wording.text.push_str(GAP);
            }
            let shift = wording.text.len();
            wording.text.push_str(span.of(&line.text));
            let is_quoted = |at: usize| {
                statement.mode == "direct"
                    || statement.mode == "mixed"
                        && marked.iter().any(|mark| mark.start <= at && at < mark.end)
            };
            let names: Vec<(Span, &str)> = line
                .mentions
                .iter()
                .filter(|mention| piece.start <= mention.start && mention.end <= piece.end)
                .filter(|mention| mention.kind != "office")
                .filter_map(|mention| {
                    let id = mention.actor.as_deref().filter(|id| !id.starts_with("name/"))?;
                    Some((places.span(mention.start, mention.end)?, id))
                })
                .collect();
            wording.piece(span, &line.text, shift, lore, &names, &is_quoted, reader);
            wording.times.extend(line.times.iter().filter_map(|time| {
                let within = piece.start <= time.start && time.end <= piece.end;
                let of = places.span(time.start, time.end).filter(|_| within)?;
                Some(When {
                    span: moved(of, span.start, shift),
                    kind: time.kind.clone(),
                    value: time.value.clone(),
                    days: time
                        .from
                        .as_deref()
                        .zip(time.to.as_deref())
                        .and_then(|(from, to)| Some((day_number(from)?, day_number(to)?))),
                })
            }));
        }
        wording
    }

    /// The words of any text, told apart by their folded letters alone: to see what one text made of another.
    pub fn of_text(text: &str) -> Self {
        let tokens = tokenize(text);
        let is_word = |i: &usize| {
            matches!(tokens[*i].kind, TokenKind::Word | TokenKind::Number | TokenKind::Hashtag)
        };
        let words = (0..tokens.len()).filter(is_word).map(|i| {
            let form = word_hash(tokens.form(i));
            Word {
                span: tokens[i].span,
                class: Class::Content,
                form,
                term: form as u32,
                shared: false,
                sound: 0,
                value: 0,
                quoted: false,
            }
        });
        Self { text: text.to_owned(), words: words.collect(), ..Self::default() }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one piece of a content needs all that is known of it"
    )]
    fn piece(
        &mut self,
        piece: Span,
        text: &str,
        shift: usize,
        lore: &Lore,
        names: &[(Span, &str)],
        is_quoted: &dyn Fn(usize) -> bool,
        reader: &Reader,
    ) {
        let words = piece.of(text);
        let tokens = tokenize(words);
        let known = known(lore, &tokens, reader);
        let numbers = amounts(words, &tokens, self.lang.unwrap_or(Lang::En));
        let mut numbers = numbers.iter().peekable();
        let mut i = 0;
        while i < tokens.len() {
            let span = tokens[i].span;
            let at = piece.start + span.start;
            let base = Word {
                span: moved(Span::new(at, piece.start + span.end), piece.start, shift),
                class: Class::Content,
                form: 0,
                term: 0,
                shared: false,
                sound: 0,
                value: 0,
                quoted: is_quoted(at),
            };
            while numbers.next_if(|number| number.end <= i).is_some() {}
            if let Some((name, id)) =
                names.iter().find(|(name, _)| name.start <= at && at < name.end)
            {
                let mut end = i;
                while end + 1 < tokens.len() && piece.start + tokens[end + 1].span.start < name.end
                {
                    end += 1;
                }
                let hash = word_hash(id);
                let to = tokens[end].span.end + shift;
                self.words.push(Word {
                    span: Span::new(base.span.start, to),
                    class: Class::Name,
                    form: hash,
                    term: hash as u32,
                    shared: true,
                    ..base
                });
                i = end + 1;
            } else if let Some(number) = numbers.peek().filter(|number| number.first == i) {
                let hash = word_hash(&format!("number {}", number.hundredths));
                self.words.push(Word {
                    span: Span::new(base.span.start, tokens[number.end - 1].span.end + shift),
                    class: Class::Number,
                    form: hash,
                    term: hash as u32,
                    shared: true,
                    value: number.hundredths,
                    ..base
                });
                i = number.end.max(i + 1);
            } else if matches!(
                tokens[i].kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Hashtag
            ) {
                let class = Lore::class(&tokens, i, known[i]);
                let form = word_hash(tokens.form(i));
                let concept = lore.concept(&known, i);
                let (term, shared, length) = match concept {
                    Some((concept, length)) if class == Class::Content || length > 1 => {
                        (concept, true, length)
                    }
                    _ => (known[i].stem as u32 & !crate::lore::CONCEPT, false, 1),
                };
                let class = if length > 1 { Class::Content } else { class };
                let sound = if shared || class != Class::Content {
                    0
                } else {
                    sound(tokens[i].span.of(words))
                };
                let end = tokens[i + length - 1].span.end + shift;
                let form = if length > 1 {
                    word_hash(tokens[i].span.of(words)) ^ u64::from(term)
                } else {
                    form
                };
                let span = Span::new(base.span.start, end);
                self.words.push(Word { span, class, form, term, shared, sound, ..base });
                i += length;
            } else {
                i += 1;
            }
        }
    }

    /// Whether a word says something.
    pub(crate) fn is_telling(word: &Word) -> bool {
        matches!(word.class, Class::Content | Class::Number | Class::Name)
    }
}

/// A hash of how a word sounds, where that tells something: Arabic words, and capitalised ones of other scripts.
pub(crate) fn sound(word: &str) -> u32 {
    let first = word.chars().next().unwrap_or_default();
    if !first.is_uppercase() && !('\u{600}'..='\u{6FF}').contains(&first) {
        return 0;
    }
    let sounds = rawi_actor::sound_of(word);
    if sounds.len() < 3 { 0 } else { word_hash(&sounds) as u32 | 1 }
}

fn moved(span: Span, from: usize, to: usize) -> Span {
    Span::new(span.start - from + to, span.end - from + to)
}

/// The day of `2024-11-13` or `2024-11-13T10:00:00` as a number of days; only differences and order mean something.
pub fn day_number(moment: &str) -> Option<i32> {
    let day: jiff::civil::Date = moment.get(..10)?.parse().ok()?;
    let year = i32::from(day.year());
    // Days of whole years, leap days included, and the day of this one: only differences and order matter.
    let before = year - 1;
    Some(
        365 * year + before.div_euclid(4) - before.div_euclid(100)
            + before.div_euclid(400)
            + i32::from(day.day_of_year()),
    )
}

/// The stretches of a text that stand in quotation marks; a mark without its partner ends with its paragraph.
fn quoted_spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (Some(_), '\n') => open = None,
            (Some((mark, start)), c) if closes(mark, c) => {
                spans.push(Span::new(start, at));
                open = None;
            }
            (None, '"' | '«' | '“' | '„' | '”') => open = Some((c, at + c.len_utf8())),
            _ => {}
        }
    }
    spans
}

fn closes(open: char, c: char) -> bool {
    match open {
        '«' => c == '»',
        '"' => c == '"',
        _ => matches!(c, '”' | '“' | '"'),
    }
}
