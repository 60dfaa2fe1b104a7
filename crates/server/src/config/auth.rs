//! The section `auth`: whose statements about callers are believed.

use std::fmt;
use std::time::Duration;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Domain, Jwks, duration};

/// The least time between two looks at a key set.
const SHORTEST_REFRESH: Duration = Duration::from_secs(10);
/// The most time between two looks: a key set serves for an hour, so that one look may fail.
const LONGEST_REFRESH: Duration = Duration::from_mins(30);

/// The section `[auth]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The domains whose users and groups a token may name. Other SIDs in tokens are dropped.
    #[serde(default)]
    pub domains: Vec<Domain>,
    /// Bearer tokens; without it none is accepted.
    pub bearer: Option<Bearer>,
}

/// The section `[auth.bearer]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bearer {
    /// Who issues the tokens, exactly as they say it in `iss`.
    pub issuer: String,
    /// Whom the tokens are for: one text or several. A token names at least one of them in `aud`.
    #[serde(deserialize_with = "one_or_several")]
    pub audience: Vec<String>,
    /// Where the issuer's keys are.
    pub jwks: Jwks,
    /// How often they are looked at, from `10s` to `30m`.
    #[serde(default = "default_refresh", deserialize_with = "refresh")]
    pub refresh: Duration,
    /// What the claims are called.
    #[serde(default)]
    pub claims: Claims,
}

/// The section `[auth.bearer.claims]`: names of claims.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Claims {
    /// The user's SID.
    pub user_sid: String,
    /// SIDs of the user's groups; any of these claims may be absent.
    pub group_sids: Vec<String>,
    /// The user's GUID in the directory: its text, or base64 of its binary form.
    pub user_guid: String,
    /// The user's name, for people to read.
    pub name: String,
}

impl Default for Claims {
    fn default() -> Self {
        Self {
            user_sid: "primarysid".to_owned(),
            group_sids: vec!["groupsid".to_owned()],
            user_guid: "objectguid".to_owned(),
            name: "upn".to_owned(),
        }
    }
}

fn default_refresh() -> Duration {
    Duration::from_mins(5)
}

fn refresh<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let refresh = duration::positive(deserializer)?;
    if (SHORTEST_REFRESH..=LONGEST_REFRESH).contains(&refresh) {
        Ok(refresh)
    } else {
        Err(D::Error::custom("a key set is refreshed every 10s to 30m"))
    }
}

/// Reads a text, or a list of texts which is not empty.
fn one_or_several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let texts = deserializer.deserialize_any(OneOrSeveral)?;
    if texts.is_empty() || texts.iter().any(String::is_empty) {
        Err(D::Error::custom("an audience is missing"))
    } else {
        Ok(texts)
    }
}

struct OneOrSeveral;

impl<'de> Visitor<'de> for OneOrSeveral {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(vec![text.to_owned()])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element()? {
            texts.push(text);
        }
        Ok(texts)
    }
}
