//! Descriptors and their lists.

use aclavis::{AccessMask, Ace, AceFlags, Acl, AclSlot, Control, Layout, SecurityDescriptor, Sid};

use crate::descriptor;

fn everyone() -> Ace {
    Ace::allow(AccessMask::READ_CONTROL, Sid::EVERYONE)
}

#[test]
fn the_builder_sets_every_part() {
    let built = SecurityDescriptor::builder()
        .owner("SY".parse().unwrap())
        .group("BA".parse().unwrap())
        .dacl([everyone()])
        .sacl([Ace::audit(AceFlags::FAILED_ACCESS, AccessMask::DELETE, Sid::EVERYONE)])
        .control(Control::DACL_PROTECTED)
        .control(Control::SACL_AUTO_INHERITED)
        .build();
    assert_eq!(built.to_sddl().unwrap(), "O:SYG:BAD:P(A;;RC;;;WD)S:AI(AU;FA;SD;;;WD)");
    assert_eq!(built, descriptor("O:SYG:BAD:P(A;;RC;;;WD)S:AI(AU;FA;SD;;;WD)"));
}

#[test]
fn an_empty_builder_gives_an_empty_descriptor() {
    let empty = SecurityDescriptor::builder().build();
    assert_eq!(empty, SecurityDescriptor::default());
    assert_eq!(empty.control(), Control::SELF_RELATIVE);
    assert_eq!((empty.owner(), empty.group(), empty.resource_manager_control()), (None, None, 0));
    assert!(empty.dacl().is_absent() && empty.sacl().is_absent());
}

#[test]
fn a_null_dacl_is_built_and_is_none_of_the_others() {
    let null = SecurityDescriptor::builder().null_dacl().build();
    assert_eq!(null.to_sddl().unwrap(), "D:NO_ACCESS_CONTROL");
    assert_eq!(null.dacl(), &AclSlot::Null);
    assert_ne!(null, SecurityDescriptor::builder().dacl([]).build());
    assert_ne!(null, SecurityDescriptor::default());
}

#[test]
fn a_slot_has_three_states() {
    let list = AclSlot::from(Acl::from(vec![everyone()]));
    assert_eq!((AclSlot::<Acl>::Absent.is_absent(), AclSlot::<Acl>::Null.is_absent(), list.is_absent()), (true, false, false));
    assert_eq!((AclSlot::<Acl>::Absent.list(), AclSlot::<Acl>::Null.list()), (None, None));
    assert_eq!(list.list().unwrap().aces(), [everyone()]);
    assert_eq!(list.aces(), [everyone()]);
    assert_eq!((AclSlot::Absent.aces(), AclSlot::Null.aces()), (&[][..], &[][..]));
    assert_eq!(AclSlot::<Acl>::default(), AclSlot::Absent);
    assert_eq!(list.as_ref().map(|acl| acl.aces().len()), AclSlot::List(1));
    assert_eq!(AclSlot::<Acl>::Null.map(|_| ()), AclSlot::Null);
    assert_eq!(AclSlot::<Acl>::Absent.map(|_| ()), AclSlot::Absent);
}

#[test]
fn a_list_can_be_changed_in_place() {
    let mut changed = descriptor("D:(A;;RC;;;WD)");
    changed.dacl_mut().list_mut().unwrap().aces_mut().push(Ace::deny(AccessMask::DELETE, Sid::EVERYONE));
    *changed.sacl_mut() = AclSlot::Null;
    assert_eq!(changed.to_sddl().unwrap(), "D:(A;;RC;;;WD)(D;;SD;;;WD)S:NO_ACCESS_CONTROL");
    assert_eq!(AclSlot::<Acl>::Null.list_mut(), None);
}

#[test]
fn the_revision_of_a_new_list_follows_from_its_aces() {
    assert_eq!(Acl::default().revision(), 2);
    assert_eq!(Acl::new([everyone()]).revision(), 2);
    let object = aclavis::ObjectTypes::new(Some(aclavis::Guid::default()), None);
    let mut list = Acl::new([everyone(), Ace::allow_object(AccessMask::CONTROL_ACCESS, object, Sid::EVERYONE)]);
    assert_eq!(list.revision(), 4);
    list.aces_mut().clear();
    assert_eq!(list.revision(), 4, "it stays when ACEs change");
    list.set_revision(2);
    assert_eq!(list.revision(), 2);
}

