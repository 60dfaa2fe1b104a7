//! The file system of the Windows minidriver (Smart Card Minidriver Specification), as initialisation leaves it.

use super::files::{ADMIN_KEY, Files};

use crate::objects::Objects;
use crate::security::Condition;

/// The card identifier: its file and its data object.
pub(super) const CARD_ID: (u16, u32) = (0xA012, 0xDF20);

const MASTER_FILE: (u16, u32) = (0xA000, 0xDF1F);
const CARD_APPS: (u16, u32) = (0xA010, 0xDF21);
const CARD_CF: (u16, u32) = (0xA010, 0xDF22);
const CMAP_FILE: (u16, u32) = (0xA010, 0xDF23);

/// Version of the master file.
const MASTER_FILE_VERSION: u8 = 1;
/// Bytes of a name in the master file, padded with zeros.
const NAME: usize = 9;
/// The directory of containers and certificates.
const DIRECTORY: &str = "mscp";
/// The cache file: version, freshness of PINs (a byte each), of containers and of files (two bytes each).
const FRESHNESS: [u8; 6] = [0; 6];

/// The files, by who may change and who may read what is in them.
pub(super) fn files() -> Files {
    Files::default()
        .with(0xA000, Condition::USER_OR_ADMIN, Condition::ALWAYS)
        .with(0xA010, Condition::USER_OR_ADMIN, Condition::ALWAYS)
        .with(0xA011, Condition::USER_OR_ADMIN, Condition::NEVER)
        .with(0xA012, Condition::ADMIN, Condition::ALWAYS)
        .with(0xA013, Condition::USER_OR_ADMIN, Condition::USER_OR_ADMIN)
        .with(0xA014, Condition::ADMIN, Condition::ADMIN)
        .with(ADMIN_KEY, Condition::ADMIN, Condition::NEVER)
}

/// The data objects: the master file, which says where the others are, and the others.
pub(super) fn objects(card_id: [u8; 16]) -> Objects<(u16, u32)> {
    let mut directory = [0; 8];
    directory.iter_mut().zip(DIRECTORY.bytes()).for_each(|(place, byte)| *place = byte);
    Objects::new()
        .with(MASTER_FILE, &master_file())
        .with(CARD_APPS, &directory)
        .with(CARD_CF, &FRESHNESS)
        .with(CMAP_FILE, &[])
        .with(CARD_ID, &card_id)
}

fn master_file() -> Vec<u8> {
    let entries = [
        entry(DIRECTORY, "", (0xA000, 0)),
        entry("", "cardid", CARD_ID),
        entry("", "cardapps", CARD_APPS),
        entry("", "cardcf", CARD_CF),
        entry(DIRECTORY, "cmapfile", CMAP_FILE),
    ];
    [vec![MASTER_FILE_VERSION], entries.concat()].concat()
}

/// An entry of 28 bytes: directory, name, two zeros, data object and file, both as little-endian numbers of 32 bits.
fn entry(directory: &str, name: &str, (file, object): (u16, u32)) -> Vec<u8> {
    let padded = |name: &str| name.bytes().chain(std::iter::repeat(0)).take(NAME).collect();
    [padded(directory), padded(name), vec![0; 2], object.to_le_bytes().to_vec(), u32::from(file).to_le_bytes().to_vec()].concat()
}
