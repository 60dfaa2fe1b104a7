//! What kind of object inherits.

use crate::access::GenericMapping;
use crate::guid::Guid;
use crate::rights::AccessMask;

/// What kind of object inherits (`IsContainerObject`, `ObjectTypes` and `GenericMapping` of MS-DTYP 2.5.3.4.1).
///
/// ```
/// use aclavis::{GenericMapping, ObjectKind};
/// let folder = ObjectKind::container(GenericMapping::FILE);
/// let file = ObjectKind { is_container: false, ..folder };
/// assert_eq!(file, ObjectKind::leaf(GenericMapping::FILE));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectKind<'a> {
    /// Whether it can have children: a container inherits `CI`, every other object `OI`.
    pub is_container: bool,
    /// The classes of an object of a directory, structural and auxiliary. Object ACEs that are for another class pass it by.
    pub object_types: &'a [Guid],
    /// What generic rights mean, and which rights there are.
    pub mapping: GenericMapping,
}

impl<'a> ObjectKind<'a> {
    /// An object without children, of no class.
    #[must_use]
    pub const fn leaf(mapping: GenericMapping) -> Self {
        Self { is_container: false, object_types: &[], mapping }
    }

    /// An object that can have children, of no class.
    #[must_use]
    pub const fn container(mapping: GenericMapping) -> Self {
        Self { is_container: true, object_types: &[], mapping }
    }

    /// The same, of these classes.
    #[must_use]
    pub const fn with_object_types(self, object_types: &'a [Guid]) -> Self {
        Self { object_types, ..self }
    }

    /// The mask without generic rights and without those that such objects do not have.
    pub(super) fn specific(&self, mask: AccessMask) -> AccessMask {
        self.mapping.map(mask) & self.mapping.all
    }
}
