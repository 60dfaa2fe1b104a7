use aclavis::{AccessMask, AccessToken, Event, Explanation, Permission, PermissionTable, SecurityDescriptor, Verdict};

use super::{descriptor, mask, sid};

const REQUEST: &str = include_str!("../../vectors/bench/request.sddl");
const ORIGINATOR: u32 = 14_134_865;
const REFUSED: u32 = 14_995_557;

fn request() -> SecurityDescriptor {
    descriptor(REQUEST)
}

/// The token of an account of the request's domain, with accounts of it and everybody as groups.
fn account(rid: u32, groups: &[u32]) -> AccessToken {
    let domain = sid("S-1-5-21-2127521184-1604012920-1887927527");
    let groups = groups.iter().map(|rid| domain.child(*rid).unwrap());
    AccessToken::builder(domain.child(rid).unwrap()).groups(groups).group(sid("WD")).build()
}

/// The ACE that decided the only right that was asked for.
fn decider(explanation: &Explanation<'_>) -> (usize, Verdict) {
    let reasons = explanation.reasons();
    let [reason] = &*reasons else { panic!("one right") };
    match reason.step.unwrap().event {
        Event::Ace { index, verdict, .. } => (index, verdict),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_originator_may_execute() {
    let request = request();
    let explanation = PermissionTable::default().explain(Permission::Execute, &account(ORIGINATOR, &[]), &request).unwrap();
    assert!(explanation.is_allowed());
    assert_eq!(decider(&explanation), (6, Verdict::Grants));
}

#[test]
fn whom_the_first_ace_refuses_may_not_execute_but_has_other_rights() {
    let (request, table, token) = (request(), PermissionTable::default(), account(REFUSED, &[]));
    let explanation = table.explain(Permission::Execute, &token, &request).unwrap();
    assert!(!explanation.is_allowed());
    assert_eq!(decider(&explanation), (0, Verdict::Refuses));
    for permission in [Permission::Cancel, Permission::Write, Permission::Approve] {
        assert!(table.check(permission, &token, &request).unwrap().is_allowed(), "{permission}");
    }
}

#[test]
fn anybody_may_read() {
    let request = request();
    let explanation = PermissionTable::default().explain(Permission::Read, &account(1, &[]), &request).unwrap();
    assert!(explanation.is_allowed());
    assert_eq!(decider(&explanation), (5, Verdict::Grants));
}

#[test]
fn somebody_in_both_groups_is_refused() {
    let request = request();
    let explanation =
        PermissionTable::default().explain(Permission::Execute, &account(1, &[ORIGINATOR, REFUSED]), &request).unwrap();
    assert!(!explanation.is_allowed());
    assert_eq!(decider(&explanation), (0, Verdict::Refuses));
}

#[test]
fn the_table_is_the_documented_one() {
    let expected = [
        ("Abandon", 0x4),
        ("Approve", 0x1),
        ("Cancel", 0x2),
        ("ChangePriority", 0x8),
        ("Deny", 0x1),
        ("DistributeSecrets", 0x1),
        ("Execute", 0x4),
        ("PrintDocuments", 0x1),
        ("Read", 0x2_0000),
        ("Write", 0x8),
    ];
    let table = PermissionTable::default();
    let rows: Vec<_> = Permission::ALL.iter().map(|permission| (permission.name(), table.mask(*permission).bits())).collect();
    assert_eq!(rows, expected);
    assert!(expected.iter().all(|(name, _)| Permission::named(&name.to_lowercase()).unwrap().name() == *name));
    assert_eq!(Permission::named("Run"), None);
}

#[test]
fn permissions_that_share_their_rights_are_named() {
    let table = PermissionTable::default();
    let sharing = |permission| table.sharing(permission).collect::<Vec<_>>();
    assert_eq!(sharing(Permission::Approve), [Permission::Deny, Permission::DistributeSecrets, Permission::PrintDocuments]);
    assert_eq!(sharing(Permission::Execute), [Permission::Abandon]);
    assert_eq!(sharing(Permission::Read), []);
}

#[test]
fn the_table_is_configuration() {
    let request = descriptor("O:SYD:(A;;0x100;;;WD)(A;;GR;;;WD)");
    let token = account(1, &[]);
    let table = PermissionTable::default().with(Permission::Deny, AccessMask::CONTROL_ACCESS);
    assert!(table.check(Permission::Deny, &token, &request).unwrap().is_allowed());
    assert!(!table.check(Permission::Approve, &token, &request).unwrap().is_allowed());
    assert!(table.check(Permission::Read, &token, &request).unwrap().is_allowed());
    let generic = table.with(Permission::Read, AccessMask::GENERIC_READ);
    assert_eq!(generic.check(Permission::Read, &token, &request).unwrap().granted, mask(0x2_0000));
}

#[test]
fn a_permission_without_rights_is_never_granted() {
    let everything = descriptor("O:SYD:NO_ACCESS_CONTROL");
    let token = account(1, &[]);
    for mask in [AccessMask::empty(), AccessMask::MAXIMUM_ALLOWED] {
        let table = PermissionTable::default().with(Permission::Execute, mask);
        assert!(!table.check(Permission::Execute, &token, &everything).unwrap().is_allowed());
    }
}

#[test]
fn a_permission_prints_as_its_name() {
    assert_eq!(format!("[{:>8}]", Permission::Cancel), "[  Cancel]");
    let names: Vec<String> = Permission::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(names.join(" "), "Abandon Approve Cancel ChangePriority Deny DistributeSecrets Execute PrintDocuments Read Write");
}
