//! What the pieces of one time say together.

use crate::lexicon::{Kind, UNITS, Unit};
use crate::pattern::{Element, Reading};
use crate::time::Modifier;

/// Which of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    BeforeLast,
    Last,
    This,
    Next,
    AfterNext,
    Following,
    Preceding,
    Same,
}

/// A piece of a pattern and what stands there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Capture {
    pub element: Element,
    pub value: i64,
}

/// An amount of a unit, in hundredths; -1 where nobody counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub hundredths: i64,
    pub unit: Unit,
}

/// What a time says, before it is counted from anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    pub reading: Option<Reading>,
    pub modifier: Option<Modifier>,
    pub part: Option<usize>,
    /// Minutes of the day, and whether the text says before or after noon.
    pub clock: Option<i64>,
    pub pm: Option<bool>,
    pub zone: Option<i32>,
    /// Whether a minus stands before its hours.
    zone_back: bool,
    /// Days from today.
    pub offset: Option<i32>,
    pub weekday: Option<i8>,
    pub day: Option<i8>,
    pub month: Option<i8>,
    pub year: Option<i16>,
    pub hijri: bool,
    pub bce: bool,
    pub way: Option<Way>,
    pub amounts: Vec<Amount>,
    pub ordinal: Option<i64>,
    pub season: Option<usize>,
    pub feast: Option<usize>,
    pub set: Option<usize>,
    /// The second year of a range of years.
    pub until: Option<i16>,
    /// The second day of a range of days.
    pub until_day: Option<i8>,
    /// Whether one unit is a length up to now or from now on.
    pub window: bool,
    /// Minutes that stand before their hour.
    early: i64,
    /// The unit that holds it: the week, month or year of what stands beside it.
    pub within: Option<(Unit, Way)>,
    pub decade: Option<i16>,
    /// 0 past, 1 present, 2 future.
    pub vague: Option<i32>,
}

impl Frame {
    /// The frame that a match fills; nothing where its pieces contradict each other.
    pub fn of(reading: Reading, captures: &[Capture]) -> Option<Self> {
        let mut frame = Self { reading: Some(reading), ..Self::default() };
        let mut amount: Option<i64> = None;
        for capture in captures {
            let value = capture.value;
            match capture.element {
                Element::Begin => {}
                Element::End => break,
                Element::Days => {
                    frame.day = Some((value / 100) as i8);
                    frame.until_day = Some((value % 100) as i8);
                }
                Element::MonthNumber => frame.month = Some(value as i8),
                Element::ZoneHour => {
                    let sign = if frame.zone_back { -1 } else { 1 };
                    frame.zone = Some(value as i32 * sign);
                }
                Element::Mark('-') => frame.zone_back = true,
                Element::Amount | Element::AndAmount => {
                    if amount.is_some() {
                        return None;
                    }
                    amount = Some(value);
                }
                Element::Day => frame.day = Some(value as i8),
                Element::Year | Element::AnyYear => frame.year = Some(value as i16),
                Element::ShortYear if reading == Reading::Decade => {
                    // "the mid-30s" is an age or a temperature.
                    let marked = captures
                        .iter()
                        .any(|c| matches!(c.element, Element::Mark('\'' | '’' | '‘')));
                    if value % 10 != 0 || value < 50 && !marked {
                        return None;
                    }
                    frame.decade = Some(value as i16);
                }
                Element::ShortYear => {
                    let century = if value < 50 { 2000 } else { 1900 };
                    frame.year = Some((century + value) as i16);
                }
                Element::Ordinal => frame.ordinal = Some(value),
                Element::Hour => frame.clock = Some(value * 60 + frame.early),
                Element::Minute => frame.clock = Some(frame.clock? + value),
                Element::Clock | Element::Military | Element::Colon => frame.clock = Some(value),
                Element::Numeric => {
                    frame.year = Some((value / 10_000) as i16);
                    frame.month = Some((value / 100 % 100) as i8);
                    frame.day = Some((value % 100) as i8);
                    frame.hijri |= value / 10_000 < 1525;
                }
                Element::Years => {
                    frame.year = Some((value / 10_000) as i16);
                    frame.until = Some((value % 10_000) as i16);
                }
                Element::Literal(_) | Element::Mark(_) => {}
                Element::Word(kind) => frame.word(kind, value, &mut amount)?,
            }
        }
        match (amount, frame.clock) {
            // "seven and 40 minutes"
            (Some(hundredths), Some(clock)) if reading == Reading::ClockTo => {
                frame.clock = Some(clock - hundredths / 100);
            }
            (Some(hundredths), Some(clock)) => frame.clock = Some(clock + hundredths / 100),
            (Some(hundredths), None) if reading == Reading::Age => {
                frame.amounts.push(Amount { hundredths, unit: Unit::Year });
            }
            (Some(hundredths), None) => match frame.amounts.last_mut() {
                // السنوات الثلاث
                Some(last) if last.hundredths == -1 => last.hundredths = hundredths,
                _ => drop(frame.ordinal.get_or_insert(hundredths / 100)),
            },
            (None, _) => {}
        }
        if let [one, two, ..] = frame.amounts[..]
            && two.unit >= one.unit
        {
            // يومين وثلاثة أيام is a range.
            return None;
        }
        frame.plain(reading);
        // "the eighth of this month", "the third quarter of last year"
        let in_year = matches!(reading, Reading::Quarter | Reading::Half | Reading::Season);
        if (reading == Reading::Date || in_year)
            && let [Amount { unit, .. }] = frame.amounts[..]
        {
            let Some(way) = frame.way.or(in_year.then_some(Way::This)) else { return Some(frame) };
            if in_year && unit != Unit::Year || !in_year && unit != Unit::Month {
                return None;
            }
            frame.within = Some((unit, way));
            frame.way = None;
            frame.amounts.clear();
        }
        Some(frame)
    }

