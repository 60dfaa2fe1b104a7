//! The run of all tests on all engines.

use std::env;
use std::pin::Pin;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use super::{Engine, log, postgres};

/// A test of a module.
#[derive(Clone, Copy)]
pub(crate) struct Test {
    /// What it says about the service.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) run: fn(Engine) -> Pin<Box<dyn Future<Output = ()>>>,
}

/// Runs all tests, and ends what they have started.
pub(crate) fn run(modules: &[(&'static str, &[Test])]) -> ExitCode {
    let arguments = Arguments::from_args();
    log::start();
    let missing = postgres::missing();
    let mut trials = Vec::new();
    for (module, tests) in modules {
        for test in *tests {
            trials.push(trial(&format!("sqlite::{module}::{}", test.name), *test, Engine::Sqlite));
            let name = format!("postgres::{module}::{}", test.name);
            trials.push(match &missing {
                None => trial(&name, *test, Engine::Postgres),
                Some(reason) => without(&name, reason),
            });
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    postgres::stop();
    conclusion.exit_code()
}

fn trial(name: &str, test: Test, engine: Engine) -> Trial {
    Trial::test(name, move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on((test.run)(engine));
        Ok(())
    })
}

/// A test that cannot run here.
fn without(name: &str, reason: &str) -> Trial {
    let reason = reason.to_owned();
    if env::var_os("ACLAVIS_VECTORS").is_some() {
        return Trial::test(name, move || Err(reason.into()));
    }
    Trial::test(name, || Ok(())).with_kind(reason).with_ignored_flag(true)
}
