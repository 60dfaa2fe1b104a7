//! The leaves as values, fed to a sink.

use alloc::vec::Vec;

use super::condition::Pending;
use super::sid::{SidReader, ends_alias};
use super::{AclFlag, Actions, Fault, Input, Parsed, Section, acl_flag, attribute, condition, is_blank, letters, skip_blanks};
use crate::condition::SIGNATURE;
use crate::descriptor::{AceBodyRef, AceFlags, AceRef, AceType, Control, ObjectTypes, Shape, Tail};
use crate::error::ErrorKind;
use crate::guid::{self, Guid};
use crate::rights::AccessMask;
use crate::sddl::{Leniency, ParseOptions};
use crate::sid::Sid;

/// What a descriptor's parts go into, in the order of the text.
pub(crate) trait Sink {
    /// The owner.
    fn owner(&mut self, sid: &Sid);
    /// The group.
    fn group(&mut self, sid: &Sid);
    /// A NULL ACL with the control bits of its flags.
    fn null_acl(&mut self, section: Section, control: Control);
    /// A list of ACEs begins, with the control bits of its flags.
    fn begin_list(&mut self, section: Section, control: Control);
    /// An ACE of the list. `slack`: it was written as an object ACE, but has no GUID.
    fn ace(&mut self, ace: AceRef<'_>, slack: bool) -> Result<(), ErrorKind>;
    /// The list is complete; `object` when an ACE was written as an object ACE.
    fn end_list(&mut self, section: Section, object: bool) -> Result<(), ErrorKind>;
}

/// The values of the leaves, and the sink to which they go.
pub(crate) struct Values<'a, 'o, S> {
    options: &'o ParseOptions,
    pub(crate) sink: S,
    sids: SidReader<'a>,
    /// One bit for each section that was there.
    sections: u8,
    control: Control,
    aces_left: usize,
    ace_type: AceType,
    shape: Shape,
    flags: AceFlags,
    mask: AccessMask,
    /// Object flags: which of the GUIDs are there.
    present: u32,
    guids: [Guid; 2],
    data: Vec<u8>,
    pending: Vec<Pending>,
    /// Whether an ACE of the list was written as an object ACE.
    object_list: bool,
}

impl<'a, 'o, S: Sink> Values<'a, 'o, S> {
    #[inline(always)]
    pub(crate) fn new(options: &'o ParseOptions, sink: S) -> Self {
        Self {
            options,
            sink,
            sids: SidReader::new(),
            sections: 0,
            control: Control::empty(),
            aces_left: options.limits().aces,
            ace_type: AceType::ACCESS_ALLOWED,
            shape: Shape::PLAIN,
            flags: AceFlags::empty(),
            mask: AccessMask::empty(),
            present: 0,
            guids: [Guid::default(); 2],
            data: Vec::new(),
            pending: Vec::new(),
            object_list: false,
        }
    }

    #[cold]
    fn some_blanks(&self, input: Input<'a>) -> Parsed<'a> {
        if input.first().copied().is_some_and(is_blank) {
            letters::need(self.options, Leniency::Blanks, input)?;
        }
        skip_blanks(input)
    }

    /// What follows a trustee but the end of its field: blanks may follow an alias, but not `S-1-...`, letters make it no alias.
    #[cold]
    fn unusual_end(&mut self, trustee: Input<'a>, rest: Input<'a>) -> Parsed<'a> {
        match rest.first() {
            _ if trustee.len().wrapping_sub(rest.len()) != 2 => Ok((rest, ())),
            Some(letter) if letter.is_ascii_alphanumeric() || *letter >= 0x80 => Err(Fault::at(trustee, ErrorKind::NotASid)),
            _ => self.blanks(rest),
        }
    }

