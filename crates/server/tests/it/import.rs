//! Importing objects.

use aclavis_server::{Imported, Standing};
use serde_json::{Value, json};

use crate::harness::{
    ALICE, CARD_ID, CHALLENGE, EMPTY, Engine, OUTSIDER, Site, TEMPLATE, card, descriptor, request, sid, template, uuid,
};

tests![
    importing_again_changes_nothing,
    another_content_is_a_conflict,
    what_is_replaced_is_recorded,
    all_is_imported_or_nothing,
    a_conflict_undoes_what_came_before,
    descriptors_must_parse,
    a_descriptor_must_have_an_owner,
    dangling_identifiers_are_refused,
    a_card_id_is_in_use_once,
    unknown_flags_are_kept,
    times_keep_seven_digits,
    the_nuls_behind_a_descriptor_are_counted,
    a_nul_elsewhere_is_refused,
    objects_must_be_sound,
    a_principal_shares_nothing_that_credentials_name,
    the_pin_of_a_request_that_is_replaced_by_an_ended_one_is_forgotten,
    a_file_may_be_an_array,
];

const REQUEST: &str = include_str!("../vectors/request-completed.json");
const SMARTCARD: &str = include_str!("../vectors/smartcard-retired.json");
const REQUEST_UUID: &str = "a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099";

/// One object's standing.
fn standing(imported: &[Imported]) -> (&'static str, String, Standing) {
    let [Imported { kind, id, standing }] = imported else { panic!("{imported:?}") };
    (kind, id.to_string(), *standing)
}

async fn importing_again_changes_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let first = site.admin.import(REQUEST, false, true).await.unwrap();
    assert_eq!(standing(&first), ("request", REQUEST_UUID.to_owned(), Standing::New));
    let records = site.audit().await.len();
    for is_replacing in [false, true] {
        let again = site.admin.import(REQUEST, is_replacing, true).await.unwrap();
        assert_eq!(standing(&again), ("request", REQUEST_UUID.to_owned(), Standing::Same));
    }
    for object in [template(TEMPLATE, &json!({})), ALICE.row()] {
        let again = site.try_import(&object).await.unwrap();
        assert_eq!((standing(&again).2, standing(&again).2.name()), (Standing::Same, "unchanged"));
    }
    assert_eq!(site.audit().await.len(), records);
}

async fn another_content_is_a_conflict(engine: Engine) {
    let site = Site::start(engine).await;
    site.admin.import(REQUEST, false, true).await.unwrap();
    site.admin.import(SMARTCARD, false, true).await.unwrap();
    let request = REQUEST.replace("\"Priority\": 0", "\"Priority\": 1");
    let card = SMARTCARD.replace("\"Comment\": \"\"", "\"Comment\": \"found\"");
    let template = template(TEMPLATE, &json!({"DefaultAdminKeyHex": "11".repeat(24)})).to_string();
    let mut row = ALICE.row();
    row["Enabled"] = false.into();
    for (text, what) in [
        (&request, format!("request {REQUEST_UUID}")),
        (&card, "smart card 17cf063d-e337-4aa9-a822-346554ddd3c9".to_owned()),
        (&template, format!("profile template {TEMPLATE}")),
        (&row.to_string(), format!("principal {}", ALICE.uuid())),
    ] {
        let refused = site.admin.import(text, false, true).await.unwrap_err().to_string();
        assert_eq!(refused, format!("the {what} is there with another content; `--replace` replaces it"));
    }
    assert_eq!(site.by(ALICE).get(&format!("/requests/{REQUEST_UUID}")).await.ok()["Priority"], 0);
}

