//! Every prefix and every small change of valid input gives a result or an error whose place lies in the input.

use aclavis::{Condition, DescriptorRef, Layout, PrintOptions, ResourceAttribute, SecurityDescriptor, sddl_to_bytes, syntax};

use crate::rows::read;
use crate::{hex, unhex, windows};

const TEXTS: [&str; 4] = [
    "O:BAG:S-1-5-21-100-200-300-513D:PAI(A;OICI;FA;;;SY)(OA;;RPWP;01234567-89ab-cdef-0123-456789abcdef;;PS)S:(ML;;NW;;;ME)",
    "D:(XA;;FX;;;WD;(@User.a == {1, -0x2, \"é\", #0a, SID(BA)} && !(Member_of_any {SID(S-1-5-18)}) || WIN://PKG))",
    "S:AI(RA;;;;;WD;(\"n%0020\",TS,0xe,\"x\",\"y\"))(AU;SAFA;0x1f01ff;;;S-1-0x123456789ABC-7)\0\0",
    " O: S- 1- 5-18 D: ( A ; oi ; ga 0x1 -1 ; ; ; wd ) S:NO_ACCESS_CONTROL ",
];

/// Whether a text is read alike by all ways, and errors lie in the text.
fn text(text: &str) {
    let parsed = SecurityDescriptor::parse(text, &windows());
    let bytes = parsed.clone().and_then(|descriptor| descriptor.to_bytes());
    assert_eq!(sddl_to_bytes(text, &windows()), bytes, "{text:?}");
    let tree = syntax::parse(text, &windows()).and_then(|tree| tree.lower(&windows()));
    assert_eq!(tree.ok(), parsed.clone().ok(), "{text:?}");
    if let Err(error) = parsed {
        assert!(text.get(error.span()).is_some(), "{text:?}: {error:?}");
    }
}

/// Whether bytes give an error within them, or a descriptor that keeps them.
fn bytes(bytes: &[u8]) {
    match SecurityDescriptor::from_bytes(bytes) {
        Err(error) => {
            assert_eq!(DescriptorRef::parse(bytes).map(drop), Err(error.clone()));
            assert!(error.span().end <= bytes.len().max(20), "{}: {error:?}", hex(bytes));
        }
        Ok(descriptor) => {
            assert_eq!(hex(&descriptor.to_bytes_with(Layout::AsRead).unwrap()), hex(bytes));
            let again = SecurityDescriptor::from_bytes(&descriptor.to_bytes().unwrap()).unwrap();
            assert_eq!(again, descriptor, "{}", hex(bytes));
            let straight = DescriptorRef::parse(bytes).unwrap().to_sddl_with(&PrintOptions::new());
            assert_eq!(straight, descriptor.to_sddl(), "{}", hex(bytes));
        }
    }
}

#[test]
fn every_prefix_of_a_text_is_read_or_refused() {
    for whole in TEXTS {
        whole.char_indices().for_each(|(end, _)| text(&whole[..end]));
    }
}

#[test]
fn every_suffix_of_a_text_is_read_or_refused() {
    for whole in TEXTS {
        whole.char_indices().for_each(|(start, _)| text(&whole[start..]));
    }
}

#[test]
fn every_ascii_character_at_every_place_is_read_or_refused() {
    for whole in TEXTS {
        for (at, c) in whole.char_indices() {
            for other in 0..128_u8 {
                let (front, behind) = (&whole[..at], &whole[at + c.len_utf8()..]);
                text(&format!("{front}{}{behind}", char::from(other)));
            }
        }
    }
}

#[test]
fn every_text_without_one_character_is_read_or_refused() {
    for whole in TEXTS {
        for (at, c) in whole.char_indices() {
            text(&format!("{}{}", &whole[..at], &whole[at + c.len_utf8()..]));
        }
    }
}

#[test]
fn a_character_beyond_ascii_at_every_place_is_read_or_refused() {
    for whole in TEXTS {
        for (at, _) in whole.char_indices() {
            for c in ['é', '中', '😀', '\u{fffd}'] {
                text(&format!("{}{c}{}", &whole[..at], &whole[at..]));
            }
        }
    }
}

#[test]
fn every_prefix_of_a_binary_is_read_or_refused() {
    for row in read("binary.jsonl") {
        let whole = unhex(row.text("hex"));
        (0..whole.len()).for_each(|end| bytes(&whole[..end]));
    }
}

#[test]
fn every_byte_of_a_small_binary_may_be_anything() {
    for small in ["O:SYG:SYD:(A;OI;RC;;;WD)S:(ML;;NW;;;ME)", "D:(OA;;CR;01234567-89ab-cdef-0123-456789abcdef;;WD)"] {
        every_change(&crate::descriptor(small).to_bytes().unwrap());
    }
}

#[test]
fn every_byte_of_a_conditional_binary_may_be_anything() {
    let conditional = "D:(XA;;FX;;;WD;(@User.a == {1, \"x\", #0a} && !(Exists b)))S:(RA;;;;;WD;(\"n\",TS,0x0,\"x\",\"y\"))";
    every_change(&crate::descriptor(conditional).to_bytes().unwrap());
}

fn every_change(valid: &[u8]) {
    bytes(valid);
    for at in 0..valid.len() {
        for value in 0..=255 {
            let mut changed = valid.to_vec();
            changed[at] = value;
            bytes(&changed);
        }
    }
}

#[test]
fn every_change_of_a_condition_is_read_or_refused() {
    let valid: Condition = "(@User.a == {1, \"x\", #0a, SID(BA)} && !(Exists b) || Member_of SID(SY))".parse().unwrap();
    for at in 0..valid.as_bytes().len() {
        for value in 0..=255 {
            let mut changed = valid.as_bytes().to_vec();
            changed[at] = value;
            match Condition::from_bytes(&changed) {
                Ok(condition) => assert_eq!(condition.as_bytes(), changed),
                Err(error) => assert!(error.span().end <= changed.len()),
            }
        }
    }
}

#[test]
fn every_change_of_an_attribute_is_read_or_refused() {
    for row in read("attributes.jsonl") {
        let valid = unhex(row.text("hex"));
        for at in 0..valid.len() {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = valid.clone();
                changed[at] = value;
                if let Ok(attribute) = ResourceAttribute::from_bytes(&changed) {
                    let written = attribute.to_bytes().unwrap();
                    assert_eq!(ResourceAttribute::from_bytes(&written), Ok(attribute), "{}", hex(&changed));
                }
            }
        }
    }
}
