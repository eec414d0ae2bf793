//! The page's elements and texts, in reading order, in one flat list.
//!
//! html5ever builds the tree through [`Sink`]; [`parse`] then lays it out so that a node's descendants follow it
//! directly: "inside" is a comparison of two numbers, and every pass is a loop.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::fmt;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns};

const NONE: u32 = u32::MAX;
/// The stand-in for every comment and instruction: none is kept.
const DROPPED: u32 = 1;
/// html5ever adds the attributes of repeated `<body>` tags to the first; more than this many are not kept.
const MOST_ATTRS: usize = 64;

/// A page as a list of nodes, in reading order.
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

/// An element or a text.
pub(super) struct Node {
    /// Index of the element around it; the root is its own parent.
    pub parent: u32,
    /// Index after its last descendant.
    pub end: u32,
    pub data: Data,
}

/// What a node is.
pub(super) enum Data {
    Text(StrTendril),
    Element(QualName, Vec<Attribute>),
    Root,
}

impl Node {
    /// The element's name, or none for a text.
    pub fn name(&self) -> Option<&LocalName> {
        match &self.data {
            Data::Element(name, _) => Some(&name.local),
            _ => None,
        }
    }

    /// Whether this is the element `name`.
    pub fn is(&self, name: &LocalName) -> bool {
        self.name() == Some(name)
    }

    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn attrs(&self) -> &[Attribute] {
        match &self.data {
            Data::Element(_, attrs) => attrs,
            _ => &[],
        }
    }

    /// The attribute `name`, trimmed, unless it is empty.
    pub fn attr(&self, name: &LocalName) -> Option<&str> {
        let attr = self.attrs().iter().find(|attr| attr.name.local == *name)?;
        Some(attr.value.trim()).filter(|value| !value.is_empty())
    }

    /// The attribute with a name that html5ever has no constant for.
    pub fn attr_named(&self, name: &str) -> Option<&str> {
        let attr = self.attrs().iter().find(|attr| &*attr.name.local == name)?;
        Some(attr.value.trim()).filter(|value| !value.is_empty())
    }
}

impl Tree {
    /// The nodes inside `node`.
    pub fn inside(&self, node: usize) -> std::ops::Range<usize> {
        node + 1..self.nodes[node].end as usize
    }

    /// Indices of the elements around `node`, innermost first.
    pub fn around(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = node;
        std::iter::from_fn(move || {
            let up = self.nodes[at].parent as usize;
            (up != at).then(|| {
                at = up;
                up
            })
        })
    }

