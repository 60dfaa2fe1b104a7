//! The permissions of certificate-management requests.

use core::fmt;

use super::explanation::Explanation;
use super::mapping::GenericMapping;
use super::outcome::AccessOutcome;
use super::request::AccessRequest;
use super::source::Descriptor;
use super::token::AccessToken;
use crate::error::Error;
use crate::rights::AccessMask;

macro_rules! permissions {
    ($($(#[doc = $doc:literal])* $name:ident = $default:ident;)*) => {
        /// What somebody may do with a request of the certificate-management API. [`PermissionTable`] says which rights that takes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Permission {
            $($(#[doc = $doc])* $name,)*
        }

        impl Permission {
            /// All of them, by name.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in the API, such as `ChangePriority`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }

        impl Default for PermissionTable {
            /// Our own assignment, for the original's is not public: Read is `RC`; Write and ChangePriority are `SW`; Execute and
            /// Abandon are `LC`; Cancel is `DC`; Approve, Deny, DistributeSecrets and PrintDocuments are `CC`.
            fn default() -> Self {
                Self([$(AccessMask::$default,)*])
            }
        }
    };
}

permissions! {
    /// Abandon the request.
    Abandon = LIST_CHILDREN;
    /// Approve the request.
    Approve = CREATE_CHILD;
    /// Cancel the request.
    Cancel = DELETE_CHILD;
    /// Change the request's priority.
    ChangePriority = SELF_WRITE;
    /// Deny the request.
    Deny = CREATE_CHILD;
    /// Hand out the request's one-time passwords.
    DistributeSecrets = CREATE_CHILD;
    /// Execute the request: enrol, bind a card, complete.
    Execute = LIST_CHILDREN;
    /// Print the request's documents.
    PrintDocuments = CREATE_CHILD;
    /// Read the request.
    Read = READ_CONTROL;
    /// Change the request.
    Write = SELF_WRITE;
}

impl Permission {
    /// The permission of this name, whatever its case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Which rights of a request's descriptor stand for which permission. The default is our own assignment, for the original's is not
/// public.
///
/// ```
/// use aclavis::{AccessMask, AccessToken, Permission, PermissionTable, SecurityDescriptor};
/// let request: SecurityDescriptor = "O:SYD:(D;;LC;;;BG)(A;;LCRC;;;WD)".parse()?;
/// let guest = AccessToken::builder("S-1-5-21-1-2-3-1000".parse()?).groups(["WD".parse()?, "BG".parse()?]).build();
/// let table = PermissionTable::default();
/// assert!(table.check(Permission::Read, &guest, &request)?.is_allowed());
/// assert!(!table.check(Permission::Execute, &guest, &request)?.is_allowed());
///
/// assert_eq!(table.sharing(Permission::Execute).collect::<Vec<_>>(), [Permission::Abandon]);
/// let apart = table.with(Permission::Abandon, AccessMask::DELETE_CHILD);
/// assert_eq!(apart.sharing(Permission::Execute).count(), 0);
/// # Ok::<(), aclavis::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionTable([AccessMask; Permission::ALL.len()]);

impl PermissionTable {
    fn rows(&self) -> impl Iterator<Item = (Permission, AccessMask)> {
        Permission::ALL.iter().copied().zip(self.0)
    }

    /// The rights that a permission needs, all of them.
    #[must_use]
    pub fn mask(&self, permission: Permission) -> AccessMask {
        self.rows().find(|(other, _)| *other == permission).map_or(AccessMask::empty(), |(_, mask)| mask)
    }

    /// The same with other rights for a permission. One that needs none is never granted.
    #[must_use]
    pub fn with(mut self, permission: Permission, mask: AccessMask) -> Self {
        for (other, slot) in Permission::ALL.iter().zip(&mut self.0) {
            if *other == permission {
                *slot = mask;
            }
        }
        self
    }

    /// The other permissions that the same rights stand for: whoever has one of them has them all.
    pub fn sharing(&self, permission: Permission) -> impl Iterator<Item = Permission> {
        let mask = self.mask(permission);
        self.rows().filter(move |(other, rights)| *other != permission && *rights == mask).map(|(other, _)| other)
    }

    /// Whether a token may do something with a request.
    ///
    /// # Errors
    ///
    /// As [`AccessRequest::check`].
    pub fn check<'a>(
        &self,
        permission: Permission,
        token: &AccessToken,
        request: impl Descriptor<'a>,
    ) -> Result<AccessOutcome, Error> {
        self.question(permission).check(token, request)
    }

    /// The same with the reasons.
    ///
    /// # Errors
    ///
    /// As [`AccessRequest::check`].
    pub fn explain<'a>(
        &self,
        permission: Permission,
        token: &AccessToken,
        request: impl Descriptor<'a>,
    ) -> Result<Explanation<'a>, Error> {
        self.question(permission).explain(token, request)
    }

    fn question<'a>(&self, permission: Permission) -> AccessRequest<'a> {
        let mapping = GenericMapping::REQUEST;
        // That bit is no right: everybody who has any would have it.
        let rights = self.mask(permission).difference(AccessMask::MAXIMUM_ALLOWED);
        AccessRequest::new(mapping.map(rights)).with_mapping(mapping)
    }
}
