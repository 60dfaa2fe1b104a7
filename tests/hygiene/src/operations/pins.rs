//! PIN keys and PINs.

use aclavis::card::{
    AdminKey, Algorithm, Atr, CardContext, Challenge, CharClass, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf,
    SecretPin,
};
use aclavis::oracle::card::{counter_mode_kdf, pin_key_bytes};

use super::{Operation, card, key_bytes, note_key};
use crate::material::Material;
use crate::needles;
use crate::random::Seeded;

pub(super) fn operations() -> Vec<Operation> {
    let mut operations = Vec::new();
    for prf in Prf::ALL {
        operations.push(Operation::new(format!("{prf}: PIN key of a master"), move || drop(from_master(prf))));
        for algorithm in Algorithm::ALL {
            operations.push(Operation::new(format!("{prf}: PIN key of an {algorithm} admin key"), move || {
                from_admin_key(prf, algorithm);
            }));
        }
        operations.push(Operation::new(format!("{prf}: PIN"), move || propose(prf)));
    }
    operations.push(Operation::new("PIN: random", random));
    operations.push(Operation::new("PIN: a source that fails", || {
        let policy = PinPolicy::new(16, Charset::ALPHANUMERIC).expect("a length");
        needles::note("random bytes of a PIN", &Material::of_seed(61, 32));
        assert!(SecretPin::random(&policy, &mut Seeded::new(61).failing_after(0)).is_err());
    }));
    operations
}

fn from_master(prf: Prf) -> PinKey {
    let bytes = Material::of_seed(51, 32);
    note_key("master secret", &bytes);
    let master = MasterSecret::from_bytes(&bytes).expect("32 bytes");
    let key = PinKey::from_master(&master, prf, &card()).expect("a strong key");
    note_pin_key(prf, &key);
    key
}

fn from_admin_key(prf: Prf, algorithm: Algorithm) {
    let admin = AdminKey::from_bytes(algorithm, &key_bytes("admin key behind PINs", algorithm, 52)).expect("its length");
    let key = PinKey::from_admin_key(&admin, prf, &card()).expect("a strong key");
    note_pin_key(prf, &key);
    let default = AdminKey::from_bytes(algorithm, &[0; 32][..algorithm.key_len()]).expect("its length");
    assert!(PinKey::from_admin_key(&default, prf, &card()).is_err());
}

fn note_pin_key(prf: Prf, key: &PinKey) {
    if !needles::is_noting() {
        return;
    }
    let bytes = pin_key_bytes(key);
    note_key("PIN key", bytes);
    if let Prf::Cmac(algorithm) = prf {
        note_subkeys(algorithm, bytes);
    }
}

/// Notes the subkeys of CMAC (SP 800-38B, 6.1).
fn note_subkeys(algorithm: Algorithm, key: &[u8]) {
    let key = AdminKey::from_bytes(algorithm, key).expect("its length");
    let block = algorithm.block_len();
    let zeros = Challenge::from_bytes(&[0; 16][..block], algorithm).expect("a block");
    let zeros = key.respond(&zeros).expect("its algorithm");
    let mut subkey = Material::mapped(zeros.as_bytes(), |byte| byte);
    for _ in 0..2 {
        let high = subkey[0] >> 7;
        for n in 0..block {
            subkey[n] = subkey[n] << 1 | subkey.get(n + 1).map_or(0, |next| next >> 7);
        }
        subkey[block - 1] ^= high * if block == 8 { 0x1B } else { 0x87 };
        needles::note("subkey of CMAC", &subkey);
    }
}

fn propose(prf: Prf) {
    let key = from_master(prf);
    let challenge = Challenge::from_bytes(&[0x11; 8], Algorithm::Tdes3).expect("a block");
    let atr = Atr::from_hex("3b8d0180fba000000397425446590301c8").expect("an ATR");
    let policies = [
        PinPolicy::new(16, Charset::ALPHANUMERIC),
        PinPolicy::piv(8),
        PinPolicy::new(16, Charset::ALPHANUMERIC).and_then(|policy| policy.at_least(4, CharClass::Digit)),
        PinPolicy::new(8, Charset::ALPHANUMERIC).and_then(|policy| policy.allowing_weak().blocking(["Passw0rt", "12345678"])),
    ];
    for policy in policies {
        let policy = policy.expect("a policy that PINs can meet");
        let pin = key.propose(&PinOccasion::new(&challenge).with_atr(&atr), &policy).expect("a PIN");
        needles::note_as_is("PIN", pin.expose().as_bytes());
        if needles::is_noting() {
            note_proposals(prf, &key, &challenge, &atr, &policy, &pin);
        }
    }
}

/// Notes the bytes of which the PIN and the proposals before it were made.
fn note_proposals(prf: Prf, key: &PinKey, challenge: &Challenge, atr: &Atr, policy: &PinPolicy, pin: &SecretPin) {
    let card: CardContext<'_> = card();
    let counted = |bytes: &[u8]| [&u16::try_from(bytes.len()).expect("a short text").to_be_bytes(), bytes].concat();
    let number = match prf {
        Prf::Cmac(algorithm) => algorithm.piv_id(),
        Prf::HmacSha256 => 0xFE,
    };
    let rules = [u8::try_from(policy.length()).expect("a short PIN"), policy.rejects_weak().into()];
    let rules = [rules.as_slice(), &counted(policy.charset().as_str().as_bytes())].concat();
    for attempt in 0..=pin.attempt() {
        let mut bytes = Material::zeroed(32.max(policy.length() * 4));
        let bits = u32::try_from(bytes.len() * 8).expect("a short output").to_be_bytes();
        let fixed = [
            b"aclavis/user-pin\0\x01",
            [number].as_slice(),
            &card.key_version().to_be_bytes(),
            &counted(&card.card_id().to_bytes()),
            &counted(atr.as_bytes()),
            &counted(challenge.as_bytes()),
            &counted(&[]),
            &counted(&rules),
            &attempt.to_be_bytes(),
            &bits,
        ]
        .concat();
        counter_mode_kdf(prf, pin_key_bytes(key), &[], 4, &fixed, &mut bytes).expect("its length");
        needles::note("bytes of a PIN", &bytes);
        if attempt == pin.attempt() {
            let charset = policy.charset().as_str().as_bytes();
            let limit = 256 - 256 % charset.len();
            let usable = bytes.iter().filter(|byte| usize::from(**byte) < limit);
            let characters = usable.map(|byte| charset[usize::from(*byte) % charset.len()]);
            assert!(characters.take(policy.length()).eq(pin.expose().bytes()), "another context than the library's");
        }
    }
}

fn random() {
    let policy = PinPolicy::new(16, Charset::ALPHANUMERIC).expect("a length");
    needles::note("random bytes of a PIN", &Material::of_seed(60, 64));
    let pin = SecretPin::random(&policy, &mut Seeded::new(60)).expect("a source without end");
    needles::note_as_is("PIN", pin.expose().as_bytes());
}
