//! The checksums of `Cargo.lock`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Package;
use crate::command::Outcome;

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// Every package that is locked; those of the workspace have no checksum.
pub(super) fn checksums(lock: &str) -> Outcome<BTreeMap<Package, Option<String>>> {
    let lock: Lock = toml::from_str(lock).map_err(|error| format!("Cargo.lock: {error}"))?;
    Ok(lock.package.into_iter().map(|locked| ((locked.name, locked.version), locked.checksum)).collect())
}

#[cfg(test)]
mod tests {
    use super::checksums;

    #[test]
    fn packages_have_checksums_but_for_our_own() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"s\"\nchecksum = \"ff\"\n\n\
            [[package]]\nname = \"b\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n]\n";
        let package = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let expected = [(package("a", "1.0.0"), Some("ff".to_owned())), (package("b", "0.1.0"), None)];
        assert_eq!(checksums(lock), Ok(expected.into()));
    }
}
