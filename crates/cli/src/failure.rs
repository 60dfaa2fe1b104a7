//! Why a command stops, and the exit code for it.

use std::io;
use std::process::ExitCode;

use crate::diagnostic;
use crate::problem::Problem;

/// Why a command stops.
pub(crate) enum Failure {
    /// The arguments make no sense together: exit code 2.
    Usage(String),
    /// The input cannot be used: exit code 3, or 5 where a limit was hit.
    Input {
        /// What the input is called: its path, `argument` or `standard input`.
        name: String,
        /// What is wrong with it.
        problem: Box<Problem>,
    },
    /// The answer is no, which the output says: exit code 1.
    Negative,
    /// Some records of a batch were bad, and their results say so: exit code 3.
    BadRecords,
    /// Something cannot be read: exit code 4.
    Unreadable {
        /// What cannot be read.
        name: String,
        /// Why.
        error: io::Error,
    },
    /// A file cannot be made: exit code 4.
    Unmakeable {
        /// The file.
        name: String,
        /// Why.
        error: io::Error,
    },
    /// The service does not run, or its administration does not do what was asked for: exit code 1 for a refusal, 3 for a
    /// configuration or a file that cannot be used, 4 otherwise.
    Service(Box<aclavis_server::Failure>),
    /// The output cannot be written: exit code 4, or a quiet 0 when the reader has gone.
    Output(io::Error),
}

impl Failure {
    /// Says on standard error what is wrong and gives the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        match self {
            Self::Usage(message) => {
                diagnostic::error(message);
                ExitCode::from(2)
            }
            Self::Input { name, problem } => {
                diagnostic::print(name, problem);
                ExitCode::from(if problem.is_limit { 5 } else { 3 })
            }
            Self::Negative => ExitCode::from(1),
            Self::BadRecords => ExitCode::from(3),
            Self::Unreadable { name, error } => {
                diagnostic::error(&format!("cannot read `{}`: {error}", name.escape_debug()));
                ExitCode::from(4)
            }
            Self::Unmakeable { name, error } => {
                diagnostic::error(&format!("cannot make `{}`: {error}", name.escape_debug()));
                ExitCode::from(4)
            }
            Self::Service(failure) => {
                diagnostic::error(&failure.to_string());
                ExitCode::from(service_code(failure))
            }
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                diagnostic::error(&format!("cannot write the output: {error}"));
                ExitCode::from(4)
            }
        }
    }

    /// An unusable input of this name.
    pub(crate) fn input(name: impl Into<String>) -> impl FnOnce(Problem) -> Self {
        move |problem| Self::Input { name: name.into(), problem: Box::new(problem) }
    }
}

/// The exit code for a failure of the service.
fn service_code(failure: &aclavis_server::Failure) -> u8 {
    use aclavis_server::Failure as Service;
    use aclavis_server::config::{ConfigError, SecretFileError};

    match failure {
        Service::Refused(_) => 1,
        Service::Config(ConfigError::Unreadable { .. })
        | Service::SecretFile(SecretFileError::Unreadable { .. })
        | Service::Store(_)
        | Service::System(_) => 4,
        Service::Config(_)
        | Service::SecretFile(_)
        | Service::Master { .. }
        | Service::Tls(_)
        | Service::Bearer(_)
        | Service::Log(_)
        | Service::Input(_) => 3,
    }
}
