//! What the derivations of construction v1 have in common.

use alloc::vec::Vec;

use super::diversify::CardContext;
use super::kdf::FixedData;

/// The version byte that opens every context.
const VERSION: u8 = 1;
/// Bytes of the counter, which stands before everything else.
const COUNTER: usize = 4;
/// The source of what is derived from a master secret; from an admin key it is the number of its algorithm.
pub(crate) const MASTER: u8 = 0xFF;

/// The fixed data of a derivation but for the attempt: `Label | 00 | Context`. It holds no secret.
pub(crate) struct Context(Vec<u8>);

impl Context {
    pub(crate) fn new(label: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(192);
        bytes.extend_from_slice(label);
        bytes.extend_from_slice(&[0, VERSION]);
        Self(bytes)
    }

    /// Bytes of a known length.
    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Bytes behind their length: `LP(x) = be16(len x) | x`.
    pub(crate) fn counted(self, bytes: &[u8]) -> Self {
        let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
        self.bytes(&length.to_be_bytes()).bytes(bytes)
    }

    /// The version of a key, its card and its system.
    pub(crate) fn card(self, card: &CardContext<'_>) -> Self {
        let version = card.key_version().to_be_bytes();
        self.bytes(&version).counted(&card.card_id().to_bytes()).counted(card.system().as_bytes())
    }

    /// Derives: `PRF(KI, be32(i) | Label | 00 | Context | attempt | be32(8n))`.
    pub(crate) fn derive(&self, attempt: &[u8], out: &mut [u8], derive: impl FnOnce(&FixedData<'_>, &mut [u8])) {
        let bits = u32::try_from(out.len().saturating_mul(8)).unwrap_or(u32::MAX).to_be_bytes();
        let after: [&[u8]; 3] = [&self.0, attempt, &bits];
        derive(&FixedData { before: &[], counter: COUNTER, after: &after }, out);
    }
}
