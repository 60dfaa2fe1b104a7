//! Access control entries.

use alloc::vec::Vec;

use super::ace_type::{AceFlags, AceForm, AceType, Tail};
use crate::condition::{Condition, ResourceAttribute};
use crate::error::{Error, ErrorKind};
use crate::guid::Guid;
use crate::rights::AccessMask;
use crate::sid::{Sid, SidRef};

/// Bytes of an ACE's header: type, flags, size.
pub(crate) const ACE_HEADER: usize = 4;

/// The GUIDs of an object ACE (MS-DTYP 2.4.4.3) and the object flags, those without a meaning included.
///
/// ```
/// use aclavis::{AccessMask, Ace, ObjectTypes, PrintOptions};
/// let reset_password = "00299570-246d-11d0-a768-00aa006e0529".parse()?;
/// let users = "bf967aba-0de6-11d0-a285-00aa003049e2".parse()?;
/// let object = ObjectTypes::new(Some(reset_password), Some(users));
/// assert_eq!(object.flags(), 3);
/// let ace = Ace::allow_object(AccessMask::CONTROL_ACCESS, object, "AU".parse()?);
/// let text = "(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;AU)";
/// assert_eq!(ace.to_sddl_with(&PrintOptions::new())?, text);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ObjectTypes {
    flags: u32,
    /// Zeros where the flags say that it is not there.
    object_type: Guid,
    inherited_object_type: Guid,
}

impl ObjectTypes {
    /// Object flag: the object type is there.
    pub(crate) const OBJECT: u32 = 1;
    /// Object flag: the inherited object type is there.
    pub(crate) const INHERITED: u32 = 2;

    /// The property, property set, control right or class of child that the rights are about, and the class of child that
    /// inherits the ACE.
    #[must_use]
    pub fn new(object_type: Option<Guid>, inherited_object_type: Option<Guid>) -> Self {
        let object = if object_type.is_some() { Self::OBJECT } else { 0 };
        let inherited = if inherited_object_type.is_some() { Self::INHERITED } else { 0 };
        Self {
            flags: object | inherited,
            object_type: object_type.unwrap_or_default(),
            inherited_object_type: inherited_object_type.unwrap_or_default(),
        }
    }

    /// With these flags; a GUID that is not there must be zero.
    #[inline(always)]
    pub(crate) const fn from_parts(flags: u32, object_type: Guid, inherited_object_type: Guid) -> Self {
        Self { flags, object_type, inherited_object_type }
    }

    /// The same with other object flags than the two that say which GUIDs are there. They have no meaning and are kept.
    #[must_use]
    pub const fn with_reserved_flags(mut self, flags: u32) -> Self {
        let known = Self::OBJECT | Self::INHERITED;
        self.flags = self.flags & known | flags & !known;
        self
    }

    /// The object flags as they stand in the binary form: 1 object type, 2 inherited object type, others without a meaning.
    #[inline(always)]
    #[must_use]
    pub const fn flags(&self) -> u32 {
        self.flags
    }

    /// The property, property set, control right or class of child that the rights are about.
    #[inline(always)]
    #[must_use]
    pub fn object_type(&self) -> Option<Guid> {
        (self.flags & Self::OBJECT != 0).then_some(self.object_type)
    }

    /// The class of child that inherits the ACE.
    #[inline(always)]
    #[must_use]
    pub fn inherited_object_type(&self) -> Option<Guid> {
        (self.flags & Self::INHERITED != 0).then_some(self.inherited_object_type)
    }

    /// Whether neither GUID is there.
    #[inline(always)]
    pub(crate) const fn is_empty(&self) -> bool {
        self.flags & (Self::OBJECT | Self::INHERITED) == 0
    }

    /// Bytes in the binary form: 4, 20 or 36.
    #[inline(always)]
    pub(crate) const fn byte_len(&self) -> usize {
        match self.flags & (Self::OBJECT | Self::INHERITED) {
            0 => 4,
            3 => 36,
            _ => 20,
        }
    }
}

