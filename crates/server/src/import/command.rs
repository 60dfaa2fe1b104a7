//! Importing, in one transaction.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::json;

use super::document::Documents;
use super::template::TemplateDocument;
use crate::auth::certificate::Fingerprint;
use crate::object::{Id, Principal, ProfileTemplate, Request, Smartcard, SmartcardStatus};
use crate::refusal::{Refusal, RefusalKind, Stop};
use crate::service::administration;
use crate::store::table::{CardRecord, pins, principals, templates};
use crate::store::{Command, Session};
use crate::vault::Vault;

/// Imports documents.
pub(crate) struct Import {
    /// The documents.
    pub(crate) documents: Documents,
    /// Seals the keys of templates.
    pub(crate) vault: Arc<Vault>,
    /// Who does it, such as `admin:root`.
    pub(crate) actor: String,
    /// Whether what is there already with another content is replaced.
    pub(crate) is_replacing: bool,
    /// Whether objects may name templates and cards that are not there.
    pub(crate) allows_dangling: bool,
}

/// What became of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was not there before.
    New,
    /// It was there with the same content.
    Same,
    /// It was there with another content, which is gone.
    Replaced,
}

impl Standing {
    /// A word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "unchanged",
            Self::Replaced => "replaced",
        }
    }
}

/// An imported object: its kind, its identifier, what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// `profile template`, `principal`, `smart card` or `request`.
    pub kind: &'static str,
    /// Its identifier.
    pub id: Id,
    /// What became of it.
    pub standing: Standing,
}

#[async_trait]
impl Command for Import {
    type Answer = Vec<Imported>;

    async fn run(&self, session: &mut Session) -> Result<Vec<Imported>, Stop> {
        self.all(session).await.map_err(Stop::undoing)
    }
}

impl Import {
    async fn all(&self, session: &mut Session) -> Result<Vec<Imported>, Stop> {
        let Documents { templates, principals, cards, requests } = &self.documents;
        let mut imported = Vec::new();
        for template in templates {
            imported.push(self.template(session, template).await?);
        }
        for principal in principals {
            imported.push(self.principal(session, principal).await?);
        }
        for card in cards {
            imported.push(self.card(session, card).await?);
        }
        for request in requests {
            imported.push(self.request(session, request).await?);
        }
        if !self.allows_dangling {
            self.check_names(session).await?;
        }
        for Imported { kind, id, standing } in imported.iter().filter(|imported| imported.standing != Standing::Same) {
            let (request, card) = match *kind {
                "request" => (*id, Id::EMPTY),
                "smart card" => (Id::EMPTY, *id),
                _ => (Id::EMPTY, Id::EMPTY),
            };
            let detail = json!({ "change": { "kind": kind, "uuid": id, "standing": standing.name() } });
            session.record(administration(session, &self.actor, "store.import", request, card, &detail));
        }
        Ok(imported)
    }

    /// What becomes of an object that is there already, or not.
    fn standing<T: PartialEq>(&self, kind: &'static str, id: Id, known: Option<&T>, given: &T) -> Result<Imported, Refusal> {
        let standing = match known {
            None => Standing::New,
            Some(known) if known == given => Standing::Same,
            Some(_) if self.is_replacing => Standing::Replaced,
            Some(_) => {
                let message = format!("the {kind} {id} is there with another content; `--replace` replaces it");
                return Err(Refusal::conflict("conflict", message));
            }
        };
        Ok(Imported { kind, id, standing })
    }

    async fn template(&self, session: &mut Session, given: &TemplateDocument) -> Result<Imported, Stop> {
        let id = given.template.uuid;
        let known = session.template(id).await?;
        let master = session.master();
        let sealed = self.vault.seal_default_key(master, id, given.key.expose());
        let sealed = sealed.ok_or_else(|| Refusal::fault("the default admin key cannot be sealed"))?;
        let mut template =
            ProfileTemplate { default_admin_key: sealed, master_version: i64::from(master), ..given.template.clone() };
        if let Some(known) = &known
            && self.has_key(known, given)
        {
            template.default_admin_key.clone_from(&known.default_admin_key);
            template.master_version = known.master_version;
        }
        let imported = self.standing("profile template", id, known.as_deref(), &template)?;
        let sql = match imported.standing {
            Standing::New => templates::INSERT.as_str(),
            Standing::Replaced => templates::UPDATE.as_str(),
            Standing::Same => return Ok(imported),
        };
        session.write(sql, templates::values(&template)).await?;
        session.know_template(template);
        Ok(imported)
    }

    /// Whether a stored template has the same key, however it is sealed.
    fn has_key(&self, known: &ProfileTemplate, given: &TemplateDocument) -> bool {
        let version = u32::try_from(known.master_version).unwrap_or_default();
        let opened = self.vault.open_default_key(version, known.uuid, &known.default_admin_key);
        opened.is_some_and(|opened| subtle::ConstantTimeEq::ct_eq(opened.as_slice(), given.key.expose()).into())
    }

