#![cfg_attr(feature = "libfuzzer", no_main)]

aclavis_fuzz::target!(|input: &[u8]| {
    aclavis_virtual_card::oracle::commands(input).unwrap();
});
