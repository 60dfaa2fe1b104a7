//! What a PIN has to be, as the arguments say.

use std::path::Path;

use aclavis::card::{CharClass, Charset, PinPolicy};

use crate::args::{PolicyArgs, Preset};
use crate::card::value;
use crate::failure::Failure;
use crate::forms::text;
use crate::problem::Problem;
use crate::source::Source;
use crate::{diagnostic, screen};

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
    for (class, count) in last_of_each(&args.at_least) {
        policy = policy.at_least(count, class).map_err(|error| Failure::input("--at-least")(Problem::of(&error)))?;
    }
    match &args.blocklist {
        Some(path) => without_blocked(policy, path),
        None => Ok(policy),
    }
}

/// What counts of requirements: of each class the last one.
fn last_of_each(given: &[(CharClass, usize)]) -> impl Iterator<Item = (CharClass, usize)> {
    let counts = |at: usize, class| !given.iter().skip(at.saturating_add(1)).any(|(later, _)| *later == class);
    given.iter().copied().enumerate().filter(move |(at, (class, _))| counts(*at, *class)).map(|(_, requirement)| requirement)
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

/// The policy without the PINs of a file. Lines that are no PIN of any policy block nothing, and a note says so without showing them.
fn without_blocked(policy: PinPolicy, path: &Path) -> Result<PinPolicy, Failure> {
    let source = Source::of_path(path)?;
    let no_text = |_| Problem::new("not-text", "not a text").expecting("a PIN a line, in UTF-8 or UTF-16");
    let text = text::of_bytes(&source.bytes).map_err(no_text).map_err(Failure::input(&source.name))?;
    let lines = || text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
    let mut others = lines().filter(|(_, line)| !PinPolicy::is_pin(line)).map(|(at, _)| at.saturating_add(1));
    if let Some(first) = others.next() {
        let count = screen::counted(others.count().saturating_add(1), "line");
        let name = screen::printable(&source.name);
        diagnostic::note(&format!("{name}: {count} left out that can be no PIN, the first one is line {first}"));
    }
    let pins = lines().map(|(_, line)| line).filter(|line| PinPolicy::is_pin(line));
    policy.blocking(pins).map_err(|error| Failure::input(&source.name)(Problem::of(&error)))
}
