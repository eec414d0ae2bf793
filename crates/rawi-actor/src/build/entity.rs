//! An entity of a Wikidata dump: only what a registry takes from it.
//!
//! Keys that are not needed are passed over without being kept. Where PHP wrote an empty map it is an empty list.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::term::PartialDate;

/// The number of an item: 42 of `Q42`.
pub(super) type Item = u64;

/// An entity.
#[derive(Debug, Default)]
pub(super) struct Entity {
    /// As it is written; empty where there is none.
    pub id: String,
    pub labels: Labels,
    pub aliases: Aliases,
    pub claims: Claims,
}

/// Its usual names.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub en: Option<String>,
    pub ar: Option<String>,
    /// The label of all languages that have none of their own.
    pub mul: Option<String>,
}

/// Its other names.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    pub en: Vec<String>,
    pub ar: Vec<String>,
}

/// Its statements.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// P31, instance of.
    pub is: Vec<Item>,
    /// P1001, applies to jurisdiction.
    pub of: Vec<Item>,
    /// P17, country.
    pub country: Vec<Item>,
    /// P27, country of citizenship.
    pub citizen: Vec<Item>,
    /// P39, position held.
    pub held: Vec<Holding>,
    /// Statements of P39 that the source does not believe.
    pub deprecated: usize,
}

/// A position that somebody held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Holding {
    pub position: Item,
    /// P642, P1001, P2389: of what.
    pub of: Vec<Item>,
    /// P580.
    pub start: When,
    /// P582.
    pub end: When,
}

/// A point in time as a statement tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum When {
    /// Nothing is said.
    #[default]
    Absent,
    /// There is none.
    Never,
    /// There is one, but nobody knows it, or only its decade.
    Unknown,
    /// Then.
    On(PartialDate),
}

impl When {
    /// `+2021-01-20T00:00:00Z` with a precision: 9 is a year, 10 a month, 11 a day.
    pub fn of(time: &str, precision: u8) -> Self {
        let date = || {
            let mut parts = time.strip_prefix('+')?.get(..10)?.split('-');
            let year = parts.next()?.parse().ok()?;
            let month = parts.next()?.parse().ok()?;
            let day = parts.next()?.parse().ok()?;
            match precision {
                9 => PartialDate::new(year, 0, 0),
                10 => PartialDate::new(year, month, 0),
                11.. => PartialDate::new(year, month, day),
                _ => None,
            }
        };
        date().map_or(Self::Unknown, Self::On)
    }
}

/// The number of an item's identifier.
pub(super) fn item(id: &str) -> Option<Item> {
    id.strip_prefix('Q')?.parse().ok()
}

/// Reads a map into a struct key by key; what has no arm is passed over.
macro_rules! map {
    ($type:ty, $what:literal, $($key:literal => |$into:ident, $map:ident| $take:expr,)*) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> Visitor<'de> for Reader {
                    type Value = $type;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<$type, A::Error> {
                        match seq.next_element::<IgnoredAny>()? {
                            None => Ok(<$type>::default()),
                            Some(_) => Err(A::Error::custom(concat!("a list where ", $what, " are meant"))),
                        }
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$type, A::Error> {
                        let mut into = <$type>::default();
                        while let Some(Text(key)) = map.next_key()? {
                            match &*key {
                                $($key => {
                                    let ($into, $map) = (&mut into, &mut map);
                                    $take;
                                })*
                                _ => {
                                    map.next_value::<IgnoredAny>()?;
                                }
                            }
                        }
                        Ok(into)
                    }
                }
                deserializer.deserialize_any(Reader)
            }
        }
    };
}

map!(Entity, "the parts of an entity",
    "id" => |entity, map| entity.id = map.next_value()?,
    "labels" => |entity, map| entity.labels = map.next_value()?,
    "aliases" => |entity, map| entity.aliases = map.next_value()?,
    "claims" => |entity, map| entity.claims = map.next_value()?,
);

map!(Labels, "labels by language",
    "en" => |labels, map| labels.en = Some(map.next_value::<Label>()?.value),
    "ar" => |labels, map| labels.ar = Some(map.next_value::<Label>()?.value),
    "mul" => |labels, map| labels.mul = Some(map.next_value::<Label>()?.value),
);

