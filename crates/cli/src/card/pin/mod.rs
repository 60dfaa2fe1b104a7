//! `card pin`: the PIN of a card, derived or random.

mod policy;

use std::path::Path;

use aclavis::card::{CardContext, PinKey, PinOccasion, PinPolicy, Prf, SecretPin};

use super::random::{self, OperatingSystem};
use super::secret_line::SecretLine;
use super::{exchange, key_file, value};
use crate::args::PinArgs;
use crate::failure::Failure;
use crate::problem::Problem;
use crate::source;

/// Runs the command.
pub(super) fn run(args: &PinArgs) -> Result<(), Failure> {
    let inputs = [&args.master_file, &args.admin_key_file, &args.policy.blocklist];
    source::reads_stdin_once(&inputs.map(|path| path.as_deref().map(Path::as_os_str)))?;
    let policy = policy::of_args(&args.policy)?;
    let pin = if args.random {
        SecretPin::random(&policy, &mut OperatingSystem).map_err(|error| random::failed(&error))?
    } else {
        derived(args, &policy)?
    };
    let mut line = SecretLine::empty();
    line.fill_text(pin.expose());
    line.print()
}

fn derived(args: &PinArgs, policy: &PinPolicy) -> Result<SecretPin, Failure> {
    let (Some(algorithm), Some(id), Some(version)) = (args.alg, &args.card_id, args.key_version) else {
        return Err(Failure::Usage("`--alg`, `--card-id` and `--key-version` are needed".to_owned()));
    };
    let card = value::card(id, version, args.system.as_deref())?;
    let challenge = exchange::challenge(&args.challenge, algorithm)?;
    let atr = args.atr.as_deref().map(value::atr).transpose().map_err(Failure::input("--atr"))?;
    let mut occasion = PinOccasion::new(&challenge);
    if let Some(atr) = &atr {
        occasion = occasion.with_atr(atr);
    }
    if let Some(request) = &args.request_id {
        occasion = occasion.for_request(value::uuid("--request-id", request)?);
    }
    let key = key(args, algorithm.into(), &card)?;
    key.propose(&occasion, policy).map_err(|error| Failure::input("policy")(Problem::of(&error)))
}

/// The key behind the PIN.
fn key(args: &PinArgs, own: Prf, card: &CardContext<'_>) -> Result<PinKey, Failure> {
    let prf = args.prf.unwrap_or(own);
    let (key, path) = match (&args.master_file, &args.admin_key_file, args.alg) {
        (Some(path), _, _) => (PinKey::from_master(&key_file::master(path)?, prf, card), path),
        (None, Some(path), Some(algorithm)) => (PinKey::from_admin_key(&key_file::admin_key(path, algorithm)?, prf, card), path),
        _ => return Err(Failure::Usage("`--master-file` or `--admin-key-file` is needed".to_owned())),
    };
    key.map_err(|error| Failure::input(source::name(path))(Problem::of(&error)))
}
