//! From what a time says to what it means.

use jiff::civil::{Date, DateTime, Time as Clock, Weekday};
use jiff::{Span, ToSpan};

use crate::date::Calendar;
use crate::frame::{Amount, Frame, Way};
use crate::lexicon::{PARTS, SEASONS, SETS, Unit};
use crate::pattern::Reading;
use crate::point::{FEASTS, Grain, Point, When, day_value, part_hours};
use crate::time::{Anchor, Modifier, Moment, TimeKind};

/// What a time is counted from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    pub anchor: Option<Anchor>,
    /// What was told last.
    pub told: Option<Point>,
    /// The day that was told last.
    pub day: Option<Date>,
    /// The day that was told last in this sentence.
    pub here: Option<Date>,
    /// The year in which the story is, where that is not the anchor's.
    pub year: Option<i16>,
    /// Whether the clause tells of the future.
    pub future: bool,
    /// Whether "since" stands before it.
    pub since: bool,
}

/// What a time means.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    pub kind: TimeKind,
    pub value: String,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
    /// The stretch, for what is counted from it later.
    pub point: Option<Point>,
    pub explicit: bool,
}

impl Meaning {
    fn vague(kind: TimeKind, value: impl Into<String>) -> Self {
        Self { kind, value: value.into(), from: None, to: None, point: None, explicit: false }
    }

    fn point(point: Point, modifier: Option<Modifier>) -> Self {
        let (from, to) = narrowed(&point, modifier);
        Self {
            kind: TimeKind::Date,
            value: point.value.clone(),
            from: Some(Moment::Day(from)),
            to: Some(Moment::Day(to)),
            point: Some(point),
            explicit: false,
        }
    }
}

/// The first, middle or last third of a stretch.
fn narrowed(point: &Point, modifier: Option<Modifier>) -> (Date, Date) {
    let days = point.from.until(point.to).map_or(0, |span| span.get_days()) + 1;
    let third = days / 3;
    if third == 0 {
        return (point.from, point.to);
    }
    let after = |date: Date, days: i32| date.checked_add(days.days()).unwrap_or(date);
    match modifier {
        Some(Modifier::Start) => (point.from, after(point.from, third - 1)),
        Some(Modifier::Mid) => (after(point.from, third), after(point.from, 2 * third - 1)),
        Some(Modifier::End) => (after(point.from, 2 * third), point.to),
        _ => (point.from, point.to),
    }
}

/// What `frame` means in `context`; nothing where it is no time.
pub(crate) fn resolve(frame: &Frame, context: &Context) -> Option<Meaning> {
    match frame.reading? {
        Reading::Ref(tense) => Some(reference(frame.vague.unwrap_or(tense), context)),
        Reading::Length => length(frame, context),
        Reading::Ago => shifted(frame, context, -1, false),
        Reading::Ahead => shifted(frame, context, 1, false),
        Reading::Later => shifted(frame, context, 1, true),
        Reading::Earlier => shifted(frame, context, -1, true),
        Reading::Set => Some(Meaning::vague(TimeKind::Set, SETS[frame.set?])),
        Reading::Each => each(frame),
        Reading::Edge | Reading::Bound | Reading::Name => None,
        Reading::Clock | Reading::Part if !frame.has_day() => {
            let day = context.here.or(context.anchor.map(|anchor| anchor.day));
            match day {
                Some(day) => hour(frame, day),
                None => Some(Meaning::vague(
                    TimeKind::Time,
                    format!("XXXX-XX-XX{}", hour_value(frame)?),
                )),
            }
        }
        _ => stretch(frame, context),
    }
}

fn reference(tense: i32, context: &Context) -> Meaning {
    let now = context.anchor.map(|anchor| Moment::Day(anchor.day));
    let name = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][tense.clamp(0, 2) as usize];
    let mut meaning = Meaning::vague(TimeKind::Date, name);
    (meaning.from, meaning.to) = match tense {
        0 => (None, now),
        1 => (now, now),
        _ => (now, None),
    };
    meaning
}