map!(Aliases, "aliases by language",
    "en" => |aliases, map| aliases.en = values(map.next_value()?),
    "ar" => |aliases, map| aliases.ar = values(map.next_value()?),
);

map!(Claims, "statements by property",
    "P31" => |claims, map| claims.is = items(map.next_value()?),
    "P1001" => |claims, map| claims.of = items(map.next_value()?),
    "P17" => |claims, map| claims.country = items(map.next_value()?),
    "P27" => |claims, map| claims.citizen = items(map.next_value()?),
    "P39" => |claims, map| for statement in map.next_value::<Vec<Statement<'_, Qualifiers>>>()? {
        if statement.is_deprecated() {
            claims.deprecated += 1;
        } else if let Some(position) = statement.mainsnak.item() {
            let Qualifiers { of, start, end } = statement.qualifiers;
            claims.held.push(Holding { position, of, start, end });
        }
    },
);

#[derive(Debug, Default)]
struct Qualifiers {
    of: Vec<Item>,
    start: When,
    end: When,
}

map!(Qualifiers, "qualifiers by property",
    "P580" => |told, map| told.start = when(&map.next_value::<Vec<Snak<'_>>>()?),
    "P582" => |told, map| told.end = when(&map.next_value::<Vec<Snak<'_>>>()?),
    "P642" => |told, map| told.of.extend(map.next_value::<Vec<Snak<'_>>>()?.iter().filter_map(Snak::item)),
    "P1001" => |told, map| told.of.extend(map.next_value::<Vec<Snak<'_>>>()?.iter().filter_map(Snak::item)),
    "P2389" => |told, map| told.of.extend(map.next_value::<Vec<Snak<'_>>>()?.iter().filter_map(Snak::item)),
);

/// A text that is borrowed where the JSON has no escapes in it.
#[derive(Deserialize)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

#[derive(Deserialize)]
struct Label {
    value: String,
}

fn values(labels: Vec<Label>) -> Vec<String> {
    labels.into_iter().map(|label| label.value).collect()
}

/// A statement; `Q` is what is read of its qualifiers.
#[derive(Deserialize)]
#[serde(bound(deserialize = "Q: Deserialize<'de> + Default"))]
struct Statement<'t, Q> {
    #[serde(borrow)]
    mainsnak: Snak<'t>,
    #[serde(borrow, default)]
    rank: Option<Cow<'t, str>>,
    #[serde(default)]
    qualifiers: Q,
}

impl<Q> Statement<'_, Q> {
    fn is_deprecated(&self) -> bool {
        self.rank.as_deref() == Some("deprecated")
    }
}

fn items(statements: Vec<Statement<'_, IgnoredAny>>) -> Vec<Item> {
    let believed = statements.iter().filter(|statement| !statement.is_deprecated());
    believed.filter_map(|statement| statement.mainsnak.item()).collect()
}

#[derive(Deserialize)]
struct Snak<'t> {
    #[serde(borrow)]
    snaktype: Cow<'t, str>,
    #[serde(borrow, default)]
    datavalue: Option<DataValue<'t>>,
}

#[derive(Deserialize)]
struct DataValue<'t> {
    #[serde(borrow)]
    value: Value<'t>,
}

impl Snak<'_> {
    fn item(&self) -> Option<Item> {
        self.datavalue.as_ref().filter(|_| self.snaktype == "value")?.value.item
    }
}

/// The first of several times.
fn when(snaks: &[Snak<'_>]) -> When {
    let Some(snak) = snaks.first() else { return When::Absent };
    match (&*snak.snaktype, &snak.datavalue) {
        ("novalue", _) => When::Never,
        ("value", Some(DataValue { value: Value { time: Some(time), precision, .. } })) => {
            When::of(time, *precision)
        }
        _ => When::Unknown,
    }
}

/// An item or a time; any other value is neither.
#[derive(Default)]
struct Value<'t> {
    item: Option<Item>,
    time: Option<Cow<'t, str>>,
    precision: u8,
}

