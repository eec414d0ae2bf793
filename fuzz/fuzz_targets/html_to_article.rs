//! Markup to an article and its statements.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_page::{Body, Page};

fuzz_target!(|bytes: &[u8]| {
    let page = Page {
        id: "page".into(),
        url: Some("https://example.org/2024/03/05/story".into()),
        body: Body::Html { bytes: bytes.to_vec(), charset: None },
        ..Page::default()
    };
    let text = rawi_text::decode(bytes, None).text;
    let _ = rawi_page::html::read(&text, &page);
    rawi_fuzz::assert_article(&page);
    rawi_fuzz::assert_article(&Page { body: Body::Fragment(text), ..page });
});
