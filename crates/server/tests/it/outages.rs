//! A store that fails: nothing is half done, and nothing of its words is told.

use std::time::Duration;

use crate::harness::{ALICE, CARD_ID, Engine, Site};

tests![a_store_that_cannot_be_written_is_unavailable_until_it_can, a_store_that_fails_in_the_middle_has_done_nothing];

async fn a_store_that_cannot_be_written_is_unavailable_until_it_can(engine: Engine) {
    // Alice stays known: what the directory says is not what this is about.
    let site = Site::start_with(engine, |config| config.directory.cache = Duration::from_hours(1)).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let records = site.audit().await.len();
    let outage = site.database.outage().await;
    let key = format!("/requests/{request}/smartcards/{card}/diversifiedkey?cardid={CARD_ID}");
    let (ended, secret) = tokio::join!(alice.end(&request, "Completed"), alice.get(&key));
    for answer in [ended, secret] {
        answer.is_problem(503, "unavailable", "the store is not available just now");
        assert_eq!(answer.header("retry-after"), Some("1"));
    }
    outage.end().await;
    assert_eq!(site.audit().await.len(), records);
    alice.end(&request, "Completed").await.ok();
    site.is_whole().await;
}

async fn a_store_that_fails_in_the_middle_has_done_nothing(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let (request, card) = alice.enrol_with(CARD_ID).await;
    let records = site.audit().await;
    let before = alice.get(&format!("/requests/{request}")).await.ok();
    // The record comes last: the request has been changed when this fails.
    let (fail, heal) = match engine {
        Engine::Sqlite => (
            &["CREATE TRIGGER fails BEFORE INSERT ON audit_records BEGIN SELECT RAISE(ABORT, 'words of the store'); END"][..],
            "DROP TRIGGER fails",
        ),
        Engine::Postgres => (
            &[
                "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'words of the store'; END $$",
                "CREATE TRIGGER fails BEFORE INSERT ON audit_records EXECUTE FUNCTION fails()",
            ][..],
            "DROP TRIGGER fails ON audit_records",
        ),
    };
    for sql in fail {
        site.database.execute(sql).await;
    }
    alice.end(&request, "Completed").await.is_problem(500, "internal", "the service failed");
    let key = format!("/requests/{request}/smartcards/{card}/diversifiedkey?cardid={CARD_ID}");
    alice.get(&key).await.is_problem(500, "internal", "the service failed");
    assert_eq!(alice.get(&format!("/requests/{request}")).await.ok(), before);
    assert_eq!(site.audit().await, records);
    site.database.execute(heal).await;
    alice.end(&request, "Completed").await.ok();
    site.is_whole().await;
}
