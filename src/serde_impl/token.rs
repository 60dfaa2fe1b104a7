//! Tokens and claims as structured documents, whose SIDs may be aliases of a domain that the document does not know.
//!
//! ```
//! use aclavis::{DomainSids, Membership, serde_token::TokenForm};
//! let form: TokenForm = serde_json::from_str(r#"{"user":"LA","groups":["WD",{"sid":"BA","deny_only":true}]}"#)?;
//! let token = form.to_token(&DomainSids { machine: Some("S-1-5-21-7-8-9".parse()?), ..DomainSids::default() })?;
//! assert_eq!(token.user().to_string(), "S-1-5-21-7-8-9-500");
//! assert_eq!(token.membership("BA".parse::<aclavis::Sid>()?.as_ref()), Membership::DenyOnly);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A document is read in two steps, [`TokenForm`] or [`ClaimsForm`] first: serde says what has no place in it, the second step what
//! is wrong with a SID, a privilege or a value.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::Hex;
use crate::access::{AccessToken, AccessTokenBuilder, IntegrityLevel, Privileges};
use crate::condition::{AttributeValues, Claim, Claims};
use crate::error::{Error, ErrorKind};
use crate::sddl::ParseOptions;
use crate::sid::{DomainSids, Membership, Sid};

/// A token as a document says it; [`to_token`](Self::to_token) makes an [`AccessToken`] of it.
///
/// `user`, and each of the lists `groups` and `device_groups`, are a SID or an object with `sid`, `deny_only` and, for groups,
/// `enabled`. `restricted`, `privileges` (by name) and `capabilities` are lists of texts; `integrity`, `package` and `trust_level` a
/// SID; `user_claims`, `device_claims` and `local_claims` [claims](ClaimsForm). All but `user` may be left out or null; other members
/// are refused.
///
/// ```
/// use aclavis::{DomainSids, IntegrityLevel, Privileges, serde_token::TokenForm};
/// let form: TokenForm = serde_json::from_str(
///     r#"{"user":"S-1-5-21-1-2-3-1000","groups":["WD","DA"],"integrity":"HI","privileges":["SeBackupPrivilege"]}"#,
/// )?;
/// let domain = DomainSids::all("S-1-5-21-1-2-3".parse()?);
/// let token = form.to_token(&domain)?;
/// assert_eq!((token.integrity(), token.privileges()), (IntegrityLevel::HIGH, Privileges::BACKUP));
/// assert_eq!(form.to_token(&DomainSids::default()).unwrap_err().kind().code(), "alias-needs-domain");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with the members of a token")]
pub struct TokenForm {
    user: Group,
    #[serde(default, deserialize_with = "or_default")]
    groups: Vec<Group>,
    #[serde(default, deserialize_with = "or_default")]
    device_groups: Vec<Group>,
    #[serde(default, deserialize_with = "or_default")]
    restricted: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    privileges: Vec<String>,
    #[serde(default)]
    integrity: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    user_claims: ClaimsForm,
    #[serde(default, deserialize_with = "or_default")]
    device_claims: ClaimsForm,
    #[serde(default, deserialize_with = "or_default")]
    local_claims: ClaimsForm,
    #[serde(default)]
    package: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    capabilities: Vec<String>,
    #[serde(default)]
    trust_level: Option<String>,
}

/// Null is the same as absent.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// The SID that a text stands for.
fn sid(text: &str, domains: &DomainSids) -> Result<Sid, Error> {
    Sid::parse(text, &ParseOptions::windows().with_domains(*domains))
}

impl TokenForm {
    /// The token. Relative aliases such as `DA` need their SID in `domains`.
    ///
    /// # Errors
    ///
    /// Those of [`Sid::parse`], `unknown-privilege`, `bad-integrity-level`, `missing-package` for capabilities without a package,
    /// `bad-claim`, `bad-claim-value`.
    pub fn to_token(&self, domains: &DomainSids) -> Result<AccessToken, Error> {
        Ok(self.to_builder(domains)?.build())
    }

