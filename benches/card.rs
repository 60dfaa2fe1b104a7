//! Card crypto: responses with and without the key schedule, keys derived from a master secret, PINs.

use std::hint::black_box;

use aclavis::Error;
use aclavis::card::{AdminKey, Algorithm, CardContext, Challenge, Charset, MasterSecret, PinKey, PinOccasion, PinPolicy, Prf};
use criterion::{BenchmarkGroup, Criterion, measurement::WallTime};

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
    let scheduled = key.schedule();
    group.bench_function(format!("respond, {algorithm}, key schedule ready"), |b| {
        b.iter(|| black_box(&scheduled).respond(black_box(&challenge)));
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
