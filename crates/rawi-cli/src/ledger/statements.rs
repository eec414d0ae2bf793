//! `rawi statements` and `rawi timeline`.

use std::process::ExitCode;

use rawi_actor::Registry;
use rawi_ledger::Ledger;
use rawi_ledger::ask::{Days, Query, SaidQuestion, Who};

use super::args::{StatementsArgs, TimelineArgs};
use super::ask::{NoAnswer, answer, look};
use crate::render::{ledger, shown};

/// Runs `rawi statements`.
pub fn statements(args: &StatementsArgs) -> ExitCode {
    answer(&args.output, |ledger, answer| {
        let about = args.about.as_deref().map(Query::parse).transpose();
        let about = about.map_err(|wrong| NoAnswer::Wrong(format!("--about: {wrong}")))?;
        let who = args.speaker.as_deref().map(|name| who(ledger, name)).transpose()?;
        if let (Some(name), true) = (&args.speaker, who.as_ref().is_some_and(Who::is_nobody)) {
            answer.note(nobody(name));
            return Ok(());
        }
        let (found, more) = ledger.said(&SaidQuestion {
            speaker: who.as_ref(),
            about: about.as_ref(),
            days: Days { from: args.from, to: args.to },
            act: args.act.as_deref(),
            mode: args.mode.as_deref(),
            publisher: args.publisher.as_deref(),
            limit: args.output.limit,
        })?;
        match look(&args.output) {
            Some(look) => {
                let said = |said| ledger::said(&look, said, args.lang, &mut answer.out);
                found.iter().for_each(said);
            }
            None => found.iter().for_each(|said| answer.json(said)),
        }
        if found.is_empty() {
            answer.note(
                "no statement is like this; leave a filter out, or use fewer words with --about",
            );
        }
        if more {
            answer.note("there are more; see them with --limit N, or all with --limit 0");
        }
        Ok(())
    })
}

/// Runs `rawi timeline`.
pub fn timeline(args: &TimelineArgs) -> ExitCode {
    answer(&args.output, |ledger, answer| {
        let name = args.actor.join(" ");
        let who = who(ledger, &name)?;
        if who.is_nobody() {
            answer.note(nobody(&name));
            return Ok(());
        }
        let days = Days { from: args.from, to: args.to };
        let timeline = ledger.timeline(&who, days, args.output.limit)?;
        match look(&args.output) {
            Some(look) => {
                let day = |day| ledger::day(&look, day, args.lang, &mut answer.out);
                timeline.days.iter().for_each(day);
            }
            None => timeline.days.iter().for_each(|day| answer.json(day)),
        }
        if timeline.days.is_empty() {
            answer.note("nothing of or about them on these days; leave --from and --to out");
        }
        if timeline.all_days > timeline.days.len() {
            answer.note(format!(
                "the newest {} of {} days; see more with --limit N, or all with --limit 0",
                timeline.days.len(),
                timeline.all_days
            ));
        }
        Ok(())
    })
}

/// Who is meant by a name.
pub(super) fn who(ledger: &Ledger, name: &str) -> Result<Who<'static>, NoAnswer> {
    Ok(ledger.who(name, Registry::built_in())?)
}

/// What to try when nobody is called so.
pub(super) fn nobody(name: &str) -> String {
    format!(
        "nobody in the ledger is called \u{2068}{}\u{2069}; try the last name alone, another spelling, or an identifier from \
         `rawi actors lookup NAME`",
        shown(name)
    )
}
