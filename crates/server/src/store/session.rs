//! What happens in one transaction.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::sync::Arc;

use super::table::{CardRecord, audit, cards, principals, requests, statement, templates};
use super::{Row, Sql, StoreError, Transaction, Value};
use crate::audit::{AuditKeys, Head, Record};
use crate::object::{Id, Principal, ProfileTemplate, Request, SmartcardStatus, Ticks};

/// A transaction that has taken the head of the audit chain, with the objects that it has read and changed. They are written when
/// it ends, each on the condition that nobody else has changed it since.
pub(crate) struct Session {
    transaction: Box<dyn Transaction>,
    head: Head,
    now: Ticks,
    requests: Objects<Request>,
    cards: Objects<CardRecord>,
    templates: HashMap<Id, Option<Arc<ProfileTemplate>>>,
    records: Vec<Record>,
}

/// Objects by identifier: as they are stored, and as they shall be.
type Objects<T> = HashMap<Id, Dirty<T>>;

/// An object as it is stored, and as it shall be.
struct Dirty<T> {
    stored: Option<T>,
    current: Option<T>,
}

impl Session {
    /// Begins: nobody else's session does anything until this one has ended.
    pub(crate) async fn begin(mut transaction: Box<dyn Transaction>, now: Ticks) -> Result<Self, StoreError> {
        let rows = transaction.read(audit::TAKE_HEAD.into(), Vec::new()).await?;
        let row = rows.first().ok_or(StoreError::Foreign("the head of the audit chain"))?;
        let master = row.numbered(2, |number| u32::try_from(number).ok())?;
        let head = Head { sequence: row.integer(0)?, mac: audit::mac(row, 1)?, master };
        Ok(Self {
            transaction,
            head,
            now,
            requests: HashMap::new(),
            cards: HashMap::new(),
            templates: HashMap::new(),
            records: Vec::new(),
        })
    }

    /// The time of everything that happens in it.
    pub(crate) const fn now(&self) -> Ticks {
        self.now
    }

    /// The version of the master secret that new keys come from.
    pub(crate) const fn master(&self) -> u32 {
        self.head.master
    }

    /// Whether nothing was ever recorded.
    pub(crate) const fn is_unused(&self) -> bool {
        self.head.sequence == 0
    }

    /// Reads many requests and cards at once.
    pub(crate) async fn prefetch(&mut self, requests: &[Id], cards: &[Id]) -> Result<(), StoreError> {
        let found = many(&mut *self.transaction, requests, requests::select).await?;
        remember(&mut self.requests, requests, found.iter().map(requests::read), |request| request.uuid)?;
        let bound: Vec<Id> =
            self.requests.values().filter_map(|request| request.current.as_ref()).flat_map(named_cards).collect();
        let cards = [cards, &bound].concat();
        let found = many(&mut *self.transaction, &cards, cards::select).await?;
        remember(&mut self.cards, &cards, found.iter().map(cards::read), |card| card.card.uuid)
    }

    /// A request.
    pub(crate) async fn request(&mut self, id: Id) -> Result<Option<Request>, StoreError> {
        if let Some(known) = self.requests.get(&id) {
            return Ok(known.current.clone());
        }
        let rows = self.transaction.read(requests::BY_ID.as_str().into(), vec![id.into()]).await?;
        let found = rows.first().map(requests::read).transpose()?;
        Ok(remembered(&mut self.requests, id, found))
    }

    /// The requests that name a card, the latest first.
    pub(crate) async fn requests_of_card(&mut self, card: Id) -> Result<Vec<Request>, StoreError> {
        self.flush().await?;
        let rows = self.transaction.read(requests::BY_CARD.as_str().into(), vec![card.into()]).await?;
        let found: Vec<Request> = rows.iter().map(requests::read).collect::<Result<_, _>>()?;
        Ok(found.into_iter().filter_map(|request| remembered(&mut self.requests, request.uuid, Some(request))).collect())
    }

    /// Makes or changes a request.
    pub(crate) fn put_request(&mut self, request: Request) {
        put(&mut self.requests, request.uuid, request);
    }

    /// A smart card.
    pub(crate) async fn card(&mut self, id: Id) -> Result<Option<CardRecord>, StoreError> {
        if let Some(known) = self.cards.get(&id) {
            return Ok(known.current.clone());
        }
        let rows = self.transaction.read(cards::BY_ID.as_str().into(), vec![id.into()]).await?;
        let found = rows.first().map(cards::read).transpose()?;
        Ok(remembered(&mut self.cards, id, found))
    }

    /// The card that is claimed to have a card id and is not retired.
    pub(crate) async fn card_in_use(&mut self, card_id: Id) -> Result<Option<CardRecord>, StoreError> {
        self.flush().await?;
        let rows = self.transaction.read(cards::BY_CARD_ID.as_str().into(), vec![card_id.into()]).await?;
        let found = rows.first().map(cards::read).transpose()?;
        let found = found.filter(|found| found.card.status != SmartcardStatus::Retired);
        Ok(found.and_then(|found| remembered(&mut self.cards, found.card.uuid, Some(found))))
    }

    /// Makes or changes a smart card.
    pub(crate) fn put_card(&mut self, card: CardRecord) {
        put(&mut self.cards, card.card.uuid, card);
    }

    /// A profile template.
    pub(crate) async fn template(&mut self, id: Id) -> Result<Option<Arc<ProfileTemplate>>, StoreError> {
        if let Some(known) = self.templates.get(&id) {
            return Ok(known.clone());
        }
        let rows = self.transaction.read(templates::BY_ID.as_str().into(), vec![id.into()]).await?;
        let found = rows.first().map(templates::read).transpose()?.map(Arc::new);
        self.templates.insert(id, found.clone());
        Ok(found)
    }