    /// Readings that say in one word what others say in several.
    fn plain(&mut self, reading: Reading) {
        let (plain, fraction) = match reading {
            Reading::That => {
                self.way = Some(Way::Same);
                (Reading::Period, None)
            }
            Reading::HalfOf => (Reading::Length, Some(50)),
            Reading::QuarterOf => (Reading::Length, Some(25)),
            Reading::Night(offset) => {
                (self.offset, self.part) = (Some(offset), Some(4));
                (Reading::Offset, None)
            }
            Reading::Age => (Reading::Length, None),
            Reading::Rate => {
                // five days a week
                self.amounts = self.amounts.pop().into_iter().collect();
                (Reading::Each, Some(100))
            }
            Reading::EveryOther => (Reading::Each, Some(200)),
            Reading::Current => {
                self.way = Some(Way::This);
                (Reading::Period, None)
            }
            Reading::Window => {
                let century = self.amounts.iter().any(|amount| amount.unit == Unit::Century);
                self.window = !century;
                self.way.get_or_insert(Way::Last);
                (Reading::Period, None)
            }
            Reading::Weekend => {
                self.amounts.push(Amount { hundredths: 100, unit: Unit::Weekend });
                (Reading::Period, None)
            }
            Reading::DayPart => {
                self.amounts.push(Amount { hundredths: 100, unit: Unit::Day });
                (Reading::Period, None)
            }
            Reading::ClockTo => (Reading::Clock, None),
            Reading::LastQuarter => {
                self.ordinal = Some(4);
                (Reading::Quarter, None)
            }
            other => (other, None),
        };
        self.reading = Some(plain);
        if let (Some(fraction), Some(amount)) = (fraction, self.amounts.first_mut()) {
            amount.hundredths = fraction;
        }
    }

