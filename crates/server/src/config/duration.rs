//! Spans of time as people write them: `30s`, `5m`, `1h 30m`.

use std::time::Duration;

use serde::{Deserialize, Deserializer, de::Error};

/// Reads a span of time.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    humantime::parse_duration(&text).map_err(|error| D::Error::custom(format_args!("`{text}` is no span of time: {error}")))
}

/// Reads a span of time that is not zero.
pub(crate) fn positive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    match deserialize(deserializer)? {
        Duration::ZERO => Err(D::Error::custom("no time at all is no span of time")),
        duration => Ok(duration),
    }
}
