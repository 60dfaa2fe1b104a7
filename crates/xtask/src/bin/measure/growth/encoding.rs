//! Longer and longer texts in hexadecimal and base64, and strings.

use std::hint::black_box;

use aclavis::card::{Algorithm, Blocks, Challenge, Charset, PinPolicy};
use aclavis::{DescriptorRef, sddl_to_bytes};

use super::{Outcome, Site, repeat, shuffled, unknown};

/// The base64 of eight blocks of 3DES, of which each prefix of a multiple of three bytes is base64 as well.
const BLOCKS: &str = "qfX3pBRbm+xD42aP2mh4KeUf5TjMPLGb+YQCTVT0MJW4tG7XfY8iVOxXWJFEmhu7n07wR2mFz0NqHDz5AqVZkA==";

pub(super) fn run(operation: &str, size: u32, times: usize, site: &Site) -> Outcome {
    let octets = format!("S:(RA;;;;;WD;(\"a\",TX,0,{}))", "5a".repeat(usize::try_from(size)?));
    let string = format!("S:(RA;;;;;WD;(\"a\",TS,0,\"{}\"))", "z".repeat(usize::try_from(size)?));
    match operation {
        "octets text->binary" => repeat(times, || sddl_to_bytes(black_box(&octets), black_box(&site.parse)).is_ok()),
        "string text->binary" => repeat(times, || sddl_to_bytes(black_box(&string), black_box(&site.parse)).is_ok()),
        "octets binary->text" => {
            let bytes = sddl_to_bytes(&octets, &site.parse)?;
            repeat(times, || {
                DescriptorRef::parse(black_box(&bytes)).and_then(|view| view.to_sddl_with(black_box(&site.print))).is_ok()
            })
        }
        "blocklist" => {
            let pins: Vec<String> = (0..size).map(|n| format!("{}", shuffled(n))).collect();
            let policy = PinPolicy::new(5, Charset::DIGITS)?;
            repeat(times, || policy.clone().blocking(black_box(&pins).iter().map(String::as_str)).is_ok())
        }
        "challenge hexadecimal->value" => {
            let text = "5a".repeat(usize::try_from(size)?);
            let blocks = Blocks::several(Algorithm::Tdes3);
            repeat(times, || Challenge::from_hex(black_box(&text), blocks).is_ok())
        }
        "challenge base64->value" => {
            let text = base64(usize::try_from(size)?)?;
            let blocks = Blocks::several(Algorithm::Tdes3);
            repeat(times, || Challenge::from_base64(black_box(&text), blocks).is_ok())
        }
        _ => unknown(),
    }
}

/// The base64 of so many bytes, padded.
fn base64(bytes: usize) -> Outcome<String> {
    let whole = bytes.checked_div(3).ok_or("no bytes")?.saturating_mul(4);
    let padding = ["", "AA==", "AAA="].get(bytes % 3).ok_or("no padding")?;
    Ok(format!("{}{padding}", BLOCKS.get(..whole).ok_or("more than eight blocks")?))
}
