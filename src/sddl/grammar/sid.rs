//! SIDs in text: aliases and `S-1-...`.

use nom::Parser;
use nom::bytes::complete::take_while1;

use super::letters::{need, need_upper};
use super::{Fault, Input, Parsed, is_blank, number, skip_blanks};
use crate::error::ErrorKind;
use crate::sddl::{Leniency, ParseOptions};
use crate::sid::{Sid, alias};

/// Reads SIDs, and remembers the front of the last long one: the SIDs of a descriptor often differ in their last number only.
pub(crate) struct SidReader<'a> {
    /// The SID that was read last.
    pub(crate) sid: Sid,
    /// A SID's text up to its last dash, empty at first.
    prefix_text: &'a [u8],
    /// That SID without its last sub-authority.
    prefix: Sid,
}

/// Sub-authorities from which on a prefix is worth remembering.
const LONG: usize = 4;

impl<'a> SidReader<'a> {
    pub(crate) const fn new() -> Self {
        Self { sid: Sid::EVERYONE, prefix_text: &[], prefix: Sid::EVERYONE }
    }

    /// An alias or `S-1-...`, into `self.sid`.
    #[inline(always)]
    pub(crate) fn read(&mut self, options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
        match input {
            [b'S', b'-', ..] => self.literal(options, input),
            [a, b, rest @ ..] => {
                let Some(alias) = alias::by_letters([*a, *b]) else { return self.unusual(options, input) };
                let Some(sid) = alias.resolve(options.domains()) else {
                    return Err(Fault::at(input, ErrorKind::AliasNeedsDomain));
                };
                self.sid = sid;
                need_upper(options, input, rest)
            }
            _ => Err(Fault::at(input, ErrorKind::MissingSid)),
        }
    }

    #[cold]
    fn unusual(&mut self, options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
        match input {
            [b's', b'-', ..] => {
                need(options, Leniency::LowerCase, input)?;
                self.any_form(options, input, false)
            }
            [letter, ..] if letter.is_ascii_alphanumeric() => Err(Fault::at(input, ErrorKind::UnknownAlias)),
            _ => Err(Fault::at(input, ErrorKind::MissingSid)),
        }
    }

    /// `S-1-` and decimal numbers; every other form on a path of its own.
    #[inline(always)]
    fn literal(&mut self, options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
        if !self.prefix_text.is_empty()
            && let Some(rest) = input.strip_prefix(self.prefix_text)
        {
            self.sid = self.prefix;
            if let Some((rest, ())) = self.sub_authorities(input, rest) {
                return Ok((rest, ()));
            }
        } else if let [b'S', b'-', b'1', b'-', rest @ ..] = input
            && let Some((rest, authority)) = number::decimal(rest)
            && authority >> 32 == 0
            && let [b'-', rest @ ..] = rest
        {
            self.sid = Sid::with_authority(authority);
            if let Some((rest, ())) = self.sub_authorities(input, rest) {
                return Ok((rest, ()));
            }
        }
        self.any_form(options, input, false)
    }

    /// Decimal sub-authorities of at most 32 bits behind a dash; `None` where the text is of another form.
    #[inline(always)]
    fn sub_authorities(&mut self, start: Input<'a>, mut input: Input<'a>) -> Option<(Input<'a>, ())> {
        loop {
            let (rest, value) = number::decimal(input)?;
            if input.first() == Some(&b'0') && input.len().wrapping_sub(rest.len()) != 1 {
                return None;
            }
            let value = u32::try_from(value).ok()?;
            match rest {
                [b'-', tail @ ..] => {
                    if !self.sid.push(value) {
                        return None;
                    }
                    input = tail;
                }
                [b'x' | b'X', ..] => return None,
                _ => {
                    if self.sid.as_ref().sub_authority_count() >= LONG.wrapping_sub(1) {
                        self.prefix = self.sid;
                        self.prefix_text = start.get(..start.len().wrapping_sub(input.len())).unwrap_or_default();
                    }
                    return self.sid.push(value).then_some((rest, ()));
                }
            }
        }
    }

