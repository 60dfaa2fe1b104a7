//! Files that hold a secret.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

/// The most bytes of such a file.
const LIMIT: usize = 64 << 10;
/// Room for a file and more, so that reading never moves it, which would leave a copy.
const ROOM: usize = (64 << 10) + 64;

/// Reads a file that only its owner may read. What was read is wiped when it is dropped.
///
/// # Errors
///
/// The file cannot be read, is longer than 64 KiB, or its mode gives anything to its group or to others.
pub fn secret_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, SecretFileError> {
    let unreadable = |source| SecretFileError::Unreadable { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    refuse_shared(path, &file.metadata().map_err(unreadable)?)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM));
    let most = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > LIMIT { Err(SecretFileError::TooLong { path: path.to_owned() }) } else { Ok(bytes) }
}

#[cfg(unix)]
fn refuse_shared(path: &Path, metadata: &Metadata) -> Result<(), SecretFileError> {
    use std::os::unix::fs::PermissionsExt;
    let shared = metadata.permissions().mode() & 0o077 != 0;
    if shared { Err(SecretFileError::Shared { path: path.to_owned() }) } else { Ok(()) }
}

#[cfg(not(unix))]
fn refuse_shared(_: &Path, _: &Metadata) -> Result<(), SecretFileError> {
    Ok(())
}

/// Why a file with a secret is not used.
#[derive(Debug, Error)]
pub enum SecretFileError {
    /// It cannot be read.
    #[error("`{}` cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Its group or others may use it.
    #[error("`{}` is open to others than its owner: chmod 600", path.display())]
    Shared {
        /// The file.
        path: PathBuf,
    },
    /// It is too long to be what it should be.
    #[error("`{}` is longer than 64 KiB", path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
    },
}
