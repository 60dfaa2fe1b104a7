//! Tokens and claims that documents say.

use aclavis::serde_token::{ClaimsForm, TokenForm};
use aclavis::{
    AccessToken, AttributeValues, Claim, Claims, DomainSids, Error, ErrorKind, IntegrityLevel, Membership, Privileges, Sid,
};

use super::{USER, sid};

fn form(json: &str) -> TokenForm {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// What is wrong with the document itself.
fn malformed(json: &str) -> String {
    serde_json::from_str::<TokenForm>(json).unwrap_err().to_string()
}

/// A token of the user with these members.
fn token(members: &str) -> Result<AccessToken, Error> {
    form(&format!(r#"{{"user":"{USER}"{members}}}"#)).to_token(&crate::domains())
}

fn error(members: &str) -> ErrorKind {
    token(members).unwrap_err().kind()
}

fn claims(json: &str) -> Result<Claims, Error> {
    serde_json::from_str::<ClaimsForm>(json).unwrap().to_claims(&DomainSids::default())
}

fn builder() -> aclavis::AccessTokenBuilder {
    AccessToken::builder(sid(USER))
}

#[test]
fn every_member_has_its_part() {
    let values = r#"{"a":{"type":"int64","values":[1]}}"#;
    let claims = Claims::new([Claim::new("a", 0, AttributeValues::Integer(vec![1]))]).unwrap();
    let all = [
        (r#","groups":["WD","AU"]"#, builder().groups([sid("WD"), sid("AU")])),
        (r#","device_groups":["BA",{"sid":"WD","deny_only":true}]"#, {
            builder().device_group(sid("BA")).device_group_as(sid("WD"), Membership::DenyOnly)
        }),
        (r#","restricted":["WD","RC"]"#, builder().restricted(sid("WD")).restricted(sid("RC"))),
        (r#","package":"S-1-15-2-7""#, builder().package(sid("S-1-15-2-7"))),
        (r#","package":"S-1-15-2-7","capabilities":["S-1-15-3-1"]"#, {
            builder().package(sid("S-1-15-2-7")).capability(sid("S-1-15-3-1"))
        }),
        (r#","privileges":["SeSecurityPrivilege","sebackupprivilege"]"#, {
            builder().privileges(Privileges::SECURITY | Privileges::BACKUP)
        }),
        (r#","integrity":"HI""#, builder().integrity(IntegrityLevel::HIGH)),
        (r#","integrity":"S-1-16-5""#, builder().integrity(IntegrityLevel(5))),
        (r#","trust_level":"S-1-19-512-8192""#, builder().trust_level(sid("S-1-19-512-8192"))),
        (&format!(r#","user_claims":{values}"#), builder().user_claims(claims.clone())),
        (&format!(r#","device_claims":{values}"#), builder().device_claims(claims.clone())),
        (&format!(r#","local_claims":{values}"#), builder().local_claims(claims)),
    ];
    let without = builder().build();
    for (members, expected) in all {
        let expected = expected.build();
        assert_ne!(expected, without, "{members}");
        assert_eq!(token(members).unwrap(), expected, "{members}");
    }
}

#[test]
fn null_is_absent() {
    let absent = token("").unwrap();
    let members = [
        "groups",
        "device_groups",
        "restricted",
        "privileges",
        "integrity",
        "user_claims",
        "device_claims",
        "local_claims",
        "package",
        "capabilities",
        "trust_level",
    ];
    for member in members {
        assert_eq!(token(&format!(r#","{member}":null"#)).unwrap(), absent, "{member}");
    }
    for empty in [r#","groups":[],"restricted":[],"capabilities":[]"#, r#","user_claims":{}"#, r#","privileges":[]"#] {
        assert_eq!(token(empty).unwrap(), absent, "{empty}");
    }
    assert_eq!(absent, builder().build());
}

#[test]
fn a_group_counts_as_it_says() {
    for (group, membership) in [
        (r#""WD""#, Membership::Enabled),
        (r#"{"sid":"WD"}"#, Membership::Enabled),
        (r#"{"sid":"WD","enabled":true,"deny_only":false}"#, Membership::Enabled),
        (r#"{"sid":"WD","enabled":null,"deny_only":null}"#, Membership::Enabled),
        (r#"{"sid":"WD","enabled":false}"#, Membership::None),
        (r#"{"sid":"WD","deny_only":true}"#, Membership::DenyOnly),
        (r#"{"sid":"WD","deny_only":true,"enabled":false}"#, Membership::DenyOnly),
    ] {
        let token = token(&format!(r#","groups":[{group}]"#)).unwrap();
        assert_eq!(token.membership(sid("WD").as_ref()), membership, "{group}");
    }
}

#[test]
fn a_user_is_enabled_or_counts_for_refusals_only() {
    let membership = |user: &str| {
        let token = form(&format!(r#"{{"user":{user}}}"#)).to_token(&DomainSids::default()).unwrap();
        token.membership(sid("SY").as_ref())
    };
    assert_eq!(membership(r#""SY""#), Membership::Enabled);
    assert_eq!(membership(r#"{"sid":"SY"}"#), Membership::Enabled);
    assert_eq!(membership(r#"{"sid":"SY","deny_only":true}"#), Membership::DenyOnly);
    assert_eq!(membership(r#"{"sid":"SY","enabled":false}"#), Membership::DenyOnly);
}

#[test]
fn aliases_need_their_domain() {
    let relative = r#"{"user":"LA","groups":["DA",{"sid":"EA"}],"device_groups":["DC"],"restricted":["DU"],
        "user_claims":{"a":{"type":"sid","values":["DA"]}}}"#;
    let token = form(relative).to_token(&crate::domains()).unwrap();
    let child = |domain: Option<Sid>, rid| domain.unwrap().child(rid).unwrap();
    let domains = crate::domains();
    assert_eq!(*token.user(), child(domains.machine, 500));
    assert_eq!(token.membership(child(domains.domain, 512).as_ref()), Membership::Enabled);
    assert_eq!(token.membership(child(domains.forest, 519).as_ref()), Membership::Enabled);
    assert_eq!(form(relative).to_token(&DomainSids::default()).unwrap_err().kind(), ErrorKind::AliasNeedsDomain);

    let alone: AccessToken = serde_json::from_str(r#"{"user":"SY","groups":["BA"]}"#).unwrap();
    assert_eq!(*alone.user(), sid("SY"));
    let error = serde_json::from_str::<AccessToken>(relative).unwrap_err().to_string();
    assert!(error.starts_with("alias needs the SID of its domain"), "{error}");
}

#[test]
fn what_a_token_cannot_be_is_an_error() {
    assert_eq!(error(r#","groups":["ZZ"]"#), ErrorKind::UnknownAlias);
    assert_eq!(error(r#","groups":[{"sid":"S-1"}]"#), ErrorKind::BadSid);
    assert_eq!(error(r#","device_groups":["ZZ"]"#), ErrorKind::UnknownAlias);
    assert_eq!(error(r#","restricted":["ZZ"]"#), ErrorKind::UnknownAlias);
    assert_eq!(error(r#","package":"ZZ""#), ErrorKind::UnknownAlias);
    assert_eq!(error(r#","package":"WD","capabilities":["ZZ"]"#), ErrorKind::UnknownAlias);
    assert_eq!(error(r#","capabilities":["WD"]"#), ErrorKind::MissingPackage);
    assert_eq!(error(r#","trust_level":"ZZ""#), ErrorKind::UnknownAlias);
    assert_eq!(error(r#","integrity":"ZZ""#), ErrorKind::UnknownAlias);
    assert_eq!(error(r#","integrity":"WD""#), ErrorKind::BadIntegrityLevel);
    assert_eq!(error(r#","privileges":["SeeNothing"]"#), ErrorKind::UnknownPrivilege);
    let privilege = token(r#","privileges":["SeSecurityPrivilege","SeeNothing"]"#).unwrap_err();
    assert_eq!(privilege.to_string(), "unknown privilege `SeeNothing`");
}

#[test]
fn what_a_document_cannot_be_is_an_error() {
    for (json, expected) in [
        ("{}", "missing field `user`"),
        (r#"{"user":null}"#, "invalid type: null, expected a SID, or an object with `sid`, `deny_only` and `enabled`"),
        (r#"{"user":"SY","group":[]}"#, "unknown field `group`"),
        (r#"{"user":"SY","user":"SY"}"#, "duplicate field `user`"),
        (r#"{"user":{"sid":"SY","denyonly":true}}"#, "unknown field `denyonly`"),
        (r#"{"user":{}}"#, "missing field `sid`"),
        (r#"{"user":"SY","groups":"WD"}"#, "invalid type: string \"WD\", expected a sequence"),
        (r#"{"user":"SY","integrity":8192}"#, "invalid type: integer `8192`, expected a string"),
        (r#"{"user":"SY","user_claims":[]}"#, "invalid type: sequence, expected an object of names and claims"),
        (r#"{"user":"SY","user_claims":{"a":{"type":"int32"}}}"#, "unknown variant `int32`"),
        (r#"{"user":"SY","user_claims":{"a":{"type":"int64","value":[]}}}"#, "unknown field `value`"),
        (r#"{"user":"SY","user_claims":{"a":{"values":[]}}}"#, "missing field `type`"),
        (r#"{"user":"SY","user_claims":{"a":{"type":"int64","values":[1.5]}}}"#, "invalid type: floating point `1.5`"),
        (r#"{"user":"SY","user_claims":{"a":{"type":"int64","values":[null]}}}"#, "invalid type: null"),
        (r#"{"user":"SY","user_claims":{"a":{"type":"int64","flags":-1}}}"#, "invalid value: integer `-1`, expected u32"),
    ] {
        let error = malformed(json);
        assert!(error.starts_with(expected), "{json}: {error}");
    }
}

#[test]
fn claims_have_the_values_of_their_type() {
    let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    for (json, values) in [
        (r#""int64","values":[-1,9223372036854775807]"#, AttributeValues::Integer(vec![-1, i64::MAX])),
        (r#""uint64","values":[0,18446744073709551615]"#, AttributeValues::Unsigned(vec![0, u64::MAX])),
        (r#""string","values":["","é😀"]"#, AttributeValues::String(vec![units(""), units("é😀")])),
        (r#""boolean","values":[true,0]"#, AttributeValues::Boolean(vec![1, 0])),
        (r#""sid","values":["BA","S-1-1-0"]"#, AttributeValues::Sid(vec![sid("BA"), sid("WD")])),
        (r#""octet","values":["","0aFF"]"#, AttributeValues::Octets(vec![vec![], vec![0x0a, 0xff]])),
        (r#""int64","values":[]"#, AttributeValues::Integer(vec![])),
        (r#""int64","values":null"#, AttributeValues::Integer(vec![])),
        (r#""int64""#, AttributeValues::Integer(vec![])),
    ] {
        for (flags, bits) in [("", 0), (r#","flags":null"#, 0), (r#","flags":6"#, 6)] {
            let expected = Claims::new([Claim::new("n", bits, values.clone())]);
            assert_eq!(claims(&format!(r#"{{"n":{{"type":{json}{flags}}}}}"#)), expected, "{json}{flags}");
        }
    }
}

#[test]
fn the_last_claim_of_a_name_counts() {
    let twice = r#"{"a":{"type":"int64","values":[1]},"b":{"type":"int64","values":[3]},"A":{"type":"int64","values":[2]}}"#;
    let of = |name, value| Claim::new(name, 0, AttributeValues::Integer(vec![value]));
    assert_eq!(claims(twice), Claims::new([of("b", 3), of("A", 2)]));
    let same = r#"{"a":{"type":"int64","values":[1]},"a":{"type":"int64","values":[2]}}"#;
    assert_eq!(claims(same), Claims::new([of("a", 2)]));
}

#[test]
fn what_a_claim_cannot_be_is_an_error() {
    let error = |json: &str| claims(&format!(r#"{{"n":{{"type":{json}}}}}"#)).unwrap_err().kind();
    for json in [
        r#""int64","values":["1"]"#,
        r#""int64","values":[true]"#,
        r#""int64","values":[9223372036854775808]"#,
        r#""uint64","values":[-1]"#,
        r#""string","values":[1]"#,
        r#""string","values":[false]"#,
        r#""boolean","values":["true"]"#,
        r#""boolean","values":[-1]"#,
        r#""sid","values":[18]"#,
        r#""octet","values":["0"]"#,
        r#""octet","values":["zz"]"#,
        r#""octet","values":[10]"#,
    ] {
        assert_eq!(error(json), ErrorKind::BadClaimValue, "{json}");
    }
    assert_eq!(error(r#""sid","values":["ZZ"]"#), ErrorKind::UnknownAlias);
    assert_eq!(error(r#""sid","values":["DA"]"#), ErrorKind::AliasNeedsDomain);
    assert_eq!(error(r#""string","values":["a","A"]"#), ErrorKind::BadClaim);
    let value = claims(r#"{"n":{"type":"int64","values":[1,"two"]}}"#).unwrap_err();
    assert_eq!(value.to_string(), "value is not of the claim's type `two`");
}

#[test]
fn attributes_of_a_resource_may_repeat_a_value() {
    let form: ClaimsForm = serde_json::from_str(r#"{"n":{"type":"string","values":["a","A"]}}"#).unwrap();
    let strings = AttributeValues::String(vec![vec![0x61], vec![0x41]]);
    assert_eq!(form.to_resource_attributes(&DomainSids::default()), Ok(Claims::of_resource([Claim::new("n", 0, strings)])));
    let wrong: ClaimsForm = serde_json::from_str(r#"{"n":{"type":"sid","values":["ZZ"]}}"#).unwrap();
    assert_eq!(wrong.to_resource_attributes(&DomainSids::default()).unwrap_err().kind(), ErrorKind::UnknownAlias);
}
