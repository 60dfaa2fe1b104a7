//! Keys, which come from files or standard input only.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use aclavis::card::{AdminKey, Algorithm, MasterSecret};
use aclavis::{Error, ErrorKind};
use zeroize::Zeroizing;

use super::streams;
use crate::failure::Failure;
use crate::problem::Problem;
use crate::{diagnostic, screen, source};

/// The most bytes of a key file: the digits of the longest key take half of it.
const LIMIT: usize = 128;
/// Room for a key file, and for one byte that is too much.
const ROOM: usize = 129;
/// Characters of a key as text: base64 and digits of 16, 24 and 32 bytes.
const KEYS_AS_TEXT: [usize; 5] = [24, 32, 44, 48, 64];
/// Bytes of a two-key 3DES key.
const TWO_KEY: usize = 16;
/// The mode bits that let others than the owner read.
#[cfg(unix)]
const READABLE_BY_OTHERS: u32 = 0o044;

/// Reads an admin key, and warns where it is weak.
pub(super) fn admin_key(path: &Path, algorithm: Algorithm) -> Result<AdminKey, Failure> {
    let key = read(path, |encoded| AdminKey::from_encoded(algorithm, encoded), bytes)?;
    let weaknesses = key.weaknesses();
    if !weaknesses.is_empty() {
        diagnostic::warning(&format!("weak key in {}: {weaknesses}", shown(path)));
    }
    Ok(key)
}

/// Reads a master secret.
pub(super) fn master(path: &Path) -> Result<MasterSecret, Failure> {
    let master = read(path, MasterSecret::from_encoded, MasterSecret::expose)?;
    if master.is_pattern() {
        diagnostic::warning(&format!("the master secret in {} is a pattern that anybody could find", shown(path)));
    }
    Ok(master)
}

/// The bytes of a key as a file has them: of a two-key 3DES key the two parts.
pub(super) fn bytes(key: &AdminKey) -> &[u8] {
    let bytes = key.expose();
    if key.is_two_key() { bytes.get(..TWO_KEY).unwrap_or_default() } else { bytes }
}

/// Reads a key without leaving a copy of it.
fn read<T>(path: &Path, decode: impl FnOnce(&[u8]) -> Result<T, Error>, bytes: impl Fn(&T) -> &[u8]) -> Result<T, Failure> {
    let unreadable = |error| Failure::Unreadable { name: unread(path), error };
    let file = if source::is_stdin(path) { streams::stdin() } else { File::open(path) };
    let mut file = file.map_err(unreadable)?;
    let mut room = Zeroizing::new([0; ROOM]);
    let encoded = fill(&mut file, room.as_mut()).map_err(unreadable)?;
    let key = decode(encoded).map_err(|error| Failure::input(source::name(path))(unusable(&error, encoded)))?;
    note_mode(path, &file);
    if bytes(&key).len() == encoded.len() && looks_like_text(encoded) {
        let note = "taken as raw bytes, though all of them are characters of hex or base64";
        diagnostic::note(&format!("{}: {note}", shown(path)));
    }
    Ok(key)
}

/// The name of a key file that cannot be read. Somebody may have given the key itself, which is not repeated.
fn unread(path: &Path) -> String {
    let name = source::name(path);
    let is_key = KEYS_AS_TEXT.contains(&name.len()) && !name.starts_with('/') && looks_like_text(name.as_bytes());
    if is_key { "key file, whose name is not shown as it looks like a key".to_owned() } else { name }
}

/// Fills the room with what a file has.
fn fill<'a>(file: &mut File, room: &'a mut [u8]) -> io::Result<&'a [u8]> {
    let mut len = 0_usize;
    loop {
        match file.read(room.get_mut(len..).unwrap_or_default()) {
            Ok(0) => return Ok(room.get(..len).unwrap_or_default()),
            Ok(count) => len = len.saturating_add(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Why a file is no key, without any byte of it.
fn unusable(error: &Error, encoded: &[u8]) -> Problem {
    let problem = Problem::of(error);
    match encoded.len() {
        _ if error.kind() != ErrorKind::KeyEncoding => problem,
        len if len > LIMIT => problem.note(format!("there are more than {LIMIT} bytes")),
        len => problem.note(format!("there {}", if len == 1 { "is 1 byte".to_owned() } else { format!("are {len} bytes") })),
    }
}

/// Whether bytes could as well be the text of a key. All of them are looked at.
fn looks_like_text(encoded: &[u8]) -> bool {
    encoded.iter().fold(true, |text, byte| text & (byte.is_ascii_alphanumeric() | b"+/=".contains(byte)))
}

/// Says so where others can read a key file.
#[cfg(unix)]
fn note_mode(path: &Path, file: &File) {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file);
    let mode = metadata.map(|metadata| metadata.permissions().mode() & 0o777).filter(|mode| mode & READABLE_BY_OTHERS != 0);
    if let Some(mode) = mode {
        diagnostic::note(&format!("{} can be read by others than its owner (mode {mode:03o})", shown(path)));
    }
}

#[cfg(not(unix))]
fn note_mode(_: &Path, _: &File) {}

/// The name of a key file for a message.
fn shown(path: &Path) -> String {
    screen::printable(&source::name(path)).into_owned()
}