impl<'de: 't, 't> Deserialize<'de> for Value<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Value<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_str<E: Error>(self, _: &str) -> Result<Value<'de>, E> {
                Ok(Value::default())
            }

            fn visit_bool<E: Error>(self, _: bool) -> Result<Value<'de>, E> {
                Ok(Value::default())
            }

            fn visit_i64<E: Error>(self, _: i64) -> Result<Value<'de>, E> {
                Ok(Value::default())
            }

            fn visit_u64<E: Error>(self, _: u64) -> Result<Value<'de>, E> {
                Ok(Value::default())
            }

            fn visit_f64<E: Error>(self, _: f64) -> Result<Value<'de>, E> {
                Ok(Value::default())
            }

            fn visit_unit<E: Error>(self) -> Result<Value<'de>, E> {
                Ok(Value::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Value::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
                let mut value = Value::default();
                // Old dumps have the number of an item only.
                let (mut number, mut is_item) = (None, false);
                while let Some(Text(key)) = map.next_key()? {
                    match &*key {
                        "id" => value.item = item(&map.next_value::<Text<'_>>()?.0),
                        "numeric-id" => number = map.next_value::<Option<Item>>()?,
                        "entity-type" => is_item = map.next_value::<Text<'_>>()?.0 == "item",
                        "time" => value.time = Some(map.next_value::<Text<'_>>()?.0),
                        "precision" => {
                            value.precision = map.next_value::<Option<f64>>()?.unwrap_or(0.0) as u8
                        }
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                value.item = value.item.or(number.filter(|_| is_item));
                Ok(value)
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_precise_as_told() {
        let on = |date: &str| When::On(date.parse().unwrap());
        let rows = [
            ("+2021-01-20T00:00:00Z", 11, on("2021-01-20")),
            ("+2021-01-20T00:00:00Z", 14, on("2021-01-20")),
            ("+2021-01-00T00:00:00Z", 10, on("2021-01")),
            ("+2021-00-00T00:00:00Z", 9, on("2021")),
            ("+2021-01-01T00:00:00Z", 9, on("2021")),
            ("+2020-00-00T00:00:00Z", 8, When::Unknown),
            ("+2021-00-00T00:00:00Z", 11, on("2021")),
            ("-0044-03-15T00:00:00Z", 11, When::Unknown),
            ("+20210-01-20T00:00:00Z", 11, When::Unknown),
            ("+2021-02-30T00:00:00Z", 11, When::Unknown),
            ("+2021", 9, When::Unknown),
            ("+20ي21-01-0", 9, When::Unknown),
            ("", 11, When::Unknown),
        ];
        for (time, precision, expected) in rows {
            assert_eq!(When::of(time, precision), expected, "{time} {precision}");
        }
    }

    #[test]
    fn an_entity_is_read_in_any_order_and_of_any_age() {
        let text = r#"{"claims":{"P31":[{"mainsnak":{"snaktype":"value","datavalue":{"value":{"entity-type":"item",
            "numeric-id":5},"type":"wikibase-entityid"}},"rank":"normal"}],"P39":[
            {"mainsnak":{"snaktype":"value","datavalue":{"value":{"id":"Q7"}}},"rank":"preferred","qualifiers":{
            "P582":[{"snaktype":"novalue"}],"P580":[{"snaktype":"value","datavalue":{"value":
            {"time":"+2020-05-00T00:00:00Z","precision":10}}}],"P642":[{"snaktype":"somevalue"}]}},
            {"mainsnak":{"snaktype":"value","datavalue":{"value":{"id":"Q8"}}},"rank":"deprecated","qualifiers":[]},
            {"mainsnak":{"snaktype":"somevalue"}}],"P18":[{"mainsnak":7}]},
            "aliases":[],"labels":{"ar":{"value":"\u0633\u0627\u0644\u0645"},"xx":5},"id":"Q90000001","type":"item"}"#;
        let entity: Entity = serde_json::from_str(text).unwrap();
        assert_eq!(
            (item(&entity.id), entity.labels.ar.as_deref()),
            (Some(90_000_001), Some("سالم"))
        );
        assert_eq!((entity.claims.is, entity.claims.deprecated), (vec![5], 1));
        let start = When::On("2020-05".parse().unwrap());
        assert_eq!(
            entity.claims.held,
            [Holding { position: 7, of: Vec::new(), start, end: When::Never }]
        );
        assert!(serde_json::from_str::<Entity>(r#"{"id":"Q1","claims":[1]}"#).is_err());
    }
}
