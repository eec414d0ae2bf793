//! What holds of the statements of any text.

use proptest::prelude::*;
use rawi_page::{Body, Page, read};
use rawi_statement::{contract, statements};

/// Pieces of news prose that make and break statements, in any order.
const PIECES: [&str; 34] = [
    "قال",
    "وقال",
    "وأضاف",
    "أكد",
    "مشيرا إلى",
    "مؤكدا",
    "أن",
    "إن",
    "إنه",
    "الوزير",
    "سالم الراوي",
    "وزير النقل",
    "في بيان",
    "«",
    "»",
    "\"",
    ":",
    "،",
    ".",
    "\n",
    "العمل مستمر",
    "بحسب",
    "مصدر مطلع",
    "نقلت وكالة",
    "عن",
    "قوله",
    "طالب",
    "بوقف",
    "الذي",
    "لكنه",
    "ذكر",
    "(",
    ")",
    "— Name (@handle) March 3, 2031",
];

/// The same of French, after a sentence that tells the language.
const FRENCH: [&str; 40] = [
    "a déclaré",
    "affirme",
    "a-t-il ajouté",
    "explique-t-elle",
    "ajoutant",
    "et précisé",
    "que",
    "qu'il",
    "qu’une",
    "le maire",
    "Marc Leroy",
    "M. Leroy",
    "L'opposition",
    "dans un communiqué",
    "« ",
    " »",
    "\"",
    "“",
    "'",
    ":",
    ",",
    ".",
    "\n",
    "la route est fermée",
    "selon",
    "d'après",
    "une source proche",
    "a annoncé",
    "la fermeture du pont",
    "demande",
    "de partir",
    "d'",
    "qui",
    "mais",
    "n'a pas démenti",
    "lundi",
    "(",
    ")",
    "a fait savoir",
    "-",
];

const ENGLISH: [&str; 44] = [
    "said",
    "told reporters",
    "according to",
    "that",
    "The clerk",
    "she",
    "who",
    "Ann Lee",
    "Mr. Roy",
    "the governor",
    "“",
    "”",
    "\"",
    "'",
    "''",
    "‘",
    "’",
    ":",
    ",",
    ".",
    "\n",
    "—",
    "―",
    "the bridge is closed",
    "did not deny",
    "a statement",
    "in a report",
    "adding",
    "and",
    "but",
    "on Monday",
    "(",
    ")",
    "[",
    "?",
    "!",
    "…",
    "the plan",
    "called for",
    "to leave",
    "who’s",
    "don't",
    "HOUSE",
    "-",
];

fn english_prose() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(ENGLISH.as_slice()), 0..70).prop_map(|pieces| {
        format!(
            "The town council met on Monday to vote on the budget for the next year.\n{}",
            pieces.join(" ")
        )
    })
}

fn prose() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..60)
        .prop_map(|pieces| pieces.join(" "))
}

fn french_prose() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRENCH.as_slice()), 0..60).prop_map(|pieces| {
        format!(
            "Le conseil municipal s'est réuni dans la salle des fêtes pour voter le budget.\n{}",
            pieces.join(" ")
        )
    })
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let page = Page { id: "p".into(), body: Body::Plain(text.into()), ..Page::default() };
    let article = read(&page);
    let found = statements(&article);
    let mut last = 0;
    for statement in &found {
        let block = article.blocks[statement.block].span;
        let spans = statement.cue.iter().chain(&statement.source).chain(&statement.content);
        for span in spans {
            // A quotation may go on behind the block of its cue.
            let content = statement.content.contains(span);
            let inside = block.contains(*span)
                || content && article.blocks.iter().any(|block| block.span.contains(*span));
            prop_assert!(!span.is_empty() && inside, "{statement:?}");
            prop_assert!(
                article.text.is_char_boundary(span.start)
                    && article.text.is_char_boundary(span.end)
            );
        }
        prop_assert!(!statement.content.is_empty());
        prop_assert!((0.0..=1.0).contains(&statement.confidence));
        let at = statement.cue.map_or(statement.content[0].start, |cue| cue.start);
        prop_assert!(at >= last, "statements are ordered by their cues");
        last = at;
    }
    let mut contents: Vec<_> =
        found.iter().flat_map(|statement| statement.content.clone()).collect();
    contents.sort_unstable();
    prop_assert!(
        contents.windows(2).all(|pair| !pair[0].overlaps(pair[1])),
        "{contents:?} overlap"
    );
    let (mut a, mut b) = (Vec::new(), Vec::new());
    contract::write_article(&article, &found, &mut a);
    contract::write_article(&read(&page), &statements(&article), &mut b);
    prop_assert!(a == b, "the same page gives the same record");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn statements_of_news_like_text_hold_together(text in prose()) {
        check(&text)?;
    }

    #[test]
    fn statements_of_french_text_hold_together(text in french_prose()) {
        check(&text)?;
    }

    #[test]
    fn statements_of_english_text_hold_together(text in english_prose()) {
        check(&text)?;
    }

    #[test]
    fn statements_of_any_text_hold_together(text in "\\PC{0,200}") {
        check(&text)?;
    }
}