    /// Remembers a template that was written.
    pub(crate) fn know_template(&mut self, template: ProfileTemplate) {
        self.templates.insert(template.uuid, Some(Arc::new(template)));
    }

    /// A user of the directory.
    pub(crate) async fn principal(&mut self, id: Id) -> Result<Option<Principal>, StoreError> {
        let rows = self.transaction.read(principals::BY_ID.into(), vec![id.into()]).await?;
        rows.first().map(principals::read).transpose()
    }

    /// Puts a record into the audit chain.
    pub(crate) fn record(&mut self, record: Record) {
        self.records.push(record);
    }

    /// The rows that another statement reads.
    pub(crate) async fn read(&mut self, sql: impl Into<Sql> + Send, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.transaction.read(sql.into(), values).await
    }

    /// Executes another statement.
    pub(crate) async fn write(&mut self, sql: impl Into<Sql> + Send, values: Vec<Value>) -> Result<u64, StoreError> {
        self.transaction.write(sql.into(), values).await
    }

    /// From here on keys come from another master secret.
    pub(crate) fn use_master(&mut self, version: u32) {
        self.head.master = version;
    }

    /// Writes everything and makes it durable. Says where the chain ends now.
    pub(crate) async fn commit(mut self, keys: &AuditKeys) -> Result<Head, StoreError> {
        self.flush().await?;
        let mut chained = Vec::with_capacity(self.records.len());
        for record in self.records.drain(..) {
            let sealed = keys.append(&mut self.head, record);
            chained.push(
                sealed
                    .ok_or_else(|| StoreError::Unavailable("it uses a master secret that is not configured here".to_owned()))?,
            );
        }
        if !chained.is_empty() {
            let mut rest = chained.into_iter();
            let mut left = rest.len();
            while left > 0 {
                // Powers of two, so that few statements are prepared.
                let rows = 1_usize << left.ilog2();
                let values = rest.by_ref().take(rows).flat_map(audit::values).collect();
                self.transaction.write(audit::insert(rows).into(), values).await?;
                left = left.saturating_sub(rows);
            }
            let head = vec![self.head.sequence.into(), self.head.mac.to_vec().into()];
            self.transaction.write(audit::MOVE_HEAD.into(), head).await?;
        }
        self.transaction.commit().await?;
        Ok(self.head)
    }

    /// Writes the objects that have changed.
    async fn flush(&mut self) -> Result<(), StoreError> {
        for request in self.requests.values_mut() {
            let Some(current) = request.current.clone() else { continue };
            match &request.stored {
                Some(stored) if *stored == current => continue,
                Some(stored) => {
                    let mut values = requests::values(&current);
                    values.push(stored.status.number().into());
                    changed(self.transaction.write(requests::UPDATE.as_str().into(), values).await?)?;
                }
                None => {
                    self.transaction.write(requests::INSERT.as_str().into(), requests::values(&current)).await?;
                }
            }
            request.stored = Some(current);
        }
        for card in self.cards.values_mut() {
            let Some(current) = card.current.clone() else { continue };
            match &card.stored {
                Some(stored) if *stored == current => continue,
                Some(stored) => {
                    let mut values = cards::values(&current);
                    values.push(stored.card.status.number().into());
                    values.extend([stored.confirmed.version.into(), stored.pending.version.into()]);
                    changed(self.transaction.write(cards::UPDATE.as_str().into(), values).await?)?;
                }
                None => {
                    self.transaction.write(cards::INSERT.as_str().into(), cards::values(&current)).await?;
                }
            }
            card.stored = Some(current);
        }
        Ok(())
    }
}

/// One row was changed; else somebody else has changed it before.
fn changed(rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The cards that a request names.
fn named_cards(request: &Request) -> impl Iterator<Item = Id> {
    [request.new_smartcard_uuid, request.old_smartcard_uuid].into_iter().filter(|card| !card.is_empty())
}

/// The rows with these identifiers.
async fn many(transaction: &mut dyn Transaction, ids: &[Id], select: impl Fn(&str) -> String) -> Result<Vec<Row>, StoreError> {
    let Some(last) = ids.last() else { return Ok(Vec::new()) };
    let places = statement::padded(ids.len());
    let values = ids.iter().chain(std::iter::repeat(last)).take(places).map(|id| Value::from(*id)).collect();
    transaction.read(select(&format!("uuid IN ({})", statement::placeholders(0, places))).into(), values).await
}

/// Remembers what was found, and of the others that there is none.
fn remember<T: Clone>(
    objects: &mut Objects<T>,
    asked: &[Id],
    found: impl Iterator<Item = Result<T, StoreError>>,
    id: impl Fn(&T) -> Id,
) -> Result<(), StoreError> {
    for object in found {
        let object = object?;
        remembered(objects, id(&object), Some(object));
    }
    for asked in asked {
        remembered(objects, *asked, None);
    }
    Ok(())
}

/// Remembers an object unless it is known already, and gives what is known.
fn remembered<T: Clone, K: Eq + Hash>(objects: &mut HashMap<K, Dirty<T>>, id: K, stored: Option<T>) -> Option<T> {
    let known = match objects.entry(id) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(vacant) => vacant.insert(Dirty { current: stored.clone(), stored }),
    };
    known.current.clone()
}

fn put<T>(objects: &mut Objects<T>, id: Id, object: T) {
    match objects.entry(id) {
        Entry::Occupied(known) => known.into_mut().current = Some(object),
        Entry::Vacant(vacant) => {
            vacant.insert(Dirty { stored: None, current: Some(object) });
        }
    }
}
