#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|input: &[u8]| aclavis::oracle::condition_parse(input).unwrap());
