//! Which lines are the article's own: where the text stands, and what each line in and around it is.

use std::ops::Range;

use html5ever::local_name;

use crate::BlockKind;
use rawi_time::date;

use super::bylines;
use super::hints::Hints;
use super::labels::{self, Label, folded, label};
use super::lines::{Line, Lines, Shape};
use super::tree::Tree;

/// Shorter than this, a paragraph says little about where the text stands.
const TELLING_CHARS: usize = 80;
/// Lines before the text that may belong to it.
const MOST_BEFORE: usize = 40;

/// Prose in an element that is called a caption, at most.
const MOST_CAPTION: f32 = 600.0;

/// The page as it is weighed.
pub(super) struct Judge<'a> {
    tree: &'a Tree,
    lines: &'a Lines,
    /// The hints in force at each node.
    hints: Vec<Hints>,
    /// The line that shows the headline.
    headline: Option<usize>,
    /// What the page says that its article is about, spelled for comparison.
    descriptions: Vec<String>,
    /// The lines of the text.
    pub range: Range<usize>,
    /// What each of them is.
    kinds: Vec<BlockKind>,
}

impl<'a> Judge<'a> {
    /// Finds the text. `own` are the hints that each element itself gives.
    pub fn new(
        tree: &'a Tree,
        lines: &'a Lines,
        own: &[Hints],
        headline: Option<usize>,
        descriptions: Vec<String>,
    ) -> Self {
        let hints = in_force(tree, lines, own, headline);
        let mut judge =
            Self { tree, lines, hints, headline, descriptions, range: 0..0, kinds: Vec::new() };
        judge.find_text();
        if !judge.finds_text() {
            judge.doubt_hints();
            judge.find_text();
        }
        judge
    }

    fn find_text(&mut self) {
        self.range = self.lines.inside(self.tree, find_root(self.tree, self.lines, &self.hints));
        self.kinds = self.range.clone().map(|at| self.kind(at)).collect();
    }

    /// Whether what was found is a fair part of all the prose of the page.
    fn finds_text(&self) -> bool {
        let prose = |range: Range<usize>| -> usize {
            let seen =
                range.filter(|at| !self.hint(*at).any(Hints::HIDDEN)).map(|at| self.line(at));
            seen.filter(|line| is_prose(line)).map(|line| line.chars).sum()
        };
        let found = self
            .range
            .clone()
            .zip(&self.kinds)
            .filter(|it| it.1.is_body() && is_prose(self.line(it.0)));
        let found: usize = found.map(|it| self.line(it.0).chars).sum();
        found * 8 > prose(0..self.lines.lines.len())
    }

    /// Where class names say that nearly all of the page is not the text, they lie.
    fn doubt_hints(&mut self) {
        for hint in &mut self.hints {
            *hint = hint.without(Hints::FOREIGN.without(Hints::COMMENTS));
        }
    }

    /// The hints in force at each node.
    pub fn hints(&self) -> &[Hints] {
        &self.hints
    }

    /// The lines of the article with their kinds: the headline, what of its head belongs to it, and the text.
    pub fn article(&self) -> Vec<(usize, BlockKind)> {
        let mut kinds: Vec<(usize, BlockKind)> =
            self.range.clone().zip(self.kinds.iter().copied()).collect();
        self.after_labels(&mut kinds);
        self.settle_short(&mut kinds);
        self.trim(&mut kinds);
        let mut all = self.before_text(&kinds);
        all.append(&mut kinds);
        all
    }

