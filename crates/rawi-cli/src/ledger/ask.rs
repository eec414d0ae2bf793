//! What all questions to a ledger have in common: opening it, writing the answer, and saying when there is none.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use rawi_ledger::{Ledger, LedgerError};
use serde::Serialize;

use super::args::{AskFormat, AskOutput};
use crate::complain;
use crate::render::Look;
use crate::terminal;

/// Why there is no answer.
pub enum NoAnswer {
    /// The question cannot be asked so: wrong usage.
    Wrong(String),
    /// The ledger cannot be read.
    Failed(LedgerError),
}

impl From<LedgerError> for NoAnswer {
    fn from(error: LedgerError) -> Self {
        Self::Failed(error)
    }
}

/// An answer: what goes to standard output, and lines for a person beside it.
#[derive(Default)]
pub struct Answer {
    pub out: Vec<u8>,
    pub notes: Vec<String>,
}

impl Answer {
    /// Appends a line of JSON.
    pub fn json(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut self.out, value)
            .expect("JSON with string keys, written to memory");
        self.out.push(b'\n');
    }

    /// Says something on standard error.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

/// How text is laid out; none where JSON is asked for.
pub fn look(output: &AskOutput) -> Option<Look> {
    let colours = || terminal::colours(output.color, false);
    (output.format == AskFormat::Text).then(|| Look::new(terminal::width(), colours()))
}

/// Opens the ledger, asks, and tells.
pub fn answer(
    output: &AskOutput,
    ask: impl FnOnce(&Ledger, &mut Answer) -> Result<(), NoAnswer>,
) -> ExitCode {
    let mut answer = Answer::default();
    let asked = Ledger::open(&output.ledger)
        .map_err(NoAnswer::Failed)
        .and_then(|ledger| ask(&ledger, &mut answer));
    match asked {
        Ok(()) => {}
        Err(NoAnswer::Wrong(wrong)) => {
            complain::line(&wrong);
            return ExitCode::from(2);
        }
        Err(NoAnswer::Failed(error)) => {
            complain::line(&error.to_string());
            return ExitCode::FAILURE;
        }
    }
    answer.notes.iter().for_each(|note| complain::line(note));
    match io::stdout().write_all(&answer.out) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain::line(&format!("standard output: cannot be written: {error}"));
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
