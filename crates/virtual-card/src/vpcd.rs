//! The protocol of vpcd, the virtual reader of the vsmartcard project: messages with a big-endian length of 16 bits before them,
//! in both directions. A message of one byte controls the card, a longer one is a command APDU.

use std::fmt;
use std::io::{self, Read, Write};

use rand_core::CryptoRng;
use zeroize::{Zeroize, Zeroizing};

use crate::apdu::StatusWord;
use crate::card::Card;

/// Bytes of a message at most.
const MAX_MESSAGE: usize = 65_535;
/// Messages of one byte.
const POWER_OFF: u8 = 0;
const POWER_ON: u8 = 1;
const RESET: u8 = 2;
const GET_ATR: u8 = 4;

/// Something that a reader had a card do. It has nothing of a command but its header, for the rest may be a key or a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Power on or reset: whoever has authenticated must do so again.
    Reset,
    /// Power off.
    PowerOff,
    /// The reader asked for the answer to reset.
    Atr,
    /// A command: CLA, INS, P1 and P2, zeros where it is shorter, and the status word of the response.
    Command {
        /// CLA, INS, P1, P2.
        header: [u8; 4],
        /// The status word.
        status: StatusWord,
    },
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reset => f.write_str("reset"),
            Self::PowerOff => f.write_str("power off"),
            Self::Atr => f.write_str("answer to reset"),
            Self::Command { header: [cla, ins, p1, p2], status } => write!(f, "{cla:02X} {ins:02X} {p1:02X} {p2:02X}  {status}"),
        }
    }
}

/// Serves a reader until it closes the connection: reads its messages from the stream, answers them, and shows the observer the card and
/// what it did.
///
/// # Errors
///
/// Reading from the stream or writing to it fails, or it ends within a message.
pub fn serve<R: CryptoRng>(
    card: &mut Card<R>,
    stream: &mut (impl Read + Write),
    mut observer: impl FnMut(&Card<R>, Event),
) -> io::Result<()> {
    let mut buffer = Zeroizing::new(vec![0; MAX_MESSAGE]);
    while let Some(length) = read_length(stream)? {
        let message = buffer.get_mut(..length).unwrap_or_default();
        stream.read_exact(message)?;
        let event = match *message {
            [POWER_ON | RESET] => {
                card.reset();
                Event::Reset
            }
            [POWER_OFF] => {
                card.reset();
                Event::PowerOff
            }
            [GET_ATR] => {
                write(stream, card.atr())?;
                Event::Atr
            }
            [] | [_] => continue,
            ref command => {
                let response = card.transmit(command);
                write(stream, &response)?;
                Event::Command { header: header(command), status: StatusWord::of(&response).unwrap_or(StatusWord::SUCCESS) }
            }
        };
        message.zeroize();
        observer(card, event);
    }
    Ok(())
}

/// The length of the next message; none where the reader has hung up.
fn read_length(stream: &mut impl Read) -> io::Result<Option<usize>> {
    let mut length = [0; 2];
    let [first, second] = &mut length;
    match stream.read(std::slice::from_mut(first)) {
        Ok(0) => return Ok(None),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return Ok(None),
        Err(error) => return Err(error),
    }
    stream.read_exact(std::slice::from_mut(second))?;
    Ok(Some(usize::from(u16::from_be_bytes(length))))
}

fn write(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let length = u16::try_from(message.len()).map_err(io::Error::other)?;
    stream.write_all(&[&length.to_be_bytes()[..], message].concat())?;
    stream.flush()
}

fn header(command: &[u8]) -> [u8; 4] {
    let mut header = [0; 4];
    header.iter_mut().zip(command).for_each(|(place, byte)| *place = *byte);
    header
}
