//! The service against its OpenAPI document.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::process::Server;
use crate::site;

/// Checks of schemathesis that cannot apply, with the reason.
const LEFT_OUT: &[(&str, &str)] = &[(
    "positive_data_acceptance",
    "no schema can say that an ATR has the right check byte, or that `keyversion` belongs to `diversified=true`",
)];
/// What else it must know: a call that is malformed may be too large as well.
const SETTINGS: &str = "[checks]\n\
    negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 423, 428, 429]\n";

/// Lets schemathesis make calls for some seconds. Says whether it has found nothing.
pub(crate) fn check(program: &Path, schemathesis: &Path, seconds: u32) -> Outcome<bool> {
    let program = program.canonicalize().map_err(|error| format!("`{}`: {error}", program.display()))?;
    let schemathesis = std::path::absolute(schemathesis)?;
    let directory = tempfile::tempdir()?;
    let token = site::prepare(directory.path(), &program)?;
    let mut service = Command::new(&program);
    service.current_dir(directory.path()).arg("serve");
    let service = Server::service(service)?;
    for (check, reason) in LEFT_OUT {
        println!("left out: {check}: {reason}");
    }
    std::fs::write(directory.path().join("schemathesis.toml"), SETTINGS)?;
    let mut run = Command::new(schemathesis);
    run.current_dir(directory.path());
    run.arg("run").arg(format!("http://{}/openapi.json", service.administration));
    run.args(["--url", &format!("http://{}", service.address)]);
    run.args(["--header", &format!("Authorization: Bearer {token}")]);
    run.args(["--seed", "1", "--max-time", &seconds.to_string(), "--continue-on-failure", "--checks", "all"]);
    let names: Vec<_> = LEFT_OUT.iter().map(|(check, _)| *check).collect();
    run.args(["--exclude-checks", &names.join(","), "--output-truncate", "true"]);
    Ok(run.status()?.success())
}