async fn what_is_replaced_is_recorded(engine: Engine) {
    let site = Site::start(engine).await;
    site.admin.import(REQUEST, false, true).await.unwrap();
    let records = site.audit().await.len();
    let changed = REQUEST.replace("\"Priority\": 0", "\"Priority\": 1");
    let replaced = site.admin.import(&changed, true, true).await.unwrap();
    assert_eq!(standing(&replaced), ("request", REQUEST_UUID.to_owned(), Standing::Replaced));
    assert_eq!(site.by(ALICE).get(&format!("/requests/{REQUEST_UUID}")).await.ok()["Priority"], 1);
    let audit = site.audit().await;
    assert_eq!(audit.len(), records + 1);
    let record = audit.last().unwrap();
    assert_eq!((&record["Action"], &record["Actor"]), (&json!("store.import"), &json!("admin:tests")));
    let expected = json!({"kind": "request", "uuid": REQUEST_UUID, "standing": "replaced"});
    assert_eq!((&record["Detail"]["change"], &record["RequestUuid"]), (&expected, &json!(REQUEST_UUID)));
    site.is_whole().await;
}

async fn all_is_imported_or_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let records = site.audit().await.len();
    let dangling = request(&uuid(2), &json!({"ProfileTemplateUuid": uuid(9)}));
    let objects = json!({
        "ProfileTemplates": [template(&uuid(3), &json!({}))],
        "Smartcards": [card(&uuid(4), CARD_ID, &json!({}))],
        "Requests": [request(&uuid(1), &json!({})), dangling],
    });
    site.try_import(&objects).await.unwrap_err();
    for path in [format!("/requests/{}", uuid(1)), format!("/smartcards/{}", uuid(4)), format!("/profiletemplates/{}", uuid(3))] {
        site.by(ALICE).get(&path).await.is_nothing();
    }
    assert_eq!(site.audit().await.len(), records);
}

async fn a_conflict_undoes_what_came_before(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&request(&uuid(1), &json!({}))).await;
    let objects =
        json!([template(TEMPLATE, &json!({})), request(&uuid(2), &json!({})), request(&uuid(1), &json!({"Priority": 7})),]);
    site.try_import(&objects).await.unwrap_err();
    site.by(ALICE).get(&format!("/requests/{}", uuid(2))).await.is_nothing();
    site.admin.import(&objects.to_string(), true, false).await.unwrap();
    site.by(ALICE).get(&format!("/requests/{}", uuid(2))).await.ok();
    site.is_whole().await;
}

async fn descriptors_must_parse(engine: Engine) {
    let site = Site::start(engine).await;
    for object in [
        request(&uuid(1), &json!({"SecurityDescriptor": "O:BAD:(A;;XX;;;WD)"})),
        template(&uuid(1), &json!({"SecurityDescriptor": "O:BAD:(A;;LC)"})),
        template(&uuid(1), &json!({"RequestSecurityDescriptor": "O:{originator}D:(A;;LC;;;{owner})"})),
    ] {
        let refused = site.try_import(&object).await.unwrap_err().to_string();
        assert!(refused.contains("ecurity") && refused.contains("escriptor"), "{refused}");
    }
    assert_eq!(site.database.number("SELECT COUNT(*) FROM requests").await, 0);
}

async fn a_descriptor_must_have_an_owner(engine: Engine) {
    let site = Site::start(engine).await;
    let refused = site.try_import(&request(&uuid(1), &json!({"SecurityDescriptor": "D:(A;;LC;;;WD)"}))).await.unwrap_err();
    let expected = format!("the request {}: its security descriptor has no owner, and decides nothing", uuid(1));
    assert_eq!(refused.to_string(), expected);
    site.by(ALICE).get(&format!("/requests/{}", uuid(1))).await.is_nothing();
}

