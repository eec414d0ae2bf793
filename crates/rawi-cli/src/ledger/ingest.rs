//! `rawi ingest`.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rawi_actor::Registry;
use rawi_ledger::{Entry, Fingerprint, Ledger, LedgerError, Source, Stored, Writer};
use rawi_page::input::{InputError, Options, Record};
use rawi_statement::With;
use rawi_statement::line::Line;
use rawi_trace::Reader;

use super::args::{IngestArgs, IngestFormat};
use crate::complain;
use crate::open::Inputs;
use crate::pipeline::{self, Work};
use crate::progress::{Progress, Steps, counted, grouped, rate};
use crate::read::{jobs, options, registry};
use crate::terminal;
use crate::work::{Tally, Task, bug_of, guarded, quiet_panics};

/// A batch is stored when it is full (`--batch`), or so much time has passed since the last one.
const PATIENCE: Duration = Duration::from_secs(2);

/// Runs the command.
pub fn ingest(args: &IngestArgs) -> ExitCode {
    if args.inputs.is_empty() && terminal::stdin_is_terminal() {
        complain::line(
            "there is nothing to store: name a file or a folder, as in `rawi ingest --ledger news.rawi news/`",
        );
        return ExitCode::from(2);
    }
    quiet_panics();
    match run(args) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(wrong) => {
            complain::line(&wrong);
            ExitCode::FAILURE
        }
    }
}

/// Stores and traces; how many inputs failed, or the one line that says why it went no further.
fn run(args: &IngestArgs) -> Result<u64, String> {
    let registry = match &args.registry {
        Some(path) => registry(path)?,
        None => Registry::built_in(),
    };
    let told = |error: LedgerError| error.to_string();
    let mut writer = Writer::open(&args.ledger, registry).map_err(told)?;
    if args.no_trace {
        writer.only_store();
    }
    let stored = store(args, registry, &mut writer)?;
    let traced = if args.no_trace { Ok(()) } else { trace(args, &mut writer) };
    traced.and_then(|()| writer.close()).map_err(told)?;
    stored.tell(args);
    Ok(stored.failures)
}

fn store(
    args: &IngestArgs,
    registry: &'static Registry,
    writer: &mut Writer,
) -> Result<Told, String> {
    let with_bar = !args.quiet && !args.no_progress && io::stderr().is_terminal();
    let inputs = || Inputs::new(&args.inputs, std::fs::canonicalize(&args.ledger).ok());
    let mut progress = Progress::begin(with_bar);
    progress.survey(inputs());
    let worker = Arc::new(Worker {
        options: options(args.from, &args.field, args.max_record),
        registry,
        ledger: args.ledger.clone(),
        tools: Mutex::default(),
    });
    let bytes_read = progress.bytes_read();
    let mut told = Told { begun: Instant::now(), stored: Stored::default(), failures: 0 };
    let mut batch = Vec::new();
    let mut since = Instant::now();
    let outcome =
        pipeline::run(inputs(), jobs(args.jobs), worker, bytes_read, &mut |done: Read| {
            progress.add(done.tally, &done.failures);
            told.stored.known += done.known;
            told.failures += done.tally.failures;
            batch.extend(done.entries);
            if batch.len() >= args.batch.get() || (!batch.is_empty() && since.elapsed() >= PATIENCE)
            {
                told.keep(args, writer, &mut batch)?;
                since = Instant::now();
            }
            Ok(())
        });
    let outcome = outcome.and_then(|()| told.keep(args, writer, &mut batch));
    progress.finish();
    outcome.map(|()| told).map_err(|error: LedgerError| error.to_string())
}

fn trace(args: &IngestArgs, writer: &mut Writer) -> Result<(), LedgerError> {
    let with_bar = !args.quiet && !args.no_progress && io::stderr().is_terminal();
    let mut steps = Steps::begin(with_bar, "articles traced");
    let done = writer.trace(&mut |done, all| steps.draw(done, all));
    steps.finish();
    done
}

/// What a run has stored so far.
struct Told {
    begun: Instant,
    stored: Stored,
    failures: u64,
}