/// What an ACE says behind its header of four bytes (MS-DTYP 2.4.4). Which form a type has, [`AceType::form`] says.
///
/// ```
/// use aclavis::{AccessMask, Ace, AceBody, AceFlags, AceType};
/// let (mask, trustee) = (AccessMask::LIST_CHILDREN, "BG".parse()?);
/// let body = AceBody::Standard { mask, trustee, object: None, data: vec![] };
/// let ace = Ace::new(AceType::ACCESS_DENIED, AceFlags::empty(), body.clone())?;
/// assert_eq!((&ace, ace.body()), (&Ace::deny(mask, trustee), &body));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AceBody {
    /// An ACE with a trustee.
    Standard {
        /// The rights that it grants, refuses, audits or labels.
        mask: AccessMask,
        /// Whom it is about.
        trustee: Sid,
        /// The GUIDs, for the object types and no others.
        object: Option<ObjectTypes>,
        /// What follows the SID: `artx` and a condition with its padding, a resource attribute, other data.
        data: Vec<u8>,
    },
    /// An ACE of an unknown form: the bytes behind the header.
    Opaque(Vec<u8>),
}

/// What an ACE says behind its header of four bytes (MS-DTYP 2.4.4), borrowed; [`AceBody`] is the same with bytes of its own.
///
/// ```
/// use aclavis::{Ace, AceBody, AceBodyRef, AceFlags, AceType, DescriptorRef, ParseOptions, sddl_to_bytes};
/// let bytes = sddl_to_bytes("D:(A;;RC;;;WD)", &ParseOptions::windows())?;
/// let ace = DescriptorRef::parse(&bytes)?.dacl().list().unwrap().aces().next().unwrap();
/// let AceBodyRef::Standard { mask, trustee, object: None, data: [] } = ace.body() else { panic!("a mask and a trustee") };
/// assert_eq!((mask.to_string(), trustee.to_string()), ("RC".to_owned(), "S-1-1-0".to_owned()));
///
/// let unknown = Ace::new(AceType(0x77), AceFlags::empty(), AceBody::Opaque(vec![1, 2, 3, 4]))?;
/// assert_eq!(unknown.as_ref().body(), AceBodyRef::Opaque(&[1, 2, 3, 4]));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AceBodyRef<'a> {
    /// An ACE with a trustee.
    Standard {
        /// The rights that it grants, refuses, audits or labels.
        mask: AccessMask,
        /// Whom it is about.
        trustee: SidRef<'a>,
        /// The GUIDs, for the object types and no others.
        object: Option<ObjectTypes>,
        /// What follows the SID.
        data: &'a [u8],
    },
    /// An ACE of an unknown form: the bytes behind the header.
    Opaque(&'a [u8]),
}

/// An access control entry (MS-DTYP 2.4.4), at most 65,535 bytes in its binary form.
///
/// There is a function for each of the usual types, and [`new`](Self::new) for all others. What one asks an ACE stands with
/// [`AceRef`], which [`as_ref`](Self::as_ref) gives.
///
/// ```
/// use aclavis::{AccessMask, Ace, AceFlags, PrintOptions};
/// let inherited = AceFlags::OBJECT_INHERIT | AceFlags::CONTAINER_INHERIT;
/// let ace = Ace::allow(AccessMask::from_bits_retain(0x1f_01ff), "BA".parse()?).with_flags(inherited);
/// assert_eq!(ace.to_sddl_with(&PrintOptions::new())?, "(A;OICI;FA;;;BA)");
/// assert_eq!(ace.as_ref().byte_len(), 4 + 4 + 16);
///
/// let condition = "(@User.Title == \"PM\")".parse()?;
/// let conditional = Ace::allow_if(AccessMask::GENERIC_EXECUTE, "WD".parse()?, &condition)?;
/// assert_eq!(conditional.to_sddl_with(&PrintOptions::new())?, "(XA;;GX;;;WD;(@USER.Title == \"PM\"))");
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ace {
    pub(crate) ace_type: AceType,
    pub(crate) flags: AceFlags,
    pub(crate) body: AceBody,
}

