//! No room: the system lets the ledger grow no further.
#![cfg(unix)]

use std::fs;
use std::process::{Command, Stdio};

use crate::dump::{assert_same, dump};
use crate::home::{Home, arguments, ended};

/// Articles of the corpus.
const PAGES: usize = 600;

/// The shell's limit is told in KiB; with its signal ignored, a write beyond it fails as on a full disk.
#[test]
fn a_run_without_room_tells_so_and_goes_on_when_there_is_some() {
    let home = Home::with_pages(PAGES);
    let undisturbed = home.undisturbed();
    let size = fs::metadata(home.at("undisturbed.rawi")).expect("a ledger").len() >> 10;
    let mut before = 0;
    // The first has hardly room for the tables; the later ones go on from where the one before had to end.
    for limit in [40, size / 6, size / 2, size - 100] {
        let shell = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" ingest \"$@\"");
        let mut command = Command::new("bash");
        command.args(["-c", &shell, env!("CARGO_BIN_EXE_rawi")]);
        command.args(arguments("it.rawi", &["corpus.jsonl"])).current_dir(home.folder());
        let run = ended(command.stdin(Stdio::null()));
        run.assert_refused("run it again: what was reported as stored is kept");
        let held = home.check("it.rawi", "no room").handles.len() as u64;
        assert!(held >= before + run.told.articles, "{limit} KiB: {held} articles, {:?}", run.told);
        before = held;
    }
    assert!(before > 0, "something was stored while there was room");
    let run = home.run("it.rawi", &["corpus.jsonl"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_same(&undisturbed, &dump(&home.at("it.rawi")), "with room again");
}
