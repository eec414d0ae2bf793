//! What a worker does: a record to its article, its statements, and the bytes of the output.

use std::any::Any;
use std::cell::RefCell;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};

use rawi_page::FindingCode;
use rawi_page::input::{InputError, Options, Record};

use crate::pipeline::Work;
use crate::render::Renderer;

/// One thing to do, in the order of the input.
pub struct Task {
    /// Its number, from 0.
    pub number: u64,
    /// The record, or why there is none.
    pub record: Result<Record, InputError>,
}

/// What came of some tasks, in order.
#[derive(Debug, Default)]
pub struct Done {
    /// The output of all of them.
    pub bytes: Vec<u8>,
    /// Which part of it belongs to which article.
    pub pieces: Vec<Piece>,
    /// One line for each failure, and for each article whose letters may be wrong.
    pub failures: Vec<String>,
    /// What was counted.
    pub tally: Tally,
}

/// The output of one article.
#[derive(Debug)]
pub struct Piece {
    /// The article's id.
    pub id: String,
    /// Where it is in [`Done::bytes`].
    pub range: Range<usize>,
}

/// What a run has counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub articles: u64,
    pub statements: u64,
    pub findings: u64,
    pub failures: u64,
}

impl Tally {
    /// Adds what another part of the run has counted.
    pub fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.statements += other.statements;
        self.findings += other.findings;
        self.failures += other.failures;
    }
}

/// Does tasks; one is shared by all workers.
pub struct Worker {
    pub options: Options,
    pub renderer: Renderer,
    pub with: rawi_statement::With<'static>,
}

impl Work for Worker {
    type Done = Done;

    fn options(&self) -> &Options {
        &self.options
    }

    /// Does one task and appends its output to `done`.
    fn work(&self, task: Task, done: &mut Done) {
        let start = done.bytes.len();
        let outcome = task.record.and_then(|record| self.read(task.number, record, done));
        let id = outcome.unwrap_or_else(|error| {
            // What a failed article has written so far is not valid output.
            done.bytes.truncate(start);
            self.renderer.failure(&error, &mut done.bytes);
            done.failures.push(error.to_string());
            done.tally.failures += 1;
            error.id
        });
        if done.bytes.len() > start {
            done.pieces.push(Piece { id, range: start..done.bytes.len() });
        }
    }
}

impl Worker {
    /// Reads a record; a panic in it is an error of this record alone.
    fn read(&self, number: u64, record: Record, done: &mut Done) -> Result<String, InputError> {
        let bug = bug_of(&record);
        guarded(
            || bug,
            || {
                let input = record.input().to_owned();
                let page = record.into_page(&self.options)?;
                let mut article = rawi_page::read(&page);
                let record = rawi_statement::record(&mut article, self.with);
                self.renderer.article(number, &article, &record, &mut done.bytes);
                done.tally.articles += 1;
                done.tally.statements += record.statements.len() as u64;
                done.tally.findings += article.findings.len() as u64;
                let doubtful =
                    article.findings.iter().filter(|f| f.code == FindingCode::UnknownCharset);
                done.failures.extend(doubtful.map(|f| format!("{input}: {}", f.message)));
                Ok(article.id)
            },
        )
    }
}

/// An error for a panic while `record` is read.
pub fn bug_of(record: &Record) -> InputError {
    InputError {
        id: record.id(),
        input: record.input().to_owned(),
        place: record.place(),
        message: String::new(),
        remedy: Some(REPORT_IT.to_owned()),
    }
}

/// Runs `run`; a panic in it is the error that `bug` makes, with what broke as its message.
pub fn guarded<T>(
    bug: impl FnOnce() -> InputError,
    run: impl FnOnce() -> Result<T, InputError>,
) -> Result<T, InputError> {
    panic::catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|panic| Err(InputError { message: what_broke(&*panic), ..bug() }))
}

/// What to do about a panic.
pub const REPORT_IT: &str = "this is a bug in rawi: please report it with this input";

thread_local! {
    static BROKE_AT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps a panic's place for [`what_broke`] instead of printing it: the error line of its input tells.
pub fn quiet_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        BROKE_AT.with(|at| *at.borrow_mut() = place);
    }));
}

/// One line about a caught panic.
fn what_broke(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    let message: String = message.chars().take(160).collect();
    BROKE_AT.with(|at| format!("internal error: {message} ({})", at.borrow()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_one_error_of_its_input() {
        quiet_panics();
        let bug = InputError {
            id: "news.jsonl#3".into(),
            input: "news.jsonl".into(),
            place: None,
            message: String::new(),
            remedy: Some(REPORT_IT.into()),
        };
        let error = guarded::<()>(|| bug, || panic!("two\nlines")).unwrap_err();
        let line = error.to_string();
        assert!(line.starts_with("news.jsonl: internal error: two lines ("), "{line}");
        assert!(
            line.ends_with("; this is a bug in rawi: please report it with this input"),
            "{line}"
        );
        assert_eq!(error.id, "news.jsonl#3");
    }
}
