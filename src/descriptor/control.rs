//! The control bits of a descriptor.

bitflags::bitflags! {
    /// The control bits of a security descriptor (MS-DTYP 2.4.6), 16 of them.
    ///
    /// ```
    /// use aclavis::{Control, SecurityDescriptor};
    /// let descriptor: SecurityDescriptor = "D:PAI(A;;FA;;;BA)".parse()?;
    /// assert_eq!(descriptor.control().bits(), 0x9404);
    /// assert!(descriptor.control().contains(Control::DACL_PROTECTED | Control::DACL_AUTO_INHERITED));
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Control: u16 {
        /// The owner came from a default.
        const OWNER_DEFAULTED = 0x1;
        /// The group came from a default.
        const GROUP_DEFAULTED = 0x2;
        /// There is a DACL, possibly a NULL one. Follows from the model.
        const DACL_PRESENT = 0x4;
        /// The DACL came from a default.
        const DACL_DEFAULTED = 0x8;
        /// There is a SACL, possibly a NULL one. Follows from the model.
        const SACL_PRESENT = 0x10;
        /// The SACL came from a default.
        const SACL_DEFAULTED = 0x20;
        /// The DACL comes from a trusted source.
        const DACL_TRUSTED = 0x40;
        /// The caller wants a server ACL.
        const SERVER_SECURITY = 0x80;
        /// `D:AR`: inheritance to the children has been asked for.
        const DACL_AUTO_INHERIT_REQUIRED = 0x100;
        /// `S:AR`: inheritance to the children has been asked for.
        const SACL_AUTO_INHERIT_REQUIRED = 0x200;
        /// `D:AI`: the DACL was made by automatic inheritance.
        const DACL_AUTO_INHERITED = 0x400;
        /// `S:AI`: the SACL was made by automatic inheritance.
        const SACL_AUTO_INHERITED = 0x800;
        /// `D:P`: the DACL takes nothing from the parent.
        const DACL_PROTECTED = 0x1000;
        /// `S:P`: the SACL takes nothing from the parent.
        const SACL_PROTECTED = 0x2000;
        /// The byte after the revision has a meaning.
        const RM_CONTROL_VALID = 0x4000;
        /// All parts lie in one block of memory and are found by offsets. Always set in a binary form.
        const SELF_RELATIVE = 0x8000;
        const _ = !0;
    }
}

impl Control {
    /// The bits that follow from the parts of a descriptor.
    pub(crate) const DERIVED: Self = Self::DACL_PRESENT.union(Self::SACL_PRESENT).union(Self::SELF_RELATIVE);
}
