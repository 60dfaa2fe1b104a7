//! Resource attributes in text: `("name",TU,0x0,1,2)` (MS-DTYP 2.5.1.1).

use alloc::vec::Vec;

use nom::Parser;
use nom::bytes::complete::tag_no_case;

use super::condition::{name, octets, quoted};
use super::number::{self, Sign};
use super::sid::SidReader;
use super::{Fault, Input, Parsed, byte, letters, skip_blanks};
use crate::condition::{AttributeValues, ResourceAttribute};
use crate::error::ErrorKind;
use crate::sddl::{Leniency, ParseOptions};

/// A resource attribute in its parentheses, appended to `out` in the binary form.
#[cold]
pub(super) fn read<'a>(options: &ParseOptions, sids: &mut SidReader<'a>, input: Input<'a>, out: &mut Vec<u8>) -> Parsed<'a> {
    let start = input;
    let bad = ErrorKind::BadAttribute;
    let (input, ()) = (byte(b'(', bad), skip_blanks, byte(b'"', bad)).map(drop).parse(input)?;
    let mut units = Vec::new();
    let start_of_name = input;
    let (input, ()) = name(options, input, |byte| byte != b'"' && byte != 0, &mut units)?;
    if utf16(&units).contains(&0) {
        return Err(Fault::at(start_of_name, ErrorKind::BadEscape));
    }
    let (input, ()) = byte(b'"', ErrorKind::UnterminatedString).parse(input)?;
    let (input, ()) = comma(input)?;
    let (input, mut values) = match input {
        [a, b, rest @ ..] => {
            let values = AttributeValues::of_letters([*a, *b]);
            letters::need_upper(options, input, rest)?;
            (rest, values.ok_or_else(|| Fault::at(input, ErrorKind::UnknownAttributeType))?)
        }
        _ => return Err(Fault::at(input, ErrorKind::UnknownAttributeType)),
    };
    let (input, ()) = comma(input)?;
    let (mut input, (flags, _)) = number::unsigned(input).and_then(|(rest, (flags, radix))| {
        let flags = u32::try_from(flags).map_err(|_| Fault::at(input, ErrorKind::BadNumber))?;
        Ok((rest, (flags, radix)))
    })?;
    while let Ok((rest, ())) = comma(input) {
        (input, ()) = value(options, sids, rest, &mut values)?;
    }
    let (input, ()) = skip_blanks(input)?;
    if input.first() != Some(&b')') {
        return Err(Fault::at(input, ErrorKind::BadList));
    }
    let attribute = ResourceAttribute { name: utf16(&units), flags, values };
    out.append(&mut attribute.to_bytes().map_err(|error| Fault::at(start, error.kind()))?);
    byte(b')', ErrorKind::MissingParenthesis).parse(input)
}

/// A comma and the blanks around it.
fn comma(input: Input<'_>) -> Parsed<'_> {
    (skip_blanks, byte(b',', ErrorKind::BadList), skip_blanks).map(drop).parse(input)
}

fn utf16(bytes: &[u8]) -> Vec<u16> {
    bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect()
}

/// One value of the attribute's type.
fn value<'a>(options: &ParseOptions, sids: &mut SidReader<'a>, input: Input<'a>, values: &mut AttributeValues) -> Parsed<'a> {
    match values {
        AttributeValues::Integer(all) => {
            let (digits, sign) = number::sign(input);
            let (rest, (magnitude, _)) = number::unsigned(digits)?;
            let value = i128::try_from(magnitude).ok().and_then(|magnitude| {
                i64::try_from(if sign == Some(Sign::Minus) { magnitude.wrapping_neg() } else { magnitude }).ok()
            });
            all.push(value.ok_or_else(|| Fault::at(input, ErrorKind::IntegerRange))?);
            Ok((rest, ()))
        }
        AttributeValues::Unsigned(all) | AttributeValues::Boolean(all) => {
            let (digits, sign) = number::sign(input);
            if sign == Some(Sign::Minus) {
                return Err(Fault::at(input, ErrorKind::IntegerRange));
            }
            let (rest, (magnitude, _)) = number::unsigned(digits)?;
            all.push(u64::try_from(magnitude).map_err(|_| Fault::at(input, ErrorKind::IntegerRange))?);
            Ok((rest, ()))
        }
        AttributeValues::String(all) => {
            let (rest, ()) = byte(b'"', ErrorKind::ExpectedLiteral).parse(input)?;
            let mut units = Vec::new();
            let (rest, ()) = quoted(rest, &mut units)?;
            all.push(utf16(&units));
            Ok((rest, ()))
        }
        AttributeValues::Octets(all) => {
            let digits = input.strip_prefix(b"#").unwrap_or(input);
            if digits.len() < input.len() {
                letters::need(options, Leniency::OddOctets, input)?;
            }
            if !input.first().is_some_and(|first| first.is_ascii_hexdigit() || *first == b'#') {
                return Err(Fault::at(input, ErrorKind::ExpectedLiteral));
            }
            let mut value = Vec::new();
            let (rest, ()) = octets(options, digits, &mut value)?;
            if value.is_empty() {
                return Err(Fault::at(rest, ErrorKind::ExpectedLiteral));
            }
            all.push(value);
            Ok((rest, ()))
        }
        AttributeValues::Sid(all) => {
            let keyword: Parsed<'_> = (tag_no_case("sid"), byte(b'(', ErrorKind::MissingSid)).map(drop).parse(input);
            let (inside, parenthesis) = keyword.map_or((input, false), |(rest, ())| (rest, true));
            let (rest, ()) = sids.read(options, inside)?;
            all.push(*sids.sid());
            if parenthesis { byte(b')', ErrorKind::MissingParenthesis).parse(rest) } else { Ok((rest, ())) }
        }
    }
}
