//! What cargo says about the workspace.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{Outcome, cargo, said};

/// A package of the workspace.
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    /// The oldest compiler, as its manifest says it.
    pub(crate) rust_version: Option<String>,
    /// Without `default`, in alphabetical order.
    pub(crate) features: Vec<String>,
    pub(crate) has_default: bool,
}

/// The packages of the workspace.
pub(crate) fn members() -> Outcome<Vec<Member>> {
    let metadata = said(&mut cargo(&["metadata", "--locked", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata.get("packages").and_then(Value::as_array).ok_or("cargo metadata names no package")?;
    packages
        .iter()
        .map(|package| member(package).ok_or_else(|| "cargo metadata has a package without a name".to_owned()))
        .collect()
}

fn member(package: &Value) -> Option<Member> {
    let text = |key: &str| Some(package.get(key)?.as_str()?.to_owned());
    let features = package.get("features")?.as_object()?;
    Some(Member {
        name: text("name")?,
        folder: Path::new(&text("manifest_path")?).parent()?.to_owned(),
        rust_version: text("rust_version"),
        features: features.keys().filter(|name| *name != "default").cloned().collect(),
        has_default: features.contains_key("default"),
    })
}
