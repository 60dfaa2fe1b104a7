//! Arguments of `card respond` and `card verify`.

use std::path::PathBuf;

use aclavis::card::Algorithm;
use clap::{ArgGroup, Args, ValueEnum};

use super::shared::{ChallengeArgs, algorithm};

pub(super) const CHALLENGES: &str = "\
A challenge has one block: 8 bytes for tdes3, 16 for AES. 3DES encrypts in CBC mode with an initialisation vector of zeros and \
without padding, as the Windows minidriver and GIDS cards expect it; one block is the same as ECB, which AES cards expect.";

pub(super) const ONE_TRY: &str = "\
A wrong response costs the card a try; without tries it is lost for administration.";

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis card respond --key-file zero.hex --alg tdes3 --challenge 1hFD+cz/0so=      F0Zudm4wPLY=
  aclavis card respond --key-file zero.hex --alg tdes3 --challenge-hex 'D611 43F9 CCFF D2CA' \\
      --as hex
  vault read -field=key card | aclavis card respond --key-file - --alg aes256 --challenge B64";

pub(super) const VERIFY_EXAMPLES: &str = "\
Examples:
  aclavis card verify --key-file zero.hex --alg tdes3 --challenge 1hFD+cz/0so= \\
      --response F0Zudm4wPLY=
  aclavis card verify --key-file zero.hex --alg tdes3 --challenge-hex D61143F9CCFFD2CA \\
      --response-hex '1746 6E76 6E30 3CB6'";

/// Arguments of `card respond`.
#[derive(Args)]
#[command(group = ArgGroup::new("question").args(["challenge", "challenge_hex"]).required(true))]
pub(crate) struct RespondArgs {
    /// The card's admin key; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: PathBuf,
    /// The algorithm of the key
    #[arg(long, value_name = "ALG", value_parser = algorithm())]
    pub(crate) alg: Algorithm,
    #[command(flatten)]
    pub(crate) challenge: ChallengeArgs,
    /// How the response is printed
    #[arg(long = "as", value_enum, value_name = "FORM", default_value_t = Answer::Base64)]
    pub(crate) answer: Answer,
}

/// How a response is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Answer {
    /// As programs take it
    Base64,
    /// Upper-case digits in groups of four, for reading out
    Hex,
}

/// Arguments of `card verify`.
#[derive(Args)]
#[command(group = ArgGroup::new("question").args(["challenge", "challenge_hex"]).required(true))]
#[command(group = ArgGroup::new("answer").args(["response", "response_hex"]).required(true))]
pub(crate) struct VerifyArgs {
    /// The card's admin key; - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: PathBuf,
    /// The algorithm of the key
    #[arg(long, value_name = "ALG", value_parser = algorithm())]
    pub(crate) alg: Algorithm,
    #[command(flatten)]
    pub(crate) challenge: ChallengeArgs,
    /// The response in base64
    #[arg(long, value_name = "B64")]
    pub(crate) response: Option<String>,
    /// The same as help-desk text
    #[arg(long, value_name = "HEX", allow_hyphen_values = true)]
    pub(crate) response_hex: Option<String>,
}
