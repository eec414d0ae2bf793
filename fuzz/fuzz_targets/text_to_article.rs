//! Flattened text to an article and its statements. What stands before the first tab is the title.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_page::{Body, Fields, Page};

fuzz_target!(|text: &str| {
    let (title, text) = text.split_once('\t').map_or((None, text), |(title, text)| (Some(title), text));
    let fields = Fields { title: title.map(str::to_owned), ..Fields::default() };
    let page = Page { fields, body: Body::Plain(text.to_owned()), ..Page::default() };
    let article = rawi_fuzz::assert_article(&page);
    let statements = |article| format!("{:?}", rawi_statement::statements(article));
    assert_eq!(statements(&article), statements(&article));
});
