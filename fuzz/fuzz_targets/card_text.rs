#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|text: &str| aclavis::oracle::card::text(text).unwrap());
