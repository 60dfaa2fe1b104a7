//! Counts branches and addresses that depend on a secret: valgrind's memcheck takes marked bytes for never written, follows what is computed from
//! them bit by bit, and complains where it decides something.
//!
//! Must be run under valgrind. Every complaint counts, not every place. A further argument chooses the cases whose names contain it.

use std::hint::black_box;
use std::process::ExitCode;

use crate::material::Material;
use crate::operations::card;
use crate::valgrind::{declassify, errors, is_running, mark};
use aclavis::card::{
    AdminKey, Algorithm, CardContext, Challenge, Charset, KeyRollover, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf,
    Response, gids, piv,
};
use aclavis::oracle::card::{counter_mode_kdf, mac};
use des::cipher::{BlockCipherEncrypt, KeyInit};

/// Indexed loads of a table-based 3DES: 48 rounds of 8 S-boxes.
const INDEXED_LOADS: usize = 48 * 8;

/// Branches on whether a whole text is valid. One for each character would be far more.
const VALIDITY: usize = 6;

/// Something that is done with marked bytes, and how often memcheck may complain.
struct Case {
    name: String,
    expected: Expected,
    /// What is declassified, where something is.
    because: &'static str,
    work: Box<dyn Fn()>,
}

/// Numbers of complaints.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Exactly(usize),
    /// Compilers branch once or several times on the same thing.
    AtMost(usize),
}

impl Expected {
    fn is_met_by(self, found: usize) -> bool {
        match self {
            Self::Exactly(expected) => found == expected,
            Self::AtMost(bound) => found <= bound,
        }
    }
}

fn case(name: impl Into<String>, work: impl Fn() + 'static) -> Case {
    Case { name: name.into(), expected: Expected::Exactly(0), because: "", work: Box::new(work) }
}

impl Case {
    /// The same with so many complaints at the most, about something that may be known.
    fn declassifying(self, bound: usize, because: &'static str) -> Self {
        let expected = if bound == 0 { Expected::Exactly(0) } else { Expected::AtMost(bound) };
        Self { expected, because, ..self }
    }

    /// A positive control: so many complaints.
    fn control(self, expected: usize, because: &'static str) -> Self {
        Self { expected: Expected::Exactly(expected), because, ..self }
    }
}