    /// The same, to be completed: claims that are set on the builder replace those of the document.
    ///
    /// # Errors
    ///
    /// As [`to_token`](Self::to_token).
    pub fn to_builder(&self, domains: &DomainSids) -> Result<AccessTokenBuilder, Error> {
        let mut token = AccessToken::builder(sid(&self.user.sid, domains)?);
        token = match self.user.membership {
            Membership::Enabled => token,
            Membership::DenyOnly | Membership::None => token.deny_only_user(),
        };
        for group in &self.groups {
            token = token.group_as(sid(&group.sid, domains)?, group.membership);
        }
        for group in &self.device_groups {
            token = token.device_group_as(sid(&group.sid, domains)?, group.membership);
        }
        for text in &self.restricted {
            token = token.restricted(sid(text, domains)?);
        }
        if self.package.is_none() && !self.capabilities.is_empty() {
            return Err(Error::new(ErrorKind::MissingPackage));
        }
        for text in &self.capabilities {
            token = token.capability(sid(text, domains)?);
        }
        for name in &self.privileges {
            let unknown = || Error::in_text(ErrorKind::UnknownPrivilege, 0..name.len(), name);
            token = token.privileges(Privileges::named(name).ok_or_else(unknown)?);
        }
        if let Some(text) = &self.integrity {
            let unknown = || Error::in_text(ErrorKind::BadIntegrityLevel, 0..text.len(), text);
            token = token.integrity(IntegrityLevel::of(sid(text, domains)?).ok_or_else(unknown)?);
        }
        if let Some(text) = &self.package {
            token = token.package(sid(text, domains)?);
        }
        if let Some(text) = &self.trust_level {
            token = token.trust_level(sid(text, domains)?);
        }
        let token = token.user_claims(self.user_claims.to_claims(domains)?).device_claims(self.device_claims.to_claims(domains)?);
        Ok(token.local_claims(self.local_claims.to_claims(domains)?))
    }
}

/// Without aliases of a domain, see [`TokenForm`].
impl<'de> Deserialize<'de> for AccessToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TokenForm::deserialize(deserializer)?.to_token(&DomainSids::default()).map_err(de::Error::custom)
    }
}

/// A SID and how it counts: a text, or an object with `sid`, `deny_only` and `enabled`.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    sid: String,
    membership: Membership,
}

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Object {
            sid: String,
            #[serde(default)]
            deny_only: Option<bool>,
            #[serde(default)]
            enabled: Option<bool>,
        }

        struct GroupVisitor;

        impl<'de> Visitor<'de> for GroupVisitor {
            type Value = Group;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a SID, or an object with `sid`, `deny_only` and `enabled`")
            }

            fn visit_str<E: de::Error>(self, sid: &str) -> Result<Group, E> {
                Ok(Group { sid: sid.into(), membership: Membership::Enabled })
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Group, A::Error> {
                let object = Object::deserialize(de::value::MapAccessDeserializer::new(members))?;
                let membership = match (object.deny_only.unwrap_or_default(), object.enabled.unwrap_or(true)) {
                    (true, _) => Membership::DenyOnly,
                    (false, true) => Membership::Enabled,
                    (false, false) => Membership::None,
                };
                Ok(Group { sid: object.sid, membership })
            }
        }

        deserializer.deserialize_any(GroupVisitor)
    }
}

/// Claims as a document says them: an object of names and claims, in the order of the document; the last of a name counts.
/// [`to_claims`](Self::to_claims) makes [`Claims`] of them.
///
/// A claim has `type` (`int64`, `uint64`, `string`, `boolean`, `sid`, `octet`), `values` (numbers, texts, true and false or 1 and
/// 0, SIDs, pairs of hexadecimal digits) and `flags`, those of a [`ResourceAttribute`](crate::ResourceAttribute::new).
///
/// ```
/// use aclavis::{AccessToken, Claims, Condition, DomainSids, Limits, Truth, serde_token::ClaimsForm};
/// let form: ClaimsForm = serde_json::from_str(r#"{"dept":{"type":"string","values":["sales","support"]}}"#)?;
/// let claims = form.to_claims(&DomainSids::default())?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).user_claims(claims).build();
/// let condition: Condition = "(@User.dept Any_of {\"sales\"})".parse()?;
/// assert_eq!(condition.evaluate(&token, &Claims::default(), &Limits::default())?, Truth::True);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimsForm(Vec<(String, ClaimForm)>);

