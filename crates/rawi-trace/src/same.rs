//! Whether two statements are reports of one saying.

use crate::gist::{Common, Gist, Run};
use crate::speaker::Agreement;

/// How two statements of one saying are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// They share a run of words.
    Verbatim,
    /// They say it in other words.
    Paraphrase,
    /// They say it in two languages.
    Translation,
}

impl LinkKind {
    /// The name in ledgers and exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Paraphrase => "paraphrase",
            Self::Translation => "translation",
        }
    }
}

/// That two statements are reports of one saying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// How they are alike.
    pub kind: LinkKind,
    /// How much, from 0 to 1.
    pub score: f32,
}

/// A second opinion on statements in two languages or in other words, such as the likeness of two sentence vectors.
///
/// Rawi has none of its own: it would need a model of some hundred megabytes. Where one is passed, what it says takes the place
/// of the words in common when these do not decide.
pub trait Encoder {
    /// How alike the two are, from 0 to 1; nothing where it cannot tell.
    fn likeness(&self, one: &Gist, other: &Gist) -> Option<f32>;
}

/// No second opinion.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoEncoder;

impl Encoder for NoEncoder {
    fn likeness(&self, _: &Gist, _: &Gist) -> Option<f32> {
        None
    }
}

/// Days that reports of one utterance lie apart at most.
pub const OCCASION_DAYS: i32 = 3;
/// Days within which the same words ascribed to two speakers are one saying, and not a formula.
const ASCRIPTION_DAYS: i32 = 4;
/// How much the articles of such words speak of the same things at the least.
const ONE_EVENT: f32 = 0.35;

/// Whether two statements are reports of one saying, and how they are alike.
pub fn same(one: &Gist, other: &Gist, encoder: &dyn Encoder) -> Option<Link> {
    // What an article says twice it says of two things.
    if one.article == other.article {
        return None;
    }
    let common = one.common(other);
    if common.terms == 0 {
        return None;
    }
    // Most pairs end here: even with one speaker and one event they would have too little in common.
    let weights = if one.lang == other.lang { &PARAPHRASE } else { &TRANSLATION };
    let may_be_verbatim = one.lang == other.lang && common.terms >= 2 && common.containment >= 0.3;
    let hopeless = weights.likeness(common, Agreement::Same, 0, 1.0) < weights.bound;
    if hopeless && !may_be_verbatim && encoder.likeness(one, other).is_none() {
        return None;
    }
    let agreement = one.agreement(other);
    let apart = one.day.zip(other.day).map(|(a, b)| (a - b).abs());
    if one.lang == other.lang
        && let Some(link) = verbatim(one, other, common, agreement, apart)
    {
        return Some(link);
    }
    let days = apart.filter(|days| *days <= OCCASION_DAYS)?;
    if agreement == Agreement::Other {
        return misascribed(common, days, one.occasion(other));
    }
    let kind = if one.lang == other.lang { LinkKind::Paraphrase } else { LinkKind::Translation };
    let least = weights.least(common, agreement, days);
    if least < weights.bound && encoder.likeness(one, other).is_none() {
        return None;
    }
    let likeness = weights.likeness(common, agreement, days, one.occasion(other));
    let likeness = encoder.likeness(one, other).map_or(likeness, |second| likeness.max(second));
    let bound = match agreement {
        Agreement::Same => weights.bound,
        Agreement::Perhaps => weights.bound.max(PERHAPS),
        Agreement::Unknown | Agreement::Other => weights.bound.max(UNKNOWN),
    };
    (likeness >= bound).then_some(Link { kind, score: likeness })
}

/// The same said by two in other words: so much in common, in articles on one event, that one of the two is wrong.
fn misascribed(common: Common, days: i32, occasion: f32) -> Option<Link> {
    let same = common.terms >= 5 && common.containment >= 0.75 && common.dice >= 0.55;
    let link = Link { kind: LinkKind::Paraphrase, score: common.dice };
    (same && days <= 1 && occasion >= ONE_EVENT).then_some(link)
}

