//! Inputs of engines that give bytes only.

use arbitrary::{Arbitrary, Unstructured};

/// Makes a value of the whole input, as libFuzzer's targets do, and calls the target with it; no value, no call.
pub fn given<'a, T: Arbitrary<'a>>(input: &'a [u8], target: impl FnOnce(T)) {
    if input.len() < T::size_hint(0).0 {
        return;
    }
    if let Ok(value) = T::arbitrary_take_rest(Unstructured::new(input)) {
        target(value);
    }
}
