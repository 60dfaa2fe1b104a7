//! Which flags let whom inherit what (the table of MS-DTYP 2.5.3.4.4).

use super::{DEFAULT, FILE, FOLDER, child};

/// What a child gets of each combination of flags, with `IO` and without: no ACE at all is the default DACL.
fn assert_table(ace: &str, kind: aclavis::ObjectKind<'_>, rows: &[(&str, &str)]) {
    for (flags, expected) in rows {
        for inherit_only in ["", "IO"] {
            let parent = format!("D:(A;{flags}{inherit_only};{ace})");
            let expected = if expected.is_empty() { DEFAULT } else { expected };
            assert_eq!(child(&parent, kind), expected, "{parent}");
        }
    }
}

#[test]
fn a_leaf_inherits_what_is_for_objects_and_passes_nothing_on() {
    let effective = "D:(A;;FR;;;BU)";
    let rows = [
        ("", ""),
        ("OI", effective),
        ("CI", ""),
        ("OICI", effective),
        ("NP", ""),
        ("OINP", effective),
        ("CINP", ""),
        ("OICINP", effective),
    ];
    assert_table("FR;;;BU", FILE, &rows);
    assert_table("GR;;;BU", FILE, &rows);
}

#[test]
fn a_container_inherits_what_is_for_containers_and_passes_on_what_propagates() {
    assert_table(
        "FR;;;BU",
        FOLDER,
        &[
            ("", ""),
            ("OI", "D:(A;OIIO;FR;;;BU)"),
            ("CI", "D:(A;CI;FR;;;BU)"),
            ("OICI", "D:(A;OICI;FR;;;BU)"),
            ("NP", ""),
            ("OINP", ""),
            ("CINP", "D:(A;;FR;;;BU)"),
            ("OICINP", "D:(A;;FR;;;BU)"),
        ],
    );
}

#[test]
fn a_container_inherits_generic_rights_twice() {
    assert_table(
        "GR;;;BU",
        FOLDER,
        &[
            ("", ""),
            ("OI", "D:(A;OIIO;GR;;;BU)"),
            ("CI", "D:(A;;FR;;;BU)(A;CIIO;GR;;;BU)"),
            ("OICI", "D:(A;;FR;;;BU)(A;OICIIO;GR;;;BU)"),
            ("NP", ""),
            ("OINP", ""),
            ("CINP", "D:(A;;FR;;;BU)"),
            ("OICINP", "D:(A;;FR;;;BU)"),
        ],
    );
}

#[test]
fn a_container_inherits_an_ace_for_the_creator_twice() {
    assert_table(
        "FR;;;CO",
        FOLDER,
        &[
            ("OI", "D:(A;OIIO;FR;;;CO)"),
            ("CI", "D:(A;;FR;;;LS)(A;CIIO;FR;;;CO)"),
            ("OICI", "D:(A;;FR;;;LS)(A;OICIIO;FR;;;CO)"),
            ("OINP", ""),
            ("OICINP", "D:(A;;FR;;;LS)"),
        ],
    );
}

#[test]
fn owner_and_group_of_the_child_replace_the_creator() {
    let parent = "D:(A;OICI;FR;;;CO)(A;OICI;FX;;;CG)(A;OICI;FW;;;OW)";
    assert_eq!(child(parent, FILE), "D:(A;;FR;;;LS)(A;;FX;;;NS)(A;;FW;;;OW)");
    let folder = "D:(A;;FR;;;LS)(A;OICIIO;FR;;;CO)(A;;FX;;;NS)(A;OICIIO;FX;;;CG)(A;OICI;FW;;;OW)";
    assert_eq!(child(parent, FOLDER), folder);
}

#[test]
fn flags_that_say_nothing_of_inheritance_stay() {
    let parent = "D:(A;OICIIDCR;FR;;;BU)S:(AU;OICISA;FR;;;WD)(AU;CIFA;GR;;;WD)";
    assert_eq!(child(parent, FILE), "D:(A;CR;FR;;;BU)S:(AU;SA;FR;;;WD)");
    let folder = "D:(A;OICICR;FR;;;BU)S:(AU;OICISA;FR;;;WD)(AU;FA;FR;;;WD)(AU;CIIOFA;GR;;;WD)";
    assert_eq!(child(parent, FOLDER), folder);
}

#[test]
fn aces_keep_their_order() {
    let parent = "D:(D;OI;FX;;;BG)(A;CI;FA;;;BA)(A;OI;FR;;;WD)(D;OI;FW;;;AN)";
    assert_eq!(child(parent, FILE), "D:(D;;FX;;;BG)(A;;FR;;;WD)(D;;FW;;;AN)");
    assert_eq!(child(parent, FOLDER), "D:(D;OIIO;FX;;;BG)(A;CI;FA;;;BA)(A;OIIO;FR;;;WD)(D;OIIO;FW;;;AN)");
}

#[test]
fn grandchildren_inherit_what_was_passed_on() {
    let folder = child("D:(A;OI;GR;;;BU)(A;CI;GX;;;CO)(A;CINP;FA;;;BA)", FOLDER);
    assert_eq!(folder, "D:(A;OIIO;GR;;;BU)(A;;FX;;;LS)(A;CIIO;GX;;;CO)(A;;FA;;;BA)");
    assert_eq!(child(&folder, FILE), "D:(A;;FR;;;BU)");
    assert_eq!(child(&folder, FOLDER), "D:(A;OIIO;GR;;;BU)(A;;FX;;;LS)(A;CIIO;GX;;;CO)");
}
