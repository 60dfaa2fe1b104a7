//! Conditional expressions in text (MS-DTYP 2.5.1.1), written as postfix tokens while they are read.
//!
//! Parentheses and logical operators wait on a stack of their own, so nesting costs memory, not stack frames.

use alloc::vec::Vec;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while;

use super::letters::need;
use super::number::{self, Radix, Sign};
use super::sid::SidReader;
use super::{Fault, Input, Parsed, byte, is_blank, skip_blanks};
use crate::condition::{Arity, IntegerBase, IntegerSign, Operator, Scope, is_escaped, is_misread, operators_from};
use crate::error::ErrorKind;
use crate::num::{eight_hex_digits, size32};
use crate::sddl::{Leniency, ParseOptions};

/// What the parts of a condition need.
struct Reader<'r, 'a> {
    options: &'r ParseOptions,
    sids: &'r mut SidReader<'a>,
    out: &'r mut Vec<u8>,
    pending: &'r mut Vec<Pending>,
}

/// What waits for its end or its right operand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pending {
    Parenthesis,
    Not,
    And,
    Or,
}

/// A condition in its parentheses, appended to `out` as tokens. `pending` is memory to work in.
pub(super) fn read<'a>(
    options: &ParseOptions,
    sids: &mut SidReader<'a>,
    input: Input<'a>,
    out: &mut Vec<u8>,
    pending: &mut Vec<Pending>,
) -> Parsed<'a> {
    pending.clear();
    let (input, ()) = byte(b'(', ErrorKind::ExpectedOperand).parse(input)?;
    Reader { options, sids, out, pending }.expression(input)
}

