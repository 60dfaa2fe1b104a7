//! How requests end: `PUT /requests/{id}`.

use aclavis::{AccessMask, Permission};
use aclavis_server::config::Permissions;
use serde_json::{Value, json};

use crate::harness::{ALICE, BOB, Engine, OUTSIDER, READER, Site, descriptor, request, uuid};

tests![
    every_state_ends_as_it_may,
    each_end_is_recorded_once,
    completion_is_the_time_of_its_record,
    each_end_needs_its_permission,
    a_repeat_needs_the_permission_too,
    abandon_may_have_rights_of_its_own,
    the_originator_may_abandon_where_that_is_configured,
    the_originator_may_not_abandon_otherwise,
    a_caller_without_identifier_ends_nothing,
    a_request_that_is_not_there_is_nothing,
    only_the_documented_names_are_taken,
];

const STATUSES: [(&str, i64); 8] = [
    ("None", 0),
    ("Approved", 3),
    ("Denied", 4),
    ("Completed", 8),
    ("Failed", 9),
    ("Pending", 16),
    ("Canceled", 17),
    ("Executing", 18),
];

/// The ends, the status that each makes, and those from which it does.
const ENDS: [(&str, i64, &[i64]); 3] = [("Completed", 8, &[3, 18]), ("Canceled", 17, &[16, 3, 18]), ("Abandoned", 9, &[3, 18])];

async fn every_state_ends_as_it_may(engine: Engine) {
    let site = Site::start(engine).await;
    let mut requests = Vec::new();
    let mut cases = Vec::new();
    for (name, status) in STATUSES {
        for end in ENDS {
            let id = uuid(u32::try_from(cases.len()).unwrap());
            requests.push(request(&id, &json!({"Status": status})));
            cases.push((id, name, status, end));
        }
    }
    site.import(&json!({"Requests": requests})).await;
    let alice = site.by(ALICE);
    for ((id, name, status, (end, after, from)), mut expected) in cases.into_iter().zip(requests) {
        let answer = alice.end(&id, end).await;
        if from.contains(&status) || status == after {
            let changed = answer.ok();
            expected["Status"] = after.into();
            if status != after && end == "Completed" {
                assert_ne!(changed["Completed"], expected["Completed"]);
                expected["Completed"] = changed["Completed"].clone();
            }
            assert_eq!(changed, expected, "{name} {end}");
        } else {
            let message = format!("the request is {name}, and can no longer become {end}");
            answer.is_problem(409, "illegal-state", &message);
        }
        assert_eq!(alice.get(&format!("/requests/{id}")).await.ok(), expected, "{name} {end}");
    }
}

async fn each_end_is_recorded_once(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, (end, _, _)) in (1..).zip(ENDS) {
        let id = uuid(number);
        site.import(&request(&id, &json!({}))).await;
        let first = site.by(ALICE).end(&id, end).await;
        let again = site.by(ALICE).end(&id, end).await;
        assert_eq!(first.ok(), again.ok());
        let records = site.records(first.correlation()).await;
        assert_eq!(records.len(), 1);
        let to = ["Completed", "Canceled", "Failed"][usize::try_from(number - 1).unwrap()];
        assert_eq!(records[0]["Detail"]["change"], json!({"from": "Approved", "to": to, "smartcards": []}));
        assert_eq!((&records[0]["Outcome"], &records[0]["RequestUuid"]), (&json!("done"), &json!(id)));
        assert_eq!(site.records(again.correlation()).await, Vec::<Value>::new());
    }
    site.is_whole().await;
}

async fn completion_is_the_time_of_its_record(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&request(&uuid(1), &json!({}))).await;
    let completed = site.by(ALICE).end(&uuid(1), "Completed").await;
    let records = site.records(completed.correlation()).await;
    let time = completed.ok()["Completed"].clone();
    assert_eq!(time, records[0]["Time"]);
    assert!(time.as_str().unwrap().ends_with('Z'));
}

async fn each_end_needs_its_permission(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, rights, allowed) in
        [(1, "RC", [false; 3]), (2, "LC", [true, false, true]), (3, "DC", [false, true, false]), (4, "CCSWSD", [false; 3])]
    {
        for (end, (name, _, _)) in ENDS.into_iter().enumerate() {
            let id = uuid(number * 10 + u32::try_from(end).unwrap());
            let descriptor = descriptor(&[(rights, BOB)]);
            site.import(&request(&id, &json!({"SecurityDescriptor": descriptor}))).await;
            let answer = site.by(BOB).end(&id, name).await;
            if allowed[end] {
                answer.ok();
            } else {
                answer.lacks(["Execute", "Cancel", "Abandon"][end]);
                let records = site.records(answer.correlation()).await;
                assert_eq!((records.len(), &records[0]["Outcome"]), (1, &json!("not-granted")));
            }
        }
    }
}

