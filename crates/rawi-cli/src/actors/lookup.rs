//! `rawi actors lookup`.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use rawi_actor::{Actor, Held, NameUse, Office, Registry, Term};
use rawi_text::Lang;

use crate::args::{LookupArgs, LookupFormat, NameLang};
use crate::complain;
use crate::open::reason;
use crate::render::{Look, actors, is_rtl};
use crate::terminal;

/// No more are shown of those whose names only sound alike.
const MOST_ALIKE: usize = 10;

/// What a name led to.
pub struct Search<'r> {
    /// The offices that it is a title of.
    pub offices: Vec<Office<'r>>,
    /// The actors, those who hold such an office first.
    pub found: Vec<Found<'r>>,
}

/// Somebody who was found.
pub struct Found<'r> {
    pub actor: Actor<'r>,
    pub how: How,
    /// The offices to show, and whether they were held on the day where one is asked for.
    pub terms: Vec<(Term<'r>, Option<Held>)>,
}

/// How somebody was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How {
    /// As one who holds or held the office.
    Office,
    /// By a whole name.
    Name,
    /// By the last part of a name.
    LastName,
    /// By a name that sounds so; how alike, up to 1.
    Sound(f32),
}

/// Runs the command.
pub fn lookup(args: &LookupArgs) -> ExitCode {
    let name = args.name.join(" ");
    let own = match args.registry.as_deref().map(load).transpose() {
        Ok(own) => own,
        Err(message) => return fail(&message),
    };
    let registry = own.as_ref().unwrap_or_else(|| Registry::built_in());
    let search = search(registry, &name, args.date);
    let lang = language(args.lang, &name);
    if search.found.is_empty() {
        return fail(&nobody(&search, &name, args, lang));
    }
    let mut out = Vec::new();
    match args.format {
        LookupFormat::Json => {
            search.found.iter().for_each(|found| actors::json(found, lang, &mut out))
        }
        LookupFormat::Text => {
            let look = Look::new(terminal::width(), terminal::colours(args.color, false));
            actors::text(&look, &name, &search, args.date, lang, &mut out);
        }
    }
    match io::stdout().write_all(&out) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            fail(&format!("standard output: cannot be written: {error}"))
        }
        _ => ExitCode::SUCCESS,
    }
}

fn fail(message: &str) -> ExitCode {
    complain::line(message);
    ExitCode::FAILURE
}

fn load(path: &Path) -> Result<Registry, String> {
    let name = path.display();
    let bytes =
        fs::read(path).map_err(|error| format!("{name}: cannot be read: {}", reason(&error)))?;
    Registry::from_bytes(&bytes).map_err(|error| format!("{name}: {error}"))
}

fn language(asked: Option<NameLang>, name: &str) -> Lang {
    match asked {
        Some(NameLang::Ar) => Lang::Ar,
        Some(NameLang::En) => Lang::En,
        None if is_rtl(name) => Lang::Ar,
        None => Lang::En,
    }
}

fn search<'r>(registry: &'r Registry, name: &str, day: Option<jiff::civil::Date>) -> Search<'r> {
    let on_day = |term: Term<'r>| match day.map(|day| term.held(day)) {
        Some(Held::No) => None,
        held => Some((term, held)),
    };
    let offices = registry.offices(name);
    let mut found: Vec<Found<'r>> = Vec::new();
    for term in offices.iter().flat_map(|office| office.terms()).filter_map(on_day) {
        match found.iter_mut().find(|known| known.actor == term.0.person()) {
            Some(known) => known.terms.push(term),
            None => {
                found.push(Found { actor: term.0.person(), how: How::Office, terms: vec![term] })
            }
        }
    }
    // Who held it for certain first.
    found.sort_by_key(|found| !found.terms.iter().any(|(_, held)| *held != Some(Held::Perhaps)));
    let mut add = |actor: Actor<'r>, how: How| {
        if !found.iter().any(|known| known.actor == actor) {
            found.push(Found { actor, how, terms: actor.terms().filter_map(on_day).collect() });
        }
    };
    let whole = |actor: Actor<'r>| {
        let words = |name: &str| rawi_text::fold(name).split_whitespace().count();
        let wanted = words(name);
        actor.names().any(|known| known.name_use == NameUse::Name && words(known.text) == wanted)
    };
    for actor in registry.named(name) {
        add(actor, if whole(actor) { How::Name } else { How::LastName });
    }
    registry.last_named(name).into_iter().for_each(|actor| add(actor, How::LastName));
    if found.is_empty() && offices.is_empty() {
        let alike = registry.sounding(name).into_iter().take(MOST_ALIKE);
        found.extend(alike.map(|(alike, actor)| Found {
            actor,
            how: How::Sound(alike),
            terms: actor.terms().filter_map(on_day).collect(),
        }));
    }
    Search { offices, found }
}

/// What to say and to do when nobody was found.
fn nobody(search: &Search<'_>, name: &str, args: &LookupArgs, lang: Lang) -> String {
    match (search.offices.first(), args.date) {
        (Some(office), _) if office.jurisdiction().is_none() => format!(
            "{} is an office of many; name its country or body as well: \"French foreign minister\"",
            actors::office(*office, lang)
        ),
        (Some(office), Some(day)) => format!(
            "the registry knows nobody who was {} on {day}; leave --date out to see all whom it knows",
            actors::office(*office, lang)
        ),
        (Some(office), None) => format!(
            "the registry knows nobody who was {}; `rawi actors build` makes one that does",
            actors::office(*office, lang)
        ),
        (None, _) => format!(
            "nobody in the registry is called \u{2068}{}\u{2069}, or sounds so; try the last name alone or other letters, an office \
             with its country (\"French foreign minister\"), or make a registry that has the name with `rawi actors build`",
            crate::render::shown(name)
        ),
    }
}
