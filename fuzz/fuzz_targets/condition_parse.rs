#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| aclavis::oracle::condition_parse(input).unwrap());
