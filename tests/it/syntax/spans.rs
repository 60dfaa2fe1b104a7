//! Where the nodes of a tree are.

use aclavis::syntax::{AceSyntax, SectionBody, Syntax};
use aclavis::{ErrorKind, Section, SecurityDescriptor, syntax};

use crate::windows;

const RICH: &str = "O:SY G:S-1-5-32-544D:PAI(A;OICI;FA;;;BA) ( OA ; ;RPWP;01234567-89ab-cdef-0123-456789abcdef; ; PS )\
                    (XA;;FX;;;WD;(@User.a == \"x;)(y\" && b))S:ARNO_ACCESS_CONTROL\0\0";

fn tree(text: &str) -> Syntax<'_> {
    syntax::parse(text, &windows()).unwrap_or_else(|error| panic!("{text:?}: {error:#}"))
}

/// The texts of an ACE's fields.
fn fields<'a>(tree: &Syntax<'a>, ace: &AceSyntax) -> [&'a str; 7] {
    let fields = [&ace.span, &ace.ace_type, &ace.flags, &ace.rights, &ace.object_type, &ace.inherited_object_type, &ace.trustee];
    fields.map(|span| tree.text(span))
}

#[test]
fn sections_stand_in_the_order_of_the_text_with_letter_and_colon() {
    let tree = tree(RICH);
    let sections: Vec<Section> = tree.sections.iter().map(|section| section.section).collect();
    assert_eq!(sections, [Section::Owner, Section::Group, Section::Dacl, Section::Sacl]);
    let [owner, group, dacl, sacl] = &tree.sections[..] else { panic!("{tree:?}") };
    assert_eq!((owner.span.clone(), tree.text(&owner.span)), (0..4, "O:SY"));
    assert_eq!((group.span.clone(), tree.text(&group.span)), (5..19, "G:S-1-5-32-544"));
    assert_eq!((dacl.span.start, dacl.span.end), (19, RICH.find("S:AR").unwrap()));
    assert_eq!(tree.text(&sacl.span), "S:ARNO_ACCESS_CONTROL");
    assert_eq!(sacl.span.end, RICH.len() - 2);
}

#[test]
fn owner_and_group_have_the_place_of_their_sid() {
    let tree = tree("O:\tSYG:S-1-5-18");
    assert_eq!(tree.sections[0].body, SectionBody::Sid(3..5));
    assert_eq!(tree.sections[1].body, SectionBody::Sid(7..15));
}

#[test]
fn flags_and_the_word_for_a_null_acl_have_their_places() {
    let tree = tree(RICH);
    let SectionBody::Acl { flags, null, aces } = &tree.sections[2].body else { panic!("{tree:?}") };
    assert_eq!((&flags[..], null.clone(), aces.len()), (&[21..22, 22..24][..], None, 3));
    let SectionBody::Acl { flags, null, aces } = &tree.sections[3].body else { panic!("{tree:?}") };
    let texts: Vec<&str> = flags.iter().map(|flag| tree.text(flag)).collect();
    assert_eq!((&texts[..], tree.text(&null.clone().unwrap()), aces.len()), (&["AR"][..], "NO_ACCESS_CONTROL", 0));
}

#[test]
fn every_field_of_an_ace_has_its_place() {
    let tree = tree(RICH);
    let [plain, object, conditional] = &tree.aces().collect::<Vec<_>>()[..] else { panic!("{tree:?}") };
    assert_eq!(fields(&tree, plain), ["(A;OICI;FA;;;BA)", "A", "OICI", "FA", "", "", "BA"]);
    assert_eq!((plain.span.clone(), plain.ace_type.clone(), plain.flags.clone()), (24..40, 25..26, 27..31));
    assert_eq!((plain.rights.clone(), plain.object_type.clone()), (32..34, 35..35));
    assert_eq!((plain.inherited_object_type.clone(), plain.trustee.clone(), plain.tail.clone()), (36..36, 37..39, None));
    let whole = "( OA ; ;RPWP;01234567-89ab-cdef-0123-456789abcdef; ; PS )";
    let guid = "01234567-89ab-cdef-0123-456789abcdef";
    assert_eq!(fields(&tree, object), [whole, "OA ", " ", "RPWP", guid, " ", " PS "]);
    assert_eq!(fields(&tree, conditional)[6], "WD");
    assert_eq!(tree.text(&conditional.tail.clone().unwrap()), "(@User.a == \"x;)(y\" && b)");
}

#[test]
fn trailing_nuls_are_counted() {
    assert_eq!(tree(RICH).trailing_nuls, 2);
    assert_eq!(tree("O:SY").trailing_nuls, 0);
}

#[test]
fn unknown_letters_are_kept() {
    let tree = tree("O:ZZD:(QQ;XXYY;ZZZ;not a guid;;nobody)");
    assert_eq!(tree.sections[0].body, SectionBody::Sid(2..4));
    let ace = tree.aces().next().unwrap();
    assert_eq!(fields(&tree, ace)[1..], ["QQ", "XXYY", "ZZZ", "not a guid", "", "nobody"]);
    assert_eq!(tree.lower(&windows()).unwrap_err().kind(), ErrorKind::UnknownAlias);
}

#[test]
fn duplicates_are_kept() {
    let tree = tree("D:PP(A;OIOI;LOLO;;;WD)");
    let SectionBody::Acl { flags, .. } = &tree.sections[0].body else { panic!("{tree:?}") };
    assert_eq!(flags[..], [2..3, 3..4]);
    let ace = tree.aces().next().unwrap();
    assert_eq!((tree.text(&ace.flags), tree.text(&ace.rights)), ("OIOI", "LOLO"));
}

#[test]
fn sections_given_twice_are_kept_and_refused_in_lowering() {
    let tree = tree("O:SYD:O:BA");
    assert_eq!(tree.sections.len(), 3);
    let error = tree.lower(&windows()).unwrap_err();
    assert_eq!((error.kind(), error.span()), (ErrorKind::DuplicateSection, 6..8));
}

#[test]
fn errors_of_fields_point_at_their_nodes() {
    for (text, place) in [
        ("D:(ZZ;;RC;;;WD)", (|ace| &ace.ace_type) as fn(&AceSyntax) -> &syntax::Span),
        ("D:(A;ZZ;RC;;;WD)", |ace| &ace.flags),
        ("D:(A;;ZZ;;;WD)", |ace| &ace.rights),
        ("D:(OA;;RC;zz;;WD)", |ace| &ace.object_type),
        ("D:(OA;;RC;;zz;WD)", |ace| &ace.inherited_object_type),
        ("D:(A;;RC;;;ZZ)", |ace| &ace.trustee),
    ] {
        let tree = tree(text);
        let error = tree.lower(&windows()).unwrap_err();
        assert_eq!(error.span(), *place(tree.aces().next().unwrap()), "{text:?}");
    }
}

#[test]
fn lowering_names_the_mistake_that_reading_names() {
    for (text, kind, at) in [
        ("D:(XA;;FA;;;WD-;(a))", ErrorKind::MissingField, 14),
        ("S:(RA;;;;;WD\";(\"n\",TU,0x0,1))", ErrorKind::MissingField, 12),
        ("D:(A;;FA;;;WD-)", ErrorKind::MissingParenthesis, 13),
    ] {
        let lowered = tree(text).lower(&windows()).unwrap_err();
        assert_eq!((lowered.kind(), lowered.span()), (kind, at..at), "{text:?}");
        assert_eq!(Err(lowered), text.parse::<SecurityDescriptor>(), "{text:?}");
    }
}