/// A day or something longer, and the hour where one stands beside it.
fn stretch(frame: &Frame, context: &Context) -> Option<Meaning> {
    let one = matches!(frame.amounts[..], [Amount { hundredths: 100, .. }]);
    let several = frame.reading == Some(Reading::Period) && (frame.window || !one);
    if several {
        return several_units(frame, context);
    }
    let needs_anchor = context.anchor.is_none() && frame.year.is_none() && context.told.is_none();
    let Some(point) = point(frame, context) else {
        return if needs_anchor { unanchored(frame) } else { None };
    };
    let explicit = frame.year.is_some();
    let night = frame.reading == Some(Reading::Period)
        && frame.amounts.first().is_some_and(|a| a.unit == Unit::Night);
    if frame.clock.is_some() || frame.part.is_some() || night {
        let mut timed = frame.clone();
        if night && timed.part.is_none() {
            timed.part = Some(4);
        }
        let meaning = hour(&timed, point.from)?;
        return Some(Meaning { explicit, point: Some(point), ..meaning });
    }
    Some(Meaning { explicit, ..Meaning::point(point, frame.modifier) })
}

/// What can be said without knowing when the text was written.
fn unanchored(frame: &Frame) -> Option<Meaning> {
    let value = match (frame.month, frame.day, frame.weekday, frame.offset) {
        (Some(month), Some(day), ..) => format!("XXXX-{month:02}-{day:02}"),
        (Some(month), None, ..) => format!("XXXX-{month:02}"),
        (None, _, Some(weekday), _) => format!("XXXX-WXX-{weekday}"),
        (.., Some(offset)) => {
            let tense = if offset < 0 { 0 } else { i32::from(offset > 0) + 1 };
            return Some(reference(tense, &Context::default()));
        }
        _ => match frame.way? {
            Way::Last | Way::Preceding | Way::BeforeLast => {
                return Some(reference(0, &Context::default()));
            }
            Way::This | Way::Same => return Some(reference(1, &Context::default())),
            Way::Next | Way::Following | Way::AfterNext => {
                return Some(reference(2, &Context::default()));
            }
        },
    };
    Some(Meaning::vague(TimeKind::Date, value))
}

fn point(frame: &Frame, context: &Context) -> Option<Point> {
    match frame.reading? {
        Reading::Period => one_unit(frame, context),
        Reading::WeekOf => Point::week(dated(frame, context)?.from),
        Reading::NthWeekday => {
            let weekday = Weekday::from_monday_one_offset(frame.weekday?).ok()?;
            // Without a number it is the last one.
            let nth = i8::try_from(frame.ordinal.unwrap_or(-1)).ok()?;
            let month = frame.month?;
            in_year(frame, context, |year| {
                let day =
                    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
                Some(Point::day(day))
            })
        }
        Reading::Decade => decade(frame, context),
        Reading::Century => century(frame, context),
        Reading::Fiscal => {
            let year = frame.until.or(frame.year).or_else(|| counted_year(frame.way?, context))?;
            Point::fiscal(year)
        }
        Reading::School => {
            if let Some(year) = frame.year {
                return Point::school(year);
            }
            let day = context.anchor?.day;
            let now = if day.month() >= 8 { day.year() } else { day.year() - 1 };
            Point::school(match frame.way? {
                Way::Last | Way::Preceding => now - 1,
                Way::Next | Way::Following => now + 1,
                _ => now,
            })
        }
        Reading::Quarter => {
            let n = i8::try_from(frame.ordinal?).ok()?;
            in_year(frame, context, |year| Point::quarter(year, n))
        }
        Reading::Half => {
            let n = i8::try_from(frame.ordinal?).ok()?;
            in_year(frame, context, |year| Point::half(year, n))
        }
        Reading::Season => {
            let season = frame.season?;
            in_year(frame, context, |year| Point::season(year, season))
        }
        Reading::Eid => {
            let year = context.anchor?.day.year();
            let eid =
                |name: &str| crate::point::FEASTS.iter().position(|(known, _)| *known == name);
            let mut days: Vec<Point> = (year - 1..=year + 1)
                .flat_map(|year| [("fitr", year), ("adha", year)])
                .filter_map(|(name, year)| Point::feast(eid(name)?, year))
                .collect();
            days.sort_by_key(|point| point.from);
            let first = chosen(days, frame, context)?.from;
            first
                .checked_add((frame.ordinal.unwrap_or(1) - 1).clamp(0, 30).days())
                .ok()
                .map(Point::day)
        }
        Reading::Feast => {
            let feast = frame.feast?;
            if frame.hijri
                && let Some(year) = frame.year
            {
                let common = Calendar::Hijri.day(year, 6, 1)?.year();
                return Point::feast(feast, common);
            }
            let feast = in_year(frame, context, |year| Point::feast(feast, year))?;
            match frame.ordinal {
                Some(n @ 1..=30) => feast.from.checked_add((n - 1).days()).ok().map(Point::day),
                _ => Some(feast),
            }
        }
        _ => dated(frame, context),
    }
}