    fn word(&mut self, kind: Kind, value: i64, amount: &mut Option<i64>) -> Option<()> {
        let unit = |value: i64| UNITS[value as usize].1;
        match kind {
            Kind::Unit => {
                let hundredths = amount.take().unwrap_or(100);
                self.amounts.push(Amount { hundredths, unit: unit(value) });
            }
            Kind::Units => {
                let hundredths = amount.take().unwrap_or(-1);
                self.amounts.push(Amount { hundredths, unit: unit(value) });
            }
            Kind::Dual => {
                *amount = None;
                self.amounts.push(Amount { hundredths: 200, unit: unit(value) });
            }
            Kind::Month | Kind::HijriMonth => {
                let hijri = kind == Kind::HijriMonth;
                if self.month.is_some_and(|month| i64::from(month) != value) {
                    return None;
                }
                self.month = Some(value as i8);
                self.hijri |= hijri;
            }
            Kind::Weekday | Kind::Weekdays => {
                if self.weekday.is_some_and(|weekday| i64::from(weekday) != value) {
                    return None;
                }
                self.weekday = Some(value as i8);
            }
            Kind::Part | Kind::Parts => self.part = Some(value as usize),
            Kind::Season => self.season = Some(value as usize),
            Kind::Feast => self.feast = Some(value as usize),
            Kind::Edge => {
                self.modifier =
                    Some([Modifier::Start, Modifier::Mid, Modifier::End][value as usize]);
            }
            Kind::Approx => self.modifier = Some(Modifier::Approx),
            Kind::More => self.modifier = Some(Modifier::MoreThan),
            Kind::Less => self.modifier = Some(Modifier::LessThan),
            Kind::Last => self.way = Some(Way::Last),
            Kind::BeforeLast => self.way = Some(Way::BeforeLast),
            Kind::AfterNext => self.way = Some(Way::AfterNext),
            Kind::This => self.way = Some(Way::This),
            Kind::Next => self.way = Some(Way::Next),
            Kind::Following => self.way = Some(Way::Following),
            Kind::Preceding => self.way = Some(Way::Preceding),
            Kind::Same => self.way = Some(Way::Same),
            Kind::Offset => self.offset = Some(value as i32),
            Kind::Ref => self.vague = Some(value as i32),
            Kind::Set => self.set = Some(value as usize),
            Kind::Bce => self.bce = true,
            Kind::HijriEra => self.hijri = true,
            Kind::Minutes => self.minutes(value, amount),
            Kind::OClock => self.clock = Some(value),
            // A zone by its country is the reader’s own; only GMT is told.
            Kind::Zone if value == 0 => self.zone = Some(0),
            Kind::Am => self.pm = Some(false),
            Kind::Pm => self.pm = Some(true),
            Kind::Decade => self.decade = Some(value as i16),
            Kind::Ord => self.ordinal = Some(value),
            Kind::Num => self.ordinal = Some(value),
            _ => {}
        }
        Some(())
    }

    /// "and a half" after an hour, or after a length.
    fn minutes(&mut self, value: i64, amount: &mut Option<i64>) {
        if let Some(hundredths) = amount.as_mut().filter(|hundredths| **hundredths >= 0) {
            // two and a half years
            *hundredths += value * 100 / 60;
        } else if let Some(clock) = self.clock {
            self.clock = Some(clock + value);
        } else if let Some(last) = self.amounts.last_mut()
            && last.hundredths >= 0
        {
            last.hundredths += value * 100 / 60;
        } else {
            // half past nine
            self.early = value;
        }
    }

    /// Whether it says a time of day and no day.
    fn is_hour(&self) -> bool {
        matches!(self.reading, Some(Reading::Clock | Reading::Part)) && !self.has_day()
    }

    /// Whether it says which day.
    pub fn has_day(&self) -> bool {
        self.offset.is_some()
            || self.weekday.is_some()
            || self.day.is_some()
            || self.feast.is_some()
    }

    /// Whether it is a stretch of a year that wants to know which year.
    fn wants_year(&self) -> bool {
        let inside = self.month.is_some()
            || matches!(
                self.reading,
                Some(Reading::Quarter | Reading::Half | Reading::Season | Reading::Feast)
            );
        inside && self.year.is_none() && self.way.is_none() && self.within.is_none()
    }

    /// Whether it is a year and nothing else.
    fn is_year(&self) -> bool {
        match self.reading {
            Some(Reading::Date) => {
                self.year.is_some()
                    && self.month.is_none()
                    && self.day.is_none()
                    && self.weekday.is_none()
                    && self.until.is_none()
            }
            _ => self.is_one(Unit::Year),
        }
    }

    /// Whether it is one `unit` counted from now or from what was told.
    fn is_one(&self, unit: Unit) -> bool {
        let one = matches!(self.amounts[..], [Amount { hundredths: 100, unit: u }] if u == unit);
        self.reading == Some(Reading::Period) && self.way.is_some() && one
    }

