//! Resource attributes: `CLAIM_SECURITY_ATTRIBUTE_RELATIVE_V1` (MS-DTYP 2.4.10.1).

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Error, ErrorKind};
use crate::num::{index32, size32};
use crate::sid::{Sid, SidRef};

/// Bytes before the offsets of the values: name offset, type, reserved, flags, count.
const HEADER: usize = 16;

/// The values of a resource attribute, all of one type; the letters are those of MS-DTYP 2.5.1.1, the forms those of 2.4.10.1.
///
/// ```
/// use aclavis::{Ace, AttributeValues, PrintOptions, ResourceAttribute};
/// let text = |values| {
///     let ace = Ace::resource_attribute(&ResourceAttribute::new("a", 0, values))?;
///     ace.to_sddl_with(&PrintOptions::new())
/// };
/// let strings = ["red", "blue"].map(|text| text.encode_utf16().collect()).to_vec();
/// assert_eq!(text(AttributeValues::String(strings))?, "(RA;;;;;WD;(\"a\",TS,0x0,\"red\",\"blue\"))");
/// assert_eq!(text(AttributeValues::Sid(vec!["BA".parse()?]))?, "(RA;;;;;WD;(\"a\",TD,0x0,BA))");
/// assert_eq!(text(AttributeValues::Octets(vec![vec![0xca, 0xfe]]))?, "(RA;;;;;WD;(\"a\",TX,0x0,cafe))");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttributeValues {
    /// `TI`: signed integers of 64 bits.
    Integer(Vec<i64>),
    /// `TU`: unsigned integers of 64 bits.
    Unsigned(Vec<u64>),
    /// `TS`: strings in UTF-16, without NULs.
    String(Vec<Vec<u16>>),
    /// `TD`: SIDs.
    Sid(Vec<Sid>),
    /// `TB`: booleans, stored in 64 bits, 0 or 1.
    Boolean(Vec<u64>),
    /// `TX`: octets.
    Octets(Vec<Vec<u8>>),
}

impl AttributeValues {
    pub(crate) const fn number(&self) -> u16 {
        match self {
            Self::Integer(_) => 1,
            Self::Unsigned(_) => 2,
            Self::String(_) => 3,
            Self::Sid(_) => 5,
            Self::Boolean(_) => 6,
            Self::Octets(_) => 16,
        }
    }

    /// The letters of the type in SDDL.
    #[must_use]
    pub const fn letters(&self) -> &'static str {
        match self {
            Self::Integer(_) => "TI",
            Self::Unsigned(_) => "TU",
            Self::String(_) => "TS",
            Self::Sid(_) => "TD",
            Self::Boolean(_) => "TB",
            Self::Octets(_) => "TX",
        }
    }

    /// No values of the type with these letters, whatever their case.
    pub(crate) fn of_letters(letters: [u8; 2]) -> Option<Self> {
        Some(match letters.map(|letter| letter.to_ascii_uppercase()) {
            [b'T', b'I'] => Self::Integer(Vec::new()),
            [b'T', b'U'] => Self::Unsigned(Vec::new()),
            [b'T', b'S'] => Self::String(Vec::new()),
            [b'T', b'D'] => Self::Sid(Vec::new()),
            [b'T', b'B'] => Self::Boolean(Vec::new()),
            [b'T', b'X'] => Self::Octets(Vec::new()),
            _ => return None,
        })
    }
}

/// An attribute of a resource, to which conditions refer as `@Resource.name` (`CLAIM_SECURITY_ATTRIBUTE_RELATIVE_V1`, MS-DTYP
/// 2.4.10.1). A [`Claim`](crate::Claim) has the same form.
///
/// ```
/// use aclavis::{Ace, AttributeValues, ResourceAttribute, SecurityDescriptor};
/// let level = ResourceAttribute::new("level", 0, AttributeValues::Unsigned(vec![3]));
/// let bytes = level.to_bytes()?;
/// assert_eq!(ResourceAttribute::from_bytes(&bytes)?, level);
/// let descriptor = SecurityDescriptor::builder().sacl([Ace::resource_attribute(&level)?]).build();
/// assert_eq!(descriptor.to_sddl()?, "S:(RA;;;;;WD;(\"level\",TU,0x0,3))");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceAttribute {
    pub(crate) name: Vec<u16>,
    pub(crate) flags: u32,
    pub(crate) values: AttributeValues,
}

impl ResourceAttribute {
    /// An attribute of this name. Flags: 1 not inheritable, 2 values are compared with case, 4 for deny ACEs only, 8 disabled
    /// by default, 0x10 disabled, 0x20 mandatory.
    #[must_use]
    pub fn new(name: &str, flags: u32, values: AttributeValues) -> Self {
        Self { name: name.encode_utf16().collect(), flags, values }
    }

    /// The name, half characters replaced.
    #[must_use]
    pub fn name(&self) -> String {
        String::from_utf16_lossy(&self.name)
    }

    /// The name in UTF-16.
    #[must_use]
    pub fn name_utf16(&self) -> &[u16] {
        &self.name
    }

