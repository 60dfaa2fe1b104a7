//! Conditional expressions in text (MS-DTYP 2.5.1.1), written as postfix tokens while they are read.
//!
//! Parentheses and logical operators wait on a stack of their own, so nesting costs memory, not stack frames.

use alloc::vec::Vec;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag_no_case, take_while};

use super::letters::need;
use super::number::{self, Radix, Sign};
use super::sid::SidReader;
use super::{Fault, Input, Parsed, byte, is_blank, skip_blanks};
use crate::condition::{Arity, IntegerBase, IntegerSign, OPERATORS, Operator, Scope, is_escaped};
use crate::error::ErrorKind;
use crate::num::size32;
use crate::sddl::{Leniency, ParseOptions};

/// What the parts of a condition need.
struct Reader<'r, 'a> {
    options: &'r ParseOptions,
    sids: &'r mut SidReader<'a>,
    out: &'r mut Vec<u8>,
}

/// What waits for its end or its right operand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    Parenthesis,
    Not,
    And,
    Or,
}

/// A condition in its parentheses, appended to `out` as tokens.
pub(super) fn read<'a>(options: &ParseOptions, sids: &mut SidReader<'a>, input: Input<'a>, out: &mut Vec<u8>) -> Parsed<'a> {
    let mut reader = Reader { options, sids, out };
    let (input, ()) = byte(b'(', ErrorKind::ExpectedOperand).parse(input)?;
    reader.expression(input)
}

