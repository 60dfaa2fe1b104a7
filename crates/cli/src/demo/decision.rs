//! The entry of a security descriptor that decides whether somebody may.

use aclavis::{
    AccessMask, AccessRequest, AceRef, AceType, Event, GenericMapping, Permission, PermissionTable, PrintOptions,
    SecurityDescriptor,
};
use serde_json::Value;

use super::cast::{self, Person};
use crate::args::ObjectType;
use crate::names::rights;
use crate::screen::printable;

/// What the template's descriptor grants, by the letters that stand for it.
const OF_TEMPLATE: [(AccessMask, &str); 3] =
    [(AccessMask::READ_CONTROL, "Read"), (AccessMask::LIST_CHILDREN, "Enroll"), (AccessMask::CREATE_CHILD, "EnrollOnBehalf")];

/// What somebody needs.
#[derive(Clone, Copy)]
pub(super) enum Need {
    /// Of the template.
    OfTemplate(AccessMask),
    /// Of the request.
    OfRequest(Permission),
}

/// The decision about a need.
pub(super) struct Decision {
    pub(super) is_allowed: bool,
    /// The decision in words, and the entry as SDDL.
    pub(super) sentence: String,
    /// The entry in words.
    pub(super) meaning: Option<String>,
    /// The whole trace, as the service records it.
    pub(super) trace: Value,
}

impl Need {
    /// To read the template.
    pub(super) const READ_TEMPLATE: Self = Self::OfTemplate(AccessMask::READ_CONTROL);
    /// To start a request for oneself.
    pub(super) const ENROLL: Self = Self::OfTemplate(AccessMask::LIST_CHILDREN);

    fn mask(self) -> AccessMask {
        match self {
            Self::OfTemplate(mask) => mask,
            Self::OfRequest(permission) => PermissionTable::default().mask(permission),
        }
    }

    fn name(self) -> String {
        match self {
            Self::OfTemplate(mask) => format!("{} on the template", of_template(mask).join(", ")),
            Self::OfRequest(permission) => format!("{permission} on the request"),
        }
    }

    fn rights(self, mask: AccessMask) -> Vec<String> {
        match self {
            Self::OfTemplate(_) => of_template(mask),
            Self::OfRequest(_) => rights::names(mask, ObjectType::CmRequest),
        }
    }

    /// Asks the library the question that the service asks.
    pub(super) fn decide(self, person: &Person, text: &str) -> Result<Decision, String> {
        let failed = |error: aclavis::Error| format!("the security descriptor decides nothing: {error:#}");
        let descriptor: SecurityDescriptor = text.trim_end_matches('\0').parse().map_err(failed)?;
        let token = person.token().ok_or("a SID cannot be read")?;
        let request = AccessRequest::new(self.mask()).with_mapping(GenericMapping::REQUEST);
        let explanation = request.explain(&token, &descriptor).map_err(failed)?;
        let is_allowed = explanation.is_allowed();
        let what = self.name();
        let verdict = if is_allowed { "granted" } else { "refused" };
        let event = explanation.reasons().first().and_then(|reason| Some(reason.step?.event));
        let (sentence, meaning) = match event {
            Some(Event::Ace { index, ace, .. }) => {
                let canonical = ace.to_sddl_with(&PrintOptions::new()).map_err(failed)?;
                let spelled = as_written(text, index, &canonical).unwrap_or(canonical);
                (format!("{what} is {verdict} by ACE {index} {}", printable(&spelled)), self.meaning(ace))
            }
            Some(Event::Owner { .. }) => (format!("{what} is granted to the owner"), Some(owner(&descriptor))),
            _ => (format!("{what} is refused: nothing in the DACL grants it"), None),
        };
        let trace = serde_json::to_value(&explanation).map_err(|error| error.to_string())?;
        Ok(Decision { is_allowed, sentence, meaning, trace })
    }

    /// An ACE in words.
    fn meaning(self, ace: AceRef<'_>) -> Option<String> {
        let effect = if ace.ace_type() == AceType::ACCESS_DENIED { "denies" } else { "allows" };
        let trustee = ace.trustee()?.to_string();
        let who = cast::name_of(&trustee).unwrap_or(&trustee);
        Some(format!("it {effect} {who}: {}", self.rights(ace.mask()?).join(", ")))
    }
}

/// An ACE as the descriptor spells it, which has `LCDCRC` where the canonical text has `KW`; only where both are the same ACE.
fn as_written(descriptor: &str, index: usize, canonical: &str) -> Option<String> {
    let written = descriptor.split('(').nth(index.checked_add(1)?)?;
    let written = format!("({}", written.trim_end_matches('\0'));
    let parsed = |ace: &str| format!("D:{ace}").parse::<SecurityDescriptor>().ok();
    (parsed(&written)? == parsed(canonical)?).then_some(written)
}

fn of_template(mask: AccessMask) -> Vec<String> {
    let named = OF_TEMPLATE.iter().filter(|(right, _)| mask.contains(*right));
    named.map(|(_, name)| (*name).to_owned()).collect()
}

/// Who the owner is, and what that means.
fn owner(descriptor: &SecurityDescriptor) -> String {
    let sid = descriptor.owner().map(ToString::to_string).unwrap_or_default();
    let name = cast::name_of(&sid).unwrap_or_default();
    format!("O:{sid} is {name}: an owner always has RC, which stands for Read")
}
