//! What objects that somebody else has written must keep to.

use aclavis::card::Atr;

use super::document::Documents;
use crate::object::{Id, Principal, ProfileTemplate, Request, Smartcard};

impl Documents {
    /// Sees that the objects are what the service would have made.
    ///
    /// # Errors
    ///
    /// What is wrong, and with which object.
    pub(super) fn are_sound(&self) -> Result<(), String> {
        for template in &self.templates {
            of("profile template", template.template.uuid, is_template(&template.template))?;
        }
        for principal in &self.principals {
            of("principal", principal.uuid, is_principal(principal))?;
        }
        for card in &self.cards {
            of("smart card", card.uuid, is_card(card))?;
        }
        for request in &self.requests {
            of("request", request.uuid, is_request(request))?;
        }
        Ok(())
    }
}

/// Names the object that something is wrong with.
fn of(kind: &str, id: Id, is_sound: Result<(), String>) -> Result<(), String> {
    if id.is_empty() {
        return Err(format!("a {kind} has the empty GUID as its `Uuid`"));
    }
    is_sound.map_err(|error| format!("the {kind} {id}: {error}"))
}

/// Texts that every store can hold.
fn are_texts<'a>(mut texts: impl Iterator<Item = &'a str>) -> Result<(), String> {
    if texts.any(|text| text.contains('\0')) { Err("a text has a NUL in it".to_owned()) } else { Ok(()) }
}

fn is_template(template: &ProfileTemplate) -> Result<(), String> {
    let items = template.data_items.iter().map(String::as_str);
    are_texts([template.name.as_str(), &template.description, &template.request_security_descriptor].into_iter().chain(items))
}

fn is_principal(principal: &Principal) -> Result<(), String> {
    if crate::auth::EVERYBODY.iter().any(|everybody| everybody.parse() == Ok(principal.sid)) {
        return Err(format!("`{}` is everybody's SID, and nobody's own", principal.sid));
    }
    are_texts(std::iter::once(principal.name.as_str()))
}

fn is_card(card: &Smartcard) -> Result<(), String> {
    if !card.atr.is_empty() {
        Atr::from_hex(&card.atr).map_err(|error| format!("the ATR: {error:#}"))?;
    }
    are_texts([card.comment.as_str(), &card.serial_number, &card.middleware].into_iter())
}

fn is_request(request: &Request) -> Result<(), String> {
    if !(0..=255).contains(&request.priority) {
        return Err(format!("the priority {} is not from 0 to 255", request.priority));
    }
    let items = request.data_collection.iter().flat_map(|item| [Some(item.name.as_str()), item.value.as_deref()]).flatten();
    are_texts(std::iter::once(request.comment.as_str()).chain(items))
}
