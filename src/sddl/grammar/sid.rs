//! SIDs in text: aliases and `S-1-...`.

use nom::Parser;
use nom::bytes::complete::take_while1;

use super::letters::{need, need_upper};
use super::{Fault, Input, Parsed, is_blank, number, skip_blanks};
use crate::error::ErrorKind;
use crate::sddl::{Leniency, ParseOptions};
use crate::sid::Sid;
use crate::sid::alias::{self, Alias, Target};

/// Reads SIDs, and remembers the last long one: the SIDs of a descriptor often differ in their last number only.
pub(crate) struct SidReader<'a> {
    /// The SID that was read last, if it is not the long one.
    own: Sid,
    /// The long SID. Its last sub-authority is replaced where another SID begins with its text up to the last dash.
    long: Sid,
    /// The long SID's text up to its last dash, empty at first.
    long_text: &'a [u8],
    last: Last,
}

/// Which SID was read last.
enum Last {
    Own,
    Long,
    Known(&'static Sid),
}

/// Sub-authorities from which on a SID is long.
const LONG: usize = 4;

impl<'a> SidReader<'a> {
    pub(crate) const fn new() -> Self {
        Self { own: Sid::EVERYONE, long: Sid::EVERYONE, long_text: &[], last: Last::Own }
    }

    /// The SID that was read last.
    #[inline(always)]
    pub(crate) const fn sid(&self) -> &Sid {
        match self.last {
            Last::Own => &self.own,
            Last::Long => &self.long,
            Last::Known(sid) => sid,
        }
    }

    /// Takes a SID for the one that was read last.
    #[inline(always)]
    pub(crate) const fn set(&mut self, sid: Sid) {
        self.own = sid;
        self.last = Last::Own;
    }

    /// An alias or `S-1-...`.
    #[inline(always)]
    pub(crate) fn read(&mut self, options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
        match input {
            [b'S', b'-', ..] => self.literal(options, input),
            [a, b, rest @ ..] => {
                let Some(alias) = alias::by_letters([*a, *b]) else { return self.unusual(options, input) };
                match &alias.target {
                    Target::WellKnown(sid) => self.last = Last::Known(sid),
                    _ => self.account(alias, options, input)?,
                }
                need_upper(options, input, rest)
            }
            _ => Err(Fault::at(input, ErrorKind::MissingSid)),
        }
    }

    /// The account of a domain that an alias stands for.
    #[inline(always)]
    fn account(&mut self, alias: &Alias, options: &ParseOptions, input: Input<'a>) -> Result<(), nom::Err<Fault>> {
        let (Some(domain), rid) = alias.account(options.domains()) else {
            return Err(Fault::at(input, ErrorKind::AliasNeedsDomain));
        };
        self.own = *domain;
        self.last = Last::Own;
        if self.own.push(rid) { Ok(()) } else { Err(Fault::at(input, ErrorKind::SidTooLong)) }
    }

    #[cold]
    fn unusual(&mut self, options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
        match input {
            [b's', b'-', ..] => self.lower_case(options, input, false),
            [a, b, rest @ ..] if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() && !ends_alias(rest) => {
                Err(Fault::at(input, ErrorKind::NotASid))
            }
            [letter, ..] if letter.is_ascii_alphanumeric() => Err(Fault::at(input, ErrorKind::UnknownAlias)),
            _ => Err(Fault::at(input, ErrorKind::MissingSid)),
        }
    }

