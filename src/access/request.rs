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
/// the next level. At most 4,096 of them.
///
/// What is granted on a node is granted below it; what is granted on all children of a node is granted on it. What is refused below
/// a node is refused on it, too, but not on the others below it.
///
/// ```
/// use aclavis::{AccessMask, AccessRequest, AccessToken, Guid, ObjectNode, SecurityDescriptor};
/// let [user, information, mail] = [
///     "bf967aba-0de6-11d0-a285-00aa003049e2",
///     "e48d0154-bcf8-11d1-8702-00c04fb96050",
///     "bf967961-0de6-11d0-a285-00aa003049e2",
/// ]
/// .map(|text| text.parse::<Guid>().unwrap());
/// let tree = [user, information, mail].into_iter().zip(0..).map(|(guid, level)| ObjectNode { level, guid });
/// let tree: Vec<_> = tree.collect();
///
/// let descriptor: SecurityDescriptor = "O:SYD:(OA;;RP;e48d0154-bcf8-11d1-8702-00c04fb96050;;WD)".parse()?;
/// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
/// let outcome = AccessRequest::new(AccessMask::READ_PROPERTY).with_objects(&tree).check(&token, &descriptor)?;
/// assert_eq!(outcome.objects[2].granted, AccessMask::READ_PROPERTY); // from the set to the property
/// assert!(outcome.is_allowed()); // and up to the user, who has no other part in this list
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ObjectNode {
    /// How deep it stands: 0 for the first, and for no other.
    pub level: u16,
    /// The class, property set, property or control right.
    pub guid: Guid,
}

bitflags::bitflags! {
    /// What a caller says it is about to do. It lets a privilege stand in for rights, before any label is looked at.
    ///
    /// ```
    /// use aclavis::{AccessRequest, AccessToken, GenericMapping, Intent, Privileges, SecurityDescriptor};
    /// let nobody: SecurityDescriptor = "O:SYD:".parse()?;
    /// let operator = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).privileges(Privileges::BACKUP).build();
    /// let read = AccessRequest::new(GenericMapping::FILE.read);
    /// assert!(!read.check(&operator, &nobody)?.is_allowed());
    /// let outcome = read.with_intent(Intent::BACKUP).check(&operator, &nobody)?;
    /// assert!(outcome.is_allowed());
    /// assert_eq!(outcome.privileges_used, Privileges::BACKUP);
    /// # Ok::<(), aclavis::Error>(())
    /// ```
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
    /// Asks for these rights, which must not be generic: [map](GenericMapping::map) them first. With `MAXIMUM_ALLOWED` it asks for
    /// whatever can be had; rights beside that bit must be had.
    ///
    /// ```
    /// use aclavis::{AccessMask, AccessRequest, AccessToken, SecurityDescriptor};
    /// let descriptor: SecurityDescriptor = "O:SYD:(A;;LCRC;;;WD)".parse()?;
    /// let token = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).group("WD".parse()?).build();
    /// let all = AccessRequest::new(AccessMask::MAXIMUM_ALLOWED).check(&token, &descriptor)?;
    /// assert_eq!(all.granted.to_string(), "LCRC");
    /// let error = AccessRequest::new(AccessMask::GENERIC_READ).check(&token, &descriptor).unwrap_err();
    /// assert_eq!(error.kind().code(), "generic-not-mapped");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
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

    /// Sets the SID of the object itself (`PrincipalSelfSubst` of MS-DTYP 2.5.3.2), for which ACEs about `PS` then stand. Without,
    /// they concern nobody.
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

    /// Requires the descriptor to have a primary group, as the `AccessCheck` function of Windows does. Requests of certificate
    /// management have none.
    ///
    /// ```
    /// use aclavis::{AccessMask, AccessRequest, AccessToken, SecurityDescriptor, Sid};
    /// let descriptor: SecurityDescriptor = "O:SYD:(A;;RC;;;WD)".parse()?;
    /// let token = AccessToken::builder(Sid::EVERYONE).build();
    /// let request = AccessRequest::new(AccessMask::READ_CONTROL).require_group();
    /// assert_eq!(request.check(&token, &descriptor).unwrap_err().kind().code(), "missing-group");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
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

    /// Checks access. Nothing is allocated, but for conditions, lists of objects, restricted tokens, AppContainers and central
    /// policies.
    ///
    /// # Errors
    ///
    /// * `generic-not-mapped`: generic rights are asked for.
    /// * `missing-owner`: the descriptor has no owner. `missing-group`: [it must have a group](Self::require_group), and has none.
    /// * `bad-object-list`: the levels are no tree, or there are more than 4,096 nodes.
    /// * `bad-condition`, `bad-attribute`: a condition or resource attribute that the check needs is malformed.
    /// * `too-many-steps`: the conditions took more than [`steps`](Limits::steps).
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
