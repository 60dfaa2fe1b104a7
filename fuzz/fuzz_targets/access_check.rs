#![cfg_attr(feature = "libfuzzer", no_main)]

use aclavis::{AccessMask, AccessToken, GenericMapping, SecurityDescriptor};

aclavis_fuzz::target!(|case: (AccessMask, GenericMapping, AccessToken, SecurityDescriptor)| {
    let (desired, mapping, token, descriptor) = case;
    aclavis::oracle::access(&descriptor, &token, &mapping, desired).unwrap();
});
