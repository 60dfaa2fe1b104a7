//! How bits are sent: speed, guard time, mode (ISO/IEC 7816-3:2006, 8.3).

use serde::Serialize;

use super::levels::Levels;

/// Fi and the highest frequency in kHz by the upper half of TA1 (table 7).
const FI: [Option<(u16, u16)>; 16] = [
    Some((372, 4_000)),
    Some((372, 5_000)),
    Some((558, 6_000)),
    Some((744, 8_000)),
    Some((1_116, 12_000)),
    Some((1_488, 16_000)),
    Some((1_860, 20_000)),
    None,
    None,
    Some((512, 5_000)),
    Some((768, 7_500)),
    Some((1_024, 10_000)),
    Some((1_536, 15_000)),
    Some((2_048, 20_000)),
    None,
    None,
];

/// Di by the lower half of TA1 (table 8).
const DI: [Option<u16>; 16] = [
    None,
    Some(1),
    Some(2),
    Some(4),
    Some(8),
    Some(16),
    Some(32),
    Some(64),
    Some(12),
    Some(20),
    None,
    None,
    None,
    None,
    None,
    None,
];

/// TA1 of cards that have none: Fi 372, Di 1, 5 MHz.
const DEFAULT_TA1: u8 = 0x11;

/// The speed that a card is able to use; null where the table has no value.
#[derive(Serialize)]
pub(super) struct Speed {
    /// The clock rate conversion integer.
    pub(super) fi: Option<u16>,
    /// The baud rate adjustment integer.
    pub(super) di: Option<u16>,
    pub(super) max_khz: Option<u16>,
    /// Whether there is no TA1.
    pub(super) default: bool,
}

impl Speed {
    pub(super) fn of(levels: &Levels) -> Self {
        let given = levels.global(1, |bytes| bytes.a);
        let byte = given.unwrap_or(DEFAULT_TA1);
        let (fi, max_khz) = FI.get(usize::from(byte >> 4)).copied().flatten().unzip();
        let di = DI.get(usize::from(byte & 0xF)).copied().flatten();
        Self { fi, di, max_khz, default: given.is_none() }
    }

    /// Bits in a second at the highest frequency.
    pub(super) fn bits_per_second(&self) -> Option<u64> {
        let hertz = u64::from(self.max_khz?).saturating_mul(1_000);
        hertz.saturating_mul(self.di?.into()).checked_div(self.fi?.into())
    }
}

/// Whether protocol and speed can be negotiated.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Mode {
    /// They can; the first protocol and the default speed apply otherwise.
    Negotiable,
    /// TA2 says what is used.
    Specific {
        protocol: u8,
        /// Whether a warm reset can change to the negotiable mode.
        can_change: bool,
        /// Whether the speed is not what TA1 says, but known to the reader.
        implicit_speed: bool,
    },
}

impl Mode {
    pub(super) fn of(levels: &Levels) -> Self {
        levels.global(2, |bytes| bytes.a).map_or(Self::Negotiable, |byte| Self::Specific {
            protocol: byte & 0xF,
            can_change: byte & 0x80 == 0,
            implicit_speed: byte & 0x10 != 0,
        })
    }
}

/// N of TC1: elementary time units between two characters to the card beyond 12; 255 for as few as the protocol allows.
pub(super) fn extra_guard_time(levels: &Levels) -> u8 {
    levels.global(1, |bytes| bytes.c).unwrap_or_default()
}
