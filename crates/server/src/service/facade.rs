//! The service as its callers see it.

use std::sync::Arc;

use aclavis::Permission;

use super::read::{ReadRequest, ReadTemplate, RefuseNobody, may, may_with_template};
use super::{Call, Rules};
use crate::authority::{TemplatePermission, Wanted};
use crate::object::{Id, ProfileTemplate, Request, RequestStatus, RequestType, Smartcard, Ticks};
use crate::refusal::{Refusal, Stop};
use crate::store::table::{cards, requests, templates};
use crate::store::{Command, Store, StoreError, Value, Writer};

/// So many requests are looked at in one go.
const PAGE: usize = 200;

/// The service: commands go to the writer, everything else is read.
pub(crate) struct Service {
    /// What every command knows.
    pub(crate) rules: Arc<Rules>,
    /// Where objects are kept.
    pub(crate) store: Arc<dyn Store>,
    /// Who changes them.
    pub(crate) writer: Writer,
}

/// Which requests are listed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listing {
    /// Only those with this status.
    pub(crate) status: Option<RequestStatus>,
    /// Only those about this user.
    pub(crate) target: Option<Id>,
    /// So many at the most.
    pub(crate) top: usize,
}

impl Service {
    /// Executes a command.
    pub(crate) async fn execute<C: Command>(&self, command: C) -> Result<C::Answer, Stop> {
        self.writer.execute(command).await
    }

    /// A request.
    pub(crate) async fn request(&self, call: &Call, id: Id) -> Result<Request, Stop> {
        let request = self.find_request(id).await?.ok_or_else(Refusal::nothing)?;
        if may(&self.rules, call, Permission::Read, &request)? {
            return Ok(request);
        }
        self.execute(ReadRequest { rules: self.rules.clone(), call: call.clone(), id }).await
    }

    /// The requests that the caller may read, by the time at which they were started.
    pub(crate) async fn requests(&self, call: &Call, listing: Listing) -> Result<Vec<Request>, Stop> {
        self.known(call, "request.list", Wanted::Request(Permission::Read), Id::EMPTY).await?;
        let mut found = Vec::new();
        let mut last = (Ticks::UNSET, Id::EMPTY);
        loop {
            let page = self.page(listing, last).await?;
            let is_last = page.len() < PAGE;
            for request in page {
                last = (request.submitted, request.uuid);
                if may(&self.rules, call, Permission::Read, &request)? {
                    found.push(request);
                }
                if found.len() >= listing.top {
                    return Ok(found);
                }
            }
            if is_last {
                return Ok(found);
            }
        }
    }

    async fn page(&self, listing: Listing, last: (Ticks, Id)) -> Result<Vec<Request>, StoreError> {
        let mut conditions = vec!["(submitted > $1 OR submitted = $1 AND uuid > $2)".to_owned()];
        let mut values: Vec<Value> = vec![last.0.into(), last.1.into()];
        if let Some(status) = listing.status {
            values.push(status.number().into());
            conditions.push(format!("status = ${}", values.len()));
        }
        if let Some(target) = listing.target {
            values.push(target.into());
            conditions.push(format!("target_user_uuid = ${}", values.len()));
        }
        let condition = format!("{} ORDER BY submitted, uuid LIMIT {PAGE}", conditions.join(" AND "));
        let rows = self.store.read(requests::select(&condition).into(), values).await?;
        rows.iter().map(requests::read).collect()
    }

    /// A card under one of its requests.
    pub(crate) async fn card_of_request(&self, call: &Call, request: Id, card: Id) -> Result<Smartcard, Stop> {
        let found = self.find_request(request).await?.filter(|request| request.has_card(card)).ok_or_else(Refusal::nothing)?;
        if !may(&self.rules, call, Permission::Read, &found)? {
            self.execute(ReadRequest { rules: self.rules.clone(), call: call.clone(), id: request }).await?;
        }
        self.find_card(card).await?.ok_or_else(|| Refusal::nothing().into())
    }