/// A day, month or year of the calendar, a weekday, or a day counted from today.
fn dated(frame: &Frame, context: &Context) -> Option<Point> {
    if let (Some(day), Some(month)) = (frame.day, frame.month) {
        return day_of_month(frame, context, month, day);
    }
    if let Some(offset) = frame.offset {
        let base = match frame.way {
            Some(Way::Same | Way::Following | Way::Preceding) => context.told.as_ref()?.from,
            _ => context.anchor?.day,
        };
        let day = base.checked_add(offset.days()).ok()?;
        // "Today, Sunday" on a Wednesday: the anchor is a crawl's, and the weekday is the text's own.
        let told = frame.weekday.and_then(|day| Weekday::from_monday_one_offset(day).ok());
        return match told {
            Some(weekday) if weekday != day.weekday() => {
                day.nth_weekday(if offset > 0 { 1 } else { -1 }, weekday).ok().map(Point::day)
            }
            _ => Some(Point::day(day)),
        };
    }
    if let Some(day) = frame.day {
        return bare_day(frame, context, day);
    }
    if let Some(weekday) = frame.weekday {
        return weekday_of(frame, context, Weekday::from_monday_one_offset(weekday).ok()?)
            .map(Point::day);
    }
    if let Some(month) = frame.month {
        if frame.hijri {
            return hijri_month(frame, context, month);
        }
        return in_year(frame, context, |year| Point::month(year, month));
    }
    let year = frame.year?;
    if frame.hijri {
        return Point::hijri_year(year);
    }
    Point::year(if frame.bce { 1 - year } else { year })
}

fn day_of_month(frame: &Frame, context: &Context, month: i8, day: i8) -> Option<Point> {
    if frame.hijri {
        if let Some(year) = frame.year {
            return Calendar::Hijri.day(year, month, day).map(Point::day);
        }
        let about = (i32::from(context.anchor?.day.year()) - 622) * 33 / 32;
        let days: Vec<Point> = (about - 1..=about + 2)
            .filter_map(|year| Calendar::Hijri.day(i16::try_from(year).ok()?, month, day))
            .map(Point::day)
            .collect();
        return chosen(days, frame, context);
    }
    let dated = |year: i16| Date::new(year, month, day).ok().map(Point::day);
    if let Some(year) = frame.year {
        return dated(if frame.bce { 1 - year } else { year });
    }
    // 29 February without a year is that of the nearest leap year.
    in_year(frame, context, dated)
}

fn hijri_month(frame: &Frame, context: &Context, month: i8) -> Option<Point> {
    if let Some(year) = frame.year {
        return Point::hijri_month(year, month);
    }
    let about = (i32::from(context.anchor?.day.year()) - 622) * 33 / 32;
    let months: Vec<Point> = (about - 1..=about + 2)
        .filter_map(|year| Point::hijri_month(i16::try_from(year).ok()?, month))
        .collect();
    chosen(months, frame, context)
}

/// A day of a month that is not named.
fn bare_day(frame: &Frame, context: &Context, day: i8) -> Option<Point> {
    let anchor = context.anchor.map(|anchor| anchor.day);
    let base = match frame.within.map(|(_, way)| way).or(frame.way) {
        Some(Way::Same | Way::Following | Way::Preceding) => context.told.as_ref()?.from,
        None => context.here.or(anchor)?,
        _ => anchor?,
    };
    let shift = match frame.within.map(|(_, way)| way).or(frame.way) {
        Some(Way::Last | Way::Preceding) => -1,
        Some(Way::Next | Way::Following) => 1,
        _ => 0,
    };
    let month = base.first_of_month().checked_add(shift.months()).ok()?;
    Date::new(month.year(), month.month(), day).ok().map(Point::day)
}

