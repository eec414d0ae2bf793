//! In which language a text is written.
//!
//! [`language()`] is meant for whole articles and for single blocks: from about twenty letters on it is right on
//! news text, below that it answers where the evidence allows and is silent else. It has no offsets.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::rows::{Row, Table, Wrong, rows};

/// A language, by its ISO 639 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// Arabic.
    Ar,
    /// Persian.
    Fa,
    /// Urdu.
    Ur,
    /// Central Kurdish (Sorani).
    Ckb,
    /// English.
    En,
    /// French.
    Fr,
    /// German.
    De,
    /// Spanish.
    Es,
    /// Italian.
    It,
    /// Turkish.
    Tr,
    /// Hebrew.
    He,
    /// Russian.
    Ru,
}

impl Lang {
    /// The ISO 639 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Fa => "fa",
            Self::Ur => "ur",
            Self::Ckb => "ckb",
            Self::En => "en",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Es => "es",
            Self::It => "it",
            Self::Tr => "tr",
            Self::He => "he",
            Self::Ru => "ru",
        }
    }

    /// The language of that ISO 639 code.
    ///
    /// ```
    /// use rawi_text::Lang;
    /// assert_eq!(Lang::from_code("ar"), Some(Lang::Ar));
    /// assert_eq!(Lang::from_code("xx"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [
            Self::Ar,
            Self::Fa,
            Self::Ur,
            Self::Ckb,
            Self::En,
            Self::Fr,
            Self::De,
            Self::Es,
            Self::It,
            Self::Tr,
            Self::He,
            Self::Ru,
        ];
        all.into_iter().find(|lang| lang.code() == code)
    }

    /// Whether the language is written from right to left.
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Ar | Self::Fa | Self::Ur | Self::Ckb | Self::He)
    }
}

/// The languages with a profile, in the order of the weights; what follows them is no language of ours.
const LANGS: [Lang; 12] = [
    Lang::Ar,
    Lang::Fa,
    Lang::Ur,
    Lang::Ckb,
    Lang::En,
    Lang::Fr,
    Lang::De,
    Lang::Es,
    Lang::It,
    Lang::Tr,
    Lang::He,
    Lang::Ru,
];

/// Profiles in the order of [`LANGS`], and last that of all other languages.
const PROFILES: [&str; LANGS.len() + 1] = [
    include_str!("../../../packs/ar/language.tsv"),
    include_str!("../../../packs/fa/language.tsv"),
    include_str!("../../../packs/ur/language.tsv"),
    include_str!("../../../packs/ckb/language.tsv"),
    include_str!("../../../packs/en/language.tsv"),
    include_str!("../../../packs/fr/language.tsv"),
    include_str!("../../../packs/de/language.tsv"),
    include_str!("../../../packs/es/language.tsv"),
    include_str!("../../../packs/it/language.tsv"),
    include_str!("../../../packs/tr/language.tsv"),
    include_str!("../../../packs/he/language.tsv"),
    include_str!("../../../packs/ru/language.tsv"),
    include_str!("../../../packs/common/other-languages.tsv"),
];

/// Points for each language, and for all others.
type Weights = [i8; PROFILES.len()];
const OTHER: usize = LANGS.len();

/// At most so much is looked at, in [`WINDOWS`] stretches spread over the text: more does not change the answer.
const SAMPLE: usize = 2048;
const WINDOWS: usize = 4;

/// Fewer letters tell nothing.
const FEWEST_LETTERS: u32 = 4;
/// From so many letters on, a script that one language dominates tells that language without further evidence.
const ENOUGH_LETTERS: u32 = 10;
/// Fewer points tell nothing.
const FEWEST_POINTS: i32 = 2;
/// In Latin script more is wanted: its languages share words, and none is usual.
const FEWEST_LATIN_POINTS: i32 = 3;

