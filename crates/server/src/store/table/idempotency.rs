//! Requests that were made with a key, so that they are not made twice.

/// What a principal has made with a key.
pub(crate) const OF: &str =
    "SELECT body_hash, request_uuid, expires FROM idempotency_keys WHERE principal = $1 AND idempotency_key = $2";
/// Remembers what was made.
pub(crate) const PUT: &str = "INSERT INTO idempotency_keys (principal, idempotency_key, body_hash, request_uuid, expires) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (principal, idempotency_key) DO UPDATE SET \
    body_hash = excluded.body_hash, request_uuid = excluded.request_uuid, expires = excluded.expires";
/// Forgets what is over.
pub(crate) const FORGET: &str = "DELETE FROM idempotency_keys WHERE expires < $1";
