//! Small values: SIDs, GUIDs, conditions, attributes, tokens, permissions.

use std::hint::black_box;

use aclavis::{
    AccessToken, AccessTokenBuilder, AttributeValues, Claim, Claims, Condition, DescriptorRef, DomainSids, Error, Guid, Limits,
    ParseOptions, Permission, PermissionTable, PrintOptions, ResourceAttribute, Sid, sddl_to_bytes,
};
use criterion::{BatchSize, BenchmarkGroup, Criterion, measurement::WallTime};

const SID: &str = "S-1-5-21-2848215498-2472035911-1947525656-1013";
const GUID: &str = "bf967aba-0de6-11d0-a285-00aa003049e2";
/// Three comparisons and a list of groups.
const CONDITION: &str =
    r#"(@User.Title == "PM" && (@User.Division == "Finance" || @User.Division == "Sales") && Member_of {SID(BA), SID(AU)})"#;
const REQUEST: &str = include_str!("../tests/vectors/bench/request.sddl");

fn main() -> Result<(), Error> {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("values");
    names(&mut group)?;
    conditions(&mut group)?;
    attributes(&mut group)?;
    tokens(&mut group)?;
    group.finish();
    criterion.final_summary();
    Ok(())
}

fn domains() -> DomainSids {
    Sid::new(5, &[21, 1_004_336_348, 1_177_238_915, 682_003_330]).map(DomainSids::all).unwrap_or_default()
}

/// An account of the domain, in so many of its groups.
fn member(groups: u32) -> AccessTokenBuilder {
    let account = |rid| domains().domain.and_then(|domain| domain.child(rid)).unwrap_or_default();
    AccessToken::builder(account(10_000)).groups((0..groups).map(|n| account(n.saturating_add(20_000))))
}

fn names(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    let parse = ParseOptions::windows().with_domains(domains());
    let (sid, guid): (Sid, Guid) = (SID.parse()?, GUID.parse()?);
    group.bench_function("SID text->value", |b| b.iter(|| Sid::parse(black_box(SID), &parse)));
    group.bench_function("SID alias->value", |b| b.iter(|| Sid::parse(black_box("DA"), &parse)));
    group.bench_function("SID value->text", |b| b.iter(|| black_box(&sid).to_string()));
    group.bench_function("SID binary->value", |b| b.iter(|| Sid::from_bytes(black_box(sid.as_bytes()))));
    group.bench_function("GUID text->value", |b| b.iter(|| black_box(GUID).parse::<Guid>()));
    group.bench_function("GUID value->text", |b| b.iter(|| black_box(&guid).to_string()));
    Ok(())
}

fn conditions(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    let parse = ParseOptions::windows().with_domains(domains());
    let print = PrintOptions::new().with_domains(domains());
    let condition = Condition::parse(CONDITION, &parse)?;
    let claim = |name, value: &str| Claim::new(name, 0, AttributeValues::String(vec![value.encode_utf16().collect()]));
    let token = member(50).user_claims(Claims::new([claim("Title", "PM"), claim("Division", "Sales")])?).build();
    let (resource, limits) = (Claims::default(), Limits::default());
    group.bench_function("condition text->binary", |b| b.iter(|| Condition::parse(black_box(CONDITION), &parse)));
    group.bench_function("condition binary->value", |b| b.iter(|| Condition::from_bytes(black_box(condition.as_bytes()))));
    group.bench_function("condition value->text", |b| b.iter(|| black_box(&condition).to_sddl_with(&print)));
    group.bench_function("condition evaluate", |b| {
        b.iter(|| black_box(&condition).evaluate(black_box(&token), &resource, &limits));
    });
    Ok(())
}

fn attributes(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    let words = ["Finance", "Sales", "Legal"].map(|word| word.encode_utf16().collect());
    let attribute = ResourceAttribute::new("Department", 0, AttributeValues::String(words.into()));
    let bytes = attribute.to_bytes()?;
    group.bench_function("attribute binary->value", |b| b.iter(|| ResourceAttribute::from_bytes(black_box(&bytes))));
    group.bench_function("attribute value->binary", |b| b.iter(|| black_box(&attribute).to_bytes()));
    Ok(())
}

fn tokens(group: &mut BenchmarkGroup<'_, WallTime>) -> Result<(), Error> {
    for groups in [5, 50, 1000] {
        let builder = member(groups);
        group.bench_function(format!("token build, {groups} groups"), |b| {
            b.iter_batched(|| builder.clone(), AccessTokenBuilder::build, BatchSize::SmallInput);
        });
    }
    let bytes = sddl_to_bytes(REQUEST, &ParseOptions::windows())?;
    let view = DescriptorRef::parse(&bytes)?;
    let token = member(50).group(Sid::EVERYONE).build();
    let table = PermissionTable::default();
    group.bench_function("permission", |b| b.iter(|| table.check(Permission::Read, black_box(&token), black_box(&view))));
    Ok(())
}