/// The language of `text`, or `None` where there is too little to tell, or where it is in none of [`Lang`].
///
/// The script with most letters decides first; letters of addresses, handles and tags do not count. Within a script
/// the weights of `packs/<lang>/language.tsv` decide. Of a long text four stretches are looked at, 2 KB together.
///
/// ```
/// use rawi_text::{Lang, language};
/// assert_eq!(language("وصل الوزير إلى العاصمة صباح اليوم"), Some(Lang::Ar));
/// assert_eq!(language("وزیر امور خارجه وارد تهران شد"), Some(Lang::Fa));
/// assert_eq!(language("The minister arrived in the capital"), Some(Lang::En));
/// assert_eq!(language("2024 — 15:30"), None);
/// ```
pub fn language(text: &str) -> Option<Lang> {
    let mut tally = Tally::new();
    if text.len() <= SAMPLE {
        tally.read(text);
    } else {
        let step = (text.len() - SAMPLE / WINDOWS) / (WINDOWS - 1);
        for window in 0..WINDOWS {
            let start = text.floor_char_boundary(window * step);
            let end = text.floor_char_boundary(start + SAMPLE / WINDOWS);
            tally.read(&text[start..end]);
        }
    }
    tally.verdict()
}

/// A script that our languages are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Arabic,
    Latin,
    Hebrew,
    Cyrillic,
}

impl Script {
    const ALL: [Self; 4] = [Self::Arabic, Self::Latin, Self::Hebrew, Self::Cyrillic];

    fn of(c: char) -> Option<Self> {
        match c {
            'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Some(Self::Latin),
            '\u{620}'..='\u{63F}'
            | '\u{641}'..='\u{64A}'
            | '\u{66E}'..='\u{6D3}'
            | '\u{6D5}'
            | '\u{6FA}'..='\u{6FC}' => Some(Self::Arabic),
            '\u{FB50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}' => Some(Self::Arabic),
            '\u{5D0}'..='\u{5EA}' => Some(Self::Hebrew),
            '\u{400}'..='\u{52F}' => Some(Self::Cyrillic),
            _ => None,
        }
    }

    /// Indices into [`LANGS`].
    fn langs(self) -> std::ops::Range<usize> {
        match self {
            Self::Arabic => 0..4,
            Self::Latin => 4..10,
            Self::Hebrew => 10..11,
            Self::Cyrillic => 11..12,
        }
    }

    /// The language that most pages in this script are in.
    fn usual(self) -> Option<Lang> {
        match self {
            Self::Arabic => Some(Lang::Ar),
            Self::Latin => None,
            Self::Hebrew => Some(Lang::He),
            Self::Cyrillic => Some(Lang::Ru),
        }
    }
}

/// All profiles, compiled once.
struct Profiles {
    words: FxHashMap<String, Weights>,
    /// By form, with the form's length in characters at most [`LONGEST_ENDING`].
    endings: FxHashMap<String, Weights>,
    beginnings: Vec<(String, Weights)>,
    /// For letters below U+0700 an index into `letter_weights`; 0 where a letter tells nothing.
    letters: Vec<u8>,
    letter_weights: Vec<Weights>,
}

const LONGEST_ENDING: usize = 6;

static ALL_PROFILES: LazyLock<Profiles> = LazyLock::new(|| {
    let mut profiles = Profiles {
        words: FxHashMap::default(),
        endings: FxHashMap::default(),
        beginnings: Vec::new(),
        letters: vec![0; LETTERS_END],
        letter_weights: vec![[0; PROFILES.len()]],
    };
    for (lang, profile) in PROFILES.iter().enumerate() {
        for row in rows(profile) {
            let sign = sign_row(&row).unwrap_or_else(|wrong| panic!("{wrong}: {row:?}"));
            profiles.add(lang, sign);
        }
    }
    profiles
});

