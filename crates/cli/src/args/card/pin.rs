//! Arguments of `card pin`.

use std::path::PathBuf;

use aclavis::card::{Algorithm, CharClass, Prf};
use clap::{ArgGroup, Args, ValueEnum};

use super::shared::{ChallengeArgs, algorithm, prf};

pub(super) const DERIVATION: &str = "\
The same arguments give the same PIN: card, key version, system, challenge, ATR, request, PRF, length, characters and --allow-weak \
enter. --at-least, --blocklist and --policy do not: they only refuse PINs, and the next one that meets them is taken. Challenges \
do repeat, so a PIN for one occasion takes --request-id.
With --master-file, ALG is that of the card; it says the length of the challenge and the default PRF. With --admin-key-file, whoever \
holds the admin key can compute the PIN; weak and default keys are refused.
A weak PIN is one in which neighbours differ by a constant, as in 1234 and 0000.";

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis card pin --master-file master.hex --alg tdes3 --key-version 2 --challenge yhglMLsdbRM= \\
      --card-id bc88f13f-83ba-4037-8262-46eba1291c6e \\
      --request-id a9b4b42c-cc50-4c9b-89d1-bbc0bcd5a099
  aclavis card pin --random --length 8 --charset alphanumeric --at-least digit=1 \\
      --blocklist common.txt
  aclavis card pin --random --policy piv";

/// Arguments of `card pin`.
#[derive(Args)]
#[command(group = ArgGroup::new("source").args(["master_file", "admin_key_file", "random"]).required(true))]
#[command(group = ArgGroup::new("question").args(["challenge", "challenge_hex", "random"]).required(true))]
pub(crate) struct PinArgs {
    /// The master secret; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) master_file: Option<PathBuf>,
    /// The card's admin key, where there is no master secret; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) admin_key_file: Option<PathBuf>,
    /// A random PIN, from nothing
    #[arg(long)]
    pub(crate) random: bool,
    /// The algorithm of the card's admin key
    #[arg(long, value_name = "ALG", value_parser = algorithm(), required_unless_present = "random", conflicts_with = "random")]
    pub(crate) alg: Option<Algorithm>,
    /// The card's identifier
    #[arg(long, value_name = "GUID", required_unless_present = "random", conflicts_with = "random")]
    pub(crate) card_id: Option<String>,
    /// The version of the card's key
    #[arg(long, value_name = "N", required_unless_present = "random", conflicts_with = "random")]
    pub(crate) key_version: Option<u32>,
    #[command(flatten)]
    pub(crate) challenge: ChallengeArgs,
    /// The system to which the card belongs
    #[arg(long, value_name = "NAME", allow_hyphen_values = true, conflicts_with = "random")]
    pub(crate) system: Option<String>,
    /// The card's answer to reset, if the PIN is to be bound to it
    #[arg(long, value_name = "HEX", conflicts_with = "random")]
    pub(crate) atr: Option<String>,
    /// The request for which the PIN is, if it is to be bound to that
    #[arg(long, value_name = "GUID", conflicts_with = "random")]
    pub(crate) request_id: Option<String>,
    /// The pseudo-random function [default: the CMAC of ALG]
    #[arg(long, value_name = "PRF", value_parser = prf(), conflicts_with = "random")]
    pub(crate) prf: Option<Prf>,
    #[command(flatten)]
    pub(crate) policy: PolicyArgs,
}

/// What a PIN has to be.
#[derive(Args)]
pub(crate) struct PolicyArgs {
    /// Characters of the PIN, 4 to 16 [default: 6; 8 with --policy tpm]
    #[arg(long, value_name = "N")]
    pub(crate) length: Option<usize>,
    /// Its characters, or `digits` or `alphanumeric`
    #[arg(long, value_name = "CHARS", default_value = "digits", allow_hyphen_values = true)]
    pub(crate) charset: String,
    /// The bounds of a kind of card
    #[arg(long, value_enum, value_name = "CARD")]
    pub(crate) policy: Option<Preset>,
    /// So many characters of a class at least: digit, upper, lower or other; can be given several times
    #[arg(long, value_name = "CLASS=N", value_parser = at_least)]
    pub(crate) at_least: Vec<(CharClass, usize)>,
    /// A file with PINs that are refused, one a line; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) blocklist: Option<PathBuf>,
    /// Allows weak PINs
    #[arg(long)]
    pub(crate) allow_weak: bool,
}

/// A kind of card, whose PINs have bounds.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Preset {
    /// 6 to 8 digits
    Piv,
    /// 4 to 16 characters
    Gids,
    /// 8 to 16 characters, as TPM virtual smart cards have it
    Tpm,
}

fn at_least(text: &str) -> Result<(CharClass, usize), String> {
    let (class, count) = text.split_once('=').ok_or("not of the form CLASS=N")?;
    let class = match class {
        "digit" => CharClass::Digit,
        "upper" => CharClass::Upper,
        "lower" => CharClass::Lower,
        "other" => CharClass::Other,
        _ => return Err("the classes are digit, upper, lower and other".to_owned()),
    };
    let count = count.parse().map_err(|_| format!("`{}` is no number", count.escape_debug()))?;
    Ok((class, count))
}
