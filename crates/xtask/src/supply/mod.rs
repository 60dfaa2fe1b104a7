//! What comes from elsewhere, and what goes out as a release.

mod deny;
mod sbom;
mod semver;
mod toolchain;

pub(crate) use deny::check as deny;
pub(crate) use sbom::write as sbom;
pub(crate) use semver::check as semver;
pub(crate) use toolchain::check as toolchain;

use crate::command::Outcome;

/// What a release waits for. What is not run says so: advisories without a database, semver without a release before.
pub(crate) fn release() -> Outcome {
    toolchain()?;
    deny(None)?;
    sbom()?;
    let Some(tag) = semver::latest_release()? else {
        println!("semver: not run, there is no release yet to compare with");
        return Ok(());
    };
    semver(Some(&tag))
}
