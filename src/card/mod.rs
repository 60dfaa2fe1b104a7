//! Card crypto: admin keys, challenge and response, key diversification, PIN proposal.
//!
//! ```
//! use aclavis::card::{Algorithm, CardContext, Challenge, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy};
//! let master = MasterSecret::from_encoded(b"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n")?;
//! let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1);
//!
//! // The card's own admin key answers what the card asks.
//! let key = master.admin_key(Algorithm::Tdes3, &card)?;
//! let challenge = Challenge::from_base64("1hFD+cz/0so=", Algorithm::Tdes3)?;
//! assert_eq!(key.respond(&challenge)?.to_string(), "ryspiFA7KqA=");
//!
//! // A PIN for this challenge, which comes again for the same inputs.
//! let pin_key = PinKey::from_master(&master, Algorithm::Tdes3.into(), &card)?;
//! let pin = pin_key.propose(&PinOccasion::new(&challenge), &PinPolicy::new(6, Charset::DIGITS)?)?;
//! assert_eq!(pin.expose(), "592527");
//! # Ok::<(), aclavis::Error>(())
//! ```
//!
//! # Challenge and response
//!
//! A card gives a [`Challenge`]; who knows its [`AdminKey`] gives the [`Response`]. The rules are those of Windows minidriver cards, of AES cards,
//! of [GIDS](gids) and of [PIV](piv). A wrong answer costs the card a try, and without tries it is lost for administration: nothing here tries a
//! second key by itself. While a card's key changes, [`KeyRollover`] keeps both.
//!
//! # Keys and PINs
//!
//! A site has one [`MasterSecret`] of 32 random bytes. From it come the admin key of each card ([`DiversificationV1`]) and the key behind its PINs
//! ([`PinKey`]), after the project's *construction v1*: SP 800-108r1 in counter mode over HMAC-SHA-256 and CMAC, with everything that matters in the
//! context ([`CardContext`], [`PinOccasion`], [`PinPolicy`]). [`Diversify`] is the place for other schemes.
//!
//! Whoever may ask for responses has an encryption oracle under the admin key. So the key behind PINs never answers a challenge, and an admin key
//! enters PINs as HMAC key data only.
//!
//! # Secrets
//!
//! Keys and PINs are boxed, filled in place, wiped when dropped, compared in constant time, and can be neither cloned nor printed; `expose` hands them
//! out. No error repeats any of them. What is generated takes a random source, `rand_core::TryCryptoRng`, that the caller brings.

mod algorithm;
mod atr;
mod challenge;
mod cipher;
mod construction;
mod diversify;
pub mod gids;
pub(crate) mod kdf;
mod key;
mod pin;
pub mod piv;
mod secret;
mod text;
mod uuid;

pub use algorithm::Algorithm;
pub use atr::{Atr, AtrConvention, InterfaceBytes};
pub use challenge::{Blocks, Challenge, Response};
pub use diversify::{An10922, CardContext, DiversificationV1, Diversify, StaticKey};
pub use kdf::Prf;
pub use key::{AdminKey, KeyRollover, MasterSecret, ScheduledKey, ServiceKey, ServicePurpose, Weaknesses};
pub use pin::{CharClass, Charset, PinKey, PinOccasion, PinPolicy, SecretPin};
pub use uuid::Uuid;
