#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|descriptor: aclavis::SecurityDescriptor| aclavis::oracle::descriptor_round_trip(&descriptor).unwrap());
