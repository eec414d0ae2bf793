//! The article's text with everything marked in it.

use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;

use maud::{Markup, html};
use rawi_page::{Block, BlockKind, Post};
use rawi_text::Span;

use super::super::direction::{begins_rtl, is_rtl};
use super::super::marks::{Mark, Step, nested};
use super::super::named::wikidata;
use super::super::said;
use super::super::when;
use super::{Scene, clean, dir, escape, link, made};

/// What a mark in the text is; numbers count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum What {
    /// Words that show a finding.
    Finding { number: usize, first: bool },
    /// Words that were said.
    Content { number: usize, first: bool },
    /// Who said them.
    Source { number: usize },
    /// The words that report it.
    Cue { number: usize, first: bool },
    /// Words that were repaired.
    Repair { number: usize },
    /// A time.
    Time { number: usize },
    /// A name; a link where it has an address and no other link stands there.
    Mention { number: usize, linked: bool },
}

impl Scene<'_> {
    /// The blocks after the headline.
    pub(super) fn body(&self) -> Markup {
        let blocks = &self.article.blocks;
        let skip = usize::from(blocks.first().is_some_and(|b| b.kind == BlockKind::Headline));
        html! {
            @for group in self.groups(skip) {
                @if blocks[group.start].kind == BlockKind::Teaser {
                    aside.teaser {
                        p.label dir="ltr" { "From another article" }
                        @for index in group { (self.block(index, &blocks[index])) }
                    }
                } @else {
                    @for index in group { (self.block(index, &blocks[index])) }
                }
            }
            @if blocks.len() <= skip { p.nothing dir="ltr" { "The page has no text." } }
        }
    }

    /// The blocks from `skip` on, with teasers that follow each other together: they are of one story.
    fn groups(&self, skip: usize) -> Vec<Range<usize>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        for (index, block) in self.article.blocks.iter().enumerate().skip(skip) {
            let before = index.checked_sub(1).map(|before| self.article.blocks[before].kind);
            match groups.last_mut() {
                Some(last) if block.kind == BlockKind::Teaser && before == Some(block.kind) => {
                    last.end += 1
                }
                _ => groups.push(index..index + 1),
            }
        }
        groups
    }

    fn block(&self, index: usize, block: &Block) -> Markup {
        let words = block.span.of(&self.article.text);
        // A date line of an Arabic page may hold more Latin letters than Arabic ones.
        let dir = dir(is_rtl(words) || self.is_rtl() && begins_rtl(words));
        let lang = block.lang.map(|lang| lang.code());
        let inside = html! { (self.tags(index)) (self.marked(index)) };
        match block.kind {
            BlockKind::Headline | BlockKind::Subheading => {
                html! { h2 dir=(dir) lang=[lang] { (inside) } }
            }
            BlockKind::Dateline => html! { p.dateline dir=(dir) lang=[lang] { (inside) } },
            BlockKind::Paragraph | BlockKind::Teaser => {
                html! { p dir=(dir) lang=[lang] { (inside) } }
            }
            BlockKind::List => html! { p.item dir=(dir) lang=[lang] { (inside) } },
            BlockKind::Caption => html! { p.caption dir=(dir) lang=[lang] { (inside) } },
            BlockKind::Post => html! {
                blockquote.post {
                    @for post in self.article.posts.iter().filter(|post| post.block == index) {
                        (post_head(post))
                    }
                    p dir=(dir) lang=[lang] { (inside) }
                    @for post in self.article.posts.iter().filter(|post| post.block == index) {
                        (post_foot(post))
                    }
                }
            },
            BlockKind::Boilerplate => html! { p.boilerplate dir=(dir) lang=[lang] { (inside) } },
        }
    }

    /// The findings that are about the whole block, as labels: to mark all its words would hide the others.
    pub(super) fn tags(&self, index: usize) -> Markup {
        let about = |number: &usize| {
            self.article.findings[*number].spans.iter().any(|span| self.is_whole(index, *span))
        };
        let numbers = (0..self.article.findings.len()).filter(about);
        html! {
            @for number in numbers {
                @let first = self.first_whole(number) == Some(index);
                @let id = first.then(|| format!("{}f{number}", self.prefix));
                a.tag dir="ltr" id=[id] href=(format!("#{}n{number}", self.prefix)) {
                    (self.article.findings[number].code.name())
                }
            }
        }
    }

    /// Whether `span` covers all words of a block that is not one of a few words.
    fn is_whole(&self, index: usize, span: Span) -> bool {
        let block = self.article.blocks[index].span.trimmed(&self.article.text);
        !block.is_empty() && span.contains(block)
    }

    /// The first block that a finding's first span covers wholly.
    fn first_whole(&self, finding: usize) -> Option<usize> {
        let first = *self.article.findings[finding].spans.first()?;
        (0..self.article.blocks.len()).find(|index| self.is_whole(*index, first))
    }

    /// The words of a block with their marks.
    pub(super) fn marked(&self, index: usize) -> Markup {
        let within = self.article.blocks[index].span;
        let marks = self.marks(index, within);
        let mut out = String::with_capacity(within.len() * 2);
        let mut seen = HashSet::new();
        let mut ends = Vec::new();
        for step in nested(&self.article.text, within, &marks) {
            match step {
                Step::Open(what) => ends.push(self.open(what, seen.insert(what), &mut out)),
                Step::Close => out.push_str(ends.pop().expect("each mark closes once")),
                Step::Words(words) => escape(words, &mut out),
            }
        }
        made(out)
    }

    fn marks(&self, index: usize, within: Span) -> Vec<Mark<What>> {
        let mut marks = Vec::new();
        let mut add = |span: Span, rank, what| {
            if span.overlaps(within) {
                marks.push(Mark { span, rank, what });
            }
        };
        for (number, finding) in self.article.findings.iter().enumerate() {
            for (at, span) in finding.spans.iter().enumerate() {
                let first =
                    at == 0 && self.first_whole(number).is_none() && span.start >= within.start;
                if !self.is_whole(index, *span) {
                    add(*span, 0, What::Finding { number, first });
                }
            }
        }
        for (number, said) in self.statements.iter().enumerate() {
            for (at, span) in said.content.iter().enumerate() {
                let first = at == 0 && span.start >= within.start;
                add(*span, 1, What::Content { number, first });
            }
            if let Some(span) = said.source {
                add(span, 2, What::Source { number });
            }
            if let Some(span) = said.cue {
                add(span, 3, What::Cue { number, first: said.content.is_empty() });
            }
        }
        for (number, repair) in self.article.repairs.iter().enumerate() {
            add(repair.span, 4, What::Repair { number });
        }
        for (number, time) in self.record.times.iter().enumerate() {
            add(time.span, 5, What::Time { number });
        }
        // Links do not nest: of names within names the outer one is the link.
        let mut link_end = 0;
        for (number, mention) in self.record.mentions.iter().enumerate() {
            let is_item = mention.actor.is_some_and(|actor| wikidata(actor.id()).is_some());
            let linked = is_item && mention.span.start >= link_end;
            if linked {
                link_end = mention.span.end;
            }
            add(mention.span, 6, What::Mention { number, linked });
        }
        marks
    }

    /// Writes the opening tag of a mark and gives the closing one. One that was cut opens again: only `anew` may it have
    /// an anchor.
    fn open(&self, what: What, anew: bool, out: &mut String) -> &'static str {
        let prefix = &self.prefix;
        if let What::Mention { number, linked } = what {
            return self.open_mention(number, linked, out);
        }
        let mut tag = String::from("<span class=\"");
        match what {
            What::Finding { number, first } => {
                tag.push_str("wrong\"");
                anchor(&mut tag, (first && anew).then(|| format!("{prefix}f{number}")));
                title(&mut tag, &self.finding_title(number));
            }
            What::Content { number, first } => {
                let _ = write!(tag, "content {}\"", self.cast.hue(&self.statements[number]));
                anchor(&mut tag, (first && anew).then(|| format!("{prefix}s{number}")));
                title(&mut tag, &self.statement_title(number));
            }
            What::Source { number } => {
                let _ = write!(tag, "source {}\"", self.cast.hue(&self.statements[number]));
            }
            What::Cue { number, first } => {
                let _ = write!(tag, "cue {}\"", self.cast.hue(&self.statements[number]));
                anchor(&mut tag, (first && anew).then(|| format!("{prefix}s{number}")));
                title(&mut tag, &self.statement_title(number));
            }
            What::Repair { number } => {
                tag.push_str("repair\"");
                title(
                    &mut tag,
                    &format!("repaired; was: {}", clean(&self.article.repairs[number].was)),
                );
            }
            What::Time { number } => {
                tag.push_str("when\"");
                title(&mut tag, &when::notes(&self.record.times[number]).join(" · "));
            }
            What::Mention { .. } => {}
        }
        tag.push('>');
        out.push_str(&tag);
        "</span>"
    }

    fn open_mention(&self, number: usize, linked: bool, out: &mut String) -> &'static str {
        let mention = &self.record.mentions[number];
        let url = mention.actor.filter(|_| linked).and_then(|actor| wikidata(actor.id()));
        let known = if mention.actor.is_some() { "named" } else { "named open" };
        out.push_str(if url.is_some() { "<a class=\"" } else { "<span class=\"" });
        out.push_str(known);
        out.push('"');
        title(out, &self.named.tooltip(mention));
        match url {
            Some(url) => {
                let _ = write!(out, " href=\"{url}\" rel=\"noreferrer noopener nofollow\">");
                "</a>"
            }
            None => {
                out.push('>');
                "</span>"
            }
        }
    }

    fn finding_title(&self, number: usize) -> String {
        let finding = &self.article.findings[number];
        format!("{}: {}", finding.code.name(), clean(&finding.message))
    }

    fn statement_title(&self, number: usize) -> String {
        let said = &self.statements[number];
        format!(
            "{} — {} — {} — {:.2}",
            said::speaker(said),
            said::act(said),
            said.mode.name(),
            said.confidence
        )
    }
}

/// Adds an anchor.
fn anchor(tag: &mut String, id: Option<String>) {
    if let Some(id) = id {
        let _ = write!(tag, " id=\"{id}\"");
    }
}

fn title(tag: &mut String, text: &str) {
    tag.push_str(" title=\"");
    escape(text, tag);
    tag.push('"');
}

fn post_head(post: &Post) -> Markup {
    html! {
        p.head dir="ltr" {
            @if let Some(author) = &post.author { strong { bdi { (clean(author)) } } " " }
            @if let Some(handle) = &post.handle { span.handle { "@" (clean(handle)) } " " }
            span.platform { (clean(&post.platform)) }
            @if let Some(date) = post.date { " · " time datetime=(date) { (date) } }
        }
    }
}

fn post_foot(post: &Post) -> Markup {
    html! {
        @if !post.links.is_empty() {
            p.foot dir="ltr" { @for url in &post.links { (link(url)) " " } }
        }
    }
}
