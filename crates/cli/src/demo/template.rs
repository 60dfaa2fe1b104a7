//! The profile template.

use serde_json::{Value, json};

use super::cast::{CARD_USERS, CONTRACTORS, HELP_DESK};

/// Its identifier.
pub(super) const ID: &str = "7e4f0000-de40-4000-8000-000000000001";
/// Its name.
pub(super) const NAME: &str = "Smart card logon";

/// Who may read it and enrol with it. The deny ACE stands first: a contractor is refused, whatever other groups say.
pub(super) fn descriptor() -> String {
    let (contractors, users, help_desk) = (CONTRACTORS.sid, CARD_USERS.sid, HELP_DESK.sid);
    format!("O:BAD:(D;;LC;;;{contractors})(A;;LCRC;;;{users})(A;;CCRC;;;{help_desk})")
}

/// What its requests have for a descriptor.
pub(super) fn pattern() -> String {
    let (contractors, help_desk) = (CONTRACTORS.sid, HELP_DESK.sid);
    format!("O:{{originator}}D:(D;;LC;;;{contractors})(A;;LCDCRC;;;{{originator}})(A;;CCRC;;;{help_desk})")
}

/// The template as a file for import has it.
pub(super) fn document() -> Value {
    json!({
        "Name": NAME,
        "Description": "A card with a key of its own and a PIN that the server proposes",
        "Uuid": ID,
        "IsSmartcardProfileTemplate": true,
        "SecurityDescriptor": descriptor(),
        "RequestSecurityDescriptor": pattern(),
        "AutoApprove": true,
        "AdminKeyAlgorithm": "tdes3",
        "DefaultAdminKeyHex": "0".repeat(48),
        "DiversifyAdminKey": true,
        "UserPinOption": "ServerDistributed",
        "PinLength": 6,
    })
}
