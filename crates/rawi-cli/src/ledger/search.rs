//! `rawi search`.

use std::process::ExitCode;

use rawi_ledger::ask::{Days, Found, Misquery, Query, SearchQuestion};

use super::args::SearchArgs;
use super::ask::{Answer, NoAnswer, answer, look};
use crate::progress::counted;
use crate::render::{ledger, shown};

/// Runs the command.
pub fn search(args: &SearchArgs) -> ExitCode {
    answer(&args.output, |ledger, answer| {
        let words: Vec<_> = args.query.iter().map(|word| word.to_string_lossy()).collect();
        let query = match Query::parse(&words.join(" ")) {
            Ok(query) => query,
            Err(wrong @ Misquery::Function) => {
                answer.note(wrong.to_string());
                return Ok(());
            }
            Err(wrong) => return Err(NoAnswer::Wrong(wrong.to_string())),
        };
        let found = ledger.search(&SearchQuestion {
            query: &query,
            days: Days { from: args.from, to: args.to },
            publisher: args.publisher.as_deref(),
            lang: args.lang.as_deref(),
            limit: args.output.limit,
        })?;
        match look(&args.output) {
            Some(look) => {
                found.hits.iter().for_each(|hit| ledger::hit(&look, hit, &mut answer.out));
            }
            None => found.hits.iter().for_each(|hit| answer.json(hit)),
        }
        tell(&query, &found, answer);
        Ok(())
    })
}

/// What a person should know beside the articles.
fn tell(query: &Query, found: &Found, answer: &mut Answer) {
    if !query.left_out.is_empty() {
        let words = shown(&query.left_out.join(" "));
        answer.note(format!("not looked for, because they stand in nearly every article: {words}"));
    }
    if found.unlooked {
        answer.note(
            "the words of the phrase stand in more articles than were looked at; narrow it down with another word, \
             --from, --to, or look at all with --limit 0",
        );
    }
    if found.only_newest {
        answer.note(format!(
            "many articles hold these words, and the {} stored last were ranked; narrow it down, or rank all with --limit 0",
            counted(found.ranked as u64, "article")
        ));
    }
    if found.hits.is_empty() {
        answer.note(nothing(found));
    }
}

fn nothing(found: &Found) -> String {
    if found.unknown.is_empty() {
        return "no article holds all of this; try fewer words, leave quotation marks or filters out".to_owned();
    }
    let words = shown(&found.unknown.join(" "));
    format!(
        "no article of the ledger holds {words}; try another spelling, or its beginning with * behind it"
    )
}
