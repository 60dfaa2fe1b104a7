//! Durations as text, such as `30s` or `5m`.

use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// Reads a duration that is not zero.
pub(crate) fn positive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    match humantime::parse_duration(&text) {
        Ok(Duration::ZERO) => Err(D::Error::custom(format!("`{text}` is no time at all"))),
        Ok(duration) => Ok(duration),
        Err(_) => Err(D::Error::custom(format!("`{text}` is not a duration such as `30s` or `5m`"))),
    }
}
