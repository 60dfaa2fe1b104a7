#![no_main]

use aclavis::{AccessMask, AccessToken, GenericMapping, SecurityDescriptor};

libfuzzer_sys::fuzz_target!(|case: (AccessMask, GenericMapping, AccessToken, SecurityDescriptor)| {
    let (desired, mapping, token, descriptor) = case;
    aclavis::oracle::access(&descriptor, &token, &mapping, desired).unwrap();
});
