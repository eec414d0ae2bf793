//! Which lines are the article's own: where the text stands, and what each line around it is.

use html5ever::local_name;

use crate::BlockKind;

use super::hints::{self, Hints};
use super::labels::{Label, label};
use super::lines::{Line, Lines, Shape};
use super::tree::Tree;

/// The hints in force at each node, and where the article's text stands.
pub(super) struct Judge<'a> {
    tree: &'a Tree,
    lines: &'a Lines,
    hints: Vec<Hints>,
    pub root: usize,
}

/// Shorter than this, a paragraph says little about where the text stands.
const TELLING_CHARS: usize = 80;

impl<'a> Judge<'a> {
    pub fn new(tree: &'a Tree, lines: &'a Lines) -> Self {
        let hints = hints_in_force(tree, lines);
        let root = find_root(tree, lines, &hints);
        Self { tree, lines, hints, root }
    }

    /// The lines of the article, with their kinds.
    pub fn article(&self) -> Vec<(usize, BlockKind)> {
        let range = self.lines.inside(self.tree, self.root);
        let mut kinds: Vec<(usize, BlockKind)> = range.map(|at| (at, self.kind(at))).collect();
        self.after_labels(&mut kinds);
        kinds
    }

    fn hint(&self, line: &Line) -> Hints {
        self.hints[line.node]
    }

    fn kind(&self, at: usize) -> BlockKind {
        let line = &self.lines.lines[at];
        if line.post.is_some() {
            return BlockKind::Post;
        }
        let hint = self.hint(line);
        if let Some(kind) = foreign_kind(hint) {
            return kind;
        }
        if let Some(kind) = labelled(line) {
            return kind;
        }
        match line.shape {
            Shape::Figure => BlockKind::Caption,
            _ if hint.any(Hints::CAPTION) => BlockKind::Caption,
            Shape::Heading(_) if line.linked() > 0.5 => BlockKind::Teaser,
            Shape::Heading(1) => BlockKind::Headline,
            Shape::Heading(_) => BlockKind::Subheading,
            Shape::Item if line.linked() > 0.6 => BlockKind::Teaser,
            Shape::Item => BlockKind::List,
            _ if line.linked() > 0.8 && !line.ends_sentence() => BlockKind::Teaser,
            Shape::Loose if line.chars < 25 && !line.ends_sentence() => BlockKind::Boilerplate,
            _ => BlockKind::Paragraph,
        }
    }

    /// A label that stands alone speaks for the links after it.
    fn after_labels(&self, kinds: &mut [(usize, BlockKind)]) {
        let mut under_label = false;
        for (at, kind) in kinds {
            let line = &self.lines.lines[*at];
            if matches!(label(&line.text), Some((Label::Related, true))) && line.chars < 60 {
                *kind = BlockKind::Teaser;
                under_label = true;
            } else if under_label && (line.linked() > 0.5 || matches!(line.shape, Shape::Heading(_))) {
                *kind = BlockKind::Teaser;
            } else {
                under_label = false;
            }
        }
    }
}

fn foreign_kind(hint: Hints) -> Option<BlockKind> {
    if !hint.any(Hints::FOREIGN) {
        return None;
    }
    if hint.any(Hints::RELATED) {
        return Some(BlockKind::Teaser);
    }
    if hint.any(Hints::BYLINE) && !hint.any(Hints::FOREIGN.without(Hints::BYLINE)) {
        return Some(BlockKind::Dateline);
    }
    Some(BlockKind::Boilerplate)
}

fn labelled(line: &Line) -> Option<BlockKind> {
    let (label, whole) = label(&line.text)?;
    let applies = whole || line.chars <= 60 || line.linked() > 0.3 || (line.chars <= 160 && !line.ends_sentence());
    applies.then_some(match label {
        Label::Related => BlockKind::Teaser,
        _ => BlockKind::Boilerplate,
    })
}

/// Whether a line is prose that tells where the article stands.
fn is_prose(line: &Line) -> bool {
    matches!(line.shape, Shape::Paragraph | Shape::Loose | Shape::Item)
        && line.linked() < 0.4
        && (line.chars >= TELLING_CHARS || (line.chars >= 40 && line.ends_sentence()))
}

/// For each line, the sum of `value` over the lines before it.
fn sums(lines: &Lines, value: impl Fn(&Line) -> f32) -> Vec<f32> {
    let mut total = 0.0;
    let mut sums = Vec::with_capacity(lines.lines.len() + 1);
    sums.push(0.0);
    for line in &lines.lines {
        total += value(line);
        sums.push(total);
    }
    sums
}

/// Each element's hints with those of the elements around it. A hint does not count where the element holds most of the
/// page's prose: `class="has-sidebar"` on the body says nothing about the text.
fn hints_in_force(tree: &Tree, lines: &Lines) -> Vec<Hints> {
    let prose = sums(lines, |line| if is_prose(line) { line.chars as f32 } else { 0.0 });
    let all = prose.last().copied().unwrap_or_default();
    let mut hints = vec![Hints::default(); tree.nodes.len()];
    for at in 1..tree.nodes.len() {
        let node = &tree.nodes[at];
        let above = hints[node.parent as usize];
        if node.name().is_none() {
            continue;
        }
        let mut own = hints::of(node);
        if own != Hints::default() && own.any(Hints::FOREIGN) {
            let range = lines.inside(tree, at);
            let inside = prose[range.end] - prose[range.start];
            let holds_all = matches!(
                node.name(),
                Some(&local_name!("html") | &local_name!("body") | &local_name!("main") | &local_name!("article"))
            );
            if holds_all || own.any(Hints::BODY) || inside > 0.4 * all {
                own = own.without(Hints::FOREIGN);
            }
        }
        hints[at] = above.with(own);
    }
    hints
}

/// The element whose lines weigh most, prose for and links against it; of equals, the innermost.
fn find_root(tree: &Tree, lines: &Lines, hints: &[Hints]) -> usize {
    let weight = sums(lines, |line| weigh(line, hints[line.node]));
    let mut best = (0.0, 0);
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.end as usize > at + 1 {
            let range = lines.inside(tree, at);
            let sum = weight[range.end] - weight[range.start];
            if sum > 0.0 && sum >= best.0 - 0.5 {
                best = (sum, at);
            }
        }
    }
    best.1
}

fn weigh(line: &Line, hint: Hints) -> f32 {
    let chars = line.chars as f32;
    if hint.any(Hints::HIDDEN) {
        return 0.0;
    }
    if hint.any(Hints::FOREIGN) {
        return -chars.min(100.0) * 0.5;
    }
    if is_prose(line) {
        return chars - 2.0 * line.link_chars as f32;
    }
    if line.linked() > 0.5 {
        return -chars.min(80.0);
    }
    0.0
}
