//! `serve --check`, `import`, `audit`, `admin`, `store`: what they print and how they exit.

use std::fs;
use std::process::Output;

use serde_json::{Value, json};

use super::site::{ALICE, Site, TEMPLATE};

/// Standard output, standard error and exit code.
fn said(output: &Output) -> (String, String, i32) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
}

fn request(comment: &str, descriptor: &str) -> Value {
    json!({
        "Uuid": "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099", "RequestType": 1, "Status": 16, "Flags": 2, "DataCollection": [],
        "DataCollectionFlags": 32, "OriginatorUserUuid": ALICE, "TargetUserUuid": ALICE, "Submitted": "2015-07-07T23:36:21.93Z",
        "Completed": "0001-01-01T00:00:00", "NewProfileUuid": "b99ff38c-6653-471f-ae3c-325bb351a6bc",
        "OldProfileUuid": "00000000-0000-0000-0000-000000000000", "NewSmartcardUuid": "00000000-0000-0000-0000-000000000000",
        "OldSmartcardUuid": "00000000-0000-0000-0000-000000000000", "Priority": 0, "Comment": comment,
        "ProfileTemplateUuid": TEMPLATE, "SecurityDescriptor": descriptor, "IsSmartcard": true, "IsEnrollmentAgent": false,
        "IsDataCollectionComplete": false,
    })
}

const REQUEST: &str = "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099";
const DESCRIPTOR: &str = "O:SYD:(A;;LCDCRC;;;AU)";

#[test]
fn a_configuration_without_authentication_is_refused() {
    let site = Site::new(true);
    let text = fs::read_to_string(site.path().join("aclavis.toml")).unwrap();
    let (front, rest) = text.split_once("[auth.bearer]").unwrap();
    let (_, back) = rest.split_once("[secrets]").unwrap();
    fs::write(site.path().join("aclavis.toml"), format!("{front}[secrets]{back}")).unwrap();
    for arguments in [&["serve", "--check"][..], &["serve"]] {
        let (out, err, code) = said(&site.run(arguments));
        assert_eq!((out.as_str(), code), ("", 3));
        assert_eq!(
            err,
            "error: no authentication is configured: `[auth.bearer]` or `tls.client_ca` is needed, the service is never open\n"
        );
    }
}

#[test]
fn the_check_says_what_there_is_to_know() {
    let site = Site::new(true);
    let (out, err, code) = said(&site.run(&["serve", "--check"]));
    assert_eq!(
        err,
        "warning: no TLS, tokens and PINs are readable on the way to the service\n\
         warning: whoever may execute a request may have keys and responses\n"
    );
    assert_eq!(code, 0);
    let lines: Vec<_> = out.lines().collect();
    assert!(lines[0].starts_with("master secret 1: check value "), "{out}");
    assert_eq!(lines[1], "Abandon is the same as Execute: whoever has one has them all");
    assert_eq!(lines.last(), Some(&"the configuration is usable"));
}

#[test]
fn another_master_secret_of_the_same_version_is_refused() {
    let site = Site::new(true);
    fs::remove_file(site.path().join("master-1.key")).unwrap();
    assert!(site.run(&["card", "generate", "--master", "--out", "master-1.key"]).status.success());
    let (out, err, code) = said(&site.run(&["serve"]));
    assert_eq!((out.as_str(), code), ("", 1));
    assert!(err.starts_with("error: master secret 1 has the check value "), "{err}");
    assert!(err.ends_with(": it is another secret, and no key would be right\n"), "{err}");
}

#[test]
fn a_file_of_a_secret_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;

    let site = Site::new(true);
    let key = site.path().join("master-1.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    let (_, err, code) = said(&site.run(&["serve", "--check"]));
    assert_eq!((err.as_str(), code), ("error: `master-1.key` is open to others than its owner: chmod 600\n", 3));
}

#[test]
fn an_import_is_done_once_and_says_what_became_of_each_object() {
    let site = Site::new(true);
    let import = |request: &Value, arguments: &[&str]| {
        fs::write(site.path().join("request.json"), request.to_string()).unwrap();
        said(&site.run(&[&["import", "request.json"], arguments].concat()))
    };
    let line = |standing| (format!("{standing:<9} request          {REQUEST}\n"), String::new(), 0);
    assert_eq!(import(&request("", DESCRIPTOR), &[]), line("new"));
    assert_eq!(import(&request("", DESCRIPTOR), &[]), line("unchanged"));
    let conflict = format!("error: the request {REQUEST} is there with another content; `--replace` replaces it\n");
    assert_eq!(import(&request("b", DESCRIPTOR), &[]), (String::new(), conflict, 1));
    assert_eq!(import(&request("b", DESCRIPTOR), &["--replace"]), line("replaced"));
    let (out, _, code) = import(&request("b", DESCRIPTOR), &["--format", "json"]);
    assert_eq!(code, 0);
    assert_eq!(
        serde_json::from_str::<Value>(&out).unwrap(),
        json!([{ "kind": "request", "uuid": REQUEST, "standing": "unchanged" }])
    );
}

