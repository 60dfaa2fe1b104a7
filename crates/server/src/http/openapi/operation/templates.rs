//! Profile templates.

use super::Described;
use crate::http::openapi::info::TEMPLATES;
use crate::http::openapi::parameter;
use crate::http::openapi::schema::{list_of, reference};

/// The operations of profile templates.
pub(super) fn all() -> Vec<Described> {
    vec![list(), read(), card_configuration()]
}

fn list() -> Described {
    Described::get("/profiletemplates", "listProfileTemplates", TEMPLATES)
        .says("Lists profile templates", "Those on which the caller has *Read*.")
        .document("The profile templates, perhaps none.", list_of("ProfileTemplate"))
}

fn read() -> Described {
    of_template(Described::get("/profiletemplates/{id}", "getProfileTemplate", TEMPLATES))
        .says("Reads a profile template", "Needs *Read* on the profile template.")
        .document("The profile template.", reference("ProfileTemplate"))
}

fn card_configuration() -> Described {
    let path = "/profiletemplates/{id}/configuration/smartcards";
    of_template(Described::get(path, "getCardConfiguration", TEMPLATES))
        .says(
            "Reads what a client must know of a template's cards",
            "Needs *Enroll* on the profile template. The key is only for members of the group that may have keys and responses; that it \
             was given is recorded in the audit trail.",
        )
        .document("The configuration.", reference("CardConfiguration"))
}

fn of_template(described: Described) -> Described {
    described
        .parameter(parameter::path("id", "The `Uuid` of the profile template."))
        .nothing("There is no such profile template.")
        .checked()
}
