//! The grammar of SDDL (MS-DTYP 2.5.1), once.
//!
//! This module has its structure: sections, ACLs, ACEs and the semicolons between their fields. What happens at the leaves is
//! up to [`Actions`]: [`value::Values`] reads them and feeds a [`Sink`], the syntax tree notes where they are.

mod attribute;
mod condition;
mod fault;
mod letters;
mod number;
pub(crate) mod sid;
pub(crate) mod value;

use nom::Parser;
use nom::bytes::complete::take_while;

pub(crate) use fault::{Fault, Input, Parsed};
pub(crate) use value::{Sink, Values};

use crate::error::ErrorKind;

/// A section of a descriptor's text (MS-DTYP 2.5.1.1). Shown in the examples of [`Error::ace`](crate::Error::ace) and
/// [`SectionSyntax`](crate::syntax::SectionSyntax).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// `O:`
    Owner,
    /// `G:`
    Group,
    /// `D:`
    Dacl,
    /// `S:`
    Sacl,
}

impl Section {
    const fn of_letter(letter: u8) -> Option<Self> {
        match letter {
            b'O' => Some(Self::Owner),
            b'G' => Some(Self::Group),
            b'D' => Some(Self::Dacl),
            b'S' => Some(Self::Sacl),
            _ => None,
        }
    }
}

/// The word for a NULL ACL.
pub(crate) const NULL_ACL: &[u8] = b"NO_ACCESS_CONTROL";