    fn line(&self, at: usize) -> &'a Line {
        &self.lines.lines[at]
    }

    fn hint(&self, at: usize) -> Hints {
        self.hints[self.line(at).node]
    }

    fn kind(&self, at: usize) -> BlockKind {
        let line = self.line(at);
        if line.post.is_some() {
            return BlockKind::Post;
        }
        if self.headline == Some(at) {
            return BlockKind::Headline;
        }
        let hint = self.hint(at);
        if let Some(kind) = foreign_kind(hint) {
            return kind;
        }
        if is_address_or_stamp(&line.text) {
            return BlockKind::Boilerplate;
        }
        if let Some(kind) = labelled(line) {
            return kind;
        }
        if line.chars < 160
            && bylines::after_signing_words(&line.text)
            && !date::find(&line.text).is_empty()
        {
            return BlockKind::Dateline;
        }
        match shape_kind(line, hint) {
            // Where the headline is known, another heading of its rank is a heading in the text.
            BlockKind::Headline if self.headline.is_some() => BlockKind::Subheading,
            kind => kind,
        }
    }

    /// A label that stands alone speaks for the links after it; that of the comments, for all that follows.
    fn after_labels(&self, kinds: &mut [(usize, BlockKind)]) {
        let (mut under_label, mut in_comments, mut seen) = (false, false, 0);
        let all: usize =
            kinds.iter().filter(|it| it.1.is_body()).map(|it| self.line(it.0).chars).sum();
        for (at, kind) in kinds {
            let line = self.line(*at);
            let alone = label(&line.text).filter(|it| it.1 && line.chars < 60).map(|it| it.0);
            seen += if kind.is_body() { line.chars } else { 0 };
            if alone == Some(Label::Comments) && seen * 4 > all {
                in_comments = true;
            }
            if in_comments {
                *kind = BlockKind::Boilerplate;
            } else if alone == Some(Label::Related) {
                *kind = BlockKind::Teaser;
                under_label = true;
            } else if under_label
                && (line.linked() > 0.5 || matches!(line.shape, Shape::Heading(_)))
            {
                *kind = BlockKind::Teaser;
            } else {
                under_label = false;
            }
        }
    }

    /// A short line right beside the text's paragraphs, in the same element, is the text's own: a heading in its midst.
    fn settle_short(&self, kinds: &mut [(usize, BlockKind)]) {
        for i in 0..kinds.len() {
            let (at, kind) = kinds[i];
            if kind != BlockKind::Boilerplate || !self.is_plain_short(at) {
                continue;
            }
            let beside = |other: Option<&(usize, BlockKind)>| {
                other.is_some_and(|it| it.1 == BlockKind::Paragraph && self.stands_beside(at, it.0))
            };
            let after = kinds[i + 1..].iter().take(2).any(|it| beside(Some(it)));
            let before = i > 0 && beside(kinds.get(i - 1));
            if after && (before || self.hint(at).any(Hints::TITLE)) {
                kinds[i].1 = BlockKind::Subheading;
            } else if before && self.line(at).node == self.line(kinds[i - 1].0).node {
                kinds[i].1 = BlockKind::Paragraph;
            }
        }
    }

    /// Whether nothing but its length speaks against the line.
    fn is_plain_short(&self, at: usize) -> bool {
        let line = self.line(at);
        line.shape == Shape::Loose
            && line.link_chars == 0
            && !self.hint(at).any(Hints::FOREIGN)
            && label(&line.text).is_none()
            && !is_address_or_stamp(&line.text)
    }

    fn stands_beside(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.line(a).node, self.line(b).node);
        let up = |node: usize| self.tree.nodes[node].parent as usize;
        a == b || up(a) == up(b) || up(a) == b || a == up(b)
    }

    /// What stands before the first and after the last prose is judged more strictly.
    fn trim(&self, kinds: &mut [(usize, BlockKind)]) {
        let is_text =
            |it: &(usize, BlockKind)| it.1 == BlockKind::Paragraph && is_prose(self.line(it.0));
        let (Some(first), Some(last)) =
            (kinds.iter().position(is_text), kinds.iter().rposition(is_text))
        else {
            return;
        };
        for (at, kind) in &mut kinds[..first] {
            let line = self.line(*at);
            if kind.is_body() && line.chars < 100 && date_fills(line) {
                *kind = BlockKind::Dateline;
            }
        }
        for (at, kind) in &mut kinds[last + 1..] {
            let line = self.line(*at);
            let short =
                matches!(line.shape, Shape::Heading(_) | Shape::Loose) && !line.ends_sentence();
            if kind.is_body() && (short || date_fills(line)) {
                *kind = BlockKind::Boilerplate;
            }
        }
        let tail = last.saturating_sub(3)..kinds.len();
        for (at, kind) in &mut kinds[tail] {
            let text = &self.line(*at).text;
            if kind.is_body()
                && (closes(label(text)) || labels::label_inside(text) == Some(Label::About))
            {
                *kind = BlockKind::Boilerplate;
            }
        }
    }

    /// The headline and what stands between it and the text: standfirst, first paragraph, dateline.
    fn before_text(&self, text: &[(usize, BlockKind)]) -> Vec<(usize, BlockKind)> {
        let start = self.range.start;
        let headline = self.headline.filter(|at| *at < start);
        let from =
            headline.unwrap_or(start).max(start.saturating_sub(MOST_BEFORE)).saturating_sub(3);
        let mut before = Vec::new();
        for at in from..start {
            if self.headline == Some(at) {
                before.push((at, BlockKind::Headline));
            } else if let Some(kind) = self.kind_before(at, headline, text) {
                before.push((at, kind));
            }
        }
        before
    }

    fn kind_before(
        &self,
        at: usize,
        headline: Option<usize>,
        text: &[(usize, BlockKind)],
    ) -> Option<BlockKind> {
        let line = self.line(at);
        let hint = self.hint(at);
        if hint.any(Hints::FOREIGN.without(Hints::BYLINE).without(Hints::AUTHOR))
            || line.linked() > 0.4
        {
            return None;
        }
        let is_copy = || {
            let spelled = folded(&line.text);
            text.iter()
                .any(|it| it.1.is_body() && folded(&self.line(it.0).text).starts_with(&spelled))
        };
        if self.is_described(line) && line.chars >= 40 {
            return (!is_copy()).then_some(BlockKind::Paragraph);
        }
        let after_headline = headline.is_some_and(|headline| at > headline);
        if line.chars < 120 && (date_fills(line) || hint.any(Hints::BYLINE.with(Hints::AUTHOR))) {
            return after_headline.then_some(BlockKind::Dateline);
        }
        if line.shape == Shape::Figure || hint.any(Hints::CAPTION) {
            let pictured = after_headline && line.chars < 400 && !hint.any(Hints::FOREIGN);
            return pictured.then_some(BlockKind::Caption);
        }
        let standfirst = matches!(
            line.shape,
            Shape::Heading(2..=4) | Shape::Paragraph | Shape::Loose | Shape::Item
        );
        let near = headline.is_some_and(|headline| at <= headline + 3) || hint.any(Hints::LEAD);
        let long = line.chars >= 60 && line.link_chars == 0 && near;
        (after_headline
            && standfirst
            && long
            && labelled(line).is_none()
            && !hint.any(Hints::FOREIGN)
            && !is_copy())
        .then_some(BlockKind::Paragraph)
    }

    /// Whether the page's description begins as the line does.
    fn is_described(&self, line: &Line) -> bool {
        let spelled = folded(&line.text[..line.text.floor_char_boundary(160)]);
        let begin = &spelled[..spelled.floor_char_boundary(80)];
        self.descriptions
            .iter()
            .any(|it| it.len() > 30 && (it.starts_with(begin) || spelled.starts_with(it.as_str())))
    }
}

