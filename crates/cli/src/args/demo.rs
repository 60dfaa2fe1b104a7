//! Arguments of `demo`.

use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  aclavis demo
  aclavis demo --stay
  aclavis demo | less
  CLICOLOR_FORCE=1 aclavis demo | less -R";

pub(super) const NOTES: &str = "\
The service listens on 127.0.0.1, on ports that are free. Its database, its keys and its tokens are made for this run, lie in a \
temporary directory that only you can read, and are removed at the end. Nothing else is read or changed. Every exchange is one \
over HTTP, and is printed with the entry of the security descriptor that decided about it. Of keys only the first characters and \
the check value are printed, and PINs not at all.
The exit code is 0 if everything came out as it should, otherwise 1, and the end of the output says what differed.";

/// Arguments of `demo`.
#[derive(Args)]
pub(crate) struct DemoArgs {
    /// Leaves the service running until Ctrl-C, and prints how to call it
    #[arg(long)]
    pub(crate) stay: bool,
}
