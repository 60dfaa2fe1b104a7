//! Each leniency: what Windows accepts, refused when it is denied, accepted when nothing else is allowed.

use core::ops::Range;

use aclavis::{Error, ErrorKind, Leniency, ParseOptions, SecurityDescriptor, sddl_to_bytes};

/// A text that needs one leniency, and the place of the deviation.
struct Case {
    leniency: Leniency,
    text: &'static str,
    span: Range<usize>,
}

const fn case(leniency: Leniency, text: &'static str, span: Range<usize>) -> Case {
    Case { leniency, text, span }
}

/// At least one for each leniency.
const CASES: &[Case] = &[
    case(Leniency::TrailingNuls, "O:SY\0\0", 4..6),
    case(Leniency::TrailingNuls, "D:(A;;RC;;;WD)\0", 14..15),
    case(Leniency::Blanks, " O:SY", 0..1),
    case(Leniency::Blanks, "O:SY\n", 4..5),
    case(Leniency::Blanks, "O: SY", 2..3),
    case(Leniency::Blanks, "O:SY D:", 4..5),
    case(Leniency::Blanks, "D:P (A;;RC;;;WD)", 3..4),
    case(Leniency::Blanks, "D:(A;;RC;;;WD) (A;;RC;;;SY)", 14..15),
    case(Leniency::Blanks, "D:( OA;;RC;01234567-89ab-cdef-0123-456789abcdef;;WD)", 3..4),
    case(Leniency::Blanks, "D:(A; OI;RC;;;WD)", 5..6),
    case(Leniency::Blanks, "D:(A;;RC SD;;;WD)", 8..9),
    case(Leniency::Blanks, "D:(A;;RC; ;;WD)", 9..10),
    case(Leniency::Blanks, "D:(A;;RC;; ;WD)", 10..11),
    case(Leniency::Blanks, "D:(A;;RC;;; WD)", 11..12),
    case(Leniency::Blanks, "D:(A;;RC;;;WD )", 13..14),
    case(Leniency::Blanks, "D:(XA;;RC;;;WD; (a))", 15..16),
    case(Leniency::Blanks, "D:(XA;;RC;;;WD;(a) )", 18..19),
    case(Leniency::SidBlanks, "O:S- 1-5-18", 4..5),
    case(Leniency::SidBlanks, "G:S-1- 5-18", 6..7),
    case(Leniency::LowerCase, "O:sY", 2..3),
    case(Leniency::LowerCase, "O:s-1-5-18", 2..3),
    case(Leniency::LowerCase, "D:Ai", 3..4),
    case(Leniency::LowerCase, "D:(d;;RC;;;WD)", 3..4),
    case(Leniency::LowerCase, "S:(Au;SA;RC;;;WD)", 4..5),
    case(Leniency::LowerCase, "D:(A;oI;RC;;;WD)", 5..6),
    case(Leniency::LowerCase, "D:(A;;RCSd;;;WD)", 9..10),
    case(Leniency::LowerCase, "D:(A;;RC;;;wD)", 11..12),
    case(Leniency::LowerCase, "D:(XA;;RC;;;WD;(member_of {SID(BA)}))", 16..17),
    case(Leniency::LowerCase, "D:(XA;;RC;;;WD;(a any_of {1}))", 18..19),
    case(Leniency::LowerCase, "D:(XA;;RC;;;WD;(Member_of {SID(bA)}))", 31..32),
    case(Leniency::LowerCase, "S:(RA;;;;;WD;(\"n\",Tu,0x0,1))", 19..20),
    case(Leniency::SectionOrder, "G:SYO:BA", 4..6),
    case(Leniency::SectionOrder, "D:O:SY", 2..4),
    case(Leniency::SectionOrder, "S:D:", 2..4),
    case(Leniency::Repetition, "D:PP", 3..4),
    case(Leniency::Repetition, "D:AIPAI", 5..6),
    case(Leniency::Repetition, "D:(A;OICIOI;RC;;;WD)", 9..10),
    case(Leniency::Repetition, "D:(A;;LOLO;;;WD)", 8..9),
    case(Leniency::Repetition, "D:(A;;FARC;;;WD)", 8..9),
    case(Leniency::NumberForms, "D:(A;;131072;;;WD)", 6..12),
    case(Leniency::NumberForms, "D:(A;;0400000;;;WD)", 6..13),
    case(Leniency::NumberForms, "D:(A;;0X20000;;;WD)", 6..13),
    case(Leniency::NumberForms, "D:(A;;RC0x1;;;WD)", 8..11),
    case(Leniency::NumberForms, "D:(A;;0x1RC;;;WD)", 6..9),
    case(Leniency::SignedMasks, "D:(A;;-0x1;;;WD)", 6..7),
    case(Leniency::SignedMasks, "D:(A;;+0x1;;;WD)", 6..7),
    case(Leniency::Saturation, "D:(A;;0x100000000;;;WD)", 6..17),
    case(Leniency::Saturation, "O:S-1-5-4294967296-1", 8..18),
    case(Leniency::SidNumberForms, "O:S-1-5-0x12", 8..12),
    case(Leniency::SidNumberForms, "O:S-1-5-018", 8..11),
    case(Leniency::SidNumberForms, "O:S-1-0x5-18", 6..9),
    case(Leniency::SidNumberForms, "O:S-0x1-5-12", 4..7),
    case(Leniency::SidNumberForms, "O:S-1-2-0x200D:", 8..13),
    case(Leniency::GuidlessObjects, "D:(OA;;RC;;;WD)", 15..15),
    case(Leniency::OddOctets, "D:(XA;;RC;;;WD;(a == #abc))", 22..23),
    case(Leniency::OddOctets, "D:(XA;;RC;;;WD;(a == #0#))", 22..23),
    case(Leniency::OddOctets, "S:(RA;;;;;WD;(\"n\",TX,0x0,abc))", 25..26),
    case(Leniency::RawNames, "D:(XA;;RC;;;WD;(Exists né))", 24..26),
    case(Leniency::RawNames, "S:(RA;;;;;WD;(\"a b\",TU,0x0,1))", 16..17),
    case(Leniency::NeedlessEscapes, "D:(XA;;RC;;;WD;(Exists a%002eb))", 24..25),
    case(Leniency::NeedlessEscapes, "D:(XA;;RC;;;WD;(Exists @User.%0065xists))", 29..30),
];

