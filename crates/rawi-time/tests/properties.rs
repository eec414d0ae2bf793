//! What holds of the times of any text.

use jiff::civil::{Date, Time as Clock};
use proptest::prelude::*;
use rawi_text::{Lang, tokenize};
use rawi_time::{Anchor, times};

/// Words, numbers and marks of which times are made.
const PIECES: [&str; 96] = [
    "13",
    "5",
    "31",
    "2024",
    "1995",
    "0600",
    "14:30",
    "10.30",
    "13/11/2024",
    "2010-15",
    "3-5",
    "22-05",
    "1436",
    "99999999",
    "-",
    "–",
    "/",
    ",",
    ".",
    "(",
    ")",
    "'",
    "’",
    "s",
    "th",
    "+",
    "\n",
    "T",
    "Z",
    "GMT",
    "UTC",
    "a.m.",
    "p.m.",
    "the",
    "last",
    "next",
    "this",
    "that",
    "following",
    "previous",
    "before last",
    "every",
    "other",
    "May",
    "Sept.",
    "Monday",
    "Sunday's",
    "Mondays",
    "century",
    "week",
    "weeks",
    "day",
    "year",
    "years",
    "night",
    "half",
    "quarter",
    "a",
    "an",
    "and",
    "of",
    "in",
    "at",
    "ago",
    "later",
    "from now",
    "million",
    "hundred",
    "nineties",
    "early",
    "mid",
    "more than",
    "BC",
    "Easter",
    "Thanksgiving",
    "Ramadan",
    "fiscal",
    "school",
    "midnight",
    "o'clock",
    "the week of",
    "over the weekend",
    "twice",
    "ثلاثة",
    "أسابيع",
    "العام",
    "الماضي",
    "قبل",
    "بعد",
    "مساء",
    "يوم",
    "رمضان",
    "القرن",
    "من",
    "كل",
    "الساعة",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(&PIECES[..]), any::<bool>()), 0..14).prop_map(
        |pieces| {
            pieces
                .into_iter()
                .map(|(piece, blank)| if blank { format!("{piece} ") } else { piece.to_owned() })
                .collect()
        },
    )
}

fn anchor() -> impl Strategy<Value = Option<Anchor>> {
    let day = (-9999i16..=9999, 1i8..=12, 1i8..=31)
        .prop_filter_map("no such day", |(y, m, d)| Date::new(y, m, d).ok());
    let time = prop::option::of(
        (0i8..24, 0i8..60).prop_map(|(hour, minute)| Clock::constant(hour, minute, 0, 0)),
    );
    prop::option::of((day, time).prop_map(|(day, time)| Anchor { day, time }))
}

fn holds(text: &str, anchor: Option<Anchor>) -> Result<(), TestCaseError> {
    for lang in [Lang::Ar, Lang::En] {
        let mut end = 0;
        for time in times(text, &tokenize(text), lang, anchor) {
            let span = time.span;
            prop_assert!(span.start >= end && span.start < span.end, "{:?} after {end}", span);
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            prop_assert!(!time.value.is_empty());
            end = span.end;
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text(text in any::<String>(), anchor in anchor()) {
        holds(&text, anchor)?;
    }

    #[test]
    fn any_pieces(text in pieces(), anchor in anchor()) {
        holds(&text, anchor)?;
    }
}
