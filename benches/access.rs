//! Checks of access on descriptors in their binary form: with more and fewer groups, with a trace, with a list of object types,
//! with conditions; and inheritance. Nothing decides early, so that every ACE is looked at.

mod inputs;

use std::hint::black_box;

use aclavis::{
    AccessMask, AccessRequest, AccessToken, AccessTokenBuilder, AttributeValues, AutoInheritFlags, Claim, Claims, Creation,
    Creator, DescriptorRef, Error, GenericMapping, Guid, ObjectKind, ObjectNode, ParseOptions, SecurityDescriptor, Sid,
    sddl_to_bytes,
};
use criterion::{BenchmarkGroup, Criterion, measurement::WallTime};

const REQUEST: &str = include_str!("../tests/vectors/bench/request.sddl");
const CONDITIONAL: &str = include_str!("../tests/vectors/bench/conditional.sddl");

/// Nodes of the list of object types.
const NODES: usize = 20;

fn main() -> Result<(), Error> {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("access");
    request(&mut group)?;
    directory(&mut group)?;
    conditional(&mut group)?;
    inheritance(&mut group)?;
    group.finish();
    criterion.final_summary();
    Ok(())
}

/// An account of the domain, in so many of its groups.
fn member(groups: u32) -> AccessTokenBuilder {
    let account = |rid| inputs::domains().domain.and_then(|domain| domain.child(rid)).unwrap_or_default();
    AccessToken::builder(account(10_000)).groups((0..groups).map(|n| account(n.saturating_add(20_000))))
}

fn request(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    let bytes = sddl_to_bytes(REQUEST, &ParseOptions::windows())?;
    let view = DescriptorRef::parse(&bytes)?;
    let execute = AccessRequest::new(AccessMask::LIST_CHILDREN).with_mapping(GenericMapping::REQUEST);
    for groups in [5, 50, 1000] {
        let token = member(groups).build();
        group.bench_function(format!("request, {groups} groups"), |b| {
            b.iter(|| execute.check(black_box(&token), black_box(&view)));
        });
    }
    let token = member(50).build();
    group.bench_function("request, with a trace", |b| b.iter(|| execute.explain(black_box(&token), black_box(&view))));
    let explanation = execute.explain(&token, &view)?;
    group.bench_function("request, the trace as text", |b| b.iter(|| black_box(&explanation).to_string()));
    Ok(())
}

fn directory(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    let bytes = sddl_to_bytes(&inputs::directory(), &ParseOptions::windows().with_domains(inputs::domains()))?;
    let view = DescriptorRef::parse(&bytes)?;
    let mut guids: Vec<Guid> = Vec::new();
    for ace in view.dacl().list().iter().flat_map(|dacl| dacl.aces()) {
        let named = ace.object().and_then(|object| object.object_type());
        guids.extend(named.filter(|guid| !guids.contains(guid)));
    }
    // A class, property sets, four properties of each.
    let level = |place| match place {
        0 => 0,
        _ if place % 5 == 1 => 1,
        _ => 2,
    };
    let objects: Vec<ObjectNode> =
        guids.iter().take(NODES).enumerate().map(|(place, guid)| ObjectNode { level: level(place), guid: *guid }).collect();
    let token = member(50).groups(["AU", "ED"].into_iter().flat_map(str::parse::<Sid>)).build();
    let rights = AccessMask::READ_PROPERTY | AccessMask::WRITE_PROPERTY | AccessMask::CONTROL_ACCESS;
    let read = AccessRequest::new(rights).with_mapping(GenericMapping::DIRECTORY);
    group.bench_function("directory", |b| b.iter(|| read.check(black_box(&token), black_box(&view))));
    let each = read.with_objects(&objects);
    let name = format!("directory, {} object types", objects.len());
    group.bench_function(name, |b| b.iter(|| each.check(black_box(&token), black_box(&view))));
    Ok(())
}

/// A container below an object of a directory: when it is created, and when its parent has changed.
fn inheritance(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    let parent = SecurityDescriptor::parse(&inputs::directory(), &ParseOptions::windows().with_domains(inputs::domains()))?;
    let creator = Creator::new(Sid::EVERYONE, Sid::EVERYONE);
    let kind = ObjectKind::container(GenericMapping::DIRECTORY);
    let flags = AutoInheritFlags::DACL_AUTO_INHERIT | AutoInheritFlags::SACL_AUTO_INHERIT;
    let creation = Creation::new(&creator, kind).parent(&parent).flags(flags);
    group.bench_function("directory, inherit", |b| b.iter(|| black_box(&creation).descriptor()));
    let child = creation.descriptor()?;
    group.bench_function("directory, reinherit", |b| b.iter(|| black_box(&child).reinherited(black_box(&parent), &kind)));
    Ok(())
}

fn conditional(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    let bytes = sddl_to_bytes(CONDITIONAL, &ParseOptions::windows())?;
    let view = DescriptorRef::parse(&bytes)?;
    let claim = |name, value: &str| Claim::new(name, 0, AttributeValues::String(vec![value.encode_utf16().collect()]));
    let claims = Claims::new([claim("Title", "PM"), claim("Division", "Legal")])?;
    let token = member(50).group(Sid::EVERYONE).user_claims(claims).build();
    let execute = AccessRequest::new(AccessMask::WRITE_PROPERTY);
    group.bench_function("conditional", |b| b.iter(|| execute.check(black_box(&token), black_box(&view))));
    Ok(())
}