    /// An empty field, blanks, or a GUID, which only object ACEs have.
    #[inline(always)]
    fn guid(&mut self, input: Input<'a>, flag: u32) -> Parsed<'a> {
        match input.first() {
            Some(b';' | b')') => Ok((input, ())),
            Some(first) if *first > b' ' => {
                let guid = input.split_first_chunk::<{ guid::TEXT }>();
                let guid = guid.and_then(|(text, rest)| Some((rest, Guid::from_text(text)?)));
                let (rest, guid) = guid.ok_or_else(|| Fault::at(input, ErrorKind::BadGuid))?;
                if !self.shape.object {
                    return Err(Fault::at(input, ErrorKind::MisplacedGuid));
                }
                let [object_type, inherited_object_type] = &mut self.guids;
                self.present |= flag;
                *if flag == ObjectTypes::OBJECT { object_type } else { inherited_object_type } = guid;
                Ok((rest, ()))
            }
            _ => match self.blanks(input)? {
                (rest @ ([b';', ..] | []), ()) => Ok((rest, ())),
                _ => Err(Fault::at(input, ErrorKind::BadGuid)),
            },
        }
    }

    /// The flags that a section's letters stand for.
    fn control_bit(section: Section, flag: AclFlag) -> Control {
        match (section, flag) {
            (Section::Sacl, AclFlag::Protected) => Control::SACL_PROTECTED,
            (Section::Sacl, AclFlag::AutoInheritRequired) => Control::SACL_AUTO_INHERIT_REQUIRED,
            (Section::Sacl, AclFlag::AutoInherited) => Control::SACL_AUTO_INHERITED,
            (_, AclFlag::Protected) => Control::DACL_PROTECTED,
            (_, AclFlag::AutoInheritRequired) => Control::DACL_AUTO_INHERIT_REQUIRED,
            (_, AclFlag::AutoInherited) => Control::DACL_AUTO_INHERITED,
        }
    }

    /// The condition or attribute of the types that have one.
    fn filled_tail(&mut self, tail: Tail, input: Input<'a>) -> Parsed<'a> {
        let [b';', rest @ ..] = input else { return Err(Fault::at(input, ErrorKind::MissingField)) };
        let (rest, ()) = self.blanks(rest)?;
        let (rest, ()) = match tail {
            Tail::None | Tail::Attribute => attribute::read(self.options, &mut self.sids, rest, &mut self.data)?,
            Tail::Condition => {
                if self.data.capacity() == 0 {
                    // Two bytes for a character, as in names and strings; an ACE holds no more than 65,535.
                    self.data.reserve(rest.len().saturating_mul(2).min(0xffff));
                }
                self.data.extend_from_slice(SIGNATURE);
                condition::read(self.options, &mut self.sids, rest, &mut self.data, &mut self.pending)?
            }
        };
        let padded = self.data.len().next_multiple_of(4);
        self.data.resize(padded, 0);
        self.blanks(rest)
    }
}

impl<'a, S: Sink> Actions<'a> for Values<'a, '_, S> {
    #[inline(always)]
    fn blanks(&mut self, input: Input<'a>) -> Parsed<'a> {
        match input.first() {
            Some(first) if *first <= b' ' => self.some_blanks(input),
            _ => Ok((input, ())),
        }
    }

    #[inline(always)]
    fn section(&mut self, section: Section, input: Input<'a>) -> Parsed<'a> {
        let bit = match section {
            Section::Owner => 1,
            Section::Group => 2,
            Section::Dacl => 4,
            Section::Sacl => 8,
        };
        if self.sections & bit != 0 {
            return Err(Fault::at(input, ErrorKind::DuplicateSection));
        }
        if self.sections >= bit {
            letters::need(self.options, Leniency::SectionOrder, input)?;
        }
        self.sections |= bit;
        Ok((input, ()))
    }

    #[inline(always)]
    fn section_sid(&mut self, section: Section, input: Input<'a>) -> Parsed<'a> {
        let (input, ()) = self.blanks(input)?;
        let start = input;
        let (input, ()) = self.sids.read_in_section(self.options, input)?;
        let next_section = matches!(input, [] | [_, b':', ..]);
        if !next_section && start.len().wrapping_sub(input.len()) == 2 && !ends_alias(input) {
            return Err(Fault::at(start, ErrorKind::NotASid));
        }
        match section {
            Section::Owner => self.sink.owner(self.sids.sid()),
            _ => self.sink.group(self.sids.sid()),
        }
        Ok((input, ()))
    }

    #[inline(always)]
    fn acl_flags(&mut self, section: Section, input: Input<'a>) -> Parsed<'a> {
        self.control = Control::empty();
        let (mut input, ()) = self.blanks(input)?;
        while let Some(b'P' | b'p' | b'A' | b'a') = input.first() {
            let (rest, flag) = acl_flag(input)?;
            letters::need_upper(self.options, input, rest)?;
            let bit = Self::control_bit(section, flag);
            if self.control.contains(bit) {
                letters::need(self.options, Leniency::Repetition, input)?;
            }
            self.control |= bit;
            (input, ()) = self.blanks(rest)?;
        }
        Ok((input, ()))
    }

    fn null_acl(&mut self, section: Section, input: Input<'a>) -> Parsed<'a> {
        self.sink.null_acl(section, self.control);
        Ok((input, ()))
    }

    #[inline(always)]
    fn begin_list(&mut self, section: Section, input: Input<'a>) -> Parsed<'a> {
        self.object_list = false;
        self.sink.begin_list(section, self.control);
        Ok((input, ()))
    }

    #[inline(always)]
    fn ace_type(&mut self, section: Section, input: Input<'a>) -> Parsed<'a> {
        let Some(left) = self.aces_left.checked_sub(1) else { return Err(Fault::at(input, ErrorKind::TooManyAces)) };
        self.aces_left = left;
        let (rest, (ace_type, shape)) = if let Some(frequent) = letters::frequent_ace_type(input) {
            frequent
        } else {
            let (input, ()) = self.blanks(input)?;
            letters::ace_type(self.options, input)?
        };
        if shape.system != (section == Section::Sacl) {
            return Err(Fault::at(input, ErrorKind::MisplacedAceType));
        }
        self.ace_type = ace_type;
        self.shape = shape;
        Ok((rest, ()))
    }

    #[inline(always)]
    fn ace_flags(&mut self, input: Input<'a>) -> Parsed<'a> {
        if let [b';', ..] = input {
            self.flags = AceFlags::empty();
            return Ok((input, ()));
        }
        let (input, ()) = self.blanks(input)?;
        let (rest, flags) = letters::ace_flags(self.options, input)?;
        self.flags = flags;
        Ok((rest, ()))
    }

    #[inline(always)]
    fn rights(&mut self, input: Input<'a>) -> Parsed<'a> {
        let (rest, mask) = letters::rights(self.options, input)?;
        self.mask = mask;
        Ok((rest, ()))
    }

    #[inline(always)]
    fn no_guids(&mut self, _: Input<'a>) {
        self.present = 0;
    }

    #[inline(always)]
    fn object_type(&mut self, input: Input<'a>) -> Parsed<'a> {
        self.present = 0;
        self.guids = [Guid::default(); 2];
        self.guid(input, ObjectTypes::OBJECT)
    }

    #[inline(always)]
    fn inherited_object_type(&mut self, input: Input<'a>) -> Parsed<'a> {
        self.guid(input, ObjectTypes::INHERITED)
    }

    #[inline(always)]
    fn trustee(&mut self, input: Input<'a>) -> Parsed<'a> {
        if let [b'S', b'-', ..] = input {
            return self.sids.literal(self.options, input);
        }
        let (input, ()) = self.blanks(input)?;
        let (rest, ()) = self.sids.read(self.options, input)?;
        match rest.first() {
            Some(b')' | b';') => Ok((rest, ())),
            _ => self.unusual_end(input, rest),
        }
    }

    #[inline(always)]
    fn tail(&mut self, input: Input<'a>) -> Parsed<'a> {
        match self.shape.tail {
            Tail::None if input.first() == Some(&b';') => Err(Fault::at(input, ErrorKind::UnexpectedField)),
            Tail::None => Ok((input, ())),
            tail => {
                let trustee = *self.sids.sid();
                self.data.clear();
                let (rest, ()) = self.filled_tail(tail, input)?;
                self.sids.set(trustee);
                Ok((rest, ()))
            }
        }
    }

    #[inline(always)]
    fn end_ace(&mut self, input: Input<'a>) -> Parsed<'a> {
        let mut ace_type = self.ace_type;
        let mut object = None;
        let mut slack = false;
        if self.shape.object {
            self.object_list = true;
            if self.present == 0 {
                letters::need(self.options, Leniency::GuidlessObjects, input)?;
                ace_type = ace_type.without_object();
                slack = true;
            } else {
                let [object_type, inherited_object_type] = self.guids;
                object = Some(ObjectTypes::from_parts(self.present, object_type, inherited_object_type));
            }
        }
        let data = if self.shape.tail == Tail::None { &[] } else { &*self.data };
        let body = AceBodyRef::Standard { mask: self.mask, trustee: self.sids.sid().as_ref(), object, data };
        let ace = AceRef { ace_type, flags: self.flags, body };
        self.sink.ace(ace, slack).map_err(|kind| Fault::at(input, kind))?;
        Ok((input, ()))
    }

    #[inline(always)]
    fn end_list(&mut self, section: Section, input: Input<'a>) -> Parsed<'a> {
        self.sink.end_list(section, self.object_list).map_err(|kind| Fault::at(input, kind))?;
        Ok((input, ()))
    }
}

/// A condition that is the whole text, in its padded binary form.
pub(crate) fn whole_condition(text: &str, options: &ParseOptions) -> Result<Vec<u8>, nom::Err<Fault>> {
    let mut out = SIGNATURE.to_vec();
    let (input, ()) = skip_blanks(text.as_bytes())?;
    let (rest, ()) = condition::read(options, &mut SidReader::new(), input, &mut out, &mut Vec::new())?;
    let (rest, ()) = skip_blanks(rest)?;
    if !rest.is_empty() {
        return Err(Fault::at(rest, ErrorKind::ExpectedOperator));
    }
    out.resize(out.len().next_multiple_of(4), 0);
    Ok(out)
}