/// One row of a profile: what gives a language away.
struct Sign {
    kind: SignKind,
    /// Folded, but for a letter.
    form: String,
    weight: i8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SignKind {
    Word,
    Ending,
    Beginning,
    Letter,
}

/// The last letter that a profile can weigh is before this one.
const LETTERS_END: usize = 0x700;

/// `language.tsv`: letters and words that give a language away.
pub const LANGUAGE_TABLE: Table = Table {
    file: "language.tsv",
    columns: &["kind", "form", "weight", "comment"],
    needed: 3,
    read: |row| sign_row(row).map(|sign| format!("{:?} {}", sign.kind, sign.form)),
};

/// `other-languages.tsv`: the same for languages that are none of [`Lang`].
pub const OTHER_LANGUAGES_TABLE: Table = Table { file: "other-languages.tsv", ..LANGUAGE_TABLE };

fn sign_row(row: &Row<'_>) -> Result<Sign, Wrong> {
    let form = row.cell(1);
    let (kind, fits) = match row.cell(0) {
        "word" => (SignKind::Word, true),
        "ending" => (SignKind::Ending, form.chars().count() <= LONGEST_ENDING),
        "beginning" => (SignKind::Beginning, true),
        "letter" => (SignKind::Letter, form.chars().all(|c| (c as usize) < LETTERS_END)),
        other => {
            let known = ["word", "ending", "beginning", "letter"];
            return Err(Wrong::unknown("kind", other, &known));
        }
    };
    let one_letter = kind != SignKind::Letter || form.chars().nth(1).is_none();
    if form.is_empty() || !fits || !one_letter {
        return Err(Wrong::new(
            format!("no text holds the {} `{form}` as it is looked for", row.cell(0)),
            format!(
                "write one letter below U+0700, an ending of at most {LONGEST_ENDING} letters, or a word"
            ),
        ));
    }
    let weight = row.cell(2).parse().map_err(|_| {
        Wrong::new(
            format!("the weight `{}` is no whole number", row.cell(2)),
            "write points from -128 to 127",
        )
    })?;
    // Letters are not folded: `ی` and `ي` differ here.
    let form = match kind {
        SignKind::Letter => form.to_owned(),
        _ => form.chars().map(fold).collect(),
    };
    Ok(Sign { kind, form, weight })
}

impl Profiles {
    fn add(&mut self, lang: usize, sign: Sign) {
        let Sign { kind, form, weight } = sign;
        let weights = match kind {
            SignKind::Word => self.words.entry(form).or_default(),
            SignKind::Ending => self.endings.entry(form).or_default(),
            SignKind::Beginning => {
                self.beginnings.push((form, [0; PROFILES.len()]));
                &mut self.beginnings.last_mut().expect("just pushed").1
            }
            SignKind::Letter => {
                let letter = form.chars().next().map_or(0, |c| c as usize);
                if self.letters[letter] == 0 {
                    self.letters[letter] = self.letter_weights.len() as u8;
                    self.letter_weights.push([0; PROFILES.len()]);
                }
                &mut self.letter_weights[usize::from(self.letters[letter])]
            }
        };
        weights[lang] += weight;
    }
}

/// One spelling for matching words: Arabic pages mix Persian and Arabic letters, and so do Persian ones. Hamza stays:
/// Arabic `أين` (where) is not Persian `این` (this).
fn fold(c: char) -> char {
    match c {
        'a'..='z' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'ٱ' => 'ا',
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        'İ' => 'i',
        '’' => '\'',
        '\u{C0}'..='\u{24F}' | '\u{400}'..='\u{42F}' => c.to_lowercase().next().unwrap_or(c),
        _ => c,
    }
}

/// What was seen so far.
struct Tally {
    profiles: &'static Profiles,
    letters: [u32; Script::ALL.len()],
    points: [i32; PROFILES.len()],
    word: String,
}

impl Tally {
    fn new() -> Self {
        Self {
            profiles: &ALL_PROFILES,
            letters: [0; 4],
            points: [0; PROFILES.len()],
            word: String::with_capacity(64),
        }
    }