    /// Every form that Windows accepts: leading zeros, hexadecimal numbers, numbers that saturate, blanks behind the first
    /// two dashes. With `S-0x1-` the whole rest is hexadecimal.
    #[cold]
    fn any_form(&mut self, options: &ParseOptions, input: Input<'a>, blanks: bool) -> Parsed<'a> {
        let bad = |input| Fault::at(input, ErrorKind::BadSid);
        let Some((_, rest)) = input.split_first_chunk::<2>() else { return Err(bad(input)) };
        let (rest, ()) = sid_blanks(options, rest, blanks)?;
        let hexadecimal = matches!(rest, [b'0', b'x' | b'X', ..]);
        let (after, revision) = sid_number(options, rest, hexadecimal)?;
        if revision != 1 {
            return Err(bad(rest));
        }
        let Some(rest) = after.strip_prefix(b"-") else { return Err(bad(after)) };
        let (rest, ()) = sid_blanks(options, rest, blanks)?;
        let (mut after, authority) = sid_number(options, rest, hexadecimal)?;
        let authority = u64::try_from(authority).unwrap_or(u64::MAX);
        if authority >> 48 != 0 {
            return Err(Fault::at(rest, ErrorKind::SidAuthority));
        }
        self.sid = Sid::with_authority(authority);
        while let Some(rest) = after.strip_prefix(b"-") {
            let value;
            (after, value) = sid_number(options, rest, hexadecimal)?;
            let value = u32::try_from(value).or_else(|_| need(options, Leniency::Saturation, rest).map(|_| u32::MAX))?;
            if !self.sid.push(value) {
                return Err(Fault::at(rest, ErrorKind::SidTooLong));
            }
        }
        if self.sid.as_ref().sub_authority_count() == 0 {
            return Err(Fault::at(after, ErrorKind::SidTooShort));
        }
        Ok((after, ()))
    }

    /// The SID of an owner or group section, where blanks may follow the first dashes.
    #[inline(always)]
    pub(crate) fn read_in_section(&mut self, options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
        match input {
            [b'S' | b's', b'-', blank, ..] if is_blank(*blank) => self.any_form(options, input, true),
            [b'S' | b's', b'-', b'1', b'-', blank, ..] if is_blank(*blank) => self.any_form(options, input, true),
            _ => self.read(options, input),
        }
    }
}

fn sid_blanks<'a>(options: &ParseOptions, input: Input<'a>, allowed: bool) -> Parsed<'a> {
    if allowed && input.first().copied().is_some_and(is_blank) {
        need(options, Leniency::SidBlanks, input)?;
        return skip_blanks(input);
    }
    Ok((input, ()))
}

/// A number of a SID: hexadecimal with `0x` or where all of it is, otherwise decimal, never octal.
fn sid_number<'a>(options: &ParseOptions, input: Input<'a>, hexadecimal: bool) -> Parsed<'a, u128> {
    let (digits, hexadecimal) = match input {
        [b'0', b'x' | b'X', rest @ ..] => (rest, true),
        _ => (input, hexadecimal),
    };
    let is_digit = if hexadecimal { |digit: u8| digit.is_ascii_hexdigit() } else { |digit: u8| digit.is_ascii_digit() };
    let (mut rest, mut read) =
        take_while1(is_digit).parse(digits).map_err(|_: nom::Err<Fault>| Fault::at(input, ErrorKind::BadSid))?;
    // The `D` of a DACL's section that follows is a hexadecimal digit, too.
    if let ([b':', ..], [before @ .., b'D']) = (rest, read)
        && !before.is_empty()
    {
        rest = digits.get(before.len()..).unwrap_or_default();
        read = before;
    }
    if hexadecimal || matches!(read, [b'0', _, ..]) {
        need(options, Leniency::SidNumberForms, input)?;
    }
    Ok((rest, number::value(read, if hexadecimal { 16 } else { 10 })))
}

/// A SID that is the whole text.
pub(crate) fn whole(text: &str, options: &ParseOptions) -> Result<Sid, nom::Err<Fault>> {
    let mut reader = SidReader::new();
    let (rest, ()) = reader.read(options, text.as_bytes())?;
    if rest.is_empty() { Ok(reader.sid) } else { Err(Fault::at(rest, ErrorKind::BadSid)) }
}
