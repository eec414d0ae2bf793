//! Any text in any language with any anchor: times in order, on boundaries, with a value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_text::{Lang, tokenize};
use rawi_time::{Anchor, times};

fuzz_target!(|input: (i16, u16, &str)| {
    let (year, day, text) = input;
    let first = jiff::civil::Date::new(year.clamp(-9998, 9998), 1, 1).unwrap();
    let anchor = first.checked_add(jiff::Span::new().days(i32::from(day % 366))).unwrap();
    let tokens = tokenize(text);
    for lang in [Lang::Ar, Lang::En] {
        let found = times(text, &tokens, lang, Some(Anchor::day(anchor)));
        let mut end = 0;
        for time in &found {
            assert!(time.span.start >= end && text.is_char_boundary(time.span.start));
            assert!(text.is_char_boundary(time.span.end) && !time.value.is_empty());
            end = time.span.end;
        }
    }
});
