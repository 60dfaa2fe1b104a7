use super::*;

/// Where the document is for its readers.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

/// `ACLAVIS_BLESS=1 cargo test -p aclavis-server openapi` writes the file anew.
#[test]
fn the_committed_document_is_the_generated_one() {
    let made = document().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("ACLAVIS_BLESS").is_some() {
        std::fs::write(FILE, made).unwrap();
        return;
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    let (mut committed, mut made) = (committed.lines(), made.lines());
    for line in 1.. {
        let pair = (committed.next(), made.next());
        assert!(
            pair.0 == pair.1,
            "openapi.json is not the generated document at line {line}: committed {:?}, generated {:?}. \
             If that is meant, renew it with `ACLAVIS_BLESS=1 cargo test -p aclavis-server openapi`.",
            pair.0,
            pair.1
        );
        if pair.0.is_none() {
            break;
        }
    }
}

#[test]
fn every_operation_is_named_once_and_described() {
    let mut known = Vec::new();
    for Operation { path, said, .. } in operations() {
        let id = said["operationId"].as_str().unwrap().to_owned();
        assert!(!known.contains(&id), "{id}");
        for member in ["summary", "description"] {
            assert!(!said[member].as_str().unwrap().is_empty(), "{path}");
        }
        assert_eq!(said["tags"].as_array().unwrap().len(), 1);
        known.push(id);
    }
    assert_eq!(known.len(), 18);
}

#[test]
fn every_reference_leads_somewhere() {
    fn look(document: &Value, value: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    assert!(document.pointer(reference.strip_prefix('#').unwrap()).is_some(), "{reference}");
                }
                members.values().for_each(|value| look(document, value));
            }
            Value::Array(items) => items.iter().for_each(|value| look(document, value)),
            _ => {}
        }
    }
    let document = read();
    look(&document, &document);
}