impl<'a> Reader<'_, 'a> {
    /// An expression behind its opening parenthesis, up to and with the closing one.
    fn expression(&mut self, input: Input<'a>) -> Parsed<'a> {
        let mut depth: usize = 1;
        self.pending.push(Pending::Parenthesis);
        let mut input = input;
        loop {
            (input, ()) = skip_blanks(input)?;
            if let Some((b'!', rest)) = input.split_first() {
                let (rest, ()) = skip_blanks(rest)?;
                if rest.first() != Some(&b'(') {
                    return Err(Fault::at(rest, ErrorKind::NotNeedsParenthesis));
                }
                self.pending.push(Pending::Not);
                input = rest;
            }
            if let Some((b'(', rest)) = input.split_first() {
                depth = depth.saturating_add(1);
                if depth > self.options.limits().nesting {
                    return Err(Fault::at(input, ErrorKind::TooDeep));
                }
                self.pending.push(Pending::Parenthesis);
                input = rest;
                continue;
            }
            (input, ()) = self.predicate(input)?;
            loop {
                (input, ()) = skip_blanks(input)?;
                match input {
                    [b')', rest @ ..] => {
                        self.emit(|pending| pending != Pending::Parenthesis);
                        self.pending.pop();
                        self.emit(|pending| pending == Pending::Not);
                        depth = depth.saturating_sub(1);
                        input = rest;
                        if self.pending.is_empty() {
                            return Ok((input, ()));
                        }
                    }
                    [b'&', b'&', rest @ ..] => {
                        self.emit(|pending| pending == Pending::And);
                        self.pending.push(Pending::And);
                        input = rest;
                        break;
                    }
                    [b'|', b'|', rest @ ..] => {
                        self.emit(|pending| matches!(pending, Pending::And | Pending::Or));
                        self.pending.push(Pending::Or);
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
    #[inline(always)]
    fn emit(&mut self, binds: impl Fn(Pending) -> bool) {
        while let Some(last) = self.pending.last().copied().filter(|last| binds(*last)) {
            let operator = match last {
                Pending::Not => Operator::Not,
                Pending::And => Operator::And,
                _ => Operator::Or,
            };
            self.out.push(operator.code());
            self.pending.pop();
        }
    }

    /// An operator and its list of groups or its attribute, or an attribute, an operator and a value, or an attribute alone.
    fn predicate(&mut self, input: Input<'a>) -> Parsed<'a> {
        if let Some((rest, (operator, arity))) = operator(input, |arity| matches!(arity, Arity::Member | Arity::Exists)) {
            need_canonical_start(self.options, input)?;
            let (rest, ()) = skip_blanks(rest)?;
            let (rest, ()) = match arity {
                Arity::Member => self.groups(rest)?,
                _ => self.attribute(rest).map(|(rest, _)| (rest, ()))?,
            };
            self.out.push(operator.code());
            return Ok((rest, ()));
        }
        let (rest, _) = self.attribute(input)?;
        let (behind, ()) = skip_blanks(rest)?;
        let Some((after, (operator, _))) = operator(behind, |arity| arity == Arity::Relational) else {
            return Ok((rest, ()));
        };
        need_canonical_start(self.options, behind)?;
        let (rest, ()) = skip_blanks(after)?;
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
                let (rest, ()) = sid_keyword(input)?;
                need_canonical_start(self.options, input)?;
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

    /// A local name that starts with an escape, which it needs where it would be read as something else.
    fn escaped_name(&mut self, input: Input<'a>) -> Parsed<'a> {
        let start = self.out.len();
        let (rest, unit) = escape(input)?;
        self.out.extend_from_slice(&unit.to_le_bytes());
        let (rest, ()) = name(self.options, rest, is_name, self.out)?;
        if !is_escaped(unit) && !is_misread(self.out.get(start..).unwrap_or_default()) {
            need(self.options, Leniency::NeedlessEscapes, input)?;
        }
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
        let (rest, ()) = self.sized(scope.code(), |reader| match rest {
            [b'%', ..] if scope == Scope::Local => reader.escaped_name(rest),
            _ => name(reader.options, rest, is_name, reader.out),
        })?;
        Ok((rest, scope))
    }
}

/// A word of letters and dots, whatever its case; `lower` is in lower case.
#[inline(always)]
fn word<const N: usize>(lower: &'static [u8; N]) -> impl Fn(Input<'_>) -> Parsed<'_> {
    move |input| match input.split_first_chunk::<N>() {
        Some((head, rest)) if head.map(|byte| byte | 0x20) == *lower => Ok((rest, ())),
        _ => Err(Fault::at(input, ErrorKind::Unexpected)),
    }
}

/// The scope of an attribute behind its `@`.
#[inline(always)]
fn scope(input: Input<'_>) -> Parsed<'_, Scope> {
    let user = word(b"user.").map(|()| Scope::User);
    let device = word(b"device.").map(|()| Scope::Device);
    let resource = word(b"resource.").map(|()| Scope::Resource);
    alt((user, device, resource)).parse(input)
}

/// `SID(`, whatever its case.
#[inline(always)]
fn sid_keyword(input: Input<'_>) -> Parsed<'_> {
    let keyword = (word(b"sid"), skip_blanks, byte(b'(', ErrorKind::ExpectedLiteral)).map(drop).parse(input);
    keyword.map_err(|_: nom::Err<Fault>| Fault::at(input, ErrorKind::ExpectedLiteral))
}

/// What a byte may be in a condition.
static CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut number: u8 = 0;
    let mut rest: &mut [u8] = &mut table;
    while let [first, tail @ ..] = rest {
        if number.is_ascii() {
            let plain = if is_escaped(byte_unit(number)) { 0 } else { NAME };
            let verbatim = if matches!(number, b'"' | 0) { 0 } else { VERBATIM };
            *first = plain | verbatim;
        }
        number = number.wrapping_add(1);
        rest = tail;
    }
    table
};
/// ASCII that stands in names as it is.
const NAME: u8 = 1;
/// ASCII that stands in strings as it is.
const VERBATIM: u8 = 2;

#[inline(always)]
fn is_in(class: u8, byte: u8) -> bool {
    CLASSES.get(usize::from(byte)).is_some_and(|classes| classes & class != 0)
}

/// The characters of names that need no escape, and all beyond ASCII.
fn is_name(byte: u8) -> bool {
    byte >= 0x80 || is_in(NAME, byte)
}

const fn byte_unit(byte: u8) -> u16 {
    u16::from_be_bytes([0, byte])
}

/// Appends the bytes of a class at the front as UTF-16.
#[inline(always)]
fn plain_run<'a>(input: Input<'a>, class: u8, out: &mut Vec<u8>) -> Input<'a> {
    let length = input.iter().position(|byte| !is_in(class, *byte)).unwrap_or(input.len());
    let Some((run, rest)) = input.split_at_checked(length) else { return input };
    let (eights, few) = run.as_chunks::<8>();
    for eight in eights {
        out.extend_from_slice(eight.map(|byte| [byte, 0]).as_flattened());
    }
    few.iter().for_each(|byte| out.extend_from_slice(&[*byte, 0]));
    rest
}

/// The operator at the front, among those of some arity.
#[inline(always)]
fn operator(input: Input<'_>, wanted: impl Fn(Arity) -> bool) -> Option<(Input<'_>, (Operator, Arity))> {
    for (operator, text, arity) in operators_from(*input.first()?) {
        if wanted(*arity)
            && let Some((head, rest)) = input.split_at_checked(text.len())
            && (head == text.as_bytes() || head.eq_ignore_ascii_case(text.as_bytes()))
            && (!head.first().is_some_and(u8::is_ascii_alphabetic) || ends_word(rest, *arity))
        {
            return Some((rest, (*operator, *arity)));
        }
    }
    None
}

/// Fails when a keyword starts in lower case and the options do not allow that.
#[inline(always)]
fn need_canonical_start<'a>(options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
    match input.first() {
        Some(b'a'..=b'z') => need(options, Leniency::LowerCase, input),
        _ => Ok((input, ())),
    }
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
pub(super) fn name<'a>(options: &ParseOptions, input: Input<'a>, is_part: fn(u8) -> bool, out: &mut Vec<u8>) -> Parsed<'a> {
    let mut input = input;
    loop {
        input = plain_run(input, NAME, out);
        match input {
            [b'%', ..] => {
                let (rest, unit) = escape(input)?;
                if !is_escaped(unit) {
                    need(options, Leniency::NeedlessEscapes, input)?;
                }
                out.extend_from_slice(&unit.to_le_bytes());
                input = rest;
            }
            [first, rest @ ..] if is_part(*first) => {
                need(options, Leniency::RawNames, input)?;
                if first.is_ascii() {
                    out.extend_from_slice(&[*first, 0]);
                    input = rest;
                } else {
                    (input, ()) = character(input, out)?;
                }
            }
            _ => return Ok((input, ())),
        }
    }
}

/// `%` and four hexadecimal digits.
fn escape(input: Input<'_>) -> Parsed<'_, u16> {
    let unit = |[a, b, c, d]: [u8; 4]| u16::try_from(eight_hex_digits([b'0', b'0', b'0', b'0', a, b, c, d])?).ok();
    let digits = input.strip_prefix(b"%").and_then(<[u8]>::split_first_chunk::<4>);
    let read = digits.and_then(|(digits, rest)| Some((rest, unit(*digits)?)));
    read.ok_or_else(|| Fault::at(input, ErrorKind::BadEscape))
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
        input = plain_run(input, VERBATIM, out);
        match input {
            [b'"', rest @ ..] => return Ok((rest, ())),
            [0, ..] => return Err(Fault::at(input, ErrorKind::UnexpectedNul)),
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
