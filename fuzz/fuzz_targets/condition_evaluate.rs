#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|case: (aclavis::AccessToken, aclavis::Condition, &[u8])| {
    let (token, condition, bytes) = case;
    aclavis::oracle::evaluation(condition.as_bytes(), &token).unwrap();
    aclavis::oracle::evaluation(bytes, &token).unwrap();
});
