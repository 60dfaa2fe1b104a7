//! Arguments of the `card` commands.

mod atr;
mod keys;
mod pin;
mod respond;
mod shared;

use clap::Subcommand;

pub(crate) use atr::AtrArgs;
pub(crate) use keys::{AdminKeyArgs, GenerateArgs, Scheme};
pub(crate) use pin::{PinArgs, PolicyArgs, Preset};
pub(crate) use respond::{Answer, RespondArgs, VerifyArgs};
pub(crate) use shared::ChallengeArgs;

use super::joined;

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis card respond --key-file zero.hex --alg tdes3 --challenge 1hFD+cz/0so=
  aclavis card verify --key-file zero.hex --alg tdes3 --challenge 1hFD+cz/0so= \\
      --response F0Zudm4wPLY=
  aclavis card generate --master --out master.hex
  aclavis card admin-key --master-file master.hex --alg aes256 --card-id GUID --key-version 1
  aclavis card pin --master-file master.hex --alg aes256 --card-id GUID --key-version 1 \\
      --challenge B64
  aclavis card atr 3B8D0180FBA000000397425446590301C8";

pub(super) const KEYS: &str = "\
A key comes from a file, or from standard input where FILE is -, never from an argument or the environment. With n the bytes \
that ALG needs (24 for tdes3, 16, 24 and 32 for AES, 32 for a master secret), the file has exactly n raw bytes, or 2n hexadecimal \
digits or the base64 of n bytes with one line end at the most. For tdes3, 16 bytes or 32 digits are read as K1, K2, K1. Weak \
keys and the default keys of cards are accepted with a warning.";

/// What `card` does.
#[derive(Subcommand)]
pub(crate) enum CardCommand {
    /// Answers a card's challenge: the response under its admin key
    #[command(
        after_help = respond::EXAMPLES,
        after_long_help = joined(&[KEYS, respond::CHALLENGES, respond::ONE_TRY, respond::EXAMPLES])
    )]
    Respond(RespondArgs),
    /// Says whether a response is right
    #[command(
        after_help = respond::VERIFY_EXAMPLES,
        after_long_help = joined(&[KEYS, respond::CHALLENGES, respond::VERIFY_EXAMPLES])
    )]
    Verify(VerifyArgs),
    /// Derives the admin key of a card; prints its key check value, or the key itself with --reveal
    #[command(after_help = keys::EXAMPLES, after_long_help = joined(&[KEYS, keys::SCHEMES, keys::EXAMPLES]))]
    AdminKey(AdminKeyArgs),
    /// Proposes the PIN of a card: derived, or random
    #[command(after_help = pin::EXAMPLES, after_long_help = joined(&[KEYS, pin::DERIVATION, pin::EXAMPLES]))]
    Pin(PinArgs),
    /// Makes a random admin key or master secret, in a new file
    #[command(after_help = keys::GENERATE_EXAMPLES)]
    Generate(GenerateArgs),
    /// Decodes an answer to reset, its check byte included
    #[command(after_help = atr::EXAMPLES)]
    Atr(AtrArgs),
}