/// Runs the check.
pub(crate) fn run() -> ExitCode {
    if !is_running() {
        eprintln!("secret dependence: must be run under valgrind");
        return ExitCode::FAILURE;
    }
    let mut failed = 0;
    let chosen = std::env::args().nth(2).unwrap_or_default();
    let cases: Vec<Case> = cases().into_iter().filter(|case| case.name.contains(&chosen)).collect();
    for case in &cases {
        let before = errors();
        (case.work)();
        let found = errors() - before;
        let is_met = case.expected.is_met_by(found);
        failed += usize::from(!is_met);
        let expected = match case.expected {
            Expected::Exactly(0) => String::new(),
            Expected::Exactly(n) => format!(" (must be {n}: {})", case.because),
            Expected::AtMost(n) => format!(" (may be {n}: {})", case.because),
        };
        println!("{found:>4}  {}{expected}{}", case.name, if is_met { "" } else { "  UNEXPECTED" });
    }
    println!("secret dependence: {} cases, {failed} unexpected", cases.len());
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn cases() -> Vec<Case> {
    let mut cases = vec![
        case("control: table-based 3DES, one block", table_based)
            .control(INDEXED_LOADS, "the indexed loads of RustCrypto's `des`"),
        case("control: a branch", || {
            let secret = secret(1, 1);
            black_box(if secret[0] & 1 == 1 { black_box(3) } else { black_box(5) });
        })
        .control(1, "one branch"),
    ];
    for algorithm in Algorithm::ALL {
        cases.push(case(format!("{algorithm}: respond"), move || {
            answer(&key(algorithm), algorithm);
        }));
        cases.push(case(format!("{algorithm}: schedule, respond"), move || {
            let scheduled = key(algorithm).schedule();
            declassify(scheduled.respond(&challenge(algorithm)).expect("its algorithm").as_bytes());
        }));
        cases.push(case(format!("{algorithm}: verify, right and wrong"), move || verify(algorithm)));
        cases.push(case(format!("{algorithm}: decrypt a PIV witness"), move || {
            declassify(piv::decrypt_witness(&key(algorithm), &challenge(algorithm)).expect("its algorithm").as_bytes());
        }));
        cases.push(case(format!("{algorithm}: weaknesses"), move || {
            let found = key(algorithm).weaknesses();
            declassify(&found);
            assert!(found.is_empty());
        }));
        cases.push(case(format!("{algorithm}: check value"), move || declassify(&key(algorithm).check_value())));
        cases.push(case(format!("{algorithm}: key from a file"), move || {
            drop(AdminKey::from_encoded(algorithm, &secret(2, algorithm.key_len())).expect("its length"));
        }));
        cases.push(
            case(format!("{algorithm}: key from hex"), move || {
                // The last two characters may be a line end.
                let text = marked(Material::hex(&Material::of_seed(3, algorithm.key_len()), true));
                declassify(&text[text.len() - 2..]);
                drop(AdminKey::from_encoded(algorithm, &text).expect("digits"));
            })
            .declassifying(VALIDITY, "whether all are digits"),
        );
        cases.push(
            case(format!("{algorithm}: key from base64"), move || {
                // The last two characters may be padding.
                let text = marked(Material::base64(&Material::of_seed(4, algorithm.key_len())));
                declassify(&text[text.len() - 2..]);
                drop(AdminKey::from_encoded(algorithm, &text).expect("base64"));
            })
            .declassifying(VALIDITY, "whether it is canonical base64"),
        );
        cases.push(
            case(format!("{algorithm}: admin key of a master"), move || {
                drop(master().admin_key(algorithm, &card()).expect("a key"))
            })
            .declassifying(1, "whether it is weak"),
        );
        cases.push(
            case(format!("{algorithm}: require a strong key"), move || {
                let mut keys = KeyRollover::new(0, key(algorithm));
                keys.propose(1, key(algorithm)).expect("a strong key");
            })
            .declassifying(1, "whether it is weak"),
        );
    }
    for prf in Prf::ALL {
        let len = move || match prf {
            Prf::Cmac(algorithm) => algorithm.key_len(),
            Prf::HmacSha256 => 32,
        };
        cases.push(case(format!("{prf}: MAC"), move || {
            let mut out = [0; 8];
            mac(prf, &secret(5, len()), &[0x42; 100], &mut out).expect("its length");
            declassify(&out);
        }));
        cases.push(case(format!("{prf}: KDF in counter mode"), move || {
            let mut out = [0; 64];
            counter_mode_kdf(prf, &secret(6, len()), b"before", 4, b"after", &mut out).expect("its length");
            declassify(&out);
        }));
        let is_checked = prf != Prf::HmacSha256;
        cases.push(
            case(format!("{prf}: PIN key of a master"), move || {
                drop(PinKey::from_master(&master(), prf, &card()).expect("a key"))
            })
            .declassifying(usize::from(is_checked), "whether it is weak"),
        );
        cases.push(
            case(format!("{prf}: PIN key of an admin key"), move || {
                drop(PinKey::from_admin_key(&key(Algorithm::Tdes3), prf, &card()).expect("a key"));
            })
            .declassifying(1 + usize::from(is_checked), "whether the keys are weak"),
        );
    }
    cases.push(case("master: is it a pattern", || {
        let found = master().is_pattern();
        declassify(&found);
        assert!(!found);
    }));
    cases.push(gids_case());
    for (name, charset) in [("digits", Charset::DIGITS), ("alphanumeric", Charset::ALPHANUMERIC)] {
        cases.push(pin(name, charset));
    }
    cases
}

fn gids_case() -> Case {
    case("GIDS, mutual", || {
        let key = key(Algorithm::Tdes3);
        let exchange = gids::Mutual::new([1; 16], [2; 16]);
        let share = gids::KeyShare::from_bytes(secret(7, 7).first_chunk().expect("seven bytes"));
        let cryptogram = exchange.host_cryptogram(&key, &share).expect("3DES");
        declassify(&cryptogram);
        assert!(exchange.open_host(&key, &cryptogram).expect("3DES").is_some());
    })
    .declassifying(1, "whether the other side knows the key")
}

/// A PIN of which everything but the rejections is secret: one for each byte that is looked at, two for the PIN as a whole.
fn pin(name: &str, charset: Charset) -> Case {
    const LENGTH: usize = 6;
    case(format!("PIN of {LENGTH} characters, {name}"), move || {
        let key = PinKey::from_master(&master(), Prf::HmacSha256, &CardContext::new(card().card_id(), 1)).expect("a key");
        let policy = PinPolicy::new(LENGTH, charset).expect("a length");
        let challenge = challenge(Algorithm::Tdes3);
        let pin = key.propose(&PinOccasion::new(&challenge), &policy).expect("a PIN");
        assert_eq!(pin.attempt(), 0);
    })
    .declassifying(LENGTH + 2, "which bytes and PINs are rejected")
}

/// Marked bytes.
fn secret(seed: u64, len: usize) -> Material {
    marked(Material::of_seed(seed, len))
}

fn marked(material: Material) -> Material {
    mark(&material);
    material
}

fn key(algorithm: Algorithm) -> AdminKey {
    AdminKey::from_bytes(algorithm, &secret(8, algorithm.key_len())).expect("its length")
}

fn master() -> MasterSecret {
    MasterSecret::from_bytes(&secret(9, 32)).expect("32 bytes")
}

fn challenge(algorithm: Algorithm) -> Challenge {
    Challenge::from_bytes(&[0x3C; 16][..algorithm.block_len()], algorithm).expect("a block")
}

fn answer(key: &AdminKey, algorithm: Algorithm) -> Response {
    let response = key.respond(&challenge(algorithm)).expect("its algorithm");
    declassify(response.as_bytes());
    response
}

fn verify(algorithm: Algorithm) {
    let key = key(algorithm);
    let right = answer(&key, algorithm);
    let wrong = Response::from_bytes(&[0; 16][..algorithm.block_len()], algorithm).expect("a block");
    for (response, expected) in [(&right, true), (&wrong, false)] {
        let verdict = key.verify(&challenge(algorithm), response).expect("its algorithm");
        declassify(&verdict);
        assert_eq!(verdict, expected);
    }
}

fn table_based() {
    let key = secret(10, 24);
    let cipher = des::TdesEde3::new_from_slice(&key).expect("24 bytes");
    let mut block = [0x3C; 8].into();
    cipher.encrypt_block(&mut block);
    declassify(&block);
    black_box(block);
}
