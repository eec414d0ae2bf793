//! The page's text as a reader sees it: lines, each in the element that holds it.

use html5ever::{LocalName, local_name};

use super::hints::Hints;
use super::posts::{self, Found};
use super::tree::{Tree, is_silent, push_collapsed};

/// A stretch of text that nothing interrupts.
pub(super) struct Line {
    pub text: String,
    /// The innermost element around all of it.
    pub node: usize,
    /// Characters, and how many of them stand in links.
    pub chars: usize,
    pub link_chars: usize,
    pub shape: Shape,
    /// Index of the embedded post that this line stands for.
    pub post: Option<usize>,
}

/// How the markup presents a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Paragraph,
    /// Text right inside a `div`, `td` or the like.
    Loose,
    Heading(u8),
    Item,
    Figure,
    /// A row of a table of short cells.
    Row,
    Post,
}

impl Line {
    /// Share of the characters that stand in links.
    pub fn linked(&self) -> f32 {
        self.link_chars as f32 / self.chars.max(1) as f32
    }

    /// Whether it ends as a sentence does.
    pub fn ends_sentence(&self) -> bool {
        let text = self.text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']);
        text.ends_with(['.', '!', '?', '؟', '…', '۔', '。'])
    }
}

/// All lines of a page; for each node, which lines begin inside it.
pub(super) struct Lines {
    pub lines: Vec<Line>,
    pub posts: Vec<Found>,
    /// For each node, the number of lines before it; one more entry at the end.
    before: Vec<u32>,
}

impl Lines {
    /// Indices of the lines inside `node`.
    pub fn inside(&self, tree: &Tree, node: usize) -> std::ops::Range<usize> {
        self.before[node] as usize..self.before[tree.nodes[node].end as usize] as usize
    }
}

/// Reads the lines of the page.
pub(super) fn gather(tree: &Tree, hints: &[Hints]) -> Lines {
    let mut gather = Gather {
        tree,
        hints,
        lines: Vec::new(),
        posts: Vec::new(),
        text: String::new(),
        node: 0,
        links: 0,
        link_bytes: 0,
        open: Vec::new(),
        before: vec![0; tree.nodes.len() + 1],
    };
    gather.run();
    Lines { lines: gather.lines, posts: gather.posts, before: gather.before }
}

struct Gather<'a> {
    tree: &'a Tree,
    /// The hints that each element itself gives.
    hints: &'a [Hints],
    lines: Vec<Line>,
    posts: Vec<Found>,
    text: String,
    node: usize,
    links: usize,
    link_bytes: usize,
    open: Vec<(usize, Role)>,
    before: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Block(Shape),
    Holder,
    Link,
    Cell,
    Inline,
}

