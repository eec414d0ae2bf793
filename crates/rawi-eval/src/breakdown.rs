//! The main figures by a trait of the statement or its document.

use std::collections::BTreeMap;

use crate::{Document, Judged, Measure, Statement};

/// A trait by which figures are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The mode: the gold statement's for recall, that of the statement read for precision.
    Mode,
    /// The act of the statement read; gold files do not say, so there is no recall.
    Act,
    /// The document's publisher, for both.
    Publisher,
    /// How the speaker of the statement read was found; gold files do not say, so there is no recall.
    Basis,
}

impl By {
    /// The name in a flag and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mode => "mode",
            Self::Act => "act",
            Self::Publisher => "publisher",
            Self::Basis => "basis",
        }
    }

    /// The trait of a statement that was read.
    fn of_read<'d>(self, statement: &'d Statement, publisher: Option<&'d str>) -> Option<&'d str> {
        match self {
            Self::Mode => statement.mode.as_deref(),
            Self::Act => statement.act.as_deref(),
            Self::Publisher => publisher,
            Self::Basis => statement.speaker.as_ref()?.basis.as_deref(),
        }
    }
}

/// The figures of one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// As in [`Score`](crate::Score).
    pub content: Measure,
    /// As in [`Score`](crate::Score).
    pub exact: Measure,
    /// As in [`Score`](crate::Score).
    pub attribution: Measure,
    /// As in [`Score`](crate::Score).
    pub speaker: Measure,
}

impl Row {
    /// The measures by the names they go by.
    pub fn measures(&self) -> [(&'static str, Measure); 4] {
        [
            ("content", self.content),
            ("exact", self.exact),
            ("attribution", self.attribution),
            ("speaker", self.speaker),
        ]
    }
}

/// The main figures, value by value. A trait that is not given is the empty value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// By what.
    pub by: By,
    /// The rows by value.
    pub rows: BTreeMap<String, Row>,
}

impl Breakdown {
    /// An empty one.
    pub fn new(by: By) -> Self {
        Self { by, rows: BTreeMap::new() }
    }

    /// Adds a document that was judged.
    pub fn add(&mut self, gold: &Document, read: &Document, judged: &Judged) {
        let publisher = gold.publisher.as_deref().or(read.publisher.as_deref());
        for (statement, verdict) in read.statements.iter().zip(&judged.read) {
            let found = verdict.gold.and_then(|i| judged.gold[i].found.as_ref());
            let row = self.row(self.by.of_read(statement, publisher));
            row.content.precision.count(found.is_some());
            row.exact.precision.count(found.is_some_and(|found| found.is_exact));
            row.attribution.precision.count(found.is_some_and(|found| found.is_attributed));
            row.speaker.precision.count(found.is_some_and(|found| found.speaker_agrees));
        }
        if matches!(self.by, By::Mode | By::Publisher) {
            self.add_recall(gold, publisher, judged);
        }
    }

    fn add_recall(&mut self, gold: &Document, publisher: Option<&str>, judged: &Judged) {
        for (statement, verdict) in gold.statements.iter().zip(&judged.gold) {
            let found = verdict.found.as_ref();
            let row = self.row(self.by.of_read(statement, publisher));
            row.content.recall.count(found.is_some());
            row.exact.recall.count(found.is_some_and(|found| found.is_exact));
            row.attribution.recall.count(found.is_some_and(|found| found.is_attributed));
            if verdict.has_speaker {
                row.speaker.recall.count(found.is_some_and(|found| found.speaker_agrees));
            }
        }
    }

    fn row(&mut self, value: Option<&str>) -> &mut Row {
        self.rows.entry(value.unwrap_or_default().to_owned()).or_default()
    }
}
