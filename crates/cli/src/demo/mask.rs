//! Secrets as they may be shown.

use aclavis::card::{AdminKey, Algorithm};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::forms::hex;

/// Characters of a key that are shown.
const SHOWN: usize = 4;

/// What of an answer is a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Secret {
    /// Nothing.
    None,
    /// It is a key in base64.
    Key,
    /// A member is a key in hexadecimal digits.
    KeyMember(&'static str),
    /// It is a PIN.
    Pin,
}

impl Secret {
    /// The answer as it may be shown, and what there is to say instead.
    pub(super) fn hide(self, text: &str) -> (String, Option<String>) {
        let json = || serde_json::from_str::<Value>(text).unwrap_or_default();
        match self {
            Self::None => (text.to_owned(), None),
            Self::Pin => ("\"******\"".to_owned(), Some("the PIN is not shown".to_owned())),
            Self::Key => match serde_json::from_str::<String>(text).map(Zeroizing::new) {
                Ok(key) => (format!("\"{}\"", front(&key)), Some(remark(&key))),
                Err(_) => hidden(),
            },
            Self::KeyMember(name) => match json().get(name).and_then(Value::as_str) {
                Some("") => (text.to_owned(), None),
                Some(key) => (text.replace(key, &front(key)), Some(remark(key))),
                None => hidden(),
            },
        }
    }
}

/// For an answer that is none of those that were expected: it is shown as a whole by nobody.
fn hidden() -> (String, Option<String>) {
    ("...".to_owned(), Some("an answer of another form, which may be a secret, is not shown".to_owned()))
}

fn front(key: &str) -> String {
    let front: String = key.chars().take(SHOWN).collect();
    format!("{front}...")
}

fn remark(key: &str) -> String {
    match AdminKey::from_encoded(Algorithm::Tdes3, key.as_bytes()) {
        Ok(key) => {
            let value = hex::encode(&key.check_value());
            format!("a key of {} bytes, check value {value}; no more of it is shown", key.expose().len())
        }
        Err(_) => "a key of another form; no more of it is shown".to_owned(),
    }
}
