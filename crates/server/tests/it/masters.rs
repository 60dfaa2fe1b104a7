//! Master secrets: what becomes of a store when they change.

use aclavis_server::{Administration, Auditor, Rotated, backup, start};
use serde_json::json;

use crate::harness::{ALICE, CARD_ID, CHALLENGE, Client, Derived, Engine, MANAGER, MASTER, OTHER_CARD_ID, SYSTEM, Site, master};

tests![
    another_master_secret_does_not_start,
    another_name_of_the_system_does_not_start,
    looking_at_a_configuration_changes_nothing,
    the_check_says_for_which_cards_a_secret_is_missing,
    the_check_value_is_told,
    rotating_changes_new_keys_only,
    rotating_twice_changes_nothing,
    a_master_secret_in_use_must_be_configured,
    a_server_that_has_not_the_new_master_secret_is_unavailable,
    an_older_master_secret_is_kept_for_its_cards,
    a_copy_of_the_store_is_whole,
    a_shared_file_is_refused,
];

/// The second master secret.
const SECOND: [u8; 32] = *b"\x01\x92\x3a\xb4\xc5\xd6\xe7\xf8\x09\x1a\x2b\x3c\x4d\x5e\x6f\x70\
    \x81\x92\xa3\xb4\xc5\xd6\xe7\xf8\x19\x2a\x3b\x4c\x5d\x6e\x7f\x88";

async fn another_master_secret_does_not_start(engine: Engine) {
    let site = Site::start(engine).await;
    let mut config = site.config.clone();
    config.secrets.master = vec![master(&site.folder().join("."), 1, &SECOND)];
    let refused = start(&config).await.unwrap_err().to_string();
    assert!(refused.starts_with("master secret 1 has the check value "), "{refused}");
    assert!(refused.ends_with(": it is another secret, and no key would be right"), "{refused}");
    let refused = Administration::open(&config, "tests").await.err().unwrap().to_string();
    assert!(refused.starts_with("master secret 1 has the check value "), "{refused}");
}

async fn the_check_value_is_told(engine: Engine) {
    let site = Site::start(engine).await;
    let value = aclavis::card::MasterSecret::from_bytes(&MASTER).unwrap().check_value();
    let value = base16ct::lower::encode_string(&value);
    let notes = aclavis_server::check(&site.config).await.unwrap();
    assert!(notes.contains(&format!("master secret 1: check value {value}")), "{notes:?}");
    assert_eq!(site.database.texts("SELECT check_value FROM masters").await, [value]);
}

async fn another_name_of_the_system_does_not_start(engine: Engine) {
    let site = Site::start(engine).await;
    let mut config = site.config.clone();
    "another".clone_into(&mut config.secrets.system);
    let expected = format!("`secrets.system` is `another`, but the store was used with `{SYSTEM}`: no key would be right");
    assert_eq!(start(&config).await.unwrap_err().to_string(), expected);
    assert_eq!(aclavis_server::check(&config).await.unwrap_err().to_string(), expected);
}

async fn looking_at_a_configuration_changes_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let mut config = site.config.clone();
    // A second secret that is only tried, and then another one.
    for secret in [SECOND, [0x5a; 32]] {
        config.secrets.master.truncate(1);
        config.secrets.master.push(master(site.folder(), 2, &secret));
        aclavis_server::check(&config).await.unwrap();
    }
    assert_eq!(site.database.number("SELECT COUNT(*) FROM masters").await, 1);
    // A store that is not there is not made.
    let missing = site.folder().join("missing.db");
    config.store.sqlite = Some(missing.clone());
    config.store.postgres = None;
    let notes = aclavis_server::check(&config).await.unwrap();
    assert!(notes.contains(&"the store is not there yet: the first import or start makes it".to_owned()), "{notes:?}");
    assert!(!missing.exists());
}

async fn the_check_says_for_which_cards_a_secret_is_missing(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    site.by(ALICE).key(&request, &card).await.text();
    let (_running, client, after) = rotated(site).await;
    let mut config = after.config.clone();
    config.secrets.master.remove(0);
    let kept = "1 key of a smart card comes from master secret 1".to_owned();
    assert!(aclavis_server::check(&after.config).await.unwrap().contains(&kept));
    let missing = format!("warning: {kept}, which is not configured");
    assert!(aclavis_server::check(&config).await.unwrap().contains(&missing));
    client.named(ALICE).end(&request, "Canceled").await.ok();
    assert!(!aclavis_server::check(&config).await.unwrap().contains(&missing));
    let idle = "no smart card has a key of master secret 1".to_owned();
    assert!(aclavis_server::check(&after.config).await.unwrap().contains(&idle));
}

/// The same service with a second master secret, which is in use.
async fn rotated(site: Site) -> (aclavis_server::Running, Client, Site2) {
    let mut config = site.config.clone();
    config.secrets.master.push(master(site.folder(), 2, &SECOND));
    let (_, database, folder) = site.stop().await;
    let admin = Administration::open(&config, "tests").await.unwrap();
    let done = admin.rotate_master().await.unwrap();
    assert_eq!((done.from, done.to), (1, 2));
    let running = start(&config).await.unwrap();
    let client = Client::new(running.api, None);
    (running, client, Site2 { config, database, admin, done, _folder: folder })
}

struct Site2 {
    config: aclavis_server::config::Config,
    database: crate::harness::Database,
    admin: Administration,
    done: Rotated,
    _folder: tempfile::TempDir,
}

