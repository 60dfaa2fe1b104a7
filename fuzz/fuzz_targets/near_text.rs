#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|near: aclavis::mutation::NearlyValidText| {
    aclavis::oracle::text_parse(near.as_str()).unwrap();
    aclavis::oracle::text_round_trip(near.as_str()).unwrap();
});
