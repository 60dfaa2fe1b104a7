//! What all commands of the service need.

use std::future::Future;

use aclavis_server::config::Config;
use aclavis_server::{Administration, Failure as ServiceFailure};

use crate::args::ConfigArgs;
use crate::failure::Failure;

/// Reads the configuration.
pub(super) fn config(args: &ConfigArgs) -> Result<Config, Failure> {
    Config::load(&args.config).map_err(|error| Failure::Service(ServiceFailure::Config(error).into()))
}

/// Runs a task to its end.
pub(super) fn block_on<T>(task: impl Future<Output = Result<T, ServiceFailure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Service(ServiceFailure::System(error).into()))?;
    runtime.block_on(task).map_err(|failure| Failure::Service(failure.into()))
}

/// Opens store and secrets for whoever is logged in.
pub(super) async fn administration(config: &Config) -> Result<Administration, ServiceFailure> {
    let name = ["SUDO_USER", "USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    Administration::open(config, name.as_deref().unwrap_or("unknown")).await
}
