//! One sentence for every shape.

use super::super::read::{Least, choose, read_all};
use super::super::{Model, language};
use super::*;
use rawi_text::{Lang, tokenize};

/// Source, cue and contents of every statement.
fn told(lang: Lang, text: &str) -> Vec<String> {
    let tokens = tokenize(text);
    let block = 0..tokens.len();
    let pack = &language(lang).expect("a pack").pack;
    let mut words = Words::new(text, &tokens, std::slice::from_ref(&block), &Model::default());
    words.tag_by(std::slice::from_ref(&block), pack);
    let readings = {
        let all = read_all(&mut Rules::new(&words, pack), block, Least::both(0.15));
        choose(all, tokens.len(), Least::both(0.3))
    };
    let shown = |range: &Range<usize>| match range.is_empty() {
        true => "",
        false => &text[tokens[range.start].span.start..tokens[range.end - 1].span.end],
    };
    readings
        .iter()
        .map(|reading| {
            let contents: Vec<&str> = reading.contents().map(|range| shown(&range)).collect();
            format!(
                "{} | {} | {}",
                shown(&reading.source),
                tokens.form(reading.cue),
                contents.join(" … ")
            )
        })
        .collect()
}

#[test]
fn french_shapes() {
    let rows = [
        ("Le maire a dit que la digue tient.", "Le maire | dit | la digue tient"),
        (
            "La digue tient, a assuré hier, sans détour, le maire.",
            "le maire | assuré | La digue tient",
        ),
        ("« La digue, a-t-il dit, tient. »", "il | dit | « La digue … tient. »"),
        (
            "Le maire n'a pas démenti, en juin, que la digue fuit.",
            "Le maire | démenti | la digue fuit",
        ),
        ("Selon le maire, la digue tient.", "le maire | selon | la digue tient"),
        ("Réponse du maire : « La digue tient. »", "du maire | réponse | « La digue tient. »"),
        ("Marc Leroy : « La digue tient »", "Marc Leroy | : | « La digue tient »"),
        ("La demande du maire est claire.", ""),
        ("Un accord prévoit des aides.", ""),
    ];
    for (text, expected) in rows {
        assert_eq!(told(Lang::Fr, text).join("; "), expected, "{text}");
    }
}

#[test]
fn the_rows_of_another_language_carry_over() {
    let rows = [
        ("The mayor said that the dam holds.", "The mayor | said | the dam holds"),
        (
            "“The dam holds,” the mayor said. According to Ada Quill, the dam leaks.",
            "Ada Quill | according | the dam leaks",
        ),
        ("Ada Quill: “The dam holds.”", "Ada Quill | : | “The dam holds.”"),
    ];
    for (text, expected) in rows {
        assert_eq!(told(Lang::En, text).join("; "), expected, "{text}");
    }
}
