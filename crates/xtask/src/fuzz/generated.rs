//! Inputs that the generators make.

use aclavis::mutation::{NearlyValidBytes, NearlyValidText, ValidText};
use aclavis::{Condition, ResourceAttribute, SecurityDescriptor};
use arbitrary::{Arbitrary, Unstructured};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::targets::Input;

/// How many of each.
const COUNT: usize = 200;
/// Bytes that one is made of.
const NOISE: usize = 2048;
/// Noise that an input consists of is of so many bytes, and of twice, four times, … as many.
const SHORTEST: usize = 64;

/// Valid inputs.
pub(super) fn valid(input: Input) -> Vec<Vec<u8>> {
    match input {
        Input::Text => made(1, |text: ValidText| Some(text.into_string().into_bytes())),
        Input::Binary => made(2, |descriptor: SecurityDescriptor| descriptor.to_bytes().ok()),
        Input::Condition => [
            made(3, |condition: Condition| Some(condition.as_bytes().to_vec())),
            made(4, |condition: Condition| Some(condition.to_string().into_bytes())),
            made(5, |attribute: ResourceAttribute| attribute.to_bytes().ok()),
        ]
        .concat(),
        Input::Noise => noise(6),
        Input::CardText | Input::Other => Vec::new(),
    }
}

/// Nearly valid inputs.
pub(super) fn nearly_valid(input: Input) -> Vec<Vec<u8>> {
    match input {
        Input::Text => made(7, |text: NearlyValidText| Some(text.into_string().into_bytes())),
        Input::Binary => made(8, |bytes: NearlyValidBytes| Some(bytes.into_bytes())),
        Input::Condition | Input::CardText | Input::Noise | Input::Other => Vec::new(),
    }
}

/// What is made of noise.
fn made<T: for<'a> Arbitrary<'a>>(seed: u64, input: impl Fn(T) -> Option<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut noise = [0; NOISE];
    let mut next = || {
        random.fill_bytes(&mut noise);
        T::arbitrary(&mut Unstructured::new(&noise)).ok().and_then(&input)
    };
    (0..COUNT).filter_map(|_| next()).collect()
}

/// Noise itself.
fn noise(seed: u64) -> Vec<Vec<u8>> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let of_length = |exponent: u32| {
        let mut noise = vec![0; SHORTEST.checked_shl(exponent).unwrap_or(SHORTEST)];
        random.fill_bytes(&mut noise);
        noise
    };
    (0..5).cycle().take(COUNT).map(of_length).collect()
}
