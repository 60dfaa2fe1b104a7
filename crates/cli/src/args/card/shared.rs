//! Arguments of several `card` commands.

use aclavis::card::{Algorithm, Prf};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// A card's challenge. The command's group says whether one is needed.
#[derive(Args)]
#[group(skip)]
pub(crate) struct ChallengeArgs {
    /// The card's challenge in base64
    #[arg(long, value_name = "B64")]
    pub(crate) challenge: Option<String>,
    /// The same as help-desk text: hexadecimal digits with blanks, dashes or colons anywhere between them
    #[arg(long, value_name = "HEX", allow_hyphen_values = true)]
    pub(crate) challenge_hex: Option<String>,
    /// Takes a challenge of more than one block: up to eight of 3DES, encrypted in CBC mode
    #[arg(long)]
    pub(crate) several_blocks: bool,
}

/// The names of algorithms, as clap wants its values.
pub(super) fn algorithm() -> impl TypedValueParser<Value = Algorithm> {
    PossibleValuesParser::new(Algorithm::ALL.map(Algorithm::name)).try_map(|name| name.parse::<Algorithm>())
}

/// The names of pseudo-random functions, as clap wants its values.
pub(super) fn prf() -> impl TypedValueParser<Value = Prf> {
    PossibleValuesParser::new(Prf::ALL.map(Prf::name)).try_map(|name| name.parse::<Prf>())
}
