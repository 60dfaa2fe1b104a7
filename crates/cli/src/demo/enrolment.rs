//! The documented enrolment: a request, a card, its own key, its PIN, the end.

use aclavis::Permission;
use aclavis::card::{AdminKey, Algorithm, Response};
use serde_json::Value;
use zeroize::Zeroizing;

use super::cast::{ALICE, BOB};
use super::client::{Answer, Request};
use super::decision::Need;
use super::mask::Secret;
use super::reader::{FIRST_PIN, Reader};
use super::template;
use super::walk::{Expected, Grounds, Halt, Scene, Walk};
use crate::screen::FAINT;

/// Before the collection in the address of something that was made.
const MADE: &str = "api/v1.0";
const EMPTY: &str = "00000000-0000-0000-0000-000000000000";
/// Numbers of the documented enumerations.
const APPROVED: i64 = 3;
const COMPLETED: i64 = 8;
const EXECUTING: i64 = 18;
const ASSIGNED: i64 = 1;
const ACTIVE: i64 = 2;

const EXECUTE: Need = Need::OfRequest(Permission::Execute);

/// What the steps find out.
#[derive(Default)]
pub(super) struct Enrolment {
    /// The path of the request.
    pub(super) request: String,
    /// Its descriptor.
    pub(super) descriptor: String,
    /// The path of the card.
    card: String,
    card_id: String,
    atr: String,
}

impl Enrolment {
    /// Goes through it.
    pub(super) async fn walk(walk: &mut Walk<'_>) -> Result<Self, Halt> {
        let mut this = Self::default();
        this.start(walk).await?;
        let mut reader = this.insert(walk)?;
        this.bind(walk).await?;
        this.give_key(walk, &mut reader).await?;
        this.give_pin(walk, &mut reader).await?;
        this.end(walk).await?;
        Ok(this)
    }

    /// A card's path under the request.
    fn card_of_request(&self, what: &str) -> String {
        format!("{}{}{what}", self.request, self.card)
    }

    /// A request for the response to a challenge.
    pub(super) fn response_to(&self, challenge: &str, is_diversified: bool) -> Request {
        Request::get(self.card_of_request("/authenticationresponse"))
            .with("cardid", &self.card_id)
            .with("atr", &self.atr)
            .with("challenge", challenge)
            .with("diversified", is_diversified.to_string())
    }

