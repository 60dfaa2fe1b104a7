//! A sequence of operations on a service, each compared with the model.

use std::collections::HashMap;

use aclavis_server::Failure;
use fastrand::Rng;
use serde_json::{Value, json};

use super::operation::{ACTORS, CARD_STATES, ENDS, Operation, TYPES};
use super::state::{ANSWERS, Expected, Secret, State};
use crate::harness::{Answer, CHALLENGE, Client, EMPTY, Engine, OTHER_TEMPLATE, Site, TEMPLATE, template, uuid};

/// Does a random sequence, and gives what was answered and recorded, with places in lists for identifiers.
pub(super) async fn transcript(engine: Engine, seed: u64, operations: usize) -> Vec<String> {
    let site = Site::start_with(engine, |config| config.lock.answers = ANSWERS).await;
    let with = json!({"UserPinOption": "ServerDistributed"});
    site.change_template(&with).await;
    let waiting = template(OTHER_TEMPLATE, &json!({"UserPinOption": "ServerDistributed", "AutoApprove": false}));
    site.import(&waiting).await;
    let clients = ACTORS.map(|actor| site.by(actor));
    let mut run = Run { site, clients, requests: Vec::new(), cards: Vec::new(), secrets: HashMap::new() };
    let (mut rng, mut state) = (Rng::with_seed(seed), State::default());
    let mut transcript = Vec::new();
    for number in 0..operations {
        let operation = Operation::choose(&mut rng, &state);
        let expected = state.apply(operation);
        let answer = run.perform(&state, operation).await;
        run.compare(&state, &expected, &answer).unwrap_or_else(|found| {
            let before = transcript.join("\n");
            panic!("{before}\nseed {seed}, operation {number}: {operation:?}\nexpected {expected:?}, {found}: {answer:?}")
        });
        transcript.push(format!("{operation:?} {expected:?}"));
    }
    run.site.is_whole().await;
    transcript.extend(run.records().await);
    transcript
}

/// A service, and the identifiers that it has given.
struct Run {
    site: Site,
    clients: [Client; ACTORS.len()],
    requests: Vec<String>,
    cards: Vec<String>,
    secrets: HashMap<Secret, String>,
}

/// What came back.
#[derive(Debug)]
enum Came {
    /// Over HTTP.
    Http(Answer),
    /// From an administrator's command.
    Command(Result<(), Failure>),
}

impl Run {
    async fn perform(&self, state: &State, operation: Operation) -> Came {
        let by = |actor: usize| &self.clients[actor];
        let (requests, cards) = (&self.requests, &self.cards);
        let id = |number: usize| requests[number].parse().unwrap();
        let card_id = |card: usize| uuid(state.cards[card].card_id + 1);
        Came::Http(match operation {
            Operation::Create { by: actor, target, kind, card, is_approved } => {
                let template = if is_approved { TEMPLATE } else { OTHER_TEMPLATE };
                let mut body = json!({"type": TYPES[kind], "profiletemplateuuid": template});
                if let Some(target) = target {
                    body["target"] = ACTORS[target].uuid().into();
                }
                if let Some(card) = card {
                    body["smartcard"] = cards[card].as_str().into();
                }
                by(actor).post("/requests", &body).await
            }
            Operation::Approve { request, is_approved: true } => {
                return Came::Command(self.site.admin.approve(id(request)).await.map(drop));
            }
            Operation::Approve { request, is_approved: false } => {
                return Came::Command(self.site.admin.deny(id(request)).await.map(drop));
            }
            Operation::Unlock { card } => {
                return Came::Command(self.site.admin.unlock(cards[card].parse().unwrap(), None).await.map(drop));
            }
            Operation::Bind { by: actor, request, card_id } => by(actor).bind(&requests[request], &uuid(card_id + 1)).await,
            Operation::End { by: actor, request, end } => by(actor).end(&requests[request], ENDS[end]).await,
            Operation::SetCard { by: actor, request, card, status } => {
                by(actor).set_card(&requests[request], &cards[card], CARD_STATES[status]).await
            }
            Operation::Key { by: actor, request, card } => by(actor).key(&requests[request], &cards[card]).await,
            Operation::Respond { by: actor, request, card, own, version: None } => {
                by(actor).respond(&requests[request], &cards[card], &card_id(card), CHALLENGE, own).await
            }
            Operation::Respond { by: actor, request, card, version: Some(version), .. } => {
                let (request, id, card_id) = (&requests[request], &cards[card], card_id(card));
                let challenge = crate::harness::encoded(CHALLENGE);
                let query = format!("cardid={card_id}&challenge={challenge}&diversified=true&keyversion={version}");
                by(actor).get(&format!("/requests/{request}/smartcards/{id}/authenticationresponse?{query}")).await
            }
            Operation::Pin { by: actor, request, card } => by(actor).pin(&requests[request], &cards[card], CHALLENGE).await,
            Operation::ShowPin { by: actor, request } => by(actor).get(&format!("/requests/{}/pin", requests[request])).await,
            Operation::ReadRequest { by: actor, request } => by(actor).get(&format!("/requests/{}", requests[request])).await,
            Operation::ReadCard { by: actor, card } => by(actor).get(&format!("/smartcards/{}", cards[card])).await,
        })
    }

