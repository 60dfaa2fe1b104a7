#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| aclavis::oracle::card::text(text).unwrap());