fn foreign_kind(hint: Hints) -> Option<BlockKind> {
    if !hint.any(Hints::FOREIGN) {
        return None;
    }
    let signs = Hints::BYLINE.with(Hints::AUTHOR);
    if hint.any(Hints::RELATED) {
        return Some(BlockKind::Teaser);
    }
    if hint.any(signs) && !hint.any(Hints::FOREIGN.without(signs)) {
        return Some(BlockKind::Dateline);
    }
    Some(BlockKind::Boilerplate)
}

fn labelled(line: &Line) -> Option<BlockKind> {
    if line.chars < 400 && labels::label_inside(&line.text) == Some(Label::Caption) {
        return Some(BlockKind::Caption);
    }
    if line.chars > 160 && line.linked() < 0.3 {
        return None;
    }
    let (label, whole) = label(&line.text)?;
    if matches!(label, Label::Published | Label::Changed) && !line.text.contains(char::is_numeric) {
        return None;
    }
    let applies = whole
        || line.chars <= 60
        || line.linked() > 0.3
        || (line.chars <= 160 && !line.ends_sentence());
    applies.then_some(match label {
        Label::Related => BlockKind::Teaser,
        Label::Published | Label::Changed => BlockKind::Dateline,
        Label::Caption => BlockKind::Caption,
        _ => BlockKind::Boilerplate,
    })
}

