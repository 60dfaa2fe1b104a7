//! Files and folders, with errors that name them.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::command::Outcome;

/// Makes a folder, and those above it.
pub(crate) fn create(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Reads a file.
pub(crate) fn read(file: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Reads a text.
pub(crate) fn read_text(file: &Path) -> Outcome<String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file.
pub(crate) fn write(file: &Path, content: impl AsRef<[u8]>) -> Outcome {
    std::fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()))
}

/// Reads what a file has as JSON; nothing yet where there is no file.
pub(crate) fn read_json<T: DeserializeOwned + Default>(file: &Path) -> Outcome<T> {
    if !file.exists() {
        return Ok(T::default());
    }
    serde_json::from_str(&read_text(file)?).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes JSON, in the place of the old only when it is complete.
pub(crate) fn write_json(file: &Path, content: &impl Serialize) -> Outcome {
    let text = serde_json::to_string_pretty(content).map_err(|error| error.to_string())?;
    let new = file.with_extension("json.new");
    write(&new, text + "\n")?;
    std::fs::rename(&new, file).map_err(|error| format!("{}: {error}", file.display()))
}

/// The files of a folder by name; none where it is not there.
pub(crate) fn of(folder: &Path) -> Outcome<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// How many files a folder has, and their bytes.
pub(crate) fn size(folder: &Path) -> Outcome<(u64, u64)> {
    let sizes = of(folder)?.iter().map(|file| file.metadata().map_or(0, |data| data.len())).collect::<Vec<_>>();
    Ok((u64::try_from(sizes.len()).unwrap_or(u64::MAX), sizes.into_iter().fold(0, u64::saturating_add)))
}

/// The name of a file.
pub(crate) fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
