//! `Member_of` and its relatives.

use aclavis::{Condition, Sid, Truth};

use super::{Context, FALSE, TRUE, UNKNOWN, claims, evaluate};

/// Asserts the value of what stands behind `Member_of`, with `BA` and `BU` as groups, and of its negation; then the same of the
/// device.
fn assert_membership(cases: &[(&str, Truth)]) {
    let groups = [544, 545].map(|rid| Sid::new(5, &[32, rid]).unwrap());
    let user = claims(&["(\"d\",TD,0x0,BA,BU)", "(\"o\",TD,0x0,BA,BG)", "(\"i\",TI,0x0,1)", "(\"e\",TD,0x0)"]);
    let of_user = Context { user: &user, groups: &groups, ..Context::default() };
    let of_device = Context { user: &user, device_groups: &groups, ..Context::default() };
    for (rest, expected) in cases {
        for (prefix, context) in [("", of_user), ("Device_", of_device)] {
            for (not, expected) in [("", *expected), ("Not_", !*expected)] {
                let condition: Condition = format!("({not}{prefix}Member_of{rest})").parse().unwrap();
                assert_eq!(evaluate(&condition, &context), expected, "{condition}");
            }
        }
    }
}

#[test]
fn all_groups_are_wanted() {
    assert_membership(&[
        (" SID(BA)", TRUE),
        (" SID(BG)", FALSE),
        (" {SID(BA)}", TRUE),
        (" {SID(BA), SID(BU), SID(BA)}", TRUE),
        (" {SID(BA), SID(BG)}", FALSE),
    ]);
}

#[test]
fn one_group_is_wanted() {
    assert_membership(&[
        ("_Any SID(BA)", TRUE),
        ("_Any SID(BG)", FALSE),
        ("_Any {SID(BG), SID(BU)}", TRUE),
        ("_Any {SID(BG), SID(SY)}", FALSE),
    ]);
}

#[test]
fn what_is_no_sid_is_unknown() {
    for any in ["", "_Any"] {
        for rest in ["{}", "{1, 2, 3}", "{SID(BA), 1}", "{\"BA\"}"] {
            assert_membership(&[(&format!("{any} {rest}"), UNKNOWN)]);
        }
    }
}

/// The text puts no attribute behind `Member_of`, the binary form can.
#[test]
fn an_attribute_gives_its_sids() {
    let groups = [544, 545].map(|rid| Sid::new(5, &[32, rid]).unwrap());
    let user = claims(&["(\"d\",TD,0x0,BA,BU)", "(\"o\",TD,0x0,BA,BG)", "(\"i\",TI,0x0,1)", "(\"e\",TD,0x0)"]);
    let context = Context { user: &user, groups: &groups, ..Context::default() };
    for (name, all, any) in
        [(b'd', TRUE, TRUE), (b'o', FALSE, TRUE), (b'i', UNKNOWN, UNKNOWN), (b'e', UNKNOWN, UNKNOWN), (b'm', UNKNOWN, UNKNOWN)]
    {
        for (code, expected) in [(0x89, all), (0x8b, any), (0x90, !all), (0x92, !any)] {
            let bytes = [&b"artx\xf9\x02\0\0\0"[..], &[name, 0, code]].concat();
            let condition = Condition::from_bytes(&bytes).unwrap();
            assert_eq!(evaluate(&condition, &context), expected, "{} {code:#x}", char::from(name));
        }
    }
}

#[test]
fn groups_of_the_user_are_not_those_of_the_device() {
    let groups = [Sid::EVERYONE];
    let context = Context { groups: &groups, ..Context::default() };
    for (text, expected) in [("(Member_of SID(WD))", TRUE), ("(Device_Member_of SID(WD))", FALSE)] {
        let condition: Condition = text.parse().unwrap();
        assert_eq!(evaluate(&condition, &context), expected, "{text}");
    }
}
