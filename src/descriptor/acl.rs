//! Access control lists.

use alloc::vec::Vec;

use super::Ace;

/// The revision of an ACL without object ACEs (MS-DTYP 2.4.5).
pub(crate) const ACL_REVISION: u8 = 2;
/// The revision of an ACL that may hold object ACEs.
pub(crate) const ACL_REVISION_DS: u8 = 4;
/// Bytes of an ACL's header.
pub(crate) const ACL_HEADER: usize = 8;

/// An access control list (MS-DTYP 2.4.5): revision, ACEs in order, and what lies between the last ACE and the end. Its binary form
/// has a header of 8 bytes and at most 65,535 in all.
///
/// ```
/// use aclavis::{AccessMask, Ace, Acl, ObjectTypes};
/// let mut acl = Acl::new([Ace::deny(AccessMask::LIST_CHILDREN, "BG".parse()?)]);
/// assert_eq!((acl.revision(), acl.byte_len()), (2, 8 + 4 + 4 + 16));
/// acl.push(Ace::allow_object(AccessMask::CREATE_CHILD, ObjectTypes::default(), "BA".parse()?));
/// assert_eq!((acl.revision(), acl.aces().len()), (4, 2));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acl {
    pub(crate) revision: u8,
    pub(crate) reserved: u8,
    pub(crate) reserved2: u16,
    pub(crate) aces: Vec<Ace>,
    pub(crate) slack: Vec<u8>,
}

impl Acl {
    /// A list of these ACEs, revision 4 when one of them is an object ACE, otherwise 2, without slack.
    #[must_use]
    pub fn new(aces: impl Into<Vec<Ace>>) -> Self {
        let aces = aces.into();
        let revision = if aces.iter().any(|ace| ace.ace_type().needs_ds_revision()) { ACL_REVISION_DS } else { ACL_REVISION };
        Self { revision, reserved: 0, reserved2: 0, aces, slack: Vec::new() }
    }

    /// The revision: 2 (`ACL_REVISION`), or 4 (`ACL_REVISION_DS`) when object ACEs may occur. Kept as it was read.
    #[must_use]
    pub fn revision(&self) -> u8 {
        self.revision
    }

    /// Sets the revision.
    pub fn set_revision(&mut self, revision: u8) {
        self.revision = revision;
    }

    /// The ACEs in their order, which decides.
    #[must_use]
    pub fn aces(&self) -> &[Ace] {
        &self.aces
    }

    /// Adds an ACE at the end. An object ACE raises the revision to 4.
    pub fn push(&mut self, ace: Ace) {
        if ace.ace_type().needs_ds_revision() {
            self.revision = self.revision.max(ACL_REVISION_DS);
        }
        self.aces.push(ace);
    }

    /// Bytes of the binary form. An ACL of more than 65,535 bytes has none, and no text.
    #[must_use]
    pub fn byte_len(&self) -> usize {
        let aces = self.aces.iter().map(|ace| ace.as_ref().byte_len()).fold(ACL_HEADER, usize::saturating_add);
        aces.saturating_add(self.slack.len())
    }

    /// The ACEs, to change them. The revision stays as it is: object ACEs want 4, see [`push`](Self::push).
    pub fn aces_mut(&mut self) -> &mut Vec<Ace> {
        &mut self.aces
    }

    /// The bytes between the last ACE and the ACL's end, which nobody reads.
    ///
    /// Windows leaves 4 for each object ACE whose text names no GUID.
    #[must_use]
    pub fn slack(&self) -> &[u8] {
        &self.slack
    }

    /// Sets the slack.
    pub fn set_slack(&mut self, slack: impl Into<Vec<u8>>) {
        self.slack = slack.into();
    }
}

impl Default for Acl {
    /// An empty list: as a DACL it grants nobody anything.
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl From<Vec<Ace>> for Acl {
    fn from(aces: Vec<Ace>) -> Self {
        Self::new(aces)
    }
}

/// The three states of an ACL in a descriptor. They differ: a descriptor with a NULL or absent DACL grants everybody
/// everything, one with an empty list grants nobody anything.
///
/// ```
/// use aclavis::{AclSlot, SecurityDescriptor};
/// let absent: SecurityDescriptor = "O:SY".parse()?;
/// let null: SecurityDescriptor = "O:SYD:NO_ACCESS_CONTROL".parse()?;
/// let empty: SecurityDescriptor = "O:SYD:".parse()?;
/// assert_eq!((absent.dacl(), null.dacl()), (&AclSlot::Absent, &AclSlot::Null));
/// assert_eq!(empty.dacl().list().map(|list| list.aces().len()), Some(0));
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AclSlot<A = Acl> {
    /// There is none; the text has no section for it.
    #[default]
    Absent,
    /// It is present, but NULL: `NO_ACCESS_CONTROL` in the text.
    Null,
    /// It is a list, perhaps an empty one.
    List(A),
}

impl<A> AclSlot<A> {
    /// Whether there is no ACL, not even a NULL one.
    #[inline(always)]
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The list, if there is one.
    #[must_use]
    pub const fn list(&self) -> Option<&A> {
        match self {
            Self::List(acl) => Some(acl),
            Self::Absent | Self::Null => None,
        }
    }

    /// The list, if there is one, to change it.
    pub const fn list_mut(&mut self) -> Option<&mut A> {
        match self {
            Self::List(acl) => Some(acl),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same state with another kind of list.
    #[inline(always)]
    pub fn map<B>(self, list: impl FnOnce(A) -> B) -> AclSlot<B> {
        match self {
            Self::Absent => AclSlot::Absent,
            Self::Null => AclSlot::Null,
            Self::List(acl) => AclSlot::List(list(acl)),
        }
    }

    /// A borrowed list.
    #[inline(always)]
    pub const fn as_ref(&self) -> AclSlot<&A> {
        match self {
            Self::Absent => AclSlot::Absent,
            Self::Null => AclSlot::Null,
            Self::List(acl) => AclSlot::List(acl),
        }
    }
}

impl AclSlot {
    /// The ACEs, none when there is no list.
    #[must_use]
    pub fn aces(&self) -> &[Ace] {
        self.list().map(Acl::aces).unwrap_or_default()
    }
}

impl From<Acl> for AclSlot {
    fn from(acl: Acl) -> Self {
        Self::List(acl)
    }
}
