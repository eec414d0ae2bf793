//! An input of the kind `jsonl`, to its articles.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_page::input::Kind;

fuzz_target!(|bytes: &[u8]| rawi_fuzz::read_input(bytes, Some(Kind::Jsonl)));
