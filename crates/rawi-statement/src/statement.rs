use jiff::civil::Date;
use rawi_text::Span;

/// One report that somebody expressed some content. Spans are bytes into the article's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The words that report the act; none for a post.
    pub cue: Option<Span>,
    /// The words that name who expressed it, beside the cue.
    pub source: Option<Span>,
    /// What was expressed: one span or more, in order.
    pub content: Vec<Span>,
    /// Who that is, after resolution.
    pub speaker: Option<Speaker>,
    /// Verbatim or reported.
    pub mode: Mode,
    /// What kind of act the cue reports.
    pub act: Act,
    /// Whether the cue is negated ("did not deny").
    pub negated: bool,
    /// Who passed it on, nearest the speaker first.
    pub via: Vec<String>,
    /// To whom it was said.
    pub addressee: Option<String>,
    /// The day it was said, where the text tells.
    pub time: Option<Date>,
    /// Where it was said, where the text tells.
    pub place: Option<String>,
    /// Index of the block that holds the cue.
    pub block: usize,
    /// How likely the statement is right, from 0 to 1.
    pub confidence: f32,
    /// Who those are, by identifier.
    pub actors: Actors,
}

/// The identifiers of those whom a statement names; [`record`](crate::record) fills them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actors {
    /// Of the speaker: of the registry, or `name/…` for somebody who is not in it.
    pub speaker: Option<String>,
    /// Of each of those who passed it on.
    pub via: Vec<Option<String>>,
    /// Of the addressee.
    pub addressee: Option<String>,
    /// Of the place.
    pub place: Option<String>,
}

/// Who a statement is ascribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name that the article gives.
    pub name: String,
    /// How it was found.
    pub basis: SpeakerBasis,
}

/// How a speaker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerBasis {
    /// A name stands beside the cue.
    Named,
    /// An office or description stands beside the cue.
    Title,
    /// A pronoun stands beside the cue.
    Pronoun,
    /// Nothing stands beside the cue: the running speaker.
    Implicit,
    /// The author of a post.
    Post,
    /// The name before a headline's colon.
    Headline,
}

impl SpeakerBasis {
    /// The name in the output contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Title => "title",
            Self::Pronoun => "pronoun",
            Self::Implicit => "implicit",
            Self::Post => "post",
            Self::Headline => "headline",
        }
    }
}

/// Verbatim or reported speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// All content words are verbatim.
    Direct,
    /// None are.
    Indirect,
    /// Some are.
    Mixed,
}

impl Mode {
    /// The name in the output contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What kind of act a cue reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Act { $($(#[$doc])* $variant),* }

        impl Act {
            /// Every act.
            pub const ALL: &'static [Act] = &[$(Act::$variant),*];

            /// The name in the output contract.
            pub const fn name(self) -> &'static str {
                match self { $(Act::$variant => $name),* }
            }

            /// The act of that name.
            pub fn from_name(name: &str) -> Option<Act> {
                match name { $($name => Some(Act::$variant),)* _ => None }
            }
        }
    };
}

acts! {
    /// Plain saying, adding, noting.
    Say = "say",
    /// Making something known officially.
    Announce = "announce",
    /// Demanding or calling for something.
    Demand = "demand",
    /// Saying that something is not so.
    Deny = "deny",
    /// Warning or threatening.
    Warn = "warn",
    /// Promising or pledging.
    Promise = "promise",
    /// Asking a question or for something.
    Ask = "ask",
    /// Accusing somebody.
    Accuse = "accuse",
    /// Condemning.
    Condemn = "condemn",
    /// Welcoming or praising.
    Welcome = "welcome",
    /// Confirming or stressing.
    Confirm = "confirm",
    /// Estimating, expecting, holding a view.
    Estimate = "estimate",
    /// Expressing a feeling: thanks, regret, hope, congratulation.
    Express = "express",
    /// Explaining or describing.
    Explain = "explain",
    /// Denying access to a request or a claim: refusing, rejecting.
    Reject = "reject",
}
