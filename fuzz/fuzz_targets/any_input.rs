//! An input whose kind and compression are told from its bytes, to its articles.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| rawi_fuzz::read_input(bytes, None));
