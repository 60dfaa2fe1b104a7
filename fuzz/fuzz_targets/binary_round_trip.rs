#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|bytes: &[u8]| aclavis::oracle::binary_round_trip(bytes).unwrap(), mutated by aclavis::mutation::mutated_bytes);
