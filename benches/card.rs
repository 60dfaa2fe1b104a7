//! Card crypto: responses with and without the key schedule, keys derived from a master secret, PINs.

use std::hint::black_box;

use aclavis::Error;
use aclavis::card::{
    AdminKey, Algorithm, An10922, Atr, CardContext, Challenge, Charset, KeyRollover, MasterSecret, PinKey, PinOccasion,
    PinPolicy, Prf, ServicePurpose, gids, piv,
};
use criterion::{BatchSize, BenchmarkGroup, Criterion, measurement::WallTime};

/// Bytes of keys and challenges.
const BYTES: &[u8; 32] = b"\x0d\x31\x91\x07\xfb\x3d\x11\x58\x83\x75\xd9\x6e\x5c\x22\xa7\xc1\x49\x9b\x20\xe3\x76\x18\x04\xba\x67\xf2\x8c\x35\x5e\xd0\x94\x2b";

fn main() -> Result<(), Error> {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("card");
    let master = MasterSecret::from_bytes(BYTES)?;
    let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1).of_system("contoso")?;
    for algorithm in Algorithm::ALL {
        responses(&mut group, algorithm)?;
        group.bench_function(format!("admin key, {algorithm}"), |b| {
            b.iter(|| master.admin_key(black_box(algorithm), black_box(&card)));
        });
    }
    for prf in Prf::ALL {
        pins(&mut group, prf, &master, &card)?;
    }
    group.bench_function("service key", |b| b.iter(|| black_box(&master).service_key(black_box(ServicePurpose::Audit))));
    mutual(&mut group)?;
    texts(&mut group)?;
    schemes(&mut group, &master)?;
    group.finish();
    criterion.final_summary();
    Ok(())
}

fn responses(group: &mut BenchmarkGroup<'_, WallTime>, algorithm: Algorithm) -> Result<(), Error> {
    let bytes = |len| BYTES.get(..len).unwrap_or_default();
    let key = AdminKey::from_bytes(algorithm, bytes(algorithm.key_len()))?;
    let challenge = Challenge::from_bytes(bytes(algorithm.block_len()), algorithm)?;
    let response = key.respond(&challenge)?;
    group.bench_function(format!("respond, {algorithm}"), |b| b.iter(|| black_box(&key).respond(black_box(&challenge))));
    group.bench_function(format!("verify, {algorithm}"), |b| {
        b.iter(|| black_box(&key).verify(black_box(&challenge), black_box(&response)));
    });
    group.bench_function(format!("PIV witness, {algorithm}"), |b| {
        b.iter(|| piv::decrypt_witness(black_box(&key), black_box(&challenge)));
    });
    let scheduled = key.schedule();
    group.bench_function(format!("respond, {algorithm}, key schedule ready"), |b| {
        b.iter(|| black_box(&scheduled).respond(black_box(&challenge)));
    });
    Ok(())
}

/// One side's cryptogram of a mutual authentication, and the same opened by the other.
fn mutual(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    let key = AdminKey::from_bytes(Algorithm::Tdes3, BYTES.get(..24).unwrap_or_default())?;
    let (exchange, share) = (gids::Mutual::new([1; 16], [2; 16]), gids::KeyShare::from_bytes(&[3; 7]));
    let cryptogram = exchange.host_cryptogram(&key, &share)?;
    group.bench_function("GIDS seal, 3DES", |b| b.iter(|| exchange.host_cryptogram(black_box(&key), black_box(&share))));
    group.bench_function("GIDS open, 3DES", |b| b.iter(|| exchange.open_host(black_box(&key), black_box(&cryptogram))));
    Ok(())
}

/// What is read: challenges, keys, answers to reset.
fn texts(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    group.bench_function("challenge, base64", |b| {
        b.iter(|| Challenge::from_base64(black_box("yhglMLsdbRM="), Algorithm::Tdes3));
    });
    group.bench_function("challenge, hexadecimal", |b| {
        b.iter(|| Challenge::from_hex(black_box("ca182530bb1d6d13"), Algorithm::Tdes3));
    });
    let digits = "0d319107fb3d11588375d96e5c22a7c1499b20e3761804ba";
    AdminKey::from_encoded(Algorithm::Tdes3, digits.as_bytes())?;
    group.bench_function("key file, 3DES", |b| {
        b.iter(|| AdminKey::from_encoded(Algorithm::Tdes3, black_box(digits.as_bytes())));
    });
    group.bench_function("ATR", |b| b.iter(|| Atr::from_hex(black_box("3b8d0180fba000000397425446590301c8"))));
    Ok(())
}

/// Other keys, and the change from one to the next.
fn schemes(group: &mut BenchmarkGroup<'_, WallTime>, master: &MasterSecret) -> Result<(), Error> {
    for algorithm in [Algorithm::Tdes3, Algorithm::Aes128] {
        let key = AdminKey::from_bytes(algorithm, BYTES.get(..algorithm.key_len()).unwrap_or_default())?;
        group.bench_function(format!("check value, {algorithm}"), |b| b.iter(|| black_box(&key).check_value()));
        let an10922 = An10922::new(key);
        group.bench_function(format!("AN10922, {algorithm}"), |b| b.iter(|| an10922.derive(black_box(&[0x5A; 15]), None)));
    }
    let card = CardContext::new("bc88f13f-83ba-4037-8262-46eba1291c6e".parse()?, 1);
    let keys = || Ok((master.admin_key(Algorithm::Aes256, &card)?, master.admin_key(Algorithm::Aes256, &card)?));
    group.bench_function("roll-over, AES-256", |b| {
        b.iter_batched(
            keys,
            |keys: Result<_, Error>| {
                let (old, new) = keys?;
                let mut keys = KeyRollover::new(1, old);
                keys.propose(2, new)?;
                keys.confirm(2)
            },
            BatchSize::SmallInput,
        );
    });
    Ok(())
}

fn pins(group: &mut BenchmarkGroup<'_, WallTime>, prf: Prf, master: &MasterSecret, card: &CardContext<'_>) -> Result<(), Error> {
    let challenge = Challenge::from_base64("yhglMLsdbRM=", Algorithm::Tdes3)?;
    let occasion = PinOccasion::new(&challenge);
    let policy = PinPolicy::new(6, Charset::DIGITS)?;
    group.bench_function(format!("PIN, {prf}"), |b| {
        b.iter(|| {
            PinKey::from_master(black_box(master), prf, black_box(card))?.propose(black_box(&occasion), black_box(&policy))
        });
    });
    let key = PinKey::from_master(master, prf, card)?;
    group.bench_function(format!("PIN, {prf}, PIN key ready"), |b| {
        b.iter(|| black_box(&key).propose(black_box(&occasion), black_box(&policy)));
    });
    Ok(())
}
