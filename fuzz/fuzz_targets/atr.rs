#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aclavis::oracle::card::atr(bytes).unwrap());