    /// Compares an answer with what the model expects; notes identifiers and secrets.
    fn compare(&mut self, state: &State, expected: &Expected, came: &Came) -> Result<(), String> {
        let answer = match (came, expected) {
            (Came::Http(answer), _) => answer,
            (Came::Command(came), expected) => {
                let is_done = *expected == Expected::Done;
                let is_so = if is_done { came.is_ok() } else { matches!(came, Err(Failure::Refused(_))) };
                return if is_so { Ok(()) } else { Err("the command went otherwise".to_owned()) };
            }
        };
        let status = |wanted: u16| if answer.status == wanted { Ok(()) } else { Err(format!("status {}", answer.status)) };
        match expected {
            Expected::Made => {
                status(201)?;
                self.requests.push(answer.made("requests"));
                Ok(())
            }
            Expected::Bound(card) => {
                status(201)?;
                let made = answer.made("smartcards");
                if *card == self.cards.len() {
                    self.cards.push(made.clone());
                }
                same(&self.cards[*card], &made)
            }
            Expected::Request(number) => {
                status(200)?;
                let (found, request) = (answer.ok(), &state.requests[*number]);
                let place = |card: Option<usize>| card.map_or(EMPTY, |card| &self.cards[card]);
                same(&json!(request.status), &found["Status"])?;
                same(&json!(self.requests[*number]), &found["Uuid"])?;
                same(&json!(place(request.new)), &found["NewSmartcardUuid"])?;
                same(&json!(place(request.old)), &found["OldSmartcardUuid"])
            }
            Expected::Card(number) => {
                status(200)?;
                let (found, card) = (answer.ok(), &state.cards[*number]);
                same(&json!(card.status), &found["Status"])?;
                same(&json!(ACTORS[card.owner].uuid()), &found["AssignedUserUuid"])
            }
            Expected::Secret(secret) => {
                status(200)?;
                let text = answer.text();
                same(&*self.secrets.entry(*secret).or_insert_with(|| text.clone()), &text)?;
                // Nothing else has the same value, but for PINs, of which there are not many.
                let others = self.secrets.iter().filter(|(other, _)| *other != secret && !matches!(other, Secret::Pin(..)));
                match others.into_iter().find(|(_, other)| **other == text) {
                    Some((other, _)) => Err(format!("the same as {other:?}")),
                    None => Ok(()),
                }
            }
            Expected::Nothing => status(204),
            Expected::Refused(wanted, code) => {
                status(*wanted)?;
                answer.problem(*wanted, code);
                Ok(())
            }
            Expected::Done => Err("no command".to_owned()),
        }
    }

    /// What was recorded, with places in lists for identifiers.
    async fn records(&self) -> Vec<String> {
        let place = |list: &[String], id: &Value| list.iter().position(|known| id == known.as_str());
        let line = |record: &Value| {
            let (request, card) = (place(&self.requests, &record["RequestUuid"]), place(&self.cards, &record["SmartcardUuid"]));
            format!("{} {} {} {request:?} {card:?}", record["Actor"], record["Action"], record["Outcome"])
        };
        self.site.audit().await.iter().map(line).collect()
    }
}

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(expected: &T, found: &T) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("{expected:?} is not {found:?}")) }
}
