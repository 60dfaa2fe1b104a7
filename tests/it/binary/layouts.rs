//! In which order parts lie, and what lies between them.

use aclavis::{AceRef, Control, DescriptorRef, ErrorKind, Layout, SecurityDescriptor, Sid};

use crate::parts::{ADMINISTRATORS, EVERYONE, Offsets, SYSTEM, acl, descriptor, grant};
use crate::{hex, unhex};

const ALL: &str = "O:SYG:BAD:(A;;RC;;;WD)S:";

fn read(bytes: &[u8]) -> SecurityDescriptor {
    SecurityDescriptor::from_bytes(bytes).unwrap_or_else(|error| panic!("{}: {error:#}", hex(bytes)))
}

/// A descriptor that keeps its bytes and means the same as a text.
fn assert_kept(bytes: &[u8], text: &str) -> SecurityDescriptor {
    let descriptor = read(bytes);
    assert_eq!(descriptor.to_sddl().unwrap(), text);
    assert_eq!(hex(&descriptor.to_bytes_with(Layout::AsRead).unwrap()), hex(bytes));
    descriptor
}

#[test]
fn windows_writes_sacl_dacl_owner_group() {
    let dacl = acl(&[grant()], &[]);
    let offsets = Offsets { sacl: 20, dacl: 28, owner: 56, group: 68 };
    let expected = descriptor(0x8014, offsets, &[&acl(&[], &[]), &dacl, &SYSTEM, &ADMINISTRATORS]);
    let parsed = crate::descriptor(ALL);
    assert_eq!(parsed.to_bytes().unwrap(), expected);
    assert_eq!(parsed.to_bytes_with(Layout::Windows).unwrap(), expected);
    assert_eq!(parsed.to_bytes_with(Layout::AsRead).unwrap(), expected, "nothing was read from bytes");
    assert_eq!(Layout::default(), Layout::Windows);
}

#[test]
fn owner_first_writes_owner_group_sacl_dacl() {
    let dacl = acl(&[grant()], &[]);
    let offsets = Offsets { owner: 20, group: 32, sacl: 48, dacl: 56 };
    let expected = descriptor(0x8014, offsets, &[&SYSTEM, &ADMINISTRATORS, &acl(&[], &[]), &dacl]);
    assert_eq!(crate::descriptor(ALL).to_bytes_with(Layout::OwnerFirst).unwrap(), expected);
}

#[test]
fn every_order_of_the_parts_is_read_and_kept() {
    let sacl = acl(&[], &[]);
    let dacl = acl(&[grant()], &[]);
    let parts: [&[u8]; 4] = [&SYSTEM, &ADMINISTRATORS, &sacl, &dacl];
    let mut orders = 0;
    for code in 0..256_usize {
        let order = [code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6];
        if (0..4).any(|part| !order.contains(&part)) {
            continue;
        }
        orders += 1;
        let mut places = [0; 4];
        let mut at = 20;
        for part in order {
            places[part] = at;
            at += u32::try_from(parts[part].len()).unwrap();
        }
        let [owner, group, sacl, dacl] = places;
        let bytes = descriptor(0x8014, Offsets { owner, group, sacl, dacl }, &order.map(|part| parts[part]));
        assert_eq!(assert_kept(&bytes, ALL), crate::descriptor(ALL), "order does not count");
    }
    assert_eq!(orders, 24);
}

#[test]
fn gaps_are_kept_and_their_content_too() {
    let offsets = Offsets { owner: 24, group: 44, dacl: 64, sacl: 0 };
    let bytes =
        descriptor(0x8004, offsets, &[&[1, 2, 3, 4], &SYSTEM, &[0; 8], &EVERYONE, &[9; 8], &acl(&[grant()], &[]), &[7, 0, 0]]);
    let descriptor = assert_kept(&bytes, "O:SYG:WDD:(A;;RC;;;WD)");
    assert_eq!(descriptor.to_bytes().unwrap().len(), 20 + 12 + 12 + 28);
    assert_eq!(descriptor, crate::descriptor("O:SYG:WDD:(A;;RC;;;WD)"), "gaps do not count");
}

#[test]
fn bytes_behind_the_last_part_are_kept() {
    for trailing in [&[0_u8; 5][..], &[1, 2, 3]] {
        let bytes = descriptor(0x8000, Offsets { owner: 20, ..Offsets::default() }, &[&SYSTEM, trailing]);
        assert_kept(&bytes, "O:SY");
    }
}

#[test]
fn owner_and_group_may_share_a_sid() {
    let bytes = descriptor(0x8000, Offsets { owner: 20, group: 20, ..Offsets::default() }, &[&SYSTEM]);
    let descriptor = assert_kept(&bytes, "O:SYG:SY");
    assert_eq!(descriptor.to_bytes().unwrap().len(), 44, "written apart");
}

#[test]
fn a_shared_sid_that_is_changed_for_one_is_written_twice() {
    let bytes = descriptor(0x8000, Offsets { owner: 20, group: 20, ..Offsets::default() }, &[&SYSTEM]);
    let mut descriptor = read(&bytes);
    descriptor.set_group(Some(Sid::EVERYONE));
    let written = descriptor.to_bytes_with(Layout::AsRead).unwrap();
    assert_eq!(read(&written), descriptor);
    assert_eq!(read(&written).to_sddl().unwrap(), "O:SYG:WD");
}

#[test]
fn both_acls_may_share_their_bytes() {
    let bytes = descriptor(0x8014, Offsets { sacl: 20, dacl: 20, ..Offsets::default() }, &[&acl(&[], &[])]);
    assert_kept(&bytes, "D:S:");
}

