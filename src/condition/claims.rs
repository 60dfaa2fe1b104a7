//! Claims: the attributes of users and devices.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::evaluate::upcase;
use super::evaluate::value::Values;
use super::print::units;
use super::{AttributeValues, ResourceAttribute};
use crate::error::{Error, ErrorKind};
use crate::order;

/// `CLAIM_SECURITY_ATTRIBUTE_VALUE_CASE_SENSITIVE`.
pub(super) const CASE_SENSITIVE: u32 = 2;
/// `CLAIM_SECURITY_ATTRIBUTE_USE_FOR_DENY_ONLY`.
pub(super) const DENY_ONLY: u32 = 4;
/// `CLAIM_SECURITY_ATTRIBUTE_DISABLED`.
const DISABLED: u32 = 0x10;

/// An attribute of a user or device. It has the form of a resource attribute (MS-DTYP 2.4.10.1).
pub type Claim = ResourceAttribute;

/// The attributes of a user, a device, a resource or a token, prepared for being asked by name.
///
/// Names are compared without case, as conditions compare strings. The last of several claims of one name counts, disabled
/// ones (flag 0x10) left out.
///
/// ```
/// use aclavis::{AttributeValues, Claim, Claims};
/// let claim = |name, level| Claim::new(name, 0, AttributeValues::Integer(vec![level]));
/// let claims = Claims::new([claim("level", 1), claim("LEVEL", 2)]).unwrap();
/// assert_eq!(claims.iter().collect::<Vec<_>>(), [&claim("LEVEL", 2)]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// In the order of their keys, each key once.
    entries: Vec<Entry>,
}

/// A claim that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The name in upper case.
    key: Vec<u16>,
    /// The claim.
    pub(super) claim: Claim,
    /// Whether every value is there once. What is asked of a claim that repeats one is unknown.
    pub(super) usable: bool,
}

impl Claims {
    /// The claims of a user, a device or a token, in the order of their sources.
    ///
    /// # Errors
    ///
    /// `bad-claim` when a value occurs twice in one claim, strings compared as conditions compare them: then Windows refuses
    /// all of them.
    pub fn new(claims: impl IntoIterator<Item = Claim>) -> Result<Self, Error> {
        let entries: Vec<Entry> = claims.into_iter().map(Entry::new).collect();
        if entries.iter().all(|entry| entry.usable) { Ok(Self::prepared(entries)) } else { Err(Error::new(ErrorKind::BadClaim)) }
    }

    /// The attributes of a resource, in the order of its ACEs. Nothing is refused: whatever a condition asks of an attribute
    /// with a repeated value is unknown.
    ///
    /// ```
    /// use aclavis::{AttributeValues, Claims, ResourceAttribute};
    /// let levels = ResourceAttribute::new("levels", 0, AttributeValues::Integer(vec![1, 1]));
    /// assert_eq!(Claims::of_resource([levels.clone()]).iter().len(), 1);
    /// assert_eq!(Claims::new([levels]).unwrap_err().kind().code(), "bad-claim");
    /// ```
    pub fn of_resource(attributes: impl IntoIterator<Item = ResourceAttribute>) -> Self {
        Self::prepared(attributes.into_iter().map(Entry::new).collect())
    }

    fn prepared(mut entries: Vec<Entry>) -> Self {
        entries.retain(|entry| entry.claim.flags & DISABLED == 0);
        // Equal entries keep their order, and the first one stays.
        entries.reverse();
        let order: Vec<usize> = order::places(entries.len(), |place, depth| entries.get(place)?.word(depth)).collect();
        let mut entries: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
        let mut entries: Vec<Entry> = order.into_iter().filter_map(|place| entries.get_mut(place)?.take()).collect();
        entries.dedup_by(|later, earlier| later.key == earlier.key);
        Self { entries }
    }

    /// The claims that count, one of each name, in an order of their own.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Claim> + DoubleEndedIterator + Clone {
        self.entries.iter().map(|entry| &entry.claim)
    }

    /// The claim of a name in UTF-16, little-endian.
    pub(crate) fn get(&self, name: &[u8]) -> Option<&Entry> {
        let order = |entry: &Entry| entry.order(name.len() / 2, units(name).map(upcase::unit));
        self.entries.binary_search_by(order).ok().and_then(|place| self.entries.get(place))
    }
}

impl Entry {
    fn new(claim: Claim) -> Self {
        let key = claim.name.iter().copied().map(upcase::unit).collect();
        let usable = !Values::Claim(&claim).repeat();
        Self { key, claim, usable }
    }

    /// What its place depends on: the length of its name, then the name.
    fn word(&self, depth: usize) -> Option<u64> {
        let Some(before) = depth.checked_sub(1) else { return u64::try_from(self.key.len()).ok() };
        order::of_units(self.key.get(before.saturating_mul(4)..)?.iter().copied())
    }

    /// Where a name in upper case stands.
    fn order(&self, length: usize, name: impl Iterator<Item = u16>) -> Ordering {
        self.key.len().cmp(&length).then_with(|| self.key.iter().copied().cmp(name))
    }
}

impl AttributeValues {
    /// The number of values.
    pub(super) const fn count(&self) -> usize {
        match self {
            Self::Integer(all) => all.len(),
            Self::Unsigned(all) | Self::Boolean(all) => all.len(),
            Self::String(all) => all.len(),
            Self::Sid(all) => all.len(),
            Self::Octets(all) => all.len(),
        }
    }
}
