//! The Arabic and Persian pages: what is kept, what is noise, and what is known about the page.

use std::path::Path;

use rawi_page::Article;
use serde_json::Value;

use super::{Done, Loaded, body_text, load};

/// How one page fared.
#[derive(Default)]
struct Scored {
    lead: bool,
    body: f64,
    noise: usize,
    related: usize,
    title: bool,
    date: Option<bool>,
    byline: Option<bool>,
    invented: bool,
    lang: bool,
}

pub fn run(args: &[String]) -> Done {
    let dir = args.first().ok_or("pages-ar needs the folder with ground-truth.json")?;
    let pages = load(Path::new(dir))?;
    let show = args.iter().any(|arg| arg == "--each");
    let scored: Vec<(bool, Scored)> = pages
        .iter()
        .map(|page| {
            let article = rawi_page::read(&page.page);
            (page.truth["language"] == "ar", score(page, &article, show))
        })
        .collect();
    summary(&scored);
    Ok(())
}

fn score(page: &Loaded, article: &Article, show: bool) -> Scored {
    let text = squeezed(&body_text(article));
    let (lead, body) = (list(&page.truth["lead"]), list(&page.truth["body"]));
    let kept: f64 =
        body.iter().map(|line| line.chars().count() as f64 * covered(&text, line)).sum();
    let total: f64 = body.iter().map(|line| line.chars().count() as f64).sum();
    let extra = noise(article, page);
    let field = |name: &str| page.truth[name].as_str().unwrap_or_default().to_owned();
    let (title, date, byline) = (field("title_starts"), field("date"), field("byline"));
    let ours = article.byline.as_deref();
    let scored = Scored {
        lead: lead.iter().all(|line| covered(&text, line) > 0.98),
        body: kept / total.max(1.0),
        noise: extra.iter().map(|line| line.chars().count()).sum(),
        related: list(&page.truth["related"])
            .iter()
            .filter(|line| text.contains(line.as_str()))
            .count(),
        title: article.title.as_ref().is_some_and(|it| squeezed(&it.text).starts_with(&title)),
        date: (!date.is_empty())
            .then(|| article.published.is_some_and(|it| it.date.to_string() == date)),
        byline: (!byline.is_empty()).then(|| ours.is_some_and(|it| squeezed(it) == byline)),
        invented: byline.is_empty() && ours.is_some(),
        lang: article.lang.is_some_and(|lang| field("language") == lang.code()),
    };
    print_page(page, article, &scored);
    if show {
        extra.iter().for_each(|line| println!("    noise: {line}"));
        for line in lead.iter().chain(&body).filter(|line| covered(&text, line) < 0.99) {
            println!("    lost ({:.2}): {line}", covered(&text, line));
        }
    }
    scored
}

fn print_page(page: &Loaded, article: &Article, it: &Scored) {
    let mark = |ok: bool| if ok { "yes" } else { "NO" };
    let maybe = |ok: Option<bool>| ok.map_or("-", mark);
    println!(
        "{} {} lead {} body {:.1}% noise {} related {} title {} date {} byline {}{} lang {} | {:?} {:?} {:?}",
        page.id,
        page.truth["language"].as_str().unwrap_or_default(),
        mark(it.lead),
        100.0 * it.body,
        it.noise,
        it.related,
        mark(it.title),
        maybe(it.date),
        maybe(it.byline),
        if it.invented { " INVENTED" } else { "" },
        mark(it.lang),
        article.title.as_ref().map(|it| &it.text),
        article.published.map(|it| it.date.to_string()),
        article.byline.as_ref(),
    );
}

fn summary(all: &[(bool, Scored)]) {
    let arabic = || all.iter().filter(|it| it.0).map(|it| &it.1);
    let count = |test: &dyn Fn(&Scored) -> bool| all.iter().filter(|it| test(&it.1)).count();
    println!("leads kept {} of {}", count(&|it| it.lead), all.len());
    println!("least body kept {:.1} %", 100.0 * all.iter().map(|it| it.1.body).fold(1.0, f64::min));
    println!("noise on the Arabic pages {} characters", arabic().map(|it| it.noise).sum::<usize>());
    println!(
        "noise on the other pages {} characters",
        all.iter().filter(|it| !it.0).map(|it| it.1.noise).sum::<usize>()
    );
    println!("related lines in the body {}", all.iter().map(|it| it.1.related).sum::<usize>());
    println!("titles {} of {}", count(&|it| it.title), all.len());
    let of =
        |found: Vec<bool>| format!("{} of {}", found.iter().filter(|it| **it).count(), found.len());
    println!(
        "dates, Arabic {}; all {}",
        of(arabic().filter_map(|it| it.date).collect()),
        of(all.iter().filter_map(|it| it.1.date).collect())
    );
    println!(
        "bylines {}, invented {}",
        of(all.iter().filter_map(|it| it.1.byline).collect()),
        count(&|it| it.invented)
    );
    println!("languages {} of {}", count(&|it| it.lang), all.len());
}

fn list(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(squeezed).collect()
}

/// White space as single spaces.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The share of `line` that stands in `text`: whole, else its runs of five words.
fn covered(text: &str, line: &str) -> f64 {
    if text.contains(line) {
        return 1.0;
    }
    let words: Vec<&str> = line.split(' ').collect();
    let mut found = vec![false; words.len()];
    let run = words.len().min(5);
    for at in 0..=words.len() - run {
        if text.contains(&words[at..at + run].join(" ")) {
            found[at..at + run].fill(true);
        }
    }
    found.iter().filter(|it| **it).count() as f64 / words.len() as f64
}

/// What the body blocks hold that the page's ground truth does not.
fn noise(article: &Article, page: &Loaded) -> Vec<String> {
    let truth: Vec<String> =
        ["lead", "body", "optional"].iter().flat_map(|name| list(&page.truth[*name])).collect();
    let whole = truth.join(" ");
    let blocks = article.blocks.iter().filter(|block| block.kind.is_body());
    blocks
        .map(|block| squeezed(block.span.of(&article.text)))
        .filter_map(|text| left_over(&whole, &truth, text))
        .collect()
}

/// The words of a block that no line of the truth holds.
fn left_over(whole: &str, truth: &[String], text: String) -> Option<String> {
    if whole.contains(&text) {
        return None;
    }
    let mut rest = text;
    for line in truth {
        rest = rest.replace(line.as_str(), " ");
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let mut foreign = vec![true; words.len()];
    let run = words.len().clamp(1, 3);
    for (at, window) in words.windows(run).enumerate() {
        if whole.contains(&window.join(" ")) {
            foreign[at..at + run].fill(false);
        }
    }
    let left: Vec<&str> = words.iter().zip(foreign).filter(|it| it.1).map(|it| *it.0).collect();
    (!left.is_empty()).then(|| left.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shared_pages_keep_their_score() -> Done {
        let Some(dir) = super::super::shared("pages/ar") else { return Ok(()) };
        for page in load(&dir)? {
            let article = rawi_page::read(&page.page);
            let it = score(&page, &article, false);
            assert!(
                it.lead && it.body > 0.98 && it.related == 0 && it.title && it.lang,
                "{}",
                page.id
            );
            assert!(
                it.date != Some(false) && it.byline != Some(false) && !it.invented,
                "{}",
                page.id
            );
            assert!(it.noise <= 20, "{}", page.id);
        }
        Ok(())
    }
}