fn weekday_of(frame: &Frame, context: &Context, weekday: Weekday) -> Option<Date> {
    if let Some((Unit::Week, way)) = frame.within {
        let base = match way {
            Way::Same | Way::Following | Way::Preceding => context.told.as_ref()?.from,
            _ => context.anchor?.day,
        };
        let week = base.checked_add((7 * step(way)).days()).ok()?;
        return week
            .iso_week_date()
            .date()
            .checked_add(
                (i32::from(weekday.to_monday_zero_offset())
                    - i32::from(week.weekday().to_monday_zero_offset()))
                .days(),
            )
            .ok();
    }
    let told = || context.told.as_ref().map(|point| point.from);
    let (base, way) = match frame.way {
        Some(Way::Following) => (told().or(context.anchor.map(|a| a.day))?, Way::Next),
        Some(Way::Preceding) => (told().or(context.anchor.map(|a| a.day))?, Way::Last),
        Some(Way::Same) => return told(),
        Some(way) => (context.anchor?.day, way),
        None => {
            let anchor = context.anchor?.day;
            if anchor.weekday() == weekday {
                return Some(anchor);
            }
            (anchor, if context.future { Way::Next } else { Way::Last })
        }
    };
    match way {
        Way::Last => base.nth_weekday(-1, weekday).ok(),
        Way::This if base.weekday() == weekday => Some(base),
        _ => base.nth_weekday(1, weekday).ok(),
    }
}

/// How many units a way goes.
fn step(way: Way) -> i32 {
    match way {
        Way::BeforeLast => -2,
        Way::Last | Way::Preceding => -1,
        Way::This | Way::Same => 0,
        Way::Next | Way::Following => 1,
        Way::AfterNext => 2,
    }
}

/// The year that a way tells.
fn counted_year(way: Way, context: &Context) -> Option<i16> {
    let base = match way {
        Way::Same | Way::Following | Way::Preceding => context
            .told
            .as_ref()
            .map(|point| point.from)
            .or(context.anchor.map(|anchor| anchor.day))?,
        _ => context.anchor?.day,
    };
    base.year().checked_add(step(way) as i16)
}

/// What `make` gives in the year that is meant.
fn in_year(frame: &Frame, context: &Context, make: impl Fn(i16) -> Option<Point>) -> Option<Point> {
    if let Some(year) = frame.year {
        return make(if frame.bce { 1 - year } else { year });
    }
    if let Some((Unit::Year, way)) = frame.within {
        return make(counted_year(way, context)?);
    }
    if let Some(Way::Same) = frame.way
        && let Some(told) = &context.told
    {
        return make(told.from.year());
    }
    if frame.way.is_none()
        && let Some(year) = context.year
    {
        return make(year);
    }
    let Some(anchor) = context.anchor else {
        return make(context.told.as_ref()?.from.year());
    };
    let year = anchor.day.year();
    let near: Vec<Point> = (year - 4..=year + 4).filter_map(make).collect();
    chosen(near, frame, context)
}

/// How much nearer something ahead has to be to be meant in a clause that does not say so: ديسمبر in November is ahead,
/// January is behind.
const AHEAD_IS_NEARER: i32 = 5;

/// The one of several (years apart, in order) that way and tense mean.
fn chosen(points: Vec<Point>, frame: &Frame, context: &Context) -> Option<Point> {
    let base = match frame.way {
        Some(Way::Following | Way::Preceding) => {
            context.told.as_ref().map(|told| told.to).or(context.anchor.map(|anchor| anchor.day))?
        }
        _ => context.anchor?.day,
    };
    let behind = points.iter().rev().find(|point| point.from <= base);
    let over = points.iter().rev().find(|point| point.to < base);
    let ahead = points.iter().find(|point| point.from > base);
    let on_or_ahead = points.iter().find(|point| point.to >= base);
    match frame.way {
        Some(Way::Last | Way::Preceding) => over,
        Some(Way::Next | Way::Following) => ahead,
        Some(Way::This) => {
            points.iter().find(|point| point.from.year() == base.year()).or(on_or_ahead)
        }
        _ if context.future => on_or_ahead,
        _ => match (behind, ahead) {
            (Some(behind), Some(ahead)) => {
                let days =
                    |a: Date, b: Date| a.until(b).map_or(i32::MAX / 8, |span| span.get_days());
                let nearer =
                    days(base, ahead.from) * AHEAD_IS_NEARER < days(behind.to.min(base), base);
                Some(if nearer { ahead } else { behind })
            }
            (behind, ahead) => behind.or(ahead),
        },
    }
    .cloned()
}

