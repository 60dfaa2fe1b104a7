//! Command APDUs.

use super::StatusWord;

/// The bit of CLA that says that more commands of the chain follow (ISO/IEC 7816-4).
const CHAINING: u8 = 0x10;
/// Bytes that an empty Le of one byte, of two bytes asks for (ISO/IEC 7816-4).
const LE_SHORT: usize = 256;
const LE_EXTENDED: usize = 65_536;

/// A command APDU: CLA, INS, P1, P2, the data field and the longest response that the host takes.
#[derive(Clone, Copy)]
pub(crate) struct Command<'a> {
    /// Whether this is a link of a chain and not its last one.
    pub(crate) chained: bool,
    /// The instruction.
    pub(crate) ins: u8,
    /// The first parameter.
    pub(crate) p1: u8,
    /// The second parameter.
    pub(crate) p2: u8,
    /// The data field, 0 to 65,535 bytes.
    pub(crate) data: &'a [u8],
    /// Bytes of response data that the host takes at once; 256 where it does not say.
    pub(crate) le: usize,
}

impl<'a> Command<'a> {
    /// Reads a command of any of the four cases, with short or extended length fields.
    ///
    /// # Errors
    ///
    /// 6700 where the lengths contradict each other, 6E00 for a class with secure messaging, a logical channel, or a proprietary one.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, StatusWord> {
        let (header, body) = bytes.split_first_chunk().ok_or(StatusWord::WRONG_LENGTH)?;
        let [cla, ins, p1, p2] = *header;
        let (data, le) = Self::body(body).ok_or(StatusWord::WRONG_LENGTH)?;
        if cla & !CHAINING != 0 {
            return Err(StatusWord::CLASS_NOT_SUPPORTED);
        }
        Ok(Self { chained: cla & CHAINING != 0, ins, p1, p2, data, le })
    }

    /// P1 and P2 as one number: a file identifier in GET DATA and PUT DATA.
    pub(crate) fn p1_p2(&self) -> u16 {
        u16::from_be_bytes([self.p1, self.p2])
    }

    /// The data field and Le.
    fn body(body: &'a [u8]) -> Option<(&'a [u8], usize)> {
        match *body {
            [] => Some((&[], LE_SHORT)),
            [le] => Some((&[], short_le(le))),
            [0, high, low] => Some((&[], extended_le(high, low))),
            [0, high, low, ref rest @ ..] => {
                let lc = usize::from(u16::from_be_bytes([high, low]));
                let (data, le) = rest.split_at_checked(lc).filter(|_| lc > 0)?;
                match *le {
                    [] => Some((data, LE_EXTENDED)),
                    [high, low] => Some((data, extended_le(high, low))),
                    _ => None,
                }
            }
            [lc, ref rest @ ..] => {
                let (data, le) = rest.split_at_checked(usize::from(lc)).filter(|_| lc > 0)?;
                match *le {
                    [] => Some((data, LE_SHORT)),
                    [le] => Some((data, short_le(le))),
                    _ => None,
                }
            }
        }
    }
}

fn short_le(le: u8) -> usize {
    if le == 0 { LE_SHORT } else { usize::from(le) }
}

fn extended_le(high: u8, low: u8) -> usize {
    match u16::from_be_bytes([high, low]) {
        0 => LE_EXTENDED,
        le => usize::from(le),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(&[u8], usize), StatusWord> {
        Command::parse(bytes).map(|command| (command.data, command.le))
    }

    #[test]
    fn the_four_cases_with_short_lengths() {
        assert_eq!(read(&[0, 1, 2, 3]), Ok((&[][..], 256)));
        assert_eq!(read(&[0, 1, 2, 3, 7]), Ok((&[][..], 7)));
        assert_eq!(read(&[0, 1, 2, 3, 0]), Ok((&[][..], 256)));
        assert_eq!(read(&[0, 1, 2, 3, 2, 8, 9]), Ok((&[8, 9][..], 256)));
        assert_eq!(read(&[0, 1, 2, 3, 2, 8, 9, 4]), Ok((&[8, 9][..], 4)));
    }

    #[test]
    fn the_cases_with_extended_lengths() {
        assert_eq!(read(&[0, 1, 2, 3, 0, 1, 0]), Ok((&[][..], 256)));
        assert_eq!(read(&[0, 1, 2, 3, 0, 0, 0]), Ok((&[][..], 65_536)));
        assert_eq!(read(&[0, 1, 2, 3, 0, 0, 2, 8, 9]), Ok((&[8, 9][..], 65_536)));
        assert_eq!(read(&[0, 1, 2, 3, 0, 0, 2, 8, 9, 1, 1]), Ok((&[8, 9][..], 257)));
    }

    #[test]
    fn lengths_that_contradict_are_6700() {
        for bytes in [
            &[][..],
            &[0, 1, 2],
            &[0, 1, 2, 3, 2, 8],
            &[0, 1, 2, 3, 2, 8, 9, 4, 5],
            &[0, 1, 2, 3, 0, 8],
            &[0, 1, 2, 3, 0, 0, 0, 8],
            &[0, 1, 2, 3, 0, 0, 2, 8],
            &[0, 1, 2, 3, 0, 0, 2, 8, 9, 1],
        ] {
            assert_eq!(read(bytes), Err(StatusWord::WRONG_LENGTH), "{bytes:02X?}");
        }
    }

    #[test]
    fn classes_other_than_00_and_10_are_6e00() {
        assert!(Command::parse(&[0x10, 1, 2, 3]).is_ok_and(|command| command.chained));
        for cla in [0x01, 0x04, 0x20, 0x80, 0xFF] {
            assert_eq!(read(&[cla, 1, 2, 3]), Err(StatusWord::CLASS_NOT_SUPPORTED));
        }
    }
}
