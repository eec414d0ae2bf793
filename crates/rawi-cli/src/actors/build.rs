//! `rawi actors build`.

use std::fs;
use std::io::{self, BufReader, BufWriter, ErrorKind, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::ErrorKind as UsageError;
use rawi_actor::Registry;
use rawi_actor::build::{Draft, Dump, Fault, Report, built_in_tables};

use crate::args::{Args, BuildArgs};
use crate::complain;
use crate::open::{Input, Inputs, reason};
use crate::progress::{Bar, counted, grouped, rate};
use crate::sink;

use super::input::{self, Stream};

/// Faults of one input that are told one by one; the others are counted.
const MOST_TOLD: usize = 100;
/// Without `--lenient` an input is read on only so far that the faults told are worth mending at once.
const MOST_OF_STRICT: usize = 20;
/// People of a dump that wait in memory; more wait in a file.
const WAITING: usize = 16 << 20;
/// Entities between two looks at the bar.
const STEP: u64 = 2048;

/// Runs the command.
pub fn build(args: &BuildArgs) -> ExitCode {
    if let Err(wrong) = usage(args) {
        let mut command = Args::command();
        let build = ["actors", "build"].iter().fold(&mut command, |command, name| {
            command.find_subcommand_mut(name).expect("it is a command")
        });
        build
            .clone()
            .bin_name("rawi actors build")
            .error(UsageError::ValueValidation, wrong)
            .exit();
    }
    let mut run = Run::new(args);
    let made = run.add_all().and_then(|()| run.write());
    run.bar.finish();
    match made {
        Ok(summary) => {
            if !args.quiet {
                // Whoever closed the pipe does not want it.
                let _ = io::stdout().write_all(summary.as_bytes());
            }
            ExitCode::SUCCESS
        }
        Err(message) => {
            complain::line(&message);
            ExitCode::FAILURE
        }
    }
}

/// What the command line's grammar cannot tell.
fn usage(args: &BuildArgs) -> Result<(), String> {
    if args.inputs.iter().filter(|input| input.as_os_str() == "-").count() > 1 {
        return Err("standard input (-) can be read only once".to_owned());
    }
    if sink::is_folder(&args.output) {
        return Err(format!("{} is a folder; name a file with --output", args.output.display()));
    }
    let output = fs::canonicalize(&args.output).ok();
    let same = |input: &&PathBuf| output.is_some() && fs::canonicalize(input).ok() == output;
    match args.inputs.iter().find(same) {
        Some(input) => {
            Err(format!("{} is both an input and --output; choose another file", input.display()))
        }
        None => Ok(()),
    }
}

struct Run<'a> {
    args: &'a BuildArgs,
    draft: Draft,
    bar: Bar,
    faults: usize,
    summary: String,
}

impl<'a> Run<'a> {
    fn new(args: &'a BuildArgs) -> Self {
        let mut draft = Draft::default();
        if !args.from_scratch {
            for (table, text) in built_in_tables() {
                // A test of the crate rules faults out.
                draft.add_table(table, text);
            }
        }
        let with_bar = !args.quiet && !args.no_progress && io::stderr().is_terminal();
        let bar = Bar::begin(with_bar);
        bar.survey(Inputs::new(&args.inputs, None));
        Self { args, draft, bar, faults: 0, summary: String::new() }
    }

    /// Adds the inputs in order; the error is one line.
    fn add_all(&mut self) -> Result<(), String> {
        for path in &self.args.inputs {
            self.draft.begin_input();
            let before = self.faults;
            if path.is_dir() && path.as_os_str() != "-" {
                self.add_tables(path)?;
            } else {
                self.add_stream(path)?;
            }
            let untold = (self.faults - before).saturating_sub(MOST_TOLD);
            if untold > 0 {
                let more =
                    format!("{}: and {}", path.display(), counted(untold as u64, "other fault"));
                self.bar.suspend(|| complain::line(&more));
            }
            if self.faults > 0 && !self.args.lenient {
                let more = if self.faults == MOST_OF_STRICT { " or more" } else { "" };
                return Err(format!(
                    "nothing was written: {}{more} in {}; correct what is wrong, or leave it out with --lenient",
                    counted(self.faults as u64, "fault"),
                    path.display(),
                ));
            }
        }
        Ok(())
    }

    fn add_tables(&mut self, folder: &Path) -> Result<(), String> {
        let before = self.draft.counts();
        let mut told = Teller::new(self.args.lenient);
        for (file, bytes) in input::tables(folder)? {
            let shown = folder.join(&file).display().to_string();
            let faults = match rawi_text::rows::decoded(&shown, &bytes) {
                Ok(text) => self.draft.add_table(&file, text),
                Err(fault) => vec![Fault {
                    file: file.clone(),
                    line: fault.line,
                    message: fault.wrong.to_string(),
                }],
            };
            for fault in faults {
                told.tell(&self.bar, &Fault { file: shown.clone(), ..fault });
            }
        }
        self.faults += told.count;
        let now = self.draft.counts();
        self.summary += &format!(
            "{}: {}, {}, {}\n",
            folder.display(),
            counted((now.actors - before.actors) as u64, "new actor"),
            counted((now.names - before.names) as u64, "new name"),
            counted((now.terms - before.terms) as u64, "term"),
        );
        Ok(())
    }

