//! What a caller asks for when an object is created.

bitflags::bitflags! {
    /// How the descriptor of a new object comes about (`AutoInheritFlags` of MS-DTYP 2.5.3.4.1, `SEF_...` of Win32, whose
    /// bits these are).
    ///
    /// The flags that spare a token its checks, or say something about labels, are accepted and change nothing: the caller
    /// checks owner and privileges.
    ///
    /// ```
    /// use aclavis::{AutoInheritFlags, Creation, Creator, GenericMapping, ObjectKind, SecurityDescriptor};
    /// let parent: SecurityDescriptor = "O:BAD:(A;OI;FR;;;WD)".parse()?;
    /// let creator = Creator::new("S-1-5-21-1-2-3-1000".parse()?, "SY".parse()?);
    /// let flags = AutoInheritFlags::DACL_AUTO_INHERIT | AutoInheritFlags::DEFAULT_OWNER_FROM_PARENT;
    /// let file = Creation::new(&creator, ObjectKind::leaf(GenericMapping::FILE)).parent(&parent).flags(flags).descriptor()?;
    /// assert_eq!(file.to_sddl()?, "O:BAG:SYD:AI(A;ID;FR;;;WD)");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct AutoInheritFlags: u32 {
        /// The DACL takes the parent's ACEs besides explicit ones, and they are marked as inherited.
        const DACL_AUTO_INHERIT = 0x1;
        /// The SACL takes the parent's ACEs besides explicit ones, and they are marked as inherited.
        const SACL_AUTO_INHERIT = 0x2;
        /// The explicit descriptor is a default, which gives way to what the parent has.
        const DEFAULT_DESCRIPTOR_FOR_OBJECT = 0x4;
        /// Privileges are not checked. No effect here.
        const AVOID_PRIVILEGE_CHECK = 0x8;
        /// The owner is not checked. No effect here.
        const AVOID_OWNER_CHECK = 0x10;
        /// Without an explicit owner the object gets that of the parent, not that of the token.
        const DEFAULT_OWNER_FROM_PARENT = 0x20;
        /// Without an explicit group the object gets that of the parent, not that of the token.
        const DEFAULT_GROUP_FROM_PARENT = 0x40;
        /// Labels forbid lower subjects to write. No effect here.
        const MACL_NO_WRITE_UP = 0x100;
        /// Labels forbid lower subjects to read. No effect here.
        const MACL_NO_READ_UP = 0x200;
        /// Labels forbid lower subjects to execute. No effect here.
        const MACL_NO_EXECUTE_UP = 0x400;
        /// The owner is not restricted. No effect here.
        const AVOID_OWNER_RESTRICTION = 0x1000;
        const _ = !0;
    }
}

impl AutoInheritFlags {
    /// The flag of this name, as MS-DTYP or as Win32 spells it.
    ///
    /// ```
    /// use aclavis::AutoInheritFlags;
    /// assert_eq!(AutoInheritFlags::named("SEF_DACL_AUTO_INHERIT"), Some(AutoInheritFlags::DACL_AUTO_INHERIT));
    /// assert_eq!(AutoInheritFlags::named("SACL_AUTO_INHERIT"), Some(AutoInheritFlags::SACL_AUTO_INHERIT));
    /// assert_eq!(AutoInheritFlags::named("SEF_"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::from_name(name.strip_prefix("SEF_").unwrap_or(name))
    }
}