fn refused(text: &str, options: &ParseOptions) -> Error {
    let error = SecurityDescriptor::parse(text, options).expect_err(text);
    assert_eq!(sddl_to_bytes(text, options), Err(error.clone()), "without a model: {text:?}");
    error
}

#[test]
fn every_leniency_has_a_case() {
    for leniency in Leniency::ALL {
        assert!(CASES.iter().any(|case| case.leniency == *leniency), "no case for {leniency:?}");
    }
}

#[test]
fn windows_accepts_every_deviation() {
    for Case { text, .. } in CASES {
        crate::descriptor(text);
    }
}

#[test]
fn every_deviation_is_refused_when_its_leniency_is_denied() {
    for Case { leniency, text, .. } in CASES {
        let error = refused(text, &ParseOptions::windows().deny(*leniency));
        assert_eq!(error.kind(), ErrorKind::NotStrict(*leniency), "{text:?}");
        assert_eq!(error.kind().code(), leniency.code(), "{text:?}");
    }
}

#[test]
fn every_deviation_is_refused_where_it_stands() {
    for Case { leniency, text, span } in CASES {
        let error = refused(text, &ParseOptions::windows().deny(*leniency));
        assert_eq!(error.span(), *span, "{text:?}");
    }
}

#[test]
fn strict_options_refuse_every_deviation_for_its_own_reason() {
    for Case { leniency, text, span } in CASES {
        let error = refused(text, &ParseOptions::strict());
        assert_eq!((error.kind(), error.span()), (ErrorKind::NotStrict(*leniency), span.clone()), "{text:?}");
    }
}

#[test]
fn a_single_leniency_is_enough_for_its_deviation() {
    for Case { leniency, text, .. } in CASES {
        let options = ParseOptions::strict().allow(*leniency);
        let descriptor = SecurityDescriptor::parse(text, &options).unwrap_or_else(|error| panic!("{text:?}: {error:#}"));
        assert_eq!(descriptor, crate::descriptor(text), "{text:?}");
    }
}