impl ClaimsForm {
    /// The claims. Relative aliases such as `DA` need their SID in `domains`.
    ///
    /// # Errors
    ///
    /// `bad-claim-value` for a value that is not of the claim's type, `bad-claim` for one that occurs twice, and those of
    /// [`Sid::parse`].
    pub fn to_claims(&self, domains: &DomainSids) -> Result<Claims, Error> {
        Claims::new(self.claims(domains)?)
    }

    /// The same as attributes of a resource, see [`Claims::of_resource`].
    ///
    /// # Errors
    ///
    /// `bad-claim-value` for a value that is not of the attribute's type, and those of [`Sid::parse`].
    pub fn to_resource_attributes(&self, domains: &DomainSids) -> Result<Claims, Error> {
        Ok(Claims::of_resource(self.claims(domains)?))
    }

    fn claims(&self, domains: &DomainSids) -> Result<Vec<Claim>, Error> {
        self.0.iter().map(|(name, claim)| claim.to_claim(name, domains)).collect()
    }
}

impl<'de> Deserialize<'de> for ClaimsForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ClaimsVisitor;

        impl<'de> Visitor<'de> for ClaimsVisitor {
            type Value = ClaimsForm;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of names and claims")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<ClaimsForm, A::Error> {
                let mut claims = Vec::new();
                while let Some(claim) = members.next_entry()? {
                    claims.push(claim);
                }
                Ok(ClaimsForm(claims))
            }
        }

        deserializer.deserialize_map(ClaimsVisitor)
    }
}

#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `type`, `values` and `flags`")]
struct ClaimForm {
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(default, deserialize_with = "or_default")]
    values: Vec<Value>,
    #[serde(default, deserialize_with = "or_default")]
    flags: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Int64,
    Uint64,
    String,
    Boolean,
    Sid,
    Octet,
}

/// A value of a claim, whose type says what it may be.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Number(i128),
    Boolean(bool),
    Text(String),
}

impl Value {
    fn mismatch(&self) -> Error {
        let text: Cow<'_, str> = match self {
            Self::Number(number) => alloc::format!("{number}").into(),
            Self::Boolean(value) => alloc::format!("{value}").into(),
            Self::Text(text) => text.as_str().into(),
        };
        Error::in_text(ErrorKind::BadClaimValue, 0..text.len(), &text)
    }

    fn number<T: TryFrom<i128>>(&self) -> Result<T, Error> {
        match self {
            Self::Number(number) => T::try_from(*number).map_err(|_| self.mismatch()),
            Self::Boolean(_) | Self::Text(_) => Err(self.mismatch()),
        }
    }

    fn text(&self) -> Result<&str, Error> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Number(_) | Self::Boolean(_) => Err(self.mismatch()),
        }
    }
}

impl ClaimForm {
    fn to_claim(&self, name: &str, domains: &DomainSids) -> Result<Claim, Error> {
        let values = self.values.iter();
        let values = match self.kind {
            Kind::Int64 => AttributeValues::Integer(values.map(Value::number).collect::<Result<_, _>>()?),
            Kind::Uint64 => AttributeValues::Unsigned(values.map(Value::number).collect::<Result<_, _>>()?),
            Kind::String => {
                AttributeValues::String(values.map(|one| Ok(one.text()?.encode_utf16().collect())).collect::<Result<_, Error>>()?)
            }
            Kind::Boolean => {
                let boolean = |one: &Value| if let Value::Boolean(value) = one { Ok(u64::from(*value)) } else { one.number() };
                AttributeValues::Boolean(values.map(boolean).collect::<Result<_, _>>()?)
            }
            Kind::Sid => AttributeValues::Sid(values.map(|one| sid(one.text()?, domains)).collect::<Result<_, _>>()?),
            Kind::Octet => {
                let octets = |one: &Value| match Hex::read(one.text()?) {
                    Some(Hex(octets)) => Ok(octets),
                    None => Err(one.mismatch()),
                };
                AttributeValues::Octets(values.map(octets).collect::<Result<_, _>>()?)
            }
        };
        Ok(Claim::new(name, self.flags, values))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;

        impl Visitor<'_> for ValueVisitor {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number, a text, true or false")
            }

            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
                Ok(Value::Boolean(value))
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
                Ok(Value::Number(value.into()))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
                Ok(Value::Number(value.into()))
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
                Ok(Value::Text(value.into()))
            }
        }

        deserializer.deserialize_any(ValueVisitor)
    }
}