/// One unit before, of or after now: العام الماضي.
fn one_unit(frame: &Frame, context: &Context) -> Option<Point> {
    let unit = frame.amounts.first()?.unit;
    let way = match frame.way {
        Some(way) => way,
        None => {
            // The weekend of this week is ahead until it begins.
            let day = context.anchor?.day;
            let ahead = Point::weekend(day)?.from > day;
            if ahead && !context.future { Way::Last } else { Way::This }
        }
    };
    // A day is counted from a day, not from the year that was told after it.
    let coarse = unit <= Unit::Night
        && context.told.as_ref().is_some_and(|point| point.grain > Grain::Weekend);
    if coarse && matches!(way, Way::Same | Way::Preceding | Way::Following) {
        let day = context.day?.checked_add(step(way).days()).ok()?;
        return Some(Point::day(day));
    }
    let told = || context.told.as_ref().map(|point| point.from);
    let told_end = || context.told.as_ref().map(|point| point.to);
    let anchor = context.anchor.map(|anchor| anchor.day);
    let base = match way {
        Way::Same | Way::Preceding => told().or(anchor)?,
        Way::Following => told_end().or(anchor)?,
        _ => anchor?,
    };
    let step = step(way);
    let moved = |span: Span| base.checked_add(span * i64::from(step)).ok();
    match unit {
        Unit::Day | Unit::Night => moved(1.day()).map(Point::day),
        Unit::Weekend => {
            // The weekend of this week is ahead until it is over.
            Point::weekend(moved(7.days())?)
        }
        Unit::Week => Point::week(moved(7.days())?),
        Unit::Month => {
            let month = base.first_of_month().checked_add(step.months()).ok()?;
            Point::month(month.year(), month.month())
        }
        Unit::Quarter => {
            let month = base.first_of_month().checked_add((3 * step).months()).ok()?;
            Point::quarter(month.year(), (month.month() - 1) / 3 + 1)
        }
        Unit::Half => {
            let month = base.first_of_month().checked_add((6 * step).months()).ok()?;
            Point::half(month.year(), (month.month() - 1) / 6 + 1)
        }
        Unit::Year => Point::year(base.year().checked_add(step as i16)?),
        Unit::Decade => Point::decade(base.year().checked_add(10 * step as i16)?),
        Unit::Century => {
            Point::century((base.year() - 1).div_euclid(100).checked_add(1 + step as i16)?)
        }
        Unit::Season => {
            let now = (base.month().rem_euclid(12) / 3 + 3) % 4;
            let year = if base.month() < 3 { base.year() - 1 } else { base.year() };
            let at = i32::from(now) + step;
            Point::season(year + at.div_euclid(4) as i16, at.rem_euclid(4) as usize)
        }
        Unit::Hour | Unit::Minute | Unit::Second => None,
    }
}

/// Several units before or after now: a length with an interval.
fn several_units(frame: &Frame, context: &Context) -> Option<Meaning> {
    let value = period_value(&frame.amounts)?;
    let mut meaning = Meaning::vague(TimeKind::Duration, value);
    let (Some(anchor), Some(way)) = (context.anchor, frame.way) else { return Some(meaning) };
    let Some(span) = span_of(&frame.amounts) else {
        let now = Some(Moment::Day(anchor.day));
        match way {
            Way::Last => meaning.to = now,
            Way::Next => meaning.from = now,
            _ => {}
        }
        return Some(meaning);
    };
    let (from, to) = match way {
        Way::Last => (anchor.day.checked_sub(span).ok(), Some(anchor.day)),
        Way::Next => (Some(anchor.day), anchor.day.checked_add(span).ok()),
        _ => return Some(meaning),
    };
    (meaning.from, meaning.to) = (from.map(Moment::Day), to.map(Moment::Day));
    Some(meaning)
}

