//! What a run of `rawi eval` adds up to.

use rawi_eval::{
    Breakdown, By, Calibration, Document, FaultKind, Judged, Quote, Score, Versus, faults,
};

use super::judging::{Outcome, Verdict};

/// What the report is to hold.
pub struct Wanted {
    pub by: Vec<By>,
    pub calibration: bool,
    /// How many of each kind of error are listed.
    pub errors: usize,
    /// What this reading and the other are called.
    pub names: [String; 2],
    pub compare: bool,
}

/// The figures, and what shows them.
pub struct Report {
    pub score: Score,
    pub breakdowns: Vec<Breakdown>,
    pub calibration: Option<Calibration>,
    /// By kind of error, where errors are wanted.
    pub faults: Vec<(FaultKind, Listed)>,
    pub compared: Option<Compared>,
    errors: usize,
}

/// Two readings side by side.
pub struct Compared {
    /// What this reading and the other are called.
    pub names: [String; 2],
    /// The other's figures.
    pub score: Score,
    pub versus: Versus,
    /// Gold statements that only this reading finds, and those that only the other does.
    pub only: [Listed; 2],
}

/// The first of some statements.
#[derive(Default)]
pub struct Listed {
    /// How many there are.
    pub count: u64,
    pub first: Vec<Example>,
}

/// A statement as annotated, as read, or both.
pub struct Example {
    /// The document's id.
    pub id: String,
    pub gold: Option<Quote>,
    pub read: Option<Quote>,
    /// How far their contents are the same words; of one alone, the most there is with any other.
    pub overlap: f64,
    /// Whether the cue of a gold statement was found.
    pub cue_found: bool,
}

impl Report {
    /// An empty report.
    pub fn new(wanted: &Wanted) -> Self {
        let faults = FaultKind::ALL.map(|kind| (kind, Listed::default()));
        Self {
            score: Score::default(),
            breakdowns: wanted.by.iter().copied().map(Breakdown::new).collect(),
            calibration: wanted.calibration.then(Calibration::default),
            faults: faults.into_iter().filter(|_| wanted.errors > 0).collect(),
            compared: wanted.compare.then(|| Compared {
                names: wanted.names.clone(),
                score: Score::default(),
                versus: Versus::default(),
                only: Default::default(),
            }),
            errors: wanted.errors,
        }
    }

    /// Whether examples are wanted.
    pub fn lists(&self) -> bool {
        self.errors > 0
    }

    /// Adds a document.
    pub fn add(&mut self, gold: &Document, outcome: &Outcome<'_>) {
        let Verdict { read, judged, .. } = &outcome.this;
        add_score(&mut self.score, &outcome.this);
        self.breakdowns.iter_mut().for_each(|breakdown| breakdown.add(gold, read, judged));
        if let Some(calibration) = &mut self.calibration {
            calibration.add(read, judged);
        }
        if !self.faults.is_empty() {
            self.add_faults(gold, read, judged);
        }
        if let (Some(compared), Some(other)) = (&mut self.compared, &outcome.other) {
            compared.add(gold, &outcome.this, other, self.errors);
        }
    }

    fn add_faults(&mut self, gold: &Document, read: &Document, judged: &Judged) {
        for fault in faults(judged) {
            let of_kind = self.faults.iter_mut().find(|(kind, _)| *kind == fault.kind);
            let Some((_, listed)) = of_kind else { continue };
            listed.add(self.errors, || Example {
                id: gold.id.clone(),
                gold: fault.gold.map(|i| gold.quote(&gold.statements[i])),
                read: fault.read.map(|j| read.quote(&read.statements[j])),
                overlap: fault.overlap,
                cue_found: fault.cue_found,
            });
        }
    }
}

fn add_score(score: &mut Score, verdict: &Verdict<'_>) {
    if verdict.is_absent { score.add_absent(&verdict.judged) } else { score.add(&verdict.judged) }
}

impl Compared {
    fn add(&mut self, gold: &Document, this: &Verdict<'_>, other: &Verdict<'_>, errors: usize) {
        add_score(&mut self.score, other);
        self.versus.add(&this.judged, &other.judged);
        let verdicts = this.judged.gold.iter().zip(&other.judged.gold);
        for (statement, (mine, theirs)) in gold.statements.iter().zip(verdicts) {
            let (listed, verdict, found, lost) = match (&mine.found, &theirs.found) {
                (Some(found), None) => (&mut self.only[0], this, found, theirs),
                (None, Some(found)) => (&mut self.only[1], other, found, mine),
                _ => continue,
            };
            listed.add(errors, || Example {
                id: gold.id.clone(),
                gold: Some(gold.quote(statement)),
                read: Some(verdict.read.quote(&verdict.read.statements[found.read])),
                overlap: lost.overlap,
                cue_found: lost.cue_found,
            });
        }
    }
}

impl Listed {
    fn add(&mut self, limit: usize, example: impl FnOnce() -> Example) {
        self.count += 1;
        if self.first.len() < limit {
            self.first.push(example());
        }
    }
}
