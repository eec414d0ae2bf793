//! Small pairs of gold and read, one for each measure.

use crate::{
    Breakdown, By, Calibration, Document, FaultKind, Judged, Score, Versus, faults, judge,
};

/// Seven words a sentence; numbers of words are easier to get right than offsets.
const TEXT: &str = "alpha said one two three four five. Beta added six seven eight nine ten.";

/// A document over [`TEXT`] with these statements.
fn document(statements: &str) -> Document {
    over(TEXT, statements)
}

fn over(text: &str, statements: &str) -> Document {
    let line = format!(
        r#"{{"id": "a", "publisher": "P", "text": "{text}", "statements": [{statements}]}}"#
    );
    Document::parse(line.as_bytes()).expect("a document")
}

/// One statement: parts are found in `text` by their words.
fn said(text: &str, cue: &str, source: &str, content: &str, rest: &str) -> String {
    let span = |part: &str| match text.find(part) {
        Some(byte) if !part.is_empty() => {
            let start = text[..byte].chars().count();
            format!("[{start}, {}]", start + part.chars().count())
        }
        _ => "null".to_owned(),
    };
    let (cue, source, content) = (span(cue), span(source), span(content));
    format!(r#"{{"cue": {cue}, "source": {source}, "content": [{content}] {rest}}}"#)
}

fn first(content: &str, rest: &str) -> String {
    said(TEXT, "said", "alpha", content, rest)
}

fn second(content: &str, rest: &str) -> String {
    said(TEXT, "added", "", content, rest)
}

fn judged(gold: &[String], read: &[String]) -> Judged {
    judge(&document(&gold.join(",")), &document(&read.join(",")))
}

fn score(gold: &[String], read: &[String]) -> Score {
    let mut score = Score::default();
    score.add(&judged(gold, read));
    score
}

#[test]
fn half_of_the_words_is_a_match_and_less_is_none() {
    let gold = [first("one two three four", "")];
    let half = score(&gold, &[first("one two", "")]);
    assert_eq!((half.content.f1(), half.exact.f1()), (1.0, 0.0));
    let less = score(&gold, &[first("one", "")]);
    assert_eq!((less.content.f1(), less.cue.f1()), (0.0, 1.0));
    let whole = score(&gold, &[first("one two three four", "")]);
    assert_eq!(whole.exact.f1(), 1.0);
}

#[test]
fn precision_and_recall_are_of_all_statements() {
    let gold = [first("one two three", ""), second("six seven eight", "")];
    let read = [first("one two three", "")];
    let found = score(&gold, &read);
    assert_eq!((found.content.precision.ratio(), found.content.recall.ratio()), (1.0, 0.5));
    assert_eq!((found.gold(), found.read()), (2, 1));
    let turned = score(&read, &gold);
    assert_eq!((turned.content.precision.ratio(), turned.content.recall.ratio()), (0.5, 1.0));
}

#[test]
fn a_statement_matches_once_and_the_best_pair_first() {
    let gold = [first("one two three", ""), first("one two three four", "")];
    let read = [first("one two three four", "")];
    let found = judged(&gold, &read);
    assert_eq!(found.gold[0].found, None);
    assert_eq!(found.gold[1].found.as_ref().map(|found| found.read), Some(0));
    assert_eq!(found.gold[0].overlap, 0.75);
    // Equal pairs: the later gold statement, the later one read.
    let found = judged(&[read[0].clone(), read[0].clone()], &[read[0].clone(), read[0].clone()]);
    let with = |i: usize| found.gold[i].found.as_ref().map(|found| found.read);
    assert_eq!((with(0), with(1)), (Some(0), Some(1)));
    let found = judged(&[read[0].clone()], &[read[0].clone(), read[0].clone()]);
    assert_eq!(found.gold[0].found.as_ref().map(|found| found.read), Some(1));
}

#[test]
fn an_attribution_is_right_by_source_or_by_name() {
    let gold = [first("one two three", r#", "speaker": "Alpha Romeo""#)];
    let attributed = |read: String| score(&gold, &[read]).attribution.f1();
    assert_eq!(attributed(said(TEXT, "said", "alpha", "one two three", "")), 1.0);
    assert_eq!(
        attributed(said(TEXT, "said", "", "one two three", r#", "speaker": {"name": "Romeo"}"#)),
        1.0
    );
    assert_eq!(
        attributed(said(TEXT, "said", "", "one two three", r#", "speaker": {"name": "Beta"}"#)),
        0.0
    );
    assert_eq!(attributed(said(TEXT, "said", "Beta", "one two three", "")), 0.0);
    // The source read names the gold speaker, though it stands elsewhere.
    let gold = [said(TEXT, "said", "", "one two three", r#", "speaker": "Beta""#)];
    let read = said(TEXT, "said", "Beta", "one two three", "");
    assert_eq!(score(&gold, &[read]).attribution.f1(), 1.0);
    // Without a gold speaker the words of the gold source count; without either there is nothing to miss.
    let read = said(TEXT, "said", "", "one two three", r#", "speaker": {"name": "ALPHA"}"#);
    assert_eq!(
        score(&[first("one two three", "")], std::slice::from_ref(&read)).attribution.f1(),
        1.0
    );
    assert_eq!(
        score(&[said(TEXT, "said", "", "one two three", "")], &[read]).attribution.f1(),
        1.0
    );
}

#[test]
fn only_gold_statements_with_a_speaker_ask_for_one() {
    let gold = [first("one two three", r#", "speaker": "Alpha""#), second("six seven eight", "")];
    let read = [
        first("one two three", r#", "speaker": {"name": "alpha"}"#),
        second("six seven eight", r#", "speaker": {"name": "Beta"}"#),
    ];
    let found = score(&gold, &read);
    assert_eq!((found.speaker.recall.ratio(), found.speaker.precision.ratio()), (1.0, 0.5));
}

#[test]
fn an_implicit_speaker_is_one_without_a_source() {
    let gold = [
        first("one two three", r#", "speaker": "Alpha""#),
        second("six seven eight", r#", "speaker": "Beta""#),
    ];
    let right = second("six seven eight", r#", "speaker": {"name": "Beta"}"#);
    let wrong = second("six seven eight", r#", "speaker": {"name": "Alpha"}"#);
    assert_eq!(score(&gold, &[right]).implicit.ratio(), 1.0);
    let found = score(&gold, &[wrong]);
    assert_eq!((found.implicit.met, found.implicit.of), (0, 1));
}

#[test]
fn a_cue_is_found_whatever_the_content_and_each_once() {
    let gold = [first("one", ""), first("two", "")];
    let found = score(&gold, &[first("nine", "")]);
    assert_eq!((found.cue.precision.ratio(), found.cue.recall.ratio()), (1.0, 0.5));
    let found = score(&gold, &[said(TEXT, "", "", "nine", "")]);
    assert_eq!(found.cue.precision.of, 0);
}

#[test]
fn words_count_once() {
    let gold = [first("one two three four", ""), first("three four five", "")];
    let found =
        score(&gold, &[first("two three", ""), first("three four five", ""), first("nine", "")]);
    assert_eq!((found.token.recall.met, found.token.recall.of), (4, 5));
    assert_eq!((found.token.precision.met, found.token.precision.of), (4, 5));
}

#[test]
fn recall_is_told_by_mode_and_the_mode_by_matches() {
    let gold = [
        first("one two three", r#", "mode": "direct""#),
        second("six seven eight", r#", "mode": "indirect""#),
    ];
    let found = score(&gold, &[first("one two three", r#", "mode": "mixed""#)]);
    assert_eq!((found.direct.ratio(), found.indirect.ratio()), (1.0, 0.0));
    assert_eq!((found.mode.met, found.mode.of), (0, 1));
    let found = score(&gold, &[second("six seven eight", r#", "mode": "indirect""#)]);
    assert_eq!((found.mode.met, found.mode.of), (1, 1));
}

#[test]
fn a_repaired_text_is_aligned() {
    let repaired =
        "a new headline ALPHA said one two, three four five Beta addedsix seven eight nine ten";
    let gold =
        document(&[first("one two three four", ""), second("six seven eight", "")].join(","));
    let read = [
        said(repaired, "said", "ALPHA", "one two, three four", ""),
        said(repaired, "", "", "addedsix seven eight", ""),
    ];
    let found = judge(&gold, &over(repaired, &read.join(",")));
    assert_eq!(found.gold[0].overlap, 1.0);
    assert!(found.gold[0].found.as_ref().is_some_and(|found| found.is_attributed));
    // The glued word has no counterpart: two words of four.
    assert_eq!(found.gold[1].overlap, 0.5);
}

#[test]
fn punctuation_does_not_count() {
    let text = "alpha: “one, two — three”.";
    let gold = over(text, &said(text, ":", "alpha", "“one, two — three”", ""));
    let read = over(text, &said(text, ":", "alpha", "one, two — three", ""));
    let found = judge(&gold, &read);
    assert!(found.gold[0].found.as_ref().is_some_and(|found| found.is_exact));
    // A colon is no word, so it is no cue that could be found.
    assert!(!found.gold[0].has_cue && !found.read[0].has_cue);
}

#[test]
fn nothing_read_is_nothing_found() {
    let gold = document(&first("one two three", ""));
    let mut score = Score::default();
    score.add_absent(&judge(&gold, &gold.without_statements()));
    assert_eq!((score.absent, score.gold(), score.read()), (1, 1, 0));
    assert_eq!(score.content.f1(), 0.0);
    assert_eq!(Score::default().content.f1(), 0.0);
}

#[test]
fn a_breakdown_has_precision_by_what_was_read_and_recall_by_gold() {
    let gold = document(&first("one two three", r#", "mode": "direct""#));
    let read = document(&first(
        "one two three",
        r#", "mode": "mixed", "act": "say", "speaker": {"name": "x", "basis": "named"}"#,
    ));
    let found = judge(&gold, &read);
    let rows = |by| {
        let mut breakdown = Breakdown::new(by);
        breakdown.add(&gold, &read, &found);
        let row = |(value, row): (String, crate::Row)| {
            (value, row.content.precision.of, row.content.recall.of)
        };
        breakdown.rows.into_iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(rows(By::Mode), [("direct".into(), 0, 1), ("mixed".into(), 1, 0)]);
    assert_eq!(rows(By::Act), [("say".into(), 1, 0)]);
    assert_eq!(rows(By::Basis), [("named".into(), 1, 0)]);
    assert_eq!(rows(By::Publisher), [("P".into(), 1, 1)]);
}

#[test]
fn calibration_sets_confidence_beside_the_share_that_is_right() {
    let gold = document(&first("one two three", ""));
    let read = [
        first("one two three", r#", "confidence": 0.95"#),
        second("nine ten", r#", "confidence": 1.0"#),
        second("six", r#", "confidence": 0.3"#),
        second("seven", ""),
        second("eight", r#", "confidence": 7"#),
    ];
    let read = document(&read.join(","));
    let mut calibration = Calibration::default();
    calibration.add(&read, &judge(&gold, &read));
    let counts = calibration.bins.map(|bin| bin.right.of);
    assert_eq!(counts, [0, 0, 0, 1, 0, 0, 0, 0, 0, 2]);
    assert_eq!(calibration.bins[9].right.ratio(), 0.5);
    assert_eq!(calibration.bins[9].mean(), Some(0.975));
    assert_eq!((calibration.bins[0].mean(), calibration.without), (None, 2));
    assert!((calibration.error() - (0.95 + 0.3) / 3.0).abs() < 1e-9);
}

#[test]
fn faults_are_told_by_kind() {
    let gold = [first("one two three", r#", "speaker": "Alpha""#), second("six seven eight", "")];
    let read = [first("one two", r#", "speaker": {"name": "Beta"}"#), first("nine ten", "")];
    let found = faults(&judged(&gold, &read));
    let kinds: Vec<_> = found.iter().map(|fault| (fault.kind, fault.gold, fault.read)).collect();
    assert_eq!(
        kinds,
        [
            (FaultKind::Bounds, Some(0), Some(0)),
            (FaultKind::Speaker, Some(0), Some(0)),
            (FaultKind::Missed, Some(1), None),
            (FaultKind::Spurious, None, Some(1)),
        ]
    );
}

#[test]
fn two_readings_are_set_against_each_other() {
    let gold = [first("one two three", ""), second("six seven eight", "")];
    let (this, other) = (judged(&gold, &gold[..1]), judged(&gold, &gold[1..]));
    let mut versus = Versus::default();
    versus.add(&this, &other);
    assert_eq!(versus, Versus { both: 0, only_this: 1, only_other: 1, neither: 0 });
}