#[test]
fn slack_can_be_set() {
    let mut list = Acl::new([everyone()]);
    list.set_slack([1, 2, 3]);
    assert_eq!(list.slack(), [1, 2, 3]);
    let bytes = built(list).to_bytes().unwrap();
    assert_eq!(bytes[22..24], [31, 0]);
    assert_eq!(bytes[48..], [1, 2, 3]);
}

fn built(list: Acl) -> SecurityDescriptor {
    let mut descriptor = SecurityDescriptor::default();
    *descriptor.dacl_mut() = list.into();
    descriptor
}

#[test]
fn bits_that_follow_from_the_parts_cannot_be_set() {
    let mut descriptor = descriptor("D:");
    descriptor.set_control(Control::SACL_PRESENT | Control::OWNER_DEFAULTED);
    assert_eq!(descriptor.control(), Control::SELF_RELATIVE | Control::DACL_PRESENT | Control::OWNER_DEFAULTED);
    descriptor.set_control(Control::empty());
    assert_eq!(descriptor.control(), Control::SELF_RELATIVE | Control::DACL_PRESENT);
}

#[test]
fn owner_and_group_can_be_set_and_removed() {
    let mut descriptor = descriptor("O:SYG:BA");
    descriptor.set_owner(None);
    descriptor.set_group(Some(Sid::EVERYONE));
    assert_eq!(descriptor.to_sddl().unwrap(), "G:WD");
}

#[test]
fn all_that_a_binary_form_says_counts_for_equality() {
    let one = descriptor("O:SYG:SYD:(A;;RC;;;WD)");
    for other in
        ["O:BAG:SYD:(A;;RC;;;WD)", "O:SYD:(A;;RC;;;WD)", "O:SYG:SYD:", "O:SYG:SYD:P(A;;RC;;;WD)", "O:SYG:SYD:(A;;RC;;;WD)S:"]
    {
        assert_ne!(one, descriptor(other));
    }
    let mut defaulted = one.clone();
    defaulted.set_control(Control::OWNER_DEFAULTED);
    assert_ne!(one, defaulted);
    let mut revision = one.clone();
    revision.dacl_mut().list_mut().unwrap().set_revision(4);
    assert_ne!(one, revision);
    let mut slack = one.clone();
    slack.dacl_mut().list_mut().unwrap().set_slack([0]);
    assert_ne!(one, slack);
    let mut bytes = one.to_bytes().unwrap();
    bytes[1] = 1;
    assert_ne!(one, SecurityDescriptor::from_bytes(&bytes).unwrap(), "the resource manager's byte");
}

#[test]
fn the_order_of_parts_does_not_count_for_equality() {
    let one = descriptor("O:SYG:SYD:(A;;RC;;;WD)");
    let read = |layout| SecurityDescriptor::from_bytes(&one.to_bytes_with(layout).unwrap()).unwrap();
    assert_eq!(one, read(Layout::Windows));
    assert_eq!(read(Layout::OwnerFirst), read(Layout::Windows));
}

#[test]
fn the_order_of_aces_counts_for_equality() {
    assert_ne!(descriptor("D:(A;;RC;;;WD)(D;;RC;;;WD)"), descriptor("D:(D;;RC;;;WD)(A;;RC;;;WD)"));
}

#[test]
fn a_pushed_object_ace_raises_the_revision_and_others_do_not() {
    let mut list = Acl::default();
    list.push(everyone());
    assert_eq!(list.revision(), 2);
    list.push(Ace::allow_object(AccessMask::CONTROL_ACCESS, aclavis::ObjectTypes::new(None, None), Sid::EVERYONE));
    assert_eq!((list.revision(), list.aces().len(), list.byte_len()), (4, 2, 8 + 20 + 24));
}

#[test]
fn an_acl_without_a_binary_form_has_no_text_either() {
    let mut list = Acl::default();
    (0..3277).for_each(|_| list.push(everyone()));
    assert_eq!(list.byte_len(), 65_548);
    let mut descriptor = SecurityDescriptor::default();
    *descriptor.dacl_mut() = AclSlot::List(list);
    let kinds = [descriptor.to_sddl().unwrap_err().kind(), descriptor.to_bytes().unwrap_err().kind()];
    assert_eq!(kinds, [aclavis::ErrorKind::AclTooLarge; 2]);
}
