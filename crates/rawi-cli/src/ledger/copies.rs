//! `rawi copies`.

use std::process::ExitCode;

use rawi_ledger::Ledger;
use rawi_ledger::ask::{CopiesQuestion, Days};

use super::args::CopiesArgs;
use super::ask::{Answer, NoAnswer, answer, look};
use super::sayings::MORE;
use crate::render::{ledger, shown};

/// Runs the command.
pub fn copies(args: &CopiesArgs) -> ExitCode {
    answer(&args.output, |ledger, answer| match &args.article {
        Some(article) => one(args, article, ledger, answer),
        None => all(args, ledger, answer),
    })
}

fn all(args: &CopiesArgs, ledger: &Ledger, answer: &mut Answer) -> Result<(), NoAnswer> {
    let (found, more) = ledger.clusters(&CopiesQuestion {
        publisher: args.publisher.as_deref(),
        days: Days { from: args.from, to: args.to },
        min: args.min,
        limit: args.output.limit,
    })?;
    match look(&args.output) {
        Some(look) => {
            found.iter().for_each(|cluster| ledger::cluster(&look, cluster, 0, &mut answer.out));
        }
        None => found.iter().for_each(|cluster| answer.json(cluster)),
    }
    if found.is_empty() {
        answer.note("no articles repeat each other like this; leave a filter out, or lower --min");
    }
    if more {
        answer.note(MORE);
    }
    Ok(())
}

/// The copies of one article, and what each changed.
fn one(
    args: &CopiesArgs,
    article: &str,
    ledger: &Ledger,
    answer: &mut Answer,
) -> Result<(), NoAnswer> {
    let Some(number) = ledger.article_number(article)? else {
        answer.note(format!(
            "the ledger has no article {}; name its handle, address or number: `rawi search` shows handles",
            shown(article)
        ));
        return Ok(());
    };
    let Some(cluster) = ledger.copies_of(number)? else {
        answer.note(format!(
            "no article of the ledger repeats {}, nor does it repeat one; all that do: `rawi copies`",
            shown(article)
        ));
        return Ok(());
    };
    let Some(look) = look(&args.output) else {
        answer.json(&cluster);
        return Ok(());
    };
    let limit = args.output.limit;
    ledger::cluster(&look, &cluster, limit, &mut answer.out);
    if limit > 0 && cluster.members.len() > limit {
        answer.note(MORE);
    }
    Ok(())
}
