//! The two forms of a descriptor that can be checked.

use crate::binary::{AclRef, DescriptorRef, Entries, Entry};
use crate::descriptor::{Ace, AceBody, AceRef, AclSlot, SecurityDescriptor};
use crate::rights::AccessMask;
use crate::sid::SidRef;

/// A descriptor that access can be checked against: a borrowed [`DescriptorRef`] or [`SecurityDescriptor`].
///
/// It cannot be implemented elsewhere.
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, Descriptor, DescriptorRef, Error, SecurityDescriptor};
///
/// fn may_delete<'a>(token: &AccessToken, descriptor: impl Descriptor<'a>) -> Result<bool, Error> {
///     Ok(AccessRequest::new(AccessMask::DELETE).check(token, descriptor)?.is_allowed())
/// }
///
/// let model: SecurityDescriptor = "O:SYD:(A;;SD;;;WD)".parse()?;
/// let bytes = model.to_bytes()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// assert!(may_delete(&token, &model)? && may_delete(&token, &DescriptorRef::parse(&bytes)?)?);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[expect(private_bounds, reason = "sealed")]
pub trait Descriptor<'a>: Source<'a> {}

impl<'a, S: Source<'a>> Descriptor<'a> for S {}

/// What a check reads of a descriptor.
pub(crate) trait Source<'a>: Copy {
    /// The ACEs of a list.
    type Aces: Iterator<Item: Head<'a>> + Clone;

    /// The owner.
    fn owner(self) -> Option<SidRef<'a>>;
    /// The primary group.
    fn group(self) -> Option<SidRef<'a>>;
    /// The DACL.
    fn dacl(self) -> AclSlot<Self::Aces>;
    /// The SACL.
    fn sacl(self) -> AclSlot<Self::Aces>;

    /// The ACEs of the SACL and their places.
    fn sacl_aces(self) -> impl Iterator<Item = (usize, AceRef<'a>)> {
        let list = self.sacl().list().cloned();
        list.into_iter().flatten().filter_map(Head::ace).enumerate()
    }
}

/// An ACE of which no more is read than what is asked for.
pub(crate) trait Head<'a>: Copy {
    /// The mask; of an ACE of an unknown form any bits.
    fn mask(self) -> AccessMask;
    /// The trustee, where it is cheap to find.
    fn near_trustee(self) -> Option<SidRef<'a>>;
    /// The whole ACE. There always is one.
    fn ace(self) -> Option<AceRef<'a>>;
}

impl<'a> Head<'a> for Entry<'a> {
    #[inline(always)]
    fn mask(self) -> AccessMask {
        Entry::mask(self)
    }

    #[inline(always)]
    fn near_trustee(self) -> Option<SidRef<'a>> {
        Entry::near_trustee(self)
    }

    #[inline(always)]
    fn ace(self) -> Option<AceRef<'a>> {
        Entry::ace(self)
    }
}

impl<'a> Head<'a> for &'a Ace {
    fn mask(self) -> AccessMask {
        match self.body() {
            AceBody::Standard { mask, .. } => *mask,
            AceBody::Opaque(_) => AccessMask::empty(),
        }
    }

    fn near_trustee(self) -> Option<SidRef<'a>> {
        self.as_ref().trustee()
    }

    fn ace(self) -> Option<AceRef<'a>> {
        Some(self.as_ref())
    }
}

impl<'a> Source<'a> for &DescriptorRef<'a> {
    type Aces = Entries<'a>;

    #[inline(always)]
    fn owner(self) -> Option<SidRef<'a>> {
        DescriptorRef::owner(self)
    }

    #[inline(always)]
    fn group(self) -> Option<SidRef<'a>> {
        DescriptorRef::group(self)
    }

    #[inline(always)]
    fn dacl(self) -> AclSlot<Entries<'a>> {
        DescriptorRef::dacl(self).map(AclRef::entries)
    }

    #[inline(always)]
    fn sacl(self) -> AclSlot<Entries<'a>> {
        DescriptorRef::sacl(self).map(AclRef::entries)
    }
}

impl<'a> Source<'a> for &'a SecurityDescriptor {
    type Aces = core::slice::Iter<'a, Ace>;

    fn owner(self) -> Option<SidRef<'a>> {
        SecurityDescriptor::owner(self).map(SidRef::from)
    }

    fn group(self) -> Option<SidRef<'a>> {
        SecurityDescriptor::group(self).map(SidRef::from)
    }

    fn dacl(self) -> AclSlot<Self::Aces> {
        SecurityDescriptor::dacl(self).as_ref().map(|acl| acl.aces().iter())
    }

    fn sacl(self) -> AclSlot<Self::Aces> {
        SecurityDescriptor::sacl(self).as_ref().map(|acl| acl.aces().iter())
    }
}
