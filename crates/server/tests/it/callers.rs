//! Who calls: tokens and the directory.

use serde_json::{Value, json};

use crate::harness::{ALICE, BOB, CARD_ID, Client, DOMAIN, Engine, NOBODY, READER, Site, TEMPLATE, request, sid, token, uuid};

tests![
    everybody_belongs_to_the_groups_of_everybody,
    accounts_of_other_domains_are_dropped,
    credentials_and_directory_must_agree,
    a_name_with_a_nul_is_refused,
    a_name_alone_finds_the_user,
    the_directory_adds_groups,
    who_has_no_sid_may_nothing,
    who_has_no_identifier_reads_only,
    a_disabled_user_is_refused,
    who_shows_nothing_is_refused,
    a_header_of_a_proxy_is_no_credential,
];

fn with(site: &Site, claims: &Value) -> Client {
    site.stranger().with_token(Some(token(claims)))
}

async fn everybody_belongs_to_the_groups_of_everybody(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, group) in (1..).zip(["WD", "AU", "NU", "S-1-1-0", "S-1-5-11", "S-1-5-2"]) {
        let descriptor = format!("O:BAD:(A;;RC;;;{group})");
        site.import(&request(&uuid(number), &json!({"SecurityDescriptor": descriptor}))).await;
        site.by(crate::harness::OUTSIDER).get(&format!("/requests/{}", uuid(number))).await.ok();
    }
    for (number, group) in (11..).zip(["BA", "IU", "SY", "BU", "AN"]) {
        let descriptor = format!("O:BAD:(A;;RC;;;{group})");
        site.import(&request(&uuid(number), &json!({"SecurityDescriptor": descriptor}))).await;
        site.by(ALICE).get(&format!("/requests/{}", uuid(number))).await.lacks("Read");
    }
}

async fn accounts_of_other_domains_are_dropped(engine: Engine) {
    let site = Site::start(engine).await;
    let foreign = "S-1-5-21-100-200-301-500";
    let descriptor = format!("O:BAD:(A;;RC;;;BA)(A;;RC;;;{foreign})(A;;RC;;;SY)(A;;RC;;;{DOMAIN})");
    site.import(&request(&uuid(1), &json!({"SecurityDescriptor": descriptor}))).await;
    let groups = json!(["S-1-5-32-544", foreign, "S-1-5-18", DOMAIN, "BA"]);
    let claims = json!({"primarysid": ALICE.sid(), "objectguid": ALICE.uuid(), "groupsid": groups});
    with(&site, &claims).get(&format!("/requests/{}", uuid(1))).await.lacks("Read");
    // A user of another domain has no SID.
    let claims = json!({"primarysid": foreign});
    with(&site, &claims).get(&format!("/requests/{}", uuid(1))).await.problem(403, "no-sid");
}

async fn credentials_and_directory_must_agree(engine: Engine) {
    let site = Site::start(engine).await;
    for (sid, uuid) in [(ALICE.sid(), BOB.uuid().to_owned()), (ALICE.sid(), uuid(9)), (sid(9), ALICE.uuid().to_owned())] {
        let refused = with(&site, &json!({"primarysid": sid, "objectguid": uuid})).get("/requests").await;
        refused.is_problem(401, "different-principals", "the credentials do not mean one and the same user");
        assert!(refused.header("www-authenticate").unwrap().starts_with("Bearer"));
    }
    // One of them is enough, and both may be unknown.
    for claims in [json!({"primarysid": ALICE.sid()}), json!({"objectguid": ALICE.uuid()})] {
        let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"});
        let mut claims = claims;
        claims["groupsid"] = json!([sid(crate::harness::USERS)]);
        let id = with(&site, &claims).post("/requests", &body).await.made("requests");
        let made = site.by(ALICE).get(&format!("/requests/{id}")).await.ok();
        assert_eq!(made["OriginatorUserUuid"], ALICE.uuid());
    }
    with(&site, &json!({"primarysid": sid(9), "objectguid": uuid(9)})).get("/requests").await.is(200, "[]");
}

async fn a_name_with_a_nul_is_refused(engine: Engine) {
    let site = Site::start(engine).await;
    for claims in [json!({"upn": "a\0b"}), json!({"sub": "a\0b"}), json!({"upn": "a", "sub": "\0"})] {
        with(&site, &claims).get("/requests").await.problem(401, "bad-claims");
    }
}

async fn a_name_alone_finds_the_user(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&request(&uuid(1), &json!({}))).await;
    let path = format!("/requests/{}", uuid(1));
    with(&site, &json!({"upn": "Alice@CM.example"})).get(&path).await.ok();
    with(&site, &json!({"upn": "mallory@cm.example"})).get(&path).await.problem(403, "no-sid");
    with(&site, &json!({"upn": ""})).get(&path).await.problem(403, "no-sid");
    // A name is no match for an identifier.
    let claims = json!({"upn": "alice@cm.example", "primarysid": BOB.sid()});
    with(&site, &claims).end(&uuid(1), "Completed").await.lacks("Execute");
}