impl Ace {
    /// An ACE of this type. Its size is that of its parts: Windows wants a multiple of 4, so other data should be padded.
    ///
    /// ```
    /// use aclavis::{Ace, AceBody, AceFlags, AceType};
    /// let unknown = Ace::new(AceType(0x77), AceFlags::empty(), AceBody::Opaque(vec![1, 2, 3, 4]))?;
    /// assert_eq!(unknown.as_ref().data(), [1, 2, 3, 4]);
    /// let error = Ace::new(AceType::ACCESS_ALLOWED, AceFlags::empty(), AceBody::Opaque(vec![])).unwrap_err();
    /// assert_eq!(error.kind().code(), "ace-form");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `ace-form` when the body does not have the form of the type, `ace-too-large` beyond 65,535 bytes.
    pub fn new(ace_type: AceType, flags: AceFlags, body: AceBody) -> Result<Self, Error> {
        let fits = match (ace_type.form(), &body) {
            (AceForm::Basic, AceBody::Standard { object, .. }) => object.is_none(),
            (AceForm::Object, AceBody::Standard { object, .. }) => object.is_some(),
            (AceForm::Opaque, AceBody::Opaque(_)) => true,
            _ => false,
        };
        if !fits {
            return Err(Error::new(ErrorKind::AceForm));
        }
        let ace = Self { ace_type, flags, body };
        if u16::try_from(ace.as_ref().byte_len()).is_err() {
            return Err(Error::new(ErrorKind::AceTooLarge));
        }
        Ok(ace)
    }

    fn basic(ace_type: AceType, mask: AccessMask, trustee: Sid, data: Vec<u8>) -> Self {
        let body = AceBody::Standard { mask, trustee, object: None, data };
        Self { ace_type, flags: AceFlags::empty(), body }
    }

    /// `(A;;mask;;;trustee)`: grants.
    #[must_use]
    pub fn allow(mask: AccessMask, trustee: Sid) -> Self {
        Self::basic(AceType::ACCESS_ALLOWED, mask, trustee, Vec::new())
    }

    /// `(D;;mask;;;trustee)`: refuses.
    #[must_use]
    pub fn deny(mask: AccessMask, trustee: Sid) -> Self {
        Self::basic(AceType::ACCESS_DENIED, mask, trustee, Vec::new())
    }

    /// `(AU;flags;mask;;;trustee)`: audits success, failure or both, as the flags `SA` and `FA` say.
    #[must_use]
    pub fn audit(flags: AceFlags, mask: AccessMask, trustee: Sid) -> Self {
        Self::basic(AceType::SYSTEM_AUDIT, mask, trustee, Vec::new()).with_flags(flags)
    }

    /// `(OA;;mask;object;inherited;trustee)`: grants on an object, property or class.
    #[must_use]
    pub fn allow_object(mask: AccessMask, object: ObjectTypes, trustee: Sid) -> Self {
        let body = AceBody::Standard { mask, trustee, object: Some(object), data: Vec::new() };
        Self { ace_type: AceType::ACCESS_ALLOWED_OBJECT, flags: AceFlags::empty(), body }
    }

    /// `(OD;;mask;object;inherited;trustee)`: refuses on an object, property or class.
    #[must_use]
    pub fn deny_object(mask: AccessMask, object: ObjectTypes, trustee: Sid) -> Self {
        let body = AceBody::Standard { mask, trustee, object: Some(object), data: Vec::new() };
        Self { ace_type: AceType::ACCESS_DENIED_OBJECT, flags: AceFlags::empty(), body }
    }

    /// `(XA;;mask;;;trustee;(condition))`: grants when the condition is true.
    ///
    /// # Errors
    ///
    /// `ace-too-large` when the condition does not fit.
    pub fn allow_if(mask: AccessMask, trustee: Sid, condition: &Condition) -> Result<Self, Error> {
        let body = AceBody::Standard { mask, trustee, object: None, data: condition.as_bytes().to_vec() };
        Self::new(AceType::ACCESS_ALLOWED_CALLBACK, AceFlags::empty(), body)
    }

