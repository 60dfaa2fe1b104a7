use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use utoipa::openapi::{RefOr, Schema};

use super::parameters::validator;
use super::service::Running;
use super::*;

/// What was asked so far, and what the document says of it.
struct Flow {
    running: Running,
    document: Value,
    seen: Vec<String>,
}

impl Flow {
    /// Asks for an operation, and checks that the answer is as the document says. Returns its text.
    async fn ask(&mut self, id: &str, places: &[&str], query: &str, body: Option<Value>, expected: u16) -> String {
        let operation = operations().into_iter().find(|operation| operation.said["operationId"] == id).unwrap();
        let mut places = places.iter();
        let mut path = String::new();
        for (at, part) in operation.path.split(['{', '}']).enumerate() {
            path.push_str(if at % 2 == 0 { part } else { places.next().unwrap() });
        }
        let body = body.map(|body| body.to_string());
        let answer = self.running.ask(&operation.method, &format!("{path}{query}"), body.as_deref()).await;
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let text = answer.text().await.unwrap();
        assert_eq!(status, expected, "{id}: {text}");
        let response = &operation.said["responses"][status.to_string()];
        let response = match response["$ref"].as_str() {
            Some(reference) => self.document.pointer(&reference[1..]).unwrap(),
            None => response,
        };
        for name in response["headers"].as_object().unwrap().keys() {
            assert!(headers.contains_key(name), "{id} has no header {name}");
        }
        let schema = &response["content"]["application/json"]["schema"];
        if schema.is_null() {
            assert_eq!(text, "", "{id}");
        } else {
            let mut schema = schema.clone();
            schema["components"] = self.document["components"].clone();
            let value: Value = serde_json::from_str(&text).unwrap();
            let validator = jsonschema::draft202012::new(&schema).unwrap();
            let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0], "{id}: {text}");
        }
        self.seen.push(id.to_owned());
        text
    }

    /// Checks that the members of an object are those of a schema, in its order.
    fn in_order(text: &str, schema: &str) {
        assert_eq!(members(text), of_schema(schema), "{schema}");
    }
}

/// An enrolment from its beginning to its end, in which every operation is used.
#[tokio::test]
async fn answers_are_as_the_document_says() {
    let mut flow = Flow { running: Running::start().await, document: read(), seen: Vec::new() };
    let template = "a039b4d0-5ce8-4eff-8651-181c6576fda3";
    let card_id = "5f0e3c1a-0000-4000-8000-00000000002a";
    let atr = "3b8d0180fba000000397425446590301c8";

    flow.ask("listProfileTemplates", &[], "", None, 200).await;
    Flow::in_order(&flow.ask("getProfileTemplate", &[template], "", None, 200).await, "ProfileTemplate");
    Flow::in_order(&flow.ask("getCardConfiguration", &[template], "", None, 200).await, "CardConfiguration");

    let body =
        serde_json::json!({ "profiletemplateuuid": template, "type": "Enroll", "datacollection": [{ "a": "b" }, { "c": null }] });
    let request = flow.ask("createRequest", &[], "", Some(body), 201).await;
    let request = request.trim_matches('"').rsplit('/').next().unwrap().to_owned();
    let text = flow.ask("getRequest", &[&request], "", None, 200).await;
    Flow::in_order(&text, "Request");
    let item = serde_json::from_str::<Value>(&text).unwrap()["DataCollection"][0].to_string();
    Flow::in_order(&item, "DataItem");
    flow.ask("listRequests", &[], "?status=COMPLETED&targetuser=Current&top=1000", None, 200).await;
    flow.ask("listRequests", &[], "?status=&targetuser=&top=", None, 200).await;

    let body = serde_json::json!({ "requestid": request, "cardid": card_id, "atr": atr });
    let card = flow.ask("bindSmartcard", &[], "", Some(body), 201).await;
    let card = card.trim_matches('"').rsplit('/').next().unwrap().to_owned();
    Flow::in_order(&flow.ask("getSmartcard", &[&card], "", None, 200).await, "Smartcard");
    flow.ask("findSmartcard", &[], &format!("?cardid={card_id}"), None, 200).await;
    flow.ask("listSmartcardOperations", &[&card], "", None, 200).await;
    let both = [&*request, &*card];
    flow.ask("getSmartcardOfRequest", &both, "", None, 200).await;

    let which = format!("?atr={atr}&cardid={card_id}");
    let challenge = format!("{which}&challenge=1hFD%2Bcz%2F0so%3D");
    flow.ask("getStoredPin", &[&request], "", None, 204).await;
    let response = flow.ask("getAuthenticationResponse", &both, &format!("{challenge}&diversified=False"), None, 200).await;
    assert_eq!(response, "\"F0Zudm4wPLY=\"");
    flow.ask("getDiversifiedKey", &both, &which, None, 200).await;
    flow.ask("getAuthenticationResponse", &both, &format!("{challenge}&diversified=true&keyversion=1"), None, 200).await;
    let pin = flow.ask("getServerProposedPin", &[&card], &challenge, None, 200).await;
    assert_eq!(flow.ask("getServerProposedPinOfRequest", &both, &challenge, None, 200).await, pin);
    assert_eq!(flow.ask("getStoredPin", &[&request], "", None, 200).await, pin);
    for _ in 0..4 {
        flow.ask("getStoredPin", &[&request], "", None, 200).await;
    }
    Flow::in_order(&flow.ask("getStoredPin", &[&request], "", None, 423).await, "Problem");

    flow.ask("setSmartcardStatus", &both, "", Some(serde_json::json!({ "STATUS": "active" })), 200).await;
    flow.ask("endRequest", &[&request], "", Some(serde_json::json!({ "status": "completed" })), 200).await;
    flow.ask("endRequest", &[&request], "", Some(serde_json::json!({ "status": "Canceled" })), 409).await;
    flow.ask("endRequest", &["00000000-0000-0000-0000-000000000000"], "", Some(serde_json::json!({ "status": "Canceled" })), 204)
        .await;

    let mut unused: Vec<_> =
        operations().iter().map(|operation| operation.said["operationId"].as_str().unwrap().to_owned()).collect();
    unused.retain(|id| !flow.seen.contains(id));
    assert_eq!(unused, [""; 0]);
    flow.running.end().await;
}

#[test]
fn examples_are_the_documented_objects() {
    let document = read();
    for (schema, text) in [
        ("Request", include_str!("../example/request-completed.json")),
        ("Smartcard", include_str!("../example/smartcard-retired.json")),
    ] {
        let documented: Value = serde_json::from_str(text).unwrap();
        assert!(validator(&document, schema).is_valid(&documented));
        assert_eq!(members(text), of_schema(schema));
        for (name, value) in documented.as_object().unwrap() {
            assert_eq!(document["components"]["schemas"][schema]["properties"][name]["examples"][0], *value, "{schema}.{name}");
        }
    }
}

/// The names of an object's members, in order.
fn members(text: &str) -> Vec<String> {
    struct Names;

    impl<'de> Visitor<'de> for Names {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut names = Vec::new();
            while let Some((name, IgnoredAny)) = entries.next_entry()? {
                names.push(name);
            }
            Ok(names)
        }
    }

    serde_json::Deserializer::from_str(text).deserialize_map(Names).unwrap()
}

/// The names of a schema's members, in order.
fn of_schema(name: &str) -> Vec<String> {
    let document = document();
    let Some(RefOr::T(Schema::Object(object))) = document.components.unwrap().schemas.remove(name) else {
        panic!("{name} is no object")
    };
    assert_eq!(object.required, object.properties.keys().cloned().collect::<Vec<_>>());
    object.required
}
