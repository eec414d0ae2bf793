//! Bytes that are no registry, or a damaged one, are refused, or read without harm.

use std::sync::LazyLock;

use proptest::prelude::*;
use rawi_actor::build::Draft;
use rawi_actor::{Registry, mentions};

/// A registry of few actors, so that damage hits what matters.
static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut draft = Draft::default();
    let tables = [
        (
            "countries.tsv",
            "FR\tQ142\tFrance\tفرنسا\tFrench\tفرنسي\tParis\tباريس\nDE\t\tGermany\tألمانيا\tGerman\tألماني\tBerlin\tبرلين\n",
        ),
        ("bodies.tsv", "body/nato\tQ7184\t\tNATO\tالناتو\tNATO\n"),
        ("positions.tsv", "president\tone\tPresident\tرئيس\nambassador\tmany\tAmbassador\tسفير\n"),
        (
            "titles.tsv",
            "en\tPresident\tpresident\nar\tالرئيس\tpresident\nar\tرئيس\tpresident\nen\tAmbassador\tambassador\nen\tHead of NATO\tpresident\tbody/nato\n",
        ),
        ("marks.tsv", "ar\tالسابق\tformer\n"),
        ("words.tsv", "ar\tالسيد\thonorific\n"),
        (
            "people.tsv",
            "Q900000001\tSorin Valdak\tسورين فالداك\nQ900000002\tMirela Valdak\tميريلا فالداك\n",
        ),
        (
            "terms.tsv",
            "Q900000001\tpresident\tFR\t2001-02-03\t2005\nQ900000001\tpresident\tbody/nato\t2006\t\nQ900000002\tambassador\tDE\t\t?\tknown until 2020\n",
        ),
    ];
    for (table, text) in tables {
        assert_eq!(draft.add_table(table, text), [], "{table}");
    }
    draft.bytes()
});

const TEXT: &str = "قال الرئيس الفرنسي السابق السيد سورين فالداك في باريس إن ميريلا فالداك ورئيس ألمانيا والناتو. \
    French President Sorin Valdak met Ambassador Valdak, head of NATO, in Berlin. ـ";

/// Asks everything of what `bytes` are, where they are anything.
fn ask(bytes: &[u8]) -> bool {
    let registry = match Registry::from_bytes(bytes) {
        Ok(registry) => registry,
        Err(error) => {
            assert!(!error.to_string().contains('\n'));
            return false;
        }
    };
    for name in ["Valdak", "سورين فالداك", "", "NATO", "ـ"] {
        let found = registry.named(name).into_iter().chain(registry.last_named(name));
        found.for_each(|actor| drop(format!("{actor:?} {:?}", actor.names().collect::<Vec<_>>())));
        registry.sounding(name);
    }
    let day = "2004-05-06".parse().unwrap();
    for title in ["French President", "رئيس فرنسا", "Head of NATO"] {
        for office in registry.offices(title) {
            for term in office.terms() {
                drop(format!(
                    "{office:?} {:?} {:?} {:?}",
                    term.held(day),
                    term.start(),
                    term.end()
                ));
            }
        }
    }
    registry.holders("president", Some("Q142"), day);
    registry.credited("NATO");
    for actor in registry.actors() {
        let _ = (actor.country(), actor.rank(), registry.by_id(actor.id()));
        actor
            .terms()
            .for_each(|term| drop(format!("{} {:?}", term.position().id(), term.jurisdiction())));
    }
    let home = registry.actors().next();
    for day in [None, Some(day)] {
        let found = mentions(&registry, TEXT, &rawi_text::tokenize(TEXT), day, home);
        for mention in &found.list {
            assert!(TEXT.get(mention.span.start..mention.span.end).is_some());
        }
    }
    true
}

#[test]
fn the_whole_one_is_read_and_no_shorter_or_longer_one() {
    assert!(ask(&SMALL));
    for end in 0..SMALL.len() {
        assert!(!ask(&SMALL[..end]), "{end} of {} bytes", SMALL.len());
    }
    assert!(!ask(&[&SMALL[..], b"\0"].concat()));
}

#[test]
fn every_single_byte_may_be_wrong() {
    let mut bytes = SMALL.clone();
    for at in 0..bytes.len() {
        let kept = bytes[at];
        for wrong in [0, 1, 0x7F, 0x80, 0xFF, kept ^ 1, kept.wrapping_add(1)] {
            bytes[at] = wrong;
            ask(&bytes);
        }
        bytes[at] = kept;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        ask(&bytes);
        ask(&[&b"rawiact1"[..], &bytes].concat());
    }

    #[test]
    fn many_wrong_bytes(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = SMALL.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        ask(&bytes);
    }

    #[test]
    fn pieces_moved(from in any::<prop::sample::Index>(), len in 0usize..64, to in any::<prop::sample::Index>()) {
        let mut bytes = SMALL.clone();
        let from = from.index(bytes.len());
        let piece: Vec<u8> = bytes.drain(from..(from + len).min(bytes.len())).collect();
        let to = to.index(bytes.len().max(1)).min(bytes.len());
        bytes.splice(to..to, piece);
        ask(&bytes);
    }
}
