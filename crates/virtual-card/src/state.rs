//! What can be seen of a card from outside of its interface.

/// The state of a card, without its secrets: for tests, and for whoever looks after cards.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CardState {
    /// Whether the card has been initialised: false for a blank GIDS card until its application is activated.
    pub operational: bool,
    /// Wrong answers that the admin key still bears; at 0 it is blocked for good.
    pub admin_tries: u8,
    /// How often the admin key was set by a host, 0 for the one that the card was made with.
    pub admin_key_version: u32,
    /// Whether the host has authenticated with the admin key since the last reset.
    pub admin_authenticated: bool,
    /// Wrong PINs that the user PIN still bears; at 0 it is blocked until it is reset.
    pub pin_tries: u8,
    /// The same for the PIN unblocking key (PUK), which only PIV has.
    pub puk_tries: Option<u8>,
    /// Whether the user PIN has been verified since the last reset.
    pub user_verified: bool,
    /// The card identifier of GIDS, 16 bytes, where the card has been given one.
    pub card_id: Option<[u8; 16]>,
    /// Bytes of the card's 65,536 bytes of memory that are taken.
    pub memory_taken: usize,
}
