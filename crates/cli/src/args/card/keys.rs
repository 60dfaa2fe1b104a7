//! Arguments of `card admin-key` and `card generate`.

use std::path::PathBuf;

use aclavis::card::Algorithm;
use clap::{ArgGroup, Args, ValueEnum};

use super::shared::algorithm;

pub(super) const SCHEMES: &str = "\
Schemes:
  v1       FILE is a master secret of 32 bytes. ALG, key version, card and system enter.
  an10922  FILE is a key of ALG. The input is --div-input, 1 to 15 bytes for tdes3 and 1 to 31
           for AES, or else the card's identifier, which fits AES only. The key version may be
           left out: it goes into the parity bits of a tdes3 key, AES keys have no place for it.
           The system does not enter. A two-key 3DES key gives a two-key one.
  none     FILE is the key of every card.

The key check value is the first three bytes of a block of zeros, encrypted under the key. It is no secret.";

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis card admin-key --master-file master.hex --alg tdes3 --key-version 2 \\
      --card-id bc88f13f-83ba-4037-8262-46eba1291c6e
  aclavis card admin-key --master-file master.hex --alg aes256 --key-version 2 --system contoso \\
      --card-id bc88f13f-83ba-4037-8262-46eba1291c6e --reveal > card.key
  aclavis card admin-key --master-file picc.key --alg aes128 --scheme an10922 \\
      --div-input 04782E21801D803042F54E585020416275";

pub(super) const GENERATE_EXAMPLES: &str = "\
The file gets the hexadecimal digits and a line end, can be read by its owner only, and must not be there before. The output is \
the key check value of an admin key, and nothing for a master secret.

Examples:
  aclavis card generate --alg aes256 --out card.key
  aclavis card generate --master --out master.hex";

/// Arguments of `card admin-key`.
#[derive(Args)]
pub(crate) struct AdminKeyArgs {
    /// The master secret, or the key that the scheme asks for; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) master_file: PathBuf,
    /// The algorithm of the card's key
    #[arg(long, value_name = "ALG", value_parser = algorithm())]
    pub(crate) alg: Algorithm,
    /// The card's identifier
    #[arg(long, value_name = "GUID")]
    pub(crate) card_id: Option<String>,
    /// The version of the card's key
    #[arg(long, value_name = "N")]
    pub(crate) key_version: Option<u32>,
    /// The system to which the card belongs; the keys of different systems have nothing in common
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub(crate) system: Option<String>,
    /// How the key comes from the master
    #[arg(long, value_enum, default_value_t = Scheme::V1)]
    pub(crate) scheme: Scheme,
    /// What an10922 diversifies with, instead of the card's identifier
    #[arg(long, value_name = "HEX")]
    pub(crate) div_input: Option<String>,
    /// Prints the key itself
    #[arg(long)]
    pub(crate) reveal: bool,
}

/// How the key of a card comes from a master.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scheme {
    /// Construction v1 of this project, from SP 800-108
    V1,
    /// NXP AN10922
    An10922,
    /// No diversification
    None,
}

/// Arguments of `card generate`.
#[derive(Args)]
#[command(group = ArgGroup::new("what").args(["alg", "master"]).required(true))]
pub(crate) struct GenerateArgs {
    /// An admin key of this algorithm
    #[arg(long, value_name = "ALG", value_parser = algorithm())]
    pub(crate) alg: Option<Algorithm>,
    /// A master secret of 32 bytes
    #[arg(long)]
    pub(crate) master: bool,
    /// The file that is made
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}