    /// `(XD;;mask;;;trustee;(condition))`: refuses unless the condition is false.
    ///
    /// # Errors
    ///
    /// `ace-too-large` when the condition does not fit.
    pub fn deny_if(mask: AccessMask, trustee: Sid, condition: &Condition) -> Result<Self, Error> {
        let body = AceBody::Standard { mask, trustee, object: None, data: condition.as_bytes().to_vec() };
        Self::new(AceType::ACCESS_DENIED_CALLBACK, AceFlags::empty(), body)
    }

    /// `(ML;;mask;;;level)`: the integrity level of the object and what lower ones may not do (MS-DTYP 2.4.4.13): 1 write, 2 read,
    /// 4 execute.
    #[must_use]
    pub fn mandatory_label(mask: AccessMask, level: Sid) -> Self {
        Self::basic(AceType::SYSTEM_MANDATORY_LABEL, mask, level, Vec::new())
    }

    /// `(RA;;;;;WD;(...))`: an attribute of the resource (MS-DTYP 2.4.4.15).
    ///
    /// # Errors
    ///
    /// `ace-too-large` when the attribute does not fit, `bad-attribute` when a NUL would end its name or a string.
    pub fn resource_attribute(attribute: &ResourceAttribute) -> Result<Self, Error> {
        let body =
            AceBody::Standard { mask: AccessMask::empty(), trustee: Sid::EVERYONE, object: None, data: attribute.to_bytes()? };
        Self::new(AceType::SYSTEM_RESOURCE_ATTRIBUTE, AceFlags::empty(), body)
    }

    /// `(SP;;;;;policy)`: the central access policy that applies to the object (MS-DTYP 2.4.4.16).
    #[must_use]
    pub fn scoped_policy(policy: Sid) -> Self {
        Self::basic(AceType::SYSTEM_SCOPED_POLICY_ID, AccessMask::empty(), policy, Vec::new())
    }

    /// The same with these flags.
    #[must_use]
    pub fn with_flags(mut self, flags: AceFlags) -> Self {
        self.flags = flags;
        self
    }

    /// The type, one byte (MS-DTYP 2.4.4.1).
    #[must_use]
    pub fn ace_type(&self) -> AceType {
        self.ace_type
    }

    /// The flags, one byte (MS-DTYP 2.4.4.1).
    #[must_use]
    pub fn flags(&self) -> AceFlags {
        self.flags
    }

    /// What it says.
    #[must_use]
    pub fn body(&self) -> &AceBody {
        &self.body
    }

    /// Everything in a borrowed form, which has the questions that one can ask an ACE.
    #[inline(always)]
    #[must_use]
    pub fn as_ref(&self) -> AceRef<'_> {
        let body = match &self.body {
            AceBody::Standard { mask, trustee, object, data } => {
                AceBodyRef::Standard { mask: *mask, trustee: trustee.as_ref(), object: *object, data }
            }
            AceBody::Opaque(bytes) => AceBodyRef::Opaque(bytes),
        };
        AceRef { ace_type: self.ace_type, flags: self.flags, body }
    }
}

/// An ACE of a model or of a binary descriptor, borrowed: what there is to ask an ACE.
///
/// ```
/// use aclavis::{DescriptorRef, ParseOptions, sddl_to_bytes};
/// let bytes = sddl_to_bytes("D:(XD;;FX;;;WD;(@User.Title == \"guest\"))", &ParseOptions::windows())?;
/// let view = DescriptorRef::parse(&bytes)?;
/// let ace = view.dacl().list().unwrap().aces().next().unwrap();
/// assert_eq!(ace.mask().unwrap().bits(), 0x12_00a0);
/// assert_eq!(ace.condition().unwrap()?.to_string(), "(@USER.Title == \"guest\")");
/// assert!(ace.object().is_none() && ace.attribute().is_none());
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AceRef<'a> {
    pub(crate) ace_type: AceType,
    pub(crate) flags: AceFlags,
    pub(crate) body: AceBodyRef<'a>,
}

