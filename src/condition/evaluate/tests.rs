//! What cannot be seen from the outside: malformed tokens, ACEs that refuse, SIDs for deny ACEs only, facts that fail.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use alloc::vec::Vec;

use super::{Claims, Facts, Truth, evaluate};
use crate::condition::{AttributeValues, Claim, Condition, SIGNATURE, Scope, Tokens};
use crate::error::{Error, ErrorKind};
use crate::sid::{Membership, Sid, SidRef, SidSet};

#[derive(Default)]
struct World {
    user: Claims,
    groups: SidSet,
    device_groups: SidSet,
    refuses: bool,
    /// The attributes of the resource cannot be read.
    fails: bool,
}

impl Facts for World {
    fn attributes(&self, scope: Scope) -> Result<&Claims, Error> {
        if self.fails && scope == Scope::Resource { Err(Error::new(ErrorKind::BadAttribute)) } else { Ok(&self.user) }
    }

    fn group(&self, sid: SidRef<'_>) -> Membership {
        self.groups.membership(sid)
    }

    fn device_group(&self, sid: SidRef<'_>) -> Membership {
        self.device_groups.membership(sid)
    }

    fn refuses(&self) -> bool {
        self.refuses
    }
}

fn expression(bytes: &[u8], world: &World, mut steps: usize) -> Result<Truth, ErrorKind> {
    evaluate(Tokens::of_expression(bytes), world, &mut steps).map_err(|error| error.kind())
}

fn value(text: &str, world: &World) -> Result<Truth, ErrorKind> {
    let condition: Condition = text.parse().unwrap();
    expression(&condition.as_bytes()[SIGNATURE.len()..], world, 1000)
}

/// Whether bytes behind the signature are refused alike by the reader and by the evaluation.
fn agree(expression_bytes: &[u8]) {
    let read = Condition::from_bytes(&[SIGNATURE, expression_bytes].concat());
    let evaluated = expression(expression_bytes, &World { user: user(0), ..World::default() }, usize::MAX);
    assert_eq!(evaluated.err(), read.err().map(|error| error.kind()), "{expression_bytes:x?}");
}

/// The claim `a`, 1.
fn user(flags: u32) -> Claims {
    Claims::new([Claim::new("a", flags, AttributeValues::Integer([1].into()))]).unwrap()
}

const TEXTS: [&str; 6] = [
    "(a)",
    "(@User.a == {1, \"x\", #0a, SID(BA)} && !(Exists b) || Member_of SID(SY))",
    "(Device_Member_of_Any {SID(BA), SID(SY)})",
    "(a Any_of {} || (@Device.b Not_Contains \"é\" && a != 0xffffffffffffffff))",
    "(!(!(a < -1)))",
    "(@Resource.c >= @User.a || (a && !(a)))",
];

#[test]
fn reader_and_evaluation_refuse_the_same_prefixes_and_suffixes() {
    for text in TEXTS {
        let condition: Condition = text.parse().unwrap();
        let whole = &condition.as_bytes()[SIGNATURE.len()..];
        (0..=whole.len()).for_each(|end| agree(&whole[..end]));
        (0..=whole.len()).for_each(|start| agree(&whole[start..]));
    }
}

#[test]
fn reader_and_evaluation_refuse_the_same_changes() {
    for text in TEXTS {
        let condition: Condition = text.parse().unwrap();
        let whole = &condition.as_bytes()[SIGNATURE.len()..];
        for at in 0..whole.len() {
            let mut changed = whole.to_vec();
            for byte in 0..=u8::MAX {
                changed[at] = byte;
                agree(&changed);
            }
            changed.remove(at);
            agree(&changed);
        }
    }
}

#[test]
fn expressions_are_refused_for_missing_and_for_left_operands() {
    let world = World::default();
    let operand = b"\xf8\x02\0\0\0a\0";
    let cases: [(&[&[u8]], _); 8] = [
        (&[], Err(ErrorKind::BadCondition)),
        (&[operand], Ok(Truth::Unknown)),
        (&[operand, operand], Err(ErrorKind::BadCondition)),
        (&[b"\xa2"], Err(ErrorKind::BadCondition)),
        (&[operand, b"\xa0"], Err(ErrorKind::BadCondition)),
        (&[operand, b"\x80"], Err(ErrorKind::BadCondition)),
        (&[operand, operand, b"\x87"], Err(ErrorKind::BadCondition)),
        (&[operand, b"\x50\x01\0\0\0\x99\x80"], Err(ErrorKind::BadCondition)),
    ];
    for (parts, expected) in cases {
        assert_eq!(expression(&parts.concat(), &world, 100), expected, "{parts:x?}");
    }
}

