//! Offices ascribed to those who held them and to those who did not: `tests/rows/conflicts-*.tsv`, half of the cases kept
//! from those who write rules.
//!
//! `RAWI_ERRORS=dev cargo test -p rawi-statement --test conflicts -- --nocapture` prints the wrong ones of one half.

#![allow(clippy::print_stdout, reason = "the figures are for whoever runs it with --nocapture")]

use std::fs;
use std::path::Path;

use rawi_page::{Body, Fields, FindingCode, Page, read};
use rawi_statement::{With, record};
use rawi_text::rows::rows;

struct Figures {
    found: usize,
    right: usize,
    true_ones: usize,
}

fn figures(half: &str) -> Figures {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/rows/conflicts-{half}.tsv"));
    let text = fs::read_to_string(path).unwrap();
    let show = std::env::var("RAWI_ERRORS").is_ok_and(|wanted| wanted == half);
    let mut wrong = Vec::new();
    let mut figures = Figures { found: 0, right: 0, true_ones: 0 };
    for row in rows(&text) {
        let [class, _, written, text, expected, who] = [0, 1, 2, 3, 4, 5].map(|i| row.cell(i));
        let fields = Fields { date: Some(written.to_owned()), ..Fields::default() };
        let page =
            Page { id: "a".into(), body: Body::Plain(text.to_owned()), fields, ..Page::default() };
        let mut article = read(&page);
        record(&mut article, With::default());
        let found: Vec<&str> = article
            .findings
            .iter()
            .filter(|finding| finding.code == FindingCode::OfficeConflict)
            .map(|finding| finding.message.as_str())
            .collect();
        let is_true = expected == "conflict";
        figures.true_ones += usize::from(is_true);
        figures.found += usize::from(!found.is_empty());
        figures.right += usize::from(is_true && !found.is_empty());
        if is_true == found.is_empty() {
            wrong.push(class.to_owned());
        }
        if show && is_true == found.is_empty() {
            println!(
                "{}: [{class}] {written} {text}\n    expected {expected} {who}, found {found:?}",
                row.line
            );
        }
    }
    println!("{half}, classes of what is wrong: {wrong:?}");
    println!(
        "{half}: {} found, {} of them right, of {}",
        figures.found, figures.right, figures.true_ones
    );
    figures
}

#[test]
fn precision_and_recall() {
    let (mut all_right, mut all_true) = (0, 0);
    for half in ["dev", "kept"] {
        let Figures { found, right, true_ones } = figures(half);
        assert!(true_ones >= 30, "{half} has {true_ones} conflicts");
        assert!(right * 100 >= found * 95, "{half}: {right} of {found} are right");
        assert!(right * 100 >= true_ones * 80, "{half}: {right} of {true_ones} are found");
        (all_right, all_true) = (all_right + right, all_true + true_ones);
    }
    assert!(all_right * 100 >= all_true * 85, "{all_right} of {all_true} are found");
}
