//! Texts of valid descriptors.

use alloc::string::String;

use arbitrary::{Arbitrary, Error, Result, Unstructured};

use crate::descriptor::{Ace, Acl, AclSlot, SecurityDescriptor};

/// The canonical text of a valid descriptor, of which it has the parts that SDDL can say.
///
/// ```
/// use aclavis::{ParseOptions, SecurityDescriptor, mutation::ValidText};
/// use arbitrary::{Arbitrary, Unstructured};
/// let valid = ValidText::arbitrary(&mut Unstructured::new(&[0x5a; 200]))?;
/// let read = SecurityDescriptor::parse(valid.as_str(), &ParseOptions::strict()).unwrap();
/// assert_eq!(read.to_sddl().unwrap(), valid.into_string());
/// # Ok::<(), arbitrary::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidText(String);

impl ValidText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<'a> Arbitrary<'a> for ValidText {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut descriptor = u.arbitrary()?;
        retain_expressible(&mut descriptor);
        descriptor.to_sddl().map(Self).map_err(|_| Error::IncorrectFormat)
    }
}

/// Removes every part that has no text by itself.
fn retain_expressible(descriptor: &mut SecurityDescriptor) {
    let none = SecurityDescriptor::default();
    descriptor.owner.take_if(|owner| !has_text(&SecurityDescriptor { owner: Some(*owner), ..none.clone() }));
    descriptor.group.take_if(|group| !has_text(&SecurityDescriptor { group: Some(*group), ..none.clone() }));
    let alone = |ace: &Ace| AclSlot::List(Acl::new([ace.clone()]));
    if let AclSlot::List(list) = &mut descriptor.dacl {
        list.aces.retain(|ace| has_text(&SecurityDescriptor { dacl: alone(ace), ..none.clone() }));
    }
    if let AclSlot::List(list) = &mut descriptor.sacl {
        list.aces.retain(|ace| has_text(&SecurityDescriptor { sacl: alone(ace), ..none.clone() }));
    }
}

fn has_text(descriptor: &SecurityDescriptor) -> bool {
    descriptor.to_sddl().is_ok()
}