async fn dangling_identifiers_are_refused(engine: Engine) {
    let site = Site::start(engine).await;
    for (object, what) in [
        (request(&uuid(1), &json!({"NewSmartcardUuid": uuid(9)})), "smart card"),
        (request(&uuid(1), &json!({"OldSmartcardUuid": uuid(9)})), "smart card"),
        (request(&uuid(1), &json!({"ProfileTemplateUuid": uuid(9)})), "profile template"),
        (card(&uuid(1), CARD_ID, &json!({"PrimarySmartcardUuid": uuid(9)})), "smart card"),
        (card(&uuid(1), CARD_ID, &json!({"ProfileTemplateUuid": uuid(9)})), "profile template"),
    ] {
        let refused = site.try_import(&object).await.unwrap_err().to_string();
        assert!(refused.contains(&format!("names the {what} {}, which is not there", uuid(9))), "{refused}");
        site.by(ALICE).get(&format!("/requests/{}", uuid(1))).await.is_nothing();
    }
    // What comes with it is there.
    let both = json!([request(&uuid(1), &json!({"NewSmartcardUuid": uuid(2)})), card(&uuid(2), CARD_ID, &json!({}))]);
    site.import(&both).await;
}

async fn a_card_id_is_in_use_once(engine: Engine) {
    let site = Site::start(engine).await;
    let both = json!([card(&uuid(1), CARD_ID, &json!({})), card(&uuid(2), CARD_ID, &json!({}))]);
    let refused = site.try_import(&both).await.unwrap_err().to_string();
    let expected = format!("the smart cards {} and {} have the same card id, and neither is Retired", uuid(1), uuid(2));
    assert_eq!(refused, expected);
    site.by(ALICE).get(&format!("/smartcards/{}", uuid(1))).await.is_nothing();
    site.import(&json!([card(&uuid(1), CARD_ID, &json!({})), card(&uuid(2), CARD_ID, &json!({"Status": 6}))])).await;
}

async fn unknown_flags_are_kept(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, flags) in (1..).zip([0x102, 0x2_0102]) {
        site.import(&request(&uuid(number), &json!({"Flags": flags}))).await;
        let alice = site.by(ALICE);
        assert_eq!(alice.get(&format!("/requests/{}", uuid(number))).await.ok()["Flags"], flags);
        alice.bind(&uuid(number), &uuid(number + 10)).await.made("smartcards");
        assert_eq!(alice.end(&uuid(number), "Completed").await.ok()["Flags"], flags);
    }
}

async fn times_keep_seven_digits(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, time) in
        (1..).zip(["2015-07-07T23:36:21.9300001Z", "2015-07-07T23:36:21.93Z", "2015-07-07T23:36:21Z", "0001-01-01T00:00:00"])
    {
        site.import(&request(&uuid(number), &json!({"Submitted": time}))).await;
        assert_eq!(site.by(ALICE).get(&format!("/requests/{}", uuid(number))).await.ok()["Submitted"], time);
    }
}

async fn the_nuls_behind_a_descriptor_are_counted(engine: Engine) {
    let site = Site::start(engine).await;
    let plain = descriptor(&[("LCDCRC", ALICE)]);
    let text = format!("{plain}\0\0\0");
    site.import(&request(&uuid(1), &json!({"SecurityDescriptor": text}))).await;
    site.import(&template(&uuid(2), &json!({"SecurityDescriptor": text}))).await;
    for table in ["requests", "profile_templates"] {
        let from = format!("FROM {table} WHERE uuid IN ('{}', '{}')", uuid(1), uuid(2));
        assert_eq!(site.database.texts(&format!("SELECT security_descriptor {from}")).await, [plain.as_str()]);
        assert_eq!(site.database.number(&format!("SELECT security_descriptor_nuls {from}")).await, 3);
    }
    let alice = site.by(ALICE);
    assert_eq!(alice.get(&format!("/requests/{}", uuid(1))).await.ok()["SecurityDescriptor"], text);
    // They do not disturb decisions.
    site.by(OUTSIDER).end(&uuid(1), "Completed").await.lacks("Execute");
    assert_eq!(alice.end(&uuid(1), "Completed").await.ok()["SecurityDescriptor"], text);
}

