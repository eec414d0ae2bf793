//! `rawi article` and `rawi stats`.

use std::process::ExitCode;

use super::args::{ArticleArgs, AskOutput, StatsArgs};
use super::ask::{answer, look};
use crate::render::{ledger, shown};

/// Runs `rawi article`.
pub fn article(args: &ArticleArgs) -> ExitCode {
    let output =
        AskOutput { ledger: args.ledger.clone(), format: args.format, color: args.color, limit: 0 };
    answer(&output, |ledger, answer| {
        let Some(kept) = ledger.article(&args.article)? else {
            answer.note(format!(
                "the ledger has no article {}; name its handle, address or number: `rawi search` shows handles",
                shown(&args.article)
            ));
            return Ok(());
        };
        match look(&output) {
            Some(look) => ledger::article(&look, &kept, &mut answer.out),
            None => kept.line.write(&mut answer.out),
        }
        Ok(())
    })
}

/// Runs `rawi stats`.
pub fn stats(args: &StatsArgs) -> ExitCode {
    let output =
        AskOutput { ledger: args.ledger.clone(), format: args.format, color: args.color, limit: 0 };
    answer(&output, |ledger, answer| {
        let stats = ledger.stats()?;
        match look(&output) {
            Some(look) => ledger::stats(&look, &stats, args.lang, &mut answer.out),
            None => answer.json(&stats),
        }
        Ok(())
    })
}
