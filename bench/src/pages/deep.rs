//! Markup made to be slow.

use std::time::Instant;

use rawi_page::{Body, Page};

use super::Done;

pub fn run() -> Done {
    for (name, html) in cases() {
        let page = Page { body: Body::Fragment(html), ..Page::default() };
        let begin = Instant::now();
        let article = rawi_page::read(&page);
        std::hint::black_box(rawi_statement::statements(&article));
        println!(
            "{name}: {:.0} ms, {} blocks",
            begin.elapsed().as_secs_f64() * 1e3,
            article.blocks.len()
        );
    }
    Ok(())
}

/// Each case with its name.
fn cases() -> Vec<(&'static str, String)> {
    let n = 100_000;
    vec![
        ("<div> nested 100,000 deep", "<div>".repeat(n) + "word"),
        ("<div> nested 100,000 deep, closed", "<div>".repeat(n) + "word" + &"</div>".repeat(n)),
        ("100,000 unclosed <b id=i><p>", (0..n).map(|i| format!("<b id={i}><p>word")).collect()),
        ("100,000 unclosed <a href=i>", (0..n).map(|i| format!("<a href={i}><div>word")).collect()),
        ("100,000 nested tables", "<table><tr><td>".repeat(n) + "word"),
        ("100,000 nested rows without cells", "<table><tr>".repeat(n) + "word"),
        ("100,000 end tags inside cells", "<div><table><td></div>".repeat(n)),
        ("100,000 nested lists", "<ul><li>".repeat(n) + "word"),
        ("100,000 nested selects", "<select><option>".repeat(n) + "word"),
        ("100,000 nested templates", "<template>".repeat(n) + "word"),
        ("100,000 nested drawings", "<svg><g>".repeat(n) + "word"),
        ("100,000 nested buttons and forms", "<form><button>".repeat(n) + "word"),
        ("100,000 misnested formatting", "<b><i></b></i><p>".repeat(n) + "word"),
        (
            "100,000 attributes",
            "<p".to_owned() + &(0..n).map(|i| format!(" a{i}=x")).collect::<String>() + ">word",
        ),
        ("attribute of 5 MB", format!("<p class=\"{}\">word", "name ".repeat(1_000_000))),
        ("paragraph of 2 MB", format!("<p>{}</p>", "A word. ".repeat(250_000))),
        ("2 million line breaks", "a<br>".repeat(2_000_000)),
        ("10 MB of `<`", "<".repeat(10_000_000)),
    ]
}