/// Labels that, at the end of a text, speak for the whole line however long.
fn closes(label: Option<(Label, bool)>) -> bool {
    use Label::{About, Comments, Notice, Related, Share, Subscribe, Tags};
    matches!(label, Some((About | Comments | Notice | Related | Share | Subscribe | Tags, _)))
}

fn shape_kind(line: &Line, hint: Hints) -> BlockKind {
    match line.shape {
        Shape::Figure => BlockKind::Caption,
        _ if hint.any(Hints::CAPTION) && line.chars < 400 => BlockKind::Caption,
        Shape::Heading(_) if line.linked() > 0.5 => BlockKind::Teaser,
        Shape::Heading(1) => BlockKind::Headline,
        Shape::Heading(_) => BlockKind::Subheading,
        // A linked first sentence with more words after it is an item of the text's own list.
        Shape::Item
            if line.linked() > 0.6 && line.chars - line.link_chars.min(line.chars) >= 40 =>
        {
            BlockKind::List
        }
        Shape::Item | Shape::Row if line.linked() > 0.6 => BlockKind::Teaser,
        Shape::Item | Shape::Row => BlockKind::List,
        _ if line.linked() > 0.9 => BlockKind::Teaser,
        _ if line.linked() > 0.8 && !line.ends_sentence() => BlockKind::Teaser,
        Shape::Loose if hint.any(Hints::TITLE) && line.chars < 120 => BlockKind::Subheading,
        Shape::Loose if line.chars < 25 && !line.ends_sentence() => BlockKind::Boilerplate,
        _ => BlockKind::Paragraph,
    }
}

/// A line that is an address or a machine's time stamp.
fn is_address_or_stamp(text: &str) -> bool {
    let one_word = !text.contains(' ');
    (one_word && (text.starts_with("http") || text.starts_with("www.")))
        || (one_word
            && text.len() >= 19
            && text.as_bytes()[0].is_ascii_digit()
            && text.contains('T')
            && text.contains(':'))
}

/// Whether a date is most of the line.
fn date_fills(line: &Line) -> bool {
    line.chars < 120
        && line.text.contains(char::is_numeric)
        && date::find(&line.text).iter().map(|found| found.span.len()).sum::<usize>() * 2
            >= line.text.len()
}

/// Whether a line is prose that tells where the article stands.
fn is_prose(line: &Line) -> bool {
    matches!(line.shape, Shape::Paragraph | Shape::Loose | Shape::Item)
        && line.linked() < 0.4
        && (line.chars >= TELLING_CHARS || (line.chars >= 40 && line.ends_sentence()))
}

/// For each line, the sum of `value` over the lines before it.
fn sums(lines: &Lines, value: impl Fn(usize, &Line) -> f32) -> Vec<f32> {
    let mut total = 0.0;
    let mut sums = Vec::with_capacity(lines.lines.len() + 1);
    sums.push(0.0);
    for (at, line) in lines.lines.iter().enumerate() {
        total += value(at, line);
        sums.push(total);
    }
    sums
}

