//! `rawi`: who said what, to whom, when and where, and what is wrong with the page.
//!
//! - [`args`] is the command line; [`read`] runs `rawi read`, [`eval`] runs `rawi eval`, [`pack`] runs `rawi pack`,
//!   [`actors`] runs `rawi actors`, [`ledger`] what keeps and asks ledgers.
//! - [`open`] finds the inputs, [`pipeline`] keeps all cores busy and the output in order,
//!   [`sink`] puts it where it belongs.
//! - [`render`] turns an article and its statements into text, JSON or a page.
//!
//! Exit codes: 0 all was read, 1 something failed (each failure is one line on stderr), 2 wrong usage.
//! A closed pipe (`rawi read … | head`) ends the run quietly with 0: the reader has what it wanted.

mod actors;
mod args;
mod complain;
mod eval;
mod ledger;
mod open;
mod pack;
mod pipeline;
mod progress;
mod read;
mod render;
mod sink;
mod terminal;
mod work;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{ActorsCommand, Args, Command, PackCommand};

fn main() -> ExitCode {
    match Args::parse().command {
        Command::Read(args) => read::read(args),
        Command::Ingest(args) => ledger::ingest::ingest(&args),
        Command::Export(args) => ledger::export::export(&args),
        Command::Search(args) => ledger::search::search(&args),
        Command::Statements(args) => ledger::statements::statements(&args),
        Command::Timeline(args) => ledger::statements::timeline(&args),
        Command::Sayings(args) => ledger::sayings::sayings(&args),
        Command::Saying(args) => ledger::sayings::saying(&args),
        Command::Copies(args) => ledger::copies::copies(&args),
        Command::Conflicts(args) => ledger::conflicts::conflicts(&args),
        Command::Chain(args) => ledger::conflicts::chain(&args),
        Command::Article(args) => ledger::article::article(&args),
        Command::Stats(args) => ledger::article::stats(&args),
        Command::Eval(args) => eval::eval(&args),
        Command::Pack(PackCommand::Check(args)) => pack::check(&args),
        Command::Actors(ActorsCommand::Lookup(args)) => actors::lookup::lookup(&args),
        Command::Actors(ActorsCommand::Build(args)) => actors::build::build(&args),
        Command::Completions { shell } => print(|out| {
            clap_complete::generate(shell, &mut Args::command(), "rawi", out);
            Ok(())
        }),
        Command::Man => print(man),
    }
}

/// Writes the man page: the command's own, then each subcommand's.
fn man(out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut command = Args::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(out)?;
    for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
        clap_mangen::Man::new(part.clone()).render(out)?;
        for inner in part.get_subcommands().filter(|inner| inner.get_name() != "help") {
            clap_mangen::Man::new(inner.clone()).render(out)?;
        }
    }
    Ok(())
}

fn print(fill: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> ExitCode {
    let mut bytes = Vec::new();
    let done = fill(&mut bytes).and_then(|()| std::io::stdout().write_all(&bytes));
    match done {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            complain::line(&format!("cannot write: {error}"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
