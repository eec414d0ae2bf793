//! How long a query to a ledger takes inside one process.

use std::path::Path;
use std::time::{Duration, Instant};

use rawi_ledger::Ledger;
use rawi_ledger::ask::{Query, SearchQuestion};

use crate::pages::Done;

/// How many of the slowest are named.
const SLOWEST: usize = 5;

/// Asks every query of a file (one a line) once, the snippets of the first 20 articles included.
pub fn run(args: &[String]) -> Done {
    let [ledger, queries] = args else {
        return Err("search needs a ledger and a file of queries".into());
    };
    let ledger = Ledger::open(Path::new(ledger))?;
    let queries = std::fs::read_to_string(queries)?;
    let (mut times, mut misqueries, mut errors, mut empty) = (Vec::new(), 0, 0, 0);
    for line in queries.lines().filter(|line| !line.starts_with('#')) {
        let begun = Instant::now();
        match Query::parse(line) {
            Err(_) => misqueries += 1,
            Ok(query) => match ledger.search(&SearchQuestion::new(&query)) {
                Err(_) => errors += 1,
                Ok(found) => empty += usize::from(found.hits.is_empty()),
            },
        }
        times.push((begun.elapsed(), line));
    }
    times.sort();
    let at = |share: f64| {
        times.get((times.len() as f64 * share) as usize).map_or(Duration::ZERO, |t| t.0)
    };
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{} queries: median {:.2} ms, p90 {:.2} ms, p99 {:.2} ms, max {:.2} ms; {empty} found nothing, \
         {misqueries} cannot be sought, {errors} errors",
        times.len(),
        ms(at(0.5)),
        ms(at(0.9)),
        ms(at(0.99)),
        ms(times.last().map_or(Duration::ZERO, |t| t.0)),
    );
    for (time, line) in times.iter().rev().take(SLOWEST) {
        println!("{:8.2} ms  {line}", ms(*time));
    }
    Ok(())
}
