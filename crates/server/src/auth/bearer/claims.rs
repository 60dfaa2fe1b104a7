//! What a token says about who calls.

use std::time::SystemTime;

use aclavis::card::Uuid;
use aclavis::{Guid, Sid};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

use super::object::{NoText, Object};
use super::unverified::Unverified;
use crate::config::{Claims, Domain, plain_sid};

/// The most groups that a token may name.
const MAX_GROUPS: usize = 1_000;
/// Characters of a GUID's text.
const GUID_TEXT: usize = 36;

/// What a verified token says about who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whom the token is about, as the issuer calls them.
    pub subject: Option<String>,
    /// The user's name, for people to read.
    pub name: Option<String>,
    /// The user's SID, of a configured domain.
    pub user_sid: Option<Sid>,
    /// Whether the token names a SID of the user that is of no configured domain, and was dropped.
    pub has_foreign_user: bool,
    /// SIDs of the user's groups, all of configured domains.
    pub group_sids: Vec<Sid>,
    /// The user's GUID in the directory.
    pub user_guid: Option<Uuid>,
    /// When the token ends.
    pub expires: SystemTime,
    /// How many SIDs were dropped: those of other domains, and texts that are no SID.
    pub dropped: usize,
}

/// Reads claims as the configuration names them.
pub(super) struct ClaimReader {
    names: Claims,
    domains: Box<[Domain]>,
}

impl ClaimReader {
    pub(super) fn new(names: Claims, domains: &[Domain]) -> Self {
        Self { names, domains: domains.into() }
    }

    /// Reads the claims of a token that ends then.
    pub(super) fn read(&self, claims: &Object, expires: SystemTime) -> Result<Verified, Unverified> {
        let mut dropped = 0_usize;
        let users = self.sids(texts(claims, &self.names.user_sid)?, &mut dropped);
        let has_foreign_user = users.is_empty() && dropped > 0;
        let user_sid = match users.as_slice() {
            [] => None,
            [user] => Some(*user),
            _ => return Err(Unverified::BadClaims),
        };
        let mut groups = Vec::new();
        for name in &self.names.group_sids {
            groups.extend(texts(claims, name)?);
        }
        if groups.len() > MAX_GROUPS {
            return Err(Unverified::BadClaims);
        }
        let group_sids = self.sids(groups, &mut dropped);
        if dropped > 0 {
            tracing::debug!(dropped, user = user_sid.is_some(), "SIDs of a token are not of a configured domain");
        }
        Ok(Verified {
            subject: text(claims, "sub")?,
            name: text(claims, &self.names.name)?,
            user_sid,
            has_foreign_user,
            group_sids,
            user_guid: text(claims, &self.names.user_guid)?.map(|text| guid(&text).ok_or(Unverified::BadClaims)).transpose()?,
            expires,
            dropped,
        })
    }

    /// The SIDs of configured domains among these; the others are counted.
    fn sids(&self, texts: Vec<&str>, dropped: &mut usize) -> Vec<Sid> {
        let all = texts.len();
        let parsed = texts.into_iter().filter_map(plain_sid);
        let sids: Vec<Sid> = parsed.filter(|sid| self.domains.iter().any(|domain| domain.holds(sid))).collect();
        *dropped = dropped.saturating_add(all.saturating_sub(sids.len()));
        sids
    }
}

/// A claim that is a text, if it is there.
fn text(claims: &Object, name: &str) -> Result<Option<String>, Unverified> {
    let text = claims.text(name).map_err(|NoText| Unverified::BadClaims)?;
    // No store holds such a text, and no name has one.
    if text.is_some_and(|text| text.contains('\0')) { Err(Unverified::BadClaims) } else { Ok(text.map(str::to_owned)) }
}

/// A claim that is a text or an array of texts; none if it is not there.
fn texts<'a>(claims: &'a Object, name: &str) -> Result<Vec<&'a str>, Unverified> {
    match claims.get(name) {
        None => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(vec![text]),
        Some(Value::Array(values)) => values.iter().map(|value| value.as_str().ok_or(Unverified::BadClaims)).collect(),
        Some(_) => Err(Unverified::BadClaims),
    }
}

/// Reads the text of a GUID, or base64 of its binary form, as AD FS issues an objectGUID. The empty GUID is none.
fn guid(text: &str) -> Option<Uuid> {
    let uuid: Uuid = if text.len() == GUID_TEXT {
        text.parse().ok()?
    } else {
        let bytes: [u8; 16] = BASE64_STANDARD.decode(text).ok()?.try_into().ok()?;
        Guid::from_bytes(bytes).to_string().parse().ok()?
    };
    (uuid != Uuid::from_bytes([0; 16])).then_some(uuid)
}
