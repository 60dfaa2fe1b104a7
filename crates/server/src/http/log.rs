//! The log of the service.

use std::io::{self, BufWriter, Stderr, Write};
use std::time::Duration;
use std::{panic, thread};

use tracing::{Metadata, Subscriber};
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::writer::EitherWriter;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat};

/// The target of access lines.
pub(super) const ACCESS: &str = "aclavis::access";

/// How long access lines may wait for others.
const REST: Duration = Duration::from_millis(2);

/// Who asks, as the log may name it: an extension that authentication puts into the **response**.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal(pub String);

/// Why there is no log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The level is none.
    #[error("the level of the log cannot be read: {0}")]
    Level(#[from] ParseError),
    /// There is one already.
    #[error("there is a log already")]
    Twice,
}

/// What is written to the log before this is dropped is written out.
#[must_use]
#[derive(Debug)]
pub struct LogGuard {
    _worker: WorkerGuard,
}

/// Starts the log of the process on standard error.
///
/// Access lines go through a queue and are dropped where it is full, so that a reader of standard error who has fallen asleep does not
/// stop the service. Any other line is written before its writer goes on.
///
/// # Errors
///
/// The level cannot be read, or there is a log already.
pub fn start(config: &Log) -> Result<LogGuard, LogError> {
    let (access, worker) =
        NonBlockingBuilder::default().lossy(true).thread_name("access-log").finish(Batches(BufWriter::new(io::stderr())));
    subscriber(config, Lines { access })?.try_init().map_err(|_| LogError::Twice)?;
    panic::set_hook(Box::new(|info| {
        // What a panic says may quote a secret; where it happened does not.
        tracing::error!(place = info.location().map(tracing::field::display), "panic");
    }));
    Ok(LogGuard { _worker: worker })
}

/// Whether a log can be as the configuration says.
///
/// # Errors
///
/// The level cannot be read.
pub fn check(config: &Log) -> Result<(), LogError> {
    EnvFilter::builder().parse(&config.level)?;
    Ok(())
}

/// What writes lines as the configuration wants them.
pub(super) fn subscriber<W>(config: &Log, writer: W) -> Result<Box<dyn Subscriber + Send + Sync>, ParseError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder().parse(&config.level)?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false);
    Ok(match config.format {
        LogFormat::Json => Box::new(lines.json().flatten_event(true).with_current_span(false).with_span_list(false).finish()),
        LogFormat::Text => Box::new(lines.finish()),
    })
}

/// Where lines go: access lines into the queue, others out at once.
struct Lines {
    access: NonBlocking,
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = EitherWriter<NonBlocking, Direct>;

    fn make_writer(&'a self) -> Self::Writer {
        EitherWriter::B(Direct(io::stderr()))
    }

    fn make_writer_for(&'a self, metadata: &Metadata<'_>) -> Self::Writer {
        if metadata.target() == ACCESS { EitherWriter::A(self.access.clone()) } else { self.make_writer() }
    }
}

/// Standard error, for the thread of the queue, which flushes when the queue is empty. Then it rests, so that it is not woken for
/// each line, and what comes in the meantime goes out in one piece.
struct Batches(BufWriter<Stderr>);

impl Write for Batches {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()?;
        thread::sleep(REST);
        Ok(())
    }
}

/// Standard error. The formatter gives a line in one piece, so that lines of several threads do not mix.
struct Direct(Stderr);

impl Write for Direct {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
