//! Historical bytes (ISO/IEC 7816-4:2005, 8.1.1).

use serde::Serialize;

use super::compact_tlv::{self, DataObject};
use super::words;
use crate::forms::hex;

/// The status indicator at the end of category 00: a life cycle status and two status bytes.
const STATUS: usize = 3;

/// What the historical bytes say.
#[derive(Serialize)]
pub(super) struct Historical {
    pub(super) bytes: String,
    /// The same as characters, a dot for each that cannot be printed.
    pub(super) text: String,
    /// The first byte; null where there is none.
    pub(super) category: Option<String>,
    /// What the first byte says of the others, in words.
    pub(super) format: &'static str,
    pub(super) data_objects: Vec<DataObject>,
    /// What of them is no data object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rest: Option<String>,
}

impl Historical {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let printable = |byte: &u8| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '.' };
        let historical = Self {
            bytes: digits(bytes),
            text: bytes.iter().map(printable).collect(),
            category: bytes.first().map(|category| format!("{category:02X}")),
            format: "none",
            data_objects: Vec::new(),
            rest: None,
        };
        match bytes {
            [] => historical,
            [0x00, objects @ ..] => {
                let (objects, status) = objects.split_at(objects.len().saturating_sub(STATUS));
                let format = "data objects in COMPACT-TLV, then a status indicator";
                historical.with_objects(format, objects, (status.len() == STATUS).then(|| compact_tlv::status(status)))
            }
            [0x80, objects @ ..] => historical.with_objects("data objects in COMPACT-TLV", objects, None),
            [0x10, reference @ ..] => {
                Self { format: "a reference to the directory file", rest: some_digits(reference), ..historical }
            }
            [0x81..=0x8F, rest @ ..] => Self { format: "reserved", rest: some_digits(rest), ..historical },
            _ => Self { format: words::PROPRIETARY, ..historical },
        }
    }

    fn with_objects(self, format: &'static str, objects: &[u8], status: Option<DataObject>) -> Self {
        let (mut data_objects, rest) = compact_tlv::read(objects);
        data_objects.extend(status);
        Self { format, data_objects, rest: some_digits(rest), ..self }
    }
}

/// Pairs of upper-case digits.
pub(super) fn digits(bytes: &[u8]) -> String {
    hex::encode(bytes).to_uppercase()
}

fn some_digits(bytes: &[u8]) -> Option<String> {
    (!bytes.is_empty()).then(|| digits(bytes))
}
