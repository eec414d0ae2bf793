//! Articles that repeat each other.

use anstyle::Style;
use rawi_ledger::ask::{Cluster, Member};

use super::INDENT;
use crate::progress::counted;
use crate::render::compared;
use crate::render::direction::shown;
use crate::render::said::excerpt;
use crate::render::text::{BETWEEN_NOTES, Look, block, isolated, join_wrapped, styled};

/// Members that are shown of a cluster in a list.
const IN_LIST: usize = 6;
/// Characters of a headline in a list.
const TITLE: usize = 90;

/// Appends a cluster: in brief where nothing was compared, else its first `limit` members with what they changed; 0 is all.
pub fn cluster(look: &Look, cluster: &Cluster, limit: usize, out: &mut Vec<u8>) {
    let mut page = String::new();
    let compared = cluster.members.iter().any(|member| member.compared.is_some());
    let most = match (compared, limit) {
        (false, _) => IN_LIST,
        (true, 0) => usize::MAX,
        (true, limit) => limit,
    };
    let title = cluster.members.first().and_then(|member| member.title.as_deref());
    block(look, &excerpt(title.unwrap_or("(no title)"), TITLE), 0, look.speaker, &mut page);
    let notes = [
        counted(cluster.members.len() as u64, "article"),
        format!(
            "origin {}",
            cluster.origin.as_deref().map_or_else(|| "unknown".to_owned(), isolated)
        ),
        known_by(cluster.basis.as_deref()),
    ];
    join_wrapped(look, &notes, BETWEEN_NOTES, 0, look.dim, &mut page);
    for member in cluster.members.iter().take(most) {
        one_member(look, member, &mut page);
    }
    if cluster.members.len() > most {
        let more = format!("and {} more", cluster.members.len() - most);
        block(look, &more, INDENT, look.dim, &mut page);
    }
    page.push('\n');
    out.extend_from_slice(page.as_bytes());
}

/// Why the origin is thought to be that.
fn known_by(basis: Option<&str>) -> String {
    match basis {
        Some("credit") => "by its credit".to_owned(),
        Some("time") => "published first".to_owned(),
        Some("containment") => "the others stand in it".to_owned(),
        Some("order") => "nothing tells; it was stored first".to_owned(),
        other => shown(other.unwrap_or("nobody knows why")),
    }
}

fn one_member(look: &Look, member: &Member, page: &mut String) {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let copied = !member.is_origin;
    let notes = [
        member.publisher.as_deref().map(isolated),
        member.day.clone(),
        Some(isolated(&member.handle)),
        member.is_origin.then(|| "origin".to_owned()),
        copied.then(|| format!("kept {}", percent(member.kept))),
        (copied && member.added >= 0.005).then(|| format!("new {}", percent(member.added))),
        (copied && member.retitled).then(|| "retitled".to_owned()),
        (copied && member.new_lead).then(|| "new lead".to_owned()),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    if member.compared.is_some() {
        page.push('\n');
    }
    join_wrapped(look, &notes, BETWEEN_NOTES, 2, Style::new(), page);
    if member.compared.as_ref().is_some_and(|text| !compared::is_alike(text)) {
        let told = "little in common with the origin itself; other copies lie between them";
        block(look, told, INDENT, look.dim, page);
        return;
    }
    if let Some(title) = member.compared_title.as_ref().filter(|_| member.retitled) {
        styled(look.dim, "     headline\n", page);
        if compared::is_alike(title) || title.one.is_empty() {
            compared::whole(look, title, INDENT, page);
        } else {
            block(look, &excerpt(&title.other, usize::MAX), INDENT, look.instead, page);
        }
        styled(look.dim, "     text\n", page);
    }
    if let Some(text) = &member.compared {
        compared::changes(look, text, INDENT, page);
    }
}