impl<'a> Reader<'_, 'a> {
    /// An expression behind its opening parenthesis, up to and with the closing one.
    fn expression(&mut self, input: Input<'a>) -> Parsed<'a> {
        let mut pending = Vec::with_capacity(8);
        let mut depth: usize = 1;
        pending.push(Pending::Parenthesis);
        let mut input = input;
        loop {
            (input, ()) = skip_blanks(input)?;
            if let Some((b'!', rest)) = input.split_first() {
                let (rest, ()) = skip_blanks(rest)?;
                if rest.first() != Some(&b'(') {
                    return Err(Fault::at(rest, ErrorKind::NotNeedsParenthesis));
                }
                pending.push(Pending::Not);
                input = rest;
            }
            if let Some((b'(', rest)) = input.split_first() {
                depth = depth.saturating_add(1);
                if depth > self.options.limits().nesting {
                    return Err(Fault::at(input, ErrorKind::TooDeep));
                }
                pending.push(Pending::Parenthesis);
                input = rest;
                continue;
            }
            (input, ()) = self.predicate(input)?;
            loop {
                (input, ()) = skip_blanks(input)?;
                match input {
                    [b')', rest @ ..] => {
                        self.emit(&mut pending, &[Pending::And, Pending::Or]);
                        pending.pop();
                        self.emit(&mut pending, &[Pending::Not]);
                        depth = depth.saturating_sub(1);
                        input = rest;
                        if pending.is_empty() {
                            return Ok((input, ()));
                        }
                    }
                    [b'&', b'&', rest @ ..] => {
                        self.emit(&mut pending, &[Pending::And]);
                        pending.push(Pending::And);
                        input = rest;
                        break;
                    }
                    [b'|', b'|', rest @ ..] => {
                        self.emit(&mut pending, &[Pending::And, Pending::Or]);
                        pending.push(Pending::Or);
                        input = rest;
                        break;
                    }
                    [] => return Err(Fault::at(input, ErrorKind::MissingParenthesis)),
                    _ => return Err(Fault::at(input, ErrorKind::ExpectedOperator)),
                }
            }
        }
    }

    /// Writes the operators that bind at least as tightly as what follows.
    fn emit(&mut self, pending: &mut Vec<Pending>, these: &[Pending]) {
        while let Some(last) = pending.last().filter(|last| these.contains(last)) {
            let operator = match last {
                Pending::Not => Operator::Not,
                Pending::And => Operator::And,
                _ => Operator::Or,
            };
            self.out.push(operator.code());
            pending.pop();
        }
    }

    /// An operator and its list of groups or its attribute, or an attribute, an operator and a value, or an attribute alone.
    fn predicate(&mut self, input: Input<'a>) -> Parsed<'a> {
        if let Ok((rest, operator)) = keyword(self.options, input, |arity| matches!(arity, Arity::Member | Arity::Exists))? {
            let (rest, ()) = skip_blanks(rest)?;
            let (rest, ()) = if operator.arity() == Arity::Member {
                self.groups(rest)?
            } else {
                self.attribute(rest).map(|(rest, _)| (rest, ()))?
            };
            self.out.push(operator.code());
            return Ok((rest, ()));
        }
        let (rest, _) = self.attribute(input)?;
        let (behind, ()) = skip_blanks(rest)?;
        let Ok((rest, operator)) = keyword(self.options, behind, |arity| arity == Arity::Relational)? else {
            return Ok((rest, ()));
        };
        let (rest, ()) = skip_blanks(rest)?;
        let (rest, ()) = self.right_side(rest)?;
        self.out.push(operator.code());
        Ok((rest, ()))
    }

    /// The value of a `Member_of`, in any number of parentheses.
    fn groups(&mut self, mut input: Input<'a>) -> Parsed<'a> {
        let mut depth: usize = 0;
        while let Some((b'(', rest)) = input.split_first() {
            depth = depth.saturating_add(1);
            if depth > self.options.limits().nesting {
                return Err(Fault::at(input, ErrorKind::TooDeep));
            }
            (input, ()) = skip_blanks(rest)?;
        }
        (input, ()) = self.value(input)?;
        for _ in 0..depth {
            (input, ()) = skip_blanks(input)?;
            (input, ()) = byte(b')', ErrorKind::MissingParenthesis).parse(input)?;
        }
        Ok((input, ()))
    }

    fn right_side(&mut self, input: Input<'a>) -> Parsed<'a> {
        match input {
            [b'@', ..] => {
                let (rest, _) = self.attribute(input)?;
                Ok((rest, ()))
            }
            [b'0'..=b'9' | b'+' | b'-' | b'"' | b'#' | b'{', ..] => self.value(input),
            _ if sid_keyword(input).is_ok() => self.value(input),
            [first, ..] if is_name(*first) => Err(Fault::at(input, ErrorKind::LocalAttribute)),
            _ => Err(Fault::at(input, ErrorKind::ExpectedLiteral)),
        }
    }

    /// A literal or a list of literals.
    fn value(&mut self, input: Input<'a>) -> Parsed<'a> {
        let Some((b'{', rest)) = input.split_first() else { return self.literal(input) };
        self.sized(0x50, |reader| {
            let (mut input, ()) = skip_blanks(rest)?;
            if let Some((b'}', rest)) = input.split_first() {
                return Ok((rest, ()));
            }
            loop {
                let (rest, ()) = reader.literal(input)?;
                let (rest, ()) = skip_blanks(rest)?;
                match rest {
                    [b',', rest @ ..] => (input, ()) = skip_blanks(rest)?,
                    [b'}', rest @ ..] => return Ok((rest, ())),
                    _ => return Err(Fault::at(rest, ErrorKind::BadList)),
                }
            }
        })
    }

    fn literal(&mut self, input: Input<'a>) -> Parsed<'a> {
        match input {
            [b'"', rest @ ..] => self.sized(0x10, |reader| quoted(rest, reader.out)),
            [b'#', rest @ ..] => self.sized(0x18, |reader| octets(reader.options, rest, reader.out)),
            [b'0'..=b'9' | b'+' | b'-', ..] => self.integer(input),
            _ => {
                let (rest, _) = sid_keyword(input)?;
                self.sized(0x51, |reader| {
                    let (rest, ()) = skip_blanks(rest)?;
                    let (rest, ()) = reader.sids.read(reader.options, rest)?;
                    reader.out.extend_from_slice(reader.sids.sid().as_bytes());
                    let (rest, ()) = skip_blanks(rest)?;
                    byte(b')', ErrorKind::MissingParenthesis).parse(rest)
                })
            }
        }
    }

    /// A token with a length: its code, 32 bits of length, and what `content` writes.
    fn sized(&mut self, code: u8, content: impl FnOnce(&mut Self) -> Parsed<'a>) -> Parsed<'a> {
        self.out.push(code);
        let at = self.out.len();
        self.out.extend_from_slice(&[0; 4]);
        let (rest, ()) = content(self)?;
        let length = size32(self.out.len().saturating_sub(at).saturating_sub(4));
        if let Some(slot) = self.out.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
            *slot = length.to_le_bytes();
        }
        Ok((rest, ()))
    }

    fn integer(&mut self, input: Input<'a>) -> Parsed<'a> {
        let (digits, sign) = number::sign(input);
        let (rest, (magnitude, radix)) = number::unsigned(digits)?;
        let range = || Fault::at(input, ErrorKind::IntegerRange);
        let magnitude = u64::try_from(magnitude).map_err(|_| range())?;
        let value = match sign {
            Some(Sign::Minus) => 0_i64.checked_sub_unsigned(magnitude).ok_or_else(range)?,
            // A hexadecimal number without a sign is 64 bits, whatever they mean.
            None if radix == Radix::Hexadecimal => i64::from_le_bytes(magnitude.to_le_bytes()),
            _ => i64::try_from(magnitude).map_err(|_| range())?,
        };
        let sign = match sign {
            Some(Sign::Plus) => IntegerSign::Plus,
            Some(Sign::Minus) => IntegerSign::Minus,
            None => IntegerSign::None,
        };
        let base = match radix {
            Radix::Octal => IntegerBase::Octal,
            Radix::Decimal => IntegerBase::Decimal,
            Radix::Hexadecimal => IntegerBase::Hexadecimal,
        };
        let [a, b, c, d, e, f, g, h] = value.to_le_bytes();
        self.out.extend_from_slice(&[0x04, a, b, c, d, e, f, g, h, sign.code(), base.code()]);
        Ok((rest, ()))
    }

    /// An attribute: `@User.`, `@Device.` or `@Resource.` and a name, or a bare name.
    fn attribute(&mut self, input: Input<'a>) -> Parsed<'a, Scope> {
        let (rest, scope) = match input {
            [b'@', rest @ ..] => scope(rest).map_err(|_: nom::Err<Fault>| Fault::at(input, ErrorKind::ExpectedOperand))?,
            _ => (input, Scope::Local),
        };
        if !rest.first().copied().is_some_and(|first| is_name(first) || first == b'%') {
            return Err(Fault::at(rest, ErrorKind::ExpectedOperand));
        }
        let (rest, ()) = self.sized(scope.code(), |reader| name(reader.options, rest, is_name, reader.out))?;
        Ok((rest, scope))
    }
}

/// The scope of an attribute behind its `@`.
fn scope(input: Input<'_>) -> Parsed<'_, Scope> {
    alt((
        tag_no_case("user.").map(|_| Scope::User),
        tag_no_case("device.").map(|_| Scope::Device),
        tag_no_case("resource.").map(|_| Scope::Resource),
    ))
    .parse(input)
}

/// `SID(`, whatever its case.
fn sid_keyword(input: Input<'_>) -> Parsed<'_> {
    let keyword = (tag_no_case("sid"), take_while(is_blank), byte(b'(', ErrorKind::ExpectedLiteral)).map(drop).parse(input);
    keyword.map_err(|_: nom::Err<Fault>| Fault::at(input, ErrorKind::ExpectedLiteral))
}

/// The characters of names that need no escape, and all beyond ASCII. An escape is none of them.
const fn is_name(byte: u8) -> bool {
    byte >= 0x80 || !is_escaped(byte_unit(byte))
}

const fn byte_unit(byte: u8) -> u16 {
    u16::from_be_bytes([0, byte])
}

/// The operator at the front, among those of an arity; the inner error when there is none.
#[inline(always)]
fn keyword<'a>(
    options: &ParseOptions,
    input: Input<'a>,
    wanted: impl Fn(Arity) -> bool,
) -> Result<Result<(Input<'a>, Operator), ()>, nom::Err<Fault>> {
    let Some(first) = input.first() else { return Ok(Err(())) };
    let folded = first | 0x20;
    for (operator, text, arity) in &OPERATORS {
        if !wanted(*arity) || text.as_bytes().first().is_none_or(|letter| letter | 0x20 != folded) {
            continue;
        }
        let Some((word, rest)) = input.split_at_checked(text.len()) else { continue };
        if !word.eq_ignore_ascii_case(text.as_bytes()) {
            continue;
        }
        if folded.is_ascii_lowercase() && !ends_word(rest, *arity) {
            continue;
        }
        // The recorded spelling of the canonical text is not the only one in ordinary use.
        if !options.allows(Leniency::LowerCase) && word.first().is_some_and(u8::is_ascii_lowercase) {
            need(options, Leniency::LowerCase, input)?;
        }
        return Ok(Ok((rest, *operator)));
    }
    Ok(Err(()))
}

/// Whether a keyword ends here. A name goes on with more characters than a relation.
fn ends_word(rest: Input<'_>, arity: Arity) -> bool {
    match (rest.first(), arity) {
        (None, _) => true,
        (Some(next), Arity::Relational) => !(next.is_ascii_alphanumeric() || *next == b'_'),
        (Some(next), _) => is_blank(*next) || matches!(next, b'(' | b'{'),
    }
}

/// The characters of a name up to one that `is_part` refuses, in UTF-16, with `%xxxx` for any unit.
pub(super) fn name<'a>(options: &ParseOptions, mut input: Input<'a>, is_part: fn(u8) -> bool, out: &mut Vec<u8>) -> Parsed<'a> {
    loop {
        match input {
            [b'%', rest @ ..] => {
                let digits = rest.first_chunk::<4>().filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
                let digits = digits.ok_or_else(|| Fault::at(input, ErrorKind::BadEscape))?;
                let unit = u16::try_from(number::value(digits, 16)).unwrap_or_default();
                if !is_escaped(unit) {
                    need(options, Leniency::NeedlessEscapes, input)?;
                }
                out.extend_from_slice(&unit.to_le_bytes());
                input = rest.get(4..).unwrap_or_default();
            }
            [first, rest @ ..] if first.is_ascii() && is_part(*first) => {
                if is_escaped(byte_unit(*first)) {
                    need(options, Leniency::RawNames, input)?;
                }
                out.extend_from_slice(&[*first, 0]);
                input = rest;
            }
            [first, ..] if is_part(*first) => {
                need(options, Leniency::RawNames, input)?;
                (input, ()) = character(input, out)?;
            }
            _ => return Ok((input, ())),
        }
    }
}

/// One character beyond ASCII, in UTF-16.
fn character<'a>(input: Input<'a>, out: &mut Vec<u8>) -> Parsed<'a> {
    let longest = input.get(..4).unwrap_or(input);
    let valid = longest.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
    let Some(c) = valid.chars().next() else { return Err(Fault::at(input, ErrorKind::Unexpected)) };
    c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.extend_from_slice(&unit.to_le_bytes()));
    Ok((input.get(c.len_utf8()..).unwrap_or_default(), ()))
}

/// A string behind its opening quote, verbatim, in UTF-16.
pub(super) fn quoted<'a>(mut input: Input<'a>, out: &mut Vec<u8>) -> Parsed<'a> {
    let start = input;
    loop {
        match input {
            [b'"', rest @ ..] => return Ok((rest, ())),
            [0, ..] => return Err(Fault::at(input, ErrorKind::UnexpectedNul)),
            [first, rest @ ..] if first.is_ascii() => {
                out.extend_from_slice(&[*first, 0]);
                input = rest;
            }
            [_, ..] => (input, ()) = character(input, out)?,
            [] => return Err(Fault::at(start, ErrorKind::UnterminatedString)),
        }
    }
}

/// Octets as hexadecimal digits: `#` counts as 0, an odd number gets a 0 in front.
pub(super) fn octets<'a>(options: &ParseOptions, input: Input<'a>, out: &mut Vec<u8>) -> Parsed<'a> {
    let (rest, digits) = take_while(|digit: u8| digit.is_ascii_hexdigit() || digit == b'#').parse(input)?;
    let odd = digits.len() % 2 == 1;
    if odd || digits.contains(&b'#') {
        need(options, Leniency::OddOctets, input)?;
    }
    let digit = |digit: &u8| if *digit == b'#' { b'0' } else { *digit };
    let mut padded = odd.then_some(b'0').into_iter().chain(digits.iter().map(digit));
    while let (Some(high), Some(low)) = (padded.next(), padded.next()) {
        out.push(u8::try_from(number::value(&[high, low], 16)).unwrap_or_default());
    }
    Ok((rest, ()))
}
