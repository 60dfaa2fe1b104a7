//! The documented enrolment from its start to its end, with a card in software.

use aclavis::card::{AdminKey, Algorithm};
use aclavis_virtual_card::Card;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::json;

use crate::harness::{ALICE, CARD_ID, Client, EMPTY, Engine, Site, TEMPLATE};

tests![a_card_is_enrolled_as_documented, a_card_is_unblocked_as_documented];

/// A card with a host that knows its commands.
struct Inserted(Card<UnwrapErr<SysRng>>);

impl Inserted {
    /// A card as it comes: the admin key is all zeros, the PIN is 123456.
    fn new() -> Self {
        let key = AdminKey::from_bytes(Algorithm::Tdes3, &[0; 24]).unwrap();
        let card_id: aclavis::card::Uuid = CARD_ID.parse().unwrap();
        Self(Card::gids(key, card_id.to_bytes(), UnwrapErr(SysRng)))
    }

    fn atr(&self) -> String {
        base16ct::lower::encode_string(self.0.atr())
    }

    /// GENERAL AUTHENTICATE: a challenge, base64.
    fn challenge(&mut self) -> String {
        assert_eq!(self.0.transmit(&[0x00, 0x22, 0xC1, 0xA4, 3, 0x83, 1, 0x80]), [0x90, 0x00]);
        let response = self.0.transmit(&[0x00, 0x87, 0x00, 0x00, 4, 0x7C, 2, 0x81, 0, 0]);
        BASE64_STANDARD.encode(&response[4..12])
    }

    /// GENERAL AUTHENTICATE: the answer to the challenge.
    fn authenticate(&mut self, response: &str) {
        let response = BASE64_STANDARD.decode(response).unwrap();
        let command = [&[0x00, 0x87, 0x00, 0x00, 12, 0x7C, 10, 0x82, 8][..], &response].concat();
        assert_eq!(self.0.transmit(&command), [0x90, 0x00]);
        assert!(self.0.state().admin_authenticated);
    }

    /// PUT DATA: another admin key.
    fn set_admin_key(&mut self, key: &str) {
        let key = BASE64_STANDARD.decode(key).unwrap();
        let head = [0x00, 0xDB, 0x3F, 0xFF, 38, 0x70, 36, 0x84, 1, 0x80, 0xA5, 31, 0x87, 24];
        let command = [&head[..], &key, &[0x88, 3, 0xB0, 0x73, 0xDC]].concat();
        assert_eq!(self.0.transmit(&command), [0x90, 0x00]);
    }

    /// RESET RETRY COUNTER: another PIN.
    fn set_pin(&mut self, pin: &str) {
        let command = [&[0x00, 0x2C, 0x02, 0x80, 8], pin.as_bytes()].concat();
        assert_eq!(self.0.transmit(&command), [0x90, 0x00]);
    }

    /// VERIFY: whether it is the PIN.
    fn verifies(&mut self, pin: &str) -> bool {
        let length = u8::try_from(pin.len()).unwrap();
        self.0.transmit(&[&[0x00, 0x20, 0x00, 0x80, length], pin.as_bytes()].concat()) == [0x90, 0x00]
    }
}

async fn site(engine: Engine) -> Site {
    let site = Site::start(engine).await;
    site.change_template(&json!({"UserPinOption": "ServerDistributed", "PinLength": 8})).await;
    site
}

/// Lets the card and the service authenticate each other.
async fn authenticate(alice: &Client, inserted: &mut Inserted, request: &str, card: &str, own: bool) {
    let challenge = inserted.challenge();
    let response = alice.respond(request, card, CARD_ID, &challenge, own).await.text();
    inserted.authenticate(&response);
}

/// Enrols a card: the card object and its PIN.
async fn enrol(alice: &Client, inserted: &mut Inserted) -> (String, String) {
    let templates = alice.get("/profiletemplates").await.ok();
    assert_eq!(templates[0]["Uuid"], TEMPLATE);
    assert_eq!(alice.get(&format!("/profiletemplates/{TEMPLATE}")).await.ok(), templates[0]);

    let body = json!({"profiletemplateuuid": TEMPLATE, "datacollection": "[]", "type": "Enroll"});
    let request = alice.post("/requests", &body).await.made("requests");
    let read = alice.get(&format!("/requests/{request}")).await.ok();
    assert_eq!((&read["Status"], &read["NewSmartcardUuid"]), (&json!(3), &json!(EMPTY)));

    let configuration = alice.get(&format!("/profiletemplates/{TEMPLATE}/configuration/smartcards")).await.ok();
    assert_eq!(configuration["DefaultAdminKeyHex"], "0".repeat(48));
    assert_eq!((&configuration["DiversifyAdminKey"], &configuration["UserPinOption"]), (&json!(true), &json!(3)));

    let body = json!({"requestid": request, "cardid": CARD_ID, "atr": inserted.atr()});
    let card = alice.post("/smartcards", &body).await.made("smartcards");
    let read = alice.get(&format!("/smartcards/{card}")).await.ok();
    assert_eq!((&read["Status"], &read["Atr"]), (&json!(1), &json!(inserted.atr())));

    let key = alice.key(&request, &card).await.text();
    authenticate(alice, inserted, &request, &card, false).await;
    inserted.set_admin_key(&key);
    authenticate(alice, inserted, &request, &card, true).await;
    let pin = alice.pin(&request, &card, "AAECAwQFBgc=").await.text();
    inserted.set_pin(&pin);

    assert_eq!(alice.end(&request, "Completed").await.ok()["Status"], 8);
    assert_eq!(alice.get(&format!("/smartcards/{card}")).await.ok()["Status"], 2);
    (card, pin)
}

async fn a_card_is_enrolled_as_documented(engine: Engine) {
    let site = site(engine).await;
    let mut inserted = Inserted::new();
    let (_, pin) = enrol(&site.by(ALICE), &mut inserted).await;
    assert!(!inserted.verifies("123456"));
    assert!(inserted.verifies(&pin));
    assert_eq!((inserted.0.state().admin_key_version, inserted.0.state().admin_tries), (1, 5));
    site.is_whole().await;
}

async fn a_card_is_unblocked_as_documented(engine: Engine) {
    let site = site(engine).await;
    let alice = site.by(ALICE);
    let mut inserted = Inserted::new();
    let (card, pin) = enrol(&alice, &mut inserted).await;
    for _ in 0..3 {
        assert!(!inserted.verifies("00000000"));
    }
    assert!(!inserted.verifies(&pin));
    let operations = alice.get(&format!("/smartcards/{card}/operations")).await.ok();
    assert!(operations.as_array().unwrap().contains(&json!("unblock")));
    let request = alice.post("/requests", &json!({"type": "Unblock", "smartcard": card})).await.made("requests");
    authenticate(&alice, &mut inserted, &request, &card, true).await;
    inserted.set_pin("24680135");
    assert_eq!(alice.end(&request, "Completed").await.ok()["Status"], 8);
    assert!(inserted.verifies("24680135"));
}
