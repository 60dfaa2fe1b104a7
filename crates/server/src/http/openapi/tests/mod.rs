#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod codes;
mod flow;
mod page;
mod parameters;
mod routes;
mod service;
mod snapshot;

use serde_json::Value;

use super::document;

/// The document as its readers have it.
fn read() -> Value {
    serde_json::from_str(&document().to_json().unwrap()).unwrap()
}

/// What an operation of the document is: path, method, and all that it says.
struct Operation {
    path: String,
    method: String,
    said: Value,
}

/// All operations of the document.
fn operations() -> Vec<Operation> {
    let document = read();
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Value)| {
        let operation = |(method, said): (&String, &Value)| Operation {
            path: path.clone(),
            method: method.to_uppercase(),
            said: said.clone(),
        };
        item.as_object().unwrap().iter().map(operation).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

impl Operation {
    /// Its path, with an identifier that nothing has in each place.
    fn address(&self) -> String {
        let mut address = String::new();
        for (at, part) in self.path.split(['{', '}']).enumerate() {
            address.push_str(if at % 2 == 0 { part } else { "01234567-89AB-cdef-0123-456789abcdef" });
        }
        address
    }

    /// Its parameters in a place: name, whether it must be there, schema.
    fn parameters(&self, place: &str) -> Vec<(String, bool, Value)> {
        let all = self.said["parameters"].as_array().cloned().unwrap_or_default();
        let of_place = all.into_iter().filter(|parameter| parameter["in"] == place);
        of_place
            .map(|parameter| {
                let name = parameter["name"].as_str().unwrap().to_owned();
                (name, parameter["required"].as_bool().unwrap(), parameter["schema"].clone())
            })
            .collect()
    }

    /// The name of its body's schema.
    fn body(&self) -> Option<&str> {
        let reference = self.said["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str()?;
        reference.strip_prefix("#/components/schemas/")
    }

    /// The statuses of its answers.
    fn statuses(&self) -> Vec<&str> {
        self.said["responses"].as_object().unwrap().keys().map(String::as_str).collect()
    }
}
