use super::service::Running;
use super::*;

/// The message and the code of a refusal.
async fn refused(answer: reqwest::Response) -> (String, String) {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    let problem: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status} {text}"));
    (problem["Message"].as_str().unwrap().to_owned(), problem["Code"].as_str().unwrap().to_owned())
}

/// A body that the schema has as its example.
fn example(body: &str) -> String {
    let name = if body == "NewRequest" { "NewRequestOfTemplate" } else { body };
    read()["components"]["schemas"][name]["examples"][0].to_string()
}

fn list(names: &[String]) -> String {
    names.join("`, `")
}

#[tokio::test]
async fn the_handlers_know_the_documented_parameters() {
    let running = Running::start().await;
    for operation in operations() {
        let names: Vec<_> = operation.parameters("query").into_iter().map(|(name, ..)| name).collect();
        let body = operation.body().map(example);
        let answer = running.ask(&operation.method, &format!("{}?zz=1", operation.address()), body.as_deref()).await;
        let expected = match &*names {
            [] => "the route has no parameters".to_owned(),
            names => format!("unknown parameter, known are `{}`", list(names)),
        };
        assert_eq!(refused(answer).await, (expected, "unknown-parameter".to_owned()), "{}", operation.path);
    }
    running.end().await;
}

#[tokio::test]
async fn the_handlers_miss_the_documented_parameters() {
    let running = Running::start().await;
    let samples =
        [("cardid", "bc88f13f-83ba-4037-8262-46eba1291c6e"), ("challenge", "1hFD%2Bcz%2F0so%3D"), ("diversified", "TRUE")];
    for operation in operations() {
        let required: Vec<_> =
            operation.parameters("query").into_iter().filter(|(_, is_required, _)| *is_required).map(|(name, ..)| name).collect();
        for left_out in &required {
            let query: Vec<_> = required
                .iter()
                .filter(|name| *name != left_out)
                .map(|name| format!("{name}={}", samples.iter().find(|(known, _)| known == name).unwrap().1))
                .collect();
            let answer = running.ask("GET", &format!("{}?{}", operation.address(), query.join("&")), None).await;
            let expected = (format!("the parameter `{left_out}` is missing"), "missing-parameter".to_owned());
            assert_eq!(refused(answer).await, expected, "{}", operation.path);
        }
        let query: Vec<_> = samples.iter().filter(|(name, _)| required.iter().any(|known| known == name)).collect();
        let query: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if operation.method == "GET" {
            let status =
                running.ask("GET", &format!("{}?{}", operation.address(), query.join("&")), None).await.status().as_u16();
            assert!(matches!(status, 200 | 204), "{} is {status}", operation.path);
        }
    }
    running.end().await;
}

#[tokio::test]
async fn the_handlers_know_the_documented_members() {
    let running = Running::start().await;
    let document = document();
    let schemas = &document.components.as_ref().unwrap().schemas;
    for operation in operations() {
        let Some(body) = operation.body() else { continue };
        let variants = if body == "NewRequest" { vec!["NewRequestOfTemplate", "NewRequestAboutCard"] } else { vec![body] };
        for name in variants {
            let Some(utoipa::openapi::RefOr::T(utoipa::openapi::Schema::Object(schema))) = schemas.get(name) else {
                panic!("{name} is no object")
            };
            let answer = running.ask(&operation.method, &operation.address(), Some("{\"zz\":1}")).await;
            let names: Vec<_> = schema.properties.keys().cloned().collect();
            let expected = format!("unknown member `zz`, known are `{}`", list(&names));
            assert_eq!(refused(answer).await, (expected, "unknown-member".to_owned()), "{name}");
            let whole: Value = serde_json::from_str(&example(name)).unwrap();
            for required in &schema.required {
                let mut lacking = whole.clone();
                lacking.as_object_mut().unwrap().remove(required);
                let answer = running.ask(&operation.method, &operation.address(), Some(&lacking.to_string())).await;
                let (message, code) = refused(answer).await;
                assert!(message.ends_with("is missing") && code == "missing-member", "{name} without {required}: {message}");
            }
            let status = running.ask(&operation.method, &operation.address(), Some(&whole.to_string())).await.status().as_u16();
            assert!(matches!(status, 201 | 204 | 403 | 409), "the example of {name} is {status}");
        }
    }
    running.end().await;
}

