//! The program `aclavis-virtual-card`.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::hex;

const PROGRAM: &str = env!("CARGO_BIN_EXE_aclavis-virtual-card");
/// The longest that the program may take to come, or to answer.
const LIMIT: Duration = Duration::from_secs(20);
/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(10);

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = Command::new(PROGRAM).args(arguments).output().unwrap();
    (status.code(), String::from_utf8(stderr).unwrap())
}

/// A file in the folder of the tests, with this content.
fn file(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path
}

/// The connection of a card; the test fails if it ends before, or takes too long.
fn accept(listener: &TcpListener, card: &mut Child) -> TcpStream {
    listener.set_nonblocking(true).unwrap();
    let start = Instant::now();
    loop {
        match listener.accept() {
            Ok((stream, _)) => {
                stream.set_nonblocking(false).unwrap();
                return stream;
            }
            Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
        }
        let ended = card.try_wait().unwrap();
        assert!(ended.is_none() && start.elapsed() < LIMIT, "the card has not come: {ended:?}");
        thread::sleep(PAUSE);
    }
}

#[test]
fn a_reader_gets_its_card() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let key = file("virtual-card-aes.key", "000102030405060708090a0b0c0d0e0f\n");
    let arguments = ["--profile=piv", "--host=127.0.0.1", "--port", &port, "--algorithm=aes128", "--trace", "--admin-key-file"];
    let mut card = Command::new(PROGRAM).args(arguments).arg(&key).stdout(Stdio::piped()).spawn().unwrap();

    let mut reader = accept(&listener, &mut card);
    reader.set_read_timeout(Some(LIMIT)).unwrap();
    reader.write_all(&hex::bytes("000101 000104 00090087089B047C028000")).unwrap();
    let mut answers = [0; 2 + 12 + 2 + 22];
    reader.read_exact(&mut answers).unwrap();
    assert!(hex::digits(&answers).starts_with("000C3B87800161636C617669736500167C128010"), "{}", hex::digits(&answers));
    drop(reader);

    let output = card.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "reset\nanswer to reset\n00 87 08 9B  9000\n");
}

#[test]
fn without_a_reader_it_says_so() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    drop(listener);
    let (code, message) = run(&["--host=127.0.0.1", "--port", &port]);
    let expected =
        format!("aclavis-virtual-card: no reader at 127.0.0.1:{port}: Connection refused (os error 111); is pcscd running?\n");
    assert_eq!((code, message), (Some(1), expected));
}

#[test]
fn a_key_that_is_none_is_not_repeated() {
    let key = file("virtual-card-none.key", "00112233445566");
    let (code, message) = run(&["--admin-key-file", key.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(message.starts_with(&format!("aclavis-virtual-card: {}: ", key.display())), "{message}");
    assert!(!message.contains("0011"), "{message}");
}

#[test]
fn only_a_gids_card_can_be_blank() {
    assert_eq!(run(&["--profile=piv", "--blank"]), (Some(1), "aclavis-virtual-card: only a GIDS card can be blank\n".to_owned()));
}
