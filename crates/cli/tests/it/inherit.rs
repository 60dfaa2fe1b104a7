//! `inherit` of one object.

use super::process::{aclavis, aclavis_reading, input};

const CREATOR: [&str; 4] = ["--owner", "S-1-5-21-1-2-3-1000", "--group", "BU"];

fn inherited(arguments: &[&str]) -> String {
    aclavis(&[&["inherit"], arguments].concat()).ok().trim_end_matches('\n').to_owned()
}

fn created(arguments: &[&str]) -> String {
    inherited(&[arguments, &CREATOR].concat())
}

#[test]
fn acls_are_inherited_as_a_file_system_does_it() {
    let automatic = ["--parent", "D:AI(A;OICI;FA;;;BA)(A;OICIIO;GA;;;CO)S:(AU;OICISA;FA;;;WD)"];
    let file = "O:S-1-5-21-1-2-3-1000G:BUD:AI(A;ID;FA;;;BA)(A;ID;FA;;;S-1-5-21-1-2-3-1000)S:(AU;SA;FA;;;WD)";
    assert_eq!(created(&automatic), file);
    let folder = "O:S-1-5-21-1-2-3-1000G:BUD:AI(A;OICIID;FA;;;BA)(A;ID;FA;;;S-1-5-21-1-2-3-1000)(A;OICIIOID;GA;;;CO)\
                  S:(AU;OICISA;FA;;;WD)";
    assert_eq!(created(&[&automatic[..], &["--container"]].concat()), folder);
    let plain = ["--parent", "D:(A;OICI;FA;;;BA)S:AI(AU;OICISA;FA;;;WD)"];
    assert_eq!(created(&plain), "O:S-1-5-21-1-2-3-1000G:BUD:(A;;FA;;;BA)S:AI(AU;IDSA;FA;;;WD)");
}

#[test]
fn flags_count_exactly_where_there_are_any() {
    let parent = "D:AI(A;OICI;FA;;;BA)S:AI(AU;OICISA;FA;;;WD)";
    let sacl = created(&["--parent", parent, "--flags", "SEF_SACL_AUTO_INHERIT"]);
    assert_eq!(sacl, "O:S-1-5-21-1-2-3-1000G:BUD:(A;;FA;;;BA)S:AI(AU;IDSA;FA;;;WD)");
    let from_parent = ["--parent", "O:SYG:BAD:", "--flags", "DEFAULT_OWNER_FROM_PARENT,SEF_DEFAULT_GROUP_FROM_PARENT"];
    assert_eq!(inherited(&from_parent), "O:SYG:BA");
}

#[test]
fn explicit_and_default_acls_go_before_or_behind_what_the_parent_has() {
    let parent = ["--parent", "D:AI(A;OICI;FA;;;BA)"];
    let explicit = ["--explicit", "O:SYG:SYD:(A;;GR;;;WD)"];
    assert_eq!(inherited(&[parent, explicit].concat()), "O:SYG:SYD:AI(A;;FR;;;WD)(A;ID;FA;;;BA)");
    let defaulted = inherited(&[&parent[..], &explicit, &["--explicit-defaulted", "--parent-defaulted"]].concat());
    assert_eq!(defaulted, "O:SYG:SYD:AI(A;ID;FA;;;BA)");
    assert_eq!(created(&["--default-dacl", "D:(A;;GA;;;SY)", "-t", "key"]), "O:S-1-5-21-1-2-3-1000G:BUD:(A;;KA;;;SY)");
}

#[test]
fn object_aces_are_for_the_classes_of_the_object() {
    let user = "bf967aba-0de6-11d0-a285-00aa003049e2";
    let parent = format!("D:AI(OA;CIIO;RP;;{user};WD)");
    let directory = ["--parent", &parent, "--container", "-t", "ds"];
    let passed_on = format!("O:S-1-5-21-1-2-3-1000G:BUD:AI(OA;CIIOID;RP;;{user};WD)");
    assert_eq!(created(&directory), passed_on);
    let effective = format!("O:S-1-5-21-1-2-3-1000G:BUD:AI(OA;CIID;RP;;{user};WD)");
    let classes = ["--object-type", "bf967a86-0de6-11d0-a285-00aa003049e2", "--object-type", user];
    assert_eq!(created(&[&directory[..], &classes].concat()), effective);
}