    /// What the two say together, where they can be one time; `tight` where nothing but a blank stands between them.
    pub fn merged(&self, next: &Self, tight: bool) -> Option<Self> {
        if let Some(Reading::Edge | Reading::Bound) = self.reading {
            if !tight
                || matches!(
                    next.reading,
                    Some(Reading::Ref(_) | Reading::Set | Reading::Each | Reading::Name)
                )
            {
                return None;
            }
            // "about Wednesday's attack", "over the next year"
            let bound = self.reading == Some(Reading::Bound);
            let counted =
                matches!(next.reading, Some(Reading::Period | Reading::Season | Reading::Feast))
                    || next.has_day() && next.clock.is_none();
            if bound && counted {
                return None;
            }
            let mut both = next.clone();
            both.modifier = both.modifier.or(self.modifier);
            return Some(both);
        }
        let mut both = self.clone();
        if self.is_hour() || next.is_hour() {
            if self.is_hour() && next.is_hour() {
                let clash = self.clock.is_some() && next.clock.is_some()
                    || self.part.is_some() && next.part.is_some();
                if clash {
                    return None;
                }
                both.reading = Some(Reading::Clock);
            } else {
                let day = if self.is_hour() { next } else { self };
                let whole = day.has_day() || day.is_one(Unit::Day) || day.is_one(Unit::Night);
                let taken = day.clock.is_some() && self.clock.is_some() && next.clock.is_some();
                if !whole || taken || day.part.is_some() && day.clock.is_some() {
                    return None;
                }
                let hour = if self.is_hour() { self } else { next };
                both = day.clone();
                both.part = both.part.or(hour.part);
                both.clock = both.clock.or(hour.clock);
                both.pm = both.pm.or(hour.pm);
                both.zone = both.zone.or(hour.zone);
                both.modifier = both.modifier.or(hour.modifier);
                return Some(both);
            }
            both.part = both.part.or(next.part);
            both.clock = both.clock.or(next.clock);
            both.pm = both.pm.or(next.pm);
            both.zone = both.zone.or(next.zone);
            return Some(both);
        }
        // The current year 1436, last year, 2014.
        if self.is_one(Unit::Year) && next.reading == Some(Reading::Date) && next.is_year() {
            let mut both = next.clone();
            both.modifier = both.modifier.or(self.modifier);
            return Some(both);
        }
        if self.wants_year() && next.is_year() {
            if let Some(way) = next.way {
                both.within = Some((Unit::Year, way));
            } else {
                both.year = next.year;
                both.bce |= next.bce;
                both.hijri |= next.hijri;
            }
            return Some(both);
        }
        let bare_weekday = self.weekday.is_some() && self.day.is_none() && self.offset.is_none();
        if bare_weekday && self.way.is_none() && next.is_one(Unit::Week) {
            both.within = next.way.map(|way| (Unit::Week, way));
            return Some(both);
        }
        let bare_day = self.day.is_some() && self.month.is_none() && self.weekday.is_none();
        if bare_day && next.is_one(Unit::Month) {
            both.within = next.way.map(|way| (Unit::Month, way));
            return Some(both);
        }
        self.same_day(next)
    }

    /// Two names of one day.
    fn same_day(&self, next: &Self) -> Option<Self> {
        let days = matches!(self.reading, Some(Reading::Date | Reading::Offset))
            && matches!(next.reading, Some(Reading::Date | Reading::Offset))
            && self.has_day()
            && next.has_day();
        let clash = self.weekday.is_some() && next.weekday.is_some()
            || self.offset.is_some() && next.offset.is_some()
            || self.month.is_some() && next.month.is_some()
            || self.day.is_some() && next.day.is_some()
            || self.until.is_some()
            || next.until.is_some()
            || self.hijri != next.hijri && self.month.is_some();
        let both_ways = self.way.is_some() && next.way.is_some();
        if !days || clash || both_ways {
            return None;
        }
        Some(Self {
            reading: Some(Reading::Date),
            modifier: self.modifier.or(next.modifier),
            part: self.part.or(next.part),
            clock: self.clock.or(next.clock),
            pm: self.pm.or(next.pm),
            zone: self.zone.or(next.zone),
            offset: self.offset.or(next.offset),
            weekday: self.weekday.or(next.weekday),
            day: self.day.or(next.day),
            month: self.month.or(next.month),
            year: self.year.or(next.year),
            hijri: self.hijri || next.hijri,
            bce: self.bce || next.bce,
            way: self.way.or(next.way),
            within: self.within.or(next.within),
            ..self.clone()
        })
    }
}
