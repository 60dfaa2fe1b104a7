//! `show` for people.

use super::process::{REQUEST, aclavis, aclavis_reading, command, file, run};

#[test]
fn the_documented_request_is_shown_in_full() {
    let expected = "\
Read as  SDDL, the member `SecurityDescriptor` of a JSON document
Rights   of certificate-management requests (cm-request)
Owner    S-1-5-21-2127521184-1604012920-1887927527-14134865
Group    none
Control  DACL present, self-relative (0x8004)
DACL     9 ACEs
SACL     absent: nothing is audited
Note     9 trailing NUL characters, one for each ACE

DACL
0  deny   S-1-5-21-2127521184-1604012920-1887927527-14995557  Execute, Abandon               this request
1  allow  S-1-5-21-2127521184-1604012920-1887927527-5094533   Write, ChangePriority, Cancel  this request
2  allow  S-1-5-21-2127521184-1604012920-1887927527-5094534   Write, ChangePriority, Cancel  this request
3  allow  S-1-5-21-2127521184-1604012920-1887927527-5219125   Write, ChangePriority, Cancel  this request
4  allow  S-1-5-21-2127521184-1604012920-1887927527-5094533   Read, Write, ChangePriority    this request
5  allow  WD  Everyone                                        Read                           this request
6  allow  S-1-5-21-2127521184-1604012920-1887927527-14134865  Read, Write, ChangePriority, Execute, Abandon, Cancel, \
Approve, Deny, PrintDocuments, DistributeSecrets, Delete  this request
7  allow  S-1-5-21-2127521184-1604012920-1887927527-14995557  Write, ChangePriority, Cancel  this request
8  allow  S-1-5-21-2127521184-1604012920-1887927527-14995557  Write, ChangePriority, Cancel, Approve, Deny, \
PrintDocuments, DistributeSecrets  this request

Who may do what
  S-1-5-21-2127521184-1604012920-1887927527-14995557: may Write, ChangePriority and Cancel (ACE 7), Approve, Deny, \
PrintDocuments and DistributeSecrets (ACE 8); Execute and Abandon are refused by ACE 0
  S-1-5-21-2127521184-1604012920-1887927527-5094533: may Read (ACE 4), Write, ChangePriority and Cancel (ACE 1)
  S-1-5-21-2127521184-1604012920-1887927527-5094534: may Write, ChangePriority and Cancel (ACE 2)
  S-1-5-21-2127521184-1604012920-1887927527-5219125: may Write, ChangePriority and Cancel (ACE 3)
  WD  Everyone: may Read (ACE 5)
  S-1-5-21-2127521184-1604012920-1887927527-14134865 (the owner): may Read and ChangeDacl (as the owner), Write, ChangePriority, \
Execute, Abandon, Cancel, Approve, Deny, PrintDocuments and DistributeSecrets (ACE 6)
  Everybody may Read (ACE 5), where no ACE before it refuses that.
  Each line is about a token that holds this SID alone. Real tokens hold several: the first ACE about any of them decides.
  Permissions that share a bit come together: Approve, Deny, PrintDocuments and DistributeSecrets; Write and \
ChangePriority; Execute and Abandon. Which bit stands for what is not documented: the assignment is this program's own.
";
    assert_eq!(aclavis(&["show", REQUEST]).ok(), expected);
}

#[test]
fn a_type_on_the_command_line_goes_before_that_of_a_request() {
    let shown = aclavis(&["show", REQUEST, "--type", "file"]).ok();
    assert!(shown.contains("\n5  allow  WD  Everyone                                        Read permissions"), "{shown}");
    assert!(!shown.contains("Who may do what"), "{shown}");
}

#[test]
fn file_rights_flags_and_audits_are_named() {
    let text = "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICIIO;GA;;;CO)(A;ID;0x1200a9;;;BU)(D;CINP;0x100202;;;AU)S:(AU;SAFA;SD;;;WD)";
    let expected = "\
Read as  SDDL
Rights   of files (file)
Owner    BA  Administrators (built-in)
Group    SY  Local System
Control  DACL present, DACL inherited automatically (AI), DACL protected from inheritance (P), SACL present, \
self-relative (0x9414)
DACL     4 ACEs
SACL     1 ACE

DACL
0  allow  SY  Local System         Full control                         this object, subfolders, files
1  allow  CO  Creator Owner        Generic all                          subfolders, files
2  allow  BU  Users (built-in)     Read and execute                     this object, inherited
3  deny   AU  Authenticated Users  Write data, Synchronize, bits 0x200  this object, subfolders, one level only

SACL
0  audit success and failure  WD  Everyone  Delete  this object
";
    assert_eq!(aclavis(&["show", text]).ok(), expected);
}

