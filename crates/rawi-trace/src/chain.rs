//! How a saying reached a report: from the speaker to the page.

/// What a link of a chain is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who said it.
    Speaker,
    /// Who, or what paper, passed it on for the speaker: a spokesman, a statement, an interview.
    Spokesman,
    /// A news agency.
    Agency,
    /// Who published it first, as far as is known.
    Publisher,
    /// Who published it again.
    Republisher,
}

impl Role {
    /// The name in ledgers and exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Spokesman => "spokesman",
            Self::Agency => "agency",
            Self::Publisher => "publisher",
            Self::Republisher => "republisher",
        }
    }
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// What it is.
    pub role: Role,
    /// Its name.
    pub name: String,
    /// Its identifier.
    pub actor: Option<String>,
    /// By what it is known: `text`, `credit`, `copy` or `page`.
    pub basis: &'static str,
}

/// Somebody or something that a report names, with the identifier where one is known.
pub type Named = (String, Option<String>);

/// What is known of how a report came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// The speaker.
    pub speaker: Option<Named>,
    /// Those who passed it on by the words of the text, nearest the speaker first, and whether each is a news agency or outlet.
    pub via: Vec<(Named, bool)>,
    /// The agencies and outlets that the article credits, and whether each is an agency.
    pub credits: Vec<(Named, bool)>,
    /// The publisher of the article.
    pub publisher: Option<String>,
    /// Where the article repeats another one's text: that one's publisher, and the agencies that it credits.
    pub origin: Option<(Option<String>, Vec<Named>)>,
}

/// The chain of a report, from the speaker on. Nobody stands in it twice.
pub fn chain(passed: &Passed) -> Vec<ChainLink> {
    let mut links: Vec<ChainLink> = Vec::new();
    let mut add = |role: Role, named: &Named, basis: &'static str| {
        let (name, actor) = named;
        let known = links
            .iter()
            .any(|link: &ChainLink| link.name == *name || actor.is_some() && link.actor == *actor);
        if !known && !name.is_empty() {
            links.push(ChainLink { role, name: name.clone(), actor: actor.clone(), basis });
        }
    };
    if let Some(speaker) = &passed.speaker {
        add(Role::Speaker, speaker, "text");
    }
    let of_text = |media: bool| passed.via.iter().filter(move |(_, is_media)| *is_media == media);
    of_text(false).for_each(|(named, _)| add(Role::Spokesman, named, "text"));
    of_text(true).for_each(|(named, _)| add(Role::Agency, named, "text"));
    let own = passed.publisher.as_deref();
    for (named, _) in passed
        .credits
        .iter()
        .filter(|(named, is_agency)| *is_agency && Some(named.0.as_str()) != own)
    {
        add(Role::Agency, named, "credit");
    }
    let mut first = Role::Publisher;
    if let Some((publisher, agencies)) = &passed.origin {
        agencies.iter().for_each(|named| add(Role::Agency, named, "copy"));
        if let Some(publisher) = publisher
            && Some(publisher.as_str()) != own
        {
            add(Role::Publisher, &(publisher.clone(), None), "copy");
            first = Role::Republisher;
        }
    }
    for (named, _) in passed
        .credits
        .iter()
        .filter(|(named, is_agency)| !is_agency && Some(named.0.as_str()) != own)
    {
        add(Role::Publisher, named, "credit");
        first = Role::Republisher;
    }
    if let Some(publisher) = own {
        add(first, &(publisher.to_owned(), None), "page");
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Named {
        (name.to_owned(), None)
    }

    #[test]
    fn a_chain_goes_from_the_speaker_to_the_page() {
        let passed = Passed {
            speaker: Some(named("the minister")),
            via: vec![(named("the spokesman"), false)],
            credits: vec![(named("Wire"), true)],
            publisher: Some("Evening Paper".into()),
            origin: Some((Some("Morning Paper".into()), vec![named("Wire")])),
        };
        let roles: Vec<&str> = chain(&passed).iter().map(|link| link.role.name()).collect();
        assert_eq!(roles, ["speaker", "spokesman", "agency", "publisher", "republisher"]);
        let bases: Vec<&str> = chain(&passed).iter().map(|link| link.basis).collect();
        assert_eq!(bases, ["text", "text", "credit", "copy", "page"]);
    }

    #[test]
    fn nobody_stands_in_it_twice() {
        let passed = Passed {
            credits: vec![(named("Wire"), true)],
            publisher: Some("Wire".into()),
            ..Passed::default()
        };
        assert_eq!(chain(&passed).len(), 1);
    }
}
