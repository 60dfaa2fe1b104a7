#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|text: &str| aclavis::oracle::text_round_trip(text).unwrap(), mutated by aclavis_fuzz::mutated_text);
