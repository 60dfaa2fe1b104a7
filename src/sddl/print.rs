//! The canonical text, as Windows prints it.

use alloc::vec::Vec;
use core::ops::Range;

use super::PrintOptions;
use super::grammar::{NULL_ACL, Section};
use crate::condition::{self, AttributeValues, ResourceAttribute};
use crate::descriptor::{AceBodyRef, AceFlags, AceRef, AceType, AclSlot, Control, FLAG_LETTERS, Tail};
use crate::error::{Error, ErrorKind};
use crate::num::{index, index32};
use crate::rights::{AccessMask, COMPOSITES, LABEL_LETTERS, LETTERS};
use crate::sid::{SidRef, alias};

/// The parts of a descriptor, of the model or of a binary form, with its lists as iterators.
pub(crate) struct Parts<'a, I> {
    pub(crate) control: Control,
    pub(crate) owner: Option<SidRef<'a>>,
    pub(crate) group: Option<SidRef<'a>>,
    pub(crate) dacl: AclSlot<I>,
    pub(crate) sacl: AclSlot<I>,
}

/// Prints into a buffer, and remembers the front of the last long SID: the SIDs of a descriptor often differ in their last
/// number only.
pub(crate) struct Printer<'a, 'o> {
    pub(crate) out: Vec<u8>,
    options: &'o PrintOptions,
    /// The last long SID without its last sub-authority, empty at first.
    long: &'a [u8],
    /// Where its text with the dash behind it stands in the buffer.
    long_text: Range<usize>,
}

impl<'a, 'o> Printer<'a, 'o> {
    pub(crate) fn new(capacity: usize, options: &'o PrintOptions) -> Self {
        Self { out: Vec::with_capacity(capacity), options, long: &[], long_text: 0..0 }
    }

    /// Prints a descriptor: owner, group, DACL, SACL, each where it is there, and the NULs that are wanted.
    #[inline(always)]
    pub(crate) fn descriptor<I: Iterator<Item = AceRef<'a>>>(&mut self, parts: Parts<'a, I>) -> Result<(), Error> {
        if let Some(owner) = parts.owner {
            self.out.extend_from_slice(b"O:");
            self.sid(owner)?;
        }
        if let Some(group) = parts.group {
            self.out.extend_from_slice(b"G:");
            self.sid(group)?;
        }
        let has = |bit| parts.control.contains(bit);
        let dacl = [Control::DACL_PROTECTED, Control::DACL_AUTO_INHERIT_REQUIRED, Control::DACL_AUTO_INHERITED].map(has);
        let sacl = [Control::SACL_PROTECTED, Control::SACL_AUTO_INHERIT_REQUIRED, Control::SACL_AUTO_INHERITED].map(has);
        self.acl(Section::Dacl, dacl, parts.dacl)?;
        self.acl(Section::Sacl, sacl, parts.sacl)?;
        self.out.resize(self.out.len().saturating_add(self.options.trailing_nuls), 0);
        Ok(())
    }

    #[inline(always)]
    fn acl(
        &mut self,
        section: Section,
        [protected, required, inherited]: [bool; 3],
        acl: AclSlot<impl Iterator<Item = AceRef<'a>>>,
    ) -> Result<(), Error> {
        if acl.is_absent() {
            return Ok(());
        }
        self.out.extend_from_slice(if section == Section::Sacl { b"S:" } else { b"D:" });
        if protected {
            self.out.push(b'P');
        }
        if required {
            self.out.extend_from_slice(b"AR");
        }
        if inherited {
            self.out.extend_from_slice(b"AI");
        }
        let AclSlot::List(mut aces) = acl else {
            self.out.extend_from_slice(NULL_ACL);
            return Ok(());
        };
        let mut index: usize = 0;
        aces.try_for_each(|each| {
            let misplaced = each.ace_type.is_system() != (section == Section::Sacl);
            let printed = if misplaced { Err(not_expressible()) } else { self.ace(each) };
            printed.map_err(|error| error.of_ace(section, index))?;
            index = index.wrapping_add(1);
            Ok(())
        })
    }

    /// Prints an ACE in its parentheses.
    pub(crate) fn ace(&mut self, ace: AceRef<'a>) -> Result<(), Error> {
        let AceBodyRef::Standard { mask, trustee, object, data } = ace.body else { return Err(not_expressible()) };
        let mut ace_type = ace.ace_type;
        if object.is_some_and(|object| object.is_empty()) {
            ace_type = ace_type.without_object();
        }
        self.out.push(b'(');
        self.out.extend_from_slice(ace_type.letters().ok_or_else(not_expressible)?.as_bytes());
        self.out.push(b';');
        self.flags(ace_type, ace.flags);
        self.out.push(b';');
        rights_text(&mut self.out, mask, ace_type == AceType::SYSTEM_MANDATORY_LABEL);
        match object {
            None => self.out.extend_from_slice(b";;;"),
            Some(object) => {
                for guid in [object.object_type(), object.inherited_object_type()] {
                    self.out.push(b';');
                    if let Some(guid) = guid {
                        self.out.extend_from_slice(&guid.to_text());
                    }
                }
                self.out.push(b';');
            }
        }
        self.sid(trustee)?;
        match ace_type.tail() {
            Tail::None => {}
            Tail::Condition => {
                self.out.push(b';');
                condition::print_condition(&mut self.out, data, self.options)?;
            }
            Tail::Attribute => {
                self.out.push(b';');
                let attribute = ResourceAttribute::from_bytes(data).map_err(|_| not_expressible())?;
                attribute_text(&mut self.out, &attribute, self.options)?;
            }
        }
        self.out.push(b')');
        Ok(())
    }

    #[inline(always)]
    fn flags(&mut self, ace_type: AceType, flags: AceFlags) {
        if flags.is_empty() {
            return;
        }
        for (letters, bit) in FLAG_LETTERS {
            if flags.bits() & bit != 0 {
                let trust = bit == AceFlags::TRUST_PROTECTED_FILTER.bits() && ace_type == AceType::SYSTEM_ACCESS_FILTER;
                self.out.extend_from_slice(if trust { b"TP" } else { &letters });
            }
        }
    }

    /// Prints an alias or a SID that can be read again.
    #[inline(always)]
    fn sid(&mut self, sid: SidRef<'a>) -> Result<(), Error> {
        if sid.sub_authority_count() < LONG {
            return sid_or_alias(&mut self.out, sid, self.options);
        }
        if let Some(letters) = alias::by_sid(sid, &self.options.domains, self.options.generation) {
            self.out.extend_from_slice(&letters);
            return Ok(());
        }
        let Some((front, last)) = sid.as_bytes().split_last_chunk::<4>() else { return Err(not_expressible()) };
        if front == self.long {
            self.out.extend_from_within(self.long_text.clone());
        } else {
            let start = self.out.len();
            sid_front(&mut self.out, front);
            self.out.push(b'-');
            self.long = front;
            self.long_text = start..self.out.len();
        }
        decimal_text(&mut self.out, u64::from(u32::from_le_bytes(*last)));
        Ok(())
    }
}

