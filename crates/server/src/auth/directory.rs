//! The directory table, and what it makes of credentials.

use std::sync::Arc;
use std::time::{Duration, Instant};

use aclavis::Sid;
use quick_cache::sync::Cache;

use super::bearer::Verified;
use super::caller::Caller;
use super::certificate::Fingerprint;
use super::rejected::Rejected;
use crate::object::{Id, Principal};
use crate::store::table::principals;
use crate::store::{Sql, Store, StoreError, Value};

/// So many callers are remembered at the most.
const REMEMBERED: usize = 10_000;

/// Turns credentials into callers, and remembers them for some seconds.
pub(crate) struct Directory {
    store: Arc<dyn Store>,
    lasts: Duration,
    callers: Cache<Key, Known>,
}

/// By what a caller is remembered: the address of the verified claims, which [`Known`] keeps alive, and the certificate.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    claims: Option<usize>,
    certificate: Option<Fingerprint>,
}

#[derive(Clone)]
struct Known {
    caller: Arc<Caller>,
    /// Kept, so that its address means nothing else.
    _claims: Option<Arc<Verified>>,
    until: Instant,
}

impl Directory {
    /// The directory of a store. A change of a row counts after this time.
    pub(crate) fn new(store: Arc<dyn Store>, lasts: Duration) -> Self {
        Self { store, lasts, callers: Cache::new(REMEMBERED) }
    }

    /// Who has these credentials.
    pub(super) async fn caller(
        &self,
        claims: Option<Arc<Verified>>,
        certificate: Option<Fingerprint>,
    ) -> Result<Arc<Caller>, Rejected> {
        let key = Key { claims: claims.as_ref().map(|claims| Arc::as_ptr(claims).addr()), certificate };
        let now = Instant::now();
        if let Some(known) = self.callers.get(&key).filter(|known| now < known.until) {
            return Ok(known.caller);
        }
        let caller = Arc::new(self.find(claims.as_deref(), certificate).await?);
        if let Some(until) = now.checked_add(self.lasts).filter(|until| *until > now) {
            self.callers.insert(key, Known { caller: Arc::clone(&caller), _claims: claims, until });
        }
        Ok(caller)
    }

    async fn find(&self, claims: Option<&Verified>, certificate: Option<Fingerprint>) -> Result<Caller, Rejected> {
        let of_certificate = match certificate {
            Some(fingerprint) => {
                let found = self.row(principals::BY_CERTIFICATE.into(), fingerprint.to_string().into()).await?;
                Some(found.ok_or(Rejected::UnknownCertificate)?)
            }
            None => None,
        };
        let Some(claims) = claims else {
            return of_certificate.map(Self::of_row).ok_or(Rejected::NoCredentials);
        };
        let of_claims = self.row_of_claims(claims).await?;
        if let (Some(one), other) = (&of_certificate, &of_claims)
            && other.as_ref().is_none_or(|other| other.uuid != one.uuid)
        {
            return Err(Rejected::Different);
        }
        let name = claims.name.clone().or_else(|| claims.subject.clone()).unwrap_or_default();
        let (user, sid, mut groups) = match of_claims {
            Some(row) => (Some(row.uuid), Some(row.sid), row.groups),
            None => (claims.user_guid.map(Id::from), claims.user_sid, Vec::new()),
        };
        groups.extend(claims.group_sids.iter().filter(|sid| !groups.contains(sid)).copied().collect::<Vec<Sid>>());
        Ok(Caller::new(user, name, sid, groups))
    }

    fn of_row(row: Principal) -> Caller {
        Caller::new(Some(row.uuid), row.name, Some(row.sid), row.groups)
    }

    /// The row that the claims name by identifier or SID, and where they have neither by name. All must mean the same user.
    async fn row_of_claims(&self, claims: &Verified) -> Result<Option<Principal>, Rejected> {
        let by_id = match claims.user_guid {
            Some(id) => self.row(principals::BY_ID.into(), Id::from(id).into()).await?,
            None => None,
        };
        let by_sid = match claims.user_sid {
            Some(sid) => self.row(principals::BY_SID.into(), sid.to_string().into()).await?,
            None => None,
        };
        let row = match (by_id, by_sid) {
            (Some(one), Some(other)) if one.uuid == other.uuid => Some(one),
            (Some(_), Some(_)) => return Err(Rejected::Different),
            (Some(_), None) if claims.has_foreign_user => return Err(Rejected::Different),
            (Some(row), None) if claims.user_sid.is_some_and(|sid| sid != row.sid) => return Err(Rejected::Different),
            (None, Some(row)) if claims.user_guid.is_some() && claims.user_guid.map(Id::from) != Some(row.uuid) => {
                return Err(Rejected::Different);
            }
            (Some(row), None) | (None, Some(row)) => Some(row),
            (None, None) if claims.user_guid.is_some() || claims.user_sid.is_some() || claims.has_foreign_user => None,
            (None, None) => match &claims.name {
                Some(name) if !name.is_empty() => self.row(principals::BY_NAME.into(), name.to_lowercase().into()).await?,
                _ => None,
            },
        };
        Ok(row)
    }

    async fn row(&self, sql: Sql, value: Value) -> Result<Option<Principal>, Rejected> {
        let read = async {
            let rows = self.store.read(sql, vec![value]).await?;
            rows.first().map(principals::read).transpose()
        };
        let row: Option<Principal> = read.await.map_err(|error: StoreError| {
            tracing::error!(%error, "the directory cannot be read");
            Rejected::Unavailable
        })?;
        match row {
            Some(row) if !row.enabled => Err(Rejected::Disabled),
            row => Ok(row),
        }
    }
}
