//! Where an input comes from: an argument, a file, standard input.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;
use crate::problem::Problem;

/// The most bytes of a file or stream: what the largest descriptor needs in the most wasteful form, and some more.
const LIMIT: usize = 64 << 20;

/// What stands for standard input.
const STDIN: &str = "-";
/// What standard input is called in errors.
const STDIN_NAME: &str = "standard input";

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new(STDIN)
}

/// What a path is called in errors.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) { STDIN_NAME.to_owned() } else { path.display().to_string() }
}

/// Whether no more than one of these arguments reads standard input.
pub(crate) fn reads_stdin_once(arguments: &[Option<&OsStr>]) -> Result<(), Failure> {
    let readers = arguments.iter().flatten().filter(|argument| **argument == STDIN).count();
    if readers > 1 { Err(Failure::Usage("standard input can be read only once".to_owned())) } else { Ok(()) }
}

/// An input as it was read.
pub(crate) struct Source {
    /// What it is called in errors.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Source {
    /// Reads what an argument stands for: itself, `@path`, or `-`.
    pub(crate) fn of_argument(argument: &str) -> Result<Self, Failure> {
        Self::of_option("argument", argument)
    }

    /// The same for the value of an option, which is called by the option's name.
    pub(crate) fn of_option(option: &str, value: &str) -> Result<Self, Failure> {
        match value.strip_prefix('@') {
            _ if value == STDIN => Self::of_stdin(),
            Some(path) => Self::of_file(Path::new(path)),
            None => Ok(Self { name: option.to_owned(), bytes: value.as_bytes().to_vec() }),
        }
    }

    /// Reads a file, or standard input where the path is `-`.
    pub(crate) fn of_path(path: &Path) -> Result<Self, Failure> {
        if is_stdin(path) { Self::of_stdin() } else { Self::of_file(path) }
    }

    fn of_stdin() -> Result<Self, Failure> {
        Self::read(STDIN_NAME, io::stdin().lock())
    }

    /// Reads a file.
    pub(crate) fn of_file(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Self::read(&name, file),
            Err(error) => Err(Failure::Unreadable { name, error }),
        }
    }

    fn read(name: &str, stream: impl Read) -> Result<Self, Failure> {
        let mut bytes = Vec::new();
        let most = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
        if let Err(error) = stream.take(most).read_to_end(&mut bytes) {
            return Err(Failure::Unreadable { name: name.to_owned(), error });
        }
        if bytes.len() > LIMIT {
            return Err(Failure::input(name)(Problem::too_long(LIMIT)));
        }
        Ok(Self { name: name.to_owned(), bytes })
    }
}
