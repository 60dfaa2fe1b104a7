//! The canonical text, as Windows prints it.

use alloc::vec::Vec;

use super::PrintOptions;
use super::grammar::NULL_ACL;
use crate::condition::{self, AttributeValues, ResourceAttribute};
use crate::descriptor::{AceBodyRef, AceFlags, AceRef, AceType, AclSlot, Control, FLAG_LETTERS, Tail};
use crate::error::{Error, ErrorKind};
use crate::num::index;
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

/// Prints a descriptor: owner, group, DACL, SACL, each where it is there.
#[inline(always)]
pub(crate) fn descriptor<'a, I>(out: &mut Vec<u8>, parts: Parts<'a, I>, options: &PrintOptions) -> Result<(), Error>
where
    I: Iterator<Item = AceRef<'a>>,
{
    if let Some(owner) = parts.owner {
        out.extend_from_slice(b"O:");
        sid_or_alias(out, owner, options)?;
    }
    if let Some(group) = parts.group {
        out.extend_from_slice(b"G:");
        sid_or_alias(out, group, options)?;
    }
    let control = parts.control;
    if !parts.dacl.is_absent() {
        out.extend_from_slice(b"D:");
        acl_flags(
            out,
            control.contains(Control::DACL_PROTECTED),
            control.contains(Control::DACL_AUTO_INHERIT_REQUIRED),
            control.contains(Control::DACL_AUTO_INHERITED),
        );
        acl(out, parts.dacl, options)?;
    }
    if !parts.sacl.is_absent() {
        out.extend_from_slice(b"S:");
        acl_flags(
            out,
            control.contains(Control::SACL_PROTECTED),
            control.contains(Control::SACL_AUTO_INHERIT_REQUIRED),
            control.contains(Control::SACL_AUTO_INHERITED),
        );
        acl(out, parts.sacl, options)?;
    }
    out.resize(out.len().saturating_add(options.trailing_nuls), 0);
    Ok(())
}

fn acl_flags(out: &mut Vec<u8>, protected: bool, required: bool, inherited: bool) {
    if protected {
        out.push(b'P');
    }
    if required {
        out.extend_from_slice(b"AR");
    }
    if inherited {
        out.extend_from_slice(b"AI");
    }
}

#[inline(always)]
fn acl<'a>(out: &mut Vec<u8>, acl: AclSlot<impl Iterator<Item = AceRef<'a>>>, options: &PrintOptions) -> Result<(), Error> {
    match acl {
        AclSlot::Absent => Ok(()),
        AclSlot::Null => {
            out.extend_from_slice(NULL_ACL);
            Ok(())
        }
        AclSlot::List(mut aces) => aces.try_for_each(|each| ace(out, each, options)),
    }
}

/// Prints an ACE in its parentheses.
pub(crate) fn ace(out: &mut Vec<u8>, ace: AceRef<'_>, options: &PrintOptions) -> Result<(), Error> {
    let not_expressible = || Error::new(ErrorKind::NotExpressible);
    let AceBodyRef::Standard { mask, trustee, object, data } = ace.body else { return Err(not_expressible()) };
    let mut ace_type = ace.ace_type;
    if object.is_some_and(|object| object.is_empty()) {
        ace_type = ace_type.without_object();
    }
    out.push(b'(');
    out.extend_from_slice(ace_type.letters().ok_or_else(not_expressible)?.as_bytes());
    out.push(b';');
    flags_text(out, ace_type, ace.flags);
    out.push(b';');
    rights_text(out, mask, ace_type == AceType::SYSTEM_MANDATORY_LABEL);
    match object {
        None => out.extend_from_slice(b";;;"),
        Some(object) => {
            out.push(b';');
            out.extend(object.object_type.iter().flat_map(|guid| guid.to_text()));
            out.push(b';');
            out.extend(object.inherited_object_type.iter().flat_map(|guid| guid.to_text()));
            out.push(b';');
        }
    }
    sid_or_alias(out, trustee, options)?;
    match ace_type.tail() {
        Tail::None => {}
        Tail::Condition => {
            out.push(b';');
            condition::print_condition(out, data, options)?;
        }
        Tail::Attribute => {
            out.push(b';');
            attribute(out, &ResourceAttribute::from_bytes(data).map_err(|_| not_expressible())?, options)?;
        }
    }
    out.push(b')');
    Ok(())
}

#[inline(always)]
fn flags_text(out: &mut Vec<u8>, ace_type: AceType, flags: AceFlags) {
    if flags.is_empty() {
        return;
    }
    for (letters, bit) in FLAG_LETTERS {
        if flags.bits() & bit != 0 {
            let trust = bit == AceFlags::TRUST_PROTECTED_FILTER.bits() && ace_type == AceType::SYSTEM_ACCESS_FILTER;
            out.extend_from_slice(if trust { b"TP" } else { &letters });
        }
    }
}

/// Prints a mask: the name of the whole, or the letters of its bits, or a number.
#[inline(always)]
pub(crate) fn rights_text(out: &mut Vec<u8>, mask: AccessMask, label: bool) {
    const COVERED: u32 = {
        let mut all = 0;
        let mut rest: &[([u8; 2], u32)] = &LETTERS;
        while let [(_, bit), tail @ ..] = rest {
            all |= *bit;
            rest = tail;
        }
        all
    };
    let mask = mask.bits();
    if label && mask & !7 == 0 {
        letters_text(out, mask, &LABEL_LETTERS);
    } else if let Some((letters, _)) = COMPOSITES.iter().find(|(_, whole)| *whole == mask) {
        out.extend_from_slice(letters);
    } else if mask & !COVERED == 0 {
        letters_text(out, mask, &LETTERS);
    } else {
        out.extend_from_slice(b"0x");
        hex_text(out, u64::from(mask));
    }
}

#[inline(always)]
fn letters_text(out: &mut Vec<u8>, mask: u32, letters: &[([u8; 2], u32)]) {
    for (letters, bit) in letters {
        if mask & bit != 0 {
            out.extend_from_slice(letters);
        }
    }
}

/// Prints a resource attribute in its parentheses.
fn attribute(out: &mut Vec<u8>, attribute: &ResourceAttribute, options: &PrintOptions) -> Result<(), Error> {
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
    let authority = sid.authority();
    match u32::try_from(authority) {
        Ok(authority) => {
            out.extend_from_slice(b"S-1-");
            decimal_text(out, u64::from(authority));
        }
        Err(_) => out.extend_from_slice(alloc::format!("S-1-0x{authority:X}").as_bytes()),
    }
    for sub_authority in sid.sub_authorities() {
        // A dash and up to ten digits, written from the end.
        let mut text = [b'-'; 11];
        let start = digits32(&mut text, sub_authority);
        out.extend_from_slice(text.get(start.saturating_sub(1)..).unwrap_or_default());
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
        let pair = DIGIT_PAIRS.get(crate::num::index32(number % 100)).unwrap_or(&[0; 2]);
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
