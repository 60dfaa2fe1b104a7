//! What `show` says of who may do what with a request.

use super::process::aclavis;
use super::show::with_dacl;

/// The summary without its heading and the remarks at its end.
fn summary(input: &str) -> String {
    let shown = aclavis(&["show", input, "-t", "cm-request"]).ok();
    let (_, summary) = shown.split_once("\nWho may do what").unwrap();
    summary.split_once("  Each line is about").map_or(summary, |(lines, _)| lines).to_owned()
}

#[test]
fn conditions_leave_a_summary_open_and_inherit_only_aces_do_not_count() {
    let text = "O:S-1-5-21-1-2-3-9D:(XD;;SW;;;WD;(Exists a))(A;;SWRC;;;WD)(A;IO;CC;;;WD)(XD;;SW;;;WD;(Exists a))";
    let expected = "
  WD  Everyone: may Read, Write and ChangePriority (ACE 1); ACE 0 may decide about Write and ChangePriority first
  S-1-5-21-1-2-3-9 (the owner): may Read and ChangeDacl (as the owner)
  Everybody may Read, Write and ChangePriority (ACE 1), where no ACE before it refuses that.
";
    assert_eq!(summary(text), expected);
}

#[test]
fn an_ace_decides_unless_it_is_for_one_kind_of_object() {
    let class = "bf967aba-0de6-11d0-a285-00aa003049e2";
    let text = format!("D:(OD;;SW;{class};;WD)(OA;CI;RC;;{class};WD)(OA;CIIO;CC;{class};;WD)(A;;SWCC;;;WD)");
    let expected = "
  WD  Everyone: may Read (ACE 1), Write, ChangePriority, Approve, Deny, PrintDocuments and DistributeSecrets (ACE 3); \
ACE 0 may decide about Write and ChangePriority first
  Everybody may Read (ACE 1), Write, ChangePriority, Approve, Deny, PrintDocuments and DistributeSecrets (ACE 3), \
where no ACE before it refuses that.
";
    assert_eq!(summary(&text), expected);
}

#[test]
fn generic_rights_are_what_they_mean_for_requests() {
    let expected = "
  WD  Everyone: may Read (ACE 0); Write and ChangePriority are refused by ACE 1
  BA  Administrators (built-in): may Read (ACE 3), Execute and Abandon (ACE 4); \
ACE 2 may decide about Read, Execute and Abandon first
  Everybody may Read (ACE 0), where no ACE before it refuses that.
";
    assert_eq!(summary("D:(A;;GR;;;WD)(D;;GW;;;WD)(XD;;GX;;;BA;(Exists a))(A;;RC;;;BA)(A;;GX;;;BA)"), expected);
}

#[test]
fn owner_rights_replace_what_an_owner_may_without_an_ace() {
    let given = summary("O:SYD:(A;;SW;;;OW)");
    assert!(given.contains("  SY  Local System (the owner): may Write and ChangePriority (ACE 0)\n"), "{given}");
    let open = summary("O:SYD:(XA;;SW;;;OW;(Exists a))(A;;RC;;;SY)");
    let expected = "  SY  Local System (the owner): may Read (ACE 1); ACE 0 may decide about Write and ChangePriority first\n";
    assert!(open.contains(expected), "{open}");
}

#[test]
fn without_an_owner_nobody_has_what_is_the_owners() {
    let expected = "\n  S-1-0-0  Nobody: may Write and ChangePriority (ACE 0)\n  S-1-0-1: may Cancel (ACE 1)\n";
    assert_eq!(summary("D:(A;;SW;;;S-1-0-0)(A;;DC;;;S-1-0-1)"), expected);
}

#[test]
fn labels_and_policies_are_no_part_of_a_summary() {
    let dacl = "O:SYD:(A;;SWWO;;;BA)";
    assert_eq!(summary(&format!("{dacl}S:(ML;;NWNRNX;;;HI)(SP;;;;;S-1-17-1)")), summary(dacl));
}

#[test]
fn a_request_without_dacl_is_everybodys() {
    assert_eq!(summary("O:SY"), "\n  everybody may do everything\n");
}

#[test]
fn an_empty_dacl_of_a_request_leaves_the_owner_what_is_the_owners() {
    assert_eq!(summary("D:"), "\n  nobody may do anything\n");
    assert_eq!(summary("O:SYD:"), "\n  nobody may do anything, but the owner may Read and change the DACL\n");
}

#[test]
fn a_summary_says_what_it_does_not_judge() {
    let everyone = "010100000000000100000000";
    let aces = [
        format!("000000000002{everyone}"),
        format!("04000000020001000000{everyone}"),
        format!("170000000200{everyone}"),
        format!("000000000c00{everyone}"),
        format!("000800000002{everyone}"),
    ];
    let expected = "
  WD  Everyone: may ChangeDacl and ChangeOwner (ACE 3)
  Everybody may ChangeDacl and ChangeOwner (ACE 3), where no ACE before it refuses that.
  not judged: ACE 0 (maximum allowed)
  not judged: ACE 1 (unknown type)
  not judged: ACE 2 (unknown type)
";
    assert_eq!(summary(&with_dacl(&aces.each_ref().map(String::as_str))), expected);
}