    /// The words inside `node`, white space collapsed, without scripts and styles.
    pub fn words(&self, node: usize) -> String {
        let mut out = String::new();
        let mut at = node + 1;
        let end = self.nodes[node].end as usize;
        while at < end {
            match &self.nodes[at].data {
                Data::Text(text) => push_collapsed(&mut out, text),
                Data::Element(name, _) if is_silent(&name.local) => {
                    at = self.nodes[at].end as usize;
                    continue;
                }
                Data::Element(name, _) if breaks_words(&name.local) => {
                    push_collapsed(&mut out, " ")
                }
                _ => {}
            }
            at += 1;
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// Elements whose text nobody reads.
pub(super) fn is_silent(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("template")
            | local_name!("svg")
            | local_name!("head")
            | local_name!("select")
            | local_name!("textarea")
            | local_name!("button")
            | local_name!("object")
            | local_name!("iframe")
            | local_name!("canvas")
            | local_name!("math")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("datalist")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("title")
    )
}

fn breaks_words(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("br")
            | local_name!("p")
            | local_name!("div")
            | local_name!("li")
            | local_name!("td")
    )
}

/// Appends `text` with each run of white space as one space, none at the start.
pub(super) fn push_collapsed(out: &mut String, text: &str) {
    for part in text.split_inclusive(is_space) {
        let word = part.trim_end_matches(is_space);
        out.push_str(word);
        if word.len() < part.len() && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

/// `text` with each run of white space as one space, none at the ends.
pub(super) fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_collapsed(&mut out, text);
    out.truncate(out.trim_end().len());
    out
}

/// White space as a browser would collapse it, no-break spaces and invisible marks that pages misuse included;
/// the zero-width joiners stay: Persian is spelled with them.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// Parses `html`, whose depth is bounded already.
pub(super) fn parse(html: &str) -> Tree {
    let sink = html5ever::parse_document(Sink::new(), ParseOpts::default())
        .one(StrTendril::from_slice(html));
    lay_out(sink.nodes.into_inner())
}

/// Depth first, without recursion: a node's descendants follow it.
fn lay_out(mut raw: Vec<Raw>) -> Tree {
    let mut nodes = Vec::with_capacity(raw.len());
    nodes.push(Node { parent: 0, end: 0, data: Data::Root });
    let mut open: Vec<(u32, u32)> = vec![(raw[0].first, 0)];
    while let Some((next, parent)) = open.last_mut() {
        if *next == NONE {
            let parent = *parent as usize;
            nodes[parent].end = nodes.len() as u32;
            open.pop();
            continue;
        }
        let at = *next as usize;
        *next = raw[at].next;
        let index = nodes.len() as u32;
        let data = std::mem::replace(&mut raw[at].data, Data::Root);
        nodes.push(Node { parent: *parent, end: index + 1, data });
        if raw[at].first != NONE {
            open.push((raw[at].first, index));
        }
    }
    Tree { nodes }
}

/// A node while html5ever still moves it about.
struct Raw {
    parent: u32,
    prev: u32,
    next: u32,
    first: u32,
    last: u32,
    data: Data,
}

struct Sink {
    nodes: RefCell<Vec<Raw>>,
}

impl Sink {
    fn new() -> Self {
        let sink = Self { nodes: RefCell::new(Vec::with_capacity(4096)) };
        sink.push(Data::Root);
        sink.push(Data::Root);
        sink
    }

    fn push(&self, data: Data) -> u32 {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Raw { parent: NONE, prev: NONE, next: NONE, first: NONE, last: NONE, data });
        (nodes.len() - 1) as u32
    }
}

fn detach(nodes: &mut [Raw], at: u32) {
    let Raw { parent, prev, next, .. } = nodes[at as usize];
    if parent == NONE {
        return;
    }
    match prev {
        NONE => nodes[parent as usize].first = next,
        prev => nodes[prev as usize].next = next,
    }
    match next {
        NONE => nodes[parent as usize].last = prev,
        next => nodes[next as usize].prev = prev,
    }
    let node = &mut nodes[at as usize];
    (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
}

fn append_node(nodes: &mut [Raw], parent: u32, child: u32) {
    if child == DROPPED {
        return;
    }
    detach(nodes, child);
    let last = nodes[parent as usize].last;
    nodes[child as usize].parent = parent;
    nodes[child as usize].prev = last;
    nodes[parent as usize].last = child;
    match last {
        NONE => nodes[parent as usize].first = child,
        last => nodes[last as usize].next = child,
    }
}

fn insert_before(nodes: &mut [Raw], sibling: u32, child: u32) {
    if child == DROPPED || child == sibling {
        return;
    }
    detach(nodes, child);
    let Raw { parent, prev, .. } = nodes[sibling as usize];
    let node = &mut nodes[child as usize];
    (node.parent, node.prev, node.next) = (parent, prev, sibling);
    nodes[sibling as usize].prev = child;
    match prev {
        NONE if parent != NONE => nodes[parent as usize].first = child,
        NONE => {}
        prev => nodes[prev as usize].next = child,
    }
}

/// Adds `text` to the text node `at`, when it is one.
fn merge_text(nodes: &mut [Raw], at: u32, text: &StrTendril) -> bool {
    match nodes.get_mut(at as usize).map(|node| &mut node.data) {
        Some(Data::Text(have)) => {
            have.push_tendril(text);
            true
        }
        _ => false,
    }
}

impl TreeSink for Sink {
    type Handle = u32;
    type Output = Self;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> u32 {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a u32) -> Name<'a> {
        Name(Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target as usize].data {
            Data::Element(name, _) => name,
            _ => nameless(),
        }))
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> u32 {
        self.push(Data::Element(name, attrs))
    }

    fn create_comment(&self, _: StrTendril) -> u32 {
        DROPPED
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> u32 {
        DROPPED
    }

    fn append(&self, parent: &u32, child: NodeOrText<u32>) {
        let mut nodes = self.nodes.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => append_node(&mut nodes, *parent, child),
            NodeOrText::AppendText(text) => {
                let last = nodes[*parent as usize].last;
                if !merge_text(&mut nodes, last, &text) {
                    drop(nodes);
                    let child = self.push(Data::Text(text));
                    append_node(&mut self.nodes.borrow_mut(), *parent, child);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &u32, previous: &u32, child: NodeOrText<u32>) {
        if self.nodes.borrow()[*element as usize].parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &u32) -> u32 {
        // Nobody reads a template: its contents hang on nothing.
        self.push(Data::Root)
    }

    fn same_node(&self, x: &u32, y: &u32) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &u32, new: NodeOrText<u32>) {
        let mut nodes = self.nodes.borrow_mut();
        match new {
            NodeOrText::AppendNode(child) => insert_before(&mut nodes, *sibling, child),
            NodeOrText::AppendText(text) => {
                let prev = nodes[*sibling as usize].prev;
                if !merge_text(&mut nodes, prev, &text) {
                    drop(nodes);
                    let child = self.push(Data::Text(text));
                    insert_before(&mut self.nodes.borrow_mut(), *sibling, child);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &u32, new: Vec<Attribute>) {
        if let Data::Element(_, attrs) = &mut self.nodes.borrow_mut()[*target as usize].data {
            for attr in new {
                if attrs.len() < MOST_ATTRS && !attrs.iter().any(|have| have.name == attr.name) {
                    attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &u32) {
        detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &u32, new_parent: &u32) {
        let mut nodes = self.nodes.borrow_mut();
        loop {
            let child = nodes[*node as usize].first;
            if child == NONE {
                return;
            }
            append_node(&mut nodes, *new_parent, child);
        }
    }
}

/// An element's name, borrowed from the growing tree.
struct Name<'a>(Ref<'a, QualName>);

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

/// html5ever never asks a text or the root for its name; should it, it gets this.
fn nameless() -> &'static QualName {
    static NAMELESS: std::sync::LazyLock<QualName> =
        std::sync::LazyLock::new(|| QualName::new(None, ns!(), local_name!("")));
    &NAMELESS
}