async fn rotating_changes_new_keys_only(engine: Engine) {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "ServerDistributed"})).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    site.by(ALICE).key(&request, &card).await.text();
    let pin = site.by(ALICE).pin(&request, &card, CHALLENGE).await.text();
    let (_running, client, after) = rotated(site).await;
    // One template and one PIN.
    assert_eq!(after.done, Rotated { from: 1, to: 2, sealed: 2 });
    let alice = client.named(ALICE);
    let old = Derived::new(&card, CARD_ID);
    alice.key(&request, &card).await.is(200, &old.key_text());
    alice.respond(&request, &card, CARD_ID, CHALLENGE, true).await.is(200, &old.response(CHALLENGE));
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
    assert_eq!(client.named(MANAGER).get(&format!("/requests/{request}/pin")).await.text(), pin);
    alice.end(&request, "Completed").await.ok();
    // The next key of the card, and those of other cards, come from the second secret.
    let renewal = alice.post("/requests", &json!({"type": "Renew", "smartcard": card})).await.made("requests");
    let next = Derived { version: 2, master: SECOND, ..old };
    alice.key(&renewal, &card).await.is(200, &next.key_text());
    let (request, card) = alice.enrol_with(OTHER_CARD_ID).await;
    let new = Derived { master: SECOND, ..Derived::new(&card, OTHER_CARD_ID) };
    alice.key(&request, &card).await.is(200, &new.key_text());
    let report = Auditor::open(&after.config).await.unwrap().verify(None, &mut |_| ()).await.unwrap();
    assert_eq!(report.fault, None);
    assert_eq!(after.database.number("SELECT COUNT(DISTINCT master_version) FROM audit_records").await, 2);
}

async fn rotating_twice_changes_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let (_running, _, after) = rotated(site).await;
    let records = after.database.number("SELECT COUNT(*) FROM audit_records").await;
    assert_eq!(after.admin.rotate_master().await.unwrap(), Rotated { from: 2, to: 2, sealed: 0 });
    assert_eq!(after.database.number("SELECT COUNT(*) FROM audit_records").await, records);
    let rotations = after.database.number("SELECT COUNT(*) FROM audit_records WHERE action = 'master.rotate'").await;
    assert_eq!(rotations, 1);
}

async fn a_master_secret_in_use_must_be_configured(engine: Engine) {
    let site = Site::start(engine).await;
    let (_running, _, after) = rotated(site).await;
    let mut config = after.config.clone();
    config.secrets.master.truncate(1);
    let refused = start(&config).await.unwrap_err().to_string();
    assert_eq!(refused, "the store uses master secret 2, which is not configured");
    config.secrets.master.clear();
    let refused = start(&config).await.unwrap_err().to_string();
    assert_eq!(refused, "no master secret is configured: `[[secrets.master]]` with version and file is needed");
}

async fn a_server_that_has_not_the_new_master_secret_is_unavailable(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, _) = site.by(ALICE).enrol_with(CARD_ID).await;
    let mut config = site.config.clone();
    config.secrets.master.push(master(site.folder(), 2, &SECOND));
    let admin = Administration::open(&config, "tests").await.unwrap();
    admin.rotate_master().await.unwrap();
    let refused = site.by(ALICE).end(&request, "Completed").await;
    refused.is_problem(503, "unavailable", "the store is not available just now");
}

async fn an_older_master_secret_is_kept_for_its_cards(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    site.by(ALICE).key(&request, &card).await.text();
    let (running, _, after) = rotated(site).await;
    running.stop().await;
    let mut config = after.config.clone();
    config.secrets.master.remove(0);
    let running = start(&config).await.unwrap();
    let alice = Client::new(running.api, None).named(ALICE);
    alice.key(&request, &card).await.is_problem(500, "internal", "the service failed");
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
}

async fn a_copy_of_the_store_is_whole(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, _) = site.by(ALICE).enrol_with(CARD_ID).await;
    let read = site.by(ALICE).get(&format!("/requests/{request}")).await.body;
    let copy = site.folder().join("copy.db");
    let made = backup(&site.config, &copy).await.map_err(|error| error.to_string());
    match engine {
        Engine::Postgres => {
            let message = "the store: the database is not available: \
                           PostgreSQL is backed up with its own tools, such as `pg_dump`";
            assert_eq!(made, Err(message.to_owned()));
        }
        Engine::Sqlite => {
            assert_eq!(made, Ok(()));
            let refused = backup(&site.config, &copy).await.unwrap_err().to_string();
            assert_eq!(refused, format!("`{}` is there already", copy.display()));
            site.by(ALICE).end(&request, "Canceled").await.ok();
            let mut config = site.config.clone();
            config.store.sqlite = Some(copy);
            let running = start(&config).await.unwrap();
            let alice = Client::new(running.api, None).named(ALICE);
            alice.get(&format!("/requests/{request}")).await.is(200, &read);
            let auditor = Auditor::open(&config).await.unwrap();
            assert_eq!(auditor.verify(None, &mut |_| ()).await.unwrap().fault, None);
        }
    }
}

async fn a_shared_file_is_refused(engine: Engine) {
    use std::os::unix::fs::PermissionsExt as _;

    let site = Site::start(engine).await;
    let file = site.config.secrets.master[0].file.clone();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let refused = start(&site.config).await.unwrap_err().to_string();
    assert_eq!(refused, format!("`{}` is open to others than its owner: chmod 600", file.display()));
}
