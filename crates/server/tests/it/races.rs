//! Many at once: everything happens once, whoever asks, and through however many servers.

use serde_json::{Value, json};

use crate::harness::{ALICE, Answer, CARD_ID, Client, Engine, Site, TEMPLATE, request, uuid};

tests![
    of_many_ends_one_counts,
    of_many_ends_through_two_servers_one_counts,
    of_many_binds_of_one_card_one_counts,
    of_many_binds_to_one_request_one_counts,
    of_many_posts_with_one_key_one_counts,
    of_many_keys_so_many_are_given,
];

const CLIENTS: usize = 32;
const REQUESTS: u32 = 40;
const ENDS: [(&str, &str, i64); 3] =
    [("Completed", "request.complete", 8), ("Canceled", "request.cancel", 17), ("Abandoned", "request.abandon", 9)];

/// What all clients are answered.
async fn all<T: Send + 'static>(tasks: Vec<impl Future<Output = T> + Send + 'static>) -> Vec<T> {
    let tasks: Vec<_> = tasks.into_iter().map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

/// Every client ends every request, each in its own order and way.
async fn ends(site: &Site, servers: &[Client]) {
    let requests: Vec<Value> = (1..=REQUESTS).map(|number| request(&uuid(number), &json!({}))).collect();
    site.import(&json!({"Requests": requests})).await;
    let before = site.audit().await.len();
    let tasks = (0..CLIENTS).map(|client| {
        let alice = servers[client % servers.len()].named(ALICE);
        async move {
            for turn in 0..REQUESTS {
                let number = (turn + u32::try_from(client).unwrap()) % REQUESTS + 1;
                let (end, _, _) = ENDS[(client + usize::try_from(turn).unwrap()) % 3];
                let answer = alice.end(&uuid(number), end).await;
                assert!(matches!(answer.status, 200 | 409), "{answer:?}");
            }
        }
    });
    all(tasks.collect()).await;
    let audit = site.audit().await;
    assert_eq!(audit.len(), before + requests.len());
    for number in 1..=REQUESTS {
        let id = uuid(number);
        let records: Vec<_> = audit[before..].iter().filter(|record| record["RequestUuid"] == id.as_str()).collect();
        let [record] = records[..] else { panic!("{records:?}") };
        let status = site.by(ALICE).get(&format!("/requests/{id}")).await.ok()["Status"].clone();
        assert!(ENDS.iter().any(|(_, action, after)| record["Action"] == *action && status == *after), "{record} {status}");
    }
    site.is_whole().await;
}

async fn of_many_ends_one_counts(engine: Engine) {
    let site = Site::start(engine).await;
    ends(&site, &[site.by(ALICE)]).await;
}

async fn of_many_ends_through_two_servers_one_counts(engine: Engine) {
    let site = Site::start(engine).await;
    let (_running, other) = site.second().await;
    ends(&site, &[site.by(ALICE), other]).await;
}

/// How many answers have each of two statuses, which are all that there are.
fn counted(answers: &[Answer], one: u16, other: u16) -> (usize, usize) {
    let count = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!(count(one) + count(other), answers.len(), "{answers:?}");
    (count(one), count(other))
}

async fn of_many_binds_of_one_card_one_counts(engine: Engine) {
    let site = Site::start(engine).await;
    let (_running, other) = site.second().await;
    let requests: Vec<Value> = (1..=16).map(|number| request(&uuid(number), &json!({}))).collect();
    site.import(&json!({"Requests": requests})).await;
    let servers = [site.by(ALICE), other.named(ALICE)];
    let tasks = (1..=16).map(|number| {
        let alice = servers[usize::try_from(number).unwrap() % 2].clone();
        async move { alice.bind(&uuid(number), CARD_ID).await }
    });
    let answers = all(tasks.collect()).await;
    assert_eq!(counted(&answers, 201, 409), (1, 15));
    assert_eq!(site.database.number("SELECT COUNT(*) FROM smartcards").await, 1);
    assert_eq!(site.database.number("SELECT COUNT(*) FROM requests WHERE status = 18").await, 1);
    site.is_whole().await;
}

async fn of_many_binds_to_one_request_one_counts(engine: Engine) {
    let site = Site::start(engine).await;
    let (_running, other) = site.second().await;
    site.import(&request(&uuid(1), &json!({}))).await;
    let servers = [site.by(ALICE), other.named(ALICE)];
    let tasks = (1..=16).map(|number| {
        let alice = servers[usize::try_from(number).unwrap() % 2].clone();
        async move { alice.bind(&uuid(1), &uuid(number + 100)).await }
    });
    let answers = all(tasks.collect()).await;
    assert_eq!(counted(&answers, 201, 409), (1, 15));
    assert_eq!(site.database.number("SELECT COUNT(*) FROM smartcards").await, 1);
    site.is_whole().await;
}

async fn of_many_posts_with_one_key_one_counts(engine: Engine) {
    let site = Site::start(engine).await;
    let (_running, other) = site.second().await;
    let servers = [site.by(ALICE), other.named(ALICE)];
    let tasks = (0..16).map(|number: usize| {
        let alice = servers[number % 2].clone();
        let body = json!({"profiletemplateuuid": TEMPLATE, "type": "Enroll"}).to_string();
        async move {
            let call = alice.call(&reqwest::Method::POST, "/CertificateManagement/api/v1.0/requests");
            alice.answer(call.header("idempotency-key", "one").header("content-type", "application/json").body(body)).await
        }
    });
    let answers = all(tasks.collect()).await;
    assert!(answers.iter().all(|answer| answer.made("requests") == answers[0].made("requests")));
    assert_eq!(site.database.number("SELECT COUNT(*) FROM requests").await, 1);
}

async fn of_many_keys_so_many_are_given(engine: Engine) {
    let site = Site::start_with(engine, |config| config.lock.answers = 5).await;
    let (_running, other) = site.second().await;
    let (request, card) = site.by(ALICE).enrol_with(CARD_ID).await;
    let servers = [site.by(ALICE), other.named(ALICE)];
    let tasks = (0..20).map(|number: usize| {
        let (alice, request, card) = (servers[number % 2].clone(), request.clone(), card.clone());
        async move { alice.key(&request, &card).await }
    });
    let answers = all(tasks.collect()).await;
    assert_eq!(counted(&answers, 200, 423), (5, 15));
    let given: Vec<_> = answers.iter().filter(|answer| answer.status == 200).map(|answer| &answer.body).collect();
    assert!(given.iter().all(|key| *key == given[0]));
    site.is_whole().await;
}
