//! From text to the model.

use super::grammar::{Section, Sink};
use crate::descriptor::{ACL_HEADER, ACL_REVISION_DS, AceRef, Acl, AclSlot, Control, SecurityDescriptor};
use crate::error::ErrorKind;
use crate::sid::Sid;

/// Collects the parts of a descriptor while its text is read.
#[derive(Default)]
pub(super) struct ModelSink {
    descriptor: SecurityDescriptor,
    list: Acl,
    /// Bytes of the list's binary form.
    bytes: usize,
}

impl ModelSink {
    #[inline(always)]
    pub(super) fn finish(self) -> SecurityDescriptor {
        self.descriptor
    }

    #[inline(always)]
    fn slot(&mut self, section: Section) -> &mut AclSlot {
        match section {
            Section::Sacl => &mut self.descriptor.sacl,
            _ => &mut self.descriptor.dacl,
        }
    }
}

impl Sink for ModelSink {
    #[inline(always)]
    fn owner(&mut self, sid: &Sid) {
        self.descriptor.owner = Some(*sid);
    }

    #[inline(always)]
    fn group(&mut self, sid: &Sid) {
        self.descriptor.group = Some(*sid);
    }

    fn null_acl(&mut self, section: Section, control: Control) {
        self.descriptor.control |= control;
        *self.slot(section) = AclSlot::Null;
    }

    #[inline(always)]
    fn begin_list(&mut self, _: Section, control: Control) {
        self.descriptor.control |= control;
        self.bytes = ACL_HEADER;
    }

    #[inline(always)]
    fn ace(&mut self, ace: AceRef<'_>, slack: bool) -> Result<(), ErrorKind> {
        let size = ace.byte_len();
        if u16::try_from(size).is_err() {
            return Err(ErrorKind::AceTooLarge);
        }
        if slack {
            let padded = self.list.slack.len().wrapping_add(4);
            self.list.slack.resize(padded, 0);
        }
        self.bytes = self.bytes.wrapping_add(size);
        if self.bytes > usize::from(u16::MAX) {
            return Err(ErrorKind::AclTooLarge);
        }
        self.list.aces.push(ace.to_ace());
        Ok(())
    }

    #[inline(always)]
    fn end_list(&mut self, section: Section, object: bool) -> Result<(), ErrorKind> {
        if u16::try_from(self.bytes.wrapping_add(self.list.slack.len())).is_err() {
            return Err(ErrorKind::AclTooLarge);
        }
        let mut list = core::mem::take(&mut self.list);
        if object {
            list.revision = ACL_REVISION_DS;
        }
        *self.slot(section) = AclSlot::List(list);
        Ok(())
    }
}
