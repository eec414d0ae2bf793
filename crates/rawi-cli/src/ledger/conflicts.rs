//! `rawi conflicts` and `rawi chain`.

use std::process::ExitCode;

use rawi_actor::Registry;
use rawi_ledger::ask::{ConflictsQuestion, Days, Who};

use super::args::{ChainArgs, ConflictsArgs};
use super::ask::{answer, look};
use super::sayings::{MORE, unknown};
use super::statements::{nobody, who};
use crate::render::ledger;

/// Runs `rawi conflicts`.
pub fn conflicts(args: &ConflictsArgs) -> ExitCode {
    answer(&args.output, |ledger, answer| {
        let who = args.speaker.as_deref().map(|name| who(ledger, name)).transpose()?;
        if let (Some(name), true) = (&args.speaker, who.as_ref().is_some_and(Who::is_nobody)) {
            answer.note(nobody(name));
            return Ok(());
        }
        let (found, more) = ledger.conflicts(&ConflictsQuestion {
            kind: args.kind.as_deref(),
            severity: args.severity.as_deref(),
            speaker: who.as_ref(),
            days: Days { from: args.from, to: args.to },
            publisher: args.publisher.as_deref(),
            limit: args.output.limit,
        })?;
        match look(&args.output) {
            Some(look) => {
                found
                    .iter()
                    .for_each(|conflict| ledger::conflict(&look, conflict, &mut answer.out));
            }
            None => found.iter().for_each(|conflict| answer.json(conflict)),
        }
        if found.is_empty() {
            answer.note(
                "no reports disagree like this; leave a filter out, or see what several report with `rawi sayings`",
            );
        }
        if more {
            answer.note(MORE);
        }
        Ok(())
    })
}

/// Runs `rawi chain`.
pub fn chain(args: &ChainArgs) -> ExitCode {
    answer(&args.output, |ledger, answer| {
        let Some(statement) = ledger.statement_number(&args.statement)? else {
            answer.note(unknown(&args.statement));
            return Ok(());
        };
        let passage = ledger.passage(statement, Registry::built_in())?;
        match look(&args.output) {
            Some(look) => ledger::chain(&look, &passage, &mut answer.out),
            None => answer.json(&passage),
        }
        Ok(())
    })
}
