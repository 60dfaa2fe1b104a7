//! Times one operation of card crypto. `cargo xtask card-speed` compares the times.
//!
//! `card_times OPERATION CALLS`: nanoseconds of a call.

use std::convert::Infallible;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use aclavis::card::{
    AdminKey, Algorithm, An10922, Atr, CardContext, Challenge, Charset, KeyRollover, MasterSecret, PinKey, PinOccasion,
    PinPolicy, Prf, ServicePurpose, gids, piv,
};
use des::TdesEde3;
use des::cipher::{BlockCipherEncrypt, KeyInit};
use rand_chacha::rand_core::{TryCryptoRng, TryRng};

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
        Some(("verify", algorithm)) => verify(calls, algorithm.parse()?),
        Some(("admin-key", algorithm)) => admin_key(calls, algorithm.parse()?),
        Some(("an10922", algorithm)) => an10922(calls, algorithm.parse()?),
        Some(("check-value", algorithm)) => check_value(calls, algorithm.parse()?),
        Some(("key-file", algorithm)) => key_file(calls, algorithm.parse()?),
        Some(("challenge", form)) => challenge(calls, form),
        Some(("roll-over", algorithm)) => roll_over(calls, algorithm.parse()?),
        Some(("pin", prf)) => pin(calls, prf.parse()?),
        Some(("pin-ready", prf)) => pin_ready(calls, prf.parse()?),
        Some(("generate", algorithm)) => generate(calls, algorithm.parse()?),
        Some(("gids-seal", algorithm)) => gids_seal(calls, algorithm.parse()?),
        Some(("gids-open", algorithm)) => gids_open(calls, algorithm.parse()?),
        Some(("piv-witness", algorithm)) => piv_witness(calls, algorithm.parse()?),
        _ if operation == "service-key" => service_key(calls),
        _ if operation == "master-file" => master_file(calls),
        _ if operation == "atr" => atr(calls),
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

/// A card's answer compared with the right one.
fn verify(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let key = AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?;
    let challenge = Challenge::from_bytes(bytes(algorithm.block_len()), algorithm)?;
    let response = key.respond(&challenge)?;
    time(calls, || if black_box(&key).verify(black_box(&challenge), &response)? { Ok(()) } else { Err("no answer".into()) })
}

/// A card's admin key from the master secret, after construction v1.
fn admin_key(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let (master, card) = (MasterSecret::from_bytes(bytes(32))?, card()?);
    time(calls, || {
        black_box(black_box(&master).admin_key(algorithm, black_box(&card))?);
        Ok(())
    })
}

/// A card's key from a master key, after AN10922.
fn an10922(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let master = An10922::new(AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?);
    time(calls, || {
        black_box(black_box(&master).derive(black_box(bytes(15)), None)?);
        Ok(())
    })
}

fn check_value(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let key = AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?;
    time(calls, || {
        black_box(black_box(&key).check_value());
        Ok(())
    })
}

/// A key of numbers that cost nothing.
fn generate(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    time(calls, || {
        black_box(AdminKey::generate(algorithm, &mut Given(black_box(bytes(32))))?);
        Ok(())
    })
}

/// A key of the service from the master secret.
fn service_key(calls: u32) -> Outcome<f64> {
    let master = MasterSecret::from_bytes(bytes(32))?;
    time(calls, || {
        black_box(black_box(&master).service_key(ServicePurpose::Audit));
        Ok(())
    })
}

/// One side's cryptogram of a mutual authentication, 40 bytes.
fn gids_seal(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let (key, share) = (AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?, gids::KeyShare::from_bytes(&[3; 7]));
    let exchange = gids::Mutual::new([1; 16], [2; 16]);
    time(calls, || {
        black_box(black_box(&exchange).host_cryptogram(black_box(&key), black_box(&share))?);
        Ok(())
    })
}

/// The same, opened by the other side.
fn gids_open(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let key = AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?;
    let exchange = gids::Mutual::new([1; 16], [2; 16]);
    let cryptogram = exchange.host_cryptogram(&key, &gids::KeyShare::from_bytes(&[3; 7]))?;
    time(calls, || {
        black_box(&exchange).open_host(black_box(&key), black_box(&cryptogram))?.map(|_| ()).ok_or("not opened".into())
    })
}

