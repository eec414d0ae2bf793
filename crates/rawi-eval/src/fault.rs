//! What went wrong, statement by statement.

use crate::Judged;

/// What went wrong with a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// A gold statement that was not found.
    Missed,
    /// A statement read that matches no gold one.
    Spurious,
    /// Found, but its content is not the same words.
    Bounds,
    /// Found, but its speaker has another name, or none.
    Speaker,
}

impl FaultKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Missed, Self::Spurious, Self::Bounds, Self::Speaker];

    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Spurious => "spurious",
            Self::Bounds => "bounds",
            Self::Speaker => "speaker",
        }
    }
}

/// One thing that went wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// The number of the gold statement, unless spurious.
    pub gold: Option<usize>,
    /// The number of the statement read, unless missed.
    pub read: Option<usize>,
    /// How far the contents are the same words; of those without a match, the best there is.
    pub overlap: f64,
    /// Whether a missed statement's cue was found.
    pub cue_found: bool,
}

/// What went wrong in a document, by gold statement, then what was read in excess. A statement may have both
/// wrong bounds and a wrong speaker.
pub fn faults(judged: &Judged) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (i, verdict) in judged.gold.iter().enumerate() {
        let cue_found = verdict.cue_found;
        let mut tell = |kind, read, overlap| {
            faults.push(Fault { kind, gold: Some(i), read, overlap, cue_found });
        };
        let Some(found) = &verdict.found else {
            tell(FaultKind::Missed, None, verdict.overlap);
            continue;
        };
        if !found.is_exact {
            tell(FaultKind::Bounds, Some(found.read), found.overlap);
        }
        if verdict.has_speaker && !found.speaker_agrees {
            tell(FaultKind::Speaker, Some(found.read), found.overlap);
        }
    }
    let spurious = (0..).zip(&judged.read).filter(|(_, verdict)| verdict.gold.is_none());
    faults.extend(spurious.map(|(j, verdict)| Fault {
        kind: FaultKind::Spurious,
        gold: None,
        read: Some(j),
        overlap: verdict.overlap,
        cue_found: false,
    }));
    faults
}
