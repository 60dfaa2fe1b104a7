//! Profile templates.

use aclavis::card::{Algorithm, CharClass, Charset, PinPolicy, Prf};

use super::{Id, StoredDescriptor, UserPinOption};

/// A profile template: what requests after it are like.
#[expect(clippy::struct_excessive_bools, reason = "the shape of the object")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileTemplate {
    /// Its identifier.
    pub uuid: Id,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether its requests are about smart cards.
    pub is_smartcard: bool,
    /// Whether these cards are virtual.
    pub is_virtual_smartcard: bool,
    /// Its version, which cards remember.
    pub version: i64,
    /// Who may read it, and start requests after it.
    pub security_descriptor: StoredDescriptor,
    /// The descriptor of its requests, with `{originator}` and `{target}` where a SID stands.
    pub request_security_descriptor: String,
    /// Whether requests need no approval.
    pub auto_approve: bool,
    /// The algorithm of its cards' admin keys.
    pub admin_key_algorithm: Algorithm,
    /// Whether cards get an admin key of their own.
    pub diversify_admin_key: bool,
    /// Who makes the user's PIN.
    pub user_pin_option: UserPinOption,
    /// What PINs are like.
    pub pin: PinSettings,
    /// The names of the data items that a request needs.
    pub data_items: Vec<String>,
    /// The admin key that its cards come with, sealed under a key of the master secret of that version.
    pub default_admin_key: Vec<u8>,
    /// The version of the master secret under which the key is sealed.
    pub master_version: i64,
}

/// What a template says about PINs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinSettings {
    /// How many characters, 4 to 16.
    pub length: i64,
    /// The characters themselves, or the name of a set.
    pub charset: String,
    /// The pseudo-random function; without one it is CMAC under the card's own algorithm.
    pub prf: Option<Prf>,
    /// Whether PINs such as 1234 may be proposed.
    pub allow_weak: bool,
    /// How many digits there are at least.
    pub digits: i64,
}

impl PinSettings {
    /// The policy that they make.
    ///
    /// # Errors
    ///
    /// No PIN is like that.
    pub fn policy(&self) -> Result<PinPolicy, aclavis::Error> {
        let charset: Charset = self.charset.parse()?;
        let policy = PinPolicy::new(usize::try_from(self.length).unwrap_or_default(), charset)?;
        let policy = if self.allow_weak { policy.allowing_weak() } else { policy };
        match usize::try_from(self.digits).unwrap_or_default() {
            0 => Ok(policy),
            digits => policy.at_least(digits, CharClass::Digit),
        }
    }
}