    fn read(&mut self, text: &str) {
        let mut before = ' ';
        let mut script: Option<Script> = None;
        let mut count = 0;
        self.word.clear();
        for c in text.chars() {
            let here = Script::of(c);
            if let Some(here) = here {
                // `GMTوقال`: a word ends where its script does.
                if script.is_some_and(|s| s != here) {
                    self.end_word(script, count, before, c);
                    (before, count) = (' ', 0);
                }
                script = Some(here);
                count += 1;
                self.weigh_letter(c);
                self.word.push(fold(c));
                continue;
            }
            match c {
                // Marks inside a word.
                '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{200C}' | '\u{200D}' => continue,
                _ => {}
            }
            if script.is_some() {
                self.end_word(script, count, before, c);
                (script, count) = (None, 0);
            }
            before = c;
        }
        self.end_word(script, count, before, ' ');
    }

    #[inline]
    fn weigh_letter(&mut self, c: char) {
        if let Some(&index) = self.profiles.letters.get(c as usize)
            && index != 0
        {
            let weights = self.profiles.letter_weights[usize::from(index)];
            self.add(&weights);
        }
    }

    /// Counts the word that stands between `before` and `after`.
    fn end_word(&mut self, script: Option<Script>, count: u32, before: char, after: char) {
        let Some(script) = script else { return };
        let part_of_address = script == Script::Latin
            && (matches!(before, '@' | '/' | '.' | '_' | '#' | '=' | '&' | '0'..='9')
                || matches!(after, '@' | '/' | '_' | '=' | '0'..='9'));
        if !part_of_address {
            self.letters[script as usize] += count;
            self.weigh_word(script, count, before);
        }
        self.word.clear();
    }

    fn weigh_word(&mut self, script: Script, count: u32, before: char) {
        let profiles = self.profiles;
        if script == Script::Latin && matches!(before, '\'' | '’') && self.word == "s" {
            // `the minister's`, not the elided `s'` of French.
            self.points[LANGS.iter().position(|l| *l == Lang::En).expect("English is ours")] += 2;
            return;
        }
        if let Some(weights) = profiles.words.get(&self.word) {
            self.add(weights);
            return;
        }
        match script {
            Script::Arabic if count >= 4 => {
                let beginning = profiles
                    .beginnings
                    .iter()
                    .find(|(form, _)| self.word.starts_with(form.as_str()));
                if let Some((_, weights)) = beginning {
                    self.add(weights);
                }
            }
            Script::Latin if count >= 4 => {
                let mut starts =
                    self.word.char_indices().rev().map(|(i, _)| i).take(LONGEST_ENDING);
                let found = starts
                    .by_ref()
                    .skip(1)
                    .filter_map(|i| profiles.endings.get(&self.word[i..]))
                    .last();
                if let Some(weights) = found {
                    self.add(weights);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, weights: &Weights) {
        for (points, weight) in self.points.iter_mut().zip(weights) {
            *points += i32::from(*weight);
        }
    }

    fn verdict(&self) -> Option<Lang> {
        let (script, letters) = Script::ALL
            .into_iter()
            .map(|s| (s, self.letters[s as usize]))
            .max_by_key(|(_, letters)| *letters)?;
        if letters < FEWEST_LETTERS {
            return None;
        }
        let others = std::iter::once(OTHER);
        let best = script
            .langs()
            .chain(others)
            .max_by_key(|i| (self.points[*i], std::cmp::Reverse(*i)))?;
        let second = script
            .langs()
            .chain([OTHER])
            .filter(|i| *i != best)
            .map(|i| self.points[i])
            .max()
            .unwrap_or(0);
        let fewest = if script == Script::Latin { FEWEST_LATIN_POINTS } else { FEWEST_POINTS };
        if self.points[best] >= fewest && self.points[best] > second {
            return LANGS.get(best).copied();
        }
        // Too few points against the usual language of the script: then it is that.
        script.usual().filter(|_| letters >= ENOUGH_LETTERS && self.points[best] < fewest)
    }
}

#[cfg(test)]
mod tests;
