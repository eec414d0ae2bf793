//! What stands beside the text: the findings and the statements, each with a link to its place.

use maud::{Markup, html};
use rawi_page::Finding;
use rawi_statement::Statement;

use super::super::direction::is_rtl;
use super::super::said::{self, Tone};
use super::super::when;
use super::{HUES, Scene, clean, dir, identifier};

/// How much of a finding's words is shown.
const EXCERPT: usize = 48;
/// How much of a statement's words is shown; all of it stands in the text.
const WORDS: usize = 180;
/// A finding may have a hundred places; the first ones tell.
const PLACES: usize = 4;
/// How many times, people, bodies and places are shown of each kind.
const ROWS: usize = 12;

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
                    @let offices = self.named.offices(self.statements);
                    (self.speakers())
                    ol {
                        @for ((number, said), office) in self.statements.iter().enumerate().zip(offices) {
                            (self.statement(number, said, office))
                        }
                    }
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

    fn statement(&self, number: usize, said: &Statement, office: Option<String>) -> Markup {
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
                @let id = said::speaker_id(said);
                @if id.is_some() || office.is_some() {
                    " " span.who {
                        @if let Some(id) = id { (identifier(id)) }
                        @if let Some(office) = office { span { bdi { (office) } } }
                    }
                }
                p.words dir=(dir(is_rtl(&short))) { (short) }
                p.details {
                    @for detail in &details {
                        span { (detail.label) @if let Some(value) = &detail.value { " " bdi { (value) } }
                            @if let Some(id) = &detail.id { " " (identifier(id)) } }
                    }
                    span { (said.mode.name()) }
                    @if !said::is_doubtful(said) { span title="confidence" { (format!("{:.2}", said.confidence)) } }
                }
            }
        }
    }

    pub(super) fn times(&self) -> Markup {
        let times = when::spoken(self.article, &self.record.times);
        html! {
            @if !times.is_empty() {
                section.roll {
                    h3 { "When" span.count { (times.len()) } }
                    ul {
                        @for spoken in times.iter().take(ROWS) {
                            li {
                                bdi { (spoken.words) } " "
                                span.notes { @for note in when::notes(spoken.time) { span { (note) } } (often(spoken.count)) }
                            }
                        }
                        (more(times.len()))
                    }
                }
            }
        }
    }

    /// Who and where is named.
    pub(super) fn roll(&self) -> Markup {
        let groups = &self.named.groups;
        let count: usize = groups.iter().map(Vec::len).sum();
        html! {
            @if count > 0 {
                section.roll {
                    h3 { "Who and where" span.count { (count) } }
                    @for group in groups.iter().filter(|group| !group.is_empty()) {
                        ul {
                            @for entry in group.iter().take(ROWS) {
                                li {
                                    bdi { (entry.name) } " "
                                    span.notes {
                                        @if let Some(actor) = entry.actor { (identifier(actor.id())) }
                                        span { (entry.what()) } (often(entry.count))
                                    }
                                }
                            }
                            (more(group.len()))
                        }
                    }
                }
            }
        }
    }
}

fn often(count: usize) -> Markup {
    html! { @if count > 1 { span { (count) "×" } } }
}

fn more(all: usize) -> Markup {
    html! { @if all > ROWS { li.more { "and " (all - ROWS) " more" } } }
}
