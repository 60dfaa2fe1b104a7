//! Status words.

use std::fmt;

/// A status word, the two bytes SW1 and SW2 at the end of every response (ISO/IEC 7816-4).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StatusWord(u16);

impl StatusWord {
    /// 9000: done.
    pub const SUCCESS: Self = Self(0x9000);
    /// 6700: wrong length.
    pub const WRONG_LENGTH: Self = Self(0x6700);
    /// 6883: the last command of a chain was expected.
    pub const LAST_COMMAND_EXPECTED: Self = Self(0x6883);
    /// 6982: the security status is not satisfied; an answer to a challenge was wrong.
    pub const SECURITY_STATUS_NOT_SATISFIED: Self = Self(0x6982);
    /// 6983: the authentication method is blocked, no tries are left.
    pub const BLOCKED: Self = Self(0x6983);
    /// 6985: the conditions of use are not satisfied.
    pub const CONDITIONS_NOT_SATISFIED: Self = Self(0x6985);
    /// 6986: the command is not allowed in this phase of the card's life.
    pub const COMMAND_NOT_ALLOWED: Self = Self(0x6986);
    /// 6A80: wrong data.
    pub const WRONG_DATA: Self = Self(0x6A80);
    /// 6A81: the function is not supported.
    pub const FUNCTION_NOT_SUPPORTED: Self = Self(0x6A81);
    /// 6A82: no such file, application or data object.
    pub const NOT_FOUND: Self = Self(0x6A82);
    /// 6A84: not enough memory.
    pub const NOT_ENOUGH_MEMORY: Self = Self(0x6A84);
    /// 6A86: wrong P1 or P2.
    pub const WRONG_P1_P2: Self = Self(0x6A86);
    /// 6A88: no such reference data.
    pub const REFERENCE_DATA_NOT_FOUND: Self = Self(0x6A88);
    /// 6A89: the file exists already.
    pub const FILE_EXISTS: Self = Self(0x6A89);
    /// 6D00: the instruction is not supported.
    pub const INSTRUCTION_NOT_SUPPORTED: Self = Self(0x6D00);
    /// 6E00: the class is not supported.
    pub const CLASS_NOT_SUPPORTED: Self = Self(0x6E00);

    /// 61XX: XX more bytes wait for GET RESPONSE, 00 meaning 256 or more.
    pub(crate) fn bytes_wait(bytes: usize) -> Self {
        Self(0x6100 | u8::try_from(bytes).map_or(0, u16::from))
    }

    /// 63CX: the answer was wrong and X tries are left, at most 15.
    pub(crate) fn tries_left(tries: u8) -> Self {
        Self(0x63C0 | u16::from(tries.min(0x0F)))
    }

    /// The status word of a response as it goes over the wire.
    ///
    /// ```
    /// use aclavis_virtual_card::StatusWord;
    /// assert_eq!(StatusWord::of(&[0x6A, 0x82]), Some(StatusWord::NOT_FOUND));
    /// assert_eq!(StatusWord::of(&[0x90]), None);
    /// ```
    #[must_use]
    pub fn of(response: &[u8]) -> Option<Self> {
        response.last_chunk().map(|word| Self(u16::from_be_bytes(*word)))
    }

    /// The number.
    #[must_use]
    pub const fn to_u16(self) -> u16 {
        self.0
    }
}

impl fmt::Display for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

impl fmt::Debug for StatusWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatusWord({self})")
    }
}
