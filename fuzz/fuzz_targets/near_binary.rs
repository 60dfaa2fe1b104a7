#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|near: aclavis::mutation::NearlyValidBytes| {
    aclavis::oracle::binary_parse(near.as_bytes()).unwrap();
    aclavis::oracle::binary_round_trip(near.as_bytes()).unwrap();
});
