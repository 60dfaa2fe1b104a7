//! The lock: too many secrets of one card for one principal.

use serde_json::json;

use super::LockRule;
use super::call::{Call, Subject};
use crate::authority::Decision;
use crate::object::Ticks;
use crate::refusal::{Refusal, RefusalKind, Stop};
use crate::store::table::answers;
use crate::store::{Session, StoreError};

/// Counts an answer of the caller about the subject's card, unless there were too many.
pub(super) async fn count(
    session: &mut Session,
    rule: LockRule,
    call: &Call,
    subject: Subject,
    decision: &Decision,
) -> Result<(), Stop> {
    let (key, now) = (call.caller.key(), session.now());
    let rows = session.read(answers::OF, vec![key.as_str().into(), subject.card.into()]).await?;
    let (mut times, locked_until) = match rows.first() {
        Some(row) => (row.document::<Vec<i64>>(0)?, row.ticks(1)?),
        None => (Vec::new(), Ticks::UNSET),
    };
    if now < locked_until {
        let refusal = locked(locked_until, now);
        return Err(call.refuse_by(session, subject, decision, refusal).into());
    }
    if locked_until.is_set() {
        times.clear();
    }
    let start = now.before(rule.window).number();
    times.retain(|time| *time > start);
    if times.len() >= rule.answers {
        let until = now.after(rule.lasts);
        put(session, &key, subject, &times, until).await?;
        let refusal = locked(until, now);
        let change = json!({ "answers": times.len(), "locked_until": until });
        call.done(session, Subject { action: "smartcard.lock", ..subject }, decision, Some("too-many-secrets"), Some(&change));
        return Err(call.refuse_by(session, subject, decision, refusal).into());
    }
    times.push(now.number());
    put(session, &key, subject, &times, Ticks::UNSET).await?;
    Ok(())
}

fn locked(until: Ticks, now: Ticks) -> Refusal {
    let message = "too many secrets of this smart card were asked for; an administrator can unlock it";
    Refusal::new(RefusalKind::Locked(until.since(now)), "locked", message)
}

async fn put(session: &mut Session, key: &str, subject: Subject, times: &[i64], until: Ticks) -> Result<(), StoreError> {
    let times = serde_json::to_string(times).unwrap_or_default();
    session.write(answers::PUT, vec![key.into(), subject.card.into(), times.into(), until.into()]).await?;
    Ok(())
}