/// The pairs of statements of two articles that are reports of one saying, by index. Only pairs that are `wanted` are looked at.
///
/// An article does not report a saying twice: of several statements that one of the other article is like, only the one it
/// is most like is its pair, but for common wording, which may be cut anew.
pub fn matches(
    one: &[&Gist],
    other: &[&Gist],
    wanted: &dyn Fn(usize, usize) -> bool,
    encoder: &dyn Encoder,
) -> Vec<(usize, usize, Link)> {
    let mut found: Vec<(usize, usize, Link)> = Vec::new();
    for (i, a) in one.iter().enumerate() {
        for (j, b) in other.iter().enumerate().filter(|(j, _)| wanted(i, *j)) {
            found.extend(same(a, b, encoder).map(|link| (i, j, link)));
        }
    }
    if found.len() > 1 {
        let (mut best_one, mut best_other) = (vec![0.0f32; one.len()], vec![0.0f32; other.len()]);
        for (i, j, link) in &found {
            best_one[*i] = best_one[*i].max(link.score);
            best_other[*j] = best_other[*j].max(link.score);
        }
        found.retain(|(i, j, link)| {
            link.kind == LinkKind::Verbatim
                || link.score >= best_one[*i] && link.score >= best_other[*j]
        });
    }
    found
}

/// From where on two statements are one saying when their speakers only may be the same, and when nobody knows: of 50 sayings
/// of a corpus that a reader judged without these bounds, 8 of the 13 that were not right joined other speakers.
const PERHAPS: f32 = 0.6;
const UNKNOWN: f32 = 0.75;

/// What common wording is worth at the least.
const BOUND: f32 = 0.5;

/// How much each thing that two statements have in common speaks for one saying (logistic regression on the pairs of the
/// half of `tests/sayings` that rules may be made by, and on 360 pairs of a corpus that readers judged: `bench/sayings.py`).
struct Weights {
    bias: f32,
    same: f32,
    perhaps: f32,
    terms: f32,
    containment: f32,
    dice: f32,
    occasion: f32,
    rare: f32,
    apart: f32,
    /// From where on two statements are one saying.
    bound: f32,
}

const PARAPHRASE: Weights = Weights {
    bias: -3.86,
    same: 0.93,
    perhaps: 0.64,
    terms: -0.58,
    containment: 2.98,
    dice: 5.07,
    occasion: 1.32,
    rare: -0.5,
    apart: -0.73,
    bound: 0.44,
};

const TRANSLATION: Weights = Weights {
    bias: -3.18,
    same: 0.52,
    perhaps: 0.5,
    terms: 2.03,
    containment: 2.67,
    dice: 2.86,
    occasion: 0.64,
    rare: 0.76,
    apart: 0.36,
    bound: 0.42,
};

impl Weights {
    fn likeness(&self, common: Common, agreement: Agreement, days: i32, occasion: f32) -> f32 {
        let speaker = match agreement {
            Agreement::Same => self.same,
            Agreement::Perhaps => self.perhaps,
            Agreement::Unknown | Agreement::Other => 0.0,
        };
        let sum = self.bias
            + speaker
            + self.terms * (common.terms.min(6) as f32 / 6.0)
            + self.containment * common.containment
            + self.dice * common.dice
            + self.occasion * occasion
            + self.rare * (common.rare.min(3) as f32 / 3.0)
            + self.apart * (days.min(4) as f32 / 4.0);
        1.0 / (1.0 + (-sum).exp())
    }

    /// The likeness of two whose articles speak of nothing but the same: it is asked first, because it costs less.
    fn least(&self, common: Common, agreement: Agreement, days: i32) -> f32 {
        self.likeness(common, agreement, days, 1.0)
    }
}

/// Common wording: enough of it to be no accident, and a good part of the shorter statement.
fn verbatim(
    one: &Gist,
    other: &Gist,
    common: Common,
    agreement: Agreement,
    apart: Option<i32>,
) -> Option<Link> {
    if common.containment < 0.3 || common.terms < 2 {
        return None;
    }
    let run = one.run(other);
    let least = one.telling().min(other.telling()).max(1);
    let share = run.telling as f32 / least as f32;
    let holds = match agreement {
        Agreement::Same | Agreement::Perhaps => {
            run.telling >= 3 && share >= 0.5 || run.telling >= 6 && share >= 0.3
        }
        Agreement::Unknown => run.telling >= 4 && share >= 0.6 || run.telling >= 8 && share >= 0.4,
        // Greetings and verses are said by many: other speakers need the same days and nearly all of the words.
        Agreement::Other => {
            run.telling >= 5
                && (share >= 0.6 || share >= 0.4 && common.containment >= 0.75)
                && apart.is_some_and(|days| days <= ASCRIPTION_DAYS)
                && one.occasion(other) >= ONE_EVENT
        }
    };
    // A short formula of the same speaker on another occasion is another saying.
    let near = apart.is_none_or(|days| days <= OCCASION_DAYS);
    let holds = holds && (near || long(run));
    holds.then(|| Link {
        kind: LinkKind::Verbatim,
        score: share.max(common.containment).clamp(BOUND, 1.0),
    })
}

/// Whether a run of words is long enough to be known again after weeks.
fn long(run: Run) -> bool {
    run.telling >= 7
}