async fn a_repeat_needs_the_permission_too(engine: Engine) {
    let site = Site::start(engine).await;
    for (number, (end, status, _)) in (1..).zip(ENDS) {
        site.import(&request(&uuid(number), &json!({"Status": status}))).await;
        site.by(ALICE).end(&uuid(number), end).await.ok();
        site.by(BOB).end(&uuid(number), end).await.lacks(["Execute", "Cancel", "Abandon"][usize::try_from(number - 1).unwrap()]);
        site.by(OUTSIDER).end(&uuid(number), end).await.problem(403, "not-granted");
    }
}

async fn abandon_may_have_rights_of_its_own(engine: Engine) {
    let site = Site::start_with(engine, |config| {
        config.permissions = Permissions(config.permissions.0.clone().with(Permission::Abandon, AccessMask::DELETE));
    })
    .await;
    let descriptor = descriptor(&[("LC", ALICE), ("SD", BOB)]);
    site.import(&request(&uuid(1), &json!({"SecurityDescriptor": descriptor}))).await;
    site.by(ALICE).end(&uuid(1), "Abandoned").await.lacks("Abandon");
    site.by(BOB).end(&uuid(1), "Completed").await.lacks("Execute");
    assert_eq!(site.by(BOB).end(&uuid(1), "Abandoned").await.ok()["Status"], 9);
}

async fn the_originator_may_abandon_where_that_is_configured(engine: Engine) {
    let site = Site::start_with(engine, |config| config.abandon.originator = true).await;
    let nothing = descriptor(&[("RC", BOB)]);
    for (number, status) in [(1, 3), (2, 18), (3, 16), (4, 9)] {
        site.import(&request(&uuid(number), &json!({"Status": status, "SecurityDescriptor": nothing}))).await;
    }
    let alice = site.by(ALICE);
    for number in [1, 2] {
        let abandoned = alice.end(&uuid(number), "Abandoned").await;
        assert_eq!(abandoned.ok()["Status"], 9);
        let records = site.records(abandoned.correlation()).await;
        assert_eq!((records.len(), &records[0]["Detail"]["rule"]), (1, &json!("abandon.originator")));
        assert_eq!(records[0]["Detail"]["permission"], "Abandon");
    }
    alice.end(&uuid(3), "Abandoned").await.problem(409, "illegal-state");
    assert_eq!(alice.end(&uuid(4), "Abandoned").await.ok()["Status"], 9);
    // Nothing else, and nobody else.
    alice.end(&uuid(3), "Canceled").await.lacks("Cancel");
    alice.end(&uuid(3), "Completed").await.lacks("Execute");
    site.by(BOB).end(&uuid(3), "Abandoned").await.lacks("Abandon");
}

async fn the_originator_may_not_abandon_otherwise(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&request(&uuid(1), &json!({"SecurityDescriptor": descriptor(&[("RC", BOB)])}))).await;
    site.by(ALICE).end(&uuid(1), "Abandoned").await.lacks("Abandon");
}

async fn a_caller_without_identifier_ends_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&request(&uuid(1), &json!({"SecurityDescriptor": descriptor(&[("LCDCRC", READER)])}))).await;
    let reader = site.by(READER);
    reader.get(&format!("/requests/{}", uuid(1))).await.ok();
    for (end, _, _) in ENDS {
        let message = "the directory has no identifier of the caller, who can only read";
        reader.end(&uuid(1), end).await.is_problem(403, "no-user-id", message);
    }
}

async fn a_request_that_is_not_there_is_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    for (end, _, _) in ENDS {
        site.by(ALICE).end(&uuid(1), end).await.is_nothing();
    }
}

async fn only_the_documented_names_are_taken(engine: Engine) {
    let site = Site::start(engine).await;
    site.import(&request(&uuid(1), &json!({}))).await;
    let alice = site.by(ALICE);
    for status in ["Failed", "Approved", "Cancelled", "", "8"] {
        let message = "`status` must be one of `Completed`, `Canceled`, `Abandoned`";
        alice.end(&uuid(1), status).await.is_problem(400, "unknown-name", message);
    }
    let path = format!("/requests/{}", uuid(1));
    alice.put(&path, &json!({"status": 8})).await.is_problem(400, "bad-member", "the member `status` must be a string");
    alice.put(&path, &json!({})).await.is_problem(400, "missing-member", "the member `status` is missing");
    assert_eq!(alice.put(&path, &json!({"STATUS": "completed"})).await.ok()["Status"], 8);
}
