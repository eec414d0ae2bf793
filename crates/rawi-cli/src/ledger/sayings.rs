//! `rawi sayings` and `rawi saying`.

use std::process::ExitCode;

use rawi_ledger::ask::{Days, Query, SayingsQuestion, Who};

use super::args::{SayingArgs, SayingsArgs};
use super::ask::{NoAnswer, answer, look};
use super::statements::{nobody, who};
use crate::render::{ledger, shown};

/// Said where there is more than the limit.
pub(super) const MORE: &str = "there are more; see them with --limit N, or all with --limit 0";

/// Runs `rawi sayings`.
pub fn sayings(args: &SayingsArgs) -> ExitCode {
    answer(&args.output, |ledger, answer| {
        let about = args.about.as_deref().map(Query::parse).transpose();
        let about = about.map_err(|wrong| NoAnswer::Wrong(format!("--about: {wrong}")))?;
        let who = args.speaker.as_deref().map(|name| who(ledger, name)).transpose()?;
        if let (Some(name), true) = (&args.speaker, who.as_ref().is_some_and(Who::is_nobody)) {
            answer.note(nobody(name));
            return Ok(());
        }
        let (found, more) = ledger.sayings(&SayingsQuestion {
            speaker: who.as_ref(),
            about: about.as_ref(),
            days: Days { from: args.from, to: args.to },
            publisher: args.publisher.as_deref(),
            min_reports: args.min_reports,
            conflicts: args.conflicts,
            across: args.across,
            limit: args.output.limit,
        })?;
        match look(&args.output) {
            Some(look) => {
                found
                    .iter()
                    .for_each(|saying| ledger::saying_brief(&look, saying, &mut answer.out));
            }
            None => found.iter().for_each(|saying| answer.json(saying)),
        }
        if found.is_empty() {
            answer.note(
                "no saying is like this; leave a filter out, or see what was said once with `rawi statements` (sayings are \
                 traced at the end of `rawi ingest`)",
            );
        }
        if more {
            answer.note(MORE);
        }
        Ok(())
    })
}

/// Runs `rawi saying`.
pub fn saying(args: &SayingArgs) -> ExitCode {
    answer(&args.output, |ledger, answer| {
        let Some(statement) = ledger.statement_number(&args.saying)? else {
            answer.note(unknown(&args.saying));
            return Ok(());
        };
        let Some(saying) = ledger.saying(statement)? else {
            answer.note(format!(
                "nobody else in the ledger is known to report {0}; see how it reached its page with `rawi chain {0}`, and who \
                 is reported by several with `rawi sayings`",
                shown(&args.saying)
            ));
            return Ok(());
        };
        let Some(look) = look(&args.output) else {
            answer.json(&saying);
            return Ok(());
        };
        let limit = args.output.limit;
        ledger::saying(&look, &saying, limit, &mut answer.out);
        if limit > 0 && saying.variants.len().max(saying.conflicts.len()) > limit {
            answer.note(format!(
                "of {} wordings and {} conflicts the first {limit} of each are shown; see more with --limit N, or all with \
                 --limit 0",
                saying.variants.len(),
                saying.conflicts.len()
            ));
        }
        Ok(())
    })
}

/// What to try when there is no such statement.
pub(super) fn unknown(name: &str) -> String {
    format!(
        "the ledger has no statement {}; name its handle, as `rawi statements` shows it (news-7#s2), or the number of a saying \
         from `rawi sayings`",
        shown(name)
    )
}
