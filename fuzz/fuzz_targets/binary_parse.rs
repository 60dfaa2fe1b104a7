#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| aclavis::oracle::binary_parse(bytes).unwrap());