fn length(frame: &Frame, context: &Context) -> Option<Meaning> {
    let mut meaning = Meaning::vague(TimeKind::Duration, period_value(&frame.amounts)?);
    if context.since
        && let (Some(anchor), Some(span)) = (context.anchor, span_of(&frame.amounts))
    {
        meaning.from = anchor.day.checked_sub(span).ok().map(Moment::Day);
        meaning.to = Some(Moment::Day(anchor.day));
    }
    Some(meaning)
}

/// `P1Y6M`, `PT36H`, `P2W`, `PXD`; nothing for nothing.
fn period_value(amounts: &[Amount]) -> Option<String> {
    let mut dates = String::new();
    let mut times = String::new();
    for amount in amounts {
        // Half an hour is PT30M, half a year P6M.
        let amount = match (amount.hundredths, amount.unit) {
            (n @ 1..100, Unit::Hour) => Amount { hundredths: n * 60, unit: Unit::Minute },
            (n @ 1..100, Unit::Year) => Amount { hundredths: n * 12, unit: Unit::Month },
            _ => *amount,
        };
        let (factor, letter, is_time) = letter(amount.unit);
        let number = match amount.hundredths {
            -1 => "X".to_owned(),
            n => {
                let n = n.checked_mul(factor)?;
                match n % 100 {
                    0 => (n / 100).to_string(),
                    rest if rest % 10 == 0 => format!("{}.{}", n / 100, rest / 10),
                    rest => format!("{}.{rest:02}", n / 100),
                }
            }
        };
        let out = if is_time { &mut times } else { &mut dates };
        out.push_str(&number);
        out.push_str(letter);
    }
    match (dates.is_empty(), times.is_empty()) {
        (true, true) => None,
        (_, true) => Some(format!("P{dates}")),
        _ => Some(format!("P{dates}T{times}")),
    }
}

/// How many of the letter's unit one is, the letter of ISO 8601, whether it stands after T.
fn letter(unit: Unit) -> (i64, &'static str, bool) {
    match unit {
        Unit::Second => (1, "S", true),
        Unit::Minute => (1, "M", true),
        Unit::Hour => (1, "H", true),
        Unit::Day => (1, "D", false),
        Unit::Night => (1, "D", false),
        Unit::Weekend => (1, "WE", false),
        Unit::Week => (1, "W", false),
        Unit::Month => (1, "M", false),
        Unit::Season => (3, "M", false),
        Unit::Quarter => (1, "Q", false),
        Unit::Half => (6, "M", false),
        Unit::Year => (1, "Y", false),
        Unit::Decade => (10, "Y", false),
        Unit::Century => (100, "Y", false),
    }
}

/// The length in days and what is longer; nothing where nobody counts or it is out of range.
fn span_of(amounts: &[Amount]) -> Option<Span> {
    let mut span = Span::new();
    for amount in amounts {
        let n = amount.hundredths;
        if !(0..=999_900).contains(&n) {
            return None;
        }
        let (whole, rest) = (n / 100, n % 100);
        let (years, months, days) = match amount.unit {
            Unit::Second | Unit::Minute | Unit::Hour => (0, 0, 0),
            Unit::Day | Unit::Night => (0, 0, whole),
            Unit::Weekend => (0, 0, whole * 2),
            Unit::Week => (0, 0, whole * 7 + rest * 7 / 100),
            Unit::Month => (0, whole, rest * 30 / 100),
            Unit::Season | Unit::Quarter => (0, whole * 3, 0),
            Unit::Half => (0, whole * 6, 0),
            Unit::Year => (whole, rest * 12 / 100, 0),
            Unit::Decade => (whole * 10 + rest / 10, 0, 0),
            Unit::Century => (whole * 100 + rest, 0, 0),
        };
        span = span
            .try_years(i64::from(span.get_years()) + years)
            .and_then(|span| span.try_months(i64::from(span.get_months()) + months))
            .and_then(|span| span.try_days(i64::from(span.get_days()) + days))
            .ok()?;
    }
    Some(span)
}