async fn a_nul_elsewhere_is_refused(engine: Engine) {
    let site = Site::start(engine).await;
    for text in ["O:BA\0D:(A;;LC;;;WD)", "\0O:BAD:(A;;LC;;;WD)", "O:BAD:(A;;LC;;;WD)\0 \0"] {
        site.try_import(&request(&uuid(1), &json!({"SecurityDescriptor": text}))).await.unwrap_err();
        site.by(ALICE).get(&format!("/requests/{}", uuid(1))).await.is_nothing();
    }
}

async fn objects_must_be_sound(engine: Engine) {
    let site = Site::start(engine).await;
    let id = uuid(1);
    for (object, message) in [
        (request(EMPTY, &json!({})), "a request has the empty GUID as its `Uuid`".to_owned()),
        (request(&id, &json!({"Priority": 256})), format!("the request {id}: the priority 256 is not from 0 to 255")),
        (request(&id, &json!({"Comment": "a\0"})), format!("the request {id}: a text has a NUL in it")),
        (
            card(&id, CARD_ID, &json!({"Atr": "zz"})),
            format!("the smart card {id}: the ATR: not pairs of hexadecimal digits at byte 0, expected pairs of digits"),
        ),
        (template(&id, &json!({"Name": "\0"})), format!("the profile template {id}: a text has a NUL in it")),
        (json!({"Uuid": id, "Sid": "S-1-1-0"}), format!("the principal {id}: `S-1-1-0` is everybody's SID, and nobody's own")),
        (json!({"Requests": [], "Cards": []}), "unknown field `Cards`, expected one of".to_owned()),
    ] {
        let refused = site.try_import(&object).await.unwrap_err().to_string();
        assert!(refused.starts_with(&message), "{refused}");
    }
}

async fn a_principal_shares_nothing_that_credentials_name(engine: Engine) {
    let site = Site::start(engine).await;
    let digits = "ab".repeat(32);
    site.import(&json!({"Uuid": uuid(1), "Sid": sid(77), "Name": "One@cm.example", "Certificates": [digits]})).await;
    for (what, with) in [
        ("SID", json!({"Sid": sid(77)})),
        ("name", json!({"Sid": sid(78), "Name": "ONE@cm.example"})),
        ("certificate", json!({"Sid": sid(78), "Certificates": [digits]})),
    ] {
        let mut principal = with;
        principal["Uuid"] = uuid(2).into();
        let refused = site.try_import(&principal).await.unwrap_err().to_string();
        assert_eq!(refused, format!("the principals {} and {} have the same {what}", uuid(1), uuid(2)));
    }
}

async fn the_pin_of_a_request_that_is_replaced_by_an_ended_one_is_forgotten(engine: Engine) {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "ServerDistributed"})).await;
    let (id, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    site.by(ALICE).pin(&id, &card, CHALLENGE).await.text();
    assert_eq!(site.database.number("SELECT COUNT(*) FROM stored_pins").await, 1);
    let mut ended = site.by(ALICE).get(&format!("/requests/{id}")).await.ok();
    ended["Status"] = 8.into();
    site.admin.import(&ended.to_string(), true, false).await.unwrap();
    assert_eq!(site.database.number("SELECT COUNT(*) FROM stored_pins").await, 0);
}

async fn a_file_may_be_an_array(engine: Engine) {
    let site = Site::start(engine).await;
    let objects: Value = json!([
        request(&uuid(1), &json!({"NewSmartcardUuid": uuid(2)})),
        card(&uuid(2), CARD_ID, &json!({})),
        template(&uuid(3), &json!({})),
    ]);
    let imported = site.admin.import(&format!("\u{feff} {objects}"), false, false).await.unwrap();
    let kinds: Vec<_> = imported.iter().map(|imported| imported.kind).collect();
    assert_eq!(kinds, ["profile template", "smart card", "request"]);
    let refused = site.try_import(&json!([{"Uuid": uuid(4)}])).await.unwrap_err().to_string();
    assert!(refused.starts_with("object 0: neither a request"), "{refused}");
}