/// Values on the border of what a schema says are taken or refused by the handlers as the schema says.
#[tokio::test]
async fn the_handlers_take_what_the_schemas_take() {
    let running = Running::start().await;
    let document = read();
    let template = "a039b4d0-5ce8-4eff-8651-181c6576fda3";
    let long = |bytes: usize| "x".repeat(bytes);
    let items = |count: usize| Value::from(vec![serde_json::json!({ "k": "v" }); count]);
    let card = "17CF063D-e337-4aa9-a822-346554ddd3c9";
    for (member, value) in [
        ("type", "ENROLL".into()),
        ("type", "Unblock".into()),
        ("type", "Disable".into()),
        ("type", 1.into()),
        ("comment", long(4096).into()),
        ("comment", long(4097).into()),
        ("comment", "a\0".into()),
        ("comment", "a\n".into()),
        ("comment", Value::Null),
        ("priority", 255.into()),
        ("priority", 256.into()),
        ("priority", (-1).into()),
        ("priority", 1.5.into()),
        ("priority", "007".into()),
        ("priority", "255".into()),
        ("priority", "256".into()),
        ("priority", "0001".into()),
        ("priority", "".into()),
        ("priority", Value::Null),
        ("target", Value::Null),
        ("target", "".into()),
        ("profiletemplateuuid", Value::Null),
        ("profiletemplateuuid", template.to_uppercase().into()),
        ("profiletemplateuuid", format!("{{{template}}}").into()),
        ("smartcard", Value::Null),
        ("smartcard", card.into()),
        ("datacollection", "[]".into()),
        ("datacollection", "[ ]".into()),
        ("datacollection", items(100)),
        ("datacollection", items(101)),
        ("datacollection", serde_json::json!([{ "a": null }])),
        ("datacollection", serde_json::json!([{}])),
        ("datacollection", serde_json::json!([{ "a": "b", "c": "d" }])),
        ("datacollection", serde_json::json!([{ "a": 1 }])),
        ("datacollection", serde_json::json!([{ "a": long(4097) }])),
        ("datacollection", Value::Null),
    ] {
        let mut body = serde_json::json!({ "profiletemplateuuid": template, "type": "Enroll" });
        body[member] = value;
        agree(&running, &document, "/requests", "NewRequest", &body).await;
    }
    for body in [
        serde_json::json!({ "type": "Retire", "smartcard": card }),
        serde_json::json!({ "type": "recoverONbehalf", "smartcard": card, "profiletemplateuuid": null }),
        serde_json::json!({ "type": "Enroll", "smartcard": card }),
        serde_json::json!({ "type": "Retire" }),
        serde_json::json!([]),
    ] {
        agree(&running, &document, "/requests", "NewRequest", &body).await;
    }
    for atr in [Value::Null, "".into(), "3B00".into(), "3b0".into(), "4b00".into(), 1.into()] {
        let body = serde_json::json!({ "requestid": card, "cardid": card, "atr": atr });
        agree(&running, &document, "/smartcards", "CardBinding", &body).await;
    }
    running.end().await;
}

/// Whether the schema takes a body is whether its handler does.
async fn agree(running: &Running, document: &Value, path: &str, schema: &str, body: &Value) {
    let is_taken = validator(document, schema).is_valid(body);
    let answer = running.ask("POST", &format!("{}{path}", super::super::BASE), Some(&body.to_string())).await;
    let status = answer.status().as_u16();
    let text = body.to_string();
    let text: String = text.chars().take(120).collect();
    assert_eq!(is_taken, status != 400, "{text} is {status}: {}", answer.text().await.unwrap());
}

/// What checks values against a schema of the document.
pub(super) fn validator(document: &Value, name: &str) -> jsonschema::Validator {
    let mut schema = serde_json::json!({ "$ref": format!("#/components/schemas/{name}") });
    schema["components"] = document["components"].clone();
    jsonschema::draft202012::new(&schema).unwrap()
}
