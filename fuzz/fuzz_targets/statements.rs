//! Text in a language that its first letter chooses to statements: spans in range, contents apart, the same twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_page::{Body, Fields, Page};

fuzz_target!(|text: &str| {
    let lang = match text.bytes().next().map(|b| b % 3) {
        Some(0) => "ar",
        Some(1) => "fr",
        _ => "en",
    };
    let fields = Fields { lang: Some(lang.to_owned()), ..Fields::default() };
    let page = Page { fields, body: Body::Plain(text.to_owned()), ..Page::default() };
    let article = rawi_fuzz::assert_article(&page);
    let found = rawi_statement::statements(&article);
    let mut contents = Vec::new();
    for statement in &found {
        for span in statement.cue.iter().chain(&statement.source).chain(&statement.content) {
            assert!(!span.is_empty() && article.text.get(span.start..span.end).is_some(), "{statement:?}");
        }
        contents.extend(statement.content.iter().copied());
    }
    contents.sort_unstable();
    assert!(contents.windows(2).all(|pair| pair[0].end <= pair[1].start), "{contents:?}");
    assert_eq!(found, rawi_statement::statements(&article));
});