impl<'a> AceRef<'a> {
    /// The type, one byte (MS-DTYP 2.4.4.1).
    #[must_use]
    pub fn ace_type(self) -> AceType {
        self.ace_type
    }

    /// The flags, one byte (MS-DTYP 2.4.4.1).
    #[must_use]
    pub fn flags(self) -> AceFlags {
        self.flags
    }

    /// What it says.
    #[must_use]
    pub fn body(self) -> AceBodyRef<'a> {
        self.body
    }

    /// The mask; `None` for an ACE of an unknown form.
    #[must_use]
    pub fn mask(self) -> Option<AccessMask> {
        match self.body {
            AceBodyRef::Standard { mask, .. } => Some(mask),
            AceBodyRef::Opaque(_) => None,
        }
    }

    /// The trustee; `None` for an ACE of an unknown form.
    #[must_use]
    pub fn trustee(self) -> Option<SidRef<'a>> {
        match self.body {
            AceBodyRef::Standard { trustee, .. } => Some(trustee),
            AceBodyRef::Opaque(_) => None,
        }
    }

    /// The GUIDs of an object ACE.
    #[must_use]
    pub fn object(self) -> Option<ObjectTypes> {
        match self.body {
            AceBodyRef::Standard { object, .. } => object,
            AceBodyRef::Opaque(_) => None,
        }
    }

    /// The bytes behind the SID, or all behind the header of an ACE of an unknown form.
    #[must_use]
    pub fn data(self) -> &'a [u8] {
        match self.body {
            AceBodyRef::Standard { data, .. } | AceBodyRef::Opaque(data) => data,
        }
    }

    /// The condition of a callback ACE or access filter. `None` when the type has none or the data does not start with
    /// `artx`: such data belongs to an application and stays as it is.
    ///
    /// # Errors
    ///
    /// Inside: `bad-condition` where the data starts with `artx`, but is no well-formed expression.
    #[must_use]
    pub fn condition(self) -> Option<Result<Condition, Error>> {
        (self.ace_type.tail() == Tail::Condition && self.data().starts_with(crate::condition::SIGNATURE))
            .then(|| Condition::from_bytes(self.data()))
    }

    /// The attribute of a resource-attribute ACE. `None` for the other types.
    ///
    /// # Errors
    ///
    /// Inside: `bad-attribute` where the data is no well-formed attribute.
    #[must_use]
    pub fn attribute(self) -> Option<Result<ResourceAttribute, Error>> {
        (self.ace_type.tail() == Tail::Attribute).then(|| ResourceAttribute::from_bytes(self.data()))
    }

    /// Bytes of the binary form, header included.
    #[must_use]
    pub fn byte_len(self) -> usize {
        let body = match self.body {
            AceBodyRef::Standard { trustee, object, data, .. } => {
                let object = object.map_or(0, |object| object.byte_len());
                trustee.as_bytes().len().saturating_add(object).saturating_add(data.len()).saturating_add(4)
            }
            AceBodyRef::Opaque(bytes) => bytes.len(),
        };
        body.saturating_add(ACE_HEADER)
    }

    /// A copy that owns everything.
    #[inline(always)]
    #[must_use]
    pub fn to_ace(self) -> Ace {
        let body = match self.body {
            AceBodyRef::Standard { mask, trustee, object, data } => {
                AceBody::Standard { mask, trustee: trustee.to_sid(), object, data: data.to_vec() }
            }
            AceBodyRef::Opaque(bytes) => AceBody::Opaque(bytes.to_vec()),
        };
        Ace { ace_type: self.ace_type, flags: self.flags, body }
    }
}

impl<'a> From<&'a Ace> for AceRef<'a> {
    fn from(ace: &'a Ace) -> Self {
        ace.as_ref()
    }
}
