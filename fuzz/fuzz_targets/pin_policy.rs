#![cfg_attr(feature = "libfuzzer", no_main)]

use aclavis::oracle::card::{PinRules, pin_policy};

aclavis_fuzz::target!(|case: (PinRules, [u8; 8])| {
    let (rules, seed) = case;
    pin_policy(&rules, seed).unwrap();
});
