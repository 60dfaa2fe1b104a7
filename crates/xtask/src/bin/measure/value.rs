//! Operations on small values: SIDs, GUIDs, conditions, attributes, tokens, permissions.

use std::hint::black_box;

use aclavis::serde_token::TokenForm;
use aclavis::{
    AttributeValues, Claim, Claims, Condition, DescriptorRef, DomainSids, Guid, Limits, Permission, PermissionTable,
    ResourceAttribute, Sid, sddl_to_bytes,
};

use super::{Outcome, Site, repeat};

const SID: &str = "S-1-5-21-2848215498-2472035911-1947525656-1013";
const GUID: &str = "bf967aba-0de6-11d0-a285-00aa003049e2";
/// Three comparisons and a list of groups, as in documents about claims.
const CONDITION: &str =
    r#"(@User.Title == "PM" && (@User.Division == "Finance" || @User.Division == "Sales") && Member_of {SID(BA), SID(AU)})"#;
const TOKEN: &str = r#"{"user":"S-1-5-21-1-2-3-1000","groups":["WD","AU",{"sid":"DA","deny_only":true}],"integrity":"HI"}"#;
/// The documented descriptor of a certificate-management request.
pub(super) const REQUEST: &str = include_str!("../../../../../tests/vectors/bench/request.sddl");

pub(super) fn run(operation: &str, times: usize) -> Outcome {
    match operation.split_once(' ') {
        Some(("SID", _)) => sid(operation, times),
        Some(("GUID", _)) => guid(operation, times),
        Some(("condition", _)) => condition(operation, times),
        Some(("attribute", _)) => attribute(operation, times),
        Some(("token", _)) => token(operation, times),
        _ if operation == "permission" => permission(times),
        _ => unknown(),
    }
}

fn unknown() -> Outcome {
    Err("unknown operation".into())
}

fn sid(operation: &str, times: usize) -> Outcome {
    let site = Site::new()?;
    let value: Sid = SID.parse()?;
    match operation {
        "SID text->value" => repeat(times, || Sid::parse(black_box(SID), black_box(&site.parse)).is_ok()),
        "SID alias->value" => repeat(times, || Sid::parse(black_box("DA"), black_box(&site.parse)).is_ok()),
        "SID value->text" => repeat(times, || !black_box(&value).to_string().is_empty()),
        "SID binary->value" => repeat(times, || Sid::from_bytes(black_box(value.as_bytes())).is_some()),
        _ => unknown(),
    }
}

fn guid(operation: &str, times: usize) -> Outcome {
    let value: Guid = GUID.parse()?;
    match operation {
        "GUID text->value" => repeat(times, || black_box(GUID).parse::<Guid>().is_ok()),
        "GUID value->text" => repeat(times, || !black_box(&value).to_string().is_empty()),
        _ => unknown(),
    }
}

fn condition(operation: &str, times: usize) -> Outcome {
    let site = Site::new()?;
    let value = Condition::parse(CONDITION, &site.parse)?;
    let claim = |name, value: &str| Claim::new(name, 0, AttributeValues::String(vec![value.encode_utf16().collect()]));
    let claims = Claims::new([claim("Title", "PM"), claim("Division", "Sales")])?;
    let token = site.member(50)?.user_claims(claims).build();
    let (resource, limits) = (Claims::default(), Limits::default());
    match operation {
        "condition text->binary" => repeat(times, || Condition::parse(black_box(CONDITION), black_box(&site.parse)).is_ok()),
        "condition binary->value" => repeat(times, || Condition::from_bytes(black_box(value.as_bytes())).is_ok()),
        "condition value->text" => repeat(times, || black_box(&value).to_sddl_with(black_box(&site.print)).is_ok()),
        "condition evaluate" => {
            repeat(times, || black_box(&value).evaluate(black_box(&token), black_box(&resource), black_box(&limits)).is_ok())
        }
        _ => unknown(),
    }
}

fn attribute(operation: &str, times: usize) -> Outcome {
    let words = ["Finance", "Sales", "Legal"].map(|word| word.encode_utf16().collect());
    let value = ResourceAttribute::new("Department", 0, AttributeValues::String(words.into()));
    let bytes = value.to_bytes()?;
    match operation {
        "attribute binary->value" => repeat(times, || ResourceAttribute::from_bytes(black_box(&bytes)).is_ok()),
        "attribute value->binary" => repeat(times, || black_box(&value).to_bytes().is_ok()),
        _ => unknown(),
    }
}

fn token(operation: &str, times: usize) -> Outcome {
    let site = Site::new()?;
    let of_groups = |groups| {
        let builder = site.member(groups)?;
        repeat(times, || black_box(&builder).clone().build().integrity() == aclavis::IntegrityLevel::MEDIUM)
    };
    match operation {
        "token build, 5 groups" => of_groups(5),
        "token build, 50 groups" => of_groups(50),
        "token build, 1000 groups" => of_groups(1000),
        "token JSON->token" => {
            let domains = DomainSids::all(site.domain);
            repeat(times, || {
                let form = serde_json::from_str::<TokenForm>(black_box(TOKEN));
                form.is_ok_and(|form| form.to_token(black_box(&domains)).is_ok())
            })
        }
        _ => unknown(),
    }
}

/// Whether an account in 50 groups may read a request.
fn permission(times: usize) -> Outcome {
    let site = Site::new()?;
    let bytes = sddl_to_bytes(REQUEST, &site.parse)?;
    let view = DescriptorRef::parse(&bytes)?;
    let token = site.member(50)?.group(Sid::EVERYONE).build();
    let table = PermissionTable::default();
    repeat(times, || black_box(&table).check(Permission::Read, black_box(&token), black_box(&view)).is_ok())
}