/// What happens at the leaves of the grammar. Each reads from the front of the input and gives the rest.
pub(crate) trait Actions<'a> {
    /// White space, where it is allowed.
    fn blanks(&mut self, input: Input<'a>) -> Parsed<'a>;
    /// A section begins here.
    fn section(&mut self, section: Section, input: Input<'a>) -> Parsed<'a>;
    /// The SID of an owner or group section.
    fn section_sid(&mut self, section: Section, input: Input<'a>) -> Parsed<'a>;
    /// The flags of an ACL.
    fn acl_flags(&mut self, section: Section, input: Input<'a>) -> Parsed<'a>;
    /// The ACL is NULL; the word for it is behind `input`.
    fn null_acl(&mut self, section: Section, input: Input<'a>) -> Parsed<'a>;
    /// The list of ACEs begins.
    fn begin_list(&mut self, section: Section, input: Input<'a>) -> Parsed<'a>;
    /// An ACE begins behind its parenthesis: its type.
    fn ace_type(&mut self, section: Section, input: Input<'a>) -> Parsed<'a>;
    /// The flags of an ACE.
    fn ace_flags(&mut self, input: Input<'a>) -> Parsed<'a>;
    /// The rights of an ACE.
    fn rights(&mut self, input: Input<'a>) -> Parsed<'a>;
    /// An ACE has neither GUID; the two fields are empty.
    fn no_guids(&mut self, input: Input<'a>);
    /// The object type of an ACE.
    fn object_type(&mut self, input: Input<'a>) -> Parsed<'a>;
    /// The inherited object type of an ACE.
    fn inherited_object_type(&mut self, input: Input<'a>) -> Parsed<'a>;
    /// The trustee of an ACE.
    fn trustee(&mut self, input: Input<'a>) -> Parsed<'a>;
    /// The seventh field: a condition or an attribute.
    fn tail(&mut self, input: Input<'a>) -> Parsed<'a>;
    /// The ACE is complete; `input` is behind its parenthesis.
    fn end_ace(&mut self, input: Input<'a>) -> Parsed<'a>;
    /// The list of ACEs is complete.
    fn end_list(&mut self, section: Section, input: Input<'a>) -> Parsed<'a>;
}

/// One byte.
#[inline(always)]
pub(crate) fn byte<'a>(expected: u8, otherwise: ErrorKind) -> impl Parser<Input<'a>, Output = (), Error = Fault> {
    move |input: Input<'a>| match input.split_first() {
        Some((first, rest)) if *first == expected => Ok((rest, ())),
        _ => Err(Fault::at(input, otherwise)),
    }
}

#[inline(always)]
fn semicolon(input: Input<'_>) -> Parsed<'_> {
    byte(b';', ErrorKind::MissingSemicolon).parse(input)
}

/// White space as C's `isspace` has it.
pub(crate) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Any amount of white space.
#[inline(always)]
pub(crate) fn skip_blanks(input: Input<'_>) -> Parsed<'_> {
    match input.first() {
        Some(first) if *first <= b' ' => take_while(is_blank).map(drop).parse(input),
        _ => Ok((input, ())),
    }
}

/// A whole descriptor, to the end of the input.
#[inline(always)]
pub(crate) fn descriptor<'a, A: Actions<'a>>(input: Input<'a>, actions: &mut A) -> Parsed<'a> {
    let (mut input, ()) = actions.blanks(input)?;
    while !input.is_empty() {
        let (rest, section) = section_start(input)?;
        actions.section(section, input)?;
        (input, ()) = match section {
            Section::Owner | Section::Group => actions.section_sid(section, rest)?,
            Section::Dacl | Section::Sacl => acl(section, rest, actions)?,
        };
        (input, ()) = actions.blanks(input)?;
    }
    Ok((input, ()))
}

#[inline(always)]
fn section_start(input: Input<'_>) -> Parsed<'_, Section> {
    match input.split_first_chunk::<2>() {
        Some(([letter, b':'], rest)) if let Some(section) = Section::of_letter(*letter) => Ok((rest, section)),
        _ => Err(no_section(input)),
    }
}

#[cold]
fn no_section(input: Input<'_>) -> nom::Err<Fault> {
    match input {
        [letter, b':', ..] if Section::of_letter(letter.to_ascii_uppercase()).is_some() => {
            Fault::at(input, ErrorKind::LowerCaseSection)
        }
        [letter, b':', ..] if letter.is_ascii_alphanumeric() => Fault::at(input, ErrorKind::UnknownSection),
        [letter, rest @ ..] if Section::of_letter(*letter).is_some() => Fault::at(rest, ErrorKind::MissingColon),
        _ => Fault::at(input, ErrorKind::Unexpected),
    }
}

#[inline(always)]
fn acl<'a, A: Actions<'a>>(section: Section, input: Input<'a>, actions: &mut A) -> Parsed<'a> {
    let (input, ()) = actions.acl_flags(section, input)?;
    if let Some(rest) = input.strip_prefix(NULL_ACL) {
        actions.null_acl(section, input)?;
        return Ok((rest, ()));
    }
    let (mut input, ()) = actions.begin_list(section, input)?;
    loop {
        if let Some((b'(', body)) = input.split_first() {
            (input, ()) = ace(section, body, actions)?;
            continue;
        }
        let (rest, ()) = actions.blanks(input)?;
        if rest.first() != Some(&b'(') {
            break;
        }
        input = rest;
    }
    actions.end_list(section, input)
}

/// An ACE behind its opening parenthesis.
#[inline(always)]
fn ace<'a, A: Actions<'a>>(section: Section, input: Input<'a>, actions: &mut A) -> Parsed<'a> {
    let (input, ()) = actions.ace_type(section, input)?;
    let (input, ()) = semicolon(input)?;
    let (input, ()) = actions.ace_flags(input)?;
    let (input, ()) = semicolon(input)?;
    let (input, ()) = actions.rights(input)?;
    let (input, ()) = guids(input, actions)?;
    let (input, ()) = actions.trustee(input)?;
    let (input, ()) = actions.tail(input)?;
    let (input, ()) = byte(b')', ErrorKind::MissingParenthesis).parse(input)?;
    actions.end_ace(input)
}

/// The two GUID fields and the semicolons around them.
#[inline(always)]
fn guids<'a, A: Actions<'a>>(input: Input<'a>, actions: &mut A) -> Parsed<'a> {
    if let Some((b";;;", rest)) = input.split_first_chunk() {
        actions.no_guids(input);
        return Ok((rest, ()));
    }
    let (input, ()) = semicolon(input)?;
    let (input, ()) = actions.object_type(input)?;
    let (input, ()) = semicolon(input)?;
    let (input, ()) = actions.inherited_object_type(input)?;
    semicolon(input)
}

/// The letters of an ACL's flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AclFlag {
    Protected,
    AutoInheritRequired,
    AutoInherited,
}

/// One flag of an ACL, whatever its case.
#[inline(always)]
pub(crate) fn acl_flag(input: Input<'_>) -> Parsed<'_, AclFlag> {
    match input {
        [b'P' | b'p', rest @ ..] => Ok((rest, AclFlag::Protected)),
        [b'A' | b'a', b'R' | b'r', rest @ ..] => Ok((rest, AclFlag::AutoInheritRequired)),
        [b'A' | b'a', b'I' | b'i', rest @ ..] => Ok((rest, AclFlag::AutoInherited)),
        _ => Err(Fault::at(input, ErrorKind::Unexpected)),
    }
}