    fn add_stream(&mut self, path: &Path) -> Result<(), String> {
        let input =
            if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.to_owned()) };
        let name = input.name();
        let mut told = Teller::new(self.args.lenient);
        let stream = input::open(&input, &self.bar.bytes_read())?;
        if !matches!(stream, Stream::Empty) && !self.draft.has_titles() {
            return Err(format!(
                "{name}: there are no titles to know its offices by; name a folder with positions.tsv and titles.tsv before \
                 it, or leave --from-scratch out"
            ));
        }
        let report = match stream {
            Stream::Empty => {
                let message = "the file is empty; check its name, or fetch it again".to_owned();
                told.tell(&self.bar, &Fault { file: name.clone(), line: 0, message });
                Report::default()
            }
            Stream::List(stream) => {
                let bar = &self.bar;
                self.draft.add_csv(&name, stream, &mut |fault| told.tell(bar, &fault))
            }
            Stream::Dump(mut stream) => {
                self.add_dump(&name, &mut *stream, &mut told).map_err(|error| {
                    format!(
                        "a temporary file beside {}: {}",
                        self.args.output.display(),
                        reason(&error)
                    )
                })?
            }
        };
        self.faults += told.count;
        self.summary += &summary(&name, &report, told.count);
        Ok(())
    }

    fn add_dump(
        &mut self,
        name: &str,
        stream: &mut dyn io::BufRead,
        told: &mut Teller,
    ) -> io::Result<Report> {
        let folder = self.args.output.parent().filter(|folder| !folder.as_os_str().is_empty());
        let store = tempfile::spooled_tempfile_in(WAITING, folder.unwrap_or(Path::new(".")));
        let mut store = BufWriter::new(store);
        let mut dump = Dump::new(&self.draft, name);
        // Both draw on it, one after the other.
        let bar = std::cell::RefCell::new(&mut self.bar);
        let mut step = |dump: &Dump| {
            let entities = dump.entities();
            if entities.is_multiple_of(STEP) {
                bar.borrow_mut().draw(|elapsed| {
                    format!("{} entities · {}/s", grouped(entities), rate(entities, elapsed))
                });
            }
        };
        dump.read(stream, &mut store, &mut step, &mut |fault| told.tell(&bar.borrow(), &fault))?;
        let mut store = store.into_inner().map_err(io::IntoInnerError::into_error)?;
        store.rewind()?;
        let bar = &self.bar;
        dump.add(&mut self.draft, &mut BufReader::new(store), &mut |fault| told.tell(bar, &fault))
    }

    /// Writes the registry, and gives what to say of it.
    fn write(&self) -> Result<String, String> {
        if let Some(fault) = self.draft.faults().first() {
            return Err(format!("nothing was written: {fault}"));
        }
        let bytes = self.draft.bytes();
        let registry = Registry::from_bytes(&bytes)
            .map_err(|error| format!("nothing was written: {error}"))?;
        let output = &self.args.output;
        self.put(&bytes).map_err(|error| {
            let remedy = match error.kind() {
                ErrorKind::NotFound => "; make its folder first",
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "; make room",
                _ => "; choose another place with --output",
            };
            format!("{}: cannot be written: {}{remedy}", output.display(), reason(&error))
        })?;
        let counts = self.draft.counts();
        Ok(format!(
            "{}{}: {} ({} people), {}, {}, {} kB\n",
            self.summary,
            output.display(),
            counted(registry.len() as u64, "actor"),
            grouped(counts.people as u64),
            counted(counts.names as u64, "name"),
            counted(registry.actors().map(|actor| actor.terms().count() as u64).sum(), "term"),
            grouped(bytes.len() as u64 / 1000),
        ))
    }

    fn put(&self, bytes: &[u8]) -> io::Result<()> {
        let there = fs::metadata(&self.args.output);
        if there.as_ref().is_ok_and(|data| !data.is_file()) {
            return fs::write(&self.args.output, bytes);
        }
        // A link keeps pointing where it points.
        let target =
            fs::canonicalize(&self.args.output).unwrap_or_else(|_| self.args.output.clone());
        let permissions = there.ok().map(|data| data.permissions());
        let mut file = sink::beside(target.parent().unwrap_or(Path::new("")), permissions)?;
        file.write_all(bytes)?;
        file.persist(target)?;
        Ok(())
    }
}

/// Tells faults, the first of them one by one.
struct Teller {
    lenient: bool,
    count: usize,
}

impl Teller {
    fn new(lenient: bool) -> Self {
        Self { lenient, count: 0 }
    }

    /// Tells a fault; whether to go on.
    fn tell(&mut self, bar: &Bar, fault: &Fault) -> bool {
        self.count += 1;
        if self.count <= MOST_TOLD {
            bar.suspend(|| complain::line(&fault.to_string()));
        }
        self.lenient || self.count < MOST_OF_STRICT
    }
}

/// What came of a list or dump.
fn summary(name: &str, report: &Report, faults: usize) -> String {
    let mut lines = format!(
        "{name}: {} ({}), {}\n",
        counted(report.terms as u64, "term"),
        if report.people == 1 {
            "1 new person".to_owned()
        } else {
            format!("{} new people", grouped(report.people as u64))
        },
        counted(faults as u64, "fault"),
    );
    for (why, (count, example)) in &report.left {
        lines += &format!(
            "  left out: {} {}, such as {example}\n",
            grouped(*count as u64),
            why.reason()
        );
    }
    complain::lines(&lines)
}
