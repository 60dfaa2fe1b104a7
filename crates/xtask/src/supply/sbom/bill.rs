//! One document: what cargo-cyclonedx says of the whole workspace's features, reduced to what a product is made of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Package;
use crate::command::Outcome;

/// The document of a product and the number of its packages; an error where one of `compiled` is missing, or has another checksum
/// than the one that is locked.
pub(super) fn of_product(
    described: &str,
    product: &str,
    compiled: &BTreeSet<Package>,
    locked: &BTreeMap<Package, Option<String>>,
) -> Outcome<(String, usize)> {
    let mut bill: Value = serde_json::from_str(described).map_err(|error| format!("{product}: {error}"))?;
    let own = bill.pointer("/metadata/component").and_then(reference).ok_or_else(|| format!("{product} is not described"))?;
    let components =
        bill.get_mut("components").and_then(Value::as_array_mut).ok_or_else(|| format!("{product} has no components"))?;
    components.retain(|component| package(component).is_some_and(|package| compiled.contains(&package)));
    let listed: BTreeMap<Package, &Value> =
        components.iter().filter_map(|component| Some((package(component)?, component))).collect();
    for wanted in compiled.iter().filter(|(name, _)| name != product) {
        let (name, version) = wanted;
        let component = listed.get(wanted).ok_or_else(|| format!("{name} {version} is not in the document of {product}"))?;
        let expected = locked.get(wanted).ok_or_else(|| format!("{name} {version} is not in Cargo.lock"))?;
        let found = component.pointer("/hashes/0/content").and_then(Value::as_str);
        if found != expected.as_deref() {
            return Err(format!("{name} {version} has the checksum {found:?}, Cargo.lock has {expected:?}"));
        }
    }
    let count = listed.len();
    let kept: BTreeSet<String> = components.iter().filter_map(reference).chain([own]).collect();
    if let Some(dependencies) = bill.get_mut("dependencies").and_then(Value::as_array_mut) {
        dependencies.retain(|dependency| dependency.get("ref").and_then(Value::as_str).is_some_and(|name| kept.contains(name)));
        for dependency in dependencies.iter_mut().filter_map(Value::as_object_mut) {
            keep(dependency, &kept);
        }
    }
    let text = serde_json::to_string_pretty(&bill).map_err(|error| format!("{product}: {error}"))?;
    Ok((format!("{text}\n"), count))
}

/// Takes from a dependency what it does not depend on in this product.
fn keep(dependency: &mut Map<String, Value>, kept: &BTreeSet<String>) {
    if let Some(on) = dependency.get_mut("dependsOn").and_then(Value::as_array_mut) {
        on.retain(|name| name.as_str().is_some_and(|name| kept.contains(name)));
    }
}

fn package(component: &Value) -> Option<Package> {
    Some((component.get("name")?.as_str()?.to_owned(), component.get("version")?.as_str()?.to_owned()))
}

fn reference(component: &Value) -> Option<String> {
    Some(component.get("bom-ref")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::of_product;

    const DESCRIBED: &str = r#"{
        "metadata": {"component": {"name": "own", "version": "0.1.0", "bom-ref": "own"}},
        "components": [
            {"name": "a", "version": "1.0.0", "bom-ref": "a", "hashes": [{"content": "ff"}]},
            {"name": "other", "version": "1.0.0", "bom-ref": "other", "hashes": [{"content": "ee"}]}
        ],
        "dependencies": [{"ref": "own", "dependsOn": ["a", "other"]}, {"ref": "other"}]
    }"#;

    fn result(compiled: &[&str], checksum: &str) -> Result<(String, usize), String> {
        let package = |name: &str| (name.to_owned(), if name == "own" { "0.1.0" } else { "1.0.0" }.to_owned());
        let compiled: BTreeSet<_> = compiled.iter().map(|name| package(name)).collect();
        let locked = BTreeMap::from([(package("own"), None), (package("a"), Some(checksum.to_owned()))]);
        of_product(DESCRIBED, "own", &compiled, &locked)
    }

    #[test]
    fn what_is_not_compiled_is_left_out() {
        let (text, packages) = result(&["own", "a"], "ff").unwrap_or_default();
        assert_eq!(packages, 1);
        assert!(text.contains("\"a\"") && !text.contains("other"), "{text}");
    }

    #[test]
    fn what_is_compiled_must_be_there() {
        assert_eq!(result(&["own", "a", "b"], "ff"), Err("b 1.0.0 is not in the document of own".to_owned()));
    }

    #[test]
    fn checksums_are_those_that_are_locked() {
        let expected = "a 1.0.0 has the checksum Some(\"ff\"), Cargo.lock has Some(\"00\")";
        assert_eq!(result(&["own", "a"], "00"), Err(expected.to_owned()));
    }
}
