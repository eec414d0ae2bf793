//! What the judge took for text though its neighbours say otherwise: names and headlines between the teasers of a box,
//! and the navigation before the headline of a page whose text stands in no element of its own.

use crate::{BlockKind, DraftBlock};

/// Share of the text that may stand before the headline and still be navigation.
const BEFORE_HEADLINE: f64 = 0.2;
/// Words at most in a line that is no sentence.
const SHORT_WORDS: usize = 16;

/// Sets the kinds right; drops what stands before the headline when it is not the article's.
pub(super) fn settle(mut blocks: Vec<DraftBlock>) -> Vec<DraftBlock> {
    drop_before_headline(&mut blocks);
    while demote_islands(&mut blocks) {}
    blocks
}

fn drop_before_headline(blocks: &mut Vec<DraftBlock>) {
    let Some(headline) = blocks.iter().position(|block| block.kind == BlockKind::Headline) else {
        return;
    };
    let chars = |blocks: &[DraftBlock]| -> usize {
        blocks
            .iter()
            .filter(|block| block.kind.is_body())
            .map(|block| block.text.chars().count())
            .sum()
    };
    let (before, after) = (chars(&blocks[..headline]), chars(&blocks[headline..]));
    let boxed = blocks[..headline].iter().filter(|block| is_box(block.kind)).count();
    if boxed == 0 || before as f64 > BEFORE_HEADLINE * after as f64 {
        return;
    }
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        at > headline
            || matches!(block.kind, BlockKind::Caption | BlockKind::Dateline | BlockKind::Post)
    });
}

fn is_box(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Teaser | BlockKind::Boilerplate)
}

/// Lines that are no sentences, with boxes or captions on both sides; whether there was one.
fn demote_islands(blocks: &mut [DraftBlock]) -> bool {
    let aside = |kind: BlockKind| is_box(kind) || kind == BlockKind::Caption;
    let islands: Vec<usize> = (1..blocks.len().saturating_sub(1))
        .filter(|i| {
            matches!(blocks[*i].kind, BlockKind::Paragraph | BlockKind::List)
                && !is_sentence(&blocks[*i].text)
        })
        .filter(|i| aside(blocks[i - 1].kind) && aside(blocks[i + 1].kind))
        .filter(|i| is_box(blocks[i - 1].kind) || is_box(blocks[i + 1].kind))
        .collect();
    for i in &islands {
        blocks[*i].kind = if blocks[i - 1].kind == BlockKind::Caption {
            blocks[i + 1].kind
        } else {
            blocks[i - 1].kind
        };
    }
    !islands.is_empty()
}

fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '»', '”', ')', '’', '\'']);
    text.ends_with(['.', '!', '؟', '?', '…', ':', '،', '؛', '。', '।'])
        || text.split_whitespace().count() > SHORT_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Boilerplate, Caption, Headline, Paragraph, Teaser};

    fn settled(blocks: &[(BlockKind, &str)]) -> Vec<(BlockKind, String)> {
        let blocks = blocks.iter().map(|(kind, text)| DraftBlock {
            kind: *kind,
            text: (*text).to_owned(),
            post: None,
        });
        settle(blocks.collect()).into_iter().map(|block| (block.kind, block.text)).collect()
    }

    const LONG: &str = "The council opened the new bridge over the valley yesterday, after months of work that kept the old road closed.";

    #[test]
    fn navigation_before_the_headline_goes() {
        let kept = settled(&[
            (Teaser, "Sport"),
            (Paragraph, "To see it again, visit your profile."),
            (Headline, "New bridge"),
            (Paragraph, LONG),
            (Paragraph, LONG),
            (Paragraph, LONG),
        ]);
        assert_eq!(kept[0], (Headline, "New bridge".to_owned()));
        assert_eq!(kept.len(), 4);
        // Without boxes what stands before the headline is a lead.
        let kept =
            settled(&[(Paragraph, "A short lead."), (Headline, "New bridge"), (Paragraph, LONG)]);
        assert_eq!(kept.len(), 3);
    }

    #[test]
    fn names_between_teasers_are_no_text_and_sentences_stay() {
        let kept = settled(&[
            (Paragraph, LONG),
            (Paragraph, LONG),
            (Teaser, "The fish market closes"),
            (Paragraph, "Sam Walker"),
            (Teaser, "The harbour opens"),
            (Caption, "03:10"),
            (Paragraph, "Mayor speaks of the bridge"),
            (Boilerplate, "Advertisement"),
            (
                Paragraph,
                "People were waiting for an hour before the doors of the market were opened again.",
            ),
            (Teaser, "More"),
        ]);
        let kinds: Vec<BlockKind> = kept.into_iter().map(|block| block.0).collect();
        assert_eq!(
            kinds,
            [
                Paragraph,
                Paragraph,
                Teaser,
                Teaser,
                Teaser,
                Caption,
                Boilerplate,
                Boilerplate,
                Paragraph,
                Teaser
            ]
        );
    }

    #[test]
    fn text_between_pictures_stays() {
        let blocks =
            [(Paragraph, LONG), (Paragraph, LONG), (Caption, "The bridge"), (Paragraph, LONG)];
        assert!(settled(&blocks).iter().zip(&blocks).all(|(kept, block)| kept.0 == block.0));
    }
}
