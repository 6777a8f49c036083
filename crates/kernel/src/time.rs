// SPDX-License-Identifier: EUPL-1.2
//! Moments in microseconds UTC, and the clock that gives them.

use std::{
    fmt,
    ops::{Add, Sub},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::{Timestamp, ZonedDateTime, civil::Date, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Error, Result};

/// A moment, in microseconds since 1970-01-01T00:00:00Z. Databases keep microseconds; so do we.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// From microseconds since the Unix epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the Unix epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339, for instance `2026-11-24T10:05:29Z`.
    pub fn parse(text: &str) -> Result<Self> {
        text.parse::<Timestamp>()
            .map(|t| Self(t.as_microsecond()))
            .map_err(|_| Error::field("tijd", "Vul een tijdstip in, bijvoorbeeld 2026-11-24T10:05:29Z."))
    }

    /// Local noon and the like: a wall-clock moment in the Netherlands. In the hour that does not exist
    /// the clock has already moved on; in the hour that comes twice it is the first.
    pub fn at(date: Date, hour: i8, minute: i8) -> Self {
        date.at(hour, minute, 0, 0)
            .to_zoned_datetime(amsterdam())
            .map_or(Self(0), |z| Self(z.timestamp().as_microsecond()))
    }

    /// The wall clock in the Netherlands at this moment.
    pub fn local(self) -> ZonedDateTime {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(amsterdam())
    }

    /// Local date.
    pub fn day(self) -> Date {
        self.local().date()
    }

    /// Local date as `YYYY-MM-DD`, the form in which it is stored.
    pub fn day_text(self) -> String {
        self.day().to_string()
    }

    /// Local hour, 0 to 23.
    pub fn hour(self) -> i64 {
        i64::from(self.local().hour())
    }

    /// Time from `earlier` to this moment; zero when it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// The time zone of every Dutch municipality in Europe.
fn amsterdam() -> TimeZone {
    static ZONE: std::sync::OnceLock<TimeZone> = std::sync::OnceLock::new();
    ZONE.get_or_init(|| TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)).clone()
}

impl fmt::Display for Time {
    /// Fixed width, so that text order is time order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH);
        write!(f, "{t:.6}")
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl Add<Duration> for Time {
    type Output = Self;

    fn add(self, d: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(d.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl Sub<Duration> for Time {
    type Output = Self;

    fn sub(self, d: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(d.as_micros()).unwrap_or(i64::MAX)))
    }
}

/// Where the time comes from. Never read the system's clock in another way.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Time;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    fn now(&self) -> Time {
        Time(Timestamp::now().as_microsecond())
    }
}

/// A clock that stands still until it is told to move. Clones share one time.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that stands at `start`.
    pub fn new(start: Time) -> Self {
        Self(Arc::new(AtomicI64::new(start.micros())))
    }

    /// Puts the clock at `time`, forward or back.
    pub fn set(&self, time: Time) {
        self.0.store(time.micros(), Ordering::SeqCst);
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap_or(0), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_as_it_was_written_with_fixed_width() {
        let t = Time::parse("2026-11-24T10:05:29.5Z").unwrap();
        assert_eq!(t.to_string(), "2026-11-24T10:05:29.500000Z");
        assert_eq!(Time::parse(&t.to_string()).unwrap(), t);
        assert_eq!(Time::from_micros(0).to_string().len(), t.to_string().len());
    }

    #[test]
    fn the_local_day_is_the_day_in_the_netherlands() {
        let just_after_midnight = Time::parse("2026-11-23T23:30:00Z").unwrap();
        assert_eq!(just_after_midnight.day_text(), "2026-11-24");
        assert_eq!(just_after_midnight.hour(), 0);
    }

    #[test]
    fn a_test_clock_moves_only_when_told() {
        let clock = TestClock::new(Time::from_micros(0));
        let same = clock.clone();
        same.advance(Duration::from_secs(1));
        assert_eq!(clock.now(), Time::from_micros(1_000_000));
    }
}
