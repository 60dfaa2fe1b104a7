//! Claims: the attributes of users and devices.

use alloc::vec::Vec;

use super::ResourceAttribute;

/// An attribute of a user or device. It has the form of a resource attribute (MS-DTYP 2.4.10.1).
pub type Claim = ResourceAttribute;

/// The attributes of a user, a device, a resource or a token, prepared for being asked by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims(Vec<Claim>);