/// A card's witness, decrypted by the host.
fn piv_witness(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let key = AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?;
    let witness = Challenge::from_bytes(bytes(algorithm.block_len()), algorithm)?;
    time(calls, || {
        black_box(piv::decrypt_witness(black_box(&key), black_box(&witness))?);
        Ok(())
    })
}

/// An admin key as a file has it, in hexadecimal digits.
fn key_file(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let digits = digits(algorithm.key_len());
    time(calls, || {
        black_box(AdminKey::from_encoded(algorithm, black_box(digits.as_bytes()))?);
        Ok(())
    })
}

fn master_file(calls: u32) -> Outcome<f64> {
    let digits = digits(32);
    time(calls, || {
        black_box(MasterSecret::from_encoded(black_box(digits.as_bytes()))?);
        Ok(())
    })
}

/// A challenge for 3DES as a caller gives it.
fn challenge(calls: u32, form: &str) -> Outcome<f64> {
    time(calls, || {
        let challenge = match form {
            "base64" => Challenge::from_base64(black_box("yhglMLsdbRM="), Algorithm::Tdes3),
            _ => Challenge::from_hex(black_box("ca182530bb1d6d13"), Algorithm::Tdes3),
        };
        black_box(challenge?);
        Ok(())
    })
}

fn atr(calls: u32) -> Outcome<f64> {
    time(calls, || {
        black_box(Atr::from_hex(black_box("3b8d0180fba000000397425446590301c8"))?);
        Ok(())
    })
}

/// A new key proposed, confirmed and given up again; both keys are read first.
fn roll_over(calls: u32, algorithm: Algorithm) -> Outcome<f64> {
    let old = bytes(algorithm.key_len());
    let new: Vec<u8> = old.iter().rev().copied().collect();
    let key = |bytes| AdminKey::from_bytes(algorithm, bytes);
    time(calls, || {
        let mut keys = KeyRollover::new(1, key(black_box(old))?);
        keys.propose(2, key(black_box(&new))?)?;
        keys.confirm(2)?;
        black_box(keys);
        Ok(())
    })
}

/// A PIN of six digits, its key included.
fn pin(calls: u32, prf: Prf) -> Outcome<f64> {
    let (master, card) = (MasterSecret::from_bytes(bytes(32))?, card()?);
    let challenge = Challenge::from_bytes(bytes(8), Algorithm::Tdes3)?;
    let policy = PinPolicy::new(6, Charset::DIGITS)?;
    time(calls, || {
        let key = PinKey::from_master(black_box(&master), prf, black_box(&card))?;
        black_box(key.propose(&PinOccasion::new(black_box(&challenge)), black_box(&policy))?);
        Ok(())
    })
}

/// The same with its key made before.
fn pin_ready(calls: u32, prf: Prf) -> Outcome<f64> {
    let key = PinKey::from_master(&MasterSecret::from_bytes(bytes(32))?, prf, &card()?)?;
    let challenge = Challenge::from_bytes(bytes(8), Algorithm::Tdes3)?;
    let policy = PinPolicy::new(6, Charset::DIGITS)?;
    time(calls, || {
        black_box(black_box(&key).propose(&PinOccasion::new(black_box(&challenge)), black_box(&policy))?);
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

fn card() -> Outcome<CardContext<'static>> {
    Ok(CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1))
}

/// So many bytes in hexadecimal digits.
fn digits(len: usize) -> String {
    let digits: Vec<String> = bytes(len).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// Bytes of keys and challenges.
fn bytes(len: usize) -> &'static [u8] {
    const BYTES: &[u8; 32] = b"\x0d\x31\x91\x07\xfb\x3d\x11\x58\x83\x75\xd9\x6e\x5c\x22\xa7\xc1\x49\x9b\x20\xe3\x76\x18\x04\xba\x67\xf2\x8c\x35\x5e\xd0\x94\x2b";
    BYTES.get(..len).unwrap_or_default()
}

/// A source that gives the same bytes each time.
struct Given(&'static [u8]);

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.iter_mut().zip(self.0).for_each(|(place, byte)| *place = *byte);
        Ok(())
    }
}

impl TryCryptoRng for Given {}

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
