//! Which of several copies the others come from, and what each of them changed.

use crate::shingle::Shingles;

/// One of several copies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copied<'a> {
    /// Its number.
    pub article: i64,
    /// The day it was published, then the time of day where that is known: `2024-11-13`, `2024-11-13T10:00:00`.
    pub published: Option<&'a str>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// Names of the agencies that it credits.
    pub agencies: Vec<&'a str>,
    /// How many shingles its text has.
    pub shingles: usize,
}

/// By what a copy was taken for the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginBasis {
    /// It is the agency's own that others credit, or it alone names an agency.
    Credit,
    /// It was published first.
    Time,
    /// The others stand in it.
    Containment,
    /// Nothing tells; it was stored first.
    Order,
}

impl OriginBasis {
    /// The name in ledgers and exports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Time => "time",
            Self::Containment => "containment",
            Self::Order => "order",
        }
    }
}

/// Which of some copies the others most likely come from, and by what. What one thing does not decide the next one does:
/// the credit, the time (of days only where all have one), the longest text, the order of storing.
///
/// # Panics
/// When there is no copy.
pub fn origin(copies: &[Copied<'_>]) -> (usize, OriginBasis) {
    let mut left: Vec<usize> = (0..copies.len()).collect();
    let own = |i: &usize| {
        let of = &copies[*i];
        let publisher = of.publisher.unwrap_or_default();
        !publisher.is_empty()
            && copies
                .iter()
                .any(|other| other.article != of.article && other.agencies.contains(&publisher))
    };
    if copies.iter().enumerate().any(|(i, _)| own(&i)) {
        left.retain(own);
    } else if copies.iter().any(|copy| !copy.agencies.is_empty()) {
        left.retain(|i| !copies[*i].agencies.is_empty());
    }
    if left.len() == 1 {
        return (left[0], OriginBasis::Credit);
    }
    // A day alone says nothing about which of that day's was first.
    let day = |i: usize| copies[i].published.and_then(|moment| moment.get(..10));
    if left.iter().all(|i| day(*i).is_some()) {
        let first = left.iter().filter_map(|i| day(*i)).min().map(str::to_owned);
        let before = left.len();
        left.retain(|i| day(*i) == first.as_deref());
        if left.iter().all(|i| copies[*i].published.is_some_and(|moment| moment.len() > 10)) {
            let first = left.iter().filter_map(|i| copies[*i].published).min().map(str::to_owned);
            left.retain(|i| copies[*i].published == first.as_deref());
        }
        if left.len() == 1 && before > 1 {
            return (left[0], OriginBasis::Time);
        }
    }
    let longest = left.iter().map(|i| copies[*i].shingles).max().unwrap_or(0);
    let several = left.len();
    left.retain(|i| copies[*i].shingles == longest);
    if left.len() == 1 && several > 1 {
        return (left[0], OriginBasis::Containment);
    }
    let first = left.into_iter().min_by_key(|i| copies[*i].article).expect("there is a copy");
    (first, OriginBasis::Order)
}

/// What a copy changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The share of the origin's text that it keeps, from 0 to 1.
    pub kept: f64,
    /// The share of its own text that the origin does not have.
    pub added: f64,
    /// Whether it has another headline.
    pub retitled: bool,
    /// Whether its first paragraph is not the origin's text.
    pub new_lead: bool,
}

/// What `copy` changed of `origin`: each as its headline, its first paragraph and its whole text.
pub fn change(origin: (&str, &Shingles), copy: (&str, &str, &Shingles)) -> Change {
    let (title, lead, text) = copy;
    let overlap = text.overlap(origin.1);
    let share = |of: usize| if of == 0 { 0.0 } else { overlap.common as f64 / of as f64 };
    let words = |title: &str| {
        let mut words: Vec<String> = rawi_text::fold(title)
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned)
            .collect();
        words.retain(|word| !word.is_empty());
        words
    };
    let lead = Shingles::new(lead);
    Change {
        kept: share(origin.1.len()),
        added: 1.0 - share(text.len()),
        retitled: words(origin.0) != words(title),
        new_lead: !lead.is_empty() && lead.overlap(origin.1).common * 2 < lead.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy<'a>(
        article: i64,
        published: &'a str,
        agencies: &[&'a str],
        shingles: usize,
    ) -> Copied<'a> {
        Copied {
            article,
            published: Some(published),
            publisher: Some("paper"),
            agencies: agencies.to_vec(),
            shingles,
        }
    }

    #[test]
    fn credit_time_length_and_order_decide_in_turn() {
        let wire = Copied { publisher: Some("Wire"), ..copy(3, "2024-03-06", &[], 100) };
        let copies = [copy(1, "2024-03-05", &["Wire"], 90), copy(2, "2024-03-05", &[], 90), wire];
        assert_eq!(origin(&copies), (2, OriginBasis::Credit));
        let copies = [copy(1, "2024-03-06", &[], 90), copy(2, "2024-03-05", &[], 80)];
        assert_eq!(origin(&copies), (1, OriginBasis::Time));
        let copies =
            [copy(1, "2024-03-05T10:00:00", &[], 90), copy(2, "2024-03-05T09:59:00", &[], 80)];
        assert_eq!(origin(&copies), (1, OriginBasis::Time));
        let copies = [copy(1, "2024-03-05", &[], 80), copy(2, "2024-03-05T09:00:00", &[], 90)];
        assert_eq!(origin(&copies), (1, OriginBasis::Containment));
        let copies = [copy(2, "2024-03-05", &[], 80), copy(1, "2024-03-05", &[], 80)];
        assert_eq!(origin(&copies), (1, OriginBasis::Order));
    }

    #[test]
    fn a_cut_a_title_and_a_lead_are_told() {
        let text = "The bridge opens on Monday after two years of work on both banks of the river and will be free.";
        let lead = "Drivers in the north have waited long for this day, our reporter writes from the town.";
        let whole = Shingles::new(text);
        let change = change(
            ("Bridge opens", &whole),
            ("Long wait ends", lead, &Shingles::new(&format!("{lead} {text}"))),
        );
        assert!(change.retitled && change.new_lead && change.kept > 0.9 && change.added > 0.4);
    }
}
