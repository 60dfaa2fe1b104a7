//! `card admin-key`: the key of a card from a master.

use aclavis::card::{AdminKey, Algorithm, An10922, DiversificationV1, Diversify};
use aclavis::{Error, ErrorKind};

use super::secret_line::SecretLine;
use super::{key_file, value};
use crate::args::{AdminKeyArgs, Scheme};
use crate::failure::Failure;
use crate::forms::hex;
use crate::problem::{Problem, Within};
use crate::{screen, source};

/// Runs the command.
pub(super) fn run(args: &AdminKeyArgs) -> Result<(), Failure> {
    if args.div_input.is_some() && args.scheme != Scheme::An10922 {
        return Err(Failure::Usage("`--div-input` belongs to `--scheme an10922`".to_owned()));
    }
    let key = match args.scheme {
        Scheme::V1 => v1(args)?,
        Scheme::An10922 => an10922(args)?,
        Scheme::None => key_file::admin_key(&args.master_file, args.alg)?,
    };
    if !args.reveal {
        return screen::print_result(&hex::encode(&key.check_value()));
    }
    let mut line = SecretLine::empty();
    line.fill_hex(key_file::bytes(&key));
    line.print()
}

fn v1(args: &AdminKeyArgs) -> Result<AdminKey, Failure> {
    let id = args.card_id.as_deref().ok_or_else(|| Failure::Usage("`--card-id` is needed".to_owned()))?;
    let version = args.key_version.ok_or_else(|| Failure::Usage("`--key-version` is needed".to_owned()))?;
    let card = value::card(id, version, args.system.as_deref())?;
    let master = key_file::master(&args.master_file)?;
    DiversificationV1::new(master, args.alg).admin_key(&card).map_err(|error| unusable(args, &error))
}

fn an10922(args: &AdminKeyArgs) -> Result<AdminKey, Failure> {
    let version = parity_version(args)?;
    let input = div_input(args)?;
    let master = An10922::new(key_file::admin_key(&args.master_file, args.alg)?);
    master.derive(&input, version).map_err(|error| match &args.div_input {
        Some(text) => Failure::input("--div-input")(value::problem(&error, text)),
        None => unusable(args, &error),
    })
}

/// What enters AN10922: the input of the command line, or else the card's identifier, which 3DES has no room for.
fn div_input(args: &AdminKeyArgs) -> Result<Vec<u8>, Failure> {
    let needed = |why: &str| Failure::Usage(format!("`--div-input` is needed, for {why}"));
    match (&args.div_input, &args.card_id) {
        (Some(text), _) => hex::decode(text).map_err(|malformed| Failure::input("--div-input")(malformed.problem(text))),
        (None, _) if args.alg == Algorithm::Tdes3 => Err(needed("a card's identifier is longer than what tdes3 takes")),
        (None, Some(id)) => value::uuid("--card-id", id).map(|id| id.to_bytes().to_vec()),
        (None, None) => Err(needed("there is no `--card-id`")),
    }
}

/// The version for the parity bits of a 3DES key, where one is given.
fn parity_version(args: &AdminKeyArgs) -> Result<Option<u8>, Failure> {
    let Some(version) = args.key_version.filter(|_| args.alg == Algorithm::Tdes3) else { return Ok(None) };
    u8::try_from(version).map(Some).map_err(|_| {
        let text = version.to_string();
        let problem = Problem::of_kind(ErrorKind::KeyVersion).at(0..text.len(), Within::Text(text));
        Failure::input("--key-version")(problem)
    })
}

fn unusable(args: &AdminKeyArgs, error: &Error) -> Failure {
    Failure::input(source::name(&args.master_file))(Problem::of(error))
}
