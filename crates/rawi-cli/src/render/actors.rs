//! Actors of the registry, for a person or as JSON.

use jiff::civil::Date;
use rawi_actor::{Actor, End, Held, NameUse, Office, Term};
use rawi_text::Lang;
use serde_json::{Value, json};

use crate::actors::lookup::{Found, How, Search};

use super::text::{Look, isolated, join_wrapped, styled};

/// Where what belongs to an actor begins.
const INDENT: usize = 5;

/// Appends the actors as text.
pub fn text(
    look: &Look,
    name: &str,
    search: &Search<'_>,
    day: Option<Date>,
    lang: Lang,
    out: &mut Vec<u8>,
) {
    let mut page = String::new();
    if search.found.iter().any(|found| matches!(found.how, How::Sound(_))) {
        let head = format!("Nobody is called {}; these names sound like it:", isolated(name));
        styled(look.finding, &head, &mut page);
        page.push('\n');
    } else if let Some(office) =
        search.found.iter().find(|found| found.how == How::Office).and(search.offices.first())
    {
        let when = day.map(|day| format!(" on {day}")).unwrap_or_default();
        styled(look.finding, &format!("{}{when}:", self::office(*office, lang)), &mut page);
        page.push('\n');
    }
    for (i, found) in search.found.iter().enumerate() {
        if i > 0 || !page.is_empty() {
            page.push('\n');
        }
        actor(look, found, day, lang, &mut page);
    }
    out.extend_from_slice(page.as_bytes());
}

fn actor(look: &Look, found: &Found<'_>, day: Option<Date>, lang: Lang, page: &mut String) {
    let who = found.actor;
    styled(look.speaker, &isolated(who.name(lang)), page);
    page.push('\n');
    let mut about = vec![who.id().to_owned(), who.kind().name().to_owned()];
    about.extend(
        who.country().filter(|country| *country != who).map(|country| isolated(country.name(lang))),
    );
    match found.how {
        How::Sound(alike) => about.push(format!("alike {alike:.2}")),
        How::LastName => about.push("by the last name".to_owned()),
        How::Office | How::Name => {}
    }
    join_wrapped(look, &about, " · ", INDENT, look.dim, page);
    for (code, names) in names(who) {
        let mut names: Vec<String> = names.into_iter().map(isolated).collect();
        names[0] = format!("{code}  {}", names[0]);
        join_wrapped(look, &names, " · ", INDENT, anstyle::Style::new(), page);
    }
    for (term, held) in &found.terms {
        page.extend(std::iter::repeat_n(' ', INDENT));
        page.push_str(&format!("{}, {}", title(*term, lang), span(*term)));
        if *held == Some(Held::Perhaps) {
            page.push_str(" — ");
            styled(look.finding, "perhaps", page);
        }
        page.push('\n');
    }
    if let Some(day) = day.filter(|_| found.terms.is_empty() && who.terms().next().is_some()) {
        page.extend(std::iter::repeat_n(' ', INDENT));
        styled(look.dim, &format!("no known office on {day}"), page);
        page.push('\n');
    }
}

/// Its names by language, those that are no credits, demonyms or capitals.
fn names(who: Actor<'_>) -> Vec<(&'static str, Vec<&str>)> {
    let of = |lang: Lang| {
        let names =
            who.names().filter(move |name| name.lang == lang && name.name_use == NameUse::Name);
        (lang.code(), names.map(|name| name.text).collect::<Vec<_>>())
    };
    [of(Lang::Ar), of(Lang::En)].into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

/// An office: `Secretary-General, NATO`.
pub fn office(office: Office<'_>, lang: Lang) -> String {
    of(office.position().name(lang), office.jurisdiction(), lang)
}

fn title(term: Term<'_>, lang: Lang) -> String {
    of(term.position().name(lang), term.jurisdiction(), lang)
}

fn of(position: &str, jurisdiction: Option<Actor<'_>>, lang: Lang) -> String {
    match jurisdiction {
        Some(place) => format!("{} ({})", isolated(position), isolated(place.name(lang))),
        None => isolated(position),
    }
}

/// From when to when.
fn span(term: Term<'_>) -> String {
    let start = term.start().map(|start| start.to_string());
    match (start, term.end()) {
        (Some(start), End::On(end)) => format!("{start} – {end}"),
        (None, End::On(end)) => format!("until {end}"),
        (Some(start), End::Open) => format!("since {start}"),
        (None, End::Open) => "now, since an unknown day".to_owned(),
        (Some(start), End::KnownUntil(Some(known))) => format!("{start} – at least {known}"),
        (None, End::KnownUntil(Some(known))) => format!("at least until {known}"),
        (Some(start), End::KnownUntil(None)) => format!("{start} – unknown"),
        (None, End::KnownUntil(None)) => "at an unknown time".to_owned(),
    }
}

/// Appends an actor as a line of JSON.
pub fn json(found: &Found<'_>, lang: Lang, out: &mut Vec<u8>) {
    let who = found.actor;
    let (how, alike) = match found.how {
        How::Office => ("office", None),
        How::Name => ("name", None),
        How::LastName => ("last-name", None),
        How::Sound(alike) => ("sound", Some((f64::from(alike) * 1000.0).round() / 1000.0)),
    };
    let names: serde_json::Map<String, Value> =
        self::names(who).into_iter().map(|(code, names)| (code.to_owned(), json!(names))).collect();
    let named = |actor: Actor<'_>| json!({"id": actor.id(), "name": actor.name(lang)});
    let offices: Vec<Value> = found
        .terms
        .iter()
        .map(|(term, held)| {
            let (end, known_until, state) = match term.end() {
                End::On(end) => (Some(end), None, "ended"),
                End::Open => (None, None, "open"),
                End::KnownUntil(known) => (None, known, "unknown"),
            };
            let held = held.map(|held| if held == Held::Yes { "yes" } else { "perhaps" });
            json!({
                "position": term.position().id(), "name": term.position().name(lang),
                "jurisdiction": term.jurisdiction().map(named),
                "start": term.start().map(|day| day.to_string()), "end": end.map(|day| day.to_string()),
                "known_until": known_until.map(|day| day.to_string()), "state": state, "held": held,
            })
        })
        .collect();
    let line = json!({
        "id": who.id(), "kind": who.kind().name(), "rank": who.rank(), "match": how, "alike": alike,
        "country": who.country().map(named), "names": names, "offices": offices,
    });
    out.extend_from_slice(line.to_string().as_bytes());
    out.push(b'\n');
}
