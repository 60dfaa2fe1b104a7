#![no_main]

libfuzzer_sys::fuzz_target!(
    |descriptor: aclavis::SecurityDescriptor| aclavis::oracle::descriptor_round_trip(&descriptor).unwrap()
);
