#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|bytes: &[u8]| aclavis::oracle::card::atr(bytes).unwrap());
