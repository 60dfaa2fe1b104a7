//! What the document says about the API as a whole.

use utoipa::openapi::info::{Info, InfoBuilder, LicenseBuilder};
use utoipa::openapi::tag::{Tag, TagBuilder};

/// The tag of requests.
pub(super) const REQUESTS: &str = "Requests";
/// The tag of smart cards.
pub(super) const SMARTCARDS: &str = "Smart cards";
/// The tag of keys, responses and PINs.
pub(super) const SECRETS: &str = "Secrets";
/// The tag of profile templates.
pub(super) const TEMPLATES: &str = "Profile templates";

const DESCRIPTION: &str = "\
The part of the certificate management REST API that concerns requests and smart cards: who may do what with a request, which card \
belongs to it, and the admin keys, responses and PINs of that card.

**Paths and identifiers have no case.** `/CertificateManagement/api/v1.0/Requests` and `/certificatemanagement/API/v1.0/requests` are \
the same. GUIDs are read in any case and printed in lower case with hyphens; the empty one is all zeros, never null. Parameters of a \
query are compared exactly: an unknown or repeated one is 400. Names of a body's members are read in any case, and two that differ \
only in case are 400, as is an unknown one; `null` is as good as leaving a member out.

**204 means that there is nothing.** There is no such object, the objects in the path do not belong together, or there is no PIN. On \
`PUT` and `POST` it means that **nothing was done**. The permission is checked only on objects that are there, so 204 and 403 tell \
whether an identifier exists; where a smart card is looked for by its card id they do not.

**Enumerations** are numbers in answers and names, in any case, in what is asked. Flags that are unknown are kept. Times are UTC with \
a `Z`; a time that is not set is `0001-01-01T00:00:00`, without it.

**Nothing is to be stored.** Every answer has `Cache-Control: no-store`: answers carry keys, responses and PINs, and so do queries \
and bodies. `HEAD` is answered as `GET` without its body, but on the routes that hand out secrets it is 405.

**Errors** are one object, [Problem](#/components/schemas/Problem), with a stable code. They are looked for in this order: \
401, 429, 400, 204, 403, 409 or 423. 404 is a path that no route has, or all of them where the API is switched off. What cannot be \
read as HTTP at all, such as a head that is too long, is refused without a body.

Every answer has an `X-Correlation-Id`, which the log and the audit trail have, too, and an `X-Request-Id`: the client's own, where it \
sent one of 1 to 128 visible ASCII characters, else the same again.";

/// Title, version, licence and what there is to know.
pub(super) fn info() -> Info {
    let license = env!("CARGO_PKG_LICENSE");
    InfoBuilder::new()
        .title("aclavis: certificate management")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(LicenseBuilder::new().name(license).identifier(Some(license)).build()))
        .build()
}

/// The tags, in the order of a page.
pub(super) fn tags() -> Vec<Tag> {
    [
        (REQUESTS, "Start a request, read it, end it."),
        (SMARTCARDS, "Bind a card to a request, read it, change its state."),
        (
            SECRETS,
            "Keys, responses and PINs of a card, while its request is Approved or Executing. Too many of them for one caller and card \
             lock the card for him. Each answer is recorded in the audit trail.",
        ),
        (TEMPLATES, "What requests are like."),
    ]
    .map(|(name, description)| TagBuilder::new().name(name).description(Some(description)).build())
    .into()
}
