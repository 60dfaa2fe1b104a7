//! The documented request: who may do what with it, and why.

use super::process::{REQUEST, aclavis};

/// The owner, who may execute.
const OWNER: &str = "S-1-5-21-2127521184-1604012920-1887927527-14134865";
/// Somebody whom the first ACE refuses to execute.
const REFUSED: &str = "S-1-5-21-2127521184-1604012920-1887927527-14995557";
/// Anybody, who counts as Everyone.
const ANYBODY: &str = "S-1-5-21-1-2-3-1000,WD";

fn explained(token: &str, rights: &str, code: i32) -> String {
    aclavis(&["explain", REQUEST, "--as", token, "--want", rights]).answers(code)
}

#[track_caller]
fn is_answered(token: &str, rights: &str, code: i32, expected: &str) {
    let arguments = ["access", REQUEST, "--as", token, "--want", rights];
    assert_eq!(aclavis(&arguments).answers(code), expected);
    assert!(explained(token, rights, code).starts_with(&format!("{expected}\nBefore the DACL\n")));
}

#[test]
fn the_owner_may_execute() {
    let expected = "\
allowed
Rights   of certificate-management requests (cm-request)
Asked    Execute, Abandon (0x4)
Granted  Execute, Abandon (0x4)
";
    is_answered(OWNER, "Execute", 0, expected);
    let expected = "
Why
  Execute, Abandon: granted by ACE 6 (A;;CCDCLCSWSDRC;;;S-1-5-21-2127521184-1604012920-1887927527-14134865)
";
    assert!(explained(OWNER, "Execute", 0).ends_with(expected));
}

#[test]
fn whom_the_first_ace_refuses_may_not_execute() {
    let expected = "\
refused
Rights   of certificate-management requests (cm-request)
Asked    Execute, Abandon (0x4)
Granted  nothing (0x0)
Refused  Execute, Abandon (0x4)
";
    is_answered(REFUSED, "Execute", 1, expected);
    let expected = "\
Before the DACL
  the integrity of the token, ME, reaches that of the object, ME (no label)

DACL
> 0  deny   S-1-5-21-2127521184-1604012920-1887927527-14995557  Execute, Abandon               refuses Execute, Abandon
  1  allow  S-1-5-21-2127521184-1604012920-1887927527-5094533   Write, ChangePriority, Cancel  not reached: everything is decided
  2  allow  S-1-5-21-2127521184-1604012920-1887927527-5094534   Write, ChangePriority, Cancel  not reached: everything is decided
  3  allow  S-1-5-21-2127521184-1604012920-1887927527-5219125   Write, ChangePriority, Cancel  not reached: everything is decided
  4  allow  S-1-5-21-2127521184-1604012920-1887927527-5094533   Read, Write, ChangePriority    not reached: everything is decided
  5  allow  WD  Everyone                                        Read                           not reached: everything is decided
  6  allow  S-1-5-21-2127521184-1604012920-1887927527-14134865  Read, Write, ChangePriority, Execute, Abandon, Cancel, \
Approve, Deny, PrintDocuments, DistributeSecrets, Delete  not reached: everything is decided
  7  allow  S-1-5-21-2127521184-1604012920-1887927527-14995557  Write, ChangePriority, Cancel  not reached: everything is decided
  8  allow  S-1-5-21-2127521184-1604012920-1887927527-14995557  Write, ChangePriority, Cancel, Approve, Deny, \
PrintDocuments, DistributeSecrets  not reached: everything is decided

Why
  Execute, Abandon: refused by ACE 0 (D;;LC;;;S-1-5-21-2127521184-1604012920-1887927527-14995557)
";
    assert!(explained(REFUSED, "Execute", 1).ends_with(expected));
}

#[test]
fn the_same_may_cancel_and_write() {
    let expected = "\
allowed
Rights   of certificate-management requests (cm-request)
Asked    Write, ChangePriority, Cancel (0xa)
Granted  Write, ChangePriority, Cancel (0xa)
";
    is_answered(REFUSED, "Cancel,Write", 0, expected);
    let expected = "
Why
  Cancel: granted by ACE 7 (A;;DCSW;;;S-1-5-21-2127521184-1604012920-1887927527-14995557)
  Write, ChangePriority: granted by ACE 7 (A;;DCSW;;;S-1-5-21-2127521184-1604012920-1887927527-14995557)
";
    assert!(explained(REFUSED, "Cancel,Write", 0).ends_with(expected));
}

#[test]
fn anybody_may_read_as_everyone() {
    let expected = "\
allowed
Rights   of certificate-management requests (cm-request)
Asked    Read (0x20000)
Granted  Read (0x20000)
";
    is_answered(ANYBODY, "Read", 0, expected);
    assert!(explained(ANYBODY, "Read", 0).ends_with("\nWhy\n  Read: granted by ACE 5 (A;;RC;;;WD)\n"));
    let expected = "\
refused
Rights   of certificate-management requests (cm-request)
Asked    Read (0x20000)
Granted  nothing (0x0)
Missing  Read (0x20000)
";
    is_answered("S-1-5-21-1-2-3-1000", "Read", 1, expected);
}

#[test]
fn a_refusal_to_one_of_several_sids_comes_first() {
    let both = format!("{OWNER},{REFUSED}");
    let expected = "\
refused
Rights   of certificate-management requests (cm-request)
Asked    Execute, Abandon (0x4)
Granted  nothing (0x0)
Refused  Execute, Abandon (0x4)
";
    is_answered(&both, "Execute", 1, expected);
    let expected = "
Why
  Execute, Abandon: refused by ACE 0 (D;;LC;;;S-1-5-21-2127521184-1604012920-1887927527-14995557)
";
    assert!(explained(&both, "Execute", 1).ends_with(expected));
}