#[test]
fn a_claim_for_deny_aces_only_counts_where_the_ace_refuses() {
    let uses = ["(@User.a)", "(@User.a == 1)", "(@User.a != 2)", "(Exists @User.a)", "(@User.a Not_Contains {})"];
    for text in uses {
        let allows = World { user: user(4), ..World::default() };
        assert_eq!(value(text, &allows), Ok(Truth::Unknown), "{text}");
        let refuses = World { user: user(4), refuses: true, ..World::default() };
        assert_eq!(value(text, &refuses), Ok(Truth::True), "{text}");
    }
    let empty = Claims::new([Claim::new("a", 4, AttributeValues::Integer(Vec::new()))]).unwrap();
    let allows = World { user: empty.clone(), ..World::default() };
    assert_eq!(value("(@User.a Contains {})", &allows), Ok(Truth::Unknown));
    let refuses = World { user: empty, refuses: true, ..World::default() };
    assert_eq!(value("(@User.a Contains {})", &refuses), Ok(Truth::False));
}

#[test]
fn a_group_for_deny_aces_only_is_unknown() {
    let sid = |rid| Sid::new(5, &[32, rid]).unwrap();
    let sids = || SidSet::new([(sid(544), Membership::DenyOnly), (sid(545), Membership::Enabled)].into());
    let world = World { groups: sids(), device_groups: sids(), ..World::default() };
    let cases = [
        ("Member_of {SID(BA)}", Truth::Unknown),
        ("Not_Member_of {SID(BA)}", Truth::Unknown),
        ("Member_of {SID(BA), SID(BU)}", Truth::Unknown),
        ("Member_of {SID(BA), SID(BG)}", Truth::False),
        ("Member_of_Any {SID(BA), SID(BU)}", Truth::True),
        ("Member_of_Any {SID(BA), SID(BG)}", Truth::Unknown),
        ("Not_Member_of_Any {SID(BA), SID(BU)}", Truth::False),
    ];
    for (text, expected) in cases {
        assert_eq!(value(&alloc::format!("({text})"), &world), Ok(expected), "{text}");
        let device = text.replace("Member_of", "Device_Member_of");
        assert_eq!(value(&alloc::format!("({device})"), &world), Ok(expected), "{device}");
    }
}

#[test]
fn facts_that_fail_end_the_evaluation() {
    let world = World { fails: true, ..World::default() };
    assert_eq!(value("(@User.a == 1 && @Resource.a == 1)", &world), Err(ErrorKind::BadAttribute));
    assert_eq!(value("(@User.a == 1)", &world), Ok(Truth::Unknown));
}

#[test]
fn tokens_and_values_take_one_step_each_and_long_values_more() {
    let string = |length| AttributeValues::String(alloc::vec![alloc::vec![0x61; length]]);
    let cases = [
        ("(@User.a)", AttributeValues::Integer([1].into()), 1),
        ("(@User.a && Exists @User.a)", AttributeValues::Integer([1].into()), 4),
        ("(@User.a == 1)", AttributeValues::Integer([1].into()), 5),
        ("(@User.a == {1, 2})", AttributeValues::Integer([1, 2].into()), 9),
        ("(@User.a == {\"x\", 2})", AttributeValues::Integer([1, 2].into()), 8),
        ("(@User.b == {1, 2})", AttributeValues::Integer([1, 2].into()), 5),
        ("(@User.a > 1)", AttributeValues::Integer([1, 2].into()), 3),
        ("(Member_of {SID(BA), SID(SY)})", AttributeValues::Integer([1].into()), 6),
        ("(@User.a == \"x\")", string(31), 5),
        ("(@User.a == \"x\")", string(32), 6),
        ("(@User.a == \"x\")", string(100_000), 3_130),
    ];
    for (text, values, steps) in cases {
        let world = World { user: Claims::new([Claim::new("a", 0, values)]).unwrap(), ..World::default() };
        let condition: Condition = text.parse().unwrap();
        let bytes = &condition.as_bytes()[SIGNATURE.len()..];
        let mut left = steps;
        assert!(evaluate(Tokens::of_expression(bytes), &world, &mut left).is_ok(), "{text}");
        assert_eq!(left, 0, "{text}");
        assert_eq!(expression(bytes, &world, steps.saturating_sub(1)), Err(ErrorKind::TooManySteps), "{text}");
    }
}
