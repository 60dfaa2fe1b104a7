#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| aclavis::oracle::text_round_trip(text).unwrap());
