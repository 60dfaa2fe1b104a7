//! What is asked for.

use super::check;
use super::explanation::Explanation;
use super::mapping::GenericMapping;
use super::outcome::AccessOutcome;
use super::policy::CentralPolicy;
use super::source::Descriptor;
use super::token::AccessToken;
use crate::error::Error;
use crate::guid::Guid;
use crate::rights::AccessMask;
use crate::sddl::Limits;
use crate::sid::Sid;

/// A node of a list of object types (MS-DTYP 2.5.3.2, `OBJECT_TYPE_LIST`): an object of level 0, property sets or classes below
/// it, properties below these. The list is the tree in the order of its text: a node is the parent of those that follow it on
/// the next level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ObjectNode {
    /// How deep it stands: 0 for the first, and for no other.
    pub level: u16,
    /// The class, property set, property or control right.
    pub guid: Guid,
}

bitflags::bitflags! {
    /// What a caller says it is about to do. It lets a privilege stand in for rights.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Intent: u8 {
        /// Back up: SeBackupPrivilege gives what the mapping says of reading and executing, `READ_CONTROL` and
        /// `ACCESS_SYSTEM_SECURITY`.
        const BACKUP = 1;
        /// Restore: SeRestorePrivilege gives what the mapping says of writing, `DELETE`, `WRITE_DAC`, `WRITE_OWNER` and
        /// `ACCESS_SYSTEM_SECURITY`.
        const RESTORE = 2;
    }
}

/// A question to a descriptor: the rights that are wanted, and what the answer depends on besides token and descriptor
/// (MS-DTYP 2.5.3.2).
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
/// let descriptor: SecurityDescriptor = "O:SYD:(D;;LC;;;BG)(A;;LCRC;;;WD)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let request = AccessRequest::new(AccessMask::LIST_CHILDREN);
/// let outcome = request.check(&token, &descriptor)?;
/// assert!(outcome.is_allowed());
/// assert_eq!(outcome.granted, AccessMask::LIST_CHILDREN);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until it is checked"]
pub struct AccessRequest<'a> {
    pub(super) desired: AccessMask,
    pub(super) mapping: GenericMapping,
    pub(super) objects: &'a [ObjectNode],
    pub(super) principal_self: Option<&'a Sid>,
    pub(super) policies: &'a [CentralPolicy],
    pub(super) process_trust: Option<&'a Sid>,
    pub(super) require_group: bool,
    pub(super) intent: Intent,
    pub(super) steps: usize,
}

impl<'a> AccessRequest<'a> {
    /// Asks for these rights, which must not be generic: map them first. With `MAXIMUM_ALLOWED` it asks for whatever can be had;
    /// rights beside that bit must be had.
    pub fn new(desired: AccessMask) -> Self {
        Self {
            desired,
            mapping: GenericMapping::FILE,
            objects: &[],
            principal_self: None,
            policies: &[],
            process_trust: None,
            require_group: false,
            intent: Intent::empty(),
            steps: Limits::default().steps,
        }
    }

    /// Sets what generic rights in ACEs and labels mean; without, they mean what they mean for files.
    pub fn with_mapping(mut self, mapping: GenericMapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// Asks about parts of an object. Object ACEs count for the parts that they name; the answer is about the first, and
    /// [`AccessOutcome::objects`] about each.
    pub fn with_objects(mut self, objects: &'a [ObjectNode]) -> Self {
        self.objects = objects;
        self
    }

    /// Sets the SID of the object itself, for which ACEs about `PS` then stand.
    pub fn with_principal_self(mut self, sid: &'a Sid) -> Self {
        self.principal_self = Some(sid);
        self
    }

    /// Sets the central access policies to which `SP` ACEs may refer.
    pub fn with_policies(mut self, policies: &'a [CentralPolicy]) -> Self {
        self.policies = policies;
        self
    }

    /// Sets the process trust of the caller, `S-1-19-type-level`, which then counts instead of the token's.
    pub fn with_process_trust(mut self, level: &'a Sid) -> Self {
        self.process_trust = Some(level);
        self
    }

    /// Requires the descriptor to have a primary group, as the `AccessCheck` function of Windows does.
    pub fn require_group(mut self) -> Self {
        self.require_group = true;
        self
    }

    /// Says what the caller is about to do, so that the privileges to back up and restore count.
    pub fn with_intent(mut self, intent: Intent) -> Self {
        self.intent = intent;
        self
    }

    /// Sets the limits, of which [`steps`](Limits::steps) counts.
    pub fn with_limits(mut self, limits: &Limits) -> Self {
        self.steps = limits.steps;
        self
    }

    /// The rights that are asked for.
    #[must_use]
    pub fn desired(&self) -> AccessMask {
        self.desired
    }

    /// Checks access.
    ///
    /// # Errors
    ///
    /// `generic-not-mapped`, `missing-owner`, `missing-group`, `bad-object-list`; `bad-condition` and `bad-attribute` where a
    /// condition or resource attribute that the check needs is malformed; `too-many-steps`.
    #[inline]
    pub fn check(&self, token: &AccessToken, descriptor: impl Descriptor<'a>) -> Result<AccessOutcome, Error> {
        check::untraced(self, token, descriptor)
    }

    /// Checks access and says how the answer came about.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check), in the same cases.
    pub fn explain(&self, token: &AccessToken, descriptor: impl Descriptor<'a>) -> Result<Explanation<'a>, Error> {
        check::traced(self, token, descriptor)
    }
}
