//! What public documentation shows.

use serde_json::json;

use crate::harness::{ALICE, ATR, CARD_ID, CHALLENGE, Engine, Site};

tests![the_documented_challenge_has_the_documented_response];

async fn the_documented_challenge_has_the_documented_response(engine: Engine) {
    let site = Site::start(engine).await;
    let alice = site.by(ALICE);
    let request = alice.enrol().await;
    let bound = alice.post("/smartcards", &json!({"requestid": request, "cardid": CARD_ID, "atr": ATR})).await;
    let card = bound.made("smartcards");
    alice.respond(&request, &card, CARD_ID, CHALLENGE, false).await.is(200, "\"F0Zudm4wPLY=\"");
}