async fn the_directory_adds_groups(engine: Engine) {
    let site = Site::start(engine).await;
    let descriptor = format!("O:BAD:(A;;RC;;;{})(A;;LC;;;{})", sid(77), sid(78));
    site.import(&request(&uuid(1), &json!({"SecurityDescriptor": descriptor}))).await;
    let mut row = ALICE.row();
    row["Groups"] = json!([sid(77)]);
    site.admin.import(&row.to_string(), true, false).await.unwrap();
    site.by(ALICE).get(&format!("/requests/{}", uuid(1))).await.ok();
    site.by(ALICE).end(&uuid(1), "Completed").await.lacks("Execute");
    let claims = json!({"primarysid": ALICE.sid(), "groupsid": sid(78)});
    assert_eq!(with(&site, &claims).end(&uuid(1), "Completed").await.ok()["Status"], 8);
}

async fn who_has_no_sid_may_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let nobody = site.by(NOBODY);
    let message = "nothing says which SID the caller has";
    for answer in [
        nobody.get("/requests").await,
        nobody.get(&format!("/requests/{request}")).await,
        nobody.get("/profiletemplates").await,
        nobody.get(&format!("/smartcards/{card}")).await,
        nobody.get(&format!("/smartcards?cardid={CARD_ID}")).await,
        nobody.post("/requests", &json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"})).await,
        nobody.bind(&request, CARD_ID).await,
        nobody.end(&request, "Completed").await,
        nobody.set_card(&request, &card, "Retired").await,
        nobody.key(&request, &card).await,
    ] {
        answer.is_problem(403, "no-sid", message);
    }
    // What is not there is not there.
    nobody.get(&format!("/requests/{}", uuid(1))).await.is_nothing();
}

async fn who_has_no_identifier_reads_only(engine: Engine) {
    let site = Site::start(engine).await;
    let everything = format!("O:BAD:(A;;CCDCLCSWSDRC;;;{})", READER.sid());
    site.change_template(&json!({"RequestSecurityDescriptor": format!("{everything}(A;;LCRC;;;{{originator}})")})).await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let reader = site.by(READER);
    reader.get(&format!("/requests/{request}")).await.ok();
    assert_eq!(reader.get("/requests").await.ok()[0]["Uuid"], request);
    reader.get(&format!("/requests/{request}/smartcards/{card}")).await.ok();
    reader.get(&format!("/smartcards/{card}")).await.ok();
    reader.get(&format!("/smartcards/{card}/operations")).await.is(200, "[]");
    reader.get(&format!("/profiletemplates/{TEMPLATE}")).await.ok();
    reader.get("/requests?targetuser=current").await.is(200, "[]");
    let message = "the directory has no identifier of the caller, who can only read";
    for answer in [
        reader.post("/requests", &json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"})).await,
        reader.bind(&request, CARD_ID).await,
        reader.end(&request, "Canceled").await,
        reader.set_card(&request, &card, "Retired").await,
        reader.key(&request, &card).await,
        reader.pin(&request, &card, crate::harness::CHALLENGE).await,
        reader.respond(&request, &card, CARD_ID, crate::harness::CHALLENGE, false).await,
        reader.get(&format!("/requests/{request}/pin")).await,
    ] {
        answer.is_problem(403, "no-user-id", message);
        assert_eq!(site.records(answer.correlation()).await.len(), 1);
    }
}

async fn a_disabled_user_is_refused(engine: Engine) {
    let site = Site::start_with(engine, |config| config.directory.cache = std::time::Duration::ZERO).await;
    site.by(ALICE).get("/requests").await.ok();
    let mut row = ALICE.row();
    row["Enabled"] = false.into();
    site.admin.import(&row.to_string(), true, false).await.unwrap();
    site.by(ALICE).get("/requests").await.is_problem(401, "disabled", "the user is disabled");
    with(&site, &json!({"upn": "alice@cm.example"})).get("/requests").await.problem(401, "disabled");
    site.by(BOB).get("/requests").await.ok();
}

async fn who_shows_nothing_is_refused(engine: Engine) {
    let site = Site::start(engine).await;
    let refused = site.stranger().get("/requests").await;
    refused.is_problem(401, "no-credentials", "a bearer token or a client certificate is needed");
    assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
}

async fn a_header_of_a_proxy_is_no_credential(engine: Engine) {
    let site = Site::start(engine).await;
    for header in
        ["x-forwarded-user", "x-remote-user", "remote-user", "x-ssl-client-cert", "x-client-cert", "x-iisnode-auth_user"]
    {
        let call = site.stranger().call(&reqwest::Method::GET, "/CertificateManagement/api/v1.0/requests");
        let refused = site.stranger().answer(call.header(header, "alice@cm.example")).await;
        refused.problem(401, "no-credentials");
    }
}
