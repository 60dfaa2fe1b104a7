//! Where an input comes from: an argument, a file, standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;
use crate::problem::Problem;

/// The most bytes of a file or stream: what the largest descriptor needs in the most wasteful form, and some more.
const LIMIT: usize = 64 << 20;

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
        match argument.strip_prefix('@') {
            _ if argument == "-" => Self::read("standard input", io::stdin().lock()),
            Some(path) => Self::of_file(Path::new(path)),
            None => Ok(Self { name: "argument".to_owned(), bytes: argument.as_bytes().to_vec() }),
        }
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
