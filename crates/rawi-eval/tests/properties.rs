//! Any bytes are a document or an error, and any document can be judged.

use proptest::prelude::*;
use rawi_eval::{Breakdown, By, Calibration, Document, Score, faults, judge};

/// Does all that can be done with two documents.
fn evaluate(gold: &Document, read: &Document) -> Score {
    let judged = judge(gold, read);
    let mut score = Score::default();
    score.add(&judged);
    for by in [By::Mode, By::Act, By::Publisher, By::Basis] {
        Breakdown::new(by).add(gold, read, &judged);
    }
    let mut calibration = Calibration::default();
    calibration.add(read, &judged);
    assert!((0.0..=1.0).contains(&calibration.error()));
    for fault in faults(&judged) {
        fault.gold.map(|i| gold.quote(&gold.statements[i]));
        fault.read.map(|j| read.quote(&read.statements[j]));
    }
    gold.misplaced();
    score
}

fn words() -> impl Strategy<Value = String> {
    "([a-c]{1,2}|سد|أن|الْمَدِينة|’|'|\\. |  | |\u{0640}|½){0,40}"
}

fn span() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0i64..90, 0i64..90).prop_map(|(a, b)| format!("[{}, {}]", a.min(b), a.max(b))),
        1 => (any::<i64>(), any::<i64>()).prop_map(|(a, b)| format!("[{a}, {b}]")),
    ]
}

fn statement() -> impl Strategy<Value = String> {
    let content = prop::collection::vec(span(), 0..3);
    let speaker = prop_oneof!["(ab|سد|the){0,3}", Just(String::new())];
    let mode = prop_oneof![Just("direct"), Just("indirect"), Just("mixed")];
    (span(), prop::option::of(span()), content, speaker, mode, any::<f64>()).prop_map(
        |(cue, source, content, speaker, mode, confidence)| {
            let source = source.unwrap_or("null".into());
            let confidence =
                if confidence.is_finite() { confidence.to_string() } else { "null".into() };
            format!(
                r#"{{"cue": {cue}, "source": {source}, "content": [{}], "speaker": "{speaker}",
                    "mode": "{mode}", "confidence": {confidence}}}"#,
                content.join(",")
            )
        },
    )
}

fn document() -> impl Strategy<Value = Document> {
    (words(), prop::collection::vec(statement(), 0..6)).prop_map(|(text, statements)| {
        let line =
            format!(r#"{{"id": 1, "text": "{text}", "statements": [{}]}}"#, statements.join(","));
        Document::parse(line.as_bytes()).expect("a document")
    })
}

proptest! {
    #[test]
    fn any_bytes_are_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Document::parse(&bytes);
    }

    #[test]
    fn a_damaged_line_is_a_document_or_an_error(cut in 0usize..400, at in 0usize..400, byte in any::<u8>()) {
        let mut line = br#"{"id": "a", "lang": "en", "text": "Venning said the ferry is late.", "statements": [{"cue": [8, 12],
            "source": [0, 7], "content": [[13, 30]], "speaker": {"name": "Venning"}, "confidence": 0.5}]}"#.to_vec();
        if let Some(slot) = line.get_mut(at) {
            *slot = byte;
        }
        line.truncate(cut.max(60));
        if let Ok(document) = Document::parse(&line) {
            evaluate(&document, &document);
        }
    }

    #[test]
    fn any_documents_can_be_judged(gold in document(), read in document()) {
        let score = evaluate(&gold, &read);
        for (name, measure) in score.measures() {
            for share in [measure.precision, measure.recall] {
                prop_assert!(share.met <= share.of || name == "cue", "{name}: {share:?}");
            }
            prop_assert!(measure.f1() <= 1.0 || name == "cue");
        }
        prop_assert!(score.exact.recall.met <= score.content.recall.met);
    }

    #[test]
    fn a_document_agrees_with_itself(document in document()) {
        let score = evaluate(&document, &document);
        prop_assert_eq!(score.mode.ratio(), f64::from(u8::from(score.mode.of > 0)));
        prop_assert_eq!(score.token.precision, score.token.recall);
        prop_assert_eq!(score.content.precision, score.exact.precision);
    }
}
