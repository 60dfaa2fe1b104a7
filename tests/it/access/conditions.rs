use aclavis::{
    AccessMask, AccessRequest, AccessToken, Ace, AceBody, AceFlags, AceType, AttributeValues, Claim, Claims, ErrorKind, Limits,
    SecurityDescriptor,
};

use super::{NOT_GRANTED, REFUSED, USER, ask, granted, mask, rights, sid, token};

fn claim(name: &str, flags: u32, value: i64) -> Claims {
    Claims::new([Claim::new(name, flags, AttributeValues::Integer(vec![value]))]).unwrap()
}

fn with_level(flags: u32, value: i64) -> AccessToken {
    AccessToken::builder(sid(USER)).group(sid("WD")).user_claims(claim("level", flags, value)).build()
}

#[test]
fn an_ace_that_allows_counts_when_its_condition_is_true() {
    let text = "D:(XA;;0x1;;;WD;(@User.level > 2))";
    assert_eq!(rights(text, &with_level(0, 3), 0x1), Ok(0x1));
    assert_eq!(rights(text, &with_level(0, 2), 0x1), NOT_GRANTED);
    assert_eq!(rights(text, &token(&["WD"]), 0x1), NOT_GRANTED);
}

#[test]
fn an_ace_that_refuses_counts_unless_its_condition_is_false() {
    let text = "D:(XD;;0x1;;;WD;(@User.level > 2))(A;;0x1;;;WD)";
    assert_eq!(rights(text, &with_level(0, 3), 0x1), REFUSED);
    assert_eq!(rights(text, &with_level(0, 2), 0x1), Ok(0x1));
    assert_eq!(rights(text, &token(&["WD"]), 0x1), REFUSED);
}

#[test]
fn claims_for_aces_that_refuse_do_not_help_to_be_allowed() {
    const DENY_ONLY: u32 = 4;
    assert_eq!(rights("D:(XA;;0x1;;;WD;(@User.level > 2))", &with_level(DENY_ONLY, 3), 0x1), NOT_GRANTED);
    assert_eq!(rights("D:(XD;;0x1;;;WD;(@User.level > 2))(A;;0x1;;;WD)", &with_level(DENY_ONLY, 2), 0x1), Ok(0x1));
}

#[test]
fn local_and_device_attributes_come_from_the_token() {
    let token = AccessToken::builder(sid(USER)).group(sid("WD")).local_claims(claim("WIN://PKG", 0, 1));
    let token = token.device_claims(claim("managed", 0, 1)).device_group(sid("BU")).build();
    let text = "D:(XA;;0x1;;;WD;(Exists WIN://PKG && @Device.managed == 1 && Device_Member_of {SID(BU)}))";
    assert_eq!(rights(text, &token, 0x1), Ok(0x1));
}

#[test]
fn resource_attributes_come_from_the_sacl() {
    let token = with_level(0, 3);
    let text = |attributes: &str| format!("O:SYD:(XA;;0x1;;;WD;(@User.level >= @Resource.level))S:{attributes}");
    assert_eq!(granted(&text("(RA;;;;;WD;(\"level\",TI,0,3))"), &token, 0x1), Ok(0x1));
    assert_eq!(granted(&text("(RA;;;;;WD;(\"level\",TI,0,4))"), &token, 0x1), NOT_GRANTED);
    assert_eq!(granted(&text("(RA;CIIO;;;;WD;(\"level\",TI,0,3))"), &token, 0x1), NOT_GRANTED);
    assert_eq!(granted(&text("(RA;;;;;WD;(\"level\",TI,0,3,3))"), &token, 0x1), NOT_GRANTED);
    assert_eq!(granted("O:SYD:(XA;;0x1;;;WD;(@User.level >= @Resource.level))", &token, 0x1), NOT_GRANTED);
}

#[test]
fn object_aces_may_have_conditions() {
    assert_eq!(rights("D:(ZA;;0x1;;;WD;(@User.level > 2))", &with_level(0, 3), 0x1), Ok(0x1));
    assert_eq!(rights("D:(ZA;;0x1;;;WD;(@User.level > 2))", &with_level(0, 2), 0x1), NOT_GRANTED);
}

