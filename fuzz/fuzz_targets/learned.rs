//! Any bytes as a file of learned weights: read or refused, and what is read can be asked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rawi_statement::reading::Model;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = Model::from_bytes(bytes) {
        assert_eq!(model.to_bytes().len(), bytes.len());
    }
});