    fn by_request(&self, need: Need) -> Grounds<'_> {
        Grounds::Descriptor(need, &self.descriptor)
    }

    /// Templates, a request for one of them, what its cards are like.
    async fn start(&mut self, walk: &mut Walk<'_>) -> Result<(), Halt> {
        let descriptor = template::descriptor();
        let of_template = |title: &'static str, request: Request, need: Need, secret: Secret, status: u16| Scene {
            title,
            caller: &ALICE,
            request,
            grounds: Grounds::Descriptor(need, &descriptor),
            secret,
            expected: Expected::Status(status),
        };
        let request = Request::get("/profiletemplates");
        let (mut block, answer) =
            walk.exchange(of_template("lists the profile templates", request, Need::READ_TEMPLATE, Secret::None, 200)).await?;
        let listed = answer.json().pointer("/0/Uuid") == Some(&Value::from(template::ID));
        walk.check(&mut block, listed, "the template is not listed");
        block.print()?;

        let request = Request::post("/requests", start_body());
        let scene = of_template("starts a request for an enrolment", request, Need::ENROLL, Secret::None, 201);
        let (block, answer) = walk.exchange(scene).await?;
        self.request = made(walk, block, &answer)?;

        let scene = Scene {
            title: "reads the request",
            caller: &ALICE,
            request: Request::get(&self.request),
            // The descriptor comes with the answer; it is the pattern of the template with Alice's SID.
            grounds: Grounds::Descriptor(
                Need::OfRequest(Permission::Read),
                &template::pattern().replace("{originator}", ALICE.sid),
            ),
            secret: Secret::None,
            expected: Expected::Status(200),
        };
        let (mut block, answer) = walk.exchange(scene).await?;
        let found = answer.json();
        self.descriptor = text(&found, "SecurityDescriptor");
        let is_expected = self.descriptor == template::pattern().replace("{originator}", ALICE.sid);
        walk.check(&mut block, is_expected, "the request has another security descriptor than the template's pattern gives");
        walk.check(&mut block, number(&found, "Status") == APPROVED, "the request is not Approved");
        walk.check(&mut block, text(&found, "NewSmartcardUuid") == EMPTY, "the request has a card already");
        block.say("note", FAINT, "status 3, Approved: the template approves by itself. There is no card yet.");
        block.print()?;

        let request = Request::get(format!("/profiletemplates/{}/configuration/smartcards", template::ID));
        let secret = Secret::KeyMember("DefaultAdminKeyHex");
        let scene = of_template("reads what the template's cards are like", request, Need::ENROLL, secret, 200);
        let (mut block, answer) = walk.exchange(scene).await?;
        let diversifies = answer.json().get("DiversifyAdminKey") == Some(&Value::Bool(true));
        walk.check(&mut block, diversifies, "cards get no key of their own");
        block.say("note", FAINT, SENSITIVE);
        Ok(block.print()?)
    }

    /// A new card.
    fn insert(&mut self, walk: &mut Walk<'_>) -> Result<Reader, Halt> {
        let inserted = Reader::insert();
        let mut reader = match inserted {
            Ok(reader) => reader,
            Err(message) => return walk.halt(walk.page.section("A new card"), &message),
        };
        self.atr = reader.atr();
        let (commands, card_id) = reader.card_id();
        let note = format!("It answers the reset with {}.", self.atr);
        walk.card("Alice puts a new card into the reader", &commands, &note)?;
        self.card_id = given(walk, card_id, "the card has no card id")?;
        Ok(reader)
    }

    /// The card belongs to the request.
    async fn bind(&mut self, walk: &mut Walk<'_>) -> Result<(), Halt> {
        let id = self.request.rsplit('/').next().unwrap_or_default();
        let body = format!(r#"{{"requestid":"{id}","cardid":"{}","atr":"{}"}}"#, self.card_id, self.atr);
        let scene = Scene {
            title: "binds the card to the request",
            caller: &ALICE,
            request: Request::post("/smartcards", body),
            grounds: self.by_request(EXECUTE),
            secret: Secret::None,
            expected: Expected::Status(201),
        };
        let (block, answer) = walk.exchange(scene).await?;
        self.card = made(walk, block, &answer)?;

        let scene = Scene {
            title: "reads the card",
            caller: &ALICE,
            request: Request::get(&self.card),
            grounds: Grounds::Rule("the card is assigned to Alice: no descriptor is asked"),
            secret: Secret::None,
            expected: Expected::Status(200),
        };
        let (mut block, answer) = walk.exchange(scene).await?;
        let found = answer.json();
        walk.check(&mut block, number(&found, "Status") == ASSIGNED, "the card is not Assigned");
        let serial = format!("{{{}}}", self.card_id);
        walk.check(&mut block, text(&found, "SerialNumber") == serial, "the card has another serial number");
        block.say("note", FAINT, "status 1, Assigned. The request is Executing, status 18, and goes with this card only.");
        block.print()?;

        let scene = Scene {
            title: "finds her requests that are being executed",
            caller: &ALICE,
            request: Request::get("/requests").with("status", "Executing").with("targetuser", "current"),
            grounds: self.by_request(Need::OfRequest(Permission::Read)),
            secret: Secret::None,
            expected: Expected::Status(200),
        };
        let (mut block, answer) = walk.exchange(scene).await?;
        let found = answer.json();
        let first = found.get(0).unwrap_or(&Value::Null);
        walk.check(&mut block, number(first, "Status") == EXECUTING, "the request is not Executing");
        let card = text(first, "NewSmartcardUuid");
        walk.check(&mut block, self.card.ends_with(&card) && !card.is_empty(), "the request has another card");
        Ok(block.print()?)
    }

    /// The card gets an admin key of its own.
    async fn give_key(&self, walk: &mut Walk<'_>, reader: &mut Reader) -> Result<(), Halt> {
        let scene = Scene {
            title: "asks for the admin key that the card is to get",
            caller: &ALICE,
            request: Request::get(self.card_of_request("/diversifiedkey")).with("cardid", &self.card_id).with("atr", &self.atr),
            grounds: self.by_request(EXECUTE),
            secret: Secret::Key,
            expected: Expected::Status(200),
        };
        let (mut block, answer) = walk.exchange(scene).await?;
        let encoded = answer.string().unwrap_or_default();
        let Ok(key) = AdminKey::from_encoded(Algorithm::Tdes3, encoded.as_bytes()) else {
            return walk.halt(block, "the answer is no 3DES key");
        };
        walk.check(&mut block, key.require_strong().is_ok(), "the key is weak");
        block.say("note", FAINT, "derived from the master secret for this card and this binding; no other card has it");
        block.print()?;

        let (commands, challenge) = reader.challenge();
        walk.card("The card gives a challenge", &commands, "")?;
        let challenge = given(walk, challenge, "there is no challenge")?;
        let response =
            self.respond(walk, "asks for the response under the key that such cards come with", &challenge, false).await?;
        let accepted = reader.answer(&response).remark("the response is right");
        let set = reader.set_key(&key).remark("the card's own admin key");
        walk.card("The card accepts the response and takes its own admin key", &[accepted, set], "")
    }

    /// A response to a challenge.
    async fn respond(&self, walk: &mut Walk<'_>, title: &str, challenge: &str, is_diversified: bool) -> Result<Vec<u8>, Halt> {
        let scene = Scene {
            title,
            caller: &ALICE,
            request: self.response_to(challenge, is_diversified),
            grounds: self.by_request(EXECUTE),
            secret: Secret::None,
            expected: Expected::Status(200),
        };
        let (block, answer) = walk.exchange(scene).await?;
        let text = answer.string().unwrap_or_default();
        match Response::from_base64(&text, Algorithm::Tdes3) {
            Ok(response) => {
                block.print()?;
                Ok(response.as_bytes().to_vec())
            }
            Err(_) => walk.halt(block, "the answer is no response of 8 bytes"),
        }
    }

    /// The user gets a PIN.
    async fn give_pin(&self, walk: &mut Walk<'_>, reader: &mut Reader) -> Result<(), Halt> {
        let (commands, challenge) = reader.challenge();
        walk.card("The card gives another challenge", &commands, "")?;
        let challenge = given(walk, challenge, "there is no challenge")?;
        let response = self.respond(walk, "asks for the response under the card's own key", &challenge, true).await?;
        let accepted = reader.answer(&response).remark("the response is right");
        walk.card("The card accepts it: its own key works", &[accepted], "")?;

        let scene = Scene {
            title: "asks for the PIN that the server proposes",
            caller: &ALICE,
            request: Request::get(format!("{}/serverproposedpin", self.card))
                .with("cardid", &self.card_id)
                .with("atr", &self.atr)
                .with("challenge", &challenge),
            grounds: self.by_request(EXECUTE),
            secret: Secret::Pin,
            expected: Expected::Status(200),
        };
        let (mut block, answer) = walk.exchange(scene).await?;
        let pin = answer.string().unwrap_or_default();
        let is_pin = pin.len() == 6 && pin.bytes().all(|digit| digit.is_ascii_digit());
        walk.check(&mut block, is_pin, "the answer is no PIN of 6 digits");
        block.say(
            "note",
            FAINT,
            "derived from the master secret and the challenge, never from the admin key, and stored encrypted",
        );
        block.print()?;

        let set = reader.set_pin(&pin).remark("the PIN of the user");
        let old = reader.verify(FIRST_PIN).expecting(0x63C2).remark("the PIN that such cards come with is wrong now");
        let new = reader.verify(&pin).remark("the new PIN is right");
        walk.card("The card takes the PIN", &[set, old, new], "")?;
        self.show_pin(walk, &pin).await
    }

    /// The help desk may see the PIN, as long as the request is open.
    async fn show_pin(&self, walk: &mut Walk<'_>, pin: &Zeroizing<String>) -> Result<(), Halt> {
        let scene = Scene {
            title: "at the help desk looks up the stored PIN",
            caller: &BOB,
            request: Request::get(format!("{}/pin", self.request)),
            grounds: self.by_request(Need::OfRequest(Permission::DistributeSecrets)),
            secret: Secret::Pin,
            expected: Expected::Status(200),
        };
        let (mut block, answer) = walk.exchange(scene).await?;
        let is_same = answer.string().is_some_and(|shown| *shown == **pin);
        walk.check(&mut block, is_same, "it is another PIN");
        block.say("note", FAINT, "the same PIN; it is wiped when the request ends");
        Ok(block.print()?)
    }

    /// The card is in use, the request is done.
    async fn end(&self, walk: &mut Walk<'_>) -> Result<(), Halt> {
        for (title, request, status, otherwise, note) in [
            (
                "puts the card into use",
                Request::put(self.card_of_request(""), r#"{"status":"Active"}"#),
                ACTIVE,
                "the card is not Active",
                "status 2, Active",
            ),
            (
                "completes the request",
                Request::put(&self.request, r#"{"status":"Completed"}"#),
                COMPLETED,
                "the request is not Completed",
                "status 8, Completed: the card's own key is confirmed, and the key that it came with answers no more",
            ),
        ] {
            let grounds = self.by_request(EXECUTE);
            let scene = Scene { title, caller: &ALICE, request, grounds, secret: Secret::None, expected: Expected::Status(200) };
            let (mut block, answer) = walk.exchange(scene).await?;
            walk.check(&mut block, number(&answer.json(), "Status") == status, otherwise);
            block.say("note", FAINT, note);
            block.print()?;
        }
        let scene = Scene {
            title: "at the help desk reads the request",
            caller: &BOB,
            request: Request::get(&self.request),
            grounds: self.by_request(Need::OfRequest(Permission::Read)),
            secret: Secret::None,
            expected: Expected::Status(200),
        };
        let (mut block, answer) = walk.exchange(scene).await?;
        let found = answer.json();
        walk.check(&mut block, number(&found, "Status") == COMPLETED, "the request is not Completed");
        walk.check(&mut block, !text(&found, "Completed").starts_with("0001"), "nothing says when it was completed");
        Ok(block.print()?)
    }
}

/// The body with which a request for an enrolment starts.
pub(super) fn start_body() -> String {
    format!(r#"{{"datacollection":"[]","type":"Enroll","profiletemplateuuid":"{}"}}"#, template::ID)
}

/// What besides the descriptor is asked.
const SENSITIVE: &str =
    "Keys and responses are for members of `sensitive.group`, too: Card users. For others the key is empty here.";

/// The path of what was made, which the answer says.
fn made(walk: &mut Walk<'_>, block: super::page::Block, answer: &Answer) -> Result<String, Halt> {
    match answer.string().and_then(|address| address.strip_prefix(MADE).map(str::to_owned)) {
        Some(path) => {
            block.print()?;
            Ok(path)
        }
        None => walk.halt(block, "the answer is no address of something that was made"),
    }
}

/// What the card should have said.
fn given(walk: &mut Walk<'_>, value: Option<String>, otherwise: &str) -> Result<String, Halt> {
    match value {
        Some(value) => Ok(value),
        None => walk.halt(walk.page.section("The card"), otherwise),
    }
}

fn text(object: &Value, name: &str) -> String {
    object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn number(object: &Value, name: &str) -> i64 {
    object.get(name).and_then(Value::as_i64).unwrap_or(-1)
}