    /// A card, for whose it is, and for whoever may read a request that names it. For others there is none.
    pub(crate) async fn card(&self, call: &Call, id: Id) -> Result<Smartcard, Stop> {
        self.known(call, "smartcard.read", Wanted::Request(Permission::Read), id).await?;
        let card = self.find_card(id).await?.ok_or_else(Refusal::nothing)?;
        if self.may_see(call, &card).await? { Ok(card) } else { Err(Refusal::nothing().into()) }
    }

    /// The card with a card id: the one in use before those that are retired.
    pub(crate) async fn card_with_id(&self, call: &Call, card_id: Id) -> Result<Smartcard, Stop> {
        self.known(call, "smartcard.find", Wanted::Request(Permission::Read), Id::EMPTY).await?;
        let rows = self.store.read(cards::BY_CARD_ID.as_str().into(), vec![card_id.into()]).await?;
        for row in &rows {
            let card = cards::read(row)?.card;
            if self.may_see(call, &card).await? {
                return Ok(card);
            }
        }
        Err(Refusal::nothing().into())
    }

    /// What the caller may start for a card.
    pub(crate) async fn operations(&self, call: &Call, id: Id) -> Result<Vec<RequestType>, Stop> {
        let card = self.card(call, id).await?;
        let Some(template) = self.find_template(card.profile_template_uuid).await? else { return Ok(Vec::new()) };
        let is_own = call.caller.user == Some(card.assigned_user_uuid);
        let may = |permission| may_with_template(&self.rules, call, permission, &template);
        if call.caller.user.is_none() || !may(TemplatePermission::Enroll)? {
            return Ok(Vec::new());
        }
        if !is_own && !may(TemplatePermission::EnrollOnBehalf)? {
            return Ok(Vec::new());
        }
        Ok(RequestType::possible(card.status).to_vec())
    }

    /// The templates that the caller may read.
    pub(crate) async fn templates(&self, call: &Call) -> Result<Vec<ProfileTemplate>, Stop> {
        self.known(call, "template.list", Wanted::Template(TemplatePermission::Read), Id::EMPTY).await?;
        let rows = self.store.read(templates::ALL.as_str().into(), Vec::new()).await?;
        let mut found = Vec::new();
        for row in &rows {
            let template = templates::read(row)?;
            if may_with_template(&self.rules, call, TemplatePermission::Read, &template)? {
                found.push(template);
            }
        }
        Ok(found)
    }

    /// A template.
    pub(crate) async fn template(&self, call: &Call, id: Id) -> Result<Arc<ProfileTemplate>, Stop> {
        self.execute(ReadTemplate { rules: self.rules.clone(), call: call.clone(), id }).await
    }

    /// Somebody without a SID may nothing, which is recorded.
    async fn known(&self, call: &Call, action: &'static str, wanted: Wanted, card: Id) -> Result<(), Stop> {
        if call.caller.sid().is_some() {
            return Ok(());
        }
        self.execute(RefuseNobody { call: call.clone(), action, wanted, card }).await
    }

    async fn may_see(&self, call: &Call, card: &Smartcard) -> Result<bool, Stop> {
        if call.caller.user == Some(card.assigned_user_uuid) {
            return Ok(true);
        }
        let rows = self.store.read(requests::BY_CARD.as_str().into(), vec![card.uuid.into()]).await?;
        for row in &rows {
            if may(&self.rules, call, Permission::Read, &requests::read(row)?)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn find_request(&self, id: Id) -> Result<Option<Request>, StoreError> {
        let rows = self.store.read(requests::BY_ID.as_str().into(), vec![id.into()]).await?;
        rows.first().map(requests::read).transpose()
    }

    async fn find_card(&self, id: Id) -> Result<Option<Smartcard>, StoreError> {
        let rows = self.store.read(cards::BY_ID.as_str().into(), vec![id.into()]).await?;
        Ok(rows.first().map(cards::read).transpose()?.map(|record| record.card))
    }

    async fn find_template(&self, id: Id) -> Result<Option<ProfileTemplate>, StoreError> {
        let rows = self.store.read(templates::BY_ID.as_str().into(), vec![id.into()]).await?;
        rows.first().map(templates::read).transpose()
    }
}
