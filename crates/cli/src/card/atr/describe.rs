//! What an ATR says.

use aclavis::card::{Atr, AtrConvention};
use serde::Serialize;

use super::historical::Historical;
use super::levels::Levels;
use super::protocol::{T0, T1, T15};
use super::transmission::{Mode, Speed, extra_guard_time};

/// The number that stands for bytes that concern no protocol.
const GLOBAL: u8 = 15;

/// An ATR, decoded.
#[derive(Serialize)]
pub(super) struct Description {
    /// Its bytes.
    pub(super) atr: String,
    pub(super) convention: &'static str,
    /// Transmission protocols in the order of the card.
    pub(super) protocols: Vec<u8>,
    pub(super) mode: Mode,
    pub(super) speed: Speed,
    pub(super) extra_guard_time: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) t0: Option<T0>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) t1: Option<T1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) t15: Option<T15>,
    pub(super) interface_bytes: Vec<InterfaceByte>,
    pub(super) historical: Historical,
    /// The check byte, which is right; null where there is none.
    pub(super) tck: Option<String>,
}

/// An interface byte.
#[derive(Serialize)]
pub(super) struct InterfaceByte {
    pub(super) name: String,
    pub(super) value: String,
}

impl Description {
    pub(super) fn new(atr: &Atr) -> Self {
        let levels = Levels::of(atr);
        let mut protocols = Vec::new();
        for protocol in atr.protocols().filter(|protocol| *protocol != GLOBAL) {
            if !protocols.contains(&protocol) {
                protocols.push(protocol);
            }
        }
        Self {
            atr: atr.to_string(),
            convention: match atr.convention() {
                AtrConvention::Direct => "direct",
                AtrConvention::Inverse => "inverse",
            },
            mode: Mode::of(&levels),
            speed: Speed::of(&levels),
            extra_guard_time: extra_guard_time(&levels),
            t0: protocols.contains(&0).then(|| T0::of(&levels)),
            t1: protocols.contains(&1).then(|| T1::of(&levels)),
            t15: T15::of(&levels),
            interface_bytes: levels.named().map(|(name, byte)| InterfaceByte { name, value: format!("{byte:02X}") }).collect(),
            historical: Historical::of(atr.historical_bytes()),
            tck: atr.check_byte().map(|byte| format!("{byte:02X}")),
            protocols,
        }
    }
}