#[test]
fn a_child_takes_what_its_parent_has_now() {
    let child = ["--child", "O:SYG:SYD:AI(A;;FR;;;BU)(A;ID;FA;;;BA)", "--parent", "D:(A;OICI;FA;;;SY)(A;OICI;FX;;;CO)"];
    assert_eq!(inherited(&child), "O:SYG:SYD:AI(A;;FR;;;BU)(A;ID;FA;;;SY)(A;ID;FX;;;SY)");
    let folder = "O:SYG:SYD:AI(A;;FR;;;BU)(A;OICIID;FA;;;SY)(A;ID;FX;;;SY)(A;OICIIOID;FX;;;CO)";
    assert_eq!(inherited(&[&child[..], &["--container"]].concat()), folder);
}

#[test]
fn descriptors_come_in_any_form() {
    let parent = input(
        "parent.hex",
        "01000480000000000000000000000000140000000200 1c00 01000000 00031400 00000200010100000000000100000000",
    );
    assert_eq!(created(&["--parent", &parent]), "O:S-1-5-21-1-2-3-1000G:BUD:(A;;RC;;;WD)");
    let arguments = [&["inherit", "--parent", "-"][..], &CREATOR].concat();
    assert_eq!(aclavis_reading(&arguments, b"D:(A;OI;RC;;;WD)\n").ok(), "O:S-1-5-21-1-2-3-1000G:BUD:(A;;RC;;;WD)\n");
}

#[test]
fn relative_aliases_are_read_and_printed_with_the_domains() {
    let options = ["--explicit", "O:DAG:DUD:(A;;FR;;;DA)", "--domain", "S-1-5-21-1-2-3"];
    assert_eq!(inherited(&options), "O:DAG:DUD:(A;;FR;;;DA)");
}

#[test]
fn what_a_text_leaves_out_is_said() {
    let explicit = concat!(
        "0100 04 80 00000000 00000000 00000000 14000000 0200 2400 01000000",
        "0000 1800 00000200 010100000000000100000000 deadbeef 00000000"
    );
    let outcome = aclavis(&[&["inherit", "--explicit", explicit][..], &CREATOR].concat());
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), "O:S-1-5-21-1-2-3-1000G:BUD:(A;;RC;;;WD)\n"));
    assert_eq!(outcome.stderr, "note: SDDL cannot say everything: left out data behind the SID of an ACE\n");
}

#[test]
fn errors_name_the_option() {
    let expected = "\
error[unknown-right]: unknown right `ZZ`
 --> --explicit, byte 6
  |
  | D:(A;;ZZ;;;WD)
  |       ^^
  = expected two letters such as `FA` or `RC`, or a number
";
    assert_eq!(aclavis(&[&["inherit", "--explicit", "D:(A;;ZZ;;;WD)"][..], &CREATOR].concat()).fails_with(3), expected);
    let expected = "\
error[invalid-owner]: no owner for the new object
 --> arguments
  = expected a parent with an owner, or an explicit owner: the token's does not count here
";
    assert_eq!(aclavis(&["inherit", "--flags", "DEFAULT_OWNER_FROM_PARENT", "--group", "SY"]).fails_with(3), expected);
    let error = aclavis(&["inherit", "--owner", "XX", "--group", "SY"]).fails_with(3);
    assert!(error.starts_with("error[unknown-alias]: unknown SID alias `XX`\n --> --owner, byte 0\n"), "{error}");
    let error = aclavis(&[&["inherit", "--default-dacl", "O:SY"][..], &CREATOR].concat()).fails_with(3);
    assert!(error.starts_with("error[bad-default-dacl]: descriptor without a list of ACEs as DACL\n"), "{error}");
}

#[test]
fn wrong_usage_is_code_2() {
    for arguments in [
        &["inherit"][..],
        &["inherit", "--parent", "D:", "--owner", "SY"],
        &["inherit", "--child", "O:SYD:"],
        &["inherit", "--child", "O:SYD:", "--parent", "D:", "--explicit", "D:"],
        &["inherit", "--parent", "-", "--explicit", "-", "--owner", "SY", "--group", "SY"],
        &["inherit", "--owner", "SY", "--group", "SY", "--flags", "SEF_"],
        &["inherit", "--owner", "SY", "--group", "SY", "--object-type", "user"],
        &["inherit", "--jsonl", "--parent", "D:"],
    ] {
        let error = aclavis(arguments).fails_with(2);
        assert!(error.starts_with("error: "), "{error}");
    }
}
