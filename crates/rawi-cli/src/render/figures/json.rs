use rawi_eval::{Bin, Breakdown, Calibration, Measure, Quote, Row, Score, Share, percent};
use serde_json::{Map, Value, json};

use crate::eval::report::{Compared, Example, Listed, Report};

/// The report as one line: the figures, and beside them `by`, `calibration`, `errors` and `compare` where they
/// were asked for. Figures are per cent with one decimal; `calibration` holds shares from 0 to 1.
pub fn json(report: &Report) -> String {
    let mut all = score(&report.score);
    if !report.breakdowns.is_empty() {
        let by = |breakdown: &Breakdown| (breakdown.by.name().to_owned(), rows(breakdown));
        all.insert("by".into(), report.breakdowns.iter().map(by).collect::<Map<_, _>>().into());
    }
    if let Some(found) = &report.calibration {
        all.insert("calibration".into(), calibration(found));
    }
    if !report.faults.is_empty() {
        let faults = report.faults.iter().map(|(kind, found)| (kind.name().into(), listed(found)));
        all.insert("errors".into(), faults.collect::<Map<_, _>>().into());
    }
    if let Some(found) = &report.compared {
        all.insert("compare".into(), compared(&report.score, found, report.lists()));
    }
    Value::from(all).to_string() + "\n"
}

fn score(score: &Score) -> Map<String, Value> {
    let mut all = Map::new();
    for (name, measure) in score.measures() {
        all.insert(name.into(), three(measure));
    }
    for (name, share) in score.shares() {
        // Counted over gold statements alone: precision is recall.
        all.insert(name.into(), three(Measure { precision: share, recall: share }));
    }
    all.insert("mode_accuracy".into(), known(score.mode));
    all.insert("documents".into(), score.documents.into());
    all.insert("documents_absent".into(), score.absent.into());
    all.insert("gold".into(), score.gold().into());
    all.insert("predicted".into(), score.read().into());
    all
}

fn three(measure: Measure) -> Value {
    let [p, r] = [measure.precision, measure.recall].map(|share| percent(share.ratio()));
    json!({"p": p, "r": r, "f1": percent(measure.f1())})
}

/// Per cent; null of nothing.
fn known(share: Share) -> Value {
    if share.of == 0 { Value::Null } else { share.percent().into() }
}

fn rows(breakdown: &Breakdown) -> Value {
    let row = |(value, row): (&String, &Row)| {
        let mut all = Map::new();
        all.insert("value".into(), Some(value).filter(|value| !value.is_empty()).cloned().into());
        all.insert("gold".into(), row.content.recall.of.into());
        all.insert("predicted".into(), row.content.precision.of.into());
        for (name, measure) in row.measures() {
            let sides = json!({"p": known(measure.precision), "r": known(measure.recall)});
            all.insert(name.into(), sides);
        }
        Value::from(all)
    };
    breakdown.rows.iter().map(row).collect()
}

fn calibration(calibration: &Calibration) -> Value {
    let bin = |(number, bin): (usize, &Bin)| {
        json!({
            "from": number as f64 / 10.0,
            "to": (number + 1) as f64 / 10.0,
            "statements": bin.right.of,
            "right": (bin.right.of > 0).then(|| thousandths(bin.right.ratio())),
            "confidence": bin.mean().map(thousandths),
        })
    };
    let bins: Vec<Value> = calibration.bins.iter().enumerate().map(bin).collect();
    json!({"bins": bins, "without": calibration.without, "error": thousandths(calibration.error())})
}

fn thousandths(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

fn compared(this: &Score, compared: &Compared, with_lists: bool) -> Value {
    let mut differences = Map::new();
    for ((name, this), (_, other)) in this.measures().into_iter().zip(compared.score.measures()) {
        differences.insert(name.into(), difference(this, other));
    }
    for ((name, this), (_, other)) in this.shares().into_iter().zip(compared.score.shares()) {
        let both = |share| Measure { precision: share, recall: share };
        differences.insert(name.into(), difference(both(this), both(other)));
    }
    let [this_name, other_name] = &compared.names;
    let mut all = json!({
        "this_name": this_name,
        "other_name": other_name,
        "other": score(&compared.score),
        "difference": differences,
        "both": compared.versus.both,
        "only_this": compared.versus.only_this,
        "only_other": compared.versus.only_other,
        "neither": compared.versus.neither,
    });
    if with_lists {
        let [this, other] = compared.only.each_ref().map(listed);
        all["only"] = json!({"this": this, "other": other});
    }
    all
}

fn difference(this: Measure, other: Measure) -> Value {
    let [this, other] = [three(this), three(other)];
    let part = |name: &str| {
        let [this, other] = [&this, &other].map(|three| three[name].as_f64().unwrap_or(0.0));
        // Of the rounded figures, so that the three columns agree.
        ((this - other) * 10.0).round() / 10.0
    };
    json!({"p": part("p"), "r": part("r"), "f1": part("f1")})
}

fn listed(listed: &Listed) -> Value {
    let first: Vec<Value> = listed.first.iter().map(example).collect();
    json!({"count": listed.count, "first": first})
}

fn example(example: &Example) -> Value {
    json!({
        "id": example.id,
        "gold": example.gold.as_ref().map(quote),
        "predicted": example.read.as_ref().map(quote),
        "overlap": thousandths(example.overlap),
        "cue_found": example.cue_found,
    })
}

fn quote(quote: &Quote) -> Value {
    json!({
        "cue": quote.cue,
        "source": quote.source,
        "content": quote.content,
        "speaker": quote.speaker,
        "mode": quote.mode,
        "confidence": quote.confidence,
    })
}
