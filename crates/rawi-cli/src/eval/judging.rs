//! Reads gold texts and judges what was read, on all cores, in the order of the gold file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crossbeam_channel::{Sender, bounded};
use rawi_eval::{Document, Judged, judge};
use rawi_page::input::{InputError, Kind, Options, records};
use rawi_statement::contract;
use rustc_hash::FxHashMap;

use super::load::Gold;
use crate::work::{REPORT_IT, guarded};

/// As deep as that of `rawi read`.
const STACK_BYTES: usize = 16 << 20;

/// Where the statements come from that are judged.
pub enum Reading {
    /// The gold text is read now.
    Now,
    /// It was read before: documents by id.
    Written(FxHashMap<String, Document>),
}

/// A document as it was read, and what became of its statements.
pub struct Verdict<'d> {
    pub read: Cow<'d, Document>,
    pub judged: Judged,
    /// Whether nothing was read of it.
    pub is_absent: bool,
    /// Why it could not be read or judged.
    failure: Option<InputError>,
}

/// The verdict on a gold document, and that on the other reading, if there is one.
pub struct Outcome<'d> {
    pub this: Verdict<'d>,
    pub other: Option<Verdict<'d>>,
}

impl Outcome<'_> {
    /// Why it could not be read or judged.
    pub fn failures(&self) -> impl Iterator<Item = &InputError> {
        let verdicts = std::iter::once(&self.this).chain(&self.other);
        verdicts.filter_map(|verdict| verdict.failure.as_ref())
    }
}

/// Judges every document with `jobs` threads and gives each to `take`, in order.
pub fn each<'d>(
    gold: &'d [Gold],
    this: &'d Reading,
    other: Option<&'d Reading>,
    jobs: usize,
    take: &mut dyn FnMut(&'d Gold, Outcome<'d>),
) {
    let next = AtomicUsize::new(0);
    let (outcomes, awaited) = bounded(jobs * 4);
    let work = |outcomes: Sender<(usize, Outcome<'d>)>| {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(Gold { document, .. }) = gold.get(number) else { return };
            let outcome = Outcome {
                this: verdict(document, this),
                other: other.map(|other| verdict(document, other)),
            };
            if outcomes.send((number, outcome)).is_err() {
                return;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.min(gold.len()) {
            let (work, outcomes) = (&work, outcomes.clone());
            let builder = thread::Builder::new().stack_size(STACK_BYTES);
            builder
                .spawn_scoped(scope, move || work(outcomes))
                .expect("the system lets a thread start");
        }
        drop(outcomes);
        let mut early = BTreeMap::new();
        let mut wanted = 0;
        for (number, outcome) in awaited {
            early.insert(number, outcome);
            while let Some(outcome) = early.remove(&wanted) {
                take(&gold[wanted], outcome);
                wanted += 1;
            }
        }
    });
}

/// What was read of a document, judged; a failure counts as nothing read.
fn verdict<'d>(gold: &'d Document, reading: &'d Reading) -> Verdict<'d> {
    let read = match reading {
        Reading::Now => guarded(|| bug(gold), || read(gold)).map(Cow::Owned).map(Some),
        Reading::Written(documents) => Ok(documents.get(&gold.id).map(Cow::Borrowed)),
    };
    let judged = read.and_then(|read| {
        let is_absent = read.is_none();
        let read = read.unwrap_or_else(|| Cow::Owned(gold.without_statements()));
        let judged = guarded(|| bug(gold), || Ok(judge(gold, &read)))?;
        Ok(Verdict { read, judged, is_absent, failure: None })
    });
    judged.unwrap_or_else(|error| {
        let read = gold.without_statements();
        let judged = guarded(|| bug(gold), || Ok(judge(gold, &read))).unwrap_or_default();
        Verdict { read: Cow::Owned(read), judged, is_absent: true, failure: Some(error) }
    })
}

/// Reads the text of a gold document as `rawi read` would from a JSON record, and takes what it would write.
fn read(gold: &Document) -> Result<Document, InputError> {
    let line = serde_json::json!({
        "id": gold.id, "lang": gold.lang, "publisher": gold.publisher, "text": gold.text,
    });
    let line = line.to_string();
    let options =
        Options { kind: Some(Kind::Jsonl), max_record_bytes: usize::MAX, ..Options::default() };
    let mut records = records(Box::new(line.as_bytes()), &gold.id, &options);
    let record = records.next().unwrap_or_else(|| Err(of_document(gold, "no record")))?;
    let article = rawi_page::read(&record.into_page(&options)?);
    let mut written = Vec::new();
    contract::write_article(&article, &rawi_statement::statements(&article), &mut written);
    Document::parse(&written).map_err(|error| of_document(gold, &error.message))
}

fn bug(gold: &Document) -> InputError {
    InputError { remedy: Some(REPORT_IT.to_owned()), ..of_document(gold, "") }
}

fn of_document(gold: &Document, message: &str) -> InputError {
    InputError {
        id: gold.id.clone(),
        input: gold.id.clone(),
        place: None,
        message: message.to_owned(),
        remedy: None,
    }
}
