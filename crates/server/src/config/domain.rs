//! Domains of accounts.

use std::str::FromStr;

use aclavis::Sid;
use serde::Deserialize;
use thiserror::Error;

/// `NT AUTHORITY`.
const NT_AUTHORITY: u64 = 5;
/// The first number of every domain and machine.
const NOT_UNIQUE: u32 = 21;
/// Numbers of a domain's SID.
const NUMBERS: usize = 4;

/// The SID of a domain: `S-1-5-21` and three more numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Domain(Sid);

impl Domain {
    /// Whether an account, a user or a group, is one of this domain: its SID is the domain's with exactly one more number.
    pub fn holds(&self, account: &Sid) -> bool {
        let mut numbers = account.sub_authorities();
        numbers.next_back().is_some() && account.authority() == NT_AUTHORITY && numbers.eq(self.0.sub_authorities())
    }
}

impl FromStr for Domain {
    type Err = NotADomain;

    fn from_str(text: &str) -> Result<Self, NotADomain> {
        let is_domain = |sid: &Sid| {
            let mut numbers = sid.sub_authorities();
            sid.authority() == NT_AUTHORITY && numbers.len() == NUMBERS && numbers.next() == Some(NOT_UNIQUE)
        };
        plain_sid(text).filter(is_domain).map(Self).ok_or_else(|| NotADomain(text.to_owned()))
    }
}

impl TryFrom<String> for Domain {
    type Error = NotADomain;

    fn try_from(text: String) -> Result<Self, NotADomain> {
        text.parse()
    }
}

/// The SID with this text. Aliases are none, nor are other spellings, such as numbers that are cut to 32 bits.
pub(crate) fn plain_sid(text: &str) -> Option<Sid> {
    text.parse().ok().filter(|sid: &Sid| sid.to_string().eq_ignore_ascii_case(text))
}

/// A text that is not the SID of a domain.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not the SID of a domain, which is S-1-5-21 and three more numbers")]
pub struct NotADomain(String);
