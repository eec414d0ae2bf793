//! `rawi eval`.
//!
//! [`load`] reads annotated and predicted documents, [`judging`] reads the texts and compares on all cores,
//! [`report`] adds up; [`crate::render::figures`] writes.

mod judging;
mod load;
pub mod report;

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::CommandFactory;
use clap::error::ErrorKind as UsageError;

use crate::args::{Args, EvalArgs, FiguresFormat};
use crate::complain;
use crate::open::reason;
use crate::progress::Progress;
use crate::render::{Look, figures};
use crate::terminal;
use crate::work::{Tally, quiet_panics};

use judging::Reading;
use load::{Gold, gold, readings};
use report::{Report, Wanted};

/// Runs the command.
pub fn eval(args: &EvalArgs) -> ExitCode {
    if let Err(wrong) = check(args) {
        Args::command()
            .find_subcommand_mut("eval")
            .expect("eval is a command")
            .clone()
            .bin_name("rawi eval")
            .error(UsageError::ValueValidation, wrong)
            .exit();
    }
    quiet_panics();
    let with_bar = !args.quiet && !args.no_progress && io::stderr().is_terminal();
    let mut progress = Progress::begin(with_bar);
    let Some(report) = run(args, &mut progress) else {
        progress.finish();
        return ExitCode::FAILURE;
    };
    let failures = progress.finish().failures;
    match print(args, &report) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain::line(&format!("standard output: cannot be written: {}", reason(&error)));
            ExitCode::FAILURE
        }
        _ if failures > 0 => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

/// What the command line's grammar cannot tell.
fn check(args: &EvalArgs) -> Result<(), String> {
    let inputs = [Some(&args.gold), args.predicted.as_ref(), args.compare.as_ref()];
    let is_stdin = |path: &&PathBuf| path.as_os_str() == "-";
    match inputs.into_iter().flatten().filter(is_stdin).count() {
        0 | 1 => Ok(()),
        _ => Err("standard input (-) can be read only once".to_owned()),
    }
}

/// The report; none where an input could not be read at all.
fn run(args: &EvalArgs, progress: &mut Progress) -> Option<Report> {
    let gold = gold(&args.gold, &mut tell(progress))?;
    let this = match &args.predicted {
        Some(path) => Reading::Written(readings(path, &mut tell(progress))?),
        None => Reading::Now,
    };
    let other = match &args.compare {
        Some(path) => Some(Reading::Written(readings(path, &mut tell(progress))?)),
        None => None,
    };
    progress.expect(gold.iter().map(|gold| gold.bytes).sum());
    Some(score(args, &gold, &this, other.as_ref(), progress))
}

/// Tells of failures and counts them.
fn tell(progress: &mut Progress) -> impl FnMut(String) {
    |failure| progress.add(Tally { failures: 1, ..Tally::default() }, &[failure])
}

fn score(
    args: &EvalArgs,
    gold: &[Gold],
    this: &Reading,
    other: Option<&Reading>,
    progress: &mut Progress,
) -> Report {
    let mut report = Report::new(&Wanted {
        by: args.by.iter().map(|by| (*by).into()).collect(),
        calibration: args.calibration,
        errors: args.errors,
        names: [name(args.predicted.as_deref()), name(args.compare.as_deref())],
        compare: args.compare.is_some(),
    });
    let bytes_read = progress.bytes_read();
    judging::each(gold, this, other, jobs(args), &mut |gold, outcome| {
        bytes_read.fetch_add(gold.bytes, std::sync::atomic::Ordering::Relaxed);
        let failures: Vec<String> = outcome.failures().map(ToString::to_string).collect();
        let tally = Tally {
            articles: 1,
            statements: outcome.this.read.statements.len() as u64,
            failures: failures.len() as u64,
            findings: 0,
        };
        progress.add(tally, &failures);
        report.add(&gold.document, &outcome);
    });
    report
}

/// What a reading is called.
fn name(path: Option<&Path>) -> String {
    path.map_or_else(
        || format!("rawi {}", env!("CARGO_PKG_VERSION")),
        |path| path.display().to_string(),
    )
}

fn jobs(args: &EvalArgs) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    args.jobs.map_or_else(cores, usize::from).min(512)
}

fn print(args: &EvalArgs, report: &Report) -> io::Result<()> {
    let text = match args.format {
        FiguresFormat::Text => {
            let look = Look::new(terminal::width(), terminal::colours(args.color, false));
            figures::text(&look, report)
        }
        FiguresFormat::Json => figures::json(report),
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
