//! Data objects of historical bytes: a byte with tag and length, then the value (ISO/IEC 7816-4:2005, 8.1.1.2).

use serde::Serialize;

use super::historical::digits;
use super::words;

/// A data object.
#[derive(Serialize)]
pub(super) struct DataObject {
    /// The tag as it is in BER-TLV; null for the status indicator that has none.
    pub(super) tag: Option<String>,
    /// What it is.
    pub(super) name: &'static str,
    pub(super) value: String,
    /// What it says, in words.
    pub(super) meaning: Vec<String>,
}

/// Reads the objects, and what is left where one ends too late.
pub(super) fn read(bytes: &[u8]) -> (Vec<DataObject>, &[u8]) {
    let mut objects = Vec::new();
    let mut rest = bytes;
    while let Some((header, behind)) = rest.split_first()
        && let Some((value, behind)) = behind.split_at_checked(usize::from(header & 0xF))
    {
        objects.push(object(header >> 4, value));
        rest = behind;
    }
    (objects, rest)
}

/// The status indicator that stands at the end without a tag.
pub(super) fn status(value: &[u8]) -> DataObject {
    DataObject { tag: None, ..object(8, value) }
}

fn object(tag: u8, value: &[u8]) -> DataObject {
    let (name, meaning) = match tag {
        0x1 => ("country code and national data", Vec::new()),
        0x2 => ("issuer identification number", Vec::new()),
        0x3 => ("card service data", words::service_data(value)),
        0x4 => ("initial access data", Vec::new()),
        0x5 => ("card issuer's data", words::text(value)),
        0x6 => ("pre-issuing data", words::text(value)),
        0x7 => ("card capabilities", words::capabilities(value)),
        0x8 => ("status indicator", words::status(value)),
        0xF => ("application identifier", words::application(value)),
        _ => ("unknown", Vec::new()),
    };
    DataObject { tag: Some(format!("{:02X}", 0x40 | tag)), name, value: digits(value), meaning }
}
