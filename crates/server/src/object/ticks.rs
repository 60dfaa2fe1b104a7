//! Points in time.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Span;
use jiff::civil::DateTime;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

/// A point in time, UTC, in ticks of 100 ns since the year 1, as .NET has it. Zero is *not set*.
///
/// Its text is `2015-07-07T23:36:21.93Z`, without trailing zeros of the fraction; not set it is `0001-01-01T00:00:00`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticks(i64);

/// Ticks of a second.
const SECOND: i64 = 10_000_000;
/// Ticks of a millisecond.
const MILLISECOND: i64 = 10_000;
/// Seconds of a minute, an hour and a day.
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Seconds from the year 1 to 1970.
const UNIX: i64 = 62_135_596_800;
/// The first moment of the year 1.
const START: DateTime = DateTime::constant(1, 1, 1, 0, 0, 0, 0);
/// The last tick of the year 9999.
const LAST: i64 = 3_155_378_975_999_999_999;

impl Ticks {
    /// Not set.
    pub const UNSET: Self = Self(0);

    /// The moment with this number of ticks, between the years 1 and 9999.
    #[must_use]
    pub const fn from_number(ticks: i64) -> Option<Self> {
        if ticks >= 0 && ticks <= LAST { Some(Self(ticks)) } else { None }
    }

    /// The number of ticks.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Whether it is set.
    #[must_use]
    pub const fn is_set(self) -> bool {
        self.0 != 0
    }

    /// This moment, cut to milliseconds.
    #[must_use]
    pub fn now() -> Self {
        Self::from(SystemTime::now()).in_milliseconds()
    }

    /// The same without what is finer than a millisecond.
    #[must_use]
    pub const fn in_milliseconds(self) -> Self {
        Self(self.0.saturating_sub(self.0 % MILLISECOND))
    }

    /// So much later.
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(ticks(duration)).min(LAST))
    }

    /// So much earlier.
    #[must_use]
    pub fn before(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(ticks(duration)).max(0))
    }

    /// How long it is from another moment to this one, nothing if that one is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        let ticks = u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or_default();
        Duration::from_nanos(ticks.saturating_mul(100))
    }
}

fn ticks(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos() / 100).unwrap_or(i64::MAX)
}

impl From<SystemTime> for Ticks {
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(UNIX.saturating_mul(SECOND)).after(since)
    }
}

impl fmt::Display for Ticks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_set() {
            return f.write_str("0001-01-01T00:00:00");
        }
        let seconds = self.0 / SECOND;
        let days = Span::new().try_days(seconds / DAY).map_err(|_| fmt::Error)?;
        let date = START.date().checked_add(days).map_err(|_| fmt::Error)?;
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())?;
        write!(f, "T{:02}:{:02}:{:02}", seconds % DAY / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE)?;
        let mut fraction = self.0 % SECOND;
        if fraction != 0 {
            let mut digits = 7_usize;
            while fraction % 10 == 0 {
                fraction /= 10;
                digits = digits.saturating_sub(1);
            }
            write!(f, ".{fraction:0digits$}")?;
        }
        f.write_str("Z")
    }
}

impl FromStr for Ticks {
    type Err = String;

    /// # Errors
    ///
    /// Anything but a time of the form above, with seven digits of a fraction at the most.
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{}` is no time such as `2015-07-07T23:36:21.93Z`", text.escape_debug());
        if text == "0001-01-01T00:00:00" {
            return Ok(Self::UNSET);
        }
        let civil = text.strip_suffix('Z').ok_or_else(bad)?;
        let (whole, fraction) = civil.split_once('.').unwrap_or((civil, "0"));
        let is_fraction = (1..=7).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() != 19 || whole.as_bytes().get(10) != Some(&b'T') || !is_fraction {
            return Err(bad());
        }
        let civil: DateTime = whole.parse().map_err(|_| bad())?;
        let fraction: i64 = format!("{fraction:0<7}").parse().map_err(|_| bad())?;
        let ticks = civil.duration_since(START).as_secs().saturating_mul(SECOND).saturating_add(fraction);
        // The first tick of all is the one that is not set, and has another text.
        Self::from_number(ticks).filter(|ticks| ticks.is_set()).ok_or_else(bad)
    }
}

impl Serialize for Ticks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ticks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn times_come_back_as_they_were_read() {
        for text in [
            "2015-07-07T23:36:21.93Z",
            "2015-07-07T23:37:37.767Z",
            "2015-07-07T23:37:37Z",
            "2015-07-07T23:37:37.0000001Z",
            "0001-01-01T00:00:00",
            "0001-01-01T00:00:00.0000001Z",
            "1969-12-31T23:59:59.9Z",
            "9999-12-31T23:59:59.9999999Z",
        ] {
            assert_eq!(text.parse::<Ticks>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2015-07-07T23:36:21.93",
            "0001-01-01T00:00:00Z",
            "2015-07-07 23:36:21Z",
            "2015-07-07T23:36:21.12345678Z",
            "2015-07-07T23:36:21.Z",
            "2015-02-30T23:36:21Z",
            "2015-07-07T24:36:21Z",
            "2015-07-07T23:36Z",
            "+02015-07-07T23:36Z",
        ] {
            let error = text.parse::<Ticks>().unwrap_err();
            assert_eq!(error, format!("`{text}` is no time such as `2015-07-07T23:36:21.93Z`"));
        }
    }

    #[test]
    fn the_number_of_a_moment_is_that_of_dotnet() {
        assert_eq!("1970-01-01T00:00:00Z".parse::<Ticks>().unwrap().number(), 621_355_968_000_000_000);
        assert_eq!(Ticks::from(UNIX_EPOCH).number(), 621_355_968_000_000_000);
        let start: Ticks = "2026-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(start.after(Duration::from_micros(1_234_567)).in_milliseconds().to_string(), "2026-01-01T00:00:01.234Z");
        assert_eq!(start.after(Duration::from_secs(9)).since(start), Duration::from_secs(9));
        assert_eq!(start.since(start.after(Duration::from_secs(9))), Duration::ZERO);
    }
}
