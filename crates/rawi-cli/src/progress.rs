//! How far a long run has come, on stderr.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::complain;
use crate::open::{Inputs, total_bytes};
use crate::work::Tally;

/// A shorter run shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar of the bytes that were read.
pub struct Bar {
    begun: Instant,
    bytes_read: Arc<AtomicU64>,
    /// Bytes of all inputs, once known; 0 until then.
    bytes_total: Arc<AtomicU64>,
    bar: Option<ProgressBar>,
    shown: bool,
}

impl Bar {
    /// The bar of a run that is just beginning; `drawn` when one may be drawn.
    pub fn begin(drawn: bool) -> Self {
        let hidden = || ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self {
            begun: Instant::now(),
            bytes_read: Arc::default(),
            bytes_total: Arc::default(),
            bar: drawn.then(hidden),
            shown: false,
        }
    }

    /// The counter of the bytes that were read.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// Adds up the sizes of `inputs` beside the run.
    pub fn survey(&self, inputs: Inputs) {
        if self.bar.is_some() {
            let total = Arc::clone(&self.bytes_total);
            std::thread::spawn(move || {
                total.store(total_bytes(inputs).unwrap_or(0), Ordering::Relaxed);
            });
        }
    }

    /// Says how many bytes there are in all.
    pub fn expect(&self, bytes: u64) {
        self.bytes_total.store(bytes, Ordering::Relaxed);
    }

    /// Writes to stderr while the bar is away.
    pub fn suspend(&self, tell: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(tell),
            None => tell(),
        }
    }

    /// Moves the bar; `message` is what stands beside it.
    pub fn draw(&mut self, message: impl FnOnce(Duration) -> String) {
        let Some(bar) = &self.bar else { return };
        let elapsed = self.begun.elapsed();
        if elapsed < PATIENCE {
            return;
        }
        if !self.shown {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        let total = self.bytes_total.load(Ordering::Relaxed);
        if total > 0 && bar.length() != Some(total) {
            bar.set_length(total);
            bar.set_style(style(WITH_TOTAL));
        } else if total == 0 && bar.position() == 0 {
            bar.set_style(style(WITHOUT_TOTAL));
        }
        bar.set_position(self.bytes_read.load(Ordering::Relaxed));
        bar.set_message(message(elapsed));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The progress of reading pages, and where its failures are told.
pub struct Progress {
    bar: Bar,
    tally: Tally,
}

impl Progress {
    /// Progress of a run that is just beginning; `bar` when one may be drawn.
    pub fn begin(bar: bool) -> Self {
        Self { bar: Bar::begin(bar), tally: Tally::default() }
    }

    /// The counter of the bytes that were read.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        self.bar.bytes_read()
    }

    /// Adds up the sizes of `inputs` beside the run, for the bar.
    pub fn survey(&self, inputs: Inputs) {
        self.bar.survey(inputs);
    }

    /// Says how many bytes there are in all, for the bar.
    pub fn expect(&self, bytes: u64) {
        self.bar.expect(bytes);
    }

    /// Tells of failures and moves the bar.
    pub fn add(&mut self, tally: Tally, failures: &[String]) {
        self.tally.add(tally);
        if !failures.is_empty() {
            self.bar.suspend(|| failures.iter().for_each(|failure| complain::line(failure)));
        }
        let tally = self.tally;
        self.bar.draw(|elapsed| counts(tally, elapsed));
    }

    /// Ends the run: takes the bar away, and gives what was counted.
    pub fn finish(self) -> Tally {
        self.bar.finish();
        self.tally
    }

    /// One line on the whole run.
    pub fn summary(&self) -> String {
        let elapsed = self.bar.begun.elapsed();
        let Tally { articles, statements, findings, failures } = self.tally;
        format!(
            "{}, {}, {}, {} failed in {:.1} s ({} articles/s)",
            counted(articles, "article"),
            counted(statements, "statement"),
            counted(findings, "finding"),
            grouped(failures),
            elapsed.as_secs_f64(),
            rate(articles, elapsed),
        )
    }
}

/// The progress of steps that are counted, not read.
pub struct Steps {
    begun: Instant,
    bar: Option<ProgressBar>,
    shown: bool,
    what: &'static str,
}

impl Steps {
    /// The bar of a run that is just beginning; `drawn` when one may be drawn. `what` are the steps.
    pub fn begin(drawn: bool, what: &'static str) -> Self {
        let hidden = || ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { begun: Instant::now(), bar: drawn.then(hidden), shown: false, what }
    }

    /// Moves the bar.
    pub fn draw(&mut self, done: u64, all: u64) {
        let Some(bar) = &self.bar else { return };
        let elapsed = self.begun.elapsed();
        if elapsed < PATIENCE {
            return;
        }
        if !self.shown {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.set_style(style(STEPS));
            self.shown = true;
        }
        bar.set_length(all);
        bar.set_position(done);
        bar.set_message(format!("{} · {}/s", self.what, rate(done, elapsed)));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn counts(tally: Tally, elapsed: Duration) -> String {
    let Tally { articles, failures, .. } = tally;
    let mut counts = format!("{} articles · {}/s", grouped(articles), rate(articles, elapsed));
    if failures > 0 {
        counts.push_str(&format!(" · {} failed", grouped(failures)));
    }
    counts
}

const WITH_TOTAL: &str =
    "{bar:24.cyan/dim} {percent:>3}% · {bytes}/{total_bytes} · {msg} · {eta} left";
const STEPS: &str = "{bar:24.cyan/dim} {percent:>3}% · {pos}/{len} {msg} · {eta} left";
const WITHOUT_TOTAL: &str = "{spinner} {bytes} · {msg}";

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸─")
}

/// How many a second.
pub fn rate(articles: u64, elapsed: Duration) -> String {
    grouped((articles as f64 / elapsed.as_secs_f64().max(0.001)) as u64)
}

/// A number of things, in words.
pub fn counted(count: u64, thing: &str) -> String {
    format!("{} {thing}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A number with a comma between its thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_grouped() {
        let grouped = [0, 999, 1000, 15031, 1234567].map(super::grouped);
        assert_eq!(grouped, ["0", "999", "1,000", "15,031", "1,234,567"]);
    }
}
