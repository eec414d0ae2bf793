//! What stands beside the text: the findings and the statements, each with a link to its place.

use maud::{Markup, html};
use rawi_page::Finding;
use rawi_statement::Statement;

use super::super::direction::is_rtl;
use super::super::said::{self, Tone};
use super::{HUES, Scene, clean, dir};

/// How much of a finding's words is shown.
const EXCERPT: usize = 48;
/// How much of a statement's words is shown; all of it stands in the text.
const WORDS: usize = 180;
/// A finding may have a hundred places; the first ones tell.
const PLACES: usize = 4;

impl Scene<'_> {
    pub(super) fn findings(&self) -> Markup {
        let findings = &self.article.findings;
        html! {
            @if !findings.is_empty() {
                section.findings {
                    h3 { "What is wrong with the page" span.count { (findings.len()) } }
                    ul { @for (number, finding) in findings.iter().enumerate() { (self.finding(number, finding)) } }
                }
            }
        }
    }

    fn finding(&self, number: usize, finding: &Finding) -> Markup {
        let words = |span: &rawi_text::Span| said::excerpt(span.of(&self.article.text), EXCERPT);
        let spans = finding.spans.iter().filter(|span| !span.is_empty());
        html! {
            li id=(format!("{}n{number}", self.prefix)) {
                a.code href=(format!("#{}f{number}", self.prefix)) { (finding.code.name()) }
                " " (clean(&finding.message))
                @for span in spans.clone().take(PLACES) {
                    @let words = words(span);
                    div.excerpt dir=(dir(is_rtl(&words))) { (words) }
                }
                @if spans.clone().count() > PLACES { div.excerpt { "and " (spans.count() - PLACES) " more" } }
            }
        }
    }

    pub(super) fn said(&self) -> Markup {
        html! {
            section.said {
                h3 { "Who said what" span.count { (self.statements.len()) } }
                @if self.statements.is_empty() {
                    p.nothing { "No statements found." }
                } @else {
                    (self.speakers())
                    ol { @for (number, said) in self.statements.iter().enumerate() { (self.statement(number, said)) } }
                }
            }
        }
    }

    fn speakers(&self) -> Markup {
        html! {
            p.speakers {
                @for (at, name) in self.cast.names.iter().enumerate() {
                    span.{ "chip h" (at % HUES) } { bdi { (clean(name)) } span.count { (self.cast.counts[at]) } }
                    " "
                }
            }
        }
    }

    fn statement(&self, number: usize, said: &Statement) -> Markup {
        let words = said::words(self.article, said);
        let short = said::excerpt(&words, WORDS);
        let tone = match Tone::of(said.act) {
            Tone::Plain => "plain",
            Tone::For => "for",
            Tone::Against => "against",
            Tone::Wanting => "wanting",
        };
        let details = said::details(self.article, said);
        html! {
            li.(self.cast.hue(said)) {
                a.place href=(format!("#{}s{number}", self.prefix)) {
                    span.number { (number + 1) }
                    strong.speaker { bdi { (said::speaker(said)) } }
                    " " span.{ "act " (tone) } { (said::act(said)) }
                }
                p.words dir=(dir(is_rtl(&short))) { (short) }
                p.details {
                    @for detail in &details {
                        span { (detail.label) @if let Some(value) = &detail.value { " " bdi { (value) } } }
                    }
                    span { (said.mode.name()) }
                    @if !said::is_doubtful(said) { span title="confidence" { (format!("{:.2}", said.confidence)) } }
                }
            }
        }
    }
}