#[test]
fn an_import_that_is_refused_leaves_nothing_behind() {
    let site = Site::new(true);
    let good = request("", DESCRIPTOR);
    let mut dangling = request("", DESCRIPTOR);
    dangling["Uuid"] = json!("a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a09a");
    dangling["ProfileTemplateUuid"] = json!("a039b4d0-5ce8-4eff-8651-181c6576fda4");
    fs::write(site.path().join("both.json"), json!([good, dangling]).to_string()).unwrap();
    let (_, err, code) = said(&site.run(&["import", "both.json"]));
    assert_eq!(code, 1);
    assert_eq!(
        err,
        "error: the request a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a09a names the profile template \
         a039b4d0-5ce8-4eff-8651-181c6576fda4, which is not there; `--allow-dangling` takes it all the same\n"
    );
    let (_, err, code) = said(&site.run(&["admin", "approve", REQUEST]));
    assert_eq!((err.as_str(), code), ("error: there is no such object\n", 1));
}

#[test]
fn what_cannot_be_imported_is_named_with_its_place() {
    let site = Site::new(true);
    let import = |text: &str| {
        fs::write(site.path().join("bad.json"), text).unwrap();
        let (_, err, code) = said(&site.run(&["import", "bad.json"]));
        assert_eq!(code, 3, "{err}");
        err
    };
    assert_eq!(
        import(&json!([request("", "O:SYD:(A;;XX;;;WD)")]).to_string()),
        "error: object 0: the security descriptor: unknown right `XX` at byte 10, expected two letters such as `FA` or `RC`, or a \
         number at line 1 column 600\n"
    );
    assert_eq!(import("{}x"), "error: trailing characters at line 1 column 3\n");
    assert_eq!(
        import(r#"{"Name":"a"}"#),
        "error: neither a request, a smart card, a profile template nor a principal, and no object with lists of these \
         (`ProfileTemplates`, `Principals`, `Smartcards`, `Requests`)\n"
    );
}

#[test]
fn a_request_is_approved_or_denied_once() {
    let site = Site::new(true);
    fs::write(site.path().join("request.json"), request("", DESCRIPTOR).to_string()).unwrap();
    assert!(site.run(&["import", "request.json"]).status.success());
    let approved = (format!("the request {REQUEST} is Approved\n"), String::new(), 0);
    assert_eq!(said(&site.run(&["admin", "approve", REQUEST])), approved);
    assert_eq!(said(&site.run(&["admin", "approve", REQUEST])), approved);
    let (_, err, code) = said(&site.run(&["admin", "deny", REQUEST]));
    assert_eq!((err.as_str(), code), ("error: the request is Approved; only a Pending one is approved or denied\n", 1));
    let records = String::from_utf8(site.run(&["audit", "export"]).stdout).unwrap();
    let last: Value = serde_json::from_str(records.lines().last().unwrap()).unwrap();
    assert_eq!((&last["Action"], &last["Actor"]), (&json!("request.approve"), &json!("admin:root")));
    assert_eq!(last["Detail"], json!({ "change": { "from": "Pending", "to": "Approved" } }));
}

#[test]
fn a_backup_is_a_store_of_its_own() {
    let site = Site::new(true);
    let (out, _, code) = said(&site.run(&["store", "backup", "copy.db"]));
    assert_eq!((out.as_str(), code), ("the store is in `copy.db`; master secrets are not\n", 0));
    let (_, err, code) = said(&site.run(&["store", "backup", "copy.db"]));
    assert_eq!((err.as_str(), code), ("error: `copy.db` is there already\n", 4));
    fs::rename(site.path().join("copy.db"), site.path().join("aclavis.db")).unwrap();
    for left in ["aclavis.db-wal", "aclavis.db-shm"] {
        let _ = fs::remove_file(site.path().join(left));
    }
    let (out, _, code) = said(&site.run(&["audit", "verify"]));
    assert_eq!(code, 0);
    assert!(out.starts_with("the chain is whole\n2 records are right, from "), "{out}");
}

#[test]
fn a_head_that_the_chain_does_not_reach_is_found() {
    let site = Site::new(true);
    let (out, _, _) = said(&site.run(&["audit", "verify", "--format", "json"]));
    let report: Value = serde_json::from_str(&out).unwrap();
    let head = report["head"].as_str().unwrap();
    assert_eq!((&report["whole"], &report["records"], &report["fault"]), (&json!(true), &json!(2), &Value::Null));
    assert_eq!(said(&site.run(&["audit", "verify", "--expect-head", head])).2, 0);
    let (_, mac) = head.split_once(':').unwrap();
    let (out, _, code) = said(&site.run(&["audit", "verify", "--expect-head", &format!("3:{mac}")]));
    assert_eq!(code, 1);
    assert!(out.starts_with("the chain is broken: the chain ends with record 2, before the head that was expected\n"), "{out}");
}

#[test]
fn a_new_master_secret_comes_into_use_by_rotation() {
    let site = Site::new(true);
    assert_eq!(said(&site.run(&["admin", "rotate-master"])).0, "master secret 1 is in use already\n");
    assert!(site.run(&["card", "generate", "--master", "--out", "master-2.key"]).status.success());
    let file = site.path().join("aclavis.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n[[secrets.master]]\nversion = 2\nfile = \"master-2.key\"\n")).unwrap();
    let (out, _, code) = said(&site.run(&["admin", "rotate-master"]));
    let expected = "new keys come from master secret 2, no longer from 1; 1 stored secrets were sealed anew\n";
    assert_eq!((out.as_str(), code), (expected, 0));
    assert!(site.run(&["audit", "verify"]).status.success());
    fs::write(&file, text).unwrap();
    let (_, err, code) = said(&site.run(&["serve"]));
    assert_eq!((err.as_str(), code), ("error: the store uses master secret 2, which is not configured\n", 1));
}