/// A length before or after now, or what was told.
fn shifted(frame: &Frame, context: &Context, sign: i64, told: bool) -> Option<Meaning> {
    let vague = || Some(reference(if sign < 0 { 0 } else { 2 }, context));
    let finest = frame.amounts.iter().map(|amount| amount.unit).min()?;
    let base = match (told, &context.told, context.anchor) {
        (true, Some(point), _) if finest <= Unit::Week && point.grain > Grain::Week => {
            match context.day {
                Some(day) => day,
                None => return vague(),
            }
        }
        (true, Some(point), _) => point.from,
        (_, _, Some(anchor)) => anchor.day,
        _ => return vague(),
    };
    if finest < Unit::Day {
        let Some(time) = context.anchor.filter(|_| !told).and_then(|anchor| anchor.time) else {
            return vague();
        };
        let mut minutes = 0;
        for amount in &frame.amounts {
            if amount.hundredths < 0 || amount.hundredths > 10_000_000 {
                return vague();
            }
            minutes += amount.hundredths * if amount.unit == Unit::Hour { 60 } else { 1 } / 100;
        }
        let moment = base.to_datetime(time).checked_add((sign * minutes).minutes()).ok()?;
        let at = Moment::Minute(moment);
        let mut meaning = Meaning::vague(TimeKind::Time, at.to_string());
        (meaning.from, meaning.to) = (Some(at), Some(at));
        return Some(meaning);
    }
    let Some(span) = span_of(&frame.amounts) else { return vague() };
    let day = base.checked_add(span * sign).ok()?;
    let halves = frame.amounts.iter().any(|amount| amount.hundredths % 100 != 0);
    let point = match finest {
        Unit::Day | Unit::Night => Point::day(day),
        Unit::Week | Unit::Weekend => Point::week(day)?,
        Unit::Month => Point::month(day.year(), day.month())?,
        Unit::Year | Unit::Decade if halves => Point::month(day.year(), day.month())?,
        Unit::Season | Unit::Quarter | Unit::Half => Point::month(day.year(), day.month())?,
        Unit::Year => Point::year(day.year())?,
        Unit::Decade => Point::decade(day.year())?,
        Unit::Century => Point::century((day.year() - 1).div_euclid(100) + 1)?,
        Unit::Second | Unit::Minute | Unit::Hour => return vague(),
    };
    let meaning = if frame.clock.is_some() || frame.part.is_some() {
        hour(frame, point.from)?
    } else {
        Meaning::point(point, frame.modifier)
    };
    Some(meaning)
}

fn each(frame: &Frame) -> Option<Meaning> {
    let part = frame.part.map(|part| format!("T{}", PARTS[part])).unwrap_or_default();
    let value = if let Some(weekday) = frame.weekday {
        format!("XXXX-WXX-{weekday}{part}")
    } else if let (Some(month), Some(day)) = (frame.month, frame.day) {
        format!("XXXX-{month:02}-{day:02}")
    } else if let Some(month) = frame.month {
        format!("XXXX-{month:02}")
    } else if let Some(season) = frame.season {
        format!("XXXX-{}", SEASONS[season])
    } else if let Some(feast) = frame.feast {
        return Some(Meaning::vague(TimeKind::Set, each_feast(feast)));
    } else if !part.is_empty() {
        format!("XXXX-XX-XX{part}")
    } else {
        match frame.amounts[..] {
            [Amount { hundredths: 100, unit }] => match unit {
                Unit::Minute | Unit::Second => period_value(&frame.amounts)?,
                Unit::Hour => SETS[4].to_owned(),
                Unit::Day => SETS[0].to_owned(),
                Unit::Night => "XXXX-XX-XXTNI".to_owned(),
                Unit::Weekend => SETS[6].to_owned(),
                Unit::Week => SETS[1].to_owned(),
                Unit::Month => SETS[2].to_owned(),
                Unit::Season => "XXXX-XX".to_owned(),
                Unit::Quarter => SETS[5].to_owned(),
                Unit::Year => SETS[3].to_owned(),
                Unit::Half | Unit::Decade | Unit::Century => period_value(&frame.amounts)?,
            },
            _ => period_value(&frame.amounts)?,
        }
    };
    Some(Meaning::vague(TimeKind::Set, value))
}

fn each_feast(feast: usize) -> String {
    match FEASTS[feast].1 {
        When::Day(month, day) => format!("XXXX-{month:02}-{day:02}"),
        _ => SETS[3].to_owned(),
    }
}

