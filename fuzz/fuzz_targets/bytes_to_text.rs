//! Bytes to text, and everything that is asked of a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_fuzz::assert_span;
use rawi_text::{CodePoints, Form, Span, mojibake};

fuzz_target!(|bytes: &[u8]| {
    let charset = match bytes.first() {
        Some(b'1') => Some("windows-1256"),
        Some(b'2') => Some("utf-16"),
        Some(b'3') => Some("no such charset"),
        _ => None,
    };
    let text = rawi_text::decode(bytes, charset).text;
    assert!(!text.starts_with('\u{feff}'));
    let _ = rawi_text::language(&text);
    let damage = mojibake::damage(&text);
    let mends: Vec<Span> = mojibake::mends(&text).into_iter().map(|mend| mend.span).collect();
    let tokens: Vec<Span> = rawi_text::tokenize(&text).into_iter().map(|token| token.span).collect();
    for spans in [damage, mends, tokens, rawi_text::sentences(&text)] {
        let mut end = 0;
        for span in spans {
            assert_span(span, &text);
            assert!(span.start >= end, "{span:?} overlaps what ends at {end}");
            end = span.end;
        }
    }
    let points = CodePoints::new(&text);
    assert_eq!(points.at(text.len()), text.chars().count());
    let form = Form::new(&text);
    let folded = form.text();
    for (at, c) in folded.char_indices().take(2000) {
        assert_span(form.original(Span::new(at, at + c.len_utf8())), &text);
    }
});
