//! English: sentences of our own, with what must be found in them.

use rawi_page::{Body, Fields, Page, read};
use rawi_statement::{Mode, Statement, statements};

/// Cue, content (its spans joined by " / "), speaker.
type Row = (&'static str, &'static str, &'static str);

fn found(text: &str) -> (String, Vec<Statement>) {
    let article = read(&Page {
        id: "e".into(),
        fields: Fields { lang: Some("en".into()), ..Fields::default() },
        body: Body::Plain(text.into()),
        ..Page::default()
    });
    let statements = statements(&article);
    (article.text, statements)
}

fn shown(text: &str, s: &Statement) -> (String, String, String) {
    let content: Vec<&str> = s.content.iter().map(|c| c.of(text)).collect();
    (
        s.cue.map_or(String::new(), |c| c.of(text).to_owned()),
        content.join(" / "),
        s.speaker.as_ref().map_or(String::new(), |s| s.name.clone()),
    )
}

#[track_caller]
fn expect(text: &str, rows: &[Row]) {
    let (text, statements) = found(text);
    let all: Vec<_> = statements.iter().map(|s| shown(&text, s)).collect();
    for (cue, content, speaker) in rows {
        let row = ((*cue).to_owned(), (*content).to_owned(), (*speaker).to_owned());
        assert!(all.contains(&row), "not found: {row:?}\nin {text}\nfound {all:#?}");
    }
}

#[test]
fn verbs_before_and_after_their_subject() {
    expect(
        "The mill will reopen in May, said Nora Petrel, the owner of the mill. Petrel said that the wheel had been mended. \
         She added that visitors could come on Sundays.",
        &[
            ("said", "The mill will reopen in May", "Nora Petrel"),
            ("said", "that the wheel had been mended", "Nora Petrel"),
            ("added", "that visitors could come on Sundays", "Nora Petrel"),
        ],
    );
}

#[test]
fn quotations_whole_and_interrupted() {
    expect(
        "“The river took the fence,” Mayor Ivo Lantern said. “It did not take the orchard.”\n\
         “We were lucky,” he told reporters on Tuesday, “and we were warned.”",
        &[
            ("said", "“The river took the fence,” / “It did not take the orchard.”", "Ivo Lantern"),
            ("told", "“We were lucky,” / “and we were warned.”", "Ivo Lantern"),
        ],
    );
}

#[test]
fn sources_without_a_verb() {
    expect(
        "According to the harbour office, two boats are missing. The third was found on Monday, according to Captain Edda Moor.",
        &[
            ("According to", "two boats are missing", "harbour office"),
            ("according to", "The third was found on Monday", "Edda Moor"),
        ],
    );
}

#[test]
fn quotations_over_several_paragraphs() {
    let text = "Senator Ruth Alder said: “The bridge is older than the town.\n“It was built by people who had no plan.”\nThe town has two bridges.";
    let (text, statements) = found(text);
    let said =
        statements.iter().find(|s| s.cue.is_some_and(|c| c.of(&text) == "said")).expect("said");
    let words: Vec<&str> = said.content.iter().map(|c| c.of(&text)).collect();
    assert_eq!(
        words,
        ["“The bridge is older than the town.", "“It was built by people who had no plan.”"]
    );
    assert_eq!(said.mode, Mode::Direct);
}

#[test]
fn signatures_and_headlines() {
    expect(
        "Readers on gardens.\nWe asked the people of the valley what a garden is, and these are the answers that came by post.\n\
         “A garden is a slow argument with the weather.” — Hester Quill\n“Nobody wins it, and nobody should wish to win it.” — Jonas Reed\n\
         More answers will follow next week, when the second post has been read.",
        &[
            ("—", "“A garden is a slow argument with the weather.”", "Hester Quill"),
            ("—", "“Nobody wins it, and nobody should wish to win it.”", "Jonas Reed"),
        ],
    );
}

#[test]
fn titles_and_last_names_are_the_fullest_name() {
    expect(
        "Governor Amos Fairweather opened the fair on Friday. The governor said the prize would double next year. \
         Mr. Fairweather promised that the road would be paved.",
        &[
            ("said", "the prize would double next year", "Amos Fairweather"),
            ("promised", "that the road would be paved", "Amos Fairweather"),
        ],
    );
}

#[test]
fn acts_negations_modes_addressees() {
    let (text, statements) = found(
        "Mira Stone, the minister, denied that the dam was cracked. She did not say that the lake was safe. \
         Stone told the council that the repairs were “nearly done.”",
    );
    let by = |cue: &str| {
        statements
            .iter()
            .find(|s| s.cue.is_some_and(|c| c.of(&text).contains(cue)))
            .unwrap_or_else(|| panic!("{cue}: {statements:#?}"))
    };
    assert_eq!(by("denied").act.name(), "deny");
    assert!(by("not say").negated && !by("denied").negated);
    assert_eq!(by("told").addressee.as_deref(), Some("the council"));
    assert_eq!(by("told").mode, Mode::Mixed);
}

#[test]
fn confidence_is_a_share_and_contents_keep_apart() {
    let (_, statements) = found(
        "The clerk said the hall was cold. “Bring a coat,” she said. The baker said the bread was late and blamed the oven.",
    );
    assert!(statements.len() >= 3);
    let mut spans: Vec<_> = statements.iter().flat_map(|s| s.content.clone()).collect();
    spans.sort_by_key(|s| s.start);
    assert!(spans.windows(2).all(|w| w[0].end <= w[1].start));
    assert!(statements.iter().all(|s| (0.0..=1.0).contains(&s.confidence)));
}