#[test]
fn parts_may_overlap_in_part() {
    // The SID of the ACE is the owner, and the ACL's slack is the group.
    let offsets = Offsets { dacl: 20, owner: 36, group: 48, sacl: 0 };
    let bytes = descriptor(0x8004, offsets, &[&acl(&[grant()], &SYSTEM)]);
    let descriptor = assert_kept(&bytes, "O:WDG:SYD:(A;;RC;;;WD)");
    assert_eq!(descriptor.dacl().list().unwrap().slack(), SYSTEM);
}

#[test]
fn a_changed_owner_of_the_same_size_stays_at_its_place() {
    let bytes =
        descriptor(0x8000, Offsets { owner: 24, group: 40, ..Offsets::default() }, &[&[5; 4], &SYSTEM, &[6; 4], &EVERYONE]);
    let mut descriptor = read(&bytes);
    descriptor.set_owner(Some("AN".parse().unwrap()));
    let mut expected = bytes.clone();
    expected[32] = 7;
    assert_eq!(hex(&descriptor.to_bytes_with(Layout::AsRead).unwrap()), hex(&expected));
}

#[test]
fn a_part_of_another_size_falls_back_to_the_old_order_without_gaps() {
    let offsets = Offsets { owner: 24, group: 40, ..Offsets::default() };
    let bytes = descriptor(0x8000, offsets, &[&[5; 4], &SYSTEM, &[6; 4], &EVERYONE]);
    let mut descriptor = read(&bytes);
    descriptor.set_owner(Some("BA".parse().unwrap()));
    let expected = crate::parts::descriptor(0x8000, Offsets { owner: 20, group: 36, ..offsets }, &[&ADMINISTRATORS, &EVERYONE]);
    assert_eq!(hex(&descriptor.to_bytes_with(Layout::AsRead).unwrap()), hex(&expected));
}

#[test]
fn a_removed_part_falls_back_to_the_old_order() {
    let offsets = Offsets { owner: 32, group: 20, ..Offsets::default() };
    let mut descriptor = read(&descriptor(0x8000, offsets, &[&EVERYONE, &SYSTEM]));
    descriptor.set_group(None);
    let written = descriptor.to_bytes_with(Layout::AsRead).unwrap();
    assert_eq!(hex(&written), hex(&crate::descriptor("O:SY").to_bytes().unwrap()));
}

#[test]
fn offsets_of_absent_acls_survive_untouched() {
    let bytes = descriptor(0x8000, Offsets { sacl: 7, dacl: 0xffff_ffff, ..Offsets::default() }, &[]);
    assert_eq!(hex(&read(&bytes).to_bytes_with(Layout::AsRead).unwrap()), hex(&bytes));
}

#[test]
fn the_view_has_the_same_parts_as_the_model() {
    let bytes = crate::descriptor("O:SYG:BAD:P(A;;RC;;;WD)(D;;SD;;;AN)").to_bytes().unwrap();
    let view = DescriptorRef::parse(&bytes).unwrap();
    assert_eq!(view.as_bytes(), bytes);
    assert_eq!(view.owner().unwrap().to_string(), "S-1-5-18");
    assert_eq!(view.group().unwrap().to_string(), "S-1-5-32-544");
    assert_eq!(view.control(), Control::SELF_RELATIVE | Control::DACL_PRESENT | Control::DACL_PROTECTED);
    assert!(view.sacl().is_absent());
    let dacl = *view.dacl().list().unwrap();
    assert_eq!((dacl.revision(), dacl.ace_count(), dacl.slack()), (2, 2, &[][..]));
    assert_eq!(dacl.aces().map(AceRef::to_ace).collect::<Vec<_>>(), read(&bytes).dacl().aces());
    assert_eq!(dacl.as_bytes(), &bytes[20..68]);
    assert_eq!(view.to_descriptor(), read(&bytes));
}

#[test]
fn an_acl_of_more_than_65535_bytes_cannot_be_written() {
    let mut descriptor = crate::descriptor("D:(A;;RC;;;WD)");
    descriptor.dacl_mut().list_mut().unwrap().set_slack(vec![0; 65_535 - 28]);
    assert_eq!(descriptor.to_bytes().unwrap().len(), 20 + 65_535);
    descriptor.dacl_mut().list_mut().unwrap().set_slack(vec![0; 65_536 - 28]);
    assert_eq!(descriptor.to_bytes().unwrap_err().kind(), ErrorKind::AclTooLarge);
}

#[test]
fn a_null_acl_that_gets_a_list_gets_a_place() {
    let bytes = unhex("01000480 00000000 00000000 00000000 00000000");
    let mut descriptor = assert_kept(&bytes, "D:NO_ACCESS_CONTROL");
    *descriptor.dacl_mut() = aclavis::Acl::default().into();
    let expected = unhex("01000480 00000000 00000000 00000000 14000000 0200080000000000");
    assert_eq!(hex(&descriptor.to_bytes_with(Layout::AsRead).unwrap()), hex(&expected));
}

#[test]
fn a_null_acl_is_null_in_every_layout_even_where_an_offset_without_its_control_bit_was_read() {
    for (text, bit) in [("D:(D;;FA;;;WD)", 4), ("S:(AU;SA;FA;;;WD)", 0x10)] {
        let mut bytes = crate::descriptor(text).to_bytes().unwrap();
        bytes[2] &= !bit;
        let mut descriptor = assert_kept(&bytes, "");
        let slot = if bit == 4 { descriptor.dacl_mut() } else { descriptor.sacl_mut() };
        *slot = aclavis::AclSlot::Null;
        for layout in [Layout::AsRead, Layout::Windows, Layout::OwnerFirst] {
            assert_eq!(read(&descriptor.to_bytes_with(layout).unwrap()), descriptor, "{layout:?}");
        }
    }
}
