//! What the service needs for a measurement: configuration, secrets, a thousand open requests with a card each.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use aclavis_issuer::Issuer;
use serde_json::{Value, json};

use crate::Outcome;

/// Requests, and cards.
pub(crate) const REQUESTS: usize = 1000;
/// The principal that asks.
const USER: &str = "8f1590dc-d932-4b66-8e68-2e91c5880780";
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";
/// A template whose PINs come from HMAC, and one whose PINs come from CMAC with 3DES.
const TEMPLATES: [(&str, &str); 2] =
    [("a039b4d0-5ce8-4eff-8651-181c65760000", "hmac-sha256"), ("a039b4d0-5ce8-4eff-8651-181c65760001", "cmac-tdes3")];
/// The documented descriptor of a request, for the principal of the measurement: nine ACEs, one of which refuses somebody else.
const DESCRIPTOR: &str = "O:S-1-5-21-1-2-3-1000D:(D;;LC;;;S-1-5-21-1-2-3-14995557)(A;;DCSW;;;S-1-5-21-1-2-3-5094533)\
    (A;;DCSW;;;S-1-5-21-1-2-3-5094534)(A;;DCSW;;;S-1-5-21-1-2-3-5219125)(A;;SWRC;;;S-1-5-21-1-2-3-5094533)(A;;RC;;;WD)\
    (A;;CCDCLCSWSDRC;;;S-1-5-21-1-2-3-1000)(A;;DCSW;;;S-1-5-21-1-2-3-14995557)(A;;CCDCSW;;;S-1-5-21-1-2-3-14995557)";

const CONFIGURATION: &str = r#"
[api]
enabled = true
listen = "127.0.0.1:0"
[admin]
listen = "127.0.0.1:0"
[auth]
domains = ["S-1-5-21-1-2-3"]
[auth.bearer]
issuer = "https://issuer.test"
audience = "https://cm.test"
jwks = "jwks.json"
[secrets]
system = "load"
[[secrets.master]]
version = 1
file = "master-1.key"
[sensitive]
group = "anyone-with-execute"
# One principal from one address does everything here.
[limits]
peer = { per_second = 0 }
principal = { per_second = 0 }
[lock]
answers = 1000000
"#;

/// The identifier of a request.
pub(crate) fn request_id(number: usize) -> String {
    format!("a9b4b42c-cc50-4c9b-89d1-0000{number:08x}")
}

/// The identifier of its card.
pub(crate) fn card_id(number: usize) -> String {
    format!("17cf063d-e337-4aa9-a822-0000{number:08x}")
}

/// Which of the templates a request follows: the first half one, the second half the other.
fn template(number: usize) -> &'static str {
    let [(hmac, _), (cmac, _)] = TEMPLATES;
    if number < REQUESTS / 2 { hmac } else { cmac }
}

/// A request as the API shows it.
pub(crate) fn request_json(number: usize) -> Value {
    json!({
        "Uuid": request_id(number), "RequestType": 1, "Status": 18, "Flags": 2, "DataCollection": [],
        "DataCollectionFlags": 32, "OriginatorUserUuid": USER, "TargetUserUuid": USER, "Submitted": "2015-07-07T23:36:21.93Z",
        "Completed": "0001-01-01T00:00:00", "NewProfileUuid": "b99ff38c-6653-471f-ae3c-325bb351a6bc",
        "OldProfileUuid": NOBODY, "NewSmartcardUuid": card_id(number), "OldSmartcardUuid": NOBODY, "Priority": 0, "Comment": "",
        "ProfileTemplateUuid": template(number), "SecurityDescriptor": DESCRIPTOR, "IsSmartcard": true,
        "IsEnrollmentAgent": false, "IsDataCollectionComplete": false,
    })
}

fn card_json(number: usize) -> Value {
    json!({
        "Uuid": card_id(number), "Status": 2, "Flags": 1, "ParentSmartcardUuid": NOBODY, "PrimarySmartcardUuid": NOBODY,
        "PermanentSmartcardUuid": NOBODY, "AssignedUserUuid": USER, "ProfileTemplateUuid": template(number),
        "ProfileTemplateVersion": 1, "Comment": "", "SerialNumber": format!("{{bc88f13f-83ba-4037-8262-0000{number:08x}}}"),
        "Middleware": "MSBaseCSP", "Atr": "3b8d0180fba000000397425446590301c8",
    })
}

/// Writes everything into a directory and imports it. Gives a token of the principal.
pub(crate) fn prepare(directory: &Path, program: &Path) -> Outcome<String> {
    let issuer = Issuer::new("https://issuer.test", "https://cm.test")?;
    fs::write(directory.join("jwks.json"), issuer.jwks())?;
    fs::write(directory.join("aclavis.toml"), CONFIGURATION)?;
    let templates: Vec<Value> = TEMPLATES
        .iter()
        .map(|(uuid, prf)| {
            json!({
                "Uuid": uuid, "Name": prf, "IsSmartcardProfileTemplate": true, "SecurityDescriptor": "O:SYD:(A;;RCLC;;;AU)",
                "UserPinOption": "CustomServerDistributed", "PinPrf": prf,
            })
        })
        .collect();
    let all = json!({
        "ProfileTemplates": templates,
        "Smartcards": (0..REQUESTS).map(card_json).collect::<Vec<_>>(),
        "Requests": (0..REQUESTS).map(request_json).collect::<Vec<_>>(),
    });
    fs::write(directory.join("load.json"), all.to_string())?;
    let key = directory.join("master-1.key");
    for arguments in [&["card", "generate", "--master", "--out", "master-1.key"][..], &["import", "load.json"]] {
        let output = Command::new(program).current_dir(directory).args(arguments).output()?;
        if !output.status.success() {
            return Err(format!("`{}`: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)).into());
        }
    }
    fs::set_permissions(key, Permissions::from_mode(0o600))?;
    let claims = json!({
        "primarysid": "S-1-5-21-1-2-3-1000", "objectguid": USER,
        "groupsid": (2000..2050).map(|group| format!("S-1-5-21-1-2-3-{group}")).collect::<Vec<_>>(),
    });
    Ok(issuer.token(&claims, Duration::from_hours(24)))
}
