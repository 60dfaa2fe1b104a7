//! The forms that serde writes beside the structured one: bytes in binary formats, and SDDL.

use aclavis::{AccessMask, Guid, SecurityDescriptor, Sid, serde_sddl};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{descriptor, hex};

/// CBOR, which is not for people.
fn cbor(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn of_cbor<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    ciborium::from_reader(bytes).map_err(|error: ciborium::de::Error<_>| error.to_string())
}

#[test]
fn values_are_bytes_and_numbers_in_binary_formats() {
    let sid: Sid = "BA".parse().unwrap();
    assert_eq!(hex(&cbor(&sid)), "5001020000000000052000000020020000");
    assert_eq!(of_cbor(&cbor(&sid)), Ok(sid));
    let guid: Guid = "bf967aba-0de6-11d0-a285-00aa003049e2".parse().unwrap();
    assert_eq!(hex(&cbor(&guid)), "50ba7a96bfe60dd011a28500aa003049e2");
    assert_eq!(of_cbor(&cbor(&guid)), Ok(guid));
    let mask = AccessMask::from_bits_retain(0x1f_01ff);
    assert_eq!(hex(&cbor(&mask)), "1a001f01ff");
    assert_eq!(of_cbor(&cbor(&mask)), Ok(mask));
}

#[test]
fn a_descriptor_is_its_binary_form_in_binary_formats() {
    let descriptor = descriptor("O:SYG:BAD:P(A;OICI;FA;;;WD)S:(ML;;NW;;;HI)");
    let bytes = descriptor.to_bytes().unwrap();
    assert_eq!(cbor(&descriptor), [&[0x58, u8::try_from(bytes.len()).unwrap()], &bytes[..]].concat());
    assert_eq!(of_cbor(&cbor(&descriptor)), Ok(descriptor));
}

#[test]
fn bytes_that_are_no_value_are_refused() {
    let bytes = |bytes: &[u8]| [&[0x40 + u8::try_from(bytes.len()).unwrap()], bytes].concat();
    let refused = |error: Result<(), String>, end: &str| {
        let error = error.unwrap_err();
        assert!(error.contains(end), "{error}");
    };
    let sid = of_cbor::<Sid>(&bytes(&[1, 1, 0, 0, 0, 0, 0, 5]));
    refused(sid.map(drop), "invalid value: byte array, expected a SID such as `S-1-5-18` or `SY`");
    let guid = of_cbor::<Guid>(&bytes(&[0; 15]));
    refused(guid.map(drop), "invalid length 15, expected a GUID such as `bf967aba-0de6-11d0-a285-00aa003049e2`, without braces");
    refused(
        of_cbor::<AccessMask>(&cbor(&(1_u64 << 32))).map(drop),
        "invalid value: integer `4294967296`, expected an access mask of 32 bits",
    );
    refused(of_cbor::<SecurityDescriptor>(&bytes(&[1; 20])).map(drop), "descriptor is not self-relative");
    refused(of_cbor::<SecurityDescriptor>(&cbor(&"D:")).map(drop), "invalid type: string, expected bytes");
}

#[test]
fn sddl_is_the_canonical_text_and_what_windows_accepts() {
    let mut json = Vec::new();
    serde_sddl::serialize(&descriptor("O:S-1-5-18 D:(A;;0x1f01ff;;;S-1-1-0)"), &mut serde_json::Serializer::new(&mut json))
        .unwrap();
    assert_eq!(json, br#""O:SYD:(A;;FA;;;WD)""#);
    let read =
        |json: &str| serde_sddl::deserialize(&mut serde_json::Deserializer::from_str(json)).map_err(|error| error.to_string());
    assert_eq!(read(r#""O:S-1-5-18 D:(A;;0x1f01ff;;;S-1-1-0)""#), Ok(descriptor("O:SYD:(A;;FA;;;WD)")));
    assert_eq!(read(r#""D:(A;;ZZ;;;WD)""#), Err("unknown right `ZZ` at line 1 column 16".to_owned()));
    assert_eq!(read("5"), Err("invalid type: integer `5`, expected a security descriptor in SDDL at line 1 column 1".to_owned()));
}
