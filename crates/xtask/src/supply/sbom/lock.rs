//! The checksums of `Cargo.lock`.

use std::collections::BTreeMap;

use super::Package;

/// Every package that is locked; those of the workspace have no checksum.
pub(super) fn checksums(lock: &str) -> BTreeMap<Package, Option<String>> {
    lock.split("[[package]]")
        .skip(1)
        .filter_map(|package| {
            let value =
                |key: &str| package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'));
            Some(((value("name")?.to_owned(), value("version")?.to_owned()), value("checksum").map(str::to_owned)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::checksums;

    #[test]
    fn packages_have_checksums_but_for_our_own() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"s\"\nchecksum = \"ff\"\n\n\
            [[package]]\nname = \"b\"\nversion = \"0.1.0\"\ndependencies = [\n \"a\",\n]\n";
        let found: Vec<_> = checksums(lock).into_iter().collect();
        let package = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        assert_eq!(found, [(package("a", "1.0.0"), Some("ff".to_owned())), (package("b", "0.1.0"), None)]);
    }
}