#[test]
fn key_and_service_rights_are_named() {
    let shown = aclavis(&["show", "D:(A;CI;KA;;;SY)(A;;KR;;;BU)(A;;CCDC;;;WD)", "-t", "key"]).ok();
    let expected = "
DACL
0  allow  SY  Local System      Full control            this key, subkeys
1  allow  BU  Users (built-in)  Read                    this key
2  allow  WD  Everyone          Query value, Set value  this key
";
    assert!(shown.ends_with(expected), "{shown}");
    let shown = aclavis(&["show", "D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(D;;WP;;;IU)", "-t", "service"]).ok();
    let expected = "
DACL
0  allow  SY  Local System        Read, Start, Stop, Pause and continue, User-defined control  this service
1  deny   IU  Interactive logons  Stop                                                         this service
";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn directory_rights_properties_and_classes_are_named() {
    let text = "D:(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;BA)\
                (OA;CIIO;RPWP;59ba2f42-79a2-11d0-9020-00c04fc2d3cf;bf967aba-0de6-11d0-a285-00aa003049e2;RU)\
                (OA;;CC;12345678-0de6-11d0-a285-00aa003049e2;;AO)";
    let shown = aclavis(&["show", text, "-t", "ds"]).ok();
    let expected = "
DACL
0  allow  BA  Administrators (built-in)                      Control access on User-Force-Change-Password          this object
1  allow  RU  Pre-Windows 2000 Compatible Access (built-in)  Read property, Write property on General-Information  \
objects below, of class user
2  allow  AO  Account Operators (built-in)                   Create child on 12345678-0de6-11d0-a285-00aa003049e2  this object
";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn labels_attributes_policies_and_filters_are_shown() {
    let text = "S:(ML;;NWNR;;;HI)(RA;;;;;WD;(\"Name\",TS,0x2,\"a\",\"b\"))(SP;;;;;S-1-17-1)(TL;;FR;;;S-1-19-512-4096)\
                (FL;TP;FR;;;WD;(Exists a))";
    let expected = "
SACL
0  label          HI  High integrity  No write-up, No read-up  this object
1  attribute      WD  Everyone                                 this object  Name = a, b (TS, flags 0x2)
2  policy         S-1-17-1                                     this object
3  trust label    S-1-19-512-4096     Read                     this object
4  access filter  WD  Everyone        Read                     this object  if (Exists a)
";
    let shown = aclavis(&["show", text]).ok();
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn absent_null_and_empty_dacls_differ() {
    let dacl = |text: &str| {
        let shown = aclavis(&["show", text]).ok();
        shown.lines().find(|line| line.starts_with("DACL")).unwrap().to_owned()
    };
    assert_eq!(dacl("O:SY"), "DACL     absent: everybody is granted everything");
    assert_eq!(dacl(""), "DACL     absent: everybody is granted everything");
    assert_eq!(dacl("D:NO_ACCESS_CONTROL"), "DACL     NULL: everybody is granted everything");
    assert_eq!(dacl("D:"), "DACL     empty: nobody is granted anything, but the owner can read and change the permissions");
}

#[test]
fn relative_aliases_keep_their_letters_where_no_domain_is_given() {
    let text = "O:LAD:(A;;FR;;;DA)(A;;FR;;;EA)(XA;;FX;;;WD;(Member_of {SID(DU)}))";
    let shown = aclavis(&["show", text]).ok();
    assert!(shown.contains("\nOwner    LA  Administrator of an unknown machine\n"), "{shown}");
    let expected = "
DACL
0  allow  DA  Domain Admins of an unknown domain      Read     this object
1  allow  EA  Enterprise Admins of an unknown forest  Read     this object
2  allow  WD  Everyone                                Execute  this object  if (Member_of {SID(DU)})
";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn relative_aliases_are_known_where_the_domain_is_given() {
    let shown = aclavis(&["show", "O:DAD:(A;;FR;;;LA)(A;;FR;;;S-1-5-21-9-9-9-513)", "--domain", "S-1-5-21-1-2-3"]).ok();
    assert!(shown.contains("\nOwner    DA  Domain Admins\n"), "{shown}");
    let expected = "
0  allow  LA  Administrator of an unknown machine  Read  this object
1  allow  S-1-5-21-9-9-9-513  Domain Users         Read  this object
";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn slack_odd_revisions_and_unknown_types_are_shown_with_their_bytes() {
    let bytes = "010004800000000000000000000000001400000003002000 0100 0000 17001400 000002000101000000000001 00000000 deadbeef";
    let expected = "\
Read as  hex
Rights   of files (file)
Owner    none
Group    none
Control  DACL present, self-relative (0x8004)
DACL     1 ACE
SACL     absent: nothing is audited
Note     the DACL has revision 3, where its ACEs call for 2
Note     4 bytes of slack after the last ACE of the DACL: deadbeef
Note     SDDL cannot express this descriptor

DACL
0  unknown type  type 0x17    this object  bytes 00000200010100000000000100000000
";
    assert_eq!(aclavis(&["show", bytes]).ok(), expected);
}

#[test]
fn names_come_from_csv_and_json_files() {
    let text = "O:S-1-5-21-1-2-3-1000D:(A;;RC;;;BA)";
    let plain = file("names-plain.csv", "S-1-5-21-1-2-3-1000,\"Doe, Jane\"\nBA,Admins\n");
    let titled =
        file("names-titled.csv", "\u{feff}\"Name\",\"Dept\",\"SID\"\r\n\"Doe, Jane\",x,S-1-5-21-1-2-3-1000\r\nAdmins,y,BA\r\n");
    let object = file("names-object.json", r#"{"S-1-5-21-1-2-3-1000": "Doe, Jane", "S-1-5-32-544": "Admins"}"#);
    let list = file("names-list.json", r#"[{"sid":"S-1-5-21-1-2-3-1000","name":"Doe, Jane"},{"SID":"BA","Name":"Admins"}]"#);
    for path in [plain, titled, object, list] {
        let shown = aclavis(&["show", text, "--sids", &path]).ok();
        assert!(shown.contains("\nOwner    S-1-5-21-1-2-3-1000  Doe, Jane\n"), "{shown}");
        assert!(shown.ends_with("\n0  allow  BA  Admins  Read permissions  this object\n"), "{shown}");
    }
}

#[test]
fn control_characters_of_the_input_do_not_reach_the_screen() {
    let shown = aclavis(&["show", "D:(XA;;FX;;;WD;(@User.a == \"\u{1b}[31m\u{202e}\"))"]).ok();
    assert!(shown.ends_with("  if (@USER.a == \"␛[31m\u{fffd}\")\n"), "{shown}");
}

#[test]
fn colours_are_for_terminals_or_those_who_force_them() {
    let arguments = ["show", "D:(A;;FA;;;SY)(D;;FA;;;WD)"];
    let shown = aclavis(&arguments).ok();
    assert!(!shown.contains('\u{1b}'), "{shown}");
    let mut forced = command(&arguments);
    forced.env("CLICOLOR_FORCE", "1");
    let shown = run(forced, b"").ok();
    assert!(shown.contains("\n0  \u{1b}[32mallow\u{1b}[0m  SY  Local System"), "{shown}");
    assert!(shown.contains("\n1  \u{1b}[1m\u{1b}[31mdeny\u{1b}[0m   WD  Everyone"), "{shown}");
}

#[test]
fn what_sc_sdshow_prints_is_read_from_standard_input() {
    let shown = aclavis_reading(&["show", "-", "-t", "service", "--strict"], b"\r\nD:(A;;RP;;;SY)\r\n").ok();
    assert!(shown.ends_with("\n0  allow  SY  Local System  Start  this service\n"), "{shown}");
}

/// A descriptor whose DACL has these ACEs, without their sizes, in hex.
pub(crate) fn with_dacl(aces: &[&str]) -> String {
    let sized = |ace: &&str| {
        let (head, body) = ace.split_at(4);
        let size = u16::try_from((ace.len() / 2).saturating_add(2)).unwrap().to_le_bytes();
        format!("{head}{:02x}{:02x}{body}", size[0], size[1])
    };
    let list: String = aces.iter().map(sized).collect();
    let size = u16::try_from((list.len() / 2).saturating_add(8)).unwrap().to_le_bytes();
    let head = "0100048000000000000000000000000014000000";
    format!("{head}0200{:02x}{:02x}{:02x}000000{list}", size[0], size[1], aces.len())
}

#[test]
fn a_condition_that_cannot_be_shown_is_not_passed_over() {
    let everyone = "010100000000000100000000";
    let aces = [
        format!("0900a0001200{everyone}61727478ff000000"),
        format!("0a00a0001200{everyone}"),
        format!("0900a0001200{everyone}deadbeef"),
    ];
    let expected = "
DACL
0  allow  WD  Everyone  Execute  this object  if (unreadable condition)  bytes 61727478ff000000
1  deny   WD  Everyone  Execute  this object  without its condition
2  allow  WD  Everyone  Execute  this object  if (no condition: data of an application)  bytes deadbeef
";
    let hex = with_dacl(&aces.each_ref().map(String::as_str));
    let shown = aclavis(&["show", &hex]).ok();
    assert!(shown.ends_with(expected), "{shown}");
    let json: serde_json::Value = serde_json::from_str(&aclavis(&["show", &hex, "--format", "json"]).ok()).unwrap();
    let state = |index: usize| json.pointer(&format!("/dacl/aces/{index}/condition_state")).cloned().unwrap();
    assert_eq!([state(0), state(1), state(2)], ["malformed", "missing", "foreign"]);
}

#[test]
fn an_ace_that_nothing_inherits_does_not_speak_of_levels() {
    let shown = aclavis(&["show", "D:(A;NP;FA;;;SY)(A;OINP;FA;;;BA)"]).ok();
    let expected = "
0  allow  SY  Local System               Full control  this object
1  allow  BA  Administrators (built-in)  Full control  this object, files, one level only
";
    assert!(shown.ends_with(expected), "{shown}");
}

#[test]
fn unknown_types_widen_the_columns_of_the_others() {
    let aces = ["04000000020001000000010100000000000100000000", "000000000c00010100000000000100000000"];
    let shown = aclavis(&["show", &with_dacl(&aces), "-t", "cm-request"]).ok();
    let line = "\n1  allow           WD  Everyone                        ChangeDacl, ChangeOwner  this request\n";
    assert!(shown.contains(line), "{shown}");
}

#[test]
fn an_empty_input_is_said_to_be_empty() {
    let expected = "\
Read as  SDDL
Rights   of files (file)
Owner    none
Group    none
Control  self-relative (0x8000)
DACL     absent: everybody is granted everything
SACL     absent: nothing is audited
Note     the input is empty: the descriptor without any part
";
    assert_eq!(aclavis(&["show", ""]).ok(), expected);
    assert_eq!(aclavis_reading(&["show", "-"], b"\r\n").ok(), expected);
    assert_eq!(aclavis_reading(&["show", "-"], b"\0\0").ok(), format!("{expected}Note     2 trailing NUL characters\n"));
    let member = aclavis(&["show", r#"{"SecurityDescriptor":""}"#]).ok();
    assert!(!member.contains("the input is empty"), "{member}");
}

#[test]
fn object_aces_are_those_of_a_directory_unless_told_otherwise() {
    let text = "D:(OA;;CCWP;;bf967aba-0de6-11d0-a285-00aa003049e2;BA)";
    let shown = aclavis(&["show", text]).ok();
    assert!(shown.contains("\nRights   of directory objects (ds), for there are object ACEs\n"), "{shown}");
    assert!(shown.contains("Create child, Write property"), "{shown}");
    let shown = aclavis(&["show", text, "-t", "file"]).ok();
    assert!(shown.contains("\nRights   of files (file)\n"), "{shown}");
    let shown = aclavis(&["show", text, "-t", "ds"]).ok();
    assert!(shown.contains("\nRights   of directory objects (ds)\n"), "{shown}");
    let json = aclavis(&["show", text, "--format", "json"]).ok();
    assert!(json.starts_with("{\n  \"type\": \"ds\",\n"), "{json}");
}

#[test]
fn characters_that_cannot_be_seen_are_replaced() {
    let shown = aclavis(&["show", "D:(XA;;FX;;;WD;(@User.a == \"\u{61c}\u{ad}\u{180e}\u{34f}\"))"]).ok();
    assert!(shown.ends_with("  if (@USER.a == \"\u{fffd}\u{fffd}\u{fffd}\u{fffd}\")\n"), "{shown}");
}
