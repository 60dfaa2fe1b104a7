//! What a PIN has to be, as the arguments say.

use std::path::Path;

use aclavis::ErrorKind;
use aclavis::card::{Charset, PinPolicy};

use crate::args::{PolicyArgs, Preset};
use crate::card::value;
use crate::failure::Failure;
use crate::forms::text;
use crate::problem::Problem;
use crate::source::Source;

/// Characters of a PIN where nothing says how many.
const LENGTH: usize = 6;
/// The same for TPM virtual cards, whose PINs are longer.
const TPM_LENGTH: usize = 8;

/// The policy.
pub(super) fn of_args(args: &PolicyArgs) -> Result<PinPolicy, Failure> {
    let charset = args.charset.parse().map_err(|error| Failure::input("--charset")(value::problem(&error, &args.charset)))?;
    let mut policy = bounds(args, charset)?;
    if args.allow_weak {
        policy = policy.allowing_weak();
    }
    for (class, count) in &args.at_least {
        policy = policy.at_least(*count, *class).map_err(|error| Failure::input("--at-least")(Problem::of(&error)))?;
    }
    match &args.blocklist {
        Some(path) => without_blocked(policy, path),
        None => Ok(policy),
    }
}

/// The policy of a kind of card.
fn bounds(args: &PolicyArgs, charset: Charset) -> Result<PinPolicy, Failure> {
    let length = args.length.unwrap_or(if args.policy == Some(Preset::Tpm) { TPM_LENGTH } else { LENGTH });
    let policy = match args.policy {
        None => PinPolicy::new(length, charset),
        Some(Preset::Piv) if charset != Charset::DIGITS => {
            return Err(Failure::Usage(
                "PINs of PIV cards have digits only: `--policy piv` takes no other `--charset`".to_owned(),
            ));
        }
        Some(Preset::Piv) => PinPolicy::piv(length),
        Some(Preset::Gids) => PinPolicy::gids(length, charset),
        Some(Preset::Tpm) => PinPolicy::tpm_virtual_card(length, charset),
    };
    policy.map_err(|error| Failure::input("--length")(Problem::of(&error)))
}

/// The policy without the PINs of a file. Errors say the line, but not what it has.
fn without_blocked(policy: PinPolicy, path: &Path) -> Result<PinPolicy, Failure> {
    let source = Source::of_path(path)?;
    let no_text = |_| Problem::new("not-text", "not a text").expecting("a PIN a line, in UTF-8 or UTF-16");
    let text = text::of_bytes(&source.bytes).map_err(no_text).map_err(Failure::input(&source.name))?;
    let unblocked = policy.clone();
    policy.blocking(text.lines().filter(|line| !is_blank(line))).map_err(|error| {
        let wrong = text.lines().position(|line| !is_blank(line) && is_no_pin(&unblocked, line));
        let problem = Problem::of(&error);
        Failure::input(&source.name)(match wrong {
            Some(line) => problem.note(format!("in line {}", line.saturating_add(1))),
            None => problem,
        })
    })
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// Whether no blocklist can have this line.
fn is_no_pin(policy: &PinPolicy, line: &str) -> bool {
    matches!(policy.clone().blocking([line]), Err(error) if error.kind() == ErrorKind::BlockedPin)
}