/// Sub-authorities from which on a SID is long.
const LONG: usize = 4;

fn not_expressible() -> Error {
    Error::new(ErrorKind::NotExpressible)
}

/// The letters of each bit, zeros where it has none.
static BIT_LETTERS: [[u8; 2]; 32] = {
    let mut table = [[0; 2]; 32];
    let mut rest: &[([u8; 2], u32)] = &LETTERS;
    while let [(letters, bit), tail @ ..] = rest {
        let (_, slot) = table.split_at_mut(index32(bit.trailing_zeros()));
        if let [slot, ..] = slot {
            *slot = *letters;
        }
        rest = tail;
    }
    table
};

/// All bits that have letters.
const LETTERED: u32 = {
    let mut all = 0;
    let mut rest: &[([u8; 2], u32)] = &LETTERS;
    while let [(_, bit), tail @ ..] = rest {
        all |= *bit;
        rest = tail;
    }
    all
};

/// A bit that every mask with a name has, a cheap refusal for most others.
const NAMED: u32 = {
    let mut all = AccessMask::READ_CONTROL.bits();
    let mut rest: &[([u8; 2], u32)] = &COMPOSITES;
    while let [(_, whole), tail @ ..] = rest {
        all &= *whole;
        rest = tail;
    }
    assert!(all != 0, "a mask with a name lacks the bit");
    all
};

/// Prints the mask of a mandatory label: letters, or a number where there are other bits.
fn label_text(out: &mut Vec<u8>, mask: u32) {
    if mask & !7 != 0 {
        out.extend_from_slice(b"0x");
        return hex_text(out, u64::from(mask));
    }
    for (letters, bit) in LABEL_LETTERS {
        if mask & bit != 0 {
            out.extend_from_slice(&letters);
        }
    }
}

/// Prints a mask: the name of the whole, or the letters of its bits, or a number.
#[inline(always)]
pub(crate) fn rights_text(out: &mut Vec<u8>, mask: AccessMask, label: bool) {
    let mask = mask.bits();
    if label {
        return label_text(out, mask);
    }
    if mask & NAMED != 0
        && let Some((letters, _)) = COMPOSITES.iter().find(|(_, whole)| *whole == mask)
    {
        return out.extend_from_slice(letters);
    }
    if mask & !LETTERED != 0 {
        out.extend_from_slice(b"0x");
        return hex_text(out, u64::from(mask));
    }
    // The letters' order is that of the bits.
    let mut rest = mask;
    while rest != 0 {
        out.extend_from_slice(BIT_LETTERS.get(index32(rest.trailing_zeros())).unwrap_or(&[0; 2]));
        rest &= rest.wrapping_sub(1);
    }
}

