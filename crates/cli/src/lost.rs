//! What a text does not say of a descriptor that has one.

use aclavis::{Ace, AceBody, AceRef, Acl, AclSlot, SecurityDescriptor, oracle};

/// The parts of a descriptor that its text leaves out, in words.
pub(crate) fn parts(descriptor: &SecurityDescriptor) -> Vec<&'static str> {
    let said = oracle::expressible(descriptor);
    let mut lost = Lost(Vec::new());
    if said == *descriptor {
        return lost.0;
    }
    lost.unless(said.control() == descriptor.control(), "control bits");
    lost.unless(said.resource_manager_control() == descriptor.resource_manager_control(), "resource manager byte");
    for (whole, said) in [(descriptor.dacl(), said.dacl()), (descriptor.sacl(), said.sacl())] {
        if let (AclSlot::List(whole), AclSlot::List(said)) = (whole, said) {
            lost.of_list(whole, said);
        }
    }
    if lost.0.is_empty() {
        lost.0.push("other bytes");
    }
    lost.0
}

/// Words, each of them once.
struct Lost(Vec<&'static str>);

impl Lost {
    fn unless(&mut self, is_said: bool, part: &'static str) {
        if !is_said && !self.0.contains(&part) {
            self.0.push(part);
        }
    }

    fn of_list(&mut self, whole: &Acl, said: &Acl) {
        self.unless(said.revision() == whole.revision(), "ACL revision");
        self.unless(said.slack() == whole.slack(), "slack");
        // What is different where all that can be seen is the same.
        let mut same = whole.clone();
        same.set_revision(said.revision());
        same.set_slack(said.slack());
        *same.aces_mut() = said.aces().to_vec();
        self.unless(same == *said, "reserved bytes");
        for (whole, said) in whole.aces().iter().zip(said.aces()) {
            self.of_ace(whole, said);
        }
    }

    fn of_ace(&mut self, whole: &Ace, said: &Ace) {
        self.unless(said.ace_type() == whole.ace_type(), "object types of ACEs without GUID");
        self.unless(object_flags(said) == object_flags(whole), "object flags");
        self.unless(said.as_ref().data() == whole.as_ref().data(), data(whole.as_ref()));
    }
}

fn object_flags(ace: &Ace) -> u32 {
    match ace.body() {
        AceBody::Standard { object, .. } => object.unwrap_or_default().flags(),
        AceBody::Opaque(_) => 0,
    }
}

/// What the data of an ACE is.
fn data(ace: AceRef<'_>) -> &'static str {
    match (ace.condition(), ace.attribute()) {
        (Some(Ok(_)), _) => "integer widths and padding of conditions",
        (_, Some(Ok(_))) => "layout of attributes",
        _ => "data behind the SID of an ACE",
    }
}
