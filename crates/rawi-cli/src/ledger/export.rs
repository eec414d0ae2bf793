//! `rawi export`.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rawi_ledger::{Export, ExportError, Ledger, Versions, What};

use super::args::{ExportArgs, ExportFormat, ExportVersions};
use crate::complain;
use crate::open::reason;
use crate::sink::{Folder, Whole, is_folder};

/// Runs the command.
pub fn export(args: &ExportArgs) -> ExitCode {
    let plan = match plan(args) {
        Ok(plan) => plan,
        Err(wrong) => {
            complain::line(wrong);
            return ExitCode::from(2);
        }
    };
    match run(args, &plan) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Output(_, error)) if error.kind() == ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            complain::line(&failure.told());
            ExitCode::FAILURE
        }
    }
}

/// What goes where.
enum Plan {
    /// One thing to standard output.
    Stdout(What),
    /// One thing into a file.
    File(PathBuf, What),
    /// One file of each thing into a folder.
    Folder(PathBuf, Vec<What>),
    /// One file of each article into a folder.
    Documents(PathBuf),
}

fn plan(args: &ExportArgs) -> Result<Plan, &'static str> {
    let mut whats: Vec<What> = args.what.iter().map(|what| (*what).into()).collect();
    whats.sort();
    whats.dedup();
    let is_jsonld = args.format == ExportFormat::Jsonld;
    if is_jsonld && whats.iter().any(|what| *what != What::Articles) {
        return Err(
            "JSON-LD documents are of articles; leave --what out, or choose another --format",
        );
    }
    match &args.out {
        Some(path) if is_folder(path) && is_jsonld => return Ok(Plan::Documents(path.clone())),
        Some(path) if is_folder(path) => {
            let whats = if whats.is_empty() { What::ALL.to_vec() } else { whats };
            return Ok(Plan::Folder(path.clone(), whats));
        }
        _ => {}
    }
    let what = match (whats.as_slice(), args.format) {
        ([], ExportFormat::Csv | ExportFormat::Parquet) => What::Statements,
        ([], _) => What::Articles,
        ([what], _) => *what,
        _ => return Err("several things need a folder each file of which is one: --out DIR/"),
    };
    match &args.out {
        Some(path) => Ok(Plan::File(path.clone(), what)),
        None if args.format == ExportFormat::Parquet && io::stdout().is_terminal() => {
            Err("a Parquet file is nothing for a terminal; name a file with --out FILE")
        }
        None => Ok(Plan::Stdout(what)),
    }
}

/// Why nothing more came.
enum Failure {
    /// The ledger cannot be read; the line that says so.
    Ledger(String),
    /// The output, by its name, cannot be written.
    Output(String, io::Error),
}

impl Failure {
    fn told(&self) -> String {
        match self {
            Self::Ledger(line) => line.clone(),
            Self::Output(name, error) => format!("{name}: cannot be written: {}", reason(error)),
        }
    }
}

fn run(args: &ExportArgs, plan: &Plan) -> Result<(), Failure> {
    let told = |error: rawi_ledger::LedgerError| Failure::Ledger(error.to_string());
    let ledger = Ledger::open(&args.ledger).map_err(told)?;
    let versions = match args.versions {
        ExportVersions::Latest => Versions::Latest,
        ExportVersions::All => Versions::All,
    };
    let export = ledger.export(versions).map_err(told)?;
    match plan {
        Plan::Stdout(what) => {
            let name = "standard output";
            whole(&export, args.format, *what, name, Whole::stdout())
        }
        Plan::File(path, what) => {
            guarded(&args.ledger, path)?;
            let name = path.display().to_string();
            whole(&export, args.format, *what, &name, Whole::at(path))
        }
        Plan::Folder(folder, whats) => {
            let failed = |error| Failure::Output(folder.display().to_string(), error);
            std::fs::create_dir_all(folder).map_err(failed)?;
            whats.iter().try_for_each(|what| {
                let path = folder.join(format!("{}.{}", what.name(), args.format.extension()));
                guarded(&args.ledger, &path)?;
                let name = path.display().to_string();
                whole(&export, args.format, *what, &name, Whole::at(&path))
            })
        }
        Plan::Documents(path) => documents(&export, path),
    }
}

/// The ledger itself is never written over.
fn guarded(ledger: &Path, target: &Path) -> Result<(), Failure> {
    let same = match (ledger.canonicalize(), target.canonicalize()) {
        (Ok(ledger), Ok(target)) => ledger == target,
        _ => false,
    };
    if same {
        let error = io::Error::other("it is the ledger itself; name another file with --out");
        return Err(Failure::Output(target.display().to_string(), error));
    }
    Ok(())
}

/// Writes one thing to one place.
fn whole(
    export: &Export<'_>,
    format: ExportFormat,
    what: What,
    name: &str,
    out: io::Result<Whole>,
) -> Result<(), Failure> {
    let failed = |error| Failure::Output(name.to_owned(), error);
    let mut out = out.map_err(failed)?;
    let done = match format {
        ExportFormat::Jsonl => export.jsonl(what, &mut out),
        ExportFormat::Csv => export.csv(what, &mut out),
        ExportFormat::Parquet => export.parquet(what, &mut out),
        ExportFormat::Jsonld => export.jsonld(&mut |_, bytes| out.write_all(bytes)),
    };
    done.map_err(|error| failure(name, error))?;
    out.finish().map_err(failed)
}

fn documents(export: &Export<'_>, path: &Path) -> Result<(), Failure> {
    let name = path.display().to_string();
    let mut folder = Folder::at(path).map_err(|error| Failure::Output(name.clone(), error))?;
    let extension = ExportFormat::Jsonld.extension();
    let done = export.jsonld(&mut |handle, bytes| folder.write(handle, extension, bytes));
    done.map_err(|error| failure(&name, error))
}

fn failure(name: &str, error: ExportError) -> Failure {
    match error {
        ExportError::Ledger(error) => Failure::Ledger(error.to_string()),
        ExportError::Output(error) => Failure::Output(name.to_owned(), error),
    }
}