impl Told {
    /// Stores a batch, and says so once it is safe.
    fn keep(
        &mut self,
        args: &IngestArgs,
        writer: &mut Writer,
        batch: &mut Vec<Entry>,
    ) -> Result<(), LedgerError> {
        if batch.is_empty() {
            return Ok(());
        }
        let stored = writer.store(std::mem::take(batch))?;
        self.stored.add(stored);
        if args.format == IngestFormat::Json {
            let Stored { articles, statements, .. } = self.stored;
            say(&serde_json::json!({
                "stored": stored.articles, "articles": articles, "statements": statements,
            }));
        }
        Ok(())
    }

    fn tell(&self, args: &IngestArgs) {
        let Stored { articles, versions, known, statements } = self.stored;
        let elapsed = self.begun.elapsed();
        match args.format {
            IngestFormat::Json => say(&serde_json::json!({
                "done": true, "articles": articles, "versions": versions, "known": known,
                "statements": statements, "failed": self.failures, "seconds": elapsed.as_secs_f64(),
            })),
            IngestFormat::Text if !args.quiet => complain::line(&format!(
                "{} and {} stored, {} known already, {} failed in {:.1} s ({} articles/s)",
                counted(articles, "article"),
                counted(statements, "statement"),
                grouped(known),
                grouped(self.failures),
                elapsed.as_secs_f64(),
                rate(articles + known, elapsed),
            )),
            IngestFormat::Text => {}
        }
    }
}

/// One line on standard output, at once. Nobody has to listen.
fn say(value: &serde_json::Value) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{value}").and_then(|()| out.flush());
}

/// Reads records, but for those that the ledger has.
struct Worker {
    options: Options,
    registry: &'static Registry,
    ledger: std::path::PathBuf,
    /// What one worker needs at a time.
    tools: Mutex<Vec<Tools>>,
}

/// A view of the ledger, and what reads the words of articles.
struct Tools {
    ledger: Ledger,
    reader: Reader,
}

/// What came of some records.
#[derive(Default)]
struct Read {
    entries: Vec<Entry>,
    known: u64,
    failures: Vec<String>,
    tally: Tally,
}

impl Work for Worker {
    type Done = Read;

    fn options(&self) -> &Options {
        &self.options
    }

    fn work(&self, task: Task, done: &mut Read) {
        let outcome = task.record.and_then(|record| {
            let bug = bug_of(&record);
            guarded(|| bug, || self.read(record))
        });
        match outcome {
            Ok(Some(entry)) => {
                done.tally.articles += 1;
                done.tally.statements += entry.line.statements.len() as u64;
                done.tally.findings += entry.line.findings.len() as u64;
                done.entries.push(entry);
            }
            Ok(None) => {
                done.tally.articles += 1;
                done.known += 1;
            }
            Err(error) => {
                done.failures.push(error.to_string());
                done.tally.failures += 1;
            }
        }
    }
}

impl Worker {
    /// The article of a record, or nothing when the ledger has the page.
    fn read(&self, record: Record) -> Result<Option<Entry>, InputError> {
        let own = record.id();
        let page = record.into_page(&self.options)?;
        let fingerprint = Fingerprint::of(&page);
        let tools = self.tools()?;
        // The writer finds out again what cannot be asked here.
        if tools.ledger.has_page(&fingerprint).unwrap_or(false) {
            self.give_back(tools);
            return Ok(None);
        }
        let source = match &page.url {
            Some(url) => Some(Source::url(url)),
            None => (page.id != own).then(|| Source::id(&page.id)),
        };
        let mut article = rawi_page::read(&page);
        let with = With { times: true, registry: Some(self.registry) };
        let record = rawi_statement::record(&mut article, with);
        let mut bytes = Vec::new();
        rawi_statement::contract::write_record(&article, &record, &mut bytes);
        let line = Line::read(&bytes).expect("what the contract writes can be read");
        let entry = Entry::new(fingerprint, source, line, self.registry, &tools.reader);
        self.give_back(tools);
        Ok(Some(entry))
    }

    fn tools(&self) -> Result<Tools, InputError> {
        let free = self.tools.lock().expect("no holder of the lock panics").pop();
        free.map_or_else(
            || {
                let ledger = Ledger::open(&self.ledger).map_err(|error| InputError {
                    id: String::new(),
                    input: self.ledger.display().to_string(),
                    place: None,
                    message: error.to_string(),
                    remedy: None,
                })?;
                Ok(Tools { ledger, reader: Reader::default() })
            },
            Ok,
        )
    }

    fn give_back(&self, tools: Tools) {
        self.tools.lock().expect("no holder of the lock panics").push(tools);
    }
}
