//! Who is meant by a name, as far as the ledger is concerned.

use jiff::civil::Date;
use rawi_actor::{Held, Registry, Term};
use rawi_text::{TokenKind, tokenize};
use rusqlite::OptionalExtension;
use rusqlite::types::Value;

use crate::error::{Fault, Result};
use crate::open::Ledger;

/// Those who are meant: by identifier, by the names that articles use, by an office on the day of a statement.
#[derive(Clone, Default)]
pub struct Who<'r> {
    /// Identifiers, and their numbers in the ledger.
    actors: Vec<(String, i64)>,
    /// Names of speakers as they stand in articles.
    pub(crate) names: Vec<String>,
    /// Terms of an office, each with the number of its holder.
    terms: Vec<(Term<'r>, i64)>,
}

impl std::fmt::Debug for Who<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Who")
            .field("actors", &self.actors)
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}

impl<'r> Who<'r> {
    /// Whether nobody is meant.
    pub fn is_nobody(&self) -> bool {
        self.actors.is_empty() && self.names.is_empty() && self.terms.is_empty()
    }

    /// The identifiers of those who are meant on any day.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.actors.iter().map(|(id, _)| id.as_str())
    }

    /// Numbers of all who may be meant, as a list of JSON.
    pub(crate) fn numbers(&self) -> Value {
        let numbers = self.actors.iter().map(|(_, number)| number);
        let holders = self.terms.iter().map(|(_, number)| number);
        as_list(numbers.chain(holders))
    }

    pub(crate) fn name_list(&self) -> Value {
        as_list(&self.names)
    }

    /// Whether the speaker of a statement on that day is meant.
    pub(crate) fn is_meant(
        &self,
        actor: Option<i64>,
        name: Option<&str>,
        day: Option<&str>,
    ) -> bool {
        let named = name.is_some_and(|name| self.names.iter().any(|known| known == name));
        let Some(actor) = actor else { return named };
        let day = day.and_then(|day| day.parse::<Date>().ok());
        named
            || self.actors.iter().any(|(_, number)| *number == actor)
            || self.terms.iter().any(|(term, number)| {
                *number == actor && day.is_none_or(|day| term.held(day) != Held::No)
            })
    }
}

fn as_list<T: serde::Serialize>(items: impl IntoIterator<Item = T>) -> Value {
    let items: Vec<T> = items.into_iter().collect();
    Value::Text(serde_json::to_string(&items).expect("strings and numbers can be written"))
}

impl Ledger {
    /// Who is meant by an identifier (`Q7821917`, `name/…`), a name in any language, or an office (those who held it on the
    /// day of what they said).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn who<'r>(&self, name: &str, registry: &'r Registry) -> Result<Who<'r>> {
        self.meant(name.trim(), registry).map_err(|fault| self.fail(fault))
    }

    fn meant<'r>(&self, name: &str, registry: &'r Registry) -> Result<Who<'r>, Fault> {
        let mut who = Who::default();
        let mut number_of = self.db.prepare_cached("SELECT actor FROM actor WHERE id = ?1")?;
        let mut number =
            |id: &str| number_of.query_row([id], |row| row.get::<_, i64>(0)).optional();
        if let Some(found) = number(name)? {
            who.actors.push((name.to_owned(), found));
            return Ok(who);
        }
        for actor in registry.named(name) {
            if let Some(found) = number(actor.id())? {
                who.actors.push((actor.id().to_owned(), found));
            }
        }
        for term in registry.offices(name).iter().flat_map(|office| office.terms()) {
            if let Some(found) = number(term.person().id())? {
                who.terms.push((term, found));
            }
        }
        let wanted = words(name);
        if !wanted.is_empty() {
            let mut all = self.db.prepare_cached(
                "SELECT DISTINCT speaker FROM statement WHERE speaker IS NOT NULL",
            )?;
            let mut rows = all.query([])?;
            while let Some(row) = rows.next()? {
                let speaker: String = row.get(0)?;
                if words(&speaker).windows(wanted.len()).any(|part| part == wanted) {
                    who.names.push(speaker);
                }
            }
        }
        Ok(who)
    }
}

/// The folded words of a name.
fn words(name: &str) -> Vec<String> {
    let tokens = tokenize(name);
    let is_word = |i: &usize| {
        matches!(tokens[*i].kind, TokenKind::Word | TokenKind::Number | TokenKind::Handle)
    };
    (0..tokens.len()).filter(is_word).map(|i| tokens.form(i).to_owned()).collect()
}