fn decade(frame: &Frame, context: &Context) -> Option<Point> {
    if let Some(year) = frame.year {
        return Point::decade(if frame.bce { 1 - year } else { year });
    }
    let first = frame.decade?;
    let century = match (frame.ordinal, frame.way) {
        (Some(century), _) => i16::try_from(century).ok()?.checked_sub(1)?,
        (None, Some(way)) => {
            let now = context.anchor?.day.year().div_euclid(100);
            now.checked_add(step(way) as i16)?
        }
        (None, None) if first >= 100 => 0,
        (None, None) => {
            // The nearest one that has begun; early in a century its first decades are rather those of the last one.
            let now = context.anchor.map_or(2000, |anchor| anchor.day.year());
            let this = now.div_euclid(100) * 100 + first;
            if this <= now && (now.rem_euclid(100) >= 50 || first >= 10 && now - this < 20) {
                now.div_euclid(100)
            } else {
                now.div_euclid(100) - 1
            }
        }
    };
    Point::decade(century.checked_mul(100)?.checked_add(first)?)
}

fn century(frame: &Frame, context: &Context) -> Option<Point> {
    let century = match (frame.ordinal, frame.way) {
        (Some(century), _) => i16::try_from(century).ok().filter(|c| (1..=99).contains(c))?,
        (None, Some(way)) => {
            (context.anchor?.day.year() - 1).div_euclid(100).checked_add(1 + step(way) as i16)?
        }
        (None, None) => return None,
    };
    Point::century(if frame.bce { -century } else { century })
}

/// `TEV`, `T15:00`, `T15:00+03:00`.
fn hour_value(frame: &Frame) -> Option<String> {
    let Some(minutes) = minutes_of(frame) else {
        return Some(format!("T{}", PARTS[frame.part?]));
    };
    let zone = match frame.zone {
        None => String::new(),
        Some(0) => "Z".to_owned(),
        Some(zone) => {
            format!(
                "{}{:02}:{:02}",
                if zone < 0 { '-' } else { '+' },
                zone.abs() / 60,
                zone.abs() % 60
            )
        }
    };
    Some(format!("T{:02}:{:02}{zone}", minutes / 60, minutes % 60))
}

/// The minutes of the day, by what is said of noon and of the part of the day.
fn minutes_of(frame: &Frame) -> Option<i64> {
    let minutes = frame.clock.filter(|minutes| (0..=24 * 60).contains(minutes))?;
    let (hour, minute) = (minutes / 60, minutes % 60);
    if minutes > 12 * 60 + 59 || frame.pm.is_none() && frame.part.is_none() {
        return Some(minutes);
    }
    let afternoon = match (frame.pm, frame.part.map(|part| PARTS[part])) {
        (Some(pm), _) => pm,
        (None, Some("AF" | "EV")) => true,
        (None, Some("MI")) => hour < 11,
        (None, Some("NI")) => (6..12).contains(&hour),
        _ => false,
    };
    let night = frame.part.is_some_and(|part| PARTS[part] == "NI");
    let hour = match (hour, afternoon) {
        (12, false) if frame.part.is_some_and(|part| PARTS[part] == "MI") => 12,
        (12, false) if night => 24,
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    };
    Some(hour * 60 + minute)
}

/// A time of day on `day`.
fn hour(frame: &Frame, day: Date) -> Option<Meaning> {
    let value = format!("{}{}", day_value(day), hour_value(frame)?);
    let mut meaning = Meaning::vague(TimeKind::Time, value);
    let at = |minutes: i64| -> Option<Moment> {
        let (days, minutes) = (minutes / (24 * 60), minutes % (24 * 60));
        let clock = Clock::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).ok()?;
        let day = day.checked_add(days.days()).ok()?;
        Some(Moment::Minute(DateTime::from_parts(day, clock)))
    };
    (meaning.from, meaning.to) = match minutes_of(frame) {
        Some(minutes) => (at(minutes), at(minutes)),
        None => {
            let (from, to) = part_hours(frame.part?);
            (at(i64::from(from) * 60), at(i64::from(to) * 60))
        }
    };
    meaning.point = Some(Point::day(day));
    Some(meaning)
}

/// Whether `grain` is a day or shorter.
pub(crate) fn is_day(grain: Grain) -> bool {
    grain <= Grain::Day
}
