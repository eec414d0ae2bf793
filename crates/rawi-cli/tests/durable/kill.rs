//! The plug is pulled: a run is killed at any point of time.

use std::fs::{self, File};
use std::time::{Duration, Instant};

use crate::corpus::Dice;
use crate::dump::{assert_same, dump};
use crate::home::{Held, Home, Told, number_of};

/// Articles of the corpus; reading them takes many times as long in a program that is not optimised.
const PAGES: usize = if cfg!(debug_assertions) { 600 } else { 3000 };
/// How many runs are killed, unless `RAWI_KILLS` says otherwise.
const KILLS: u64 = 10;
/// How the first kills of the rounds are spread over a run: by the golden ratio, so that any number of them lie evenly.
const SPREAD: f64 = 0.618_033_988_75;

/// `RAWI_SEED` repeats a run of this test as far as the machine's timing lets it.
#[test]
#[allow(clippy::print_stdout, reason = "the seed of a failure has to be known")]
fn a_killed_run_keeps_what_it_told_and_the_next_goes_on() {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock");
    let seed = number_of("RAWI_SEED", now.as_millis() as u64);
    let wanted = number_of("RAWI_KILLS", KILLS);
    println!("seed {seed}");
    let home = Home::with_pages(PAGES);
    let begun = Instant::now();
    let undisturbed = home.undisturbed();
    let length = begun.elapsed();
    let all = home.check("undisturbed.rawi", "undisturbed");
    assert!(all.handles.len() > PAGES / 2 && all.statements > PAGES as u64, "{:?}", all.statements);
    let mut dice = Dice(seed);
    let mut share = dice.below(1000) as f64 / 1000.0;
    let (mut kills, mut rounds) = (0, 0);
    while kills < wanted {
        rounds += 1;
        assert!(rounds <= 20 + 4 * wanted, "runs end before they are killed");
        share = (share + SPREAD).fract();
        let mut round = Round { home: &home, all: &all, held: Held::default() };
        let mut wait = length.mul_f64(share);
        while kills < wanted && round.killed_after(wait) {
            kills += 1;
            if dice.percent(40) {
                break;
            }
            wait = length.mul_f64(dice.below(1000) as f64 / 2000.0);
        }
        let when = format!("seed {seed}, round {rounds}");
        round.finish(&when);
        assert_same(&undisturbed, &dump(&home.at("it.rawi")), &when);
        clear(&home);
    }
    println!("{kills} kills in {rounds} rounds, a run takes {length:?}, all {:?}", begun.elapsed());
}

/// One ledger, from its first run to the one that ends.
struct Round<'a> {
    home: &'a Home,
    /// What it will hold.
    all: &'a Held,
    /// What it held when it was last looked at.
    held: Held,
}

impl Round<'_> {
    /// Starts a run and kills it after a while; false when it had ended before. What is left is checked.
    fn killed_after(&mut self, wait: Duration) -> bool {
        let told = File::create(self.home.at("told")).expect("a file");
        let mut run =
            self.home.ingest("it.rawi", &["corpus.jsonl"]).stdout(told).spawn().expect("rawi runs");
        std::thread::sleep(wait);
        run.kill().expect("a child can be killed");
        let status = run.wait().expect("a child ends");
        let told = Told::read(&fs::read(self.home.at("told")).expect("a file"));
        self.keeps(told, &format!("killed after {wait:?}"));
        status.code().is_none()
    }

    /// Checks that all is there that was there before, and what has been reported since, in order.
    fn keeps(&mut self, told: Told, when: &str) {
        let held = self.home.check("it.rawi", when);
        let least = self.held.handles.len() as u64 + told.articles;
        assert!(
            held.handles.len() as u64 >= least,
            "{when}: {} of {least} articles",
            held.handles.len()
        );
        let least = self.held.statements + told.statements;
        assert!(held.statements >= least, "{when}: {} of {least} statements", held.statements);
        assert!(
            self.all.handles.starts_with(&held.handles),
            "{when}: articles are missing or out of order"
        );
        assert!(held.pages >= held.handles.len(), "{when}: articles without a page");
        self.held = held;
    }

    fn finish(&mut self, when: &str) {
        let run = self.home.run("it.rawi", &["corpus.jsonl"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{when}");
        self.keeps(run.told, when);
    }
}

fn clear(home: &Home) {
    for ending in ["", "-lock", "-wal", "-shm"] {
        let _ = fs::remove_file(home.at(&format!("it.rawi{ending}")));
    }
}
