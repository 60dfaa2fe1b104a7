//! In which states secrets are handed out.

use serde_json::{Value, json};

use crate::harness::{ALICE, CARD_ID, CHALLENGE, Engine, MANAGER, Site, card, request, template, uuid};

tests![
    only_open_requests_hand_out_secrets,
    a_retired_card_has_no_secrets,
    nothing_is_handed_out_after_the_end,
    a_request_without_template_hands_out_nothing,
    a_card_without_card_id_has_no_keys,
];

const STATUSES: [(&str, i64, bool); 8] = [
    ("None", 0, false),
    ("Approved", 3, true),
    ("Denied", 4, false),
    ("Completed", 8, false),
    ("Failed", 9, false),
    ("Pending", 16, false),
    ("Canceled", 17, false),
    ("Executing", 18, true),
];

/// What alice and the manager are told of a card's secrets.
async fn secrets(site: &Site, request: &str, card: &str, card_id: &str) -> [crate::harness::Answer; 4] {
    let alice = site.by(ALICE);
    [
        alice.respond(request, card, card_id, CHALLENGE, false).await,
        alice.key(request, card).await,
        alice.pin(request, card, CHALLENGE).await,
        site.by(MANAGER).get(&format!("/requests/{request}/pin")).await,
    ]
}

async fn site(engine: Engine) -> Site {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "ServerDistributed"})).await;
    site
}

async fn only_open_requests_hand_out_secrets(engine: Engine) {
    let site = site(engine).await;
    for (number, (name, status, is_open)) in (1..).zip(STATUSES) {
        let (id, card_id) = (uuid(number + 100), uuid(number + 200));
        let of_request = request(&uuid(number), &json!({"Status": status, "NewSmartcardUuid": id}));
        site.import(&json!({"Smartcards": [card(&id, &card_id, &json!({}))], "Requests": [of_request]})).await;
        let short = site.by(ALICE).get(&format!("/smartcards/{id}/serverproposedpin?challenge=AAAAAAAAAAA%3D")).await;
        if is_open {
            short.text();
        } else {
            short.is_nothing();
        }
        for answer in secrets(&site, &uuid(number), &id, &card_id).await {
            if is_open {
                answer.text();
            } else {
                answer.is_problem(409, "illegal-state", &format!("the request is {name}, and hands out nothing"));
            }
        }
    }
}

async fn a_retired_card_has_no_secrets(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    for answer in secrets(&site, &request, &card, CARD_ID).await {
        answer.text();
    }
    alice.set_card(&request, &card, "Retired").await.ok();
    for answer in secrets(&site, &request, &card, CARD_ID).await {
        answer.is_problem(409, "card-retired", "the smart card is Retired");
    }
}

async fn nothing_is_handed_out_after_the_end(engine: Engine) {
    let site = Site::start_with(engine, |config| config.lock.answers = 1000).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let asked: Vec<_> = (0..24)
        .map(|number| {
            let (alice, request, card) = (alice.clone(), request.clone(), card.clone());
            tokio::spawn(async move {
                if number == 11 { alice.end(&request, "Canceled").await.status } else { alice.key(&request, &card).await.status }
            })
        })
        .collect();
    for answer in asked {
        assert!(matches!(answer.await.unwrap(), 200 | 409));
    }
    let records = site.audit().await;
    let ended = records.iter().position(|record| record["Action"] == "request.cancel").unwrap();
    let after: Vec<&Value> = records[ended + 1..].iter().collect();
    assert_eq!(after, Vec::<&Value>::new());
    site.is_whole().await;
}

async fn a_request_without_template_hands_out_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let of_request = request(&uuid(1), &json!({"NewSmartcardUuid": uuid(2), "ProfileTemplateUuid": uuid(9)}));
    let objects = json!({"Smartcards": [card(&uuid(2), CARD_ID, &json!({}))], "Requests": [of_request]});
    site.admin.import(&objects.to_string(), false, true).await.unwrap();
    for answer in &secrets(&site, &uuid(1), &uuid(2), CARD_ID).await[..3] {
        answer.is_problem(409, "no-template", "the profile template of the request is not there");
    }
    site.import(&template(&uuid(9), &json!({"UserPinOption": "ServerDistributed"}))).await;
    for answer in secrets(&site, &uuid(1), &uuid(2), CARD_ID).await {
        answer.text();
    }
}

async fn a_card_without_card_id_has_no_keys(engine: Engine) {
    let site = site(engine).await;
    let of_request = request(&uuid(1), &json!({"NewSmartcardUuid": uuid(2)}));
    let of_card = card(&uuid(2), CARD_ID, &json!({"SerialNumber": "12345"}));
    site.import(&json!({"Smartcards": [of_card], "Requests": [of_request]})).await;
    let message = "the serial number of the smart card is no card id in braces";
    let alice = site.by(ALICE);
    alice.key(&uuid(1), &uuid(2)).await.is_problem(409, "no-card-id", message);
    alice.pin(&uuid(1), &uuid(2), CHALLENGE).await.is_problem(409, "no-card-id", message);
    alice.respond(&uuid(1), &uuid(2), CARD_ID, CHALLENGE, false).await.problem(409, "card-mismatch");
}
