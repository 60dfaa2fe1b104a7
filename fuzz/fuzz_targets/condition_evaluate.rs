#![no_main]

libfuzzer_sys::fuzz_target!(|case: (aclavis::AccessToken, aclavis::Condition, &[u8])| {
    let (token, condition, bytes) = case;
    aclavis::oracle::evaluation(condition.as_bytes(), &token).unwrap();
    aclavis::oracle::evaluation(bytes, &token).unwrap();
});
