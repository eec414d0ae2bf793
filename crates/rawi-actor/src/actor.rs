//! What the registry holds of an actor.

use std::fmt;

use rawi_text::Lang;
use serde::{Deserialize, Serialize};

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A country or territory.
    Country,
    /// A city, region or site.
    City,
    /// An international body.
    Body,
    /// A party, movement or armed group.
    Group,
    /// An organ of a state.
    Organ,
    /// A company.
    Company,
    /// A sports club.
    Club,
    /// A news agency.
    Agency,
    /// A newspaper, channel or site.
    Outlet,
}

impl ActorKind {
    /// Every kind.
    pub const ALL: [ActorKind; 10] = [
        Self::Person,
        Self::Country,
        Self::City,
        Self::Body,
        Self::Group,
        Self::Organ,
        Self::Company,
        Self::Club,
        Self::Agency,
        Self::Outlet,
    ];

    /// The name, which is also the first half of an identifier of Rawi's own.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::City => "city",
            Self::Body => "body",
            Self::Group => "group",
            Self::Organ => "organ",
            Self::Company => "company",
            Self::Club => "club",
            Self::Agency => "agency",
            Self::Outlet => "outlet",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is a place.
    pub const fn is_place(self) -> bool {
        matches!(self, Self::Country | Self::City)
    }
}

impl fmt::Display for ActorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a name is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NameUse {
    /// The name itself.
    Name,
    /// One who or what is of that country: أمريكي, French.
    Demonym,
    /// How bylines name it: أ ف ب.
    Credit,
    /// A country by its capital: واشنطن.
    Capital,
}

/// A name of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'r> {
    /// As it is written.
    pub text: &'r str,
    /// In which language.
    pub lang: Lang,
    /// What for.
    pub name_use: NameUse,
}