    /// The flags, unknown ones included.
    #[must_use]
    pub fn flags(&self) -> u32 {
        self.flags
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> &AttributeValues {
        &self.values
    }

    /// The binary form as Windows writes it, padded to a multiple of 4: offsets, name and values without gaps.
    ///
    /// # Errors
    ///
    /// `ace-too-large` beyond 65,535 bytes, `bad-attribute` when the name or a string has a NUL, which ends it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let strings = if let AttributeValues::String(all) = &self.values { &**all } else { &[] };
        if strings.iter().chain([&self.name]).any(|text| text.contains(&0)) {
            return Err(Error::new(ErrorKind::BadAttribute));
        }
        let mut body: Vec<u8> = utf16(&self.name);
        let mut starts: Vec<usize> = Vec::new();
        let mut value = |bytes: &dyn Fn(&mut Vec<u8>)| {
            starts.push(body.len());
            bytes(&mut body);
        };
        match &self.values {
            AttributeValues::Integer(all) => {
                all.iter().for_each(|one| value(&|out| out.extend(one.to_le_bytes())));
            }
            AttributeValues::Unsigned(all) | AttributeValues::Boolean(all) => {
                all.iter().for_each(|one| value(&|out| out.extend(one.to_le_bytes())));
            }
            AttributeValues::String(all) => all.iter().for_each(|one| value(&|out| out.extend(utf16(one)))),
            AttributeValues::Sid(all) => all.iter().for_each(|one| value(&|out| sized(out, one.as_bytes()))),
            AttributeValues::Octets(all) => all.iter().for_each(|one| value(&|out| sized(out, one))),
        }
        let start = starts.len().saturating_mul(4).saturating_add(HEADER);
        let total = start.saturating_add(body.len()).next_multiple_of(4);
        if u16::try_from(total).is_err() {
            return Err(Error::new(ErrorKind::AceTooLarge));
        }
        let mut out = Vec::with_capacity(total);
        out.extend(size32(start).to_le_bytes());
        out.extend(self.values.number().to_le_bytes());
        out.extend([0; 2]);
        out.extend(self.flags.to_le_bytes());
        out.extend(size32(starts.len()).to_le_bytes());
        starts.iter().for_each(|at| out.extend(size32(start.saturating_add(*at)).to_le_bytes()));
        out.append(&mut body);
        out.resize(total, 0);
        Ok(out)
    }

    /// Reads the binary form, whatever the order of its parts.
    ///
    /// # Errors
    ///
    /// `bad-attribute` where an offset or value does not fit, or the type is unknown.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Self::read(bytes).ok_or_else(|| Error::in_bytes(ErrorKind::BadAttribute, 0..bytes.len()))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let word = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let at = |offset: u32| bytes.get(index32(offset)..);
        let count = word(12)?;
        let offsets = bytes.get(HEADER..)?.get(..index32(count).checked_mul(4)?)?;
        let offsets = offsets.as_chunks::<4>().0.iter().map(|offset| u32::from_le_bytes(*offset));
        let number = |offset| Some(u64::from_le_bytes(*at(offset)?.first_chunk()?));
        let octets = |offset| {
            let (length, rest) = at(offset)?.split_first_chunk::<4>()?;
            rest.get(..index32(u32::from_le_bytes(*length)))
        };
        let kind = u16::from_le_bytes(*bytes.get(4..)?.first_chunk()?);
        let values = match kind {
            1 => AttributeValues::Integer(
                offsets.map(|offset| number(offset).map(|one| i64::from_le_bytes(one.to_le_bytes()))).collect::<Option<_>>()?,
            ),
            2 => AttributeValues::Unsigned(offsets.map(number).collect::<Option<_>>()?),
            3 => {
                // Values that share bytes would make the result larger than the input.
                let mut left = bytes.len();
                let mut string = |offset| {
                    let units = until_nul(at(offset)?)?;
                    left = left.checked_sub(units.len().checked_mul(2)?)?;
                    Some(units)
                };
                AttributeValues::String(offsets.map(&mut string).collect::<Option<_>>()?)
            }
            5 => AttributeValues::Sid(
                offsets
                    .map(|offset| {
                        let (sid, rest) = SidRef::split_from(octets(offset)?)?;
                        rest.is_empty().then(|| sid.to_sid())
                    })
                    .collect::<Option<_>>()?,
            ),
            6 => AttributeValues::Boolean(offsets.map(number).collect::<Option<_>>()?),
            16 => {
                let mut left = bytes.len();
                let mut value = |offset| {
                    let octets = octets(offset)?;
                    left = left.checked_sub(octets.len())?;
                    Some(octets.to_vec())
                };
                AttributeValues::Octets(offsets.map(&mut value).collect::<Option<_>>()?)
            }
            _ => return None,
        };
        Some(Self { name: until_nul(at(word(0)?)?)?, flags: word(8)?, values })
    }
}

/// UTF-16, little-endian, with a NUL at the end.
fn utf16(units: &[u16]) -> Vec<u8> {
    units.iter().chain([&0]).flat_map(|unit| unit.to_le_bytes()).collect()
}

/// UTF-16, little-endian, up to a NUL that must be there.
fn until_nul(bytes: &[u8]) -> Option<Vec<u16>> {
    let units = bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
    let length = units.clone().position(|unit| unit == 0)?;
    Some(units.take(length).collect())
}

/// A length of 32 bits and the bytes.
fn sized(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(size32(bytes.len()).to_le_bytes());
    out.extend_from_slice(bytes);
}