impl Gather<'_> {
    fn run(&mut self) {
        let mut at = 1;
        let end = self.tree.nodes.len();
        while at < end {
            self.close_until(at);
            at = self.visit(at);
        }
        self.close_until(end);
        self.flush();
        self.before[end] = self.lines.len() as u32;
    }

    /// Takes the node; gives the next one to visit.
    fn visit(&mut self, at: usize) -> usize {
        let node = &self.tree.nodes[at];
        let end = node.end as usize;
        let Some(name) = node.name() else {
            self.mark(at);
            if let Some(text) = node.text() {
                self.add(at, text);
            }
            return at + 1;
        };
        if let Some(found) = posts::find(self.tree, at) {
            self.flush();
            self.mark(at);
            self.add_post(at, found);
            self.skip(at, end);
            return end;
        }
        if is_silent(name) {
            self.mark(at);
            self.skip(at, end);
            return end;
        }
        let role = self.role(at, name);
        if role == Role::Inline && self.hints[at].any(Hints::HIDDEN) {
            // A tooltip stands inside a sentence, but nobody sees it there.
            self.mark(at);
            self.skip(at, end);
            return end;
        }
        if *name == local_name!("br") {
            self.line_break(at);
        } else if matches!(role, Role::Block(_) | Role::Holder) {
            self.flush();
        }
        self.mark(at);
        if end > at + 1 {
            self.links += usize::from(role == Role::Link);
            self.open.push((at, role));
        }
        at + 1
    }

    fn role(&self, at: usize, name: &LocalName) -> Role {
        match *name {
            local_name!("tr") if is_short_row(self.tree, at) => Role::Block(Shape::Row),
            local_name!("td") | local_name!("th")
                if self.open.last().is_some_and(|it| it.1 == Role::Block(Shape::Row)) =>
            {
                Role::Cell
            }
            _ => role(name),
        }
    }

    fn mark(&mut self, at: usize) {
        self.before[at] = self.lines.len() as u32;
    }

    fn skip(&mut self, at: usize, end: usize) {
        let count = self.lines.len() as u32;
        self.before[at + 1..end].fill(count);
    }

    fn close_until(&mut self, at: usize) {
        while let Some(&(node, role)) = self.open.last() {
            if self.tree.nodes[node].end as usize > at {
                return;
            }
            match role {
                Role::Link => self.links -= 1,
                Role::Block(_) | Role::Holder => self.flush(),
                Role::Cell if !self.text.is_empty() && !self.text.ends_with(' ') => {
                    self.text.push(' ')
                }
                Role::Cell | Role::Inline => {}
            }
            self.open.pop();
        }
    }

    /// A line break parts paragraphs where another follows or where the sentence has ended.
    fn line_break(&mut self, at: usize) {
        let text = self.text.trim_end();
        if text.is_empty()
            || text.ends_with(['.', '!', '?', '؟', '"', '”', '»', ':', ')', '…'])
            || self.breaks_again(at)
        {
            self.flush();
        } else if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn breaks_again(&self, at: usize) -> bool {
        let nodes = &self.tree.nodes;
        let mut next = at + 1;
        while let Some(node) = nodes.get(next) {
            match (node.name(), node.text()) {
                (Some(&local_name!("br")), _) => return true,
                (_, Some(text)) if text.trim().is_empty() => next += 1,
                _ => return false,
            }
        }
        false
    }

    fn add(&mut self, at: usize, text: &str) {
        let had = self.text.len();
        push_collapsed(&mut self.text, text);
        let added = self.text.len() - had;
        if self.text.trim_end().is_empty() || added == 0 {
            return;
        }
        if self.links > 0 {
            self.link_bytes += added;
        }
        if had == 0 {
            self.node = self.tree.nodes[at].parent as usize;
        } else if !text.trim().is_empty() {
            while self.tree.nodes[self.node].end as usize <= at {
                self.node = self.tree.nodes[self.node].parent as usize;
            }
        }
    }

    fn flush(&mut self) {
        let text = self.text.trim_end();
        if let Some(found) = posts::bare_address(text) {
            self.add_post(self.node, found);
        } else if !text.is_empty() {
            let chars = text.chars().count();
            let link_chars = chars * self.link_bytes.min(text.len()) / text.len();
            let (shape, node) = (self.shape(), self.node);
            self.lines.push(Line {
                text: text.to_owned(),
                node,
                chars,
                link_chars,
                shape,
                post: None,
            });
        }
        self.text.clear();
        self.link_bytes = 0;
    }

    fn shape(&self) -> Shape {
        for &(_, role) in self.open.iter().rev() {
            if let Role::Block(shape) = role {
                if shape == Shape::Paragraph
                    && self.open.iter().any(|it| it.1 == Role::Block(Shape::Figure))
                {
                    return Shape::Figure;
                }
                return shape;
            }
            if role == Role::Holder {
                break;
            }
        }
        if self.open.iter().any(|it| it.1 == Role::Block(Shape::Figure)) {
            Shape::Figure
        } else {
            Shape::Loose
        }
    }

    fn add_post(&mut self, at: usize, found: Found) {
        let text = found.shown().to_owned();
        if text.is_empty() {
            return; // a shell that the platform's script would fill
        }
        let chars = text.chars().count();
        let post = Some(self.posts.len());
        self.lines.push(Line { text, node: at, chars, link_chars: 0, shape: Shape::Post, post });
        self.posts.push(found);
    }
}

/// Whether a row of a table holds short cells only: data, not layout.
fn is_short_row(tree: &Tree, row: usize) -> bool {
    let mut chars = 0;
    let mut cells = 0;
    for at in tree.inside(row) {
        let node = &tree.nodes[at];
        match node.name() {
            Some(&local_name!("td") | &local_name!("th")) => cells += 1,
            Some(
                &local_name!("table")
                | &local_name!("p")
                | &local_name!("div")
                | &local_name!("ul")
                | &local_name!("h1"),
            ) => {
                return false;
            }
            _ => chars += node.text().map_or(0, |text| text.trim().len()),
        }
        if chars > 400 {
            return false;
        }
    }
    cells >= 2 && chars <= 80 * cells
}

fn role(name: &LocalName) -> Role {
    match *name {
        local_name!("p") | local_name!("pre") => Role::Block(Shape::Paragraph),
        local_name!("h1") => Role::Block(Shape::Heading(1)),
        local_name!("h2") => Role::Block(Shape::Heading(2)),
        local_name!("h3") => Role::Block(Shape::Heading(3)),
        local_name!("h4") => Role::Block(Shape::Heading(4)),
        local_name!("h5") => Role::Block(Shape::Heading(5)),
        local_name!("h6") => Role::Block(Shape::Heading(6)),
        local_name!("li") | local_name!("dt") | local_name!("dd") => Role::Block(Shape::Item),
        local_name!("figure") | local_name!("figcaption") => Role::Block(Shape::Figure),
        local_name!("a") => Role::Link,
        _ if is_holder(name) => Role::Holder,
        _ => Role::Inline,
    }
}

fn is_holder(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("html")
            | local_name!("body")
            | local_name!("div")
            | local_name!("section")
            | local_name!("article")
            | local_name!("main")
            | local_name!("aside")
            | local_name!("header")
            | local_name!("footer")
            | local_name!("nav")
            | local_name!("ul")
            | local_name!("ol")
            | local_name!("dl")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("thead")
            | local_name!("tfoot")
            | local_name!("tr")
            | local_name!("td")
            | local_name!("th")
            | local_name!("caption")
            | local_name!("blockquote")
            | local_name!("form")
            | local_name!("fieldset")
            | local_name!("address")
            | local_name!("center")
            | local_name!("details")
            | local_name!("summary")
            | local_name!("hgroup")
            | local_name!("menu")
            | local_name!("dialog")
            | local_name!("hr")
            | local_name!("label")
    )
}
