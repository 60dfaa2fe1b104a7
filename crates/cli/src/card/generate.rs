//! `card generate`: a random key in a new file.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use aclavis::card::{AdminKey, MasterSecret};

use super::random::{self, OperatingSystem};
use super::secret_line::SecretLine;
use crate::args::GenerateArgs;
use crate::failure::Failure;
use crate::forms::hex;
use crate::{screen, source};

/// Runs the command.
pub(super) fn run(args: &GenerateArgs) -> Result<(), Failure> {
    if source::is_stdin(&args.out) {
        return Err(Failure::Usage("`--out` names a file: keys are not printed".to_owned()));
    }
    let failed = |error| random::failed(&error);
    let mut line = SecretLine::empty();
    let check_value = if let Some(algorithm) = args.alg {
        let key = AdminKey::generate(algorithm, &mut OperatingSystem).map_err(failed)?;
        line.fill_hex(key.expose());
        Some(key.check_value())
    } else {
        line.fill_hex(MasterSecret::generate(&mut OperatingSystem).map_err(failed)?.expose());
        None
    };
    store(&line, &args.out).map_err(|error| Failure::Unmakeable { name: args.out.display().to_string(), error })?;
    check_value.map_or(Ok(()), |value| screen::print_result(&hex::encode(&value)))
}

/// Writes a line into a new file, or leaves none.
fn store(line: &SecretLine, path: &Path) -> io::Result<()> {
    let mut file = owners_only().write(true).create_new(true).open(path)?;
    line.write(&mut file).and_then(|()| file.sync_all()).inspect_err(|_| drop(fs::remove_file(path)))
}

#[cfg(unix)]
fn owners_only() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn owners_only() -> OpenOptions {
    File::options()
}
