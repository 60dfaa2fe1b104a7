#![no_main]

use aclavis::oracle::card::{PinRules, pin_policy};

libfuzzer_sys::fuzz_target!(|case: (PinRules, [u8; 8])| {
    let (rules, seed) = case;
    pin_policy(&rules, seed).unwrap();
});
