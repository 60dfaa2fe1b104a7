//! What the targets share: one definition of a target for each engine, and mutation that keeps to the structure.
//!
//! The engine is a feature of this crate: `libfuzzer` (the default), `afl` or `honggfuzz`. With each of them an input becomes
//! the same value, so a corpus is good for all.

mod input;
#[cfg(feature = "libfuzzer")]
mod mutator;

pub use input::given;
#[cfg(feature = "libfuzzer")]
pub use mutator::{mutate, mutated_text};

/// Defines a target: what becomes of each input, a value of any type that can be made of bytes.
///
/// The mutator behind `mutated by` makes an input of another one. libFuzzer uses it beside its own; the other engines take
/// mutators as libraries only and do without.
#[cfg(feature = "libfuzzer")]
#[macro_export]
macro_rules! target {
    (|$input:ident: $type:ty| $body:expr) => {
        ::libfuzzer_sys::fuzz_target!(|$input: $type| $body);
    };
    (|$input:ident: $type:ty| $body:expr, mutated by $mutator:expr) => {
        ::libfuzzer_sys::fuzz_target!(|$input: $type| $body);
        ::libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            $crate::mutate(data, size, max_size, seed, $mutator)
        });
    };
}

/// Defines a target: what becomes of each input, a value of any type that can be made of bytes.
#[cfg(all(feature = "afl", not(feature = "libfuzzer")))]
#[macro_export]
macro_rules! target {
    (|$input:ident: $type:ty| $body:expr $(, mutated by $mutator:expr)?) => {
        fn main() {
            ::afl::fuzz!(|bytes: &[u8]| {
                $crate::given(bytes, |$input: $type| $body);
            });
        }
    };
}

/// Defines a target: what becomes of each input, a value of any type that can be made of bytes.
#[cfg(all(feature = "honggfuzz", not(any(feature = "libfuzzer", feature = "afl"))))]
#[macro_export]
macro_rules! target {
    (|$input:ident: $type:ty| $body:expr $(, mutated by $mutator:expr)?) => {
        fn main() {
            loop {
                ::honggfuzz::fuzz!(|bytes: &[u8]| {
                    $crate::given(bytes, |$input: $type| $body);
                });
            }
        }
    };
}

#[cfg(not(any(feature = "libfuzzer", feature = "afl", feature = "honggfuzz")))]
compile_error!("one of the features `libfuzzer`, `afl` and `honggfuzz` names the engine");