/// Each element's hints with those of the elements around it, where they can be believed: `class="has-sidebar"` on the
/// whole page says nothing about the text.
fn in_force(tree: &Tree, lines: &Lines, own: &[Hints], headline: Option<usize>) -> Vec<Hints> {
    let is_hidden = |at: usize| {
        own[at].any(Hints::HIDDEN) || tree.around(at).any(|up| own[up].any(Hints::HIDDEN))
    };
    let prose_chars = |line: &Line| if is_prose(line) { line.chars as f32 } else { 0.0 };
    let mut prose = sums(lines, |_, line| prose_chars(line));
    let seen = sums(lines, |_, line| if is_hidden(line.node) { 0.0 } else { prose_chars(line) });
    if seen.last() > prose.last().map(|all| all * 0.25).as_ref() {
        prose = seen; // machines' copies of the text stand hidden beside it
    }
    let inside = |at: usize| {
        let range = lines.inside(tree, at);
        prose[range.end] - prose[range.start]
    };
    let all = prose.last().copied().unwrap_or_default();
    let body = (0..tree.nodes.len())
        .filter(|&at| own[at].any(Hints::BODY) && inside(at) > 0.15 * all)
        .max_by(|&a, &b| is_hidden(b).cmp(&is_hidden(a)).then(inside(a).total_cmp(&inside(b))));
    let headline = headline.map(|at| lines.lines[at].node);
    let mut hints = vec![Hints::default(); tree.nodes.len()];
    for at in 1..tree.nodes.len() {
        let node = &tree.nodes[at];
        if node.name().is_none() {
            continue;
        }
        let mut hint = own[at];
        if hint.any(Hints::CAPTION) && inside(at) > MOST_CAPTION {
            hint = hint.without(Hints::CAPTION);
        }
        if hint.any(Hints::FOREIGN) {
            let holds = |other: usize| at <= other && other < node.end as usize;
            let page = node.is(&local_name!("html")) || node.is(&local_name!("body"));
            let article = match body {
                Some(body) => holds(body),
                None => {
                    inside(at)
                        > if hint.any(Hints::HIDDEN.with(Hints::COMMENTS)) { 0.7 } else { 0.4 }
                            * all
                }
            };
            if page || article || headline.is_some_and(holds) {
                hint = hint.without(Hints::FOREIGN);
            }
        }
        hints[at] = hints[node.parent as usize].with(hint);
    }
    hints
}

/// The element whose lines weigh most, prose for and links against it; of equals, the innermost.
fn find_root(tree: &Tree, lines: &Lines, hints: &[Hints]) -> usize {
    let weight = sums(lines, |at, line| {
        weigh(line, at.checked_sub(1).map(|at| &lines.lines[at]), hints[line.node])
    });
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
    around_one_line(tree, lines, &weight, best)
}

/// One paragraph is no article: the innermost element around it that loses nothing and holds another line, be it too
/// short to weigh.
fn around_one_line(tree: &Tree, lines: &Lines, weight: &[f32], best: (f32, usize)) -> usize {
    if lines.inside(tree, best.1).len() > 1 {
        return best.1;
    }
    let end = tree.nodes[best.1].end;
    let holds = |at: &usize| {
        let range = lines.inside(tree, *at);
        tree.nodes[*at].end >= end
            && range.len() > 1
            && weight[range.end] - weight[range.start] >= best.0 - 0.5
    };
    (0..best.1).rev().find(holds).unwrap_or(best.1)
}

fn weigh(line: &Line, previous: Option<&Line>, hint: Hints) -> f32 {
    let chars = line.chars as f32;
    if hint.any(Hints::HIDDEN) {
        return 0.0;
    }
    if hint.any(Hints::FOREIGN) {
        return -chars.min(100.0) * 0.5;
    }
    if is_prose(line) {
        if previous.is_some_and(heads_teaser) && !hint.any(Hints::BODY) {
            return -50.0;
        }
        let prose = chars - 2.0 * line.link_chars as f32;
        return if hint.any(Hints::BODY) { 2.0 * prose } else { prose };
    }
    if line.linked() > 0.5 {
        return -chars.min(80.0);
    }
    0.0
}

/// A linked title: what follows it is another story's summary.
fn heads_teaser(line: &Line) -> bool {
    line.linked() > 0.8 && line.chars >= 20 && line.shape != Shape::Paragraph
}