    async fn principal(&self, session: &mut Session, given: &Principal) -> Result<Imported, Stop> {
        let mut given = given.clone();
        given.name = given.name.to_lowercase();
        let bad = |message: String| Refusal::bad("bad-principal", format!("the principal {}: {message}", given.uuid));
        let certificates: Result<Vec<String>, _> = given
            .certificates
            .iter()
            .map(|text| text.parse::<Fingerprint>().map(|fingerprint| fingerprint.to_string()))
            .collect();
        let certificates = certificates.map_err(|error| bad(error.to_string()));
        given.certificates = certificates?;
        given.certificates.sort_unstable();
        given.certificates.dedup();
        let mut known = session.principal(given.uuid).await?;
        if let Some(known) = &mut known {
            let rows = session.read(principals::CERTIFICATES, vec![given.uuid.into()]).await?;
            known.certificates = rows.iter().map(|row| row.text(0)).collect::<Result<_, _>>()?;
        }
        let imported = self.standing("principal", given.uuid, known.as_ref(), &given)?;
        Self::is_alone(session, &given).await?;
        if imported.standing != Standing::Same {
            session.write(principals::PUT, principals::values(&given)).await?;
            session.write(principals::FORGET_CERTIFICATES, vec![given.uuid.into()]).await?;
            for certificate in &given.certificates {
                session.write(principals::PUT_CERTIFICATE, vec![certificate.as_str().into(), given.uuid.into()]).await?;
            }
        }
        Ok(imported)
    }

    /// Nobody else has the principal's SID, name or certificates.
    async fn is_alone(session: &mut Session, given: &Principal) -> Result<(), Stop> {
        let mut claims = vec![("SID", principals::BY_SID, given.sid.to_string())];
        claims.extend((!given.name.is_empty()).then(|| ("name", principals::BY_NAME, given.name.clone())));
        claims.extend(given.certificates.iter().map(|digits| ("certificate", principals::BY_CERTIFICATE, digits.clone())));
        for (what, sql, value) in claims {
            let rows = session.read(sql, vec![value.into()]).await?;
            for row in &rows {
                let other = principals::read(row)?.uuid;
                if other != given.uuid {
                    let message = format!("the principals {other} and {} have the same {what}", given.uuid);
                    return Err(Refusal::conflict("same-principal", message).into());
                }
            }
        }
        Ok(())
    }

    async fn card(&self, session: &mut Session, given: &Smartcard) -> Result<Imported, Stop> {
        let known = session.card(given.uuid).await?;
        let imported = self.standing("smart card", given.uuid, known.as_ref().map(|known| &known.card), given)?;
        if imported.standing == Standing::Same {
            return Ok(imported);
        }
        if let Some(card_id) = given.card_id().filter(|_| given.status != SmartcardStatus::Retired)
            && let Some(other) = session.card_in_use(card_id).await?
            && other.card.uuid != given.uuid
        {
            let message =
                format!("the smart cards {} and {} have the same card id, and neither is Retired", other.card.uuid, given.uuid);
            return Err(Refusal::conflict("card-in-use", message).into());
        }
        let record = known.unwrap_or_else(|| CardRecord::new(given.clone()));
        session.put_card(CardRecord { card: given.clone(), ..record });
        Ok(imported)
    }

    async fn request(&self, session: &mut Session, given: &Request) -> Result<Imported, Stop> {
        let known = session.request(given.uuid).await?;
        let imported = self.standing("request", given.uuid, known.as_ref(), given)?;
        if given.security_descriptor.model().is_ok_and(|model| model.owner().is_none()) {
            let message = format!("the request {}: its security descriptor has no owner, and decides nothing", given.uuid);
            return Err(Refusal::new(RefusalKind::Bad, "no-owner", message).into());
        }
        if imported.standing != Standing::Same {
            if !given.status.is_open() {
                session.write(pins::FORGET, vec![given.uuid.into()]).await?;
            }
            session.put_request(given.clone());
        }
        Ok(imported)
    }

    /// What the objects name is there.
    async fn check_names(&self, session: &mut Session) -> Result<(), Stop> {
        let mut templates = Vec::new();
        let mut cards = Vec::new();
        for request in &self.documents.requests {
            let name = format!("the request {}", request.uuid);
            templates.push((name.clone(), request.profile_template_uuid));
            cards.extend([request.new_smartcard_uuid, request.old_smartcard_uuid].map(|card| (name.clone(), card)));
        }
        for card in &self.documents.cards {
            let name = format!("the smart card {}", card.uuid);
            templates.push((name.clone(), card.profile_template_uuid));
            let others = [card.parent_smartcard_uuid, card.primary_smartcard_uuid, card.permanent_smartcard_uuid];
            cards.extend(others.map(|card| (name.clone(), card)));
        }
        let dangling = |name: &str, what: &str, id: Id| {
            let message = format!("{name} names the {what} {id}, which is not there; `--allow-dangling` takes it all the same");
            Stop::from(Refusal::conflict("dangling", message))
        };
        for (name, id) in templates.iter().filter(|(_, id)| !id.is_empty()) {
            session.template(*id).await?.ok_or_else(|| dangling(name, "profile template", *id))?;
        }
        for (name, id) in cards.iter().filter(|(_, id)| !id.is_empty()) {
            session.card(*id).await?.ok_or_else(|| dangling(name, "smart card", *id))?;
        }
        Ok(())
    }
}
