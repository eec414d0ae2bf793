//! Any bytes as a registry of actors: read or refused, and what is read can be asked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_actor::{Registry, mentions};
use rawi_fuzz::assert_span;

const TEXT: &str = "قال الرئيس الفرنسي السابق السيد سورين فالداك في باريس إن ميريلا فالداك ورئيس ألمانيا والناتو. \
    French President Sorin Valdak met Ambassador Valdak, head of NATO, in Berlin.";

fuzz_target!(|bytes: &[u8]| {
    let Ok(registry) = Registry::from_bytes(bytes) else { return };
    for name in ["Valdak", "سورين فالداك", "NATO"] {
        // Its debug form looks up the identifier.
        let _ = format!("{:?} {:?}", registry.named(name), registry.sounding(name));
    }
    let day = "2004-05-06".parse().ok();
    for office in registry.offices("French President") {
        for term in office.terms() {
            let _ = (term.position().id(), term.person().id(), day.map(|day| term.held(day)));
        }
    }
    for mention in
        mentions(&registry, TEXT, &rawi_text::tokenize(TEXT), day, registry.actors().next()).list
    {
        assert_span(mention.span, TEXT);
    }
});
