//! Runs one operation of the library on one file so many times. `cargo xtask instructions` counts what that costs.
//!
//! `measure OPERATION FILE TIMES`

use std::hint::black_box;
use std::process::ExitCode;

use aclavis::{
    AccessMask, AccessRequest, AccessToken, AccessTokenBuilder, AttributeValues, Claim, Claims, DescriptorRef, DomainSids, Guid,
    ObjectNode, ParseOptions, PrintOptions, SecurityDescriptor, Sid, sddl_to_bytes,
};

/// The domain of the measurements, passed as machine, domain and forest.
const DOMAIN: &[u32] = &[21, 2_848_215_498, 2_472_035_911, 1_947_525_656];

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(operation), Some(file), Some(times)) = (arguments.next(), arguments.next(), arguments.next()) else {
        eprintln!("usage: measure OPERATION FILE TIMES");
        return ExitCode::from(2);
    };
    match run(&operation, &file, &times) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(operation: &str, file: &str, times: &str) -> Outcome {
    let text = std::fs::read_to_string(file)?;
    let times: usize = times.parse()?;
    let domain = Sid::new(5, DOMAIN).ok_or("the domain is no SID")?;
    let parse = ParseOptions::windows().with_domains(DomainSids::all(domain));
    let print = PrintOptions::new().with_domains(DomainSids::all(domain));
    let bytes = sddl_to_bytes(&text, &parse)?;
    match operation {
        "text->model" => repeat(times, || SecurityDescriptor::parse(black_box(&text), black_box(&parse)).is_ok()),
        "text->binary" => repeat(times, || sddl_to_bytes(black_box(&text), black_box(&parse)).is_ok()),
        "binary->model" => repeat(times, || SecurityDescriptor::from_bytes(black_box(&bytes)).is_ok()),
        "binary->text" => repeat(times, || {
            DescriptorRef::parse(black_box(&bytes)).and_then(|view| view.to_sddl_with(black_box(&print))).is_ok()
        }),
        "validate" => repeat(times, || DescriptorRef::parse(black_box(&bytes)).is_ok()),
        "access" => access(times, &bytes, domain, 5),
        "access-50-groups" => access(times, &bytes, domain, 50),
        "access-1000-groups" => access(times, &bytes, domain, 1000),
        "access-objects" => access_objects(times, &bytes, domain),
        "access-condition" => access_condition(times, &bytes, domain),
        _ => Err(format!("unknown operation `{operation}`").into()),
    }
}

/// A check for one right by an account of the domain to which no ACE of the benchmark texts gives it, so that every ACE is
/// looked at.
fn access(times: usize, bytes: &[u8], domain: Sid, groups: u32) -> Outcome {
    let token = member(domain, groups)?.build();
    let bytes = with_owner(bytes, domain)?;
    let view = DescriptorRef::parse(&bytes)?;
    let request = AccessRequest::new(AccessMask::LIST_CHILDREN);
    repeat(times, || !black_box(&request).check(black_box(&token), black_box(&view)).is_ok_and(|outcome| outcome.is_allowed()))
}

/// A check for rights on users and up to 20 of the property sets, properties and control rights that object ACEs name.
fn access_objects(times: usize, bytes: &[u8], domain: Sid) -> Outcome {
    let token = member(domain, 5)?.group(Sid::EVERYONE).group("AU".parse()?).build();
    let bytes = with_owner(bytes, domain)?;
    let view = DescriptorRef::parse(&bytes)?;
    let user: Guid = "bf967aba-0de6-11d0-a285-00aa003049e2".parse()?;
    let mut objects = vec![ObjectNode { level: 0, guid: user }];
    for ace in view.dacl().list().iter().flat_map(|dacl| dacl.aces()) {
        let named = ace.object().and_then(|object| object.object_type());
        let new = named.filter(|guid| objects.len() <= 20 && objects.iter().all(|object| object.guid != *guid));
        // Every fifth is a set, those behind it are its parts.
        let level = if objects.len() % 5 == 1 { 1 } else { 2 };
        objects.extend(new.map(|guid| ObjectNode { level, guid }));
    }
    let rights = AccessMask::READ_PROPERTY | AccessMask::WRITE_PROPERTY | AccessMask::CONTROL_ACCESS;
    let request = AccessRequest::new(rights).with_objects(&objects);
    repeat(times, || black_box(&request).check(black_box(&token), black_box(&view)).is_ok())
}

/// A check for one right by somebody with claims, of which those that the benchmark text asks for do not let an ACE count.
fn access_condition(times: usize, bytes: &[u8], domain: Sid) -> Outcome {
    let claim = |name, value: &str| Claim::new(name, 0, AttributeValues::String(vec![value.encode_utf16().collect()]));
    let claims = Claims::new([claim("Title", "PM"), claim("Division", "Legal")])?;
    let token = member(domain, 5)?.group(Sid::EVERYONE).user_claims(claims).build();
    let bytes = with_owner(bytes, domain)?;
    let view = DescriptorRef::parse(&bytes)?;
    let request = AccessRequest::new(AccessMask::WRITE_PROPERTY);
    repeat(times, || black_box(&request).check(black_box(&token), black_box(&view)).is_ok())
}

/// An account of the domain, in so many of its groups.
fn member(domain: Sid, groups: u32) -> Outcome<AccessTokenBuilder> {
    let account = |rid| domain.child(rid).ok_or("the domain has no accounts");
    let groups = (0..groups).map(|n| account(n.wrapping_add(20_000))).collect::<Result<Vec<_>, _>>()?;
    Ok(AccessToken::builder(account(10_000)?).groups(groups))
}

/// The descriptor with an owner, which a check needs.
fn with_owner(bytes: &[u8], domain: Sid) -> Outcome<Vec<u8>> {
    let mut descriptor = SecurityDescriptor::from_bytes(bytes)?;
    descriptor.set_owner(descriptor.owner().copied().or(Some(domain)));
    Ok(descriptor.to_bytes()?)
}

#[inline(never)]
fn repeat(times: usize, operation: impl Fn() -> bool) -> Outcome {
    for _ in 0..times {
        if !black_box(operation()) {
            return Err("the operation failed".into());
        }
    }
    Ok(())
}
