//! When somebody was given secrets of a card.

/// The times of the last answers, as a JSON array of ticks, and until when there are none.
pub(crate) const OF: &str = "SELECT times, locked_until FROM secret_answers WHERE principal = $1 AND smartcard_uuid = $2";
/// Other times.
pub(crate) const PUT: &str = "INSERT INTO secret_answers (principal, smartcard_uuid, times, locked_until) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (principal, smartcard_uuid) DO UPDATE SET times = excluded.times, locked_until = excluded.locked_until";
/// Forgets those of a card for everybody.
pub(crate) const FORGET_CARD: &str = "DELETE FROM secret_answers WHERE smartcard_uuid = $1";
/// Forgets those of a card for one principal.
pub(crate) const FORGET: &str = "DELETE FROM secret_answers WHERE smartcard_uuid = $1 AND principal = $2";