    /// `s-1-...`.
    #[cold]
    fn lower_case(&mut self, options: &ParseOptions, input: Input<'a>, blanks: bool) -> Parsed<'a> {
        need(options, Leniency::LowerCase, input)?;
        self.any_form(options, input, blanks)
    }

    /// `S-1-` and decimal numbers; every other form on a path of its own.
    #[inline(always)]
    pub(crate) fn literal(&mut self, options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
        self.literal_in(options, input, false)
    }

    /// A literal where blanks may follow the first dashes, or must not.
    #[inline(always)]
    fn literal_in(&mut self, options: &ParseOptions, input: Input<'a>, blanks: bool) -> Parsed<'a> {
        if !self.long_text.is_empty()
            && let Some(rest) = input.strip_prefix(self.long_text)
            && let Some((rest, value)) = plain_number(rest)
            && !matches!(rest.first(), Some(b'-'))
        {
            self.long.set_last(value);
            self.last = Last::Long;
            return Ok((rest, ()));
        }
        match self.plain(input) {
            Some(rest) => Ok((rest, ())),
            None => self.any_form(options, input, blanks),
        }
    }

    /// `S-1-` and decimal numbers of at most 32 bits without leading zeros; `None` where the text is of another form.
    fn plain(&mut self, input: Input<'a>) -> Option<Input<'a>> {
        let (mut rest, authority) = plain_number(input.strip_prefix(b"S-1-")?)?;
        self.own = Sid::with_authority(u64::from(authority));
        self.last = Last::Own;
        let mut subs: usize = 0;
        let mut last = input;
        while let Some((b'-', number)) = rest.split_first() {
            let value;
            last = number;
            (rest, value) = plain_number(number)?;
            if !self.own.push(value) {
                return None;
            }
            subs = subs.wrapping_add(1);
        }
        if subs >= LONG {
            self.long = self.own;
            self.long_text = input.get(..input.len().wrapping_sub(last.len())).unwrap_or_default();
            self.last = Last::Long;
        }
        (subs > 0).then_some(rest)
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
        let (mut after, authority) = wide_number(rest, hexadecimal)?;
        let authority = u64::try_from(authority).unwrap_or(u64::MAX);
        if authority >> 48 != 0 {
            return Err(Fault::at(rest, ErrorKind::SidAuthority));
        }
        let canonical = if authority >> 32 == 0 { alloc::format!("{authority}") } else { alloc::format!("0x{authority:X}") };
        if rest.get(..rest.len().wrapping_sub(after.len())) != Some(canonical.as_bytes()) {
            need(options, Leniency::SidNumberForms, rest)?;
        }
        let mut sid = Sid::with_authority(authority);
        while let Some(rest) = after.strip_prefix(b"-") {
            let value;
            (after, value) = sid_number(options, rest, hexadecimal)?;
            let value = u32::try_from(value).or_else(|_| need(options, Leniency::Saturation, rest).map(|_| u32::MAX))?;
            if !sid.push(value) {
                return Err(Fault::at(rest, ErrorKind::SidTooLong));
            }
        }
        self.set(sid);
        if sid.as_ref().sub_authority_count() == 0 {
            return Err(Fault::at(after, ErrorKind::SidTooShort));
        }
        Ok((after, ()))
    }

    /// The SID of an owner or group section, where blanks may follow the first dashes.
    #[inline(always)]
    pub(crate) fn read_in_section(&mut self, options: &ParseOptions, input: Input<'a>) -> Parsed<'a> {
        match input {
            [b'S', b'-', ..] => self.literal_in(options, input, true),
            [b's', b'-', ..] => self.lower_case(options, input, true),
            _ => self.read(options, input),
        }
    }
}

/// Decimal digits of at most 32 bits without leading zeros, and nothing that makes them another number.
#[inline(always)]
fn plain_number(input: Input<'_>) -> Option<(Input<'_>, u32)> {
    let (rest, value) = number::decimal(input)?;
    if input.first() == Some(&b'0') && (rest.len().wrapping_add(1) != input.len() || matches!(rest.first(), Some(b'x' | b'X'))) {
        return None;
    }
    Some((rest, u32::try_from(value).ok()?))
}

/// Whether two letters before this can be an alias: the word ends, or the next section begins.
pub(super) fn ends_alias(rest: Input<'_>) -> bool {
    match rest {
        [letter, next @ ..] if letter.is_ascii_alphanumeric() => matches!(next.first(), Some(b':') | None),
        _ => true,
    }
}

fn sid_blanks<'a>(options: &ParseOptions, input: Input<'a>, allowed: bool) -> Parsed<'a> {
    if allowed && input.first().copied().is_some_and(is_blank) {
        need(options, Leniency::SidBlanks, input)?;
        return skip_blanks(input);
    }
    Ok((input, ()))
}

/// A number of a SID, of which only plain decimal digits are canonical.
fn sid_number<'a>(options: &ParseOptions, input: Input<'a>, hexadecimal: bool) -> Parsed<'a, u128> {
    let (rest, value) = wide_number(input, hexadecimal)?;
    if hexadecimal || matches!(input, [b'0', _, ..] if rest.len().wrapping_add(1) < input.len()) {
        need(options, Leniency::SidNumberForms, input)?;
    }
    Ok((rest, value))
}

/// The length of a number of a SID that stands at a place; `None` where no SID stands.
pub(super) fn number_length(text: Input<'_>, at: usize) -> Option<usize> {
    let (before, number) = text.split_at_checked(at)?;
    let of_sid = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'x' | b'X' | b'-') || is_blank(*byte);
    let start = before.iter().rposition(|byte| !of_sid(byte))?;
    let Some([b'S' | b's', b'-', rest @ ..]) = text.get(start..) else { return None };
    let (revision, ()) = skip_blanks(rest).ok()?;
    let hexadecimal = matches!(revision, [b'0', b'x' | b'X', ..]);
    let (rest, _) = wide_number(number, hexadecimal).ok()?;
    Some(number.len().saturating_sub(rest.len()))
}

/// A number of a SID: hexadecimal with `0x` or where all of it is, otherwise decimal, never octal.
fn wide_number(input: Input<'_>, hexadecimal: bool) -> Parsed<'_, u128> {
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
    Ok((rest, number::value(read, if hexadecimal { 16 } else { 10 })))
}

/// A SID that is the whole text.
pub(crate) fn whole(text: &str, options: &ParseOptions) -> Result<Sid, nom::Err<Fault>> {
    let mut reader = SidReader::new();
    let (rest, ()) = reader.read(options, text.as_bytes())?;
    if rest.is_empty() { Ok(*reader.sid()) } else { Err(Fault::at(rest, ErrorKind::BadSid)) }
}
