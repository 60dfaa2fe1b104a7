//! Random inputs, the same each time, given to OpenSSL's command line and to us.
//!
//! Without `openssl` every comparison is reported as ignored, but where `CI` is set to `true` it fails.

#![expect(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::io::Write as _;
use std::process::{Command, ExitCode, Stdio};

use aclavis::card::{AdminKey, Algorithm, Blocks, CardContext, Challenge, MasterSecret, PinKey, Prf, Uuid, piv};
use aclavis::oracle::card::{counter_mode_kdf, mac, pin_key_bytes};
use libtest_mimic::{Arguments, Trial};

/// Random inputs of each comparison.
const INPUTS: u64 = 20;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let is_there = Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success());
    let must_be = std::env::var("CI").is_ok_and(|ci| ci == "true");
    if !is_there {
        eprintln!("there is no `openssl` to compare with");
    }
    let mut trials = Vec::new();
    let mut compare = |what: &str, of: String, work: Box<dyn Fn(&mut Random) + Send>| {
        let trial = Trial::test(format!("{what}_{of}"), move || {
            (0..INPUTS).for_each(|seed| work(&mut Random(seed)));
            Ok(())
        });
        trials.push(trial.with_ignored_flag(!is_there && !must_be));
    };
    for algorithm in Algorithm::ALL {
        compare("response", algorithm.to_string(), Box::new(move |random| response(random, algorithm)));
        compare("witness", algorithm.to_string(), Box::new(move |random| witness(random, algorithm)));
        compare("admin_key", algorithm.to_string(), Box::new(move |random| admin_key(random, algorithm)));
    }
    for prf in Prf::ALL {
        compare("mac", prf.to_string(), Box::new(move |random| code(random, prf)));
        compare("kdf", prf.to_string(), Box::new(move |random| derivation(random, prf)));
        compare("pin_key", prf.to_string(), Box::new(move |random| pin_key(random, prf)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A challenge answered; for 3DES of one to eight blocks, chained.
fn response(random: &mut Random, algorithm: Algorithm) {
    let key = random.bytes(algorithm.key_len());
    let blocks = if algorithm == Algorithm::Tdes3 { 1 + random.below(8) } else { 1 };
    let challenge = random.bytes(algorithm.block_len() * blocks);
    let ours = AdminKey::from_bytes(algorithm, &key).expect("a key");
    let read = Challenge::from_bytes(&challenge, Blocks::several(algorithm)).expect("a challenge");
    assert_eq!(ours.respond(&read).expect("its algorithm").as_bytes(), enc(algorithm, "-e", &key, &challenge));
}

/// A block decrypted.
fn witness(random: &mut Random, algorithm: Algorithm) {
    let key = random.bytes(algorithm.key_len());
    let witness = random.bytes(algorithm.block_len());
    let ours = AdminKey::from_bytes(algorithm, &key).expect("a key");
    let read = Challenge::from_bytes(&witness, algorithm).expect("a block");
    assert_eq!(piv::decrypt_witness(&ours, &read).expect("its algorithm").as_bytes(), enc(algorithm, "-d", &key, &witness));
}

fn enc(algorithm: Algorithm, direction: &str, key: &[u8], data: &[u8]) -> Vec<u8> {
    let mode = match algorithm {
        Algorithm::Tdes3 => "-des-ede3-cbc",
        Algorithm::Aes128 => "-aes-128-ecb",
        Algorithm::Aes192 => "-aes-192-ecb",
        Algorithm::Aes256 => "-aes-256-ecb",
    };
    let mut arguments = vec!["enc", direction, mode, "-nopad", "-K"];
    let key = hex(key);
    arguments.push(&key);
    if algorithm == Algorithm::Tdes3 {
        arguments.extend(["-iv", "0000000000000000"]);
    }
    openssl(&arguments, data)
}

/// CMAC or HMAC of a message of up to 100 bytes.
fn code(random: &mut Random, prf: Prf) {
    let (key, len) = (random.bytes(key_len(prf)), random.below(101));
    let message = random.bytes(len);
    let (name, option) = match prf {
        Prf::Cmac(algorithm) => ("CMAC", ["-cipher", cipher(algorithm)]),
        Prf::HmacSha256 => ("HMAC", ["-digest", "SHA256"]),
    };
    let key_option = format!("hexkey:{}", hex(&key));
    let theirs = openssl(&["mac", option[0], option[1], "-macopt", &key_option, name], &message);
    let theirs = unhex(&theirs);
    let mut ours = vec![0; theirs.len()];
    mac(prf, &key, &message, &mut ours).expect("a key of its length");
    assert_eq!(ours, theirs);
}

/// SP 800-108 in counter mode with label, separator, context and length.
fn derivation(random: &mut Random, prf: Prf) {
    let lens = [1 + random.below(40), 1 + random.below(100), 1 + random.below(100)];
    let (key, label, context) = (random.bytes(key_len(prf)), random.bytes(lens[0]), random.bytes(lens[1]));
    let mut ours = vec![0; lens[2]];
    let bits = u32::try_from(8 * ours.len()).expect("a short output").to_be_bytes();
    let fixed = [label.as_slice(), &[0], &context, &bits].concat();
    counter_mode_kdf(prf, &key, &[], 4, &fixed, &mut ours).expect("a key of its length");
    assert_eq!(ours, kdf(prf, &key, &label, &context, ours.len()));
}

/// An admin key of construction v1, before which OpenSSL knows nothing of parity.
fn admin_key(random: &mut Random, algorithm: Algorithm) {
    let master = random.bytes(32);
    let (card, fields) = random.card();
    let context = [&[1, algorithm.piv_id()], fields.as_slice(), &[0]].concat();
    let mut theirs = kdf(Prf::HmacSha256, &master, b"aclavis/admin-key", &context, algorithm.key_len());
    if algorithm == Algorithm::Tdes3 {
        set_odd_parity(&mut theirs);
    }
    let ours = MasterSecret::from_bytes(&master).expect("32 bytes").admin_key(algorithm, &card).expect("a strong key");
    assert_eq!(ours.expose(), theirs);
}

/// A PIN key of construction v1 from a master secret.
fn pin_key(random: &mut Random, prf: Prf) {
    let master = random.bytes(32);
    let (card, fields) = random.card();
    let number = match prf {
        Prf::Cmac(algorithm) => algorithm.piv_id(),
        Prf::HmacSha256 => 0xFE,
    };
    let context = [&[1, 0xFF, number], fields.as_slice(), &[0]].concat();
    let mut theirs = kdf(Prf::HmacSha256, &master, b"aclavis/pin-key", &context, key_len(prf));
    if prf == Prf::Cmac(Algorithm::Tdes3) {
        set_odd_parity(&mut theirs);
    }
    let master = MasterSecret::from_bytes(&master).expect("32 bytes");
    assert_eq!(pin_key_bytes(&PinKey::from_master(&master, prf, &card).expect("a strong key")), theirs);
}

fn set_odd_parity(key: &mut [u8]) {
    key.iter_mut().filter(|byte| byte.count_ones() % 2 == 0).for_each(|byte| *byte ^= 1);
}

fn kdf(prf: Prf, key: &[u8], label: &[u8], context: &[u8], len: usize) -> Vec<u8> {
    let (name, option) = match prf {
        Prf::Cmac(algorithm) => ("mac:CMAC", format!("cipher:{}", cipher(algorithm))),
        Prf::HmacSha256 => ("mac:HMAC", "digest:SHA256".to_owned()),
    };
    let options = [
        "mode:counter".to_owned(),
        name.to_owned(),
        option,
        format!("hexkey:{}", hex(key)),
        format!("hexsalt:{}", hex(label)),
        format!("hexinfo:{}", hex(context)),
    ];
    let len = len.to_string();
    let mut arguments = vec!["kdf", "-keylen", &len];
    options.iter().for_each(|option| arguments.extend(["-kdfopt", option]));
    arguments.push("KBKDF");
    unhex(&openssl(&arguments, &[]))
}

fn cipher(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Tdes3 => "DES-EDE3-CBC",
        Algorithm::Aes128 => "AES-128-CBC",
        Algorithm::Aes192 => "AES-192-CBC",
        Algorithm::Aes256 => "AES-256-CBC",
    }
}

fn key_len(prf: Prf) -> usize {
    match prf {
        Prf::Cmac(algorithm) => algorithm.key_len(),
        Prf::HmacSha256 => 32,
    }
}

/// What OpenSSL makes of an input.
fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new("openssl");
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("openssl");
    child.stdin.take().expect("its input").write_all(input).expect("it reads its input");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02X}"))
}

/// The bytes of hexadecimal digits with colons, and a line end.
fn unhex(text: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = text.iter().copied().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).expect("digits"), 16).expect("digits");
    digits.chunks(2).map(pair).collect()
}

/// Random bytes of a seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: u64) -> usize {
        usize::try_from(self.next() % bound).expect("a small number")
    }

    fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next().to_le_bytes()[0]).collect()
    }

    /// A card, and what its fields are in a context.
    fn card(&mut self) -> (CardContext<'static>, Vec<u8>) {
        const SYSTEMS: [&str; 4] = ["", "contoso", "prod-eu-1", "süd"];
        let id: [u8; 16] = self.bytes(16).try_into().expect("16 bytes");
        let version = u32::try_from(self.next() >> 32).expect("32 bits");
        let system = SYSTEMS[self.below(4)];
        let length = u8::try_from(system.len()).expect("a short name");
        let fields = [&version.to_be_bytes(), [0, 16].as_slice(), &id, &[0, length], system.as_bytes()].concat();
        let card = CardContext::new(Uuid::from_bytes(id), version).of_system(system).expect("a short name");
        (card, fields)
    }
}
