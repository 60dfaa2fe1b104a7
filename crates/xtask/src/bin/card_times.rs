//! Times one operation of card crypto. `cargo xtask card-speed` compares the times.
//!
//! `card_times OPERATION CALLS`: nanoseconds of a call.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use aclavis::card::{AdminKey, Algorithm, CardContext, Challenge, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf};
use des::TdesEde3;
use des::cipher::{BlockCipherEncrypt, KeyInit};

/// Calls before the time is taken: as many whatever is measured, so that instructions can be counted as a difference.
const WARM_UP: u32 = 100;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(operation), Some(calls)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: card_times OPERATION CALLS");
        return ExitCode::from(2);
    };
    match run(&operation, &calls) {
        Ok(nanoseconds) => {
            println!("{nanoseconds:.1}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{operation}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(operation: &str, calls: &str) -> Outcome<f64> {
    let calls = calls.parse()?;
    match operation.split_once(' ') {
        Some(("respond", algorithm)) => respond(calls, algorithm.parse()?),
        Some(("respond-scheduled", algorithm)) => respond_scheduled(calls, algorithm.parse()?),
        Some(("pin", prf)) => pin(calls, prf.parse()?),
        _ if operation == "table-based" => table_based(calls),
        _ => Err("unknown operation".into()),
    }
}

/// A challenge answered with the key schedule included; the answer is the next challenge.
fn respond(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let key = AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?;
    let mut challenge = Challenge::from_bytes(bytes(algorithm.block_len()), algorithm)?;
    time(calls, || {
        challenge = Challenge::from_bytes(black_box(&key).respond(&challenge)?.as_bytes(), algorithm)?;
        Ok(())
    })
}

/// The same with the key schedule computed before.
fn respond_scheduled(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let key = AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?.schedule();
    let mut challenge = Challenge::from_bytes(bytes(algorithm.block_len()), algorithm)?;
    time(calls, || {
        challenge = Challenge::from_bytes(black_box(&key).respond(&challenge)?.as_bytes(), algorithm)?;
        Ok(())
    })
}

/// A PIN of six digits, its key included.
fn pin(calls: u32, prf: Prf) -> Outcome<f64> {
    let master = MasterSecret::from_bytes(bytes(32))?;
    let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1);
    let challenge = Challenge::from_bytes(bytes(8), Algorithm::Tdes3)?;
    let policy = PinPolicy::new(6, Charset::DIGITS)?;
    time(calls, || {
        let key = PinKey::from_master(black_box(&master), prf, black_box(&card))?;
        black_box(key.propose(&PinOccasion::new(black_box(&challenge)), black_box(&policy))?);
        Ok(())
    })
}

/// RustCrypto's 3DES, with the key schedule included.
fn table_based(calls: u32) -> Outcome<f64> {
    let key = bytes(24);
    let mut block = [7; 8].into();
    time(calls, || {
        TdesEde3::new_from_slice(black_box(key))?.encrypt_block(&mut block);
        Ok(())
    })
}

/// Bytes of keys and challenges.
fn bytes(len: usize) -> &'static [u8] {
    const BYTES: &[u8; 32] = b"\x0d\x31\x91\x07\xfb\x3d\x11\x58\x83\x75\xd9\x6e\x5c\x22\xa7\xc1\x49\x9b\x20\xe3\x76\x18\x04\xba\x67\xf2\x8c\x35\x5e\xd0\x94\x2b";
    BYTES.get(..len).unwrap_or_default()
}

fn time(calls: u32, mut call: impl FnMut() -> Outcome) -> Outcome<f64> {
    for _ in 0..WARM_UP {
        call()?;
    }
    let start = Instant::now();
    for _ in 0..calls {
        call()?;
    }
    Ok(start.elapsed().as_secs_f64() * 1e9 / f64::from(calls))
}
