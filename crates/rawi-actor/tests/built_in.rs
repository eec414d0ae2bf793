//! The registry that is compiled in is the one that the tables make: `RAWI_UPDATE=1 cargo test -p rawi-actor --test
//! built_in` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use rawi_actor::Registry;
use rawi_actor::build::{Draft, TABLES};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/actors")
}

fn draft() -> (Draft, Vec<String>) {
    let mut draft = Draft::default();
    let mut faults = Vec::new();
    for table in TABLES {
        let text = fs::read_to_string(folder().join(table)).unwrap();
        faults.extend(draft.add_table(table, &text).iter().map(ToString::to_string));
    }
    faults.extend(draft.faults());
    (draft, faults)
}

#[test]
fn the_tables_make_the_registry() {
    let (draft, faults) = draft();
    assert!(
        faults.is_empty(),
        "{} faults, first {:#?}",
        faults.len(),
        &faults[..faults.len().min(20)]
    );
    let bytes = draft.bytes();
    let path = folder().join("registry.bin");
    if std::env::var_os("RAWI_UPDATE").is_some() {
        fs::write(&path, &bytes).unwrap();
    }
    let kept = fs::read(&path).unwrap();
    assert!(
        kept == bytes,
        "packs/actors/registry.bin is older than its tables; run with RAWI_UPDATE=1"
    );
    let registry = Registry::from_bytes(&bytes).unwrap();
    assert_eq!(registry.len(), draft.len());
}
