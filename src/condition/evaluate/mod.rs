//! The value of a condition (MS-DTYP 2.4.4.17 and 2.5.3.1.5), in three values, as recorded from Windows.

use super::claims::Claims;
use super::token::Scope;
use crate::error::Error;
use crate::sid::{Membership, SidRef};

/// The value of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It cannot be said, for instance because an attribute is missing. An ACE that allows then grants nothing, one that denies
    /// refuses.
    Unknown,
}

/// What a condition speaks about.
pub(crate) trait Facts {
    /// The attributes of a scope.
    fn attributes(&self, scope: Scope) -> Result<&Claims, Error>;
    /// How a SID counts for the user.
    fn group(&self, sid: SidRef<'_>) -> Membership;
    /// How a SID counts for the device.
    fn device_group(&self, sid: SidRef<'_>) -> Membership;
    /// Whether the condition belongs to an ACE that refuses: claims for such ACEs only count there.
    fn refuses(&self) -> bool;
}
