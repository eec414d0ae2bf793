//! `rawi read`.

use std::fs;
use std::io::{self, ErrorKind, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use clap::CommandFactory;
use clap::error::ErrorKind as UsageError;
use rawi_actor::Registry;
use rawi_page::input::{Kind, Options};
use rawi_statement::With;

use crate::args::{Args, Format, Part, ReadArgs};
use crate::complain;
use crate::open::{Inputs, reason};
use crate::pipeline;
use crate::progress::Progress;
use crate::render::Renderer;
use crate::sink::{self, Sink};
use crate::terminal;
use crate::work::{Tally, Worker, quiet_panics};

/// Runs the command.
pub fn read(args: Box<ReadArgs>) -> ExitCode {
    if let Err(wrong) = check(&args) {
        Args::command()
            .find_subcommand_mut("read")
            .expect("read is a command")
            .clone()
            .bin_name("rawi read")
            .error(UsageError::ValueValidation, wrong)
            .exit();
    }
    let with = match with(&args) {
        Ok(with) => with,
        Err(wrong) => {
            complain::line(&wrong);
            return ExitCode::FAILURE;
        }
    };
    let renderer = Renderer::new(args.format, terminal::colours(args.color, args.out.is_some()));
    let sink = match open_sink(&args, &renderer) {
        Ok(sink) => sink,
        Err(error) => return cannot_write(args.out.as_deref(), &error),
    };
    quiet_panics();
    let out = args.out.clone();
    match run(&args, renderer, with, sink) {
        Ok(Tally { failures: 0, .. }) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => cannot_write(out.as_deref(), &error),
    }
}

/// What the command line's grammar cannot tell; the error says what to do.
fn check(args: &ReadArgs) -> Result<(), String> {
    if args.inputs.is_empty() && terminal::stdin_is_terminal() {
        return Err("there is nothing to read: name a file or a folder, or pipe a page in\n\n  \
                    rawi read page.html\n  rawi read --format json news/\n"
            .to_owned());
    }
    if args.inputs.iter().filter(|input| input.as_os_str() == "-").count() > 1 {
        return Err("standard input (-) can be read only once".to_owned());
    }
    let Some(out) = real_out(args) else { return Ok(()) };
    match args.inputs.iter().find(|input| fs::canonicalize(input).is_ok_and(|real| real == out)) {
        Some(input) if !input.is_dir() => {
            Err(format!("{} is both an input and --out; choose another file", input.display()))
        }
        _ => Ok(()),
    }
}

/// The file that `--out` will replace, if it is there.
fn real_out(args: &ReadArgs) -> Option<PathBuf> {
    let out = args.out.as_deref()?;
    let is_file = fs::metadata(out).is_ok_and(|data| data.is_file());
    is_file.then(|| fs::canonicalize(out).ok()).flatten()
}

fn open_sink(args: &ReadArgs, renderer: &Renderer) -> io::Result<Sink> {
    match &args.out {
        Some(path) => Sink::at(path, args.format.extension(), renderer.frame()),
        None => Sink::stdout(renderer.frame()),
    }
}

fn run(
    args: &ReadArgs,
    renderer: Renderer,
    with: With<'static>,
    mut sink: Sink,
) -> io::Result<Tally> {
    let to_terminal = args.out.is_none() && io::stdout().is_terminal();
    let with_bar = !args.quiet && !args.no_progress && !to_terminal && io::stderr().is_terminal();
    let inputs = || Inputs::new(&args.inputs, real_out(args));
    let mut progress = Progress::begin(with_bar);
    progress.survey(inputs());
    let worker = Arc::new(Worker {
        options: options(args.from, &args.field, args.max_record),
        renderer,
        with,
    });
    let bytes_read = progress.bytes_read();
    pipeline::run(inputs(), jobs(args.jobs), worker, bytes_read, &mut |done| {
        progress.add(done.tally, &done.failures);
        sink.write(&done)
    })?;
    sink.finish()?;
    let summary = progress.summary();
    let tally = progress.finish();
    if args.format == Format::Text && !args.quiet && tally.articles + tally.failures > 1 {
        complain::line(&summary);
    }
    Ok(tally)
}

/// What is read beside the statements; the error is one line.
fn with(args: &ReadArgs) -> Result<With<'static>, String> {
    let times = !args.without.contains(&Part::Times);
    if args.without.contains(&Part::Actors) {
        return Ok(With { times, registry: None });
    }
    let Some(path) = &args.registry else { return Ok(With { times, ..With::default() }) };
    Ok(With { times, registry: Some(registry(path)?) })
}

/// The registry in a file, for the rest of the run; the error is one line.
pub fn registry(path: &Path) -> Result<&'static Registry, String> {
    let name = path.display();
    let bytes =
        fs::read(path).map_err(|error| format!("{name}: cannot be read: {}", reason(&error)))?;
    let registry = Registry::from_bytes(&bytes).map_err(|error| format!("{name}: {error}"))?;
    Ok(Box::leak(Box::new(registry)))
}

/// How inputs are read; `max_record` is in MiB.
pub fn options(from: Option<Kind>, fields: &[String], max_record: NonZeroUsize) -> Options {
    let max_record_bytes = max_record.get().saturating_mul(1 << 20);
    let mut options = Options { kind: from, max_record_bytes, ..Options::default() };
    for rule in fields {
        options.fields.set(rule).expect("the command line has checked the rule");
    }
    options
}

/// How many threads read.
pub fn jobs(asked: Option<NonZeroUsize>) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, usize::from).min(512)
}

/// A reader that goes away has what it wanted; all else is a failure.
fn cannot_write(out: Option<&Path>, error: &io::Error) -> ExitCode {
    if out.is_none() && error.kind() == ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    let name = out.map_or_else(|| "standard output".to_owned(), |out| out.display().to_string());
    let remedy = match error.kind() {
        ErrorKind::NotFound => "; make its folder first",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "; choose another place with --out"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "; make room or choose another place with --out"
        }
        _ if out.is_some_and(sink::is_folder) => "; choose another folder",
        _ => "",
    };
    complain::line(&format!("{name}: cannot be written: {}{remedy}", reason(error)));
    ExitCode::FAILURE
}
