//! How often `headline-mismatch` is raised where the headline is the article's own, and where it is another's.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use rawi_page::{Article, Body, Fields, FindingCode, Page, read};
use serde_json::Value;

use crate::pages::Done;

/// One article of the corpus.
struct Told {
    publisher: String,
    title: String,
    text: String,
}

/// Reads every `*.jsonl.gz` of a folder, then gives each article the headline of the next one but `STEP` of its publisher.
pub fn run(args: &[String]) -> Done {
    let dir = args.first().ok_or("headlines needs the folder of the corpus")?;
    let all = load(Path::new(dir))?;
    let own = all.iter().filter(|told| raised(&told.title, &told.text)).count();
    println!(
        "own headlines: {own} of {} raise the finding ({:.2} %)",
        all.len(),
        share(own, all.len())
    );
    let (mut found, mut exchanged) = (0, 0);
    for (i, told) in all.iter().enumerate() {
        let Some(other) = all.get(i + STEP).filter(|other| other.publisher == told.publisher)
        else {
            continue;
        };
        if other.title.split_whitespace().count() < 5 {
            continue;
        }
        exchanged += 1;
        found += usize::from(raised(&other.title, &told.text));
    }
    println!(
        "exchanged headlines of 5 words or more: {found} of {exchanged} are found ({:.1} %)",
        share(found, exchanged)
    );
    Ok(())
}

/// Far enough that neighbours about one event do not meet.
const STEP: usize = 37;

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn raised(title: &str, text: &str) -> bool {
    let fields = Fields { title: Some(title.to_owned()), ..Fields::default() };
    let article: Article =
        read(&Page { fields, body: Body::Plain(text.to_owned()), ..Page::default() });
    article.findings.iter().any(|finding| finding.code == FindingCode::HeadlineMismatch)
}

fn load(dir: &Path) -> Result<Vec<Told>, Box<dyn std::error::Error>> {
    let mut files: Vec<_> =
        std::fs::read_dir(dir)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".jsonl.gz"));
    files.sort();
    let mut all = Vec::new();
    for path in files {
        for line in BufReader::new(flate2::read::MultiGzDecoder::new(File::open(path)?)).lines() {
            let value: Value = serde_json::from_str(&line?)?;
            let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
            all.push(Told {
                publisher: field("publisher"),
                title: field("title"),
                text: field("text"),
            });
        }
    }
    Ok(all)
}
