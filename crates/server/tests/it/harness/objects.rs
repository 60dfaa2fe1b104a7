//! Objects for import.

use serde_json::{Value, json};

use super::{AGENTS, ALICE, BOB, MANAGER, Person, USERS, sid};

/// The empty identifier.
pub(crate) const EMPTY: &str = "00000000-0000-0000-0000-000000000000";
/// The template that every site has: requests are approved at once.
pub(crate) const TEMPLATE: &str = "7e301a7e-0000-4000-8000-000000000001";
/// Another template, for whoever imports one.
pub(crate) const OTHER_TEMPLATE: &str = "7e301a7e-0000-4000-8000-000000000002";

/// An identifier with this number.
pub(crate) fn uuid(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// A profile template for smart cards: users may read it and enrol, agents may enrol for others. Members are set with `with`.
pub(crate) fn template(id: &str, with: &Value) -> Value {
    let template = json!({
        "Name": "Smart card",
        "Description": "A smart card for everybody",
        "Uuid": id,
        "IsSmartcardProfileTemplate": true,
        "SecurityDescriptor": format!("O:BAD:(A;;LCRC;;;{})(A;;CC;;;{})", sid(USERS), sid(AGENTS)),
        "RequestSecurityDescriptor": format!(
            "O:{{originator}}D:(A;;LCDCRC;;;{{originator}})(A;;RC;;;{{target}})(A;;CCRC;;;{})",
            MANAGER.sid()
        ),
        "AutoApprove": true,
    });
    merged(template, with)
}

/// A request of alice, about herself, that is approved. Bob may read it. Members are set with `with`.
pub(crate) fn request(id: &str, with: &Value) -> Value {
    let request = json!({
        "Uuid": id,
        "RequestType": 1,
        "Status": 3,
        "Flags": 2,
        "DataCollection": [],
        "DataCollectionFlags": 32,
        "OriginatorUserUuid": ALICE.uuid(),
        "TargetUserUuid": ALICE.uuid(),
        "Submitted": "2026-01-02T03:04:05.678Z",
        "Completed": "0001-01-01T00:00:00",
        "NewProfileUuid": "9e0f11e0-0000-4000-8000-000000000001",
        "OldProfileUuid": EMPTY,
        "NewSmartcardUuid": EMPTY,
        "OldSmartcardUuid": EMPTY,
        "Priority": 0,
        "Comment": "",
        "ProfileTemplateUuid": TEMPLATE,
        "SecurityDescriptor": descriptor(&[("LCDCRC", ALICE), ("RC", BOB), ("CCRC", MANAGER)]),
        "IsSmartcard": true,
        "IsEnrollmentAgent": false,
        "IsDataCollectionComplete": false,
    });
    merged(request, with)
}

/// A descriptor that grants rights to people, and whose owner is somebody else.
pub(crate) fn descriptor(granted: &[(&str, Person)]) -> String {
    let entries: Vec<_> = granted.iter().map(|(rights, person)| format!("(A;;{rights};;;{})", person.sid())).collect();
    format!("O:BAD:{}", entries.concat())
}

/// A smart card of alice that is in use. Members are set with `with`.
pub(crate) fn card(id: &str, card_id: &str, with: &Value) -> Value {
    let card = json!({
        "Uuid": id,
        "Status": 2,
        "Flags": 1,
        "ParentSmartcardUuid": EMPTY,
        "PrimarySmartcardUuid": EMPTY,
        "PermanentSmartcardUuid": EMPTY,
        "AssignedUserUuid": ALICE.uuid(),
        "ProfileTemplateUuid": TEMPLATE,
        "ProfileTemplateVersion": 1,
        "Comment": "",
        "SerialNumber": format!("{{{card_id}}}"),
        "Middleware": "MSBaseCSP",
        "Atr": "",
    });
    merged(card, with)
}

fn merged(mut object: Value, with: &Value) -> Value {
    for (name, value) in with.as_object().unwrap() {
        object[name] = value.clone();
    }
    object
}
