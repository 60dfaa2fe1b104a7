//! The directory of a run, which only its owner can read and which is gone afterwards.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

/// What its name begins with.
const PREFIX: &str = "aclavis-demo-";

/// The directory.
pub(super) struct Folder(TempDir);

impl Folder {
    /// A new one.
    pub(super) fn fresh() -> Result<Self, String> {
        let mut builder = Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o700));
        }
        builder.tempdir().map(Self).map_err(|error| format!("no temporary directory can be made: {error}"))
    }

    /// A path in it.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file that only its owner can read, in the place of an earlier one.
    pub(super) fn write(&self, name: &str, content: &[u8]) -> Result<(), String> {
        let path = self.path(name);
        let fresh = self.path(&format!("{name}.new"));
        let written = private(&fresh, content).and_then(|()| std::fs::rename(&fresh, &path));
        written.map_err(|error| format!("`{}` cannot be written: {error}", path.display()))
    }

    /// Removes it with all that is in it.
    pub(super) fn remove(self) -> Result<(), String> {
        let path = self.0.path().to_owned();
        self.0.close().map_err(|error| format!("`{}` cannot be removed: {error}", path.display()))
    }
}

fn private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)?.write_all(content)
}
