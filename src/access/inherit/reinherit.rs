//! Objects that exist: their ACLs are set, or their parent changes.

use super::ObjectKind;
use super::ace::Heir;
use super::acl::{DACL, SACL, Side, list};
use crate::descriptor::{AceFlags, AclSlot, SecurityDescriptor};
use crate::error::Error;

impl SecurityDescriptor {
    /// The descriptor of a child after its parent has changed (MS-DTYP 2.5.3.4.4 and 2.5.3.4.6): in each ACL the parent's ACEs
    /// replace those that are marked as inherited, and the ACL is marked `AI`. Doing so again changes nothing.
    ///
    /// A protected ACL stays as it is, and so does a NULL one. Explicit ACEs stay in front, in their order. An ACL that is absent
    /// in the parent's descriptor says nothing, for it may not have been read: the child's stays as it is.
    ///
    /// ```
    /// use aclavis::{GenericMapping, ObjectKind, SecurityDescriptor};
    /// let child: SecurityDescriptor = "O:SYG:SYD:AI(A;;FR;;;BU)(A;ID;FA;;;BA)".parse()?;
    /// let parent: SecurityDescriptor = "D:(A;OICI;FA;;;SY)(A;OICI;FX;;;CO)".parse()?;
    /// let file = ObjectKind::leaf(GenericMapping::FILE);
    /// assert_eq!(child.reinherited(&parent, &file)?.to_sddl()?, "O:SYG:SYD:AI(A;;FR;;;BU)(A;ID;FA;;;SY)(A;ID;FX;;;SY)");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `acl-too-large` when an ACL would have more than 65,535 bytes; `missing-owner` or `missing-group` when an ACE for the
    /// creator is inherited by a child that lacks one.
    pub fn reinherited(&self, parent: &Self, kind: &ObjectKind<'_>) -> Result<Self, Error> {
        let heir = Heir { kind: *kind, owner: self.owner(), group: self.group() };
        let mut child = self.clone();
        for side in [DACL, SACL] {
            replace(&side, &mut child, parent, &heir)?;
        }
        Ok(child)
    }

    /// The descriptor as an object keeps it when somebody sets it (MS-DTYP 2.4.6): `AI` stays only where `AR` asks for it, `AR`
    /// never does.
    ///
    /// ```
    /// use aclavis::SecurityDescriptor;
    /// let set: SecurityDescriptor = "D:PARAI(A;;FA;;;SY)S:AI(AU;SA;FA;;;WD)".parse()?;
    /// assert_eq!(set.stored().to_sddl()?, "D:PAI(A;;FA;;;SY)S:(AU;SA;FA;;;WD)");
    /// # Ok::<(), aclavis::Error>(())
    /// ```
    #[must_use]
    pub fn stored(&self) -> Self {
        let mut stored = self.clone();
        for side in [DACL, SACL] {
            stored.control = stored.control.difference(side.inheritance()) | side.stored(self.control);
        }
        stored
    }
}

fn replace(side: &Side, child: &mut SecurityDescriptor, parent: &SecurityDescriptor, heir: &Heir<'_>) -> Result<(), Error> {
    let acl = (side.of)(child);
    if (side.of)(parent).is_absent() || child.control.contains(side.protected) || matches!(acl, AclSlot::Null) {
        return Ok(());
    }
    let inherited = side.inherited(parent, heir, AceFlags::INHERITED)?;
    if acl.is_absent() && inherited.is_empty() {
        return Ok(());
    }
    let explicit = acl.aces().iter().filter(|ace| !ace.flags().contains(AceFlags::INHERITED)).cloned();
    *(side.of_mut)(child) = list(explicit.chain(inherited).collect())?;
    child.control |= side.auto_inherited;
    Ok(())
}