/// Prints a resource attribute in its parentheses.
fn attribute_text(out: &mut Vec<u8>, attribute: &ResourceAttribute, options: &PrintOptions) -> Result<(), Error> {
    out.extend_from_slice(b"(\"");
    condition::print_name(out, attribute.name.iter().copied());
    out.extend_from_slice(b"\",");
    out.extend_from_slice(attribute.values.letters().as_bytes());
    out.extend_from_slice(b",0x");
    hex_text(out, u64::from(attribute.flags));
    match &attribute.values {
        AttributeValues::Integer(all) => {
            for one in all {
                out.extend_from_slice(if *one < 0 { b",-" } else { b"," });
                decimal_text(out, one.unsigned_abs());
            }
        }
        AttributeValues::Unsigned(all) | AttributeValues::Boolean(all) => {
            for one in all {
                out.push(b',');
                decimal_text(out, *one);
            }
        }
        AttributeValues::String(all) => {
            for one in all {
                out.push(b',');
                let bytes: Vec<u8> = one.iter().flat_map(|unit| unit.to_le_bytes()).collect();
                condition::print_string(out, &bytes)?;
            }
        }
        AttributeValues::Sid(all) => {
            for one in all {
                out.push(b',');
                sid_or_alias(out, one.as_ref(), options)?;
            }
        }
        AttributeValues::Octets(all) => {
            for one in all {
                // Nothing between commas would be read as no value.
                if one.is_empty() {
                    return Err(Error::new(ErrorKind::NotExpressible));
                }
                out.push(b',');
                one.iter().for_each(|octet| out.extend(hex_pair(*octet)));
            }
        }
    }
    out.push(b')');
    Ok(())
}

/// Prints a SID that can be read again: `S-1-5` without sub-authorities cannot.
#[inline(always)]
pub(crate) fn sid_or_alias(out: &mut Vec<u8>, sid: SidRef<'_>, options: &PrintOptions) -> Result<(), Error> {
    if let Some(letters) = alias::by_sid(sid, &options.domains, options.generation) {
        out.extend_from_slice(&letters);
        return Ok(());
    }
    if sid.sub_authority_count() == 0 {
        return Err(Error::new(ErrorKind::NotExpressible));
    }
    sid_text(out, sid);
    Ok(())
}

/// Prints `S-1-...`; an authority of 2^32 and more as `0x` and upper-case digits.
pub(crate) fn sid_text(out: &mut Vec<u8>, sid: SidRef<'_>) {
    sid_front(out, sid.as_bytes());
}

/// Prints a SID, or all of it but its last sub-authorities.
fn sid_front(out: &mut Vec<u8>, front: &[u8]) {
    let sid = SidRef::of_front(front);
    let authority = sid.authority();
    match u32::try_from(authority) {
        Ok(authority) => {
            out.extend_from_slice(b"S-1-");
            decimal_text(out, u64::from(authority));
        }
        Err(_) => out.extend_from_slice(alloc::format!("S-1-0x{authority:X}").as_bytes()),
    }
    for sub_authority in sid.sub_authorities() {
        out.push(b'-');
        decimal_text(out, u64::from(sub_authority));
    }
}

const DIGIT_PAIRS: [[u8; 2]; 100] = {
    let mut table = [[b'0'; 2]; 100];
    let mut n: u8 = 0;
    let mut rest: &mut [[u8; 2]] = &mut table;
    while let [first, tail @ ..] = rest {
        *first = [b'0'.wrapping_add(n / 10), b'0'.wrapping_add(n % 10)];
        n = n.wrapping_add(1);
        rest = tail;
    }
    table
};

/// Writes a number to the end of the buffer and gives its start.
#[inline(always)]
fn digits32(text: &mut [u8; 11], mut number: u32) -> usize {
    let mut start = text.len();
    while number >= 10 {
        let pair = DIGIT_PAIRS.get(index32(number % 100)).unwrap_or(&[0; 2]);
        number /= 100;
        start = start.wrapping_sub(2);
        if let Some(slot) = text.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
            *slot = *pair;
        }
        if number == 0 {
            return start;
        }
    }
    start = start.wrapping_sub(1);
    if let Some(slot) = text.get_mut(start) {
        let [digit, ..] = number.to_le_bytes();
        *slot = b'0'.wrapping_add(digit);
    }
    start
}

/// Prints decimal digits.
pub(crate) fn decimal_text(out: &mut Vec<u8>, number: u64) {
    match u32::try_from(number) {
        Ok(number) => {
            let mut text = [b'-'; 11];
            let start = digits32(&mut text, number);
            out.extend_from_slice(text.get(start..).unwrap_or_default());
        }
        Err(_) => out.extend_from_slice(alloc::format!("{number}").as_bytes()),
    }
}

const HEX_DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The lower-case digits of a byte.
#[inline(always)]
pub(crate) fn hex_pair(byte: u8) -> [u8; 2] {
    let digit = |nibble: u8| HEX_DIGITS.get(index(nibble)).copied().unwrap_or_default();
    [digit(byte >> 4), digit(byte & 0xf)]
}

/// Prints lower-case hexadecimal digits without leading zeros.
pub(crate) fn hex_text(out: &mut Vec<u8>, number: u64) {
    let digits = number.to_be_bytes().map(hex_pair);
    let digits = digits.as_flattened();
    let start = digits.iter().position(|digit| *digit != b'0').unwrap_or(15);
    out.extend_from_slice(digits.get(start..).unwrap_or_default());
}
