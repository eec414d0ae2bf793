//! The same articles in other cuts.

use crate::corpus;
use crate::dump::{assert_same, dump};
use crate::home::{Home, ended};

/// Articles of the corpus.
const PAGES: usize = 200;

#[test]
fn however_articles_are_cut_into_runs_the_ledger_is_the_same() {
    let home = Home::with_pages(PAGES);
    let undisturbed = home.undisturbed();
    let lines = corpus::lines(PAGES);
    for pieces in [7, PAGES] {
        let ledger = format!("in {pieces}.rawi");
        for piece in lines.chunks(PAGES.div_ceil(pieces)) {
            home.write("piece.jsonl", &(piece.join("\n") + "\n"));
            let run = home.run(&ledger, &["piece.jsonl"]);
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        }
        assert_same(&undisturbed, &dump(&home.at(&ledger)), &format!("in {pieces} pieces"));
    }
}

#[test]
fn however_many_read_at_once_the_ledger_is_the_same() {
    let home = Home::with_pages(PAGES);
    let undisturbed = home.undisturbed();
    for (jobs, batch) in [("1", "1000"), ("4", "1000"), ("4", "3")] {
        let ledger = format!("{jobs} {batch}.rawi");
        let mut command = home.ingest(&ledger, &["corpus.jsonl", "--jobs", jobs]);
        let run = ended(&mut command);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert_same(
            &undisturbed,
            &dump(&home.at(&ledger)),
            &format!("{jobs} jobs, batches of {batch}"),
        );
    }
}

#[test]
fn what_was_stored_and_not_traced_is_traced_by_the_next_run() {
    let home = Home::with_pages(PAGES);
    let undisturbed = home.undisturbed();
    let run = home.run("later.rawi", &["corpus.jsonl", "--no-trace"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = home.run("later.rawi", &["corpus.jsonl"]);
    assert_eq!((run.code, run.told.articles), (Some(0), 0), "{run:?}");
    assert_same(&undisturbed, &dump(&home.at("later.rawi")), "traced later");
}
