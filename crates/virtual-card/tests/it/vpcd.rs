//! The virtual reader's protocol.

use std::io::{self, Cursor, ErrorKind, Read, Write};

use aclavis_virtual_card::vpcd::{Event, serve};
use aclavis_virtual_card::{Card, StatusWord};

use crate::hex;
use crate::host::{KEY, tdes};
use crate::random::Script;

/// A reader that sends what it is given and keeps what it gets.
struct Reader {
    sent: Cursor<Vec<u8>>,
    got: Vec<u8>,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.sent.read(buffer)
    }
}

impl Write for Reader {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.got.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn run(sent: &str) -> (io::Result<()>, String, Vec<Event>) {
    let mut card = Card::gids(tdes(&KEY), [0; 16], Script::new(&[]));
    let mut reader = Reader { sent: Cursor::new(hex::bytes(sent)), got: Vec::new() };
    let mut events = Vec::new();
    let outcome = serve(&mut card, &mut reader, |_, event| events.push(event));
    (outcome, hex::digits(&reader.got), events)
}

#[test]
fn control_messages_and_commands() {
    let (outcome, got, events) = run("000101 000104 0004002000800001020001000000 000109");
    assert!(outcome.is_ok());
    assert_eq!(got, "000C3B87800161636C6176697365000263C3");
    let status = StatusWord::of(&[0x63, 0xC3]).unwrap();
    let command = Event::Command { header: [0x00, 0x20, 0x00, 0x80], status };
    assert_eq!(events, [Event::Reset, Event::Atr, command, Event::Reset, Event::PowerOff]);
    let lines: Vec<_> = events.iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["reset", "answer to reset", "00 20 00 80  63C3", "reset", "power off"]);
}

#[test]
fn reset_and_power_end_what_was_authenticated() {
    for control in ["000100", "000101", "000102"] {
        let mut card = Card::gids(tdes(&KEY), [0; 16], Script::new(&[]));
        let sent = hex::bytes(&format!("000B0020008006313233343536 {control}"));
        let mut reader = Reader { sent: Cursor::new(sent), got: Vec::new() };
        let mut verified = Vec::new();
        serve(&mut card, &mut reader, |card, _| verified.push(card.state().user_verified)).unwrap();
        assert_eq!(verified, [true, false], "{control}");
    }
}

#[test]
fn a_reader_that_hangs_up_within_a_message_is_an_error() {
    for sent in ["00", "0005002000", "0001"] {
        assert_eq!(run(sent).0.unwrap_err().kind(), ErrorKind::UnexpectedEof, "{sent}");
    }
    assert!(run("").0.is_ok());
}