fn callback(ace_type: AceType, data: &[u8]) -> Ace {
    let body = AceBody::Standard { mask: mask(0x1), trustee: sid("WD"), object: None, data: data.to_vec() };
    Ace::new(ace_type, AceFlags::empty(), body).unwrap()
}

fn check(aces: Vec<Ace>) -> Result<bool, ErrorKind> {
    let descriptor = SecurityDescriptor::builder().owner(sid("SY")).dacl(aces).build();
    let outcome = AccessRequest::new(mask(0x1)).check(&token(&["WD"]), &descriptor);
    outcome.map(|outcome| outcome.is_allowed()).map_err(|error| error.kind())
}

#[test]
fn data_that_is_no_condition_never_grants_and_always_refuses() {
    let grant = Ace::allow(AccessMask::from_bits_retain(0x1), sid("WD"));
    for data in [&b""[..], b"\0\0\0\0", b"template", b"art"] {
        assert_eq!(check(vec![callback(AceType::ACCESS_ALLOWED_CALLBACK, data)]), Ok(false));
        assert_eq!(check(vec![callback(AceType::ACCESS_DENIED_CALLBACK, data), grant.clone()]), Ok(false));
    }
}

#[test]
fn a_condition_that_cannot_be_read_is_an_error() {
    let grant = Ace::allow(AccessMask::from_bits_retain(0x1), sid("WD"));
    for data in [&b"artx"[..], b"artx\0\0\0\0", b"artx\x80\0\0\0", b"artx\xf9\xff\xff\xff\xff", b"artx\xee\0\0\0"] {
        for ace_type in [AceType::ACCESS_ALLOWED_CALLBACK, AceType::ACCESS_DENIED_CALLBACK] {
            assert_eq!(check(vec![callback(ace_type, data), grant.clone()]), Err(ErrorKind::BadCondition), "{data:?}");
        }
    }
    assert_eq!(ErrorKind::BadCondition.win32(), 1336);
}

#[test]
fn a_condition_that_is_not_needed_is_not_read() {
    let grant = Ace::allow(AccessMask::from_bits_retain(0x1), sid("WD"));
    assert_eq!(check(vec![grant, callback(AceType::ACCESS_DENIED_CALLBACK, b"artx\xee")]), Ok(true));
}

#[test]
fn a_resource_attribute_that_cannot_be_read_is_an_error_where_it_is_needed() {
    let attribute = AceBody::Standard { mask: mask(0), trustee: sid("WD"), object: None, data: vec![1, 2, 3] };
    let attribute = Ace::new(AceType::SYSTEM_RESOURCE_ATTRIBUTE, AceFlags::empty(), attribute).unwrap();
    let ask = |dacl: &str| {
        let mut descriptor: SecurityDescriptor = format!("O:SY{dacl}").parse().unwrap();
        *descriptor.sacl_mut() = aclavis::Acl::new(vec![attribute.clone()]).into();
        AccessRequest::new(mask(0x1)).check(&token(&["WD"]), &descriptor).map(|o| o.is_allowed()).map_err(|error| error.kind())
    };
    assert_eq!(ask("D:(A;;0x1;;;WD)"), Ok(true));
    assert_eq!(ask("D:(XA;;0x1;;;WD;(@Resource.level == 1))"), Err(ErrorKind::BadAttribute));
}

#[test]
fn all_conditions_of_a_check_share_the_steps() {
    let text = "O:SYD:(XA;;0x1;;;WD;(@User.a == 1))(XA;;0x1;;;WD;(@User.b == 1))(XA;;0x1;;;WD;(@User.level == 3))";
    let request = |steps| AccessRequest::new(mask(0x1)).with_limits(&Limits { steps, ..Limits::default() });
    let kind = |steps| ask(&request(steps), &with_level(0, 3), text).map(|o| o.is_allowed()).map_err(|error| error.kind());
    assert_eq!(kind(1), Err(ErrorKind::TooManySteps));
    assert_eq!(kind(6), Err(ErrorKind::TooManySteps));
    assert_eq!(kind(100), Ok(true));
}
