//! `rawi pack check`: what is wrong with a pack's tables, and which of its rows a corpus needs.
//!
//! The tables and their readers belong to the crates that use them; here files are opened, and what was found is
//! written.

mod count;
mod folder;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::ErrorKind as UsageError;
use serde_json::{Value, json};

use crate::args::{Args, CheckArgs, CheckFormat};
use crate::complain;
use count::Counts;
use folder::Pack;

/// Runs the command.
pub fn check(args: &CheckArgs) -> ExitCode {
    if let Err(wrong) = usage(args) {
        let mut command = Args::command();
        let check = ["pack", "check"].iter().fold(&mut command, |command, name| {
            command.find_subcommand_mut(name).expect("it is a command")
        });
        check.clone().bin_name("rawi pack check").error(UsageError::ValueValidation, wrong).exit();
    }
    let mut failures = 0;
    let mut packs = Vec::new();
    for path in &args.packs {
        match Pack::open(path, args.lang.as_deref()) {
            Ok(pack) => packs.push(pack),
            Err(message) => {
                complain::line(&message);
                failures += 1;
            }
        }
    }
    let counts = (!args.text.is_empty()).then(|| Counts::of(&packs, args));
    failures += counts.as_ref().map_or(0, |counts| counts.failures);
    let faults: usize = packs.iter().map(|pack| pack.faults.len()).sum();
    match write(args.format, &packs, counts.as_ref()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain::line(&format!("standard output: cannot be written: {error}"));
            ExitCode::FAILURE
        }
        _ if faults + failures > 0 => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

/// What the command line's grammar cannot tell.
fn usage(args: &CheckArgs) -> Result<(), String> {
    if args.text.iter().filter(|input| input.as_os_str() == "-").count() > 1 {
        return Err("standard input (-) can be read only once".to_owned());
    }
    Ok(())
}

fn write(format: CheckFormat, packs: &[Pack], counts: Option<&Counts>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (i, pack) in packs.iter().enumerate() {
        let counted = counts.map(|counts| (counts.articles, counts.rows[i].as_slice()));
        match format {
            CheckFormat::Text => text(&mut out, pack, counted)?,
            CheckFormat::Json => writeln!(out, "{}", object(pack, counted))?,
        }
    }
    out.flush()
}

/// The number of articles, and for each row in how many of them it stands.
type Counted<'c> = Option<(u64, &'c [u64])>;

fn text(out: &mut dyn Write, pack: &Pack, counted: Counted<'_>) -> io::Result<()> {
    for fault in &pack.faults {
        writeln!(out, "{}", complain::one_line(&fault.to_string()))?;
    }
    let mut summary = format!(
        "{}: {} rows in {}, {}",
        pack.name,
        pack.lines,
        plural(pack.files, "table"),
        plural(pack.faults.len(), "fault"),
    );
    if let Some((articles, rows)) = counted {
        let unused = || rows.iter().zip(pack.rows.places()).filter(|(count, _)| **count == 0);
        for (_, place) in unused() {
            let line = format!(
                "{}:{}: in no article: {} {}",
                place.file, place.line, place.kind, place.form
            );
            writeln!(out, "{}", complain::one_line(&line))?;
        }
        let count = unused().count();
        summary +=
            &format!("; {count} of {} statement rows unused in {articles} articles", rows.len());
    }
    writeln!(out, "{}", complain::one_line(&summary))
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn object(pack: &Pack, counted: Counted<'_>) -> Value {
    let faults: Vec<Value> = pack
        .faults
        .iter()
        .map(|fault| {
            let line = Some(fault.line).filter(|line| *line > 0);
            json!({
                "file": fault.file, "line": line,
                "message": fault.wrong.message, "remedy": fault.wrong.remedy,
            })
        })
        .collect();
    let mut object = json!({
        "pack": pack.name, "lang": pack.lang, "rows": pack.lines, "faults": faults,
    });
    if let Some((articles, rows)) = counted {
        object["articles"] = json!(articles);
        object["counts"] = rows
            .iter()
            .zip(pack.rows.places())
            .map(|(count, place)| {
                json!({
                    "file": place.file, "line": place.line, "table": place.table,
                    "kind": place.kind, "form": place.form, "articles": count,
                })
            })
            .collect();
    }
    object
}
