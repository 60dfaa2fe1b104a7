//! Bills of materials: what is in the library, the command line and the service, by cargo-cyclonedx in CycloneDX's form.

mod bill;
mod lock;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{Outcome, cargo, root, run, said, target_folder};
use crate::metadata::{self, Member};
use crate::tools;

/// The version of cargo-cyclonedx.
const CARGO_CYCLONEDX: &str = "0.5.9";
/// What is described, with its features.
const PRODUCTS: [(&str, &[&str]); 3] = [("aclavis", &["--all-features"]), ("aclavis-cli", &[]), ("aclavis-server", &[])];
/// The name under which cargo-cyclonedx writes beside every manifest; git ignores it.
const WRITTEN: &str = "sbom.cdx";

/// A package as cargo names it: name and version.
type Package = (String, String);

/// Writes a document for each product into `sbom/` of the target folder, and holds it against what cargo compiles for it.
pub(crate) fn write() -> Outcome {
    let program = tools::from_crates("cargo-cyclonedx", CARGO_CYCLONEDX)?;
    let folder = target_folder().join("sbom");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let members = metadata::members()?;
    let locked = fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let locked = lock::checksums(&locked)?;
    for (product, features) in PRODUCTS {
        let all = described(&program, product, features, &members)?;
        let (text, packages) = bill::of_product(&all, product, &compiled(product, features)?, &locked)?;
        let file = folder.join(format!("{product}.cdx.json"));
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        println!("{}: {packages} packages, with the checksums of Cargo.lock", file.display());
    }
    Ok(())
}

/// What cargo-cyclonedx says of a product: nothing that changes from one run to the next, no path of this machine.
fn described(program: &Path, product: &str, features: &[&str], members: &[Member]) -> Outcome<String> {
    let mut describe = Command::new(program);
    describe.current_dir(root()).args(["cyclonedx", "--format", "json", "--spec-version", "1.5", "--target", "all", "--quiet"]);
    describe.args(["--override-filename", WRITTEN]).args(features).env("SOURCE_DATE_EPOCH", time_of_commit());
    let done = run(&mut describe);
    let mut of_product = Err(format!("cargo-cyclonedx says nothing of {product}"));
    for member in members {
        let file = member.folder.join(format!("{WRITTEN}.json"));
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()));
        if file.exists() {
            fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        if member.name == product {
            of_product = text;
        }
    }
    done?;
    Ok(of_product?.replace(&format!("file://{}", root().display()), "file://."))
}

/// The second of the commit that is described; the first of all where there is no repository.
fn time_of_commit() -> String {
    let time = said(Command::new("git").current_dir(root()).args(["log", "-1", "--format=%ct"]));
    time.map_or_else(|_| "0".to_owned(), |time| time.trim().to_owned())
}

/// What cargo compiles for a product, on any platform, tests left out.
fn compiled(product: &str, features: &[&str]) -> Outcome<BTreeSet<Package>> {
    let mut tree = cargo(&["tree", "--locked", "--package", product, "--edges", "normal,build", "--target", "all"]);
    let tree = said(tree.args(["--prefix", "none", "--format", "{p}"]).args(features))?;
    let packages = tree.lines().filter_map(|line| {
        let (name, rest) = line.split_once(" v")?;
        Some((name.to_owned(), rest.split(' ').next()?.to_owned()))
    });
    Ok(packages.collect())
}
