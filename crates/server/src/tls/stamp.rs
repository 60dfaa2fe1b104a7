//! Whether a file is another than before.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

/// What changes where a file is written or replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    len: u64,
    place: [u64; 2],
}

impl Stamp {
    /// The stamp of a file, links followed; none if there is no file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self { modified: metadata.modified().ok(), len: metadata.len(), place: place(&metadata) })
    }
}

/// Device and inode.
#[cfg(unix)]
fn place(metadata: &Metadata) -> [u64; 2] {
    use std::os::unix::fs::MetadataExt;
    [metadata.dev(), metadata.ino()]
}

#[cfg(not(unix))]
fn place(_: &Metadata) -> [u64; 2] {
    [0; 2]
}