#[test]
fn no_other_leniency_helps() {
    for Case { leniency, text, .. } in CASES {
        for other in Leniency::ALL.iter().filter(|other| *other != leniency) {
            let error = refused(text, &ParseOptions::strict().allow(*other));
            assert_eq!(error.kind(), ErrorKind::NotStrict(*leniency), "{text:?} with {other:?}");
        }
    }
}

#[test]
fn where_leniencies_meet_each_is_refused_where_it_stands() {
    for (leniency, text, span) in [
        // A sign has a leniency of its own.
        (Leniency::NumberForms, "D:(A;;-5;;;WD)", 7..8),
        (Leniency::NumberForms, "D:(A;;+131072;;;WD)", 7..13),
        (Leniency::NumberForms, "D:(A;;RC-0x10;;;WD)", 9..13),
        // Behind `S-0x1-` all is hexadecimal, and the letter of the next section belongs to no number.
        (Leniency::Saturation, "O:S-0x1-5-FFFFFFFFFF", 10..20),
        (Leniency::Saturation, "O:S- 0x1-5-FFFFFFFFFF", 11..21),
        (Leniency::Saturation, "D:(XA;;RC;;;WD;(Member_of {SID(S-0x1-5-1ABCDEF123)}))", 39..49),
        (Leniency::Saturation, "O:S-1-5-0x1FFFFFFFFFD:", 8..20),
        (Leniency::LowerCase, "O:s- 1-5-18", 2..3),
        (Leniency::LowerCase, "G:s-1- 5-18", 2..3),
    ] {
        let error = refused(text, &ParseOptions::windows().deny(leniency));
        assert_eq!((error.kind(), error.span()), (ErrorKind::NotStrict(leniency), span), "{text:?}");
    }
}

#[test]
fn blanks_in_a_sid_do_not_depend_on_how_its_numbers_are_written() {
    for text in ["O:S- 1-5-18", "O:S-1- 5-18", "O:S- 01- 5-18", "O:S-01- 5-18", "O:S-0x1- 5-12", "O:s-0X1- \n5-12"] {
        assert_eq!(crate::descriptor(text), crate::descriptor("O:SY"), "{text:?}");
    }
}

#[test]
fn the_error_of_a_leniency_says_what_the_text_does() {
    let error = refused("D:(A;;RC; ;;WD)", &ParseOptions::strict());
    assert_eq!(error.to_string(), "white space ` `");
    assert_eq!(format!("{error:#}"), "white space ` ` at byte 9, expected the canonical spelling");
    assert_eq!(error.kind().win32(), 87);
}

#[test]
fn codes_and_messages_of_leniencies_are_distinct() {
    for (at, leniency) in Leniency::ALL.iter().enumerate() {
        for other in &Leniency::ALL[at + 1..] {
            assert_ne!(leniency.code(), other.code());
            assert_ne!(leniency.message(), other.message());
        }
    }
}

#[test]
fn presets_allow_all_or_nothing() {
    for leniency in Leniency::ALL {
        assert!(ParseOptions::windows().allows(*leniency));
        assert!(!ParseOptions::strict().allows(*leniency));
        assert!(!ParseOptions::windows().deny(*leniency).allows(*leniency));
        assert!(ParseOptions::strict().allow(*leniency).allows(*leniency));
    }
    assert_eq!(ParseOptions::default(), ParseOptions::windows());
}

/// Letters beside numbers and blanks, which need a leniency of their own as well.
const AMONG_OTHERS: &[Case] = &[
    case(Leniency::LowerCase, "D:(A;;0RCkx1;;;WD)", 9..10),
    case(Leniency::LowerCase, "D:(A;;Rc0x1;;;WD)", 7..8),
    case(Leniency::LowerCase, "D:(A;; fa;;;WD)", 7..8),
    case(Leniency::Repetition, "D:(A;;RCRC1;;;WD)", 8..9),
    case(Leniency::Repetition, "D:(A;;RC1RC;;;WD)", 9..10),
];

#[test]
fn letters_among_numbers_and_blanks_need_their_leniency_too() {
    for Case { leniency, text, span } in AMONG_OTHERS {
        crate::descriptor(text);
        let error = refused(text, &ParseOptions::windows().deny(*leniency));
        assert_eq!((error.kind(), error.span()), (ErrorKind::NotStrict(*leniency), span.clone()), "{text:?}");
    }
}
