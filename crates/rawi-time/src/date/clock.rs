//! Times of day and offsets.

use jiff::civil::Time;

use super::grammar::Reader;
use super::lexicon::Kind;
use super::line::PieceKind;

/// A time of day and what follows from it, read up to piece `next`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub time: Time,
    pub offset_minutes: Option<i16>,
    pub next: usize,
}

/// Farthest offset in use: Kiribati's +14:00.
const FARTHEST: i32 = 14 * 60;

impl Reader<'_, '_> {
    /// The time that begins at piece `i`: `14:35`, `9:22:07.000 مساءً`, `14h35`, `9 am`, with its zone.
    pub(super) fn clock(&self, i: usize) -> Option<Clock> {
        let hour = self.number(i, 1..=2).filter(|h| *h < 24)?;
        let mut next = i + 1;
        let (mut minute, mut second) = (None, 0);
        if self.is_mark(next, ':') {
            minute = Some(self.number(next + 1, 2..=2).filter(|m| *m < 60)?);
            next += 2;
            if self.is_mark(next, ':')
                && let Some(value) = self.number(next + 1, 2..=2).filter(|s| *s < 61)
            {
                // A leap second is written :60 and exists in no civil time of jiff's.
                second = value.min(59);
                next += 2;
                if (self.is_mark(next, '.') || self.is_mark(next, ','))
                    && self.glued_number(next + 1)
                {
                    next += 2;
                }
            }
        } else if let Some((_, after)) = self.word(next, Kind::Hour) {
            minute = Some(0);
            next = after;
            if let Some(value) = self.number(next, 2..=2).filter(|m| *m < 60) {
                minute = Some(value);
                next += 1;
            }
        }
        let half = self.half_of_day(next);
        let (Some(minute), hour) = (minute.or(half.map(|_| 0)), hour) else {
            return None;
        };
        let mut hour = hour;
        if let Some((pm, after)) = half {
            match (pm, hour) {
                (true, 1..=11) => hour += 12,
                (false, 12) => hour = 0,
                _ => {}
            }
            next = after;
        }
        let time = Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
        let (offset_minutes, next) = match self.zone(next) {
            Some((offset, after)) => (Some(offset), after),
            None => (None, next),
        };
        Some(Clock { time, offset_minutes, next })
    }

    /// Whether the hour before is after noon: `ص`, `م`, `a.m.`.
    fn half_of_day(&self, i: usize) -> Option<(bool, usize)> {
        let am = self.word(i, Kind::Am).map(|(_, next)| (false, next));
        am.or_else(|| self.word(i, Kind::Pm).map(|(_, next)| (true, next)))
    }

    /// An offset at piece `i`: `Z`, `GMT`, `GMT+3`, `+03:00`, `(+0330)`, `بتوقيت غرينتش`; minutes and the next piece.
    pub(super) fn zone(&self, i: usize) -> Option<(i16, usize)> {
        if self.is_mark(i, '(')
            && let Some((offset, next)) = self.zone(i + 1)
        {
            return Some((offset, if self.is_mark(next, ')') { next + 1 } else { next }));
        }
        if let Some((offset, next)) = self.word(i, Kind::Zone) {
            return self
                .signed(next, 1)
                .map(|(more, after)| (offset + more, after))
                .or(Some((offset, next)));
        }
        self.signed(i, 2)
    }

    /// `+03:00`, `-0330`, `+3` with at least `digits` digits; the sign must touch its number.
    fn signed(&self, i: usize, digits: usize) -> Option<(i16, usize)> {
        let sign = match self.mark(i)? {
            '+' => 1,
            '-' => -1,
            _ => return None,
        };
        if !self.glued_number(i + 1) {
            return None;
        }
        let PieceKind::Number { value, digits: written, .. } = self.kind(i + 1)? else {
            return None;
        };
        let value = i32::try_from(value).ok()?;
        let minutes_follow = self.is_mark(i + 2, ':') && self.glued_number(i + 3);
        let (hours, minutes, next) = match written {
            4 => (value / 100, value % 100, i + 2),
            1 | 2 if minutes_follow => (value, self.number(i + 3, 2..=2)?.try_into().ok()?, i + 4),
            // ` - 13` is no offset; `-13` or `GMT-3` may be.
            1 | 2 if written >= digits && !self.pieces()[i].spaced => (value, 0, i + 2),
            _ => return None,
        };
        let offset = hours * 60 + minutes;
        (minutes < 60 && offset <= FARTHEST).then_some(((sign * offset) as i16, next))
    }
}
