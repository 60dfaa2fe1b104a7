//! From random bytes to a PIN.

use super::policy::PinPolicy;
use super::secret_pin::SecretPin;

/// Bytes for one attempt at a PIN.
pub(super) fn bytes_for(policy: &PinPolicy) -> usize {
    policy.length().saturating_mul(4).max(32)
}

/// Fills a PIN from bytes: of those below the limit, in their order, the characters that they stand for. Bytes above it are left out
/// (SP 800-90A, A.5.1), so no character is more likely than another. Says whether there were enough, and whether the policy allows
/// the PIN.
pub(super) fn fill(pin: &mut SecretPin, bytes: &[u8], policy: &PinPolicy) -> bool {
    let charset = policy.charset();
    let limit = charset.limit();
    let mut usable = bytes.iter().filter(|byte| u16::from(**byte) < limit);
    let enough = pin.characters_mut().iter_mut().all(|place| {
        usable.next().is_some_and(|byte| {
            *place = charset.character(*byte);
            true
        })
    });
    enough && policy.allows(pin)
}
