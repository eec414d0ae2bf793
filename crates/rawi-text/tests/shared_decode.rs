//! Real articles put into old encodings and read back without a declaration; skipped where they are absent.
#![allow(clippy::print_stderr, reason = "figures for a reader")]

mod shared;

use encoding_rs::{ISO_8859_6, WINDOWS_1256};
use rawi_text::decode;

#[test]
fn old_encodings_are_detected() {
    let articles = shared::articles();
    for encoding in [WINDOWS_1256, ISO_8859_6] {
        let (mut told, mut all) = (0, 0);
        for (id, text) in articles.iter().step_by(5) {
            // The first 200 letters: about a teaser's length.
            let text: String = text.chars().take(200).collect();
            let (bytes, _, unmappable) = encoding.encode(&text);
            if unmappable || text.is_ascii() {
                continue;
            }
            all += 1;
            let read = decode(&bytes, None);
            if read.text == text {
                told += 1;
            } else if all - told < 10 {
                eprintln!("{id}: {} for {}: {}", read.encoding, encoding.name(), &text);
            }
        }
        eprintln!("{}: {told} of {all}", encoding.name());
        assert!(told * 1000 >= all * 995, "{}: {told} of {all}", encoding.name());
    }
}
